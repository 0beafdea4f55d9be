#include "ledger/staff.h"

#include "base/digest.h"
#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/* ---- addresses without their words ---- */

/* The same address is written with and without blanks. */
static void add_field(struct digest *digest, const char *text)
{
	static const char wide_blank[] = "\xE3\x80\x80";
	const char *from = text, *at = text;
	while (*at != '\0') {
		size_t blank = *at == ' ' || *at == '\t' ? 1
			       : strncmp(at, wide_blank, sizeof wide_blank - 1) == 0
				       ? sizeof wide_blank - 1
				       : 0;
		if (blank > 0)
			digest_update(digest, from, (size_t)(at - from));
		at += blank > 0 ? blank : 1;
		from = blank > 0 ? at : from;
	}
	digest_update(digest, from, (size_t)(at - from) + 1); /* with its NUL */
}

char *ledger_address(const uint8_t secret[32], const char *postal, const char *address,
	const char *building, char out[ADDRESS_DIGEST_BYTES])
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&digest);
	digest_update(&digest, secret, 32);
	add_field(&digest, postal);
	add_field(&digest, address);
	add_field(&digest, building);
	digest_done(&digest, sum);
	return digest_text(sum, out);
}

/* ---- what a night must know ---- */

bool ledger_confirmed(struct ledger *ledger, struct arena *arena, const char ***addresses,
	size_t *count, struct fault *why)
{
	return row_texts(sql_start(ledger->sql, LIST_CONFIRMED), arena, addresses, count, why);
}

bool ledger_held_back(struct ledger *ledger, struct arena *arena, const char ***numbers,
	size_t *count, struct fault *why)
{
	return row_texts(sql_start(ledger->sql, LIST_HELD_BACK), arena, numbers, count, why);
}

bool ledger_returns(struct ledger *ledger, struct arena *arena, struct returned_mail **returns,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_RETURNS);
	struct rows rows = {.size = sizeof(struct returned_mail)};
	for (struct returned_mail *mail; (mail = row_next(list, arena, &rows)) != NULL;) {
		mail->resident = sql_get_text(list, arena);
		mail->address = sql_get_text(list, arena);
	}
	return row_done(list, &rows, returns, count, why);
}

bool ledger_unconfirmed(struct ledger *ledger, day_number from, struct arena *arena,
	struct mailing **mailings, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_UNCONFIRMED);
	struct rows rows = {.size = sizeof(struct mailing)};
	sql_put_day(list, from);
	for (struct mailing *mailing; (mailing = row_next(list, arena, &rows)) != NULL;) {
		mailing->day = sql_get_day(list);
		mailing->run = (int)sql_get_integer(list);
		mailing->printed = true;
		mailing->letters = (long)sql_get_integer(list);
		mailing->first = sql_get_text(list, arena);
		mailing->last = sql_get_text(list, arena);
		bool released = *sql_get_text(list, arena) != '\0';
		mailing->state = released ? MAILING_RELEASED : MAILING_PRINTED;
		mailing->since = sql_get_day(list);
		mailing->decided_first = mailing->decided_last = DAY_NONE;
		mailing->letter = sql_get_text(list, arena);
		mailing->who = mailing->why = "";
	}
	return row_done(list, &rows, mailings, count, why);
}

bool ledger_held_items(struct ledger *ledger, struct arena *arena, struct held_item **items,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_HELD_ITEMS);
	struct rows rows = {.size = sizeof(struct held_item)};
	for (struct held_item *item; (item = row_next(list, arena, &rows)) != NULL;) {
		item->notice = sql_get_text(list, arena);
		item->resident = sql_get_text(list, arena);
		item->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
		item->expires = sql_get_day(list);
		item->visit = sql_get_day(list);
		item->was = sql_get_day(list);
	}
	return row_done(list, &rows, items, count, why);
}

/* ---- cases by hand ---- */

