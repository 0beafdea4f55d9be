#ifndef DOCUMENT_MAILROOM_SHEET_PARTS_H
#define DOCUMENT_MAILROOM_SHEET_PARTS_H

#include "document/mailroom/layout.h"

#include <stdbool.h>
#include <stdint.h>

/* What sheet.c has measured and sheet_draw.c draws. */

struct sheet;

struct sheet_drawing {
	const struct sheet *sheet;
	bool list; /* a list has been begun, and what comes may be its next item */
};

/* The name of a group (document/pdf/page.h), out of numbers: the same numbers, the same name. */
struct part_name {
	struct arena *arena; /* holds it; all else is zeroed to begin with */
	char *text;
	size_t length, capacity;
};
void part_name_add(struct part_name *name, uint64_t number);
/* A length, in thousandths of a millimetre. */
void part_name_add_length(struct part_name *name, double length);

/* How far a text stands from its own corner, where it has a mark. */
double sheet_text_indent(const struct placed *placed);
/* Draws what lies beneath the texts of an element at x, y: of a shared one all that is in it. */
void sheet_draw_beneath(const struct sheet *sheet, const struct placed *placed, double x, double y);

/* Draws a box or block of the flow at its place on the sheet, with what it is to who hears it. */
void sheet_draw_element(struct sheet_drawing *drawing, const struct placed *placed);
/* No more of them follows without a break. */
void sheet_draw_end(struct sheet_drawing *drawing);

#endif
