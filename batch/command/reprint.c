#include "document/mailroom/reprinted.h"

#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/say.h"
#include "command/voice_files.h"
#include "document/files/atomic_file.h"
#include "intake/template/templates.h"
#include "ledger/enclosed.h"
#include "ledger/promise.h"
#include "ledger/protected.h"
#include "ledger/staff.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sheet without a line in the log cannot be: who asked and why is committed before the file,
 * which was written beside its place, is renamed into it. */

static const char about[] = PHRASE(
	"Prints letters again that a mailing or a desk's folder held, as they were and with their\n"
	"numbers, marked 再発行. Who asked for it and why is written down. Letters that must not go\n"
	"to anybody are refused, and then nothing is printed: withdrawn or held ones, those that\n"
	"came back, those of residents who are gone or by hand only, and those whose recipient has\n"
	"been deleted. Of a letter on two sheets both are printed; what a letter's voice code says\n"
	"stands beside FILE.pdf, in FILE-NUMBER.txt. A letter that lay in one envelope with others\n"
	"goes by itself when its number is named; sheets of a night have the envelope's mark, and\n"
	"belong into it.\n");

/* What is to be printed: sheets of a night, or the one sheet of staff's folder. */
struct wish {
	day_number day;
	int run;
	int first, last;
	const char *handed; /* the letter in staff's folder, NULL for a night's sheets */
};

/* ---- what is wished ---- */

static bool parse_sheets(const char *text, struct wish *wish)
{
	char *end;
	long first = strtol(text, &end, 10), last = first;
	if (end == text || text[0] < '0' || text[0] > '9')
		return false;
	if (*end == '-') {
		const char *second = end + 1;
		last = strtol(second, &end, 10);
		if (end == second || second[0] < '0' || second[0] > '9')
			return false;
	}
	if (*end != '\0' || first < 1 || last < first || last > 1000000)
		return false;
	wish->first = (int)first;
	wish->last = (int)last;
	return true;
}

/* Why nobody must get this letter again, NULL when somebody may. */
static const char *why_kept_back(const struct letter_standing *letter)
{
	if (letter->day == DAY_NONE && letter->handed == DAY_NONE)
		return phrase("it has not been printed yet");
	if (letter->pulled || letter->withdrawn)
		return letter->returned ? phrase("it came back") : phrase("it has been withdrawn");
	if (letter->returned)
		return phrase("it came back");
	if (!letter->issued)
		return phrase("its folder is not in place yet: kigen run puts it there");
	if (letter->state == MAILING_HELD)
		return phrase("its mailing is held");
	if (!letter->addressed)
		return phrase("its recipient has been deleted, past its retention");
	if (strcmp(letter->due_outcome, outcome_words[OUTCOME_NONE]) == 0 ||
		strcmp(letter->due_outcome, outcome_words[OUTCOME_HAND]) == 0)
		return letter->due_reason;
	if (letter->due_outcome[0] != '\0' &&
		strcmp(letter->due_state, due_state_words[DUE_OPEN]) != 0)
		return letter->due_state;
	/* A sheet for an address that is old is asked for by whoever knows why. */
	if (letter->stopped[0] == '\0' || strcmp(letter->stopped, "address-changed") == 0)
		return NULL;
	return phrase("the last stop list names it");
}

/* 0, or the status with which it was refused. */
static int check_letter(struct command *command, const char *number, struct letter_standing *letter,
	struct fault *why)
{
	if (!ledger_letter(command->ledger, number, command->arena, letter, why))
		return 0;
	if (!letter->found)
		return command_refuse(command, FAULT_INPUT, "there is no letter %s", number);
	char day[CIVIL_DATE_BYTES];
	const char *what = letter->purged == DAY_NONE
				   ? why_kept_back(letter)
				   : arena_print(command->arena,
					     phrase("it was purged on %s, past its retention"),
					     civil_format(letter->purged, day));
	bool covered = false;
	if (what == NULL && !ledger_is_protected(command->ledger, letter->resident, &covered, why))
		return 0;
	if (covered)
		what = PHRASE_WORD(reason_words, REASON_PROTECTION);
	if (what != NULL)
		return command_refuse(
			command, FAULT_USAGE, "letter %s is not printed again: %s", number, what);
	if (letter->changed)
		say_on(stderr,
			"kigen reprint: warning: letter %s names an appointment that has been "
			"changed since\n",
			number);
	return 0;
}

