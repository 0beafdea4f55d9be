/* What becomes of appointments that were handed out. Two counters, "hall" and "branch", each with
 * one desk and half hours from 9:00 to 12:00 on the days that a case opens; letters of the night of
 * 2026-11-24 leave on that day, and a visit may begin seven days later. The appointment of these
 * tests is on 2026-12-10 at the hall, 10:00 to 10:30, for a card that runs out on 2026-12-20. */
#include "decide/visits/reschedule.h"

#include "decide/dues/decided.h"

enum { DAYS = 60, COUNTERS = 2 };

#define NIGHT   "2026-11-24"
#define VISIT   "2026-12-10"
#define EXPIRES "2026-12-20"
#define CARD    ((matter_set)(1u << MATTER_CARD))
#define AT(h)   ((int)((h)*60))

static const struct slot half_hours[] = {{AT(9), AT(9.5), 1, MATTERS_ALL, 0, 0},
	{AT(9.5), AT(10), 1, MATTERS_ALL, 0, 0}, {AT(10), AT(10.5), 1, MATTERS_ALL, 0, 0},
	{AT(10.5), AT(11), 1, MATTERS_ALL, 0, 0}, {AT(11), AT(11.5), 1, MATTERS_ALL, 0, 0},
	{AT(11.5), AT(12), 1, MATTERS_ALL, 0, 0}};
static const struct open_span morning[] = {{AT(9), AT(12), 1, MATTERS_ALL}};
static const struct counter_day open_day = {.reason = "weekday",
	.spans = morning,
	.span_count = 1,
	.slots = half_hours,
	.slot_count = 6};

struct world {
	struct office office;
	struct counter counters[COUNTERS];
	struct calendar calendar;
	struct counter_day days[DAYS * COUNTERS];
	struct standing_appointment standing[2];
	struct served_due served[2];
	struct notice_item items[2];
	struct promise promises[2];
	struct taken_place places[2];
	struct reconciliation reconciliation; /* nothing is decided */
	struct reschedule reschedule;
};

static struct counter_day *day_of(struct world *world, const char *date, size_t counter)
{
	return &world->days[(size_t)(on(date) - world->calendar.from) * COUNTERS + counter];
}

static struct appointment at_the_hall(const char *uid)
{
	return (struct appointment){.state = APPOINTMENT_STATE_OFFERED,
		.uid = uid,
		.counter = "hall",
		.day = on(VISIT),
		.starts = AT(10),
		.ends = AT(10.5)};
}

static void put_resident(struct world *world, size_t i, const char *resident, const char *uid)
{
	world->standing[i] = (struct standing_appointment){.resident = resident,
		.notice = "26-000001-3",
		.appointment = at_the_hall(uid),
		.desk = 3,
		.by_staff = true};
	world->served[i] = (struct served_due){.uid = uid,
		.resident = resident,
		.document = DOCUMENT_CARD,
		.expires = on(EXPIRES),
		.matter = MATTER_CARD,
		.outcome = OUTCOME_LETTER,
		.notice = "26-000001-3"};
	world->items[i] = (struct notice_item){
		.matter = MATTER_CARD, .expires = on(EXPIRES), .outcome = OUTCOME_LETTER};
	world->promises[i] = (struct promise){.resident = resident,
		.appointment = at_the_hall(uid),
		.items = &world->items[i],
		.item_count = 1};
	world->places[i] = (struct taken_place){uid, "hall", on(VISIT), AT(10), AT(10.5), 0};
}

static struct world *open_world(struct arena *arena)
{
	struct world *world = arena_alloc(arena, sizeof *world);
	world->office = fixture_office();
	world->counters[0].id = "hall";
	world->counters[1].id = "branch";
	world->office.counters = world->counters;
	world->office.counter_count = COUNTERS;
	world->office.wishes = (struct wishes){.counter = 10, .day = 1};
	for (size_t i = 0; i < DAYS * COUNTERS; i++)
		world->days[i].reason = "weekday";
	world->calendar = (struct calendar){.from = on(NIGHT),
		.to = on(NIGHT) + DAYS - 1,
		.counter_count = COUNTERS,
		.days = world->days};
	put_resident(world, 0, "1", "a");
	world->reschedule = (struct reschedule){.office = &world->office,
		.calendar = &world->calendar,
		.arena = arena,
		.served = world->served,
		.served_count = 1};
	return world;
}

