#ifndef DOCUMENT_PDF_INK_H
#define DOCUMENT_PDF_INK_H

#include "document/pdf/face.h"

#include <glib.h>
#include <stdbool.h>

/*
 * What a sheet of a PDF, or a part that stands on many, is drawn with: the operators of its content
 * (ISO 32000-1, 8 and 9) and the names of what they use. All lengths are points; y grows downward
 * from the upper edge, colours are 0xRRGGBB.
 */
struct ink;

/* For a document; its fonts are taken from `faces`. Never NULL. */
struct ink *ink_open(struct faces *faces);
void ink_close(struct ink *ink);

/* Begins anew, on a sheet or part whose upper edge is `top` above the PDF's origin. */
void ink_clear(struct ink *ink, double top);
/* From here on everything stands so far from where it is said to. */
void ink_shift(struct ink *ink, double x, double y);

/* What was drawn, and the dictionary of what it uses; both until the ink is used again. */
const GString *ink_content(struct ink *ink);
const char *ink_resources(struct ink *ink);

/* For lines, areas, codes and texts from here on. */
void ink_color(struct ink *ink, int color);

/* Signs of a font in a row, from x on with their base line at y: ink_run, ink_cluster for each
 * piece of text, ink_end. A cluster's `glyphs` stand for its text together, or for nothing when
 * that is empty; places are in thousandths of the size. They are `wide` times as wide as
 * the font has them, and so are the places. */
struct ink_glyph {
	unsigned glyph;    /* of the font; INK_NOTHING draws nothing */
	double advance;    /* to the next */
	double across, up; /* it stands so far from its place */
};
enum { INK_NOTHING = -1 };
void ink_run(
	struct ink *ink, struct hb_face_t *font, double points, double wide, double x, double y);
void ink_cluster(struct ink *ink, const struct ink_glyph *glyphs, size_t count, const char *text,
	size_t length);
void ink_end(struct ink *ink);

void ink_line(struct ink *ink, double x, double y, double to_x, double to_y, double thickness);
/* The path of a box, its corners as round as the radius says; then ink_fill, ink_stroke. */
void ink_box(struct ink *ink, double x, double y, double width, double height, double radius);
void ink_fill(struct ink *ink);
void ink_stroke(struct ink *ink, double thickness);

/* Codes on paper: bits drawn as a mask of one bit each, in as many bytes as the bits need. */
struct mask {
	const bool *dark; /* row by row */
	int columns, rows;
	double x, y, width, height;
};
void ink_mask(struct ink *ink, const struct mask *mask);

/* An object of the document that draws itself, in its own units: a part that stands on many sheets,
 * or a picture, which is one unit wide and high. */
void ink_part(struct ink *ink, unsigned object, double x, double y);
void ink_picture(struct ink *ink, unsigned object, double x, double y, double width, double height);

/* What is drawn until ink_unmark belongs to an element of the structure, by its name, in one piece
 * or several (14.6), each with a number that `next` gives when something of it is drawn; or to
 * none: it is an artifact. */
struct ink_pieces {
	unsigned (*next)(void *context);
	void *context;
};
void ink_mark(struct ink *ink, const char *name, struct ink_pieces pieces);
void ink_artifact(struct ink *ink);
void ink_unmark(struct ink *ink);
/* Words that are in another language (14.9.2), until NULL. */
void ink_language(struct ink *ink, const char *language);
/* How often something was to be said of a part of what is drawn: its language, or what it stands
 * for. In an element that is a piece of its own; elsewhere a mark within, behind which some readers
 * (poppler) lose the rest of the piece that it comes to stand in. */
unsigned ink_remarks(const struct ink *ink);

/* Turned by so many degrees, clockwise, about x, y, which is 0, 0 from here on; what is below
 * shines through. `opacity` names that by its object. Until ink_restore. */
void ink_turned(struct ink *ink, double x, double y, double degrees, unsigned opacity);
void ink_restore(struct ink *ink);

#endif
