/* Which visit a letter names: one that its resident holds, a new one, or none. One counter, open
 * daily from 2026-11-24 to 2027-01-22; letters are posted on 2026-11-24, visits may begin on
 * 2026-12-01. Letters are about a card that runs out on 2027-01-10: their visit days are 2026-12-01
 * to 2027-01-07. */
#include "decide/visits/named_visit.h"

#include "decide/dues/decided.h"

enum { DAYS = 60 };

#define POSTED  "2026-11-24"
#define EXPIRES "2027-01-10"

static const struct slot slots[] = {{540, 570, 1, MATTERS_ALL, 0, 0}};

struct world {
	struct office office;
	struct counter counter;
	struct calendar calendar;
	struct counter_day days[DAYS];
	struct standing_appointment standing;
	struct notice_item item;
	struct notice notice;
	struct known_due known;
	struct reconciled_person person;
	struct visit_naming naming;
};

struct held {
	const char *day; /* NULL: nothing is held */
	const char *resident;
	enum appointment_state state;
	bool by_staff;
};

#define HELD(day)                                                                                  \
	{                                                                                          \
		day, "1", APPOINTMENT_STATE_OFFERED, false                                         \
	}
#define BY_DESK(day)                                                                               \
	{                                                                                          \
		day, "1", APPOINTMENT_STATE_MOVED, true                                            \
	}
#define NOTHING                                                                                    \
	{                                                                                          \
		NULL                                                                               \
	}

struct name_case {
	const char *sentence;
	enum wave wave;
	struct held held;
	bool anew;     /* the letter is written for one that is pulled and named "a" */
	bool declined; /* staff took the resident's appointment back */
	bool full;     /* no day is left for a visit */
	enum matter matter;
	enum stay_case stay;
	bool names;               /* what is held */
	const char *from, *until; /* days that the letter names, NULL: none */
};

#define ALL_DAYS "2026-12-01", "2027-01-07"
#define NO_DAYS  NULL, NULL

