#include "ledger/nights.h"

#include "ledger/promise.h"
#include "ledger/staff.h"

/* Appointments that change between two nights: what the nights before say of them, what must still
 * be told, and what cannot be. 1003 has a visit of two slots from 2026-12-09 17:30 at desk 1; its
 * letter is mailed on the third night. */

static const char UID[] = "uid-three@232068";
static const struct staff_act desk = {20783, "desk 3", "asked for it"};

static void third_night(struct scene *scene, struct ledger *ledger)
{
	struct build *build = build_night(scene->arena, "2026-11-26", 1);
	build_mailed(build, "26-000003-7");
	must_commit(ledger, build);
}

static struct ledger *three_nights(struct scene *scene)
{
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	third_night(scene, ledger);
	return ledger;
}

static struct promise *promise_of(struct scene *scene, struct ledger *ledger)
{
	struct promise *promise = NULL;
	struct fault why = {0};
	if (!ledger_promise(ledger, UID, scene->arena, &promise, &why))
		fail_msg("%s", why.message);
	assert_non_null(promise);
	return promise;
}

/* Half an hour from `starts` of staff; DAY_NONE cancels. */
static bool changed(struct ledger *ledger, day_number day, int starts, int at_desk, bool tell,
	struct fault *why)
{
	const int slots[] = {starts, starts + 15};
	const struct given_place place = {
		UID, "cityhall", day, starts, starts + 30, at_desk, slots, 2};
	const struct staff_change change = {.uid = UID,
		.place = day == DAY_NONE ? NULL : &place,
		.tell = tell,
		.notice = "26-000003-7",
		.resident = "1003"};
	if (!ledger_begin(ledger, why))
		return false;
	if (ledger_change(ledger, &change, &desk, why) && ledger_staff_commit(ledger, why))
		return true;
	ledger_rollback(ledger);
	return false;
}

static void change(struct ledger *ledger, day_number day, int starts, bool tell)
{
	struct fault why = {0};
	if (!changed(ledger, day, starts, 0, tell, &why))
		fail_msg("%s", why.message);
}

static void test_a_change_leaves_every_night_before_as_it_was(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = three_nights(scene);
	static const char *const days[] = {"2026-11-24", "2026-11-25", "2026-11-26"};
	const char *before[3];
	for (size_t i = 0; i < 3; i++)
		before[i] = night_text(ledger, scene->arena, days[i], 1);
	change(ledger, on("2026-12-11"), 10 * 60, true);
	change(ledger, DAY_NONE, 0, true);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(night_text(ledger, scene->arena, days[i], 1), before[i]);
	must_commit(ledger, build_night(scene->arena, "2026-11-27", 1));
	const char *next = night_text(ledger, scene->arena, "2026-11-27", 1);
	assert_non_null(strstr(next, "invited 26-000003-7"));
	assert_non_null(strstr(next, "cancelled uid-three@232068/2"));
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(night_text(ledger, scene->arena, days[i], 1), before[i]);
	ledger_close(ledger);
}

static void test_what_must_be_told(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = three_nights(scene);
	assert_false(promise_untold(promise_of(scene, ledger)));
	change(ledger, on("2026-12-11"), 10 * 60, true);
	const struct promise *moved = promise_of(scene, ledger);
	assert_true(promise_untold(moved));
	assert_string_equal(moved->told_by, "26-000003-7");
	assert_int_equal(moved->told.sequence, 0);
	assert_int_equal(moved->item_count, 1);
	assert_int_equal(moved->items[0].matter, MATTER_CARD);
	/* Back again: the letter that the resident has is right. */
	change(ledger, on("2026-12-09"), 17 * 60 + 30, true);
	assert_false(promise_untold(promise_of(scene, ledger)));
	/* The resident was told at the counter; what comes after that starts from there. */
	change(ledger, on("2026-12-11"), 10 * 60, false);
	assert_false(promise_untold(promise_of(scene, ledger)));
	change(ledger, on("2026-12-09"), 17 * 60 + 30, true);
	const struct promise *back = promise_of(scene, ledger);
	assert_true(promise_untold(back));
	assert_int_equal(back->told.sequence, 3);
	change(ledger, DAY_NONE, 0, true);
	assert_true(promise_untold(promise_of(scene, ledger)));
	ledger_close(ledger);
}

