#include "intake/template/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Sentences: what a file's words become on paper. */

/* A key that no sentence of the program has: an ordinary one of the letter. */
enum { KEY = TEXTS_OF_PROGRAM };

static bool read(const char *words, size_t key, struct arena *arena, struct template_text *text,
	struct fault *why)
{
	const struct tree_node run = {.text = words, .line = 7};
	const struct tree_node node = {.name = "text", .line = 7, .first = &run};
	struct mistakes mistakes = {.why = why};
	return sentence_read("ja.xml", &node, key, arena, text, &mistakes);
}

static void white_space_is_folded_and_a_line_end_is_none_in_japanese(void **state)
{
	(void)state;
	static const struct {
		const char *words, *markup;
	} cases[] = {
		{"", ""},
		{"  bring   your card ", " bring your card"},
		{"\n\tbring\n\tyour card\n", "bring your card"},
		{"カードを\n\t\tお持ちください", "カードをお持ちください"},
		{"カード\n\t\tcard", "カードcard"},
		{"カード card", "カード card"},
		{"A & B < C", "A &amp; B &lt; C"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct template_text text = {0};
		struct fault why = {0};
		assert_true(read(cases[i].words, KEY, arena, &text, &why));
		assert_int_equal(1, text.piece_count);
		assert_string_equal(cases[i].markup, text.pieces[0].markup);
		assert_int_equal(-1, text.pieces[0].value);
		arena_close(arena);
	}
}

static void a_placeholder_ends_a_piece(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct template_text text = {0};
	struct fault why = {0};
	assert_true(read("until {first-expiry}, at {counter}", KEY, arena, &text, &why));
	static const struct text_piece expected[] = {
		{"until ", VALUE_FIRST_EXPIRY}, {", at ", VALUE_COUNTER}, {"", -1}};
	assert_int_equal(3, text.piece_count);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(expected[i].markup, text.pieces[i].markup);
		assert_int_equal(expected[i].value, text.pieces[i].value);
	}
	arena_close(arena);
}

static void a_placeholder_stands_where_it_means_something(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		size_t key;
		const char *message;
	} cases[] = {
		{"{number}", KEY, NULL},
		{"{year}", TEXT_DATE, NULL},
		{"{hour}", TEXT_TIME, NULL},
		{"{year}", KEY, "ja.xml:7: {year} means nothing in this sentence"},
		{"{hour}", TEXT_DATE, "ja.xml:7: {hour} means nothing in this sentence"},
		{"{number}", TEXT_TIME, "ja.xml:7: {number} means nothing in this sentence"},
		{"{number}", TEXT_WEEKDAY, "ja.xml:7: {number} means nothing in this sentence"},
		{"{nobody}", KEY, "ja.xml:7: unknown placeholder {nobody}"},
		{"{number", KEY, "ja.xml:7: unknown placeholder {number}"},
		{"{}", KEY, "ja.xml:7: unknown placeholder {}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct template_text text = {0};
		struct fault why = {0};
		bool done = read(cases[i].words, cases[i].key, arena, &text, &why);
		assert_int_equal(cases[i].message == NULL, done);
		if (!done)
			assert_string_equal(cases[i].message, why.message);
		arena_close(arena);
	}
}

static void elements_of_a_sentence_become_markup(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct template_text text = {0};
	struct fault why = {0};
	struct mistakes mistakes = {.why = &why};
	const struct tree_node bold_run = {.text = "today"};
	const struct tree_node after = {.text = " or never"};
	const struct tree_node line = {.name = "br", .next = &after};
	const struct tree_node bold = {.name = "b", .first = &bold_run, .next = &line};
	const struct tree_node before = {.text = "come ", .next = &bold};
	const struct tree_node node = {.name = "text", .line = 7, .first = &before};
	assert_true(sentence_read("ja.xml", &node, KEY, arena, &text, &mistakes));
	assert_string_equal("come <b>today</b>\n or never", text.pieces[0].markup);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(white_space_is_folded_and_a_line_end_is_none_in_japanese),
		cmocka_unit_test(a_placeholder_ends_a_piece),
		cmocka_unit_test(a_placeholder_stands_where_it_means_something),
		cmocka_unit_test(elements_of_a_sentence_become_markup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
