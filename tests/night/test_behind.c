/* Does the ledger know the folders that lie where the night's is to be put? What is shown here are
 * folders as other ledgers, or later states of this one, would have left them. */
#include "night/behind.h"

#include "night/city.h"

#include <ftw.h>
#include <sys/stat.h>

#define EXPIRES "2027-02-10"

static const struct person due = {.id = "0002", .expires = EXPIRES};

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status, (void)type, (void)where;
	return remove(path);
}

static const char *out_of(struct city *city)
{
	return arena_print(city->arena, "%s/out", city->folder);
}

static int leave(void **state)
{
	struct city *city = *state;
	nftw(out_of(city), remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return city_close(state);
}

/* A folder with one file of it, as a run leaves it. */
static void show(
	struct city *city, const char *name, const char *part, const char *file, const char *text)
{
	const char *out = out_of(city);
	const char *folder = arena_print(city->arena, "%s/%s", out, name);
	const char *inner = arena_print(city->arena, "%s/%s", folder, part);
	mkdir(out, 0700);
	mkdir(folder, 0700);
	mkdir(inner, 0700);
	FILE *stream = fopen(arena_print(city->arena, "%s/%s", inner, file), "w");
	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

static void show_night(struct city *city, const char *name, const char *mark, const char *lineage,
	const char *number)
{
	show(city, name, "operators", "summary.json",
		arena_print(city->arena,
			"{\"ledger\": \"%s\", \"lineage\": \"%s\", \"last_notice\": \"%s\"}", mark,
			lineage, number));
}

/* The folder of a night that this ledger has decided. */
static void show_own(struct city *city, const char *name, const char *day, int run)
{
	char mark[MARK_BYTES], lineage[LINEAGE_BYTES];
	struct fault why = {0};
	assert_true(ledger_mark(city->ledger, mark, &why));
	assert_true(ledger_lineage(city->ledger, on(day), run, lineage, &why));
	show_night(city, name, mark, lineage, "26-000001-3");
}

static struct behind find(struct city *city, struct ledger *ledger)
{
	struct behind behind;
	struct fault why = {0};
	if (!behind_find(out_of(city), ledger, city->arena, &behind, &why))
		fail_msg("%s", why.message);
	return behind;
}

static void an_empty_place_shows_nothing(void **state)
{
	struct city *city = *state;
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.shown_count, 0);
	assert_null(behind.message);
	assert_int_equal(behind_run(&behind, on(NIGHT)), 0);
}

static void a_night_that_the_ledger_has_decided_is_known(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	show_own(city, NIGHT, NIGHT, 1);
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.shown_count, 1);
	assert_int_equal(behind.lost_count, 0);
	assert_null(behind.message);
}

/* Who was given a part of a folder has no summary: its night is known by name. */
static void a_night_that_shows_its_name_alone_is_known_by_it(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	show(city, NIGHT, "mailroom", "letters.pdf", "");
	show(city, "2026-11-25", "mailroom", "letters.pdf", "");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.shown_count, 2);
	assert_int_equal(behind.lost_count, 1);
	assert_string_equal(behind.lost[0].name, "2026-11-25");
	assert_string_equal(behind.lost[0].lineage, "");
}

static void a_later_night_than_the_ledger_knows_is_lost(void **state)
{
	struct city *city = *state;
	char mark[MARK_BYTES];
	struct fault why = {0};
	live_night(city, NIGHT, &due, 1);
	assert_true(ledger_mark(city->ledger, mark, &why));
	show_own(city, NIGHT, NIGHT, 1);
	show_night(city, "2026-11-25", mark, "aa", "26-000007-0");
	show_night(city, "2026-11-26", mark, "bb", "26-000003-9");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.shown_count, 3);
	assert_int_equal(behind.lost_count, 2);
	assert_non_null(strstr(behind.message,
		"/out: the ledger does not know 2 of the folders here (2026-11-25 to 2026-11-26; "
		"letters up to 26-000007-0): it is older than they are, or has decided otherwise"));
}

static void a_night_that_was_decided_otherwise_is_lost(void **state)
{
	struct city *city = *state;
	char mark[MARK_BYTES];
	struct fault why = {0};
	live_night(city, NIGHT, &due, 1);
	assert_true(ledger_mark(city->ledger, mark, &why));
	show_night(city, NIGHT, mark, "cc", "");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 1);
	assert_non_null(strstr(behind.message, " 1 of the folders here (" NIGHT "): it is older"));
}

static void another_city_s_folders_are_told_as_such(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	show_night(city, "2026-11-25", "0123456789abcdef", "dd", "");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 1);
	assert_non_null(strstr(behind.message, "): another ledger has made them"));
}

static void without_a_ledger_no_folder_is_known(void **state)
{
	struct city *city = *state;
	show_night(city, NIGHT, "", "", "");
	show(city, "to-hanako", "mailroom", "manifest.csv", "1,26-000001-3,x\n");
	struct behind behind = find(city, NULL);
	assert_int_equal(behind.lost_count, 2);
	assert_non_null(strstr(behind.message, "): it is gone, or empty"));
	/* A ledger that has decided nothing is one that was made anew. */
	behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 2);
	assert_non_null(strstr(behind.message, "): it is gone, or empty"));
}

