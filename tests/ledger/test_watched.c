#include "ledger/watched.h"

#include "ledger/nights.h"

/* Whose signature certificate is watched, and the one letter about each that has ended. */

static struct watched watching(const char *resident, const char *mark)
{
	struct watched watched = {.resident = resident,
		.issued = on("2026-01-20"),
		.changed = DAY_NONE,
		.ended = DAY_NONE};
	memcpy(watched.mark, mark, sizeof watched.mark);
	return watched;
}

static size_t count_watched(
	struct scene *scene, struct ledger *ledger, const char *resident, struct watched **watched)
{
	size_t count = 9;
	struct fault why = {0};
	assert_true(ledger_watched(ledger, resident, scene->arena, watched, &count, &why));
	return count;
}

static void test_what_is_watched_comes_back_in_order(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	struct watched told[] = {watching("1003", "eight \x80 8"),
		watching("1001", "\0\0\0\0\0\0\0\0"),
		watching("1002", "\xff\xff\xff\xff\xff\xff\xff\xff")};
	told[0].changed = on("2026-11-20");
	told[0].ended = on("2026-11-24");
	build->night.watched = told;
	build->night.watched_count = 3;
	must_commit(ledger, build);
	struct watched *watched;
	static const int order[] = {1, 2, 0};
	assert_int_equal(count_watched(scene, ledger, NULL, &watched), 3);
	for (size_t i = 0; i < 3; i++) {
		const struct watched *is = &watched[i], *was = &told[order[i]];
		assert_string_equal(is->resident, was->resident);
		assert_int_equal(is->issued, was->issued);
		assert_memory_equal(is->mark, was->mark, sizeof is->mark);
		assert_int_equal(is->changed, was->changed);
		assert_int_equal(is->ended, was->ended);
	}
	assert_int_equal(count_watched(scene, ledger, "1002", &watched), 1);
	assert_string_equal(watched->resident, "1002");
	assert_int_equal(count_watched(scene, ledger, "1004", &watched), 0);
	ledger_close(ledger);
}

static void test_one_changes_one_ends_and_the_others_stay(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *first = build_night(scene->arena, "2026-11-24", 1);
	struct watched told[] = {watching("1001", "marked 1"), watching("1002", "marked 2"),
		watching("1003", "marked 3")};
	first->night.watched = told;
	first->night.watched_count = 3;
	must_commit(ledger, first);
	struct build *second = build_night(scene->arena, "2026-11-25", 1);
	struct watched changed = watching("1002", "marked 4");
	const char *const ended[] = {"1003"};
	second->night.watched = &changed;
	second->night.watched_count = 1;
	second->night.watch_ended = ended;
	second->night.watch_ended_count = 1;
	must_commit(ledger, second);
	struct watched *watched;
	assert_int_equal(count_watched(scene, ledger, NULL, &watched), 2);
	assert_memory_equal(watched[0].mark, "marked 1", 8);
	assert_memory_equal(watched[1].mark, "marked 4", 8);
	/* The office writes no such letters any more. */
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	third->night.unwatched = true;
	must_commit(ledger, third);
	assert_int_equal(count_watched(scene, ledger, NULL, &watched), 0);
	ledger_close(ledger);
}

static void test_revocations_stay_for_good(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *first = build_night(scene->arena, "2026-11-24", 1);
	build_revocation(first, "1002", "2026-01-20", "2027-01-23");
	build_revocation(first, "1001", "2026-01-21", "2027-01-23");
	must_commit(ledger, first);
	struct build *second = build_night(scene->arena, "2026-11-25", 1);
	second->night.unwatched = true;
	must_commit(ledger, second);
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	build_revocation(third, "1001", "2026-11-25", "2027-01-25");
	must_commit(ledger, third);
	struct revocation *revocations;
	size_t count;
	struct fault why = {0};
	assert_true(ledger_revocations(ledger, NULL, scene->arena, &revocations, &count, &why));
	assert_int_equal(count, 3);
	assert_string_equal(revocations[0].resident, "1001");
	assert_int_equal(revocations[0].issued, on("2026-01-21"));
	assert_int_equal(revocations[0].opens, on("2026-11-24"));
	assert_int_equal(revocations[1].until, on("2027-01-25"));
	assert_string_equal(revocations[2].resident, "1002");
	assert_true(ledger_revocations(ledger, "1001", scene->arena, &revocations, &count, &why));
	assert_int_equal(count, 2);
	ledger_close(ledger);
}

/* ---- what must not be stored ---- */

static void a_due_that_nobody_found(struct build *build)
{
	build_due(build, "1002", MATTER_REVOKED, "2027-01-25", OUTCOME_HAND, "");
}

static void a_certificate_that_ended_twice(struct build *build)
{
	build_revocation(build, "1001", "2026-01-20", "2027-01-25");
}

static void two_with_one_day(struct build *build)
{
	build_revocation(build, "1001", "2026-11-20", "2027-01-23");
}

static void a_day_before_the_night(struct build *build)
{
	build_revocation(build, "1002", "2026-01-20", "2026-11-24");
}

static void a_second_letter(struct build *build)
{
	build_notice(build, "26-000002-9", "1001", NULL);
	build_due(build, "1001", MATTER_REVOKED, "2027-01-23", OUTCOME_LETTER, "26-000002-9");
}

static void a_reminder(struct build *build)
{
	a_second_letter(build);
	build->dues[build->night.due_count - 1].decision.wave = WAVE_REMINDER;
}

static void test_there_is_one_letter_for_each_revocation(void **state)
{
	static const struct {
		void (*spoil)(struct build *build);
		const char *told;
	} spoilers[] = {
		{a_due_that_nobody_found, "a due about a revocation that was not found"},
		{a_certificate_that_ended_twice, "UNIQUE constraint failed: revocation."},
		{two_with_one_day, "UNIQUE constraint failed: revocation."},
		{a_day_before_the_night, "until >= opens"},
		{a_second_letter, "UNIQUE constraint failed: settled."},
		{a_reminder, "settled"},
	};
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *first = build_night(scene->arena, "2026-11-24", 1);
	build_revocation(first, "1001", "2026-01-20", "2027-01-23");
	build_notice(first, "26-000001-1", "1001", NULL);
	build_due(first, "1001", MATTER_REVOKED, "2027-01-23", OUTCOME_LETTER, "26-000001-1");
	must_commit(ledger, first);
	const char *before = dump(scene);
	for (size_t i = 0; i < sizeof spoilers / sizeof spoilers[0]; i++) {
		struct build *build = build_night(scene->arena, "2026-11-25", 1);
		struct fault why = {0};
		spoilers[i].spoil(build);
		assert_false(commit(ledger, build, &why));
		if (strstr(why.message, spoilers[i].told) == NULL)
			fail_msg("%s instead of %s", why.message, spoilers[i].told);
		assert_string_equal(dump(scene), before);
	}
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_watched_comes_back_in_order),
		TEST(test_one_changes_one_ends_and_the_others_stay),
		TEST(test_revocations_stay_for_good),
		TEST(test_there_is_one_letter_for_each_revocation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
