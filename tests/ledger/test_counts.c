/* Nights in counts: what waits, what the last nights came to, what is to come; and which exceptions
 * are new. */
#include "ledger/counts.h"

#include "ledger/nights.h"
#include "ledger/staff.h"

static struct night must_read(struct ledger *ledger, struct arena *arena, const char *day, int run)
{
	struct night night;
	struct fault why = {0};
	if (!ledger_night(ledger, on(day), run, arena, &night, &why))
		fail_msg("%s", why.message);
	return night;
}

/* Two nights, and between them staff holds the first one's mailing and gets a letter back. */
static void live_two_nights(struct scene *scene, struct ledger *ledger)
{
	static const struct staff_act act = {.who = "tanaka", .why = "wrong enclosure"};
	struct staff_act said = act;
	struct mailing *mailings = NULL;
	size_t count = 0;
	struct fault why = {0};
	said.day = on("2026-11-24");
	must_commit(ledger, first_night(scene->arena));
	if (!ledger_begin(ledger, &why) ||
		!ledger_mailings(ledger, scene->arena, &mailings, &count, &why) ||
		!ledger_mailing_say(ledger, &mailings[0], MAILING_HELD, said.day, &said, &why) ||
		!ledger_return(ledger, "26-000002-9", "1002", "moved", &said, &why) ||
		!ledger_staff_commit(ledger, &why))
		fail_msg("%s", why.message);
	must_commit(ledger, second_night(scene->arena));
}

/* What waits is as of each night, whatever staff and later nights have done since. */
static void test_what_waits_is_kept_with_its_night(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	live_two_nights(scene, ledger);
	struct night first = must_read(ledger, scene->arena, "2026-11-24", 1);
	assert_int_equal(first.past_count, 1);
	assert_true(first.past[0].counted);
	static const long after_first[BACKLOGS] = {[BACKLOG_HAND] = 1};
	assert_memory_equal(first.past[0].backlog, after_first, sizeof after_first);
	struct night second = must_read(ledger, scene->arena, "2026-11-25", 1);
	assert_int_equal(second.past_count, 2);
	assert_memory_equal(&second.past[0], &first.past[0], sizeof first.past[0]);
	/* 1003's letter can go; 1002's has come back, and is a case by hand. */
	static const long after_second[BACKLOGS] = {[BACKLOG_HAND] = 1,
		[BACKLOG_RETURNED] = 1,
		[BACKLOG_WAITING] = 2,
		[BACKLOG_HELD] = 1,
		[BACKLOG_HELD_LETTERS] = 2};
	assert_memory_equal(second.past[1].backlog, after_second, sizeof after_second);
	ledger_close(ledger);
}

/* Asked in between, it is what the next night would keep. */
static void test_what_waits_now(void **state)
{
	struct scene *scene = *state;
	long backlog[BACKLOGS];
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	live_two_nights(scene, ledger);
	assert_true(ledger_backlog(ledger, backlog, &why));
	const struct past_night *past = must_read(ledger, scene->arena, "2026-11-25", 1).past;
	assert_memory_equal(backlog, past[1].backlog, sizeof backlog);
	ledger_close(ledger);
}

static void test_what_a_night_came_to(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	live_two_nights(scene, ledger);
	const struct past_night *past = must_read(ledger, scene->arena, "2026-11-25", 1).past;
	assert_int_equal(past[0].read, 1000);
	assert_int_equal(past[0].aside, 2);
	assert_int_equal(past[0].outcomes[OUTCOME_LETTER], 2);
	assert_int_equal(past[0].outcomes[OUTCOME_COVERED], 1);
	assert_int_equal(past[0].outcomes[OUTCOME_HAND], 1);
	assert_int_equal(past[0].outcomes[OUTCOME_NONE], 1);
	assert_int_equal(past[0].sheets, 2);
	assert_int_equal(past[0].exceptions, 3);
	assert_int_equal(past[1].outcomes[OUTCOME_LETTER], 2);
	assert_int_equal(past[1].sheets, 0);
	assert_int_equal(past[1].exceptions, 0);
	ledger_close(ledger);
}

