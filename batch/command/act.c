#include "command/act.h"

#include "command/turn.h"
#include "intake/office.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int act_refuse(const struct act *act, int status, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fprintf(stderr, "kigen %s: ", act->command);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
	va_end(values);
	return status;
}

/* "hold" is the verb of "mailing hold"; "returned" has none. */
static const char *word_of(const struct act_verb *verb)
{
	const char *space = strchr(verb->name, ' ');
	return space == NULL ? NULL : space + 1;
}

static const struct act_verb *find_verb(
	const struct act_verb *verbs, size_t count, int argc, char **argv)
{
	for (size_t i = 0; i < count; i++) {
		const char *word = word_of(&verbs[i]);
		if (word == NULL || (argc > 1 && strcmp(argv[1], word) == 0))
			return &verbs[i];
	}
	return NULL;
}

static bool act_open(const struct session *session, const struct act_verb *verb, struct act *act,
	struct fault *why)
{
	const struct options *options = &act->options;
	if (!office_read(options->office, act->arena, &act->office, why))
		return false;
	session->user(act->user, sizeof act->user);
	act->desk = (struct staff_act){
		.day = options->date != DAY_NONE ? options->date
						 : session->today(act->office.utc_offset),
		.who = options->by != NULL ? options->by : act->user,
		.why = options->why,
	};
	/* A command of the desk finds a ledger; only a night makes one. */
	if (!ledger_open(options->ledger, LEDGER_READ, &act->ledger, why))
		return false;
	if (verb->changes) {
		ledger_close(act->ledger);
		act->ledger = NULL;
		if (!turn_take(session, options, &act->ledger, why))
			return false;
	}
	return ledger_begin(act->ledger, why);
}

int act_run(const struct session *session, int argc, char **argv, const struct act_verb *verbs,
	size_t count, const char *help)
{
	struct act act = {.command = argv[0]};
	const struct act_verb *verb = find_verb(verbs, count, argc, argv);
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		fputs(help, stdout);
		return 0;
	}
	if (verb == NULL)
		return act_refuse(&act, FAULT_USAGE, "%s%s%s\nhint: kigen %s --help",
			argc > 1 ? "no '" : "what is to be done?", argc > 1 ? argv[1] : "",
			argc > 1 ? "'" : "", argv[0]);
	int skipped = word_of(verb) != NULL ? 1 : 0, status;
	char name[64];
	snprintf(name, sizeof name, "%s", verb->name);
	argv[skipped] = name;
	act.command = verb->name;
	unsigned takes = verb->takes | TAKES_LEDGER | TAKES_DATE;
	if (!options_parse(argc - skipped, argv + skipped,
		    takes | (verb->changes ? TAKES_ACT | TAKES_WAIT : 0), help, &act.options,
		    &status))
		return status;
	act.arena = arena_open();
	struct fault why = {0};
	status = 0;
	if (act_open(session, verb, &act, &why))
		status = verb->run(&act, &why);
	if (status == 0 && why.kind == FAULT_NONE && verb->changes)
		ledger_desk_commit(act.ledger, &why);
	if (status == 0 && why.kind == FAULT_NONE && act.after != NULL)
		act.after(&act, &why);
	if (status == 0 && why.kind != FAULT_NONE)
		status = act_refuse(&act, (int)why.kind, "%s", why.message);
	ledger_close(act.ledger);
	arena_close(act.arena);
	return status;
}
