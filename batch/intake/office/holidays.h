#ifndef INTAKE_OFFICE_HOLIDAYS_H
#define INTAKE_OFFICE_HOLIDAYS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Public holidays. The Cabinet Office's announcement (内閣府「国民の祝日」について, syukujitsu.csv)
 * is the authority from its first year to the end of its last; after it days are computed from the
 * law and provisional. Source: 国民の祝日に関する法律 (昭和23年法律第178号); for 2019
 * 天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律 (平成30年法律第99号); for 2020 and
 * 2021 平成三十二年東京オリンピック競技大会・東京パラリンピック競技大会特別措置法
 * (平成27年法律第33号), articles 32 and 33.
 */
enum { HOLIDAYS_FIRST_YEAR = 2019, HOLIDAYS_LAST_YEAR = 2099 };

struct holiday_list {
	const struct holiday *list; /* by day, each day once */
	size_t count;
	const struct holiday_slip *slips; /* lines of the announcement that were passed over */
	size_t slip_count;
};

/* The holidays of `from_year` to `to_year` by the law alone, all provisional, within
 * HOLIDAYS_FIRST_YEAR and HOLIDAYS_LAST_YEAR; none when from_year is after to_year. Substitutes are
 * named 休日(振替), days between two holidays 休日(国民の休日). Cannot fail. */
struct holiday_list holidays_compute(int from_year, int to_year, struct arena *arena);

/* Reads the announcement: CP932, the header line
 * "国民の祝日・休日月日,国民の祝日・休日名称", then "YYYY/M/D,name", ascending. A day announced as
 * 休日 without its cause gets the law's name where the law knows one. A wrong line of a year before
 * HOLIDAYS_FIRST_YEAR, which decides nothing, and blank lines at the end are slips: passed over and
 * told. Fails with FAULT_INPUT when
 * it cannot be opened, else with FAULT_OFFICE: file, line and what is wrong. */
bool holidays_read(
	const char *path, struct arena *arena, struct holiday_list *announced, struct fault *why);

/* The announced ones and, outside of the announced years, the computed ones of HOLIDAYS_FIRST_YEAR
 * to HOLIDAYS_LAST_YEAR, with the slips; the last day that the announcement covers in *until.
 * `announced` has at least one day. */
struct holiday_list holidays_join(
	struct holiday_list announced, struct arena *arena, day_number *until);

/* Calls `differs` for each day from HOLIDAYS_FIRST_YEAR to `until` on which announcement and law
 * are not of one mind, by day: one of the two is NULL when it does not know the day, both are
 * there when they name it differently. */
typedef void holidays_difference(
	void *context, const struct holiday *announced, const struct holiday *computed);
void holidays_compare(struct holiday_list announced, day_number until, struct arena *arena,
	holidays_difference *differs, void *context);

#endif
