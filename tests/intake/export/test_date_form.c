/* Every day in every form, and what is no day in none. */
#include "intake/export/date_form.h"

#include "base/civil.h"
#include "intake/export/described.h"

static const struct date_forms usual = {
	.era_of_digit = {ERA_NONE, ERA_MEIJI, ERA_TAISHO, ERA_SHOWA, ERA_HEISEI, ERA_REIWA,
		ERA_NONE, ERA_NONE, ERA_NONE, ERA_NONE},
};

/* The value read by one form alone; "" when it does not fit, and then nothing was written. */
static const char *read_as(enum date_form form, const char *value)
{
	static char out[DATE_TEXT_BYTES];
	struct date_forms forms = usual;
	forms.forms[0] = form;
	forms.count = 1;
	memset(out, '~', sizeof out);
	if (date_forms_read(&forms, value, strlen(value), out))
		return out;
	for (size_t i = 0; i < sizeof out; i++)
		assert_int_equal(out[i], '~');
	return "";
}

static void words_are_those_of_the_schema(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	const char *words[20];
	assert_int_equal(schema_words("simpleType name=\"form\"", arena, words, 20), DATE_FORMS);
	for (size_t i = 0; i < DATE_FORMS; i++)
		assert_string_equal(words[i], date_form_words[i]);
	assert_int_equal(schema_words("The eras since 1868", arena, words, 20), ERAS);
	for (size_t i = 0; i < ERAS; i++)
		assert_string_equal(words[i], date_era_words[i]);
	arena_close(arena);
}

/* ---- every day ---- */

/* A number in wide digits. */
static const char *widened(const char *text, char *out)
{
	char *to = out;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9')
			to += sprintf(to, "\xEF\xBC%c", 0x90 + (*at - '0'));
		else
			*to++ = *at;
	}
	*to = '\0';
	return out;
}

static void check_day(enum date_form form, const char *written, const char *expected)
{
	const char *read = read_as(form, written);
	if (strcmp(read, expected) != 0)
		fail_msg("%s \"%s\" is read as \"%s\", not %s", date_form_words[form], written,
			read, expected);
}

static void check_plain_forms(const struct civil *day, const char *expected)
{
	static const struct {
		enum date_form form;
		const char *format;
	} forms[] = {
		{DATE_ISO, "%04d-%02d-%02d"},
		{DATE_ISO_TIME, "%04d-%02d-%02dT00:00:00"},
		{DATE_DIGITS, "%04d%02d%02d"},
		{DATE_SLASHES, "%04d/%02d/%02d"},
		{DATE_SLASHES, "%d/%d/%d"},
		{DATE_SLASHES_TIME, "%d/%d/%d 0:00:00"},
		{DATE_KANJI, "%d年%d月%d日"},
		{DATE_KANJI, "%d年%02d月%02d日"},
		{DATE_KANJI, "%d年%2d月%2d日"},
	};
	char written[100], wide[200];
	for (size_t i = 0; i < COUNT(forms); i++) {
		snprintf(written, sizeof written, forms[i].format, day->year, day->month, day->day);
		check_day(forms[i].form, written, expected);
		if (forms[i].form == DATE_KANJI)
			check_day(DATE_KANJI, widened(written, wide), expected);
		else if (forms[i].form != DATE_ISO_TIME && forms[i].form != DATE_SLASHES_TIME)
			assert_string_equal(read_as(forms[i].form, widened(written, wide)), "");
	}
}

/* In the years of one era, which may have ended. */
static void check_era_forms(
	const struct civil *day, size_t era, int first_year, const char *expected)
{
	static const char *const names[] = {"明治", "大正", "昭和", "平成", "令和"};
	char written[100], wide[200];
	int year = day->year - first_year + 1;
	if (year > 99)
		return;
	snprintf(written, sizeof written, "%s%d年%d月%d日", names[era], year, day->month, day->day);
	check_day(DATE_ERA_KANJI, written, expected);
	check_day(DATE_ERA_KANJI, widened(written, wide), expected);
	for (size_t i = 0; i < 3; i++) {
		char mark = "./-"[i];
		snprintf(written, sizeof written, i == 0 ? "%c%d%c%d%c%d" : "%c%02d%c%02d%c%02d",
			"MTSHR"[era], year, mark, day -> month, mark, day -> day);
		check_day(DATE_ERA_LETTER, written, expected);
	}
	snprintf(written, sizeof written, "%d%02d%02d%02d", (int)era + 1, year, day->month,
		day->day);
	check_day(DATE_ERA_DIGITS, written, expected);
	if (year != 1)
		return;
	snprintf(written, sizeof written, "%s元年%d月%d日", names[era], day->month, day->day);
	check_day(DATE_ERA_KANJI, written, expected);
}