bool ledger_hand_cases(struct ledger *ledger, struct arena *arena, struct hand_case **cases,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_CASES);
	struct rows rows = {.size = sizeof(struct hand_case)};
	for (struct hand_case *one; (one = row_next(list, arena, &rows)) != NULL;) {
		one->resident = sql_get_text(list, arena);
		one->document = (enum document)sql_get_word(list, document_words, DOCUMENTS);
		one->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
		one->expires = sql_get_day(list);
		one->reason = sql_get_text(list, arena);
		one->since = sql_get_day(list);
		one->house = sql_get_text(list, arena);
	}
	return row_done(list, &rows, cases, count, why);
}

bool ledger_hand_done(struct ledger *ledger, const struct hand_case *const *cases, size_t count,
	const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {
		.resident = cases[0]->resident, .detail = cases[0]->reason};
	if (!audit_log(ledger, "hand-done", &subject, act, why))
		return false;
	if (strcmp(cases[0]->reason, HAND_CHANGE) == 0) {
		struct sql_statement *tell = sql_start(ledger->sql, TELL_BY_HAND);
		sql_put_text(tell, cases[0]->resident);
		return sql_run(tell, why);
	}
	for (size_t i = 0; i < count; i++) {
		struct sql_statement *handle = sql_start(ledger->sql, HANDLE_CASE);
		sql_put_text(handle, cases[i]->resident);
		sql_put_text(handle, document_words[cases[i]->document]);
		sql_put_day(handle, cases[i]->expires);
		sql_put_text(handle, cases[i]->reason);
		if (!sql_run(handle, why))
			return false;
	}
	return true;
}

bool ledger_release_returned(struct ledger *ledger, const char *resident,
	const struct staff_act *act, long *released, struct fault *why)
{
	struct arena *arena = arena_open();
	struct returned_mail *returns = NULL;
	size_t count = 0;
	bool done = ledger_returns(ledger, arena, &returns, &count, why);
	*released = 0;
	for (size_t i = 0; i < count; i++)
		*released += strcmp(returns[i].resident, resident) == 0 ? 1 : 0;
	arena_close(arena);
	if (!done || *released == 0)
		return done;
	const struct audit_subject subject = {
		.resident = resident, .detail = reason_words[REASON_RETURNED]};
	if (!audit_log(ledger, "hand-release", &subject, act, why))
		return false;
	struct sql_statement *release = sql_start(ledger->sql, RELEASE_RETURNS);
	sql_put_text(release, resident);
	return sql_run(release, why);
}

bool ledger_release_address(struct ledger *ledger, const char *resident, struct arena *arena,
	const struct staff_act *act, bool *known, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_CAPPED);
	sql_put_text(get, resident);
	const char *address = sql_next(get) ? sql_get_text(get, arena) : NULL;
	if (!sql_finish(get, why))
		return false;
	*known = address != NULL;
	if (address == NULL)
		return true;
	const struct audit_subject subject = {
		.resident = resident, .detail = reason_words[REASON_ADDRESS_CAP]};
	if (!audit_log(ledger, "hand-release", &subject, act, why))
		return false;
	struct sql_statement *confirm = sql_start(ledger->sql, CONFIRM_ADDRESS);
	sql_put_text(confirm, address);
	return sql_run(confirm, why);
}

bool ledger_staff_story(struct ledger *ledger, const char *resident, struct arena *arena,
	struct staff_entry **entries, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_ACTS);
	struct rows rows = {.size = sizeof(struct staff_entry)};
	sql_put_text(list, resident);
	for (struct staff_entry *entry; (entry = row_next(list, arena, &rows)) != NULL;) {
		entry->day = sql_get_day(list);
		entry->action = sql_get_text(list, arena);
		entry->notice = sql_get_text(list, arena);
		entry->detail = sql_get_text(list, arena);
		entry->who = sql_get_text(list, arena);
		entry->why = sql_get_text(list, arena);
	}
	return row_done(list, &rows, entries, count, why);
}
