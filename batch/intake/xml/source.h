#ifndef INTAKE_XML_SOURCE_H
#define INTAKE_XML_SOURCE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The bytes of an export, once, front to back. A file whose first two bytes are those of gzip
 * (RFC 1952, section 2.3.1) is unpacked on the way, whatever its name; several members in a row
 * count as one. The sum is of the bytes as stored. Memory: 128 KiB, and as much again for gzip.
 *
 * Failures: FAULT_INPUT the file cannot be opened or read; FAULT_REGISTER it is a damaged, cut off
 * or suspicious gzip file: one that unpacks to more than 256 times its size (registers come to 10
 * to 40 times), the mark of a file made to waste a night.
 */
struct source;

/* Opens a file (an unnamed pipe will do, such as standard input; a directory, a FIFO with a name, a
 * device will not). It lives in `arena`, but the caller closes it before that. *source is untouched
 * on failure. */
bool source_open(const char *path, struct arena *arena, struct source **source, struct fault *why);

/* Up to `size` (at least 1) unpacked bytes into `out`, *got of them; 0 at the end and only there.
 */
bool source_read(struct source *source, char *out, size_t size, size_t *got, struct fault *why);

/* The first bytes, up to SOURCE_PEEK_BYTES and fewer only where there are no more, before any are
 * read: they will be read all the same. */
enum { SOURCE_PEEK_BYTES = 256 };
bool source_peek(struct source *source, const char **bytes, size_t *got, struct fault *why);

/* Stored bytes read so far, and in all (0 when that cannot be known, as of a pipe). */
uint64_t source_done(const struct source *source);
uint64_t source_total(const struct source *source);

/* SHA-256 of the stored bytes read; to be asked once, after the end. Returns `out`. */
char *source_digest(struct source *source, char out[DIGEST_TEXT_BYTES]);

/* NULL is allowed. */
void source_close(struct source *source);

#endif
