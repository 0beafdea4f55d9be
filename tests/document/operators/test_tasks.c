/* What there is to do after a night, and whether any of it must be done today. */
#include "document/operators/tasks.h"

#include "model/mailing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct night_exception exceptions[] = {{7, "1", "vanished", ""},
	{8, "2", "vanished", ""}, {0, "", MAILING_UNCONFIRMED, ""}, {9, "3", "birth-unknown", ""},
	{10, "4", "expiry-unknown", ""}};
/* The last two are acknowledged. */
static const struct exception_standing standings[] = {{.known = false, .acknowledged = DAY_NONE},
	{.known = true, .acknowledged = DAY_NONE}, {.known = false, .acknowledged = DAY_NONE},
	{.known = true, .acknowledged = 20000}, {.known = true, .acknowledged = 20000}};
static const struct notice sheets[9];
static const struct night_stop stops[1] = {{.notice = "26-000001-3", .sheet = 1, .sheets = 1}};

static const struct agenda_entry agenda[] = {
	{.appointment = {.day = 1}}, {.appointment = {.day = 1}}, {.appointment = {.day = 2}}};

static struct night quiet_night(struct past_night *past)
{
	*past = (struct past_night){.counted = true};
	return (struct night){.past = past, .past_count = 1};
}

static void test_nothing_presses_on_a_quiet_night(void **state)
{
	(void)state;
	struct past_night past;
	long counts[TASKS];
	struct night night = quiet_night(&past);
	const struct tally tally = {.letters = 9, .appointments = 9};
	past.backlog[BACKLOG_HAND] = 45;
	past.backlog[BACKLOG_RETURNED] = 2;
	past.backlog[BACKLOG_WAITING] = 7;
	night.sheets = sheets;
	night.sheet_count = 9;
	night.agenda = agenda;
	night.agenda_count = 3;
	night.exceptions = &exceptions[1];
	night.exception_count = 1;
	night.standings = &standings[1];
	tasks_of_night(&night, &tally, false, counts);
	assert_false(tasks_press(counts));
	assert_int_equal(counts[TASK_POST], 9);
	assert_int_equal(counts[TASK_HAND_OPEN], 45);
	assert_int_equal(counts[TASK_RETURNED], 2);
	assert_int_equal(counts[TASK_KNOWN], 1);
	assert_int_equal(counts[TASK_COUNTERS], 3);
	assert_int_equal(counts[TASK_VISITS], 0);
	assert_int_equal(counts[TASK_RESIDENTS], 0);
}

static void test_each_of_these_presses(void **state)
{
	(void)state;
	static const enum task urgent[] = {TASK_STOPS, TASK_CALLS, TASK_HELD, TASK_UNCONFIRMED,
		TASK_HAND, TASK_EXCEPTIONS, TASK_UNPLACED, TASK_HOUSES};
	static const struct house_entry asked = {.house = {.state = HOUSE_OPEN}};
	for (size_t i = 0; i < sizeof urgent / sizeof urgent[0]; i++) {
		struct past_night past;
		long counts[TASKS];
		struct tally tally = {0};
		struct night night = quiet_night(&past);
		night.stops = stops;
		night.stop_count = urgent[i] == TASK_STOPS ? 1 : 0;
		tally.call_people = urgent[i] == TASK_CALLS ? 1 : 0;
		past.backlog[BACKLOG_HELD] = urgent[i] == TASK_HELD ? 1 : 0;
		tally.unconfirmed = urgent[i] == TASK_UNCONFIRMED ? 1 : 0;
		tally.hand_people = urgent[i] == TASK_HAND ? 1 : 0;
		tally.unplaced = urgent[i] == TASK_UNPLACED ? 1 : 0;
		night.exceptions = exceptions;
		night.standings = standings;
		night.exception_count = urgent[i] == TASK_EXCEPTIONS ? 1 : 0;
		night.houses = &asked;
		night.house_count = urgent[i] == TASK_HOUSES ? 1 : 0;
		tasks_of_night(&night, &tally, false, counts);
		assert_true(tasks_press(counts));
		for (int task = 0; task < TASKS; task++)
			if (counts[task] != (task == (int)urgent[i] ? 1 : 0))
				fail_msg("%s: %s is %ld", task_words[urgent[i]], task_words[task],
					counts[task]);
	}
}

