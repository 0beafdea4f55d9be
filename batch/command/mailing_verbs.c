#include "command/accounts.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/destroyed.h"
#include "command/named.h"
#include "command/say.h"
#include "night/unconfirmed.h"

#include "base/json.h"
#include "base/phrase.h"
#include "ledger/staff.h"
#include "model/committed_night.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <string.h>

/* Mailings named on one command line are all said or none: each is looked at as it stands within
 * one transaction, and the first that may not be said ends the command before anything is
 * committed. */

static const char about[] = PHRASE(
	"A mailing is named like its folder: 2026-11-24, or 2026-11-24-2. A night that printed\n"
	"nothing stands for the letters that it decided and that still wait. A letter that the desk\n"
	"had at once (appointment --out) is a mailing by itself, named by its number.\n"
	"hold      none of its sheets may leave; every stop.csv names them until it is released.\n"
	"          Letters that wait are left out of the coming mailings\n"
	"release   the same printed sheets may leave after all\n"
	"posted    they have left; nothing stops them any more. Refused while the last night's\n"
	"          stop list names sheets of it, until it is told of each whether it was --pulled\n"
	"          or --left all the same. N is the number of a letter, as printed or as a scanner\n"
	"          reads it, several with blanks or commas between, a file with one a line, or -\n"
	"          for standard input. Letters that are to be posted by their own number come\n"
	"          before these options\n"
	"withdraw  they never will: the next night decides their dues anew, in letters with new\n"
	"          numbers. One letter alone is named by its number\n"
	"destroyed the sheets of a withdrawn mailing, or of withdrawn letters, are no more; no\n"
	"          stop list names them again\n"
	"list      tab-separated: mailing, state, letters, taken back (withdrawn or come back),\n"
	"          decided from, to, first and last number, since, by, overdue (not confirmed as\n"
	"          posted for so long that the office wants to know), why; where letters lie together,\n"
	"          in how many envelopes\n");

/* ---- list ---- */

static void print_json(struct json *json, const struct command *command,
	const struct calendar *calendar, const struct mailing *mailing)
{
	char name[MAILING_NAME_BYTES], date[CIVIL_DATE_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "mailing", mailing_name(mailing, name));
	json_put_truth(json, "desk", mailing->letter[0] != '\0');
	json_put_text(json, "state", mailing_state_words[mailing->state]);
	json_put_truth(json, "printed", mailing->printed);
	json_put_truth(json, "folder", mailing->issued);
	json_put_integer(json, "letters", mailing->letters);
	if (mailing->envelopes > 0)
		json_put_integer(json, "envelopes", mailing->envelopes);
	json_put_integer(json, "taken_back", mailing->taken_back);
	json_put_day(json, "decided_from", mailing->decided_first);
	json_put_day(json, "decided_to", mailing->decided_last);
	json_put_text(json, "first", mailing->first);
	json_put_text(json, "last", mailing->last);
	json_put_text(json, "since",
		mailing->since == DAY_NONE ? NULL : civil_format(mailing->since, date));
	json_put_text(json, "by", mailing->who[0] == '\0' ? NULL : mailing->who);
	json_put_text(json, "why", mailing->why[0] == '\0' ? NULL : mailing->why);
	json_put_truth(json, "overdue",
		mailing_overdue(
			mailing, command->office->mailing.confirm_days, calendar, command->day));
	json_end(json);
}

static void print_line(const struct command *command, const struct calendar *calendar,
	const struct mailing *mailing)
{
	char name[MAILING_NAME_BYTES], from[CIVIL_DATE_BYTES], to[CIVIL_DATE_BYTES],
		since[CIVIL_DATE_BYTES];
	bool overdue = mailing_overdue(
		mailing, command->office->mailing.confirm_days, calendar, command->day);
	char envelopes[32] = "";
	if (mailing->envelopes > 0)
		snprintf(envelopes, sizeof envelopes, "\t%ld", mailing->envelopes);
	printf("%s\t%s\t%ld\t%ld\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s%s\n", mailing_name(mailing, name),
		mailing_state_words[mailing->state], mailing->letters, mailing->taken_back,
		civil_format(mailing->decided_first, from), civil_format(mailing->decided_last, to),
		mailing->first, mailing->last, civil_format(mailing->since, since), mailing->who,
		overdue ? "overdue" : "", mailing->why, envelopes);
}

