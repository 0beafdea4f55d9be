/* Sentences by key, with what stands in them. */
#include "model/words.h"

#include "intake/template/words_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct wordbook_entry entries[] = {{"a", "one"}, {"b.c", "{} of {}"}, {"d", "{}{}"}};
static const struct wordbook book = {entries, 3};

#define SAY(...) wordbook_say(&book, arena, __VA_ARGS__, (const char *)NULL)

static void test_strings_stand_in_order(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	assert_string_equal(SAY("a"), "one");
	assert_string_equal(SAY("b.c", "two", "{}"), "two of {}");
	assert_string_equal(SAY("d", "x", "y"), "xy");
	arena_close(arena);
}

/* A page comes out whatever is missing. */
static void test_what_is_missing_leaves_a_trace(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	assert_string_equal(SAY("b.c", "two"), "two of ");
	assert_string_equal(SAY("d"), "");
	assert_string_equal(SAY("nothing"), "nothing");
	assert_string_equal(wordbook_say(NULL, arena, "nothing", (const char *)NULL), "nothing");
	assert_null(wordbook_find(&book, "b"));
	assert_string_equal(wordbook_find(&book, "a"), "one");
	arena_close(arena);
}

/* Those that the program carries are read without any other file. */
static void test_the_programs_own(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct wordbook own;
	struct fault why = {0};
	if (!words_read(arena, &own, &why))
		fail_msg("%s", why.message);
	assert_string_equal(wordbook_find(&own, "verdict.act"), "▲ 要対応");
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings_stand_in_order),
		cmocka_unit_test(test_what_is_missing_leaves_a_trace),
		cmocka_unit_test(test_the_programs_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
