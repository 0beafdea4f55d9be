#include "model/committed_night.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The name of a night is that of its folder, and leads back to it. */
static void a_name_leads_back_to_its_night(void **state)
{
	(void)state;
	static const struct {
		int run;
		const char *name;
	} nights[] = {{1, "2026-11-24"}, {2, "2026-11-24-2"}, {13, "2026-11-24-13"}};
	for (size_t i = 0; i < sizeof nights / sizeof nights[0]; i++) {
		char name[NIGHT_NAME_BYTES];
		day_number day = DAY_NONE;
		int run = 0;
		assert_string_equal(
			night_name(civil_day(2026, 11, 24), nights[i].run, name), nights[i].name);
		assert_true(night_named(name, &day, &run));
		assert_int_equal(day, civil_day(2026, 11, 24));
		assert_int_equal(run, nights[i].run);
	}
}

static void other_words_are_no_night(void **state)
{
	(void)state;
	static const char *const words[] = {"", "2026-11", "2026-02-30", "2026-11-24-",
		"2026-11-24-1", "2026-11-24-0", "2026-11-24-02", "2026-11-24-2x", "2026-11-24 2",
		"2026-11-24--2", "2026-11-24-99999999999", "x2026-11-24"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		day_number day;
		int run;
		assert_false(night_named(words[i], &day, &run));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_leads_back_to_its_night),
		cmocka_unit_test(other_words_are_no_night),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
