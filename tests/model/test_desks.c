/* How many appointments so many desks bear when not everybody comes; when that is believed. */
#include "model/desks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Sums of binomial coefficients in whole fractions, by another program. */
static void test_as_many_as_one_chance_in_twenty_leaves(void **state)
{
	(void)state;
	static const struct {
		int desks, permille, appointments;
	} cases[] = {
		{8, 500, 11},
		{8, 700, 9},
		{8, 950, 8},
		{9, 800, 9},
		{12, 700, 14},
		{12, 900, 12},
		{20, 500, 31},
		{20, 760, 22},
		{40, 600, 57},
		{99, 500, 177},
		{99, 950, 101},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(
			desks_expecting(cases[i].desks, cases[i].permille), cases[i].appointments);
}

static void test_few_desks_are_never_shared(void **state)
{
	(void)state;
	for (int desks = 1; desks < EXPECTING_DESKS_LEAST; desks++)
		assert_int_equal(desks_expecting(desks, 500), desks);
	for (int desks = 1; desks < 100; desks++)
		assert_int_equal(desks_expecting(desks, 0), desks);
}

static void test_more_desks_or_fewer_who_come_never_mean_fewer_appointments(void **state)
{
	(void)state;
	for (int desks = 1; desks < 100; desks++)
		for (int permille = 500; permille <= 950; permille += 10) {
			int appointments = desks_expecting(desks, permille);
			assert_in_range(appointments, desks, 2 * desks);
			assert_true(appointments <= desks_expecting(desks + 1, permille));
			if (permille > 500)
				assert_true(appointments <= desks_expecting(desks, permille - 10));
		}
}

static void test_what_was_seen_must_prove_it(void **state)
{
	(void)state;
	static const struct {
		int permille;
		struct share came;
		bool proven;
		const char *what;
	} cases[] = {
		{700, {0, 0}, false, "nothing was seen"},
		{700, {0, 99}, false, "nobody came, of too few"},
		{700, {0, 100}, true, "nobody came, of just enough"},
		{700, {70, 100}, false, "as many as expected: as likely more as fewer"},
		{700, {61, 100}, true, "up to 69.98 of a hundred"},
		{700, {62, 100}, false, "up to 70.9 of a hundred"},
		{700, {6900, 10000}, true, "many letters tell it more exactly"},
		{700, {7000, 10000}, false, "but never what is just that"},
		{0, {0, 1000}, false, "all are expected"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (desks_proven(cases[i].permille, cases[i].came) != cases[i].proven)
			fail_msg("%s", cases[i].what);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_many_as_one_chance_in_twenty_leaves),
		cmocka_unit_test(test_few_desks_are_never_shared),
		cmocka_unit_test(test_more_desks_or_fewer_who_come_never_mean_fewer_appointments),
		cmocka_unit_test(test_what_was_seen_must_prove_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
