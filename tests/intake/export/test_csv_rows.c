/* CSV as cities' systems write it, whole, strange and broken. */
#include "intake/export/csv_rows.h"

#include "reading.h"

struct csv_case {
	const char *sentence, *text, *expected;
};

static void expect_cases(
	const struct wanted_set *wanted, const struct csv_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_text(cases[i].sentence, wanted, cases[i].text, cases[i].expected);
}

static const struct wanted_set plain = {.csv = true, .items = "id name ?note"};

static void files_say_the_same_however_they_are_written(void **state)
{
#define SAID "head   -1\n0@2|1|山田　太郎|-\n0@3|2|B|-\n"
	static const struct csv_case cases[] = {
		{"line feeds", "id,name\n1,山田　太郎\n2,B\n", SAID},
		{"CRLF", "id,name\r\n1,山田　太郎\r\n2,B\r\n", SAID},
		{"carriage returns", "id,name\r1,山田　太郎\r2,B\r", SAID},
		{"a mark", "\xEF\xBB\xBFid,name\n1,山田　太郎\n2,B\n", SAID},
		{"quotes", "\"id\",\"name\"\n\"1\",\"山田　太郎\"\n\"2\",\"B\"\n", SAID},
		{"quotes behind a mark", "\xEF\xBB\xBF\"id\",name\n1,山田　太郎\n2,B\n", SAID},
		{"blanks around", " id\t,\u3000name \n  1 ,\"　山田　太郎 \"\n2\u00A0, B\t\n",
			SAID},
		{"blank lines behind", "id,name\n1,山田　太郎\n2,B\n\n \r\n\t\n  ", SAID},
		{"closed as by an old system", "id,name\r\n1,山田　太郎\r\n2,B\r\n\x1A\x1A", SAID},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
}

static void lines_are_those_of_the_file(void **state)
{
	static const struct csv_case cases[] = {
		{"a line end within quotes", "id,name\n1,\"A\nB\"\n2,C\n",
			"head   -1\n0@2|1|A\nB|-\n0@4|2|C|-\n"},
		{"CRLF within quotes is one line, and stays",
			"id,name\r\n1,\"A\r\n\r\nB\"\r\n2,C\r\n",
			"head   -1\n0@2|1|A\r\n\r\nB|-\n0@5|2|C|-\n"},
		{"a line end within the header's quotes", "id,\"name\n\"\n1,A\n",
			"head   -1\n0@3|1|A|-\n"},
		{"what is wrong behind one", "id,name\n1,\"A\nB\nC\"\n2,B,C\n",
			"5: set people: a row of 3 columns, where the first one has 2"},
		{"a doubled quote and a separator", "id,name\n1,\"A\"\"B,C\"\n",
			"head   -1\n0@2|1|A\"B,C|-\n"},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
}

static void a_file_that_may_not_be_whole_is_refused(void **state)
{
	static const struct csv_case cases[] = {
		{"nothing at all", "", "1: set people: the file is empty"},
		{"the header alone, cut", "id,nam", "1: set people: the last row has no line end"},
		{"a last row without its end", "id,name\n1,A\n2,B",
			"3: set people: the last row has no line end"},
		{"cut behind the first of two quotes", "id,name\n1,\"A\"\"B\"\n2,\"A\"",
			"3: set people: the last row has no line end"},
		{"cut within quotes", "id,name\n1,A\n2,\"B\nC",
			"3: set people: the file ends within quotes"},
		{"a column less", "id,name\n1\n", "2: set people: a row of 1 columns"},
		{"a column more", "id,name\n1,A,\n", "2: set people: a row of 3 columns"},
		{"a blank line between rows", "id,name\n1,A\n\n2,B\n",
			"3: set people: a blank line between rows"},
		{"a blank line in front", "\nid,name\n1,A\n",
			"1: set people: a blank line between rows"},
		{"a quote within a field", "id,name\n1,A\"B\n",
			"2: set people: a quote out of place"},
		{"text behind a quote", "id,name\n1,\"A\"B\n",
			"2: set people: a quote out of place"},
		{"half a sign at the end", "id,name\n1,A\n2,\xE5\xB1",
			"3: set people: bytes that are no text"},
		{"Windows-31J where UTF-8 is said", "id,name\n1,A\n2,\x8E\x52\x93\x63\n",
			"3: set people: bytes that are no UTF-8"},
		{"a control character", "id,name\n1,A\x01\n", "2: set people: a control character"},
		{"something behind the close of the file", "id,name\n1,A\n\x1A\n2,B\n",
			"3: set people: a control character"},
		{"XML", "<a/>", "1: set people: the file is XML, and the set is CSV"},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
}

static void columns_meet_the_description(void **state)
{
	static const struct csv_case cases[] = {
		{"in any order, with one that may be missing", "note,name,id\nx,A,1\n",
			"head   -1\n0@2|1|A|x\n"},
		{"one is renamed", "id,Name\n1,A\n",
			"1: set people: no column is the item \"name\""},
		{"no header: nobody's name is told", "1,山田太郎\n",
			"1: set people: no column is the item \"id\""},
		{"one that nobody named", "id,name,color\n1,A,x\n",
			"2: set people: the item \"color\" is not in the export description"},
		{"one twice", "id,name,id\n1,A,1\n", "1: set people: two columns are named \"id\""},
		{"rows there are none", "id,name\n", "head   -1\n"},
	};
	static const struct wanted_set careful = {.csv = true,
		.items = "id !個人番号 ~memo ~住民票コード",
		.ignore_others = true,
		.none = "0 99999999"};
	static const struct csv_case careful_cases[] = {
		{"others are passed over, even twice", "x,id,x,,\n1,2,3,,\n",
			"head   -1\n0@2|2|-|-|-\n"},
		{"one that must not be there", "id,個人番号\n",
			"1: set people: the item \"個人番号\" must not"},
		{"words for none", "id,memo\n0,99999999\n7, 0 \n00,x\n",
			"head   -1\n0@2||-||-\n0@3|7|-||-\n0@4|00|-|x|-\n"},
		{"an ignored one twice", "id,memo,memo\n0,1,2\n",
			"1: set people: two columns are named \"memo\""},
	};
	static const struct wanted_set numbered = {
		.csv = true, .items = "2 ~3 ?5", .no_header = true, .ignore_others = true};
	static const struct csv_case numbered_cases[] = {
		{"columns by their numbers", "a,b,c,d\nA,B,C,D\n",
			"head   -1\n0@1|b|c|-\n0@2|B|C|-\n"},
		{"one that is asked for is not there", "a\n",
			"1: set people: no column is the item \"2\""},
		{"a row of another length", "a,b\nA,B,C\n", "2: set people: a row of 3 columns"},
		{"nothing at all", "", "head   -1\n"},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
	expect_cases(&careful, careful_cases, COUNT(careful_cases));
	expect_cases(&numbered, numbered_cases, COUNT(numbered_cases));
}

static void columns_may_say_the_head(void **state)
{
	static const struct wanted_set said = {
		.csv = true, .items = "id", .head = {"city", "day", "rows"}, .none = "-"};
	static const struct csv_case cases[] = {
		{"the same in all rows",
			"city,day,rows,id\n232068,20261123,2,a\n23206,2026-11-23,2,b\n",
			"head 232068 2026-11-23 2\n0@2|a\n0@3|b\n"},
		{"another day", "city,day,rows,id\n232068,20261123,2,a\n232068,20261124,2,b\n",
			"3: set people: the as-of (item \"day\") is another one"},
		{"no day", "city,day,rows,id\n232068,20261131,1,a\n",
			"2: set people: the as-of (item \"day\") cannot be read"},
		{"rows are missing", "city,day,rows,id\n232068,20261123,2,a\n",
			"3: set people: the file has 1 rows, and is said to have 2"},
		{"it says nothing", "city,day,rows,id\n232068,,1,a\n",
			"3: set people: the file does not say its as-of"},
		{"in the second row alone",
			"city,day,rows,id\n-,20261123,2,a\n232068,20261123,,b\n",
			"head  2026-11-23 2\n0@2|a\n0@3|b\n"},
		{"the column is missing", "city,rows,id\n232068,2,a\n",
			"1: set people: no column is the item \"day\""},
	};
	(void)state;
	expect_cases(&said, cases, COUNT(cases));
}

static void individual_numbers_are_found_where_they_are_looked_for(void **state)
{
	static const struct wanted_set all = {
		.csv = true, .items = "id ~memo", .ignore_others = true, .all_items = true};
	static const struct csv_case cases[] = {
		{"in an ignored one", "id,memo\n1,123456789018\n",
			"2: set people: an individual number"},
		{"in one that nobody named", "id,x\n1,１２３４５６７８９０１８\n",
			"2: set people: an individual number"},
		{"in groups", "id,x\n1,1234 5678 9018\n", "2: set people: an individual number"},
		{"twelve digits without the check digit", "id,x\n1,123456789012\n",
			"head   -1\n0@2|1|-\n"},
		{"among other words", "id,x\n1,No.123456789018\n", "head   -1\n0@2|1|-\n"},
		{"thirteen digits", "id,x\n1,1234567890180\n", "head   -1\n0@2|1|-\n"},
	};
	(void)state;
	expect_cases(&all, cases, COUNT(cases));
}

/* No value and no row without a bound, whoever forgot a quote. */
static void long_values_are_refused(void **state)
{
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&plain, arena);
	enum { LONG = 3 * 1024 * 1024 };
	char *text = arena_alloc(arena, LONG + 1);
	(void)state;
	memset(text, 'x', LONG);
	memcpy(text, "id,name\n1,\"", 11);
	const char *said = read_text(&reading, text);
	assert_memory_equal(said, "2: set people: a value longer than 64 KiB", 41);
	for (size_t i = 200; i < LONG; i += 200)
		text[i] = '\n';
	said = read_text(&reading, text);
	assert_memory_equal(said, "2: set people: a value longer than 64 KiB", 41);
	memset(text, ',', LONG);
	said = read_text(&reading, text);
	assert_memory_equal(said, "1: set people: more than 4096 columns", 37);
	/* What fits is read to its last byte. */
	memset(text, 'x', LONG);
	memcpy(text, "id,name\n1,", 10);
	memcpy(text + 10 + 65536, "\n", 2);
	said = read_text(&reading, text);
	assert_int_equal(strlen(said), strlen("head   -1\n0@2|1||-\n") + 65536);
	arena_close(arena);
}

/* A row of many long values moves while it comes, and stays what it was. */
static void long_rows_are_whole(void **state)
{
	static const struct wanted_set wide = {.csv = true,
		.items = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
		.no_header = true};
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&wide, arena);
	enum { LENGTH = 61500, MOST = 17 };
	char *text = arena_alloc(arena, (LENGTH + 1) * MOST + 1),
	     *expected = arena_alloc(arena, (LENGTH + 1) * MOST + 30);
	(void)state;
	for (size_t i = 0; i < MOST; i++) {
		memset(text + i * (LENGTH + 1), (char)('a' + i), LENGTH);
		text[i * (LENGTH + 1) + LENGTH] = i + 1 == MOST ? '\n' : ',';
	}
	char *at = expected + sprintf(expected, "head   -1\n0@1|");
	for (const char *sign = text; *sign != '\0'; sign++)
		*at++ = *sign == ',' ? '|' : *sign;
	assert_string_equal(read_text(&reading, text), expected);
	/* The last value grows by what is left of the 1 MiB, and a byte more. */
	size_t length = strlen(text);
	char *longer = arena_alloc(arena, length + 20000);
	size_t more = ROW_BYTES - (LENGTH + 1) * MOST;
	memcpy(longer, text, length - 1);
	memset(longer + length - 1, 'z', more);
	longer[length - 1 + more] = '\n';
	assert_memory_equal(read_text(&reading, longer), "head", 4);
	longer[length - 1 + more] = 'z';
	longer[length + more] = '\n';
	assert_memory_equal(
		read_text(&reading, longer), "1: set people: a row that says more than 1 MiB", 46);
	arena_close(arena);
}

static void items_that_nobody_named_are_shown_to_who_asks(void **state)
{
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&plain, arena);
	(void)state;
	reading.others = true;
	assert_string_equal(read_text(&reading, "id,x,name,\n1, b ,c,\n"),
		"0 other x=b\n0 other =\nhead   -1\n0@2|1|c|-\n");
	arena_close(arena);
}

static void what_is_known_of_the_head_must_not_be_contradicted(void **state)
{
	struct arena *arena = arena_open();
	static const struct wanted_set said = {
		.csv = true, .items = "id", .head = {[EXPORT_AS_OF] = "day"}};
	struct reading reading = reading_of(&said, arena);
	struct set_head known = set_head_unsaid();
	static const char text[] = "day,id\n2026-11-23,1\n";
	(void)state;
	known.count = 1;
	memcpy(known.municipality, "232068", 7);
	assert_string_equal(read_bytes(&reading, text, strlen(text), &known),
		"head 232068 2026-11-23 1\n0@2|1\n");
	known.count = 0;
	assert_memory_equal(read_bytes(&reading, text, strlen(text), &known),
		"3: set people: the file has 1 rows, and is said to have 0", 57);
	known.as_of = civil_day(2026, 11, 22);
	assert_memory_equal(read_bytes(&reading, text, strlen(text), &known),
		"2: set people: the as-of (item \"day\") is another one", 52);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_say_the_same_however_they_are_written),
		cmocka_unit_test(lines_are_those_of_the_file),
		cmocka_unit_test(a_file_that_may_not_be_whole_is_refused),
		cmocka_unit_test(columns_meet_the_description),
		cmocka_unit_test(columns_may_say_the_head),
		cmocka_unit_test(individual_numbers_are_found_where_they_are_looked_for),
		cmocka_unit_test(long_values_are_refused),
		cmocka_unit_test(long_rows_are_whole),
		cmocka_unit_test(items_that_nobody_named_are_shown_to_who_asks),
		cmocka_unit_test(what_is_known_of_the_head_must_not_be_contradicted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
