/* How many letters the next mailing has: against every way to post, where they are few. */
#include "decide/dues/pace.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FAR = INT_MAX / 4 }; /* there is no way */

static struct pace even_pace(size_t mailings, long a_mailing)
{
	struct pace pace = {.mailings = mailings, .most = LONG_MAX};
	for (size_t k = 1; k <= mailings; k++)
		pace.begun[k] = (long)k * a_mailing;
	return pace;
}

static void half_of_those_who_may_wait_behind_the_last_mailing(void **state)
{
	(void)state;
	struct pace pace = even_pace(10, 20);
	assert_int_equal(10, pace_first(&pace));
	for (size_t k = 0; k <= 10; k++)
		pace.ended[k] = pace.begun[k];
	assert_int_equal(20, pace_first(&pace));
}

static void what_must_go_soon_goes_evenly_before(void **state)
{
	(void)state;
	struct pace pace = even_pace(10, 100);
	for (size_t k = 4; k <= 10; k++)
		pace.ended[k] = 360; /* with the fourth at the latest: faster than to the end */
	pace.begun[10] = 700;
	assert_int_equal(90, pace_first(&pace));
}

static void nothing_goes_before_it_can(void **state)
{
	(void)state;
	struct pace pace = even_pace(10, 100);
	pace.begun[1] = pace.begun[2] = 10;
	assert_int_equal(5, pace_first(&pace));
}

static void a_mailing_that_would_be_too_large_is_begun_before(void **state)
{
	(void)state;
	struct pace pace = {.mailings = 3, .begun = {0, 30, 30, 60}, .ended = {0, 0, 0, 60}};
	pace.most = LONG_MAX;
	assert_int_equal(15, pace_first(&pace));
	pace.most = 25; /* 60 need three of 20: 35 with the first two, of 30 that there are */
	assert_int_equal(15, pace_first(&pace));
	pace.begun[1] = 40;
	pace.begun[2] = 40;
	pace.most = 21;
	assert_int_equal(20, pace_first(&pace));
}

/* ---- against all ways ---- */

/* The smallest sum of squares from mailing k on, once so many are posted; steps up to `most`. */
static int rest_of(const struct pace *pace, size_t k, long posted, long end)
{
	int least = FAR;
	if (k > pace->mailings)
		return posted == end ? 0 : FAR;
	for (long step = 0; step <= pace->most && posted + step <= pace->begun[k]; step++) {
		if (posted + step < pace->ended[k])
			continue;
		int rest = rest_of(pace, k + 1, posted + step, end);
		least = rest + (int)(step * step) < least ? rest + (int)(step * step) : least;
	}
	return least;
}

static void the_first_step_is_that_of_the_evenest_way(void **state)
{
	int tried = 0;
	(void)state;
	srand(20261201);
	for (int round = 0; round < 400; round++) {
		struct pace pace = {.mailings = 1 + (size_t)rand() % 4, .most = 3 + rand() % 8};
		for (size_t k = 1; k <= pace.mailings; k++) {
			pace.begun[k] = pace.begun[k - 1] + rand() % 9;
			pace.ended[k] = pace.ended[k - 1];
			if (rand() % 2 == 0)
				pace.ended[k] += rand() % (pace.begun[k] - pace.ended[k] + 1);
		}
		size_t last = pace.mailings;
		long end = (pace.ended[last] + pace.begun[last] + 1) / 2, first = pace_first(&pace);
		int best = rest_of(&pace, 1, 0, end), with = FAR;
		if (best >= FAR)
			continue;
		/* What is rounded up is at most one more than a best whole number. */
		for (long step = first > 0 ? first - 1 : 0; step <= first; step++) {
			struct pace fixed = pace;
			if (step < pace.ended[1] || step > pace.begun[1] || step > pace.most)
				continue;
			fixed.begun[1] = fixed.ended[1] = step;
			int rest = rest_of(&fixed, 1, 0, end);
			with = rest < with ? rest : with;
		}
		assert_int_equal(best, with);
		tried++;
	}
	assert_true(tried > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_of_those_who_may_wait_behind_the_last_mailing),
		cmocka_unit_test(what_must_go_soon_goes_evenly_before),
		cmocka_unit_test(nothing_goes_before_it_can),
		cmocka_unit_test(a_mailing_that_would_be_too_large_is_begun_before),
		cmocka_unit_test(the_first_step_is_that_of_the_evenest_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
