#ifndef INTAKE_EXPORT_DELIVERY_H
#define INTAKE_EXPORT_DELIVERY_H

#include "base/fault.h"
#include "intake/export/collection.h"
#include "intake/register/register.h"
#include "intake/register/visitor.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * One night's delivery: the sets of an export description, read and joined, and shown as if they
 * had been a register in our own format (intake/register/register.h): same checks by the same
 * table, same codes, in the order of the main set.
 *
 * Side sets are read first and kept (intake/export/side_rows.h says in how much memory); then the
 * main set streams. Where its history asks for the highest number it is kept as well, and shown
 * when it has been read.
 *
 * - All sets are of one municipality and one day, as far as they say it; the office's. What none
 *   says, `as_of` and `municipality` say; these must not contradict either. No day at all, another
 *   city, two days: FAULT_REGISTER.
 * - A side row with a defect sets its resident aside with the row's code, the message naming set,
 *   row and item; one of a set of protections is besides read on the side of caution (glimpse).
 * - Two rows of a side set where one is meant, two that contradict each other, or two of the main
 *   set that its history calls the highest: row-twice. A resident whom a main set without a history
 *   names twice refuses the night, as in our own format.
 * - A side row without a resident: row-without-resident, told when all have been read, in order of
 *   sets and lines. A row whose id cannot be read could be anybody's: FAULT_REGISTER.
 * - A required set none of whose rows finds its resident, or without a row that counts:
 *   FAULT_REGISTER.
 * - A resident of the main set of whom no row counts: no-row-counts, set aside.
 * - The digest is the SHA-256 of the hexadecimal digests of the sets that were read, in the order
 *   of the description, one behind the other.
 */
struct delivery {
	const struct export_description *description;
	struct collection collection;
	const struct office *office; /* NULL: anybody's */
	const char *municipality;    /* of the command line; NULL: unsaid */
	day_number as_of;            /* of the command line; DAY_NONE: unsaid */
};

/* Reads all there is and shows it to the visitor. Fails as register_read does, and as said above.
 */
bool delivery_read(const struct delivery *delivery, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why);

#endif
