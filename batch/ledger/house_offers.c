#include "ledger/house_offers.h"

#include "ledger/change.h"
#include "ledger/row.h"
#include "ledger/statement.h"

#include <string.h>

/* The same question as of every night: what a night's folder tells is what the coming night finds,
 * asked with another number. */

/* ---- reading ---- */

struct due_row {
	const char *house, *resident;
	struct house_due due;
};

static bool read_heads(struct ledger *ledger, int64_t night, struct arena *arena,
	struct house_entry **houses, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_HOUSES);
	struct rows rows = {.size = sizeof(struct house_entry)};
	sql_put_integer(list, night);
	for (struct house_entry *entry; (entry = row_next(list, arena, &rows)) != NULL;) {
		struct house *house = &entry->house;
		house->number = sql_get_text(list, arena);
		house->address = sql_get_text(list, arena);
		house->opened = sql_get_day(list);
		house->answer_by = sql_get_day(list);
		house->state =
			(enum house_state)sql_get_word(list, house_state_words, HOUSE_STATES);
	}
	return row_done(list, &rows, houses, count, why);
}

static bool read_members(struct ledger *ledger, int64_t night, struct arena *arena,
	struct house_member **members, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_HOUSE_MEMBERS);
	struct rows rows = {.size = sizeof(struct house_member)};
	sql_put_integer(list, night);
	for (struct house_member *member; (member = row_next(list, arena, &rows)) != NULL;) {
		member->house = sql_get_text(list, arena);
		member->resident = sql_get_text(list, arena);
		member->language = sql_get_text(list, arena);
		member->minor = sql_get_integer(list) != 0;
		member->ward = sql_get_integer(list) != 0;
		row_appointment(list, arena, &member->place);
		member->desk = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, members, count, why);
}

static bool read_dues(struct ledger *ledger, int64_t night, struct arena *arena,
	struct due_row **dues, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_HOUSE_DUES);
	struct rows rows = {.size = sizeof(struct due_row)};
	sql_put_integer(list, night);
	for (struct due_row *row; (row = row_next(list, arena, &rows)) != NULL;) {
		row->house = sql_get_text(list, arena);
		row->resident = sql_get_text(list, arena);
		row->due.matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
		row->due.expires = sql_get_day(list);
	}
	return row_done(list, &rows, dues, count, why);
}

/* Gives each member the dues of its own. */
static void share_dues(struct house_entry *entry, const struct due_row *rows, size_t row_count,
	struct arena *arena)
{
	const struct house_due **dues = arena_alloc(arena, entry->member_count * sizeof *dues);
	size_t *counts = arena_alloc(arena, entry->member_count * sizeof *counts);
	for (size_t i = 0; i < entry->member_count; i++) {
		struct house_due *own = arena_alloc(arena, DOCUMENTS * sizeof *own);
		const struct house_member *member = &entry->members[i];
		for (size_t k = 0; k < row_count && counts[i] < DOCUMENTS; k++)
			if (strcmp(rows[k].house, member->house) == 0 &&
				strcmp(rows[k].resident, member->resident) == 0)
				own[counts[i]++] = rows[k].due;
		dues[i] = own;
	}
	entry->dues = dues;
	entry->due_counts = counts;
}

bool house_offers_of_night(struct ledger *ledger, int64_t night, struct arena *arena,
	struct house_entry **houses, size_t *count, struct fault *why)
{
	struct house_member *members = NULL;
	struct due_row *rows = NULL;
	size_t member_count = 0, row_count = 0, next = 0;
	if (!read_heads(ledger, night, arena, houses, count, why))
		return false;
	if (*count == 0)
		return true;
	if (!read_members(ledger, night, arena, &members, &member_count, why) ||
		!read_dues(ledger, night, arena, &rows, &row_count, why))
		return false;
	for (size_t i = 0; i < *count; i++) {
		struct house_entry *entry = &(*houses)[i];
		entry->members = members + next;
		while (next < member_count &&
			strcmp(members[next].house, entry->house.number) == 0) {
			entry->member_count++;
			next++;
		}
		share_dues(entry, rows, row_count, arena);
	}
	return true;
}

static bool find_coming(struct ledger *ledger, int64_t *night, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_COMING_NIGHT);
	*night = sql_next(get) ? sql_get_integer(get) : 1;
	return sql_finish(get, why);
}

