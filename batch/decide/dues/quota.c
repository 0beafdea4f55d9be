#include "decide/dues/quota.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/*
 * The earliest last day first: when any order is in time, that one is. Nothing is kept of who
 * waits: the next night asks anew of all who have no letter yet, and then they are more urgent.
 * So a night that is skipped is caught up by the next ones. Levelled, what is posted is a smoothed
 * copy of what becomes due: each mailing takes the same part of all who wait.
 */

/* ---- the order ---- */

static int compare_households(const void *left, const void *right)
{
	const struct quota_letter *a = left, *b = right;
	return strcmp(a->household, b->household);
}

static int compare_urgency(const void *left, const void *right)
{
	const struct quota_letter *a = left, *b = right;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	int order = strcmp(a->household, b->household);
	return order != 0 ? order : strcmp(a->resident, b->resident);
}

/* The first behind those that come on one day with the letter at `first`. */
static size_t together_until(const struct quota_letter *letters, size_t count, size_t first)
{
	size_t end = first + 1;
	const char *household = letters[first].household;
	while (household[0] != '\0' && end < count &&
		strcmp(letters[end].household, household) == 0)
		end++;
	return end;
}

/* All of a household are as urgent as the most urgent of them. */
static void join_households(struct quota_letter *letters, size_t count)
{
	qsort(letters, count, sizeof *letters, compare_households);
	for (size_t i = 0, end; i < count; i = end) {
		end = together_until(letters, count, i);
		day_number last = letters[i].last;
		for (size_t k = i + 1; k < end; k++)
			last = letters[k].last < last ? letters[k].last : last;
		for (size_t k = i; k < end; k++)
			letters[k].last = last;
	}
}

/* ---- what can be ---- */

/* Mailings up to `last`, the next one always among them. */
static size_t mailings_until(const struct quota *quota, day_number last)
{
	size_t low = 1, high = quota->day_count;
	while (low < high) {
		size_t middle = low + (high - low + 1) / 2;
		if (quota->days[middle - 1] <= last)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static long find_least(
	const struct quota *quota, long taken, const struct quota_letter *letters, size_t count)
{
	long least = 1;
	for (size_t i = 0; i < count; i++) {
		long mailings = (long)mailings_until(quota, letters[i].last);
		long share = (taken + (long)i + mailings) / mailings; /* of i + 1, rounded up */
		least = share > least ? share : least;
	}
	return least;
}

/* How many letters the next mailing has, unless more must go. */
static long room_of(const struct quota *quota, long taken, long least, size_t count)
{
	long most = quota->most == 0 ? LONG_MAX : quota->most;
	if (quota->level == 0)
		return most;
	long even = (taken + (long)count + quota->level - 1) / quota->level;
	even = even > least ? even : least;
	return even < most ? even : most;
}

long quota_share(const struct quota *quota, long taken, struct quota_letter *letters, size_t count)
{
	if (count == 0)
		return 1;
	join_households(letters, count);
	qsort(letters, count, sizeof *letters, compare_urgency);
	long least = find_least(quota, taken, letters, count);
	long room = room_of(quota, taken, least, count);
	long most = quota->most == 0 ? LONG_MAX : quota->most;
	for (size_t i = 0, end; i < count; i = end) {
		end = together_until(letters, count, i);
		bool can_wait = mailings_until(quota, letters[i].last) > 1;
		bool fits = taken < room && taken + (long)(end - i) <= most;
		for (size_t k = i; k < end; k++)
			letters[k].waits = can_wait && !fits;
		taken += can_wait && !fits ? 0 : (long)(end - i);
	}
	return least;
}
