#include "command/rebook.h"

#include "base/phrase.h"
#include "decide/visits/visit.h"
#include "ledger/protected.h"
#include "ledger/staff.h"
#include "model/desk_request.h"
#include "model/notice_number.h"
#include "night/booking.h"
#include "night/knowledge.h"

#include <stdio.h>
#include <string.h>

/* Somebody is on the telephone who has no appointment: the letter found no place, it asked to call,
 * or what it named was taken back or has passed. An appointment stands on a letter, by which every
 * later night knows what it is for; so whoever has none cannot be given one, and is told why. */

/* Whose letter this is. */
static bool find_reader(
	struct command *command, const char *number, const char **resident, struct fault *why)
{
	char day[CIVIL_DATE_BYTES];
	struct letter_standing letter;
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why))
		return false;
	if (!letter.found)
		return fault_refuse(why, FAULT_INPUT, desk_request_code_words[REQUEST_UNKNOWN],
			"%s: there is no such letter", number);
	if (letter.purged != DAY_NONE)
		return fault_refuse(why, FAULT_INPUT, desk_request_code_words[REQUEST_UNKNOWN],
			"%s: this letter was purged on %s, past its retention", number,
			civil_format(letter.purged, day));
	*resident = letter.resident;
	return true;
}

/* The resident whom is asked for, by id or by the number of any letter; an id first, where it is
 * digits that a scanner could have read of a letter. */
static bool find_resident(
	struct command *command, const char *said, const char **resident, struct fault *why)
{
	char number[NOTICE_NUMBER_BYTES];
	struct last_due due;
	if (said == NULL)
		return fault_set(why, FAULT_USAGE, "whom? the number of a letter, or an id");
	*resident = said;
	bool read = notice_read_number(said, number), shaped = notice_number_shaped(said);
	if (shaped && !read)
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_MISREAD],
			"'%.40s' is no number of a letter, or was misread", said);
	if (!read)
		return true;
	if (!shaped && !ledger_last_due(command->ledger, said, &due, why))
		return false;
	return (!shaped && due.found) || find_reader(command, number, resident, why);
}

/* Why somebody without a letter cannot be given a place, by what was decided last. */
static bool refuse_without_letter(struct command *command, const char *resident, struct fault *why)
{
	struct last_due due;
	char expires[CIVIL_DATE_BYTES];
	if (!ledger_last_due(command->ledger, resident, &due, why))
		return false;
	if (!due.found)
		return fault_refuse(why, FAULT_INPUT, desk_request_code_words[REQUEST_UNKNOWN],
			"%s: nothing was ever decided of anybody of this id\n"
			"hint: is it written as in the register?",
			resident);
	civil_format(due.expires, expires);
	const char *reason = due.reason == REASON_EMPTY ? phrase("no letter stands")
							: PHRASE_WORD(reason_words, due.reason);
	if (due.state != DUE_OPEN)
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_NOTHING_OPEN],
			"%s: nothing is open: the %s of %s is %s (%s)", resident,
			PHRASE_WORD(matter_words, due.matter), expires,
			PHRASE_WORD(due_state_words, due.state), reason);
	if (due.outcome == OUTCOME_HAND)
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_ASK_DESK],
			"%s: no letter may go about the %s of %s (%s), and an appointment stands "
			"on a letter\nhint: kigen hand list",
			resident, PHRASE_WORD(matter_words, due.matter), expires, reason);
	return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_NOTHING_OPEN],
		"%s: no letter is written about the %s of %s (%s)", resident,
		PHRASE_WORD(matter_words, due.matter), expires, reason);
}

static bool refuse_standing(
	const struct open_letter *letter, const struct appointment *now, struct fault *why)
{
	char starts[CIVIL_INSTANT_BYTES];
	return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_HAS_APPOINTMENT],
		"letter %s names an appointment: %s at %s\nhint: kigen appointment move %s",
		letter->number, civil_format_instant(now->day, now->starts, starts), now->counter,
		letter->number);
}

/* Is the appointment where it is wished? */
static bool is_there(const struct rebook_asked *asked, const struct appointment *now)
{
	return now->day == asked->day && now->starts == asked->starts &&
	       (asked->counter == NULL || strcmp(asked->counter, now->counter) == 0);
}

/* A resident's letters that stand, newest first. */
struct letters {
	struct open_letter *list;
	size_t count;
};

