#include "decide/visits/shortage_search.h"

/* From everybody without a place a tree is grown over the pools that they, and those who sit
 * there, could use. It can hold no free place, or it would have been theirs; so its pools are a
 * set that is too small, by count alone. Trees that meet are one set. What cures it is tried on
 * the matching itself and taken back. */

/* What the work below shares. */
struct search {
	struct allocation *allocation;
	struct slot_shortages *found;
	size_t *left; /* served requests without a place, in order */
	size_t left_count;
	size_t *joined;  /* [pool]: another pool of the same set; itself at the root */
	bool *within;    /* [pool]: of the set that is looked at */
	size_t *waiting; /* of `left`: those of the set that is looked at */
	size_t waiting_count;
};

static void add_shortage(struct search *search, const struct shortage *shortage)
{
	struct slot_shortages *found = search->found;
	found->list = arena_grow(search->allocation->arena, found->list, found->count, 1,
		&found->capacity, sizeof *found->list);
	found->list[found->count++] = *shortage;
}

/* Requests of so many slots that have no place. */
static void list_left(struct search *search, int slots)
{
	const struct allocation *allocation = search->allocation;
	search->left_count = 0;
	for (size_t i = 0; i < allocation->count; i++)
		if (allocation->served[i]->slots == slots &&
			matching_group(allocation->matching, i) == MATCHING_NOWHERE &&
			!allocation->answers[allocation->served[i] - allocation->requests].placed)
			search->left[search->left_count++] = i;
}

/* ---- counts ---- */

static int pool_slots(const struct allocation *allocation, size_t pool, int *desks)
{
	const struct pool *of = &allocation->pools[pool];
	const struct counter_day *day = allocation_day(allocation, of);
	int count = 0;
	*desks = 0;
	for (size_t slot = 0; slot < day->slot_count; slot++)
		if (allocation_pool(allocation, of->row, &day->slots[slot]) == pool) {
			*desks += day->slots[slot].desks;
			count++;
		}
	return count;
}

static struct shortage_week count_week(
	const struct search *search, day_number monday, size_t counter)
{
	const struct allocation *allocation = search->allocation;
	struct shortage_week week = {allocation->office->counters[counter].id, monday, 0, 0};
	for (size_t i = 0; i < allocation->pool_count; i++) {
		const struct pool *pool = &allocation->pools[i];
		int desks;
		if (!search->within[i] || pool->counter != (int)counter ||
			civil_monday(pool->day) != monday)
			continue;
		pool_slots(allocation, i, &desks);
		week.offered += desks;
		week.held += desks - pool->room;
	}
	return week;
}

/* Counts the places of the set that is looked at; it has some. */
static void count_places(const struct search *search, struct shortage *shortage)
{
	const struct allocation *allocation = search->allocation;
	size_t counters = allocation->calendar->counter_count;
	shortage->from = DAY_NONE;
	for (size_t i = 0; i < allocation->pool_count; i++) {
		if (!search->within[i])
			continue;
		if (shortage->from == DAY_NONE)
			shortage->from = allocation->pools[i].day;
		shortage->until = allocation->pools[i].day;
		shortage->places += allocation->pools[i].room;
	}
	day_number first = civil_monday(shortage->from), last = civil_monday(shortage->until);
	struct shortage_week *weeks = arena_alloc(
		allocation->arena, ((size_t)(last - first) / 7 + 1) * counters * sizeof *weeks);
	for (day_number monday = first; monday <= last; monday += 7)
		for (size_t counter = 0; counter < counters; counter++) {
			struct shortage_week week = count_week(search, monday, counter);
			if (week.offered > 0)
				weeks[shortage->week_count++] = week;
		}
	shortage->weeks = weeks;
}

/* ---- sets that are too small ---- */

static size_t root_of(size_t *joined, size_t pool)
{
	while (joined[pool] != pool)
		pool = joined[pool] = joined[joined[pool]];
	return pool;
}

