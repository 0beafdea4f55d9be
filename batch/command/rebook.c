#include "command/rebook.h"

#include "base/phrase.h"
#include "command/command.h"
#include "command/desk_calendars.h"
#include "command/telling.h"

#include "ledger/promise.h"
#include "model/desk_request.h"
#include "model/format_need.h"
#include "model/notice_number.h"
#include "night/booking.h"
#include "night/change_letters.h"
#include "night/drawn.h"
#include "night/knowledge.h"
#include "night/setup.h"
#include "night/staff_folder.h"
#include "night/staff_notes.h"

#include <stdio.h>
#include <string.h>

/* Only the ledger decides whether something has to be done: the same command again finds its
 * version there, and writes what is missing of the folder. So a command that was killed anywhere
 * is simply given once more. */

/* ---- the appointment that is named ---- */

static bool find_appointment(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	char *number = arena_alloc(command->arena, NOTICE_NUMBER_BYTES);
	if (asked->who == NULL)
		return fault_set(why, FAULT_USAGE, "which letter's appointment?");
	if (!notice_read_number(asked->who, number))
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_MISREAD],
			"'%.40s' is no number of a letter, or was misread", asked->who);
	rebook->number = number;
	if (!ledger_promised(command->ledger, number, command->arena, &rebook->uid, why))
		return false;
	if (rebook->uid == NULL)
		return fault_refuse(why, FAULT_INPUT, desk_request_code_words[REQUEST_UNKNOWN],
			"%s: there is no such letter", number);
	if (rebook->uid[0] == '\0')
		return fault_refuse(why, FAULT_INPUT,
			desk_request_code_words[REQUEST_NO_APPOINTMENT],
			"%s: this letter names no appointment", number);
	return ledger_promise(command->ledger, rebook->uid, command->arena, &rebook->promise, why);
}

/* ---- the folder at once ---- */

/* What the desks have written down since: the form that the letter gets, or that it gets none. */
static enum reason apply_need(const struct format_need *need, struct recipient *recipient)
{
	if (need == NULL || need->code != NULL)
		return REASON_EMPTY;
	if (need->format == FORMAT_BRAILLE)
		return REASON_BRAILLE;
	recipient->format = need->format;
	return REASON_EMPTY;
}

/* Why no letter may go, by what the ledger knows: the last night's word, mail that came back since,
 * characters that no font draws; and by the desks' needs file. */
static bool judge_letter(struct command *command, struct rebook *rebook,
	struct recipient **recipient, enum reason *hand, struct fault *why)
{
	struct staff_notes notes;
	const uint8_t *secret;
	*hand = REASON_EMPTY;
	if (!ledger_recipient(
		    command->ledger, rebook->promise->told_by, command->arena, recipient, why) ||
		!telling_by_hand(command, rebook->promise, hand, why) ||
		!knowledge_read_secret(command->ledger, command->arena, &secret, why) ||
		!knowledge_read_notes(command->ledger, secret, command->arena, &notes, why))
		return false;
	if (*hand != REASON_EMPTY)
		return true;
	if (*recipient == NULL)
		*hand = REASON_ADDRESS;
	else if (staff_notes_returned(&notes, *recipient))
		*hand = REASON_RETURNED;
	else
		*hand = apply_need(
			format_need_find(&command->office->needs, rebook->promise->resident),
			*recipient);
	if (*hand == REASON_EMPTY)
		*hand = drawn_by_hand(rebook->setup.letters, *recipient);
	return true;
}

static bool number_letter(struct command *command, struct notice *notice, struct fault *why)
{
	struct notice_numbers numbers;
	const uint8_t *secret;
	notice->night = command->day;
	return knowledge_read_secret(command->ledger, command->arena, &secret, why) &&
	       knowledge_read_numbers(command->ledger, secret, command->day, &numbers, why) &&
	       notice_assign_number(notice, &numbers, command->arena, why);
}

/* The letter is decided here and now; it is printed once, in this folder. */
static bool order_letter(
	struct command *command, struct rebook *rebook, const char *path, struct fault *why)
{
	struct promise *promise = rebook->promise;
	struct staff_order order = {
		.uid = rebook->uid, .day = command->day, .path = path, .pulled = promise->waiting};
	struct told_change *tellings =
		arena_alloc(command->arena, promise->item_count * sizeof *tellings);
	struct recipient *recipient = NULL;
	struct notice notice;
	enum reason hand;
	order.tellings = tellings;
	if (promise_untold(promise)) {
		if (!judge_letter(command, rebook, &recipient, &hand, why))
			return false;
		bool call = change_too_late(command->office, promise, command->day);
		if (hand == REASON_EMPTY) {
			notice = change_letter_of(promise, recipient, command->arena);
			if (!number_letter(command, &notice, why))
				return false;
			if (letters_fit(rebook->setup.letters, &notice))
				order.notice = &notice;
			else
				hand = REASON_OVERFLOW;
		}
		change_tell_items(
			promise, hand, order.notice == NULL ? "" : notice.number, call, tellings);
		order.telling_count = promise->item_count;
		if (hand != REASON_EMPTY) {
			json_put_text(answer_json(&command->answer), "by_hand", reason_words[hand]);
			answer_say(&command->answer,
				"%s: no letter may go (%s): staff tells it, operators/hand.csv\n",
				rebook->number, PHRASE_WORD(reason_words, hand));
		}
	}
	return ledger_order(command->ledger, &order, why);
}

