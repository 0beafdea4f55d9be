#ifndef DOCUMENT_PDF_FONTS_H
#define DOCUMENT_PDF_FONTS_H

#include "base/fault.h"
#include "model/template.h"

#include <stdbool.h>

/*
 * From here on fontconfig offers this program the families of these templates and no others. A
 * machine has hundreds of fonts, and Pango asks fontconfig to sort all of them for every type size:
 * that was a third of a night's work. Families that are not installed are not missed here but by
 * who loads them. FAULT_INTERNAL when fontconfig's own configuration cannot be read.
 */
bool fonts_limit(const struct templates *templates, struct fault *why);

#endif
