#include "document/pdf/barcode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zint.h>

#include <cmocka.h>

/* One row of tests/oracles/customer-barcode.tsv: Japan Post's published examples. */
struct example {
	char postal[8], address[128], number[64], check[8];
};

enum { EXAMPLES = 16, VALUES = 19 };

static size_t read_examples(struct example examples[EXAMPLES])
{
	FILE *stream = fopen("tests/oracles/customer-barcode.tsv", "r");
	assert_non_null(stream);
	char line[512];
	size_t count = 0;
	while (fgets(line, sizeof line, stream) != NULL) {
		if (line[0] == '#')
			continue;
		assert_true(count < EXAMPLES);
		struct example *example = &examples[count++];
		assert_int_equal(sscanf(line, "%7[^\t]\t%127[^\t]\t%63[^\t]\t%7s", example->postal,
					 example->address, example->number, example->check),
			4);
	}
	fclose(stream);
	return count;
}

/* The value of "7", "-" or "CC5". */
static int sign_value(const char *sign)
{
	if (strncmp(sign, "CC", 2) == 0)
		return 10 + sign[2] - '0';
	return sign[0] == '-' ? 10 : sign[0] - '0';
}

/* Independent of the program's table: the published one, 1 long, 2 upper, 3 lower, 4 middle. */
static int bars_value(const char *bars)
{
	static const char *const table[VALUES] = {"144", "114", "132", "312", "123", "141", "321",
		"213", "231", "411", "414", "324", "342", "234", "432", "243", "423", "441", "111"};
	for (int value = 0; value < VALUES; value++) {
		bool equal = true;
		for (int i = 0; i < 3; i++)
			equal = equal && bars[i] == "FADT"[table[value][i] - '1'];
		if (equal)
			return value;
	}
	return -1;
}

/* All sixteen examples: the address number, and the check digit read back from the bars. */
static void test_published_examples(void **state)
{
	(void)state;
	struct example examples[EXAMPLES];
	assert_int_equal(read_examples(examples), EXAMPLES);
	struct arena *arena = arena_open();
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct example *example = &examples[i];
		assert_string_equal(
			barcode_address_number(example->address, arena), example->number);
		char customer[CUSTOMER_BYTES], bars[CUSTOMER_BARS + 1];
		struct town town = {.prefecture = "郵便県", .city = "郵便市", .name = "郵便町"};
		const struct town_list towns = {.list = &town, .count = 1};
		memcpy(town.postal, example->postal, sizeof town.postal);
		assert_true(barcode_customer(&towns, example->postal,
			arena_print(arena, "郵便市郵便町%s", example->address), "", customer));
		assert_true(barcode_bars(customer, bars));
		assert_int_equal(strlen(bars), CUSTOMER_BARS);
		assert_int_equal(bars_value(bars + 2 + 20 * 3), sign_value(example->check));
	}
	arena_close(arena);
}

/* Each example's bars equal zint's own Japan Post symbology where zint takes it. */
static void test_bars_like_zint(void **state)
{
	(void)state;
	struct example examples[EXAMPLES];
	size_t compared = 0;
	assert_int_equal(read_examples(examples), EXAMPLES);
	for (size_t i = 0; i < EXAMPLES; i++) {
		char text[sizeof examples], bars[CUSTOMER_BARS + 1];
		snprintf(text, sizeof text, "%s%s", examples[i].postal, examples[i].number);
		struct zint_symbol *symbol = ZBarcode_Create();
		symbol->symbology = BARCODE_JAPANPOST;
		int status = ZBarcode_Encode(symbol, (const unsigned char *)text, 0);
		size_t places = 0, used = 0;
		for (; text[used] != '\0' && places < 20; used++)
			places += text[used] >= 'A' ? 2 : 1;
		text[used] = '\0';
		assert_true(barcode_bars(text, bars));
		if (status < ZINT_ERROR) {
			compared++;
			for (int k = 0; k < CUSTOMER_BARS; k++) {
				bool up = symbol->encoded_data[0][k * 2 / 8] >> (k * 2 % 8) & 1;
				bool down = symbol->encoded_data[2][k * 2 / 8] >> (k * 2 % 8) & 1;
				char expected = up ? down ? 'F' : 'A' : down ? 'D' : 'T';
				assert_int_equal(bars[k], expected);
			}
		}
		ZBarcode_Delete(symbol);
	}
	assert_true(compared >= 14);
}