static int list_mailings(struct command *command, struct fault *why)
{
	struct mailing *mailings = NULL;
	size_t count = 0;
	struct calendar calendar;
	if (!ledger_mailings(command->ledger, command->arena, &mailings, &count, why) ||
		!unconfirmed_calendar(
			command->office, command->day, command->arena, &calendar, why))
		return 0;
	if (!command->options.json) {
		for (size_t i = 0; i < count; i++)
			print_line(command, &calendar, &mailings[i]);
		return 0;
	}
	struct json *json = json_open();
	json_begin_array(json, "mailings");
	for (size_t i = 0; i < count; i++)
		print_json(json, command, &calendar, &mailings[i]);
	json_end(json);
	if (!json_close(json, stdout))
		fault_set(why, FAULT_WRITE, "the list cannot be written");
	return 0;
}

/* ---- what is said of one mailing ---- */

static int refuse_state(struct command *command, const char *name, const struct mailing *mailing,
	enum mailing_state to)
{
	char since[CIVIL_DATE_BYTES];
	if (mailing->state == to && (to != MAILING_POSTED || command->options.on == DAY_NONE ||
					    command->options.on == mailing->since)) {
		struct json *act = answer_begin_act(&command->answer, "already");
		json_put_text(act, "mailing", name);
		json_put_text(act, "state", mailing_state_words[to]);
		json_put_day(act, "since", mailing->since);
		answer_say(&command->answer, "%s: already %s, since %s\n", name,
			PHRASE_WORD(mailing_state_words, to), civil_format(mailing->since, since));
		return 0;
	}
	if (to == MAILING_POSTED && !mailing->printed)
		return command_refuse(command, FAULT_USAGE,
			"%s: its letters wait for their mailing; nothing "
			"of it can have been posted",
			name);
	if (to == MAILING_POSTED && !mailing->issued)
		return command_refuse(command, FAULT_USAGE,
			"%s: its folder is not in place yet\nhint: kigen run puts it there", name);
	static const char *const advice[MAILING_STATES] = {
		[MAILING_HELD] = PHRASE("\nhint: kigen mailing release lets it go"),
		[MAILING_WITHDRAWN] = PHRASE("\nhint: the next night decides its letters anew"),
		[MAILING_POSTED] = PHRASE("\nhint: kigen returned is for letters that come back"),
	};
	return command_refuse(command, FAULT_USAGE, "%s is %s and cannot be %s%s", name,
		PHRASE_WORD(mailing_state_words, mailing->state),
		PHRASE_WORD(mailing_state_words, to),
		advice[mailing->state] == NULL ? "" : phrase(advice[mailing->state]));
}

static void print_said(struct command *command, const char *name, const struct mailing *mailing,
	enum mailing_state to, day_number since)
{
	static const char *const sentences[MAILING_STATES] = {
		[MAILING_HELD] = PHRASE("none of these sheets may be posted"),
		[MAILING_RELEASED] = PHRASE("these sheets may be posted"),
		[MAILING_POSTED] = PHRASE("these sheets have been posted"),
		[MAILING_WITHDRAWN] =
			PHRASE("none of these sheets may ever be posted; the next night decides "
			       "anew"),
	};
	static const char *const waiting[MAILING_STATES] = {
		[MAILING_HELD] =
			PHRASE("these letters wait and are left out of the coming mailings"),
		[MAILING_RELEASED] = PHRASE("these letters go with the next mailing"),
		[MAILING_WITHDRAWN] = PHRASE("the next night decides anew"),
	};
	struct json *act = answer_begin_act(&command->answer, "done");
	json_put_text(act, "mailing", name);
	json_put_text(act, "state", mailing_state_words[to]);
	json_put_day(act, "since", since);
	json_put_integer(act, "letters", mailing->letters - mailing->taken_back);
	json_put_text(act, "first", mailing->first);
	json_put_text(act, "last", mailing->last);
	answer_say(&command->answer, "%s: %s: %ld letters, %s to %s: %s\n", name,
		PHRASE_WORD(mailing_state_words, to), mailing->letters - mailing->taken_back,
		mailing->first, mailing->last,
		phrase(mailing->printed ? sentences[to] : waiting[to]));
}

