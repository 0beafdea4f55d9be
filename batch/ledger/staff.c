#include "ledger/staff.h"

#include "ledger/row.h"
#include "ledger/seal.h"
#include "ledger/statement.h"

#include <string.h>

/* Each act changes its rows in one transaction with its line of the log (audit.c). Where there is
 * no row nobody has spoken: a mailing is then waiting or printed. */

bool ledger_staff_commit(struct ledger *ledger, struct fault *why)
{
	if (!sql_in_transaction(ledger->sql))
		return true;
	if (!seal_touched(ledger, ledger->act, why)) {
		sql_rollback(ledger->sql);
		return false;
	}
	return sql_commit(ledger->sql, why);
}

/* ---- mailings ---- */

static enum mailing_state state_of(struct sql_statement *list, struct arena *arena, bool printed)
{
	const char *word = sql_get_text(list, arena);
	int state = word_index(mailing_state_words, MAILING_STATES, word);
	/* What waits is held, withdrawn, or waits: a release is over with it. */
	if (state < 0 || (!printed && state == MAILING_RELEASED))
		return printed ? MAILING_PRINTED : MAILING_WAITING;
	return (enum mailing_state)state;
}

static void read_mailing(struct sql_statement *list, struct arena *arena, struct mailing *mailing)
{
	mailing->letter = "";
	mailing->day = sql_get_day(list);
	mailing->run = (int)sql_get_integer(list);
	mailing->issued = sql_get_integer(list) != 0;
	mailing->printed = sql_get_integer(list) != 0;
	mailing->letters = (long)sql_get_integer(list);
	mailing->taken_back = (long)sql_get_integer(list);
	mailing->decided_first = sql_get_day(list);
	mailing->decided_last = sql_get_day(list);
	mailing->first = sql_get_text(list, arena);
	mailing->last = sql_get_text(list, arena);
	mailing->state = state_of(list, arena, mailing->printed);
	mailing->since = sql_get_day(list);
	mailing->who = sql_get_text(list, arena);
	mailing->why = sql_get_text(list, arena);
	mailing->envelopes = (long)sql_get_integer(list);
}

static void read_desk_letter(
	struct sql_statement *list, struct arena *arena, struct mailing *mailing)
{
	mailing->letter = mailing->first = mailing->last = sql_get_text(list, arena);
	mailing->day = mailing->decided_first = mailing->decided_last = sql_get_day(list);
	mailing->run = 1;
	mailing->printed = true;
	mailing->letters = 1;
	mailing->issued = sql_get_integer(list) != 0;
	mailing->taken_back = (long)sql_get_integer(list);
	mailing->state = state_of(list, arena, true);
	mailing->since = sql_get_day(list);
	mailing->who = sql_get_text(list, arena);
	mailing->why = sql_get_text(list, arena);
}

bool ledger_mailings(struct ledger *ledger, struct arena *arena, struct mailing **mailings,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_MAILINGS);
	struct rows rows = {.size = sizeof(struct mailing)};
	for (struct mailing *mailing; (mailing = row_next(list, arena, &rows)) != NULL;)
		read_mailing(list, arena, mailing);
	if (!sql_finish(list, why))
		return false;
	list = sql_start(ledger->sql, LIST_DESK_LETTERS);
	for (struct mailing *mailing; (mailing = row_next(list, arena, &rows)) != NULL;)
		read_desk_letter(list, arena, mailing);
	return row_done(list, &rows, mailings, count, why);
}

bool ledger_mailing_letters(struct ledger *ledger, const struct mailing *mailing,
	struct arena *arena, struct mailing_letter **letters, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_MAILING_LETTERS);
	struct rows rows = {.size = sizeof(struct mailing_letter)};
	sql_put_day(list, mailing->day);
	sql_put_integer(list, mailing->run);
	for (struct mailing_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;) {
		letter->number = sql_get_text(list, arena);
		letter->visit = sql_get_day(list);
	}
	return row_done(list, &rows, letters, count, why);
}

static bool put_withdrawn(struct ledger *ledger, const char *number, struct fault *why)
{
	struct sql_statement *withdraw = sql_start(ledger->sql, WITHDRAW_LETTER);
	sql_put_text(withdraw, number);
	return sql_run(withdraw, why);
}

static bool withdraw_letters(
	struct ledger *ledger, const struct mailing *mailing, struct fault *why)
{
	struct arena *arena = arena_open();
	struct mailing_letter *letters = NULL;
	size_t count = 0;
	bool done = ledger_mailing_letters(ledger, mailing, arena, &letters, &count, why);
	for (size_t i = 0; i < count && done; i++)
		done = put_withdrawn(ledger, letters[i].number, why);
	arena_close(arena);
	return done;
}

