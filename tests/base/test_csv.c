/* CSV by RFC 4180: byte for byte by a table, and read back by a reader of the RFC's grammar. */
#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_FIELDS = 4, FIELD_BYTES = 64 };

static const struct {
	const char *sentence;
	const char *fields[MOST_FIELDS];
	size_t count;
	const char *bytes;
} records[] = {
	{"plain fields stay as they are", {"26-000123-5", "486-8686", "春日井"}, 3,
		"26-000123-5,486-8686,春日井\r\n"},
	{"one field", {"notice"}, 1, "notice\r\n"},
	{"no field at all", {NULL}, 0, "\r\n"},
	{"empty fields, and NULL, which is one of them", {"", NULL, ""}, 3, ",,\r\n"},
	{"a comma is quoted", {"5-44, Torii-matsu", "b"}, 2, "\"5-44, Torii-matsu\",b\r\n"},
	{"a quote is quoted and doubled", {"a \"b\" c"}, 1, "\"a \"\"b\"\" c\"\r\n"},
	{"nothing but a quote", {"\""}, 1, "\"\"\"\"\r\n"},
	{"line ends are quoted and kept", {"a\nb", "c\r\nd", "\r"}, 3,
		"\"a\nb\",\"c\r\nd\",\"\r\"\r\n"},
	{"spaces belong to the field", {" a ", "　"}, 2, " a ,　\r\n"},
	{"a semicolon means nothing", {"a;b"}, 1, "a;b\r\n"},
	{"an equals sign at the beginning is no formula", {"=1+1"}, 1, "\"'=1+1\"\r\n"},
	{"a plus, a minus, an at sign", {"+1", "-1", "@SUM(A1)"}, 3,
		"\"'+1\",\"'-1\",\"'@SUM(A1)\"\r\n"},
	{"a tab at the beginning", {"\t=1"}, 1, "\"'\t=1\"\r\n"},
	{"the same signs later on are harmless", {"a=1", "1+1", "2026-11-22", "a@b"}, 4,
		"a=1,1+1,2026-11-22,a@b\r\n"},
	{"a formula with quotes", {"=HYPERLINK(\"x\",\"y\")"}, 1,
		"\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n"},
};

static char *written(const char *const fields[], size_t count)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&bytes, &length);
	assert_non_null(stream);
	csv_record(stream, CSV_PROGRAMS, fields, count);
	assert_int_equal(ferror(stream), 0);
	assert_int_equal(fclose(stream), 0);
	return bytes;
}

static void records_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
		char *bytes = written(records[i].fields, records[i].count);
		if (strcmp(bytes, records[i].bytes) != 0)
			fail_msg("%s: %s", records[i].sentence, bytes);
		free(bytes);
	}
}

static void the_mark_is_a_utf_8_byte_order_mark(void **state)
{
	(void)state;
	char bytes[8] = {0};
	FILE *stream = fmemopen(bytes, sizeof bytes, "w");
	csv_mark(stream);
	fclose(stream);
	assert_string_equal(bytes, "\xEF\xBB\xBF");
}

/* Reads one record by the grammar of RFC 4180, section 2; returns the number of its fields. */
static size_t read_record(const char *at, char fields[MOST_FIELDS][FIELD_BYTES])
{
	for (size_t count = 0; count < MOST_FIELDS; at++) {
		size_t length = 0;
		bool quoted = *at == '"';
		at += quoted ? 1 : 0;
		while (quoted ? *at != '"' || at[1] == '"' : strchr(",\r", *at) == NULL) {
			assert_true(*at != '\0' && (quoted || (*at != '\n' && *at != '"')));
			at += quoted && *at == '"' ? 1 : 0;
			fields[count][length++] = *at++;
		}
		at += quoted ? 1 : 0;
		fields[count++][length] = '\0';
		if (*at != ',') {
			assert_string_equal(at, "\r\n");
			return count;
		}
	}
	fail_msg("too many fields");
	return 0;
}

/* Every field of up to four of these characters, twice in a record. */
static void what_is_written_is_read_again(void **state)
{
	(void)state;
	static const char characters[] = "a,\"\r\n= ";
	enum { KINDS = sizeof characters - 1 };
	for (int number = 0; number < KINDS * KINDS * KINDS * KINDS; number++) {
		char field[5] = "", read[MOST_FIELDS][FIELD_BYTES];
		for (int rest = number, i = 0; i < number % 5; i++, rest /= KINDS)
			field[i] = characters[rest % KINDS];
		const char *const fields[] = {field, "x", field};
		char *bytes = written(fields, 3);
		assert_int_equal(read_record(bytes, read), 3);
		const char *expected = field;
		const char *got = read[0] + (field[0] == '=' ? 1 : 0);
		assert_int_equal(field[0] == '=', read[0][0] == '\'');
		assert_string_equal(got, expected);
		assert_string_equal(read[1], "x");
		assert_string_equal(read[2], read[0]);
		free(bytes);
	}
}

static void a_full_disk_stays_in_the_stream(void **state)
{
	(void)state;
	FILE *full = fopen("/dev/full", "w");
	assert_non_null(full);
	const char *const fields[] = {"a", "b"};
	csv_record(full, CSV_PROGRAMS, fields, 2);
	fflush(full);
	assert_true(ferror(full));
	fclose(full);
}

/* For spreadsheets, figures that one would spoil are a formula that shows them; nothing else is. */
static void test_for_spreadsheets(void **state)
{
	(void)state;
	const char *const fields[] = {"0000000101", "0", "00", "12345678901", "123456789012",
		"012a", "26-000123-7", "", "=1", NULL};
	char *bytes = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&bytes, &size);
	assert_non_null(stream);
	csv_record(stream, CSV_SPREADSHEETS, fields, sizeof fields / sizeof fields[0]);
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(bytes, "\"=\"\"0000000101\"\"\",0,\"=\"\"00\"\"\",12345678901,"
				   "\"=\"\"123456789012\"\"\",012a,26-000123-7,,\"'=1\",\r\n");
	free(bytes);
}

/* Headings are names, or the form's language's words for them; what it lacks, and a language that
 * is unknown, stay names. Values of formulas are quoted here too. */
static void test_headings(void **state)
{
	(void)state;
	static const char *const names[] = {"notice", "visit_from", "no such column", "=1"};
	static const struct {
		const char *language, *bytes;
	} cases[] = {
		{NULL, "notice,visit_from,no such column,\"'=1\"\r\n"},
		{"ja", "お知らせ番号,来庁可能期間(自),no such column,\"'=1\"\r\n"},
		{"xx", "notice,visit_from,no such column,\"'=1\"\r\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct csv_form form = {CSV_SPREADSHEETS, cases[i].language};
		char *bytes = NULL;
		size_t size = 0;
		FILE *stream = open_memstream(&bytes, &size);
		assert_non_null(stream);
		csv_heading(stream, &form, names, sizeof names / sizeof names[0]);
		assert_int_equal(fclose(stream), 0);
		assert_string_equal(bytes, cases[i].bytes);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_for_spreadsheets),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(records_as_the_table_says),
		cmocka_unit_test(the_mark_is_a_utf_8_byte_order_mark),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(a_full_disk_stays_in_the_stream),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