/* The appointment that one of the letters names and that stands ahead: then nothing is given, and
 * rebook->uid is set where it is the one that is wished. */
static bool find_standing(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, const struct letters *letters, struct fault *why)
{
	for (size_t i = 0; i < letters->count; i++) {
		const struct open_letter *letter = &letters->list[i];
		struct promise *promise = NULL;
		if (letter->uid[0] == '\0')
			continue;
		if (!ledger_promise(command->ledger, letter->uid, command->arena, &promise, why))
			return false;
		const struct appointment *now = &promise->appointment;
		if (now->state == APPOINTMENT_STATE_CANCELLED || now->day < command->day)
			continue;
		if (!is_there(asked, now))
			return refuse_standing(letter, now, why);
		rebook->number = letter->number;
		rebook->uid = letter->uid;
		rebook->promise = promise;
		return true;
	}
	return true;
}

/* The newest letter: what it named is given anew, or it gets its first appointment. */
static bool take_letter(struct command *command, struct rebook *rebook,
	const struct open_letter *letter, const char *resident, struct fault *why)
{
	struct arena *arena = command->arena;
	const uint8_t *secret;
	rebook->number = letter->number;
	rebook->uid = letter->uid;
	rebook->given = true;
	rebook->changed = true;
	if (letter->uid[0] != '\0')
		return ledger_promise(command->ledger, letter->uid, arena, &rebook->promise, why);
	char *uid = arena_alloc(arena, UID_BYTES);
	if (!knowledge_read_secret(command->ledger, arena, &secret, why))
		return false;
	notice_uid(secret, letter->number, command->office->municipality, uid);
	rebook->uid = uid;
	rebook->promise = arena_alloc(arena, sizeof *rebook->promise);
	rebook->promise->resident = resident;
	rebook->promise->appointment.uid = uid;
	return ledger_open_items(command->ledger, letter->number, arena, &rebook->promise->items,
		&rebook->promise->item_count, why);
}

/* The place that is named, or the first that is free: from tomorrow on, since nobody can come at an
 * hour that has been. */
static bool find_place(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	const struct promise *promise = rebook->promise;
	struct visit visit;
	struct booking_wish wish = {asked->counter, asked->day, asked->starts};
	const struct booking booking = {command->office, command->day, rebook->promise, &wish};
	struct recipient *recipient = NULL;
	if (wish.counter == NULL) {
		if (!ledger_recipient(
			    command->ledger, rebook->number, command->arena, &recipient, why))
			return false;
		wish.counter = booking_home(&booking, recipient == NULL ? "" : recipient->postal);
	}
	if (wish.counter == NULL || !visit_lawful(command->office, promise->items,
					    promise->item_count, command->day, &visit))
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_NOTHING_OPEN],
			"what letter %s is about has run out, or takes no appointments",
			rebook->number);
	if (promise->appointment.state == APPOINTMENT_STATE_NONE) {
		struct visit_days *first = arena_alloc(command->arena, sizeof *first);
		*first = (struct visit_days){visit.from, visit.until};
		rebook->first = first;
	}
	if (wish.day != DAY_NONE)
		return booking_check(
			command->ledger, &booking, command->arena, &rebook->place, why);
	wish.day = asked->from != DAY_NONE ? asked->from : command->day + 1;
	return booking_first(command->ledger, &booking, command->arena, &rebook->place, why);
}

bool rebook_find_give(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	const char *resident = NULL;
	struct letters letters = {0};
	if (!find_resident(command, asked->who, &resident, why) ||
		!ledger_open_letters(command->ledger, resident, command->arena, &letters.list,
			&letters.count, why))
		return false;
	if (letters.count == 0)
		return refuse_without_letter(command, resident, why);
	if (!find_standing(command, asked, rebook, &letters, why))
		return false;
	return rebook->uid != NULL ||
	       (take_letter(command, rebook, &letters.list[0], resident, why) &&
		       find_place(command, asked, rebook, why));
}

bool rebook_find_given(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why)
{
	bool covered = false;
	if (!rebook_find_give(command, asked, rebook, why) ||
		(rebook->changed && !ledger_is_protected(command->ledger, rebook->promise->resident,
					    &covered, why)))
		return false;
	return !covered ||
	       fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_ASK_DESK],
		       "%s: is under protection: nothing is booked here\nhint: kigen hand list",
		       rebook->promise->resident);
}
