/* A table is the same however it is written: random ones in all encodings, separators, quotes and
 * line ends, and as XML flat, in attributes and nested; and cut at every byte. */
#include "intake/export/rows.h"

#include "reading.h"

#include "base/text.h"

#include <iconv.h>
#include <zlib.h>

enum { COLUMNS = 5, ROWS_MAX = 8, TEXT_MAX = 64 * 1024 };

struct table {
	size_t rows;
	const char *cells[ROWS_MAX][COLUMNS];
};

static const char *const names[COLUMNS] = {"番号", "氏名", "c3", "住所_町字", "e"};

static uint64_t next_chance(uint64_t *chance)
{
	*chance = *chance * 6364136223846793005u + 1442695040888963407u;
	return *chance >> 33;
}

/* Values as rows show them: no blanks around, no control characters, whatever else. */
static struct table random_table(uint64_t *chance, struct arena *arena)
{
	static const char *const pieces[] = {"山", "田　太", "髙", "①", "\"", ",", ";", "\t", "\n",
		"\r\n", "x", "12", " ", "&", "<", "]]>", "'", "ｱ", "～", "=", "〓"};
	struct table table = {.rows = next_chance(chance) % (ROWS_MAX + 1)};
	for (size_t row = 0; row < table.rows; row++)
		for (size_t column = 0; column < COLUMNS; column++) {
			char text[200] = "";
			for (size_t i = next_chance(chance) % 6; i > 0; i--)
				strcat(text, pieces[next_chance(chance) % COUNT(pieces)]);
			const char *value = text;
			size_t length = text_trim(&value, strlen(text));
			table.cells[row][column] = arena_text(arena, value, length);
		}
	return table;
}

/* What rows_read should say of it, but for the lines. */
static const char *table_said(const struct table *table, struct arena *arena, bool folded)
{
	char *said = arena_alloc(arena, TEXT_MAX), *at = said;
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t column = 0; column < COLUMNS; column++) {
			*at++ = '|';
			for (const char *sign = table->cells[row][column]; *sign != '\0'; sign++)
				if (!folded || *sign != '\r') /* XML has but one line end */
					*at++ = *sign;
		}
		*at++ = '\n';
	}
	return said;
}

/* The same of what was said: without "head …" and "0@LINE". */
static const char *without_lines(const char *said, struct arena *arena)
{
	char *out = arena_alloc(arena, strlen(said) + 1), *at = out;
	said = strchr(said, '\n') + 1;
	while (*said != '\0')
		if (strncmp(said, "0@", 2) == 0)
			said += strcspn(said, "|");
		else
			*at++ = *said++;
	return out;
}

struct writing {
	enum export_encoding encoding;
	const char *iconv_name, *mark;
	size_t mark_length;
	char separator;
	const char *line_end;
};

static void write_field(char **at, const char *value, char separator, bool quote)
{
	quote |= strpbrk(value, "\"\r\n") != NULL || strchr(value, separator) != NULL;
	if (quote)
		*(*at)++ = '"';
	for (; *value != '\0'; value++) {
		*(*at)++ = *value;
		if (*value == '"')
			*(*at)++ = '"';
	}
	if (quote)
		*(*at)++ = '"';
}

static const char *write_csv(const struct table *table, const struct writing *writing,
	uint64_t *chance, struct arena *arena)
{
	char *text = arena_alloc(arena, TEXT_MAX), *at = text;
	bool all = next_chance(chance) % 2 == 0;
	for (size_t row = 0; row <= table->rows; row++) {
		for (size_t column = 0; column < COLUMNS; column++) {
			const char *value =
				row == 0 ? names[column] : table->cells[row - 1][column];
			bool first = column == 0 && *value == '\0'; /* no blank line */
			if (column > 0)
				*at++ = writing->separator;
			write_field(&at, value, writing->separator,
				all || first || next_chance(chance) % 4 == 0);
		}
		at = stpcpy(at, writing->line_end);
	}
	return text;
}

static const char *encoded(
	const struct writing *writing, const char *text, size_t *length, struct arena *arena)
{
	char *bytes = arena_alloc(arena, 2 * TEXT_MAX), *to = bytes,
	     *from = (char *)(uintptr_t)text;
	size_t left = strlen(text), room = 2 * TEXT_MAX;
	memcpy(to, writing->mark, writing->mark_length);
	to += writing->mark_length;
	iconv_t converter = iconv_open(writing->iconv_name, "UTF-8");
	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	iconv_close(converter);
	*length = (size_t)(to - bytes);
	return bytes;
}

static const struct writing writings[] = {
	{EXPORT_UTF_8, "UTF-8", "", 0, ',', "\n"},
	{EXPORT_UTF_8, "UTF-8", "\xEF\xBB\xBF", 3, '\t', "\r\n"},
	{EXPORT_UTF_8, "UTF-8", "", 0, ';', "\r"},
	{EXPORT_UTF_16, "UTF-16LE", "\xFF\xFE", 2, '\t', "\r\n"},
	{EXPORT_UTF_16, "UTF-16LE", "", 0, ',', "\n"},
	{EXPORT_UTF_16, "UTF-16BE", "\xFE\xFF", 2, ',', "\r\n"},
	{EXPORT_UTF_16BE, "UTF-16BE", "", 0, ';', "\n"},
	{EXPORT_WINDOWS_31J, "CP932", "", 0, ',', "\r\n"},
	{EXPORT_WINDOWS_31J, "CP932", "", 0, '\t', "\r"},
};

