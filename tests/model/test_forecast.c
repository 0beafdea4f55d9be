#include "model/forecast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Who will come, by what was seen. */

static long come(long hits, long of, long visits)
{
	const struct forecast forecast = {.seen = {.came = {.hits = hits, .of = of}}};
	return forecast_come(&forecast, visits);
}

/* To the nearest whole person: of 10 two thirds are 7, of 3 one half 2. */
static void test_nearest(void **state)
{
	(void)state;
	assert_int_equal(come(200, 300, 10), 7);
	assert_int_equal(come(100, 300, 10), 3);
	assert_int_equal(come(150, 300, 3), 2);
	assert_int_equal(come(149, 300, 3), 1);
	assert_int_equal(come(300, 300, 12345), 12345);
	assert_int_equal(come(0, 300, 12345), 0);
	assert_int_equal(come(150, 300, 0), 0);
}

/* Of ninety-nine letters no figure is made, of a hundred one is. */
static void test_least(void **state)
{
	(void)state;
	assert_int_equal(come(0, 0, 10), -1);
	assert_int_equal(come(50, FORECAST_SEEN_LEAST - 1, 10), -1);
	assert_int_equal(come(50, FORECAST_SEEN_LEAST, 10), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_least),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
