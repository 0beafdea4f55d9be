#include "ledger/effects.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* One statement adds up the letters that are kept and the counts of those that are not: a letter
 * leaves the one in the transaction in which it comes to the other. */

bool ledger_effects(struct ledger *ledger, int days, struct arena *arena,
	struct effect_rows *effects, struct fault *why)
{
	struct effect_rows found = {.as_of = DAY_NONE};
	struct sql_statement *get = sql_start(ledger->sql, GET_AS_OF);
	if (sql_next(get))
		found.as_of = sql_get_day(get);
	if (!sql_finish(get, why))
		return false;
	struct sql_statement *list = sql_start(ledger->sql, LIST_EFFECTS);
	struct rows rows = {.size = sizeof(struct effect_row)};
	sql_put_text(list, arena_print(arena, "+%d days", days));
	for (struct effect_row *row; (row = row_next(list, arena, &rows)) != NULL;) {
		row->by = (enum effect_by)sql_get_word(list, effect_words, EFFECT_BYS);
		row->value = sql_get_text(list, arena);
		row->month = sql_get_text(list, arena);
		row->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
		row->visit = sql_get_integer(list) != 0;
		row->attendance =
			(enum attendance)sql_get_word(list, attendance_words, ATTENDANCES);
		row->in_time = sql_get_integer(list) != 0;
		row->by_visit = sql_get_integer(list) != 0;
		row->over[EFFECT_IN_TIME] = sql_get_integer(list) != 0;
		row->over[EFFECT_BY_VISIT] = sql_get_integer(list) != 0;
		row->count = (long)sql_get_integer(list);
		row->language = sql_get_text(list, arena);
	}
	if (!row_done(list, &rows, &found.list, &found.count, why))
		return false;
	*effects = found;
	return true;
}

bool ledger_assigned(
	struct ledger *ledger, const char *trial, struct assigned *assigned, struct fault *why)
{
	struct assigned found = {0};
	struct sql_statement *count = sql_start(ledger->sql, COUNT_ASSIGNED);
	sql_put_text(count, trial);
	if (sql_next(count)) {
		found.first = (long)sql_get_integer(count);
		found.second = (long)sql_get_integer(count);
		found.waiting = (long)sql_get_integer(count);
	}
	if (!sql_finish(count, why))
		return false;
	*assigned = found;
	return true;
}

bool ledger_trial_begun(struct ledger *ledger, struct trial *trial, struct fault *why)
{
	if (trial->id == NULL)
		return true;
	struct sql_statement *get = sql_start(ledger->sql, GET_TRIAL);
	sql_put_text(get, trial->id);
	int share = 0;
	day_number until = DAY_NONE;
	if (sql_next(get)) {
		share = (int)sql_get_integer(get);
		until = sql_get_day(get);
	}
	if (!sql_finish(get, why))
		return false;
	trial->share_permille = share > 0 ? share : trial->share_permille;
	trial->end = until != DAY_NONE ? until : trial->end;
	return true;
}

bool ledger_trial_texts(struct ledger *ledger, const char *trial, struct arena *arena,
	struct trial_text **texts, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_TRIAL_TEXTS);
	struct rows rows = {.size = sizeof(struct trial_text)};
	sql_put_text(list, trial);
	for (struct trial_text *text; (text = row_next(list, arena, &rows)) != NULL;) {
		text->language = sql_get_text(list, arena);
		text->from = sql_get_day(list);
		text->letters = (long)sql_get_integer(list);
	}
	return row_done(list, &rows, texts, count, why);
}

bool ledger_kept(struct ledger *ledger, int days, struct arena *arena, struct kept_share **kept,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_KEPT);
	struct rows rows = {.size = sizeof(struct kept_share)};
	sql_put_text(list, arena_print(arena, "+%d days", days));
	for (struct kept_share *share; (share = row_next(list, arena, &rows)) != NULL;) {
		share->counter = sql_get_text(list, arena);
		share->came.of = (long)sql_get_integer(list);
		share->came.hits = (long)sql_get_integer(list);
	}
	return row_done(list, &rows, kept, count, why);
}

/* ---- what a night's page tells ---- */

/* Was there a night in this week before the one that is being committed? */
static bool week_begun(struct ledger *ledger, day_number monday, bool *begun, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_WEEK_BEGUN);
	sql_put_integer(get, ledger->night);
	sql_put_day(get, monday);
	*begun = sql_next(get);
	return sql_finish(get, why);
}

/* A month is over once, and so that a night need not look at the letters of more than a year only
 * the first one of a week counts them. */
bool effects_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	bool begun = false;
	if (!week_begun(ledger, civil_monday(night->day), &begun, why))
		return false;
	if (begun)
		return true;
	struct arena *arena = arena_open();
	struct sql_statement *add = sql_start(ledger->sql, ADD_TURNOUT);
	sql_put_text(add, arena_print(arena, "+%d days", night->attendance_days));
	sql_put_integer(add, ledger->night);
	bool done = sql_run(add, why);
	arena_close(arena);
	return done;
}

bool effects_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_TURNOUT);
	struct rows rows = {.size = sizeof(struct turnout)};
	sql_put_integer(list, id);
	for (struct turnout *turnout; (turnout = row_next(list, arena, &rows)) != NULL;) {
		turnout->measure = (enum effect_measure)sql_get_word(
			list, effect_measure_words, EFFECT_MEASURES);
		turnout->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
		turnout->first = sql_get_text(list, arena);
		turnout->last = sql_get_text(list, arena);
		turnout->share.of = (long)sql_get_integer(list);
		turnout->share.hits = (long)sql_get_integer(list);
	}
	return row_done(list, &rows, &night->turnout, &night->turnout_count, why);
}
