#ifndef INTAKE_EXPORT_TEXT_STREAM_H
#define INTAKE_EXPORT_TEXT_STREAM_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/description.h"
#include "intake/xml/source.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The bytes of a text file as UTF-8, piece by piece, each piece of whole signs. A byte order mark
 * is taken away; Windows-31J becomes what the XML parser makes of it (glibc's CP932: ①, 髙, ～ and
 * the rest of the vendors' signs, private use included). What is no text is refused: bytes that are
 * not of the encoding, half a sign at the end, another encoding's mark, and signs that no XML could
 * hold either (U+0000 to U+001F but tab, line feed and carriage return). Of these U+001A may close
 * the file, as old systems do it. Memory: 256 KiB.
 */
struct text_stream;

struct text_stream_of {
	struct source *source;
	const char *path;  /* for messages */
	const char *about; /* in front of what they say: "set cards: " */
	enum export_encoding encoding;
};

/* FAULT_INTERNAL when the machine does not know the encoding. Lives in the arena; to be closed
 * before it. */
bool text_stream_open(const struct text_stream_of *of, struct arena *arena,
	struct text_stream **stream, struct fault *why);

/* The next piece, until the next call; *length 0 at the end and only there. `line` is the one that
 * the caller has come to, counted from 1: FAULT_REGISTER "path:line: …" for what is no text, after
 * all that was before it has been given. FAULT_INPUT as of the source. */
bool text_stream_read(struct text_stream *stream, long line, const char **text, size_t *length,
	struct fault *why);

/* NULL is allowed. */
void text_stream_close(struct text_stream *stream);

#endif
