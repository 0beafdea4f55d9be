#include "night/drawn.h"

/* The answer of document/ in the words of the rules. */

enum reason drawn_by_hand(struct letters *letters, const struct recipient *recipient)
{
	char missing[128];
	switch (letters_check(letters, recipient, missing, sizeof missing)) {
	case LETTER_GLYPH:
		return REASON_GLYPH;
	case LETTER_OVERFLOW:
		return REASON_OVERFLOW;
	case LETTER_FITS:
		break;
	}
	return REASON_EMPTY;
}
