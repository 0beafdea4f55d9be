#include "command/rebook.h"

#include "base/phrase.h"
#include "decide/visits/visit.h"
#include "ledger/protected.h"
#include "ledger/staff.h"
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
		return fault_set(why, FAULT_INPUT, "%s: there is no such letter", number);
	if (letter.purged != DAY_NONE)
		return fault_set(why, FAULT_INPUT,
			"%s: this letter was purged on %s, past its retention", number,
			civil_format(letter.purged, day));
	*resident = letter.resident;
	return true;
}

/* The resident whom the operand names, by id or by the number of any letter; an id first, where it
 * is digits that a scanner could have read of a letter. */
static bool find_resident(struct command *command, const char **resident, struct fault *why)
{
	const char *said = command->options.operand;
	char number[NOTICE_NUMBER_BYTES];
	struct last_due due;
	if (said == NULL)
		return fault_set(why, FAULT_USAGE, "whom? the number of a letter, or an id");
	*resident = said;
	bool read = notice_read_number(said, number), shaped = notice_number_shaped(said);
	if (shaped && !read)
		return fault_set(
			why, FAULT_USAGE, "'%.40s' is no number of a letter, or was misread", said);
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
		return fault_set(why, FAULT_INPUT,
			"%s: nothing was ever decided of anybody of this id\n"
			"hint: is it written as in the register?",
			resident);
	civil_format(due.expires, expires);
	const char *reason = due.reason == REASON_EMPTY ? phrase("no letter stands")
							: PHRASE_WORD(reason_words, due.reason);
	if (due.state != DUE_OPEN)
		return fault_set(why, FAULT_USAGE, "%s: nothing is open: the %s of %s is %s (%s)",
			resident, PHRASE_WORD(matter_words, due.matter), expires,
			PHRASE_WORD(due_state_words, due.state), reason);
	if (due.outcome == OUTCOME_HAND)
		return fault_set(why, FAULT_USAGE,
			"%s: no letter may go about the %s of %s (%s), and an appointment stands "
			"on a letter\nhint: kigen hand list",
			resident, PHRASE_WORD(matter_words, due.matter), expires, reason);
	return fault_set(why, FAULT_USAGE, "%s: no letter is written about the %s of %s (%s)",
		resident, PHRASE_WORD(matter_words, due.matter), expires, reason);
}

static bool refuse_standing(
	const struct open_letter *letter, const struct appointment *now, struct fault *why)
{
	char starts[CIVIL_INSTANT_BYTES];
	return fault_set(why, FAULT_USAGE,
		"letter %s names an appointment: %s at %s\nhint: kigen appointment move %s",
		letter->number, civil_format_instant(now->day, now->starts, starts), now->counter,
		letter->number);
}

/* Is the appointment where it is wished? */
static bool is_there(const struct command *command, const struct appointment *now)
{
	const struct options *options = &command->options;
	return now->day == options->at.day && now->starts == options->at.minute &&
	       (options->counter == NULL || strcmp(options->counter, now->counter) == 0);
}

/* The appointment that one of the letters names and that stands ahead: then nothing is given.
 * *there: it is the one that is wished. */
static bool find_standing(struct command *command, struct rebook *rebook,
	const struct open_letter *letters, size_t count, bool *there, struct fault *why)
{
	*there = false;
	for (size_t i = 0; i < count; i++) {
		struct promise *promise = NULL;
		if (letters[i].uid[0] == '\0')
			continue;
		if (!ledger_promise(command->ledger, letters[i].uid, command->arena, &promise, why))
			return false;
		const struct appointment *now = &promise->appointment;
		if (now->state == APPOINTMENT_STATE_CANCELLED || now->day < command->day)
			continue;
		if (!is_there(command, now))
			return refuse_standing(&letters[i], now, why);
		rebook->number = letters[i].number;
		rebook->uid = letters[i].uid;
		rebook->promise = promise;
		*there = true;
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
static bool find_place(struct command *command, struct rebook *rebook, struct given_place *place,
	struct fault *why)
{
	const struct options *options = &command->options;
	const struct promise *promise = rebook->promise;
	struct visit visit;
	struct booking_wish wish = {options->counter, options->at.day, options->at.minute};
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
		return fault_set(why, FAULT_USAGE,
			"what letter %s is about has run out, or takes no appointments",
			rebook->number);
	if (promise->appointment.state == APPOINTMENT_STATE_NONE) {
		struct visit_days *first = arena_alloc(command->arena, sizeof *first);
		*first = (struct visit_days){visit.from, visit.until};
		rebook->first = first;
	}
	if (wish.day != DAY_NONE)
		return booking_check(command->ledger, &booking, command->arena, place, why);
	wish.day = options->from != DAY_NONE ? options->from : command->day + 1;
	return booking_first(command->ledger, &booking, command->arena, place, why);
}

/* Finds what may be given; *there: it has been. */
static bool prepare_giving(
	struct command *command, struct rebook *rebook, bool *there, struct fault *why)
{
	const char *resident = NULL;
	struct open_letter *letters = NULL;
	size_t count = 0;
	bool covered = false;
	if (!find_resident(command, &resident, why) ||
		!ledger_is_protected(command->ledger, resident, &covered, why))
		return false;
	if (covered)
		return fault_set(why, FAULT_USAGE,
			"%s: is under protection: nothing is booked here\nhint: kigen hand list",
			resident);
	if (!ledger_open_letters(command->ledger, resident, command->arena, &letters, &count, why))
		return false;
	if (count == 0)
		return refuse_without_letter(command, resident, why);
	return find_standing(command, rebook, letters, count, there, why) &&
	       (*there || take_letter(command, rebook, &letters[0], resident, why));
}

int rebook_give(struct command *command, struct fault *why)
{
	struct rebook *rebook = arena_alloc(command->arena, sizeof *rebook);
	struct given_place place;
	bool there = false;
	if (!prepare_giving(command, rebook, &there, why) ||
		(!there && !find_place(command, rebook, &place, why)))
		return 0;
	rebook_change(command, rebook, &place, !there, why);
	return 0;
}