static const struct name_case name_cases[] = {
	{"nothing is held: a new visit", WAVE_FIRST, NOTHING, false, false, false, MATTER_CARD,
		STAY_CASE_NONE, false, ALL_DAYS},
	{"nothing is held and no day is left", WAVE_FIRST, NOTHING, false, false, true, MATTER_CARD,
		STAY_CASE_NONE, false, NO_DAYS},
	{"what is held within the visit days", WAVE_FIRST, HELD("2026-12-10"), false, false, false,
		MATTER_CARD, STAY_CASE_NONE, true, ALL_DAYS},
	{"on the first of them", WAVE_FIRST, HELD("2026-12-01"), false, false, false, MATTER_CARD,
		STAY_CASE_NONE, true, ALL_DAYS},
	{"on the last of them", WAVE_FIRST, HELD("2027-01-07"), false, false, false, MATTER_CARD,
		STAY_CASE_NONE, true, ALL_DAYS},
	{"not what is held before them", WAVE_FIRST, HELD("2026-11-30"), false, false, false,
		MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"nor after them", WAVE_FIRST, HELD("2027-01-08"), false, false, false, MATTER_CARD,
		STAY_CASE_NONE, false, ALL_DAYS},
	{"nor what is cancelled", WAVE_FIRST,
		{"2026-12-10", "1", APPOINTMENT_STATE_CANCELLED, false}, false, false, false,
		MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"nor a stranger's", WAVE_FIRST, {"2026-12-10", "2", APPOINTMENT_STATE_OFFERED, false},
		false, false, false, MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"a desk took one back: a first letter gives another", WAVE_FIRST, NOTHING, false, true,
		false, MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"but a reminder does not", WAVE_REMINDER, NOTHING, false, true, false, MATTER_CARD,
		STAY_CASE_NONE, false, NO_DAYS},
	{"a reminder keeps what was handed out", WAVE_REMINDER, HELD("2026-12-10"), false, false,
		false, MATTER_CARD, STAY_CASE_NONE, true, ALL_DAYS},
	{"though it lies in days that are not given out", WAVE_REMINDER, HELD("2027-01-10"), false,
		false, false, MATTER_CARD, STAY_CASE_NONE, true, "2026-12-01", "2027-01-10"},
	{"and when no day is left at all", WAVE_REMINDER, HELD("2026-12-10"), false, false, true,
		MATTER_CARD, STAY_CASE_NONE, true, "2026-12-10", "2026-12-10"},
	{"not when the reminder comes after it", WAVE_REMINDER, HELD("2026-11-30"), false, false,
		false, MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"nor what is past the expiry", WAVE_REMINDER, HELD("2027-01-11"), false, false, false,
		MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"a first letter is held to its days", WAVE_FIRST, HELD("2027-01-10"), false, false, false,
		MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"written anew it keeps what comes after the post", WAVE_FIRST, HELD("2026-11-27"), true,
		false, false, MATTER_CARD, STAY_CASE_NONE, true, "2026-11-27", "2027-01-07"},
	{"not what comes sooner", WAVE_FIRST, HELD("2026-11-26"), true, false, false, MATTER_CARD,
		STAY_CASE_NONE, false, ALL_DAYS},
	{"unless a desk put it there", WAVE_FIRST, BY_DESK("2026-11-26"), true, false, false,
		MATTER_CARD, STAY_CASE_NONE, true, "2026-11-26", "2027-01-07"},
	{"that is of the letter before, no other", WAVE_FIRST, BY_DESK("2026-11-26"), false, false,
		false, MATTER_CARD, STAY_CASE_NONE, false, ALL_DAYS},
	{"Immigration renews the card: nothing to come for", WAVE_FIRST, HELD("2026-12-10"), false,
		false, false, MATTER_STAY, STAY_CASE_RESIDENCE, false, NO_DAYS},
	{"another stay is the city's", WAVE_FIRST, HELD("2026-12-10"), false, false, false,
		MATTER_STAY, STAY_CASE_PENDING, true, ALL_DAYS},
};

static void put_days(struct world *world, bool full)
{
	for (size_t i = 0; i < DAYS; i++)
		world->days[i] = (struct counter_day){
			.reason = "weekday", .slots = slots, .slot_count = full ? 0 : 1};
	world->calendar = (struct calendar){.from = on(POSTED),
		.to = on(POSTED) + DAYS - 1,
		.counter_count = 1,
		.days = world->days};
}

static void put_held(struct world *world, const struct held *held)
{
	if (held->day == NULL)
		return;
	world->standing = (struct standing_appointment){.resident = held->resident,
		.appointment = {.state = held->state, .uid = "a", .day = on(held->day)},
		.by_staff = held->by_staff};
	world->naming.standing_count = 1;
}

static struct world *open_world(struct arena *arena, const struct name_case *at)
{
	struct world *world = arena_alloc(arena, sizeof *world);
	static const char *const declined[] = {"1"};
	world->office = fixture_office();
	world->counter.id = "hall";
	world->office.counters = &world->counter;
	world->office.counter_count = 1;
	put_days(world, at->full);
	world->item = (struct notice_item){.matter = at->matter,
		.expires = on(EXPIRES),
		.wave = at->wave,
		.outcome = OUTCOME_LETTER};
	world->notice = (struct notice){.number = "26-000001-3",
		.wave = at->wave,
		.recipient = {.resident = "1", .stay_case = at->stay},
		.items = &world->item,
		.item_count = 1};
	world->known.uid = at->anew ? "a" : "b";
	world->person = (struct reconciled_person){.count = 1};
	world->person.dues[0] =
		(struct reconciled_due){.decision = {.matter = at->matter, .expires = on(EXPIRES)},
			.settles = true,
			.known = &world->known};
	world->naming = (struct visit_naming){.office = &world->office,
		.calendar = &world->calendar,
		.posting_day = on(POSTED),
		.standing = &world->standing,
		.declined = declined,
		.declined_count = at->declined ? 1 : 0};
	put_held(world, &at->held);
	return world;
}

