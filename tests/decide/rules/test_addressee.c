/* To whom a letter goes. */
#include "decide/rules/addressee.h"

#include "decide/reconciled.h"

static void the_window_shows_the_send_to_name_and_a_used_alias(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident resident = due_resident("1");
	struct ruling ruling;
	rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
	resident.alias = "春日 アリス";
	struct recipient recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 花子", recipient.addressee);
	resident.alias_used = true;
	recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 アリス", recipient.addressee);
	resident.has_send_to = true;
	resident.send_to = (struct address){"4870013", "後見 太郎", "高蔵寺町1", NULL};
	recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("後見 太郎", recipient.addressee);
	assert_string_equal("春日 アリス", recipient.name);
	assert_string_equal("4870013", recipient.postal);
	assert_string_equal("", recipient.building);
	arena_close(fixture.arena);
}

/* Up to the day before the fifteenth birthday the legal representative comes too: of a birth known
 * by its year or month, before the last that it allows. */
static void who_needs_a_representative_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *born;
		bool ward;
		const char *minor_until;
	} cases[] = {{"2011-11-25", false, "2026-11-24"}, {"2011-11-24", false, ""},
		{"1990-02-10", true, ""}, {"2015-00-00", false, "2030-12-30"},
		{"2015-06-00", false, "2030-06-29"}, {"2015-06-31", false, "2030-06-29"},
		{"2015-02-29", false, "2030-02-27"}, {"2011-00-00", false, "2026-12-30"},
		{"2010-00-00", false, ""}, {"2011-11-00", false, "2026-11-29"},
		{"2011-10-00", false, ""}, {"2011-10-32", false, ""}, {"0000-00-00", false, ""},
		{"9999-99-99", false, ""}};
	struct fixture fixture = open_fixture();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct resident resident = due_resident("1");
		struct ruling ruling;
		resident.born = born(cases[i].born);
		resident.ward = cases[i].ward;
		rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
		struct recipient recipient =
			addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
		char until[CIVIL_DATE_BYTES];
		assert_string_equal(
			cases[i].minor_until, civil_format(recipient.minor_until, until));
		assert_int_equal(cases[i].ward, recipient.ward);
		assert_false(recipient.foreign);
		assert_int_equal(STAY_CASE_NONE, recipient.stay_case);
	}
	arena_close(fixture.arena);
}

static void a_copy_outlives_its_resident(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	char id[] = "1", name[] = "春日 花子";
	struct recipient recipient = {.resident = id,
		.household = "2",
		.name = name,
		.addressee = name,
		.postal = "4868686",
		.address = "鳥居松町",
		.building = "",
		.language = "pt",
		.ward = true};
	addressee_copy(fixture.arena, &recipient);
	id[0] = name[0] = '\0';
	assert_string_equal("1", recipient.resident);
	assert_string_equal("春日 花子", recipient.name);
	assert_string_equal("春日 花子", recipient.addressee);
	assert_string_equal("pt", recipient.language);
	assert_true(recipient.ward);
	arena_close(fixture.arena);
}

/* Who lies with others in an envelope, and as what. The night is 2026-11-24. */
static void who_may_share_an_envelope(void **state)
{
	(void)state;
	static const struct {
		const char *born;
		bool ward, send_to;
		enum letter_format format;
		enum envelope_part part;
	} cases[] = {
		{"1990-02-10", false, false, FORMAT_STANDARD, ENVELOPE_LEADS},
		{"2008-11-24", false, false, FORMAT_STANDARD, ENVELOPE_LEADS},
		{"2008-11-25", false, false, FORMAT_STANDARD, ENVELOPE_WITHIN},
		{"2020-02-10", false, false, FORMAT_STANDARD, ENVELOPE_WITHIN},
		{"2008-00-00", false, false, FORMAT_STANDARD, ENVELOPE_ALONE},
		{"2007-00-00", false, false, FORMAT_STANDARD, ENVELOPE_LEADS},
		{"2009-00-00", false, false, FORMAT_STANDARD, ENVELOPE_WITHIN},
		{"0000-00-00", false, false, FORMAT_STANDARD, ENVELOPE_ALONE},
		{"1990-02-10", true, false, FORMAT_STANDARD, ENVELOPE_ALONE},
		{"2020-02-10", false, true, FORMAT_STANDARD, ENVELOPE_ALONE},
		{"1990-02-10", false, false, FORMAT_VOICE, ENVELOPE_ALONE},
		{"1990-02-10", false, false, FORMAT_LARGE_PRINT, ENVELOPE_ALONE},
	};
	struct fixture fixture = open_fixture();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct resident resident = due_resident("1");
		struct ruling ruling;
		resident.born = born(cases[i].born);
		resident.ward = cases[i].ward;
		resident.has_send_to = cases[i].send_to;
		resident.format = cases[i].format;
		rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
		if (addressee_of(&fixture.office, on(NIGHT), &resident, &ruling).part !=
			cases[i].part)
			fail_msg("case %zu, born %s", i, cases[i].born);
	}
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_window_shows_the_send_to_name_and_a_used_alias),
		cmocka_unit_test(who_may_share_an_envelope),
		cmocka_unit_test(who_needs_a_representative_is_told),
		cmocka_unit_test(a_copy_outlives_its_resident),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
