#include "document/pdf/town_end.h"

#include "base/arena.h"
#include "document/pdf/barcode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* tests/oracles/barcode-towns.tsv: towns all over the country whose names hold a numeral, an
 * address in each and its barcode. */
struct oracle {
	struct town town;
	const char *address, *barcode;
};

static int by_postal(const void *left, const void *right)
{
	return strcmp(((const struct oracle *)left)->town.postal,
		((const struct oracle *)right)->town.postal);
}

static size_t read_oracle(struct oracle **rows, struct arena *arena)
{
	FILE *stream = fopen("tests/oracles/barcode-towns.tsv", "r");
	assert_non_null(stream);
	size_t count = 0, capacity = 0;
	char line[512];
	while (fgets(line, sizeof line, stream) != NULL) {
		if (line[0] == '#')
			continue;
		char *fields[6], *rest = NULL;
		fields[0] = strtok_r(line, "\t\n", &rest);
		for (int i = 1; i < 6; i++) {
			fields[i] = strtok_r(NULL, "\t\n", &rest);
			assert_non_null(fields[i]);
		}
		*rows = arena_grow(arena, *rows, count, 1, &capacity, sizeof **rows);
		struct oracle *row = &(*rows)[count++];
		*row = (struct oracle){.town = {.prefecture = arena_copy(arena, fields[1]),
					       .city = arena_copy(arena, fields[2]),
					       .name = arena_copy(arena, fields[3])},
			.address = arena_copy(arena, fields[4]),
			.barcode = arena_copy(arena, fields[5])};
		memcpy(row->town.postal, fields[0], 8);
	}
	fclose(stream);
	qsort(*rows, count, sizeof **rows, by_postal);
	return count;
}

/* Towns whose names hold numerals: exact with the list; without it right or no barcode. */
static void test_names_with_numerals(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct oracle *rows = NULL;
	size_t count = read_oracle(&rows, arena);
	assert_true(count > 380);
	struct town *list = arena_alloc(arena, count * sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = rows[i].town;
	const struct town_list towns = {.list = list, .count = count};
	for (size_t i = 0; i < count; i++) {
		char barcode[CUSTOMER_BYTES];
		assert_true(barcode_customer(
			&towns, rows[i].town.postal, rows[i].address, "", barcode));
		assert_string_equal(barcode, rows[i].barcode);
		if (barcode_customer(NULL, rows[i].town.postal, rows[i].address, "", barcode))
			assert_string_equal(barcode, rows[i].barcode);
	}
	arena_close(arena);
}

struct ending {
	const char *postal, *address;
	enum town_end end;
	const char *rest; /* of TOWN_ENDS */
};

static void assert_endings(const struct town_list *towns, const struct ending *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *rest = NULL;
		enum town_end end = town_end(towns, cases[i].postal, cases[i].address, &rest);
		if (end != cases[i].end)
			fail_msg("%s: %d", cases[i].address, (int)end);
		if (end == TOWN_ENDS)
			assert_string_equal(rest, cases[i].rest);
	}
}

/* Without a list only what cannot be otherwise counts. */
static void test_without_list(void **state)
{
	(void)state;
	static const struct ending cases[] = {
		{"4860836", "愛知県春日井市八事町10番地の3", TOWN_ENDS, "10番地の3"},
		{"4860836", "愛知県春日井市八事町１０番地３", TOWN_ENDS, "１０番地３"},
		{"1020085", "東京都千代田区六番町15番地2", TOWN_ENDS, "15番地2"},
		{"4860811", "愛知県春日井市東山町1番2号", TOWN_ENDS, "1番2号"},
		{"4860811", "愛知県春日井市東山町12番", TOWN_ENDS, "12番"},
		{"4860811", "愛知県春日井市東山町12番 サン", TOWN_ENDS, "12番 サン"},
		{"4860811", "愛知県春日井市廻間町", TOWN_ENDS, ""},
		{"5180617", "三重県名張市美旗町中１番4番地", TOWN_UNSURE, NULL},
		{"5180617", "三重県名張市美旗町中１番4-5", TOWN_UNSURE, NULL},
		{"5180617", "三重県名張市美旗町中１番町4番地", TOWN_UNSURE, NULL},
		{"4860844", "愛知県春日井市鳥居松町5丁目44番地", TOWN_UNSURE, NULL},
		{"4860844", "愛知県春日井市鳥居松町二丁目44番地", TOWN_UNSURE, NULL},
		{"4860844", "愛知県春日井市鳥居松町5-44", TOWN_UNSURE, NULL},
		{"4860844", "愛知県春日井市鳥居松町44", TOWN_UNSURE, NULL},
		{"0010901", "北海道札幌市北区新琴似一条10番地", TOWN_ENDS, "10番地"},
		{"0010901", "北海道札幌市北区新琴似1条10番地", TOWN_UNSURE, NULL},
		{"0610616", "北海道樺戸郡浦臼町浦臼第６番地", TOWN_UNSURE, NULL},
		{"1060045", "東京都港区麻布十番4番地", TOWN_UNSURE, NULL},
		{"4868844", "愛知県春日井市鳥居松町44番地", TOWN_UNSURE, NULL},
	};
	assert_endings(NULL, cases, sizeof cases / sizeof cases[0]);
	const struct town_list empty = {.count = 0};
	assert_endings(&empty, cases, sizeof cases / sizeof cases[0]);
}

