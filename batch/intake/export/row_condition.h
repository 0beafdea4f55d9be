#ifndef INTAKE_EXPORT_ROW_CONDITION_H
#define INTAKE_EXPORT_ROW_CONDITION_H

#include "base/arena.h"
#include "intake/export/row_visitor.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Conditions of an export description: ITEM = 'VALUE' or ITEM ≠ 'VALUE' (or !=), several with
 * " and " between. All must hold. An item that says nothing, or did not come, is ''.
 */
struct worded_term {
	const char *item; /* its path, trimmed */
	bool equal;
	const char *value; /* trimmed; "": nothing */
};

struct worded_condition {
	const struct worded_term *terms; /* at least one */
	size_t count;
};

/* Takes the words apart; all of it lives in the arena. False, and in *problem what is wrong with
 * them, when they are no condition. */
bool row_condition_parse(const char *words, struct arena *arena, struct worded_condition *condition,
	const char **problem);

/* Does the condition hold of the row? */
bool row_condition_holds(const struct export_condition *condition, const struct row *row);

#endif