static struct reading csv_reading(const struct writing *writing, struct arena *arena)
{
	const struct wanted_set wanted = {.csv = true,
		.items = "番号 氏名 c3 住所_町字 e",
		.encoding = writing->encoding,
		.separator = writing->separator};
	return reading_of(&wanted, arena);
}

static void a_table_is_the_same_in_every_csv(void **state)
{
	struct arena *arena = arena_open();
	uint64_t chance = 12;
	(void)state;
	for (int round = 0; round < 150; round++)
		for (size_t i = 0; i < COUNT(writings); i++) {
			const struct writing *writing = &writings[i];
			struct table table = random_table(&chance, arena);
			struct reading reading = csv_reading(writing, arena);
			size_t length;
			const char *text = write_csv(&table, writing, &chance, arena);
			const char *bytes = encoded(writing, text, &length, arena);
			const char *said = read_bytes(&reading, bytes, length, NULL);
			if (strncmp(said, "head", 4) != 0)
				fail_msg("writing %zu: %s\n%s", i, said, text);
			assert_string_equal(
				without_lines(said, arena), table_said(&table, arena, false));
			arena_reset(arena);
		}
	arena_close(arena);
}

static void write_escaped(char **at, const char *value)
{
	for (; *value != '\0'; value++)
		if (strchr("&<>'\t", *value) != NULL)
			*at += sprintf(*at, "&#%d;", *value);
		else if (*value == '\n' || *value == '\r')
			*at += sprintf(*at, "%s", *value == '\n' ? "&#10;" : "");
		else
			*(*at)++ = *value;
}

enum shape { FLAT, ATTRIBUTES, NESTED, SHAPES };

static const char *write_xml(const struct table *table, enum shape shape, struct arena *arena)
{
	char *text = arena_alloc(arena, TEXT_MAX), *at = stpcpy(text, "<全>\n");
	for (size_t row = 0; row < table->rows; row++) {
		at = stpcpy(at, shape == ATTRIBUTES ? "<r" : "<r>");
		for (size_t i = 0; i < COLUMNS; i++) {
			size_t column = shape == NESTED ? COLUMNS - 1 - i : i;
			at += sprintf(at,
				shape == ATTRIBUTES ? " %s='"
				: shape == NESTED   ? "<群>\n<%s>"
						    : "<%s>",
				names[column]);
			write_escaped(&at, table->cells[row][column]);
			if (shape == ATTRIBUTES)
				at = stpcpy(at, "'");
			else
				at += sprintf(at, shape == NESTED ? "</%s>\n</群>" : "</%s>",
					names[column]);
		}
		at = stpcpy(at, shape == ATTRIBUTES ? "/>\n" : "</r>\n");
	}
	stpcpy(at, "</全>");
	return text;
}

static void a_table_is_the_same_in_every_xml(void **state)
{
	static const struct wanted_set wanted[SHAPES] = {
		[FLAT] = {.xml = true, .record = "r", .items = "番号 氏名 c3 住所_町字 e"},
		[ATTRIBUTES] = {.xml = true,
			.record = "全/r",
			.items = "@番号 @氏名 r/@c3 @住所_町字 @e"},
		[NESTED] = {.xml = true,
			.record = "r",
			.items = "群/番号 氏名 r/群/c3 住所_町字 全/r/群/e"},
	};
	static const struct writing in_utf_16 = {EXPORT_UTF_16, "UTF-16LE", "\xFF\xFE", 2, 0, NULL};
	struct arena *arena = arena_open();
	uint64_t chance = 12;
	(void)state;
	for (int round = 0; round < 200; round++)
		for (enum shape shape = 0; shape < SHAPES; shape++) {
			struct table table = random_table(&chance, arena);
			struct reading reading = reading_of(&wanted[shape], arena);
			const char *text = write_xml(&table, shape, arena), *bytes = text;
			size_t length = strlen(text);
			if (round % 2 == 1)
				bytes = encoded(&in_utf_16, text, &length, arena);
			const char *said = read_bytes(&reading, bytes, length, NULL);
			if (strncmp(said, "head", 4) != 0)
				fail_msg("shape %u: %s\n%s", shape, said, text);
			assert_string_equal(
				without_lines(said, arena), table_said(&table, arena, true));
			arena_reset(arena);
		}
	arena_close(arena);
}

/* Of a file without a count the rows that it has to its cut are read where the cut lies between
 * two of them, and nothing is read anywhere else. */
