#include "base/phrase.h"
#include "base/retell.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/explain/facts.h"
#include "command/explain/place.h"
#include "command/input.h"
#include "ledger/staff.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Chapters are gathered in an order of their own, since the register's need what the ledger
 * knows, and printed in the reader's. */

static const char about[] = PHRASE(
	"One resident's whole story, by id, by the number of a letter (26-000123-7), or by the token\n"
	"of its page (the name of its file, or the address that its code leads to). From the\n"
	"ledger: what was decided each night, which letters and appointments followed, what the\n"
	"desk did. With --register also what the register says, which rule gave which date, and\n"
	"what the rules say on DATE. Last, what will happen next and when, as far as the register\n"
	"stays as it is. Names and addresses are not printed.\n"
	"With --counter and --at: who has that place, and who once had it.\n"
	"RESIDENT may be -: then the id is the first line of standard input, and no other user of\n"
	"the machine sees it among the processes.\n"
	"--json writes the same as JSON: one array for each chapter, each fact with its day, a word\n"
	"for what it is, its sentence and its parts.\n"
	"Exit status: 0 told; 1 the register's record of this resident is set aside; 66 neither the\n"
	"register nor the ledger knows this resident.\n");

struct explain {
	struct command *command;
	const struct options *options;
	struct facts facts;
	struct story story;
	bool mentioned; /* in a file beside the register alone */
	long long now;  /* seconds since 1970 */
};

static bool is_of(const struct explain *explain, const char *id)
{
	return strcmp(id, explain->story.resident) == 0;
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	explain->story.as_of = head->as_of;
	return true;
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	if (is_of(explain, resident->id))
		facts_resident(&explain->facts, resident);
	return true;
}

static void tell_trouble(struct explain *explain, const char *of, long line, const char *code,
	const char *message, bool aside)
{
	struct story *story = &explain->story;
	story_tell(story, CHAPTER_REGISTER, DAY_NONE, aside ? "set-aside" : "odd",
		"line %ld%s: %s%s: %s", line, of, aside ? phrase("set aside, ") : "", code,
		retell_spoken(message, story->arena));
	story_detail(story, CHAPTER_REGISTER, "code", code);
	story_detail(story, CHAPTER_REGISTER, "line", arena_print(story->arena, "%ld", line));
	story->aside |= aside;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	if (is_of(explain, id))
		tell_trouble(explain, "", line, code, message, true);
	return true;
}

static bool take_side(void *context, const struct side_record *record, const char *code,
	const char *message, bool aside, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	if (!is_of(explain, record->id))
		return true;
	tell_trouble(explain,
		arena_print(explain->story.arena, phrase(" of the %s"),
			retell_spoken(record->source, explain->story.arena)),
		record->line, code, message, aside);
	explain->mentioned = true;
	return true;
}

static bool read_register(struct explain *explain, struct fault *why)
{
	const struct register_visitor visitor = {
		.context = explain,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.side = take_side,
	};
	struct input input;
	struct register_summary summary;
	if (!input_open(&input, explain->options, explain->facts.office, explain->now,
		    explain->story.arena, why))
		return false;
	if (input.exports.register_path == NULL)
		return true;
	if (!exports_read(&input.exports, &visitor, &summary, why))
		return false;
	if (!explain->story.in_register && !explain->story.aside)
		story_tell(&explain->story, CHAPTER_REGISTER, DAY_NONE, "nobody",
			"the register has no such resident");
	return true;
}

/* What a night would know of the resident. `ledger` NULL: nothing. */
static bool read_known(struct explain *explain, struct ledger *ledger, struct fault *why)
{
	struct story *story = &explain->story;
	struct facts *facts = &explain->facts;
	struct known_protection protection;
	struct known_revocations revocations;
	const uint8_t *secret;
	if (!knowledge_read_secret(ledger, story->arena, &secret, why) ||
		!knowledge_read_notes(ledger, secret, story->arena, &facts->notes, why) ||
		!knowledge_read_protection(ledger, story->arena, &protection, why) ||
		!knowledge_read_revocations(
			facts->office, ledger, story->resident, story->arena, &revocations, why))
		return false;
	facts->protections = protections_open(&protection, story->day, story->arena);
	facts->revocations =
		revocations_open(facts->office, &revocations, secret, story->day, story->arena);
	return true;
}

static bool read_ledger(struct explain *explain, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct story *story = &explain->story;
	struct facts *facts = &explain->facts;
	if (access(explain->options->ledger, F_OK) != 0) {
		story_tell(story, CHAPTER_DECISIONS, DAY_NONE, "nothing", "there is no ledger yet");
		return read_known(explain, NULL, why);
	}
	/* One moment for all that is told. */
	bool done = ledger_open(explain->options->ledger, LEDGER_READ, &ledger, why) &&
		    command_look_at_ledger(explain->command, ledger, why) &&
		    ledger_begin(ledger, why) && read_known(explain, ledger, why) &&
		    facts_ledger(facts, ledger, why);
	ledger_close(ledger);
	if (done && !story->in_ledger)
		story_tell(story, CHAPTER_DECISIONS, DAY_NONE, "nothing",
			"the ledger knows nothing of this resident");
	return done;
}

