#include "command/command.h"

#include "base/phrase.h"
#include "command/failed_run.h"
#include "command/say.h"
#include "command/suggest.h"
#include "command/turn.h"
#include "intake/office/office_file.h"
#include "ledger/staff.h"
#include "night/kept_appointments.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A status that is not 0 has been said by whoever answered it, a fault never has: each is said
 * exactly once, and neither commits anything. */

int command_refuse(const struct command *command, int status, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	say_on(stderr, "kigen %s: ", command->name);
	vfprintf(stderr, phrase(format), values);
	fputc('\n', stderr);
	va_end(values);
	return status;
}

int command_needs(const struct command *command, const char *value, const char *option)
{
	if (value != NULL)
		return 0;
	return command_refuse(
		command, FAULT_USAGE, "%s is needed\nhint: kigen %s --help", option, command->name);
}

void command_draw_progress(void *context, uint64_t done, uint64_t total)
{
	struct command *command = context;
	progress_draw(&command->progress, done, total);
}

void command_warn(void *context, const char *message)
{
	struct command *command = context;
	progress_wipe(&command->progress);
	command_refuse(command, 0, "warning: %s", message);
}

bool command_look_at_ledger(struct command *command, struct ledger *ledger, struct fault *why)
{
	const char *doubt = NULL;
	if (!ledger_doubt(ledger, command->arena, &doubt, why))
		return false;
	if (doubt != NULL)
		command_warn(command,
			arena_print(command->arena, "%s: %s", command->options.ledger, doubt));
	return true;
}

bool command_learn(struct command *command, struct fault *why)
{
	return command->office == NULL ||
	       kept_appointments_tell(&command->setup.office, command->ledger, command->arena, why);
}

static const struct verb *find_verb(const struct verb *verbs, size_t count, int argc, char **argv)
{
	for (size_t i = 0; i < count; i++) {
		const char *word = verb_word(&verbs[i]);
		if (word == NULL || (argc > 1 && strcmp(argv[1], word) == 0))
			return &verbs[i];
	}
	return NULL;
}

static bool open_office(struct command *command, const struct verb *verb, struct fault *why)
{
	const struct options *options = &command->options;
	if (verb->office == OFFICE_UNREAD)
		return true;
	if (!(verb->office == OFFICE_SETUP ? setup_open(options->office, &command->setup, why)
					   : office_read(options->office, command->arena,
						     &command->setup.office, why)))
		return false;
	command->office = &command->setup.office;
	command->day = options->date != DAY_NONE
			       ? options->date
			       : command->session->today(command->office->utc_offset);
	return true;
}

/* A command of the staff finds a ledger; only a night makes one. */
static bool open_ledger(struct command *command, const struct verb *verb, struct fault *why)
{
	const char *path = command->options.ledger;
	if (verb->ledger == LEDGER_CLOSED || verb->ledger == LEDGER_OF_A_NIGHT ||
		(verb->ledger == LEDGER_IF_THERE && access(path, F_OK) != 0))
		return true;
	if (!ledger_open(path, LEDGER_READ, &command->ledger, why) ||
		(verb->ledger < LEDGER_CHANGED &&
			!command_look_at_ledger(command, command->ledger, why)))
		return false;
	if (verb->ledger == LEDGER_IF_THERE)
		return true;
	if (verb->ledger == LEDGER_IN_TURNS) {
		ledger_close(command->ledger);
		command->ledger = NULL;
		return true;
	}
	if (verb->ledger == LEDGER_CHANGED) {
		ledger_close(command->ledger);
		command->ledger = NULL;
		if (!turn_take(command->session, &command->options, &command->ledger, why))
			return false;
	}
	return ledger_begin(command->ledger, why);
}

static bool open_all(struct command *command, const struct verb *verb, struct fault *why)
{
	const struct options *options = &command->options;
	if (!open_office(command, verb, why))
		return false;
	command->session->user(command->user, sizeof command->user);
	command->act = (struct staff_act){
		.day = command->day,
		.who = options->by != NULL ? options->by : command->user,
		.why = options->why,
	};
	return open_ledger(command, verb, why) &&
	       (command->ledger == NULL || command_learn(command, why));
}

