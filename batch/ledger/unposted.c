#include "ledger/unposted.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* The letters first, then what each is about: few are in the mail room at a time. */

static void read_letter(struct sql_statement *list, const uint8_t secret[32], struct arena *arena,
	struct unposted_letter *letter)
{
	letter->number = sql_get_text(list, arena);
	letter->resident = sql_get_text(list, arena);
	letter->kind = (enum notice_kind)sql_get_word(list, notice_kind_words, NOTICE_KINDS);
	letter->held = sql_get_integer(list) != 0;
	letter->withdrawn = sql_get_integer(list) != 0;
	letter->listed = sql_get_text(list, arena);
	const char *postal = sql_get_text(list, arena);
	const char *address = sql_get_text(list, arena);
	const char *building = sql_get_text(list, arena);
	ledger_address(secret, postal, address, building, letter->address);
}

static bool read_items(struct ledger *ledger, struct arena *arena, struct unposted_letter *letter,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LETTER_DUES);
	struct rows rows = {.size = sizeof(struct unposted_item)};
	sql_put_text(list, letter->number);
	for (struct unposted_item *item; (item = row_next(list, arena, &rows)) != NULL;) {
		item->document = (enum document)sql_get_word(list, document_words, DOCUMENTS);
		item->expires = sql_get_day(list);
		item->covered = sql_get_integer(list) != 0;
		item->state = (enum due_state)sql_get_word(list, due_state_words, DUE_STATES);
		item->outcome = (enum outcome)sql_get_word(list, outcome_words, OUTCOMES);
		item->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
	}
	return row_done(list, &rows, &letter->items, &letter->item_count, why);
}

bool ledger_unposted(struct ledger *ledger, day_number from, struct arena *arena,
	struct unposted_letter **letters, size_t *count, struct fault *why)
{
	uint8_t secret[32];
	struct unposted_letter *found = NULL;
	size_t used = 0;
	if (!ledger_secret(ledger, secret, why))
		return false;
	struct sql_statement *list = sql_start(ledger->sql, LIST_UNPOSTED);
	struct rows rows = {.size = sizeof(struct unposted_letter)};
	sql_put_day(list, from);
	for (struct unposted_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;)
		read_letter(list, secret, arena, letter);
	if (!row_done(list, &rows, &found, &used, why))
		return false;
	for (size_t i = 0; i < used; i++)
		if (!read_items(ledger, arena, &found[i], why))
			return false;
	*letters = found;
	*count = used;
	return true;
}
