#ifndef DOCUMENT_PDF_CONTENT_H
#define DOCUMENT_PDF_CONTENT_H

#include "document/pdf/said.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the content of a sheet, or of a part, says to a reader: the operators of ISO 32000-1, 8 and
 * 9, that document/pdf/ink.h draws with are gone through, and the codes of each text become signs
 * by what its font says that they mean, or by the words beside them (14.9.4).
 */

/* What a content may name, "/F0" and the like: from its resources. */
struct content_names {
	void *context;
	/* NULL: no such font. */
	const struct meanings *(*font)(void *context, const char *name);
	/* A part or picture that is drawn; false: no such object. *sum gets what it says. */
	bool (*object)(void *context, const char *name, guint64 *sum);
	bool (*state)(void *context, const char *name);
};

struct content_said {
	guint64 sum;    /* of its own texts and what its parts say */
	guint marks;    /* pieces of elements of the structure: numbered from 0, in their order */
	bool artifacts; /* some of it is of no element */
	bool unmarked;  /* something is drawn that is neither */
};

/* Goes through a content. `text` gets its own texts in their order, without what its parts say.
 * False with what is wrong with it ("names a font that is not there"). */
bool content_read(const char *content, size_t length, const struct content_names *names,
	GString *text, struct content_said *said, const char **wrong);

#endif
