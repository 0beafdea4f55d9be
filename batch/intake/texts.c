#include "intake/texts.h"

#include "base/digest.h"
#include "base/markup.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- conditions ---- */

/* The fact that a word names: one of the table, or "in-pt". 0 for none. */
static fact_set fact_of(const char *word, size_t length, const struct text_tags *tags)
{
	static const char prefix[] = FACT_OF_LANGUAGE_PREFIX;
	for (int fact = 0; fact < FACTS; fact++)
		if (strlen(template_fact_words[fact]) == length &&
			memcmp(template_fact_words[fact], word, length) == 0)
			return FACT(fact);
	if (length < sizeof prefix || memcmp(word, prefix, sizeof prefix - 1) != 0)
		return 0;
	word += sizeof prefix - 1;
	length -= sizeof prefix - 1;
	for (size_t i = 0; i < tags->count; i++)
		if (strlen(tags->list[i]) == length && memcmp(tags->list[i], word, length) == 0)
			return FACT_OF_LANGUAGE(i);
	return 0;
}

static bool read_clause(const char *path, const struct tree_node *node,
	const struct text_tags *tags, const char *word, size_t length, struct clause *clause,
	struct mistakes *mistakes)
{
	const char *end = word + length;
	while (word < end) {
		bool negated = *word == '!';
		const char *from = negated ? word + 1 : word;
		const char *bar = memchr(from, '|', (size_t)(end - from));
		size_t size = (size_t)((bar == NULL ? end : bar) - from);
		fact_set fact = fact_of(from, size, tags);
		if (fact == 0 && !mistake(mistakes, path, node->line, "unknown condition \"%.*s\"",
					 (int)size, from))
			return false;
		*(negated ? &clause->missing : &clause->any) |= fact;
		word = bar == NULL ? end : bar + 1;
	}
	return true;
}

