#ifndef INTAKE_EXPORT_ASSEMBLY_H
#define INTAKE_EXPORT_ASSEMBLY_H

#include "base/arena.h"
#include "intake/export/mapping.h"
#include "intake/register/record.h"

/*
 * One resident put together from what the rows of several sets say, and filled into a record as if
 * it had been read in our own format, so that the same table checks it.
 *
 * - Two that say the same of a field are one. Two that say different things are row-twice; of a
 *   protection the most careful counts: an unknown word before active, provisional, released.
 * - An element with several attributes (a card, a certificate, a stay, an address to send to) is
 *   there when an item says something of it; what a <say> says comes besides, and makes none by
 *   itself. A stay of which nothing is known but that no extension is pending is none.
 * - leaving, ward and renewal are there when their word is true, or their day is given.
 */
struct assembly {
	struct said_value values[EXPORT_FIELDS];
	const struct said *origins[EXPORT_FIELDS]; /* by whom; NULL: nobody */
	const char *conflict; /* a path for the message of row-twice, or NULL */
};

/* Begins with what one row says; `said` must outlive the assembly. */
void assembly_open(struct assembly *assembly, const struct said *said);

/* Adds another one. A conflict's words live in the arena. */
void assembly_add(struct assembly *assembly, const struct said *said, struct arena *arena);

/* The same within one record of XML: rows nested in it become part of what it says, and where two
 * differ the field has DEFECT_REPEATED. */
void assembly_nest(struct said *record, const struct said *nested);

/* Says that a set has two rows of a resident where one is meant. */
void assembly_conflict(
	struct assembly *assembly, const struct said *one, long other_line, struct arena *arena);

/* Fills in the record, which is opened with the line of the main row. The record's defect then
 * names set, line and item where they are not the main row's (in words that live in the arena). */
void assembly_fill(const struct assembly *assembly, const struct export_set *main_set, long line,
	struct record *record, struct arena *arena);

#endif
