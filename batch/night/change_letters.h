#ifndef NIGHT_CHANGE_LETTERS_H
#define NIGHT_CHANGE_LETTERS_H

#include "base/arena.h"
#include "base/civil.h"
#include "ledger/promise.h"
#include "model/notice_number.h"
#include "model/office.h"
#include "night/appointments.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Telling the resident that an appointment has another place, or none: by a letter with a number
 * and a token of its own that names the letter before it; by staff where no letter may go; by
 * telephone too where it would come too late. Nothing is told twice, a move there and back not at
 * all (ledger/promise.h). Not to the dead nor to who has moved away: their dues have ended.
 */

/* The letter that tells a change: all but number, token and night. `recipient` is borrowed. */
struct notice change_letter_of(
	const struct promise *promise, const struct recipient *recipient, struct arena *arena);

/* Would a letter posted on that day come too late: is what it takes back, or names, nearer than the
 * days that a letter takes? */
bool change_too_late(
	const struct office *office, const struct promise *promise, day_number posting_day);

/* What is told, due by due; `tellings` has room for promise->item_count. `reason`: why staff tells
 * it, else `notice` is the letter. */
void change_tell_items(const struct promise *promise, enum reason reason, const char *notice,
	bool call, struct told_change *tellings);

/* All that tonight has to tell (night/appointments.h: notices, readdressed, pulled, tellings).
 * Its letters take the next numbers; fails as notice_assign_number does. */
bool change_letters_make(
	struct appointments *appointments, struct notice_numbers *numbers, struct fault *why);

#endif