bool texts_condition(const char *path, const struct tree_node *node, const struct text_tags *tags,
	struct arena *arena, struct condition *condition, struct mistakes *mistakes)
{
	const char *when = tree_attribute(node, "when");
	struct clause *clauses = NULL;
	size_t count = 0, capacity = 0;
	while (when != NULL && *when != '\0') {
		size_t length = strcspn(when, " ");
		clauses = arena_grow(arena, clauses, count, 1, &capacity, sizeof *clauses);
		if (!read_clause(path, node, tags, when, length, &clauses[count], mistakes))
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
	size_t key;
	bool paper; /* of the office's own */
	struct mistakes *mistakes;
	uint32_t before;                            /* the sign written last, 0 at the beginning */
	enum { GAP_NONE, GAP_SPACE, GAP_LINE } gap; /* what white space waits for the next sign */
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

static bool is_of_office(const char *key)
{
	return strncmp(key, TEXT_OFFICE_PREFIX, strlen(TEXT_OFFICE_PREFIX)) == 0;
}

/* Papers of the office name its sender and what is counted on them; nothing else does the latter.
 */
static bool in_place_of_office(bool paper, int value)
{
	bool of_sender = value >= VALUE_CITY && value <= VALUE_PHONE;
	bool of_paper = value >= VALUE_MAILING && value <= VALUE_TO;
	return paper ? of_sender || of_paper : !of_paper;
}

/* The parts of a date stand in the sentences "date" and "page.date" alone, those of a time of day
 * in "time". */
static bool in_place(size_t key, int value)
{
	bool of_date = value >= VALUE_ERA && value <= VALUE_WEEKDAY;
	bool of_time = value >= VALUE_HOUR && value <= VALUE_MINUTE;
	bool of_nothing = key >= TEXT_WEEKDAY && key < TEXT_MONTH + 12;
	return key == TEXT_DATE || key == TEXT_PAGE_DATE ? of_date
	       : key == TEXT_TIME                        ? of_time
							 : !of_nothing && !of_date && !of_time;
}

static bool put_value(struct writer *writer, const char **at)
{
	const char *name = *at + 1;
	size_t length = strcspn(name, "}");
	int value = 0;
	while (value < VALUES && !(strlen(template_value_words[value]) == length &&
					 memcmp(template_value_words[value], name, length) == 0))
		value++;
	int shown = (int)(length < 40 ? length : 40);
	*at = name + length + (name[length] == '}' ? 1 : 0);
	if (value == VALUES || (*at)[-1] != '}')
		return mistake(writer->mistakes, writer->path, writer->line,
			"unknown placeholder {%.*s}", shown, name);
	if (!in_place(writer->key, value) || !in_place_of_office(writer->paper, value))
		return mistake(writer->mistakes, writer->path, writer->line,
			"{%.*s} means nothing in this sentence", shown, name);
	end_piece(writer, value);
	return true;
}

/* The white space before this sign: a space, but at a line's end in the file nothing beside
 * scripts that do without. */
static void put_gap(struct writer *writer, uint32_t sign)
{
	bool wide = is_wide(writer->before) || is_wide(sign);
	if (writer->gap == GAP_SPACE || (writer->gap == GAP_LINE && writer->before != 0 && !wide))
		put(writer, " ", 1);
	writer->gap = GAP_NONE;
	writer->before = sign;
}

/* A run of text: spaces folded, special signs escaped, placeholders cut out. */
static bool put_run(struct writer *writer, const char *text)
{
	for (const char *at = text; *at != '\0';) {
		if (is_space(*at)) {
			if (*at == '\n')
				writer->gap = GAP_LINE;
			else if (writer->gap == GAP_NONE)
				writer->gap = GAP_SPACE;
			at++;
			continue;
		}
		const char *from = at;
		uint32_t sign = text_next(&at);
		put_gap(writer, sign);
		if (sign == '{') {
			if (!put_value(writer, &from))
				return false;
			at = from;
			writer->before = '}';
			continue;
		}
		const char *escaped = markup_escape(
			writer->arena, arena_text(writer->arena, from, (size_t)(at - from)));
		put(writer, escaped, strlen(escaped));
	}
	return true;
}

/* What an element of a sentence becomes, before and behind what is in it. */
static const struct {
	const char *name, *open, *close;
} marks[] = {
	{"b", "<b>", "</b>"},
	{"u", "<u>", "</u>"},
	{"ja", "<span lang=\"ja\">", "</span>"},
	{"r", READING_WORD, READING_END},
};

/* Recursion is bounded: tree_read refuses files nested deeper than 256. */
static bool put_nodes(struct writer *writer, const struct tree_node *node)
{
	for (; node != NULL; node = node->next) {
		if (node->text != NULL) {
			if (!put_run(writer, node->text))
				return false;
			continue;
		}
		if (strcmp(node->name, "br") == 0) {
			put(writer, "\n", 1);
			writer->gap = GAP_NONE;
			writer->before = 0;
			continue;
		}
		size_t mark = 0;
		while (strcmp(marks[mark].name, node->name) != 0)
			mark++; /* the schema has no other */
		if (node->first != NULL && node->first->text != NULL) {
			const char *at = node->first->text;
			put_gap(writer, text_next(&at));
		}
		put(writer, marks[mark].open, strlen(marks[mark].open));
		if (!put_nodes(writer, node->first))
			return false;
		const char *reading = tree_attribute(node, "y");
		if (reading != NULL) {
			reading = arena_print(writer->arena, "%s%s", READING_ABOVE, reading);
			put(writer, reading, strlen(reading));
		}
		put(writer, marks[mark].close, strlen(marks[mark].close));
	}
	return true;
}

/* What is read of one language, and where the mistakes go. */
struct language_file {
	const char *path;
	const struct tree_node *root;
	const struct text_tags *tags;
	struct arena *arena;
	struct mistakes *mistakes;
};

static bool read_text(const struct language_file *file, const struct tree_node *node,
	const char *name, size_t key, struct template_text *text)
{
	struct writer writer = {.arena = file->arena,
		.path = file->path,
		.line = node->line,
		.key = key,
		.paper = is_of_office(name),
		.mistakes = file->mistakes};
	text->line = node->line;
	if (!texts_condition(
		    file->path, node, file->tags, file->arena, &text->when, file->mistakes) ||
		!put_nodes(&writer, node->first))
		return false;
	end_piece(&writer, -1);
	text->pieces = writer.pieces;
	text->piece_count = writer.count;
	return !writer.paper || text->when.count == 0 ||
	       mistake(file->mistakes, file->path, node->line,
		       "\"%s\" stands on a paper of the office and has no condition", name);
}

static bool is_outside(const char *key)
{
	return strncmp(key, "page.", 5) == 0 || strncmp(key, "invite.", 7) == 0;
}

/* Sentences that leave the envelope: whoever holds a shared calendar or an address on the web must
 * not learn from them who the letter is to, nor of a stay. */
static bool check_discreet(
	const struct language_file *file, const char *key, const struct template_text *text)
{
	bool page = strncmp(key, "page.", 5) == 0;
	if (!is_outside(key))
		return true;
	fact_set asked = 0;
	for (size_t i = 0; i < text->when.count; i++)
		asked |= text->when.clauses[i].any | text->when.clauses[i].missing;
	asked &= ~(page ? template_page_facts : template_calendar_facts);
	for (int fact = 0; fact < FACTS; fact++)
		if ((asked & FACT(fact)) != 0 &&
			!mistake(file->mistakes, file->path, text->line,
				"\"%s\" leaves the envelope and must not depend on \"%s\"", key,
				template_fact_words[fact]))
			return false;
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].value >= 0 &&
			!template_value_discreet((enum template_value)text->pieces[i].value) &&
			!mistake(file->mistakes, file->path, text->line,
				"\"%s\" leaves the envelope and must not name {%s}", key,
				template_value_words[text->pieces[i].value]))
			return false;
	return true;
}

