#ifndef DECIDE_DUES_LOAD_WEEKS_H
#define DECIDE_DUES_LOAD_WEEKS_H

#include "decide/rules/ruling.h"
#include "model/figures.h"
#include "model/office.h"
#include "model/resident.h"

#include <stddef.h>

/* What will run out in the weeks ahead, by tonight's register: whose letters are still to come, and
 * whose have gone. Counts alone; pure, memory does not grow with the register. */

struct load_tally {
	struct load_week weeks[LOAD_WEEKS];
	/* of their people, by the office's counter that serves where a letter would go */
	long counters[COUNTERS_MAX][LOAD_WEEKS];
};

/* The weeks from a night's on, nothing counted. */
void load_weeks_begin(struct load_tally *tally, day_number night);

/* A resident as the rules have judged: what runs out from the night on and is still in force. What
 * nothing is done about (dead or gone, renewed, lost, revoked) is passed over. */
void load_weeks_take(struct load_tally *tally, const struct resident *resident,
	const struct ruling *ruling, const struct office *office, day_number night);

/* The weeks in which something runs out, in order: how many. */
size_t load_weeks_list(const struct load_tally *tally, struct load_week weeks[LOAD_WEEKS]);

/* The counters that serve somebody of them, in the office's order: how many. */
size_t load_weeks_counters(const struct load_tally *tally, const struct office *office,
	struct load_counter counters[COUNTERS_MAX]);

#endif
