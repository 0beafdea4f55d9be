#ifndef BASE_SHARE_H
#define BASE_SHARE_H

#include <stdbool.h>

/* Shares of counts, and what can be said of them. All intervals are those of 95 %, and a share is 0
 * to 1; counts are 0 or more, and none is larger than the number that it is of. */

/* So many of so many. */
struct share {
	long hits, of;
};

struct share_interval {
	double low, high;
};

/* 0 of nothing. */
double share_value(struct share share);

/* Wilson's score interval without a correction for continuity (Wilson, J Am Stat Assoc 22:209-212,
 * 1927; method 3 of Newcombe, Stat Med 17:857-872, 1998); 0 to 1 of nothing. */
struct share_interval share_wilson(struct share share);

/* The interval of the difference of two independent shares, `one` less `other`, made of Wilson's
 * limits of each (method 10 of Newcombe, Stat Med 17:873-890, 1998). */
struct share_interval share_difference(struct share one, struct share other);

/* Can the difference be told from none: is 0 outside of that interval? */
bool share_differs(struct share one, struct share other);

/*
 * The smallest difference from `other`'s share, up or down, that would have been seen with a
 * probability of 80 % by the test of two proportions at 5 %, two-sided, with as many of each as
 * there are (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., 4.2,
 * without a correction for continuity). Of the two directions the one in which more is needed;
 * where the share leaves no room in one, the other. Below 0: none could have been seen. `one`'s
 * hits do not matter.
 */
double share_detectable(struct share one, struct share other);

#endif
