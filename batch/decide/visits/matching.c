#include "decide/visits/matching.h"

#include <stdint.h>
#include <string.h>

/* Invariant: nobody who was admitted is ever without a group. Members move only along chains
 * that end in a group with room, and a settled member is taken out of the lists of those who can
 * still move. For each pair of groups it is counted how many could go over, so that a chain is
 * looked for among groups and not among people. */

/* A set of groups: one bit each. */
typedef uint64_t group_word;

enum { WORD_BITS = 64, NOBODY = -1 };

struct member {
	int group;
	int previous, next; /* among the unsettled of its group, NOBODY at the ends */
};

struct group {
	int room;  /* left; below 0 only within matching_shrink */
	int first; /* of the unsettled, NOBODY when there is none */
	int chain; /* found by search_chains(): the next group of the shortest chain to one with
		      room */
	bool reached;
};

struct matching {
	size_t groups, words;
	struct member *member;
	struct group *group;
	group_word *allowed; /* [member][word] */
	uint32_t *movable;   /* [group][other]: unsettled members of group allowed in other */
	group_word *sources; /* [other][word]: groups of which somebody could move to other */
	int *queue;          /* [groups], of search_chains() */
};

struct matching *matching_open(struct arena *arena, size_t members, const int *rooms, size_t groups)
{
	struct matching *matching = arena_alloc(arena, sizeof *matching);
	size_t words = (groups + WORD_BITS - 1) / WORD_BITS;
	*matching = (struct matching){
		.groups = groups,
		.words = words,
		.member = arena_alloc(arena, members * sizeof *matching->member),
		.group = arena_alloc(arena, groups * sizeof *matching->group),
		.allowed = arena_alloc(arena, members * words * sizeof *matching->allowed),
		.movable = arena_alloc(arena, groups * groups * sizeof *matching->movable),
		.sources = arena_alloc(arena, groups * words * sizeof *matching->sources),
		.queue = arena_alloc(arena, groups * sizeof *matching->queue),
	};
	for (size_t i = 0; i < members; i++)
		matching->member[i].group = MATCHING_NOWHERE;
	for (size_t i = 0; i < groups; i++)
		matching->group[i] = (struct group){.room = rooms[i], .first = NOBODY};
	return matching;
}

static const group_word *allowed_groups(const struct matching *matching, size_t member)
{
	return matching->allowed + member * matching->words;
}

static bool in_set(const group_word *set, size_t group)
{
	return (set[group / WORD_BITS] >> group % WORD_BITS & 1) != 0;
}

static void add_to_set(group_word *set, size_t group)
{
	set[group / WORD_BITS] |= (group_word)1 << group % WORD_BITS;
}

static void remove_from_set(group_word *set, size_t group)
{
	set[group / WORD_BITS] &= ~((group_word)1 << group % WORD_BITS);
}

/* Takes the lowest group out of one word of a set. */
static size_t pop_group(group_word *word, size_t index)
{
	size_t group = index * WORD_BITS + (size_t)__builtin_ctzll(*word);
	*word &= *word - 1;
	return group;
}

void matching_allow(struct matching *matching, size_t member, size_t group)
{
	add_to_set(matching->allowed + member * matching->words, group);
}

int matching_group(const struct matching *matching, size_t member)
{
	return matching->member[member].group;
}

/* Seats a member where it can still be moved. */
static void enter_group(struct matching *matching, int member, size_t group)
{
	struct member *entering = &matching->member[member];
	struct group *entered = &matching->group[group];
	*entering = (struct member){(int)group, NOBODY, entered->first};
	if (entered->first != NOBODY)
		matching->member[entered->first].previous = member;
	entered->first = member;
	entered->room--;
	uint32_t *movable = matching->movable + group * matching->groups;
	const group_word *allowed = allowed_groups(matching, (size_t)member);
	for (size_t i = 0; i < matching->words; i++)
		for (group_word word = allowed[i]; word != 0;) {
			size_t other = pop_group(&word, i);
			if (movable[other]++ == 0)
				add_to_set(matching->sources + other * matching->words, group);
		}
}

