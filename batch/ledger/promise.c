#include "ledger/promise.h"

#include "ledger/change.h"
#include "ledger/row.h"

#include <stdio.h>
#include <string.h>

/* ---- one appointment ---- */

static void read_promise(struct sql_statement *get, struct arena *arena, struct promise *promise)
{
	row_appointment(get, arena, &promise->appointment);
	promise->desk = (int)sql_get_integer(get);
	promise->tell = sql_get_integer(get) != 0;
	row_appointment(get, arena, &promise->told);
	promise->resident = sql_get_text(get, arena);
	promise->told_by = sql_get_text(get, arena);
	promise->waiting = sql_get_text(get, arena);
	promise->waiting_kind =
		(enum notice_kind)sql_get_word(get, notice_kind_words, NOTICE_KINDS);
	promise->waiting_earlier = sql_get_text(get, arena);
	promise->waiting_was = (int)sql_get_integer(get);
	promise->waiting_withdrawn = sql_get_integer(get) != 0;
	promise->said_on_hold = sql_get_integer(get) != 0;
	promise->listed = (enum reason)sql_get_word(get, reason_words, REASONS);
}

static bool read_items(struct sql_statement *list, const char *key, struct arena *arena,
	const struct notice_item **items, size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct notice_item)};
	sql_put_text(list, key);
	for (struct notice_item *item; (item = row_next(list, arena, &rows)) != NULL;)
		row_item(list, item);
	return row_done(list, &rows, items, count, why);
}

static bool read_both_items(
	struct ledger *ledger, struct arena *arena, struct promise *promise, struct fault *why)
{
	return read_items(sql_start(ledger->sql, LIST_PROMISE_ITEMS), promise->appointment.uid,
		       arena, &promise->items, &promise->item_count, why) &&
	       (promise->waiting[0] == '\0' ||
		       read_items(sql_start(ledger->sql, LIST_ITEMS), promise->waiting, arena,
			       &promise->waiting_items, &promise->waiting_item_count, why));
}

bool ledger_promise(struct ledger *ledger, const char *uid, struct arena *arena,
	struct promise **promise, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_PROMISE);
	struct promise *found = NULL;
	sql_put_text(get, uid);
	if (sql_next(get)) {
		found = arena_alloc(arena, sizeof *found);
		read_promise(get, arena, found);
	}
	if (!sql_finish(get, why) || (found != NULL && !read_both_items(ledger, arena, found, why)))
		return false;
	*promise = found;
	return true;
}

bool ledger_promised(struct ledger *ledger, const char *number, struct arena *arena,
	const char **uid, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_NOTICE_UID);
	sql_put_text(get, number);
	const char *found = sql_next(get) ? sql_get_text(get, arena) : NULL;
	if (!sql_finish(get, why))
		return false;
	*uid = found;
	return true;
}

bool ledger_open_letters(struct ledger *ledger, const char *resident, struct arena *arena,
	struct open_letter **letters, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_OPEN_LETTERS);
	struct rows rows = {.size = sizeof(struct open_letter)};
	sql_put_text(list, resident);
	for (struct open_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;) {
		letter->number = sql_get_text(list, arena);
		letter->uid = sql_get_text(list, arena);
		letter->waits = sql_get_integer(list) != 0;
	}
	return row_done(list, &rows, letters, count, why);
}

bool ledger_open_items(struct ledger *ledger, const char *number, struct arena *arena,
	const struct notice_item **items, size_t *count, struct fault *why)
{
	return read_items(
		sql_start(ledger->sql, LIST_LETTER_ITEMS), number, arena, items, count, why);
}

bool ledger_last_due(
	struct ledger *ledger, const char *resident, struct last_due *due, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_DUE);
	struct last_due last = {0};
	sql_put_text(get, resident);
	if (sql_next(get)) {
		last.found = true;
		last.matter = (enum matter)sql_get_word(get, matter_words, MATTERS);
		last.expires = sql_get_day(get);
		last.state = (enum due_state)sql_get_word(get, due_state_words, DUE_STATES);
		last.outcome = (enum outcome)sql_get_word(get, outcome_words, OUTCOMES);
		last.reason = (enum reason)sql_get_word(get, reason_words, REASONS);
	}
	if (!sql_finish(get, why))
		return false;
	*due = last;
	return true;
}

