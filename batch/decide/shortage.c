#include "decide/shortage.h"

/* What the work below shares. */
struct search {
	struct plan *plan;
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
	found->list = arena_grow(search->plan->arena, found->list, found->count, 1,
		&found->capacity, sizeof *found->list);
	found->list[found->count++] = *shortage;
}

/* Requests of so many slots that have no place. */
static void list_left(struct search *search, int slots)
{
	const struct plan *plan = search->plan;
	search->left_count = 0;
	for (size_t i = 0; i < plan->count; i++)
		if (plan->served[i]->slots == slots &&
			matching_group(plan->matching, i) == MATCHING_NOWHERE &&
			!plan->answers[plan->served[i] - plan->requests].placed)
			search->left[search->left_count++] = i;
}

/* ---- counts ---- */

static int pool_slots(const struct plan *plan, size_t pool, int *desks)
{
	const struct pool *of = &plan->pools[pool];
	const struct counter_day *day = plan_day(plan, of);
	int count = 0;
	*desks = 0;
	for (size_t slot = 0; slot < day->slot_count; slot++)
		if (plan_pool(plan, of->row, &day->slots[slot]) == pool) {
			*desks += day->slots[slot].desks;
			count++;
		}
	return count;
}

static struct shortage_week count_week(
	const struct search *search, day_number monday, size_t counter)
{
	const struct plan *plan = search->plan;
	struct shortage_week week = {plan->office->counters[counter].id, monday, 0, 0};
	for (size_t i = 0; i < plan->pool_count; i++) {
		const struct pool *pool = &plan->pools[i];
		int desks;
		if (!search->within[i] || pool->counter != (int)counter ||
			civil_monday(pool->day) != monday)
			continue;
		pool_slots(plan, i, &desks);
		week.offered += desks;
		week.held += desks - pool->room;
	}
	return week;
}

/* Counts the places of the set that is looked at; it has some. */
static void count_places(const struct search *search, struct shortage *shortage)
{
	const struct plan *plan = search->plan;
	size_t counters = plan->calendar->counter_count;
	shortage->from = DAY_NONE;
	for (size_t i = 0; i < plan->pool_count; i++) {
		if (!search->within[i])
			continue;
		if (shortage->from == DAY_NONE)
			shortage->from = plan->pools[i].day;
		shortage->until = plan->pools[i].day;
		shortage->places += plan->pools[i].room;
	}
	day_number first = civil_monday(shortage->from), last = civil_monday(shortage->until);
	struct shortage_week *weeks = arena_alloc(
		plan->arena, ((size_t)(last - first) / 7 + 1) * counters * sizeof *weeks);
	for (day_number monday = first; monday <= last; monday += 7)
		for (size_t counter = 0; counter < counters; counter++) {
			struct shortage_week week = count_week(search, monday, counter);
			if (week.offered > 0)
				weeks[shortage->week_count++] = week;
		}
	shortage->weeks = weeks;
}

/* ---- sets that are too small ---- */

static size_t root(size_t *joined, size_t pool)
{
	while (joined[pool] != pool)
		pool = joined[pool] = joined[joined[pool]];
	return pool;
}

static void join(size_t *joined, size_t one, size_t other)
{
	size_t a = root(joined, one), b = root(joined, other);
	joined[a > b ? a : b] = a > b ? b : a;
}

/* The first pool that a request may use; pool_count when the calendar has none for it. */
static size_t first_pool(const struct plan *plan, const struct slot_request *request)
{
	size_t i = 0;
	while (i < plan->pool_count && !plan_allows(request, &plan->pools[i]))
		i++;
	return i;
}

/* Grows the alternating trees of all who are left at once, and joins those that meet. */
static void join_trees(struct search *search, bool *reached)
{
	const struct plan *plan = search->plan;
	bool *from = arena_alloc(plan->arena, plan->pool_count * sizeof *from);
	for (size_t i = 0; i < plan->pool_count; i++)
		search->joined[i] = i;
	for (size_t i = 0; i < search->left_count; i++) {
		const struct slot_request *request = plan->served[search->left[i]];
		size_t first = first_pool(plan, request);
		for (size_t k = first; k < plan->pool_count; k++)
			if (plan_allows(request, &plan->pools[k])) {
				from[k] = true;
				join(search->joined, first, k);
			}
	}
	matching_reach(plan->matching, from, reached);
	for (size_t i = 0; i < plan->pool_count; i++)
		for (size_t k = 0; reached[i] && k < plan->pool_count; k++)
			if (matching_moves(plan->matching, i, k))
				join(search->joined, i, k);
}

/* ---- the cure ---- */

static bool pool_treated(const struct search *search, size_t pool, int counter)
{
	return search->within[pool] &&
	       (counter < 0 || search->plan->pools[pool].counter == counter);
}

/* Opens so many more desks, or fewer, for all the time of the set's places at a counter (-1: at
 * each of them). */