static void every_day_from_1868_to_2100_reads_back_from_every_form(void **state)
{
	(void)state;
	static const struct civil firsts[] = {
		{1868, 10, 23}, {1912, 7, 30}, {1926, 12, 25}, {1989, 1, 8}, {2019, 5, 1}};
	for (day_number day = civil_day(1868, 1, 1); day <= civil_day(2100, 12, 31); day++) {
		struct civil parts = civil_parts(day);
		char expected[CIVIL_DATE_BYTES];
		civil_format(day, expected);
		check_plain_forms(&parts, expected);
		for (size_t i = 0; i < COUNT(firsts); i++)
			if (day >= civil_day(firsts[i].year, firsts[i].month, firsts[i].day))
				check_era_forms(&parts, i, firsts[i].year, expected);
	}
}

/* ---- one by one ---- */

struct date_case {
	enum date_form form;
	const char *value, *expected; /* "": it does not fit */
};

static void check_cases(const struct date_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_day(cases[i].form, cases[i].value, cases[i].expected);
}

static void an_era_begins_on_its_day_and_its_years_go_on(void **state)
{
	(void)state;
	static const struct date_case cases[] = {
		{DATE_ERA_KANJI, "明治元年10月22日", ""},
		{DATE_ERA_KANJI, "明治元年10月23日", "1868-10-23"},
		{DATE_ERA_KANJI, "大正1年7月29日", ""},
		{DATE_ERA_KANJI, "大正元年7月30日", "1912-07-30"},
		{DATE_ERA_KANJI, "昭和元年12月24日", ""},
		{DATE_ERA_KANJI, "昭和元年12月25日", "1926-12-25"},
		{DATE_ERA_KANJI, "平成元年1月7日", ""},
		{DATE_ERA_KANJI, "平成元年1月8日", "1989-01-08"},
		{DATE_ERA_KANJI, "令和元年4月30日", ""},
		{DATE_ERA_KANJI, "令和元年5月1日", "2019-05-01"},
		{DATE_ERA_LETTER, "S1.12.24", ""},
		{DATE_ERA_LETTER, "S1.12.25", "1926-12-25"},
		{DATE_ERA_LETTER, "S元.12.25", "1926-12-25"},
		{DATE_ERA_LETTER, "H1/1/7", ""},
		{DATE_ERA_LETTER, "R01-04-30", ""},
		{DATE_ERA_DIGITS, "4010107", ""},
		{DATE_ERA_DIGITS, "4010108", "1989-01-08"},
		{DATE_ERA_DIGITS, "5010430", ""},
		{DATE_ERA_DIGITS, "5010501", "2019-05-01"},
		{DATE_ERA_KANJI, "平成37年3月31日", "2025-03-31"},
		{DATE_ERA_KANJI, "昭和64年1月8日", "1989-01-08"},
		{DATE_ERA_DIGITS, "3551225", "1980-12-25"},
		/* An unknown day of the first month, or month of the first year, may be in it. */
		{DATE_ERA_KANJI, "令和元年5月0日", "2019-05-00"},
		{DATE_ERA_KANJI, "令和元年4月0日", ""},
		{DATE_ERA_KANJI, "令和元年不詳", "2019-00-00"},
		{DATE_ERA_DIGITS, "5010500", "2019-05-00"},
		{DATE_ERA_DIGITS, "5010400", ""},
		/* There is no year 0 of an era, and 元 is none of the West. */
		{DATE_ERA_KANJI, "昭和0年1月1日", ""},
		{DATE_ERA_DIGITS, "3000101", ""},
		{DATE_ERA_LETTER, "S0.1.1", ""},
		{DATE_KANJI, "元年1月1日", ""},
	};
	check_cases(cases, COUNT(cases));
}

