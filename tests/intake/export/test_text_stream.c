/* Bytes as text: every encoding, in pieces of any size, and what is no text. */
#include "intake/export/text_stream.h"

#include "reading.h"

#include "base/text.h"

#include <iconv.h>

/* The text of some bytes, or the message behind the path; the line told is that of the reader. */
static const char *text_of(
	struct arena *arena, enum export_encoding encoding, const char *bytes, size_t length)
{
	struct source *source = NULL;
	struct text_stream *stream = NULL;
	struct fault why = {0};
	int number;
	const char *path = bytes_file(bytes, length, &number), *piece;
	size_t used = 0, got = 1, room = 4 * length + 16;
	char *text = arena_alloc(arena, room);
	assert_true(source_open(path, arena, &source, &why));
	const struct text_stream_of of = {source, path, "set people: ", encoding};
	assert_true(text_stream_open(&of, arena, &stream, &why));
	while (got > 0) {
		long line = 1;
		for (size_t i = 0; i < used; i++)
			line += text[i] == '\n' ? 1 : 0;
		if (!text_stream_read(stream, line, &piece, &got, &why)) {
			assert_int_equal(why.kind, FAULT_REGISTER);
			text = arena_copy(arena, why.message + strlen(path) + 1);
			break;
		}
		assert_true(text_valid(piece, got) && used + got < room);
		memcpy(text + used, piece, got);
		used += got;
	}
	text_stream_close(stream);
	source_close(source);
	close(number);
	return text;
}

static void every_encoding_gives_the_same_text(void **state)
{
	static const struct {
		const char *sentence;
		enum export_encoding encoding;
		const char *bytes;
		size_t length;
		const char *expected;
	} cases[] = {
#define BYTES(text) text, sizeof text - 1
		{"UTF-8", EXPORT_UTF_8, BYTES("山田\n𠮷"), "山田\n𠮷"},
		{"UTF-8 with a mark", EXPORT_UTF_8, BYTES("\xEF\xBB\xBF山"), "山"},
		{"a second mark is a character", EXPORT_UTF_8, BYTES("\xEF\xBB\xBF\xEF\xBB\xBF山"),
			"\xEF\xBB\xBF山"},
		{"UTF-16 is little endian", EXPORT_UTF_16, BYTES("\x71\x5C\x42\xD8\xB7\xDF"),
			"山𠮷"},
		{"with its mark", EXPORT_UTF_16, BYTES("\xFF\xFE\x71\x5C"), "山"},
		{"with the other one's", EXPORT_UTF_16, BYTES("\xFE\xFF\x5C\x71"), "山"},
		{"UTF-16BE", EXPORT_UTF_16BE, BYTES("\x5C\x71\xD8\x42\xDF\xB7"), "山𠮷"},
		{"UTF-16BE with its mark", EXPORT_UTF_16BE, BYTES("\xFE\xFF\x5C\x71"), "山"},
		{"Windows-31J with NEC's, IBM's and the user's own signs, and a kana of half width",
			EXPORT_WINDOWS_31J, BYTES("\x8E\x52\x87\x40\xFB\xFC\xED\x95\xF0\x40\xB1"),
			"山①髙﨑\uE000ｱ"},
		{"nothing", EXPORT_UTF_8, BYTES(""), ""},
		{"a mark alone", EXPORT_UTF_16, BYTES("\xFF\xFE"), ""},
		{"the close of an old system", EXPORT_WINDOWS_31J, BYTES("a\n\x1A\x1A"), "a\n"},
		{"half a sign at the end", EXPORT_UTF_8, BYTES("a\n\xE5\xB1"),
			"2: set people: bytes that are no text"},
		{"of Windows-31J", EXPORT_WINDOWS_31J, BYTES("a\n\x8E"),
			"2: set people: bytes that are no text"},
		{"of UTF-16", EXPORT_UTF_16, BYTES("a\0\n\0b"),
			"2: set people: bytes that are no text"},
		{"half a pair of UTF-16", EXPORT_UTF_16, BYTES("a\0\x42\xD8"),
			"1: set people: bytes that are no text"},
		{"the second half first", EXPORT_UTF_16, BYTES("a\0\xB7\xDF"),
			"1: set people: bytes that are no text"},
		{"an overlong form", EXPORT_UTF_8, BYTES("\n\n\xC0\x80"),
			"3: set people: bytes that are no text"},
		{"what Windows-31J has not", EXPORT_WINDOWS_31J, BYTES("\n\xFF"),
			"2: set people: bytes that are no text"},
		{"UTF-16 where UTF-8 is said", EXPORT_UTF_8, BYTES("\xFF\xFE\x71\x5C"),
			"1: set people: the file begins with the mark of UTF-16 (little endian)"},
		{"without a mark", EXPORT_UTF_8, BYTES("a\0b\0"), "1: set people: U+0000"},
		{"UTF-8 where Windows-31J is said", EXPORT_WINDOWS_31J, BYTES("\xEF\xBB\xBF山"),
			"1: set people: the file begins with the mark of UTF-8"},
		{"UTF-8 without it", EXPORT_WINDOWS_31J, BYTES("a,山田太郎\n"),
			"1: set people: the set is said to be Windows-31J, and its bytes are UTF-8; "
			"hint: encoding=\"utf-8\""},
		{"Windows-31J where UTF-8 is said", EXPORT_UTF_8,
			BYTES("a\n\x8E\x52\x93\x63\x91\xBE\n"),
			"2: set people: bytes that are no UTF-8, which the set is said to be; hint: "
			"they read as Windows-31J: encoding=\"windows-31j\""},
		{"the other order", EXPORT_UTF_16BE, BYTES("\xFF\xFE\x71\x5C"),
			"1: set people: the file begins with the mark of UTF-16 (little endian)"},
		{"a control character", EXPORT_UTF_8, BYTES("12345678901234567890\n12345678\x0B"),
			"2: set people: a control character"},
		{"a close that is none", EXPORT_UTF_8,
			BYTES("a\x1A"
			      "b"),
			"1: set people: a control character"},
	};
	struct arena *arena = arena_open();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text =
			text_of(arena, cases[i].encoding, cases[i].bytes, cases[i].length);
		size_t length = strlen(cases[i].expected);
		if (strncmp(text, cases[i].expected, length) != 0 ||
			(strstr(cases[i].expected, "set people") == NULL && text[length] != '\0'))
			fail_msg("%s: \"%s\"", cases[i].sentence, text);
	}
	arena_close(arena);
}

