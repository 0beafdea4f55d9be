#include "ledger/erasure.h"

#include "ledger/enclosed.h"
#include "ledger/row.h"
#include "ledger/seal.h"
#include "ledger/statement.h"
#include "ledger/turnout.h"

#include <string.h>

/*
 * Letters first: a due whose letter must be kept is kept with it. What a statement deletes is
 * chosen by nights, which rise with the days; the file is rewritten at the end, since pages that
 * SQLite has split may still hold what was moved from them.
 */

struct purging {
	struct ledger *ledger;
	const struct purge *purge;
	int64_t last;      /* the last night that is past retention */
	day_number latest; /* the day of the last night there is */
};

static bool find_last(struct purging *purging, struct fault *why)
{
	struct sql_statement *get = sql_start(purging->ledger->sql, GET_PAST_NIGHT);
	sql_put_day(get, purging->purge->before);
	if (sql_next(get)) {
		purging->last = sql_get_integer(get);
		purging->latest = sql_get_day(get);
	}
	return sql_finish(get, why);
}

static bool purge_letters(
	struct purging *purging, struct arena *arena, long *count, struct fault *why)
{
	struct sql *sql = purging->ledger->sql;
	const char **numbers = NULL;
	size_t found = 0;
	struct sql_statement *list = sql_start(sql, LIST_PAST_LETTERS);
	sql_put_integer(list, purging->last);
	sql_put_day(list, purging->latest);
	sql_put_day(list, purging->purge->unposted);
	if (!row_texts(list, arena, &numbers, &found, why))
		return false;
	for (size_t i = 0; i < found; i++) {
		if (!turnout_fold(purging->ledger, numbers[i], why) ||
			!enclosed_forget(purging->ledger, numbers[i], why))
			return false;
		struct sql_statement *remove = sql_start(sql, PURGE_RECIPIENT);
		sql_put_text(remove, numbers[i]);
		if (!sql_run(remove, why))
			return false;
		struct sql_statement *blank = sql_start(sql, PURGE_NOTICE);
		sql_put_day(blank, purging->purge->today);
		sql_put_text(blank, numbers[i]);
		if (!sql_change(blank, "a letter past its retention", why))
			return false;
	}
	*count = (long)found;
	return true;
}

struct past_due {
	const char *resident, *document, *expires;
};

static bool purge_dues(struct purging *purging, struct arena *arena, long *count, struct fault *why)
{
	static const enum statement removals[] = {
		PURGE_HANDLED, PURGE_SETTLED, PURGE_DECISIONS, PURGE_RENEWAL, PURGE_DUE};
	struct sql *sql = purging->ledger->sql;
	struct rows rows = {.size = sizeof(struct past_due)};
	struct past_due *dues = NULL;
	size_t found = 0;
	struct sql_statement *list = sql_start(sql, LIST_PAST_DUES);
	sql_put_integer(list, purging->last);
	sql_put_day(list, purging->latest);
	for (struct past_due *due; (due = row_next(list, arena, &rows)) != NULL;) {
		due->resident = sql_get_text(list, arena);
		due->document = sql_get_text(list, arena);
		due->expires = sql_get_text(list, arena);
	}
	if (!row_done(list, &rows, &dues, &found, why))
		return false;
	for (size_t i = 0; i < found; i++)
		for (size_t k = 0; k < sizeof removals / sizeof removals[0]; k++) {
			struct sql_statement *remove = sql_start(sql, (int)removals[k]);
			sql_put_text(remove, dues[i].resident);
			sql_put_text(remove, dues[i].document);
			sql_put_text(remove, dues[i].expires);
			if (!sql_run(remove, why))
				return false;
		}
	*count = (long)found;
	return true;
}

