#ifndef DECIDE_DUES_ATTENDANCE_H
#define DECIDE_DUES_ATTENDANCE_H

#include "model/attended.h"

#include <stdbool.h>

/*
 * Who came, without anybody typing it: a later register that shows a renewal within
 * `attendance-days` from the visit on says so (schemas/office.xsd). Nobody is ever found absent.
 *
 * A renewal is an expiry that has moved on by more than a correction would (`moved-days`), of a
 * resident who lives here: a document that the register does not show is no renewal, so that a
 * layer that an export lacks says nothing of anybody. It happened on the document's day of issue
 * where that can be the new one's, else on the day of the export that first showed it.
 */

/* Does the register's expiry of `current` (DAY_NONE: it has none) renew what ends on `expires`? */
bool attendance_renews(day_number expires, day_number current, int moved_days);

/* The day of a renewal that an export of the day `seen` shows first. `issued`: the document's day
 * of issue, DAY_NONE where the register has none; it counts when it lies at most `days` before the
 * night that wrote the letter (`written`): an older one is of the document before. */
day_number attendance_renewed_on(day_number issued, day_number written, day_number seen, int days);

/* What an export of the day `seen` makes of a letter; `shown`: it has one of the letter's
 * documents.
 *
 * came: scanned, or one of its dues (also a covered one) renewed, from the visit on within `days`,
 * or a card applied for on its day or the next: that is made and fetched weeks later, and who
 * applies on another day does so from home, for all that is known.
 * otherwise: one of them renewed at another time, or without an appointment.
 * gone: all of them have ended without a renewal.
 * not-yet: not posted, or the days for the register to show it are not over: `days` after the
 * visit, without one after the last expiry; longer, to `days` after both, while the register shows
 * nothing of the resident.
 * unresolved: else.
 *
 * Each letter is judged for itself: a first letter and the reminder after it may both have come to
 * the one visit that both name. It is settled once somebody who came has renewed, and else `days`
 * after visit and last expiry. The answer's notice is the letter's. */
struct attended attendance_judge(
	const struct awaited_letter *letter, day_number seen, bool shown, int days);

#endif
