#ifndef DOCUMENT_PDF_FONTFILE_H
#define DOCUMENT_PDF_FONTFILE_H

#include "base/fault.h"

#include <stdbool.h>

/*
 * Why a font is not there. Pango and fontconfig answer a file that cannot be opened, no free file
 * descriptor and no memory like a font without signs, or one that is not installed.
 */
struct _PangoFont;

/* Has Pango the font's file? Else FAULT_INTERNAL with the file and the system's word for it. */
bool fontfile_check(struct _PangoFont *font, struct fault *why);

/* Could files be opened and memory be had, as fontconfig needs them? Asked before a family is
 * called not installed. FAULT_INTERNAL with the system's word. */
bool fontfile_can_open(struct fault *why);

#endif
