/* People who come together: what the ledger keeps of offers to houses, night by night. */
#include "ledger/nights.h"

#include "ledger/copy.h"
#include "ledger/erasure.h"
#include "ledger/house_offers.h"
#include "ledger/staff.h"

static const char ADDRESS[] = "00000000000000000000000000000000000000000000000000000000000000aa";
static const char NUMBER[] = "H26-000001-3";
static const struct staff_act clerk = {20781, "a clerk", "the manager"};

/* A night on which two of an address have places that their house keeps. */
static void offer(struct scene *scene, struct ledger *ledger, const char *day)
{
	static const int slots[] = {540};
	struct arena *arena = scene->arena;
	struct build *build = build_night(arena, day, 1);
	struct given_place *places = arena_alloc(arena, 2 * sizeof *places);
	struct house *house = arena_alloc(arena, sizeof *house);
	struct house_member *members = arena_alloc(arena, 2 * sizeof *members);
	*house = (struct house){.number = NUMBER, .address = ADDRESS, .answer_by = on(day) + 14};
	for (int i = 0; i < 2; i++) {
		const char *uid = arena_print(arena, "kigen-%s-%d", day, i);
		const char *resident = i == 0 ? "1001" : "1002";
		struct decided_due *due =
			build_due(build, resident, MATTER_CARD, "2027-02-10", OUTCOME_HAND, "");
		due->decision.reason = REASON_ADDRESS_CAP;
		due->address = ADDRESS;
		places[i] = (struct given_place){
			uid, "cityhall", on("2027-01-12"), 540, 555, i, slots, 1};
		members[i] = (struct house_member){.house = NUMBER,
			.resident = resident,
			.language = i == 0 ? "" : "pt",
			.ward = i == 1,
			.place = {.uid = uid}};
	}
	build->night.places = places;
	build->night.place_count = 2;
	build->night.house_opened = house;
	build->night.house_opened_count = 1;
	build->night.house_joined = members;
	build->night.house_joined_count = 2;
	must_commit(ledger, build);
}

static struct house_entry *only_house(struct scene *scene, struct ledger *ledger)
{
	struct house_entry *entries = NULL;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_houses(ledger, scene->arena, &entries, &count, &why));
	assert_int_equal(count, 1);
	return entries;
}

static void must_be_whole(struct scene *scene)
{
	const char *const *findings = NULL;
	size_t count = 0;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_READ);
	assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
	if (count > 0)
		fail_msg("%s", findings[0]);
	ledger_close(ledger);
}

static void an_offer_is_found_with_all_that_belongs_to_it(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	offer(scene, ledger, "2026-11-24");
	const struct house_entry *entry = only_house(scene, ledger);
	assert_string_equal(entry->house.number, NUMBER);
	assert_string_equal(entry->house.address, ADDRESS);
	assert_int_equal(entry->house.state, HOUSE_OPEN);
	assert_int_equal(entry->house.opened, on("2026-11-24"));
	assert_int_equal(entry->house.answer_by, on("2026-12-08"));
	assert_int_equal(entry->member_count, 2);
	assert_string_equal(entry->members[1].resident, "1002");
	assert_string_equal(entry->members[1].language, "pt");
	assert_true(entry->members[1].ward && !entry->members[0].ward);
	assert_int_equal(entry->members[1].desk, 1);
	assert_int_equal(entry->members[0].place.day, on("2027-01-12"));
	assert_int_equal(entry->due_counts[0], 1);
	assert_int_equal(entry->dues[0][0].matter, MATTER_CARD);
	assert_int_equal(house_first_expiry(entry), on("2027-02-10"));
	ledger_close(ledger);
	must_be_whole(scene);
}

