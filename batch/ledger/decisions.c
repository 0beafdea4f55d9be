#include "ledger/decisions.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* One statement for each part of a story, told in order of time as it was written on its night;
 * nothing is worked out again. */

bool ledger_story_letters(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_letter **letters, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STORY_LETTERS);
	struct rows rows = {.size = sizeof(struct story_letter)};
	sql_put_text(list, resident);
	for (struct story_letter *letter; (letter = row_next(list, arena, &rows)) != NULL;) {
		letter->number = sql_get_text(list, arena);
		letter->kind =
			(enum notice_kind)sql_get_word(list, notice_kind_words, NOTICE_KINDS);
		letter->night = sql_get_day(list);
		letter->desk = sql_get_integer(list) != 0;
		letter->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
		letter->mailed = sql_get_day(list);
		letter->sheet = (int)sql_get_integer(list);
		letter->pulled = sql_get_day(list);
		letter->state = sql_get_text(list, arena);
		letter->since = sql_get_day(list);
		letter->uid = sql_get_text(list, arena);
		letter->earlier = sql_get_text(list, arena);
	}
	return row_done(list, &rows, letters, count, why);
}

bool ledger_story_versions(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_version **versions, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STORY_VERSIONS);
	struct rows rows = {.size = sizeof(struct story_version)};
	sql_put_text(list, resident);
	for (struct story_version *version; (version = row_next(list, arena, &rows)) != NULL;) {
		version->night = sql_get_day(list);
		row_appointment(list, arena, &version->appointment);
		version->cause = sql_get_text(list, arena);
	}
	return row_done(list, &rows, versions, count, why);
}

bool ledger_place_versions(struct ledger *ledger, const struct appointment *at, struct arena *arena,
	struct place_version **versions, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PLACE_VERSIONS);
	struct rows rows = {.size = sizeof(struct place_version)};
	sql_put_text(list, at->counter);
	sql_put_day(list, at->day);
	sql_put_time(list, at->starts);
	for (struct place_version *row; (row = row_next(list, arena, &rows)) != NULL;) {
		row->notice = sql_get_text(list, arena);
		row->resident = sql_get_text(list, arena);
		row->version.night = sql_get_day(list);
		row_appointment(list, arena, &row->version.appointment);
		row->version.cause = sql_get_text(list, arena);
		row->desk = (int)sql_get_integer(list);
		row->stands = sql_get_integer(list) != 0;
		row->request = sql_get_text(list, arena);
		row->house = sql_get_text(list, arena);
	}
	return row_done(list, &rows, versions, count, why);
}

bool ledger_token_number(struct ledger *ledger, const char *token, struct arena *arena,
	const char **number, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_TOKEN_NUMBER);
	sql_put_text(get, token);
	const char *found = sql_next(get) ? sql_get_text(get, arena) : NULL;
	if (!sql_finish(get, why))
		return false;
	*number = found;
	return true;
}

bool ledger_story_acceptances(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_acceptance **acceptances, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STORY_ACCEPTANCES);
	struct rows rows = {.size = sizeof(struct story_acceptance)};
	sql_put_text(list, resident);
	for (struct story_acceptance *entry; (entry = row_next(list, arena, &rows)) != NULL;) {
		entry->night = sql_get_day(list);
		entry->acceptance.code = sql_get_text(list, arena);
		entry->acceptance.message = sql_get_text(list, arena);
		entry->acceptance.why = sql_get_text(list, arena);
		entry->acceptance.who = sql_get_text(list, arena);
	}
	return row_done(list, &rows, acceptances, count, why);
}
