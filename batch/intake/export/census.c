#include "intake/export/census.h"
#include "intake/export/rows.h"

#include "base/civil.h"
#include "intake/export/row_condition.h"
#include "intake/register/record.h"

#include <string.h>

/* Each value is asked what the night would ask of it, by the same functions: the table of codes,
 * the forms of dates, the form of the field. Nothing of a value is kept but codes. */

struct counting {
	struct census *census;
	struct arena *arena;
	unsigned first[1 + EXPORT_NESTED_MAX]; /* the first item of each kind of row */
	size_t named;                          /* items that are named */
	size_t guess;                          /* behind the other item that came last */
};

static const struct export_step *step_of(const struct export_rows *rows, unsigned item)
{
	for (size_t i = 0; i < rows->step_count; i++)
		for (size_t j = 0; j < rows->steps[i].item_count; j++)
			if (rows->steps[i].items[j] == item)
				return &rows->steps[i];
	return NULL;
}

static struct census_item *add_item(struct counting *counting)
{
	struct census *census = counting->census;
	census->items = arena_grow(counting->arena, census->items, census->item_count, 1,
		&census->item_capacity, sizeof *census->items);
	return &census->items[census->item_count++];
}

static void list_named(struct counting *counting)
{
	const struct export_set *set = counting->census->set;
	for (unsigned kind = 0; kind < set->rows_count; kind++) {
		const struct export_rows *rows = &set->rows[kind];
		counting->first[kind] = (unsigned)counting->census->item_count;
		for (unsigned i = 0; i < rows->item_count; i++)
			*add_item(counting) = (struct census_item){.kind = kind,
				.path = rows->items[i].path,
				.item = &rows->items[i],
				.step = step_of(rows, i)};
	}
	counting->named = counting->census->item_count;
}

static void note_wrong(struct census_item *item, long line)
{
	if (item->wrong < CENSUS_LINES)
		item->wrong_lines[item->wrong] = line;
	item->wrong++;
}

/* A code is counted by itself; false when the table has no row for it. */
static bool count_code(struct counting *counting, struct census_item *item,
	const struct export_codes *codes, const struct cell *cell)
{
	const struct export_code *code = export_code_of(codes, cell->value);
	for (size_t i = 0; i < item->value_count; i++)
		if (strcmp(item->values[i].value, cell->value) == 0) {
			item->values[i].count++;
			return code != NULL;
		}
	if (item->value_count == CENSUS_VALUES) {
		item->value_rest++;
		return code != NULL;
	}
	item->values = arena_grow(counting->arena, item->values, item->value_count, 1,
		&item->value_capacity, sizeof *item->values);
	item->values[item->value_count++] =
		(struct census_value){.value = arena_copy(counting->arena, cell->value),
			.word = code == NULL ? NULL : code->word,
			.known = code != NULL,
			.count = 1};
	return code != NULL;
}

/* A day in one of the forms, and one of the calendar where the field must have that. */
static bool is_day(const struct export_step *step, const struct cell *cell)
{
	char text[DATE_TEXT_BYTES];
	day_number day;
	if (step->dates == NULL)
		return step->field == EXPORT_BORN || civil_parse(cell->value, cell->length, &day);
	return date_forms_read(step->dates, cell->value, cell->length, text) &&
	       (step->field == EXPORT_BORN || civil_parse(text, strlen(text), &day));
}

static bool would_do(struct counting *counting, struct census_item *item,
	const struct export_step *step, const struct cell *cell)
{
	if (step->codes != NULL)
		return count_code(counting, item, step->codes, cell);
	return !export_fields[step->field].date || is_day(step, cell);
}

/* Takes alone: of a join no part can be wrong by itself. */
static void try_steps(struct counting *counting, const struct row *row)
{
	const struct export_rows *rows = &counting->census->set->rows[row->kind];
	for (size_t i = 0; i < rows->step_count; i++) {
		const struct export_step *step = &rows->steps[i];
		if (step->kind != EXPORT_TAKE)
			continue;
		unsigned number = step->items[0];
		struct census_item *item =
			&counting->census->items[counting->first[row->kind] + number];
		if (row->cells[number].length > 0 && row_condition_holds(&step->when, row) &&
			!would_do(counting, item, step, &row->cells[number]))
			note_wrong(item, row->line);
	}
}

static bool take_row(void *context, const struct row *row, struct fault *why)
{
	struct counting *counting = context;
	struct census *census = counting->census;
	(void)why;
	census->rows += row->kind == 0;
	for (unsigned i = 0; i < census->set->rows[row->kind].item_count; i++) {
		struct census_item *item = &census->items[counting->first[row->kind] + i];
		item->came += row->cells[i].came;
		item->filled += row->cells[i].length > 0;
	}
	try_steps(counting, row);
	return true;
}

static bool is_same(const struct census_item *item, unsigned kind, const char *path)
{
	return item->kind == kind && strcmp(item->path, path) == 0;
}

/* Items come in about the same order in every row: the one behind the last is tried first. */
static struct census_item *find_other(struct counting *counting, unsigned kind, const char *path)
{
	struct census *census = counting->census;
	size_t count = census->item_count - counting->named;
	for (size_t i = 0; i < count; i++) {
		size_t at = counting->named + (counting->guess + i) % count;
		if (is_same(&census->items[at], kind, path)) {
			counting->guess = at - counting->named + 1;
			return &census->items[at];
		}
	}
	return NULL;
}

static void take_other(void *context, unsigned kind, const char *path, const struct cell *cell)
{
	struct counting *counting = context;
	struct census *census = counting->census;
	struct census_item *found = find_other(counting, kind, path);
	if (found == NULL && census->item_count - counting->named >= CENSUS_OTHERS) {
		census->others_cut = true;
		return;
	}
	if (found == NULL) {
		found = add_item(counting);
		*found = (struct census_item){
			.kind = kind, .path = arena_copy(counting->arena, path)};
	}
	found->came += cell->came;
	found->filled += cell->length > 0;
}

static bool take_head(void *context, const struct set_head *head, struct fault *why)
{
	struct counting *counting = context;
	(void)why;
	counting->census->head = *head;
	return true;
}

bool census_read(
	const struct row_file *file, struct arena *arena, struct census *census, struct fault *why)
{
	struct counting counting = {.census = census, .arena = arena};
	*census = (struct census){.set = file->set, .head = set_head_unsaid()};
	list_named(&counting);
	const struct row_visitor visitor = {
		.context = &counting, .head = take_head, .row = take_row, .other = take_other};
	struct rows_summary summary;
	if (!rows_read(file, &visitor, &summary, why))
		return false;
	census->head = summary.head;
	return true;
}
