/* What letters ask of the calendar: the wished days, and the company of the household. Letters are
 * posted on 2026-11-24; the visit days of these tests are 2026-12-01 to 2026-12-31. */
#include "decide/visits/slot_requests.h"

#include "decide/dues/decided.h"

#define POSTED "2026-11-24"
#define FROM   "2026-12-01"
#define UNTIL  "2026-12-31"

enum { PEOPLE = 5 };

struct world {
	struct office office;
	struct counter counters[2];
	struct reconciled_person persons[PEOPLE];
	struct reconciled_person *people[PEOPLE];
	struct reconciliation reconciliation;
	struct standing_appointment standing[PEOPLE];
	struct asking asking;
};

static struct visit december(void)
{
	return (struct visit){.from = on(FROM),
		.until = on(UNTIL),
		.slots = 2,
		.matters = 1u << MATTER_CARD,
		.counters = 3};
}

static struct world *open_world(struct arena *arena)
{
	struct world *world = arena_alloc(arena, sizeof *world);
	static const char *const branch[] = {"4870"};
	world->office = fixture_office();
	world->counters[0].id = "hall";
	world->counters[1] = (struct counter){
		.id = "branch", .postal_prefixes = branch, .postal_prefix_count = 1};
	world->office.counters = world->counters;
	world->office.counter_count = 2;
	for (size_t i = 0; i < PEOPLE; i++)
		world->people[i] = &world->persons[i];
	world->reconciliation.people = world->people;
	world->asking = (struct asking){.office = &world->office,
		.posting_day = on(POSTED),
		.reconciliation = &world->reconciliation,
		.standing = world->standing,
		.arena = arena};
	return world;
}

static void add_person(struct world *world, const char *resident, const char *household)
{
	struct reconciled_person *person = &world->persons[world->reconciliation.person_count++];
	person->recipient = (struct recipient){
		.resident = resident, .household = household, .postal = "4860000"};
	person->age = AGE_WORKING;
}

static void add_standing(struct world *world, const char *resident, const char *day,
	const char *counter, enum appointment_state state)
{
	world->standing[world->asking.standing_count++] =
		(struct standing_appointment){.resident = resident,
			.appointment = {.state = state,
				.uid = "a",
				.counter = counter,
				.day = on(day),
				.starts = 600,
				.ends = 630}};
}

static struct slot_request ask(struct world *world, size_t person, const struct notice *letter)
{
	struct notice notice = *letter;
	const struct visit visit = december();
	notice.recipient = world->persons[person].recipient;
	notice.recipient.stay_case = letter->recipient.stay_case;
	return slot_request_of(&world->asking, &world->persons[person], &notice, &visit);
}

static const struct notice card_letter = {
	.items = &(const struct notice_item){.matter = MATTER_CARD, .outcome = OUTCOME_LETTER},
	.item_count = 1};

/* ---- the visit ---- */

static void a_request_is_its_visit_and_an_age_class(void **state)
{
	struct world *world = open_world(*state);
	add_person(world, "1", "");
	world->persons[0].recipient.postal = "4870001";
	slot_requests_open(&world->asking);
	struct slot_request request = ask(world, 0, &card_letter);
	assert_string_equal(request.key, "1");
	assert_int_equal(request.from, on(FROM));
	assert_int_equal(request.until, on(UNTIL));
	assert_int_equal(request.slots, 2);
	assert_int_equal(request.matters, 1u << MATTER_CARD);
	assert_int_equal(request.counters, 3);
	assert_int_equal(request.home, 1);
	assert_int_equal(request.age, AGE_WORKING);
}

/* ---- the wished day ---- */

struct wish_case {
	const char *sentence;
	struct notice_item items[2];
	size_t count;
	enum stay_case stay;
	bool wishes;
	const char *from, *until;
};

#define CARD                                                                                       \
	{                                                                                          \
		.matter = MATTER_CARD, .outcome = OUTCOME_LETTER                                   \
	} /* wished 14 days on */
#define AUTH                                                                                       \
	{                                                                                          \
		.matter = MATTER_AUTHENTICATION, .outcome = OUTCOME_LETTER                         \
	} /* 10 days on */
#define STAY                                                                                       \
	{                                                                                          \
		.matter = MATTER_STAY, .outcome = OUTCOME_LETTER                                   \
	} /* late */
#define COVERED(what)                                                                              \
	{                                                                                          \
		.matter = what, .outcome = OUTCOME_COVERED                                         \
	}

static const struct wish_case wish_cases[] = {
	{"days after the posting", {CARD}, 1, STAY_CASE_NONE, true, "2026-12-08", "2026-12-08"},
	{"of two the earlier", {CARD, AUTH}, 2, STAY_CASE_NONE, true, "2026-12-04", "2026-12-04"},
	{"whichever comes first in the letter", {AUTH, CARD}, 2, STAY_CASE_NONE, true, "2026-12-04",
		"2026-12-04"},
	{"what is covered wishes nothing", {CARD, COVERED(MATTER_AUTHENTICATION)}, 2,
		STAY_CASE_NONE, true, "2026-12-08", "2026-12-08"},
	{"Immigration first: the last third of the days", {STAY}, 1, STAY_CASE_NONE, true,
		"2026-12-21", "2026-12-31"},
	{"so too beside a card", {CARD, STAY}, 2, STAY_CASE_NONE, true, "2026-12-21", "2026-12-31"},
	{"not when the stay is extended already", {STAY}, 1, STAY_CASE_EXTENDED, true, "2026-12-04",
		"2026-12-04"},
	{"a covered stay does not put it off", {CARD, COVERED(MATTER_STAY)}, 2, STAY_CASE_NONE,
		true, "2026-12-08", "2026-12-08"},
	{"nothing but covered items: no wish", {COVERED(MATTER_CARD)}, 1, STAY_CASE_NONE, false, "",
		""},
};