static void find_affected(
	struct world *world, size_t standing, const char *const *untold, size_t untold_count)
{
	struct reschedule *reschedule = &world->reschedule;
	reschedule_open(reschedule, world->standing, standing, untold, untold_count);
	for (size_t i = 0; i < reschedule->affected_count; i++)
		for (size_t k = 0; k < 2; k++)
			if (world->promises[k].resident != NULL &&
				strcmp(world->promises[k].appointment.uid,
					reschedule->affected[i].uid) == 0)
				reschedule->affected[i].promise = &world->promises[k];
	reschedule_sort(reschedule);
}

/* ---- which are affected ---- */

struct hours_case {
	const char *sentence;
	const char *day;               /* of the appointment */
	struct open_span hall, branch; /* to 0: closed */
	enum matter matter;
	enum outcome outcome; /* of the due that it serves */
	bool closed;
};

static const struct hours_case hours_cases[] = {
	{"open over all its time", VISIT, {AT(9), AT(12), 1, MATTERS_ALL}, {0}, MATTER_CARD,
		OUTCOME_LETTER, false},
	{"open for just its time, on no grid of today", VISIT, {AT(10), AT(10.5), 1, CARD}, {0},
		MATTER_CARD, OUTCOME_LETTER, false},
	{"open without a desk for appointments", VISIT, {AT(9), AT(12), 0, MATTERS_ALL}, {0},
		MATTER_CARD, OUTCOME_LETTER, false},
	{"closed on that day", VISIT, {0}, {0}, MATTER_CARD, OUTCOME_LETTER, true},
	{"closed here, open at the other counter", VISIT, {0}, {AT(9), AT(12), 1, MATTERS_ALL},
		MATTER_CARD, OUTCOME_LETTER, true},
	{"opens in the middle of it", VISIT, {AT(10.25), AT(12), 1, MATTERS_ALL}, {0}, MATTER_CARD,
		OUTCOME_LETTER, true},
	{"closes in the middle of it", VISIT, {AT(9), AT(10.25), 1, MATTERS_ALL}, {0}, MATTER_CARD,
		OUTCOME_LETTER, true},
	{"open, but its matter is not done then", VISIT, {AT(9), AT(12), 1, CARD}, {0}, MATTER_STAY,
		OUTCOME_LETTER, true},
	{"what is covered asks nothing of the hours", VISIT, {AT(9), AT(12), 1, CARD}, {0},
		MATTER_STAY, OUTCOME_COVERED, false},
	{"beyond the calendar nothing is known to be closed", "2027-06-01", {0}, {0}, MATTER_CARD,
		OUTCOME_LETTER, false},
	{"nor before it", "2026-11-23", {0}, {0}, MATTER_CARD, OUTCOME_LETTER, false},
	{"closed on the first day of the calendar", NIGHT, {0}, {0}, MATTER_CARD, OUTCOME_LETTER,
		true},
	{"closed on its last day", "2027-01-22", {0}, {0}, MATTER_CARD, OUTCOME_LETTER, true},
};

static void set_spans(
	struct world *world, const char *date, size_t counter, const struct open_span *span)
{
	if (on(date) < world->calendar.from || on(date) > world->calendar.to)
		return;
	day_of(world, date, counter)->spans = span;
	day_of(world, date, counter)->span_count = span->to > 0 ? 1 : 0;
}

static void it_stays_while_its_counter_is_open_for_its_matters_over_all_its_time(void **state)
{
	assert_int_equal(on("2027-01-22"), on(NIGHT) + DAYS - 1);
	for (size_t i = 0; i < COUNT_OF(hours_cases); i++) {
		const struct hours_case *at = &hours_cases[i];
		struct world *world = open_world(*state);
		set_spans(world, at->day, 0, &at->hall);
		set_spans(world, at->day, 1, &at->branch);
		world->standing[0].appointment.day = on(at->day);
		world->served[0].matter = at->matter;
		world->served[0].outcome = at->outcome;
		find_affected(world, 1, NULL, 0);
		if (world->reschedule.affected_count != (at->closed ? 1 : 0) ||
			(at->closed && !world->reschedule.affected[0].closed))
			fail_msg("%s", at->sentence);
	}
}

