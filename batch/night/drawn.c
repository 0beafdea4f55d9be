#include "night/drawn.h"

/* The answer of document/ in the words of the rules. */

static enum reason check_recipient(struct letters *letters, const struct recipient *recipient,
	char missing[DRAWN_MISSING_BYTES])
{
	static const enum reason reasons[] = {
		[LETTER_FITS] = REASON_EMPTY,
		[LETTER_GLYPH] = REASON_GLYPH,
		[LETTER_OVERFLOW] = REASON_OVERFLOW,
	};
	return reasons[letters_check(letters, recipient, missing, DRAWN_MISSING_BYTES)];
}

enum reason drawn_by_hand(struct letters *letters, const struct recipient *recipient)
{
	char missing[DRAWN_MISSING_BYTES];
	return check_recipient(letters, recipient, missing);
}

enum reason drawn_letter_by_hand(
	struct letters *letters, const struct notice *letter, char missing[DRAWN_MISSING_BYTES])
{
	missing[0] = '\0';
	enum reason reason = check_recipient(letters, &letter->recipient, missing);
	if (reason == REASON_EMPTY && letter->item_count > 0 &&
		!letters_fit_undated(letters, letter))
		reason = REASON_OVERFLOW;
	return reason;
}