/* A folder of staff's holds a letter whose number has been given, or has not. */
static void a_folder_of_staff_is_known_by_its_letter(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	show(city, "to-hanako", "mailroom", "manifest.csv", "1,26-000001-3,x\n");
	show(city, "to-taro", "mailroom", "manifest.csv", "1,26-000002-1,x\n");
	show(city, "notes", "mailroom", "manifest.csv", "nothing\n");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.shown_count, 2);
	assert_int_equal(behind.lost_count, 1);
	assert_string_equal(behind.lost[0].name, "to-taro");
	assert_string_equal(behind.lost[0].number, "26-000002-1");
}

static void what_is_let_go_is_said_no_more_and_its_numbers_are_not_given(void **state)
{
	struct city *city = *state;
	struct fault why = {0};
	live_night(city, NIGHT, &due, 1);
	show_own(city, NIGHT, NIGHT, 1);
	show_night(city, "2026-11-25", "", "ee", "26-000040-1");
	struct behind behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 1);
	struct night_result night = decide_night(city, "2026-11-26", &due, 1);
	night.decided.run = 1;
	assert_true(behind_lose(&behind, city->ledger, &why));
	assert_true(ledger_commit(city->ledger, &night.decided, &why));
	behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 0);
	int serial;
	assert_true(ledger_last_serial(city->ledger, 2026, &serial, &why));
	assert_true(serial >= 40);
	/* Another folder of that name is another night. */
	show_night(city, "2026-11-25", "", "ff", "26-000040-1");
	behind = find(city, city->ledger);
	assert_int_equal(behind.lost_count, 1);
}

static void the_highest_run_of_a_day_is_taken(void **state)
{
	struct city *city = *state;
	show_night(city, "2026-11-25-3", "", "", "");
	show_night(city, "2026-11-25", "", "", "");
	show_night(city, "2026-11-26-4", "", "", "");
	struct behind behind = find(city, NULL);
	assert_int_equal(behind_run(&behind, on("2026-11-25")), 3);
	assert_int_equal(behind_run(&behind, on("2026-11-26")), 4);
	assert_int_equal(behind_run(&behind, on("2026-11-27")), 0);
}

static void the_refusal_says_what_there_is_to_do(void **state)
{
	struct city *city = *state;
	struct fault why = {0};
	show_night(city, NIGHT, "", "", "");
	struct behind behind = find(city, NULL);
	assert_false(behind_refuse(&behind, &why));
	assert_int_equal(why.kind, FAULT_REGISTER);
	assert_memory_equal(why.message, "ledger-behind: ", strlen("ledger-behind: "));
	assert_non_null(strstr(why.message, behind.message));
	assert_non_null(strstr(why.message, "hint: bring back the ledger that made them"));
	assert_non_null(strstr(why.message, "--accept ledger-behind --why TEXT"));
}

static void only_no_file_or_an_empty_one_is_a_missing_ledger(void **state)
{
	struct city *city = *state;
	const char *path = arena_print(city->arena, "%s/other.db", city->folder);
	assert_true(behind_missing(path));
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fflush(file);
	assert_true(behind_missing(path));
	fputc('x', file);
	fclose(file);
	assert_false(behind_missing(path));
	unlink(path);
	assert_false(behind_missing(city->folder));
}

/* What cannot be looked through may hold anything. */
static void a_place_that_cannot_be_listed_is_told(void **state)
{
	struct city *city = *state;
	struct behind behind;
	struct fault why = {0};
	FILE *file = fopen(out_of(city), "w");
	assert_non_null(file);
	fclose(file);
	assert_false(behind_find(out_of(city), city->ledger, city->arena, &behind, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	unlink(out_of(city));
}

#define BEHIND_TEST(name) cmocka_unit_test_setup_teardown(name, city_open, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BEHIND_TEST(an_empty_place_shows_nothing),
		BEHIND_TEST(a_night_that_the_ledger_has_decided_is_known),
		BEHIND_TEST(a_night_that_shows_its_name_alone_is_known_by_it),
		BEHIND_TEST(a_later_night_than_the_ledger_knows_is_lost),
		BEHIND_TEST(a_night_that_was_decided_otherwise_is_lost),
		BEHIND_TEST(another_city_s_folders_are_told_as_such),
		BEHIND_TEST(without_a_ledger_no_folder_is_known),
		BEHIND_TEST(a_folder_of_staff_is_known_by_its_letter),
		BEHIND_TEST(what_is_let_go_is_said_no_more_and_its_numbers_are_not_given),
		BEHIND_TEST(the_highest_run_of_a_day_is_taken),
		BEHIND_TEST(the_refusal_says_what_there_is_to_do),
		BEHIND_TEST(only_no_file_or_an_empty_one_is_a_missing_ledger),
		BEHIND_TEST(a_place_that_cannot_be_listed_is_told),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