static int take_wish(struct command *command, struct wish *wish, struct fault *why)
{
	const struct options *options = &command->options;
	struct letter_standing letter;
	if (options->out == NULL || options->why[0] == '\0' ||
		(options->notice == NULL) == (options->night == NULL) ||
		(options->night == NULL) != (options->sheets == NULL))
		return command_refuse(command, FAULT_USAGE,
			"--out and --why are needed, and --notice or --night with --sheets\n"
			"hint: kigen reprint --help");
	if (options->night != NULL) {
		if (!night_named(options->night, &wish->day, &wish->run))
			return command_refuse(command, FAULT_USAGE,
				"a night is named like its folder, such as 2026-11-24, not '%s'",
				options->night);
		return parse_sheets(options->sheets, wish)
			       ? 0
			       : command_refuse(command, FAULT_USAGE,
					 "--sheets takes sheets such as 12-15, not '%s'",
					 options->sheets);
	}
	char *number = arena_alloc(command->arena, NOTICE_NUMBER_BYTES);
	if (!notice_read_number(options->notice, number))
		return command_refuse(command, FAULT_USAGE,
			"'%.40s' is no number of a letter, or was misread", options->notice);
	int status = check_letter(command, number, &letter, why);
	bool handed = status == 0 && letter.handed != DAY_NONE;
	*wish = handed ? (struct wish){letter.handed, 1, 1, 1, number}
		       : (struct wish){letter.day, letter.run, letter.sheet, letter.sheet, NULL};
	return status;
}

/* ---- printing ---- */

static int last_sheet(const struct notice *letter)
{
	return letter->sheet + notice_sheets(letter) - 1;
}

/* The letters of the sheets that were asked for, each whole; none of those that must not go. */
static int choose_sheets(struct command *command, const struct wish *wish,
	const struct night *night, const struct notice **sheets, size_t *count, struct fault *why)
{
	struct letter_standing letter;
	char name[NIGHT_NAME_BYTES];
	size_t first = 0;
	int found = 0;
	*count = 0;
	/* A sheet whose recipient has been deleted is not among them. */
	while (first < night->sheet_count && last_sheet(&night->sheets[first]) < wish->first)
		first++;
	while (first + *count < night->sheet_count &&
		night->sheets[first + *count].sheet <= wish->last) {
		const struct notice *notice = &night->sheets[first + *count];
		int from = notice->sheet < wish->first ? wish->first : notice->sheet;
		int to = last_sheet(notice) > wish->last ? wish->last : last_sheet(notice);
		found += to - from + 1;
		*count += 1;
	}
	if (found != wish->last - wish->first + 1)
		return command_refuse(command, FAULT_INPUT,
			"the mailing of %s has no sheets %d to %d",
			night_name(wish->day, wish->run, name), wish->first, wish->last);
	*sheets = night->sheets + first;
	int status = 0;
	for (size_t i = 0; command->options.notice == NULL && i < *count && status == 0 &&
			   why->kind == FAULT_NONE;
		i++)
		status = check_letter(command, (*sheets)[i].number, &letter, why);
	return status;
}

static bool check_counters(
	const struct command *command, const struct notice *sheets, size_t count, struct fault *why)
{
	for (size_t i = 0; i < count; i++)
		if (sheets[i].appointment.state != APPOINTMENT_STATE_NONE &&
			!office_keeps_counter(command->office, sheets[i].appointment.counter,
				sheets[i].number,
				phrase("the letter says what the file calls the counter: put it "
				       "back "
				       "to print it again"),
				why))
			return false;
	return true;
}