static void who_may_have_to_be_told_is_affected_though_nothing_closed(void **state)
{
	struct world *world = open_world(*state);
	static const char *const untold[] = {"a", "c"}; /* "c" stands no more */
	size_t run;
	put_resident(world, 1, "0", "c");
	*day_of(world, VISIT, 0) = open_day;
	find_affected(world, 1, untold, 2);
	const struct affected *affected = world->reschedule.affected;
	assert_int_equal(world->reschedule.affected_count, 2);
	assert_string_equal(affected[0].uid, "c"); /* by resident */
	assert_null(affected[0].standing);
	assert_string_equal(affected[1].uid, "a");
	assert_ptr_equal(affected[1].standing, world->reschedule.standing);
	assert_false(affected[0].closed || affected[1].closed);
	assert_ptr_equal(reschedule_affected(&world->reschedule, "1", &run), &affected[1]);
	assert_int_equal(run, 1);
	assert_null(reschedule_affected(&world->reschedule, "2", &run));
	assert_int_equal(run, 0);
	reschedule_end(&world->reschedule, &world->reconciliation, world->places, 1);
	reschedule_place(&world->reschedule, on(NIGHT));
	assert_int_equal(world->reschedule.answered_count, 0);
	assert_int_equal(affected[1].promise->appointment.day, on(VISIT));
}

/* "1" holds "b" and "2" holds "a": by resident they stand in another order than by UID. */
static void cross_over(struct world *world)
{
	put_resident(world, 0, "2", "a");
	put_resident(world, 1, "1", "b");
	const struct standing_appointment of_two = world->standing[0];
	world->standing[0] = world->standing[1];
	world->standing[1] = of_two;
	world->reschedule.served_count = 2;
}

static void nobody_is_affected_twice(void **state)
{
	struct world *world = open_world(*state);
	static const char *const untold[] = {"a", "b"};
	cross_over(world);
	find_affected(world, 2, untold, 2);
	assert_int_equal(world->reschedule.affected_count, 2);
	assert_non_null(world->reschedule.affected[0].standing);
	assert_non_null(world->reschedule.affected[1].standing);
}

static void it_closes_with_any_of_its_matters(void **state)
{
	struct world *world = open_world(*state);
	static const struct open_span no_stay = {AT(9), AT(12), 1, CARD};
	world->served[1] = world->served[0];
	world->served[0].matter = MATTER_STAY;
	world->reschedule.served_count = 2;
	set_spans(world, VISIT, 0, &no_stay);
	find_affected(world, 1, NULL, 0);
	assert_int_equal(world->reschedule.affected_count, 1);
}

/* ---- new places ---- */

struct place_case {
	const char *sentence;
	const char *hall[3], *branch[2]; /* days that are open; NULL: no more */
	const char *taken;               /* a day on which somebody has 9:00 to 12:00 at the hall */
	const char *day, *counter;       /* of the new place; NULL: it is taken back */
};

static const struct place_case place_cases[] = {
	{"the day nearest to its own", {"2026-12-02", "2026-12-09", "2026-12-14"}, {NULL}, NULL,
		"2026-12-09", "hall"},
	{"its own counter, a few days later", {"2026-12-14"}, {"2026-12-10"}, NULL, "2026-12-14",
		"hall"},
	{"at the other counter when there is nothing else", {NULL}, {"2026-12-11"}, NULL,
		"2026-12-11", "branch"},
	{"the first day by which its letter has come", {"2026-12-01"}, {NULL}, NULL, "2026-12-01",
		"hall"},
	{"nothing but the day before that", {"2026-11-30"}, {NULL}, NULL, NULL, NULL},
	{"the day of the expiry, when nothing is left before it", {"2026-12-20"}, {NULL}, NULL,
		"2026-12-20", "hall"},
	{"nothing but the day after the expiry", {"2026-12-21"}, {NULL}, NULL, NULL, NULL},
	{"nobody else is moved for it", {"2026-12-11"}, {NULL}, "2026-12-11", NULL, NULL},
	{"no day at all", {NULL}, {NULL}, NULL, NULL, NULL},
};

