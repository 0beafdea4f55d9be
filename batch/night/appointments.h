#ifndef NIGHT_APPOINTMENTS_H
#define NIGHT_APPOINTMENTS_H

#include "base/fault.h"
#include "decide/rules/rules.h"
#include "decide/visits/reschedule.h"
#include "model/resident.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The appointments that were handed out before tonight: which of them stand, where they are from
 * tonight on (decide/visits/reschedule.h decides it), and who must be told. What has changed, also
 * by staff's word since the last night, is told by a letter (night/change_letters.h).
 */

/* A letter about a change that waited and may go, addressed as of tonight. */
struct readdressed_change {
	const char *notice;
	const struct recipient *recipient;
};

struct appointments {
	const struct tonight *tonight;
	struct reschedule reschedule;
	/* for the ledger: ledger_commit */
	struct by_hand *by_hand;
	size_t by_hand_count, by_hand_capacity;
	/* set by change_letters_make */
	struct notice *notices; /* new letters, numbered behind the night's others */
	size_t notice_count;
	struct readdressed_change *readdressed;
	size_t readdressed_count;
	const char **pulled;
	size_t pulled_count;
	struct told_change *tellings;
	size_t telling_count;
};

/* Before the register is read: which appointments stand, which have closed. FAULT_OFFICE when one
 * is at a counter that the office lacks; else as the ledger's reads. */
bool appointments_open(
	const struct tonight *tonight, struct appointments *appointments, struct fault *why);

/* A resident of the register who has a due: what is kept of it is copied. */
void appointments_resident(struct appointments *appointments, const struct resident *resident,
	const struct ruling *ruling);

/* Does this resident hold an appointment? */
bool appointments_hold(const struct appointments *appointments, const char *resident);

/* *known: has the resident a printed letter that says where this appointment stands after tonight?
 * False, too, for one that the ledger lacks. */
bool appointments_known_place(
	const struct appointments *appointments, const char *uid, bool *known, struct fault *why);

/* After the register: new places for what has closed; what is taken for all others. Tells staff
 * (exception place-closed) of those for whom none is left, and of those who cannot be written to
 * tonight. */
bool appointments_reschedule(struct appointments *appointments, struct fault *why);

#endif
