#include "ledger/lineage.h"

#include "base/digest.h"
#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/*
 * The lineage is made of rows of the night, in an order of their own, and of what staff has done
 * so far: where one of its words is lost with a ledger, the nights after it are not the same even
 * if they happen to decide the same.
 */

bool ledger_mark(struct ledger *ledger, char mark[MARK_BYTES], struct fault *why)
{
	static const char purpose[] = "kigen: the ledger's mark";
	uint8_t secret[32], sum[DIGEST_BYTES];
	char text[DIGEST_TEXT_BYTES];
	struct digest digest;
	if (!ledger_secret(ledger, secret, why))
		return false;
	digest_init(&digest);
	digest_update(&digest, purpose, sizeof purpose);
	digest_update(&digest, secret, sizeof secret);
	digest_done(&digest, sum);
	digest_text(sum, text);
	memcpy(mark, text, MARK_BYTES - 1);
	mark[MARK_BYTES - 1] = '\0';
	return true;
}

/* The one text of a statement, "" without a row. */
static bool read_lineage(struct sql_statement *get, struct arena *arena,
	char lineage[LINEAGE_BYTES], struct fault *why)
{
	const char *text = sql_next(get) ? sql_get_text(get, arena) : "";
	if (!sql_finish(get, why))
		return false;
	size_t length = strnlen(text, LINEAGE_BYTES - 1);
	memcpy(lineage, text, length);
	lineage[length] = '\0';
	return true;
}

bool ledger_lineage(struct ledger *ledger, day_number day, int run, char lineage[LINEAGE_BYTES],
	struct fault *why)
{
	struct arena *arena = arena_open();
	struct sql_statement *get = sql_start(ledger->sql, GET_LINEAGE);
	sql_put_day(get, day);
	sql_put_integer(get, run);
	bool done = read_lineage(get, arena, lineage, why);
	arena_close(arena);
	return done;
}

static bool digest_night(
	struct ledger *ledger, struct arena *arena, struct digest *digest, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LINEAGE);
	sql_put_integer(list, ledger->night);
	while (sql_next(list)) {
		sql_get_integer(list);
		const char *row = sql_get_text(list, arena);
		digest_update(digest, row, strlen(row) + 1);
	}
	return sql_finish(list, why);
}

bool lineage_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	(void)night;
	struct arena *arena = arena_open();
	char before[LINEAGE_BYTES] = "", mark[MARK_BYTES], text[DIGEST_TEXT_BYTES];
	uint8_t sum[DIGEST_BYTES];
	struct digest digest;
	bool done = ledger_mark(ledger, mark, why) &&
		    read_lineage(sql_start(ledger->sql, GET_LAST_LINEAGE), arena, before, why);
	digest_init(&digest);
	digest_update(&digest, mark, sizeof mark);
	digest_update(&digest, before, sizeof before);
	done = done && digest_night(ledger, arena, &digest, why);
	digest_done(&digest, sum);
	if (done) {
		struct sql_statement *add = sql_start(ledger->sql, ADD_LINEAGE);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, digest_text(sum, text));
		done = sql_run(add, why);
	}
	arena_close(arena);
	return done;
}

bool ledger_lost(struct ledger *ledger, struct arena *arena, struct lost_folder **lost,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LOST);
	struct rows rows = {.size = sizeof(struct lost_folder)};
	for (struct lost_folder *folder; (folder = row_next(list, arena, &rows)) != NULL;) {
		folder->name = sql_get_text(list, arena);
		folder->lineage = sql_get_text(list, arena);
		folder->number = sql_get_text(list, arena);
	}
	return row_done(list, &rows, lost, count, why);
}

bool ledger_lose(struct ledger *ledger, const struct lost_folder *lost, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_LOST);
	sql_put_text(add, lost->name);
	sql_put_text(add, lost->lineage);
	sql_put_optional(add, lost->number);
	sql_put_integer(add, ledger->night);
	return sql_run(add, why);
}
