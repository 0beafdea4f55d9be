#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Civil dates of the proleptic Gregorian calendar. A day is a number: days since 1970-01-01, so
 * that dates compare and subtract as integers. All date arithmetic of the program is here; no
 * library and no clock is asked. Years 1 to 9999.
 *
 * A time of day is a number of minutes since local midnight, 0 to 1440 (24:00, an end only).
 * The instant of an appointment is a day and such a number; there is no other form of time.
 */
typedef int32_t day_number;

#define DAY_NONE INT32_MIN /* no date; earlier than every date */

enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

struct civil {
	int year;  /* 1–9999 */
	int month; /* 1–12 */
	int day;   /* 1–31 */
};

enum { CIVIL_DATE_BYTES = 11, CIVIL_INSTANT_BYTES = 17, CIVIL_TIME_BYTES = 6 };

/* Is there such a day in the calendar (years 1–9999)? */
bool civil_exists(int year, int month, int day);

/* 28–31; month 1–12. */
int civil_month_days(int year, int month);

/* The number of a day that exists. */
day_number civil_day(int year, int month, int day);

/* The parts of a day that is not DAY_NONE. */
struct civil civil_parts(day_number day);

enum weekday civil_weekday(day_number day);

/* The Monday of the week, begun by it, in which a day lies. */
day_number civil_monday(day_number day);

/* "Mon" and the like: three ASCII letters. */
const char *civil_weekday_name(enum weekday weekday);

/* The same day of the month `months` later (negative: earlier), drawn in to the month's last day
 * where that month is shorter: 2026-11-30 + 3 months is 2027-02-28. Not reversible. */
day_number civil_add_months(day_number day, int months);

/* Reads exactly "YYYY-MM-DD" of a day that exists; `length` bytes, need not be terminated. False
 * and *day untouched for anything else. */
bool civil_parse(const char *text, size_t length, day_number *day);

/* Writes "YYYY-MM-DD", or the empty string for DAY_NONE. Returns `out`. */
char *civil_format(day_number day, char out[CIVIL_DATE_BYTES]);

/* The same of parts, whether there is such a day or not: year 0 to 9999, month and day 0 to 99.
 * Returns `out`. */
char *civil_format_parts(struct civil parts, char out[CIVIL_DATE_BYTES]);

/* Reads exactly "HH:MM", 00:00 to 24:00. */
bool civil_parse_time(const char *text, size_t length, int *minute);

/* Writes "HH:MM". Returns `out`. */
char *civil_format_time(int minute, char out[CIVIL_TIME_BYTES]);

/* Writes "YYYY-MM-DDTHH:MM", or the empty string for DAY_NONE. Returns `out`. */
char *civil_format_instant(day_number day, int minute, char out[CIVIL_INSTANT_BYTES]);

/* Reads exactly "YYYY-MM-DDTHH:MM". */
bool civil_parse_instant(const char *text, size_t length, day_number *day, int *minute);

/* The era of a day from 1868-10-23 (明治元年九月八日) on: its Japanese name and the year in it,
 * 1 for the first (written 元年). Eras change within a year: 2019-04-30 is 平成31, 2019-05-01
 * 令和1. Earlier days: NULL. Source: 元号を改める政令, 昭和54年法律第43号 (元号法). */
const char *civil_era(day_number day, int *year);

#endif
