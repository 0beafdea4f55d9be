#include "ledger/counts.h"

#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/* What waits is counted by one statement, for the night that is committed and for whoever asks in
 * between: a page and a command that are asked the same never differ. */

bool ledger_backlog(struct ledger *ledger, long backlog[BACKLOGS], struct fault *why)
{
	struct sql_statement *count = sql_start(ledger->sql, COUNT_BACKLOG);
	long counted[BACKLOGS] = {0};
	if (sql_next(count))
		for (int i = 0; i < BACKLOGS; i++)
			counted[i] = (long)sql_get_integer(count);
	if (!sql_finish(count, why))
		return false;
	memcpy(backlog, counted, sizeof counted);
	return true;
}

static bool add_backlog(struct ledger *ledger, struct fault *why)
{
	long backlog[BACKLOGS];
	if (!ledger_backlog(ledger, backlog, why))
		return false;
	for (int i = 0; i < BACKLOGS; i++) {
		struct sql_statement *add = sql_start(ledger->sql, ADD_BACKLOG);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, backlog_words[i]);
		sql_put_integer(add, backlog[i]);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

/* ---- the weeks ahead ---- */

/* The word beside the documents. */
static const char people[] = "people";

static bool add_load(
	struct ledger *ledger, day_number monday, const char *what, long count, struct fault *why)
{
	if (count == 0)
		return true;
	struct sql_statement *add = sql_start(ledger->sql, ADD_LOAD);
	sql_put_integer(add, ledger->night);
	sql_put_day(add, monday);
	sql_put_text(add, what);
	sql_put_integer(add, count);
	return sql_run(add, why);
}

/* As an array: a night adds a row a counter, and not one for each of its weeks. */
static bool add_load_counter(
	struct ledger *ledger, const struct load_counter *counter, struct fault *why)
{
	struct arena *arena = arena_open();
	const char *weeks = "";
	for (int i = 0; i < LOAD_WEEKS; i++)
		weeks = arena_print(arena, "%s%s%ld", weeks, i == 0 ? "" : ",", counter->people[i]);
	struct sql_statement *add = sql_start(ledger->sql, ADD_LOAD_COUNTER);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, counter->counter);
	sql_put_text(add, arena_print(arena, "[%s]", weeks));
	bool done = sql_run(add, why);
	arena_close(arena);
	return done;
}

bool counts_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->load_count; i++) {
		const struct load_week *week = &night->load[i];
		if (!add_load(ledger, week->monday, people, week->people, why))
			return false;
		for (int document = 0; document < DOCUMENTS; document++)
			if (!add_load(ledger, week->monday, document_words[document],
				    week->documents[document], why))
				return false;
	}
	for (size_t i = 0; i < night->load_counter_count; i++)
		if (!add_load_counter(ledger, &night->load_counters[i], why))
			return false;
	return add_backlog(ledger, why);
}

static void take_load(struct sql_statement *list, struct arena *arena, struct load_week *week)
{
	const char *what = sql_get_text(list, arena);
	long count = (long)sql_get_integer(list);
	int document = word_index(document_words, DOCUMENTS, what);
	if (document >= 0)
		week->documents[document] = count;
	else
		week->people = count;
}

static bool read_load(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LOAD);
	struct load_week *weeks = NULL;
	size_t count = 0, capacity = 0;
	sql_put_integer(list, id);
	while (sql_next(list)) {
		day_number monday = sql_get_day(list);
		if (count == 0 || weeks[count - 1].monday != monday) {
			weeks = arena_grow(arena, weeks, count, 1, &capacity, sizeof *weeks);
			weeks[count++].monday = monday;
		}
		take_load(list, arena, &weeks[count - 1]);
	}
	night->load = weeks;
	night->load_count = count;
	return sql_finish(list, why);
}

static bool read_load_counters(struct ledger *ledger, int64_t id, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LOAD_COUNTERS);
	struct load_counter *counters = NULL;
	size_t count = 0, capacity = 0;
	sql_put_integer(list, id);
	while (sql_next(list)) {
		const char *counter = sql_get_text(list, arena);
		int64_t week = sql_get_integer(list);
		if (count == 0 || strcmp(counters[count - 1].counter, counter) != 0) {
			counters =
				arena_grow(arena, counters, count, 1, &capacity, sizeof *counters);
			counters[count++] = (struct load_counter){.counter = counter};
		}
		if (week < LOAD_WEEKS)
			counters[count - 1].people[week] = (long)sql_get_integer(list);
	}
	night->load_counters = counters;
	night->load_counter_count = count;
	return sql_finish(list, why);
}

/* ---- the last nights ---- */

static bool read_past(struct sql_statement *list, struct arena *arena, struct past_night **nights,
	size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct past_night)};
	for (struct past_night *past; (past = row_next(list, arena, &rows)) != NULL;) {
		past->day = sql_get_day(list);
		past->run = (int)sql_get_integer(list);
		past->purged = sql_get_integer(list) != 0;
		past->read = (long)sql_get_integer(list);
		past->aside = (long)sql_get_integer(list);
		for (int i = 0; i < OUTCOMES; i++)
			past->outcomes[i] = (long)sql_get_integer(list);
		past->sheets = (long)sql_get_integer(list);
		past->exceptions = (long)sql_get_integer(list);
		past->counted = sql_get_integer(list) != 0;
		for (int i = 0; i < BACKLOGS; i++)
			past->backlog[i] = (long)sql_get_integer(list);
	}
	return row_done(list, &rows, nights, count, why);
}

static struct sql_statement *start_past(struct ledger *ledger, int64_t until, int most)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PAST_NIGHTS);
	sql_put_integer(list, until);
	sql_put_integer(list, most);
	return list;
}

bool ledger_past_nights(struct ledger *ledger, struct arena *arena, struct past_night **nights,
	size_t *count, struct fault *why)
{
	return read_past(start_past(ledger, NIGHT_NOW, INT32_MAX), arena, nights, count, why);
}

bool counts_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct past_night *past = NULL;
	if (!read_past(start_past(ledger, id, PAST_NIGHTS), arena, &past, &night->past_count, why))
		return false;
	night->past = past;
	return read_load(ledger, id, arena, night, why) &&
	       read_load_counters(ledger, id, arena, night, why);
}
