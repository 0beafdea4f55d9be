/* The small file beside a set's file that says whose it is, of what day, and how many rows it has.
 */
#include "intake/export/control_file.h"

#include "reading.h"

static const struct export_set asked = {
	.name = "people",
	.head = {[EXPORT_MUNICIPALITY] = {.source = EXPORT_BY_CONTROL, .item = "団体コード"},
		[EXPORT_AS_OF] = {.source = EXPORT_BY_CONTROL, .item = "DATE"},
		[EXPORT_COUNT] = {.source = EXPORT_BY_CONTROL, .item = "件数"}},
};

/* The head, or the message behind the path. */
static const char *heard(const struct export_set *set, const char *text, struct arena *arena)
{
	struct set_head head = set_head_unsaid();
	struct fault why = {0};
	int number;
	char day[CIVIL_DATE_BYTES];
	const char *path = bytes_file(text, strlen(text), &number);
	bool read = control_file_read(set, path, &head, &why);
	close(number);
	if (read)
		return arena_print(arena, "%s %s %ld", head.municipality,
			civil_format(head.as_of, day), head.count);
	assert_int_equal(why.kind, FAULT_REGISTER);
	assert_int_equal(head.count, -1); /* nothing is half said */
	return arena_copy(arena, why.message + strlen(path) + 1);
}

static void keys_are_found_however_they_are_written(void **state)
{
	static const struct {
		const char *sentence, *text, *expected;
	} cases[] = {
		{"equal signs", "団体コード=232068\nDATE=20261123\n件数=12\n",
			"232068 2026-11-23 12"},
		{"colons, blanks, CRLF, and others between",
			"# comment\r\nX: y: z\r\n団体コード : 23206\r\n\r\n DATE: 2026-11-23\r\n件数:0",
			"232068 2026-11-23 0"},
		{"commas and quotes", "\"団体コード\",\"232068\"\r\"DATE\",20261123\r件数,\"7\"\r",
			"232068 2026-11-23 7"},
		{"the same twice", "団体コード=232068\nDATE=20261123\nDATE=20261123\n件数=1\n",
			"232068 2026-11-23 1"},
		{"two days", "団体コード=232068\nDATE=20261123\nDATE=20261124\n件数=1\n",
			"3: set people: the as-of (key \"DATE\") is another one"},
		{"no day", "団体コード=232068\nDATE=2026113\n件数=1\n",
			"2: set people: the as-of (key \"DATE\") cannot be read"},
		{"nothing behind the key", "団体コード=232068\nDATE=\n件数=1\n",
			"2: set people: the as-of (key \"DATE\") cannot be read"},
		{"a key is missing", "団体コード=232068\nDATE=20261123\n",
			"0: set people: the control file does not say the count (key \"件数\")"},
		{"an empty file", "", "0: set people: the control file does not say"},
		{"another encoding", "\n\x8C\x8F\x90\x94=1\n",
			"2: set people: bytes that are no UTF-8"},
	};
	struct arena *arena = arena_open();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *said = heard(&asked, cases[i].text, arena);
		if (strncmp(said, cases[i].expected, strlen(cases[i].expected)) != 0)
			fail_msg("%s: %s", cases[i].sentence, said);
	}
	arena_close(arena);
}

static void it_is_in_the_encoding_of_the_set(void **state)
{
	struct export_set set = asked;
	struct arena *arena = arena_open();
	(void)state;
	set.encoding = EXPORT_WINDOWS_31J;
	set.head[EXPORT_MUNICIPALITY].source = set.head[EXPORT_AS_OF].source = EXPORT_UNSAID;
	assert_string_equal(heard(&set, "\x8C\x8F\x90\x94=5\r\n", arena), "  5");
	arena_close(arena);
}

static void a_long_one_is_refused(void **state)
{
	struct arena *arena = arena_open();
	char *text = arena_alloc(arena, 200001);
	(void)state;
	for (size_t i = 0; i < 200000; i++)
		text[i] = i % 2 == 0 ? 'x' : '\n';
	assert_non_null(strstr(heard(&asked, text, arena), "a control file of more than 64 KiB"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_found_however_they_are_written),
		cmocka_unit_test(it_is_in_the_encoding_of_the_set),
		cmocka_unit_test(a_long_one_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
