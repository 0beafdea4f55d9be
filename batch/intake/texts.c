#include "intake/texts.h"

#include "base/markup.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- conditions ---- */

static bool read_clause(const char *path, const struct tree_node *node, const char *word,
	size_t length, struct clause *clause, struct fault *why)
{
	const char *end = word + length;
	while (word < end) {
		bool negated = *word == '!';
		const char *from = negated ? word + 1 : word;
		const char *bar = memchr(from, '|', (size_t)(end - from));
		size_t size = (size_t)((bar == NULL ? end : bar) - from);
		int fact = 0;
		while (fact < FACTS && !(strlen(template_fact_words[fact]) == size &&
					       memcmp(template_fact_words[fact], from, size) == 0))
			fact++;
		if (fact == FACTS)
			return fault_set(why, FAULT_OFFICE, "%s:%ld: unknown condition \"%.*s\"",
				path, node->line, (int)size, from);
		if (negated)
			clause->missing |= FACT(fact);
		else
			clause->any |= FACT(fact);
		word = bar == NULL ? end : bar + 1;
	}
	return true;
}

bool texts_condition(const char *path, const struct tree_node *node, struct arena *arena,
	struct condition *condition, struct fault *why)
{
	const char *when = tree_attribute(node, "when");
	struct clause *clauses = NULL;
	size_t count = 0, capacity = 0;
	while (when != NULL && *when != '\0') {
		size_t length = strcspn(when, " ");
		clauses = arena_grow(arena, clauses, count, 1, &capacity, sizeof *clauses);
		if (!read_clause(path, node, when, length, &clauses[count], why))
			return false;
		count++;
		when += length + (when[length] == ' ');
	}
	*condition = (struct condition){.clauses = clauses, .count = count};
	return true;
}

/* ---- sentences ---- */

/* A sentence while it is put together. */
struct writer {
	struct arena *arena;
	const char *path;
	long line;
	char *markup;
	size_t used, capacity;
	struct text_piece *pieces;
	size_t count, piece_capacity;
};

static void put(struct writer *writer, const char *bytes, size_t length)
{
	writer->markup = arena_grow(
		writer->arena, writer->markup, writer->used, length + 1, &writer->capacity, 1);
	memcpy(writer->markup + writer->used, bytes, length);
	writer->used += length;
}

/* Ends the piece that is being written, with a value behind it or -1. */
static void end_piece(struct writer *writer, int value)
{
	writer->pieces = arena_grow(writer->arena, writer->pieces, writer->count, 1,
		&writer->piece_capacity, sizeof *writer->pieces);
	writer->pieces[writer->count++] = (struct text_piece){
		.markup = arena_text(
			writer->arena, writer->used == 0 ? "" : writer->markup, writer->used),
		.value = value,
	};
	writer->used = 0;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Scripts that are written without spaces: a line end in the file is nothing beside them. */
static bool is_wide(uint32_t code_point)
{
	return (code_point >= 0x2E80 && code_point <= 0x9FFF) ||
	       (code_point >= 0xF900 && code_point <= 0xFAFF) ||
	       (code_point >= 0xFF00 && code_point <= 0xFFEF);
}

static bool put_value(struct writer *writer, const char **at, struct fault *why)
{
	const char *name = *at + 1;
	size_t length = strcspn(name, "}");
	int value = 0;
	while (value < VALUES && !(strlen(template_value_words[value]) == length &&
					 memcmp(template_value_words[value], name, length) == 0))
		value++;
	if (value == VALUES || name[length] == '\0')
		return fault_set(why, FAULT_OFFICE, "%s:%ld: unknown placeholder {%.*s}",
			writer->path, writer->line, (int)(length < 40 ? length : 40), name);
	end_piece(writer, value);
	*at = name + length + 1;
	return true;
}

/* A run of text: spaces folded, special signs escaped, placeholders cut out. */
static bool put_run(struct writer *writer, const char *text, struct fault *why)
{
	uint32_t before = ' ';
	for (const char *at = text; *at != '\0';) {
		if (is_space(*at)) {
			const char *from = at;
			bool broken = false;
			for (; is_space(*at); at++)
				broken = broken || *at == '\n';
			const char *ahead = at;
			uint32_t next = text_next(&ahead);
			bool vanishes = broken && (next == 0 || from == text || is_wide(before) ||
							  is_wide(next));
			if (!vanishes)
				put(writer, " ", 1);
			before = ' ';
			continue;
		}
		if (*at == '{') {
			if (!put_value(writer, &at, why))
				return false;
			before = '}';
			continue;
		}
		const char *from = at;
		before = text_next(&at);
		const char *escaped = markup_escape(
			writer->arena, arena_text(writer->arena, from, (size_t)(at - from)));
		put(writer, escaped, strlen(escaped));
	}
	return true;
}

/* Recursion is bounded: tree_read refuses files nested deeper than 256. */
static bool put_nodes(struct writer *writer, const struct tree_node *node, struct fault *why)
{
	for (; node != NULL; node = node->next) {
		if (node->text != NULL) {
			if (!put_run(writer, node->text, why))
				return false;
			continue;
		}
		if (strcmp(node->name, "br") == 0) {
			put(writer, "\n", 1);
			continue;
		}
		const char *open = arena_print(writer->arena, "<%s>", node->name);
		const char *close = arena_print(writer->arena, "</%s>", node->name);
		put(writer, open, strlen(open));
		if (!put_nodes(writer, node->first, why))
			return false;
		put(writer, close, strlen(close));
	}
	return true;
}

static bool read_text(const char *path, const struct tree_node *node, struct arena *arena,
	struct template_text *text, struct fault *why)
{
	struct writer writer = {.arena = arena, .path = path, .line = node->line};
	text->line = node->line;
	if (!texts_condition(path, node, arena, &text->when, why) ||
		!put_nodes(&writer, node->first, why))
		return false;
	end_piece(&writer, -1);
	text->pieces = writer.pieces;
	text->piece_count = writer.count;
	return true;
}

/* Sentences that leave the envelope: whoever holds a shared calendar or an address on the web must
 * not learn from them who the letter is to, nor of a stay. */
static bool check_discreet(
	const char *path, const char *key, const struct template_text *text, struct fault *why)
{
	bool page = strncmp(key, "page.", 5) == 0;
	if (!page && strncmp(key, "invite.", 7) != 0)
		return true;
	fact_set allowed = page ? template_page_facts : template_calendar_facts;
	fact_set asked = 0;
	for (size_t i = 0; i < text->when.count; i++)
		asked |= text->when.clauses[i].any | text->when.clauses[i].missing;
	for (int fact = 0; fact < FACTS; fact++)
		if ((asked & ~allowed & FACT(fact)) != 0)
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: \"%s\" leaves the envelope and must not depend on \"%s\"",
				path, text->line, key, template_fact_words[fact]);
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].value >= 0 &&
			!template_value_discreet((enum template_value)text->pieces[i].value))
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: \"%s\" leaves the envelope and must not name {%s}", path,
				text->line, key, template_value_words[text->pieces[i].value]);
	return true;
}

