#ifndef DOCUMENT_PDF_READBACK_PARTS_H
#define DOCUMENT_PDF_READBACK_PARTS_H

#include "base/fault.h"
#include "document/pdf/said.h"

#include <qpdf/qpdf-c.h>
#include <zlib.h>

/* A PDF that is read back: readback.c goes through it, readback_read.c reads what stands in it. */
struct reading {
	qpdf_data qpdf;
	struct fault *why;
	bool failed;
	size_t sheet;     /* in hand, from 1; 0: none */
	GByteArray *read; /* by number: has this stream been inflated? */
	z_stream inflater;
	GByteArray *bytes;  /* of the stream in hand */
	int depth;          /* of parts in parts */
	GHashTable *named;  /* number of resources → struct resources */
	GHashTable *fonts;  /* number → struct meanings */
	GHashTable *parts;  /* number → guint64: what it says */
	GHashTable *sheets; /* numbers of the sheets so far */
	double width, height;
};

/* Takes down the first thing that is wrong, with the sheet in hand; false. */
bool reading_refuse(struct reading *reading, const char *what);
/* The same with what libqpdf has to say: its words tell of the file's form, never of its texts. */
bool reading_refuse_library(struct reading *reading);
/* Has nothing been wrong so far, and does libqpdf not complain? */
bool reading_is_clean(struct reading *reading);

/* Of a dictionary; null when it is none or has not the key. */
qpdf_oh reading_value(const struct reading *reading, qpdf_oh dictionary, const char *key);
/* The same as a number; -1 when it is none. */
long long reading_number(const struct reading *reading, qpdf_oh dictionary, const char *key);
/* The number of an object; 0 when it is none of its own. */
unsigned reading_object(const struct reading *reading, qpdf_oh object);

/* Inflates a stream into reading->bytes, until the next; its dictionary in *dictionary. */
bool reading_stream(struct reading *reading, qpdf_oh stream, qpdf_oh *dictionary);
/* What a stream of operators says: its own text, and the sum with its parts; and all that its
 * resources name. */
bool reading_content(
	struct reading *reading, qpdf_oh stream, qpdf_oh resources, GString *text, guint64 *sum);

void reading_free_resources(void *resources);

#endif
