#include "intake/requests/request_file.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Files as a booking system, a form and a spreadsheet write them, and as they arrive when something
 * went wrong on the way: a row costs itself alone, and a file that is none is refused whole. */

#define HEAD "request,action,who,of,counter,day,time,minutes,asked\r\n"
#define GOOD "G1,move,26-000001-3,,cityhall,2026-12-16,17:30,,2026-12-01T23:05\r\n"

static bool read_bytes(const char *bytes, size_t length, struct arena *arena,
	struct request_file *file, struct fault *why)
{
	FILE *stream = tmpfile();
	assert_non_null(stream);
	fwrite(bytes, 1, length, stream);
	rewind(stream);
	*file = (struct request_file){0};
	bool done = request_file_read(stream, "requests.csv", arena, file, why);
	fclose(stream);
	return done;
}

static bool read_text(
	const char *text, struct arena *arena, struct request_file *file, struct fault *why)
{
	return read_bytes(text, strlen(text), arena, file, why);
}

static void test_what_a_row_says(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct request_file file;
	struct fault why = {0};
	assert_true(
		read_text("\xEF\xBB\xBF" HEAD GOOD "\"G2\",cancel,\"1009\",,,,,,2026-12-01T08:00\n"
			  "\r\n"
			  "x.Y:z_-9,book,,,tobu,2026-12-17,10:00,60,2026-12-01T08:00\r\n"
			  "G4,cancel,,G3,tobu,2026-12-17,10:00,,2026-12-01T08:00\r\n",
			arena, &file, &why));
	assert_int_equal(file.count, 4);
	for (size_t i = 0; i < file.count; i++)
		assert_null(file.list[i].wrong);
	const struct desk_request *move = &file.list[0], *cancel = &file.list[1],
				  *book = &file.list[2];
	assert_int_equal(move->line, 2);
	assert_string_equal(move->id, "G1");
	assert_int_equal(move->action, REQUEST_MOVE);
	assert_string_equal(move->who, "26-000001-3");
	assert_string_equal(move->counter, "cityhall");
	assert_int_equal(move->day, civil_day(2026, 12, 16));
	assert_int_equal(move->starts, 17 * 60 + 30);
	assert_int_equal(move->asked_day, civil_day(2026, 12, 1));
	assert_int_equal(move->asked_minute, 23 * 60 + 5);
	assert_int_equal(cancel->line, 3);
	assert_int_equal(cancel->action, REQUEST_CANCEL);
	assert_int_equal(cancel->day, DAY_NONE);
	assert_int_equal(book->line, 5);
	assert_int_equal(book->minutes, 60);
	assert_string_equal(file.list[3].of, "G3");
	arena_close(arena);
}

/* The order of the columns and what may lack are not the content; each field is. */
static void test_the_same_content(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct request_file one, other;
	struct fault why = {0};
	assert_true(read_text(HEAD GOOD
		"G1,move,26-000001-3,,cityhall,2026-12-16,17:30,,2026-12-01T23:06\r\n",
		arena, &one, &why));
	assert_true(read_text("asked,time,day,counter,who,action,request\n"
			      "2026-12-01T23:05,17:30,2026-12-16,cityhall,26-000001-3,move,G1\n",
		arena, &other, &why));
	assert_string_equal(one.list[0].content, other.list[0].content);
	assert_string_not_equal(one.list[0].content, one.list[1].content);
	arena_close(arena);
}

