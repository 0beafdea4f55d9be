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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_window_shows_the_send_to_name_and_a_used_alias),
		cmocka_unit_test(who_needs_a_representative_is_told),
		cmocka_unit_test(a_copy_outlives_its_resident),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
