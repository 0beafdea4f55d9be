#include "decide/dues/pace.h"

/*
 * The shortest line from nothing posted, seen from its start: every mailing narrows the slopes that
 * are left, and where the narrowing would cross the line turns, so that its first part has the
 * slope that was left there. (The taut string; of the squares of the steps it has the least sum.)
 * Slopes are fractions of two numbers: how many letters by so many mailings.
 */

struct slope {
	long letters, mailings;
};

static int compare_slopes(struct slope left, struct slope right)
{
	long one = left.letters * right.mailings, other = right.letters * left.mailings;
	return (one > other) - (one < other);
}

/* What must have gone by each mailing for those behind it not to have more than `most`, as far as
 * there is so much: from the last one back. */
static void carry_back(const struct pace *pace, long needed[PACE_MAX + 1])
{
	long behind = 0;
	for (size_t k = pace->mailings; k > 0; k--) {
		long least = behind > pace->most ? behind - pace->most : 0;
		long must = least > pace->ended[k] ? least : pace->ended[k];
		needed[k] = behind = must < pace->begun[k] ? must : pace->begun[k];
	}
}

static long round_up(struct slope slope)
{
	return (slope.letters + slope.mailings - 1) / slope.mailings;
}

long pace_first(const struct pace *pace)
{
	long needed[PACE_MAX + 1] = {0};
	size_t last = pace->mailings;
	carry_back(pace, needed);
	struct slope low = {needed[1], 1}, high = {pace->begun[1], 1};
	for (size_t k = 2; k <= last; k++) {
		const struct slope least = {needed[k], (long)k}, most = {pace->begun[k], (long)k};
		if (compare_slopes(least, high) > 0)
			return round_up(high);
		if (compare_slopes(most, low) < 0)
			return round_up(low);
		low = compare_slopes(least, low) > 0 ? least : low;
		high = compare_slopes(most, high) < 0 ? most : high;
	}
	const struct slope middle = {(needed[last] + pace->begun[last] + 1) / 2, (long)last};
	if (compare_slopes(middle, low) < 0)
		return round_up(low);
	return round_up(compare_slopes(middle, high) > 0 ? high : middle);
}
