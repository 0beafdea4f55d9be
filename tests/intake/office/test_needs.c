#include "intake/office/needs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static bool read_text(
	const char *text, struct arena *arena, struct format_need_list *needs, struct fault *why)
{
	char path[] = "/tmp/needs-XXXXXX";
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(strlen(text), write(file, text, strlen(text)));
	close(file);
	bool done = needs_read(path, arena, needs, why);
	unlink(path);
	return done;
}

#define HEAD "resident,format\n"

static const struct {
	const char *sentence, *text;
	const char *id;
	enum letter_format format;
	const char *code; /* NULL: a good row */
} rows[] = {
	{"as programs write it", HEAD "0001,large-print\n", "0001", FORMAT_LARGE_PRINT, NULL},
	{"as Windows does", "\xEF\xBB\xBFresident,format\r\n0001,braille\r\n", "0001",
		FORMAT_BRAILLE, NULL},
	{"without a last line end", HEAD "0001,standard", "0001", FORMAT_STANDARD, NULL},
	{"in quotes, with blanks", "\"resident\",\"format\"\n \"0001\" , \"braille\"\n", "0001",
		FORMAT_BRAILLE, NULL},
	{"as spreadsheets keep zeros", HEAD "\"=\"\"0001\"\"\",large-print\n", "0001",
		FORMAT_LARGE_PRINT, NULL},
	{"the same, unquoted", HEAD "=\"0001\",large-print\n", "0001", FORMAT_LARGE_PRINT, NULL},
	{"empty lines", HEAD "\n,\r\n0001,braille\n\n", "0001", FORMAT_BRAILLE, NULL},
	{"twice the same", HEAD "0001,braille\n0001,braille\n", "0001", FORMAT_BRAILLE, NULL},
	{"twice not the same", HEAD "0001,braille\n0001,standard\n", "0001", 0, "row-twice"},
	{"a good row and a wrong one", HEAD "0001,braille\n0001,big\n", "0001", 0, "field-word"},
	{"no such word", HEAD "0001,Large Print\n", "0001", 0, "field-word"},
	{"no word", HEAD "0001,\n", "0001", 0, "field-missing"},
	{"no comma", HEAD "0001\n", "0001", 0, "field-missing"},
	{"a third field", HEAD "0001,braille,please\n", "0001", 0, "field-form"},
	{"no id", HEAD ",braille\n", "", 0, "field-missing"},
	{"a name", HEAD "春日 花子,braille\n", "", 0, "field-form"},
	{"too long an id", HEAD "000000000000000000000000000000001,braille\n", "", 0,
		"field-length"},
};

static void a_row_says_one_thing_or_what_is_wrong_with_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct arena *arena = arena_open();
		struct format_need_list needs;
		struct fault why = {0};
		print_message("%s\n", rows[i].sentence);
		assert_true(read_text(rows[i].text, arena, &needs, &why));
		assert_int_equal(1, needs.count);
		assert_string_equal(rows[i].id, needs.list[0].id);
		if (rows[i].code == NULL) {
			assert_null(needs.list[0].code);
			assert_int_equal(rows[i].format, needs.list[0].format);
		} else {
			assert_string_equal(rows[i].code, needs.list[0].code);
		}
		arena_close(arena);
	}
}

/* A quote that nobody closes is a fault of its own line alone. */
static void a_wrong_row_leaves_the_others(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct format_need_list needs;
	struct fault why = {0};
	assert_true(read_text(HEAD "0003,\"braille\n0001,nothing\n0002,large-print\n,\n,braille\n",
		arena, &needs, &why));
	assert_int_equal(4, needs.count);
	assert_string_equal("", needs.list[0].id);
	assert_int_equal(6, needs.list[0].line);
	assert_string_equal("field-word", needs.list[1].code);
	assert_int_equal(3, needs.list[1].line);
	assert_int_equal(FORMAT_LARGE_PRINT, needs.list[2].format);
	assert_int_equal(FORMAT_BRAILLE, needs.list[3].format);
	arena_close(arena);
}

/* Nobody's row can be told from another's: the whole is refused, with its line. */
static void what_is_no_such_file_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "0001,braille\n", "format,resident\n0001,braille\n",
		"resident,format,why\n", HEAD "0001,\xE5\n", "resident;format\n0001;braille\n"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct arena *arena = arena_open();
		struct format_need_list needs;
		struct fault why = {0};
		assert_false(read_text(texts[i], arena, &needs, &why));
		assert_int_equal(FAULT_OFFICE, why.kind);
		assert_non_null(strstr(why.message, ":1: "));
		arena_close(arena);
	}
	struct arena *arena = arena_open();
	struct format_need_list needs;
	struct fault why = {0};
	assert_false(needs_read("/tmp/there/is/none.csv", arena, &needs, &why));
	assert_int_equal(FAULT_INPUT, why.kind);
	assert_true(read_text(HEAD, arena, &needs, &why));
	assert_int_equal(0, needs.count);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_says_one_thing_or_what_is_wrong_with_it),
		cmocka_unit_test(a_wrong_row_leaves_the_others),
		cmocka_unit_test(what_is_no_such_file_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
