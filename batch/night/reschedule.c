#include "night/reschedule.h"

#include "decide/visits/open_hours.h"

#include <stdlib.h>
#include <string.h>

/* ---- before the register ---- */

/* An appointment at a counter that the office file no longer has would be written to people without
 * a place: the office must name it until the last of them is over. */
static bool counters_known(const struct keep *keep, struct fault *why)
{
	const struct office *office = keep->job->office;
	for (size_t i = 0; i < keep->held_count; i++) {
		const char *counter = keep->held[i].appointment.counter;
		if (office_counter(office, counter) < 0)
			return fault_set(why, FAULT_OFFICE,
				"%s: no counter \"%s\", but letter %s has an appointment there\n"
				"hint: keep the counter in the file until its appointments are over",
				office->path, counter, keep->held[i].notice);
	}
	return true;
}

static int compare_uid_served(const void *key, const void *element)
{
	return strcmp(key, ((const struct served_due *)element)->uid);
}

const struct served_due *keep_first_served(const struct keep *keep, const char *uid)
{
	const struct served_due *at = keep->served_count == 0
					      ? NULL
					      : bsearch(uid, keep->served, keep->served_count,
							sizeof *keep->served, compare_uid_served);
	while (at != NULL && at > keep->served && strcmp(at[-1].uid, uid) == 0)
		at--;
	return at;
}

/* What the visit is for: what is covered needs no slot of its own. */
static matter_set matters_of(const struct keep *keep, const char *uid)
{
	unsigned matters = 0;
	const struct served_due *end = keep->served + keep->served_count;
	for (const struct served_due *at = keep_first_served(keep, uid);
		at != NULL && at < end && strcmp(at->uid, uid) == 0; at++)
		if (at->outcome != OUTCOME_COVERED)
			matters |= 1u << at->matter;
	return (matter_set)matters;
}

static bool stands(
	const struct keep *keep, const struct appointment *appointment, matter_set matters)
{
	int counter = office_counter(keep->job->office, appointment->counter);
	if (appointment->day < keep->calendar->from || appointment->day > keep->calendar->to)
		return true;
	return open_hours_cover(calendar_day(keep->calendar, appointment->day, (size_t)counter),
		appointment->starts, appointment->ends, matters);
}

static bool add_kept(struct keep *keep, size_t *capacity, const char *uid,
	struct standing_appointment *held, bool closed, struct fault *why)
{
	struct promise *promise = NULL;
	if (!knowledge_promise(&keep->tonight->knowledge, uid, keep->arena, &promise, why))
		return false;
	if (promise == NULL)
		return fault_set(why, FAULT_INTERNAL, "appointment %s is not in the ledger", uid);
	keep->kept = arena_grow(
		keep->arena, keep->kept, keep->kept_count, 1, capacity, sizeof *keep->kept);
	keep->kept[keep->kept_count++] =
		(struct kept){.uid = uid, .promise = promise, .held = held, .closed = closed};
	return true;
}

static int compare_text(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static int compare_kept(const void *left, const void *right)
{
	const struct kept *one = left, *other = right;
	int order = strcmp(one->promise->resident, other->promise->resident);
	return order != 0 ? order : strcmp(one->uid, other->uid);
}

bool keep_listed(const char *const *uids, size_t count, const char *uid)
{
	return count > 0 && bsearch(uid, uids, count, sizeof *uids, compare_text) != NULL;
}

static bool find_kept(struct keep *keep, struct fault *why)
{
	const char *const *untold = keep->tonight->knowledge.untold;
	size_t untold_count = keep->tonight->knowledge.untold_count, capacity = 0;
	bool *held_too = arena_alloc(keep->arena, untold_count * sizeof *held_too);
	for (size_t i = 0; i < keep->held_count; i++) {
		struct standing_appointment *held = &keep->held[i];
		const char *uid = held->appointment.uid;
		bool closed = !stands(keep, &held->appointment, matters_of(keep, uid));
		bool listed = keep_listed(untold, untold_count, uid);
		if (listed)
			held_too[(const char *const *)bsearch(
					 uid, untold, untold_count, sizeof *untold, compare_text) -
				 untold] = true;
		if ((closed || listed) && !add_kept(keep, &capacity, uid, held, closed, why))
			return false;
	}
	for (size_t i = 0; i < untold_count; i++)
		if (!held_too[i] && !add_kept(keep, &capacity, untold[i], NULL, false, why))
			return false;
	if (keep->kept_count > 0)
		qsort(keep->kept, keep->kept_count, sizeof *keep->kept, compare_kept);
	return true;
}

bool keep_open(const struct tonight *tonight, struct keep *keep, struct fault *why)
{
	const struct knowledge *knowledge = &tonight->knowledge;
	size_t held_bytes = knowledge->standing_count * sizeof *knowledge->standing;
	*keep = (struct keep){
		.tonight = tonight,
		.job = tonight->job,
		.calendar = &tonight->calendar,
		.notes = &knowledge->notes,
		.arena = tonight->arena,
		.held = arena_alloc(tonight->arena, held_bytes), /* what stands may move tonight */
		.held_count = knowledge->standing_count,
		.served = knowledge->served,
		.served_count = knowledge->served_count,
		.declined = knowledge->declined,
		.declined_count = knowledge->declined_count,
		.known_by_hand = knowledge->by_hand,
		.known_by_hand_count = knowledge->by_hand_count,
	};
	if (held_bytes > 0)
		memcpy(keep->held, knowledge->standing, held_bytes);
	return counters_known(keep, why) && find_kept(keep, why);
}

bool keep_known_place(const struct keep *keep, const char *uid, bool *known, struct fault *why)
{
	struct promise *promise = NULL;
	for (size_t i = 0; i < keep->kept_count && promise == NULL; i++)
		if (strcmp(keep->kept[i].uid, uid) == 0)
			promise = keep->kept[i].promise;
	if (promise == NULL &&
		!knowledge_promise(&keep->tonight->knowledge, uid, keep->arena, &promise, why))
		return false;
	*known = promise != NULL && promise_known(promise);
	return true;
}

bool keep_declined(const struct keep *keep, const char *resident)
{
	return keep_listed(keep->declined, keep->declined_count, resident);
}