static void leave_group(struct matching *matching, int member)
{
	struct member *leaving = &matching->member[member];
	size_t group = (size_t)leaving->group;
	struct group *left = &matching->group[group];
	if (leaving->previous == NOBODY)
		left->first = leaving->next;
	else
		matching->member[leaving->previous].next = leaving->next;
	if (leaving->next != NOBODY)
		matching->member[leaving->next].previous = leaving->previous;
	leaving->group = MATCHING_NOWHERE;
	left->room++;
	uint32_t *movable = matching->movable + group * matching->groups;
	const group_word *allowed = allowed_groups(matching, (size_t)member);
	for (size_t i = 0; i < matching->words; i++)
		for (group_word word = allowed[i]; word != 0;) {
			size_t other = pop_group(&word, i);
			if (--movable[other] == 0)
				remove_from_set(matching->sources + other * matching->words, group);
		}
}

/* Marks the groups from which a chain of moves leads to a group with room, breadth first from
 * those with room, so that `chain` is the next step of a shortest one. Ends early when it comes to
 * `wanted`; matching->groups wants them all. */
static void search_chains(struct matching *matching, size_t wanted)
{
	size_t head = 0, tail = 0;
	for (size_t i = 0; i < matching->groups; i++) {
		struct group *group = &matching->group[i];
		group->reached = group->room > 0;
		if (group->reached)
			matching->queue[tail++] = (int)i;
	}
	while (head < tail && (wanted == matching->groups || !matching->group[wanted].reached)) {
		size_t target = (size_t)matching->queue[head++];
		const group_word *sources = matching->sources + target * matching->words;
		for (size_t i = 0; i < matching->words; i++)
			for (group_word word = sources[i]; word != 0;) {
				size_t source = pop_group(&word, i);
				struct group *group = &matching->group[source];
				if (group->reached)
					continue;
				group->reached = true;
				group->chain = (int)target;
				matching->queue[tail++] = (int)source;
			}
	}
}

/* Somebody of a group who can move on along its chain. */
static int find_mover(const struct matching *matching, const struct group *group)
{
	int member = group->first;
	while (!in_set(allowed_groups(matching, (size_t)member), (size_t)group->chain))
		member = matching->member[member].next;
	return member;
}

/* Makes room for one in a group that search_chains() has reached: its chain moves on by one member.
 */
static void make_room(struct matching *matching, size_t group)
{
	if (matching->group[group].room > 0)
		return;
	int carried = find_mover(matching, &matching->group[group]);
	size_t target = (size_t)matching->group[group].chain;
	leave_group(matching, carried);
	while (matching->group[target].room <= 0) {
		int next = find_mover(matching, &matching->group[target]);
		leave_group(matching, next);
		enter_group(matching, carried, target);
		carried = next;
		target = (size_t)matching->group[target].chain;
	}
	enter_group(matching, carried, target);
}

/* The cheapest group that a member can have: with room, or else, when `moving`, one that
 * search_chains() has reached. matching->groups when there is none. */
static size_t first_choice(
	const struct matching *matching, size_t member, const int64_t *costs, bool moving)
{
	const group_word *allowed = allowed_groups(matching, member);
	size_t best = matching->groups;
	for (size_t i = 0; i < matching->words; i++)
		for (group_word word = allowed[i]; word != 0;) {
			size_t at = pop_group(&word, i);
			const struct group *group = &matching->group[at];
			if ((group->room > 0 || (moving && group->reached)) &&
				(best == matching->groups || costs[at] < costs[best]))
				best = at;
		}
	return best;
}

bool matching_enter(struct matching *matching, size_t member, const int64_t *costs)
{
	size_t group = first_choice(matching, member, costs, false);
	if (group == matching->groups) {
		search_chains(matching, matching->groups);
		group = first_choice(matching, member, costs, true);
	}
	if (group == matching->groups)
		return false;
	make_room(matching, group);
	enter_group(matching, (int)member, group);
	return true;
}

