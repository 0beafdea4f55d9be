#ifndef MODEL_OUTLOOK_H
#define MODEL_OUTLOOK_H

#include "base/arena.h"
#include "model/calendar.h"

#include <stdbool.h>
#include <stddef.h>

/* The weeks ahead, from a day on, as the office's calendar and the appointments that stand have
 * them: how many places, how many of them taken, when all is closed, when mail goes. */

/* Weeks that are looked at: that of the day first, past the end of a window of three months. */
enum { OUTLOOK_WEEKS = 15 };

/* A counter's week. */
struct outlook_share {
	int offered; /* places: slots by desks, from the day on */
	int taken;   /* places that appointments have, offered or not */
};

struct outlook_week {
	day_number monday;
	struct outlook_share shares[COUNTERS_MAX]; /* by index of the office's counters */
};

/* Days in a row on which a counter is closed out of the ordinary, for one reason. */
struct outlook_closed {
	day_number from, until; /* both included */
	int counter;            /* its index, OUTLOOK_ALL: each that would be open */
	const char *reason;     /* the holiday's name, or the office's word */
};

enum { OUTLOOK_ALL = -1 };

struct outlook {
	day_number day;
	struct outlook_week weeks[OUTLOOK_WEEKS];
	const struct outlook_closed *closed; /* by first day */
	size_t closed_count;
	day_number
		next_mailing; /* the first after the day, DAY_NONE when it is not in these weeks */
};

/* The days that the calendar for a day must have: from it to this one. */
day_number outlook_until(day_number day);

/* The outlook of a calendar, with nothing taken; reasons live in the arena, or the calendar. */
void outlook_make(const struct office *office, const struct calendar *calendar, struct arena *arena,
	struct outlook *outlook);

/* An appointment takes its places; one that lies elsewhere is passed over. */
void outlook_take(struct outlook *outlook, const struct office *office, const char *counter,
	day_number day, int minutes);

/* Places of all counters and weeks that can still be given; and all that are offered. */
struct outlook_share outlook_sum(const struct outlook *outlook, size_t counters);

#endif
