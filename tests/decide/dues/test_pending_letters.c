/* Letters that wait for their mailing while the register goes on. */
#include "decide/dues/pending_letters.h"

#include "decide/reconciled.h"

static void a_waiting_letter_goes_to_the_address_of_tonight(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.address.lines = "愛知県春日井市高蔵寺町1丁目1番地";
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, reconciliation.released_count);
	assert_int_equal(1, reconciliation.readdressed_count);
	assert_string_equal("26-000001-3", reconciliation.readdressed[0].notice);
	assert_string_equal("愛知県春日井市高蔵寺町1丁目1番地",
		reconciliation.readdressed[0].person->recipient.address);
	assert_int_equal(0, count_rows(&reconciliation));
	arena_close(fixture.arena);
}

static void a_waiting_letter_is_pulled_when_protection_comes_before_it_goes(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_PROVISIONAL;
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, reconciliation.released_count);
	assert_int_equal(0, reconciliation.readdressed_count);
	assert_false(reconciliation.people[0]->letter);
	assert_int_equal(OUTCOME_HAND, reconciliation.people[0]->dues[1].decision.outcome);
	assert_true(reconciliation.people[0]->dues[1].row);
	assert_false(reconciliation.people[0]->dues[0].settles);
	arena_close(fixture.arena);
}

static void a_waiting_letter_that_would_say_less_is_written_anew(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, reconciliation.released_count);
	assert_true(reconciliation.people[0]->letter);
	assert_true(reconciliation.people[0]->dues[0].settles);
	assert_true(reconciliation.people[0]->dues[1].settles);
	assert_false(reconciliation.people[0]->dues[2].settles);
	arena_close(fixture.arena);
}

static void a_waiting_reminder_that_is_wrong_is_pulled_alone(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_reminded(known, "1", false);
	struct resident resident = due_resident("1");
	struct reconciliation stands = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(0, stands.released_count);
	assert_int_equal(1, stands.readdressed_count);
	assert_string_equal("27-000005-4", stands.readdressed[0].notice);
	/* Protected: the reminder is pulled, the first letter has gone and still counts. */
	resident.protection = PROTECTION_ACTIVE;
	struct reconciliation pulled = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(3, pulled.released_count);
	assert_string_equal("27-000005-4", pulled.released[0]->notice);
	assert_false(pulled.people[0]->letter);
	assert_int_equal(OUTCOME_HAND, pulled.people[0]->dues[1].decision.outcome);
	assert_int_equal(WAVE_REMINDER, pulled.people[0]->dues[1].decision.wave);
	/* Renewed while the reminder waits. */
	resident = due_resident("1");
	resident.card.expires = on("2037-02-10");
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires = on("2032-02-10");
	struct reconciliation renewed = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(3, renewed.closed_count);
	assert_int_equal(3, renewed.released_count);
	arena_close(fixture.arena);
}

/* A letter that staff has withdrawn, or that came back, no longer counts, printed or not. */
static void a_letter_taken_back_gives_its_dues_free(void **state)
{
	(void)state;
	struct resident resident = due_resident("1");
	for (int printed = 0; printed < 2; printed++) {
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		know_settled(known, "1", printed == 1);
		for (int i = 0; i < 3; i++)
			known[i].taken_back = true;
		struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
		assert_int_equal(3, reconciliation.released_count);
		assert_int_equal(0, reconciliation.readdressed_count);
		assert_true(reconciliation.people[0]->letter);
		assert_int_equal(3, count_rows(&reconciliation));
		arena_close(fixture.arena);
	}
}

/* A waiting letter must arrive before the visit that it names; a printed one has gone. */
static void a_letter_that_waits_until_its_visit_is_decided_anew(void **state)
{
	(void)state;
	static const struct {
		const char *visit;
		int arrival_days;
		bool printed, anew;
	} cases[] = {
		{"2026-11-26", 2, false, true}, {"2026-11-27", 2, false, false},
		{"2026-11-26", 2, true, false}, {"2026-11-28", 4, false, true},
		{"2026-11-29", 4, false, false},
		{"2026-12-01", 9, false, false}, /* as soon as the office's lead days allow */
	};
	struct resident resident = due_resident("1");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		fixture.office.matters[MATTER_CARD].lead_days = 7;
		fixture.office.matters[MATTER_AUTHENTICATION].lead_days = 7;
		fixture.office.matters[MATTER_SIGNATURE].lead_days = 7;
		fixture.office.mailing.arrival_days = cases[i].arrival_days;
		know_settled(known, "1", cases[i].printed);
		for (int k = 0; k < 3; k++)
			known[k].visit = on(cases[i].visit);
		struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
		assert_int_equal(cases[i].anew ? 3 : 0, reconciliation.released_count);
		assert_int_equal(cases[i].anew, reconciliation.people[0]->letter);
		arena_close(fixture.arena);
	}
}

/* Urgent is said where it is urgent on the day of posting; and a date that was computed is no
 * longer called so once the register has it. */
static void a_waiting_letter_whose_words_time_has_overtaken_is_written_anew(void **state)
{
	(void)state;
	struct resident resident = due_resident("1");
	static const struct {
		const char *night;
		enum wave wave;
		enum reason reason;
		bool anew;
	} cases[] = {
		{"2026-12-10", WAVE_FIRST, REASON_EMPTY, false},
		{"2026-12-11", WAVE_FIRST, REASON_EMPTY, true},
		{"2026-12-11", WAVE_LATE, REASON_EMPTY, false},
		{"2026-12-10", WAVE_FIRST, REASON_ESTIMATED, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		know_settled(known, "1", false);
		for (int k = 0; k < 3; k++) {
			known[k].wave = cases[i].wave;
			known[k].reason = known[k].outcome == OUTCOME_LETTER ? cases[i].reason
									     : known[k].reason;
		}
		struct reconciliation reconciliation =
			admit_on(cases[i].night, &fixture, known, 3, &resident, 1);
		assert_int_equal(cases[i].anew ? 3 : 0, reconciliation.released_count);
		assert_int_equal(cases[i].anew, reconciliation.people[0]->letter);
		arena_close(fixture.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waiting_letter_goes_to_the_address_of_tonight),
		cmocka_unit_test(a_waiting_letter_is_pulled_when_protection_comes_before_it_goes),
		cmocka_unit_test(a_waiting_letter_that_would_say_less_is_written_anew),
		cmocka_unit_test(a_waiting_reminder_that_is_wrong_is_pulled_alone),
		cmocka_unit_test(a_letter_taken_back_gives_its_dues_free),
		cmocka_unit_test(a_letter_that_waits_until_its_visit_is_decided_anew),
		cmocka_unit_test(a_waiting_letter_whose_words_time_has_overtaken_is_written_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
