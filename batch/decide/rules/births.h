#ifndef DECIDE_RULES_BIRTHS_H
#define DECIDE_RULES_BIRTHS_H

#include "base/civil.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>

/*
 * What a birth decides of which the register knows the year alone (2015-00-00), the month
 * (2015-06-00), or a day that there is not (2015-02-29, which decides what its month decides): all
 * that comes out the same whichever of the days it was. Where the days differ, who asks takes the
 * careful answer, and says so where it asks.
 *
 * A birth on a known day is the case of one day, so that nobody asks twice. All are pure and cannot
 * fail.
 */

/* The days on which somebody may have been born, both included; each exists. */
struct births {
	struct civil first, last;
};

/* False when not even the year is known (0000, or 9999 as vendors write it); *births is then
 * untouched. */
bool births_of(const struct birth *birth, struct births *births);

/* Is it one day? */
bool births_certain(const struct births *births);

/* Goes on to the day after *day; false, and *day untouched, at the last. */
bool births_next(const struct births *births, struct civil *day);

/* Full years on a day: as few and as many as they can be. */
struct ages {
	int least, most;
};
struct ages births_ages(
	const struct validity_rules *rules, const struct births *births, day_number day);

/* Whom hours suit, on a day. Of whom only the year (month) of birth is known may be of two ages:
 * who may be of school age is, for they can miss no lesson; then who may be of working age. */
enum age_class births_age_class(
	const struct office *office, const struct birth *born, day_number day);

/* The first and the last of the dates that the birthday rule gives (decide/rules/validity.h). */
struct day_range {
	day_number earliest, latest;
};
struct day_range births_card(const struct validity_rules *rules, const struct births *births,
	day_number applied, day_number issued, bool early);
struct day_range births_certificate(const struct validity_rules *rules, const struct births *births,
	day_number issued, bool early);

/* The earlier of a date that the rule gives and an end that does not hang on the birth (DAY_NONE:
 * there is none), where that is the same whatever the day of birth; else DAY_NONE. */
day_number births_earlier(struct day_range birthdays, day_number end);

#endif
