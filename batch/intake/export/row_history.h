#ifndef INTAKE_EXPORT_ROW_HISTORY_H
#define INTAKE_EXPORT_ROW_HISTORY_H

#include "base/civil.h"
#include "intake/export/row_visitor.h"
#include "intake/register/value.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Which of a person's rows counts (<history>). All is asked of records; rows nested in one count
 * with it. What cannot be read is never lost: with such a day a row counts, with such a number it
 * comes behind all others, and either is a defect of it (history_defect), so that the person is set
 * aside and not judged by another row.
 */

/* Does the row count on this day, by `when`, `from` and `until`? A day of the two in none of the
 * forms, or one that does not exist: it counts. */
bool history_counts(const struct export_set *set, const struct row *row, day_number as_of);

/* By `highest` and `then-highest`: of up to eighteen digits, leading zeros aside. Nothing: 0; no
 * such number: UINT64_MAX. */
struct row_rank {
	uint64_t highest, then_highest;
};
struct row_rank history_rank(const struct export_set *set, const struct row *row);

/* Negative: `one` stands before `other`, 0: both have one rank, positive: behind it, so that it
 * counts. */
int history_compare(const struct row_rank *one, const struct row_rank *other);

/* What is wrong with the row's history: DEFECT_DATE or DEFECT_FORM and the item, or DEFECT_NONE. */
enum defect history_defect(
	const struct export_set *set, const struct row *row, const struct export_item **item);

#endif
