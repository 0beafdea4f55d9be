/* UTF-8 against tables, and against decoding by arithmetic. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
	const char *sentence, *bytes;
	bool valid;
} sequences[] = {
	{"nothing", "", true},
	{"ASCII, with DEL and line ends", "a\x7F\r\n", true},
	{"two bytes, first and last", "\xC2\x80\xDF\xBF", true},
	{"three bytes, first and last", "\xE0\xA0\x80\xEF\xBF\xBF", true},
	{"the last before the surrogates and the first after", "\xED\x9F\xBF\xEE\x80\x80", true},
	{"four bytes, first and last", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", true},
	{"a name with a variation selector and one beyond the BMP", "葛\U000E0102城 𠮷田", true},
	{"half-width kana", "ｶﾂﾗｷﾞ", true},
	{"a byte order mark", "\xEF\xBB\xBF", true},
	{"a continuation byte alone", "\x80", false},
	{"a continuation byte after ASCII", "a\xBF", false},
	{"two bytes cut", "\xC3", false},
	{"two bytes followed by ASCII", "\xC3(", false},
	{"three bytes cut after one", "\xE3", false},
	{"three bytes cut after two", "\xE3\x81", false},
	{"three bytes with ASCII in the middle", "\xE3(\x81", false},
	{"three bytes with ASCII at the end", "\xE3\x81(", false},
	{"four bytes cut after one", "\xF0", false},
	{"four bytes cut after two", "\xF0\xA0", false},
	{"four bytes cut after three", "\xF0\xA0\xAE", false},
	{"four bytes with ASCII at the end", "\xF0\xA0\xAE(", false},
	{"overlong slash in two bytes", "\xC0\xAF", false},
	{"overlong NUL in two bytes", "\xC0\x80", false},
	{"the last overlong in two bytes", "\xC1\xBF", false},
	{"overlong in three bytes", "\xE0\x80\xAF", false},
	{"the last overlong in three bytes", "\xE0\x9F\xBF", false},
	{"overlong in four bytes", "\xF0\x80\x80\xAF", false},
	{"the last overlong in four bytes", "\xF0\x8F\xBF\xBF", false},
	{"the first surrogate", "\xED\xA0\x80", false},
	{"the last surrogate", "\xED\xBF\xBF", false},
	{"a pair of surrogates (CESU-8)", "\xED\xA1\x82\xED\xBE\xB7", false},
	{"past U+10FFFF", "\xF4\x90\x80\x80", false},
	{"a lead that never occurs", "\xF5\x80\x80\x80", false},
	{"five bytes, as they once were", "\xF8\x88\x80\x80\x80", false},
	{"FE and FF", "\xFE\xFF", false},
	{"CP932 text", "\x8A\x8B\x8F\xE9", false},
	{"good text with one bad byte at its end", "春日井\xE5", false},
};

static void well_formed_or_not_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sequences); i++)
		if (text_valid(sequences[i].bytes, strlen(sequences[i].bytes)) !=
			sequences[i].valid)
			fail_msg("%s", sequences[i].sentence);
}

static void only_the_given_length_is_looked_at(void **state)
{
	(void)state;
	assert_true(text_valid("a\xFF", 1));
	assert_false(text_valid("\xE6\x98\xA5", 2));
	assert_true(text_valid("a\0b", 3));
}

static bool continues(unsigned byte)
{
	return byte >= 0x80 && byte <= 0xBF;
}

/* At every place, so that eight bytes at once are as good as one by one. */
static void what_is_well_formed_is_counted_to_the_first_byte_that_is_not(void **state)
{
	char text[64];
	(void)state;
	for (size_t length = 0; length < sizeof text; length++)
		for (size_t at = 0; at <= length; at++) {
			memset(text, 'a', sizeof text);
			if (at < length)
				text[at] = '\xE6';
			assert_int_equal(text_valid_length(text, length), at);
		}
	assert_int_equal(text_valid_length("aaaaaaa\xE6\x98\xA5\xE6\x98", 12), 10);
}

/* Every sequence of two bytes, and every one of three that begins with E0–EF: valid when the
 * numbers say so. */
