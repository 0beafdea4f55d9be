/* Windows-31J as UTF-8: each pair of bytes says what the machine says, in pieces of any size. */
#include "base/text.h"
#include "intake/xml/windows_31j.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

static struct windows_31j *opened(struct arena *arena)
{
	struct windows_31j *converter = NULL;
	struct fault why = {0};
	assert_true(windows_31j_open(arena, &converter, &why));
	return converter;
}

/* What the machine makes of two bytes: how many it takes, and the text. */
static bool machine_says(
	iconv_t machine, const char *bytes, size_t *left, char text[8], size_t *length)
{
	char copy[2] = {bytes[0], bytes[1]}, *from = copy, *to = text;
	size_t room = 7;
	*left = 2;
	iconv(machine, NULL, NULL, NULL, NULL);
	bool good = iconv(machine, &from, left, &to, &room) != (size_t)-1 || *left == 1;
	*length = 7 - room;
	return good;
}

/* All pairs of bytes, twice: asked for the first time, and remembered. */
static void each_pair_says_what_the_machine_says(void **state)
{
	struct arena *arena = arena_open();
	struct windows_31j *converter = opened(arena);
	iconv_t machine = iconv_open("UTF-8", "CP932");
	size_t signs = 0;
	(void)state;
	for (unsigned pair = 0; pair < 2 * 65536; pair++) {
		const char bytes[] = {(char)(pair >> 8 & 0xFF), (char)(pair & 0xFF)};
		const char *from = bytes;
		char text[8] = "", wanted[8] = "";
		size_t left = 2, wanted_left, length, wanted_length;
		bool good = windows_31j_turn(converter, &from, &left, text, &length);
		bool wanted_good =
			machine_says(machine, bytes, &wanted_left, wanted, &wanted_length);
		if (left == 1 && wanted_left == 1)
			good = wanted_good; /* the second byte is bad, or half a sign */
		if (good != wanted_good || left != wanted_left || from != bytes + 2 - left ||
			(left < 2 &&
				(wanted_length != length || memcmp(text, wanted, length) != 0)))
			fail_msg(
				"%04X: \"%.*s\", %zu left", pair & 0xFFFF, (int)length, text, left);
		signs += good && left == 0 ? 1 : 0;
	}
	assert_true(signs > 2 * 30000);
	iconv_close(machine);
	windows_31j_close(converter);
	arena_close(arena);
}

static void a_text_may_come_in_pieces_of_any_size(void **state)
{
	static const char text[] =
		"JUKI,\x8E\x52\x93\x63\x81\x40\xB1\x87\x40,123456789,\xFB\xFC\r\n";
	static const char expected[] = "JUKI,山田　ｱ①,123456789,髙\r\n";
	struct arena *arena = arena_open();
	struct windows_31j *converter = opened(arena);
	(void)state;
	for (size_t piece = 1; piece < sizeof text; piece++) {
		char whole[3 * sizeof text], raw[sizeof text + 1];
		size_t used = 0, kept = 0;
		for (size_t at = 0; at < sizeof text - 1; at += piece) {
			size_t more = sizeof text - 1 - at < piece ? sizeof text - 1 - at : piece;
			const char *from = raw;
			size_t left = kept + more, got;
			memcpy(raw + kept, text + at, more);
			assert_true(windows_31j_turn(converter, &from, &left, whole + used, &got));
			assert_true(left <= 1);
			memmove(raw, from, left);
			kept = left;
			used += got;
		}
		assert_int_equal(kept, 0);
		assert_int_equal(used, sizeof expected - 1);
		assert_memory_equal(whole, expected, used);
	}
	windows_31j_close(converter);
	arena_close(arena);
}

/* What stands before bytes that are no sign is given. */
static void what_is_no_sign_is_said_where_it_stands(void **state)
{
	static const char text[] = "ab\x8E\x52\xFF\x8E";
	struct arena *arena = arena_open();
	struct windows_31j *converter = opened(arena);
	char out[3 * sizeof text];
	const char *from = text;
	size_t left = sizeof text - 1, length;
	(void)state;
	assert_false(windows_31j_turn(converter, &from, &left, out, &length));
	assert_ptr_equal(from, text + 4);
	assert_int_equal(left, 2);
	assert_memory_equal(out, "ab山", length);
	windows_31j_close(converter);
	windows_31j_close(NULL);
	arena_close(arena);
}

static void bytes_of_another_encoding_are_known(void **state)
{
	static const struct {
		const char *bytes;
		bool utf_8, windows;
	} cases[] = {
		{"1,ABC\n", false, false},
		{"\xE5\xB1", false, false}, /* half a sign */
		{"1,山田太郎\n", true, false},
		{"1,山田\n", false, true}, /* too few to tell, and it can be turned */
		{"\xB0\xB1,山田太郎\xE5\xB1", true, false},
		{"1,\x8E\x52\x93\x63\x91\xBE\x98\x59\n", false, true},
		{"1,\xC3\xBD\xC4\xC3\xBD\xC4\xC3\xBD\n", false, true}, /* kana of half width */
		{"1,\x8E\x52\x93\x63\x91", false, true},
		{"1,\xFF\xFF", false, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t length = strlen(cases[i].bytes);
		assert_int_equal(windows_31j_is_utf_8(cases[i].bytes, length), cases[i].utf_8);
		if (!cases[i].utf_8)
			assert_int_equal(
				windows_31j_reads(cases[i].bytes, length), cases[i].windows);
	}
}

static void it_is_called_by_many_names(void **state)
{
	static const struct {
		const char *name;
		bool is;
	} names[] = {{"Windows-31J", true}, {"WINDOWS-31j", true}, {"Shift_JIS", true},
		{"cp932", true}, {"x-sjis", true}, {"Shift_JISX0213", false}, {"UTF-8", false},
		{"", false}, {"CP93", false}};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (windows_31j_is_called(names[i].name, strlen(names[i].name)) != names[i].is)
			fail_msg("%s", names[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_pair_says_what_the_machine_says),
		cmocka_unit_test(a_text_may_come_in_pieces_of_any_size),
		cmocka_unit_test(what_is_no_sign_is_said_where_it_stands),
		cmocka_unit_test(bytes_of_another_encoding_are_known),
		cmocka_unit_test(it_is_called_by_many_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