/* A letter that lay too long names a visit that is over, or nearly, when it arrives. */
static bool warn_of_visits(
	struct command *command, const struct mailing *mailing, struct fault *why)
{
	struct mailing_letter *letters = NULL;
	size_t count = 0;
	char date[CIVIL_DATE_BYTES];
	if (!ledger_mailing_letters(
		    command->ledger, mailing, command->arena, &letters, &count, why))
		return false;
	for (size_t i = 0; i < count; i++)
		if (letters[i].visit != DAY_NONE &&
			letters[i].visit <= command->day + command->office->mailing.arrival_days)
			say_on(stderr,
				"kigen mailing: warning: letter %s names a visit on %s, which it "
				"would reach too late\nhint: kigen mailing withdraw %s has it "
				"decided anew\n",
				letters[i].number, civil_format(letters[i].visit, date),
				letters[i].number);
	return true;
}

static int say_mailing(
	struct command *command, const char *name, enum mailing_state to, struct fault *why)
{
	struct mailing mailing;
	day_number since = command->day;
	long pulled = 0;
	int status = named_mailing(command, name, &mailing, why);
	if (status != 0 || why->kind != FAULT_NONE)
		return status;
	if (!mailing_may(&mailing, to)) {
		status = refuse_state(command, name, &mailing, to);
		return status != 0 || to != MAILING_POSTED
			       ? status
			       : accounts_again(command, command->memo, &mailing);
	}
	if (to == MAILING_POSTED && command->options.on != DAY_NONE)
		since = command->options.on;
	if (to == MAILING_POSTED && (since < mailing.day || since > command->day))
		return command_refuse(command, FAULT_USAGE,
			"%s cannot have been posted before its night or after today", name);
	if (to == MAILING_POSTED)
		status = accounts_record(command, command->memo, &mailing, &pulled, why);
	if (status != 0 || why->kind != FAULT_NONE ||
		!ledger_mailing_say(command->ledger, &mailing, to, since, &command->act, why))
		return status;
	mailing.taken_back += pulled;
	print_said(command, name, &mailing, to, since);
	if (to == MAILING_RELEASED && mailing.printed)
		warn_of_visits(command, &mailing, why);
	return 0;
}

/* ---- verbs ---- */

static int one_mailing(struct command *command, enum mailing_state to, struct fault *why)
{
	if (command->options.operand_count != 1)
		return command_refuse(
			command, FAULT_USAGE, "which mailing?\nhint: kigen mailing --help");
	return say_mailing(command, command->options.operand, to, why);
}

static int hold_mailing(struct command *command, struct fault *why)
{
	return one_mailing(command, MAILING_HELD, why);
}

static int release_mailing(struct command *command, struct fault *why)
{
	return one_mailing(command, MAILING_RELEASED, why);
}

/* What is said of a mailing, or by `of_letter` of one letter. A mailing's name has digits enough
 * for a number: it goes first. */
static int say_either(struct command *command, const char *name, enum mailing_state to,
	int (*of_letter)(struct command *, const char *, struct fault *), struct fault *why)
{
	char *number = arena_alloc(command->arena, NOTICE_NUMBER_BYTES);
	day_number day;
	int run;
	if (night_named(name, &day, &run))
		return say_mailing(command, name, to, why);
	if (notice_read_number(name, number))
		return of_letter(command, number, why);
	return command_refuse(command, FAULT_USAGE,
		"'%.40s' is no mailing, such as 2026-11-24, nor the number of a letter, or was misread",
		name);
}

