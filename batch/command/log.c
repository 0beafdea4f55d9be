#include "command/columns.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/say.h"

#include "base/json.h"
#include "base/phrase.h"
#include "model/committed_night.h"

#include <stdio.h>
#include <string.h>

/* What people did that the nights go by, who and why: the log of the desk, the limits that were let
 * pass, and each night whose office file was another. */

static const char about[] = PHRASE(
	"What was done by hand in the last seven days, or from --from to --to, in order: by the\n"
	"desk, by whoever let a night pass a limit, and on which nights the office file was not\n"
	"the one of the night before. Who, why, and about what; past the retention of a letter\n"
	"without its resident.\n");

enum { DAYS_UNLESS = 7, LOG_COLUMNS = 8 };

static const char *const deed_words[] = {
	"accepted",
	"appointment-came",
	"appointment-cancelled",
	"appointment-given",
	"appointment-moved",
	"house-accepted",
	"house-declined",
	"exception-acknowledged",
	"exception-reopened",
	"hand-done",
	"hand-release",
	"mailing-destroyed",
	"mailing-hold",
	"mailing-left",
	"mailing-posted",
	"mailing-pulled",
	"mailing-release",
	"mailing-withdraw",
	"office",
	"place-freed",
	"place-moved",
	"place-taken",
	"purge",
	"reprint",
	"requests-imported",
	"returned",
};

/* As the tables of codes have it, in the operator's language. */
static const char *say_deed(const char *action)
{
	for (size_t i = 0; i < sizeof deed_words / sizeof deed_words[0]; i++)
		if (strcmp(deed_words[i], action) == 0)
			return PHRASE_WORD(deed_words, i);
	return action;
}

static const char *name_mailing(const struct deed *deed, char name[NIGHT_NAME_BYTES])
{
	return deed->mailing == DAY_NONE ? "" : night_name(deed->mailing, deed->run, name);
}

static void print_table(const struct command *command, const struct deeds *deeds)
{
	static const struct column headings[LOG_COLUMNS] = {{PHRASE("day"), false},
		{PHRASE("what"), false}, {PHRASE("mailing"), false}, {PHRASE("letter"), false},
		{PHRASE("resident"), false}, {PHRASE("detail"), false}, {PHRASE("who"), false},
		{PHRASE("why"), false}};
	struct columns table = columns_open(headings, LOG_COLUMNS, command->arena);
	for (size_t i = 0; i < deeds->count; i++) {
		const struct deed *deed = &deeds->list[i];
		char day[CIVIL_DATE_BYTES], name[NIGHT_NAME_BYTES];
		const char *const cells[LOG_COLUMNS] = {civil_format(deed->day, day),
			say_deed(deed->action), name_mailing(deed, name), deed->notice,
			deed->resident, deed->detail, deed->who, deed->why};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
	if (deeds->count == 0)
		say("nothing was done by hand on these days\n");
}

static bool print_json(const struct deeds *deeds)
{
	struct json *json = json_open();
	json_begin_array(json, "deeds");
	for (size_t i = 0; i < deeds->count; i++) {
		const struct deed *deed = &deeds->list[i];
		char name[NIGHT_NAME_BYTES];
		json_begin_object(json, NULL);
		json_put_day(json, "day", deed->day);
		json_put_text(json, "action", deed->action);
		json_put_text(json, "mailing", name_mailing(deed, name));
		json_put_text(json, "notice", deed->notice);
		json_put_text(json, "resident", deed->resident);
		json_put_text(json, "detail", deed->detail);
		json_put_text(json, "who", deed->who);
		json_put_text(json, "why", deed->why);
		json_end(json);
	}
	json_end(json);
	return json_close(json, stdout);
}

static int list_deeds(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	day_number from = options->from, to = options->to;
	struct deeds deeds;
	if (to == DAY_NONE)
		to = from != DAY_NONE && from > command->day ? from : command->day;
	if (from == DAY_NONE)
		from = to - DAYS_UNLESS + 1;
	if (to < from)
		return command_refuse(command, FAULT_USAGE, "--to lies before --from");
	if (!ledger_deeds(command->ledger, from, to, command->arena, &deeds, why))
		return 0;
	if (!options->json)
		print_table(command, &deeds);
	else if (!print_json(&deeds))
		fault_set(why, FAULT_WRITE, "the log cannot be written");
	return 0;
}

int command_log(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"log", "[--from DATE] [--to DATE] [--json]", OPERANDS_NONE,
		OFFICE_FILE, LEDGER_LOOKED_AT, NULL, list_deeds};
	return command_perform(session, argc, argv, &verb, 1, about);
}
