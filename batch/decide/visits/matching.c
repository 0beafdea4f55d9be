#include "decide/visits/matching.h"

#include "decide/visits/index_set.h"

#include <string.h>

/* Invariant: nobody who was admitted is ever without a group. Members move only along chains
 * that end in a group with room, and a settled member is taken out of the lists of those who can
 * still move. Members of a kind are alike, so that a chain is looked for among kinds and groups and
 * not among people. A set of groups from which no chain leads to one with room stays so while
 * nobody leaves and no group is widened: it is kept as shut, and never searched again. */

enum { NOBODY = -1 };

struct member {
	int kind;
	int group;
	int previous, next; /* among the unsettled of its kind in its group, NOBODY at the ends */
};

struct group {
	int room;      /* left; below 0 only within matching_shrink */
	int unsettled; /* members that can still move */
	int chain;     /* once reached: the group before it, NOBODY for a first one */
};

struct matching {
	size_t groups, group_words, kinds, kind_words;
	struct member *member;
	struct group *group;
	set_word *allowed; /* [kind]: the groups where it may sit */
	set_word *seated;  /* [group]: the kinds of which somebody unsettled sits there */
	int *first;        /* [kind, group]: 1 + the first of these, 0 when there is none */
	set_word *roomy;   /* the groups with room */
	set_word *shut;    /* groups from which no chain leads to one with room */
	set_word *reached; /* by a search: groups */
	set_word *asked;   /* and the kinds that led it on */
	int *queue;        /* groups that were reached, [head] on to be followed */
	size_t head, tail;
};

static set_word *open_sets(struct arena *arena, size_t count, size_t words)
{
	return arena_alloc(arena, count * words * sizeof(set_word));
}

static void change_room(struct matching *matching, size_t group, int by)
{
	matching->group[group].room += by;
	put_in_set(matching->roomy, group, matching->group[group].room > 0);
}

struct matching *matching_open(struct arena *arena, const struct matching_members *members,
	const int *rooms, size_t groups)
{
	struct matching *matching = arena_alloc(arena, sizeof *matching);
	size_t kinds = members->kinds;
	size_t group_words = set_words(groups), kind_words = set_words(kinds);
	*matching = (struct matching){
		.groups = groups,
		.group_words = group_words,
		.kinds = kinds,
		.kind_words = kind_words,
		.member = arena_alloc(arena, members->count * sizeof *matching->member),
		.group = arena_alloc(arena, groups * sizeof *matching->group),
		.allowed = open_sets(arena, kinds, group_words),
		.seated = open_sets(arena, groups, kind_words),
		.first = arena_alloc(arena, kinds * groups * sizeof *matching->first),
		.roomy = open_sets(arena, 1, group_words),
		.shut = open_sets(arena, 1, group_words),
		.reached = open_sets(arena, 1, group_words),
		.asked = open_sets(arena, 1, kind_words),
		.queue = arena_alloc(arena, groups * sizeof *matching->queue),
	};
	for (size_t i = 0; i < members->count; i++)
		matching->member[i] =
			(struct member){.kind = members->kind_of[i], .group = MATCHING_NOWHERE};
	for (size_t i = 0; i < groups; i++)
		change_room(matching, i, rooms[i]);
	return matching;
}

static set_word *allowed_groups(const struct matching *matching, size_t kind)
{
	return matching->allowed + kind * matching->group_words;
}

static set_word *seated_kinds(const struct matching *matching, size_t group)
{
	return matching->seated + group * matching->kind_words;
}

static int *first_of(const struct matching *matching, size_t kind, size_t group)
{
	return &matching->first[kind * matching->groups + group];
}

void matching_allow(struct matching *matching, size_t kind, size_t group)
{
	put_in_set(allowed_groups(matching, kind), group, true);
}

int matching_group(const struct matching *matching, size_t member)
{
	return matching->member[member].group;
}

/* Seats a member where it can still be moved. */
static void enter_group(struct matching *matching, size_t member, size_t group)
{
	struct member *entering = &matching->member[member];
	size_t kind = (size_t)entering->kind;
	int *first = first_of(matching, kind, group);
	entering->group = (int)group;
	entering->previous = NOBODY;
	entering->next = *first - 1;
	if (entering->next != NOBODY)
		matching->member[entering->next].previous = (int)member;
	else
		put_in_set(seated_kinds(matching, group), kind, true);
	*first = (int)member + 1;
	matching->group[group].unsettled++;
	change_room(matching, group, -1);
}

