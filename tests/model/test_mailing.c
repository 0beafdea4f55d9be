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

/* What the desk may say of a mailing that stands as the row says, in the order of the states. */
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

static void overdue_counts_from_the_night_or_from_the_release(void **state)
{
	(void)state;
	struct mailing one = mailing(MAILING_PRINTED);
	assert_false(mailing_overdue(&one, 3, 102));
	assert_true(mailing_overdue(&one, 3, 103));
	assert_false(mailing_overdue(&one, 0, 500));
	one.state = MAILING_RELEASED;
	one.since = 110;
	assert_false(mailing_overdue(&one, 3, 112));
	assert_true(mailing_overdue(&one, 3, 113));
	one.taken_back = 3; /* nothing is left of it */
	assert_false(mailing_overdue(&one, 3, 113));
	static const enum mailing_state others[] = {
		MAILING_WAITING, MAILING_HELD, MAILING_POSTED, MAILING_WITHDRAWN};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		one = mailing(others[i]);
		assert_false(mailing_overdue(&one, 3, 500));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_has_not_left_can_be_stopped),
		cmocka_unit_test(nothing_leaves_without_its_folder),
		cmocka_unit_test(overdue_counts_from_the_night_or_from_the_release),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
