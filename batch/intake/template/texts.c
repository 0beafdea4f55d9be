#include "intake/template/texts.h"

#include "base/digest.h"
#include "base/phrase.h"
#include "base/text.h"
#include "intake/template/sentence.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A language is written in as a whole or not at all: what it lacks is counted by use, for the
 * letter and for what leaves the envelope. What leaves it is held to fewer facts and values. */

/* What is read of one language, and where the mistakes go. */
struct language_file {
	const char *path;
	const struct tree_node *root;
	const struct text_tags *tags;
	struct arena *arena;
	struct mistakes *mistakes;
	const char **missing_keys; /* room for every key */
};

static bool read_text(const struct language_file *file, const struct tree_node *node, size_t key,
	struct template_text *text)
{
	text->line = node->line;
	if (!condition_read(
		    file->path, node, file->tags, file->arena, &text->when, file->mistakes) ||
		!sentence_read(file->path, node, key, file->arena, text, file->mistakes))
		return false;
	return !text_of_office(key) || text->when.count == 0 ||
	       mistake(file->mistakes, file->path, node->line,
		       "\"%s\" stands on a paper of the office and has no condition",
		       tree_attribute(node, "key"));
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

/* At most as many as there are keys: `missing_keys` has room for them. */
static void note_missing(const struct language_file *file, struct template_language *language,
	const char *name, size_t key)
{
	bool outside = is_outside(name);
	language->missing[TEXT_OF_LETTER] += outside ? 0 : 1;
	language->missing[TEXT_OUTSIDE] += outside || key < TEXTS_OF_PROGRAM ? 1 : 0;
	file->missing_keys[language->missing_count++] = name;
}

/* All sentences of one key, in the file's order. */
static bool read_choice(const struct language_file *file, const struct templates *templates,
	struct template_language *language, struct text_choice *choices, size_t key)
{
	const char *name = templates->keys[key];
	size_t count = 0, capacity = 0;
	struct template_text *texts = NULL;
	long always = 0; /* the line of a sentence that hides all behind it */
	if (text_of_office(key) && strcmp(language->tag, "ja") != 0)
		return true;
	for (const struct tree_node *node = tree_child(file->root, "text"); node != NULL;
		node = tree_next(node, "text")) {
		if (!text_equal(tree_attribute(node, "key"), name))
			continue;
		texts = arena_grow(file->arena, texts, count, 1, &capacity, sizeof *texts);
		if (!read_text(file, node, key, &texts[count]) ||
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
	/* What is written when nothing else is there has to be whole; the readers of another
	 * language get one that is. */
	if (strcmp(language->tag, "ja") != 0) {
		note_missing(file, language, name, key);
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
		else if (text_of_office(i) && strcmp(language->tag, "ja") != 0)
			mistakes_warn(file->mistakes, file->path, node->line,
				"the office's papers are in Japanese: nothing uses \"%s\"", key);
	}
}

const char *texts_digits(const char *bytes, size_t length, struct arena *arena)
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
	struct tree_source source;
	struct text_choice *choices =
		arena_alloc(file->arena, templates->key_count * sizeof *choices);
	*language = (struct template_language){
		.tag = tag, .path = file->path, .digest = "", .version = "", .choices = choices};
	file->missing_keys =
		arena_alloc(file->arena, templates->key_count * sizeof *file->missing_keys);
	language->missing_keys = file->missing_keys;
	if (!tree_read(
		    file->path, "text.xsd", file->arena, &file->root, &source, file->mistakes->why))
		return mistake_of_file(file->mistakes);
	language->digest = texts_digits(source.bytes, source.length, file->arena);
	const char *both = arena_print(file->arena, "%s%s", templates->digest, language->digest);
	language->version = texts_digits(both, strlen(both), file->arena);
	language->line = file->root->line;
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

/* ---- are they whole? ---- */

/* "address.postal" (letter.xml:63), "lead" (letter.xml:161) and 12 more */
static const char *list_missing(const struct templates *templates,
	const struct template_language *language, struct arena *arena)
{
	enum { NAMED_MAX = 4 };
	size_t count = language->missing_count, named = count <= NAMED_MAX ? count : NAMED_MAX - 1;
	const char *list = "";
	for (size_t i = 0; i < named; i++) {
		const char *name = language->missing_keys[i];
		size_t key = 0;
		while (strcmp(templates->keys[key], name) != 0)
			key++;
		list = arena_print(arena, "%s%s\"%s\"", list,
			i == 0                             ? ""
			: i + 1 == named && named == count ? phrase(" and ")
							   : ", ",
			name);
		if (templates->key_lines[key] > 0)
			list = arena_print(arena, phrase("%s, which %s:%ld names"), list,
				templates->path, templates->key_lines[key]);
	}
	return named == count ? list
			      : arena_print(arena, phrase("%s and %zu more"), list, count - named);
}

static bool is_listed(const struct office *office, const char *tag)
{
	for (size_t i = 0; i < office->language_count; i++)
		if (text_equal(office->languages[i].tag, tag))
			return true;
	return false;
}

bool texts_check_whole(const struct templates *templates, const struct office *office,
	struct arena *arena, const struct audience *audience, struct fault *why)
{
	size_t lacking = 0;
	for (size_t i = 0; i < templates->language_count; i++) {
		const struct template_language *language = &templates->languages[i];
		if (language->missing_count == 0)
			continue;
		bool listed = is_listed(office, language->tag);
		const char *reader = language->missing[TEXT_OF_LETTER] > 0 ? "letter" : "page";
		lacking += listed ? 1 : 0;
		(listed ? audience->tell : audience->warn)(audience->context, language->path,
			language->line,
			arena_print(arena,
				phrase("no text for the key%s %s: no %s is written in this "
				       "language"),
				language->missing_count == 1 ? "" : "s",
				list_missing(templates, language, arena), reader));
	}
	return lacking == 0 || fault_set(why, FAULT_OFFICE,
				       "%s: texts are missing in %zu languages that the office "
				       "lists",
				       office->path, lacking);
}