static void open_days(struct world *world, const char *const *dates, size_t most, size_t counter)
{
	for (size_t i = 0; i < most && dates[i] != NULL; i++)
		*day_of(world, dates[i], counter) = open_day;
}

static void assert_taken_back(const struct world *world, const char *sentence)
{
	const struct reschedule *reschedule = &world->reschedule;
	const struct affected *affected = &reschedule->affected[0];
	if (!affected->lost || affected->moved || reschedule->lost_count != 1 ||
		reschedule->moved_count != 0)
		fail_msg("%s", sentence);
	assert_string_equal(reschedule->lost[0], "a");
	assert_int_equal(affected->promise->appointment.state, APPOINTMENT_STATE_CANCELLED);
	assert_int_equal(affected->standing->appointment.state, APPOINTMENT_STATE_CANCELLED);
}

static void assert_moved(const struct world *world, const struct place_case *at, size_t before)
{
	const struct reschedule *reschedule = &world->reschedule;
	const struct affected *affected = &reschedule->affected[0];
	const struct appointment *now = &affected->promise->appointment;
	if (!affected->moved || affected->lost || reschedule->moved_count != 1 ||
		reschedule->lost_count != 0 || now->day != on(at->day) ||
		strcmp(now->counter, at->counter) != 0)
		fail_msg("%s", at->sentence);
	const struct given_place *given = &reschedule->moved[0];
	assert_int_equal(now->state, APPOINTMENT_STATE_MOVED);
	assert_int_equal(now->ends - now->starts, 30);
	assert_false(affected->standing->by_staff);
	assert_int_equal(affected->standing->desk, 0);
	assert_int_equal(affected->standing->appointment.day, now->day);
	assert_string_equal(given->uid, "a");
	assert_int_equal(given->day, now->day);
	assert_int_equal(given->starts, now->starts);
	assert_int_equal(given->slot_count, 1);
	assert_int_equal(given->slot_starts[0], now->starts);
	assert_int_equal(reschedule->taken_count, before + 1); /* for nobody else of tonight */
	assert_string_equal(reschedule->taken_uids[before], "a");
	assert_int_equal(reschedule->taken[before].day, now->day);
}

static void a_closed_one_gets_a_place_inside_the_visit_days_that_are_left_or_none(void **state)
{
	for (size_t i = 0; i < COUNT_OF(place_cases); i++) {
		const struct place_case *at = &place_cases[i];
		struct world *world = open_world(*state);
		struct reschedule *reschedule = &world->reschedule;
		open_days(world, at->hall, 3, 0);
		open_days(world, at->branch, 2, 1);
		if (at->taken != NULL)
			world->places[1] =
				(struct taken_place){"z", "hall", on(at->taken), AT(9), AT(12), 0};
		find_affected(world, 1, NULL, 0);
		reschedule_end(reschedule, &world->reconciliation, world->places,
			at->taken != NULL ? 2 : 1);
		size_t before = reschedule->taken_count; /* its own is free: it is closed */
		assert_int_equal(before, at->taken != NULL ? 1 : 0);
		reschedule_place(reschedule, on(NIGHT));
		assert_int_equal(reschedule->answered_count, 1);
		assert_ptr_equal(reschedule->answered[0], reschedule->affected);
		assert_true(world->promises[0].tell);
		assert_int_equal(world->promises[0].appointment.sequence, 1);
		assert_int_equal(reschedule->affected[0].was.day, on(VISIT));
		if (at->day == NULL)
			assert_taken_back(world, at->sentence);
		else
			assert_moved(world, at, before);
	}
}

static void two_that_closed_never_get_one_place(void **state)
{
	struct world *world = open_world(*state);
	struct reschedule *reschedule = &world->reschedule;
	static const struct counter_day one_place = {.reason = "weekday",
		.spans = morning,
		.span_count = 1,
		.slots = half_hours,
		.slot_count = 1};
	cross_over(world);
	*day_of(world, "2026-12-11", 0) = one_place;
	find_affected(world, 2, NULL, 0);
	reschedule_end(reschedule, &world->reconciliation, world->places, 2);
	reschedule_place(reschedule, on(NIGHT));
	assert_int_equal(reschedule->moved_count, 1);
	assert_int_equal(reschedule->lost_count, 1);
	assert_int_equal(reschedule->taken_count, 1);
}

