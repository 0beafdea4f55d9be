#ifndef NIGHT_HOUSE_PARTS_H
#define NIGHT_HOUSE_PARTS_H

#include "decide/visits/free_places.h"
#include "decide/visits/slots.h"
#include "decide/visits/visit.h"
#include "model/house.h"
#include "night/appointments.h"
#include "night/protections.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/* What the files of houses share: a night's offers while they are made. */

/* Somebody who can be in an offer tonight. */
struct house_candidate {
	const struct reconciled_person *person;
	const char *address;                 /* the digest */
	struct notice_item items[DOCUMENTS]; /* that a letter would be about */
	size_t item_count;
	bool seated;  /* has a place that is kept */
	bool refused; /* was in an offer that came to nothing */
};

struct keeping {
	const struct tonight *tonight;
	const struct appointments *appointments;
	const struct protections *protections;
	struct places places; /* what is left */
	const char **named;   /* UIDs that tonight's letters name, in order */
	size_t named_count;
	struct house_candidate *candidates; /* by address, then resident */
	size_t candidate_count;
	int serial; /* the last number of a house */
	/* for the ledger */
	struct given_place *given;
	size_t given_count, given_capacity;
	const char **freed;
	size_t freed_count, freed_capacity;
	struct house *opened, *ended;
	size_t opened_count, opened_capacity, ended_count, ended_capacity;
	struct house_member *joined, *parted;
	size_t joined_count, joined_capacity, parted_count, parted_capacity;
};

/* Candidates of one address: a run of them. */
struct house_run {
	struct house_candidate *first;
	size_t count;
};

/* What of a house's blocks stands, for who joins; none: NULL, 0. */
struct house_blocks {
	const struct slot_answer *list;
	size_t count;
};

/* Whom there are. */
void house_find_candidates(struct keeping *keeping);

/* Those of one address; none: NULL, 0. */
struct house_run house_run_of(const struct keeping *keeping, const char *address);

/* Of these the one of a resident, NULL for none. */
struct house_candidate *house_candidate_of(struct house_run run, const char *resident);

enum house_fate {
	FATE_STAYS,
	FATE_NAMED,  /* a letter of tonight names the place */
	FATE_LEAVES, /* cannot be in the offer any more, or no letter goes */
	FATE_CLOSED, /* could be, but not at this place */
};

/* What becomes of a member; `candidate` is the same person among tonight's, NULL for none. */
enum house_fate house_fate_of(const struct keeping *keeping, const struct house *house,
	const struct house_member *member, const struct house_candidate *candidate);

/* The visit of a candidate whose letter goes after the last day of answering; false: there is none
 * in time. */
bool house_visit(const struct keeping *keeping, const struct house_candidate *candidate,
	day_number answer_by, struct visit *visit);

/* Gives a place to as many of the run as have none and were not refused: beside what stands, else
 * in blocks of their own. They join the house; returns how many are left without. */
size_t house_seat(struct keeping *keeping, const struct house *house, struct house_run run,
	struct house_blocks beside);

#endif
