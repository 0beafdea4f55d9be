#include "model/standing.h"

#include "base/sorted.h"

#include <stdlib.h>
#include <string.h>

/* What a resident knows of an appointment is what the last printed letter said of it; whether a
 * change must be told is seen by holding that against what is so now, and never stored: told twice
 * or forgotten it cannot be. */

/* People come when a visit starts; that it may end sooner is no letter worth. */
static bool same_place(const struct appointment *one, const struct appointment *other)
{
	return one->day == other->day && one->starts == other->starts &&
	       strcmp(one->counter, other->counter) == 0;
}

bool promise_untold(const struct promise *promise)
{
	const struct appointment *now = &promise->appointment, *told = &promise->told;
	bool gone = now->state == APPOINTMENT_STATE_CANCELLED;
	bool told_gone = told->state == APPOINTMENT_STATE_CANCELLED;
	if (!promise->tell || promise->said_on_hold || promise->told_by[0] == '\0' ||
		told->sequence == now->sequence)
		return false;
	return gone || told_gone ? gone != told_gone : !same_place(now, told);
}

bool promise_known(const struct promise *promise)
{
	const struct appointment *now = &promise->appointment, *told = &promise->told;
	return promise->told_by[0] != '\0' && told->state != APPOINTMENT_STATE_NONE &&
	       told->state != APPOINTMENT_STATE_CANCELLED &&
	       now->state != APPOINTMENT_STATE_CANCELLED && same_place(now, told);
}

static bool same_items(const struct promise *promise)
{
	if (promise->item_count != promise->waiting_item_count)
		return false;
	for (size_t i = 0; i < promise->item_count; i++) {
		const struct notice_item *one = &promise->items[i],
					 *other = &promise->waiting_items[i];
		if (one->matter != other->matter || one->expires != other->expires ||
			one->outcome != other->outcome || one->estimated != other->estimated)
			return false;
	}
	return true;
}

bool promise_waiting_holds(const struct promise *promise, enum notice_kind kind)
{
	return promise->waiting[0] != '\0' && !promise->waiting_withdrawn &&
	       promise->waiting_kind == kind &&
	       strcmp(promise->waiting_earlier, promise->told_by) == 0 &&
	       promise->waiting_was == promise->told.sequence && same_items(promise);
}

/* ---- what an appointment serves ---- */

static int compare_served(const void *left, const void *right)
{
	const struct served_due *one = left, *other = right;
	int order = strcmp(one->uid, other->uid);
	if (order == 0)
		order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (int)one->document - (int)other->document;
	if (order == 0)
		order = (one->expires > other->expires) - (one->expires < other->expires);
	return order != 0 ? order : strcmp(one->notice, other->notice);
}

void standing_serves(const struct known_due *dues, size_t due_count, day_number from,
	struct arena *arena, struct served_due **served, size_t *count)
{
	struct served_due *found = arena_alloc(arena, 2 * due_count * sizeof *found);
	size_t used = 0;
	for (const struct known_due *due = dues; due < dues + due_count; due++) {
		struct served_due of_due = {
			.resident = due->resident,
			.document = due->document,
			.expires = due->expires,
			.matter = due->matter,
			.outcome = due->outcome,
		};
		bool stands = due->visit != DAY_NONE && due->visit >= from;
		bool first_stands = due->first_visit != DAY_NONE && due->first_visit >= from;
		if (due->state != DUE_OPEN)
			continue;
		if (due->settled_first && first_stands) {
			of_due.uid = due->first_uid;
			of_due.notice = due->first;
			found[used++] = of_due;
		}
		if (due->settled_reminder && stands) {
			of_due.uid = due->uid;
			of_due.notice = due->notice;
			found[used++] = of_due;
		}
	}
	if (used > 0)
		qsort(found, used, sizeof *found, compare_served);
	*served = found;
	*count = used;
}

/* ---- runs ---- */

static int compare_resident(const void *key, const void *element)
{
	return strcmp(key, ((const struct standing_appointment *)element)->resident);
}

const struct standing_appointment *standing_of(const struct standing_appointment *standing,
	size_t count, const char *resident, size_t *run)
{
	return sorted_run(resident, standing, count, sizeof *standing, compare_resident, run);
}

static int compare_uid(const void *key, const void *element)
{
	return strcmp(key, ((const struct served_due *)element)->uid);
}

const struct served_due *served_by(
	const struct served_due *served, size_t count, const char *uid, size_t *run)
{
	return sorted_run(uid, served, count, sizeof *served, compare_uid, run);
}

/* ---- places ---- */

void appointment_take(struct appointment *appointment, const struct given_place *place)
{
	appointment->counter = place->counter;
	appointment->day = place->day;
	appointment->starts = place->starts;
	appointment->ends = place->ends;
}
