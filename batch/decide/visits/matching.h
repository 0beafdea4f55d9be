#ifndef DECIDE_VISITS_MATCHING_H
#define DECIDE_VISITS_MATCHING_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Who can sit where: members, each allowed in some groups, and groups with room for so many. As
 * many members as can be are placed, each in one group.
 *
 * Method: augmenting paths (C. Berge, "Two theorems in graph theory", 1957; H. W. Kuhn, "The
 * Hungarian method", 1955). A member that finds its groups full moves others on, along a shortest
 * chain that ends in a group with room. When there is no chain there never will be one, so the
 * members that get in, asked one after the other, are the most that can be, and whoever was asked
 * earlier has precedence (the sets that can be placed form a matroid: J. Edmonds and D. R.
 * Fulkerson, "Transversals and matroid partition", 1965).
 *
 * Members that are allowed in the same groups are one kind. The chains run over kinds and groups,
 * not members: memory is 4 bytes for each kind and group, and a chain costs at most kinds * groups
 * / 32 steps, however many members there are. Where a chain was looked for in vain none is looked
 * for again while there can be none.
 */
struct matching;

enum { MATCHING_NOWHERE = -1 };

/* Members, placed nowhere. kind_of[member] is below `kinds`, or MATCHING_NOWHERE for one that is
 * never asked. */
struct matching_members {
	const int *kind_of;
	size_t count, kinds;
};

/* Kinds that are allowed nowhere, and groups with room for rooms[group], 0 or more. Lives as long
 * as the arena. */
struct matching *matching_open(struct arena *arena, const struct matching_members *members,
	const int *rooms, size_t groups);

/* Lets members of a kind sit in a group; before any of them is admitted. */
void matching_allow(struct matching *matching, size_t kind, size_t group);

/* Places a member that is nowhere, moving others if need be; nobody loses a place. False when
 * that cannot be, and nothing has changed. In which group it sits until it is settled is not said.
 */
bool matching_enter(struct matching *matching, size_t member);

/* Takes the place of a member that is admitted and not settled: it is nowhere again. */
void matching_dismiss(struct matching *matching, size_t member);

/* Takes `count` places out of a group. Members may move, nobody loses a place. False when that
 * cannot be, and the rooms are as before. */
bool matching_shrink(struct matching *matching, size_t group, int count);

/* Gives back places that were taken out. */
void matching_widen(struct matching *matching, size_t group, int count);

/* Gives an admitted member, for good, the cheapest group that leaves a place to everybody who is
 * admitted, with those settled before where they are. costs[group], of groups where it is allowed,
 * are all different. Returns that group. Which one it is depends
 * on nothing but who was admitted and settled before: not on how others sit. */
size_t matching_settle(struct matching *matching, size_t member, const int64_t *costs);

/* Could anybody still be settled in this group: has it room, or somebody who might move on? */
bool matching_open_to(const struct matching *matching, size_t group);

/* Gives admitted members, for good and all at once, groups[i] to members[i], which is allowed
 * there, if that leaves a place to everybody who is admitted. False when it does not: they are
 * admitted as before. */
bool matching_settle_all(
	struct matching *matching, const size_t *members, const size_t *groups, size_t count);

/* Could somebody unsettled of one group sit in the other? */
bool matching_moves(const struct matching *matching, size_t from, size_t to);

/* The alternating trees: the groups that can be come to from those in `from` by members moving on,
 * `from` included. Both are [group]. From the groups of a member that could not be admitted they
 * are all full, and nobody in them can sit anywhere else (P. Hall, "On representatives of
 * subsets", 1935): more members must sit there than there is room. */
void matching_reach(struct matching *matching, const bool *from, bool *reached);

/* The group of a member, MATCHING_NOWHERE when it is not admitted. */
int matching_group(const struct matching *matching, size_t member);

#endif