void matching_dismiss(struct matching *matching, size_t member)
{
	leave_group(matching, (int)member);
}

bool matching_shrink(struct matching *matching, size_t group, int count)
{
	struct group *shrunk = &matching->group[group];
	shrunk->room -= count;
	while (shrunk->room < 0) {
		search_chains(matching, group);
		if (!shrunk->reached) {
			shrunk->room += count;
			return false;
		}
		int carried = find_mover(matching, shrunk);
		size_t target = (size_t)shrunk->chain;
		leave_group(matching, carried);
		make_room(matching, target);
		enter_group(matching, carried, target);
	}
	return true;
}

void matching_widen(struct matching *matching, size_t group, int count)
{
	matching->group[group].room += count;
}

/* The cheapest group that anybody could still get into: full groups in which all are settled stay
 * as they are. matching->groups when there is none. */
static size_t cheapest_open(const struct matching *matching, size_t member, const int64_t *costs)
{
	const group_word *allowed = allowed_groups(matching, member);
	size_t best = matching->groups;
	for (size_t i = 0; i < matching->words; i++)
		for (group_word word = allowed[i]; word != 0;) {
			size_t at = pop_group(&word, i);
			const struct group *group = &matching->group[at];
			if ((group->room > 0 || group->first != NOBODY) &&
				(best == matching->groups || costs[at] < costs[best]))
				best = at;
		}
	return best;
}

/* Where it has room there is nothing to search for. */
size_t matching_settle(struct matching *matching, size_t member, const int64_t *costs)
{
	leave_group(matching, (int)member);
	size_t group = cheapest_open(matching, member, costs);
	if (matching->group[group].room <= 0) {
		search_chains(matching, matching->groups);
		group = first_choice(matching, member, costs, true);
	}
	make_room(matching, group);
	matching->member[member].group = (int)group;
	matching->group[group].room--;
	return group;
}

bool matching_open_to(const struct matching *matching, size_t group)
{
	return matching->group[group].room > 0 || matching->group[group].first != NOBODY;
}

/* Puts a member back that had a place before it left: some group still has one for it. */
static void enter_again(struct matching *matching, size_t member)
{
	search_chains(matching, matching->groups);
	const group_word *allowed = allowed_groups(matching, member);
	for (size_t i = 0; i < matching->words; i++)
		for (group_word word = allowed[i]; word != 0;) {
			size_t group = pop_group(&word, i);
			if (!matching->group[group].reached)
				continue;
			make_room(matching, group);
			enter_group(matching, (int)member, group);
			return;
		}
}

bool matching_settle_all(
	struct matching *matching, const size_t *members, const size_t *groups, size_t count)
{
	size_t held = 0;
	for (size_t i = 0; i < count; i++)
		leave_group(matching, (int)members[i]);
	while (held < count && matching_shrink(matching, groups[held], 1))
		held++;
	for (size_t i = 0; i < count && held == count; i++)
		matching->member[members[i]].group = (int)groups[i];
	if (held == count)
		return true;
	while (held-- > 0)
		matching_widen(matching, groups[held], 1);
	for (size_t i = 0; i < count; i++)
		enter_again(matching, members[i]);
	return false;
}

bool matching_moves(const struct matching *matching, size_t from, size_t to)
{
	return matching->movable[from * matching->groups + to] > 0;
}

void matching_reach(const struct matching *matching, const bool *from, bool *reached)
{
	size_t head = 0, tail = 0;
	int *queue = matching->queue;
	for (size_t i = 0; i < matching->groups; i++) {
		reached[i] = from[i];
		if (from[i])
			queue[tail++] = (int)i;
	}
	while (head < tail) {
		const uint32_t *movable =
			matching->movable + (size_t)queue[head++] * matching->groups;
		for (size_t i = 0; i < matching->groups; i++)
			if (movable[i] > 0 && !reached[i]) {
				reached[i] = true;
				queue[tail++] = (int)i;
			}
	}
}
