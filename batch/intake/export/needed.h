#ifndef INTAKE_EXPORT_NEEDED_H
#define INTAKE_EXPORT_NEEDED_H

#include "base/arena.h"
#include "intake/register/register.h"
#include "intake/register/visitor.h"
#include "model/format_need.h"

/*
 * Between whoever reads residents and whoever is shown them: what the desks' needs file says of
 * somebody is put in the place of what the register says. Theirs is the newer word: it was said to
 * a person, by somebody who asked for a letter that can be read; registers keep what was ticked
 * once on an application, mostly nothing.
 *
 * A row with a fault sets its resident aside, as one of any other file beside the register does
 * (visitor->side), and nobody else: a letter that cannot be read would be no letter, and no later
 * night would write another. Rows of nobody are told.
 */
struct needed {
	const struct format_need_list *needs;
	const struct register_visitor *visitor; /* who is shown them in the end */
	bool *found;                            /* by row: its resident has come */
	long aside;                             /* residents that a row has set aside */
};

/* Whom to show the residents, so that `visitor` is shown them with their needs; both live as long
 * as *needed. `needs` has a path. */
struct register_visitor needed_open(struct needed *needed, const struct format_need_list *needs,
	const struct register_visitor *visitor, struct arena *arena);

/* After the last resident: tells the rows of nobody, and counts in *summary those that were set
 * aside. Fails as visitor->side does. */
bool needed_finish(
	const struct needed *needed, struct register_summary *summary, struct fault *why);

#endif
