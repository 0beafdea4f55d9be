#include "document/pdf/glyph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct template_font names = {
	.name = "names", .families = {"IPAmjMincho", "Noto Serif CJK JP"}, .family_count = 2};

#define MINCHO(text) "<span font_family=\"IPAmjMincho\" weight=\"normal\">" text "</span>"
#define NOTO(text)   "<span font_family=\"Noto Serif CJK JP\" weight=\"normal\">" text "</span>"

/* U+845B and U+8FBB with selectors, U+908A with one, written out to be seen. */
#define KATSU      "\xE8\x91\x9B"
#define TSUJI      "\xE8\xBE\xBB"
#define NABE       "\xE9\x82\x8A"
#define VS17       "\xF3\xA0\x84\x80" /* U+E0100: Adobe-Japan1 */
#define VS19       "\xF3\xA0\x84\x82" /* U+E0102: Moji_Joho */
#define VS25       "\xF3\xA0\x84\x88" /* U+E0108 */
#define VS256      "\xF3\xA0\x87\xAF" /* U+E01EF: of no collection */
#define PRIVATE    "\xEE\x80\x80"     /* U+E000 */
#define ZERO_WIDTH "\xE2\x80\x8B"     /* U+200B */

static int open_names(void **state)
{
	struct fault why = {0};
	struct glyphs *glyphs;
	if (!glyphs_open(&names, &glyphs, &why))
		return -1;
	*state = glyphs;
	return 0;
}

static int close_names(void **state)
{
	glyphs_close(*state);
	return 0;
}

/* What can be drawn, by which font, how wide, and what is missing. */
static void test_verdicts(void **state)
{
	static const struct {
		const char *text, *markup, *missing;
		double ems;
	} cases[] = {
		{"", "", "", 0},
		{"春日井", MINCHO("春日井"), "", 3},
		{"5-44", MINCHO("5-44"), "", -1},
		/* sequences of the registers' collection, drawn by its font */
		{KATSU VS19 "城", MINCHO(KATSU VS19 "城"), "", 2},
		{TSUJI VS19, MINCHO(TSUJI VS19), "", 1},
		{NABE VS25, MINCHO(NABE VS25), "", 1},
		/* one of the other collection, by the other font */
		{KATSU VS17 "城", NOTO(KATSU VS17) MINCHO("城"), "", 2},
		/* beyond the BMP, compatibility ideographs, half-width kana */
		{"𠮷野", MINCHO("𠮷野"), "", 2},
		{"﨑髙", MINCHO("﨑髙"), "", 2},
		{"ｶｽｶﾞｲ", MINCHO("ｶｽｶﾞｲ"), "", 2.5},
		/* foreign names */
		{"简", NOTO("简"), "", 1},
		{"李简明", MINCHO("李") NOTO("简") MINCHO("明"), "", 3},
		{"JOÃO", MINCHO("JOÃO"), "", -1},
		/* marks apart, as the one sign for both; of no other sign */
		{"JOS"
		 "E\u0301"
		 " NUN\u0303"
		 "EZ",
			MINCHO("JOSÉ NUÑEZ"), "", -1},
		{"NGUYE\u0302\u0303N", MINCHO("NGUY") NOTO("Ễ") MINCHO("N"), "", -1},
		{"か\u3099ハ\u309A", MINCHO("がパ"), "", 2},
		{"\u1100\u1161\u11A8", NOTO("각"), "", -1},
		{"A&E\u0301"
		 "<简",
			MINCHO("A&amp;É&lt;") NOTO("简"), "", -1},
		{"神\uFA19\u212B", MINCHO("神\uFA19\u212B"), "", -1},
		{"か\u309A", NULL, "U+304B U+309A", -1},
		{"山\u0301", NULL, "U+5C71 U+0301", -1},
		{"\uFA19\u3099", NULL, "U+FA19 U+3099", -1},
		{"\u0301X", NULL, "U+0301", -1},
		{"X\u0301", NULL, "U+0058 U+0301", -1},
		/* blanks are seen as such, what else shows nothing is not drawn */
		{"山\u3000田\u00A0中", MINCHO("山\u3000田\u00A0中"), "", -1},
		{"\u3164", NULL, "U+3164", -1},
		{"\u2800\u115F\uFFA0", NULL, "U+2800,U+115F,U+FFA0", -1},
		{"山\u034F", NULL, "U+5C71 U+034F", -1},
		{KATSU VS19 VS25, NULL, "U+845B U+E0102 U+E0108", -1},
		{VS19, NULL, "U+E0102", -1},
		{"A\uFE0F", NULL, "U+0041 U+FE0F", -1},
		{"\uFDD0", NULL, "U+FDD0", -1},
		/* markup's own signs */
		{"A&B<", MINCHO("A&amp;B&lt;"), "", -1},
		/* what nothing draws */
		{KATSU VS256 "城", NULL, "U+845B U+E01EF", 2},
		{"山" PRIVATE "田", NULL, "U+E000", 3},
		{PRIVATE PRIVATE, NULL, "U+E000", 2},
		{"😀" PRIVATE, NULL, "U+1F600,U+E000", -1},
		{"山" ZERO_WIDTH "田", NULL, "U+200B", -1},
		{"山\t田", NULL, "U+0009", -1},
		{"\xFF", NULL, "U+FFFD", -1},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char missing[64] = "";
		double ems;
		bool proven = glyphs_prove(*state, cases[i].text, &ems, missing, sizeof missing);
		assert_string_equal(missing, cases[i].missing);
		assert_int_equal(proven, cases[i].missing[0] == '\0');
		if (cases[i].ems >= 0)
			assert_true(ems > cases[i].ems - 0.01 && ems < cases[i].ems + 0.01);
		if (cases[i].markup != NULL)
			assert_string_equal(
				glyphs_markup(*state, cases[i].text, arena), cases[i].markup);
	}
	arena_close(arena);
}

/* The list of what is missing stays within its room, and verdicts outlast the table's growth. */
static void test_many_signs(void **state)
{
	char missing[12] = "";
	double ems;
	assert_false(glyphs_prove(
		*state, PRIVATE "\xEE\x80\x81\xEE\x80\x82", &ems, missing, sizeof missing));
	assert_string_equal(missing, "U+E000,U+E0");
	for (int round = 0; round < 2; round++)
		for (uint32_t sign = 0x4E00; sign < 0x4E00 + 5000; sign++) {
			char text[4] = {(char)(0xE0 | sign >> 12),
				(char)(0x80 | (sign >> 6 & 0x3F)), (char)(0x80 | (sign & 0x3F))};
			char none[16] = "";
			assert_true(glyphs_prove(*state, text, &ems, none, sizeof none));
		}
}

/* A family that is not there is named, not replaced. */
static void test_missing_family(void **state)
{
	(void)state;
	static const struct template_font none = {
		.families = {"IPAmjMincho", "No Such Mincho"}, .family_count = 2};
	struct glyphs *glyphs = NULL;
	struct fault why = {0};
	assert_false(glyphs_open(&none, &glyphs, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_non_null(strstr(why.message, "No Such Mincho"));
	assert_null(glyphs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_verdicts, open_names, close_names),
		cmocka_unit_test_setup_teardown(test_many_signs, open_names, close_names),
		cmocka_unit_test(test_missing_family),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