static void put_printed(struct command *command, const struct night *printed)
{
	struct json *act = answer_begin_act(&command->answer, "done");
	answer_put_typed(act, "file", command->options.out);
	json_put_integer(act, "sheets", night_sheets(printed));
	json_begin_array(act, "notices");
	for (size_t i = 0; i < printed->sheet_count; i++)
		json_put_text(act, NULL, printed->sheets[i].number);
	json_end(act);
}

/* What is printed is written down first: there is no print without its line in the log. */
static bool print_sheets(struct command *command, const struct night *printed, struct fault *why)
{
	const struct notice *sheets = printed->sheets;
	size_t count = printed->sheet_count;
	const struct templates *templates;
	struct letters *letters = NULL;
	struct atomic_file *file = NULL;
	struct voice_files *voices = NULL;
	bool done =
		check_counters(command, sheets, count, why) &&
		templates_read(command->office->templates_path, command->arena, &templates, why) &&
		letters_open(command->office, templates, &letters, why) &&
		atomic_file_open(command->options.out, command->arena, &file, why) &&
		reprinted_write(letters, sheets, count, printed->posting_day,
			atomic_file_stream(file), why) &&
		voice_files_open(
			letters, printed, command->options.out, command->arena, &voices, why);
	for (size_t i = 0; i < count && done; i++)
		done = ledger_log_reprint(command->ledger, sheets[i].number,
			       sheets[i].recipient.resident, &command->act, why) &&
		       (command->options.notice == NULL ||
			       ledger_lay_apart(command->ledger, sheets[i].number, why));
	if (done)
		put_printed(command, printed);
	done = done && ledger_staff_commit(command->ledger, why) && atomic_file_commit(file, why) &&
	       voice_files_commit(command, voices, why);
	atomic_file_close(file);
	voice_files_close(voices);
	letters_close(letters);
	return done;
}

/* What the sheets were printed from. */
static bool read_printed(
	struct command *command, const struct wish *wish, struct night *night, struct fault *why)
{
	struct staff_folder *folder = NULL;
	if (wish->handed == NULL)
		return ledger_night(
			command->ledger, wish->day, wish->run, command->arena, night, why);
	return ledger_letter_folder(command->ledger, wish->handed, command->arena, &folder, why) &&
	       ledger_folder(command->ledger, folder, command->arena, night, why);
}

/* One letter by its number goes by itself: nothing on it says that others lie behind. Sheets of a
 * night go where they lay, and say so. */
static const struct notice *lay_apart(struct command *command, const struct notice *sheet)
{
	struct notice *alone = arena_alloc(command->arena, sizeof *alone);
	*alone = *sheet;
	alone->enclosure = (struct enclosure){0};
	return alone;
}

static int reprint_sheets(struct command *command, struct fault *why)
{
	struct wish wish = {.handed = NULL};
	struct night night;
	const struct notice *sheets = NULL;
	size_t count = 0;
	int status = take_wish(command, &wish, why);
	if (status != 0 || why->kind != FAULT_NONE || !read_printed(command, &wish, &night, why))
		return status;
	status = choose_sheets(command, &wish, &night, &sheets, &count, why);
	if (status != 0 || why->kind != FAULT_NONE)
		return status;
	if (wish.handed == NULL && strcmp(night.office_digest, command->office->digest) != 0)
		say_on(stderr,
			"kigen reprint: warning: the office file has changed since; so may the "
			"letter\n");
	if (command->options.notice != NULL)
		sheets = lay_apart(command, sheets);
	const struct night printed = {
		.sheets = sheets, .sheet_count = count, .posting_day = night.posting_day};
	if (print_sheets(command, &printed, why))
		answer_say(&command->answer, "%s: %ld sheets\n", command->options.out,
			night_sheets(&printed));
	return 0;
}

int command_reprint(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"reprint",
		"--notice NUMBER --out FILE.pdf --why TEXT\n"
		"--night NIGHT --sheets A-B --out FILE.pdf --why TEXT",
		OPERANDS_NONE, OFFICE_FILE, LEDGER_CHANGED, NULL, reprint_sheets};
	return command_perform(session, argc, argv, &verb, 1, about);
}
