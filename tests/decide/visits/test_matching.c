/* What decide/visits/matching.h answers, in any order in which it can be asked, against members who
 * are all placed anew at each question, one by one (H. W. Kuhn, 1955): nothing is shared with it,
 * no kinds and no chains that are remembered. */
#include "decide/visits/matching.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MEMBERS = 24, KINDS = 7, GROUPS = 9, STEPS = 60, TRIALS = 4000, NOWHERE = -1 };

static uint64_t random_state;

static int draw(int below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (int)((random_state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)below);
}

/* The same members and groups, and what has been answered so far. */
struct plain {
	int groups;
	int kind_of[MEMBERS];
	bool allowed[KINDS][GROUPS];
	int rooms[GROUPS];
	bool admitted[MEMBERS];
	int settled[MEMBERS]; /* the group, NOWHERE while it can move */
};

/* ---- placed anew ---- */

static bool is_allowed(const struct plain *plain, int member, int group)
{
	return plain->allowed[plain->kind_of[member]][group];
}

static bool place_one(const struct plain *plain, int member, int *left, int *at, bool *seen)
{
	for (int group = 0; group < plain->groups; group++) {
		if (!is_allowed(plain, member, group) || seen[group])
			continue;
		seen[group] = true;
		if (left[group] > 0) {
			left[group]--;
			at[member] = group;
			return true;
		}
		for (int other = 0; other < MEMBERS; other++)
			if (at[other] == group && plain->settled[other] == NOWHERE &&
				place_one(plain, other, left, at, seen)) {
				at[member] = group;
				return true;
			}
	}
	return false;
}

/* Has everybody who is admitted a place, those who are settled where they are? */
static bool all_fit(const struct plain *plain)
{
	int left[GROUPS], at[MEMBERS];
	memcpy(left, plain->rooms, sizeof left);
	for (int i = 0; i < MEMBERS; i++) {
		at[i] = plain->settled[i];
		if (at[i] != NOWHERE && left[at[i]]-- == 0)
			return false;
	}
	for (int i = 0; i < MEMBERS; i++) {
		bool seen[GROUPS] = {false};
		if (plain->admitted[i] && at[i] == NOWHERE && !place_one(plain, i, left, at, seen))
			return false;
	}
	return true;
}

static bool would_fit(const struct plain *plain, int member, int group)
{
	struct plain tried = *plain;
	tried.admitted[member] = true;
	tried.settled[member] = group;
	return all_fit(&tried);
}

/* ---- what is asked ---- */

static void ask_entry(struct matching *matching, struct plain *plain, int member)
{
	if (plain->admitted[member])
		return;
	plain->admitted[member] = all_fit(plain) && would_fit(plain, member, NOWHERE);
	assert_int_equal(matching_enter(matching, (size_t)member), plain->admitted[member]);
}

static void ask_dismissal(struct matching *matching, struct plain *plain, int member)
{
	if (!plain->admitted[member] || plain->settled[member] != NOWHERE)
		return;
	matching_dismiss(matching, (size_t)member);
	plain->admitted[member] = false;
}

static void ask_shrinking(struct matching *matching, struct plain *plain, int group, int count)
{
	struct plain tried = *plain;
	tried.rooms[group] -= count;
	bool fits = tried.rooms[group] >= 0 && all_fit(&tried);
	assert_int_equal(matching_shrink(matching, (size_t)group, count), fits);
	plain->rooms[group] -= fits ? count : 0;
}

static void ask_settling(struct matching *matching, struct plain *plain, int member)
{
	int64_t costs[GROUPS];
	int best = NOWHERE;
	if (!plain->admitted[member] || plain->settled[member] != NOWHERE)
		return;
	for (int group = 0; group < plain->groups; group++)
		costs[group] = (int64_t)draw(1000) * GROUPS + group;
	for (int group = 0; group < plain->groups; group++)
		if (is_allowed(plain, member, group) && would_fit(plain, member, group) &&
			(best == NOWHERE || costs[group] < costs[best]))
			best = group;
	assert_int_equal(matching_settle(matching, (size_t)member, costs), best);
	plain->settled[member] = best;
}

/* Two members at once, each somewhere that is allowed. */
static void ask_settling_both(struct matching *matching, struct plain *plain, int one, int other)
{
	size_t members[] = {(size_t)one, (size_t)other}, groups[2];
	struct plain tried = *plain;
	if (one == other)
		return;
	for (int i = 0; i < 2; i++) {
		int member = (int)members[i], group = draw(plain->groups);
		if (!plain->admitted[member] || plain->settled[member] != NOWHERE)
			return;
		while (!is_allowed(plain, member, group))
			group = (group + 1) % plain->groups;
		groups[i] = (size_t)group;
		tried.settled[member] = group;
	}
	bool fits = all_fit(&tried);
	assert_int_equal(matching_settle_all(matching, members, groups, 2), fits);
	if (fits)
		*plain = tried;
}