/* A letter in a folder of staff's left: any other leaves with its mailing. */
static int post_letter(struct command *command, const char *number, struct fault *why)
{
	struct letter_standing letter;
	char name[NIGHT_NAME_BYTES], since[CIVIL_DATE_BYTES];
	day_number left = command->options.on != DAY_NONE ? command->options.on : command->day;
	long pulled = 0;
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why))
		return 0;
	if (!letter.found)
		return command_refuse(command, FAULT_INPUT, "there is no letter %s", number);
	const struct mailing mailing = {.day = letter.handed, .run = 1, .letter = number};
	if (letter.handed == DAY_NONE)
		return command_refuse(command, FAULT_USAGE, "letter %s leaves with its mailing%s%s",
			number,
			letter.day == DAY_NONE ? "" : phrase("\nhint: kigen mailing posted "),
			letter.day == DAY_NONE ? "" : night_name(letter.day, letter.run, name));
	if (letter.state == MAILING_POSTED || letter.fate == SHEET_PULLED) {
		bool gone = letter.state == MAILING_POSTED;
		answer_letter(&command->answer, "already", number,
			gone ? mailing_state_words[MAILING_POSTED]
			     : sheet_fate_words[SHEET_PULLED]);
		answer_say(&command->answer, "%s: already %s%s\n", number,
			gone ? phrase("posted, since ")
			     : PHRASE_WORD(sheet_fate_words, SHEET_PULLED),
			gone ? civil_format(letter.since, since) : "");
		return accounts_again(command, command->memo, &mailing);
	}
	if ((letter.withdrawn && letter.stopped[0] == '\0') || letter.returned)
		return command_refuse(command, FAULT_USAGE, "letter %s is taken back", number);
	if (!letter.issued)
		return command_refuse(command, FAULT_USAGE,
			"%s: its folder is not in place yet\nhint: kigen run puts it there",
			number);
	if (left < letter.handed || left > command->day)
		return command_refuse(command, FAULT_USAGE,
			"%s cannot have been posted before its day or after today", number);
	int status = accounts_record(command, command->memo, &mailing, &pulled, why);
	if (status != 0 || why->kind != FAULT_NONE)
		return status;
	if (pulled > 0) {
		answer_letter(&command->answer, "done", number, sheet_fate_words[SHEET_PULLED]);
		answer_say(&command->answer, "%s: pulled: the next night decides anew\n", number);
	} else if (ledger_letter_posted(
			   command->ledger, number, letter.resident, left, &command->act, why)) {
		answer_letter(
			&command->answer, "done", number, mailing_state_words[MAILING_POSTED]);
		answer_say(
			&command->answer, "%s: posted on %s\n", number, civil_format(left, since));
	}
	return 0;
}

static int post_named(struct command *command, struct fault *why)
{
	int status = 0;
	if (command->options.operand_count == 0)
		return command_refuse(
			command, FAULT_USAGE, "which mailing?\nhint: kigen mailing --help");
	struct accounts *accounts = accounts_read(command, &status, why);
	command->memo = accounts;
	for (int i = 0;
		i < command->options.operand_count && status == 0 && why->kind == FAULT_NONE; i++) {
		status = say_either(
			command, command->options.operands[i], MAILING_POSTED, post_letter, why);
	}
	return status != 0 || why->kind != FAULT_NONE ? status : accounts_finish(command, accounts);
}

static int withdraw_letter(struct command *command, const char *number, struct fault *why)
{
	struct letter_standing letter;
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why))
		return 0;
	if (!letter.found)
		return command_refuse(command, FAULT_INPUT, "there is no letter %s", number);
	if (letter.state == MAILING_POSTED)
		return command_refuse(command, FAULT_USAGE,
			"letter %s has been posted\nhint: kigen returned is for letters that come "
			"back",
			number);
	if (letter.returned)
		return command_refuse(
			command, FAULT_USAGE, "letter %s has been posted and came back", number);
	if (letter.pulled || letter.withdrawn) {
		answer_letter(&command->answer, "already", number,
			mailing_state_words[MAILING_WITHDRAWN]);
		answer_say(&command->answer, "%s: already taken back\n", number);
		return 0;
	}
	if (!ledger_withdraw(command->ledger, number, letter.resident, &command->act, why))
		return 0;
	answer_letter(&command->answer, "done", number, mailing_state_words[MAILING_WITHDRAWN]);
	answer_say(&command->answer, "%s: withdrawn: the next night decides anew\n", number);
	return 0;
}

static int withdraw_named(struct command *command, struct fault *why)
{
	int status = 0;
	if (command->options.operand_count == 0)
		return command_refuse(command, FAULT_USAGE,
			"which mailing, or which letter?\nhint: kigen mailing --help");
	for (int i = 0;
		i < command->options.operand_count && status == 0 && why->kind == FAULT_NONE; i++) {
		status = say_either(command, command->options.operands[i], MAILING_WITHDRAWN,
			withdraw_letter, why);
	}
	return status;
}

int command_mailing(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"mailing list", "", OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, NULL,
			list_mailings},
		{"mailing hold", "MAILING", OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_CHANGED, NULL,
			hold_mailing},
		{"mailing release", "MAILING", OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_CHANGED, NULL,
			release_mailing},
		{"mailing posted", "MAILING|NOTICE... [--on DATE] [--pulled N...] [--left N...]",
			OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_CHANGED, NULL, post_named},
		{"mailing withdraw", "MAILING|NOTICE...", OPERANDS_SEVERAL, OFFICE_FILE,
			LEDGER_CHANGED, NULL, withdraw_named},
		{"mailing destroyed", "MAILING|NOTICE...", OPERANDS_SEVERAL, OFFICE_FILE,
			LEDGER_CHANGED, NULL, destroyed_sheets},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
