/* Who takes part in a trial, and which wording is drawn. */
#include "model/trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t secret[DIGEST_BYTES] = {1, 2, 3};

static void test_first_letters_of_its_days_take_part(void **state)
{
	const struct trial trial = {.id = "a", .begin = 100, .end = 110}, none = {0};
	(void)state;
	assert_false(trial_takes(&trial, 99, WAVE_FIRST));
	assert_true(trial_takes(&trial, 100, WAVE_FIRST));
	assert_true(trial_takes(&trial, 110, WAVE_LATE));
	assert_false(trial_takes(&trial, 111, WAVE_FIRST));
	assert_false(trial_takes(&trial, 105, WAVE_REMINDER));
	assert_false(trial_takes(&none, 0, WAVE_FIRST));
}

/* So many of 20,000 households, and so many of them in both of two trials. */
static void count_drawn(
	const struct trial *trial, const struct trial *other, const uint8_t *key, int counts[2])
{
	counts[0] = counts[1] = 0;
	for (int i = 0; i < 20000; i++) {
		char household[16];
		snprintf(household, sizeof household, "%010d", i);
		bool drawn = trial_second(trial, key, household);
		assert_int_equal(trial_second(trial, key, household), drawn);
		counts[0] += drawn;
		counts[1] += drawn && trial_second(other, secret, household);
	}
}

/* Within four standard deviations. */
static void test_as_many_are_drawn_as_are_said(void **state)
{
	const struct trial half = {.id = "a", .share_permille = 500};
	const struct trial fifth = {.id = "b", .share_permille = 200};
	static const uint8_t another[DIGEST_BYTES] = {1, 2, 4};
	int counts[2];
	(void)state;
	count_drawn(&half, &fifth, secret, counts);
	assert_in_range(counts[0], 9717, 10283);
	/* Another trial draws anew, and so does another ledger. */
	assert_in_range(counts[1], 1830, 2170);
	count_drawn(&fifth, &half, secret, counts);
	assert_in_range(counts[0], 3774, 4226);
	count_drawn(&half, &half, another, counts);
	assert_in_range(counts[1], 4755, 5245);
}

/* Twice R's power.prop.test(p1 = .5, p2 = .53, power = .8): n = 4355.4; and of the shares that a
 * fifth makes more. */
static void test_letters_that_it_takes(void **state)
{
	struct trial trial = {.id = "a", .share_permille = 500, .points = 3};
	(void)state;
	assert_int_equal(trial_letters_needed(&trial), 8711);
	trial.share_permille = 200;
	assert_in_range(trial_letters_needed(&trial), 13400, 13800);
	trial.points = 30;
	assert_in_range(trial_letters_needed(&trial), 90, 140);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_letters_of_its_days_take_part),
		cmocka_unit_test(test_as_many_are_drawn_as_are_said),
		cmocka_unit_test(test_letters_that_it_takes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