static void all_short_sequences_by_arithmetic(void **state)
{
	(void)state;
	for (unsigned one = 0; one < 256; one++)
		for (unsigned two = 0; two < 256; two++) {
			const char bytes[] = {(char)one, (char)two};
			bool pair = (one & 0xE0) == 0xC0 && continues(two) &&
				    ((one & 0x1F) << 6 | (two & 0x3F)) >= 0x80;
			assert_int_equal(text_valid(bytes, 2), pair || (one < 0x80 && two < 0x80));
		}
	for (unsigned one = 0xE0; one < 0xF0; one++)
		for (unsigned rest = 0; rest < 0x10000; rest++) {
			unsigned two = rest >> 8, three = rest & 0xFF;
			const char bytes[] = {(char)one, (char)two, (char)three};
			unsigned value = (one & 0xF) << 12 | (two & 0x3F) << 6 | (three & 0x3F);
			bool valid = continues(two) && continues(three) && value >= 0x800 &&
				     (value < 0xD800 || value > 0xDFFF);
			assert_int_equal(text_valid(bytes, 3), valid);
		}
	for (unsigned one = 0xF0; one < 0x100; one++)
		for (unsigned two = 0; two < 0x100; two++) {
			const char bytes[] = {(char)one, (char)two, '\x80', '\xBF'};
			unsigned value = (one & 7) << 18 | (two & 0x3F) << 12 | 0x3F;
			bool valid = one < 0xF8 && continues(two) && value >= 0x10000 &&
				     value <= 0x10FFFF;
			assert_int_equal(text_valid(bytes, 4), valid);
		}
}

static void every_code_point_is_written_and_read_again(void **state)
{
	(void)state;
	for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point++) {
		if (code_point >= 0xD800 && code_point <= 0xDFFF)
			continue;
		char bytes[6] = {0};
		size_t length = text_encode(code_point, bytes);
		size_t expected = code_point < 0x80      ? 1
				  : code_point < 0x800   ? 2
				  : code_point < 0x10000 ? 3
							 : 4;
		const char *at = bytes;
		if (length != expected || bytes[length] != '\0' || !text_valid(bytes, length) ||
			text_next(&at) != code_point || at != bytes + length || text_next(&at) != 0)
			fail_msg("U+%04X", (unsigned)code_point);
	}
}

static void an_ill_formed_byte_reads_as_the_replacement_character(void **state)
{
	(void)state;
	const char *text = "a\xE6\x98"
			   "b\xED\xA0\x80";
	static const uint32_t expected[] = {'a', 0xFFFD, 0xFFFD, 'b', 0xFFFD, 0xFFFD, 0xFFFD, 0, 0};
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_int_equal(text_next(&text), expected[i]);
}

static void selectors_are_these_two_ranges_and_nothing_else(void **state)
{
	(void)state;
	for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
		bool expected = (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
				(code_point >= 0xE0100 && code_point <= 0xE01EF);
		if (text_is_selector(code_point) != expected)
			fail_msg("U+%04X", (unsigned)code_point);
	}
}

static const struct {
	const char *text;
	size_t length;
	bool blank;
} lengths[] = {
	{"", 0, true},
	{" ", 1, true},
	{"　", 1, true},
	{" \t\r\n　", 5, true},
	{"a", 1, false},
	{" a ", 3, false},
	{"　春", 2, false},
	{"\xFF", 1, false},
	{"葛\U000E0102城", 2, false},
	{"辻\U000E0102", 1, false},
	{"𠮷田", 2, false},
	{"☎\uFE0E", 1, false},
	{"ｶﾞ", 2, false},
	{"\u00A0", 1,
		false}, /* a no-break space is not one of the spaces that forms are filled with */
	{"\u200B", 1, false},
};

static void lengths_leave_out_selectors_and_blanks_are_spaces(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		assert_int_equal(text_length(lengths[i].text), lengths[i].length);
		if (text_blank(lengths[i].text) != lengths[i].blank)
			fail_msg("\"%s\"", lengths[i].text);
	}
	assert_true(text_blank(NULL));
}

