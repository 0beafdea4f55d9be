#ifndef DECIDE_DUES_RECONCILIATION_H
#define DECIDE_DUES_RECONCILIATION_H

#include "decide/rules/ruling.h"
#include "model/due.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/outgoing.h"

#include <stdbool.h>
#include <stddef.h>

/* What reconcile_finish answers: everything that tonight's register and rules change of what the
 * ledger knows. All of it lives in the arena of reconcile_open; the known dues are those given to
 * it. */

/* A due decided tonight. */
struct reconciled_due {
	struct decision decision;
	enum document document;
	const struct known_due *known; /* NULL: new */
	enum due_state state;          /* from tonight on */
	bool row;                      /* new or changed: a row of dues.csv */
	bool settles;                  /* this night's letter is about it */
	const char *covering;          /* covered by a letter of an earlier night: its number */
};

/* A resident with such dues. Strings live in the arena of reconcile_open. */
struct reconciled_person {
	struct recipient recipient;
	struct reconciled_due dues[DOCUMENTS]; /* by matter */
	size_t count;
	enum age_class age;              /* on the night */
	bool letter;                     /* gets one tonight */
	bool hand_over_cap;              /* would have, but for the letters at the same address */
	bool agreed;                     /* its house has said yes: neither that nor a queue */
	bool queued;                     /* would have, but for the letters in the same mailing */
	size_t known_first, known_count; /* of the known dues */
};

/* A due that ends without a decision of its own. */
struct reconciled_closed {
	const struct known_due *known;
	enum due_state state; /* renewed, withdrawn, lapsed */
	bool vanished;        /* its resident is no longer in the register */
	day_number current;   /* what the register has instead, DAY_NONE for nothing */
};

/* A letter that waits for its mailing and still says what is right: where it goes as of tonight.
 * Only these and tonight's letters may be posted: a waiting letter whose resident could not be
 * read tonight goes on waiting. */
struct reconciled_readdressed {
	const struct reconciled_person *person;
	const char *notice; /* its number */
};

/* Who is asked, for more letters to one address than the cap allows, whether staff has said that
 * they may go: the recipient is one of those at the address. */
typedef bool reconcile_confirmed(void *context, const struct recipient *recipient);

/* Who is asked whether the house of this resident has said yes to a block (model/house.h). */
typedef bool reconcile_agreed(const void *context, const char *resident);

struct reconciliation {
	struct reconciled_person **people; /* by resident id, bytewise */
	size_t person_count;
	struct reconciled_closed *closed; /* in order of the known dues */
	size_t closed_count;
	const struct known_due *const *released; /* settled by an unprinted letter that must not go;
						    in order of the known dues */
	size_t released_count;
	const struct reconciled_readdressed *readdressed; /* by resident */
	size_t readdressed_count;
	const struct known_due *const *reopened; /* closed dues that the register opens again though
					      their letter has gone: no second one, staff is told */
	size_t reopened_count;
	const char *const *guarded; /* households in which somebody is under protection, bytewise;
				       one may stand there twice */
	size_t guarded_count;
	long mailing_least; /* letters that a mailing must have for all who wait to be in time */
	long aside_open;    /* residents with an open due who were set aside */
};

/* ---- what is asked of it ---- */

/* The person of this resident, NULL for none. */
struct reconciled_person *reconciliation_person(
	const struct reconciliation *reconciliation, const char *resident);

/* This due as it was decided tonight; NULL when nothing was decided of it. */
struct reconciled_due *reconciliation_due(const struct reconciliation *reconciliation,
	const char *resident, enum document document, day_number expires);

/* This due as it ended without a decision of its own; NULL when it did not. */
const struct reconciled_closed *reconciliation_closed(const struct reconciliation *reconciliation,
	const char *resident, enum document document, day_number expires);

/* Is this a household in which somebody is under protection? Its members are not drawn to each
 * other. */
bool reconciliation_guards(const struct reconciliation *reconciliation, const char *household);

/* Whose printed sheet was pulled since the night before (`pulled`) and who is by hand tonight has a
 * row in tonight's dues, changed or not: staff must know that no letter has left. */
void reconciliation_list_pulled(
	const struct reconciliation *reconciliation, const struct pulled_due *pulled, size_t count);

#endif
