#include "model/mailing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct mailing mailing(enum mailing_state state)
{
	return (struct mailing){.day = 100,
		.run = 1,
		.printed = state != MAILING_WAITING,
		.issued = true,
		.letters = 3,
		.state = state,
		.since = DAY_NONE};
}

/* What staff may say of a mailing that stands as the row says, in the order of the states. */
static void only_what_has_not_left_can_be_stopped(void **state)
{
	(void)state;
	static const char *const may[MAILING_STATES] = {
		[MAILING_WAITING] = "..H..W",
		[MAILING_PRINTED] = "..H.PW",
		[MAILING_HELD] = "...R.W",
		[MAILING_RELEASED] = "..H.PW",
		[MAILING_POSTED] = "......",
		[MAILING_WITHDRAWN] = "......",
	};
	for (int from = 0; from < MAILING_STATES; from++) {
		struct mailing one = mailing((enum mailing_state)from);
		for (int to = 0; to < MAILING_STATES; to++)
			assert_int_equal(
				mailing_may(&one, (enum mailing_state)to), may[from][to] != '.');
	}
}

/* A mailing whose folder is not in place cannot have left. */
static void nothing_leaves_without_its_folder(void **state)
{
	(void)state;
	struct mailing one = mailing(MAILING_PRINTED);
	one.issued = false;
	assert_false(mailing_may(&one, MAILING_POSTED));
	assert_true(mailing_may(&one, MAILING_HELD));
}

/* The mail room posts on days 100 to 104, 107 to 111 and so on. */
enum { DAYS = 60 };
static const struct calendar *weeks(void)
{
	static bool mailing_days[DAYS];
	static const struct calendar calendar = {
		.from = 95, .to = 95 + DAYS - 1, .mailing = mailing_days};
	for (int i = 0; i < DAYS; i++)
		mailing_days[i] = (i + 2) % 7 < 5;
	return &calendar;
}

static void overdue_counts_days_of_post_from_the_night_or_from_the_release(void **state)
{
	(void)state;
	struct mailing one = mailing(MAILING_PRINTED);
	assert_false(mailing_overdue(&one, 1, weeks(), 101)); /* its own day is over, no other */
	assert_true(mailing_overdue(&one, 1, weeks(), 102));
	assert_false(mailing_overdue(&one, 2, weeks(), 102));
	assert_false(mailing_overdue(&one, 0, weeks(), 140));
	one.day = 104; /* a Friday: a weekend confirms nothing, nor does Monday's early morning */
	assert_false(mailing_overdue(&one, 1, weeks(), 107));
	assert_true(mailing_overdue(&one, 1, weeks(), 108));
	one.state = MAILING_RELEASED;
	one.since = 110;
	assert_false(mailing_overdue(&one, 1, weeks(), 111));
	assert_true(mailing_overdue(&one, 1, weeks(), 112));
	one.day = 10; /* long before the calendar */
	one.since = DAY_NONE;
	assert_true(mailing_overdue(&one, 5, weeks(), 112));
	one.taken_back = 3; /* nothing is left of it */
	assert_false(mailing_overdue(&one, 1, weeks(), 113));
	static const enum mailing_state others[] = {
		MAILING_WAITING, MAILING_HELD, MAILING_POSTED, MAILING_WITHDRAWN};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		one = mailing(others[i]);
		assert_false(mailing_overdue(&one, 1, weeks(), 140));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_has_not_left_can_be_stopped),
		cmocka_unit_test(nothing_leaves_without_its_folder),
		cmocka_unit_test(overdue_counts_days_of_post_from_the_night_or_from_the_release),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
