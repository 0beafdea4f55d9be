#ifndef NIGHT_SETUP_H
#define NIGHT_SETUP_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/mailroom/letter.h"
#include "model/office.h"

#include <stdbool.h>

/* What a night needs before it begins: the office, its templates, the fonts. */
struct setup {
	struct arena *arena; /* of the whole run */
	struct office office;
	const struct templates *templates;
	struct letters *letters;
};

/* Reads and prepares it all. Fails with FAULT_OFFICE (a file of the office cannot be read or is
 * wrong, a font is not installed) or FAULT_INPUT (no office file); nothing then needs closing. */
bool setup_open(const char *office_path, struct setup *setup, struct fault *why);
void setup_close(struct setup *setup);

#endif
