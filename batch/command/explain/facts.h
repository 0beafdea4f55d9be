#ifndef COMMAND_EXPLAIN_FACTS_H
#define COMMAND_EXPLAIN_FACTS_H

#include "base/fault.h"
#include "command/explain/story.h"
#include "decide/rules/ruling.h"
#include "document/mailroom/letter.h"
#include "ledger/decisions.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "model/resident.h"
#include "night/protections.h"
#include "night/revocations.h"
#include "night/staff_notes.h"

#include <stdbool.h>
#include <stddef.h>

/* A document that may run out: what is to come is told of it. */
struct outlook {
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
struct facts {
	struct story *story;
	const struct office *office;
	struct letters *letters; /* asked whether a name can be drawn */
	struct staff_notes notes;
	struct protections *protections;
	struct revocations *revocations;     /* NULL: nobody's signature certificate is watched */
	const struct revocation *revocation; /* of the one in the register, NULL for none */
	struct story_entry *entries;         /* the ledger's decisions, oldest first */
	size_t entry_count;
	struct story_letter *posted; /* its letters */
	size_t posted_count;
	struct story_version *versions; /* of its appointments */
	size_t version_count;
	struct outlook outlooks[DOCUMENTS];
	size_t outlook_count;
};

/* What the ledger knows: decisions, letters, appointments, staff. First of all. */
bool facts_ledger(struct facts *facts, struct ledger *ledger, struct fault *why);

/* What a register says of the resident, which rule gives which date, and what the rules say. */
void facts_resident(struct facts *facts, const struct resident *resident);

/* Which rule gives which date, with the arithmetic: the chapter of the rules. */
void facts_rules(struct facts *facts, const struct resident *resident, const struct ruling *ruling);

/* Why a version of an appointment came about, by the ledger's word for it: ", by the desk" in the
 * operator's language, "" for none that need be said. */
const char *facts_cause(const char *cause);

/* What will happen next; last of all. FAULT_OFFICE when the mailing days cannot be expanded. */
bool facts_next(struct facts *facts, struct fault *why);

#endif