static bool finish_folder(struct command *command, struct rebook *rebook, struct fault *why)
{
	struct staff_folder *folder = NULL;
	bool done =
		ledger_staff_folder(command->ledger, rebook->uid, command->arena, &folder, why) &&
		(folder == NULL || folder->issued ||
			staff_folder_write(
				command->ledger, folder, &rebook->setup, command->arena, why));
	if (done && folder != NULL) {
		answer_put_typed(answer_json(&command->answer), "folder", folder->path);
		answer_say(&command->answer,
			folder->issued ? PHRASE("%s: the folder was written before: %s\n")
				       : PHRASE("%s: written to %s\n"),
			rebook->number, folder->path);
	}
	setup_close(&rebook->setup);
	return done;
}

/* Once the change is committed. */
static bool finish_change(struct command *command, struct fault *why)
{
	struct rebook *rebook = command->memo;
	bool done = telling_say(command, rebook->number, rebook->promise, why) &&
		    (command->options.out == NULL || finish_folder(command, rebook, why));
	desk_calendars_follow(command);
	return done;
}

/* With --out: the order, unless there is one for this very version. */
static bool order_folder(struct command *command, struct rebook *rebook, struct fault *why)
{
	struct staff_folder *folder = NULL;
	const char *path = NULL;
	if (!ledger_staff_folder(command->ledger, rebook->uid, command->arena, &folder, why))
		return false;
	if (folder != NULL)
		return true;
	if (!rebook->changed && !promise_untold(rebook->promise)) {
		json_put_truth(answer_json(&command->answer), "told", true);
		answer_say(&command->answer, "%s: it has been told already\n", rebook->number);
		return true;
	}
	return staff_folder_path(command->options.out, command->arena, &path, why) &&
	       order_letter(command, rebook, path, why);
}

/* ---- the change ---- */

static void say_place(struct command *command, const struct rebook *rebook)
{
	bool changed = rebook->changed;
	const struct appointment *now = &rebook->promise->appointment;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES];
	struct json *act = answer_begin_act(&command->answer, changed ? "done" : "already");
	json_put_text(act, "notice", rebook->number);
	json_put_text(act, "resident", rebook->promise->resident);
	json_put_text(act, "state", appointment_state_words[now->state]);
	json_put_text(act, "counter", now->counter);
	json_put_text(act, "starts", civil_format_instant(now->day, now->starts, starts));
	json_put_text(act, "ends", civil_format_time(now->ends, ends));
	json_put_text(act, "uid", rebook->uid);
	json_put_integer(act, "sequence", now->sequence);
	answer_say(&command->answer, "%s: %s%s %s-%s at %s, resident %s\n", rebook->number,
		changed ? "" : phrase("already "), PHRASE_WORD(appointment_state_words, now->state),
		civil_format_instant(now->day, now->starts, starts),
		civil_format_time(now->ends, ends), now->counter, rebook->promise->resident);
}

bool rebook_apply(struct command *command, struct rebook *rebook, struct fault *why)
{
	const struct staff_change change = {
		.uid = rebook->uid,
		.place = rebook->cancels ? NULL : &rebook->place,
		.tell = !command->options.no_letter,
		.notice = rebook->number,
		.resident = rebook->promise->resident,
		.first = rebook->first,
		.given = rebook->given,
	};
	return !rebook->changed || (ledger_change(command->ledger, &change, &command->act, why) &&
					   ledger_promise(command->ledger, rebook->uid,
						   command->arena, &rebook->promise, why));
}

static bool change_appointment(struct command *command, struct rebook *rebook, struct fault *why)
{
	bool folder = command->options.out != NULL;
	if (folder && !setup_open(command->options.office, &rebook->setup, why))
		return false;
	if (!rebook_apply(command, rebook, why))
		return false;
	say_place(command, rebook);
	command->memo = rebook;
	command->after = finish_change;
	return !folder || order_folder(command, rebook, why);
}

void rebook_change(struct command *command, struct rebook *rebook, struct fault *why)
{
	if (!change_appointment(command, rebook, why))
		setup_close(&rebook->setup);
}

bool rebook_find_move(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	const struct booking_wish wish = {asked->counter, asked->day, asked->starts};
	if (!find_appointment(command, asked, rebook, why))
		return false;
	const struct booking booking = {command->office, command->day, rebook->promise, &wish};
	const struct appointment *now = &rebook->promise->appointment;
	rebook->changed = now->state == APPOINTMENT_STATE_CANCELLED || now->day != wish.day ||
			  now->starts != wish.starts || strcmp(now->counter, wish.counter) != 0;
	return !rebook->changed ||
	       booking_check(command->ledger, &booking, command->arena, &rebook->place, why);
}

bool rebook_find_cancel(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	rebook->cancels = true;
	if (!find_appointment(command, asked, rebook, why))
		return false;
	rebook->changed = rebook->promise->appointment.state != APPOINTMENT_STATE_CANCELLED;
	return true;
}

/* ---- the verbs ---- */

static struct rebook_asked asked_of(const struct options *options)
{
	return (struct rebook_asked){options->operand, options->counter, options->at.day,
		options->from, options->at.minute};
}

typedef bool find_change(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why);

static int change_as_asked(struct command *command, find_change *find, struct fault *why)
{
	struct rebook *rebook = arena_alloc(command->arena, sizeof *rebook);
	const struct rebook_asked asked = asked_of(&command->options);
	if (find(command, &asked, rebook, why))
		rebook_change(command, rebook, why);
	return 0;
}

int rebook_move(struct command *command, struct fault *why)
{
	if (command->options.counter == NULL || command->options.at.day == DAY_NONE)
		return command_refuse(command, FAULT_USAGE,
			"--counter ID and --at TIME are needed\nhint: kigen appointment --help");
	return change_as_asked(command, rebook_find_move, why);
}

int rebook_cancel(struct command *command, struct fault *why)
{
	return change_as_asked(command, rebook_find_cancel, why);
}

int rebook_give(struct command *command, struct fault *why)
{
	return change_as_asked(command, rebook_find_given, why);
}
