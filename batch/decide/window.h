#ifndef DECIDE_WINDOW_H
#define DECIDE_WINDOW_H

#include "base/civil.h"
#include "model/due.h"
#include "model/office.h"

/* When a renewal is possible, and which letter is due. Pure; cannot fail. */

/* The first day of the window: the day after the same day three months (the office's
 * `opens_months`) before the expiry; where that month has no such day, the first of the next
 * month. City page, "マイナンバーカードの更新": expiry May 1, window from Feb 2. */
day_number window_opens(const struct window_rules *rules, day_number expires);

/* The other reading, "less than three months left": the first day d such that three months counted
 * from d + 1, ending the day before the same day (or at the month's end where there is none), end
 * after the expiry. No appointment lies before the later of the two, which this gives. */
day_number window_appointments_from(const struct window_rules *rules, day_number expires);

/* The last day, included, on which a letter is WAVE_FIRST: the same day two months (`late_months`)
 * before the expiry, drawn in to the month's end. */
day_number window_first_until(const struct window_rules *rules, day_number expires);

/* WAVE_FIRST or WAVE_LATE on this night. */
enum wave window_wave(const struct window_rules *rules, day_number expires, day_number night);

#endif
