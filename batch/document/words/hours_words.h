#ifndef DOCUMENT_WORDS_HOURS_WORDS_H
#define DOCUMENT_WORDS_HOURS_WORDS_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/* How a language speaks of hours, as markup. */
struct hours_language {
	const char *days[7]; /* short names, by enum weekday */
	/* One word from what two words are, by a key of hours: TEXT_HOURS_… (model/text_key.h). */
	const char *(*join)(const void *context, size_t key, const char *from, const char *to);
	/* A time of day. NULL: as a clock shows it, 8:30. */
	const char *(*clock)(const void *context, int minute);
	const void *context;
	struct arena *arena;
};

/* Hours of a week, as markup: "Mon–Fri 8:30–17:00; Wed 17:00–19:30; Sun 8:30–12:00, 13:00–17:00".
 * Times of the same days stand together, in the week's order from Monday. "" when there are none,
 * or one of them is not the same every week (struct opening.weekdays): what cannot be said whole is
 * not said. */
const char *hours_words(const struct hours_language *language, const struct opening_list *openings);

/* Would they be more than ""? */
bool hours_sayable(const struct opening_list *openings);

#endif
