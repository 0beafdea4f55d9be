#ifndef DOCUMENT_PDF_TAGS_H
#define DOCUMENT_PDF_TAGS_H

#include "document/pdf/pdf.h"

/*
 * What the sheets of a PDF are to who hears them (ISO 32000-1, 14.7 and 14.8): a tree of headings,
 * paragraphs, tables, lists and figures in the reader's order, one section a sheet. What is drawn
 * is marked with a number on its sheet, and the tree says to which element each number belongs.
 * The elements of a sheet are written when it is turned: memory grows with sheets, not with words.
 */
struct tags;

enum tag {
	TAG_SECTION, /* a sheet; holds no content of its own, as do TABLE, ROW, LIST and ITEM */
	TAG_HEADING_1,
	TAG_HEADING_2,
	TAG_HEADING_3,
	TAG_PARAGRAPH,
	TAG_TABLE,
	TAG_ROW,
	TAG_HEAD,   /* a cell that says what its row is about */
	TAG_COLUMN, /* one that says it of its column */
	TAG_CELL,
	TAG_LIST,
	TAG_ITEM,
	TAG_BODY, /* what an item of a list says */
	TAG_FIGURE,
	TAGS
};

struct tag_element {
	enum tag tag;
	const char *words; /* of a figure: what is said instead of it; plain text, copied */
	int columns;       /* that a cell spans, where more than one */
};

/* How much of a language tag other programs know: a private part of it is ours alone. */
int tags_language_length(const char *language);

/* For a document; never NULL. `language` is the document's (BCP 47). */
struct tags *tags_open(struct pdf *pdf, const char *language);
void tags_close(struct tags *tags);

/* The sheet in hand is in this language, which lives until it is turned. */
void tags_language(struct tags *tags, const char *language);

/* Begins an element in the one in hand, and ends the one in hand. */
void tags_begin(struct tags *tags, const struct tag_element *element);
void tags_end(struct tags *tags);

/* The one in hand. */
enum tag tags_tag(const struct tags *tags);
/* May content stand in the one in hand itself? */
bool tags_holds(const struct tags *tags);

/* What is drawn of the figure in hand reaches from x, y so far to the right and up, in points from
 * the sheet's lower left corner: with what was told before it is the figure's box (14.8.5.4.3). */
void tags_box(struct tags *tags, double x, double y, double width, double height);

/* The name that content in the one in hand is marked with, and its number on the sheet. The
 * content is in this language, which lives until the sheet is turned; NULL: in none. */
const char *tags_name(const struct tags *tags);
unsigned tags_mark(struct tags *tags, const char *language);

/* The sheet is done: writes its elements. `page` is its object; what its StructParents has to be.
 */
unsigned tags_turn(struct tags *tags, unsigned page);

/* Writes the rest; the object of the whole tree. */
unsigned tags_write(struct tags *tags);

#endif
