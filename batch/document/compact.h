#ifndef DOCUMENT_COMPACT_H
#define DOCUMENT_COMPACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A PDF as cairo writes it, made smaller while it passes through: what is no stream goes into
 * compressed object streams, and the table of objects is a compressed stream too (ISO
 * 32000-1, 7.5.7 and 7.5.8). cairo 1.16 writes both as plain text, 2 KB a letter. The pages are the
 * same objects. Memory grows by 16 bytes an object. The same bytes give the same bytes.
 */
struct compact;

/* The PDF goes to `stream`. Never NULL. */
struct compact *compact_open(FILE *stream);

/* Takes what comes next of cairo's. False when the stream has failed, or these are not the bytes
 * of such a PDF. */
bool compact_write(struct compact *compact, const unsigned char *bytes, size_t count);

/* Writes the end, and gives all of it back; false as above, or when the PDF was not whole. The
 * stream stays open. */
bool compact_close(struct compact *compact);

#endif