/* A mailing that nobody has confirmed is no exception to be mended besides. */
static void test_an_exception_counts_once(void **state)
{
	(void)state;
	struct past_night past;
	long counts[TASKS];
	struct night night = quiet_night(&past);
	const struct tally tally = {.unconfirmed = 1};
	night.exceptions = exceptions;
	night.standings = standings;
	night.exception_count = 3;
	tasks_of_night(&night, &tally, true, counts);
	assert_int_equal(counts[TASK_EXCEPTIONS], 1);
	assert_int_equal(counts[TASK_KNOWN], 1);
	assert_int_equal(counts[TASK_UNCONFIRMED], 1);
	night.standings = NULL;
	tasks_of_night(&night, &tally, true, counts);
	assert_int_equal(counts[TASK_EXCEPTIONS], 2);
	assert_int_equal(counts[TASK_KNOWN], 0);
}

/* What costs somebody something sooner stands higher: the order, and what of it is no daily work.
 */
static void test_most_urgent_first(void **state)
{
	(void)state;
	static const struct {
		enum task task;
		bool urgent;
	} order[TASKS] = {
		{TASK_STOPS, true},       /* cannot be called back */
		{TASK_VISITS, false},     /* before the counters open */
		{TASK_CALLS, true},       /* today */
		{TASK_POST, false},       /* today's collection */
		{TASK_HELD, true},        /* their days run */
		{TASK_UNCONFIRMED, true}, /* so they may */
		{TASK_HAND, true},        /* by nobody else */
		{TASK_UNPLACED, true},
		{TASK_EXCEPTIONS, true},
		{TASK_HOUSES, true},     /* its days run, and its people have no other line */
		{TASK_RESIDENTS, false}, /* before the letters come */
		{TASK_COUNTERS, false},  /* before tomorrow's */
		{TASK_HAND_OPEN, false}, /* known before */
		{TASK_RETURNED, false},
		{TASK_KNOWN, false},
	};
	for (int i = 0; i < TASKS; i++)
		if ((int)order[i].task != i || task_urgent(order[i].task) != order[i].urgent)
			fail_msg("%s", task_words[i]);
	assert_true(task_has_hour(TASK_VISITS) && task_has_hour(TASK_POST));
	assert_false(task_has_hour(TASK_COUNTERS) || task_has_hour(TASK_STOPS));
}

/* Who comes today is counted of the night's own day, whatever else is to come. */
static void test_today_is_the_nights_own_day(void **state)
{
	(void)state;
	struct past_night past;
	long counts[TASKS];
	struct night night = quiet_night(&past);
	const struct tally tally = {0};
	const struct agenda_entry coming[] = {{.appointment = {.day = 20000}},
		{.appointment = {.day = 20000}}, {.appointment = {.day = 20001}}};
	night.day = 20000;
	night.agenda = coming;
	night.agenda_count = 3;
	tasks_of_night(&night, &tally, true, counts);
	assert_int_equal(counts[TASK_VISITS], 2);
	assert_int_equal(counts[TASK_COUNTERS], 3);
	assert_false(tasks_press(counts));
}

/* What is acknowledged is nobody's task, but where somebody is without a letter by it. */
static void test_what_rests_is_no_task(void **state)
{
	(void)state;
	struct past_night past;
	long counts[TASKS];
	struct night night = quiet_night(&past);
	const struct tally tally = {0};
	night.exceptions = &exceptions[3];
	night.standings = &standings[3];
	night.exception_count = 2;
	tasks_of_night(&night, &tally, true, counts);
	assert_int_equal(counts[TASK_EXCEPTIONS], 0);
	assert_int_equal(counts[TASK_KNOWN], 1);
	assert_int_equal(task_of_exception("birth-unknown", EXCEPTION_RESTING), TASKS);
	assert_int_equal(task_of_exception("birth-unknown", EXCEPTION_NEW), TASK_EXCEPTIONS);
}

/* A night of a ledger that was not counted yet. */
static void test_nothing_was_counted(void **state)
{
	(void)state;
	long counts[TASKS];
	const struct tally tally = {0};
	const struct night night = {.invited_count = 4};
	tasks_of_night(&night, &tally, true, counts);
	assert_false(tasks_press(counts));
	assert_int_equal(counts[TASK_RESIDENTS], 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_presses_on_a_quiet_night),
		cmocka_unit_test(test_each_of_these_presses),
		cmocka_unit_test(test_an_exception_counts_once),
		cmocka_unit_test(test_most_urgent_first),
		cmocka_unit_test(test_today_is_the_nights_own_day),
		cmocka_unit_test(test_what_rests_is_no_task),
		cmocka_unit_test(test_nothing_was_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