static void a_letter_names_what_is_held_or_a_new_visit_or_none(void **state)
{
	for (size_t i = 0; i < COUNT_OF(name_cases); i++) {
		const struct name_case *at = &name_cases[i];
		struct world *world = open_world(*state, at);
		const struct named_visit named =
			named_visit_find(&world->naming, &world->person, &world->notice);
		day_number from = at->from == NULL ? DAY_NONE : on(at->from);
		day_number until = at->until == NULL ? DAY_NONE : on(at->until);
		if ((named.standing != NULL) != at->names || named.from != from ||
			named.until != until)
			fail_msg("%s", at->sentence);
	}
}

static void a_new_letter_does_not_keep_what_no_due_of_it_was_settled_by(void **state)
{
	const struct name_case *by_staff = NULL;
	for (size_t i = 0; i < COUNT_OF(name_cases); i++)
		if (name_cases[i].anew && name_cases[i].held.by_staff)
			by_staff = &name_cases[i];
	struct world *world = open_world(*state, by_staff);
	world->person.dues[0].settles = false;
	assert_null(named_visit_find(&world->naming, &world->person, &world->notice).standing);
	world->person.dues[0].settles = true;
	world->person.dues[0].known = NULL;
	assert_null(named_visit_find(&world->naming, &world->person, &world->notice).standing);
}

static const struct wait_case {
	const char *sentence;
	struct name_case of;
	enum appointment_state state; /* of the letter's own appointment */
	bool waits;
} wait_cases[] = {
	{"it has none, nor has its resident", {.held = NOTHING, .matter = MATTER_CARD},
		APPOINTMENT_STATE_NONE, true},
	{"it has one", {.held = NOTHING, .matter = MATTER_CARD}, APPOINTMENT_STATE_OFFERED, false},
	{"it had one", {.held = NOTHING, .matter = MATTER_CARD}, APPOINTMENT_STATE_CANCELLED,
		false},
	{"its resident has one", {.held = HELD("2026-12-10"), .matter = MATTER_CARD},
		APPOINTMENT_STATE_NONE, false},
	{"one outside the visit days is another matter",
		{.held = HELD("2026-11-30"), .matter = MATTER_CARD}, APPOINTMENT_STATE_NONE, true},
	{"a desk took one back", {.held = NOTHING, .declined = true, .matter = MATTER_CARD},
		APPOINTMENT_STATE_NONE, false},
	{"no day is left", {.held = NOTHING, .full = true, .matter = MATTER_CARD},
		APPOINTMENT_STATE_NONE, false},
	{"nothing to come for",
		{.held = NOTHING, .matter = MATTER_STAY, .stay = STAY_CASE_RESIDENCE},
		APPOINTMENT_STATE_NONE, false},
};

static void a_letter_that_waits_without_a_visit_asks_again_while_it_may(void **state)
{
	for (size_t i = 0; i < COUNT_OF(wait_cases); i++) {
		struct world *world = open_world(*state, &wait_cases[i].of);
		struct visit visit = {.from = 7};
		world->notice.appointment.state = wait_cases[i].state;
		if (named_visit_waits(&world->naming, &world->notice, &visit) !=
			wait_cases[i].waits)
			fail_msg("%s", wait_cases[i].sentence);
		assert_int_equal(visit.from, wait_cases[i].waits ? on("2026-12-01") : 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_names_what_is_held_or_a_new_visit_or_none),
		cmocka_unit_test(a_new_letter_does_not_keep_what_no_due_of_it_was_settled_by),
		cmocka_unit_test(a_letter_that_waits_without_a_visit_asks_again_while_it_may),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
