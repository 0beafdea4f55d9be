#include "model/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct wording three[] = {{"en", "City hall"}, {"ja", "市役所"}, {"pt", "Prefeitura"}};
static const struct wording japanese_only[] = {{"ja", "市役所"}};
static const struct wording korean_only[] = {{"ko", "시청"}};

static const struct {
	const char *sentence;
	struct wordings wordings;
	const char *language, *text;
} wording_cases[] = {
	{"the language itself", {three, 3}, "pt", "Prefeitura"},
	{"Japanese itself", {three, 3}, "ja", "市役所"},
	{"English for a language that is not there", {three, 3}, "vi", "City hall"},
	{"Japanese, where English is not there either", {japanese_only, 1}, "vi", "市役所"},
	{"Japanese for English, where there is no English", {japanese_only, 1}, "en", "市役所"},
	{"Japanese for who has no language in the register", {three, 3}, "", "市役所"},
	{"Japanese for no language at all", {three, 3}, NULL, "市役所"},
	{"a Japanese never gets English", {three, 1}, "ja", ""},
	{"nothing, where there is neither", {korean_only, 1}, "vi", ""},
	{"nothing in an empty list", {NULL, 0}, "ja", ""},
};

static void wordings_fall_back_to_english_then_japanese(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wording_cases); i++) {
		const char *text =
			wordings_in(&wording_cases[i].wordings, wording_cases[i].language);
		if (strcmp(text, wording_cases[i].text) != 0)
			fail_msg("%s: %s", wording_cases[i].sentence, text);
	}
}

static const char *const hall_codes[] = {"486", "4868"};
static const char *const sakashita_codes[] = {"4800"};
static const char *const tobu_codes[] = {"4870", "486003"};
static const char *const kozoji_codes[] = {"487", "4868"};
static const struct counter counters[] = {
	{.id = "cityhall", .postal_prefixes = hall_codes, .postal_prefix_count = 2},
	{.id = "sakashita", .postal_prefixes = sakashita_codes, .postal_prefix_count = 1},
	{.id = "tobu", .postal_prefixes = tobu_codes, .postal_prefix_count = 2},
	{.id = "ajiyoshi"},
	{.id = "kozoji", .postal_prefixes = kozoji_codes, .postal_prefix_count = 2},
};
static const struct office office = {.counters = counters, .counter_count = COUNT(counters)};

static void counters_are_found_by_their_whole_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(counters); i++)
		assert_int_equal(office_counter(&office, counters[i].id), i);
	assert_int_equal(office_counter(&office, "tob"), -1);
	assert_int_equal(office_counter(&office, "tobu2"), -1);
	assert_int_equal(office_counter(&office, "Tobu"), -1);
	assert_int_equal(office_counter(&office, ""), -1);
}

static const struct {
	const char *sentence, *postal;
	int counter;
} postal_cases[] = {
	{"the only prefix that fits", "4800305", 1},
	{"the longest prefix wins over an earlier counter", "4860031", 2},
	{"a shorter prefix where the longer does not fit", "4860041", 0},
	{"the longest prefix wins over a later counter", "4870011", 2},
	{"a shorter prefix of a later counter", "4871111", 4},
	{"among equally long prefixes the first counter", "4868686", 0},
	{"no prefix fits: the first counter", "4440001", 0},
	{"no postal code", "", 0},
	{"no postal code at all", NULL, 0},
	{"a code shorter than the prefix does not fit it", "48", 0},
};

static void the_longest_postal_prefix_names_the_counter(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(postal_cases); i++)
		if (office_counter_serving(&office, postal_cases[i].postal) !=
			postal_cases[i].counter)
			fail_msg("%s", postal_cases[i].sentence);
}

static void holidays_are_found_on_their_day_and_on_no_other(void **state)
{
	(void)state;
	const struct holiday holidays[] = {
		{civil_day(2026, 9, 21), "敬老の日", 0},
		{civil_day(2026, 9, 22), "休日", 0},
		{civil_day(2026, 9, 23), "秋分の日", 0},
		{civil_day(2026, 10, 12), "スポーツの日", 0},
		{civil_day(2026, 11, 3), "文化の日", 0},
		{civil_day(2026, 11, 23), "勤労感謝の日", 0},
	};
	for (size_t count = 0; count <= COUNT(holidays); count++) {
		const struct office calendar = {.holidays = holidays, .holiday_count = count};
		size_t at = 0;
		for (day_number day = civil_day(2026, 9, 1); day <= civil_day(2026, 12, 1); day++) {
			const struct holiday *found = office_holiday(&calendar, day);
			if (at < count && holidays[at].day == day)
				assert_ptr_equal(found, &holidays[at++]);
			else
				assert_null(found);
		}
		assert_int_equal(at, count);
	}
}

