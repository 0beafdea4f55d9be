#ifndef DOCUMENT_WORDS_LETTER_FACTS_H
#define DOCUMENT_WORDS_LETTER_FACTS_H

#include "model/fact.h"
#include "model/notice.h"
#include "model/office.h"

/* What conditions can ask of a letter, but for the languages it is in. */
fact_set letter_facts(const struct office *office, const struct notice *notice);

/* What hangs on the language of a sentence: which of the office's lines speak it; and all of it. */
fact_set letter_language_facts(const struct office *office, const char *language);
extern const fact_set letter_all_language_facts;

/* What they can ask of one of its items. */
fact_set letter_item_facts(const struct notice *notice, const struct notice_item *item);

#endif
