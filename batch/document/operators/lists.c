#include "document/operators/lists.h"

#include "base/arena.h"
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

/* A list of dues is a choice of columns over one row that is filled in once, so that a value is
 * written alike in all of them. */

/* Every column that a list of dues can have. */
enum column {
	NOTICE,
	RESIDENT,
	HOUSEHOLD,
	MATTER,
	EXPIRES,
	OPENS,
	WAVE,
	OUTCOME,
	REASON,
	VISIT_FROM,
	VISIT_UNTIL,
	COUNTER,
	STARTS,
	ENDS,
	UID,
	SEQUENCE,
	DAYS_LEFT,
	LANGUAGE,
	APPOINTMENT,
	HOUSE,
	COLUMNS
};

static const char *const due_headings[COLUMNS] = {
	[NOTICE] = "notice",
	[RESIDENT] = "resident",
	[HOUSEHOLD] = "household",
	[MATTER] = "matter",
	[EXPIRES] = "expires",
	[OPENS] = "opens",
	[WAVE] = "wave",
	[OUTCOME] = "outcome",
	[REASON] = "reason",
	[VISIT_FROM] = "visit_from",
	[VISIT_UNTIL] = "visit_until",
	[COUNTER] = "counter",
	[STARTS] = "starts",
	[ENDS] = "ends",
	[UID] = "uid",
	[SEQUENCE] = "sequence",
	[DAYS_LEFT] = "days_left",
	[LANGUAGE] = "language",
	[APPOINTMENT] = "appointment",
	[HOUSE] = "house",
};

static const enum column dues_columns[] = {NOTICE, RESIDENT, HOUSEHOLD, MATTER, EXPIRES, OPENS,
	WAVE, OUTCOME, REASON, VISIT_FROM, VISIT_UNTIL, COUNTER, STARTS, ENDS, UID, SEQUENCE};
static const enum column plan_columns[] = {RESIDENT, MATTER, EXPIRES, OPENS, WAVE, OUTCOME, REASON,
	VISIT_FROM, VISIT_UNTIL, COUNTER, STARTS, ENDS};
/* The last one only where houses are made offers. */
static const enum column hand_columns[] = {RESIDENT, MATTER, REASON, EXPIRES, DAYS_LEFT, WAVE,
	LANGUAGE, APPOINTMENT, COUNTER, STARTS, HOUSE};
static const enum column call_columns[] = {
	RESIDENT, MATTER, EXPIRES, NOTICE, DAYS_LEFT, WAVE, LANGUAGE, APPOINTMENT, COUNTER, STARTS};

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* Room for the fields of one row that have to be written out. */
struct row {
	const char *fields[COLUMNS];
	char expires[CIVIL_DATE_BYTES], opens[CIVIL_DATE_BYTES];
	char visit_from[CIVIL_DATE_BYTES], visit_until[CIVIL_DATE_BYTES];
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_INSTANT_BYTES];
	char sequence[16], days_left[16];
};

/* A visit that lasts to midnight ends at 00:00 of the day after, which every reader knows. */
static const char *format_instant(day_number day, int minute, char out[CIVIL_INSTANT_BYTES])
{
	return civil_format_instant(day + minute / 1440, minute % 1440, out);
}

static void fill_row(struct row *row, const struct night_due *due, day_number today)
{
	const struct decision *decision = &due->decision;
	const struct appointment *appointment = &due->appointment;
	memset(row->fields, 0, sizeof row->fields);
	row->fields[NOTICE] = due->notice;
	row->fields[RESIDENT] = due->resident;
	row->fields[HOUSEHOLD] = due->household;
	row->fields[MATTER] = matter_words[decision->matter];
	/* Lists that do not say it have no day. */
	if (today == DAY_NONE || decision->expires <= today)
		snprintf(row->days_left, sizeof row->days_left, "0");
	else
		snprintf(row->days_left, sizeof row->days_left, "%d",
			(int)(decision->expires - today));
	row->fields[DAYS_LEFT] = row->days_left;
	row->fields[LANGUAGE] = due->language;
	row->fields[HOUSE] = due->house;
	row->fields[EXPIRES] = civil_format(decision->expires, row->expires);
	row->fields[OPENS] = civil_format(decision->opens, row->opens);
	row->fields[WAVE] = wave_words[decision->wave];
	row->fields[OUTCOME] = outcome_words[decision->outcome];
	row->fields[REASON] = reason_words[decision->reason];
	row->fields[VISIT_FROM] = civil_format(due->visit_from, row->visit_from);
	row->fields[VISIT_UNTIL] = civil_format(due->visit_until, row->visit_until);
	if (appointment->state == APPOINTMENT_STATE_NONE)
		return;
	snprintf(row->sequence, sizeof row->sequence, "%d", appointment->sequence);
	row->fields[APPOINTMENT] = appointment_state_words[appointment->state];
	row->fields[COUNTER] = appointment->counter;
	row->fields[STARTS] = format_instant(appointment->day, appointment->starts, row->starts);
	row->fields[ENDS] = format_instant(appointment->day, appointment->ends, row->ends);
	row->fields[UID] = appointment->uid;
	row->fields[SEQUENCE] = row->sequence;
}

static void choose_columns(const char *const fields[], const enum column *columns, size_t count,
	const char *chosen[COLUMNS])
{
	for (size_t i = 0; i < count; i++)
		chosen[i] = fields[columns[i]];
}