static void test_a_letter_not_printed_yet_tells_the_change_itself(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	change(ledger, on("2026-12-11"), 10 * 60, true);
	assert_false(promise_untold(promise_of(scene, ledger)));
	third_night(scene, ledger);
	const struct promise *promise = promise_of(scene, ledger);
	assert_int_equal(promise->told.sequence, 1);
	assert_false(promise_untold(promise));
	ledger_close(ledger);
}

static void test_a_place_that_is_taken_is_not_given_to_a_desk_either(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why = {0};
	struct build *build = second_night(scene->arena);
	must_commit(ledger, first_night(scene->arena));
	build_notice(build, "26-000005-2", "1006", "uid-six@232068");
	build_place(build, "uid-six@232068", "cityhall", "2026-12-11", 10 * 60, 2, 0);
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
	must_commit(ledger, build);
	const char *before = dump(scene);
	assert_false(changed(ledger, on("2026-12-11"), 10 * 60 + 15, 0, true, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_string_equal(dump(scene), before);
	assert_true(changed(ledger, on("2026-12-11"), 10 * 60 + 15, 1, true, &why));
	ledger_close(ledger);
}

static void test_two_whose_places_closed_may_change_places(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = second_night(scene->arena);
	must_commit(ledger, first_night(scene->arena));
	build_notice(build, "26-000005-2", "1006", "uid-six@232068");
	build_place(build, "uid-six@232068", "cityhall", "2026-12-11", 10 * 60, 2, 0);
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
	must_commit(ledger, build);
	struct build *swap = build_night(scene->arena, "2026-11-26", 1);
	build_place(swap, "uid-six@232068", "cityhall", "2026-12-09", 17 * 60 + 30, 2, 1);
	build_place(swap, UID, "cityhall", "2026-12-11", 10 * 60, 2, 0);
	swap->night.moved = swap->night.places;
	swap->night.moved_count = swap->night.place_count;
	swap->night.place_count = 0;
	must_commit(ledger, swap);
	const struct promise *promise = promise_of(scene, ledger);
	assert_int_equal(promise->appointment.state, APPOINTMENT_STATE_MOVED);
	assert_int_equal(promise->appointment.day, on("2026-12-11"));
	assert_true(promise->tell);
	ledger_close(ledger);
}

/* What staff has at once is in its folder, and in no night's. */
static void test_a_desks_folder_and_the_nights_know_of_each_other(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = three_nights(scene);
	struct fault why = {0};
	struct staff_folder *folder = NULL;
	struct night night;
	change(ledger, on("2026-12-11"), 10 * 60, true);
	const struct promise *promise = promise_of(scene, ledger);
	const struct notice letter = {.number = "26-000009-4",
		.token = "TOKEN-26-000009-4-----",
		.kind = NOTICE_MOVED,
		.night = desk.day,
		.recipient = some_recipient(scene->arena, "1003"),
		.visit_from = DAY_NONE,
		.visit_until = DAY_NONE,
		.appointment = promise->appointment,
		.earlier = promise->told_by,
		.was = promise->told};
	const struct told_change told = {
		.uid = UID, .resident = "1003", .item = promise->items[0], .notice = letter.number};
	const struct staff_order order = {.uid = UID,
		.day = desk.day,
		.path = "/somewhere/desk",
		.notice = &letter,
		.tellings = &told,
		.telling_count = 1,
		.pulled = ""};
	assert_true(ledger_begin(ledger, &why) && ledger_order(ledger, &order, &why) &&
		    ledger_staff_commit(ledger, &why));
	assert_false(promise_untold(promise_of(scene, ledger)));
	assert_true(ledger_staff_folder(ledger, UID, scene->arena, &folder, &why));
	assert_false(folder->issued);
	assert_true(ledger_folder(ledger, folder, scene->arena, &night, &why));
	assert_int_equal(night.invited_count, 2);
	assert_int_equal(night.sheet_count, 1);
	assert_string_equal(night.sheets[0].number, "26-000009-4");
	assert_int_equal(night.sheets[0].night, desk.day);
	assert_int_equal(night.sheets[0].item_count, 1);
	const char *whole = tell_night(scene->arena, &night);
	assert_true(ledger_issue_folder(ledger, folder, &why));
	must_commit(ledger, build_night(scene->arena, "2026-11-27", 1));
	const char *next = night_text(ledger, scene->arena, "2026-11-27", 1);
	assert_null(strstr(next, "invited"));
	assert_null(strstr(next, "sheet 26"));
	change(ledger, DAY_NONE, 0, true);
	assert_true(ledger_folder(ledger, folder, scene->arena, &night, &why));
	assert_string_equal(tell_night(scene->arena, &night), whole);
	ledger_close(ledger);
}

static void test_no_version_lies_further_than_the_coming_night(void **state)
{
	struct scene *scene = *state;
	sqlite3 *database;
	ledger_close(three_nights(scene));
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database,
				 "INSERT INTO appointment SELECT uid, 1, 5, 'cancelled', counter,"
				 " day, starts, ends, desk, 'desk', 1 FROM appointment"
				 " WHERE uid = 'uid-three@232068'",
				 NULL, NULL, NULL),
		SQLITE_CONSTRAINT);
	assert_non_null(strstr(sqlite3_errmsg(database), "not even the next"));
	sqlite3_close(database);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scene_open, scene_close)