static void the_wished_day_is_the_earliest_or_late_for_immigration(void **state)
{
	for (size_t i = 0; i < COUNT_OF(wish_cases); i++) {
		const struct wish_case *at = &wish_cases[i];
		struct world *world = open_world(*state);
		struct notice letter = {.items = at->items,
			.item_count = at->count,
			.recipient = {.stay_case = at->stay}};
		world->office.matters[MATTER_CARD].wished_day = 14;
		world->office.matters[MATTER_AUTHENTICATION].wished_day = 10;
		world->office.matters[MATTER_STAY].wished_day = 10;
		world->office.matters[MATTER_STAY].wished_late = true;
		add_person(world, "1", "");
		slot_requests_open(&world->asking);
		struct slot_request request = ask(world, 0, &letter);
		if (request.wishes_day != at->wishes ||
			(at->wishes && (request.wished_from != on(at->from) ||
					       request.wished_until != on(at->until))))
			fail_msg("%s", at->sentence);
	}
}

/* ---- the household ---- */

static void members_who_are_written_to_and_hold_something_within_the_days_are_near(void **state)
{
	struct world *world = open_world(*state);
	add_person(world, "1", "H");
	add_person(world, "2", "H");
	add_person(world, "3", "other");
	add_person(world, "4", "H");
	add_person(world, "5", "H");
	add_standing(world, "1", "2026-12-11", "hall", APPOINTMENT_STATE_OFFERED);
	add_standing(world, "2", "2026-12-12", "branch", APPOINTMENT_STATE_MOVED);
	add_standing(world, "3", "2026-12-13", "hall", APPOINTMENT_STATE_OFFERED);
	add_standing(world, "4", "2026-12-14", "hall", APPOINTMENT_STATE_OFFERED);
	add_standing(world, "5", "2026-12-15", "hall", APPOINTMENT_STATE_CANCELLED);
	slot_requests_open(&world->asking);
	struct slot_request request = ask(world, 0, &card_letter);
	assert_string_equal(request.household, "H");
	/* Not its own, a stranger's, nor one that is cancelled. */
	assert_int_equal(request.near_count, 2);
	assert_int_equal(request.near[1].day, on("2026-12-14"));
	assert_int_equal(request.near[0].counter, 1);
	assert_int_equal(request.near[0].day, on("2026-12-12"));
	assert_int_equal(request.near[0].starts, 600);
	assert_int_equal(request.near[0].ends, 630);
}

static const struct near_case {
	const char *sentence;
	const char *day, *counter;
	size_t count;
} near_cases[] = {
	{"the first of the visit days", FROM, "hall", 1},
	{"the last of them", UNTIL, "hall", 1},
	{"the day before", "2026-11-30", "hall", 0},
	{"the day after", "2027-01-01", "hall", 0},
	{"a counter that the office lacks", "2026-12-10", "gone", 0},
};

static void only_what_lies_within_the_visit_days_is_near(void **state)
{
	for (size_t i = 0; i < COUNT_OF(near_cases); i++) {
		struct world *world = open_world(*state);
		add_person(world, "1", "H");
		add_person(world, "2", "H");
		add_standing(world, "2", near_cases[i].day, near_cases[i].counter,
			APPOINTMENT_STATE_OFFERED);
		slot_requests_open(&world->asking);
		if (ask(world, 0, &card_letter).near_count != near_cases[i].count)
			fail_msg("%s", near_cases[i].sentence);
	}
}

static void nobody_is_drawn_to_a_household_with_somebody_under_protection(void **state)
{
	struct world *world = open_world(*state);
	static const char *const guarded[] = {"H"};
	world->reconciliation.guarded = guarded;
	world->reconciliation.guarded_count = 1;
	add_person(world, "1", "H");
	add_person(world, "2", "H");
	add_person(world, "3", "open");
	add_standing(world, "2", "2026-12-12", "hall", APPOINTMENT_STATE_OFFERED);
	slot_requests_open(&world->asking);
	struct slot_request request = ask(world, 0, &card_letter);
	assert_null(request.household);
	assert_int_equal(request.near_count, 0);
	assert_string_equal(ask(world, 2, &card_letter).household, "open");
}

static void who_has_no_household_comes_with_nobody(void **state)
{
	struct world *world = open_world(*state);
	add_person(world, "1", "");
	add_person(world, "2", "");
	add_standing(world, "2", "2026-12-12", "hall", APPOINTMENT_STATE_OFFERED);
	slot_requests_open(&world->asking);
	struct slot_request request = ask(world, 0, &card_letter);
	assert_null(request.household);
	assert_int_equal(request.near_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_its_visit_and_an_age_class),
		cmocka_unit_test(the_wished_day_is_the_earliest_or_late_for_immigration),
		cmocka_unit_test(
			members_who_are_written_to_and_hold_something_within_the_days_are_near),
		cmocka_unit_test(only_what_lies_within_the_visit_days_is_near),
		cmocka_unit_test(nobody_is_drawn_to_a_household_with_somebody_under_protection),
		cmocka_unit_test(who_has_no_household_comes_with_nobody),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