static void join_pools(size_t *joined, size_t one, size_t other)
{
	size_t a = root_of(joined, one), b = root_of(joined, other);
	joined[a > b ? a : b] = a > b ? b : a;
}

/* The first pool that a request may use; pool_count when the calendar has none for it. */
static size_t first_pool(const struct allocation *allocation, const struct slot_request *request)
{
	size_t i = 0;
	while (i < allocation->pool_count && !allocation_allows(request, &allocation->pools[i]))
		i++;
	return i;
}

/* Grows the alternating trees of all who are left at once, and joins those that meet. */
static void join_trees(struct search *search, bool *reached)
{
	const struct allocation *allocation = search->allocation;
	bool *from = arena_alloc(allocation->arena, allocation->pool_count * sizeof *from);
	for (size_t i = 0; i < allocation->pool_count; i++)
		search->joined[i] = i;
	for (size_t i = 0; i < search->left_count; i++) {
		const struct slot_request *request = allocation->served[search->left[i]];
		size_t first = first_pool(allocation, request);
		for (size_t k = first; k < allocation->pool_count; k++)
			if (allocation_allows(request, &allocation->pools[k])) {
				from[k] = true;
				join_pools(search->joined, first, k);
			}
	}
	matching_reach(allocation->matching, from, reached);
	for (size_t i = 0; i < allocation->pool_count; i++)
		for (size_t k = 0; reached[i] && k < allocation->pool_count; k++)
			if (matching_moves(allocation->matching, i, k))
				join_pools(search->joined, i, k);
}

/* ---- the cure ---- */

static bool pool_treated(const struct search *search, size_t pool, int counter)
{
	return search->within[pool] &&
	       (counter < 0 || search->allocation->pools[pool].counter == counter);
}

/* Opens so many more desks, or fewer, for all the time of the set's places at a counter (-1: at
 * each of them). */
static void add_desks(struct search *search, int counter, int desks)
{
	const struct allocation *allocation = search->allocation;
	for (size_t i = 0; i < allocation->pool_count; i++) {
		int offered, slots = pool_slots(allocation, i, &offered) * desks;
		if (!pool_treated(search, i, counter))
			continue;
		if (slots >= 0)
			matching_widen(allocation->matching, i, slots);
		else
			matching_shrink(allocation->matching, i, -slots);
	}
}

/* The smallest number of desks more at a counter with which all who wait have a place; 0 when no
 * number will do. Each is tried on the matching and taken back: who is admitted stays so. Of
 * somebody whom the first desks of a round do not help, no number will: they have room at each of
 * the counter's pools. */
static int cure_of(struct search *search, int counter)
{
	struct allocation *allocation = search->allocation;
	int desks = 0;
	size_t next = 0, before;
	do {
		add_desks(search, counter, 1);
		desks++;
		before = next;
		while (next < search->waiting_count) {
			if (!matching_enter(allocation->matching, search->waiting[next]))
				break;
			next++;
		}
	} while (next < search->waiting_count && next > before);
	bool cured = next == search->waiting_count;
	while (next-- > 0)
		matching_dismiss(allocation->matching, search->waiting[next]);
	add_desks(search, counter, -desks);
	return cured ? desks : 0;
}

static void find_cure(struct search *search, struct shortage *shortage)
{
	const struct allocation *allocation = search->allocation;
	shortage->cure_counter = "";
	shortage->cure_places = shortage->left;
	for (size_t counter = 0; counter < allocation->calendar->counter_count; counter++) {
		bool there = false;
		for (size_t i = 0; i < allocation->pool_count && !there; i++)
			there = pool_treated(search, i, (int)counter);
		int desks = there ? cure_of(search, (int)counter) : 0;
		if (desks == 0 || (shortage->cure_desks > 0 && desks >= shortage->cure_desks))
			continue;
		shortage->cure_desks = desks;
		shortage->cure_counter = allocation->office->counters[counter].id;
	}
	if (shortage->cure_desks == 0)
		shortage->cure_desks = cure_of(search, -1);
}

