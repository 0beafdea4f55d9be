#ifndef COMMAND_DRY_RUN_REPORT_H
#define COMMAND_DRY_RUN_REPORT_H

#include "base/arena.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>

/* What a night would be, by one office file. */
struct dry_night {
	const struct office *office;
	struct night night;
	struct night before; /* what stood of its dues and appointments; nothing but these is set */
	bool fresh; /* false: this register has decided the day already, and nothing would be done
		     */
};

/* Prints a night, and where `against` is not NULL what another office file would make of it; the
 * JSON is schemas/dry-run.json. False when standard output fails. */
void dry_run_print_text(
	const struct dry_night *tonight, const struct dry_night *against, struct arena *arena);
bool dry_run_print_json(
	const struct dry_night *tonight, const struct dry_night *against, struct arena *arena);

#endif
