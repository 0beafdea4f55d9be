/* What is decided of a birth known by its year or month is what every day of it decides: each
 * answer is held against the answers for those days, one by one. */
#include "decide/rules/births.h"

#include "decide/reconciled.h"
#include "decide/rules/addressee.h"
#include "decide/rules/oddities.h"
#include "decide/rules/validity.h"

/* ---- the days ---- */

static void the_days_are_those_that_the_register_leaves_open(void **state)
{
	(void)state;
	static const struct {
		const char *born, *first, *last;
	} cases[] = {
		{"2015-06-30", "2015-06-30", "2015-06-30"},
		{"2015-00-00", "2015-01-01", "2015-12-31"},
		{"2015-06-00", "2015-06-01", "2015-06-30"},
		{"2015-06-31", "2015-06-01", "2015-06-30"},
		{"2015-02-29", "2015-02-01", "2015-02-28"},
		{"2016-02-00", "2016-02-01", "2016-02-29"},
		{"2015-12-99", "2015-12-01", "2015-12-31"},
		{"2015-00-15", "2015-01-01", "2015-12-31"},
		{"2015-13-01", "2015-01-01", "2015-12-31"},
		{"0000-00-00", "", ""},
		{"0000-06-01", "", ""},
		{"9999-99-99", "", ""},
		{"9998-00-00", "9998-01-01", "9998-12-31"},
		{"0001-00-00", "0001-01-01", "0001-12-31"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct birth birth = born(cases[i].born);
		struct births births;
		if (births_of(&birth, &births) != (cases[i].first[0] != '\0'))
			fail_msg("%s", cases[i].born);
		if (cases[i].first[0] == '\0')
			continue;
		day_number first = on(cases[i].first), last = on(cases[i].last), day = first;
		assert_int_equal(first == last, births_certain(&births));
		struct civil at = births.first;
		do
			assert_int_equal(day++, civil_day(at.year, at.month, at.day));
		while (births_next(&births, &at));
		assert_int_equal(last + 1, day);
	}
}

/* ---- every day ---- */

static const char *const uncertain[] = {"2011-00-00", "2011-11-00", "2011-11-31", "2012-02-00",
	"2012-00-00", "2013-02-29", "2008-00-00", "2007-00-00", "2003-00-00", "2003-06-00",
	"1990-00-00"};

/* A resident born on one of the days. */
static struct resident born_on(struct resident resident, struct civil day)
{
	char text[32];
	snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
	resident.born = born(text);
	return resident;
}

static void ages_are_the_least_and_the_most_of_the_days(void **state)
{
	(void)state;
	struct office office = fixture_office();
	for (size_t i = 0; i < sizeof uncertain / sizeof uncertain[0]; i++)
		for (day_number day = on("2026-11-01"); day < on("2027-03-10"); day++) {
			struct birth birth = born(uncertain[i]);
			struct births births;
			int least = 1000, most = -1000;
			assert_true(births_of(&birth, &births));
			struct civil at = births.first;
			do {
				int age = validity_age(at, day, false);
				least = age < least ? age : least;
				most = age > most ? age : most;
			} while (births_next(&births, &at));
			struct ages ages = births_ages(&office.validity, &births, day);
			assert_int_equal(least, ages.least);
			assert_int_equal(most, ages.most);
		}
}

static bool is_odd(const struct ruling *ruling, enum oddity oddity, enum document document)
{
	for (size_t i = 0; i < ruling->odd_count; i++)
		if (ruling->odd[i].oddity == oddity && ruling->odd[i].document == document)
			return true;
	return false;
}

/* What the days of a birth decide. */
struct verdict {
	day_number card, authentication; /* where all agree, else DAY_NONE */
	bool unexplained, under_age;     /* all of them */
	bool all_stay, all_card;
	bool any_minor; /* on the expiry of the authentication certificate */
};

static bool has_matter(const struct ruling *ruling, enum matter matter)
{
	for (size_t i = 0; i < ruling->count; i++)
		if (ruling->decisions[i].matter == matter)
			return true;
	return false;
}

static struct verdict verdict_of(
	const struct resident *resident, const struct office *office, const struct births *births)
{
	struct verdict verdict = {
		.unexplained = true, .under_age = true, .all_stay = true, .all_card = true};
	struct civil at = births->first;
	bool first = true;
	do {
		struct resident one = born_on(*resident, at);
		struct ruling ruling;
		rules_decide(&one, office, on(NIGHT), &nothing, &ruling);
		day_number card = ruling.current[DOCUMENT_CARD];
		day_number other = ruling.current[DOCUMENT_AUTHENTICATION];
		verdict.card = first || card == verdict.card ? card : DAY_NONE;
		verdict.authentication =
			first || other == verdict.authentication ? other : DAY_NONE;
		verdict.unexplained &= is_odd(&ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD);
		verdict.under_age &=
			is_odd(&ruling, ODDITY_SIGNATURE_UNDER_AGE, DOCUMENT_SIGNATURE);
		verdict.all_stay &= has_matter(&ruling, MATTER_STAY);
		verdict.all_card &= has_matter(&ruling, MATTER_CARD);
		verdict.any_minor |= addressee_of(office, on(NIGHT), &one, &ruling).minor_until >=
				     on("2027-02-10");
		first = false;
	} while (births_next(births, &at));
	return verdict;
}

static void hold(const struct resident *resident, const struct office *office)
{
	struct births births;
	struct ruling ruling;
	assert_true(births_of(&resident->born, &births));
	struct verdict verdict = verdict_of(resident, office, &births);
	rules_decide(resident, office, on(NIGHT), &nothing, &ruling);
	assert_int_equal(verdict.card, ruling.current[DOCUMENT_CARD]);
	assert_int_equal(
		verdict.unexplained, is_odd(&ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD));
	assert_int_equal(
		verdict.under_age, is_odd(&ruling, ODDITY_SIGNATURE_UNDER_AGE, DOCUMENT_SIGNATURE));
	if (verdict.all_stay)
		assert_true(has_matter(&ruling, MATTER_STAY));
	if (verdict.all_card)
		assert_true(has_matter(&ruling, MATTER_CARD));
	assert_int_equal(verdict.any_minor,
		addressee_of(office, on(NIGHT), resident, &ruling).minor_until >= on("2027-02-10"));
	/* A certificate that hangs on a card of which no day is known has none either. */
	if (verdict.card != DAY_NONE)
		assert_int_equal(verdict.authentication, ruling.current[DOCUMENT_AUTHENTICATION]);
}

/* Stored and missing dates, statuses with a period and without, cards of every age line. */
static void what_all_days_decide_is_decided(void **state)
{
	(void)state;
	struct office office = fixture_office();
	static const char *const expiries[] = {
		"", "2027-01-20", "2027-02-10", "2026-12-31", "2027-02-28", "2028-11-15"};
	static const char *const issues[] = {
		"2016-11-20", "2017-03-01", "2021-12-01", "2022-04-20"};
	static const struct stay stays[] = {{.present = false, .until = DAY_NONE},
		{true, STAY_PERMANENT, DAY_NONE, false}, {true, STAY_ENGINEER, 0, false},
		{true, STAY_ENGINEER, DAY_NONE, false}};
	for (size_t i = 0; i < sizeof uncertain / sizeof uncertain[0]; i++)
		for (size_t k = 0; k < 6 * 4 * 4; k++) {
			struct resident resident = fixture_resident();
			resident.born = born(uncertain[i]);
			resident.card.expires = on(expiries[k % 6]);
			resident.card.issued = on(issues[k / 6 % 4]);
			resident.card.applied = resident.card.issued - 30;
			resident.stay = stays[k / 24];
			if (resident.stay.until == 0)
				resident.stay.until = on("2027-01-20");
			for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
				resident.certificate[kind].issued = resident.card.issued;
			resident.certificate[CERTIFICATE_AUTHENTICATION].expires =
				k % 2 == 0 ? DAY_NONE : on("2027-02-10");
			hold(&resident, &office);
		}
}

static void an_end_decides_up_to_the_first_birthday(void **state)
{
	(void)state;
	const struct day_range range = {100, 200}, one = {100, 100};
	assert_int_equal(99, births_earlier(range, 99));
	assert_int_equal(100, births_earlier(range, 100));
	assert_int_equal(DAY_NONE, births_earlier(range, 101));
	assert_int_equal(DAY_NONE, births_earlier(range, 200));
	assert_int_equal(DAY_NONE, births_earlier(range, DAY_NONE));
	assert_int_equal(99, births_earlier(one, 99));
	assert_int_equal(100, births_earlier(one, 101));
	assert_int_equal(100, births_earlier(one, DAY_NONE));
}

/* ---- wishes ---- */

static void who_may_be_of_school_age_comes_after_school(void **state)
{
	(void)state;
	static const struct {
		const char *born;
		enum age_class age;
	} cases[] = {
		{"2015-00-00", AGE_SCHOOL},
		{"2010-00-00", AGE_SCHOOL} /* 15 or 16 */,
		{"2010-11-00", AGE_SCHOOL},
		{"2010-10-00", AGE_WORKING} /* 16 */,
		{"2020-00-00", AGE_SCHOOL} /* 5 or 6 */,
		{"2021-00-00", AGE_OTHER},
		{"2009-00-00", AGE_WORKING},
		{"1961-00-00", AGE_WORKING} /* 64 or 65 */,
		{"1960-00-00", AGE_OTHER},
		{"1990-06-31", AGE_WORKING},
		{"0000-00-00", AGE_OTHER},
		{"2010-11-25", AGE_SCHOOL},
		{"2010-11-24", AGE_WORKING},
	};
	struct fixture fixture = open_fixture();
	fixture.office.wishes.ages[AGE_OTHER] = (struct age_wish){.from = 1, .to = 0};
	fixture.office.wishes.ages[AGE_SCHOOL] = (struct age_wish){.from = 6, .to = 15};
	fixture.office.wishes.ages[AGE_WORKING] = (struct age_wish){.from = 16, .to = 64};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct resident resident = due_resident("1");
		struct ruling ruling;
		struct reconciliation reconciliation;
		resident.born = born(cases[i].born);
		struct reconcile *reconcile =
			reconcile_open(&fixture.office, on(NIGHT), NULL, 0, fixture.arena);
		rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
		reconcile_resident(reconcile, &resident, &ruling);
		reconcile_finish(reconcile, &reconciliation);
		assert_int_equal(1, reconciliation.person_count);
		if (reconciliation.people[0]->age != cases[i].age)
			fail_msg("%s", cases[i].born);
	}
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_days_are_those_that_the_register_leaves_open),
		cmocka_unit_test(ages_are_the_least_and_the_most_of_the_days),
		cmocka_unit_test(what_all_days_decide_is_decided),
		cmocka_unit_test(an_end_decides_up_to_the_first_birthday),
		cmocka_unit_test(who_may_be_of_school_age_comes_after_school),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
