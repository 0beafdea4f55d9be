#include "document/mailroom/postage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* 20 g a sheet and 15 g an envelope: two sheets are past the first class. */
static const struct weight_class classes[] = {
	{.grams = 50, .name = "A", .yen = 110}, {.grams = 100, .name = "B", .yen = 140}};
static const struct mail_discount discounts[] = {
	{.name = "two", .from_letters = 2}, {.name = "three", .from_letters = 3}};

static struct postage postage_for(size_t one, size_t two, size_t class_count, struct arena *arena)
{
	const struct office office = {.mailing = {.sheet_grams = 20,
					      .envelope_grams = 15,
					      .bundle_letters = 100,
					      .classes = classes,
					      .class_count = class_count,
					      .discounts = discounts,
					      .discount_count = 2}};
	struct notice notices[8] = {{.number = ""}};
	struct postage postage;
	for (size_t i = 0; i < one + two; i++) {
		notices[i].recipient = (struct recipient){
			.postal = "4860817", .address = "春日井市", .building = ""};
		if (i >= one)
			notices[i].recipient.format = FORMAT_LARGE_PRINT;
		else if (i > 0)
			notices[i].recipient.format = FORMAT_VOICE; /* weighs as much */
	}
	postage_of(&office, notices, one + two, arena, &postage);
	return postage;
}

static void two_sheets_weigh_more_and_may_cost_more(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct postage postage = postage_for(3, 2, 2, arena);
	assert_int_equal(3, postage.kinds[0].pieces);
	assert_int_equal(2, postage.kinds[1].pieces);
	assert_true(postage.kinds[0].grams > 34.9 && postage.kinds[0].grams < 35.1);
	assert_true(postage.kinds[1].grams > 54.9 && postage.kinds[1].grams < 55.1);
	assert_true(postage.grams > 214.9 && postage.grams < 215.1);
	assert_string_equal("A、B", postage.classes);
	assert_int_equal(110, postage.one_yen);
	assert_int_equal(140, postage.two_yen);
	assert_int_equal(3 * 110 + 2 * 140, postage.yen);
	arena_close(arena);
}

/* Where all are of one kind, only its class and price are told. */
static void only_what_there_is_counts(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	assert_string_equal("A", postage_for(1, 0, 2, arena).classes);
	assert_string_equal("A", postage_for(1, 0, 1, arena).classes);
	assert_string_equal("B", postage_for(0, 1, 2, arena).classes);
	assert_int_equal(140, postage_for(0, 1, 2, arena).yen);
	assert_null(postage_for(1, 1, 1, arena).classes);
	assert_int_equal(0, postage_for(1, 1, 1, arena).yen);
	arena_close(arena);
}

/* Letters of two weights are not counted together for a discount. */
static void a_discount_is_for_letters_alike(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	assert_string_equal("three", postage_for(3, 0, 2, arena).discount->name);
	assert_string_equal("two", postage_for(2, 2, 2, arena).discount->name);
	assert_null(postage_for(1, 1, 2, arena).discount);
	arena_close(arena);
}

/* An envelope of three letters is one piece, weighs its sheets, and is what a barcode counts for.
 */
static void letters_that_lie_together_are_one_piece(void **state)
{
	(void)state;
	const struct office office = {.mailing = {.sheet_grams = 20,
					      .envelope_grams = 15,
					      .bundle_letters = 100,
					      .classes = classes,
					      .class_count = 2}};
	struct arena *arena = arena_open();
	struct notice notices[5] = {{.number = ""}};
	struct postage postage;
	for (size_t i = 0; i < 5; i++)
		notices[i].recipient = (struct recipient){
			.postal = "4860817", .address = "春日井市", .building = ""};
	for (int i = 0; i < 2; i++)
		notices[i].enclosure = (struct enclosure){i + 1, 1, 1};
	for (int i = 0; i < 3; i++)
		notices[i + 2].enclosure = (struct enclosure){3, i + 1, 3};
	postage_of(&office, notices, 5, arena, &postage);
	assert_true(postage.shared);
	assert_int_equal(2, postage.kinds[0].pieces);
	assert_int_equal(0, postage.kinds[1].pieces);
	assert_int_equal(1, postage.kinds[2].pieces);
	assert_true(postage.kinds[2].grams > 74.9 && postage.kinds[2].grams < 75.1);
	assert_true(postage.grams > 144.9 && postage.grams < 145.1);
	assert_string_equal("A、B", postage.classes);
	assert_int_equal(2 * 110 + 140, postage.yen);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_sheets_weigh_more_and_may_cost_more),
		cmocka_unit_test(only_what_there_is_counts),
		cmocka_unit_test(a_discount_is_for_letters_alike),
		cmocka_unit_test(letters_that_lie_together_are_one_piece),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