/* ---- files ---- */

/* Does a date of this language write the months by name? */
static bool names_months(const struct text_choice *date)
{
	for (size_t i = 0; i < date->count; i++)
		for (size_t k = 0; k < date->texts[i].piece_count; k++)
			if (date->texts[i].pieces[k].value == VALUE_MONTH_NAME)
				return true;
	return false;
}

/* All sentences of one key, in the file's order. */
static bool read_choice(const struct language_file *file, const struct templates *templates,
	struct template_language *language, struct text_choice *choices, size_t key)
{
	const char *name = templates->keys[key];
	size_t count = 0, capacity = 0;
	struct template_text *texts = NULL;
	long always = 0; /* the line of a sentence that hides all behind it */
	if (is_of_office(name) && strcmp(language->tag, "ja") != 0)
		return true;
	for (const struct tree_node *node = tree_child(file->root, "text"); node != NULL;
		node = tree_next(node, "text")) {
		if (!text_equal(tree_attribute(node, "key"), name))
			continue;
		texts = arena_grow(file->arena, texts, count, 1, &capacity, sizeof *texts);
		if (!read_text(file, node, name, key, &texts[count]) ||
			!check_discreet(file, name, &texts[count]))
			return false;
		if (always != 0)
			mistakes_warn(file->mistakes, file->path, node->line,
				"no letter has this sentence: the one of line %ld always comes "
				"first",
				always);
		else if (texts[count].when.count == 0)
			always = node->line;
		count++;
	}
	choices[key] = (struct text_choice){.texts = texts, .count = count};
	bool month = key >= TEXT_MONTH && key < TEXT_MONTH + 12;
	if (count > 0 || (month && !names_months(&choices[TEXT_DATE]) &&
				 !names_months(&choices[TEXT_PAGE_DATE])))
		return true;
	/* What is written when nothing else is there has to be whole. */
	if (strcmp(language->tag, "ja") != 0) {
		bool outside = is_outside(name);
		language->missing[TEXT_OF_LETTER] += outside ? 0 : 1;
		language->missing[TEXT_OUTSIDE] += outside || key < TEXTS_OF_PROGRAM ? 1 : 0;
		mistakes_warn(file->mistakes, file->path, file->root->line,
			"no text for the key \"%s\": no %s is written in this language", name,
			outside ? "page" : "letter");
		return true;
	}
	if (templates->key_lines[key] == 0)
		return mistake(file->mistakes, file->path, file->root->line,
			"no text for the key \"%s\", which every night needs", name);
	return mistake(file->mistakes, file->path, file->root->line,
		"no text for the key \"%s\", which %s:%ld names", name, templates->path,
		templates->key_lines[key]);
}

