#ifndef DOCUMENT_OPERATORS_TALLY_H
#define DOCUMENT_OPERATORS_TALLY_H

#include "base/arena.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/* A night in numbers, counted once for summary.json, the report and the metrics. */

struct tally_code {
	const char *code;
	long count;
};

struct tally {
	long outcomes[OUTCOMES]; /* rows of dues.csv */
	long matters[MATTERS][OUTCOMES];
	bool listed[MATTERS]; /* by matter: not one that the office does not write about */
	long reasons[OUTCOMES][REASONS];
	long call;                   /* rows to be telephoned */
	long call_people;            /* residents of these rows */
	long hand_people;            /* residents of the rows by hand */
	long hand_in_houses;         /* of them those who wait for their house's answer */
	long letters;                /* notices decided this night */
	long appointments;           /* of them, those with an appointment */
	long changes[NOTICE_KINDS];  /* letters of the mailing by what they are about */
	long formats[FORMATS];       /* and by their format */
	long envelopes;              /* in which those lie, 0: nothing was said of envelopes */
	long unplaced;               /* letters that should have one and have none */
	long unconfirmed;            /* mailings not confirmed as posted in time */
	long counters[COUNTERS_MAX]; /* `appointments` by index of the office's counters */
	long agenda[COUNTERS_MAX];   /* all that is still to come, likewise */
	const struct tally_code *exceptions; /* by code, bytewise */
	size_t exception_codes;
};

/* Codes are borrowed from the night, the list of them is in the arena. */
void tally_night(const struct office *office, const struct night *night, struct arena *arena,
	struct tally *tally);

#endif
