#ifndef DOCUMENT_WORDS_OFFICE_WORDS_H
#define DOCUMENT_WORDS_OFFICE_WORDS_H

#include "base/arena.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/template.h"

#include <stdbool.h>

/* What the office says of itself and of its counters in a language: text, not markup. NULL when the
 * value is not of that kind. */
const char *office_words(const struct office *office, const struct notice *notice,
	const char *language, enum template_value value, struct arena *arena);

/* The hours that a value stands for; false when it is none of hours. */
bool office_openings(const struct office *office, const struct notice *notice,
	enum template_value value, struct opening_list *openings);

/* 486-0844; anything but seven digits as it is. */
const char *office_postal_words(const char *postal, struct arena *arena);

#endif