bool ledger_untold(struct ledger *ledger, day_number from, struct arena *arena, const char ***uids,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_UNTOLD);
	sql_put_day(list, from);
	return row_texts(list, arena, uids, count, why);
}

bool ledger_declined(struct ledger *ledger, struct arena *arena, const char ***residents,
	size_t *count, struct fault *why)
{
	return row_texts(sql_start(ledger->sql, LIST_DECLINED), arena, residents, count, why);
}

bool ledger_recipient(struct ledger *ledger, const char *number, struct arena *arena,
	struct recipient **recipient, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_RECIPIENT);
	struct recipient *found = NULL;
	sql_put_text(get, number);
	if (sql_next(get)) {
		found = arena_alloc(arena, sizeof *found);
		row_recipient(get, arena, found);
	}
	if (!sql_finish(get, why))
		return false;
	*recipient = found;
	return true;
}

bool ledger_by_hand(struct ledger *ledger, struct arena *arena, struct by_hand **known,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_BY_HAND);
	struct rows rows = {.size = sizeof(struct by_hand)};
	for (struct by_hand *hand; (hand = row_next(list, arena, &rows)) != NULL;) {
		hand->resident = sql_get_text(list, arena);
		hand->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
	}
	return row_done(list, &rows, known, count, why);
}

/* ---- staff's change ---- */

/* A letter without an appointment gets its first. Told by the desk itself it is known from now on,
 * so that only a later change of it is told by a letter. */
static bool give_first(struct ledger *ledger, const struct staff_change *change, struct fault *why)
{
	const struct given_place *place = change->place;
	if (!change_offer(ledger, place, why))
		return false;
	struct sql_statement *give = sql_start(ledger->sql, GIVE_NOTICE);
	sql_put_text(give, place->uid);
	sql_put_day(give, change->first->from);
	sql_put_day(give, change->first->until);
	sql_put_text(give, change->notice);
	if (!sql_change(give, "a letter that is given its first place", why))
		return false;
	struct sql_statement *tell = sql_start(ledger->sql, TELL_GIVEN);
	sql_put_text(tell, place->uid);
	return sql_run(tell, why);
}

static const char *action_of(const struct staff_change *change)
{
	if (change->place == NULL)
		return "appointment-cancelled";
	return change->given ? "appointment-given" : "appointment-moved";
}

/* A sheet that is held may leave after all, behind what the resident was told by word: then a
 * letter must follow it. */
static bool must_tell(
	struct ledger *ledger, const struct staff_change *change, bool *tell, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_HELD_SHEET);
	sql_put_text(get, change->uid);
	bool held = sql_next(get);
	if (!sql_finish(get, why))
		return false;
	*tell = change->tell || held;
	return true;
}

bool ledger_change(struct ledger *ledger, const struct staff_change *change,
	const struct staff_act *act, struct fault *why)
{
	struct version version = {"desk", true};
	const struct given_place *place = change->place;
	char detail[128] = "", starts[CIVIL_INSTANT_BYTES];
	if (place != NULL)
		snprintf(detail, sizeof detail, "%s %s", place->counter,
			civil_format_instant(place->day, place->starts, starts));
	if (!must_tell(ledger, change, &version.tell, why))
		return false;
	if (!version.tell)
		snprintf(detail + strlen(detail), sizeof detail - strlen(detail), "%sno-letter",
			place != NULL ? " " : "");
	const struct audit_subject subject = {
		.notice = change->notice, .resident = change->resident, .detail = detail};
	if (!audit_log(ledger, action_of(change), &subject, act, why))
		return false;
	if (change->first != NULL)
		return give_first(ledger, change, why);
	if (place == NULL)
		return change_cancel(ledger, change->uid, &version, why);
	return change_leave(ledger, change->uid, why) && change_move(ledger, place, &version, why);
}