/* Everybody who sits somewhere sits where it may, and no group has more than its room. */
static void assert_seated(const struct matching *matching, const struct plain *plain)
{
	int left[GROUPS];
	memcpy(left, plain->rooms, sizeof left);
	for (int i = 0; i < MEMBERS; i++) {
		int group = matching_group(matching, (size_t)i);
		assert_int_equal(group != MATCHING_NOWHERE, plain->admitted[i]);
		if (group == MATCHING_NOWHERE)
			continue;
		assert_true(is_allowed(plain, i, group));
		assert_true(left[group]-- > 0);
		if (plain->settled[i] != NOWHERE)
			assert_int_equal(group, plain->settled[i]);
	}
	for (int group = 0; group < plain->groups; group++) {
		int room = plain->rooms[group];
		for (int i = 0; i < MEMBERS; i++)
			room -= plain->settled[i] == group ? 1 : 0;
		assert_int_equal(matching_open_to(matching, (size_t)group), room > 0);
	}
}

/* The alternating trees of somebody who cannot come: full, and who can move in them only there. */
static void assert_proof(struct matching *matching, const struct plain *plain, int member)
{
	bool from[GROUPS], reached[GROUPS];
	int left[GROUPS];
	if (plain->admitted[member] || would_fit(plain, member, NOWHERE))
		return;
	memcpy(left, plain->rooms, sizeof left);
	for (int group = 0; group < plain->groups; group++)
		from[group] = is_allowed(plain, member, group);
	matching_reach(matching, from, reached);
	for (int i = 0; i < MEMBERS; i++) {
		int group = matching_group(matching, (size_t)i);
		if (group == MATCHING_NOWHERE)
			continue;
		left[group]--;
		for (int other = 0; other < plain->groups; other++)
			if (reached[group] && plain->settled[i] == NOWHERE &&
				is_allowed(plain, i, other)) {
				assert_true(reached[other]);
				assert_true(matching_moves(matching, (size_t)group, (size_t)other));
			}
	}
	for (int group = 0; group < plain->groups; group++) {
		assert_true(reached[group] || !from[group]);
		assert_true(!reached[group] || left[group] == 0);
	}
}

static void ask(struct matching *matching, struct plain *plain)
{
	int member = draw(MEMBERS), group = draw(plain->groups), count = 1 + draw(2);
	switch (draw(9)) {
	case 0:
		ask_dismissal(matching, plain, member);
		break;
	case 1:
		ask_shrinking(matching, plain, group, count);
		break;
	case 2:
		matching_widen(matching, (size_t)group, count);
		plain->rooms[group] += count;
		break;
	case 3:
		ask_settling(matching, plain, member);
		break;
	case 4:
		ask_settling_both(matching, plain, member, draw(MEMBERS));
		break;
	default:
		ask_entry(matching, plain, member);
	}
	assert_seated(matching, plain);
	assert_proof(matching, plain, draw(MEMBERS));
}

static void every_answer_is_that_of_placing_all_anew(void **state)
{
	(void)state;
	for (int trial = 0; trial < TRIALS; trial++) {
		random_state = (uint64_t)(trial + 1) * UINT64_C(0x9E3779B97F4A7C15);
		struct arena *arena = arena_open();
		struct plain plain = {.groups = 1 + draw(GROUPS)};
		int kinds = 1 + draw(KINDS), most = 1 + draw(5);
		for (int i = 0; i < MEMBERS; i++) {
			plain.kind_of[i] = draw(kinds);
			plain.settled[i] = NOWHERE;
		}
		for (int i = 0; i < plain.groups; i++)
			plain.rooms[i] = draw(most);
		const struct matching_members members = {plain.kind_of, MEMBERS, (size_t)kinds};
		struct matching *matching =
			matching_open(arena, &members, plain.rooms, (size_t)plain.groups);
		for (int kind = 0; kind < kinds; kind++)
			for (int group = 0; group < plain.groups; group++)
				if (draw(3) == 0 || group == kind % plain.groups) {
					plain.allowed[kind][group] = true;
					matching_allow(matching, (size_t)kind, (size_t)group);
				}
		for (int step = 0; step < STEPS; step++)
			ask(matching, &plain);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_is_that_of_placing_all_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
