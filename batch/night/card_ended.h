#ifndef NIGHT_CARD_ENDED_H
#define NIGHT_CARD_ENDED_H

#include "base/fault.h"
#include "night/appointments.h"
#include "night/tonight.h"

#include <stdbool.h>

/*
 * Appointments that tonight takes back because the card is gone, of residents who are still here.
 *
 * What the visit was for has ended with the card, so the place is given free. No letter tells it: a
 * card that is void or handed back is as a rule answered by a new one, about which nobody waits for
 * us, and who has lost a card must stop it and apply for another, for a fee and with other papers
 * than the letter named. But the resident has the visit in writing and may
 * come: staff is told (exception `appointment-ended`) and telephones. Of the dead and of who has
 * moved away nothing is told, nor of a visit that no printed letter named.
 */

/* Tells staff of them, after ledger_entries_list. Fails as tonight_tell and the ledger's reads do.
 */
bool card_ended_tell(
	const struct tonight *tonight, const struct appointments *appointments, struct fault *why);

#endif
