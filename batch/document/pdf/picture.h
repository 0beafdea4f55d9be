#ifndef DOCUMENT_PDF_PICTURE_H
#define DOCUMENT_PDF_PICTURE_H

#include "base/fault.h"
#include "document/pdf/pdf.h"

#include <stdbool.h>

/* A picture of the layout (PNG), read once and put into each document once. */
struct picture;

/* FAULT_OFFICE, with the layout and its line, when it cannot be read. */
bool picture_open(const char *path, const char *layout, long line, struct picture **picture,
	struct fault *why);
void picture_close(struct picture *picture);

/* Its width as a share of its height. */
double picture_proportion(const struct picture *picture);

/* Writes it, with what shines through; its object, one unit wide and high. */
unsigned picture_write(const struct picture *picture, struct pdf *pdf);

#endif