static void blanks_go_from_both_ends_and_from_nowhere_else(void **state)
{
	static const struct {
		const char *text, *trimmed;
	} cases[] = {
		{"", ""},
		{" ", ""},
		{"\u3000\u00A0\t\r\n\v\f \u2028\u2029\u202F\u205F\u1680\xC2\x85", ""},
		{"山", "山"},
		{" 山 ", "山"},
		{"\u3000\u3000山\u3000田\u3000", "山\u3000田"},
		{"a\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A", "a"},
		{"\u3001\u3000\u3001", "\u3001\u3000\u3001"},
		{"À à", "À à"}, /* C3 80, C3 A0: ends that look like a blank's */
		{"\u200B\uFEFF", "\u200B\uFEFF"},
		{"\u180E", "\u180E"},
		{"\x80 \xE3\x80", "\x80 \xE3\x80"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = cases[i].text;
		size_t length = text_trim(&text, strlen(text));
		assert_int_equal(length, strlen(cases[i].trimmed));
		assert_memory_equal(text, cases[i].trimmed, length);
	}
	/* Nothing past the end is looked at. */
	const char *text = "a\u3000b";
	assert_int_equal(text_trim(&text, 4), 1);
	assert_int_equal(text_trim(&text, 3), 3);
	for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point++) {
		char whole[8] = "山";
		size_t step = text_encode(code_point, whole + 3);
		if (code_point >= 0xD800 && code_point <= 0xDFFF)
			continue;
		text = whole;
		if (text_trim(&text, 3 + step) != (text_is_blank(code_point) ? 3 : 3 + step))
			fail_msg("U+%04X", (unsigned)code_point);
	}
}

static void null_equals_only_null(void **state)
{
	(void)state;
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal(NULL, ""));
	assert_false(text_equal("", NULL));
	assert_true(text_equal("pt", "pt"));
	assert_false(text_equal("pt", "pt-BR"));
	/* Two spellings of one name are two names. */
	assert_false(text_equal("葛\U000E0102城", "葛城"));
	assert_false(text_equal("\u30AC", "\u30AB\u3099"));
}

static void a_text_begins_with_what_stands_at_its_head(void **state)
{
	(void)state;
	assert_true(text_begins("番地の3", "番地"));
	assert_true(text_begins("番地", "番地"));
	assert_true(text_begins("番地", ""));
	assert_true(text_begins("", ""));
	assert_false(text_begins("番", "番地"));
	assert_false(text_begins("4番地", "番地"));
	assert_false(text_begins("", "番"));
}

static void what_ends_or_turns_a_line_is_not_of_it(void **state)
{
	(void)state;
	static const uint32_t others[] = {0, '\t', '\n', '\r', 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F,
		0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069};
	static const uint32_t signs[] = {' ', '~', 0xA0, 0x61B, 0x61D, 0x200D, 0x2010, 0x2027,
		0x202F, 0x2065, 0x206A, 0x3000, 0x6F22, 0xFE00, 0x1F600, 0xE0100, 0x10FFFF};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_false(text_is_of_line(others[i]));
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		assert_true(text_is_of_line(signs[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_begins_with_what_stands_at_its_head),
		cmocka_unit_test(well_formed_or_not_as_the_table_says),
		cmocka_unit_test(only_the_given_length_is_looked_at),
		cmocka_unit_test(what_is_well_formed_is_counted_to_the_first_byte_that_is_not),
		cmocka_unit_test(all_short_sequences_by_arithmetic),
		cmocka_unit_test(every_code_point_is_written_and_read_again),
		cmocka_unit_test(an_ill_formed_byte_reads_as_the_replacement_character),
		cmocka_unit_test(selectors_are_these_two_ranges_and_nothing_else),
		cmocka_unit_test(lengths_leave_out_selectors_and_blanks_are_spaces),
		cmocka_unit_test(blanks_go_from_both_ends_and_from_nowhere_else),
		cmocka_unit_test(null_equals_only_null),
		cmocka_unit_test(what_ends_or_turns_a_line_is_not_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
