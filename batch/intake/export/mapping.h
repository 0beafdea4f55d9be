#ifndef INTAKE_EXPORT_MAPPING_H
#define INTAKE_EXPORT_MAPPING_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/row_visitor.h"
#include "intake/register/value.h"

#include <stdbool.h>

/*
 * What one row says of a resident, field by field: its items taken, joined, translated by codes
 * and dates, in our register's own words and forms. Whether a value may stand in its field is not
 * asked here but by the record (intake/register/record.h), as of our own format; only what cannot
 * be said in our words at all is a defect here: a code without a word (DEFECT_WORD), a date in none
 * of the declared forms (DEFECT_DATE), an item that came twice in its row (DEFECT_REPEATED), a day
 * or number of its history that cannot be read (intake/export/row_history.h).
 *
 * A postal code may have a hyphen behind its third digit, which is taken away. Of ward, leaving and
 * renewal a day is `true`; what is neither a day nor true nor false is a DEFECT_WORD.
 *
 * certificate/kind sends the row's certificate/… to signature/… or authentication/…; a kind that is
 * unknown (DEFECT_WORD) or missing (DEFECT_MISSING) where the others say something is a defect of
 * the signature's state. A kind that an item says, and of the others nothing is said, is a
 * certificate without a state: DEFECT_MISSING of it, as in our own format. A <say> of the kind
 * alone says nothing.
 *
 * A defect of an item that becomes no field (of the history, or of a condition) is told at the
 * field that the condition decides, or else at some field of the row other than id and protection,
 * if there is one: the row's resident is set aside for it, whatever else the row says.
 */
struct said_value {
	const char *text; /* NULL: the row says nothing of the field; "" never, but of a
			     DEFECT_REPEATED. With a defect the value as it came */
	size_t length;
	enum defect defect;
	const struct export_item *item; /* from which it comes, the first of a join; NULL: a say */
};

struct said {
	const struct export_set *set;
	long line;
	struct said_value values[EXPORT_FIELDS];
};

/* Fills in what the row says; texts live in the arena or in the row's cells. Fails with
 * FAULT_REGISTER ("path:line: …", `path` being the file) at a code of a table whose others are
 * refused. */
bool mapping_row(const struct export_set *set, const struct row *row, const char *path,
	struct arena *arena, struct said *said, struct fault *why);

#endif
