#ifndef INTAKE_TEMPLATE_ENVELOPE_H
#define INTAKE_TEMPLATE_ENVELOPE_H

#include "base/arena.h"
#include "intake/template/mistakes.h"
#include "model/template.h"

#include <stdbool.h>

/* Does the layout suit its envelope? The address and the barcode with 2 mm about it show in the
 * window at both ends of the sheet's play, and nothing else shows at either; no area comes within
 * 2 mm of a fold or reaches over the sheet's edge. Each is a mistake; false when one ended it. */
bool envelope_check(
	const struct templates *templates, struct arena *arena, struct mistakes *mistakes);

#endif