static int explain_resident(struct explain *explain, struct fault *why)
{
	struct story *story = &explain->story;
	if (!read_ledger(explain, why) || !read_register(explain, why) ||
		!facts_next(&explain->facts, why))
		return 0;
	if (!(explain->options->json ? story_write_json : story_write_text)(story, stdout)) {
		fault_set(why, FAULT_WRITE, "standard output cannot be written");
		return 0;
	}
	if (story->aside)
		return 1;
	bool known = story->in_register || story->in_ledger || explain->mentioned;
	return known ? 0 : FAULT_INPUT;
}

static int check_operand(struct command *command)
{
	const struct options *options = &command->options;
	const char *operand = options->operand;
	char number[NOTICE_NUMBER_BYTES];
	bool place = options->counter != NULL || options->at.day != DAY_NONE;
	if (place && (operand != NULL || options->counter == NULL || options->at.day == DAY_NONE))
		return command_refuse(command, FAULT_USAGE,
			"a place is --counter ID and --at TIME, and nothing else\n"
			"hint: kigen explain --help");
	if (operand == NULL && !place)
		return command_refuse(
			command, FAULT_USAGE, "which resident?\nhint: kigen explain --help");
	if (!place && notice_number_shaped(operand) && !notice_read_number(operand, number))
		return command_refuse(command, FAULT_USAGE,
			"'%s' is no number of a letter: its last digit is wrong\n"
			"hint: was it misread?",
			operand);
	return 0;
}

/* The letter whose page has the token that the operand is, or names as a file or an address; the
 * operand itself for anything else. */
static bool find_page(struct ledger *ledger, const char *said, struct arena *arena,
	const char **named, struct fault *why)
{
	const char *slash = strrchr(said, '/');
	const char *word = slash == NULL ? said : slash + 1, *number = NULL;
	size_t length = strcspn(word, ".?#");
	*named = said;
	if (length != TOKEN_BYTES - 1)
		return true;
	if (!ledger_token_number(ledger, arena_text(arena, word, length), arena, &number, why))
		return false;
	if (number != NULL)
		*named = number;
	return true;
}

static bool find_reader(
	struct ledger *ledger, struct arena *arena, const char **resident, struct fault *why)
{
	char number[NOTICE_NUMBER_BYTES], day[CIVIL_DATE_BYTES];
	struct letter_standing letter = {.found = false};
	if (!notice_number_shaped(*resident) || !notice_read_number(*resident, number))
		return true;
	if (!ledger_letter(ledger, number, arena, &letter, why))
		return false;
	if (!letter.found)
		return fault_set(why, FAULT_INPUT, "there is no letter %s", number);
	if (letter.purged != DAY_NONE)
		return fault_set(why, FAULT_INPUT,
			"letter %s was purged on %s, past its retention: whose it was is not known "
			"any more",
			number, civil_format(letter.purged, day));
	*resident = letter.resident;
	return true;
}

/* The resident whose letter or page the operand names; the operand itself where it names none. */
static bool find_resident(const struct options *options, struct arena *arena, const char **resident,
	struct fault *why)
{
	struct ledger *ledger = NULL;
	*resident = options->operand;
	if (access(options->ledger, F_OK) != 0 && !notice_number_shaped(options->operand))
		return true;
	bool done = ledger_open(options->ledger, LEDGER_READ, &ledger, why) &&
		    find_page(ledger, options->operand, arena, resident, why) &&
		    find_reader(ledger, arena, resident, why);
	ledger_close(ledger);
	return done;
}

static int explain_operand(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	const char *resident;
	if (options->operand == NULL)
		return explain_place(command, why);
	if (!find_resident(options, command->arena, &resident, why))
		return 0;
	struct explain explain = {
		.command = command,
		.options = options,
		.now = command->session->now(),
		.story = {.arena = command->arena,
			.resident = resident,
			.day = command->day,
			.as_of = DAY_NONE},
		.facts = {.office = command->office, .letters = command->setup.letters},
	};
	explain.facts.story = &explain.story;
	int status = explain_resident(&explain, why);
	if (status == FAULT_INPUT)
		return command_refuse(command, status,
			"nobody of the id %s; hint: is it written as in the register?", resident);
	return status;
}

int command_explain(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"explain",
		"RESIDENT|NOTICE|TOKEN [--office FILE] [--ledger FILE] [--date DATE] [--json]\n"
		"RESIDENT|NOTICE|TOKEN " INPUT_USAGE
		" [--office FILE] [--ledger FILE] [--date DATE] "
		"[--json]\n"
		"--counter ID --at YYYY-MM-DDTHH:MM [--office FILE] [--ledger FILE] [--date DATE] "
		"[--json]",
		OPERANDS_ONE_TYPED, OFFICE_SETUP, LEDGER_CLOSED, check_operand, explain_operand};
	return command_perform(session, argc, argv, &verb, 1, about);
}
