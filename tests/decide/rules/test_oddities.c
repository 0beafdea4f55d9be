/* Which stored dates no rule explains: each case a sentence. */
#include "decide/rules/oddities.h"

#include "decide/fixture.h"
#include "decide/rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

static bool unexplained(const struct resident *resident, enum document document)
{
	static const struct circumstances nothing;
	struct office office = fixture_office();
	struct ruling ruling;
	rules_decide(resident, &office, on(NIGHT), &nothing, &ruling);
	for (size_t i = 0; i < ruling.odd_count; i++)
		if (ruling.odd[i].oddity == ODDITY_EXPIRY_UNEXPLAINED &&
			ruling.odd[i].document == document)
			return true;
	return false;
}

/* Certificates of an adult, issued 2021-12-01, whose card ends on `card`. */
static const struct {
	const char *what, *expires, *card;
	bool unexplained;
} certificates[] = {
	{"to the fifth birthday", "2026-05-10", "2031-05-10", false},
	{"renewed early, to the sixth", "2027-05-10", "2031-05-10", false},
	{"to the card's last day before that", "2025-05-10", "2025-05-10", false},
	{"to the card's last day, ten years on: the cap never makes it longer", "2031-05-10",
		"2031-05-10", true},
	{"to no day of any rule", "2026-05-11", "2031-05-10", true},
};

static void a_cap_explains_a_certificates_day_only_before_its_birthday(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof certificates / sizeof certificates[0]; i++) {
		struct resident resident = fixture_resident();
		resident.card.expires = on(certificates[i].card);
		for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
			resident.certificate[kind].expires = on(certificates[i].expires);
		if (unexplained(&resident, DOCUMENT_AUTHENTICATION) != certificates[i].unexplained)
			fail_msg("%s", certificates[i].what);
	}
}

/* Cards of an adult born 1990-05-10, issued 2021-12-01, who stays until `until`. */
static const struct {
	const char *what, *applied, *expires, *until;
	enum stay_status status;
	bool unexplained;
} cards[] = {
	{"the end of the stay", "2021-11-20", "2027-01-20", "2027-01-20", STAY_ENGINEER, false},
	{"an earlier end, since extended", "2021-11-20", "2027-01-20", "2029-01-20", STAY_ENGINEER,
		false},
	{"two months more while an extension was pending", "2021-11-20", "2027-03-20", "2027-01-20",
		STAY_ENGINEER, false},
	{"past the stay and no birthday", "2021-11-20", "2027-02-20", "2027-01-20", STAY_ENGINEER,
		true},
	{"the birthday before the end of a long stay", "2021-11-20", "2031-05-10", "2036-01-20",
		STAY_ENGINEER, false},
	{"past the birthday, though before the end of the stay", "2021-11-20", "2033-01-20",
		"2036-01-20", STAY_ENGINEER, true},
	{"the same with no application stored", "", "2033-01-20", "2036-01-20", STAY_ENGINEER,
		true},
	{"the end of a period that a permanent resident had before", "2021-11-20", "2027-01-20", "",
		STAY_PERMANENT, false},
	{"past the birthday of a permanent resident", "2021-11-20", "2033-01-20", "",
		STAY_PERMANENT, true},
};

/* Cards of Japanese people: the age line by the application or by the issue. */
static const struct {
	const char *what, *born, *applied, *issued, *expires;
	bool unexplained;
} lines[] = {
	{"a minor by the application, an adult by the issue: five years", "2003-06-01",
		"2022-03-31", "2022-04-20", "2026-06-01", false},
	{"ten years, as the city's page has it", "2003-06-01", "2022-03-31", "2022-04-20",
		"2031-06-01", false},
	{"renewed early, by the application", "2003-06-01", "2022-03-31", "2022-04-20",
		"2027-06-01", false},
	{"renewed early, by the issue", "2003-06-01", "2022-03-31", "2022-04-20", "2032-06-01",
		false},
	{"no birthday of either reading", "2003-06-01", "2022-03-31", "2022-04-20", "2028-06-01",
		true},
	{"the day after", "2003-06-01", "2022-03-31", "2022-04-20", "2031-06-02", true},
	{"eighteen between application and issue: ten", "2008-05-10", "2026-05-01", "2026-05-20",
		"2036-05-10", false},
	{"or five", "2008-05-10", "2026-05-01", "2026-05-20", "2031-05-10", false},
	{"not nine: the birthday before the issue does not count", "2008-05-10", "2026-05-01",
		"2026-05-20", "2035-05-10", true},
	{"ten birthdays after the issue", "2008-05-15", "2026-05-01", "2026-05-20", "2036-05-15",
		false},
	{"five by the application", "2008-05-15", "2026-05-01", "2026-05-20", "2031-05-15", false},
	{"an adult either way has no five years", "1990-05-10", "2022-03-31", "2022-04-20",
		"2026-05-10", true},
	{"a minor either way has no ten years", "2010-05-10", "2022-03-31", "2022-04-20",
		"2031-05-10", true},
	{"known by the year: a day of the year ten years on", "1990-00-00", "2022-03-31",
		"2022-04-20", "2031-08-08", false},
	{"and the tenth after a birthday that had been", "1990-00-00", "2022-03-31", "2022-04-20",
		"2032-04-20", false},
	{"no day of the year gives a tenth so late, but an eleventh", "1990-00-00", "2022-03-31",
		"2022-04-20", "2033-04-20", false},
	{"past that none", "1990-00-00", "2022-03-31", "2022-04-20", "2033-04-21", true},
	{"known by the month: a day of it", "1990-05-00", "2022-03-31", "2022-04-20", "2031-05-31",
		false},
	{"and of no other", "1990-05-00", "2022-03-31", "2022-04-20", "2031-06-01", true},
	{"an impossible day: its month", "1990-06-31", "2022-03-31", "2022-04-20", "2031-06-30",
		false},
	{"and no other", "1990-06-31", "2022-03-31", "2022-04-20", "2031-07-01", true},
	{"nothing known: any day", "0000-00-00", "2022-03-31", "2022-04-20", "2029-01-01", false},
};

