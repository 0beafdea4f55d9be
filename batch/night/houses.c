#include "night/houses.h"

#include "base/phrase.h"
#include "base/sorted.h"
#include "night/house_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An offer is asked anew each night, as every due is: what no longer holds is let go, and nobody is
 * lost by it, since all of its members stay by hand until a letter settles their dues. */

/* ---- what becomes of a place ---- */

static void part_member(struct keeping *keeping, const struct house_member *member, bool named)
{
	struct arena *arena = keeping->tonight->arena;
	keeping->parted = arena_grow(arena, keeping->parted, keeping->parted_count, 1,
		&keeping->parted_capacity, sizeof *keeping->parted);
	keeping->parted[keeping->parted_count++] = *member;
	if (named)
		return;
	keeping->freed = arena_grow(arena, (void *)keeping->freed, keeping->freed_count, 1,
		&keeping->freed_capacity, sizeof *keeping->freed);
	keeping->freed[keeping->freed_count++] = member->place.uid;
}

static void end_offer(struct keeping *keeping, const struct house *house, enum house_state state)
{
	keeping->ended = arena_grow(keeping->tonight->arena, keeping->ended, keeping->ended_count,
		1, &keeping->ended_capacity, sizeof *keeping->ended);
	keeping->ended[keeping->ended_count] = *house;
	keeping->ended[keeping->ended_count++].state = state;
}

/* ---- what staff is told ---- */

static bool tell_staff(const struct keeping *keeping, const char *code, const char *resident,
	const char *message, struct fault *why)
{
	const struct night_exception exception = {0, resident, code, message};
	return tonight_tell(keeping->tonight, &exception, why);
}

static bool tell_left(const struct keeping *keeping, const struct house *house,
	struct house_run run, size_t left, struct fault *why)
{
	char message[200];
	const char *first = NULL;
	for (size_t i = 0; i < run.count && first == NULL; i++)
		if (!run.first[i].seated && !run.first[i].refused)
			first = run.first[i].person->recipient.resident;
	if (left == 0 || first == NULL)
		return true;
	if (house == NULL)
		snprintf(message, sizeof message,
			PHRASE("%zu people at one address would come together, but no block of "
			       "places is free for them in time: by hand one by one"),
			left);
	else
		snprintf(message, sizeof message,
			PHRASE("house %s: %zu more people at its address have no place in its "
			       "blocks: by hand one by one"),
			house->number, left);
	return tell_staff(keeping, "house-no-block", first, message, why);
}

static bool tell_lapsed(
	const struct keeping *keeping, const struct house *house, size_t left, struct fault *why)
{
	char message[200], by[CIVIL_DATE_BYTES];
	snprintf(message, sizeof message,
		PHRASE("house %s: nobody has answered by %s; its places are free again, and %zu "
		       "people are by hand one by one"),
		house->number, civil_format(house->answer_by, by), left);
	return tell_staff(keeping, "house-lapsed", "", message, why);
}

static bool tell_moved(
	const struct keeping *keeping, const struct house *house, size_t closed, struct fault *why)
{
	char message[200];
	if (closed == 0)
		return true;
	if (house->state == HOUSE_OPEN)
		snprintf(message, sizeof message,
			PHRASE("house %s: %zu of its places are not open or not in time any more; "
			       "tell the house what is kept now (kigen house show)"),
			house->number, closed);
	else
		snprintf(message, sizeof message,
			PHRASE("house %s: %zu of its people have letters that do not name the "
			       "place that the house was told; tell the house which they name "
			       "(kigen appointment list)"),
			house->number, closed);
	return tell_staff(keeping, "house-moved", "", message, why);
}

/* The house may have been asked already. */
static bool tell_empty(const struct keeping *keeping, const struct house *house, struct fault *why)
{
	char message[200];
	snprintf(message, sizeof message,
		PHRASE("house %s: the offer has ended, since no place is kept for anybody of it "
		       "any more; whoever has asked the house tells it so"),
		house->number);
	return tell_staff(keeping, "house-empty", "", message, why);
}

/* ---- an offer that is known ---- */

/* Where a place lies, for who joins. */
static struct slot_answer answer_of(
	const struct keeping *keeping, const struct house_member *member)
{
	const struct appointment *place = &member->place;
	return (struct slot_answer){.placed = true,
		.counter = office_counter(keeping->tonight->job->office, place->counter),
		.day = place->day,
		.starts = place->starts,
		.ends = place->ends,
		.desk = member->desk};
}

