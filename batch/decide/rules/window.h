#ifndef DECIDE_RULES_WINDOW_H
#define DECIDE_RULES_WINDOW_H

#include "base/civil.h"
#include "model/due.h"
#include "model/office.h"

/*
 * When a renewal is possible, and which letter is due. Pure; cannot fail.
 *
 * Each row of the office's rules is in force on the nights from its `from` to the day before the
 * next row's: something begins on the first night on which the row in force says that it has begun.
 * What has begun stays so. All of these rise with the expiry: a later one never opens earlier.
 */

/* The first day of the window. By the city page, "マイナンバーカードの更新": the day after the same
 * day three months (the row's `opens_months`) before the expiry; where that month has no such day,
 * the first of the next month (expiry May 1, window from Feb 2). By other cities' reading
 * (`less_than`) the first day d such that three months counted from d + 1, ending the day before
 * the same day (or at the month's end where there is none: 民法 143条2項), end after the expiry. */
day_number window_opens(const struct window_rules *rules, day_number expires);

/* The first day that an appointment may lie on: the later of the two readings, or where the office
 * says so the first day of the window; never before the window. */
day_number window_appointments_from(const struct window_rules *rules, day_number expires);

/* The last day, included, on which a letter is WAVE_FIRST: the same day two months (`late_months`)
 * before the expiry, drawn in to the month's end. */
day_number window_first_until(const struct window_rules *rules, day_number expires);

/* WAVE_FIRST or WAVE_LATE on this night. */
enum wave window_wave(const struct window_rules *rules, day_number expires, day_number night);

/* The first night of a reminder: the same day `reminder_months` before the expiry, drawn in to the
 * month's end. DAY_NONE when the office reminds of no such expiry. */
day_number window_reminder_from(const struct window_rules *rules, day_number expires);

/* Days that must have gone by on this night since the earlier letter was posted. */
int window_reminder_after(const struct window_rules *rules, day_number night);

#endif
