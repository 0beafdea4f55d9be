#ifndef COMMAND_TELLER_H
#define COMMAND_TELLER_H

#include "base/fault.h"
#include "command/desk_notes.h"
#include "command/protections.h"
#include "command/story.h"
#include "command/watch.h"
#include "decide/ruling.h"
#include "document/letter.h"
#include "ledger/ledger.h"
#include "ledger/story.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stddef.h>

/* A document that may run out: what is to come is told of it. */
struct prospect {
	enum document document;
	enum matter matter;
	day_number expires;
	enum outcome outcome; /* by the register as it stands, on the night of `decides` */
	enum reason reason;
	bool open;          /* there is a decision: else nothing is due by then */
	day_number decides; /* the first night from today on inside the window */
};

/* Whoever gathers a story: where the facts come from, and what the chapters must know of each
 * other. */
struct teller {
	struct story *story;
	const struct office *office;
	struct letters *letters; /* asked whether a name can be drawn */
	struct desk_notes notes;
	struct protections *protections;
	struct watch *watch;                 /* NULL: nobody's signature certificate is watched */
	const struct revocation *revocation; /* of the one in the register, NULL for none */
	struct story_entry *entries;         /* the ledger's decisions, oldest first */
	size_t entry_count;
	struct story_letter *posted; /* its letters */
	size_t posted_count;
	struct story_version *versions; /* of its appointments */
	size_t version_count;
	struct prospect prospects[DOCUMENTS];
	size_t prospect_count;
};

/* What the ledger knows: decisions, letters, appointments, the desk. First of all. */
bool teller_ledger(struct teller *teller, struct ledger *ledger, struct fault *why);

/* What a register says of the resident, which rule gives which date, and what the rules say. */
void teller_resident(struct teller *teller, const struct resident *resident);

/* Which rule gives which date, with the arithmetic: the chapter of the rules. */
void teller_rules(
	struct teller *teller, const struct resident *resident, const struct ruling *ruling);

/* What will happen next; last of all. FAULT_OFFICE when the mailing days cannot be expanded. */
bool teller_next(struct teller *teller, struct fault *why);

#endif