/* Nobody answered, or no offers are made any more. */
static bool lapse_offer(struct keeping *keeping, const struct house_entry *entry,
	struct house_run run, struct fault *why)
{
	size_t left = 0;
	for (size_t i = 0; i < entry->member_count; i++) {
		struct house_candidate *candidate =
			house_candidate_of(run, entry->members[i].resident);
		if (candidate != NULL) {
			candidate->refused = true;
			left++;
		}
		part_member(keeping, &entry->members[i], false);
	}
	end_offer(keeping, &entry->house, HOUSE_LAPSED);
	return tell_lapsed(keeping, &entry->house, left, why);
}

static bool keep_house(struct keeping *keeping, const struct house_entry *entry, struct fault *why)
{
	const struct tonight *tonight = keeping->tonight;
	const struct house *house = &entry->house;
	struct house_run run = house_run_of(keeping, house->address);
	size_t stays = 0, closed = 0, joined = keeping->joined_count;
	bool open = house->state == HOUSE_OPEN;
	if (open && (tonight->job->office->houses.answer_days == 0 ||
			    house->answer_by < tonight->job->day))
		return lapse_offer(keeping, entry, run, why);
	struct slot_answer *answers =
		arena_alloc(tonight->arena, entry->member_count * sizeof *answers);
	for (size_t i = 0; i < entry->member_count; i++) {
		const struct house_member *member = &entry->members[i];
		struct house_candidate *candidate = house_candidate_of(run, member->resident);
		enum house_fate fate = house_fate_of(keeping, house, member, candidate);
		const struct reconciled_person *person =
			reconciliation_person(&tonight->reconciliation, member->resident);
		closed += fate == FATE_CLOSED || (!open && fate == FATE_LEAVES && person != NULL &&
							 person->letter)
				  ? 1
				  : 0;
		if (fate != FATE_STAYS) {
			part_member(keeping, member, fate == FATE_NAMED);
			continue;
		}
		answers[stays++] = answer_of(keeping, member);
		if (candidate != NULL)
			candidate->seated = true;
	}
	if (!open)
		return tell_moved(keeping, house, closed, why);
	const struct house_blocks beside = {stays > 0 ? answers : NULL, stays};
	size_t left = house_seat(keeping, house, run, beside);
	if (stays + keeping->joined_count == joined) {
		end_offer(keeping, house, HOUSE_EMPTY);
		return tell_empty(keeping, house, why) && tell_left(keeping, house, run, left, why);
	}
	return tell_moved(keeping, house, closed, why) && tell_left(keeping, house, run, left, why);
}

/* ---- an offer that begins ---- */

static bool is_known(const struct keeping *keeping, const char *address)
{
	const struct known_houses *houses = &keeping->tonight->knowledge.houses;
	for (size_t i = 0; i < houses->count; i++)
		if (houses->entries[i].house.state == HOUSE_OPEN &&
			strcmp(houses->entries[i].house.address, address) == 0)
			return true;
	return false;
}

static bool offer_house(struct keeping *keeping, struct house_run run, struct fault *why)
{
	const struct tonight *tonight = keeping->tonight;
	const struct office *office = tonight->job->office;
	size_t wanting = 0, joined = keeping->joined_count;
	for (size_t i = 0; i < run.count; i++)
		wanting += run.first[i].seated || run.first[i].refused ? 0 : 1;
	if (is_known(keeping, run.first->address) ||
		wanting <= (size_t)office->limits.letters_per_address ||
		keeping->serial >= NOTICE_SERIAL_MAX)
		return true;
	char *number = arena_alloc(tonight->arena, HOUSE_NUMBER_BYTES);
	const struct house house = {
		.number = house_format_number(
			civil_parts(tonight->job->day).year, keeping->serial + 1, number),
		.address = run.first->address,
		.opened = tonight->job->day,
		.answer_by = tonight->job->day + office->houses.answer_days,
	};
	size_t left = house_seat(keeping, &house, run, (struct house_blocks){NULL, 0});
	if (keeping->joined_count == joined)
		return tell_left(keeping, NULL, run, left, why);
	keeping->serial++;
	keeping->opened = arena_grow(tonight->arena, keeping->opened, keeping->opened_count, 1,
		&keeping->opened_capacity, sizeof *keeping->opened);
	keeping->opened[keeping->opened_count++] = house;
	return tell_left(keeping, &house, run, left, why);
}

