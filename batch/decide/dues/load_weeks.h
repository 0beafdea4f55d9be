#ifndef DECIDE_DUES_LOAD_WEEKS_H
#define DECIDE_DUES_LOAD_WEEKS_H

#include "decide/rules/ruling.h"
#include "model/figures.h"
#include "model/office.h"
#include "model/resident.h"

#include <stddef.h>

/* What will run out in the weeks ahead, by tonight's register: whose letters are still to come, and
 * whose have gone. Counts alone; pure, memory does not grow with the register. */

/* The weeks from a night's on, nothing counted. */
void load_weeks_begin(struct load_week weeks[LOAD_WEEKS], day_number night);

/* A resident as the rules have judged: what runs out from the night on and is still in force. What
 * nothing is done about (dead or gone, renewed, lost, revoked) is passed over. */
void load_weeks_take(struct load_week weeks[LOAD_WEEKS], const struct resident *resident,
	const struct ruling *ruling, const struct office *office, day_number night);

/* Those in which something runs out, moved together at the front: how many. */
size_t load_weeks_end(struct load_week weeks[LOAD_WEEKS]);

#endif
