#include "ledger/nights.h"

/* The nights of the ledger: what is put in comes out, and history stays as it was. */

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
	"sheet 26-000002-9 TOKEN-26-000002-9----- expiry 2026-11-24 first sheet 1|1002|H1002|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||0,,0|| signature 2027-02-20 first "
	"letter; [..] no-appointment\n"
	"sheet 26-000001-1 TOKEN-26-000001-1----- expiry 2026-11-24 late sheet 2|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|1,2027-03-31,0|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n"
	"carried 0\n"
	"invited 26-000001-1 TOKEN-26-000001-1----- expiry 2026-11-24 late sheet 2|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|1,2027-03-31,0|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n"
	"invited 26-000002-9 TOKEN-26-000002-9----- expiry 2026-11-24 first sheet 1|1002|H1002|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||0,,0|| signature 2027-02-20 first "
	"letter; [..] no-appointment\n"
	"agenda 26-000001-1 offered uid-one@232068/0 cityhall 2026-12-09T17:30-18:00\n";

/* Everything of a night comes out of ledger_night, in the order of model/committed_night.h, though
 * it was put in in another. */
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
	"invited 26-000001-1 TOKEN-26-000001-1----- expiry 2026-11-24 late sheet 0|1001|H1001|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|コーポ 101|pt|1,2027-03-31,0|pending| stay "
	"2027-01-20 late letter estimated; authentication 2027-01-20 first covered; "
	"[2026-12-07..2027-01-15] cancelled uid-one@232068/1 cityhall 2026-12-09T17:30-18:00\n"
	"invited 26-000003-7 TOKEN-26-000003-7----- expiry 2026-11-25 first sheet 0|1003|H1003|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||0,,0|| card 2027-02-10 first "
	"letter; [2026-12-07..2027-01-15] offered uid-three@232068/0 cityhall "
	"2026-12-09T17:30-18:00\n"
	"invited 26-000004-5 TOKEN-26-000004-5----- expiry 2026-11-25 first sheet 0|1005|H1005|葛󠄂城 髙子|"
	"葛󠄂城 髙子|4868686|愛知県春日井市鳥居松町5丁目44番地|||0,,0|| card 2027-02-24 first "
	"letter; [..] no-appointment\n"
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

	struct standing_appointment *held = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_standing_appointments(
		ledger, on("2026-11-26"), scene->arena, &held, &count, &why));
	assert_int_equal(count, 1);
	assert_string_equal(held[0].notice, "26-000003-7");
	assert_string_equal(held[0].resident, "1001");
	assert_string_equal(held[0].appointment.uid, "uid-one@232068");
	assert_int_equal(held[0].appointment.starts, 17 * 60 + 30);
	assert_int_equal(held[0].appointment.ends, 18 * 60);
	assert_int_equal(held[0].desk, 1);

	struct known_due *dues = NULL;
	struct served_due *served = NULL;
	size_t due_count = 0;
	assert_true(
		ledger_known_dues(ledger, on("2026-11-26"), scene->arena, &dues, &due_count, &why));
	standing_serves(dues, due_count, on("2026-12-09"), scene->arena, &served, &count);
	assert_int_equal(count, 3);
	standing_serves(dues, due_count, on("2026-12-10"), scene->arena, &served, &count);
	assert_int_equal(count, 0);
	standing_serves(dues, due_count, on("2026-11-26"), scene->arena, &served, &count);
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
	assert_true(ledger_standing_appointments(
		ledger, on("2026-11-26"), scene->arena, &held, &count, &why));
	assert_int_equal(count, 0);
	assert_true(
		ledger_known_dues(ledger, on("2026-11-26"), scene->arena, &dues, &due_count, &why));
	standing_serves(dues, due_count, on("2026-11-26"), scene->arena, &served, &count);
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

/* Every word of the model is a word of the schema. */
static void test_every_word_can_be_stored(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	for (int reason = 0; reason < REASONS; reason++)
		for (int outcome = 0; outcome < OUTCOMES; outcome++) {
			const char *resident = arena_print(scene->arena, "%d-%d", reason, outcome);
			struct decided_due *due =
				build_due(build, resident, (enum matter)(reason % MATTERS),
					"2027-02-01", (enum outcome)outcome, "");
			if (due->decision.matter == MATTER_REVOKED)
				build_revocation(build, resident, "2026-01-20", "2027-02-01");
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
		TEST(test_nights_are_issued_one_by_one),
		TEST(test_every_word_can_be_stored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
