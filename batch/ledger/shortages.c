#include "ledger/shortages.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* Certificates are written in the order in which they were made, each with its weeks, and read
 * back in the same: the folder is made from what is read. */

static bool add_week(struct ledger *ledger, int64_t ordinal, int64_t line,
	const struct shortage_week *week, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_SHORTAGE_WEEK);
	sql_put_integer(add, ledger->night);
	sql_put_integer(add, ordinal);
	sql_put_integer(add, line);
	sql_put_day(add, week->monday);
	sql_put_text(add, week->counter);
	sql_put_integer(add, week->offered);
	sql_put_integer(add, week->held);
	return sql_run(add, why);
}

static bool add_shortage(
	struct ledger *ledger, int64_t ordinal, const struct shortage *shortage, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_SHORTAGE);
	sql_put_integer(add, ledger->night);
	sql_put_integer(add, ordinal);
	sql_put_integer(add, shortage->slots);
	sql_put_day(add, shortage->from);
	sql_put_day(add, shortage->until);
	sql_put_integer(add, shortage->places);
	sql_put_integer(add, shortage->people);
	sql_put_integer(add, shortage->left);
	sql_put_text(add, shortage->cure_counter);
	sql_put_integer(add, shortage->cure_desks);
	sql_put_integer(add, shortage->cure_places);
	if (!sql_run(add, why))
		return false;
	for (size_t i = 0; i < shortage->week_count; i++)
		if (!add_week(ledger, ordinal, (int64_t)i, &shortage->weeks[i], why))
			return false;
	return true;
}

bool shortages_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->shortage_count; i++)
		if (!add_shortage(ledger, (int64_t)i, &night->shortages[i], why))
			return false;
	return true;
}

static bool read_weeks(struct ledger *ledger, int64_t id, int64_t ordinal, struct arena *arena,
	struct shortage *shortage, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_SHORTAGE_WEEKS);
	struct rows rows = {.size = sizeof(struct shortage_week)};
	sql_put_integer(list, id);
	sql_put_integer(list, ordinal);
	for (struct shortage_week *week; (week = row_next(list, arena, &rows)) != NULL;) {
		week->counter = sql_get_text(list, arena);
		week->monday = sql_get_day(list);
		week->offered = (int)sql_get_integer(list);
		week->held = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, &shortage->weeks, &shortage->week_count, why);
}

bool shortages_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_SHORTAGES);
	struct rows rows = {.size = sizeof(struct shortage)};
	struct shortage *found = NULL;
	sql_put_integer(list, id);
	for (struct shortage *shortage; (shortage = row_next(list, arena, &rows)) != NULL;) {
		shortage->slots = (int)sql_get_integer(list);
		shortage->from = sql_get_day(list);
		shortage->until = sql_get_day(list);
		shortage->places = (int)sql_get_integer(list);
		shortage->people = (int)sql_get_integer(list);
		shortage->left = (int)sql_get_integer(list);
		shortage->cure_counter = sql_get_text(list, arena);
		shortage->cure_desks = (int)sql_get_integer(list);
		shortage->cure_places = (int)sql_get_integer(list);
	}
	if (!row_done(list, &rows, &found, &night->shortage_count, why))
		return false;
	night->shortages = found;
	for (size_t i = 0; i < night->shortage_count; i++)
		if (!read_weeks(ledger, id, (int64_t)i, arena, &found[i], why))
			return false;
	return true;
}
