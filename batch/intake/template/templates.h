#ifndef INTAKE_TEMPLATE_TEMPLATES_H
#define INTAKE_TEMPLATE_TEMPLATES_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/office/office_file.h"
#include "model/template.h"

#include <stdbool.h>

/* Reads letter.xml, page.html and text/LANG.xml of `folder`, checked whole against template.xsd and
 * text.xsd and beyond them: every style, font, key, fact and placeholder exists, every language has
 * every key, nothing but the address can show in the envelope's window however the sheet slides, no
 * area comes within 2 mm of a fold. The result lives in `arena`. Fails with FAULT_OFFICE, also when
 * a file cannot be opened (the office names it): file and line of the first finding; *out is then
 * untouched. */
bool templates_read(
	const char *folder, struct arena *arena, const struct templates **out, struct fault *why);

/* The same for an audience that wants to hear of everything: each mistake, and what stops nothing
 * (a sentence that no letter uses). After a mistake it fails as above, with a message that counts
 * them. */
bool templates_examine(const char *folder, struct arena *arena, const struct audience *audience,
	const struct templates **out, struct fault *why);

#endif
