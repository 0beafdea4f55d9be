#include "night/house_parts.h"

#include "base/sorted.h"
#include "decide/dues/letter_contents.h"
#include "decide/visits/open_hours.h"
#include "night/houses.h"

#include <stdlib.h>
#include <string.h>

/* Who can be in an offer tonight, and what becomes of whom one holds a place for: asked of the
 * register's answer, never of what was written before. */

/* ---- who can be in an offer ---- */

static int by_address(const void *left, const void *right)
{
	const struct house_candidate *one = left, *other = right;
	int order = strcmp(one->address, other->address);
	return order != 0
		       ? order
		       : strcmp(one->person->recipient.resident, other->person->recipient.resident);
}

/* Is a first or late letter wanted, with what its card covers? Of a card that Immigration renews
 * (特定在留カード) nobody comes. */
static bool find_items(const struct reconciled_person *person, struct house_candidate *candidate)
{
	struct notice_item *items = candidate->items;
	size_t letters = 0;
	for (int covered = 0; covered <= 1; covered++)
		for (size_t i = 0; i < person->count; i++) {
			const struct reconciled_due *due = &person->dues[i];
			const struct decision *decision = &due->decision;
			bool capped = decision->outcome == OUTCOME_HAND &&
				      decision->reason == REASON_ADDRESS_CAP;
			if ((due->known != NULL && due->known->settled_first) ||
				!(covered ? decision->outcome == OUTCOME_COVERED : capped))
				continue;
			struct notice_item *item = &items[candidate->item_count++];
			*item = letter_item(decision);
			item->outcome = covered ? OUTCOME_COVERED : OUTCOME_LETTER;
			letters += covered ? 0 : 1;
			if (item->matter == MATTER_STAY &&
				person->recipient.stay_case == STAY_CASE_RESIDENCE)
				return false;
		}
	return letters > 0;
}

void house_find_candidates(struct keeping *keeping)
{
	const struct tonight *tonight = keeping->tonight;
	const struct reconciliation *reconciliation = &tonight->reconciliation;
	const struct house_past *past = &tonight->knowledge.houses.past;
	size_t most = 0;
	for (size_t i = 0; i < reconciliation->person_count; i++)
		most += reconciliation->people[i]->hand_over_cap ? 1 : 0;
	keeping->candidates = arena_alloc(tonight->arena, most * sizeof *keeping->candidates);
	for (size_t i = 0; i < reconciliation->person_count; i++) {
		const struct reconciled_person *person = reconciliation->people[i];
		struct house_candidate *candidate = &keeping->candidates[keeping->candidate_count];
		if (!person->hand_over_cap)
			continue;
		*candidate = (struct house_candidate){.person = person};
		if (!find_items(person, candidate))
			continue;
		char *address = arena_alloc(tonight->arena, ADDRESS_DIGEST_BYTES);
		candidate->address =
			staff_notes_address(&tonight->knowledge.notes, &person->recipient, address);
		candidate->refused = sorted_lists(
			past->refused, past->refused_count, person->recipient.resident);
		keeping->candidate_count++;
	}
	if (keeping->candidate_count > 0)
		qsort(keeping->candidates, keeping->candidate_count, sizeof *keeping->candidates,
			by_address);
}

static int compare_address(const void *key, const void *element)
{
	return strcmp(key, ((const struct house_candidate *)element)->address);
}

struct house_run house_run_of(const struct keeping *keeping, const char *address)
{
	struct house_run run = {0};
	run.first = (struct house_candidate *)sorted_run(address, keeping->candidates,
		keeping->candidate_count, sizeof *keeping->candidates, compare_address, &run.count);
	return run;
}

struct house_candidate *house_candidate_of(struct house_run run, const char *resident)
{
	for (size_t i = 0; i < run.count; i++)
		if (strcmp(run.first[i].person->recipient.resident, resident) == 0)
			return &run.first[i];
	return NULL;
}

/* ---- what becomes of a member ---- */

/* Is the place still to come, and offered as it was, for these matters? */
static bool is_kept(
	const struct tonight *tonight, const struct house_member *member, matter_set matters)
{
	const struct calendar *calendar = &tonight->calendar;
	const struct appointment *place = &member->place;
	int counter = office_counter(tonight->job->office, place->counter);
	if (counter < 0 || place->day <= tonight->job->day || place->day > calendar->to)
		return false;
	const struct counter_day *row = calendar_day(calendar, place->day, (size_t)counter);
	for (size_t i = 0; i < row->span_count; i++)
		if (row->spans[i].from < place->ends && place->starts < row->spans[i].to &&
			row->spans[i].desks <= member->desk)
			return false;
	return open_hours_cover(row, place->starts, place->ends, matters);
}

