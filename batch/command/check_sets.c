#include "command/check_sets.h"

#include "base/phrase.h"
#include "command/say.h"

#include "intake/export/census.h"

#include <ctype.h>
#include <string.h>
#include <wchar.h>

/* A clerk reads the table beside the vendor's list of items: a line an item, columns by the width
 * that a terminal gives them, and what is wrong on the line of its item. */

enum { COLUMN_MAX = 40, TAKEN_BYTES = 160 };

/* Columns of a text on a terminal; a sign that has no width counts as one. */
static int columns_of(const char *text)
{
	int columns = 0;
	mbstate_t state = {0};
	wchar_t sign;
	size_t length = strlen(text), got;
	while (length > 0 && (got = mbrtowc(&sign, text, length, &state)) != 0) {
		if (got > length)
			return columns + (int)length;
		int width = wcwidth(sign);
		columns += width < 0 ? 1 : width;
		text += got;
		length -= got;
	}
	return columns;
}

static void print_padded(FILE *stream, const char *text, int width)
{
	int columns = columns_of(text);
	fprintf(stream, "%s%*s", text, width > columns ? width - columns : 0, "");
}

static const char *taken_as(
	const struct export_set *set, const struct census_item *item, char out[TAKEN_BYTES])
{
	const struct export_step *step = item->step;
	if (step == NULL)
		snprintf(out, TAKEN_BYTES, "%s",
			item->item == NULL    ? phrase("not named")
			: item->item->refused ? phrase("refused")
			: item->item->taken   ? phrase("asked for")
					      : phrase("ignored"));
	else
		snprintf(out, TAKEN_BYTES, "%s%s%s%s%s%s%s",
			step->kind == EXPORT_JOIN ? phrase("part of ") : "",
			export_fields[step->field].word,
			step->codes == NULL ? "" : phrase(", codes "),
			step->codes == NULL ? "" : step->codes->name,
			step->dates == NULL ? "" : phrase(", dates "),
			step->dates == NULL ? "" : step->dates->name,
			step->when.count == 0 ? "" : phrase(", on a condition"));
	if (item->kind > 0) {
		size_t used = strlen(out);
		snprintf(out + used, TAKEN_BYTES - used, phrase(" (in %s)"),
			set->rows[item->kind].path);
	}
	return out;
}

/* Where an item is given the wrong table its values may be names: one without a word is shown when
 * it looks like a code, or comes so often that it says nothing of anybody. */
static bool may_be_shown(const struct census_item *item, const struct census_value *value)
{
	enum { CODE_MAX = 4, OFTEN = 5, OFTEN_SHARE = 200 };
	bool plain = true;
	for (const char *at = value->value; *at != '\0'; at++)
		plain = plain && isalnum((unsigned char)*at) != 0;
	bool often = value->count >= OFTEN && value->count > item->filled / OFTEN_SHARE;
	return value->known || often || (plain && strlen(value->value) <= CODE_MAX);
}

static void print_values(FILE *stream, const struct census_item *item)
{
	long rest = item->value_rest, hidden = 0;
	for (size_t i = 0; i < item->value_count; i++) {
		const struct census_value *value = &item->values[i];
		if (!may_be_shown(item, value)) {
			hidden += value->count;
			continue;
		}
		fprintf(stream, "      %s = %s: %ld%s\n", value->value,
			!value->known         ? "?"
			: value->word == NULL ? phrase("(nothing)")
					      : value->word,
			value->count, value->known ? "" : phrase("  <- has no word"));
	}
	if (hidden > 0)
		say_on(stream, "      (others that are rare): %ld  <- have no word\n", hidden);
	if (rest > 0)
		say_on(stream, "      (more than %d different ones): %ld\n", CENSUS_VALUES, rest);
}

static void print_item(
	FILE *stream, const struct export_set *set, const struct census_item *item, int width)
{
	char taken[TAKEN_BYTES];
	fputs("  ", stream);
	print_padded(stream, item->path, width);
	fputs("  ", stream);
	print_padded(stream, taken_as(set, item, taken), COLUMN_MAX);
	fprintf(stream, "  %9ld", item->filled);
	if (item->came == 0 && item->step != NULL)
		fputs(item->item->optional ? phrase("  in no row")
					   : phrase("  <- in no row: renamed?"),
			stream);
	for (long i = 0; i < item->wrong && i < CENSUS_LINES; i++)
		fprintf(stream, "%s%ld", i == 0 ? phrase("  <- would not do, line ") : ", ",
			item->wrong_lines[i]);
	if (item->wrong > CENSUS_LINES)
		say_on(stream, " and %ld more", item->wrong - CENSUS_LINES);
	fputc('\n', stream);
	print_values(stream, item);
}

static void print_head(FILE *stream, const struct census *census, const char *path)
{
	char day[CIVIL_DATE_BYTES];
	const struct set_head *head = &census->head;
	say_on(stream, "\nset %s: %s: %ld rows, ", census->set->name, path, census->rows);
	if (head->count >= 0)
		say_on(stream, "%ld announced", head->count);
	else
		say_on(stream,
			"their number is not said: residents-min and the limits stand for it");
	if (head->as_of == DAY_NONE)
		say_on(stream, "; no day is said");
	else
		say_on(stream, "; of %s", civil_format(head->as_of, day));
	if (head->municipality[0] == '\0')
		say_on(stream, "; no municipality is said\n");
	else
		say_on(stream, "; municipality %s\n", head->municipality);
}

