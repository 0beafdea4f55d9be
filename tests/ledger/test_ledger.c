#include "ledger/nights.h"

/* The nights of the ledger: what is put in comes out, history stays, constraints hold. */

/* ---- what is put in comes out ---- */

static const char FIRST_NIGHT[] =
	"night 2026-11-24/1 as of 2026-11-23, posting 2026-11-24 mailing, 1000 = 998 + 2, "
	"0001…00ff…\n"
	"due 1001 H1001 authentication 2027-01-20 opens 2026-10-21 first covered 'stay' "
	"'26-000001-1' [2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall "
	"2026-12-09T17:30-18:00\n"
	"due 1001 H1001 stay 2027-01-20 opens 2026-10-21 late letter 'estimated' estimated call "
	"'26-000001-1' [2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall "
	"2026-12-09T17:30-18:00\n"
	"due 1002 H1002 signature 2027-02-20 opens 2026-11-21 first letter '' '26-000002-9' [..] "
	"no-appointment\n"
	"due 1003 H1003 card 2027-02-10 opens 2026-11-11 first hand 'protection' '' [..] "
	"no-appointment\n"
	"due 1004 H1004 authentication 2027-02-01 opens 2026-11-02 first none 'renewal-applied' '' "
	"[..] no-appointment\n"
	"exception 12 '' id-missing: a resident without id\n"
	"exception 40 '1009' expiry-unexplained: card: no rule gives 2027-01-01\n"
	"exception 40 '1009' renewal-odd: told after the other of its line\n"
	"sheet 26-000002-9 TOKEN-26-000002-9----- 2026-11-24 first sheet 1|1002|H1002|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||000|| signature 2027-02-20 first "
	"letter; [..] no-appointment\n"
	"sheet 26-000001-1 TOKEN-26-000001-1----- 2026-11-24 late sheet 2|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|100|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n"
	"carried 0\n"
	"invited 26-000001-1 TOKEN-26-000001-1----- 2026-11-24 late sheet 2|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|100|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n"
	"agenda 26-000001-1 offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n";

/* Everything of a night comes out of ledger_night, in the order of model/night.h, though it was
 * put in in another. */
static void test_a_night_comes_back_whole_and_in_order(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	assert_string_equal(night_text(ledger, scene->arena, "2026-11-24", 1), FIRST_NIGHT);
	ledger_close(ledger);
	ledger = must_open(scene, LEDGER_READ);
	assert_string_equal(night_text(ledger, scene->arena, "2026-11-24", 1), FIRST_NIGHT);
	ledger_close(ledger);
}

static const char SECOND_NIGHT[] =
	"night 2026-11-25/1 as of 2026-11-24, posting 2026-11-26, 1000 = 998 + 2, 0001…00ff…\n"
	"due 1003 H1003 card 2027-02-10 opens 2026-11-11 first letter '' '26-000003-7' "
	"[2026-12-07..2027-01-15] offered uid-three@232068/0 cityhall 2026-12-09T17:30-18:00\n"
	"due 1005 H1005 card 2027-02-24 opens 2026-11-25 first letter '' '26-000004-5' [..] "
	"no-appointment\n"
	"carried 0\n"
	"invited 26-000001-1 TOKEN-26-000001-1----- 2026-11-24 late sheet 0|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|100|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] cancelled uid-one@232068/1 cityhall 2026-12-09T17:30-18:00\n"
	"invited 26-000003-7 TOKEN-26-000003-7----- 2026-11-25 first sheet 0|1003|H1003|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||000|| card 2027-02-10 first "
	"letter; [2026-12-07..2027-01-15] offered uid-three@232068/0 cityhall "
	"2026-12-09T17:30-18:00\n"
	"agenda 26-000003-7 offered uid-three@232068/0 cityhall 2026-12-09T17:30-18:00\n";

/* A visit that is cancelled is in `invited` of that night and off its agenda, its place can be
 * given in the same night; a due that is only refreshed is no row; letters wait. */
static void test_the_next_night_cancels_and_gives_again(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	assert_string_equal(night_text(ledger, scene->arena, "2026-11-25", 1), SECOND_NIGHT);
	ledger_close(ledger);
}

/* After a later night has cancelled, given again, addressed anew and mailed, each earlier night is
 * told as before. */
