#ifndef MODEL_FORECAST_H
#define MODEL_FORECAST_H

#include "base/civil.h"
#include "base/share.h"
#include "model/due.h"
#include "model/office.h"

#include <stddef.h>

/*
 * What the nights ahead will ask of the mail room, of staff and of the counters, by a register's
 * own dates: a count, not a model. Nobody is named. It holds as long as the register does: who
 * moves, dies, renews early or is read anew changes it.
 */

enum { FORECAST_MONTHS_MAX = 60 };

/* A counter in a week or month. */
struct forecast_share {
	long offered; /* places: slots by desks */
	long booked;  /* places that appointments of today have, offered or not */
	long taken;   /* places of visits that are to come beside them */
	long visits;  /* people, both kinds */
};

/* A week (from Monday) or a month, cut off where the forecast begins and ends. */
struct forecast_span {
	day_number from, until; /* both included */
	/* By the mailing day. First and late letters; of reminders the most that there can be, if
	 * nobody renewed before them. */
	long letters[WAVES];
	long matters[MATTERS]; /* first and late letters, by what runs out first in them */
	long calls;            /* people whose letter comes too late: to be telephoned */
	long hand;             /* people to whom no letter may go */
	long visits[MATTERS];  /* that are to come, by day and by that matter */
	long booked;           /* people with an appointment of today */
	long unplaced;         /* people without a place, by the last day they could come on */
	struct forecast_share shares[COUNTERS_MAX]; /* by index of the office's counters */
};

/* What would give those a place who have none, the cheapest first. */
enum remedy {
	REMEDY_EARLIER, /* their letters, posted on the first day of the window */
	REMEDY_DESK,    /* a desk that the counter has, and keeps for others in those hours */
	REMEDY_SUNDAY,  /* the counter, open on a Sunday on which it is closed */
	REMEDY_NEW,     /* a desk more than the counter ever has */
	REMEDY_NONE,    /* no day is left to them */
	REMEDIES
};

extern const char *const remedy_words[REMEDIES]; /* "earlier", "desk", … "none" */

/* The desks that are missing at one counter in one week. */
struct forecast_need {
	day_number monday;
	int counter; /* index */
	long people; /* without a place who could come then */
	long places; /* that they lack */
	int desks;   /* so many, open beside the others all week, would do; 0: none would */
	enum remedy remedy;
	day_number sunday; /* REMEDY_SUNDAY: which, else DAY_NONE */
	int hours;         /* at desks, of the remedy, rounded up; 0 when it takes none */
};

/* Of letters whose days are over those that came to their visit, or renewed before it
 * (EFFECT_BY_VISIT of first and late letters, decide/effect/tabulation.h). */
struct forecast_seen {
	struct share came;
	const char *first, *last; /* months of the posting, "2026-11"; "" for none */
};

/* Of fewer letters no figure of who comes is made: a share of so few is anything. */
enum { FORECAST_SEEN_LEAST = 100 };

struct forecast {
	day_number from, until; /* nights, both included */
	const struct forecast_span *weeks, *months;
	size_t week_count, month_count;
	const struct forecast_need *needs; /* by week, then counter */
	size_t need_count;
	day_number as_of; /* of the register */
	long residents;   /* read */
	long aside;       /* of them, set aside: not counted */
	struct forecast_seen seen;
};

/* Letters of a span that go for sure, first and late. */
long forecast_letters(const struct forecast_span *span);

/* People who come, with an appointment of today or of a letter to come. */
long forecast_visits(const struct forecast_span *span);

/* Of so many people with an appointment those who come by it, if as many do as was seen, rounded to
 * the nearest; below 0 where fewer than FORECAST_SEEN_LEAST letters were. */
long forecast_come(const struct forecast *forecast, long visits);

/* All counters of a span together. */
struct forecast_share forecast_sum(const struct forecast_span *span, size_t counters);

#endif
