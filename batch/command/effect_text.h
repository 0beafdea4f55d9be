#ifndef COMMAND_EFFECT_TEXT_H
#define COMMAND_EFFECT_TEXT_H

#include "base/arena.h"
#include "decide/effect/tabulation.h"
#include "ledger/effects.h"
#include "model/trial.h"

#include <stdbool.h>
#include <stdio.h>

/* What `kigen effect` shows, in three forms. */

/* On standard output, for who reads it: of each measure who is counted, and the groups of `table`;
 * `waves` are those that the table is of. */
void effect_print(const struct effect_rows *rows, const struct effect_table *table, unsigned waves,
	struct arena *arena);

/* What is written as JSON; of a trial too which one, and who takes part. */
struct effect_view {
	const struct effect_rows *rows;
	const struct effect_table *table;
	unsigned waves;
	const struct trial *trial; /* NULL: it is of none */
	const struct assigned *assigned;
	const struct trial_text *texts; /* as ledger_trial_texts gives them */
	size_t text_count;
};

/* The same by schemas/effect.json; false when it cannot be written. */
bool effect_json(const struct effect_view *view, FILE *stream);

/* Counts that may be published (decide/effect/disclosure.h), of first letters and, of turns, of
 * reminders: of every thing that letters are told apart by, or of `by` and all of them together. */
void effect_csv(const struct effect_rows *rows, bool every, enum effect_by by, struct arena *arena);

#endif
