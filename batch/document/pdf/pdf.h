#ifndef DOCUMENT_PDF_PDF_H
#define DOCUMENT_PDF_PDF_H

#include "base/fault.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * The objects of a PDF (ISO 32000-1, 7.5) on their way into a file: streams are deflated, all else
 * goes into compressed object streams, and the table of objects is a compressed stream too. What
 * fails is remembered and told at the end. Memory grows by 16 bytes an object. The same calls give
 * the same bytes.
 */
struct pdf;

/* Its first lines; the second tells programs that the file is not text. */
#define PDF_HEAD "%PDF-1.7\n%\xB5\xED\xAE\xFB\n"

/* The PDF goes to `stream`. Never NULL. */
struct pdf *pdf_open(FILE *stream);

/* The number of an object that comes later; each is written once. */
unsigned pdf_number(struct pdf *pdf);

/* An object that is no stream: `text` is its value as it stands in the file. */
void pdf_object(struct pdf *pdf, unsigned number, const char *text);

/* The same of one that tells of structure (document/pdf/tags.h). These stand by themselves: a
 * program that only shows or prints unpacks none of them. */
void pdf_element(struct pdf *pdf, unsigned number, const char *text);

/* The same of a sheet's dictionary: these too stand by themselves, for who reads them all. */
void pdf_sheet(struct pdf *pdf, unsigned number, const char *text);

/* A stream: `entries` are those of its dictionary but for length and filter, `bytes` what a reader
 * gets out of it. */
void pdf_stream(
	struct pdf *pdf, unsigned number, const char *entries, const void *bytes, size_t length);

/* Writes the end: the numbers of the catalogue and of the information. False with the first thing
 * that failed: FAULT_WRITE with the system's word for it, FAULT_INTERNAL for no memory, or for an
 * object that was promised and not written. The stream stays open, and is flushed. Gives all of it
 * back in any case. */
bool pdf_close(struct pdf *pdf, unsigned root, unsigned info, struct fault *why);

/* A number with at most so many decimals (0–4), as PDF wants it: never an exponent, never a
 * locale's comma. Beyond ±1e9 it is that. */
void pdf_put_number(GString *text, double value, int decimals);
/* A whole number; the same as a reference to the object that has it. */
void pdf_put_count(GString *text, unsigned value);
void pdf_put_reference(GString *text, unsigned number);
/* A text (UTF-8) as a string of hexadecimal digits in UTF-16, with or without the mark that says
 * so. */
void pdf_put_text(GString *text, const char *utf8, size_t length, bool marked);

#endif
