#ifndef DOCUMENT_MAILROOM_LAYOUT_H
#define DOCUMENT_MAILROOM_LAYOUT_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/pdf/page.h"
#include "document/words/filling.h"

#include <stdbool.h>

/* Elements of the template, filled from a letter and measured: a tree of boxes that only has to
 * be drawn. Nothing is drawn here. */

/* An element with its measures, and what is in it. */
struct placed {
	const struct template_element *element;
	const struct page_block *block; /* of a text */
	double x, y;                    /* from the parent's corner, mm */
	int sheet;                      /* of a box of its own: which of the letter's, from 0 */
	double width, height;
	double points;      /* of a text, scaled */
	double middle;      /* of its first line of text, from its upper edge; 0: it has none */
	double image_width; /* of an image or scan, mm */
	bool shared;        /* nothing in it is this letter's own */
	struct placed *first, *next;
};

struct layout {
	struct pages *pages;
	struct filling filling;    /* its arena holds what is measured */
	const struct qr *qr;       /* of the appointment, NULL without one */
	const struct linear *scan; /* of the notice number, NULL without one */
	double scale;              /* of all type */
	bool bare;                 /* the second language goes without readings */
	bool trial;                /* nothing of it will be drawn: texts are only measured */
	double relief;             /* of the smallest sizes: 1 unless nothing fits at them */
	struct fault *why;
	bool failed; /* *why is set (FAULT_OFFICE), and what is measured then does not count */
	const struct template_element *failing; /* the element that it is about, and what it says */
	const char *failure;
};

/* The element at this width; NULL when its condition does not hold or nothing is in it but rules.
 * Sets layout->failed when a text has a sign its font lacks, or the code's modules would be smaller
 * than 0.35 mm. */
struct placed *layout_measure(
	struct layout *layout, const struct template_element *element, double width);

/* The first failure, with the layout's file and line; `what` lives as long as the program. */
void layout_fail(struct layout *layout, const struct template_element *element, const char *what);

#endif
