#include "ledger/row.h"

#include <string.h>

/* Rows are collected in one run that moves as it grows, so it is handed over only when the last
 * has been read and the statement did not fail. */

void *row_next(struct sql_statement *list, struct arena *arena, struct rows *rows)
{
	if (!sql_next(list))
		return NULL;
	rows->items = arena_grow(arena, rows->items, rows->count, 1, &rows->capacity, rows->size);
	return (char *)rows->items + rows->count++ * rows->size;
}

bool row_done(struct sql_statement *list, const struct rows *rows, void *items, size_t *count,
	struct fault *why)
{
	if (!sql_finish(list, why))
		return false;
	memcpy(items, &rows->items, sizeof rows->items);
	*count = rows->count;
	return true;
}

bool row_texts(struct sql_statement *list, struct arena *arena, const char ***texts, size_t *count,
	struct fault *why)
{
	struct rows rows = {.size = sizeof(const char *)};
	for (const char **text; (text = row_next(list, arena, &rows)) != NULL;)
		*text = sql_get_text(list, arena);
	return row_done(list, &rows, texts, count, why);
}

/* Columns are read one statement at a time throughout: C leaves the order within one open. */
void row_appointment(
	struct sql_statement *statement, struct arena *arena, struct appointment *appointment)
{
	appointment->state = (enum appointment_state)sql_get_word(
		statement, appointment_state_words, APPOINTMENT_STATES);
	appointment->uid = sql_get_text(statement, arena);
	appointment->sequence = (int)sql_get_integer(statement);
	appointment->counter = sql_get_text(statement, arena);
	appointment->day = sql_get_day(statement);
	appointment->starts = sql_get_time(statement);
	appointment->ends = sql_get_time(statement);
}

void row_recipient(
	struct sql_statement *statement, struct arena *arena, struct recipient *recipient)
{
	recipient->resident = sql_get_text(statement, arena);
	recipient->household = sql_get_text(statement, arena);
	recipient->addressee = sql_get_text(statement, arena);
	recipient->name = sql_get_text(statement, arena);
	recipient->postal = sql_get_text(statement, arena);
	recipient->address = sql_get_text(statement, arena);
	recipient->building = sql_get_text(statement, arena);
	recipient->language = sql_get_text(statement, arena);
	recipient->format =
		(enum letter_format)sql_get_word(statement, letter_format_words, FORMATS);
	recipient->foreign = sql_get_integer(statement) != 0;
	recipient->minor_until = sql_get_day(statement);
	recipient->ward = sql_get_integer(statement) != 0;
	recipient->stay_case = (enum stay_case)sql_get_word(statement, stay_case_words, STAY_CASES);
}

struct enclosure row_enclosure(struct sql_statement *statement)
{
	struct enclosure enclosure;
	enclosure.envelope = (int)sql_get_integer(statement);
	enclosure.first = (int)sql_get_integer(statement);
	enclosure.sheets = (int)sql_get_integer(statement);
	return enclosure;
}

void row_standing(
	struct sql_statement *statement, struct arena *arena, struct exception_standing *standing)
{
	standing->number = (long)sql_get_integer(statement);
	standing->since = sql_get_day(statement);
	standing->known = sql_get_integer(statement) != 0;
	standing->acknowledged = sql_get_day(statement);
	standing->who = sql_get_text(statement, arena);
	standing->why = sql_get_text(statement, arena);
	standing->acknowledged_as = standing->number;
}

static void read_notice(struct sql_statement *statement, struct arena *arena, struct notice *notice)
{
	notice->number = sql_get_text(statement, arena);
	notice->token = sql_get_text(statement, arena);
	notice->kind = (enum notice_kind)sql_get_word(statement, notice_kind_words, NOTICE_KINDS);
	notice->night = sql_get_day(statement);
	notice->wave = (enum wave)sql_get_word(statement, wave_words, WAVES);
	row_recipient(statement, arena, &notice->recipient);
	notice->visit_from = sql_get_day(statement);
	notice->visit_until = sql_get_day(statement);
	row_appointment(statement, arena, &notice->appointment);
	notice->second = sql_get_integer(statement) != 0;
	notice->kept = sql_get_integer(statement) != 0;
	notice->waits = sql_get_integer(statement) != 0;
	notice->earlier = sql_get_text(statement, arena);
	row_appointment(statement, arena, &notice->was);
	notice->sheet = (int)sql_get_integer(statement);
	notice->enclosure = row_enclosure(statement);
}

void row_item(struct sql_statement *statement, struct notice_item *item)
{
	item->matter = (enum matter)sql_get_word(statement, matter_words, MATTERS);
	item->expires = sql_get_day(statement);
	item->wave = (enum wave)sql_get_word(statement, wave_words, WAVES);
	item->outcome = (enum outcome)sql_get_word(statement, outcome_words, OUTCOMES);
	item->estimated = sql_get_integer(statement) != 0;
}

static bool read_items(
	struct ledger *ledger, struct arena *arena, struct notice *notice, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_ITEMS);
	struct rows rows = {.size = sizeof(struct notice_item)};
	sql_put_text(list, notice->number);
	for (struct notice_item *item; (item = row_next(list, arena, &rows)) != NULL;)
		row_item(list, item);
	return row_done(list, &rows, &notice->items, &notice->item_count, why);
}

bool row_notices(struct ledger *ledger, struct sql_statement *list, struct arena *arena,
	struct notice **notices, size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct notice)};
	struct notice *found = NULL;
	size_t used = 0;
	for (struct notice *notice; (notice = row_next(list, arena, &rows)) != NULL;)
		read_notice(list, arena, notice);
	if (!row_done(list, &rows, &found, &used, why))
		return false;
	for (size_t i = 0; i < used; i++)
		if (!read_items(ledger, arena, &found[i], why))
			return false;
	*notices = found;
	*count = used;
	return true;
}

bool row_tellings(struct sql_statement *list, struct arena *arena, struct night_telling **tellings,
	size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct night_telling)};
	for (struct night_telling *telling; (telling = row_next(list, arena, &rows)) != NULL;) {
		telling->resident = sql_get_text(list, arena);
		telling->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
		telling->expires = sql_get_day(list);
		telling->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
		telling->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
		telling->notice = sql_get_text(list, arena);
		telling->call = sql_get_integer(list) != 0;
		telling->language = sql_get_text(list, arena);
		row_appointment(list, arena, &telling->appointment);
	}
	return row_done(list, &rows, tellings, count, why);
}
