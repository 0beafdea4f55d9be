#include "ledger/unposted.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* The letters first, then what each is about: few are in the mail room at a time. */

/* ---- before a night ---- */

static void read_letter(struct sql_statement *list, const uint8_t secret[32], struct arena *arena,
	struct unposted_letter *letter)
{
	letter->number = sql_get_text(list, arena);
	letter->resident = sql_get_text(list, arena);
	letter->kind = (enum notice_kind)sql_get_word(list, notice_kind_words, NOTICE_KINDS);
	letter->night = (long)sql_get_integer(list);
	letter->envelope = (int)sql_get_integer(list);
	letter->held = sql_get_integer(list) != 0;
	letter->withdrawn = sql_get_integer(list) != 0;
	letter->overtaken = sql_get_integer(list) != 0;
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

bool ledger_pulled_dues(struct ledger *ledger, struct arena *arena, struct pulled_due **dues,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PULLED_DUES);
	struct rows rows = {.size = sizeof(struct pulled_due)};
	sql_put_integer(list, ledger->night);
	for (struct pulled_due *due; (due = row_next(list, arena, &rows)) != NULL;) {
		due->resident = sql_get_text(list, arena);
		due->document = (enum document)sql_get_word(list, document_words, DOCUMENTS);
		due->expires = sql_get_day(list);
	}
	return row_done(list, &rows, dues, count, why);
}

/* ---- between two nights ---- */

bool ledger_stopped(struct ledger *ledger, const struct mailing *mailing, struct arena *arena,
	struct stopped_letter **letters, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STOPPED);
	struct rows rows = {.size = sizeof(struct stopped_letter)};
	sql_put_day(list, mailing->day);
	sql_put_integer(list, mailing->run);
	sql_put_text(list, mailing->letter);
	for (struct stopped_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;) {
		letter->sheet = (int)sql_get_integer(list);
		letter->number = sql_get_text(list, arena);
		letter->resident = sql_get_text(list, arena);
		letter->night = sql_get_day(list);
		letter->run = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, letters, count, why);
}

bool ledger_overtaken_sheets(struct ledger *ledger, const char *uid, struct arena *arena,
	struct overtaken_sheet **sheets, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_OVERTAKEN);
	struct rows rows = {.size = sizeof(struct overtaken_sheet)};
	sql_put_text(list, uid);
	for (struct overtaken_sheet *sheet; (sheet = row_next(list, arena, &rows)) != NULL;) {
		sheet->number = sql_get_text(list, arena);
		sheet->sheet = (int)sql_get_integer(list);
		sheet->day = sql_get_day(list);
		sheet->run = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, sheets, count, why);
}

bool ledger_withdrawn_sheets(struct ledger *ledger, const struct mailing *mailing,
	struct arena *arena, struct stopped_letter **letters, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_WITHDRAWN_SHEETS);
	struct rows rows = {.size = sizeof(struct stopped_letter)};
	sql_put_day(list, mailing->day);
	sql_put_integer(list, mailing->run);
	for (struct stopped_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;) {
		letter->number = sql_get_text(list, arena);
		letter->resident = sql_get_text(list, arena);
		letter->night = DAY_NONE;
	}
	return row_done(list, &rows, letters, count, why);
}

bool ledger_account(struct ledger *ledger, const struct audit_subject *sheet, enum sheet_fate fate,
	const struct staff_act *act, struct fault *why)
{
	static const char *const actions[SHEET_FATES] = {
		[SHEET_PULLED] = "mailing-pulled",
		[SHEET_LEFT] = "mailing-left",
		[SHEET_DESTROYED] = "mailing-destroyed",
	};
	if (!audit_log(ledger, actions[fate], sheet, act, why))
		return false;
	if (fate == SHEET_PULLED) {
		struct sql_statement *withdraw = sql_start(ledger->sql, WITHDRAW_LETTER);
		sql_put_text(withdraw, sheet->notice);
		if (!sql_run(withdraw, why))
			return false;
	}
	struct sql_statement *account = sql_start(ledger->sql, ACCOUNT_SHEET);
	sql_put_text(account, sheet->notice);
	sql_put_text(account, sheet_fate_words[fate]);
	sql_put_integer(account, ledger->night);
	return sql_run(account, why);
}