static void test_later_nights_leave_history_as_it_was(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));

	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	struct notice *moved = build_refreshed(third, "26-000003-7", "1003");
	moved->recipient.address = "愛知県春日井市坂下町4丁目1番地";
	moved->recipient.household = "H2";
	build_cancelled(third, "uid-three@232068");
	build_pulled(third, "26-000004-5");
	build_notice(third, "26-000005-2", "1005", NULL);
	build_due(third, "1005", MATTER_CARD, "2027-02-24", OUTCOME_LETTER, "26-000005-2");
	build_mailed(third, "26-000005-2");
	build_mailed(third, "26-000003-7");
	must_commit(ledger, third);

	assert_string_equal(night_text(ledger, scene->arena, "2026-11-24", 1), FIRST_NIGHT);
	assert_string_equal(night_text(ledger, scene->arena, "2026-11-25", 1), SECOND_NIGHT);
	const char *told = night_text(ledger, scene->arena, "2026-11-26", 1);
	assert_non_null(strstr(told, "sheet 2|1003|H2|"));
	assert_non_null(strstr(told, "坂下町"));
	assert_non_null(strstr(told, "cancelled uid-three@232068/1"));
	assert_non_null(strstr(told, "carried 1\n"));
	assert_null(strstr(told, "agenda"));
	ledger_close(ledger);
}

/* A visit is on the agenda of its own day and off the next one's. */
static void test_the_agenda_begins_with_the_night(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, build_night(scene->arena, "2026-12-09", 1));
	must_commit(ledger, build_night(scene->arena, "2026-12-10", 1));
	assert_non_null(strstr(night_text(ledger, scene->arena, "2026-12-09", 1), "agenda"));
	assert_null(strstr(night_text(ledger, scene->arena, "2026-12-10", 1), "agenda"));
	ledger_close(ledger);
}

/* The agenda goes by counter id, day, start and UID. */
static void test_the_agenda_is_in_order(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	static const struct {
		const char *number, *uid, *counter, *day;
		int starts, desk;
	} visits[] = {
		{"26-000001-1", "e", "tobu", "2026-12-07", 540, 0},
		{"26-000002-9", "d", "cityhall", "2026-12-08", 540, 0},
		{"26-000003-7", "c", "cityhall", "2026-12-07", 600, 0},
		{"26-000004-5", "b", "cityhall", "2026-12-07", 540, 0},
		{"26-000005-2", "a", "cityhall", "2026-12-07", 540, 1},
	};
	for (size_t i = 0; i < 5; i++) {
		build_notice(build, visits[i].number, visits[i].number, visits[i].uid);
		build_place(build, visits[i].uid, visits[i].counter, visits[i].day,
			visits[i].starts, 1, visits[i].desk);
	}
	must_commit(ledger, build);
	struct night night;
	struct fault why = {0};
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(night.agenda_count, 5);
	for (size_t i = 0; i < 5; i++) {
		const char expected[] = {(char)('a' + (int)i), '\0'};
		assert_string_equal(night.agenda[i].appointment.uid, expected);
	}
	ledger_close(ledger);
}

/* A new letter that keeps the visit of an earlier one is invited of its night, names the same UID
 * and version, and is the one that holds it; a cancellation reaches every letter that names it. */