static const struct town few[] = {
	{"0010901", "北海道", "札幌市北区", "新琴似一条"},
	{"1000301", "東京都", "利島村", ""},
	{"4800301", "愛知県", "春日井市", "内津町"},
	{"4860813", "愛知県", "春日井市", "金ケ口町"},
	{"4860818", "愛知県", "春日井市", "東野町"},
	{"4860818", "愛知県", "春日井市", "東野町西"},
	{"4860836", "愛知県", "春日井市", "八事町"},
	{"4860844", "愛知県", "春日井市", "鳥居松町"},
	{"6008205", "京都府", "京都市下京区", "上之町"},
	{"6048042", "京都府", "京都市中京区", "中之町"},
	{"6050000", "京都府", "京都市東山区", "東"},
	{"9600625", "福島県", "伊達市", "保原町２丁目"},
};
static const struct town_list few_towns = {.list = few, .count = sizeof few / sizeof few[0]};

/* With it the name is found however it is written; what it does not know stays unsure. */
static void test_with_list(void **state)
{
	(void)state;
	static const struct ending cases[] = {
		{"4860844", "愛知県春日井市鳥居松町5丁目44番地", TOWN_ENDS, "5丁目44番地"},
		{"4860844", "春日井市鳥居松町5-44", TOWN_ENDS, "5-44"},
		{"4860844", "愛知県 春日井市 鳥居松町　五丁目44", TOWN_ENDS, "　五丁目44"},
		{"4860836", "愛知県春日井市八事町二丁目10番地", TOWN_ENDS, "二丁目10番地"},
		{"4860813", "愛知県春日井市金ヶ口町1丁目", TOWN_ENDS, "1丁目"},
		{"4860813", "愛知県春日井市大字金ケ口町1丁目", TOWN_ENDS, "1丁目"},
		/* the longest of a code's names, and not a part of one */
		{"4860818", "愛知県春日井市東野町西3丁目2", TOWN_ENDS, "3丁目2"},
		{"4860818", "愛知県春日井市東野町3丁目2", TOWN_ENDS, "3丁目2"},
		/* a numeral in each of its ways, but not the beginning of another one */
		{"0010901", "北海道札幌市北区新琴似1条10丁目", TOWN_ENDS, "10丁目"},
		{"0010901", "北海道札幌市北区新琴似１条10丁目", TOWN_ENDS, "10丁目"},
		{"0010901", "北海道札幌市北区新琴似一条10丁目", TOWN_ENDS, "10丁目"},
		{"0010901", "北海道札幌市北区新琴似十一条10丁目", TOWN_UNSURE, NULL},
		{"9600625", "福島県伊達市保原町二丁目4番地", TOWN_ENDS, "4番地"},
		{"9600625", "福島県伊達市保原町12丁目4番地", TOWN_UNSURE, NULL},
		/* streets before the town */
		{"6048042", "京都府京都市中京区三条通寺町西入中之町5番地", TOWN_ENDS, "5番地"},
		{"6048042", "京都府京都市中京区中之町通三条上る中之町5丁目", TOWN_ENDS,
			"通三条上る中之町5丁目"},
		{"6008205", "京都府京都市下京区上之町西入上之町下る上之町5丁目", TOWN_ENDS,
			"西入上之町下る上之町5丁目"},
		{"6050000", "京都府京都市東山区祇園東2丁目", TOWN_UNSURE, NULL},
		/* the code stands for the whole place: as without a list */
		{"1000301", "東京都利島村5番地", TOWN_ENDS, "5番地"},
		{"1000301", "東京都利島村5丁目4番地", TOWN_UNSURE, NULL},
		/* another town's address */
		{"4860844", "愛知県春日井市八事町5丁目44番地", TOWN_UNSURE, NULL},
		{"4860844", "愛知県小牧市鳥居松町5丁目44番地", TOWN_UNSURE, NULL},
		/* a code of no town, in a city of the list, and elsewhere */
		{"4868686", "愛知県春日井市鳥居松町5丁目44番地", TOWN_NONE, NULL},
		{"4868686", "春日井市鳥居松町5丁目44番地", TOWN_NONE, NULL},
		{"4858686", "愛知県小牧市堀の内三丁目1番地", TOWN_UNSURE, NULL},
		{"4850046", "愛知県小牧市堀の内1番地", TOWN_ENDS, "1番地"},
	};
	assert_endings(&few_towns, cases, sizeof cases / sizeof cases[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_with_numerals),
		cmocka_unit_test(test_without_list),
		cmocka_unit_test(test_with_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
