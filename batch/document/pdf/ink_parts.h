#ifndef DOCUMENT_PDF_INK_PARTS_H
#define DOCUMENT_PDF_INK_PARTS_H

#include "document/pdf/face.h"
#include "document/pdf/pdf.h"

#include <stdbool.h>

/* What ink.c (signs) and ink_figures.c (all else) write with. */

enum ink_kind { INK_FONT, INK_OBJECT, INK_STATE, INK_KINDS };

struct ink_used {
	enum ink_kind kind;
	unsigned name, object;
};

struct ink {
	struct faces *faces;
	double left, top; /* where 0, 0 is: to the right and up from the PDF's origin */
	GString *content, *resources;
	GArray *used; /* struct ink_used */
	int color;    /* that is set; -1: not known */
	/* The row of signs in hand. */
	struct face *face;   /* NULL: it cannot be drawn */
	struct face *set;    /* the font that is set, and its size */
	double wide;         /* that is set: of the signs, as a share of the font's; 0: not known */
	double points, rise; /* up, thousandths */
	double lag;          /* that the next sign stands before its place, thousandths */
	GString *row;        /* the bytes of its strings */
	bool in_string, moved;
	bool in_text;          /* a text has begun, and more of it may come */
	double line_x, line_y; /* the place that was said last */
	double pen;            /* where the next sign should stand, from there, thousandths */
	/* The element in hand. */
	const char *piece; /* its name; NULL: there is none */
	unsigned (*next_piece)(void *context);
	void *context;
	bool open;            /* is a piece of it begun? */
	const char *language; /* that words are in, where it is another; NULL: it is not */
	unsigned remarks;
	/* A turn's own state is given back behind it. */
	double left_before, top_before;
	int color_before;
	double wide_before;
};

/* The content names `object` by its kind and `name`. */
void ink_note(struct ink *ink, enum ink_kind kind, unsigned name, unsigned object);

/* Shows the signs so far; the text goes on. */
void ink_show_row(struct ink *ink);
/* What else than signs is drawn stands behind the text in hand. */
void ink_end_text(struct ink *ink);

/* Something is drawn: in a piece, where there is an element in hand. */
void ink_begin_piece(struct ink *ink);
/* What is drawn from here on stands for these words, until ink_end_meaning. */
void ink_begin_meaning(struct ink *ink, const char *text, size_t length);
void ink_end_meaning(struct ink *ink);

/* Operators as they stand in the content. */
static inline void ink_put(struct ink *ink, const char *words)
{
	g_string_append(ink->content, words);
}

static inline void ink_put_number(struct ink *ink, double value)
{
	pdf_put_number(ink->content, value, 2);
	g_string_append_c(ink->content, ' ');
}

/* A place, y as the PDF counts it. */
static inline void ink_put_place(struct ink *ink, double x, double y)
{
	ink_put_number(ink, ink->left + x);
	ink_put_number(ink, ink->top - y);
}

#endif
