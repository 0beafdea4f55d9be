#ifndef REGISTER_NAMES_H
#define REGISTER_NAMES_H

#include "base/arena.h"
#include "register/chance.h"

#include <stdbool.h>

/* What people are called. Every name is put together by lot from these lists; nobody is meant. */

struct name {
	const char *text;
	const char *kana; /* full-width katakana */
};

/* A family's name: mostly a common one; one in sixty has characters beyond JIS X 0208 (variation
 * sequences of the Moji_Joho collection that IPAmj Mincho draws, 𠮷, 髙, 﨑, 德). */
const struct name *name_family(struct chance *chance);

/* A family name with such a character. */
const struct name *name_rare_family(struct chance *chance);

/* A given name of its generation. */
const struct name *name_given(struct chance *chance, bool woman, int birth_year);

/* People from abroad by the language they read. */
enum tongue {
	TONGUE_PORTUGUESE,
	TONGUE_CHINESE,
	TONGUE_VIETNAMESE,
	TONGUE_ENGLISH,
	TONGUE_KOREAN,
	TONGUE_SPANISH,
	TONGUE_TAGALOG,
	TONGUE_NEPALI,
	TONGUE_INDONESIAN,
	TONGUE_THAI,
	TONGUE_BURMESE,
	TONGUES
};

extern const char *const tongue_tags[TONGUES]; /* BCP 47 */

/* A family name and a given name in Latin capitals, as on a residence card. */
const struct name *name_foreign_family(struct chance *chance, enum tongue tongue);
const struct name *name_foreign_given(struct chance *chance, enum tongue tongue, bool woman);

/* Katakana written half-width, as older systems store it: ガ becomes ｶﾞ. Other characters stay. */
char *name_half_width(struct arena *arena, const char *kana);

#endif
