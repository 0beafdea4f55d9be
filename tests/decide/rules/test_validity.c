/* How long cards and certificates are valid: every row of the checked table, and the corners. */
#include "decide/rules/validity.h"

#include "decide/fixture.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_day(const char *expected, day_number actual, const char *what, long line)
{
	char text[CIVIL_DATE_BYTES];
	if (strcmp(expected, civil_format(actual, text)) != 0)
		fail_msg("row %ld, %s: expected %s, got %s", line, what, expected, text);
}

static void every_row_of_the_checked_table_holds(void **state)
{
	(void)state;
	struct office office = fixture_office();
	const struct validity_rules *rules = &office.validity;
	struct table_row row = {0};
	FILE *file = table_open("tests/oracles/expiry.tsv");
	long rows = 0;
	for (; table_next(file, &row); rows++) {
		struct birth birth = born(row.fields[0]);
		day_number issued = on(row.fields[1]), certificate = on(row.fields[4]);
		day_number stay = strcmp(row.fields[2], "stay") == 0 ? on(row.fields[3]) : DAY_NONE;
		assert_true(birth.known);
		day_number card[2], sure[2];
		for (int early = 0; early < 2; early++)
			card[early] = validity_earlier(
				validity_card(rules, birth.date, issued, issued, early == 1), stay);
		for (int early = 0; early < 2; early++)
			sure[early] = validity_earlier(
				validity_certificate(rules, birth.date, certificate, early == 1),
				card[0]);
		assert_day(row.fields[5], card[0], "card", row.line);
		assert_day(row.fields[6], card[1], "card renewed early", row.line);
		assert_day(row.fields[7], sure[0], "certificate", row.line);
		assert_day(row.fields[8], sure[1], "certificate renewed early", row.line);
	}
	assert_true(rows >= 4000);
}

static void a_birthday_on_the_day_of_issue_does_not_count(void **state)
{
	(void)state;
	struct civil birth = {1980, 10, 10};
	assert_int_equal(
		on("2021-10-10"), validity_nth_birthday(birth, on("2020-10-10"), 1, false));
	assert_int_equal(
		on("2020-10-10"), validity_nth_birthday(birth, on("2020-10-09"), 1, false));
}

static void a_leap_day_birthday_is_feb_28_or_mar_1_by_the_office(void **state)
{
	(void)state;
	struct civil birth = {2000, 2, 29};
	assert_int_equal(on("2027-02-28"), validity_birthday(birth, 2027, false));
	assert_int_equal(on("2027-03-01"), validity_birthday(birth, 2027, true));
	assert_int_equal(on("2028-02-29"), validity_birthday(birth, 2028, false));
	assert_int_equal(on("2028-02-29"), validity_birthday(birth, 2028, true));
	assert_int_equal(18, validity_age(birth, on("2018-02-28"), false));
	assert_int_equal(17, validity_age(birth, on("2018-02-28"), true));
	assert_int_equal(18, validity_age(birth, on("2018-03-01"), true));
}

static void the_age_line_moves_on_2022_04_01_with_the_application(void **state)
{
	(void)state;
	struct office office = fixture_office();
	struct civil birth = {2003, 6, 1}; /* 18 on 2021-06-01 */
	assert_false(validity_adult(&office.validity, birth, on("2022-03-31")));
	assert_true(validity_adult(&office.validity, birth, on("2022-04-01")));
	/* Applied under the old line, made under the new one: still a minor's card. */
	assert_int_equal(on("2026-06-01"),
		validity_card(&office.validity, birth, on("2022-03-31"), on("2022-04-20"), false));
	assert_int_equal(on("2031-06-01"),
		validity_card(&office.validity, birth, on("2022-04-01"), on("2022-04-20"), false));
}

static void an_age_is_reached_on_the_birthday_itself(void **state)
{
	(void)state;
	struct civil birth = {2008, 11, 24};
	assert_int_equal(17, validity_age(birth, on("2026-11-23"), false));
	assert_int_equal(18, validity_age(birth, on("2026-11-24"), false));
}

static void ten_year_certificates_are_a_rule_with_a_day_of_effect(void **state)
{
	(void)state;
	static const struct certificate_rule certificates[] = {{-719162, 5, 6}, {21275, 10, 11}};
	struct office office = fixture_office(); /* 21275 is 2028-04-01 */
	struct civil birth = {1990, 5, 10};
	office.validity.certificates = certificates;
	office.validity.certificate_count = 2;
	assert_int_equal(on("2032-05-10"),
		validity_certificate(&office.validity, birth, on("2028-03-31"), false));
	assert_int_equal(on("2037-05-10"),
		validity_certificate(&office.validity, birth, on("2028-04-01"), false));
}