static void labels_are_those_of_any_counters_openings(void **state)
{
	(void)state;
	static const struct opening hall[] = {{.label = "weekday"}, {.label = "late"}};
	static const struct opening branch[] = {{.label = NULL}, {.label = "sunday"}};
	static const struct counter both[] = {
		{.id = "cityhall", .openings = hall, .opening_count = 2},
		{.id = "tobu", .openings = branch, .opening_count = 2}};
	const struct office labelled = {.counters = both, .counter_count = 2};
	static const char *const known[] = {"weekday", "late", "sunday"};
	for (size_t i = 0; i < COUNT(known); i++)
		assert_true(office_has_label(&labelled, known[i]));
	assert_false(office_has_label(&labelled, "Sunday"));
	assert_false(office_has_label(&labelled, ""));
}

/* 6 to 15 years are of school age, 18 to 64 of working age. */
static void ages_are_classed_by_the_years_of_the_office(void **state)
{
	(void)state;
	static const struct {
		int years;
		enum age_class class;
	} cases[] = {{0, AGE_OTHER}, {5, AGE_OTHER}, {6, AGE_SCHOOL}, {15, AGE_SCHOOL},
		{16, AGE_OTHER}, {18, AGE_WORKING}, {64, AGE_WORKING}, {65, AGE_OTHER},
		{110, AGE_OTHER}};
	struct office aged = {0};
	aged.wishes.ages[AGE_SCHOOL] = (struct age_wish){.from = 6, .to = 15};
	aged.wishes.ages[AGE_WORKING] = (struct age_wish){.from = 18, .to = 64};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (office_age_class(&aged, cases[i].years) != cases[i].class)
			fail_msg("%d years", cases[i].years);
}

static void a_letter_has_come_by_the_last_rule_begun_on_the_posting_day(void **state)
{
	(void)state;
	static const struct lead_rule leads[] = {
		{.from = 100, .days = 10}, {.from = 200, .days = 5}};
	struct office led = {0};
	led.matters[MATTER_CARD] =
		(struct matter_rule){.lead_days = 7, .leads = leads, .lead_count = 2};
	led.matters[MATTER_STAY] = (struct matter_rule){.lead_days = 3};
	static const struct {
		day_number posted;
		int days;
	} cases[] = {{99, 7}, {100, 10}, {199, 10}, {200, 5}, {9999, 5}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(office_arrival(&led, MATTER_CARD, cases[i].posted),
			cases[i].posted + cases[i].days);
		assert_int_equal(
			office_arrival(&led, MATTER_STAY, cases[i].posted), cases[i].posted + 3);
	}
}

static void the_row_in_force_is_the_last_that_has_begun(void **state)
{
	(void)state;
	static const struct lead_rule rows[] = {{.from = 0}, {.from = 100}, {.from = 200}};
	static const struct {
		day_number day;
		size_t row;
	} cases[] = {{-1, 0}, {0, 0}, {99, 0}, {100, 1}, {199, 1}, {200, 2}, {9999, 2}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(office_row(rows, 3, sizeof rows[0], cases[i].day), cases[i].row);
		assert_int_equal(office_row(rows, 1, sizeof rows[0], cases[i].day), 0);
	}
}

static void a_language_is_approved_as_its_text_is_now(void **state)
{
	(void)state;
	static const struct {
		struct language language;
		enum approval approval;
	} cases[] = {
		{{.tag = "pt"}, APPROVAL_MISSING},
		{{.tag = "pt", .approved_text = "0123abcd"}, APPROVAL_MISSING},
		{{.tag = "pt", .approved_by = "section"}, APPROVAL_UNBOUND},
		{{.tag = "pt", .approved_by = "section", .approved_text = "0123abcd"},
			APPROVAL_GIVEN},
		{{.tag = "pt", .approved_by = "section", .approved_text = "0123abce"},
			APPROVAL_CHANGED},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
			language_approval(&cases[i].language, "0123abcd"), cases[i].approval);
}

static void a_counter_that_a_letter_names_is_kept_or_missed_by_name(void **state)
{
	(void)state;
	static const struct counter kept[] = {{.id = "hall"}};
	const struct office keeping = {.path = "office.xml", .counters = kept, .counter_count = 1};
	struct fault why = {0};
	assert_true(office_keeps_counter(&keeping, "hall", "26-000123-5", "do so", &why));
	assert_false(office_keeps_counter(&keeping, "gone", "26-000123-5", "do so", &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_string_equal(why.message,
		"office.xml: no counter \"gone\", but letter 26-000123-5 has an appointment there\n"
		"hint: do so");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_counter_that_a_letter_names_is_kept_or_missed_by_name),
		cmocka_unit_test(wordings_fall_back_to_english_then_japanese),
		cmocka_unit_test(counters_are_found_by_their_whole_id),
		cmocka_unit_test(the_longest_postal_prefix_names_the_counter),
		cmocka_unit_test(holidays_are_found_on_their_day_and_on_no_other),
		cmocka_unit_test(the_row_in_force_is_the_last_that_has_begun),
		cmocka_unit_test(a_language_is_approved_as_its_text_is_now),
		cmocka_unit_test(labels_are_those_of_any_counters_openings),
		cmocka_unit_test(ages_are_classed_by_the_years_of_the_office),
		cmocka_unit_test(a_letter_has_come_by_the_last_rule_begun_on_the_posting_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
