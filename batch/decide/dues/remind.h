#ifndef DECIDE_DUES_REMIND_H
#define DECIDE_DUES_REMIND_H

#include "base/civil.h"
#include "model/due.h"
#include "model/office.h"

#include <stdbool.h>

/* The days that bear on tonight's letters. */
struct posting {
	day_number night;
	day_number posting_day; /* of tonight's letters: the first mailing day */
	day_number as_of;       /* of the export that tonight is decided on */
};

/*
 * Is it time for the one reminder of a due whose letter was posted and which the register still
 * shows? It is
 * - from the office's day before the expiry on (decide/rules/window.h), and the office's number of
 * days after the letter was posted: a late letter is followed by a late reminder or by none;
 * - as long as a reminder posted with tonight's letters leaves a day to act on;
 * - not while the appointment that the letter named may still do its work: while it lies ahead, but
 *   so near that a reminder would not arrive before it, or on a day that the export cannot know of
 *   yet. One that lies further ahead is named by the reminder; after one that passed unused the
 *   reminder gives another.
 * A revocation is told once. Whether there was a reminder already is the caller's to know. Pure.
 */
bool remind_now(const struct office *office, const struct known_due *due, enum matter matter,
	const struct posting *posting);

#endif
