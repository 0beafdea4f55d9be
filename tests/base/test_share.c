/* Shares and what can be said of them, against values that others have printed. */
#include "base/share.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* To as many places as they are printed with. */
static void assert_near(double value, double expected, const char *what, size_t row)
{
	if (fabs(value - expected) > 0.00005001)
		fail_msg("%s %zu: %.6f, not %.4f", what, row, value, expected);
}

/* Newcombe 1998 (Stat Med 17:857), table I, method 3; the last: nothing is known of nothing. */
static void test_wilson(void **state)
{
	static const struct {
		struct share share;
		double low, high;
	} rows[] = {
		{{81, 263}, 0.2553, 0.3662},
		{{15, 148}, 0.0624, 0.1605},
		{{0, 20}, 0, 0.1611},
		{{1, 29}, 0.0061, 0.1718},
		{{20, 20}, 1 - 0.1611, 1},
		{{0, 0}, 0, 1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct share_interval found = share_wilson(rows[i].share);
		assert_near(found.low, rows[i].low, "lower limit", i);
		assert_near(found.high, rows[i].high, "upper limit", i);
	}
}

/* Newcombe 1998 (Stat Med 17:873), table II, method 10. */
static void test_differences(void **state)
{
	static const struct {
		struct share one, other;
		double low, high;
		bool differs;
	} rows[] = {
		{{56, 70}, {48, 80}, 0.0524, 0.3339, true},
		{{9, 10}, {3, 10}, 0.1705, 0.8090, true},
		{{6, 7}, {2, 7}, 0.0582, 0.8062, true},
		{{5, 56}, {0, 29}, -0.0381, 0.1926, false},
		{{0, 10}, {0, 20}, -0.1611, 0.2775, false},
		{{0, 10}, {0, 10}, -0.2775, 0.2775, false},
		{{10, 10}, {0, 20}, 0.6791, 1, true},
		{{10, 10}, {0, 10}, 0.6075, 1, true},
		{{48, 80}, {56, 70}, -0.3339, -0.0524, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct share_interval found = share_difference(rows[i].one, rows[i].other);
		assert_near(found.low, rows[i].low, "lower limit", i);
		assert_near(found.high, rows[i].high, "upper limit", i);
		assert_int_equal(share_differs(rows[i].one, rows[i].other), rows[i].differs);
	}
}

/* R, power.prop.test(p1 = .50, p2 = .75, power = .80): n = 57.67 of each; the
 * study of 26,054 letters could have seen less than 2 points beside 12 %. */
static void test_detectable(void **state)
{
	(void)state;
	assert_true(share_detectable((struct share){0, 58}, (struct share){29, 58}) < 0.25);
	assert_true(share_detectable((struct share){0, 56}, (struct share){28, 56}) > 0.25);
	double large = share_detectable((struct share){0, 13027}, (struct share){1563, 13027});
	assert_true(large > 0.005 && large < 0.02);
	/* In the direction that needs more; where there is no room, the other one. */
	double upward = share_detectable((struct share){0, 100}, (struct share){10, 100});
	assert_true(upward > 0.1);
	double full = share_detectable((struct share){0, 100}, (struct share){100, 100});
	assert_true(full > 0.03 && full < 0.1);
	assert_near(share_detectable((struct share){0, 100}, (struct share){0, 100}), full,
		"nobody is as everybody", 0);
	/* None at all. */
	assert_true(share_detectable((struct share){0, 2}, (struct share){1, 2}) < 0);
	assert_true(share_detectable((struct share){0, 0}, (struct share){1, 2}) < 0);
	assert_true(share_detectable((struct share){1, 2}, (struct share){0, 0}) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wilson),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_detectable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
