#ifndef DECIDE_FORECAST_LETTERS_AHEAD_H
#define DECIDE_FORECAST_LETTERS_AHEAD_H

#include "base/civil.h"
#include "decide/rules/rules.h"
#include "decide/visits/request.h"
#include "model/calendar.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the nights ahead will write to one resident, if the register stays as it is: each mailing
 * night is decided as night/night.h decides it (decide/rules/rules.h,
 * decide/dues/letter_contents.h, decide/visits/named_visit.h), with the letters of the nights
 * before it as known. A letter of a night without mail goes with the next mailing as it would be
 * written then, so that only mailing nights need be asked; and of those only the ones on which the
 * answer can be another.
 *
 * Nothing is foreseen of others: the cap of letters to one address, how many letters a mailing has
 * (each goes with the first; decide/forecast/queue_ahead.h), and what no font draws or no sheet
 * holds, are not asked. Of revocations the register's dates know nothing. Pure; no memory.
 */

struct nights_ahead {
	const struct office *office;
	const struct calendar *calendar; /* from `from` to the last expiry that opens by `until` */
	day_number from, until;          /* nights, both included */
};

/* What is known of the resident today. */
struct resident_ahead {
	const struct resident *resident;
	const struct circumstances *circumstances;
	const struct known_due *known; /* its dues alone */
	size_t known_count;
	const struct standing_appointment *standing; /* its appointments alone */
	size_t standing_count;
	bool declined; /* staff took its appointment back: no reminder gives another */
};

struct letter_ahead {
	day_number posted;           /* a mailing day */
	bool hand;                   /* no letter: staff must tell it. The rest does not count */
	enum wave wave;              /* as model/notice.h has it */
	enum matter matter;          /* of what runs out first in it */
	day_number last;             /* the last day for it (letter_last_day) */
	bool call;                   /* it comes too late to act on */
	bool visits;                 /* it asks for a visit that nobody has yet: */
	struct slot_request request; /* without key and household */
	day_number earliest; /* from which it could have lain, had its letter been posted on the
				first day of its window, or on the first of these nights */
};

typedef void letter_ahead_tell(void *context, const struct letter_ahead *letter);

/* Tells each, in order of days. A visit is taken to lie on the day that is wished for; a letter
 * whose days hold that of an earlier one asks for none. */
void letters_ahead(const struct nights_ahead *ahead, const struct resident_ahead *whom,
	letter_ahead_tell *tell, void *context);

#endif
