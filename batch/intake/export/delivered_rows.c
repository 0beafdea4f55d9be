#include "intake/export/delivered.h"

#include <string.h>

/* Rows of side sets are kept by id. A row of the main set is put together with theirs and shown; or
 * kept as well, where a later one of the same resident may count instead. */

/* The id by which a side row is joined. One that cannot be read could be anybody's. */
static bool check_key(const struct delivered *delivered, const struct said *said, struct fault *why)
{
	const struct delivered_set *part = delivered->part;
	const struct said_value *key = &said->values[EXPORT_ID];
	const struct value *form =
		&record_parts[PART_RESIDENT].attributes[export_fields[EXPORT_ID].attribute];
	const char *id;
	enum defect defect = key->text == NULL ? DEFECT_MISSING : key->defect;
	if (defect == DEFECT_NONE)
		defect = value_read(form, key->text, key->length, &id);
	if (defect == DEFECT_NONE)
		return true;
	char wrong[DEFECT_BYTES];
	return fault_set(why, FAULT_REGISTER,
		"%s:%ld: set %s: a row whose id cannot be read: %s; hint: it could be anybody's, "
		"so the set cannot be used without it",
		part->path, said->line, part->set->name,
		defect_say(defect, key->item == NULL ? "id" : key->item->path, wrong));
}

/* Rows nested in a record come before it. */
static bool keep_nested(struct delivered *delivered, const struct row *row, struct fault *why)
{
	delivered->nested = arena_grow(delivered->scratch, delivered->nested,
		delivered->nested_count, 1, &delivered->nested_capacity, sizeof *delivered->nested);
	return mapping_row(delivered->part->set, row, delivered->part->path, delivered->scratch,
		&delivered->nested[delivered->nested_count++], why);
}

static void forget_record(struct delivered *delivered)
{
	arena_reset(delivered->scratch);
	delivered->nested = NULL;
	delivered->nested_count = delivered->nested_capacity = 0;
}

static bool map_record(
	struct delivered *delivered, const struct row *row, struct said *said, struct fault *why)
{
	if (!mapping_row(delivered->part->set, row, delivered->part->path, delivered->scratch, said,
		    why))
		return false;
	for (size_t i = 0; i < delivered->nested_count; i++)
		assembly_nest(said, &delivered->nested[i]);
	return true;
}

bool delivered_side_row(void *context, const struct row *row, struct fault *why)
{
	struct delivered *delivered = context;
	struct delivered_set *part = delivered->part;
	struct said said;
	if (row->kind != 0)
		return keep_nested(delivered, row, why);
	bool done = !history_counts(part->set, row, delivered->row_day);
	if (!done) {
		const struct row_rank rank = history_rank(part->set, row);
		done = map_record(delivered, row, &said, why) && check_key(delivered, &said, why);
		if (done)
			side_rows_keep(part->rows, said.values[EXPORT_ID].text, &said, &rank);
	}
	forget_record(delivered);
	return done;
}

static void add_rows(struct delivered *delivered, struct delivered_set *part, const char *id,
	struct assembly *assembly)
{
	struct side_person *person = side_rows_find(part->rows, id);
	if (person == NULL)
		return;
	part->found += !person->found;
	person->found = true;
	const struct said *first = NULL;
	for (const struct side_row *row = person->rows; row != NULL; row = side_row_next(row)) {
		struct said *said = arena_alloc(delivered->scratch, sizeof *said);
		side_row_said(part->rows, row, delivered->scratch, said);
		if (first == NULL)
			first = said;
		else if (!part->set->several)
			assembly_conflict(assembly, first, said->line, delivered->scratch);
		assembly_add(assembly, said, delivered->scratch);
	}
}

/* A resident whole: the main row, and what all other sets say. `second`: a main row that counts as
 * much, or NULL. */
static bool show_resident(struct delivered *delivered, const struct said *said,
	const struct side_row *second, struct fault *why)
{
	const struct delivered_set *main_set = delivered_main(delivered);
	const char *id = said->values[EXPORT_ID].text;
	struct assembly assembly;
	assembly_open(&assembly, said);
	if (second != NULL)
		assembly_conflict(&assembly, said, side_row_line(second), delivered->scratch);
	for (size_t i = 0; i < delivered_count(delivered) && id != NULL; i++) {
		struct delivered_set *part = &delivered->sets[i];
		if (part != main_set && part->rows != NULL && !part->other_day)
			add_rows(delivered, part, id, &assembly);
	}
	assembly_fill(&assembly, main_set->set, said->line, delivered->record, delivered->scratch);
	if (delivered->record->individual != NULL)
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: an individual number (個人番号) must not be in the export, and "
			"\"%s\" holds twelve digits with its check digit; hint: export again without it",
			main_set->path, said->line, delivered->record->individual);
	delivered->set.id_hash = 0;
	return record_set_enter(&delivered->set, delivered->record, why);
}

/* Without an id that can be kept the row is shown, and set aside for it. */
static bool can_keep(const struct said *said)
{
	const struct said_value *id = &said->values[EXPORT_ID];
	return id->text != NULL && id->defect == DEFECT_NONE;
}

bool delivered_main_row(void *context, const struct row *row, struct fault *why)
{
	struct delivered *delivered = context;
	struct delivered_set *part = delivered->part;
	struct said said;
	if (row->kind != 0)
		return keep_nested(delivered, row, why);
	bool counts = history_counts(part->set, row, delivered->row_day);
	bool done = map_record(delivered, row, &said, why);
	if (done && !counts && can_keep(&said))
		uncounted_note(delivered->uncounted, said.values[EXPORT_ID].text, said.line);
	else if (done && part->rows != NULL && can_keep(&said)) {
		const struct row_rank rank = history_rank(part->set, row);
		side_rows_keep(part->rows, said.values[EXPORT_ID].text, &said, &rank);
	} else if (done)
		done = show_resident(delivered, &said, NULL, why);
	forget_record(delivered);
	return done;
}

/* A main set whose history asks for the highest number is shown when it is whole. */
bool delivered_show_kept(struct delivered *delivered, struct fault *why)
{
	const struct delivered_set *part = delivered_main(delivered);
	const struct side_person *person = part->rows == NULL ? NULL : side_rows_first(part->rows);
	for (bool done = true; person != NULL && done; person = person->next) {
		struct said said;
		const struct side_row *row = person->rows, *other = side_row_next(row);
		side_row_said(part->rows, row, delivered->scratch, &said);
		said.values[EXPORT_ID] =
			(struct said_value){.text = person->id, .length = strlen(person->id)};
		done = show_resident(delivered, &said, other, why);
		forget_record(delivered);
		if (!done)
			return false;
	}
	return true;
}