static void a_night_tells_it_as_it_was_whatever_came_after(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct night first, second, third;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	offer(scene, ledger, "2026-11-24");
	must_commit(ledger, build_night(scene->arena, "2026-11-25", 1));
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_decline_house(ledger, only_house(scene, ledger), &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_int_equal(only_house(scene, ledger)->house.state, HOUSE_DECLINED);
	must_commit(ledger, build_night(scene->arena, "2026-11-26", 1));
	must_commit(ledger, build_night(scene->arena, "2026-11-27", 1));
	assert_true(ledger_night(ledger, on("2026-11-25"), 1, scene->arena, &first, &why));
	assert_true(ledger_night(ledger, on("2026-11-26"), 1, scene->arena, &second, &why));
	assert_true(ledger_night(ledger, on("2026-11-27"), 1, scene->arena, &third, &why));
	assert_int_equal(first.house_count, 1);
	assert_int_equal(first.houses[0].house.state, HOUSE_OPEN);
	assert_int_equal(first.houses[0].members[0].place.state, APPOINTMENT_STATE_OFFERED);
	assert_int_equal(second.house_count, 1);
	assert_int_equal(second.houses[0].house.state, HOUSE_DECLINED);
	assert_int_equal(second.houses[0].member_count, 2);
	assert_int_equal(third.house_count, 0);
	/* Its places are nobody's. */
	struct taken_place *taken = NULL;
	size_t count = 1;
	assert_true(
		ledger_taken_places(ledger, on("2026-11-27"), scene->arena, &taken, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
	must_be_whole(scene);
}

static void who_said_no_is_known_and_no_number_is_given_twice(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct house_past past;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	assert_true(ledger_house_past(ledger, 2026, 0, scene->arena, &past, &why));
	assert_int_equal(past.serial, 0);
	offer(scene, ledger, "2026-11-24");
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_decline_house(ledger, only_house(scene, ledger), &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_true(ledger_house_past(ledger, 2026, on("2026-12-08"), scene->arena, &past, &why));
	assert_int_equal(past.serial, 1);
	assert_int_equal(past.night, 2);
	assert_int_equal(past.refused_count, 2);
	assert_true(ledger_house_past(ledger, 2027, on("2026-12-09"), scene->arena, &past, &why));
	assert_int_equal(past.serial, 0);
	assert_int_equal(past.refused_count, 0);
	ledger_close(ledger);
}

/* The offer to a house that has said yes since, as it was before. */
static const struct house_entry *accepted(struct scene *scene, struct ledger *ledger)
{
	struct fault why = {0};
	offer(scene, ledger, "2026-11-24");
	const struct house_entry *entry = only_house(scene, ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_accept_house(ledger, &entry->house, &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	return entry;
}

static void what_is_answered_cannot_be_answered_again(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const struct house_entry *entry = accepted(scene, ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_false(ledger_accept_house(ledger, &entry->house, &clerk, &why));
	ledger_rollback(ledger);
	assert_int_equal(only_house(scene, ledger)->house.state, HOUSE_ACCEPTED);
	/* Its letters may be written by then. */
	must_commit(ledger, build_night(scene->arena, "2026-11-25", 1));
	assert_true(ledger_begin(ledger, &why));
	assert_false(ledger_decline_house(ledger, entry, &clerk, &why));
	ledger_rollback(ledger);
	ledger_close(ledger);
	must_be_whole(scene);
}

static void a_yes_is_a_word_until_a_night_has_written(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	accepted(scene, ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_decline_house(ledger, only_house(scene, ledger), &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_int_equal(only_house(scene, ledger)->house.state, HOUSE_DECLINED);
	ledger_close(ledger);
	must_be_whole(scene);
}

static void past_its_retention_it_goes(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const struct purge purge = {on("2026-11-27"), on("2026-11-27"), on("2026-11-27")};
	struct purge_count count;
	offer(scene, ledger, "2026-11-24");
	assert_true(ledger_issue(ledger, on("2026-11-24"), 1, &why));
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_decline_house(ledger, only_house(scene, ledger), &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	for (int i = 25; i <= 27; i++) {
		const char *day = arena_print(scene->arena, "2026-11-%d", i);
		must_commit(ledger, build_night(scene->arena, day, 1));
		assert_true(ledger_issue(ledger, on(day), 1, &why));
	}
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_purge(ledger, &purge, &count, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	ledger_close(ledger);
	const char *left = dump(scene);
	assert_null(strstr(left, "the manager"));
	assert_null(strstr(left, "\nhouse|"));
	assert_null(strstr(left, "\nhouse_member|"));
	must_be_whole(scene);
}

static void a_ledger_of_version_7_goes_on(void **state)
{
	struct scene *scene = *state;
	sqlite3 *database;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, build_night(scene->arena, "2026-11-24", 1));
	ledger_close(ledger);
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_exec(database, AS_VERSION_7, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(database));
	sqlite3_close(database);
	assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", scene->path)), 0);
	ledger = must_open(scene, LEDGER_WRITE);
	offer(scene, ledger, "2026-11-25");
	assert_int_equal(only_house(scene, ledger)->member_count, 2);
	struct fault why = {0};
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_accept_house(ledger, &only_house(scene, ledger)->house, &clerk, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	ledger_close(ledger);
	must_be_whole(scene);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(an_offer_is_found_with_all_that_belongs_to_it),
		TEST(a_night_tells_it_as_it_was_whatever_came_after),
		TEST(who_said_no_is_known_and_no_number_is_given_twice),
		TEST(what_is_answered_cannot_be_answered_again),
		TEST(a_yes_is_a_word_until_a_night_has_written),
		TEST(past_its_retention_it_goes),
		TEST(a_ledger_of_version_7_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