/* ---- what ends ---- */

enum ends { GOES_ON, RENEWED, PULLED };

static void end_due(struct world *world, struct arena *arena, enum ends how)
{
	struct known_due *known = arena_alloc(arena, sizeof *known);
	struct reconciled_closed *closed = arena_alloc(arena, sizeof *closed);
	const struct known_due **released = arena_alloc(arena, sizeof *released);
	*known = (struct known_due){.resident = "1",
		.document = DOCUMENT_CARD,
		.expires = on(EXPIRES),
		.notice = "26-000001-3"};
	*closed = (struct reconciled_closed){.known = known, .state = DUE_RENEWED};
	*released = known;
	if (how == RENEWED) {
		world->reconciliation.closed = closed;
		world->reconciliation.closed_count = 1;
	}
	if (how == PULLED) {
		world->reconciliation.released = released;
		world->reconciliation.released_count = 1;
	}
}

static const struct end_case {
	const char *sentence;
	enum ends ends;
	bool open;     /* its counter is */
	bool letter;   /* the resident gets one tonight, */
	bool named;    /* that names the appointment again */
	bool taken;    /* its place is, before letters have been written, */
	bool taken_on; /* and after */
	bool cancelled;
} end_cases[] = {
	{"what goes on keeps its place", GOES_ON, true, false, false, true, true, false},
	{"what ends tonight frees its place", RENEWED, true, false, false, false, false, true},
	{"so it does when its letter is pulled", PULLED, true, false, false, false, false, true},
	{"while a letter is written it may be named again", PULLED, true, true, true, true, true,
		false},
	{"and when it is not it frees its place after all", PULLED, true, true, false, true, false,
		true},
	{"a closed place is free whatever becomes of it", GOES_ON, false, false, false, false,
		false, false},
	{"nor one whose letter is pulled", PULLED, false, false, false, false, false, true},
	{"a closed one that ends gets no other place", RENEWED, false, false, false, false, false,
		true},
};

static void assert_ended(struct world *world, const struct end_case *at)
{
	struct reschedule *reschedule = &world->reschedule;
	static const char *const named[] = {"z", "a"};
	const char **cancelled;
	size_t count;
	if (reschedule->taken_count != (at->taken ? 1 : 0))
		fail_msg("%s: taken", at->sentence);
	reschedule_place(reschedule, on(NIGHT));
	reschedule_cancel(reschedule, named, at->named ? 2 : 1, &cancelled, &count);
	if (count != (at->cancelled ? 1 : 0))
		fail_msg("%s: cancelled", at->sentence);
	if (at->cancelled)
		assert_string_equal(cancelled[0], "a");
	if (reschedule->taken_count != (at->taken_on ? 1 : 0))
		fail_msg("%s: taken after letters", at->sentence);
}

static void what_ends_tonight_frees_its_place(void **state)
{
	for (size_t i = 0; i < COUNT_OF(end_cases); i++) {
		const struct end_case *at = &end_cases[i];
		struct world *world = open_world(*state);
		struct reconciled_person person = {
			.recipient = {.resident = "1"}, .letter = at->letter};
		struct reconciled_person *people[] = {&person};
		world->reconciliation.people = people;
		world->reconciliation.person_count = 1;
		if (at->open)
			*day_of(world, VISIT, 0) = open_day;
		end_due(world, *state, at->ends);
		find_affected(world, 1, NULL, 0);
		reschedule_end(&world->reschedule, &world->reconciliation, world->places, 1);
		assert_ended(world, at);
		if (!at->open && at->ends != GOES_ON) { /* it is not told: its dues have ended */
			assert_int_equal(world->reschedule.answered_count, 0);
			assert_int_equal(world->reschedule.standing[0].appointment.state,
				APPOINTMENT_STATE_CANCELLED);
		}
	}
}

