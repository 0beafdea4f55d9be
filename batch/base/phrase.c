#include "base/phrase.h"

#include "base/embedded.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * GNU's .mo format, as msgfmt writes it: little-endian, the entries sorted by their English. The C
 * library's own gettext() is not asked: it answers nothing where the locale has not been
 * generated, and a bare machine has C.UTF-8 alone.
 */

enum { MAGIC_WORD = 0, COUNT_WORD = 2, ENGLISH_WORD = 3, OTHER_WORD = 4, PAIR_BYTES = 8 };

static uint32_t word_at(const char *bytes, uint32_t offset)
{
	const unsigned char *at = (const unsigned char *)bytes + offset;
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* NULL where there is none. */
static const char *catalogue_of(const char *language)
{
	char name[32];
	snprintf(name, sizeof name, "%s.mo", language);
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (strcmp(file->name, name) == 0 && word_at(file->bytes, MAGIC_WORD) == 0x950412de)
			return file->bytes;
	return NULL;
}

/* The text of an entry, of the table whose place stands in `word`. */
static const char *text_of(const char *catalogue, unsigned word, unsigned number)
{
	uint32_t table = word_at(catalogue, 4 * word);
	return catalogue + word_at(catalogue, table + PAIR_BYTES * number + 4);
}

bool phrase_entry(const char *language, unsigned number, struct phrase_pair *pair)
{
	const char *catalogue = catalogue_of(language);
	if (catalogue == NULL || number >= word_at(catalogue, 4 * COUNT_WORD))
		return false;
	const char *key = text_of(catalogue, ENGLISH_WORD, number);
	const char *end = strchr(key, PHRASE_CONTEXT_END);
	*pair = (struct phrase_pair){
		.english = end == NULL ? key : end + 1,
		.other = text_of(catalogue, OTHER_WORD, number),
		.context = end == NULL ? NULL : key,
	};
	return true;
}

const char *phrase_language(void)
{
	static const char *const asked[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
		const char *locale = getenv(asked[i]);
		if (locale == NULL || locale[0] == '\0')
			continue;
		bool japanese = strcspn(locale, "_.@") == 2 && strncmp(locale, "ja", 2) == 0;
		return japanese ? "ja" : "en";
	}
	return "en";
}

/* The translation of a key of a language's catalogue, NULL for none. */
static const char *find_other(const char *language, const char *key)
{
	const char *catalogue = catalogue_of(language);
	if (catalogue == NULL || key[0] == '\0')
		return NULL;
	unsigned low = 0, high = word_at(catalogue, 4 * COUNT_WORD);
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		int order = strcmp(key, text_of(catalogue, ENGLISH_WORD, middle));
		if (order == 0)
			return text_of(catalogue, OTHER_WORD, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *phrase(const char *english)
{
	const char *other = find_other(phrase_language(), english);
	return other == NULL ? english : other;
}

const char *phrase_word_in(const char *language, const char *table, const char *word)
{
	char key[128];
	snprintf(key, sizeof key, "%s%c%s", table, PHRASE_CONTEXT_END, word);
	const char *other = word[0] == '\0' ? NULL : find_other(language, key);
	return other == NULL ? word : other;
}

const char *phrase_word(const char *table, const char *word)
{
	return phrase_word_in(phrase_language(), table, word);
}
