#include "document/residents/telephone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void numbers_are_dialled_from_anywhere(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"0568-85-6138", "+81-568-85-6138"},
		{"0568856138", "+81-568856138"},
		{"(0568) 85-6138", "+81-56885-6138"},
		{"03-1234-5678", "+81-3-1234-5678"},
		{"090-1234-5678", "+81-90-1234-5678"},
		{"0120-95-0178", "0120950178"},
		{"0800-123-4567", "08001234567"},
		{"0570-783-578", "0570783578"},
		{"+81-568-85-6138", "+81-568-85-6138"},
		{"85-6138", "856138"},
		{"", ""},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(telephone_number(cases[i][0], arena), cases[i][1]);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_dialled_from_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
