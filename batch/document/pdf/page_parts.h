#ifndef DOCUMENT_PDF_PAGE_PARTS_H
#define DOCUMENT_PDF_PAGE_PARTS_H

#include "base/arena.h"
#include "document/pdf/complaints.h"
#include "document/pdf/ink.h"
#include "document/pdf/pattern.h"
#include "document/pdf/pdf.h"
#include "document/pdf/picture.h"
#include "document/pdf/readback.h"
#include "document/pdf/shape.h"
#include "document/pdf/tags.h"
#include "model/template.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* What page.c makes a document of and page_draw.c draws on. */

/* 72 points and 25.4 millimetres are an inch. */
static const double POINTS_PER_MM = 72 / 25.4;

/* Shared texts, and groups of them, kept at most; what comes later is drawn as if it were a
 * letter's own. A night has some hundred. */
enum { SHARED_MAX = 8192 };

struct block {
	struct page_block seen; /* first: page_place gets its address */
	struct page_text text;  /* of a shared one: lives as long */
	int color;
	struct shaped *own; /* its layout; of a shared one until the sheet is turned, else NULL */
	const struct shaped *set; /* what it is drawn with: that, or its pattern's; NULL: not now */
	GString *words;           /* of a text that is set as its pattern */
};

struct pages {
	struct arena *arena;
	const struct templates *templates;
	struct complaints *complaints;
	struct shapes *shapes;
	struct picture **images;   /* of the template */
	struct patterns *patterns; /* NULL until a text is set */
	GHashTable *shared;        /* description → struct block */
	GPtrArray *laid;           /* those of them that have a layout */
	GHashTable *measures;      /* description → struct page_block */
	struct shaped *measured;   /* the text that was measured last */
	GHashTable *groups;        /* name → number of the form that it is */
	unsigned group;            /* that is being drawn, else 0 */
	const char *on_sheet;      /* the name of one that is drawn on the sheet, else NULL */
	unsigned remarks;          /* on the sheet when it began */
	double group_x, group_y;   /* its place, mm */
	GString *description;      /* of the text in hand */
	struct block **pool;       /* blocks of this sheet, used again for the next */
	size_t pool_used, pool_count, pool_capacity;
	/* Of the document: */
	struct pdf *pdf; /* NULL outside one */
	struct faces *faces;
	struct ink *sheet, *part; /* what a sheet, and a group, is drawn with */
	struct ink *ink;          /* which of them */
	struct tags *tags;
	enum {
		MARKED_NOT,
		MARKED_ARTIFACT,
		MARKED_CONTENT
	} marked;             /* what is drawn on the sheet */
	const char *language; /* of that content */
	struct readback *readback;
	uint64_t sheet_said, part_said; /* what was placed with each ink */
	const char *number;             /* that the sheet should bear, else NULL */
	bool numbered;                  /* does it? */
	GHashTable *seen;               /* a group's name → how often it has come */
	GHashTable *groups_said;        /* number of a form → uint64_t */
	GHashTable *resources;          /* text → number: what sheets use */
	GHashTable *dictionaries;       /* the same: what groups use, states */
	unsigned *image_objects;        /* 0: has not been written */
	unsigned tree, information, metadata;
	GString *kids; /* the sheets */
	unsigned sheets;
	GString *scratch;
};

/* What is drawn from here on, on the sheet or into the group in hand, is an artifact; is content of
 * the element in hand, in this language; is yet to be told. */
void page_mark_artifact(struct pages *pages);
void page_mark_content(struct pages *pages, const char *language);
void page_mark_end(struct pages *pages);

/* What page_texts.c keeps; what it keeps of a document is forgotten with that. */
void page_texts_open(struct pages *pages);
void page_texts_forget(struct pages *pages);
void page_texts_close(struct pages *pages);

/* What a block is drawn with, until the sheet is turned: a shared one is laid out anew on each
 * sheet that needs it, which is seldom more than one. */
const struct shaped *page_layout(struct pages *pages, const struct page_block *seen);

/* The number of the object with this text, which is written once a document. */
unsigned page_dictionary(struct pages *pages, const char *text);

#endif