/* What the manifest shows: postal code and number, cut to thirteen places, or nothing. */
static void test_customer_string(void **state)
{
	(void)state;
	static const struct town list[] = {
		{"4860844", "愛知県", "春日井市", "鳥居松町"},
		{"4870005", "愛知県", "春日井市", "藤山台"},
		{"9100067", "福井県", "福井市", "新田塚"},
	};
	const struct town_list towns = {.list = list, .count = sizeof list / sizeof list[0]};
	static const struct {
		const char *postal, *address, *building, *expected;
	} cases[] = {
		{"4860844", "愛知県春日井市鳥居松町5丁目44番地", "", "48608445-44"},
		{"4860844", "愛知県春日井市鳥居松町5丁目44番地", NULL, "48608445-44"},
		{"4860844", "愛知県春日井市鳥居松町5丁目44番地", "サンハイツA棟 203号",
			"48608445-44A203"},
		{"4860844", "愛知県春日井市鳥居松町二丁目10番地の3", "コーポ八事201",
			"48608442-10-3-201"},
		{"4860844", "愛知県春日井市廻間町", "", "4860844"},
		/* the thirteenth place is the first half of B */
		{"9100067", "福井県福井市新田塚3丁目80-25", "J1ビル2-B", "91000673-80-25J1-2B"},
		{"4870005", "愛知県春日井市藤山台1丁目1234番地567", "サン89号1011",
			"48700051-1234-567-89"},
		/* a large user's code says all, whatever stands in the address */
		{"4868686", "愛知県春日井市鳥居松町5丁目44番地", "北館3階", "4868686"},
		/* a post office box has its own number only */
		{"4868799", "愛知県春日井市鳥居松町5丁目44番地春日井郵便局私書箱第12号", "3階",
			"486879912"},
		{"4868799", "春日井郵便局私書箱３号", NULL, "48687993"},
		/* where the town ends is not sure */
		{"4860845", "愛知県小牧市瑞穂通5丁目44番地", "", ""},
		{"4860800", "愛知県春日井市鳥居松町5丁目44番地", "", ""},
		{"486084", "愛知県春日井市鳥居松町5丁目44番地", "", ""},
		{"486-844", "愛知県春日井市鳥居松町5丁目44番地", "", ""},
		{"", "愛知県春日井市鳥居松町5丁目44番地", "", ""},
		{NULL, NULL, NULL, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char customer[CUSTOMER_BYTES], bars[CUSTOMER_BARS + 1];
		bool given = barcode_customer(
			&towns, cases[i].postal, cases[i].address, cases[i].building, customer);
		assert_string_equal(customer, cases[i].expected);
		assert_int_equal(given, cases[i].expected[0] != '\0');
		assert_int_equal(barcode_bars(customer, bars), given);
	}
}

/* Strings that are no customer barcode have no bars. */
static void test_no_bars(void **state)
{
	(void)state;
	static const char *const cases[] = {"486084", "486084a", "4860844b", "48608445-44 ",
		"486084412345678901234", "48608445-44住"};
	char bars[CUSTOMER_BARS + 1];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_false(barcode_bars(cases[i], bars));
}

/* A QR code has its three finders, is the same twice, and says so when a text is too long. */
static void test_qr(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct fault why = {0};
	struct qr qr, again;
	assert_true(barcode_qr("BEGIN:VCALENDAR 春日井", false, 57, arena, &qr, &why));
	assert_true(qr.size >= 21 && qr.size <= 57 && qr.size % 4 == 1);
	const int corners[3][2] = {{0, 0}, {0, qr.size - 7}, {qr.size - 7, 0}};
	for (int i = 0; i < 3; i++)
		for (int row = 0; row < 7; row++)
			for (int column = 0; column < 7; column++) {
				int ring = row < column ? row : column;
				int far = row > column ? 6 - row : 6 - column;
				int depth = ring < far ? ring : far;
				int at = (corners[i][0] + row) * qr.size + corners[i][1] + column;
				assert_int_equal(qr.modules[at], depth != 1);
			}
	assert_true(barcode_qr("BEGIN:VCALENDAR 春日井", false, 57, arena, &again, &why));
	assert_memory_equal(
		qr.modules, again.modules, (size_t)(qr.size * qr.size) * sizeof *qr.modules);
	/* What says that it is UTF-8 is another code. */
	assert_true(barcode_qr("BEGIN:VCALENDAR 春日井", true, 57, arena, &again, &why));
	assert_false(again.size == qr.size &&
		     memcmp(qr.modules, again.modules,
			     (size_t)(qr.size * qr.size) * sizeof *qr.modules) == 0);
	char large[1000];
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	assert_false(barcode_qr(large, true, 57, arena, &again, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_examples),
		cmocka_unit_test(test_bars_like_zint),
		cmocka_unit_test(test_customer_string),
		cmocka_unit_test(test_no_bars),
		cmocka_unit_test(test_qr),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
