#include "night/slot_requests.h"

#include "decide/dues/reconcile.h"

#include <stdlib.h>
#include <string.h>

/* One of the reconciliation's people. */
struct household_member {
	const char *household, *resident;
};

static int compare_members(const void *left, const void *right)
{
	const struct household_member *one = left, *other = right;
	int order = strcmp(one->household, other->household);
	return order != 0 ? order : strcmp(one->resident, other->resident);
}

static int compare_household(const void *key, const void *element)
{
	return strcmp(key, ((const struct household_member *)element)->household);
}

static int compare_held(const void *key, const void *element)
{
	return strcmp(key, ((const struct standing_appointment *)element)->resident);
}

void requests_open(struct asking *asking)
{
	const struct reconciliation *reconciliation = asking->reconciliation;
	asking->members =
		arena_alloc(asking->arena, reconciliation->person_count * sizeof *asking->members);
	for (size_t i = 0; i < reconciliation->person_count; i++) {
		const struct recipient *recipient = &reconciliation->people[i]->recipient;
		if (recipient->household[0] != '\0' &&
			!reconciliation_guards(reconciliation, recipient->household))
			asking->members[asking->member_count++] = (struct household_member){
				recipient->household, recipient->resident};
	}
	if (asking->member_count > 0)
		qsort(asking->members, asking->member_count, sizeof *asking->members,
			compare_members);
}

/* ---- the wished day ---- */

/* The last third of the visit days, for those who must go to Immigration first; else about so many
 * days after the letter, of several matters the earliest. */
static void wish_day(const struct asking *asking, const struct notice *notice,
	const struct visit *visit, struct slot_request *request)
{
	int earliest = 0;
	bool any = false, late = false;
	for (size_t i = 0; i < notice->item_count; i++) {
		const struct matter_rule *rule = &asking->office->matters[notice->items[i].matter];
		if (notice->items[i].outcome != OUTCOME_LETTER)
			continue;
		earliest = !any || rule->wished_day < earliest ? rule->wished_day : earliest;
		late = late || rule->wished_late;
		any = true;
	}
	request->wishes_day = any;
	request->wished_from = request->wished_until = asking->posting_day + earliest;
	if (late && notice->recipient.stay_case != STAY_CASE_EXTENDED) {
		request->wished_from = visit->until - (visit->until - visit->from) / 3;
		request->wished_until = visit->until;
	}
}

/* ---- the household ---- */

/* Adds what one member holds within the visit days; *near has room. */
static size_t add_held(const struct asking *asking, const char *resident, const struct visit *visit,
	struct slot_near *near, size_t count)
{
	const struct standing_appointment *end = asking->held + asking->held_count;
	const struct standing_appointment *at =
		asking->held_count == 0 ? NULL
					: bsearch(resident, asking->held, asking->held_count,
						  sizeof *asking->held, compare_held);
	while (at != NULL && at > asking->held && strcmp(at[-1].resident, resident) == 0)
		at--;
	for (; at != NULL && at < end && strcmp(at->resident, resident) == 0; at++) {
		const struct appointment *held = &at->appointment;
		int counter = office_counter(asking->office, held->counter);
		bool stands = held->state == APPOINTMENT_STATE_OFFERED ||
			      held->state == APPOINTMENT_STATE_MOVED;
		if (!stands || held->day < visit->from || held->day > visit->until || counter < 0)
			continue;
		if (near != NULL)
			near[count] =
				(struct slot_near){counter, held->day, held->starts, held->ends};
		count++;
	}
	return count;
}

static void wish_company(const struct asking *asking, const struct recipient *recipient,
	const struct visit *visit, struct slot_request *request)
{
	const struct household_member *end = asking->members + asking->member_count;
	const struct household_member *first =
		asking->member_count == 0
			? NULL
			: bsearch(recipient->household, asking->members, asking->member_count,
				  sizeof *asking->members, compare_household);
	if (first == NULL)
		return;
	while (first > asking->members && strcmp(first[-1].household, recipient->household) == 0)
		first--;
	request->household = recipient->household;
	struct slot_near *near = NULL;
	for (int counting = 1; counting >= 0; counting--) {
		size_t count = 0;
		for (const struct household_member *at = first;
			at < end && strcmp(at->household, recipient->household) == 0; at++)
			if (strcmp(at->resident, recipient->resident) != 0)
				count = add_held(asking, at->resident, visit, near, count);
		if (count == 0)
			return;
		if (counting == 1)
			near = arena_alloc(asking->arena, count * sizeof *near);
		request->near = near;
		request->near_count = count;
	}
}

struct slot_request requests_of(const struct asking *asking, const struct reconciled_person *person,
	const struct notice *notice, const struct visit *visit)
{
	struct slot_request request = {
		.key = notice->recipient.resident,
		.from = visit->from,
		.until = visit->until,
		.slots = visit->slots,
		.matters = visit->matters,
		.counters = visit->counters,
		.home = office_counter_serving(asking->office, notice->recipient.postal),
		.age = person->age,
	};
	wish_day(asking, notice, visit, &request);
	wish_company(asking, &notice->recipient, visit, &request);
	return request;
}
