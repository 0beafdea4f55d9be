#include "ledger/nights.h"

/* What is known before a night: dues, visits, places, letters that wait, exports, stories. */

static void test_a_new_ledger_knows_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	day_number day = on("2026-11-24");
	struct fault why = {0};
	struct known_due *dues;
	struct standing_appointment *held;
	struct taken_place *places;
	struct notice *notices;
	struct served_due *served;
	struct story_entry *story;
	struct ledger_export export = {.found = true};
	size_t counts[6] = {9, 9, 9, 9, 9, 9};
	int run = 9, last = 9, serial = 9;
	assert_true(ledger_known_dues(ledger, day, scene->arena, &dues, &counts[0], &why));
	assert_true(
		ledger_standing_appointments(ledger, day, scene->arena, &held, &counts[1], &why));
	assert_true(ledger_taken_places(ledger, day, scene->arena, &places, &counts[2], &why));
	assert_true(ledger_pending_notices(ledger, scene->arena, &notices, &counts[3], &why));
	standing_serves(dues, counts[0], day, scene->arena, &served, &counts[4]);
	assert_true(ledger_story(ledger, "1001", scene->arena, &story, &counts[5], &why));
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(counts[i], 0);
	assert_true(ledger_last_serial(ledger, 2026, &serial, &why));
	assert_int_equal(serial, 0);
	assert_true(ledger_latest_export(ledger, &export, &why));
	assert_false(export.found);
	assert_true(ledger_find_night(ledger, day, DIGEST_OFFICE, &run, &last, &why));
	assert_int_equal(run, 0);
	assert_int_equal(last, 0);
	assert_true(ledger_unissued_night(ledger, &day, &run, &why));
	assert_int_equal(day, DAY_NONE);
	struct night night;
	assert_false(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	ledger_close(ledger);
}

/* Open dues whatever their expiry, closed ones from the given day on, with the letter that settled
 * each and whether that has been printed. */
static void test_known_dues(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	static const struct {
		const char *resident;
		enum document document;
		const char *expires;
		enum due_state state;
		enum outcome outcome;
		const char *notice;
		bool printed;
	} expected[] = {
		{"1001", DOCUMENT_AUTHENTICATION, "2027-01-20", DUE_WITHDRAWN, OUTCOME_COVERED,
			"26-000001-1", true},
		{"1001", DOCUMENT_CARD, "2027-01-20", DUE_RENEWED, OUTCOME_LETTER, "26-000001-1",
			true},
		{"1002", DOCUMENT_SIGNATURE, "2027-02-20", DUE_OPEN, OUTCOME_LETTER, "26-000002-9",
			true},
		{"1003", DOCUMENT_CARD, "2027-02-10", DUE_OPEN, OUTCOME_LETTER, "26-000003-7",
			false},
		{"1004", DOCUMENT_AUTHENTICATION, "2027-02-01", DUE_OPEN, OUTCOME_NONE, NULL,
			false},
		{"1005", DOCUMENT_CARD, "2027-02-24", DUE_OPEN, OUTCOME_LETTER, "26-000004-5",
			false},
	};
	struct known_due *dues = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_known_dues(ledger, on("2027-01-20"), scene->arena, &dues, &count, &why));
	assert_int_equal(count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_string_equal(dues[i].resident, expected[i].resident);
		assert_int_equal(dues[i].document, expected[i].document);
		assert_int_equal(dues[i].expires, on(expected[i].expires));
		assert_int_equal(dues[i].state, expected[i].state);
		assert_int_equal(dues[i].outcome, expected[i].outcome);
		assert_int_equal(dues[i].printed, expected[i].printed);
		assert_int_equal(dues[i].settled_first, expected[i].notice != NULL);
		assert_false(dues[i].settled_reminder);
		if (expected[i].notice == NULL)
			assert_null(dues[i].notice);
		else
			assert_string_equal(dues[i].notice, expected[i].notice);
	}
	assert_int_equal(dues[1].matter, MATTER_STAY);
	assert_int_equal(dues[1].wave, WAVE_LATE);
	assert_int_equal(dues[1].reason, REASON_ESTIMATED);
	assert_int_equal(dues[4].reason, REASON_EMPTY);

	assert_true(ledger_known_dues(ledger, on("2027-01-21"), scene->arena, &dues, &count, &why));
	assert_int_equal(count, 4);
	assert_true(ledger_known_dues(ledger, on("2028-01-01"), scene->arena, &dues, &count, &why));
	assert_int_equal(count, 4);
	ledger_close(ledger);
}

/* A pulled letter settles nothing: its dues can be settled anew, it is no longer pending, and it
 * stays on record. */