bool ledger_order(struct ledger *ledger, const struct staff_order *order, struct fault *why)
{
	if (order->pulled[0] != '\0' && !change_pull(ledger, order->pulled, why))
		return false;
	if (order->notice != NULL && !change_write(ledger, order->notice, true, why))
		return false;
	for (size_t i = 0; i < order->telling_count; i++)
		if (!change_tell(ledger, &order->tellings[i], true, why))
			return false;
	struct sql_statement *add = sql_start(ledger->sql, ADD_FOLDER);
	sql_put_text(add, order->uid);
	sql_put_integer(add, ledger->night);
	sql_put_day(add, order->day);
	sql_put_text(add, order->path);
	sql_put_text(add, order->notice == NULL ? NULL : order->notice->number);
	return sql_run(add, why);
}

/* ---- staff's folders ---- */

static void read_folder(struct sql_statement *get, struct arena *arena, struct staff_folder *folder)
{
	folder->uid = sql_get_text(get, arena);
	folder->sequence = (int)sql_get_integer(get);
	folder->night = sql_get_integer(get);
	folder->day = sql_get_day(get);
	folder->path = sql_get_text(get, arena);
	folder->issued = sql_get_integer(get) != 0;
}

static bool list_folders(struct sql_statement *list, struct arena *arena,
	struct staff_folder **folders, size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct staff_folder)};
	for (struct staff_folder *folder; (folder = row_next(list, arena, &rows)) != NULL;)
		read_folder(list, arena, folder);
	return row_done(list, &rows, folders, count, why);
}

bool ledger_staff_folder(struct ledger *ledger, const char *uid, struct arena *arena,
	struct staff_folder **folder, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_FOLDER);
	size_t count;
	sql_put_text(get, uid);
	return list_folders(get, arena, folder, &count, why);
}

bool ledger_letter_folder(struct ledger *ledger, const char *number, struct arena *arena,
	struct staff_folder **folder, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_LETTER_FOLDER);
	size_t count;
	sql_put_text(get, number);
	return list_folders(get, arena, folder, &count, why);
}

bool ledger_unissued_folders(struct ledger *ledger, struct arena *arena,
	struct staff_folder **folders, size_t *count, struct fault *why)
{
	return list_folders(
		sql_start(ledger->sql, LIST_UNISSUED_FOLDERS), arena, folders, count, why);
}

static struct sql_statement *start_about(
	struct ledger *ledger, enum statement list, const struct staff_folder *folder)
{
	struct sql_statement *statement = sql_start(ledger->sql, (int)list);
	sql_put_integer(statement, folder->night);
	sql_put_text(statement, folder->uid);
	sql_put_integer(statement, folder->sequence);
	return statement;
}

bool ledger_folder(struct ledger *ledger, const struct staff_folder *folder, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct night found = {.day = folder->day, .run = 1, .posting_day = folder->day};
	struct notice *named = NULL;
	struct night_telling *tellings = NULL;
	if (!row_notices(ledger, start_about(ledger, LIST_FOLDER_NOTICES, folder), arena, &named,
		    &found.invited_count, why) ||
		!row_tellings(start_about(ledger, LIST_FOLDER_TELLINGS, folder), arena, &tellings,
			&found.telling_count, why))
		return false;
	found.invited = named;
	found.tellings = tellings;
	for (size_t i = 0; i < found.invited_count; i++)
		if (named[i].sheet == 1) {
			found.sheets = &named[i];
			found.sheet_count = 1;
			found.mailing = true;
		}
	*night = found;
	return true;
}

bool ledger_issue_folder(
	struct ledger *ledger, const struct staff_folder *folder, struct fault *why)
{
	struct sql_statement *issue = sql_start(ledger->sql, ISSUE_FOLDER);
	sql_put_text(issue, folder->uid);
	sql_put_integer(issue, folder->sequence);
	return sql_change(issue, "the desk's folder to be issued", why);
}
