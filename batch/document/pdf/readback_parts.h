#ifndef DOCUMENT_PDF_READBACK_PARTS_H
#define DOCUMENT_PDF_READBACK_PARTS_H

#include "base/fault.h"
#include "document/pdf/content.h"
#include "document/pdf/said.h"

#include <qpdf/qpdf-c.h>
#include <zlib.h>

/* What has become of an object: nothing yet, its stream was inflated, it was read whole. */
enum reading_done { READING_TO_DO, READING_INFLATED, READING_DONE };

/* Where an object is by the table of objects. */
struct reading_place {
	guint32 where, index; /* the byte it begins at, or the number of its object stream, and its
				 place in that */
	guchar state;         /* 1, or 2: it is in one */
};

/* A PDF that is read back: readback.c goes through it, readback_read.c reads what stands in it. */
struct reading {
	qpdf_data qpdf;
	const char *file;
	size_t length;
	struct reading_place *places; /* by number */
	struct fault *why;
	bool failed;
	size_t sheet;     /* in hand, from 1; 0: none */
	GByteArray *read; /* by number: enum reading_done */
	z_stream inflater;
	GByteArray *bytes;  /* of the stream in hand */
	int depth;          /* of parts in parts */
	GHashTable *named;  /* number of resources → struct resources */
	GHashTable *fonts;  /* number → struct meanings */
	GHashTable *parts;  /* number → guint64: what it says */
	GHashTable *sheets; /* number of a sheet's object → which it is, from 1 */
	GArray *marks;      /* guint: how many each sheet has */
	double width, height;
};

struct readback_sheet;

/* A stream as it stands in the file: its object from the number on, and its deflated bytes. */
struct reading_raw {
	const char *head, *data;
	size_t length;
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

/* Is its value the name? */
bool reading_is_named(
	const struct reading *reading, qpdf_oh dictionary, const char *key, const char *name);

/* A font, and a part or picture, when it is first named: whole, and then known. */
bool reading_font(struct reading *reading, qpdf_oh font, unsigned number);
bool reading_object_named(struct reading *reading, qpdf_oh object, unsigned number);

/* Deflated bytes, all of them, into reading->bytes; false when they are not whole. */
bool reading_inflate(struct reading *reading, const void *deflated, size_t length);
/* Inflates a stream into reading->bytes, until the next; its dictionary in *dictionary. */
bool reading_stream(struct reading *reading, qpdf_oh stream, qpdf_oh *dictionary);
/* What a stream of operators says and marks (document/pdf/content.h); all that its resources name
 * is read. */
bool reading_content(struct reading *reading, qpdf_oh stream, qpdf_oh resources, GString *text,
	struct content_said *said);
/* The names of a dictionary as it stands in the file, which has this number; what they lead to is
 * read. False when something is wrong with them. */
bool reading_resources(struct reading *reading, unsigned number, const char *at);
/* The same of a stream as it stands in the file, and resources that were read. */
bool reading_raw_content(struct reading *reading, const struct reading_raw *raw, unsigned resources,
	GString *text, struct content_said *said);

/* Words, numbers and references ("12 0 R") at *at, which is then behind them; false: others. */
bool reading_word(const char **at, const char *word);
bool reading_count(const char **at, unsigned *number);
bool reading_reference(const char **at, unsigned *number);

/* In a file that is known to be plain (readback.c): where its first object begins; NULL: nowhere.
 */
const char *reading_begin(const struct reading *reading);
/* The next stream from *at on, which is then behind it. */
bool reading_next(const char **at, const char *end, struct reading_raw *raw);
/* The stream of this number, by the table of objects; false when there is none. */
bool reading_raw_at(const struct reading *reading, unsigned number, struct reading_raw *raw);
/* Is it deflated, and says no more than that from `at` in its dictionary on? */
bool reading_is_deflated(const struct reading_raw *raw, const char *at);
/* The table of all objects, which has as many rows as reading->read; false when it has not. */
bool reading_places(struct reading *reading);
/* All objects of an object stream, which stand where the table says, and are then done; false also
 * when `take` does not take one. An object's text ends with a line feed. */
bool reading_pack(struct reading *reading, const struct reading_raw *raw,
	bool (*take)(void *context, unsigned number, const char *object), void *context);

/* The sheets, one after the other: the same questions as libqpdf would be asked. Their dictionaries
 * and contents are then done. */
bool reading_sheets(struct reading *reading, const struct readback_sheet *sheets, size_t count);

/* Does each piece of each sheet belong to one element of one tree, as that tree and the table
 * beside it say alike, and is it a tree for a reader? After the sheets; its objects are then done.
 */
bool reading_structure(struct reading *reading);

void reading_free_resources(void *resources);

#endif
