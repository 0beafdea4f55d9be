#ifndef DOCUMENT_PDF_COMPLAINTS_H
#define DOCUMENT_PDF_COMPLAINTS_H

#include "base/fault.h"

#include <stdbool.h>

/*
 * What the libraries that lay letters out complain of. Pango goes on after a failure and says so in
 * a warning only ("expect ugly output"); here each warning and each error is kept, and is a fault.
 */
struct complaints;

/* From here on they are kept instead of printed. Never NULL. */
struct complaints *complaints_open(void);
void complaints_close(struct complaints *complaints);

/* Has nothing been complained of? Else FAULT_INTERNAL with the first. */
bool complaints_none(const struct complaints *complaints, struct fault *why);

#endif
