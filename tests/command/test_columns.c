/* Tables for a terminal: as wide as what is displayed, and no blank at a line's end. */
#include "command/columns.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void each_column_is_as_wide_as_it_is_displayed(void **state)
{
	(void)state;
	static const struct column columns[] = {
		{"name", false}, {"", false}, {"件数", true}, {"why", false}};
	static const char *const rows[][4] = {{"春日井", "x", "7", "か\u3099"},
		{"a", "", "12345", ""}, {"abcdefgh", "y", "", "z"}};
	struct arena *arena = arena_open();
	struct columns table = columns_open(columns, 4, arena);
	char *text = NULL;
	size_t size;
	setlocale(LC_CTYPE, "C.UTF-8");
	FILE *stream = open_memstream(&text, &size);
	columns_print(&table, stream);
	for (size_t i = 0; i < 3; i++)
		columns_add(&table, rows[i]);
	columns_print(&table, stream);
	fclose(stream);
	assert_string_equal(text, "name          件数  why\n"
				  "春日井    x      7  か\u3099\n"
				  "a            12345\n"
				  "abcdefgh  y         z\n");
	free(text);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_column_is_as_wide_as_it_is_displayed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
