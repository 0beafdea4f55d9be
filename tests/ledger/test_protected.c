#include "ledger/protected.h"

#include "ledger/nights.h"
#include "ledger/staff.h"

/* Who is under protection: marks that come and go with the nights, and by staff. */

static struct protected_mark marked(
	struct ledger *ledger, const char *resident, const char *since, day_number absent)
{
	struct protected_mark mark = {.since = on(since), .absent = absent};
	struct digest key;
	struct fault why = {0};
	assert_true(ledger_protection_key(ledger, &key, &why));
	protection_mark(&key, resident, mark.mark);
	return mark;
}

static void must_keep(struct scene *scene, struct ledger *ledger, const char *day,
	const struct protected_mark *kept, size_t count, const struct protected_mark *released)
{
	struct build *build = build_night(scene->arena, day, 1);
	build->night.protected = kept;
	build->night.protected_count = count;
	build->night.unprotected = released;
	build->night.unprotected_count = released == NULL ? 0 : 1;
	must_commit(ledger, build);
}

static bool known(struct ledger *ledger, const char *resident)
{
	bool is = false;
	struct fault why = {0};
	assert_true(ledger_is_protected(ledger, resident, &is, &why));
	return is;
}

static void test_what_is_kept_comes_back_until_it_is_released(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct protected_mark told[] = {marked(ledger, "1001", "2026-11-24", DAY_NONE),
		marked(ledger, "1002", "2026-11-24", DAY_NONE)};
	must_keep(scene, ledger, "2026-11-24", told, 2, NULL);
	assert_true(known(ledger, "1001") && known(ledger, "1002") && !known(ledger, "1003"));
	told[0].absent = on("2026-11-25");
	must_keep(scene, ledger, "2026-11-25", told, 1, NULL);
	struct protected_mark *marks;
	size_t count;
	struct fault why = {0};
	assert_true(ledger_protected(ledger, scene->arena, &marks, &count, &why));
	assert_int_equal(count, 2);
	size_t at = memcmp(marks[0].mark, told[0].mark, sizeof marks[0].mark) == 0 ? 0 : 1;
	assert_memory_equal(marks[at].mark, told[0].mark, sizeof marks[at].mark);
	assert_int_equal(marks[at].since, on("2026-11-24"));
	assert_int_equal(marks[at].absent, on("2026-11-25"));
	assert_int_equal(marks[1 - at].absent, DAY_NONE);
	assert_true(memcmp(marks[0].mark, marks[1].mark, sizeof marks[0].mark) < 0);
	must_keep(scene, ledger, "2026-11-26", NULL, 0, &told[1]);
	assert_true(known(ledger, "1001") && !known(ledger, "1002"));
	ledger_close(ledger);
}

static void test_a_night_that_is_not_committed_is_not_remembered(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct protected_mark told = marked(ledger, "1001", "2026-11-24", DAY_NONE);
	struct build *build = build_night(scene->arena, "2026-11-24", 1);
	struct fault why = {0};
	build->night.protected = &told;
	build->night.protected_count = 1;
	build_pulled(build, "26-000009-3"); /* there is no such letter */
	assert_true(ledger_begin(ledger, &why));
	assert_false(ledger_commit(ledger, &build->night, &why));
	assert_false(known(ledger, "1001"));
	ledger_close(ledger);
}

static void test_the_desk_releases_with_a_line_in_the_log(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct protected_mark told = marked(ledger, "1001", "2026-11-24", DAY_NONE);
	const struct staff_act act = {on("2026-11-25"), "a clerk", "the police called"};
	struct fault why = {0};
	bool found = true;
	must_keep(scene, ledger, "2026-11-24", &told, 1, NULL);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_release_protection(ledger, "1002", &act, &found, &why));
	assert_false(found);
	assert_true(ledger_release_protection(ledger, "1001", &act, &found, &why));
	assert_true(found);
	assert_true(ledger_staff_commit(ledger, &why));
	assert_false(known(ledger, "1001"));
	struct staff_entry *entries;
	size_t count;
	assert_true(ledger_staff_story(ledger, "1001", scene->arena, &entries, &count, &why));
	assert_int_equal(count, 1);
	assert_string_equal(entries->action, "hand-release");
	assert_string_equal(entries->detail, "protection");
	assert_string_equal(entries->why, "the police called");
	assert_true(ledger_staff_story(ledger, "1002", scene->arena, &entries, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
}

static void test_another_ledger_has_other_marks(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct protected_mark first = marked(ledger, "1001", "2026-11-24", DAY_NONE);
	struct protected_mark neighbour = marked(ledger, "10011", "2026-11-24", DAY_NONE);
	assert_memory_not_equal(first.mark, neighbour.mark, sizeof first.mark);
	ledger_close(ledger);
	assert_int_equal(unlink(scene->path), 0);
	ledger = must_open(scene, LEDGER_WRITE);
	struct protected_mark other = marked(ledger, "1001", "2026-11-24", DAY_NONE);
	assert_memory_not_equal(first.mark, other.mark, sizeof first.mark);
	ledger_close(ledger);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_what_is_kept_comes_back_until_it_is_released, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			test_a_night_that_is_not_committed_is_not_remembered, scene_open,
			scene_close),
		cmocka_unit_test_setup_teardown(
			test_the_desk_releases_with_a_line_in_the_log, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			test_another_ledger_has_other_marks, scene_open, scene_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
