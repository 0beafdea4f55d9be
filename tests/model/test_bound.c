/* How much is too much: the thresholds themselves, and one to either side of each. */
#include "model/bound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_thresholds(void **state)
{
	(void)state;
	static const struct {
		struct bound bound;
		long part, whole;
		bool passed;
		const char *what;
	} cases[] = {
		{{20, 20, 10}, 0, 0, false, "nothing of nothing"},
		{{0, 0, 0}, 0, 100, false, "nothing is never too much"},
		{{0, 0, 10}, 1, 100, true, "but one is, where none may go"},
		{{20, 20, 10}, 21, 1050, false, "exactly the share"},
		{{20, 20, 10}, 21, 1049, true, "a hair more than the share"},
		{{20, 20, 10}, 20, 40, false, "exactly as many as are free, half of all"},
		{{20, 20, 10}, 21, 40, true, "one more than are free"},
		{{20, 20, 10}, 10, 10, true, "all of ten"},
		{{20, 20, 10}, 9, 9, false, "all of nine"},
		{{20, 20, 10}, 10, 11, false, "all but one, within what is free"},
		{{20, 20, 10}, 11, 10, true, "more than there were"},
		{{1000, 0, 10}, 100, 100, false, "a thousand in a thousand: never"},
		{{999, 0, 200}, 100, 100, true, "one in a thousand less: all are more"},
		{{999, 0, 200}, 999, 1000, false, "exactly that share"},
		{{20, 20, 10}, 3000000000, 100000000000, true, "no overflow"},
		{{20, 20, 10}, 2000000000, 100000000000, false, "no overflow"},
		{{20, 20, 10}, -5, 100, false, "a gain is no loss"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (bound_passed(&cases[i].bound, cases[i].part, cases[i].whole) != cases[i].passed)
			fail_msg("%s", cases[i].what);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_thresholds)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