/* The rest goes by the nights alone. */
static bool purge_rest(struct purging *purging, struct fault *why)
{
	static const enum statement removals[] = {PURGE_TELLINGS, PURGE_LATE, PURGE_CAPPED,
		PURGE_EXCEPTION_LISTS, PURGE_REASONS, PURGE_ACKNOWLEDGEMENTS, PURGE_EXCEPTIONS,
		PURGE_RETURNED, PURGE_HOUSE_MEMBERS, PURGE_HOUSES};
	struct sql *sql = purging->ledger->sql;
	for (size_t i = 0; i < sizeof removals / sizeof removals[0]; i++) {
		struct sql_statement *remove = sql_start(sql, (int)removals[i]);
		sql_put_integer(remove, purging->last);
		if (!sql_run(remove, why))
			return false;
	}
	struct sql_statement *revocations = sql_start(sql, PURGE_REVOCATIONS);
	sql_put_integer(revocations, purging->last);
	sql_put_day(revocations, purging->latest);
	struct sql_statement *hand = sql_start(sql, PURGE_BY_HAND);
	sql_put_day(hand, purging->latest);
	struct sql_statement *log = sql_start(sql, PURGE_LOG);
	sql_put_day(log, purging->purge->before);
	struct sql_statement *requests = sql_start(sql, PURGE_REQUESTS);
	sql_put_day(requests, purging->purge->before);
	sql_put_day(requests, purging->latest);
	struct sql_statement *nights = sql_start(sql, PURGE_NIGHTS);
	sql_put_day(nights, purging->purge->today);
	sql_put_integer(nights, purging->last);
	return sql_run(revocations, why) && sql_run(hand, why) && sql_run(log, why) &&
	       sql_run(requests, why) && sql_run(nights, why);
}

static bool count_past(struct purging *purging, struct purge_count *count, struct fault *why)
{
	struct sql_statement *get = sql_start(purging->ledger->sql, COUNT_PAST);
	sql_put_integer(get, purging->last);
	if (sql_next(get)) {
		count->nights = (long)sql_get_integer(get);
		count->exceptions = (long)sql_get_integer(get);
	}
	return sql_finish(get, why);
}

bool ledger_purge(struct ledger *ledger, const struct purge *purge, struct purge_count *count,
	struct fault *why)
{
	struct purging purging = {.ledger = ledger, .purge = purge, .latest = DAY_NONE};
	struct purge_count counted = {0};
	struct arena *arena = arena_open();
	bool done = find_last(&purging, why);
	ledger->act = seal_by_retention;
	if (done && purging.last > 0)
		done = count_past(&purging, &counted, why) &&
		       purge_letters(&purging, arena, &counted.letters, why) &&
		       purge_dues(&purging, arena, &counted.dues, why) && purge_rest(&purging, why);
	arena_close(arena);
	if (done)
		*count = counted;
	return done;
}

bool ledger_compact(struct ledger *ledger, struct fault *why)
{
	return sql_script(ledger->sql, "VACUUM", why);
}

bool ledger_log_purge(
	struct ledger *ledger, day_number before, const struct staff_act *act, struct fault *why)
{
	char day[CIVIL_DATE_BYTES];
	const struct audit_subject subject = {.detail = civil_format(before, day)};
	return audit_log(ledger, "purge", &subject, act, why);
}

static bool read_nights(struct sql_statement *list, struct arena *arena,
	struct purged_night **nights, size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct purged_night)};
	for (struct purged_night *night; (night = row_next(list, arena, &rows)) != NULL;) {
		night->day = sql_get_day(list);
		night->run = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, nights, count, why);
}

bool ledger_purged(struct ledger *ledger, struct arena *arena, struct purged_night **nights,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PURGED_NIGHTS);
	return read_nights(list, arena, nights, count, why);
}

bool ledger_past_folders(struct ledger *ledger, day_number before, struct arena *arena,
	struct purged_night **nights, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PAST_FOLDERS);
	sql_put_day(list, before);
	return read_nights(list, arena, nights, count, why);
}

bool purge_keep_figures(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_FIGURES);
	(void)night;
	sql_put_integer(add, ledger->night);
	return sql_run(add, why);
}
