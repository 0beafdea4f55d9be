#include "base/text.h"
#include "intake/export/description_parts.h"
#include "intake/office/attribute.h"

#include <stdlib.h>
#include <string.h>

/* Tables come before the sets that name them, and a name is looked for once. Codes are put in order
 * here, so that a row is found by halving. */

bool description_codes(const struct description_reading *reading, const struct tree_node *node,
	const struct export_codes **codes)
{
	const char *name = description_text(reading, node, "codes");
	*codes = NULL;
	for (size_t i = 0; name != NULL && i < reading->codes_count; i++)
		if (strcmp(reading->codes[i].name, name) == 0)
			*codes = &reading->codes[i];
	if (name == NULL || *codes != NULL)
		return true;
	return description_wrong(reading, node->line, "there is no table of codes \"%s\"", name);
}

bool description_dates(const struct description_reading *reading, const struct tree_node *node,
	const struct date_forms **dates)
{
	const char *name = description_text(reading, node, "dates");
	*dates = NULL;
	for (size_t i = 0; name != NULL && i < reading->dates_count; i++)
		if (strcmp(reading->dates[i].name, name) == 0)
			*dates = &reading->dates[i];
	if (name == NULL || *dates != NULL)
		return true;
	return description_wrong(reading, node->line, "there are no dates \"%s\"", name);
}

/* ---- codes ---- */

static int compare_codes(const void *left, const void *right)
{
	const struct export_code *one = left, *other = right;
	return strcmp(one->value, other->value);
}

static bool read_codes(const struct description_reading *reading, const struct tree_node *node,
	struct export_codes *table)
{
	size_t count = tree_count(node, "code"), used = 0;
	struct export_code *codes = arena_alloc(reading->arena, count * sizeof *codes);
	for (const struct tree_node *code = tree_child(node, "code"); code != NULL;
		code = tree_next(code, "code")) {
		const char *value = description_text(reading, code, "value");
		const char *word = description_text(reading, code, "word");
		if (value[0] == '\0' || (word != NULL && word[0] == '\0'))
			return description_wrong(reading, code->line,
				"the code is blank; hint: an item that is blank says nothing, and "
				"a code that should say nothing has no word at all");
		codes[used++] = (struct export_code){value, word};
	}
	qsort(codes, count, sizeof *codes, compare_codes);
	const char *others = description_text(reading, node, "others");
	*table = (struct export_codes){
		.name = description_text(reading, node, "name"),
		.codes = codes,
		.count = count,
		.others_refuse = text_equal(others, "refuse"),
	};
	for (size_t i = 1; i < count; i++)
		if (strcmp(codes[i - 1].value, codes[i].value) == 0)
			return description_wrong(reading, node->line,
				"the table of codes \"%s\" has the value \"%s\" twice", table->name,
				codes[i].value);
	return true;
}

/* ---- dates ---- */

/* The place of a word that the schema has let through. */
static size_t word_number(const char *const *words, size_t count, const char *word)
{
	size_t number = 0;
	while (number + 1 < count && strcmp(words[number], word) != 0)
		number++;
	return number;
}

static bool read_forms(const struct description_reading *reading, const struct tree_node *node,
	struct date_forms *dates)
{
	size_t count;
	const char *const *words = attribute_list(node, "forms", reading->arena, &count);
	for (size_t i = 0; i < count; i++) {
		enum date_form form =
			(enum date_form)word_number(date_form_words, DATE_FORMS, words[i]);
		for (size_t k = 0; k < i; k++)
			if (dates->forms[k] == form)
				return description_wrong(reading, node->line,
					"the dates \"%s\" have the form \"%s\" twice", dates->name,
					words[i]);
		dates->forms[dates->count++] = form;
	}
	return true;
}

static bool read_eras(const struct description_reading *reading, const struct tree_node *node,
	struct date_forms *dates)
{
	static const enum date_era usual[10] = {ERA_NONE, ERA_MEIJI, ERA_TAISHO, ERA_SHOWA,
		ERA_HEISEI, ERA_REIWA, ERA_NONE, ERA_NONE, ERA_NONE, ERA_NONE};
	const struct tree_node *era = tree_child(node, "era");
	for (size_t i = 0; i < 10; i++)
		dates->era_of_digit[i] = era == NULL ? usual[i] : ERA_NONE;
	for (; era != NULL; era = tree_next(era, "era")) {
		int digit = attribute_number(era, "code");
		const char *name = description_text(reading, era, "name");
		if (dates->era_of_digit[digit] != ERA_NONE)
			return description_wrong(
				reading, era->line, "the digit %d is an era's already", digit);
		dates->era_of_digit[digit] = (enum date_era)word_number(date_era_words, ERAS, name);
	}
	return true;
}

static bool read_dates(const struct description_reading *reading, const struct tree_node *node,
	struct date_forms *dates)
{
	dates->name = description_text(reading, node, "name");
	dates->unknown = attribute_list(node, "unknown", reading->arena, &dates->unknown_count);
	return read_forms(reading, node, dates) && read_eras(reading, node, dates);
}

bool description_read_tables(struct description_reading *reading, const struct tree_node *root)
{
	struct export_codes *codes =
		arena_alloc(reading->arena, tree_count(root, "codes") * sizeof *codes);
	struct date_forms *dates =
		arena_alloc(reading->arena, tree_count(root, "dates") * sizeof *dates);
	reading->codes = codes;
	reading->dates = dates;
	for (const struct tree_node *node = tree_child(root, "codes"); node != NULL;
		node = tree_next(node, "codes"))
		if (!read_codes(reading, node, &codes[reading->codes_count++]))
			return false;
	for (const struct tree_node *node = tree_child(root, "dates"); node != NULL;
		node = tree_next(node, "dates"))
		if (!read_dates(reading, node, &dates[reading->dates_count++]))
			return false;
	return true;
}
