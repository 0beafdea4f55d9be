#ifndef DECIDE_VISITS_VISIT_H
#define DECIDE_VISITS_VISIT_H

#include "base/civil.h"
#include "model/calendar.h"
#include "model/notice.h"
#include "model/office.h"

#include <stdbool.h>

/* The days on which the visit that a letter offers may lie. Pure. */
struct visit {
	day_number from, until; /* first and last day, both with an offered place */
	int slots;              /* consecutive slots */
	matter_set matters;     /* that it serves */
	counter_set counters;   /* that can serve all of them */
};

/* The visit of a letter with these items (model/notice.h), posted on `posting_day`. From: the
 * latest of posting day plus lead days and the later reading of the window for each item. Until:
 * the earliest expiry among the items that still leaves a day with an offered place, less the
 * clear days where that leaves one. False when no matter of the letter takes appointments or no
 * such day is left; *visit is then untouched. The calendar reaches from `posting_day` to the last
 * expiry. */
bool visit_days(const struct office *office, const struct calendar *calendar,
	const struct notice_item *items, size_t count, day_number posting_day, struct visit *visit);

/* What staff may do with the visit of a letter with these items on day `today`: from today or the
 * later reading of the window for an item, until the earliest expiry that is not past; the calendar
 * is not asked. False when no matter takes appointments or no day is left; *visit is then
 * untouched. */
bool visit_lawful(const struct office *office, const struct notice_item *items, size_t count,
	day_number today, struct visit *visit);

#endif
