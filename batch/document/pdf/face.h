#ifndef DOCUMENT_PDF_FACE_H
#define DOCUMENT_PDF_FACE_H

#include "base/fault.h"
#include "document/pdf/pdf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The fonts of one document: which signs of each are drawn, and what they mean to who copies or
 * hears the text. Each font is embedded once, with those signs alone (hb-subset). What is embedded
 * is then read by another program (FreeType) and each sign's outline held against the installed
 * font's: one that differs, or shows nothing where a sign should be, ends the document.
 */
struct faces;
struct face;
struct hb_face_t;

/* A sign of a face as the document draws it. */
struct face_glyph {
	unsigned code; /* two bytes in a string of the page */
	double width;  /* thousandths of the size, as the document says it */
	bool told;     /* a reader gets the text from it: it means this on all of its places */
};

/* For a document; never NULL. */
struct faces *faces_open(struct pdf *pdf);
void faces_close(struct faces *faces);

/* The face of an installed font. NULL when it cannot be embedded, which faces_write tells. */
struct face *faces_take(struct faces *faces, struct hb_face_t *installed);
/* Its number among the document's faces, from 0, and its object. */
unsigned face_place(const struct face *face);
unsigned face_object(const struct face *face);

/* A sign is drawn, by its number in the installed font; it stands for `length` bytes of text. */
struct face_glyph face_glyph(struct face *face, unsigned glyph, const char *text, size_t length);

/* Writes the fonts with all signs that were drawn. FAULT_INTERNAL with the font and what is wrong
 * with it. */
bool faces_write(struct faces *faces, struct fault *why);

#endif