static void test_a_pulled_letter_gives_its_dues_free(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct notice *pending = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_pending_notices(ledger, scene->arena, &pending, &count, &why));
	assert_int_equal(count, 2);
	assert_string_equal(pending[0].number, "26-000003-7");
	assert_int_equal(pending[0].item_count, 1);
	assert_int_equal(pending[0].appointment.state, APPOINTMENT_STATE_OFFERED);
	assert_int_equal(pending[0].sheet, 0);
	assert_string_equal(pending[1].number, "26-000004-5");

	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	build_pulled(third, "26-000003-7");
	must_commit(ledger, third);
	assert_true(ledger_pending_notices(ledger, scene->arena, &pending, &count, &why));
	assert_int_equal(count, 1);
	assert_string_equal(pending[0].number, "26-000004-5");
	struct known_due *dues = NULL;
	assert_true(ledger_known_dues(ledger, on("2027-01-21"), scene->arena, &dues, &count, &why));
	assert_string_equal(dues[1].resident, "1003");
	assert_false(dues[1].settled_first);
	assert_null(dues[1].notice);

	struct build *fourth = build_night(scene->arena, "2026-11-27", 1);
	build_notice(fourth, "26-000005-2", "1003", NULL);
	build_due(fourth, "1003", MATTER_CARD, "2027-02-10", OUTCOME_LETTER, "26-000005-2");
	must_commit(ledger, fourth);
	struct story_entry *story = NULL;
	assert_true(ledger_story(ledger, "1003", scene->arena, &story, &count, &why));
	assert_int_equal(count, 3);
	assert_true(story[1].pulled);
	assert_string_equal(story[1].due.notice, "26-000003-7");
	assert_false(story[2].pulled);
	assert_string_equal(story[2].due.notice, "26-000005-2");
	ledger_close(ledger);
}

/* The last letter that settled a due is the reminder, once there is one. */
static void test_a_reminder_settles_beside_the_first_letter(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	struct build *reminds = build_night(scene->arena, "2026-11-25", 1);
	build_notice(reminds, "26-000003-7", "1002", NULL)->wave = WAVE_REMINDER;
	build_due(reminds, "1002", MATTER_SIGNATURE, "2027-02-20", OUTCOME_LETTER, "26-000003-7")
		->decision.wave = WAVE_REMINDER;
	must_commit(ledger, reminds);
	struct known_due *dues = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_known_dues(ledger, on("2027-02-20"), scene->arena, &dues, &count, &why));
	assert_string_equal(dues[2].resident, "1002");
	assert_true(dues[2].settled_first);
	assert_true(dues[2].settled_reminder);
	assert_string_equal(dues[2].notice, "26-000003-7");
	assert_false(dues[2].printed);
	ledger_close(ledger);
}

/* A certificate that comes into its window later is settled by the letter that covers it already,
 * which is not made to say more than it did. */
static void test_an_earlier_letter_covers_a_later_due(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	struct build *later = build_night(scene->arena, "2026-11-25", 1);
	build_due(later, "1001", MATTER_SIGNATURE, "2027-02-24", OUTCOME_COVERED, "26-000001-1")
		->decision.reason = REASON_STAY;
	must_commit(ledger, later);
	const char *told = night_text(ledger, scene->arena, "2026-11-25", 1);
	/* The letter is named; the visit that it offered is not told again. */
	assert_non_null(strstr(told, "first covered 'stay' '26-000001-1'"));
	assert_null(strstr(told, "2026-12-07..2027-01-15"));
	assert_null(strstr(told, "invited"));
	struct known_due *dues = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_known_dues(ledger, on("2027-02-24"), scene->arena, &dues, &count, &why));
	assert_int_equal(dues[2].document, DOCUMENT_SIGNATURE);
	assert_string_equal(dues[2].notice, "26-000001-1");
	assert_true(dues[2].printed);
	struct build *cancels = build_night(scene->arena, "2026-11-26", 1);
	build_cancelled(cancels, "uid-one@232068");
	must_commit(ledger, cancels);
	struct night night;
	assert_true(ledger_night(ledger, on("2026-11-26"), 1, scene->arena, &night, &why));
	assert_int_equal(night.invited_count, 1);
	assert_int_equal(night.invited[0].item_count, 2);
	ledger_close(ledger);
}

