#include "document/residents/content_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

/* Whatever stands in a line, and wherever blanks and long characters fall: no row is too long, none
 * begins or ends with a blank, and a reader has the line back. */
static void folded_anywhere_it_is_the_same_line(void **state)
{
	(void)state;
	static const char *const parts[] = {"a", " ", "予", "é", "word", "\xF0\xA0\xAE\xB7"};
	srand(1);
	for (int round = 0; round < 2000; round++) {
		char *line = arena_copy(arena, "DESCRIPTION:");
		bool blank = false;
		for (int i = rand() % 200; i > 0; i--) {
			const char *part = parts[rand() % 6];
			if (blank && part[0] == ' ')
				part = "x";
			blank = part[0] == ' ';
			line = arena_print(arena, "%s%s", line, part);
		}
		const char *whole = arena_print(arena, "%s.\r\n", line);
		const char *folded = content_lines_fold(whole, arena);
		char *back = arena_alloc(arena, strlen(folded) + 1), *end = back;
		for (const char *row = folded; *row != '\0';) {
			size_t length = strcspn(row, "\r");
			assert_in_range(length, 1, 75);
			bool first = row == folded;
			assert_int_equal(row[0] == ' ', !first);
			assert_true(
				first || (row[1] != ' ' && ((unsigned char)row[1] & 0xC0) != 0x80));
			assert_true(row[length - 1] != ' ');
			memcpy(end, row + !first, length - !first);
			end += length - !first;
			row += length + 2;
		}
		memcpy(end, "\r\n", 3);
		assert_string_equal(back, whole);
		assert_string_equal(content_lines_fold(folded, arena), folded);
		arena_reset(arena);
	}
}

static void nothing_but_blanks_is_folded_all_the_same(void **state)
{
	(void)state;
	char line[203];
	memset(line, ' ', 200);
	memcpy(line + 200, "\r\n", 3);
	const char *folded = content_lines_fold(line, arena);
	assert_int_equal(strcspn(folded, "\r"), 75);
	assert_int_equal(strlen(folded), 202 + 2 * 3);
}

static void text_is_escaped(void **state)
{
	(void)state;
	assert_string_equal(content_lines_escape("a, b; c\\d\ne", arena), "a\\, b\\; c\\\\d\\ne");
	assert_string_equal(content_lines_escape("春日井市役所", arena), "春日井市役所");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded_anywhere_it_is_the_same_line),
		cmocka_unit_test(nothing_but_blanks_is_folded_all_the_same),
		cmocka_unit_test(text_is_escaped),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
