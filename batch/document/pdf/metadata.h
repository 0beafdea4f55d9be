#ifndef DOCUMENT_PDF_METADATA_H
#define DOCUMENT_PDF_METADATA_H

#include "base/civil.h"
#include "document/pdf/pdf.h"

/* What a document says of itself, twice: in the dictionary that old programs read (ISO 32000-1,
 * 14.3.3), and as XMP (ISO 16684-1), where it also says that it is made as PDF/UA-1 wants it
 * (ISO 14289-1, clause 5). That it is so is held by tests/document/test_structure.py. */
struct metadata {
	const char *title, *author;
	day_number day; /* it is made on, from its beginning in Japan */
};

/* Both are written; the numbers of the dictionary and of the XMP. */
unsigned metadata_dictionary(struct pdf *pdf, const struct metadata *metadata);
unsigned metadata_xmp(struct pdf *pdf, const struct metadata *metadata);

#endif
