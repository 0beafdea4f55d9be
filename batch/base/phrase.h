#ifndef BASE_PHRASE_H
#define BASE_PHRASE_H

#include <stdbool.h>

/*
 * What operators read, in their language. English is the source: a message is an English format,
 * written out whole where it is said, and templates/messages/TAG.po has it in another language.
 * The catalogues are carried inside the program, so that no locale need be installed.
 *
 * The language is the environment's, as everywhere: the first of LC_ALL, LC_MESSAGES and LANG that
 * is not empty. "ja_JP.UTF-8" is Japanese whether the machine knows that locale or not; what has
 * no catalogue is English. Nothing else of a locale is taken: numbers, days and bytes are the same
 * in every language, and what a night writes into ledger and folder never asks here.
 */

/* Marks an English text for the catalogue; whoever shows it passes it through phrase(). */
#define PHRASE(english) english

/* The tag of the operator's language: "ja", or "en". */
const char *phrase_language(void);

/* The text in the operator's language, or itself where the catalogue lacks it. A format stays one,
 * with the same arguments (msgfmt --check). Never NULL. */
const char *phrase(const char *english) __attribute__((format_arg(1), returns_nonnull));

/* A word of one of the model's tables in the operator's language: PHRASE_WORD(reason_words,
 * reason). Where a word is a code (CSV, JSON, options) it is not passed through
 * here. The word itself where the catalogue lacks it; "" is "". */
const char *phrase_word(const char *table, const char *word);
/* The same in a language that the environment does not decide (its tag): what is written into a
 * folder, and not said to whoever runs the command. */
const char *phrase_word_in(const char *language, const char *table, const char *word);
#define PHRASE_WORD(table, index) phrase_word(#table, (table)[index])

/* One entry of a catalogue; the context of a word is its table, NULL of a sentence. */
#define PHRASE_CONTEXT_END 4
struct phrase_pair {
	const char *english, *other;
	const char *context; /* ends at PHRASE_CONTEXT_END */
};

/* The entry of this number in the order of the English bytes: false behind the last one, and for a
 * language without a catalogue. The first one, of "", is the catalogue's head. */
bool phrase_entry(const char *language, unsigned number, struct phrase_pair *pair);

#endif
