#include "ledger/nights.h"

#include "ledger/promise.h"
#include "ledger/requests.h"
#include "ledger/seal.h"
#include "ledger/staff.h"

/* What other systems asked is remembered with its answer, and who has a desk without a letter has
 * it as anybody else. 1003 has an appointment at cityhall (nights.h). */

static const struct staff_act desk = {20783, "booking", ""};
static const char CONTENT[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static struct desk_request asked(const char *id, const char *day, int minute)
{
	return (struct desk_request){.id = id, .asked_day = on(day), .asked_minute = minute};
}

static struct given_place place_at(const char *uid, int starts, int at_desk, const int *slots)
{
	return (struct given_place){
		uid, "tobu", on("2026-12-16"), starts, starts + 30, at_desk, slots, 1};
}

/* A request that has had its desk taken, or was refused. */
static bool import_one(struct ledger *ledger, const struct desk_request *request,
	enum desk_request_code code, const struct given_place *place, struct fault *why)
{
	struct kept_request kept = {
		request, CONTENT, code, place == NULL ? "" : place->uid, 0, place != NULL};
	*why = (struct fault){0};
	if (!ledger_begin(ledger, why))
		return false;
	if (ledger_begin_requests(ledger, 1, &desk, &kept.import, why) &&
		(place == NULL || ledger_take_elsewhere(ledger, request->id, place, &desk, why)) &&
		ledger_keep_request(ledger, &kept, why) && ledger_staff_commit(ledger, why))
		return true;
	ledger_rollback(ledger);
	return false;
}

static struct known_request known(struct scene *scene, struct ledger *ledger, const char *id)
{
	struct known_request found;
	struct fault why = {0};
	if (!ledger_known_request(ledger, id, scene->arena, &found, &why))
		fail_msg("%s", why.message);
	return found;
}

static void a_request_is_known_with_its_answer(void **state)
{
	struct scene *scene = *state;
	static const int slots[] = {600};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why;
	must_commit(ledger, first_night(scene->arena));
	struct desk_request one = asked("A-1", "2026-11-24", 1385),
			    two = asked("A-2", "2026-11-24", 1385);
	struct given_place place = place_at("uid-a-1", 600, 0, slots);
	assert_false(known(scene, ledger, "A-1").found);
	assert_true(import_one(ledger, &one, REQUEST_DONE, &place, &why));
	assert_true(import_one(ledger, &two, REQUEST_FULL, NULL, &why));
	struct known_request first = known(scene, ledger, "A-1"),
			     second = known(scene, ledger, "A-2");
	assert_true(first.found);
	assert_int_equal(first.code, REQUEST_DONE);
	assert_string_equal(first.content, CONTENT);
	assert_string_equal(first.uid, "uid-a-1");
	assert_int_equal(second.code, REQUEST_FULL);
	assert_string_equal(second.uid, "");
	/* An id is kept once; so is a desk at a time. */
	assert_false(import_one(ledger, &two, REQUEST_DONE, NULL, &why));
	struct desk_request three = asked("A-3", "2026-11-24", 1385);
	struct given_place same = place_at("uid-a-3", 600, 0, slots);
	assert_false(import_one(ledger, &three, REQUEST_DONE, &same, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_false(known(scene, ledger, "A-3").found);
	ledger_close(ledger);
}

static bool overtaken(
	struct ledger *ledger, const char *resident, const char *uid, struct desk_request request)
{
	bool found = false;
	struct fault why = {0};
	if (!ledger_overtaken(ledger, resident, uid, &request, &found, &why))
		fail_msg("%s", why.message);
	return found;
}

/* The desk's word of that day or a later one counts, and what was asked later; not what was asked
 * before. */
static void what_has_been_changed_since_it_was_asked(void **state)
{
	struct scene *scene = *state;
	static const int slots[] = {600};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why = {0};
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	const struct staff_change cancel = {
		.uid = "uid-three@232068", .notice = "26-000003-7", .resident = "1003"};
	assert_false(overtaken(ledger, "1003", "", asked("B", "2026-11-24", 0)));
	assert_true(ledger_begin(ledger, &why) && ledger_change(ledger, &cancel, &desk, &why) &&
		    ledger_staff_commit(ledger, &why));
	/* The day of the act is 2026-11-26 (20783). */
	assert_int_equal(desk.day, on("2026-11-26"));
	assert_true(overtaken(ledger, "1003", "", asked("B", "2026-11-25", 1439)));
	assert_true(overtaken(ledger, "1003", "", asked("B", "2026-11-26", 0)));
	assert_true(overtaken(ledger, "1003", "", asked("B", "2026-11-26", 1439)));
	assert_false(overtaken(ledger, "1003", "", asked("B", "2026-11-27", 0)));
	assert_false(overtaken(ledger, "1001", "", asked("B", "2026-11-25", 0)));

	struct desk_request one = asked("A-1", "2026-11-25", 600);
	struct given_place place = place_at("uid-a-1", 600, 0, slots);
	assert_true(import_one(ledger, &one, REQUEST_DONE, &place, &why));
	assert_true(overtaken(ledger, "", "uid-a-1", asked("B", "2026-11-25", 599)));
	assert_false(overtaken(ledger, "", "uid-a-1", asked("B", "2026-11-25", 600)));
	ledger_close(ledger);
}

/* Such an appointment has places while it stands, nobody who holds it, and nobody to tell. */
static void a_desk_without_a_letter(void **state)
{
	struct scene *scene = *state;
	static const int slots[] = {600}, later[] = {630};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why = {0};
	struct taken_place *taken = NULL;
	struct standing_appointment *standing = NULL;
	const char **untold = NULL;
	size_t before = 0, count = 0, held = 0, told = 0;
	must_commit(ledger, first_night(scene->arena));
	assert_true(
		ledger_taken_places(ledger, on("2026-11-24"), scene->arena, &taken, &before, &why));
	struct desk_request one = asked("A-1", "2026-11-25", 600);
	struct given_place place = place_at("uid-a-1", 600, 0, slots),
			   moved = place_at("uid-a-1", 630, 1, later);
	assert_true(import_one(ledger, &one, REQUEST_DONE, &place, &why));
	assert_true(ledger_begin(ledger, &why) &&
		    ledger_move_elsewhere(ledger, "A-1", &moved, &desk, &why) &&
		    ledger_staff_commit(ledger, &why));
	assert_true(
		ledger_taken_places(ledger, on("2026-11-24"), scene->arena, &taken, &count, &why));
	assert_int_equal(count, before + 1);
	assert_string_equal(taken[count - 1].uid, "uid-a-1");
	assert_int_equal(taken[count - 1].starts, 630);
	assert_true(ledger_standing_appointments(
		ledger, on("2026-11-24"), scene->arena, &standing, &held, &why));
	for (size_t i = 0; i < held; i++)
		assert_string_not_equal(standing[i].appointment.uid, "uid-a-1");
	assert_true(ledger_untold(ledger, on("2026-11-24"), scene->arena, &untold, &told, &why));
	for (size_t i = 0; i < told; i++)
		assert_string_not_equal(untold[i], "uid-a-1");
	assert_true(ledger_begin(ledger, &why) &&
		    ledger_free_elsewhere(ledger, "A-1", "uid-a-1", &desk, &why) &&
		    ledger_staff_commit(ledger, &why));
	assert_true(
		ledger_taken_places(ledger, on("2026-11-24"), scene->arena, &taken, &count, &why));
	assert_int_equal(count, before);
	ledger_close(ledger);
}

static const char shape[] = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema"
			    " WHERE name IN ('desk', 'request', 'request_desk', 'request_act',"
			    " 'request_uid') ORDER BY name)";

static void run(const struct scene *scene, const char *script)
{
	sqlite3 *database;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_exec(database, script, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(database));
	sqlite3_close(database);
	unlink(arena_print(scene->arena, "%s.sum", scene->path));
}

static const char *ask(const struct scene *scene, const char *query)
{
	sqlite3 *database;
	sqlite3_stmt *rows;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, query, -1, &rows, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	const char *answer = arena_copy(scene->arena, (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	sqlite3_close(database);
	return answer;
}

/* A ledger as version 6 left it, with its chain of seals, is brought up and takes requests; the
 * chain goes on. */
static void what_version_6_wrote_is_brought_up(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	static const int slots[] = {600};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
	const char *new = ask(scene, shape),
		   *link = ask(scene, "SELECT hex(link) FROM seal LIMIT 1");
	run(scene, as_version_6);
	assert_string_not_equal(ask(scene, shape), new);
	ledger = must_open(scene, LEDGER_WRITE);
	struct desk_request one = asked("A-1", "2026-11-24", 1385);
	struct given_place place = place_at("uid-a-1", 600, 0, slots);
	assert_true(import_one(ledger, &one, REQUEST_DONE, &place, &why));
	ledger_close(ledger);
	assert_string_equal(ask(scene, shape), new);
	assert_string_equal(ask(scene, "SELECT hex(link) FROM seal LIMIT 1"), link);
	assert_string_equal(
		ask(scene, "SELECT count(*) FROM seal WHERE part = 'request' AND salt IS NOT NULL"),
		"1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_request_is_known_with_its_answer, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			what_has_been_changed_since_it_was_asked, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(a_desk_without_a_letter, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			what_version_6_wrote_is_brought_up, scene_open, scene_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
