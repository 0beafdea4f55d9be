#include "ledger/protected.h"

#include "ledger/row.h"
#include "ledger/statement.h"
#include "model/due.h"

#include <string.h>

/*
 * The marks are SHA-256 of secret, purpose and id. Secret and purpose fill one block of the digest
 * between them and are taken in once: a night asks for every resident of the register.
 */

/* What keeps these sums apart from all others under the same secret. */
static const char PURPOSE[32] = "protection";

bool ledger_protection_key(struct ledger *ledger, struct digest *key, struct fault *why)
{
	uint8_t secret[32] = {0};
	if (!ledger_secret(ledger, secret, why))
		return false;
	digest_init(key);
	digest_update(key, secret, sizeof secret);
	digest_update(key, PURPOSE, sizeof PURPOSE);
	return true;
}

void protection_mark(
	const struct digest *key, const char *resident, uint8_t out[PROTECTION_MARK_BYTES])
{
	struct digest digest = *key;
	uint8_t sum[DIGEST_BYTES];
	digest_update(&digest, resident, strlen(resident));
	digest_done(&digest, sum);
	memcpy(out, sum, PROTECTION_MARK_BYTES);
}

bool ledger_protected(struct ledger *ledger, struct arena *arena, struct protected_mark **marks,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PROTECTED);
	struct rows rows = {.size = sizeof(struct protected_mark)};
	for (struct protected_mark *one; (one = row_next(list, arena, &rows)) != NULL;) {
		sql_get_bytes(list, one->mark, sizeof one->mark);
		one->since = sql_get_day(list);
		one->absent = sql_get_day(list);
	}
	return row_done(list, &rows, marks, count, why);
}

static bool find_mark(struct ledger *ledger, const char *resident,
	uint8_t mark[PROTECTION_MARK_BYTES], bool *found, struct fault *why)
{
	struct digest key;
	if (!ledger_protection_key(ledger, &key, why))
		return false;
	protection_mark(&key, resident, mark);
	struct sql_statement *get = sql_start(ledger->sql, GET_PROTECTED);
	sql_put_bytes(get, mark, PROTECTION_MARK_BYTES);
	*found = sql_next(get);
	return sql_finish(get, why);
}

bool ledger_is_protected(struct ledger *ledger, const char *resident, bool *is, struct fault *why)
{
	uint8_t mark[PROTECTION_MARK_BYTES];
	return find_mark(ledger, resident, mark, is, why);
}

static bool free_mark(struct ledger *ledger, const uint8_t *mark, struct fault *why)
{
	struct sql_statement *release = sql_start(ledger->sql, FREE_PROTECTED);
	sql_put_bytes(release, mark, PROTECTION_MARK_BYTES);
	return sql_run(release, why);
}

bool ledger_release_protection(struct ledger *ledger, const char *resident,
	const struct staff_act *act, bool *known, struct fault *why)
{
	uint8_t mark[PROTECTION_MARK_BYTES];
	const struct audit_subject subject = {
		.resident = resident, .detail = reason_words[REASON_PROTECTION]};
	if (!find_mark(ledger, resident, mark, known, why))
		return false;
	return !*known || (audit_log(ledger, "hand-release", &subject, act, why) &&
				  free_mark(ledger, mark, why));
}

static bool keep_mark(struct ledger *ledger, const struct protected_mark *one, struct fault *why)
{
	struct sql_statement *keep = sql_start(ledger->sql, KEEP_PROTECTED);
	sql_put_bytes(keep, one->mark, sizeof one->mark);
	sql_put_day(keep, one->since);
	sql_put_day(keep, one->absent);
	return sql_run(keep, why);
}

bool protected_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->unprotected_count; i++)
		if (!free_mark(ledger, night->unprotected[i].mark, why))
			return false;
	for (size_t i = 0; i < night->protected_count; i++)
		if (!keep_mark(ledger, &night->protected[i], why))
			return false;
	return true;
}
