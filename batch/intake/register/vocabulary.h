#ifndef INTAKE_REGISTER_VOCABULARY_H
#define INTAKE_REGISTER_VOCABULARY_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/register/dialect.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A vendor's own names for what the register (or the cards file) calls otherwise: a small table in
 * the office file, one vocabulary for each namespace. What has no row keeps our name. A file whose
 * root is of that namespace is read with these names; the rules on order, count and form stay those
 * of the schema, and messages use the vendor's names. An export in our own names is read as ever.
 *
 * Words of a state or kind may have several names (a vendor's codes); with one, our own word is a
 * name no longer. An attribute may be written as a child element of its element, anywhere within
 * it, where that is neither the root nor one with text of its own.
 */

/* The dialects that a file of the kind of `own` may be written in: `own` itself first, then those
 * of the office (NULL: none). *list lives in the arena. FAULT_OFFICE, "path:line: …", when a table
 * does not hold together: an element, attribute or word that there is not, one that is named twice,
 * two of one place with the same name (a row that hides another name), a refused name that is in
 * use, the name of the individual number, a namespace twice. */
bool vocabulary_dialects(const struct dialect *own, const struct office *office,
	struct arena *arena, struct dialect **list, size_t *count, struct fault *why);

/* Do all tables of the office hold together? */
bool vocabulary_check(const struct office *office, struct arena *arena, struct fault *why);

#endif
