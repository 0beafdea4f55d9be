#include "decide/visits/slot_requests.h"

#include "base/sorted.h"

#include <stdlib.h>
#include <string.h>

/* Wishes choose among places, never who gets one: what is not known is simply not wished. Nobody's
 * household is told where somebody under protection lives with them. */

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

void slot_requests_open(struct asking *asking)
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

/* Adds the appointments of one member that stand within the visit days; *near has room. */
static size_t add_standing(const struct asking *asking, const char *resident,
	const struct visit *visit, struct slot_near *near, size_t count)
{
	size_t run;
	const struct standing_appointment *standing =
		standing_of(asking->standing, asking->standing_count, resident, &run);
	for (size_t i = 0; i < run; i++) {
		const struct appointment *theirs = &standing[i].appointment;
		int counter = office_counter(asking->office, theirs->counter);
		bool stands = theirs->state == APPOINTMENT_STATE_OFFERED ||
			      theirs->state == APPOINTMENT_STATE_MOVED;
		if (!stands || theirs->day < visit->from || theirs->day > visit->until ||
			counter < 0)
			continue;
		if (near != NULL)
			near[count] = (struct slot_near){
				counter, theirs->day, theirs->starts, theirs->ends};
		count++;
	}
	return count;
}

static void wish_company(const struct asking *asking, const struct recipient *recipient,
	const struct visit *visit, struct slot_request *request)
{
	size_t run;
	const struct household_member *members = sorted_run(recipient->household, asking->members,
		asking->member_count, sizeof *members, compare_household, &run);
	if (members == NULL)
		return;
	request->household = recipient->household;
	struct slot_near *near = NULL;
	for (int counting = 1; counting >= 0; counting--) {
		size_t count = 0;
		for (size_t i = 0; i < run; i++)
			if (strcmp(members[i].resident, recipient->resident) != 0)
				count = add_standing(
					asking, members[i].resident, visit, near, count);
		if (count == 0)
			return;
		if (counting == 1)
			near = arena_alloc(asking->arena, count * sizeof *near);
		request->near = near;
		request->near_count = count;
	}
}

struct slot_request slot_request_of(const struct asking *asking,
	const struct reconciled_person *person, const struct notice *notice,
	const struct visit *visit)
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
