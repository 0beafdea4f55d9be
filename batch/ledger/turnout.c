#include "ledger/turnout.h"

#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/* A row begins when its letter is mailed, changes until it is settled, and becomes a count when the
 * letter is past its retention. */

/* ---- a night ---- */

static void take_letter(
	struct sql_statement *list, struct arena *arena, struct awaited_letter *letter)
{
	letter->notice = sql_get_text(list, arena);
	letter->resident = sql_get_text(list, arena);
	letter->written = sql_get_day(list);
	letter->posted = sql_get_day(list);
	letter->visit = sql_get_day(list);
	letter->scanned = sql_get_integer(list) != 0;
	letter->known.notice = letter->notice;
	letter->known.attendance =
		(enum attendance)sql_get_word(list, attendance_words, ATTENDANCES);
	letter->known.renewed = sql_get_day(list);
	letter->known.in_time = sql_get_integer(list) != 0;
	letter->known.by_visit = sql_get_integer(list) != 0;
}

static void take_due(struct sql_statement *list, struct awaited_due *due)
{
	due->document = (enum document)sql_get_word(list, document_words, DOCUMENTS);
	due->expires = sql_get_day(list);
	due->covered = sql_get_integer(list) != 0;
	due->withdrawn = sql_get_integer(list) != 0;
	due->renewed = sql_get_day(list);
}

/* The dues of a letter stand in rows one after the other. */
static void join_dues(struct awaited_letter *letters, size_t count, struct awaited_due *dues)
{
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		letters[i].dues = &dues[next];
		next += letters[i].due_count;
	}
}

bool ledger_awaited(struct ledger *ledger, struct arena *arena, struct awaited_letter **letters,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_AWAITED);
	struct awaited_letter *found = NULL, letter = {0};
	struct awaited_due *dues = NULL;
	size_t used = 0, room = 0, due_count = 0, due_room = 0;
	while (sql_next(list)) {
		take_letter(list, arena, &letter);
		if (used == 0 || strcmp(found[used - 1].notice, letter.notice) != 0) {
			found = arena_grow(arena, found, used, 1, &room, sizeof *found);
			found[used++] = letter;
		}
		dues = arena_grow(arena, dues, due_count, 1, &due_room, sizeof *dues);
		take_due(list, &dues[due_count++]);
		found[used - 1].due_count++;
	}
	if (!sql_finish(list, why))
		return false;
	join_dues(found, used, dues);
	*letters = found;
	*count = used;
	return true;
}

/* Of the letter of this index, where it is another one than that of the letter before. */
static bool add_wording(
	struct ledger *ledger, const struct night_decided *night, size_t i, struct fault *why)
{
	const char *const *versions = night->mailed_versions;
	if (versions == NULL || night->mailed_languages == NULL || versions[i][0] == '\0' ||
		(i > 0 && strcmp(versions[i], versions[i - 1]) == 0))
		return true;
	struct sql_statement *add = sql_start(ledger->sql, ADD_WORDING);
	sql_put_text(add, versions[i]);
	sql_put_text(add, night->mailed_languages[i]);
	sql_put_integer(add, ledger->night);
	return sql_run(add, why);
}

static bool begin_letters(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->mailed_count; i++) {
		struct sql_statement *begin = sql_start(ledger->sql, BEGIN_ATTENDANCE);
		sql_put_text(
			begin, night->mailed_versions == NULL ? "" : night->mailed_versions[i]);
		sql_put_text(begin, night->mailed[i]);
		sql_put_integer(begin, ledger->night);
		if (!sql_run(begin, why) || !add_wording(ledger, night, i, why))
			return false;
	}
	return true;
}

static bool add_renewals(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->renewal_count; i++) {
		const struct renewal *renewal = &night->renewals[i];
		struct sql_statement *add = sql_start(ledger->sql, ADD_RENEWAL);
		sql_put_text(add, renewal->resident);
		sql_put_text(add, document_words[renewal->document]);
		sql_put_day(add, renewal->expires);
		sql_put_day(add, renewal->day);
		sql_put_integer(add, ledger->night);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

bool turnout_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	if (!begin_letters(ledger, night, why) || !add_renewals(ledger, night, why))
		return false;
	for (size_t i = 0; i < night->attended_count; i++) {
		const struct attended *attended = &night->attended[i];
		struct sql_statement *keep = sql_start(ledger->sql, KEEP_ATTENDANCE);
		sql_put_text(keep, attendance_words[attended->attendance]);
		sql_put_day(keep, attended->renewed);
		sql_put_integer(keep, attended->in_time);
		sql_put_integer(keep, attended->by_visit);
		sql_put_integer(keep, attended->settled);
		sql_put_integer(keep, ledger->night);
		sql_put_text(keep, attended->notice);
		if (!sql_run(keep, why))
			return false;
	}
	return true;
}

bool turnout_pull(struct ledger *ledger, const char *number, struct fault *why)
{
	struct sql_statement *pull = sql_start(ledger->sql, PULL_ATTENDANCE);
	sql_put_text(pull, number);
	sql_put_integer(pull, ledger->night);
	return sql_run(pull, why);
}

/* ---- the desk ---- */

bool ledger_scanned(struct ledger *ledger, const char *uid, bool *scanned, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_SCANNED);
	sql_put_text(get, uid);
	bool found = sql_next(get);
	if (!sql_finish(get, why))
		return false;
	*scanned = found;
	return true;
}

bool ledger_scan(struct ledger *ledger, const char *number, const char *uid, const char *resident,
	const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {.notice = number, .resident = resident};
	if (!audit_log(ledger, "appointment-came", &subject, act, why))
		return false;
	struct sql_statement *add = sql_start(ledger->sql, ADD_SCAN);
	sql_put_text(add, uid);
	return sql_change(add, "an appointment that was scanned", why);
}

bool ledger_attended(struct ledger *ledger, const char *number, struct arena *arena,
	struct attended *attended, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_ATTENDANCE);
	struct attended found = {.notice = arena_copy(arena, number), .renewed = DAY_NONE};
	sql_put_text(get, number);
	if (sql_next(get)) {
		found.attendance =
			(enum attendance)sql_get_word(get, attendance_words, ATTENDANCES);
		found.renewed = sql_get_day(get);
		found.in_time = sql_get_integer(get) != 0;
		found.by_visit = sql_get_integer(get) != 0;
		found.settled = sql_get_integer(get) != 0;
	}
	if (!sql_finish(get, why))
		return false;
	*attended = found;
	return true;
}

bool ledger_visit_attended(
	struct ledger *ledger, const char *uid, enum attendance *attendance, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_VISIT_ATTENDANCE);
	enum attendance found = ATTENDANCE_NOT_YET;
	sql_put_text(get, uid);
	if (sql_next(get))
		found = (enum attendance)sql_get_word(get, attendance_words, ATTENDANCES);
	if (!sql_finish(get, why))
		return false;
	*attendance = found;
	return true;
}

/* ---- retention ---- */

bool turnout_fold(struct ledger *ledger, const char *number, struct fault *why)
{
	static const enum statement steps[] = {
		FOLD_ATTENDANCE, FORGET_ATTENDANCE, FORGET_SCAN, FORGET_ASSIGNED};
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct sql_statement *step = sql_start(ledger->sql, (int)steps[i]);
		sql_put_text(step, number);
		if (!sql_run(step, why))
			return false;
	}
	return true;
}