static bool is_listed(const struct census_item *item)
{
	return item->item != NULL && (item->step != NULL || item->item->refused);
}

static bool is_never_taken(const struct census_item *item)
{
	return item->step == NULL && (item->item == NULL || !item->item->taken) && item->filled > 0;
}

/* The named items by what became of them; the others in one line. */
static void print_census(FILE *stream, const struct census *census, const char *path)
{
	int width = 0;
	size_t never = 0;
	for (size_t i = 0; i < census->item_count; i++) {
		int columns = columns_of(census->items[i].path);
		if (census->items[i].step != NULL && columns > width && columns <= COLUMN_MAX)
			width = columns;
	}
	print_head(stream, census, path);
	for (size_t i = 0; i < census->item_count; i++) {
		const struct census_item *item = &census->items[i];
		if (is_listed(item))
			print_item(stream, census->set, item, width);
	}
	for (size_t i = 0; i < census->item_count; i++) {
		const struct census_item *item = &census->items[i];
		if (!is_never_taken(item))
			continue;
		fprintf(stream, "%s%s (%ld)", never++ == 0 ? phrase("  never taken: ") : ", ",
			item->path, item->filled);
	}
	if (never > 0)
		fprintf(stream, "%s\n", census->others_cut ? phrase(", and more") : "");
}

bool check_sets_read(
	const struct input *input, struct arena *arena, struct check_set **sets, struct fault *why)
{
	const struct delivery *delivery = &input->delivery;
	size_t count = delivery->description->set_count;
	bool done = true;
	*sets = arena_alloc(arena, count * sizeof **sets);
	for (size_t i = 0; i < count; i++) {
		const struct collected_file *file = &delivery->collection.files[i];
		struct census *census = arena_alloc(arena, sizeof *census);
		struct check_set *one = &(*sets)[i];
		struct fault fault;
		*one = (struct check_set){.set = &delivery->description->sets[i],
			.path = file->path,
			.census = census};
		if (file->path == NULL)
			continue;
		const struct row_file rows = {
			delivery->description, one->set, file->path, &file->head};
		if (census_read(&rows, arena, census, &fault))
			continue;
		one->trouble = arena_copy(arena, fault.message);
		if (done)
			*why = fault;
		done = false;
	}
	return done;
}

void check_sets_print(const struct check_set *sets, size_t count, FILE *stream)
{
	for (size_t i = 0; i < count; i++) {
		if (sets[i].path == NULL) {
			say_on(stream, "\nset %s: no file; it is optional\n", sets[i].set->name);
			continue;
		}
		print_census(stream, sets[i].census, sets[i].path);
		if (sets[i].trouble != NULL)
			fprintf(stream, "  %s\n", sets[i].trouble);
	}
	fputc('\n', stream);
}

/* ---- as JSON ---- */

static void put_values(struct json *json, const struct census_item *item)
{
	long rest = item->value_rest;
	json_begin_array(json, "values");
	for (size_t i = 0; i < item->value_count; i++) {
		const struct census_value *value = &item->values[i];
		if (!may_be_shown(item, value)) {
			rest += value->count;
			continue;
		}
		json_begin_object(json, NULL);
		json_put_text(json, "value", value->value);
		json_put_text(json, "word", value->word);
		json_put_truth(json, "known", value->known);
		json_put_integer(json, "count", value->count);
		json_end(json);
	}
	json_end(json);
	json_put_integer(json, "values_unshown", rest);
}

static void put_item(
	struct json *json, const struct export_set *set, const struct census_item *item)
{
	char taken[TAKEN_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "item", item->path);
	json_put_text(json, "taken_as", taken_as(set, item, taken));
	json_put_integer(json, "came", item->came);
	json_put_integer(json, "filled", item->filled);
	json_put_integer(json, "wrong", item->wrong);
	json_begin_array(json, "wrong_lines");
	for (long i = 0; i < item->wrong && i < CENSUS_LINES; i++)
		json_put_integer(json, NULL, item->wrong_lines[i]);
	json_end(json);
	put_values(json, item);
	json_end(json);
}

static void put_census(struct json *json, const struct census *census)
{
	const struct set_head *head = &census->head;
	json_put_integer(json, "rows", census->rows);
	json_put_integer(json, "announced", head->count);
	json_put_day(json, "as_of", head->as_of);
	json_put_text(json, "municipality", head->municipality);
	json_begin_array(json, "items");
	for (size_t i = 0; i < census->item_count; i++)
		if (is_listed(&census->items[i]))
			put_item(json, census->set, &census->items[i]);
	json_end(json);
	json_begin_array(json, "never_taken");
	for (size_t i = 0; i < census->item_count; i++)
		if (is_never_taken(&census->items[i]))
			json_put_text(json, NULL, census->items[i].path);
	json_end(json);
}

void check_sets_put(const struct check_set *sets, size_t count, struct json *json)
{
	for (size_t i = 0; i < count; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "set", sets[i].set->name);
		json_put_text(json, "file", sets[i].path);
		json_put_text(json, "trouble", sets[i].trouble);
		if (sets[i].path != NULL)
			put_census(json, sets[i].census);
		json_end(json);
	}
}
