#ifndef DOCUMENT_PDF_FACE_PARTS_H
#define DOCUMENT_PDF_FACE_PARTS_H

#include "base/fault.h"
#include "document/pdf/pdf.h"

#include <ft2build.h>
#include <hb.h>

#include FT_FREETYPE_H

/* What face.c collects and face_embed.c embeds. */

struct glyph {
	guint16 glyph, code;
	float width;      /* thousandths of the size */
	const char *text; /* what it stood for when it came first; NULL: nothing */
};

struct face {
	struct faces *faces;
	unsigned place, object;
	hb_face_t *hb;
	hb_font_t *font; /* plain, at the face's own units */
	hb_blob_t *blob; /* the file */
	FT_Face ft;      /* the same, as FreeType reads it */
	bool cff;        /* the outlines are CFF, else TrueType */
	bool has_cids;
	double thousandths; /* of a unit */
	char *name;         /* with the tag of a subset */
	guint16 *places;    /* by glyph: 0, or its place in `glyphs` from 1 */
	GArray *glyphs;     /* struct glyph */
};

struct faces {
	struct pdf *pdf;
	FT_Library freetype;
	GHashTable *known; /* hb_face_t → struct face */
	GPtrArray *faces;  /* in the order of their first use */
	GStringChunk *texts;
	bool failed;
	struct fault fault; /* the first thing that failed */
};

enum { CODES = 0x10000, TAG_LETTERS = 6 };

/* Notes what is wrong with a font, unless something was before; false. */
bool faces_fail(struct faces *faces, const char *name, const char *what);

/* Its PostScript name. */
const char *face_name(const struct face *face);

/* Writes one face with the signs that were drawn; false when faces_fail was called. */
bool face_embed(struct face *face);

#endif