/* Places are told from the given day on, those of a cancelled visit not at all. */
static void test_held_places(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	struct taken_place *places = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(
		ledger_taken_places(ledger, on("2026-12-09"), scene->arena, &places, &count, &why));
	assert_int_equal(count, 1);
	assert_string_equal(places[0].counter, "cityhall");
	assert_int_equal(places[0].day, on("2026-12-09"));
	assert_int_equal(places[0].starts, 17 * 60 + 30);
	assert_int_equal(places[0].ends, 18 * 60);
	assert_int_equal(places[0].desk, 1);
	assert_true(
		ledger_taken_places(ledger, on("2026-12-10"), scene->arena, &places, &count, &why));
	assert_int_equal(count, 0);
	struct build *cancels = build_night(scene->arena, "2026-11-26", 1);
	build_cancelled(cancels, "uid-one@232068");
	must_commit(ledger, cancels);
	assert_true(
		ledger_taken_places(ledger, on("2026-12-09"), scene->arena, &places, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
}

/* Serials count by year of the number. */
static void test_last_serial_is_the_years_own(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-12-31", 1);
	build_notice(build, "25-000077-0", "1001", NULL);
	build_notice(build, "26-000009-4", "1002", NULL);
	build_notice(build, "26-001234-9", "1003", NULL);
	must_commit(ledger, build);
	struct fault why = {0};
	int serial = -1;
	assert_true(ledger_last_serial(ledger, 2025, &serial, &why));
	assert_int_equal(serial, 77);
	assert_true(ledger_last_serial(ledger, 2026, &serial, &why));
	assert_int_equal(serial, 1234);
	assert_true(ledger_last_serial(ledger, 2027, &serial, &why));
	assert_int_equal(serial, 0);
	ledger_close(ledger);
}

/* A later day may be decided on bytes seen before; the first night that saw them is told, and the
 * runs of a day count up. */
static void test_exports_seen(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *first = build_night(scene->arena, "2026-11-24", 1);
	struct build *again = build_night(scene->arena, "2026-11-24", 2);
	struct build *next = build_night(scene->arena, "2026-11-25", 1);
	next->night.register_digest = first->night.register_digest;
	next->night.as_of = first->night.as_of;
	next->night.read = 1001;
	next->night.decided = 999;
	must_commit(ledger, first);
	must_commit(ledger, again);
	must_commit(ledger, next);
	struct ledger_export export;
	struct fault why = {0};
	assert_true(ledger_latest_export(ledger, &export, &why));
	assert_true(export.found);
	assert_int_equal(export.night, on("2026-11-25"));
	assert_int_equal(export.run, 1);
	assert_int_equal(export.as_of, on("2026-11-23"));
	assert_int_equal(export.residents, 1001);
	assert_true(ledger_export_seen(ledger, first->night.register_digest, &export, &why));
	assert_int_equal(export.night, on("2026-11-24"));
	assert_int_equal(export.run, 1);
	assert_int_equal(export.residents, 1000);
	assert_true(ledger_export_seen(ledger, DIGEST_OFFICE, &export, &why));
	assert_false(export.found);
	int run = 9, last = 9;
	assert_true(ledger_find_night(
		ledger, on("2026-11-24"), again->night.register_digest, &run, &last, &why));
	assert_int_equal(run, 2);
	assert_int_equal(last, 2);
	assert_true(ledger_find_night(
		ledger, on("2026-11-25"), again->night.register_digest, &run, &last, &why));
	assert_int_equal(run, 0);
	assert_int_equal(last, 1);
	ledger_close(ledger);
}

/* A resident's story: every decision, refreshed ones too, oldest first, with the due's state now.
 */
static void test_story(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct story_entry *story = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_story(ledger, "1001", scene->arena, &story, &count, &why));
	assert_int_equal(count, 2);
	assert_int_equal(story[1].due.decision.matter, MATTER_STAY);
	assert_int_equal(story[1].night, on("2026-11-24"));
	assert_int_equal(story[1].run, 1);
	assert_int_equal(story[1].state, DUE_RENEWED);
	assert_int_equal(story[0].state, DUE_WITHDRAWN);
	assert_int_equal(story[1].mailed, on("2026-11-24"));
	assert_false(story[1].pulled);
	assert_int_equal(story[1].due.appointment.state, APPOINTMENT_STATE_OFFERED);
	assert_true(ledger_story(ledger, "1003", scene->arena, &story, &count, &why));
	assert_int_equal(count, 2);
	assert_int_equal(story[0].due.decision.outcome, OUTCOME_HAND);
	assert_int_equal(story[0].due.decision.reason, REASON_PROTECTION);
	assert_int_equal(story[1].due.decision.outcome, OUTCOME_LETTER);
	assert_int_equal(story[1].mailed, DAY_NONE);
	assert_int_equal(story[1].state, DUE_OPEN);
	assert_true(ledger_story(ledger, "1004", scene->arena, &story, &count, &why));
	assert_int_equal(count, 2);
	assert_true(ledger_story(ledger, "100", scene->arena, &story, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_a_new_ledger_knows_nothing),
		TEST(test_known_dues),
		TEST(test_a_pulled_letter_gives_its_dues_free),
		TEST(test_a_reminder_settles_beside_the_first_letter),
		TEST(test_an_earlier_letter_covers_a_later_due),
		TEST(test_held_places),
		TEST(test_last_serial_is_the_years_own),
		TEST(test_exports_seen),
		TEST(test_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
