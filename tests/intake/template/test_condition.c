#include "intake/template/condition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The attribute `when`: which letters have a sentence or a box. */

static const char *const languages[] = {"ja", "pt"};
static const struct text_tags tags = {languages, 2};

static bool read(const char *when, struct arena *arena, struct condition *condition,
	office_finding *tell, long *told, struct fault *why)
{
	const struct tree_attribute attribute = {.name = "when", .value = when};
	const struct tree_node node = {
		.name = "text", .line = 12, .attributes = when == NULL ? NULL : &attribute};
	struct mistakes mistakes = {.to = {.tell = tell}, .why = why};
	bool done = condition_read("ja.xml", &node, &tags, arena, condition, &mistakes);
	if (told != NULL)
		*told = mistakes.count;
	return done;
}

static void a_blank_is_and_a_bar_is_or_a_mark_is_not(void **state)
{
	(void)state;
	static const struct {
		const char *when;
		fact_set facts;
		bool holds;
	} cases[] = {
		{NULL, 0, true},
		{"", 0, true},
		{"card", FACT(FACT_CARD), true},
		{"card", FACT(FACT_STAY), false},
		{"card|stay", FACT(FACT_STAY), true},
		{"card stay", FACT(FACT_STAY), false},
		{"card stay", FACT(FACT_CARD) | FACT(FACT_STAY), true},
		{"!card", 0, true},
		{"!card", FACT(FACT_CARD), false},
		{"card|!minor", 0, true},
		{"card|!minor", FACT(FACT_MINOR), false},
		{"card|stay !appointment", FACT(FACT_CARD), true},
		{"card|stay !appointment", FACT(FACT_CARD) | FACT(FACT_APPOINTMENT), false},
		{"in-pt", FACT_OF_LANGUAGE(1), true},
		{"in-pt", FACT_OF_LANGUAGE(0), false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct condition condition;
		struct fault why = {0};
		assert_true(read(cases[i].when, arena, &condition, NULL, NULL, &why));
		assert_int_equal(cases[i].holds, condition_holds(&condition, cases[i].facts));
		arena_close(arena);
	}
}

static void what_is_no_fact_and_no_language_is_refused_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *when, *message;
	} cases[] = {
		{"cards", "ja.xml:12: unknown condition \"cards\""},
		{"card|", NULL},
		{"card !kard", "ja.xml:12: unknown condition \"kard\""},
		{"in-ko", "ja.xml:12: unknown condition \"in-ko\""},
		{"in-", "ja.xml:12: unknown condition \"in-\""},
		{"Card", "ja.xml:12: unknown condition \"Card\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct condition condition;
		struct fault why = {0};
		bool done = read(cases[i].when, arena, &condition, NULL, NULL, &why);
		assert_int_equal(cases[i].message == NULL, done);
		if (!done)
			assert_string_equal(cases[i].message, why.message);
		arena_close(arena);
	}
}

static void count(void *context, const char *path, long line, const char *message)
{
	(void)context;
	(void)message;
	assert_string_equal("ja.xml", path);
	assert_int_equal(12, line);
}

static void whoever_wants_to_hear_of_all_mistakes_hears_of_each(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct condition condition;
	struct fault why = {0};
	long told;
	assert_true(read("a|b card c", arena, &condition, count, &told, &why));
	assert_int_equal(3, told);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_blank_is_and_a_bar_is_or_a_mark_is_not),
		cmocka_unit_test(what_is_no_fact_and_no_language_is_refused_with_its_line),
		cmocka_unit_test(whoever_wants_to_hear_of_all_mistakes_hears_of_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