/* A changed appointment that staff must tell, as a row of hand.csv or call.csv. */
static struct night_due telling_due(const struct night_telling *telling)
{
	bool hand = telling->reason != REASON_EMPTY;
	return (struct night_due){
		.resident = telling->resident,
		.decision = {.matter = telling->matter,
			.expires = telling->expires,
			.wave = telling->wave,
			.outcome = hand ? OUTCOME_HAND : OUTCOME_LETTER,
			.reason = telling->reason},
		.notice = telling->notice,
		.visit_from = DAY_NONE,
		.visit_until = DAY_NONE,
		.appointment = telling->appointment,
		.call = telling->call,
		.language = telling->language,
	};
}

static bool any_due(const struct night_due *due)
{
	return due != NULL;
}

static bool by_hand(const struct night_due *due)
{
	return due->decision.outcome == OUTCOME_HAND;
}

static bool to_call(const struct night_due *due)
{
	return due->call;
}

/* Which rows a list has, and what of them. */
struct due_list {
	bool (*belongs)(const struct night_due *due);
	const enum column *columns;
	size_t count;
};

static void write_dues(FILE *stream, const struct csv_form *form, const struct due_list *list,
	const struct night_due *dues, size_t count, day_number today)
{
	struct row row;
	const char *chosen[COLUMNS];
	choose_columns(due_headings, list->columns, list->count, chosen);
	csv_heading(stream, form, chosen, list->count);
	for (size_t i = 0; i < count; i++) {
		if (!list->belongs(&dues[i]))
			continue;
		fill_row(&row, &dues[i], today);
		choose_columns(row.fields, list->columns, list->count, chosen);
		csv_record(stream, form->readers, chosen, list->count);
	}
}

void lists_dues(
	FILE *stream, const struct csv_form *form, const struct night_due *dues, size_t count)
{
	static const struct due_list list = {any_due, dues_columns, LENGTH(dues_columns)};
	csv_mark(stream);
	write_dues(stream, form, &list, dues, count, DAY_NONE);
}

static int by_due(const void *left, const void *right)
{
	const struct night_due *one = left, *other = right;
	const struct decision *a = &one->decision, *b = &other->decision;
	int order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (int)a->matter - (int)b->matter;
	if (order == 0)
		order = (a->expires > b->expires) - (a->expires < b->expires);
	return order != 0 ? order : strcmp(one->notice, other->notice);
}

const struct night_due *lists_staff(const struct night *night, struct arena *arena, size_t *count)
{
	struct night_due *rows =
		arena_alloc(arena, (night->due_count + night->telling_count) * sizeof *rows);
	*count = 0;
	for (size_t i = 0; i < night->due_count; i++)
		if (by_hand(&night->dues[i]) || to_call(&night->dues[i]))
			rows[(*count)++] = night->dues[i];
	for (size_t i = 0; i < night->telling_count; i++)
		rows[(*count)++] = telling_due(&night->tellings[i]);
	if (night->telling_count > 0)
		qsort(rows, *count, sizeof *rows, by_due);
	return rows;
}

void lists_hand(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today)
{
	static const struct due_list list = {by_hand, hand_columns, LENGTH(hand_columns) - 1};
	csv_mark(stream);
	write_dues(stream, form, &list, dues, count, today);
}

void lists_hand_houses(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today)
{
	static const struct due_list list = {by_hand, hand_columns, LENGTH(hand_columns)};
	csv_mark(stream);
	write_dues(stream, form, &list, dues, count, today);
}

void lists_call(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today)
{
	static const struct due_list list = {to_call, call_columns, LENGTH(call_columns)};
	csv_mark(stream);
	write_dues(stream, form, &list, dues, count, today);
}

void lists_plan(FILE *stream, const struct night_due *dues, size_t count)
{
	static const struct due_list list = {any_due, plan_columns, LENGTH(plan_columns)};
	static const struct csv_form form = {CSV_PROGRAMS, NULL};
	write_dues(stream, &form, &list, dues, count, DAY_NONE);
}

void lists_plan_json(struct json *json, const struct night_due *dues, size_t count)
{
	struct row row;
	json_begin_array(json, "dues");
	for (size_t i = 0; i < count; i++) {
		fill_row(&row, &dues[i], DAY_NONE);
		json_begin_object(json, NULL);
		for (size_t k = 0; k < LENGTH(plan_columns); k++) {
			const char *field = row.fields[plan_columns[k]];
			json_put_text(
				json, due_headings[plan_columns[k]], field == NULL ? "" : field);
		}
		json_end(json);
	}
	json_end(json);
}

void lists_exceptions(FILE *stream, const struct csv_form *form,
	const struct night_exception *exceptions, size_t count)
{
	static const char *const headings[] = {"line", "resident", "code", "message"};
	csv_mark(stream);
	csv_heading(stream, form, headings, LENGTH(headings));
	for (size_t i = 0; i < count; i++) {
		const struct night_exception *exception = &exceptions[i];
		char line[24] = "";
		if (exception->line > 0)
			snprintf(line, sizeof line, "%ld", exception->line);
		const char *const fields[] = {
			line, exception->resident, exception->code, exception->message};
		csv_record(stream, form->readers, fields, LENGTH(fields));
	}
}