/* Pure: what a promise says of the letters about it. */
static void test_a_waiting_letter_holds_while_all_that_it_says_holds(void **state)
{
	(void)state;
	const struct notice_item one = {.matter = MATTER_CARD, .expires = 20900},
				 other = {.matter = MATTER_CARD, .expires = 20901};
	const struct promise holds = {.told = {.state = APPOINTMENT_STATE_OFFERED},
		.appointment = {.state = APPOINTMENT_STATE_MOVED, .sequence = 1},
		.told_by = "26-000003-7",
		.waiting = "26-000009-6",
		.waiting_kind = NOTICE_MOVED,
		.waiting_earlier = "26-000003-7",
		.items = &one,
		.item_count = 1,
		.waiting_items = &one,
		.waiting_item_count = 1};
	struct promise tried[7];
	for (size_t i = 0; i < 7; i++)
		tried[i] = holds;
	tried[1].waiting = "";
	tried[2].waiting_withdrawn = true;
	tried[3].waiting_earlier = "26-000001-3"; /* another letter has been printed since */
	tried[4].told.sequence = 1;               /* or the resident knows more */
	tried[5].waiting_items = &other;
	tried[6].item_count = 0; /* what it was for has ended */
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(promise_waiting_holds(&tried[i], NOTICE_MOVED), i == 0);
	assert_false(promise_waiting_holds(&holds, NOTICE_CANCELLED));
}

static void test_a_place_is_known_by_a_letter_that_says_it(void **state)
{
	(void)state;
	const struct appointment here = {.state = APPOINTMENT_STATE_OFFERED,
		.counter = "cityhall",
		.day = 20900,
		.starts = 600,
		.ends = 630};
	struct promise promise = {.appointment = here, .told = here, .told_by = "26-000003-7"};
	assert_true(promise_known(&promise));
	promise.appointment.ends = 620; /* people come when it starts */
	assert_true(promise_known(&promise));
	promise.appointment.starts = 620;
	assert_false(promise_known(&promise));
	promise = (struct promise){.appointment = here, .told = here, .told_by = ""};
	assert_false(promise_known(&promise));
	promise = (struct promise){.appointment = here, .told = here, .told_by = "26-000003-7"};
	promise.told.state = APPOINTMENT_STATE_CANCELLED;
	assert_false(promise_known(&promise));
	promise.appointment.state = APPOINTMENT_STATE_CANCELLED;
	assert_false(promise_known(&promise));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_change_leaves_every_night_before_as_it_was),
		TEST(test_what_must_be_told),
		TEST(test_a_letter_not_printed_yet_tells_the_change_itself),
		TEST(test_a_place_that_is_taken_is_not_given_to_a_desk_either),
		TEST(test_two_whose_places_closed_may_change_places),
		TEST(test_a_desks_folder_and_the_nights_know_of_each_other),
		TEST(test_no_version_lies_further_than_the_coming_night),
		TEST(test_a_waiting_letter_holds_while_all_that_it_says_holds),
		TEST(test_a_place_is_known_by_a_letter_that_says_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
