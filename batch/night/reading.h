#ifndef NIGHT_READING_H
#define NIGHT_READING_H

#include "base/fault.h"
#include "decide/dues/load_weeks.h"
#include "decide/dues/reconcile.h"
#include "decide/dues/stop_list.h"
#include "decide/limits/layer_counts.h"
#include "intake/register/register.h"
#include "night/appointments.h"
#include "night/attendances.h"
#include "night/foresight.h"
#include "night/limits.h"
#include "night/protections.h"
#include "night/revocations.h"
#include "night/tonight.h"

#include <stdbool.h>

/*
 * Tonight's register passes once, resident by resident: the rules are asked of each, and whoever
 * must know of it hears of it. What is odd, has a fault or cannot be written is told to staff.
 */
struct reading {
	const struct tonight *tonight;
	struct appointments *appointments;
	struct reconcile *reconcile;
	struct stop_list *stops;
	struct protections *protections;
	struct revocations *revocations;     /* NULL: nobody's signature certificate is watched */
	const struct revocation *revocation; /* of the resident in turn, NULL for none */
	struct attendances *attendances;
	struct layer_counts *layers;
	struct foresight foresight;
	struct load_tally load;
	struct limits_watch limits;
	/* what was read, once it has been */
	struct register_summary summary;
	day_number as_of; /* of the export */
};

/* Before the register; `appointments` after appointments_open. Fails as foresight_open does. */
bool reading_open(struct reading *reading, const struct tonight *tonight,
	struct appointments *appointments, struct fault *why);

/* Reads it all. Fails as exports_read, moment_head and tonight_tell do. */
bool reading_register(struct reading *reading, struct fault *why);

#endif
