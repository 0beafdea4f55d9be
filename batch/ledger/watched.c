#include "ledger/watched.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* A night hands over what has changed, not the whole: who is watched no more, who is from now on
 * or differently, which certificates have ended. A revocation is added and never changed. */

bool ledger_watched(struct ledger *ledger, const char *resident, struct arena *arena,
	struct watched **watched, size_t *count, struct fault *why)
{
	struct sql_statement *list =
		sql_start(ledger->sql, resident == NULL ? LIST_WATCHED : GET_WATCHED);
	struct rows rows = {.size = sizeof(struct watched)};
	if (resident != NULL)
		sql_put_text(list, resident);
	for (struct watched *one; (one = row_next(list, arena, &rows)) != NULL;) {
		one->resident = sql_get_text(list, arena);
		one->issued = sql_get_day(list);
		sql_get_bytes(list, one->mark, sizeof one->mark);
		one->changed = sql_get_day(list);
		one->ended = sql_get_day(list);
	}
	return row_done(list, &rows, watched, count, why);
}

bool ledger_revocations(struct ledger *ledger, const char *resident, struct arena *arena,
	struct revocation **revocations, size_t *count, struct fault *why)
{
	struct sql_statement *list =
		sql_start(ledger->sql, resident == NULL ? LIST_REVOCATIONS : GET_REVOCATIONS);
	struct rows rows = {.size = sizeof(struct revocation)};
	if (resident != NULL)
		sql_put_text(list, resident);
	for (struct revocation *one; (one = row_next(list, arena, &rows)) != NULL;) {
		one->resident = sql_get_text(list, arena);
		one->issued = sql_get_day(list);
		one->opens = sql_get_day(list);
		one->until = sql_get_day(list);
	}
	return row_done(list, &rows, revocations, count, why);
}

static bool keep_one(struct ledger *ledger, const struct watched *one, struct fault *why)
{
	struct sql_statement *keep = sql_start(ledger->sql, KEEP_WATCHED);
	sql_put_text(keep, one->resident);
	sql_put_day(keep, one->issued);
	sql_put_bytes(keep, one->mark, sizeof one->mark);
	sql_put_day(keep, one->changed);
	sql_put_day(keep, one->ended);
	return sql_run(keep, why);
}

static bool add_revocation(
	struct ledger *ledger, const struct revocation *revocation, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_REVOCATION);
	sql_put_text(add, revocation->resident);
	sql_put_day(add, revocation->issued);
	sql_put_day(add, revocation->opens);
	sql_put_day(add, revocation->until);
	sql_put_integer(add, ledger->night);
	return sql_run(add, why);
}

bool watched_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	if (night->unwatched)
		return sql_run(sql_start(ledger->sql, FREE_ALL_WATCHED), why);
	for (size_t i = 0; i < night->watch_ended_count; i++) {
		struct sql_statement *release = sql_start(ledger->sql, FREE_WATCHED);
		sql_put_text(release, night->watch_ended[i]);
		if (!sql_run(release, why))
			return false;
	}
	for (size_t i = 0; i < night->watched_count; i++)
		if (!keep_one(ledger, &night->watched[i], why))
			return false;
	for (size_t i = 0; i < night->revocation_count; i++)
		if (!add_revocation(ledger, &night->revocations[i], why))
			return false;
	return true;
}