static void test_a_kept_visit_is_told_by_both_letters(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	struct build *keeps = build_night(scene->arena, "2026-11-25", 1);
	build_notice(keeps, "26-000003-7", "1001", "uid-one@232068");
	build_due(keeps, "1001", MATTER_SIGNATURE, "2027-02-24", OUTCOME_LETTER, "26-000003-7");
	must_commit(ledger, keeps);
	const char *told = night_text(ledger, scene->arena, "2026-11-25", 1);
	assert_null(strstr(told, "invited 26-000001-1"));
	assert_non_null(strstr(told, "invited 26-000003-7"));
	assert_non_null(strstr(told, "agenda 26-000003-7 offered uid-one@232068/0"));

	struct held_appointment *held = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_held_appointments(
		ledger, on("2026-11-26"), scene->arena, &held, &count, &why));
	assert_int_equal(count, 1);
	assert_string_equal(held[0].notice, "26-000003-7");
	assert_string_equal(held[0].resident, "1001");
	assert_string_equal(held[0].appointment.uid, "uid-one@232068");
	assert_int_equal(held[0].appointment.starts, 17 * 60 + 30);
	assert_int_equal(held[0].appointment.ends, 18 * 60);
	assert_int_equal(held[0].desk, 1);

	struct served_due *served = NULL;
	assert_true(
		ledger_served_dues(ledger, on("2026-11-26"), scene->arena, &served, &count, &why));
	assert_int_equal(count, 3);
	assert_int_equal(served[0].document, DOCUMENT_AUTHENTICATION);
	assert_int_equal(served[1].document, DOCUMENT_CARD);
	assert_int_equal(served[2].document, DOCUMENT_SIGNATURE);
	assert_int_equal(served[2].expires, on("2027-02-24"));
	assert_string_equal(served[2].uid, "uid-one@232068");
	assert_string_equal(served[2].resident, "1001");

	struct build *cancels = build_night(scene->arena, "2026-11-26", 1);
	build_cancelled(cancels, "uid-one@232068");
	must_commit(ledger, cancels);
	told = night_text(ledger, scene->arena, "2026-11-26", 1);
	assert_non_null(strstr(told, "invited 26-000001-1"));
	assert_non_null(strstr(told, "invited 26-000003-7"));
	assert_true(ledger_held_appointments(
		ledger, on("2026-11-26"), scene->arena, &held, &count, &why));
	assert_int_equal(count, 0);
	assert_true(
		ledger_served_dues(ledger, on("2026-11-26"), scene->arena, &served, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
}

/* The agenda names a pulled letter only where no other names the visit. */
static void test_a_pulled_letter_gives_its_visit_to_the_one_before(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	struct build *keeps = build_night(scene->arena, "2026-11-25", 1);
	build_notice(keeps, "26-000003-7", "1001", "uid-one@232068");
	must_commit(ledger, keeps);
	struct build *pulls = build_night(scene->arena, "2026-11-26", 1);
	build_pulled(pulls, "26-000003-7");
	must_commit(ledger, pulls);
	assert_non_null(
		strstr(night_text(ledger, scene->arena, "2026-11-25", 1), "agenda 26-000003-7"));
	assert_non_null(
		strstr(night_text(ledger, scene->arena, "2026-11-26", 1), "agenda 26-000001-1"));
	ledger_close(ledger);
}

/* ---- what is known before a night ---- */

static void test_a_new_ledger_knows_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	day_number day = on("2026-11-24");
	struct fault why = {0};
	struct known_due *dues;
	struct held_appointment *held;
	struct held_place *places;
	struct notice *notices;
	struct served_due *served;
	struct story_entry *story;
	struct ledger_export export = {.found = true};
	size_t counts[6] = {9, 9, 9, 9, 9, 9};
	int run = 9, last = 9, serial = 9;
	assert_true(ledger_known_dues(ledger, day, scene->arena, &dues, &counts[0], &why));
	assert_true(ledger_held_appointments(ledger, day, scene->arena, &held, &counts[1], &why));
	assert_true(ledger_held_places(ledger, day, scene->arena, &places, &counts[2], &why));
	assert_true(ledger_pending_notices(ledger, scene->arena, &notices, &counts[3], &why));
	assert_true(ledger_served_dues(ledger, day, scene->arena, &served, &counts[4], &why));
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
	assert_non_null(strstr(told, "first covered 'stay' '26-000001-1' [2026-12-07..2027-01-15] "
				     "offered uid-one@232068/0"));
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
	struct held_place *places = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(
		ledger_held_places(ledger, on("2026-12-09"), scene->arena, &places, &count, &why));
	assert_int_equal(count, 2);
	assert_string_equal(places[0].counter, "cityhall");
	assert_int_equal(places[0].day, on("2026-12-09"));
	assert_int_equal(places[0].start, 17 * 60 + 30);
	assert_int_equal(places[1].start, 17 * 60 + 45);
	assert_int_equal(places[1].desk, 1);
	assert_true(
		ledger_held_places(ledger, on("2026-12-10"), scene->arena, &places, &count, &why));
	assert_int_equal(count, 0);
	struct build *cancels = build_night(scene->arena, "2026-11-26", 1);
	build_cancelled(cancels, "uid-one@232068");
	must_commit(ledger, cancels);
	assert_true(
		ledger_held_places(ledger, on("2026-12-09"), scene->arena, &places, &count, &why));
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

/* The earliest night whose folder is not in place is told until it is said to be. */
static void test_nights_are_issued_one_by_one(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	static const struct {
		const char *day;
		int run;
	} nights[] = {{"2026-11-24", 1}, {"2026-11-24", 2}, {"2026-11-25", 1}};
	struct fault why = {0};
	day_number day;
	int run;
	for (size_t i = 0; i < 3; i++)
		must_commit(ledger, build_night(scene->arena, nights[i].day, nights[i].run));
	for (size_t i = 0; i < 3; i++) {
		assert_true(ledger_unissued_night(ledger, &day, &run, &why));
		assert_int_equal(day, on(nights[i].day));
		assert_int_equal(run, nights[i].run);
		assert_true(ledger_issue(ledger, day, run, &why));
		ledger_close(ledger);
		ledger = must_open(scene, LEDGER_WRITE);
		struct night night;
		assert_true(ledger_night(ledger, day, run, scene->arena, &night, &why));
		assert_true(night.issued);
	}
	assert_true(ledger_unissued_night(ledger, &day, &run, &why));
	assert_int_equal(day, DAY_NONE);
	assert_false(ledger_issue(ledger, on("2026-11-26"), 1, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
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

/* Every word of the model is a word of the schema. */
static void test_every_word_can_be_stored(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	for (int reason = 0; reason < REASONS; reason++)
		for (int outcome = 0; outcome < OUTCOMES; outcome++) {
			const char *resident = arena_print(scene->arena, "%d-%d", reason, outcome);
			struct admitted_due *due =
				build_due(build, resident, (enum matter)(reason % MATTERS),
					"2027-02-01", (enum outcome)outcome, "");
			due->decision.reason = (enum reason)reason;
			due->decision.wave = (enum wave)(reason % WAVES);
			due->state = (enum due_state)(reason % DUE_STATES);
		}
	for (int stay_case = 0; stay_case < STAY_CASES; stay_case++)
		build_notice(build, arena_print(scene->arena, "26-%06d-0", stay_case), "1001", NULL)
			->recipient.stay_case = (enum stay_case)stay_case;
	must_commit(ledger, build);
	struct night night;
	struct fault why = {0};
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(night.due_count, REASONS * OUTCOMES);
	struct known_due *dues = NULL;
	size_t count = 0;
	assert_true(ledger_known_dues(ledger, 0, scene->arena, &dues, &count, &why));
	assert_int_equal(count, REASONS * OUTCOMES);
	for (size_t i = 0; i < count; i++) {
		int reason = 0, outcome = 0;
		assert_int_equal(sscanf(dues[i].resident, "%d-%d", &reason, &outcome), 2);
		assert_int_equal(dues[i].reason, reason);
		assert_int_equal(dues[i].outcome, outcome);
		assert_int_equal(dues[i].matter, reason % MATTERS);
		assert_int_equal(dues[i].wave, reason % WAVES);
		assert_int_equal(dues[i].state, reason % DUE_STATES);
	}
	ledger_close(ledger);
}

/* ---- constraints ---- */

static void second_letter_of_a_due(struct build *build)
{
	build_notice(build, "26-000005-2", "1002", NULL);
	build_due(build, "1002", MATTER_SIGNATURE, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
}

static void late_letter_after_the_first(struct build *build)
{
	second_letter_of_a_due(build);
	build->dues[build->night.due_count - 1].decision.wave = WAVE_LATE;
}

static void two_letters_in_one_night(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", NULL);
	build_notice(build, "26-000006-0", "1006", NULL);
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
	build_due(build, "1006", MATTER_STAY, "2027-02-20", OUTCOME_LETTER, "26-000006-0");
}

static void two_reminders(struct build *build)
{
	two_letters_in_one_night(build);
	build->dues[build->night.due_count - 1].decision.wave = WAVE_REMINDER;
	build->dues[build->night.due_count - 2].decision.wave = WAVE_REMINDER;
}

static void a_place_twice(struct build *build)
{
	build_place(build, "uid-five@232068", "cityhall", "2026-12-09", 17 * 60 + 45, 1, 1);
}

static void a_uid_twice(struct build *build)
{
	build_place(build, "uid-one@232068", "tobu", "2026-12-09", 9 * 60, 1, 0);
}

static void a_visit_that_ends_before_it_starts(struct build *build)
{
	build_place(build, "uid-five@232068", "tobu", "2026-12-09", 9 * 60, 1, 0)->ends = 8 * 60;
}

static void a_visit_that_nobody_gave(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", "uid-nobody@232068");
}

static void a_number_twice(struct build *build)
{
	build_notice(build, "26-000001-1", "1006", NULL)->token = "TOKEN-TOKEN-TOKEN-TOKE";
}

static void a_token_twice(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", NULL)->token = "TOKEN-26-000001-1-----";
}

static void a_number_of_another_form(struct build *build)
{
	build_notice(build, "26-00005-2", "1006", NULL);
}

static void a_letter_that_does_not_exist(struct build *build)
{
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
}

static void a_due_decided_twice(struct build *build)
{
	build_due(build, "1003", MATTER_CARD, "2027-02-10", OUTCOME_HAND, "");
}

static void an_unknown_due_closed(struct build *build)
{
	build_closed(build, "1006", DOCUMENT_CARD, "2027-01-20", DUE_RENEWED);
}

static void a_due_closed_as_open(struct build *build)
{
	build_closed(build, "1002", DOCUMENT_SIGNATURE, "2027-02-20", DUE_OPEN);
}

static void an_unknown_letter_pulled(struct build *build)
{
	build_pulled(build, "26-000099-0");
}

static void a_printed_letter_pulled(struct build *build)
{
	build_pulled(build, "26-000002-9");
}

static void an_unknown_visit_cancelled(struct build *build)
{
	build_cancelled(build, "uid-nobody@232068");
}

static void a_visit_cancelled_twice(struct build *build)
{
	build_cancelled(build, "uid-one@232068");
}

static void a_printed_letter_addressed_anew(struct build *build)
{
	build_refreshed(build, "26-000002-9", "1002")->recipient.building = "101";
}

static void an_unknown_letter_addressed_anew(struct build *build)
{
	build_refreshed(build, "26-000099-0", "1002");
}

static void letters_mailed_on_a_night_without_mailing(struct build *build)
{
	build_mailed(build, "26-000003-7");
}

static void a_letter_mailed_again(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000002-9");
}

static void a_letter_mailed_twice(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000003-7");
	build_mailed(build, "26-000003-7");
}

static void an_unknown_letter_mailed(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000099-0");
}

static void sums_that_do_not_balance(struct build *build)
{
	build->night.decided++;
}

static void a_run_twice(struct build *build)
{
	build->night.day = build->night.posting_day = on("2026-11-24");
}

static void the_same_bytes_on_the_same_day(struct build *build)
{
	a_run_twice(build);
	build->night.run = 2;
	build->night.register_digest = arena_print(build->arena, "%060x%04x", 20781, 1);
}

static void a_mailing_before_the_night(struct build *build)
{
	build->night.posting_day = build->night.day - 1;
}

static void an_exception_without_code(struct build *build)
{
	build_exception(build, 1, "1006", "", "nothing");
}

static const struct spoiler {
	const char *what;
	void (*spoil)(struct build *build);
} spoilers[] = {
	{"a second first letter of a due", second_letter_of_a_due},
	{"a late letter after the first", late_letter_after_the_first},
	{"two letters about one document in one night", two_letters_in_one_night},
	{"two reminders about one document", two_reminders},
	{"a place given twice", a_place_twice},
	{"a UID given twice", a_uid_twice},
	{"a visit that ends before it starts", a_visit_that_ends_before_it_starts},
	{"a letter that names a visit nobody gave", a_visit_that_nobody_gave},
	{"a notice number twice", a_number_twice},
	{"a token twice", a_token_twice},
	{"a notice number of another form", a_number_of_another_form},
	{"a due settled by a letter that does not exist", a_letter_that_does_not_exist},
	{"a due decided twice in a night", a_due_decided_twice},
	{"a due closed that is not known", an_unknown_due_closed},
	{"a due closed as open", a_due_closed_as_open},
	{"a letter pulled that is not known", an_unknown_letter_pulled},
	{"a printed letter pulled", a_printed_letter_pulled},
	{"a visit cancelled that is not known", an_unknown_visit_cancelled},
	{"a visit cancelled twice", a_visit_cancelled_twice},
	{"a printed letter addressed anew", a_printed_letter_addressed_anew},
	{"a letter addressed anew that is not known", an_unknown_letter_addressed_anew},
	{"a letter in the mailing of a night without one",
		letters_mailed_on_a_night_without_mailing},
	{"a letter mailed that has been mailed", a_letter_mailed_again},
	{"a letter mailed twice in one mailing", a_letter_mailed_twice},
	{"a letter mailed that is not known", an_unknown_letter_mailed},
	{"residents read that are not decided and aside", sums_that_do_not_balance},
	{"the same run of the same day", a_run_twice},
	{"the same bytes on the same day", the_same_bytes_on_the_same_day},
	{"a posting day before the night", a_mailing_before_the_night},
	{"an exception without code", an_exception_without_code},
};

/* Whatever constraint a night hits, and wherever within it, nothing of it is kept, the message
 * names the ledger and nobody in it, and the night can be committed once it is right. */
static void test_a_night_that_hits_a_constraint_changes_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	const char *before = dump(scene);
	for (size_t i = 0; i < sizeof spoilers / sizeof spoilers[0]; i++) {
		struct build *build = second_night(scene->arena);
		struct fault why = {0};
		spoilers[i].spoil(build);
		if (commit(ledger, build, &why))
			fail_msg("%s: committed", spoilers[i].what);
		if (why.kind != FAULT_INTERNAL)
			fail_msg("%s: %s", spoilers[i].what, why.message);
		assert_ptr_equal(strstr(why.message, scene->path), why.message);
		assert_null(strstr(why.message, "髙子"));
		assert_null(strstr(why.message, "100"));
		if (strcmp(dump(scene), before) != 0)
			fail_msg("%s: something was kept", spoilers[i].what);
	}
	must_commit(ledger, second_night(scene->arena));
	ledger_close(ledger);
}

/* A pulled letter is in no mailing. */
static void test_a_pulled_letter_cannot_be_mailed(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	struct fault why = {0};
	build_pulled(third, "26-000003-7");
	build_mailed(third, "26-000003-7");
	assert_false(commit(ledger, third, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	ledger_close(ledger);
}

/* Addressing a letter as it is addressed already stores nothing, also once it is printed. */
static void test_an_unchanged_address_is_not_stored_again(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	build_refreshed(third, "26-000003-7", "1003");
	build_refreshed(third, "26-000002-9", "1002");
	must_commit(ledger, third);
	const char *told = dump(scene);
	size_t rows = 0;
	for (const char *at = told; (at = strstr(at, "\nrecipient|")) != NULL; at++)
		rows++;
	assert_int_equal(rows, 4);
	ledger_close(ledger);
}

/* A night given up leaves nothing, not even what was told while the register was read; nor does a
 * ledger closed in the middle of one. */
static void test_a_night_given_up_leaves_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const char *before = dump(scene);
	const struct night_exception exception = {7, "1001", "odd", "odd"};
	struct fault why = {0};
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_tell_exception(ledger, &exception, &why));
	ledger_rollback(ledger);
	assert_string_equal(dump(scene), before);
	ledger_rollback(ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_tell_exception(ledger, &exception, &why));
	ledger_close(ledger);
	assert_string_equal(dump(scene), before);
	ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
}

/* Outside ledger_begin nothing is written. */
static void test_a_night_must_be_begun(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const char *before = dump(scene);
	struct build *build = first_night(scene->arena);
	struct fault why = {0};
	assert_false(ledger_commit(ledger, &build->night, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_false(ledger_tell_exception(ledger, &build->exceptions[0], &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_string_equal(dump(scene), before);
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_a_night_comes_back_whole_and_in_order),
		TEST(test_the_next_night_cancels_and_gives_again),
		TEST(test_later_nights_leave_history_as_it_was),
		TEST(test_the_agenda_begins_with_the_night),
		TEST(test_the_agenda_is_in_order),
		TEST(test_a_kept_visit_is_told_by_both_letters),
		TEST(test_a_pulled_letter_gives_its_visit_to_the_one_before),
		TEST(test_a_new_ledger_knows_nothing),
		TEST(test_known_dues),
		TEST(test_a_pulled_letter_gives_its_dues_free),
		TEST(test_a_reminder_settles_beside_the_first_letter),
		TEST(test_an_earlier_letter_covers_a_later_due),
		TEST(test_held_places),
		TEST(test_last_serial_is_the_years_own),
		TEST(test_exports_seen),
		TEST(test_nights_are_issued_one_by_one),
		TEST(test_story),
		TEST(test_every_word_can_be_stored),
		TEST(test_a_night_that_hits_a_constraint_changes_nothing),
		TEST(test_a_pulled_letter_cannot_be_mailed),
		TEST(test_an_unchanged_address_is_not_stored_again),
		TEST(test_a_night_given_up_leaves_nothing),
		TEST(test_a_night_must_be_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