static void three_statuses_have_no_period_until_the_office_says_otherwise(void **state)
{
	(void)state;
	static const struct no_period_rule rows[] = {
		{-719162, (stay_set)1 << STAY_PERMANENT}, {21275, (stay_set)1 << STAY_SPOUSE}};
	struct office office = fixture_office();
	for (int status = 0; status < STAY_STATUSES; status++)
		assert_int_equal(validity_has_period(&office.validity, (enum stay_status)status,
					 on("2026-11-24")),
			strcmp(stay_status_words[status], "permanent") != 0 &&
				strcmp(stay_status_words[status], "special-permanent") != 0 &&
				strcmp(stay_status_words[status], "highly-skilled-2") != 0);
	office.validity.no_periods = rows;
	office.validity.no_period_count = 2;
	assert_false(validity_has_period(&office.validity, STAY_PERMANENT, on("2028-03-31")));
	assert_true(validity_has_period(&office.validity, STAY_PERMANENT, on("2028-04-01")));
	assert_false(validity_has_period(&office.validity, STAY_SPOUSE, on("2028-04-01")));
}

static void certificates_are_capped_as_the_day_of_their_issue_has_it(void **state)
{
	(void)state;
	static const struct cap_rule rows[] = {
		{-719162, true, true}, {21275, true, false}, {21640, false, false}};
	struct office office = fixture_office();
	const struct validity_rules *rules = &office.validity;
	day_number card = on("2031-05-10"), other = on("2030-05-10");
	office.validity.caps = rows;
	office.validity.cap_count = 3;
	const enum certificate_kind signature = CERTIFICATE_SIGNATURE;
	assert_int_equal(other, validity_cap(rules, signature, on("2028-03-31"), card, other));
	assert_int_equal(card, validity_cap(rules, signature, on("2028-03-31"), card, DAY_NONE));
	assert_int_equal(card,
		validity_cap(rules, CERTIFICATE_AUTHENTICATION, on("2028-03-31"), card, other));
	assert_int_equal(card, validity_cap(rules, signature, on("2028-04-01"), card, other));
	assert_int_equal(DAY_NONE, validity_cap(rules, signature, on("2029-04-01"), card, other));
}

static void what_else_changes_changes_on_its_day(void **state)
{
	(void)state;
	static const struct leap_rule leaps[] = {{-719162, false}, {21275, true}};
	static const struct stay_rule stays[] = {{-719162, true, 2}, {21275, false, 4}};
	static const struct residence_card_rule residence[] = {{-719162, false}, {21275, true}};
	static const struct years_rule years[] = {{-719162, 15}, {21275, 12}};
	struct office office = fixture_office();
	struct validity_rules *rules = &office.validity;
	struct civil birth = {2000, 2, 29};
	rules->leaps = leaps;
	rules->stays = stays;
	rules->residence_cards = residence;
	rules->signatures = rules->represented = years;
	rules->leap_count = rules->stay_count = rules->residence_card_count = 2;
	rules->signature_count = rules->represented_count = 2;
	day_number before = on("2028-03-31"), after = on("2028-04-01");
	assert_int_equal(on("2033-02-28"), validity_certificate(rules, birth, before, false));
	assert_int_equal(on("2033-03-01"), validity_certificate(rules, birth, after, false));
	assert_true(validity_stay_ends_card(rules, before));
	assert_false(validity_stay_ends_card(rules, after));
	assert_int_equal(on("2029-08-30"), validity_pending(rules, before, on("2029-06-30")));
	assert_int_equal(on("2029-10-30"), validity_pending(rules, after, on("2029-06-30")));
	assert_false(validity_stay_letter(rules, CARD_RESIDENCE, before));
	assert_true(validity_stay_letter(rules, CARD_RESIDENCE, after));
	assert_true(validity_stay_letter(rules, CARD_STANDARD, before));
	assert_int_equal(15, validity_signature_age(rules, before));
	assert_int_equal(12, validity_signature_age(rules, after));
}