bool ledger_houses(struct ledger *ledger, struct arena *arena, struct house_entry **houses,
	size_t *count, struct fault *why)
{
	int64_t night = 0;
	return find_coming(ledger, &night, why) &&
	       house_offers_of_night(ledger, night, arena, houses, count, why);
}

bool ledger_house_past(struct ledger *ledger, int year, day_number since, struct arena *arena,
	struct house_past *past, struct fault *why)
{
	*past = (struct house_past){0};
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_HOUSE);
	sql_put_text(get, arena_print(arena, "%02d", year % 100));
	if (sql_next(get))
		past->serial = (int)sql_get_integer(get);
	if (!sql_finish(get, why) || !find_coming(ledger, &past->night, why))
		return false;
	struct sql_statement *list = sql_start(ledger->sql, LIST_HOUSE_REFUSED);
	sql_put_day(list, since);
	return row_texts(list, arena, &past->refused, &past->refused_count, why) &&
	       row_texts(sql_start(ledger->sql, LIST_HOUSE_AGREED), arena, &past->agreed,
		       &past->agreed_count, why);
}

/* ---- writing ---- */

static bool end_house(struct ledger *ledger, const char *number, enum house_state state, bool desk,
	struct fault *why)
{
	struct sql_statement *end = sql_start(ledger->sql, END_HOUSE);
	sql_put_text(end, house_state_words[state]);
	sql_put_integer(end, ledger->night);
	sql_put_integer(end, desk);
	sql_put_text(end, number);
	return sql_change(end, "an open offer to a house", why);
}

static bool part_member(
	struct ledger *ledger, const char *house, const char *resident, struct fault *why)
{
	struct sql_statement *part = sql_start(ledger->sql, PART_HOUSE_MEMBER);
	sql_put_integer(part, ledger->night);
	sql_put_text(part, house);
	sql_put_text(part, resident);
	return sql_change(part, "a member of a house", why);
}

static bool add_house(struct ledger *ledger, const struct house *house, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_HOUSE);
	sql_put_text(add, house->number);
	sql_put_text(add, house->address);
	sql_put_integer(add, ledger->night);
	sql_put_day(add, house->answer_by);
	return sql_run(add, why);
}

static bool add_member(struct ledger *ledger, const struct house_member *member, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_HOUSE_MEMBER);
	sql_put_text(add, member->house);
	sql_put_text(add, member->resident);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, member->place.uid);
	sql_put_text(add, member->language);
	sql_put_integer(add, member->minor);
	sql_put_integer(add, member->ward);
	return sql_run(add, why);
}

bool house_offers_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->house_parted_count; i++)
		if (!part_member(ledger, night->house_parted[i].house,
			    night->house_parted[i].resident, why))
			return false;
	for (size_t i = 0; i < night->house_ended_count; i++)
		if (!end_house(ledger, night->house_ended[i].number, night->house_ended[i].state,
			    false, why))
			return false;
	for (size_t i = 0; i < night->house_opened_count; i++)
		if (!add_house(ledger, &night->house_opened[i], why))
			return false;
	for (size_t i = 0; i < night->house_joined_count; i++)
		if (!add_member(ledger, &night->house_joined[i], why))
			return false;
	return true;
}

/* ---- the desk's word ---- */

static bool answer_house(struct ledger *ledger, const struct house *house, enum house_state state,
	const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {.detail = house->number};
	return audit_log(ledger, state == HOUSE_ACCEPTED ? "house-accepted" : "house-declined",
		       &subject, act, why) &&
	       end_house(ledger, house->number, state, true, why);
}

bool ledger_accept_house(struct ledger *ledger, const struct house *house,
	const struct staff_act *act, struct fault *why)
{
	return answer_house(ledger, house, HOUSE_ACCEPTED, act, why);
}

bool ledger_decline_house(struct ledger *ledger, const struct house_entry *entry,
	const struct staff_act *act, struct fault *why)
{
	static const struct version of_desk = {"desk", false};
	if (!answer_house(ledger, &entry->house, HOUSE_DECLINED, act, why))
		return false;
	for (size_t i = 0; i < entry->member_count; i++) {
		const struct house_member *member = &entry->members[i];
		if (!change_cancel(ledger, member->place.uid, &of_desk, why) ||
			!part_member(ledger, member->house, member->resident, why))
			return false;
	}
	return true;
}
