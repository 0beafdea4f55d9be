#include "intake/office/towns.h"

#include "intake/variant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROW(postal, city, town)                                                                    \
	"23206,\"486  \",\"" postal "\",\"\",\"\",\"\",\"愛知県\",\"" city "\",\"" town            \
	"\",0,0,0,0,0,0\r\n"

struct read_towns {
	bool done;
	struct town_list towns;
	struct fault why;
	const char *folder;
};

static struct read_towns read_text(const char *text, struct arena *arena)
{
	struct read_towns got = {.folder = variant_folder(arena)};
	const char *path = variant_put(got.folder, "towns.csv", text, strlen(text), arena);
	got.done = towns_read(path, arena, &got.towns, &got.why);
	variant_remove(got.folder, arena);
	return got;
}

/* The lists that are shipped: every code of the city, by code. */
static void test_shipped(void **state)
{
	(void)state;
	static const struct {
		const char *path, *city;
		size_t count;
	} lists[] = {{"cron/towns.csv", "春日井市", 144},
		{"cron/examples/ichinomiya/towns.csv", "一宮市", 230}};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		struct town_list towns;
		struct fault why;
		assert_true(towns_read(lists[i].path, arena, &towns, &why));
		assert_int_equal(towns.count, lists[i].count);
		for (size_t k = 0; k < towns.count; k++) {
			assert_string_equal(towns.list[k].prefecture, "愛知県");
			assert_string_equal(towns.list[k].city, lists[i].city);
			assert_true(k == 0 ||
				    strcmp(towns.list[k - 1].postal, towns.list[k].postal) <= 0);
		}
	}
	arena_close(arena);
}

/* What Japan Post writes of a town that is not its name goes. */
static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *written, *name;
	} cases[] = {
		{"鳥居松町", "鳥居松町"},
		{"大泉寺町（東山、１～５番地）", "大泉寺町"},
		{"以下に掲載がない場合", ""},
		{"甲の次に番地がくる場合", ""},
		{"利島村一円", ""},
		{"一円", "一円"},
		{"種市第１５地割～第２１地割（鹿糠）", "種市"},
		{"八丁目", "八丁目"},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read_towns got =
			read_text(arena_print(arena, "%s%s%s",
					  "23206,\"486  \",\"4860844\",,,,愛知県,春日井市,",
					  cases[i].written, ",0,0,0,0,0,0\n"),
				arena);
		assert_true(got.done);
		assert_int_equal(got.towns.count, 1);
		assert_string_equal(got.towns.list[0].name, cases[i].name);
	}
	arena_close(arena);
}

/* Older lists go on over lines until the bracket closes; rows come in any order, a mark may stand
 * first. */
static void test_rows_that_go_on(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct read_towns got = read_text("\xEF\xBB\xBF" ROW("4870002", "春日井市", "乙（一、")
						  ROW("4870002", "春日井市", "二、")
							  ROW("4870002", "春日井市", "三）")
								  ROW("4870001", "春日井市", "甲"),
		arena);
	assert_true(got.done);
	assert_int_equal(got.towns.count, 2);
	assert_string_equal(got.towns.list[0].name, "甲");
	assert_string_equal(got.towns.list[1].name, "乙");
	arena_close(arena);
}

/* What is no such list is refused with its line. */
static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told;
	} cases[] = {
		{"", ":1: no towns"},
		{ROW("4860844", "春日井市", "甲") "1,2,3\r\n", ":2: not fifteen"},
		{"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\r\n", ":1: more than fifteen"},
		{ROW("486-0844", "春日井市", "甲"), ":1: the third column"},
		{ROW("486084", "春日井市", "甲"), ":1: the third column"},
		{ROW("486084a", "春日井市", "甲"), ":1: the third column"},
		{ROW("4860844", "春日井市", "\x8F\x74"), ":1: not UTF-8"},
		{ROW("4860844", "春日井市", "甲（"), ":2: the last row goes on"},
		{"\n\n1,2\n", ":3: not fifteen"},
		{"1,\0,3\r\n", ":1: "},
		{ROW("4860844", "春日井市", "甲") "\"1\"2,3\r\n", ":2: "},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read_towns got = read_text(cases[i].text, arena);
		assert_false(got.done);
		assert_int_equal(got.why.kind, FAULT_OFFICE);
		if (strstr(got.why.message, cases[i].told) == NULL)
			fail_msg("%s: %s", cases[i].told, got.why.message);
	}
	struct town_list towns;
	struct fault why;
	assert_false(towns_read("tests/no-such-file.csv", arena, &towns, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_rows_that_go_on),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
