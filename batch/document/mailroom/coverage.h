#ifndef DOCUMENT_MAILROOM_COVERAGE_H
#define DOCUMENT_MAILROOM_COVERAGE_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/pdf/page.h"

#include <stdbool.h>

/* Does every sentence of every language have only signs that its styles' fonts draw? The
 * placeholders are left out. FAULT_OFFICE, with the text's file and line, when one does not.
 * `arena` is for the time of the call. */
bool coverage_check(struct pages *pages, const struct templates *templates, struct arena *arena,
	struct fault *why);

#endif
