#include "intake/export/row_history.h"

#include "intake/export/row_condition.h"

#include <string.h>

/* The same two readings, of a day and of a number, answer whether a row counts and what is wrong
 * with it, so that no value is taken by one and called a defect by the other. */

enum { RANK_DIGITS_MAX = 18 };

static const struct cell *cell_of(const struct row *row, int item)
{
	static const struct cell none = {.value = ""};
	return item == EXPORT_NO_ITEM ? &none : &row->cells[item];
}

/* The day that an item says; *day stays as it is when it says nothing. False: it is none. */
static bool read_day(const struct export_history *history, const struct cell *cell, day_number *day)
{
	char text[DATE_TEXT_BYTES];
	if (cell->length == 0)
		return true;
	if (history->dates == NULL)
		return civil_parse(cell->value, cell->length, day);
	return date_forms_read(history->dates, cell->value, cell->length, text) &&
	       civil_parse(text, strlen(text), day);
}

static bool read_rank(const struct cell *cell, uint64_t *rank)
{
	const char *at = cell->value;
	uint64_t number = 0;
	at += strspn(at, "0");
	if (strlen(at) > RANK_DIGITS_MAX)
		return false;
	for (; *at >= '0' && *at <= '9'; at++)
		number = number * 10 + (uint64_t)(*at - '0');
	if (*at != '\0')
		return false;
	*rank = number;
	return true;
}

bool history_counts(const struct export_set *set, const struct row *row, day_number as_of)
{
	const struct export_history *history = &set->history;
	if (!history->any || row->kind != 0)
		return true;
	if (!row_condition_holds(&history->when, row))
		return false;
	day_number from = as_of, until = as_of;
	if (!read_day(history, cell_of(row, history->from), &from) ||
		!read_day(history, cell_of(row, history->until), &until))
		return true;
	return from <= as_of && as_of <= until;
}

struct row_rank history_rank(const struct export_set *set, const struct row *row)
{
	struct row_rank rank = {0, 0};
	if (!set->history.any || row->kind != 0)
		return rank;
	if (!read_rank(cell_of(row, set->history.highest), &rank.highest))
		rank.highest = UINT64_MAX;
	if (!read_rank(cell_of(row, set->history.then_highest), &rank.then_highest))
		rank.then_highest = UINT64_MAX;
	return rank;
}

int history_compare(const struct row_rank *one, const struct row_rank *other)
{
	if (one->highest != other->highest)
		return one->highest < other->highest ? -1 : 1;
	if (one->then_highest != other->then_highest)
		return one->then_highest < other->then_highest ? -1 : 1;
	return 0;
}

enum defect history_defect(
	const struct export_set *set, const struct row *row, const struct export_item **item)
{
	const struct export_history *history = &set->history;
	const int days[] = {history->from, history->until};
	const int numbers[] = {history->highest, history->then_highest};
	if (!history->any || row->kind != 0)
		return DEFECT_NONE;
	for (size_t i = 0; i < 2; i++) {
		day_number day;
		uint64_t rank;
		bool good = read_day(history, cell_of(row, days[i]), &day);
		if (good && read_rank(cell_of(row, numbers[i]), &rank))
			continue;
		*item = &set->rows[0].items[good ? numbers[i] : days[i]];
		return good ? DEFECT_FORM : DEFECT_DATE;
	}
	return DEFECT_NONE;
}