/* Each sign of Windows-31J says in CSV what it says in XML. */
static void windows_31j_is_what_the_xml_parser_makes_of_it(void **state)
{
	static const struct wanted_set csv = {
		.csv = true, .items = "a", .encoding = EXPORT_WINDOWS_31J, .separator = '\t'};
	static const struct wanted_set xml = {.xml = true, .record = "r", .items = "a"};
	struct arena *arena = arena_open();
	size_t read = 0;
	(void)state;
	for (unsigned lead = 0x20; lead <= 0xFF; lead++)
		for (unsigned trail = 0x40; trail <= 0xFC; trail++) {
			char table[32], tree[128];
			bool two = (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC);
			if ((!two && trail != 0x40) || strchr("\"&<", (int)lead) != NULL)
				continue;
			const char sign[] = {(char)lead, two ? (char)trail : '\0', '\0'};
			snprintf(table, sizeof table, "a\n-%s-\n", sign);
			snprintf(tree, sizeof tree,
				"<?xml version='1.0' encoding='Windows-31J'?><x><r><a>-%s-</a></r></x>",
				sign);
			struct reading one = reading_of(&csv, arena),
				       other = reading_of(&xml, arena);
			const char *left = read_text(&one, table), *right = read_text(&other, tree);
			bool refused = strstr(left, "no text in") != NULL;
			if (refused != (strstr(right, "no text in") != NULL) ||
				(!refused && strcmp(strchr(left, '|'), strchr(right, '|')) != 0))
				fail_msg("%02X %02X: %s%s", lead, trail, left, right);
			read += refused ? 0 : 1;
			arena_reset(arena);
		}
	assert_true(read > 9000);
	arena_close(arena);
}

/* A text of many pieces, whose signs lie over their edges. */
static void signs_may_lie_over_the_edge_of_a_piece(void **state)
{
	static const struct {
		enum export_encoding encoding;
		const char *name;
	} encodings[] = {{EXPORT_UTF_8, "UTF-8"}, {EXPORT_UTF_16, "UTF-16LE"},
		{EXPORT_UTF_16BE, "UTF-16BE"}, {EXPORT_WINDOWS_31J, "CP932"}};
	struct arena *arena = arena_open();
	enum { LONG = 300 * 1000 };
	char *text = arena_alloc(arena, LONG + 4), *bytes = arena_alloc(arena, 2 * LONG);
	(void)state;
	for (size_t shift = 0; shift < 4; shift++)
		for (size_t k = 0; k < COUNT(encodings); k++) {
			memset(text, 'x', shift);
			for (size_t at = shift; at < LONG; at += 3)
				memcpy(text + at, "山", 3);
			size_t length = shift + (LONG - shift + 2) / 3 * 3, room = 2 * LONG;
			text[length] = '\0';
			char *from = text, *to = bytes;
			iconv_t converter = iconv_open(encodings[k].name, "UTF-8");
			assert_int_equal(iconv(converter, &from, &length, &to, &room), 0);
			iconv_close(converter);
			assert_string_equal(
				text_of(arena, encodings[k].encoding, bytes, (size_t)(to - bytes)),
				text);
		}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_gives_the_same_text),
		cmocka_unit_test(windows_31j_is_what_the_xml_parser_makes_of_it),
		cmocka_unit_test(signs_may_lie_over_the_edge_of_a_piece),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
