#ifndef INTAKE_EXPORT_EXPORTS_H
#define INTAKE_EXPORT_EXPORTS_H

#include "base/fault.h"
#include "intake/export/delivery.h"
#include "intake/register/register.h"
#include "intake/register/visitor.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * A night's input in either shape: the sets of an export description (intake/export/delivery.h), or
 * our own format: the register, and where the city's resident system does not hold card and
 * certificate dates, a cards file with them (schemas/cards.xsd) beside it, joined by id. The cards
 * file is read first and kept (intake/register/cards.h says in how much memory); then the register
 * streams, and each resident is shown with the documents of its holder. Without a cards file this
 * is register_read.
 *
 * With two files:
 * - Both are of one municipality and one day, else FAULT_REGISTER.
 * - A resident without a holder has no card, as most children: nothing to tell. But when not one
 *   resident has a document the ids do not match or the cards file is empty: FAULT_REGISTER.
 * - A holder that is set aside (the codes of intake/register/register.h) sets its resident aside
 * with its own code, so that nobody's card seems to be gone for a fault in its record.
 * - A holder without a resident is told as `holder-without-resident` when all have been read,
 *   in order of line, whatever else is wrong with it.
 * - A resident that has documents in the register and a holder too is set aside as
 *   `documents-twice`: which of the two is right cannot be known. (One with documents in the
 *   register alone keeps them.)
 * - The digest is the SHA-256 of the hexadecimal digests of register and cards file, one behind
 *   the other: 128 bytes.
 */
struct exports {
	const char *register_path;
	const char *cards_path;          /* NULL: the register has the documents */
	const struct office *office;     /* as for register_read; may be NULL */
	const struct delivery *delivery; /* not NULL: the sets of an export description instead of
					    these files */
};

/* Reads all there is and shows it to the visitor, in the order of the register. Fails as
 * register_read does, and as said above. */
bool exports_read(const struct exports *exports, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why);

#endif
