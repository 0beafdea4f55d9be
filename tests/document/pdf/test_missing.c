/* What stands for a lost sign is told, what names and houses are written with is not. */
#include "document/pdf/missing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
	const char *text, *name, *address; /* what is missing from it as a name, as an address */
} cases[] = {
	{"", "", ""},
	{"春日井 太郎", "", ""},
	{"〓田 太郎", "U+3013", "U+3013"},
	{"■田 ●郎", "U+25A0,U+25CF", "U+25A0,U+25CF"},
	{"□田 □郎", "U+25A1", "U+25A1"},
	{"？田", "U+FF1F", "U+FF1F"},
	{"?田?", "U+003F", "U+003F"},
	{"MARIA ?", "U+003F", "U+003F"},
	{"⿰木太", "U+2FF0", "U+2FF0"},
	{"⿾山", "U+2FFE", "U+2FFE"},
	{"〾山", "U+303E", "U+303E"},
	{"\uFFFD山", "U+FFFD", "U+FFFD"},
	{"U+2363A田", "U+0055 U+002B U+0032 U+0033 U+0036 U+0033 U+0041",
		"U+0055 U+002B U+0032 U+0033 U+0036 U+0033 U+0041"},
	{"u+9ad9", "U+0075 U+002B U+0039 U+0061 U+0064 U+0039",
		"U+0075 U+002B U+0039 U+0061 U+0064 U+0039"},
	{"Ｕ＋９ＡＤ９", "U+FF35 U+FF0B U+FF19 U+FF21 U+FF24 U+FF19",
		"U+FF35 U+FF0B U+FF19 U+FF21 U+FF24 U+FF19"},
	{"\\u9AD9", "U+005C U+0075 U+0039 U+0041 U+0044 U+0039",
		"U+005C U+0075 U+0039 U+0041 U+0044 U+0039"},
	{"&#x9AD9;", "U+0026 U+0023 U+0078 U+0039 U+0041 U+0044 U+0039 U+003B",
		"U+0026 U+0023 U+0078 U+0039 U+0041 U+0044 U+0039 U+003B"},
	{"&amp;", "U+0026 U+0061 U+006D U+0070 U+003B", "U+0026 U+0061 U+006D U+0070 U+003B"},
	{"MJ012345", "U+004D U+004A U+0030 U+0031 U+0032 U+0033 U+0034 U+0035",
		"U+004D U+004A U+0030 U+0031 U+0032 U+0033 U+0034 U+0035"},
	/* symbols: of no name, of some houses */
	{"○田 ☆", "U+25CB,U+2606", ""},
	{"メゾン＃203 ※", "U+FF03,U+203B", ""},
	{"山*太郎", "U+002A", ""},
	{"MARIA APARECIDA…", "U+2026", ""},
	{"￥田", "U+FFE5", ""},
	{"山\\", "U+005C", ""},
	/* letters of names and of addresses */
	{"O'CONNOR-SMITH, MARY・ANN / DE LA CRUZ Jr.", "", ""},
	{"O’BRIEN `ABD ´ALI", "", ""},
	{"佐々木 〆子 ヶ ー 〇 ゝ ヽ", "", ""},
	{"ジャン＝ジャック ﾏﾘ-ﾛｰｽﾞ", "", ""},
	{"山田（旧姓佐藤） [佐藤]「花」", "", ""},
	{"O'BRIEN & <SON> LIAM ＜花＞", "", ""},
	{"㈱山田商会 ㍿ №2", "", ""},
	{"山田&佐藤；", "", ""},
	{"JU+AN", "U+002B", ""},
	{"MJ01234", "", ""},
	{"コーポA&B 101号", "", ""},
	{"サンハイツA‐1棟＠", "U+FF20", ""},
};

static void what_stands_for_a_lost_sign_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char name[256] = "", address[256] = "";
		bool found = missing_placeholders(cases[i].text, MISSING_NAME, name, sizeof name);
		assert_string_equal(name, cases[i].name);
		assert_int_equal(found, name[0] != '\0');
		found = missing_placeholders(
			cases[i].text, MISSING_ADDRESS, address, sizeof address);
		assert_string_equal(address, cases[i].address);
		assert_int_equal(found, address[0] != '\0');
	}
}

static void the_list_stays_within_its_room(void **state)
{
	char missing[8] = "";
	(void)state;
	assert_true(missing_placeholders("〓■", MISSING_NAME, missing, sizeof missing));
	assert_string_equal(missing, "U+3013,");
}

static void a_text_of_blanks_shows_nothing(void **state)
{
	(void)state;
	assert_true(missing_everything(""));
	assert_true(missing_everything(" \u3000\u00A0\u2003"));
	assert_false(missing_everything("\u3000山"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_for_a_lost_sign_is_told),
		cmocka_unit_test(the_list_stays_within_its_room),
		cmocka_unit_test(a_text_of_blanks_shows_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
