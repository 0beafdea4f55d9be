#include "intake/office/weekly.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Hours are printed of a rule that means every week; of any other nothing is. */
static void test_rules(void **state)
{
	enum { MO = 1 << 1, TU = 1 << 2, WE = 1 << 3, FR = 1 << 5, SA = 1 << 6, SU = 1 << 0 };
	static const struct {
		const char *rrule;
		int days;
	} cases[] = {
		{"FREQ=WEEKLY;BYDAY=MO,TU,FR", MO | TU | FR},
		{"BYDAY=SU;FREQ=WEEKLY", SU},
		{"FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;WKST=MO", WE},
		{"FREQ=WEEKLY;BYDAY=SA", SA},
		/* not every week, or not all of it understood */
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", 0},
		{"FREQ=WEEKLY;INTERVAL=12;BYDAY=WE", 0},
		{"FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331", 0},
		{"FREQ=WEEKLY;BYDAY=WE;BYMONTH=4", 0},
		{"FREQ=MONTHLY;BYDAY=WE", 0},
		{"FREQ=WEEKLY;BYDAY=1WE", 0},
		{"FREQ=WEEKLY;BYDAY=WE,XX", 0},
		{"FREQ=WEEKLY;BYDAY=WEX", 0},
		{"FREQ=WEEKLY", 0},
		{"FREQ=DAILY", 0},
		{"BYDAY=WE", 0},
		{"", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (weekly_days(cases[i].rrule) != cases[i].days)
			fail_msg("%s: %x", cases[i].rrule, (unsigned)weekly_days(cases[i].rrule));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