/* ---- files ---- */

/* All sentences of one key, in the file's order. */
static bool read_choice(const char *path, const struct tree_node *root, const char *key,
	struct arena *arena, struct text_choice *choice, struct fault *why)
{
	size_t count = 0, capacity = 0;
	struct template_text *texts = NULL;
	for (const struct tree_node *node = tree_child(root, "text"); node != NULL;
		node = tree_next(node, "text")) {
		if (!text_equal(tree_attribute(node, "key"), key))
			continue;
		texts = arena_grow(arena, texts, count, 1, &capacity, sizeof *texts);
		if (!read_text(path, node, arena, &texts[count], why) ||
			!check_discreet(path, key, &texts[count], why))
			return false;
		count++;
	}
	*choice = (struct text_choice){.texts = texts, .count = count};
	return true;
}

/* Does a date of this language write the months by name? */
static bool names_months(const struct text_choice *date)
{
	for (size_t i = 0; i < date->count; i++)
		for (size_t k = 0; k < date->texts[i].piece_count; k++)
			if (date->texts[i].pieces[k].value == VALUE_MONTH_NAME)
				return true;
	return false;
}

static bool read_language(const char *path, const char *tag, const char *const *keys,
	size_t key_count, struct arena *arena, struct template_language *language,
	struct fault *why)
{
	const struct tree_node *root;
	if (!tree_read(path, "text.xsd", arena, &root, NULL, NULL, why)) {
		why->kind = FAULT_OFFICE; /* also when it is not there: the office names it */
		return false;
	}
	if (!text_equal(tree_attribute(root, "language"), tag))
		return fault_set(why, FAULT_OFFICE, "%s:%ld: the language is not \"%s\"", path,
			root->line, tag);
	struct text_choice *choices = arena_alloc(arena, key_count * sizeof *choices);
	*language = (struct template_language){.tag = tag, .path = path, .choices = choices};
	for (size_t i = 0; i < key_count; i++) {
		if (!read_choice(path, root, keys[i], arena, &choices[i], why))
			return false;
		bool month = i >= TEXT_MONTH && i < TEXTS_OF_PROGRAM;
		if (choices[i].count > 0 || (month && !names_months(&choices[TEXT_DATE]) &&
						    !names_months(&choices[TEXT_PAGE_DATE])))
			continue;
		/* What is asked for last, when nothing else is there, has to be whole. */
		if (strcmp(tag, "ja") == 0)
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: no text for the key \"%s\", which the layout names", path,
				root->line, keys[i]);
		language->missing++;
	}
	return true;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The language tags of the files NAME.xml in a folder, sorted. */
static bool list_tags(const char *folder, struct arena *arena, const char ***tags, size_t *count,
	struct fault *why)
{
	DIR *listing = opendir(folder);
	if (listing == NULL)
		return fault_system(why, FAULT_INPUT, errno, "%s", folder);
	size_t capacity = 0;
	for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
		size_t length = strlen(entry->d_name);
		if (length <= 4 || entry->d_name[0] == '.' ||
			strcmp(entry->d_name + length - 4, ".xml") != 0)
			continue;
		*tags = arena_grow(arena, *tags, *count, 1, &capacity, sizeof **tags);
		(*tags)[(*count)++] = arena_text(arena, entry->d_name, length - 4);
	}
	closedir(listing);
	if (*count > 0)
		qsort(*tags, *count, sizeof **tags, by_name);
	return true;
}

bool texts_read(const char *folder, const char *const *keys, size_t key_count, struct arena *arena,
	const struct template_language **languages, size_t *count, struct fault *why)
{
	const char **tags = NULL;
	size_t tag_count = 0;
	bool japanese = false;
	const char *texts_folder = arena_print(arena, "%s/text", folder);
	if (!list_tags(texts_folder, arena, &tags, &tag_count, why))
		return false;
	struct template_language *list = arena_alloc(arena, tag_count * sizeof *list);
	for (size_t i = 0; i < tag_count; i++) {
		const char *path = arena_print(arena, "%s/%s.xml", texts_folder, tags[i]);
		if (!read_language(path, tags[i], keys, key_count, arena, &list[i], why))
			return false;
		japanese = japanese || strcmp(tags[i], "ja") == 0;
	}
	if (!japanese)
		return fault_set(why, FAULT_INPUT, "%s/ja.xml: is not there", texts_folder);
	*languages = list;
	*count = tag_count;
	return true;
}