static void test_a_row_costs_itself_alone(void **state)
{
	(void)state;
	static char long_line[1200];
	memset(long_line, 'x', sizeof long_line - 1);
	static const struct {
		const char *row, *wrong;
	} rows[] = {
		{"B,move,26-000001-3,,cityhall,2026-12-16,17:30,2026-12-01T23:05", "8 fields"},
		{"B,move,26-000001-3,,cityhall,2026-12-16,17:30,,2026-12-01T23:05,x", "10 fields"},
		{"B,move,\"26-000001-3,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "quotes"},
		{"B,move,26\"1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "quotes"},
		{"B,move,\"26\"1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "quotes"},
		{"B,move,\x8B\xE8,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "UTF-8"},
		{"B,move,26\t1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "control"},
		{"B,move,26\r1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "control"},
		{long_line, "longer than"},
		{"request,action,who,of,counter,day,time,minutes,asked", "action"},
		{"B C,move,1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "id"},
		{",move,1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "id"},
		{"B,swap,1,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "action"},
		{"B,move,1,,cityhall,2026-02-29,17:30,,2026-12-01T23:05", "day"},
		{"B,move,1,,cityhall,2026-12-16,25:00,,2026-12-01T23:05", "time"},
		{"B,move,1,,cityhall,2026-12-16,,,2026-12-01T23:05", "go together"},
		{"B,move,1,,cityhall,2026-12-16,17:30,,2026-12-01", "asked"},
		{"B,move,1,,cityhall,2026-12-16,17:30,,", "asked"},
		{"B,move,,,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "who or of"},
		{"B,move,1,G1,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "not both"},
		{"B,move,,a b,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "request's id"},
		{"B,book,,G1,cityhall,2026-12-16,17:30,,2026-12-01T23:05", "no other request"},
		{"B,book,,,,2026-12-16,17:30,,2026-12-01T23:05", "needed"},
		{"B,move,1,,,,,,2026-12-01T23:05", "needed"},
		{"B,cancel,1,,cityhall,,,,2026-12-01T23:05", "all of them"},
		{"B,book,1,,cityhall,2026-12-16,17:30,30,2026-12-01T23:05", "how long"},
		{"B,book,,,cityhall,2026-12-16,17:30,0,2026-12-01T23:05", "minutes"},
		{"B,book,,,cityhall,2026-12-16,17:30,1441,2026-12-01T23:05", "minutes"},
		{"B,book,,,cityhall,2026-12-16,17:30,half,2026-12-01T23:05", "minutes"},
		{"B,book,12345678901234567890123456789012345678901,,c,2026-12-16,17:30,,"
		 "2026-12-01T23:05",
			"too long"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct arena *arena = arena_open();
		struct request_file file;
		struct fault why = {0};
		const char *text = arena_print(arena, "%s%s%s\r\n%s", HEAD, GOOD, rows[i].row,
			"G9,cancel,26-000001-3,,,,,,2026-12-01T23:05\r\n");
		assert_true(read_text(text, arena, &file, &why));
		assert_int_equal(file.count, 3);
		assert_null(file.list[0].wrong);
		assert_null(file.list[2].wrong);
		assert_int_equal(file.list[2].line, 4);
		if (file.list[1].wrong == NULL || strstr(file.list[1].wrong, rows[i].wrong) == NULL)
			fail_msg("%s: %s", rows[i].row, file.list[1].wrong);
		assert_false(file.list[1].cut_off);
		arena_close(arena);
	}
}

/* Wherever the file ends within a row, that row is none, and those before it are; where it ends
 * within its header, whole names or not, it is none. */
static void test_cut_off(void **state)
{
	(void)state;
	static const char text[] = HEAD GOOD GOOD;
	size_t head = strlen(HEAD), row = strlen(GOOD);
	for (size_t length = 0; length < head; length++) {
		struct arena *arena = arena_open();
		struct request_file file;
		struct fault why = {0};
		assert_false(read_bytes(text, length, arena, &file, &why));
		assert_int_equal(why.kind, FAULT_REGISTER);
		arena_close(arena);
	}
	for (size_t length = head; length <= head + 2 * row; length++) {
		struct arena *arena = arena_open();
		struct request_file file;
		struct fault why = {0};
		assert_true(read_bytes(text, length, arena, &file, &why));
		size_t over = (length - head) % row;
		assert_int_equal(file.count, (length - head) / row + (over > 0 ? 1 : 0));
		for (size_t i = 0; i < file.count; i++)
			assert_int_equal(file.list[i].cut_off, i == (length - head) / row);
		assert_true(over == 0 || file.list[file.count - 1].wrong != NULL);
		arena_close(arena);
	}
}

static void test_no_such_file(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *said;
	} files[] = {
		{"", 0, "is empty"},
		{GOOD, sizeof GOOD - 1, ":1: column 1 is none"},
		{"request,action,who,counter,day,time\n", 36, "no column is named \"asked\""},
		{"request,action,who,counter,day,time,asked,day\n", 46,
			"two columns are named \"day\""},
		{"request,action,who,counter,day,time,asked,name\n", 47, "column 8 is none"},
		{"request,action,who,of,counter,day,time,minutes,asked,x\n", 55, "more than 9"},
		{"Request,action,who,counter,day,time,asked\n", 42, "column 1 is none"},
		{"r\0e\0q\0", 6, "control"},
		{"\xFF\xFEr\0", 4, "UTF-8"},
		{"%PDF-1.7 \xE2\xE3", 11, "UTF-8"},
		{"request,\"action,who\n", 20, "quotes"},
	};
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct arena *arena = arena_open();
		struct request_file file;
		struct fault why = {0};
		assert_false(read_bytes(files[i].bytes, files[i].length, arena, &file, &why));
		assert_int_equal(why.kind, FAULT_REGISTER);
		if (strstr(why.message, files[i].said) == NULL)
			fail_msg("%s: %s", files[i].said, why.message);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_row_says),
		cmocka_unit_test(test_the_same_content),
		cmocka_unit_test(test_a_row_costs_itself_alone),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_no_such_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
