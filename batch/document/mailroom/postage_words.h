#ifndef DOCUMENT_MAILROOM_POSTAGE_WORDS_H
#define DOCUMENT_MAILROOM_POSTAGE_WORDS_H

#include "document/mailroom/office_paper.h"
#include "document/mailroom/postage.h"

/* What posting.pdf says of a mailing in which letters share envelopes: of each number of sheets by
 * itself, then of all. */
enum postage_row {
	POSTAGE_PIECES, /* how many pieces, and of how many letters */
	POSTAGE_WEIGHT,
	POSTAGE_PRICE, /* of a mailing whose prices are known */
};

/* Markup, in the paper's arena; `letters`: how many there are. */
const char *postage_says(const struct office_paper *plain, const struct postage *postage,
	enum postage_row row, size_t letters);

/* 1,234,567: at most nine digits. */
const char *postage_money(struct arena *arena, size_t yen);

#endif