/* ---- certificates ---- */

/* The set of pools with this root, and who waits for it. */
static void look_at(struct search *search, const bool *reached, size_t at)
{
	const struct allocation *allocation = search->allocation;
	for (size_t i = 0; i < allocation->pool_count; i++)
		search->within[i] = reached[i] && root_of(search->joined, i) == at;
	search->waiting_count = 0;
	for (size_t i = 0; i < search->left_count; i++) {
		size_t first = first_pool(allocation, allocation->served[search->left[i]]);
		if (first < allocation->pool_count && search->within[first])
			search->waiting[search->waiting_count++] = search->left[i];
	}
}

/* Those whose days have no place at all, taken or not: no set to name, and no desk that helps. */
static void certify_nothing(struct search *search)
{
	const struct allocation *allocation = search->allocation;
	struct shortage none = {.slots = 1, .cure_counter = ""};
	for (size_t i = 0; i < search->left_count; i++) {
		const struct slot_request *request = allocation->served[search->left[i]];
		if (first_pool(allocation, request) < allocation->pool_count)
			continue;
		none.from = none.left == 0 || request->from < none.from ? request->from : none.from;
		none.until =
			none.left == 0 || request->until > none.until ? request->until : none.until;
		none.left++;
	}
	none.people = none.cure_places = none.left;
	if (none.left > 0)
		add_shortage(search, &none);
}

static struct search open_search(struct allocation *allocation, struct slot_shortages *found)
{
	return (struct search){
		.allocation = allocation,
		.found = found,
		.left = arena_alloc(allocation->arena, allocation->count * sizeof(size_t)),
		.joined = arena_alloc(allocation->arena, allocation->pool_count * sizeof(size_t)),
		.within = arena_alloc(allocation->arena, allocation->pool_count * sizeof(bool)),
		.waiting = arena_alloc(allocation->arena, allocation->count * sizeof(size_t)),
	};
}

void shortage_certify(struct allocation *allocation, struct slot_shortages *shortages)
{
	struct search search = open_search(allocation, shortages);
	list_left(&search, 1);
	if (search.left_count == 0)
		return;
	bool *reached = arena_alloc(allocation->arena, allocation->pool_count * sizeof *reached);
	join_trees(&search, reached);
	for (size_t i = 0; i < allocation->pool_count; i++) {
		if (!reached[i] || root_of(search.joined, i) != i)
			continue;
		look_at(&search, reached, i);
		struct shortage shortage = {.slots = 1, .left = (int)search.waiting_count};
		count_places(&search, &shortage);
		shortage.people = shortage.places + shortage.left;
		find_cure(&search, &shortage);
		add_shortage(&search, &shortage);
	}
	certify_nothing(&search);
}

void shortage_of_runs(struct allocation *allocation, struct slot_shortages *shortages)
{
	struct search search = open_search(allocation, shortages);
	int longest = 0;
	for (size_t i = 0; i < allocation->count; i++)
		longest = allocation->served[i]->slots > longest ? allocation->served[i]->slots
								 : longest;
	for (int slots = 2; slots <= longest; slots++) {
		list_left(&search, slots);
		if (search.left_count == 0)
			continue;
		struct shortage shortage = {
			.slots = slots, .left = (int)search.left_count, .cure_counter = ""};
		bool any = false;
		for (size_t k = 0; k < allocation->pool_count; k++) {
			search.within[k] = false;
			for (size_t i = 0; i < search.left_count && !search.within[k]; i++)
				search.within[k] = allocation_allows(
					allocation->served[search.left[i]], &allocation->pools[k]);
			any = any || search.within[k];
		}
		if (!any)
			continue;
		count_places(&search, &shortage);
		for (size_t i = 0; i < allocation->count; i++)
			shortage.people += allocation->served[i]->slots == slots ? 1 : 0;
		shortage.cure_places = shortage.left * slots;
		add_shortage(&search, &shortage);
	}
}
