#ifndef DECIDE_EFFECT_TABULATION_H
#define DECIDE_EFFECT_TABULATION_H

#include "base/arena.h"
#include "base/share.h"
#include "model/effect.h"

/* From rows to what is told: who is counted, and the groups side by side. */

/* What posted letters came to, of those that were posted in the months that are counted at all. */
struct effect_chain {
	long posted;              /* left, as far as anybody has said otherwise */
	long open;                /* of a month of which not all letters' days are over */
	long returned;            /* came back */
	long gone;                /* moved out, died, document given up: nobody to renew */
	long unseen;              /* the register shows nothing of the resident */
	long without;             /* of a measure that asks for one: without an appointment */
	long counted;             /* all the rest: the denominator */
	const char *first, *last; /* months counted, "" for none */
};

/* Of letters of these waves, a bit each. */
enum {
	EFFECT_ALL_WAVES = (1u << WAVES) - 1,
	EFFECT_FIRST_WAVES = 1u << WAVE_FIRST | 1u << WAVE_LATE,
};

struct effect_chain effect_follow(
	const struct effect_rows *rows, unsigned waves, enum effect_measure measure);

/* Letters of one value, and those that renewed, for each measure. */
struct effect_group {
	const char *value;
	const char *language; /* of a text (struct effect_row), else empty */
	struct share shares[EFFECT_MEASURES];
};

struct effect_table {
	enum effect_by by;
	struct effect_group all;
	struct effect_group *groups; /* those with a letter counted, in order of value */
	size_t count;
};

/* By `by`, of letters of these waves; of EFFECT_WAVE and EFFECT_TURN `all` has the first waves
 * alone. Of what an appointment has, letters without one are the group of the empty value. */
struct effect_table effect_tabulate(
	const struct effect_rows *rows, enum effect_by by, unsigned waves, struct arena *arena);

/* All other groups together; of a text those of its language, none where that
 * is not known. */
struct share effect_rest(
	const struct effect_table *table, size_t group, enum effect_measure measure);

#endif