/* From 2026-11-24 to 2027-03-24. */
static void a_representative_comes_to_the_day_before_the_birthday(void **state)
{
	(void)state;
	static const struct years_rule lower[] = {{-719162, 15}, {20834 /* 2027-01-16 */, 12}};
	static const struct years_rule higher[] = {{-719162, 15}, {20834, 18}};
	static const struct years_rule last[] = {{-719162, 15}, {20901 /* 2027-03-24 */, 18}};
	static const struct years_rule distant[] = {{-719162, 15}, {21275 /* 2028-04-01 */, 12}};
	static const struct years_rule past[] = {{-719162, 20}, {20780 /* 2026-11-23 */, 15}};
	static const struct years_rule since[] = {{-719162, 20}, {20781 /* 2026-11-24 */, 15}};
	static const struct years_rule later[] = {{-719162, 20}, {20782 /* 2026-11-25 */, 15}};
	static const struct years_rule brink[] = {{-719162, 15}, {20901 /* 2027-03-24 */, 12}};
	static const struct years_rule beyond[] = {{-719162, 15}, {20902 /* 2027-03-25 */, 12}};
	static const struct {
		const char *what, *born, *until;
		const struct years_rule *rules;
	} cases[] = {
		{"fifteen today", "2011-11-24", "", fixture_years},
		{"fifteen tomorrow", "2011-11-25", "2026-11-24", fixture_years},
		{"fifteen in three months", "2012-02-24", "2027-02-23", fixture_years},
		{"fifteen in years", "2020-05-01", "2035-04-30", fixture_years},
		{"a leap day, by Feb 28", "2012-02-29", "2027-02-27", fixture_years},
		{"the age falls before the birthday", "2012-02-24", "2027-01-15", lower},
		{"under both ages", "2016-02-24", "2028-02-23", lower},
		{"of age before it falls", "2011-12-24", "2026-12-23", lower},
		{"of age on the day it falls", "2012-01-16", "2027-01-15", lower},
		{"the age rises past somebody who had reached it", "2010-05-01", "2028-04-30",
			higher},
		{"nothing is known today of an age in years", "2012-02-24", "2027-02-23", distant},
		{"an age that is past counts no more", "2010-05-01", "", past},
		{"that ended yesterday", "2010-05-01", "", since},
		{"that ends today", "2010-05-01", "2026-11-24", later},
		{"an age of the last day counts", "2012-12-24", "2027-03-23", brink},
		{"also one that rises", "2010-05-01", "2028-04-30", last},
		{"of the day after does not", "2012-12-24", "2027-12-23", beyond},
	};
	struct office office = fixture_office();
	struct validity_rules *rules = &office.validity;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rules->represented = cases[i].rules;
		rules->represented_count = cases[i].rules == fixture_years ? 1 : 2;
		day_number until = validity_represented_until(
			rules, born(cases[i].born).date, on("2026-11-24"), on("2027-03-24"));
		assert_day(cases[i].until, until, cases[i].what, (long)i);
	}
}

static void every_birthday_rule_is_recognized_and_no_other_date(void **state)
{
	(void)state;
	struct office office = fixture_office();
	struct civil birth = {1990, 5, 10};
	const char *const given[] = {"2026-05-10", "2027-05-10", "2031-05-10", "2032-05-10"};
	for (size_t i = 0; i < 4; i++)
		assert_true(validity_card_birthday(
			&office.validity, birth, on("2021-12-01"), on(given[i])));
	const char *const others[] = {"2026-05-09", "2028-05-10", "2030-05-10", "2033-05-10"};
	for (size_t i = 0; i < 4; i++)
		assert_false(validity_card_birthday(
			&office.validity, birth, on("2021-12-01"), on(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_checked_table_holds),
		cmocka_unit_test(a_birthday_on_the_day_of_issue_does_not_count),
		cmocka_unit_test(a_leap_day_birthday_is_feb_28_or_mar_1_by_the_office),
		cmocka_unit_test(the_age_line_moves_on_2022_04_01_with_the_application),
		cmocka_unit_test(an_age_is_reached_on_the_birthday_itself),
		cmocka_unit_test(ten_year_certificates_are_a_rule_with_a_day_of_effect),
		cmocka_unit_test(three_statuses_have_no_period_until_the_office_says_otherwise),
		cmocka_unit_test(certificates_are_capped_as_the_day_of_their_issue_has_it),
		cmocka_unit_test(what_else_changes_changes_on_its_day),
		cmocka_unit_test(a_representative_comes_to_the_day_before_the_birthday),
		cmocka_unit_test(every_birthday_rule_is_recognized_and_no_other_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
