#ifndef DOCUMENT_MASK_H
#define DOCUMENT_MASK_H

#include <stdbool.h>

/*
 * Codes on paper: bits drawn in black as a mask of one bit each. In the document that is as many
 * bytes as the bits need, where the outlines of bars took 2 KB a sheet.
 */
struct _cairo; /* what is drawn with */

struct mask {
	const bool *dark; /* row by row */
	int columns, rows;
	double x, y, width, height; /* points */
};

void mask_draw(const struct mask *mask, struct _cairo *ink);

#endif
