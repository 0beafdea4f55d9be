#include "ledger/lineage.h"

#include "ledger/nights.h"

/* By what a folder knows its ledger: the same nights give the same lineage, others another. */

static const char *lineage_of(struct ledger *ledger, struct arena *arena, const char *day, int run)
{
	char lineage[LINEAGE_BYTES];
	struct fault why = {0};
	if (!ledger_lineage(ledger, on(day), run, lineage, &why))
		fail_msg("%s", why.message);
	return arena_copy(arena, lineage);
}

static void copy_file(const char *from, const char *to)
{
	char bytes[1 << 16];
	FILE *source = fopen(from, "r"), *target = fopen(to, "w");
	for (size_t length; (length = fread(bytes, 1, sizeof bytes, source)) > 0;)
		assert_int_equal(fwrite(bytes, 1, length, target), length);
	fclose(source);
	assert_int_equal(fclose(target), 0);
}

static void test_the_same_nights_have_the_same_lineage(void **state)
{
	struct scene *scene = *state;
	struct arena *arena = scene->arena;
	const char *copy = arena_print(arena, "%s/copy.db", scene->folder);
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(arena));
	const char *first = lineage_of(ledger, arena, "2026-11-24", 1);
	assert_int_equal(strlen(first), 64);
	assert_string_equal(lineage_of(ledger, arena, "2026-11-25", 1), "");
	assert_string_equal(lineage_of(ledger, arena, "2026-11-24", 2), "");
	ledger_close(ledger);
	copy_file(scene->path, copy);

	ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, second_night(arena));
	const char *second = lineage_of(ledger, arena, "2026-11-25", 1);
	assert_string_not_equal(first, second);
	ledger_close(ledger);

	copy_file(copy, scene->path);
	ledger = must_open(scene, LEDGER_WRITE);
	assert_string_equal(lineage_of(ledger, arena, "2026-11-25", 1), "");
	must_commit(ledger, second_night(arena));
	assert_string_equal(lineage_of(ledger, arena, "2026-11-25", 1), second);
	ledger_close(ledger);

	copy_file(copy, scene->path);
	ledger = must_open(scene, LEDGER_WRITE);
	struct build *other = second_night(arena);
	build_due(other, "9999", MATTER_CARD, "2027-02-24", OUTCOME_HAND, "");
	must_commit(ledger, other);
	assert_string_not_equal(lineage_of(ledger, arena, "2026-11-25", 1), second);
	ledger_close(ledger);
	unlink(copy);
}

/* Two ledgers are told apart from their first night on, though they decide the same. */
static void test_another_ledger_has_another_mark_and_lineage(void **state)
{
	struct scene *scene = *state;
	char marks[2][MARK_BYTES];
	const char *lineages[2];
	struct fault why = {0};
	for (int i = 0; i < 2; i++) {
		struct ledger *ledger = must_open(scene, LEDGER_WRITE);
		must_commit(ledger, first_night(scene->arena));
		assert_true(ledger_mark(ledger, marks[i], &why));
		lineages[i] = lineage_of(ledger, scene->arena, "2026-11-24", 1);
		ledger_close(ledger);
		assert_int_equal(unlink(scene->path), 0);
	}
	assert_int_equal(strlen(marks[0]), 16);
	assert_string_not_equal(marks[0], marks[1]);
	assert_string_not_equal(lineages[0], lineages[1]);
}

/* What a lost folder shows is given to nobody again, in its year. */
static void test_numbers_of_lost_folders_are_passed_over(void **state)
{
	struct scene *scene = *state;
	struct arena *arena = scene->arena;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct fault why = {0};
	struct build *build = first_night(arena);
	int serial = 0;
	const struct lost_folder lost[] = {{"2026-11-20", "ab", "26-004711-4"},
		{"2026-11-20", "", ""}, {"2026-11-19", "", "26-000009-5"}};
	assert_true(ledger_begin(ledger, &why));
	for (size_t i = 0; i < 3; i++)
		assert_true(ledger_lose(ledger, &lost[i], &why));
	assert_true(ledger_last_serial(ledger, 2026, &serial, &why));
	assert_int_equal(serial, 5711);
	if (!ledger_commit(ledger, &build->night, &why))
		fail_msg("%s", why.message);
	assert_true(ledger_last_serial(ledger, 2026, &serial, &why));
	assert_int_equal(serial, 5711);
	assert_true(ledger_last_serial(ledger, 2027, &serial, &why));
	assert_int_equal(serial, 0);
	struct lost_folder *known = NULL;
	size_t count = 0;
	assert_true(ledger_lost(ledger, arena, &known, &count, &why));
	assert_int_equal(count, 3);
	assert_string_equal(known[0].name, "2026-11-19");
	assert_string_equal(known[2].lineage, "ab");
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_the_same_nights_have_the_same_lineage),
		TEST(test_another_ledger_has_another_mark_and_lineage),
		TEST(test_numbers_of_lost_folders_are_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
