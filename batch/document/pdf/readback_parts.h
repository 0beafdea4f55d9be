#ifndef DOCUMENT_PDF_READBACK_PARTS_H
#define DOCUMENT_PDF_READBACK_PARTS_H

#include "base/fault.h"
#include "document/pdf/content.h"
#include "document/pdf/said.h"

#include <stdio.h>
#include <zlib.h>

/* What has become of an object: nothing yet, its stream was inflated, it was read whole. */
enum reading_done { READING_TO_DO, READING_INFLATED, READING_DONE };

/* Where an object is by the table of objects. */
struct reading_place {
	guint32 where; /* the byte it begins at, or the number of its object stream */
	guint16 index; /* in that */
	guint8 state;  /* 1, or 2: it is in one; 0: it is none */
};

/* A stream of the file: the number of its object, and the byte it begins at. */
struct reading_begin {
	guint32 number, where;
};

/* A PDF that is read back: readback.c goes through it, the others read what stands in it. */
struct reading {
	FILE *file;
	size_t length;
	GByteArray *window; /* the bytes in hand, from this one on */
	size_t window_at;
	GArray *streams;              /* struct reading_begin, in their order */
	unsigned root, information;   /* by the table */
	struct reading_place *places; /* by number */
	struct fault *why;
	bool failed;
	size_t sheet;     /* in hand, from 1; 0: none */
	GByteArray *read; /* by number: enum reading_done */
	z_stream inflater;
	GByteArray *bytes;  /* of the stream in hand */
	int depth;          /* of parts in parts */
	GStringChunk *kept; /* texts of objects, and dictionaries of streams */
	GHashTable *texts;  /* number → its text */
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

/* Words, numbers and references ("12 0 R") at *at, which is then behind them; false: others. */
bool reading_word(const char **at, const char *word);
bool reading_count(const char **at, unsigned *number);
bool reading_reference(const char **at, unsigned *number);

/* ---- readback_values.c: objects that are no streams ---- */

/* The end of the value at `at`; NULL when it is none (ISO 32000-1, 7.3, as document/pdf/pdf.h and
 * its callers write values: one blank at most between two). */
const char *reading_value_end(const char *at);
/* Of a dictionary: the value of a key as it stands there. NULL when it is none or has not the key.
 */
const char *reading_entry(const char *dictionary, const char *key);
/* The same, or what it refers to where that is no stream. */
const char *reading_value(struct reading *reading, const char *dictionary, const char *key);
/* The number of the object that it refers to; 0: it is none of its own. */
unsigned reading_object(const char *dictionary, const char *key);
/* Is the value this one, and there no more of it? NULL is none. */
bool reading_is(const char *value, const char *word);
/* A whole number that is its value; -1 when it is none. */
long long reading_number(const char *dictionary, const char *key);
/* An array of four numbers. */
bool reading_box(const char *value, double box[4]);
/* An object that is no stream, by its number: its text up to a line feed. NULL: there is none. */
const char *reading_text(struct reading *reading, unsigned number);

/* ---- readback_file.c: the file ---- */

/* So many of its bytes, from one on, until others are in hand; NULL: it has them not. */
const char *reading_hold(struct reading *reading, size_t where, size_t length);
/* Goes through the file, of which nothing has been read: it is streams from its first line to its
 * last, and where each begins. */
bool reading_streams(struct reading *reading);
/* The stream that begins there, all of it in hand, and where the next begins; false: there is
 * none. */
bool reading_raw(struct reading *reading, size_t *where, struct reading_raw *raw);
/* The table of all objects: each stream is in it, at its place, and no other. */
bool reading_places(struct reading *reading);

/* ---- readback_streams.c: streams ---- */

/* Deflated bytes, all of them, into reading->bytes; false when they are not whole. */
bool reading_inflate(struct reading *reading, const void *deflated, size_t length);
/* The stream of this number, by the table of objects; false when there is none. */
bool reading_raw_at(struct reading *reading, unsigned number, struct reading_raw *raw);
/* Is it deflated, and says no more than that from `at` in its dictionary on? */
bool reading_is_deflated(const struct reading_raw *raw, const char *at);
/* Inflates the stream of an object into reading->bytes, until the next; its dictionary in
 * *dictionary. Something else is refused. */
bool reading_stream(struct reading *reading, unsigned number, const char **dictionary);
/* All objects of an object stream, which stand where the table says, and are then done; false also
 * when `take` does not take one. An object's text ends with a line feed. */
bool reading_pack(struct reading *reading, const struct reading_raw *raw,
	bool (*take)(void *context, unsigned number, const char *object), void *context);

/* ---- readback_read.c, readback_names.c: what sheets name ---- */

/* A font, and a part or picture, when it is first named: whole, and then known. */
bool reading_font(struct reading *reading, unsigned number);
bool reading_object_named(struct reading *reading, unsigned number);

/* The names of a dictionary as it stands in the file, which has this number; what they lead to is
 * read. False when something is wrong with them. */
bool reading_resources(struct reading *reading, unsigned number, const char *at);
/* What bytes of operators say and mark (document/pdf/content.h), by resources that were read. */
bool reading_content(struct reading *reading, const GByteArray *bytes, unsigned resources,
	GString *text, struct content_said *said);
/* Those of an object, read when they are first asked for. */
bool reading_have_resources(struct reading *reading, unsigned number);

/* The sheets, one after the other. Their dictionaries and contents are then done. */
bool reading_sheets(struct reading *reading, const struct readback_sheet *sheets, size_t count);

/* Does each piece of each sheet belong to one element of one tree, as that tree and the table
 * beside it say alike, and is it a tree for a reader? After the sheets; its objects are then done.
 */
bool reading_structure(struct reading *reading);

void reading_free_resources(void *resources);

#endif