bool ledger_mailing_say(struct ledger *ledger, const struct mailing *mailing, enum mailing_state to,
	day_number since, const struct staff_act *act, struct fault *why)
{
	static const char *const actions[MAILING_STATES] = {
		[MAILING_HELD] = "mailing-hold",
		[MAILING_RELEASED] = "mailing-release",
		[MAILING_POSTED] = "mailing-posted",
		[MAILING_WITHDRAWN] = "mailing-withdraw",
	};
	char day[CIVIL_DATE_BYTES] = "";
	struct audit_subject subject = {.mailing = mailing, .detail = day};
	if (to == MAILING_POSTED)
		civil_format(since, day);
	if (!audit_log(ledger, actions[to], &subject, act, why) ||
		(to == MAILING_WITHDRAWN && !withdraw_letters(ledger, mailing, why)))
		return false;
	struct sql_statement *set = sql_start(ledger->sql, SET_MAILING);
	sql_put_day(set, mailing->day);
	sql_put_integer(set, mailing->run);
	sql_put_text(set, mailing_state_words[to]);
	sql_put_day(set, since);
	return sql_change(set, "the mailing", why);
}

/* ---- letters ---- */

bool ledger_letter(struct ledger *ledger, const char *number, struct arena *arena,
	struct letter_standing *standing, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_LETTER);
	*standing = (struct letter_standing){
		.day = DAY_NONE, .handed = DAY_NONE, .since = DAY_NONE, .purged = DAY_NONE};
	sql_put_text(get, number);
	if (sql_next(get)) {
		standing->found = true;
		standing->resident = sql_get_text(get, arena);
		standing->day = sql_get_day(get);
		standing->run = (int)sql_get_integer(get);
		standing->sheet = (int)sql_get_integer(get);
		standing->issued = sql_get_integer(get) != 0;
		standing->pulled = sql_get_integer(get) != 0;
		standing->withdrawn = sql_get_integer(get) != 0;
		standing->returned = sql_get_integer(get) != 0;
		standing->addressed = sql_get_integer(get) != 0;
		standing->changed = sql_get_integer(get) != 0;
		standing->handed = sql_get_day(get);
		standing->state = state_of(
			get, arena, standing->day != DAY_NONE || standing->handed != DAY_NONE);
		standing->since = sql_get_day(get);
		standing->fate = (enum sheet_fate)sql_get_word(get, sheet_fate_words, SHEET_FATES);
		standing->stopped = sql_get_text(get, arena);
		standing->due_state = sql_get_text(get, arena);
		standing->due_outcome = sql_get_text(get, arena);
		standing->due_reason = sql_get_text(get, arena);
		standing->purged = sql_get_day(get);
	}
	return sql_finish(get, why);
}

bool ledger_letter_posted(struct ledger *ledger, const char *number, const char *resident,
	day_number day, const struct staff_act *act, struct fault *why)
{
	char left[CIVIL_DATE_BYTES];
	const struct audit_subject subject = {
		.notice = number, .resident = resident, .detail = civil_format(day, left)};
	if (!audit_log(ledger, "mailing-posted", &subject, act, why))
		return false;
	struct sql_statement *post = sql_start(ledger->sql, POST_DESK_LETTER);
	sql_put_text(post, number);
	sql_put_day(post, day);
	return sql_run(post, why);
}

bool ledger_withdraw(struct ledger *ledger, const char *number, const char *resident,
	const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {.notice = number, .resident = resident};
	return audit_log(ledger, "mailing-withdraw", &subject, act, why) &&
	       put_withdrawn(ledger, number, why);
}

static bool find_address(struct ledger *ledger, const char *number, char out[ADDRESS_DIGEST_BYTES],
	struct fault *why)
{
	uint8_t secret[32];
	if (!ledger_secret(ledger, secret, why))
		return false;
	struct arena *arena = arena_open();
	struct sql_statement *get = sql_start(ledger->sql, GET_ADDRESS);
	sql_put_text(get, number);
	bool found = sql_next(get);
	if (found) {
		const char *postal = sql_get_text(get, arena);
		const char *address = sql_get_text(get, arena);
		const char *building = sql_get_text(get, arena);
		ledger_address(secret, postal, address, building, out);
	}
	bool done = sql_finish(get, why);
	arena_close(arena);
	return done &&
	       (found || fault_set(why, FAULT_INTERNAL, "%s: ledger: letter %s has no recipient",
				 ledger->path, number));
}

bool ledger_return(struct ledger *ledger, const char *number, const char *resident,
	const char *what, const struct staff_act *act, struct fault *why)
{
	char address[ADDRESS_DIGEST_BYTES];
	const struct audit_subject subject = {
		.notice = number, .resident = resident, .detail = what};
	if (!find_address(ledger, number, address, why) ||
		!audit_log(ledger, "returned", &subject, act, why))
		return false;
	struct sql_statement *add = sql_start(ledger->sql, RETURN_LETTER);
	sql_put_text(add, number);
	sql_put_text(add, resident);
	sql_put_text(add, address);
	return sql_run(add, why);
}

bool ledger_log_reprint(struct ledger *ledger, const char *number, const char *resident,
	const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {.notice = number, .resident = resident};
	return audit_log(ledger, "reprint", &subject, act, why);
}
