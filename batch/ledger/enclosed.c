#include "ledger/enclosed.h"

#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/* A letter and those that lie with it are read as one list, itself among them: they are few. */

bool enclosed_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; night->mailed_enclosures != NULL && i < night->mailed_count; i++) {
		const struct enclosure *enclosure = &night->mailed_enclosures[i];
		struct sql_statement *add = sql_start(ledger->sql, ADD_ENCLOSED);
		sql_put_text(add, night->mailed[i]);
		sql_put_integer(add, ledger->night);
		sql_put_integer(add, enclosure->envelope);
		sql_put_integer(add, enclosure->first);
		sql_put_integer(add, enclosure->sheets);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

bool enclosed_forget(struct ledger *ledger, const char *number, struct fault *why)
{
	struct sql_statement *forget = sql_start(ledger->sql, FORGET_ENCLOSED);
	sql_put_text(forget, number);
	return sql_run(forget, why);
}

bool ledger_enclosed(struct ledger *ledger, const char *number, struct arena *arena,
	struct enclosed *enclosed, struct fault *why)
{
	struct enclosed found = {.envelope = 0};
	struct sql_statement *list = sql_start(ledger->sql, LIST_ENVELOPE);
	struct enclosed_letter *others = NULL;
	size_t capacity = 0;
	sql_put_text(list, number);
	while (sql_next(list)) {
		struct enclosed_letter letter;
		found.envelope = (int)sql_get_integer(list);
		letter.number = sql_get_text(list, arena);
		letter.resident = sql_get_text(list, arena);
		letter.apart = sql_get_integer(list) != 0;
		letter.taken_back = sql_get_integer(list) != 0;
		letter.returned = sql_get_integer(list) != 0;
		if (strcmp(letter.number, number) == 0) {
			found.apart = letter.apart;
			continue;
		}
		others = arena_grow(arena, others, found.count, 1, &capacity, sizeof *others);
		others[found.count++] = letter;
	}
	found.others = others;
	if (!sql_finish(list, why))
		return false;
	*enclosed = found;
	return true;
}

bool ledger_lay_apart(struct ledger *ledger, const char *number, struct fault *why)
{
	struct sql_statement *lay = sql_start(ledger->sql, LAY_APART);
	sql_put_text(lay, number);
	return sql_run(lay, why);
}
