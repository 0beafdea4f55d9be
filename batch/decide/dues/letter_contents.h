#ifndef DECIDE_DUES_LETTER_CONTENTS_H
#define DECIDE_DUES_LETTER_CONTENTS_H

#include "decide/dues/remind.h"
#include "model/due.h"
#include "model/notice.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which of one resident's dues tonight's letter carries, by what the rules say of each and what has
 * become of the letters that they had: asked while the register passes (would such a letter fit?)
 * and again when all of it has been read and is decided. Pure.
 */

/* What becomes of the letter that settled a due last. */
enum letter_fate {
	LETTER_GOES,   /* it has gone, or will go as it is */
	LETTER_PULLED, /* it must not go: its dues are decided anew */
	LETTER_WAITS,  /* not yet known which: its dues are carried, by it or by tonight's */
};

/* One due of the resident. */
struct letter_due {
	const struct decision *decision;
	const struct known_due *known; /* NULL: new */
	enum letter_fate fate;         /* of the letter that settled the known one */
};

/* What tonight's letter has of it. */
struct letter_part {
	bool carried; /* the letter is about it */
	bool reminds; /* and reminds of it, or would if it were not by hand */
};

/* Has the letter of a known due not left the house for good, so that it may be pulled: not printed
 * yet, withdrawn by staff, or come back? False for NULL and where no letter settled it. */
bool letter_waits(const struct known_due *known);

/* Is it settled by a first or late letter that has gone or will go? Where there is a reminder, only
 * that can have been pulled. */
bool letter_settled(const struct letter_due *due);

/* Would a letter be written tonight if only this due counted? */
bool letter_wanted(
	const struct office *office, const struct posting *posting, const struct letter_due *due);

/* What the letter has of each, into `parts`. What the card covers goes with the card; of what was
 * told before, only a reminder tells again. */
void letter_contents(const struct office *office, const struct posting *posting,
	const struct letter_due *dues, size_t count, struct letter_part *parts);

/* The last day on which a first or late letter about it is in time: while it is a first one, or
 * latest-days of the office before the expiry; DAY_NONE where it waits for nothing. */
day_number letter_last_day(const struct office *office, const struct decision *decision);

/* A due as the letter lists it. */
struct notice_item letter_item(const struct decision *decision);

#endif
