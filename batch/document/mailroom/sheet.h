#ifndef DOCUMENT_MAILROOM_SHEET_H
#define DOCUMENT_MAILROOM_SHEET_H

#include "base/fault.h"
#include "document/mailroom/flow.h"
#include "document/pdf/page.h"
#include "document/words/filling.h"

#include <stdbool.h>

/*
 * The layout of one letter: the template's boxes and its flow of blocks, measured, put into their
 * areas and drawn. Everything is worked out before anything is drawn.
 */
struct sheet {
	struct pages *pages;
	const struct filling *filling;
	const struct qr *qr;       /* of the appointment, NULL without one */
	const struct linear *scan; /* of the notice number */
	struct flow_scales *scales;
	int number;    /* which of the letter's sheets is drawn, from 0 */
	bool promised; /* it has to be drawn, in type below the smallest scale if need be */
};

/* Draws all of one sheet of a letter but the address block, which is drawn before. FAULT_OFFICE,
 * with the layout's file and line, when a text has a sign its font lacks, a box does not hold its
 * text, the flow does not fit at its smallest scale (of a promised letter: at no scale), or the
 * code's modules would be smaller than 0.35 mm. */
bool sheet_draw(const struct sheet *sheet, struct fault *why);

/* Begins a figure that the sentence of a key is said instead of; false when there is none, or the
 * key is WORDLESS. */
bool sheet_begin_figure(struct pages *pages, const struct filling *filling, size_t key);

/* Why a letter does not fit. */
struct sheet_trouble {
	const struct template_element *element; /* of the layout */
	const char *what;
	double lacking; /* mm of text that find no place in the flow, else 0 */
};

/* Would it fit, at the smallest scale if need be? Nothing is drawn. */
bool sheet_try(const struct sheet *sheet, struct sheet_trouble *trouble);

#endif
