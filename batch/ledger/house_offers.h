#ifndef LEDGER_HOUSE_OFFERS_H
#define LEDGER_HOUSE_OFFERS_H

#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/house.h"

#include <stdbool.h>

/*
 * People who come together (model/house.h): offers to houses, whom each keeps a place for, and what
 * the desk said of them. A place is an appointment that no letter names yet; nobody else can have
 * it (table place), and the night or the desk frees it. What writes is within the night's
 * transaction, or between ledger_begin and ledger_staff_commit. Failures as in ledger/ledger.h.
 */

/* The offers that are open, that have ended since the last night, or that still keep a place, with
 * their members, by number: as the coming night finds them. */
bool ledger_houses(struct ledger *ledger, struct arena *arena, struct house_entry **houses,
	size_t *count, struct fault *why);

/* What has been said of offers that are over. */
struct house_past {
	int serial;           /* the last number of the year, 0 for none */
	const char **refused; /* residents of offers that were declined, or that lapsed, with a last
				 day of `since` or later; in order */
	size_t refused_count;
	const char **agreed; /* residents who had their letter because their house has said yes, as
				long as something of it stands open; in order */
	size_t agreed_count;
	int64_t night; /* the coming one: no UID of another night is made with it */
};

bool ledger_house_past(struct ledger *ledger, int year, day_number since, struct arena *arena,
	struct house_past *past, struct fault *why);

/* The same as ledger_houses as of a night: all that its folder tells. */
bool house_offers_of_night(struct ledger *ledger, int64_t night, struct arena *arena,
	struct house_entry **houses, size_t *count, struct fault *why);

/* What a night has decided of them, behind its appointments. */
bool house_offers_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* The desk's word for the house of an open offer: its members' letters go with the next night. */
bool ledger_accept_house(struct ledger *ledger, const struct house *house,
	const struct staff_act *act, struct fault *why);

/* And against it, or against a house that has been accepted since the last night: its places are
 * free at once, its members by hand one by one. */
bool ledger_decline_house(struct ledger *ledger, const struct house_entry *entry,
	const struct staff_act *act, struct fault *why);

#endif