/* Have more people an appointment when this one begins than may stand at a time? Whoever has it in
 * writing comes all the same, so that a kept place is the one that gives way. */
static bool is_overfull(const struct keeping *keeping, const struct appointment *place)
{
	const struct tonight *tonight = keeping->tonight;
	const struct reschedule *reschedule = &keeping->appointments->reschedule;
	size_t counter = (size_t)office_counter(tonight->job->office, place->counter);
	const struct counter_day *row = calendar_day(&tonight->calendar, place->day, counter);
	int booked = 0, desks = 0;
	for (size_t i = 0; i < reschedule->taken_count; i++) {
		const struct slot_taken *taken = &reschedule->taken[i];
		booked += taken->counter == (int)counter && taken->day == place->day &&
					  taken->starts <= place->starts &&
					  place->starts < taken->ends
				  ? 1
				  : 0;
	}
	for (size_t i = 0; i < row->span_count; i++)
		if (row->spans[i].from <= place->starts && place->starts < row->spans[i].to)
			desks = row->spans[i].desks;
	return booked > desks;
}

static int compare_resident(const void *key, const void *element)
{
	return strcmp(key, ((const struct known_due *)element)->resident);
}

/* Was the resident of an open due set aside tonight, so that nothing was decided of it? */
static bool was_set_aside(const struct tonight *tonight, const char *resident)
{
	const struct knowledge *knowledge = &tonight->knowledge;
	size_t count;
	const struct known_due *due = sorted_run(resident, knowledge->dues, knowledge->due_count,
		sizeof *due, compare_resident, &count);
	for (size_t i = 0; i < count; i++)
		if (due[i].state == DUE_OPEN &&
			reconciliation_closed(&tonight->reconciliation, resident, due[i].document,
				due[i].expires) == NULL)
			return true;
	return false;
}

enum house_fate house_fate_of(const struct keeping *keeping, const struct house *house,
	const struct house_member *member, const struct house_candidate *candidate)
{
	const struct tonight *tonight = keeping->tonight;
	const char *resident = member->resident;
	struct visit visit;
	if (sorted_lists(keeping->named, keeping->named_count, member->place.uid))
		return FATE_NAMED;
	if (protections_cover(keeping->protections, resident))
		return FATE_LEAVES;
	if (reconciliation_person(&tonight->reconciliation, resident) == NULL)
		return was_set_aside(tonight, resident) && is_kept(tonight, member, 0)
			       ? FATE_STAYS
			       : FATE_LEAVES;
	if (house->state == HOUSE_ACCEPTED || candidate == NULL)
		return FATE_LEAVES;
	if (!house_visit(keeping, candidate, house->answer_by, &visit) ||
		member->place.day < visit.from || member->place.day > visit.until ||
		!is_kept(tonight, member, visit.matters) || is_overfull(keeping, &member->place))
		return FATE_CLOSED;
	return FATE_STAYS;
}

/* ---- what letters may name ---- */

static int by_resident(const void *left, const void *right)
{
	const struct standing_appointment *one = left, *other = right;
	const struct appointment *a = &one->appointment, *b = &other->appointment;
	int order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (a->day > b->day) - (a->day < b->day);
	if (order == 0)
		order = (a->starts > b->starts) - (a->starts < b->starts);
	return order != 0 ? order : strcmp(a->uid, b->uid);
}

const struct standing_appointment *houses_beside(const struct tonight *tonight,
	const struct standing_appointment *standing, size_t standing_count, size_t *count)
{
	const struct known_houses *houses = &tonight->knowledge.houses;
	*count = standing_count;
	if (houses->agreed_count == 0)
		return standing;
	struct standing_appointment *all =
		arena_alloc(tonight->arena, (standing_count + houses->agreed_count) * sizeof *all);
	memcpy(all, standing, standing_count * sizeof *all);
	for (size_t i = 0; i < houses->count; i++)
		for (size_t k = 0; houses->entries[i].house.state == HOUSE_ACCEPTED &&
				   k < houses->entries[i].member_count;
			k++) {
			const struct house_member *member = &houses->entries[i].members[k];
			if (is_kept(tonight, member, 0))
				all[(*count)++] =
					(struct standing_appointment){.resident = member->resident,
						.notice = "",
						.appointment = member->place,
						.desk = member->desk};
		}
	qsort(all, *count, sizeof *all, by_resident);
	return all;
}

bool houses_agreed(const void *knowledge, const char *resident)
{
	const struct known_houses *houses = &((const struct knowledge *)knowledge)->houses;
	return sorted_lists(houses->agreed, houses->agreed_count, resident);
}