static void what_is_unknown_of_a_birth_is_00(void **state)
{
	(void)state;
	static const struct date_case cases[] = {
		{DATE_ISO, "1949-00-00", "1949-00-00"},
		{DATE_ISO, "0000-00-00", "0000-00-00"},
		{DATE_DIGITS, "19490500", "1949-05-00"},
		{DATE_SLASHES, "1949/0/0", "1949-00-00"},
		{DATE_SLASHES, "1949/00/00", "1949-00-00"},
		{DATE_KANJI, "1949年0月0日", "1949-00-00"},
		{DATE_KANJI, "1949年不詳", "1949-00-00"},
		{DATE_KANJI, "1949年月日不詳", "1949-00-00"},
		{DATE_KANJI, "1949年不詳月不詳日", "1949-00-00"},
		{DATE_KANJI, "1949年5月不詳", "1949-05-00"},
		{DATE_KANJI, "1949年5月日不詳", "1949-05-00"},
		{DATE_KANJI, "1949年5月不詳日", "1949-05-00"},
		{DATE_KANJI, "１９４９年　５月不詳日", "1949-05-00"},
		{DATE_ERA_KANJI, "昭和24年5月不詳", "1949-05-00"},
		{DATE_ERA_KANJI, "昭和24年月日不詳", "1949-00-00"},
		{DATE_ERA_LETTER, "S24.05.00", "1949-05-00"},
		{DATE_ERA_LETTER, "S24.0.0", "1949-00-00"},
		{DATE_ERA_DIGITS, "3240000", "1949-00-00"},
		{DATE_KANJI, "1949年不詳月5日", ""},
		{DATE_KANJI, "不詳", ""},
		{DATE_KANJI, "1949年5月", ""},
		{DATE_KANJI, "1949年5月日", ""},
		{DATE_KANJI, "1949年5月頃", ""},
		{DATE_ISO, "1949-不詳-不詳", ""},
	};
	check_cases(cases, COUNT(cases));
}

static void impossible_days_pass_for_the_record_to_judge(void **state)
{
	(void)state;
	static const struct date_case cases[] = {
		{DATE_ISO, "1951-02-29", "1951-02-29"},
		{DATE_DIGITS, "19510229", "1951-02-29"},
		{DATE_SLASHES, "1951/2/29", "1951-02-29"},
		{DATE_ERA_KANJI, "昭和26年2月29日", "1951-02-29"},
		{DATE_ERA_LETTER, "S26.2.29", "1951-02-29"},
		{DATE_ERA_DIGITS, "3260229", "1951-02-29"},
		{DATE_DIGITS, "99999999", "9999-99-99"},
		{DATE_ISO, "9999-12-31", "9999-12-31"},
		{DATE_ISO, "1980-13-01", "1980-13-01"},
		{DATE_ERA_KANJI, "昭和元年12月32日", "1926-12-32"},
	};
	check_cases(cases, COUNT(cases));
}

static void a_time_is_not_looked_at_but_must_be_ours(void **state)
{
	(void)state;
	static const struct date_case cases[] = {
		{DATE_ISO_TIME, "1980-12-25 00:00:00", "1980-12-25"},
		{DATE_ISO_TIME, "1980-12-25T23:59:59.999", "1980-12-25"},
		{DATE_ISO_TIME, "1980-12-25T09:30", "1980-12-25"},
		{DATE_ISO_TIME, "1980-12-25T00:00:00+09:00", "1980-12-25"},
		{DATE_ISO_TIME, "1980-12-25T00:00:00+0900", "1980-12-25"},
		{DATE_SLASHES_TIME, "1980/1/5 0:00", "1980-01-05"},
		{DATE_SLASHES_TIME, "1980/01/05 12:00:00.0", "1980-01-05"},
		/* 15:00 in Greenwich is the next day here. */
		{DATE_ISO_TIME, "1980-12-24T15:00:00Z", ""},
		{DATE_ISO_TIME, "1980-12-24T15:00:00+00:00", ""},
		{DATE_ISO_TIME, "1980-12-25", ""},
		{DATE_ISO_TIME, "1980-12-25 ", ""},
		{DATE_ISO_TIME, "1980-12-25 0", ""},
		{DATE_ISO_TIME, "1980-12-25 00:00:00 x", ""},
		{DATE_ISO_TIME, "1980-12-25T00:00:", ""},
		{DATE_ISO_TIME, "1980-12-25T00:00:00.", ""},
		{DATE_SLASHES_TIME, "1980/12/25", ""},
		{DATE_ISO, "1980-12-25T00:00:00", ""},
		{DATE_SLASHES, "1980/12/25 0:00:00", ""},
	};
	check_cases(cases, COUNT(cases));
}