static void add_desks(struct search *search, int counter, int desks)
{
	const struct plan *plan = search->plan;
	for (size_t i = 0; i < plan->pool_count; i++) {
		int offered, slots = pool_slots(plan, i, &offered) * desks;
		if (!pool_treated(search, i, counter))
			continue;
		if (slots >= 0)
			matching_widen(plan->matching, i, slots);
		else
			matching_shrink(plan->matching, i, -slots);
	}
}

/* The smallest number of desks more at a counter with which all who wait have a place; 0 when no
 * number will do. Each is tried on the matching and taken back: who is admitted stays so. Of
 * somebody whom the first desks of a round do not help, no number will: they have room at each of
 * the counter's pools. */
static int cure(struct search *search, int counter)
{
	struct plan *plan = search->plan;
	int desks = 0;
	size_t next = 0, before;
	do {
		add_desks(search, counter, 1);
		desks++;
		before = next;
		while (next < search->waiting_count) {
			plan_weigh(plan, plan->served[search->waiting[next]]);
			if (!matching_admit(plan->matching, search->waiting[next], plan->costs))
				break;
			next++;
		}
	} while (next < search->waiting_count && next > before);
	bool cured = next == search->waiting_count;
	while (next-- > 0)
		matching_dismiss(plan->matching, search->waiting[next]);
	add_desks(search, counter, -desks);
	return cured ? desks : 0;
}

static void find_cure(struct search *search, struct shortage *shortage)
{
	const struct plan *plan = search->plan;
	shortage->cure_counter = "";
	shortage->cure_places = shortage->left;
	for (size_t counter = 0; counter < plan->calendar->counter_count; counter++) {
		bool there = false;
		for (size_t i = 0; i < plan->pool_count && !there; i++)
			there = pool_treated(search, i, (int)counter);
		int desks = there ? cure(search, (int)counter) : 0;
		if (desks == 0 || (shortage->cure_desks > 0 && desks >= shortage->cure_desks))
			continue;
		shortage->cure_desks = desks;
		shortage->cure_counter = plan->office->counters[counter].id;
	}
	if (shortage->cure_desks == 0)
		shortage->cure_desks = cure(search, -1);
}

/* ---- certificates ---- */

/* The set of pools with this root, and who waits for it. */
static void look_at(struct search *search, const bool *reached, size_t at)
{
	const struct plan *plan = search->plan;
	for (size_t i = 0; i < plan->pool_count; i++)
		search->within[i] = reached[i] && root(search->joined, i) == at;
	search->waiting_count = 0;
	for (size_t i = 0; i < search->left_count; i++) {
		size_t first = first_pool(plan, plan->served[search->left[i]]);
		if (first < plan->pool_count && search->within[first])
			search->waiting[search->waiting_count++] = search->left[i];
	}
}

/* Those whose days have no place at all, taken or not: no set to name, and no desk that helps. */
static void certify_nothing(struct search *search)
{
	const struct plan *plan = search->plan;
	struct shortage none = {.slots = 1, .cure_counter = ""};
	for (size_t i = 0; i < search->left_count; i++) {
		const struct slot_request *request = plan->served[search->left[i]];
		if (first_pool(plan, request) < plan->pool_count)
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

static struct search open_search(struct plan *plan, struct slot_shortages *found)
{
	return (struct search){
		.plan = plan,
		.found = found,
		.left = arena_alloc(plan->arena, plan->count * sizeof(size_t)),
		.joined = arena_alloc(plan->arena, plan->pool_count * sizeof(size_t)),
		.within = arena_alloc(plan->arena, plan->pool_count * sizeof(bool)),
		.waiting = arena_alloc(plan->arena, plan->count * sizeof(size_t)),
	};
}

void shortage_certify(struct plan *plan, struct slot_shortages *shortages)
{
	struct search search = open_search(plan, shortages);
	list_left(&search, 1);
	if (search.left_count == 0)
		return;
	bool *reached = arena_alloc(plan->arena, plan->pool_count * sizeof *reached);
	join_trees(&search, reached);
	for (size_t i = 0; i < plan->pool_count; i++) {
		if (!reached[i] || root(search.joined, i) != i)
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

void shortage_of_runs(struct plan *plan, struct slot_shortages *shortages)
{
	struct search search = open_search(plan, shortages);
	int longest = 0;
	for (size_t i = 0; i < plan->count; i++)
		longest = plan->served[i]->slots > longest ? plan->served[i]->slots : longest;
	for (int slots = 2; slots <= longest; slots++) {
		list_left(&search, slots);
		if (search.left_count == 0)
			continue;
		struct shortage shortage = {
			.slots = slots, .left = (int)search.left_count, .cure_counter = ""};
		bool any = false;
		for (size_t k = 0; k < plan->pool_count; k++) {
			search.within[k] = false;
			for (size_t i = 0; i < search.left_count && !search.within[k]; i++)
				search.within[k] =
					plan_allows(plan->served[search.left[i]], &plan->pools[k]);
			any = any || search.within[k];
		}
		if (!any)
			continue;
		count_places(&search, &shortage);
		for (size_t i = 0; i < plan->count; i++)
			shortage.people += plan->served[i]->slots == slots ? 1 : 0;
		shortage.cure_places = shortage.left * slots;
		add_shortage(&search, &shortage);
	}
}
