#ifndef DECIDE_DUES_RECONCILE_H
#define DECIDE_DUES_RECONCILE_H

#include "base/arena.h"
#include "base/civil.h"
#include "decide/dues/quota.h"
#include "decide/dues/reconciliation.h"
#include "decide/rules/ruling.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the rules say tonight meets what the ledger knows: which dues are new, known, changed,
 * renewed, withdrawn or lapsed, and who gets a letter. Pure: nothing is committed here, and the
 * order in which residents come changes nothing.
 *
 * The states of a due:
 * - new, or known and settled by no letter: decided again every night; a row of dues.csv on the
 *   night it is new or its matter, outcome or reason changes; settled on the night it becomes
 *   `letter` (or is covered by one).
 * - settled by a letter that is printed: no second letter but one reminder in its time
 *   (decide/dues/remind.h), decided every night from then on until there is one: a row with wave
 *   `reminder` on that night, and on the night it would have been one but is by hand. Certificates
 *   that the card covers are reminded of with the card. A row tells that it has become a case by
 *   hand since. It ends as withdrawn when its resident or document is gone; a row tells so.
 * - settled by a letter that waits for its mailing: if tonight's rules no longer give exactly what
 *   that letter says, or the visit it names comes too soon by now, it is pulled and the dues are
 *   decided anew; else it is addressed anew.
 * - settled by a letter that staff has withdrawn or that came back: it is pulled likewise; a
 *   row tells also that it is by hand as before.
 * - any other expiry in the register closes it as renewed, no such document as withdrawn, its day
 *   passing as lapsed.
 */
struct reconcile;

/* `known` as ledger_known_dues gives it, in order of resident, document, expiry; it must live as
 * long as the answer. */
struct reconcile *reconcile_open(const struct office *office, day_number night,
	const struct known_due *known, size_t known_count, struct arena *arena);

/* When tonight's letters are posted, and of which day the export is: told before the first
 * resident. Until then both are the night. */
void reconcile_posting(struct reconcile *reconcile, day_number posting_day, day_number as_of);

/* The mailings that letters may wait for, told before reconcile_finish: `quota->days` must live as
 * long as this. Until then nobody waits. */
void reconcile_mailings(struct reconcile *reconcile, const struct quota *quota);

/* Is there anything to do for this resident: a due in the window, or one that is known? Cheap, and
 * to be asked first: most residents have nothing. */
bool reconcile_concerns(const struct reconcile *reconcile, const struct resident *resident,
	const struct ruling *ruling);

/* The letter that would be written on this ruling: what it is about, into `items`; 0: there would
 * be none. Else whether it can be drawn must be asked, and the ruling demoted where it cannot
 * (rules_demote), before reconcile_resident. A letter that waits for its mailing counts as one of
 * tonight: it goes as it is addressed now, or is written anew. */
size_t reconcile_items(const struct reconcile *reconcile, const struct resident *resident,
	const struct ruling *ruling, struct notice_item items[DOCUMENTS]);

/* A resident of the register, once each. What is kept of it is copied. */
void reconcile_resident(
	struct reconcile *reconcile, const struct resident *resident, const struct ruling *ruling);

/* Somebody of this household is under protection, whether anything is due or not. */
void reconcile_guard(struct reconcile *reconcile, const char *household);

/* A resident that was set aside: its known dues stay as they are. One whose id could not be read
 * ("") may be anybody: then nobody counts as gone tonight. */
void reconcile_aside(struct reconcile *reconcile, const char *resident);

/* Who is asked whether more letters than the cap may go to one address; NULL, and until it is told:
 * nobody, and none may. Before reconcile_finish. */
void reconcile_ask(struct reconcile *reconcile, reconcile_confirmed *confirmed, void *context);

/* Whose letters go although there are too many at the address, do not count among them, and wait in
 * no queue: their house keeps a place for each. Until it is told: nobody's. Before
 * reconcile_finish. */
void reconcile_agree(struct reconcile *reconcile, reconcile_agreed *agreed, const void *context);

/* After the last resident. */
void reconcile_finish(struct reconcile *reconcile, struct reconciliation *reconciliation);

#endif
