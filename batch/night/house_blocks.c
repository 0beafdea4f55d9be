#include "night/house_parts.h"

#include "decide/visits/block.h"

/* A member's place is an appointment as any other, with a UID of its own: the block is what lies
 * side by side. */

/* A house cannot be asked to come ten times. */
enum { BLOCKS_MOST = 3 };

/* The first mailing day on which a letter can go that the last day of answering has let. */
static day_number posting_after(const struct keeping *keeping, day_number answer_by)
{
	const struct calendar *calendar = &keeping->tonight->calendar;
	day_number day = answer_by + 1;
	while (day < calendar->to && !calendar_mails(calendar, day))
		day++;
	return day < calendar->to ? day : calendar->to;
}

bool house_visit(const struct keeping *keeping, const struct house_candidate *candidate,
	day_number answer_by, struct visit *visit)
{
	const struct tonight *tonight = keeping->tonight;
	return answer_by < tonight->calendar.to &&
	       visit_days(tonight->job->office, &tonight->calendar, candidate->items,
		       candidate->item_count, posting_after(keeping, answer_by), visit);
}

static struct slot_request request_of(const struct keeping *keeping,
	const struct house_candidate *candidate, const struct visit *visit)
{
	const struct recipient *recipient = &candidate->person->recipient;
	return (struct slot_request){
		.key = recipient->resident,
		.from = visit->from,
		.until = visit->until,
		.slots = visit->slots,
		.matters = visit->matters,
		.counters = visit->counters,
		.home = office_counter_serving(keeping->tonight->job->office, recipient->postal),
	};
}

/* ---- what the ledger hears of a place ---- */

/* Nobody else's UID for life: no resident has two places of a house from one night. */
static const char *member_uid(
	const struct keeping *keeping, const char *house, const char *resident)
{
	const struct knowledge *knowledge = &keeping->tonight->knowledge;
	struct arena *arena = keeping->tonight->arena;
	char *uid = arena_alloc(arena, UID_BYTES);
	notice_uid(knowledge->secret,
		arena_print(arena, "%s %s %lld", house, resident,
			(long long)knowledge->houses.past.night),
		keeping->tonight->job->office->municipality, uid);
	return uid;
}

static void join_house(struct keeping *keeping, const struct house *house,
	struct house_candidate *candidate, const struct slot_answer *answer)
{
	const struct tonight *tonight = keeping->tonight;
	const struct recipient *recipient = &candidate->person->recipient;
	const char *uid = member_uid(keeping, house->number, recipient->resident);
	const struct given_place place =
		slots_given(tonight->job->office, &tonight->calendar, answer, uid, tonight->arena);
	struct house_member member = {
		.house = house->number,
		.resident = recipient->resident,
		.language = recipient->language,
		.minor = answer->day <= recipient->minor_until,
		.ward = recipient->ward,
		.place = {.state = APPOINTMENT_STATE_OFFERED, .uid = uid},
		.desk = answer->desk,
	};
	appointment_take(&member.place, &place);
	keeping->given = arena_grow(tonight->arena, keeping->given, keeping->given_count, 1,
		&keeping->given_capacity, sizeof *keeping->given);
	keeping->given[keeping->given_count++] = place;
	keeping->joined = arena_grow(tonight->arena, keeping->joined, keeping->joined_count, 1,
		&keeping->joined_capacity, sizeof *keeping->joined);
	keeping->joined[keeping->joined_count++] = member;
	candidate->seated = true;
}

/* ---- seating ---- */

size_t house_seat(struct keeping *keeping, const struct house *house, struct house_run run,
	struct house_blocks beside)
{
	struct arena *arena = keeping->tonight->arena;
	struct house_candidate **asking =
		arena_alloc(arena, run.count * sizeof(struct house_candidate *));
	struct slot_request *requests = arena_alloc(arena, run.count * sizeof *requests);
	struct slot_answer *answers = arena_alloc(arena, run.count * sizeof *answers);
	const struct block_search search = {.places = &keeping->places,
		.share = keeping->tonight->job->office->houses.share_percent,
		.beside = beside.list,
		.beside_count = beside.count};
	size_t count = 0, left = 0;
	for (size_t i = 0; i < run.count; i++) {
		struct house_candidate *candidate = &run.first[i];
		struct visit visit;
		if (candidate->seated || candidate->refused)
			continue;
		left++;
		if (!house_visit(keeping, candidate, house->answer_by, &visit))
			continue;
		asking[count] = candidate;
		requests[count++] = request_of(keeping, candidate, &visit);
	}
	for (int block = 0; block < BLOCKS_MOST; block++)
		if (block_seat(&search, requests, count, arena, answers) == 0)
			break;
	for (size_t i = 0; i < count; i++) {
		if (!answers[i].placed)
			continue;
		join_house(keeping, house, asking[i], &answers[i]);
		left--;
	}
	return left;
}
