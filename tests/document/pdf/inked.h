#ifndef TESTS_DOCUMENT_PDF_INKED_H
#define TESTS_DOCUMENT_PDF_INKED_H

#include "document/altered.h"
#include "document/pdf/fonts.h"
#include "document/pdf/ink.h"
#include "document/pdf/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The project's templates and fonts, and ink for what is drawn with them; nobody asks for the PDF.
 */
struct inked {
	struct arena *arena;
	const struct templates *templates;
	struct shapes *shapes;
	struct pdf *pdf;
	struct faces *faces;
	struct ink *ink;
	FILE *stream;
	char *bytes;
	size_t size;
};

static inline void inked_begin(struct inked *inked)
{
	struct fault why = {0};
	bool copied;
	*inked = (struct inked){.arena = arena_open()};
	if (!altered_read(true, "", "", inked->arena, &inked->templates, &copied, &why) ||
		!fonts_limit(inked->templates, &why) ||
		!shapes_open(inked->templates, &inked->shapes, &why))
		fail_msg("%s", why.message);
	inked->stream = open_memstream(&inked->bytes, &inked->size);
	inked->pdf = pdf_open(inked->stream);
	inked->faces = faces_open(inked->pdf);
	inked->ink = ink_open(inked->faces);
}

/* Shapes that were made with its fonts have been closed. */
static inline void inked_end(struct inked *inked)
{
	struct fault unsaid;
	ink_close(inked->ink);
	faces_close(inked->faces);
	pdf_close(inked->pdf, 1, 1, &unsaid);
	fclose(inked->stream);
	free(inked->bytes);
	shapes_close(inked->shapes);
	arena_close(inked->arena);
}

#endif
