#include "ledger/layers.h"

#include "ledger/statement.h"

#include <string.h>

/* A row a night and layer, by its word: a layer that a later version counts, or no longer counts,
 * is then no more than a row that is not there. */

bool layers_add(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (int layer = 0; layer < LAYERS && night->layers != NULL; layer++) {
		struct sql_statement *add = sql_start(ledger->sql, ADD_LAYER);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, layer_words[layer]);
		sql_put_integer(add, night->layers[layer]);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

bool ledger_latest_layers(struct ledger *ledger, long counts[LAYERS], struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_LAYERS);
	struct arena *arena = arena_open();
	long found[LAYERS];
	for (int layer = 0; layer < LAYERS; layer++)
		found[layer] = -1;
	while (sql_next(list)) {
		int layer = word_index(layer_words, LAYERS, sql_get_text(list, arena));
		long residents = (long)sql_get_integer(list);
		if (layer >= 0)
			found[layer] = residents;
	}
	arena_close(arena);
	if (!sql_finish(list, why))
		return false;
	memcpy(counts, found, sizeof found);
	return true;
}