static void an_appointment_goes_on_with_one_of_its_dues_and_is_told_for_that_one(void **state)
{
	struct world *world = open_world(*state);
	struct reschedule *reschedule = &world->reschedule;
	static const char *const untold[] = {"a"};
	struct notice_item items[] = {
		{.matter = MATTER_CARD, .expires = on(EXPIRES), .outcome = OUTCOME_LETTER},
		{.matter = MATTER_SIGNATURE, .expires = on(EXPIRES), .outcome = OUTCOME_LETTER}};
	const char **cancelled;
	size_t count;
	world->served[1] = world->served[0];
	world->served[1].document = DOCUMENT_SIGNATURE;
	world->served[1].matter = MATTER_SIGNATURE;
	reschedule->served_count = 2;
	world->promises[0].items = items;
	world->promises[0].item_count = 2;
	*day_of(world, VISIT, 0) = open_day;
	end_due(world, *state, RENEWED); /* the card */
	find_affected(world, 1, untold, 1);
	reschedule_end(reschedule, &world->reconciliation, world->places, 1);
	assert_int_equal(reschedule->taken_count, 1);
	assert_int_equal(world->promises[0].item_count, 1);
	assert_int_equal(world->promises[0].items[0].matter, MATTER_SIGNATURE);
	reschedule_cancel(reschedule, NULL, 0, &cancelled, &count);
	assert_int_equal(count, 0);
}

static void one_of_several_dues_is_cancelled_once_and_frees_its_own_place_alone(void **state)
{
	struct world *world = open_world(*state);
	struct reschedule *reschedule = &world->reschedule;
	struct reconciled_person person = {.recipient = {.resident = "1"}, .letter = true};
	struct reconciled_person *people[] = {&person};
	const char **cancelled;
	size_t count;
	world->reconciliation.people = people;
	world->reconciliation.person_count = 1;
	world->served[1] = world->served[0];
	world->served[1].matter = MATTER_SIGNATURE;
	reschedule->served_count = 2;
	world->places[1] = (struct taken_place){"z", "hall", on(VISIT), AT(9), AT(9.5), 0};
	*day_of(world, VISIT, 0) = open_day;
	end_due(world, *state, PULLED);
	find_affected(world, 1, NULL, 0);
	reschedule_end(reschedule, &world->reconciliation, world->places, 2);
	assert_int_equal(reschedule->taken_count, 2);
	reschedule_cancel(reschedule, NULL, 0, &cancelled, &count);
	assert_int_equal(count, 1);
	assert_string_equal(cancelled[0], "a");
	assert_int_equal(reschedule->taken_count, 1);
	assert_string_equal(reschedule->taken_uids[0], "z");
	assert_int_equal(reschedule->taken[0].starts, AT(9));
}

static void a_place_at_a_counter_that_the_office_lacks_takes_nothing(void **state)
{
	struct world *world = open_world(*state);
	*day_of(world, VISIT, 0) = open_day;
	world->places[1] = (struct taken_place){"z", "gone", on(VISIT), AT(9), AT(10), 0};
	find_affected(world, 1, NULL, 0);
	reschedule_end(&world->reschedule, &world->reconciliation, world->places, 2);
	assert_int_equal(world->reschedule.taken_count, 1);
	assert_string_equal(world->reschedule.taken_uids[0], "a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			it_stays_while_its_counter_is_open_for_its_matters_over_all_its_time),
		cmocka_unit_test(who_may_have_to_be_told_is_affected_though_nothing_closed),
		cmocka_unit_test(nobody_is_affected_twice),
		cmocka_unit_test(it_closes_with_any_of_its_matters),
		cmocka_unit_test(
			a_closed_one_gets_a_place_inside_the_visit_days_that_are_left_or_none),
		cmocka_unit_test(two_that_closed_never_get_one_place),
		cmocka_unit_test(what_ends_tonight_frees_its_place),
		cmocka_unit_test(
			an_appointment_goes_on_with_one_of_its_dues_and_is_told_for_that_one),
		cmocka_unit_test(
			one_of_several_dues_is_cancelled_once_and_frees_its_own_place_alone),
		cmocka_unit_test(a_place_at_a_counter_that_the_office_lacks_takes_nothing),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
