#ifndef DOCUMENT_PDF_PAGE_H
#define DOCUMENT_PDF_PAGE_H

#include "base/civil.h"
#include "base/fault.h"
#include "document/pdf/barcode.h"
#include "document/pdf/shape.h"
#include "document/pdf/tags.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Sheets of a PDF: shaped text, boxes, lines and codes at places in millimetres. What stands on
 * many sheets is shaped once and written once. The same calls give the same bytes.
 */
struct pages;

/* Loads the template's fonts and images. FAULT_OFFICE when a family is not installed (fontconfig
 * would replace it without a word) or has no bold that a style asks for, or an image cannot be
 * read. */
bool pages_open(const struct templates *templates, struct pages **pages, struct fault *why);
void pages_close(struct pages *pages);

/* Begins a document on `stream`, made on `day`: a file that is open for writing and reading, and
 * that nobody takes for a document before pages_end has said so (document/files/). What fails is
 * told by pages_end, but for FAULT_WRITE where it is no such file. */
bool pages_begin(struct pages *pages, FILE *stream, const char *title, const char *author,
	day_number day, struct fault *why);
/* The sheet in hand is that of a letter in this language: when a text on it has this number, the
 * sheet is read back for it. Both live until the sheet is turned. */
void pages_expect(struct pages *pages, const char *number, const char *language);
/* Ends a sheet; blocks of page_shape that are not shared are then gone. */
void pages_turn(struct pages *pages);
/* Ends the document and reads it back (document/pdf/readback.h). FAULT_WRITE when the stream failed
 * or what was read is not what was drawn; FAULT_INTERNAL when a font cannot be embedded, or a sign
 * comes out otherwise in it: what is in the file is then no document. Called after pages_begin in
 * any case. */
bool pages_end(struct pages *pages, struct fault *why);
/* Forgets the blocks that are not shared, outside a document too. */
void pages_forget(struct pages *pages);

/* Can it be drawn, as far as each sign tells by itself? As shapes_have. */
bool pages_have(struct pages *pages, const struct page_text *text);

/* Never NULL; lives until pages_turn, or when shared until pages_close. Markup that is not well
 * formed gives a block with `unknown` set. */
const struct page_block *page_shape(struct pages *pages, const struct page_text *text);
/* The same measures, for who only asks whether it has room: not to be placed. A text that was
 * measured before is not shaped again. Lives until pages_forget. */
const struct page_block *page_measure(struct pages *pages, const struct page_text *text);

/* What is drawn between is an element of the sheet's structure (document/pdf/tags.h), in the one in
 * hand: elements begin in the order in which a reader is to hear them. A text that is placed where
 * none is in hand that holds content is a paragraph; lines, frames and readings are always
 * artifacts, and codes and images where nothing is said instead of them. Not within a group. */
void page_tag_begin(struct pages *pages, const struct tag_element *element);
void page_tag_end(struct pages *pages);

/* What is drawn up to page_group_end under this name is the same wherever it stands: when it has
 * come some times, it is written into the document once. False: it was there already, and stands at
 * x, y now; nothing is to be drawn and page_group_end not to be called. Groups are not nested. It
 * is content of the element in hand, in this language; with NULL it is an artifact. */
bool page_group_begin(
	struct pages *pages, const char *name, const char *language, double x, double y);
void page_group_end(struct pages *pages);

/* On the sheet: a block with its upper left corner at x, y (and its own width, as shaped). */
void page_place(struct pages *pages, const struct page_block *block, double x, double y);
/* The readings above its words, which page_place leaves out: who hears the words has heard them. */
void page_readings(struct pages *pages, const struct page_block *block, double x, double y);
void page_frame(struct pages *pages, double x, double y, double width, double height,
	const struct template_frame *frame);
/* A level line. */
void page_line(struct pages *pages, double x, double y, double width, double thickness, int color);
/* Large letters over all that has been drawn, that let it shine through. */
struct page_stamp {
	const char *markup; /* Pango's */
	const struct template_style *style;
	int color;      /* 0xRRGGBB */
	double opacity; /* 0–1 */
	double x, y;    /* of its middle, mm */
	double points;
	double degrees; /* clockwise */
};
void page_stamp(struct pages *pages, const struct page_stamp *stamp);

/* An image of the template at this height: as wide as its pixels say. It stands in the document
 * once, however many sheets show it. */
double page_image_width(const struct pages *pages, size_t image, double height);
void page_image(struct pages *pages, size_t image, double x, double y, double height);
/* The QR code with a quiet zone of four modules about it, `size` mm a side in all. */
void page_qr(struct pages *pages, const struct qr *qr, double x, double y, double size);
/* The four corners of an empty square, `size` mm a side: where somebody else's code comes to stand.
 */
void page_corners(struct pages *pages, double x, double y, double size);
/* A code of bars, a module `module` mm wide, without its quiet zones. */
void page_linear(struct pages *pages, const struct linear *linear, double x, double y,
	double module, double height);
/* Bars as of barcode_bars, the upper left corner at x, y. */
void page_bars(struct pages *pages, const char *bars, double x, double y, double points);

#endif