/* ---- all ---- */

/* What the night's letters have left. */
static void open_places(struct keeping *keeping)
{
	const struct tonight *tonight = keeping->tonight;
	const struct reschedule *reschedule = &keeping->appointments->reschedule;
	const struct night_decided *decided = &tonight->result->decided;
	size_t count = reschedule->taken_count;
	struct slot_taken *taken =
		arena_alloc(tonight->arena, (count + decided->place_count) * sizeof *taken);
	memcpy(taken, reschedule->taken, count * sizeof *taken);
	for (size_t i = 0; i < decided->place_count; i++) {
		const struct given_place *given = &decided->places[i];
		const struct taken_place place = {given->uid, given->counter, given->day,
			given->starts, given->ends, given->desk};
		if (slot_taken_at(tonight->job->office, &place, &taken[count]))
			count++;
	}
	keeping->places = places_open(&tonight->calendar, tonight->job->day, tonight->calendar.to,
		taken, count, tonight->arena);
}

static void list_named(struct keeping *keeping)
{
	const struct night_decided *decided = &keeping->tonight->result->decided;
	keeping->named = arena_alloc(
		keeping->tonight->arena, decided->notice_count * sizeof *keeping->named);
	for (size_t i = 0; i < decided->notice_count; i++)
		if (decided->notices[i].appointment.state != APPOINTMENT_STATE_NONE)
			keeping->named[keeping->named_count++] =
				decided->notices[i].appointment.uid;
	if (keeping->named_count > 0)
		qsort(keeping->named, keeping->named_count, sizeof *keeping->named, sorted_texts);
}

/* Hands over what was decided: places and cancelled ones behind the night's others. */
static void list_decided(const struct keeping *keeping)
{
	struct arena *arena = keeping->tonight->arena;
	struct night_decided *decided = &keeping->tonight->result->decided;
	size_t places = decided->place_count, cancelled = decided->cancelled_count;
	struct given_place *given =
		arena_alloc(arena, (places + keeping->given_count) * sizeof *given);
	const char **uids = arena_alloc(arena, (cancelled + keeping->freed_count) * sizeof *uids);
	for (size_t i = 0; i < places + keeping->given_count; i++)
		given[i] = i < places ? decided->places[i] : keeping->given[i - places];
	for (size_t i = 0; i < cancelled + keeping->freed_count; i++)
		uids[i] = i < cancelled ? decided->cancelled[i] : keeping->freed[i - cancelled];
	decided->places = given;
	decided->place_count = places + keeping->given_count;
	decided->cancelled = uids;
	decided->cancelled_count = cancelled + keeping->freed_count;
	if (decided->cancelled_count > 0)
		qsort(uids, decided->cancelled_count, sizeof *uids, sorted_texts);
	decided->house_opened = keeping->opened;
	decided->house_opened_count = keeping->opened_count;
	decided->house_ended = keeping->ended;
	decided->house_ended_count = keeping->ended_count;
	decided->house_joined = keeping->joined;
	decided->house_joined_count = keeping->joined_count;
	decided->house_parted = keeping->parted;
	decided->house_parted_count = keeping->parted_count;
}

bool houses_keep(const struct tonight *tonight, const struct appointments *appointments,
	const struct protections *protections, struct fault *why)
{
	const struct known_houses *houses = &tonight->knowledge.houses;
	struct keeping keeping = {.tonight = tonight,
		.appointments = appointments,
		.protections = protections,
		.serial = houses->past.serial};
	if (houses->count == 0 && tonight->job->office->houses.answer_days == 0)
		return true;
	list_named(&keeping);
	house_find_candidates(&keeping);
	open_places(&keeping);
	for (size_t i = 0; i < houses->count; i++)
		if (houses->entries[i].house.state != HOUSE_DECLINED &&
			!keep_house(&keeping, &houses->entries[i], why))
			return false;
	for (size_t i = 0, count; i < keeping.candidate_count; i += count) {
		struct house_run run = house_run_of(&keeping, keeping.candidates[i].address);
		count = run.count;
		if (tonight->job->office->houses.answer_days > 0 &&
			!offer_house(&keeping, run, why))
			return false;
	}
	list_decided(&keeping);
	return true;
}