static void what_is_not_quite_of_its_form_does_not_fit(void **state)
{
	(void)state;
	static const struct date_case cases[] = {
		{DATE_ISO, "", ""},
		{DATE_ISO, "1980-1-5", ""},
		{DATE_ISO, "80-12-25", ""},
		{DATE_ISO, "1980/12/25", ""},
		{DATE_ISO, "1980-12-25x", ""},
		{DATE_ISO, "x1980-12-25", ""},
		{DATE_ISO, "1980-12-2", ""},
		{DATE_ISO, "1980-12-251", ""},
		{DATE_ISO, "19801225", ""},
		{DATE_DIGITS, "1980122", ""},
		{DATE_DIGITS, "198012255", ""},
		{DATE_DIGITS, "3551225", ""},
		{DATE_DIGITS, "1980-12-25", ""},
		{DATE_SLASHES, "1980/012/5", ""},
		{DATE_SLASHES, "1980/12-25", ""},
		{DATE_SLASHES, "1980//5", ""},
		{DATE_KANJI, "80年12月25日", ""},
		{DATE_KANJI, "1980年12月25", ""},
		{DATE_KANJI, "1980年123月25日", ""},
		{DATE_KANJI, "1980年  5月25日", ""},
		{DATE_KANJI, "1980年 12月25日", ""},
		{DATE_KANJI, "昭和55年12月25日", ""},
		{DATE_ERA_KANJI, "1980年12月25日", ""},
		{DATE_ERA_KANJI, "昭和55年12月25日生", ""},
		{DATE_ERA_KANJI, "昭和155年12月25日", ""},
		{DATE_ERA_KANJI, "慶応3年1月1日", ""},
		{DATE_ERA_KANJI, "昭55年12月25日", ""},
		{DATE_ERA_LETTER, "S55.12/25", ""},
		{DATE_ERA_LETTER, "S551225", ""},
		{DATE_ERA_LETTER, "s55.12.25", ""},
		{DATE_ERA_LETTER, "X55.12.25", ""},
		{DATE_ERA_LETTER, "S55.12", ""},
		{DATE_ERA_LETTER, "S 5. 1. 5", "1930-01-05"},
		{DATE_ERA_DIGITS, "6010101", ""},
		{DATE_ERA_DIGITS, "0551225", ""},
		{DATE_ERA_DIGITS, "355122", ""},
		{DATE_ERA_DIGITS, "35512250", ""},
		{DATE_ERA_DIGITS, "３５５１２２５", ""},
		{DATE_ERA_DIGITS, "x551225", ""},
	};
	check_cases(cases, COUNT(cases));
}

static void the_first_form_that_fits_is_taken_and_no_other_guessed(void **state)
{
	(void)state;
	static const char *const unknown[] = {"不詳", "年月日不詳"};
	struct date_forms forms = usual;
	char out[DATE_TEXT_BYTES];
	forms.forms[0] = DATE_ERA_DIGITS;
	forms.forms[1] = DATE_DIGITS;
	forms.count = 2;
	forms.unknown = unknown;
	forms.unknown_count = 2;
	assert_true(date_forms_read(&forms, "3551225", 7, out));
	assert_string_equal(out, "1980-12-25");
	assert_true(date_forms_read(&forms, "19801226", 8, out));
	assert_string_equal(out, "1980-12-26");
	assert_false(date_forms_read(&forms, "1980-12-27", 10, out));
	assert_string_equal(out, "1980-12-26");
	assert_true(date_forms_read(&forms, "不詳", strlen("不詳"), out));
	assert_string_equal(out, "0000-00-00");
	assert_true(date_forms_read(&forms, "年月日不詳", strlen("年月日不詳"), out));
	assert_false(date_forms_read(&forms, "不", strlen("不"), out));
	/* No more than the length is looked at. */
	assert_true(date_forms_read(&forms, "198012289", 8, out));
	assert_string_equal(out, "1980-12-28");
}

static void a_table_of_eras_gives_digits_their_eras(void **state)
{
	(void)state;
	struct date_forms forms = {.forms = {DATE_ERA_DIGITS}, .count = 1};
	char out[DATE_TEXT_BYTES];
	for (size_t i = 0; i < 10; i++)
		forms.era_of_digit[i] = ERA_NONE;
	forms.era_of_digit[9] = ERA_REIWA;
	forms.era_of_digit[0] = ERA_SHOWA;
	assert_true(date_forms_read(&forms, "9080501", 7, out));
	assert_string_equal(out, "2026-05-01");
	assert_true(date_forms_read(&forms, "0551225", 7, out));
	assert_string_equal(out, "1980-12-25");
	assert_false(date_forms_read(&forms, "3551225", 7, out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_those_of_the_schema),
		cmocka_unit_test(every_day_from_1868_to_2100_reads_back_from_every_form),
		cmocka_unit_test(an_era_begins_on_its_day_and_its_years_go_on),
		cmocka_unit_test(what_is_unknown_of_a_birth_is_00),
		cmocka_unit_test(impossible_days_pass_for_the_record_to_judge),
		cmocka_unit_test(a_time_is_not_looked_at_but_must_be_ours),
		cmocka_unit_test(what_is_not_quite_of_its_form_does_not_fit),
		cmocka_unit_test(the_first_form_that_fits_is_taken_and_no_other_guessed),
		cmocka_unit_test(a_table_of_eras_gives_digits_their_eras),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