/* No more than PAST_NIGHTS, the last ones. */
static void test_only_the_last_nights(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	for (int run = 1; run <= PAST_NIGHTS + 2; run++)
		must_commit(ledger, build_night(scene->arena, "2026-11-24", run));
	struct night night = must_read(ledger, scene->arena, "2026-11-24", PAST_NIGHTS + 2);
	assert_int_equal(night.past_count, PAST_NIGHTS);
	assert_int_equal(night.past[0].run, 3);
	assert_int_equal(night.past[PAST_NIGHTS - 1].run, PAST_NIGHTS + 2);
	ledger_close(ledger);
}

/* Weeks come back in order, a count that is nought as well as one that is not. */
static void test_the_weeks_ahead(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	const struct load_week weeks[] = {
		{on("2026-11-23"), 2, {[DOCUMENT_CARD] = 2, [DOCUMENT_SIGNATURE] = 1}},
		{on("2026-12-07"), 1, {[DOCUMENT_AUTHENTICATION] = 1}},
	};
	build->night.load = weeks;
	build->night.load_count = 2;
	struct load_counter counters[] = {{"tobu", {0, 1}}, {"cityhall", {2}}};
	counters[0].people[LOAD_WEEKS - 1] = 1234;
	build->night.load_counters = counters;
	build->night.load_counter_count = 2;
	must_commit(ledger, build);
	must_commit(ledger, build_night(scene->arena, "2026-11-25", 1));
	struct night night = must_read(ledger, scene->arena, "2026-11-24", 1);
	assert_int_equal(night.load_count, 2);
	assert_memory_equal(night.load, weeks, sizeof weeks);
	assert_int_equal(night.load_counter_count, 2);
	for (int i = 0; i < 2; i++) { /* by id */
		assert_string_equal(night.load_counters[i].counter, counters[1 - i].counter);
		assert_memory_equal(night.load_counters[i].people, counters[1 - i].people,
			sizeof counters[0].people);
	}
	assert_int_equal(must_read(ledger, scene->arena, "2026-11-25", 1).load_counter_count, 0);
	assert_int_equal(must_read(ledger, scene->arena, "2026-11-25", 1).load_count, 0);
	ledger_close(ledger);
}

/* Known is what the night before told of the same resident by the same code in the same words, on
 * whatever line. */
static void test_which_exceptions_are_new(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	static const struct {
		const char *resident, *code, *message;
		const char *then; /* told on the night before, NULL for nothing */
		bool known;
	} cases[] = {
		{"1001", "vanished", "gone", "gone", true},
		{"1002", "vanished", "gone", NULL, false},
		{"1003", "renewal-odd", "gone", NULL, false},
		{"1004", "vanished", "gone", "gone for good", false},
		{"", "mailing-unconfirmed", "the mailing of 2026-11-20",
			"the mailing of 2026-11-20", true},
		{"", "mailing-unconfirmed", "the mailing of 2026-11-24", NULL, false},
	};
	enum { CASES = sizeof cases / sizeof cases[0] };
	struct build *first = build_night(scene->arena, "2026-11-24", 1);
	struct build *second = build_night(scene->arena, "2026-11-25", 1);
	build_exception(first, 9, "1003", "vanished", "another code");
	for (size_t i = 0; i < CASES; i++) {
		if (cases[i].then != NULL)
			build_exception(first, cases[i].resident[0] == '\0' ? 0 : 70,
				cases[i].resident, cases[i].code, cases[i].then);
		build_exception(
			second, (long)i, cases[i].resident, cases[i].code, cases[i].message);
	}
	must_commit(ledger, first);
	must_commit(ledger, second);
	must_commit(ledger, build_night(scene->arena, "2026-11-26", 1));
	struct night night = must_read(ledger, scene->arena, "2026-11-25", 1);
	assert_int_equal(night.exception_count, CASES);
	for (size_t i = 0; i < CASES; i++)
		if (night.standings[i].known != cases[i].known)
			fail_msg("%s %s", night.exceptions[i].code, night.exceptions[i].resident);
	struct night before = must_read(ledger, scene->arena, "2026-11-24", 1);
	for (size_t i = 0; i < before.exception_count; i++)
		assert_false(before.standings[i].known);
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_what_waits_is_kept_with_its_night),
		TEST(test_what_waits_now),
		TEST(test_what_a_night_came_to),
		TEST(test_only_the_last_nights),
		TEST(test_the_weeks_ahead),
		TEST(test_which_exceptions_are_new),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
