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

/* Half a letter cannot be corrected: what opens while it waits belongs in it. */
static void a_waiting_letter_that_another_due_would_join_is_written_anew(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident resident = due_resident("1");
	/* A certificate that the card covers, and no letter has. */
	know_settled(known, "1", false);
	struct reconciliation covered = reconcile(&fixture, known, 2, &resident, 1);
	assert_int_equal(2, covered.released_count);
	assert_int_equal(0, covered.readdressed_count);
	for (int i = 0; i < 3; i++)
		assert_true(covered.people[0]->dues[i].settles);
	/* One of two certificates that are written about by themselves. */
	resident.card.expires = on("2036-02-10");
	known[0].outcome = OUTCOME_LETTER;
	known[0].reason = REASON_EMPTY;
	struct reconciliation alone = reconcile(&fixture, known, 1, &resident, 1);
	assert_int_equal(1, alone.released_count);
	assert_true(alone.people[0]->dues[0].settles);
	assert_true(alone.people[0]->dues[1].settles);
	/* Where that one has its own letter, printed, nothing joins. */
	know_settled(known, "1", false);
	known[1] = known[2];
	known[1].printed = true;
	known[1].notice = known[1].first = "26-000002-1";
	for (int i = 0; i < 2; i++) {
		known[i].outcome = OUTCOME_LETTER;
		known[i].reason = REASON_EMPTY;
	}
	struct reconciliation both = reconcile(&fixture, known, 2, &resident, 1);
	assert_int_equal(0, both.released_count);
	assert_int_equal(1, both.readdressed_count);
	assert_string_equal("26-000001-3", both.readdressed[0].notice);
	arena_close(fixture.arena);
}

/* A certificate was given up before the letter was written: no part of it, no matter to it. */
static void what_no_letter_is_about_pulls_none(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident resident = due_resident("1");
	resident.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	know_settled(known, "1", false);
	known[2].settled_first = false;
	known[2].notice = known[2].first = NULL;
	known[2].state = DUE_WITHDRAWN;
	known[2].outcome = OUTCOME_NONE;
	known[2].reason = REASON_CERTIFICATE_REVOKED;
	struct reconciliation tonight = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, tonight.released_count);
	assert_int_equal(1, tonight.readdressed_count);
	assert_int_equal(0, count_rows(&tonight));
	arena_close(fixture.arena);
}

/* Three residents, each with a letter that waits; only one's is wrong by now. */
static void a_letter_is_pulled_whole_and_alone(void **state)
{
	(void)state;
	static const char *const ids[] = {"1", "2", "3"}, *const numbers[] = {"26-000001-3",
								  "26-000002-1", "26-000003-9"};
	for (int wrong = 0; wrong < 3; wrong++) {
		struct fixture fixture = open_fixture();
		struct known_due known[9];
		struct resident residents[3];
		for (int i = 0; i < 3; i++) {
			residents[i] = due_resident(ids[i]);
			know_settled(known + 3 * i, ids[i], false);
			for (int k = 0; k < 3; k++)
				known[3 * i + k].notice = known[3 * i + k].first = numbers[i];
		}
		residents[wrong].protection = PROTECTION_ACTIVE;
		struct reconciliation tonight = reconcile(&fixture, known, 9, residents, 3);
		assert_int_equal(3, tonight.released_count);
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(numbers[wrong], tonight.released[k]->notice);
		assert_int_equal(2, tonight.readdressed_count);
		for (size_t k = 0; k < 2; k++)
			assert_string_not_equal(numbers[wrong], tonight.readdressed[k].notice);
		arena_close(fixture.arena);
	}
}

/* Whatever the ledger has of it: to who is by hand tonight no letter goes, one that waits neither.
 */
static void no_waiting_letter_stands_for_what_is_by_hand(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_ACTIVE;
	struct reconciliation tonight = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, tonight.released_count);
	assert_int_equal(0, tonight.readdressed_count);
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waiting_letter_that_another_due_would_join_is_written_anew),
		cmocka_unit_test(what_no_letter_is_about_pulls_none),
		cmocka_unit_test(a_letter_is_pulled_whole_and_alone),
		cmocka_unit_test(no_waiting_letter_stands_for_what_is_by_hand),
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
