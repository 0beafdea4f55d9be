#include "base/retell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void a_kept_sentence_is_told_in_japanese(void **state)
{
	(void)state;
	static const struct {
		const char *said, *expected;
	} cases[] = {
		/* with its values, and words of tables among them */
		{"card: the stored expiry lies before the day of issue; stored 2026-01-31",
			"カード: 期限が発行日より前になっている。記録 2026-01-31"},
		{"card: no rule gives the stored expiry; it is used all the same; stored "
		 "2027-02-11; the rules give 2027-02-10",
			"カード: 記録の期限が、どの決まりからも出てこない。記録のとおりに扱った。"
			"記録 2027-02-11、決まりでは 2027-02-10"},
		/* values change their order */
		{"active cards: 12 instead of the last night's 900, fewer by more than 50 in a "
		 "thousand; has a part of the export been forgotten?",
			"有効なカード: 前の夜の900が12になり、千分の50を超えて減っています。"
			"データの一部を忘れていませんか"},
		/* a sentence within a sentence */
		{"set 証明, line 12: card/@issued is missing",
			"データ 証明 の12行目: card/@issued がありません"},
		{"cards file: the register has no such resident",
			"カードデータ: 住民データにこの住民はいない"},
		/* a value that is printed by a length of its own */
		{"an element that card does not know here: \"ward\"",
			"カード のここでは使えない element があります: 「ward」"},
		/* texts side by side: the first takes nothing */
		{"2026-11-24: a, by b; c", "2026-11-24: a、b; c"},
		/* what no format fits stays */
		{"〓 U+3013", "〓 U+3013"},
		{"", ""},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(retell("ja", cases[i].said, arena), cases[i].expected);
	assert_string_equal(retell("en", cases[0].said, arena), cases[0].said);
	arena_close(arena);
}

/* Formats with many texts side by side fit such a sentence in more ways than could be tried. */
static void a_text_that_nearly_fits_many_formats_is_told_at_once(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	const char *text = "";
	for (int i = 0; i < 60; i++)
		text = arena_print(arena, "%s, by ; x: 1 (%d) of ", text, i);
	clock_t begun = clock();
	assert_true(strlen(retell("ja", text, arena)) > 100);
	assert_true(clock() - begun < 2 * CLOCKS_PER_SEC);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kept_sentence_is_told_in_japanese),
		cmocka_unit_test(a_text_that_nearly_fits_many_formats_is_told_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