static void a_cut_is_refused_unless_it_lies_between_two_rows(void **state)
{
	struct arena *arena = arena_open();
	uint64_t chance = 5;
	(void)state;
	for (size_t round = 0; round < 2 * COUNT(writings); round++) {
		const struct writing *writing = &writings[round % COUNT(writings)];
		struct table table = random_table(&chance, arena);
		const char *text = write_csv(&table, writing, &chance, arena);
		size_t length;
		const char *bytes = encoded(writing, text, &length, arena);
		for (size_t cut = 0; cut < length; cut++) {
			struct arena *one = arena_open();
			struct reading reading = csv_reading(writing, one);
			struct table part = table;
			const char *said = read_bytes(&reading, bytes, cut, NULL);
			if (strncmp(said, "head", 4) == 0) {
				part.rows = (size_t)reading.rows;
				assert_string_equal(
					without_lines(said, one), table_said(&part, one, false));
				struct set_head known = set_head_unsaid();
				known.count = (long)table.rows;
				said = read_bytes(&reading, bytes, cut, &known);
				assert_true(part.rows == table.rows ||
					    strstr(said, "is said to have") != NULL);
			} else {
				assert_true(strstr(said, ": set people: ") != NULL);
			}
			arena_close(one);
		}
		arena_reset(arena);
	}
	arena_close(arena);
}

static void a_cut_xml_is_refused(void **state)
{
	static const struct wanted_set wanted = {
		.xml = true, .record = "r", .items = "番号 氏名 c3 住所_町字 e"};
	struct arena *arena = arena_open();
	uint64_t chance = 5;
	(void)state;
	for (int round = 0; round < 3; round++) {
		struct table table = random_table(&chance, arena);
		const char *text = write_xml(&table, FLAT, arena);
		for (size_t cut = 0; cut < strlen(text); cut++) {
			struct arena *one = arena_open();
			struct reading reading = reading_of(&wanted, one);
			assert_true(strncmp(read_bytes(&reading, text, cut, NULL), "head", 4) != 0);
			arena_close(one);
		}
	}
	arena_close(arena);
}

/* gzip is unpacked, and the digest is of the bytes as stored. */
static void packed_files_are_unpacked(void **state)
{
	static const struct wanted_set wanted = {.csv = true, .items = "a"};
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&wanted, arena);
	char path[] = "/tmp/kigen-rows-XXXXXX", bytes[200];
	struct rows_summary plain = {0}, packed = {0};
	struct fault why;
	int number = mkstemp(path);
	(void)state;
	gzFile file = gzdopen(dup(number), "w");
	assert_int_equal(gzputs(file, "a\n1\n2\n"), 6);
	gzclose(file);
	assert_true(reading_run(&reading, path, NULL, &packed, &why));
	assert_string_equal(reading.said, "head   -1\n0@2|1\n0@3|2\n");
	ssize_t length = pread(number, bytes, sizeof bytes, 0);
	assert_int_equal(ftruncate(number, 0), 0);
	assert_int_equal(pwrite(number, "a\n1\n2\n", 6, 0), 6);
	assert_true(reading_run(&reading, path, NULL, &plain, &why));
	assert_string_not_equal(plain.digest, packed.digest);
	for (ssize_t cut = 2; cut < length; cut++) {
		assert_int_equal(pwrite(number, bytes, (size_t)cut, 0), cut);
		assert_int_equal(ftruncate(number, cut), 0);
		assert_false(reading_run(&reading, path, NULL, &plain, &why));
		assert_int_equal(why.kind, FAULT_REGISTER);
	}
	close(number);
	unlink(path);
	assert_false(reading_run(&reading, path, NULL, &plain, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	arena_close(arena);
}

static bool stop_at_second(void *context, const struct row *row, struct fault *why)
{
	long *rows = context;
	(void)row;
	return ++*rows < 2 || fault_set(why, FAULT_WRITE, "enough");
}

static bool pass_head(void *context, const struct set_head *head, struct fault *why)
{
	(void)context, (void)head, (void)why;
	return true;
}

static void a_visitor_may_end_the_reading(void **state)
{
	static const struct wanted_set wanted = {
		.xml = true, .csv = true, .record = "r", .items = "a"};
	static const char *const files[] = {
		"a\n1\n2\n3\n", "<x><r><a>1</a></r><r><a>2</a></r><r><a>3</a></r><r>"};
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&wanted, arena);
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		long rows = 0;
		int number;
		const char *path = bytes_file(files[i], strlen(files[i]), &number);
		const struct row_visitor visitor = {
			.context = &rows, .head = pass_head, .row = stop_at_second};
		const struct row_file file = {reading.description, reading.set, path, NULL};
		struct rows_summary summary;
		struct fault why;
		assert_false(rows_read(&file, &visitor, &summary, &why));
		assert_int_equal(why.kind, FAULT_WRITE);
		assert_int_equal(rows, 2);
		close(number);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_the_same_in_every_csv),
		cmocka_unit_test(a_table_is_the_same_in_every_xml),
		cmocka_unit_test(a_cut_is_refused_unless_it_lies_between_two_rows),
		cmocka_unit_test(a_cut_xml_is_refused),
		cmocka_unit_test(packed_files_are_unpacked),
		cmocka_unit_test(a_visitor_may_end_the_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