/* Without an office nobody knows the zone: the day is Japan's. */
static void tell_of_failure(const struct command *command, const struct fault *why)
{
	enum { JAPAN = 9 * 60 };
	const struct options *options = &command->options;
	day_number day = command->office != NULL     ? command->day
			 : options->date != DAY_NONE ? options->date
						     : command->session->today(JAPAN);
	failed_run_tell(options->out, command->office, day, why);
}

/* From the first that is opened to the exit status. */
static int run_verb(struct command *command, const struct verb *verb)
{
	struct fault why = {0};
	int status = 0;
	command->arena = arena_open();
	if (verb->ledger == LEDGER_CHANGED)
		answer_hold(&command->answer, command->arena);
	if (open_all(command, verb, &why))
		status = verb->run(command, &why);
	if (status == 0 && why.kind == FAULT_NONE && verb->ledger == LEDGER_CHANGED)
		ledger_staff_commit(command->ledger, &why);
	answer_release(&command->answer, status <= 1 && why.kind == FAULT_NONE);
	if (status == 0 && why.kind == FAULT_NONE && command->after != NULL)
		command->after(command, &why);
	progress_wipe(&command->progress);
	bool answered = status == 0 || status == 1 || command->answer.examines;
	if (!answer_close(&command->answer, answered && why.kind == FAULT_NONE, &why))
		status = 0;
	bool night = verb->ledger == LEDGER_OF_A_NIGHT && !command->options.dry_run;
	bool done = why.kind == FAULT_NONE;
	if (night && !done)
		tell_of_failure(command, &why);
	if (status == 0 && why.kind != FAULT_NONE)
		status = command_refuse(command, (int)why.kind, "%s", why.message);
	ledger_close(command->ledger);
	/* Only now: who waited for the ledger in vain has told it by then. */
	if (night && done)
		failed_run_forget(command->options.out);
	setup_close(&command->setup);
	arena_close(command->arena);
	return status;
}

static const char *word_of(const void *verbs, size_t index)
{
	return verb_word((const struct verb *)verbs + index);
}

/* No verb, or none of this word. */
static int refuse_verb(
	const struct command *command, const struct verb *verbs, size_t count, const char *word)
{
	if (word == NULL)
		return command_refuse(command, FAULT_USAGE,
			"what is to be done?\nhint: kigen %s --help", command->name);
	const char *meant = suggest_word(word, count, word_of, verbs);
	return command_refuse(command, FAULT_USAGE, "no '%s'\nhint: kigen %s %s%s--help", word,
		command->name, meant == NULL ? "" : meant, meant == NULL ? "" : " ");
}

int command_perform(const struct session *session, int argc, char **argv, const struct verb *verbs,
	size_t count, const char *about)
{
	struct command command = {.name = argv[0], .session = session};
	const struct verb *verb = find_verb(verbs, count, argc, argv);
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		verb_help(verbs, count, about);
		return 0;
	}
	if (verb == NULL)
		return refuse_verb(&command, verbs, count, argc > 1 ? argv[1] : NULL);
	int skipped = verb_word(verb) != NULL ? 1 : 0;
	char name[64];
	snprintf(name, sizeof name, "%s", verb->name);
	argv[skipped] = name;
	command.name = verb->name;
	enum options_end end = options_parse(argc - skipped, argv + skipped, verb_options(verb),
		verb->operands, &command.options);
	if (end == OPTIONS_HELP)
		verb_help(verb, 1, about);
	if (end != OPTIONS_READ)
		return end == OPTIONS_HELP ? 0 : FAULT_USAGE;
	command.answer.act = verb->name;
	if (command.options.json)
		answer_show(&command.answer);
	command.progress =
		(struct progress){session, session->terminal && !command.options.quiet, 0, 0};
	int status = verb->check == NULL ? 0 : verb->check(&command);
	return status != 0 ? status : run_verb(&command, verb);
}