static void either_reading_of_the_age_line_explains_a_cards_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct resident resident = fixture_resident();
		resident.born = born(lines[i].born);
		resident.card.applied = on(lines[i].applied);
		resident.card.issued = on(lines[i].issued);
		resident.card.expires = on(lines[i].expires);
		if (unexplained(&resident, DOCUMENT_CARD) != lines[i].unexplained)
			fail_msg("%s", lines[i].what);
	}
}

/* The end of a stay lies before the later of the two readings. */
static void a_stay_lies_before_the_later_reading(void **state)
{
	(void)state;
	struct resident resident = fixture_resident();
	resident.born = born("2003-06-01");
	resident.card.applied = on("2022-03-31");
	resident.card.issued = on("2022-04-20");
	resident.card.expires = on("2030-01-20");
	resident.stay = (struct stay){true, STAY_ENGINEER, on("2030-01-20"), false};
	assert_false(unexplained(&resident, DOCUMENT_CARD));
	resident.card.expires = resident.stay.until = on("2032-06-02");
	assert_true(unexplained(&resident, DOCUMENT_CARD));
}

static void a_stay_explains_a_cards_day_only_before_the_birthday(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++) {
		struct resident resident = fixture_resident();
		resident.card.applied = on(cards[i].applied);
		resident.card.expires = on(cards[i].expires);
		resident.stay = (struct stay){true, cards[i].status, on(cards[i].until), false};
		if (unexplained(&resident, DOCUMENT_CARD) != cards[i].unexplained)
			fail_msg("%s", cards[i].what);
	}
}

/* What is told beside an unexplained date is what would have been computed for it. */
static void the_rules_give_what_would_be_computed(void **state)
{
	(void)state;
	static const struct circumstances nothing;
	struct office office = fixture_office();
	struct resident resident = fixture_resident();
	struct ruling ruling;
	resident.stay = (struct stay){true, STAY_ENGINEER, on("2027-01-20"), false};
	resident.card.expires = on("2027-02-20");
	rules_decide(&resident, &office, on(NIGHT), &nothing, &ruling);
	assert_int_equal(1, ruling.odd_count);
	assert_int_equal(ODDITY_EXPIRY_UNEXPLAINED, ruling.odd[0].oddity);
	assert_int_equal(on("2027-01-20"), ruling.odd[0].expected);

	resident = fixture_resident();
	resident.card.expires = on("2025-05-10");
	resident.card.applied = DAY_NONE;
	resident.certificate[CERTIFICATE_SIGNATURE].present = false;
	resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2024-05-10");
	rules_decide(&resident, &office, on(NIGHT), &nothing, &ruling);
	assert_int_equal(2, ruling.odd_count);
	assert_int_equal(DOCUMENT_AUTHENTICATION, ruling.odd[1].document);
	assert_int_equal(ODDITY_EXPIRY_UNEXPLAINED, ruling.odd[1].oddity);
	assert_int_equal(on("2025-05-10"), ruling.odd[1].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cap_explains_a_certificates_day_only_before_its_birthday),
		cmocka_unit_test(a_stay_explains_a_cards_day_only_before_the_birthday),
		cmocka_unit_test(either_reading_of_the_age_line_explains_a_cards_day),
		cmocka_unit_test(a_stay_lies_before_the_later_reading),
		cmocka_unit_test(the_rules_give_what_would_be_computed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
