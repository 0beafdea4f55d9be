#ifndef TESTS_DOCUMENT_CAPTURED_H
#define TESTS_DOCUMENT_CAPTURED_H

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

/* What a writer puts into a stream, as text in an arena. */
struct captured {
	FILE *stream;
	char *text;
	size_t length;
};

static inline void captured_begin(struct captured *captured)
{
	captured->stream = open_memstream(&captured->text, &captured->length);
}

static inline char *captured_end(struct captured *captured, struct arena *arena)
{
	fclose(captured->stream);
	char *text = arena_text(arena, captured->text, captured->length);
	free(captured->text);
	return text;
}

#endif
