#ifndef DOCUMENT_PDF_CFF_H
#define DOCUMENT_PDF_CFF_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A CFF font with CIDs (Adobe Technical Note 5176) gets others: `codes` are those of its signs from
 * 1 to `count` (0 has none). The font with them is put into `out`, which is empty. False when it is
 * not built so that they can be exchanged. */
bool cff_renumber(
	const guint8 *font, size_t length, const guint16 *codes, size_t count, GByteArray *out);

#endif