static void leave_group(struct matching *matching, size_t member)
{
	struct member *leaving = &matching->member[member];
	size_t kind = (size_t)leaving->kind, group = (size_t)leaving->group;
	int *first = first_of(matching, kind, group);
	if (leaving->previous == NOBODY)
		*first = leaving->next + 1;
	else
		matching->member[leaving->previous].next = leaving->next;
	if (leaving->next != NOBODY)
		matching->member[leaving->next].previous = leaving->previous;
	if (*first == 0)
		put_in_set(seated_kinds(matching, group), kind, false);
	leaving->group = MATCHING_NOWHERE;
	matching->group[group].unsettled--;
	change_room(matching, group, 1);
}

/* ---- chains ---- */

/* Forgets what was reached. Passes by the groups that are shut, unless one of them has just been
 * left (`inside`). */
static void begin_search(struct matching *matching, bool inside)
{
	size_t size = matching->group_words * sizeof(set_word);
	if (inside)
		memset(matching->reached, 0, size);
	else
		memcpy(matching->reached, matching->shut, size);
	memset(matching->asked, 0, matching->kind_words * sizeof(set_word));
	matching->head = matching->tail = 0;
}

static void reach_group(struct matching *matching, size_t group, int before)
{
	put_in_set(matching->reached, group, true);
	matching->group[group].chain = before;
	matching->queue[matching->tail++] = (int)group;
}

/* Queues the groups of a kind that were not reached before, as next ones of a chain from `before`;
 * where one of them has room that one alone, and returns it. Else matching->groups. */
static size_t reach_kind(struct matching *matching, size_t kind, int before)
{
	const set_word *allowed = allowed_groups(matching, kind);
	for (size_t i = 0; i < matching->group_words; i++) {
		set_word roomy = allowed[i] & ~matching->reached[i] & matching->roomy[i];
		if (roomy != 0) {
			size_t found = pop_index(&roomy, i);
			reach_group(matching, found, before);
			return found;
		}
	}
	for (size_t i = 0; i < matching->group_words; i++)
		for (set_word fresh = allowed[i] & ~matching->reached[i]; fresh != 0;)
			reach_group(matching, pop_index(&fresh, i), before);
	return matching->groups;
}

/* Follows the moves from the groups in the queue, breadth first, to one that has room: the end of a
 * shortest chain. matching->groups when there is none: no chain leads out of what was reached, and
 * a further search does not look there again. */
static size_t find_room(struct matching *matching)
{
	for (; matching->head < matching->tail; matching->head++) {
		int group = matching->queue[matching->head];
		const set_word *seated = seated_kinds(matching, (size_t)group);
		for (size_t i = 0; i < matching->kind_words; i++)
			for (set_word fresh = seated[i] & ~matching->asked[i]; fresh != 0;) {
				size_t kind = pop_index(&fresh, i);
				size_t found = reach_kind(matching, kind, group);
				if (found != matching->groups)
					return found;
				put_in_set(matching->asked, kind, true);
			}
	}
	return matching->groups;
}

/* A kind of which somebody unsettled of one group could sit in the other; matching->kinds when
 * there is none. */
static size_t moving_kind(const struct matching *matching, size_t from, size_t to)
{
	const set_word *seated = seated_kinds(matching, from);
	for (size_t i = 0; i < matching->kind_words; i++)
		for (set_word word = seated[i]; word != 0;) {
			size_t kind = pop_index(&word, i);
			if (in_set(allowed_groups(matching, kind), to))
				return kind;
		}
	return matching->kinds;
}

static void move_member(struct matching *matching, size_t from, size_t to)
{
	size_t kind = moving_kind(matching, from, to);
	size_t member = (size_t)*first_of(matching, kind, from) - 1;
	leave_group(matching, member);
	enter_group(matching, member, to);
}

/* Moves one member on along each step of the chain that ends in `end`. Returns its first group,
 * which has gained the room. */
static size_t move_along(struct matching *matching, size_t end)
{
	while (matching->group[end].chain != NOBODY) {
		size_t before = (size_t)matching->group[end].chain;
		move_member(matching, before, end);
		end = before;
	}
	return end;
}

/* ---- coming and going ---- */

static bool seat_member(struct matching *matching, size_t member, bool inside)
{
	size_t kind = (size_t)matching->member[member].kind;
	begin_search(matching, inside);
	size_t found = reach_kind(matching, kind, NOBODY);
	if (found == matching->groups)
		found = find_room(matching);
	if (found == matching->groups)
		return false;
	enter_group(matching, member, move_along(matching, found));
	return true;
}