static void warn_of_unused(const struct language_file *file, const struct templates *templates,
	const struct template_language *language)
{
	for (const struct tree_node *node = tree_child(file->root, "text"); node != NULL;
		node = tree_next(node, "text")) {
		const char *key = tree_attribute(node, "key");
		size_t i = 0;
		while (i < templates->key_count && strcmp(templates->keys[i], key) != 0)
			i++;
		if (i == templates->key_count)
			mistakes_warn(file->mistakes, file->path, node->line,
				"nothing in %s uses the key \"%s\"", templates->path, key);
		else if (is_of_office(key) && strcmp(language->tag, "ja") != 0)
			mistakes_warn(file->mistakes, file->path, node->line,
				"the office's papers are in Japanese: nothing uses \"%s\"", key);
	}
}

static const char *digits_of(const char *bytes, size_t length, struct arena *arena)
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char text[DIGEST_TEXT_BYTES];
	digest_init(&digest);
	digest_update(&digest, bytes, length);
	digest_done(&digest, sum);
	return arena_text(arena, digest_text(sum, text), TEXT_DIGITS);
}

/* A file that cannot be read at all leaves a language without a sentence. */
static bool read_language(struct language_file *file, const struct templates *templates,
	const char *tag, struct template_language *language)
{
	const char *bytes;
	size_t length;
	struct text_choice *choices =
		arena_alloc(file->arena, templates->key_count * sizeof *choices);
	*language = (struct template_language){
		.tag = tag, .path = file->path, .digest = "", .choices = choices};
	if (!tree_read(file->path, "text.xsd", file->arena, &file->root, &bytes, &length,
		    file->mistakes->why))
		return mistake_of_file(file->mistakes);
	language->digest = digits_of(bytes, length, file->arena);
	if (!text_equal(tree_attribute(file->root, "language"), tag) &&
		!mistake(file->mistakes, file->path, file->root->line, "the language is not \"%s\"",
			tag))
		return false;
	for (size_t i = 0; i < templates->key_count; i++)
		if (!read_choice(file, templates, language, choices, i))
			return false;
	warn_of_unused(file, templates, language);
	return true;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool texts_tags(
	const char *folder, struct arena *arena, struct text_tags *tags, struct mistakes *mistakes)
{
	const char **list = NULL;
	size_t count = 0, capacity = 0;
	bool japanese = false;
	const char *texts = arena_print(arena, "%s/text", folder);
	DIR *listing = opendir(texts);
	if (listing == NULL)
		return fault_system(mistakes->why, FAULT_OFFICE, errno, "%s", texts);
	for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
		size_t length = strlen(entry->d_name);
		if (length <= 4 || entry->d_name[0] == '.' ||
			strcmp(entry->d_name + length - 4, ".xml") != 0)
			continue;
		list = arena_grow(arena, list, count, 1, &capacity, sizeof *list);
		list[count] = arena_text(arena, entry->d_name, length - 4);
		japanese = japanese || strcmp(list[count], "ja") == 0;
		count++;
	}
	closedir(listing);
	if (!japanese)
		return fault_set(mistakes->why, FAULT_OFFICE, "%s/ja.xml: is not there", texts);
	if (count > LANGUAGES_MAX)
		return fault_set(mistakes->why, FAULT_OFFICE, "%s: more than %d languages", texts,
			(int)LANGUAGES_MAX);
	qsort(list, count, sizeof *list, by_name);
	*tags = (struct text_tags){.list = list, .count = count};
	return true;
}

bool texts_read(const char *folder, const struct text_tags *tags, struct arena *arena,
	struct templates *templates, struct mistakes *mistakes)
{
	struct template_language *list = arena_alloc(arena, tags->count * sizeof *list);
	for (size_t i = 0; i < tags->count; i++) {
		struct language_file file = {
			.path = arena_print(arena, "%s/text/%s.xml", folder, tags->list[i]),
			.tags = tags,
			.arena = arena,
			.mistakes = mistakes,
		};
		if (!read_language(&file, templates, tags->list[i], &list[i]))
			return false;
		list[i].fact = FACT_OF_LANGUAGE(i);
	}
	templates->languages = list;
	templates->language_count = tags->count;
	return true;
}
