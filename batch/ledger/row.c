#include "ledger/row.h"

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
	recipient->foreign = sql_get_integer(statement) != 0;
	recipient->minor = sql_get_integer(statement) != 0;
	recipient->ward = sql_get_integer(statement) != 0;
	recipient->stay_case = (enum stay_case)sql_get_word(statement, stay_case_words, STAY_CASES);
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
	notice->kept = sql_get_integer(statement) != 0;
	notice->earlier = sql_get_text(statement, arena);
	row_appointment(statement, arena, &notice->was);
	notice->sheet = (int)sql_get_integer(statement);
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
	struct sql_statement *statement = sql_start(ledger->sql, LIST_ITEMS);
	struct notice_item *items = NULL;
	size_t capacity = 0;
	sql_put_text(statement, notice->number);
	while (sql_next(statement)) {
		items = arena_grow(arena, items, notice->item_count, 1, &capacity, sizeof *items);
		row_item(statement, &items[notice->item_count++]);
	}
	notice->items = items;
	return sql_finish(statement, why);
}

bool row_notices(struct ledger *ledger, struct sql_statement *list, struct arena *arena,
	struct notice **notices, size_t *count, struct fault *why)
{
	struct notice *found = NULL;
	size_t used = 0, capacity = 0;
	while (sql_next(list)) {
		found = arena_grow(arena, found, used, 1, &capacity, sizeof *found);
		read_notice(list, arena, &found[used++]);
	}
	if (!sql_finish(list, why))
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
	struct night_telling *found = NULL;
	size_t used = 0, capacity = 0;
	while (sql_next(list)) {
		found = arena_grow(arena, found, used, 1, &capacity, sizeof *found);
		struct night_telling *telling = &found[used++];
		telling->resident = sql_get_text(list, arena);
		telling->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
		telling->expires = sql_get_day(list);
		telling->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
		telling->notice = sql_get_text(list, arena);
		telling->call = sql_get_integer(list) != 0;
	}
	if (!sql_finish(list, why))
		return false;
	*tellings = found;
	*count = used;
	return true;
}
