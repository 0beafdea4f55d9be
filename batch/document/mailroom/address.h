#ifndef DOCUMENT_MAILROOM_ADDRESS_H
#define DOCUMENT_MAILROOM_ADDRESS_H

#include "document/pdf/page.h"
#include "document/words/filling.h"

#include <stdbool.h>
#include <stddef.h>

/* What shows in the envelope's window: the lines of the address and the customer barcode. */
enum { ADDRESS_LINES_MAX = 8 };

struct address_block {
	struct {
		const struct page_block *block;
		double y; /* below the block's upper edge, mm */
	} lines[ADDRESS_LINES_MAX];
	size_t count;
};

/* Shapes the lines: each as large as its style and the window allow in one line, then smaller
 * down to its smallest size, then wrapped. False when they do not fit even so. */
bool address_shape(
	struct pages *pages, const struct filling *filling, struct address_block *address);

/* A quick answer from the widths of the signs alone: true when everything fits at full size on
 * one line each; false when it has to be tried. */
bool address_surely_fits(const struct filling *filling);

/* Onto the sheet, with the barcode if the address has one. */
void address_draw(
	struct pages *pages, const struct filling *filling, const struct address_block *address);

#endif
