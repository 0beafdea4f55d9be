#ifndef DECIDE_DUES_QUOTA_H
#define DECIDE_DUES_QUOTA_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>

/* A mailing has as many letters as the mail room can fold in a day (office, mailing/most): which
 * letters are in it, and which can wait for a later one. Pure; cannot fail. */

struct quota {
	int most;               /* letters in a mailing; 0: as many as there are, nobody waits */
	const day_number *days; /* the mailing days from the next one on, rising; 1 or more */
	size_t day_count;
	int level; /* over so many mailings those who wait and those to come are spread, so that
		      mailings are of nearly equal size; 0: nobody waits for that */
	const struct quota_coming *coming; /* letters of nights to come, in any order; those that
					      the next mailing could have are passed over */
	size_t coming_count;
};

/* Letters that nobody asks for yet: the register's dates open their windows later. */
struct quota_coming {
	day_number from; /* the first mailing that can have them */
	day_number last; /* as in struct quota_letter */
	long letters;    /* so many */
};

/* A letter that would go with the next mailing. */
struct quota_letter {
	const char *resident;
	const char *household; /* whose letters come on one day; "": nobody else's */
	day_number last;       /* the last mailing on which it is in time; past: it never waits */
	bool waits;            /* the answer */
};

/* Who waits, of `count` letters, when `taken` others are in the next mailing already: the most
 * urgent go first, and a household together. Levelled, a mailing has what keeps this one and those
 * to come as even as the letters' first and last mailings let them be (decide/dues/pace.h), and
 * ends with a whole household; never more than `most`, and so much that those to come need not be
 * larger either. Whose last mailing the next one is goes whatever that comes to. They are put in
 * the order in which they will go. Returns the least `most` with which all of them and those to
 * come, counted one by one, would be in time without that, at least 1. */
long quota_share(const struct quota *quota, long taken, struct quota_letter *letters, size_t count);

/* The same in counts: how many of those who wait the next mailing has, unless those are more whose
 * last mailing it is. `from` of those who wait does not count. */
long quota_room(const struct quota *quota, const struct quota_coming *waiting, size_t count);

/* Is the next mailing the last one for a letter? */
bool quota_is_last(const struct quota *quota, day_number last);

#endif