bool matching_enter(struct matching *matching, size_t member)
{
	bool seated = seat_member(matching, member, false);
	if (!seated)
		memcpy(matching->shut, matching->reached, matching->group_words * sizeof(set_word));
	return seated;
}

/* Room in a group that was shut opens all that leads to it. */
static void open_again(struct matching *matching, size_t group)
{
	if (in_set(matching->shut, group))
		memset(matching->shut, 0, matching->group_words * sizeof(set_word));
}

void matching_dismiss(struct matching *matching, size_t member)
{
	size_t group = (size_t)matching->member[member].group;
	leave_group(matching, member);
	open_again(matching, group);
}

static bool shrink_group(struct matching *matching, size_t group, int count, bool inside)
{
	change_room(matching, group, -count);
	while (matching->group[group].room < 0) {
		size_t found = matching->groups;
		begin_search(matching, inside);
		if (!in_set(matching->reached, group)) {
			reach_group(matching, group, NOBODY);
			found = find_room(matching);
		}
		if (found == matching->groups) {
			change_room(matching, group, count);
			return false;
		}
		move_along(matching, found);
	}
	return true;
}

bool matching_shrink(struct matching *matching, size_t group, int count)
{
	return shrink_group(matching, group, count, false);
}

void matching_widen(struct matching *matching, size_t group, int count)
{
	change_room(matching, group, count);
	open_again(matching, group);
}

/* ---- for good ---- */

bool matching_open_to(const struct matching *matching, size_t group)
{
	return matching->group[group].room > 0 || matching->group[group].unsettled > 0;
}

/* The cheapest group of a kind that anybody could still get into, of those that no search has
 * reached in vain. There is one. */
static size_t cheapest_open(const struct matching *matching, size_t kind, const int64_t *costs)
{
	const set_word *allowed = allowed_groups(matching, kind);
	size_t best = matching->groups;
	for (size_t i = 0; i < matching->group_words; i++)
		for (set_word word = allowed[i] & ~matching->reached[i]; word != 0;) {
			size_t at = pop_index(&word, i);
			if ((best == matching->groups || costs[at] < costs[best]) &&
				matching_open_to(matching, at))
				best = at;
		}
	return best;
}

/* The group that a member has left keeps a place for it, so a search ends there at the latest;
 * often somebody of the group that it wants can go there at once. */
size_t matching_settle(struct matching *matching, size_t member, const int64_t *costs)
{
	size_t kind = (size_t)matching->member[member].kind;
	size_t left = (size_t)matching->member[member].group, group;
	leave_group(matching, member);
	begin_search(matching, in_set(matching->shut, left));
	while (matching->group[group = cheapest_open(matching, kind, costs)].room <= 0) {
		if (moving_kind(matching, group, left) != matching->kinds) {
			move_member(matching, group, left);
			break;
		}
		reach_group(matching, group, NOBODY);
		size_t found = find_room(matching);
		if (found != matching->groups) {
			move_along(matching, found);
			break;
		}
	}
	matching->member[member].group = (int)group;
	change_room(matching, group, -1);
	return group;
}

bool matching_settle_all(
	struct matching *matching, const size_t *members, const size_t *groups, size_t count)
{
	size_t held = 0;
	bool inside = false;
	for (size_t i = 0; i < count; i++) {
		inside = inside ||
			 in_set(matching->shut, (size_t)matching->member[members[i]].group);
		leave_group(matching, members[i]);
	}
	while (held < count && shrink_group(matching, groups[held], 1, inside))
		held++;
	for (size_t i = 0; i < count && held == count; i++)
		matching->member[members[i]].group = (int)groups[i];
	if (held == count)
		return true;
	while (held-- > 0)
		change_room(matching, groups[held], 1);
	for (size_t i = 0; i < count; i++)
		seat_member(matching, members[i], inside);
	return false;
}

/* ---- what hangs together ---- */

bool matching_moves(const struct matching *matching, size_t from, size_t to)
{
	return moving_kind(matching, from, to) != matching->kinds;
}

void matching_reach(struct matching *matching, const bool *from, bool *reached)
{
	begin_search(matching, true);
	for (size_t i = 0; i < matching->groups; i++)
		if (from[i])
			reach_group(matching, i, NOBODY);
	while (find_room(matching) != matching->groups)
		; /* a group with room is but one more */
	for (size_t i = 0; i < matching->groups; i++)
		reached[i] = in_set(matching->reached, i);
}
