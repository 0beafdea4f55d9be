#include "decide/dues/quota.h"

#include "decide/dues/pace.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/*
 * The earliest last day first: when any order is in time, that one is. Nothing is kept of who
 * waits: the next night asks anew of all who have no letter yet, and then they are more urgent.
 * So a night that is skipped is caught up by the next ones. What the register's dates will ask for
 * in the next weeks is known as well, and competes for the same mailings.
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

/* The first mailing that can have a letter to come, from 1; past the last when none can. */
static size_t mailing_from(const struct quota *quota, const struct quota_coming *coming)
{
	return quota->days[0] >= coming->from ? 1 : mailings_until(quota, coming->from - 1) + 1;
}

/* How many letters have their first time in a mailing and their last in another, from 1. */
struct outlook {
	size_t mailings;
	int letters[PACE_MAX + 1][PACE_MAX + 1];
};

static void take_letters(struct outlook *outlook, size_t from, size_t until, long letters)
{
	until = until < from ? from : until;
	until = until < outlook->mailings ? until : outlook->mailings;
	if (from <= outlook->mailings)
		outlook->letters[from][until] += (int)letters;
}

/* Those to come, and `taken` that the next mailing has already. */
static void look_out(const struct quota *quota, long taken, struct outlook *outlook)
{
	memset(outlook, 0, sizeof *outlook);
	outlook->mailings = quota->day_count < PACE_MAX ? quota->day_count : PACE_MAX;
	outlook->letters[1][1] = (int)taken;
	for (size_t i = 0; i < quota->coming_count; i++) {
		const struct quota_coming *coming = &quota->coming[i];
		size_t from = mailing_from(quota, coming);
		if (from > 1)
			take_letters(outlook, from, mailings_until(quota, coming->last),
				coming->letters);
	}
}

/* Of any mailings in a row: what can have no others must go with them. */
static long find_least(const struct outlook *outlook)
{
	long least = 1, due[PACE_MAX + 1] = {0};
	for (size_t since = outlook->mailings; since > 0; since--) {
		long sum = 0;
		for (size_t k = since; k <= outlook->mailings; k++) {
			long mailings = (long)(k - since + 1);
			due[k] += outlook->letters[since][k];
			sum += due[k];
			long share = (sum + mailings - 1) / mailings;
			least = share > least ? share : least;
		}
	}
	return least;
}

static void count_pace(const struct outlook *outlook, struct pace *pace)
{
	for (size_t from = 1; from <= pace->mailings; from++)
		for (size_t until = from; until <= outlook->mailings; until++) {
			pace->begun[from] += outlook->letters[from][until];
			pace->ended[until <= pace->mailings ? until : 0] +=
				outlook->letters[from][until];
		}
	pace->ended[0] = 0;
	for (size_t k = 1; k <= pace->mailings; k++) {
		pace->begun[k] += pace->begun[k - 1];
		pace->ended[k] += pace->ended[k - 1];
	}
}

/* How many letters the next mailing has, unless more must go. */
static long room_of(const struct quota *quota, const struct outlook *outlook)
{
	long most = quota->most == 0 ? LONG_MAX : quota->most;
	struct pace pace = {.most = most};
	if (quota->level == 0)
		return most;
	pace.mailings =
		(size_t)quota->level < outlook->mailings ? (size_t)quota->level : outlook->mailings;
	count_pace(outlook, &pace);
	long even = pace_first(&pace);
	return even < most ? even : most;
}

long quota_share(const struct quota *quota, long taken, struct quota_letter *letters, size_t count)
{
	if (count == 0)
		return 1;
	join_households(letters, count);
	qsort(letters, count, sizeof *letters, compare_urgency);
	struct outlook outlook;
	look_out(quota, taken, &outlook);
	for (size_t i = 0; i < count; i++)
		take_letters(&outlook, 1, mailings_until(quota, letters[i].last), 1);
	long least = find_least(&outlook);
	long room = room_of(quota, &outlook);
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

long quota_room(const struct quota *quota, const struct quota_coming *waiting, size_t count)
{
	struct outlook outlook;
	look_out(quota, 0, &outlook);
	for (size_t i = 0; i < count; i++)
		take_letters(
			&outlook, 1, mailings_until(quota, waiting[i].last), waiting[i].letters);
	return room_of(quota, &outlook);
}

bool quota_is_last(const struct quota *quota, day_number last)
{
	return mailings_until(quota, last) == 1;
}
