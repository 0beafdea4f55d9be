/* Which files a night takes from a folder: of one day, whole, the newest. */
#include "intake/export/collection.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The folder's files are made at one moment; the choice is made `SETTLE` seconds behind that, or a
 * little before. */
enum { SETTLE = 3600, HOUR = 3600 };

struct stage {
	struct arena *arena;
	char folder[40];
	struct export_description description;
	struct collection collection;
	struct fault why;
	int64_t now;
};

static void enter_stage(struct stage *stage)
{
	static const struct export_set people = {.name = "people",
		.is_main = true,
		.required = true,
		.pattern = "juki_{date}.csv",
		.settle_seconds = SETTLE,
		.head = {[EXPORT_AS_OF] = {.source = EXPORT_BY_NAME}}};
	static const struct export_set cards = {.name = "cards",
		.required = true,
		.pattern = "card_{date}*.csv",
		.settle_seconds = SETTLE,
		.head = {[EXPORT_AS_OF] = {.source = EXPORT_BY_NAME}}};
	static const struct export_set guardians = {.name = "guardians",
		.pattern = "kouken_{date}_{count}.csv",
		.settle_seconds = SETTLE,
		.head = {[EXPORT_AS_OF] = {.source = EXPORT_BY_NAME},
			[EXPORT_COUNT] = {.source = EXPORT_BY_NAME}}};
	*stage = (struct stage){.arena = arena_open(), .folder = "/tmp/kigen-sets-XXXXXX"};
	stage->description.path = "export.xml";
	stage->description.sets[0] = people;
	stage->description.sets[1] = cards;
	stage->description.sets[2] = guardians;
	stage->description.set_count = 3;
	assert_non_null(mkdtemp(stage->folder));
	stage->now = time(NULL) + SETTLE + 60;
}

static void leave_stage(struct stage *stage)
{
	char command[80];
	snprintf(command, sizeof command, "rm -r %s", stage->folder);
	assert_int_equal(system(command), 0);
	arena_close(stage->arena);
}

/* A file of the folder, changed so many hours ago. */
static void put_file(struct stage *stage, const char *name, const char *text, int hours)
{
	const char *path = arena_print(stage->arena, "%s/%s", stage->folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	const struct timespec changed = {.tv_sec = time(NULL) - hours * HOUR};
	const struct timespec times[] = {changed, changed};
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void put_files(struct stage *stage, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		put_file(stage, names[i], "", 1);
}

static bool choose_with(struct stage *stage, const struct named_file *named, size_t count)
{
	const struct collection_offer offer = {
		&stage->description, stage->folder, named, count, stage->now};
	stage->why = (struct fault){0};
	return collection_choose(&offer, stage->arena, &stage->collection, &stage->why);
}

/* What was chosen, by name, and the day; or the message. */
static const char *chosen(struct stage *stage)
{
	char day[CIVIL_DATE_BYTES];
	const char *text = "";
	if (!choose_with(stage, NULL, 0)) {
		assert_true(stage->why.kind == FAULT_INPUT || stage->why.kind == FAULT_REGISTER);
		return stage->why.message;
	}
	for (size_t i = 0; i < stage->description.set_count; i++) {
		const char *path = stage->collection.files[i].path;
		text = arena_print(
			stage->arena, "%s%s ", text, path == NULL ? "-" : strrchr(path, '/') + 1);
	}
	return arena_print(stage->arena, "%s%s", text, civil_format(stage->collection.day, day));
}

#define PUT(stage, ...)                                                                            \
	do {                                                                                       \
		static const char *const names[] = {__VA_ARGS__};                                  \
		put_files(stage, names, COUNT(names));                                             \
	} while (0)

static void the_newest_day_of_all_required_sets_counts(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	PUT(&stage, "juki_20261122.csv", "juki_20261123.csv", "juki_20261124.csv",
		"card_20261122.csv", "card_20261123.csv", "kouken_20261123_12.csv", "other.txt",
		"juki_20261199.csv", ".juki_20261123.csv");
	assert_string_equal(chosen(&stage),
		"juki_20261123.csv card_20261123.csv kouken_20261123_12.csv 2026-11-23");
	assert_int_equal(stage.collection.files[2].head.count, 12);
	assert_int_equal(stage.collection.files[0].head.count, -1);
	/* That a later day has come in part is known. */
	char begun[CIVIL_DATE_BYTES];
	assert_string_equal(civil_format(stage.collection.begun, begun), "2026-11-24");
	/* An optional set of another day is left out. */
	PUT(&stage, "card_20261124.csv");
	assert_string_equal(chosen(&stage), "juki_20261124.csv card_20261124.csv - 2026-11-24");
	assert_int_equal(stage.collection.begun, DAY_NONE);
	/* Of two of a day the one that was changed last, then the one whose name comes last. */
	put_file(&stage, "card_20261124_1.csv", "", 0);
	put_file(&stage, "card_20261124_2.csv", "", 5);
	assert_string_equal(chosen(&stage), "juki_20261124.csv card_20261124_1.csv - 2026-11-24");
	leave_stage(&stage);
}

static void a_missing_set_is_told(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	PUT(&stage, "juki_20261123.csv");
	assert_non_null(strstr(chosen(&stage), "set cards: no file is named card_{date}*.csv"));
	PUT(&stage, "card_20261122.csv");
	assert_string_equal(chosen(&stage), "there is no day of which each required set has a "
					    "complete file; the newest ones: people 2026-11-23, "
					    "cards 2026-11-22");
	stage.now -= 120;
	assert_non_null(strstr(chosen(&stage),
		"set people: 1 file is named juki_{date}.csv, and none is complete"));
	stage.description.sets[0].pattern = NULL;
	assert_non_null(strstr(chosen(&stage), "set people: its files have no pattern"));
	stage.folder[6] = 'K';
	assert_false(choose_with(&stage, NULL, 0));
	assert_int_equal(stage.why.kind, FAULT_INPUT);
	stage.folder[6] = 'i';
	leave_stage(&stage);
}

static void a_file_that_is_being_written_is_not_taken(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	stage.description.sets[0].done = "{name}.done";
	PUT(&stage, "juki_20261123.csv", "card_20261123.csv");
	assert_non_null(strstr(chosen(&stage), "has not made the done file"));
	put_file(&stage, "juki_20261123.csv.done", "", 2); /* of a first try */
	assert_non_null(strstr(chosen(&stage), "none is complete"));
	put_file(&stage, "juki_20261123.csv.done", "", 1);
	assert_string_equal(chosen(&stage), "juki_20261123.csv card_20261123.csv - 2026-11-23");
	/* With a done file nobody waits; without one a file that came this minute is not taken,
	 * though its time says otherwise. */
	stage.now -= 120;
	assert_non_null(strstr(chosen(&stage), "set cards: 1 file is named"));
	stage.description.sets[1].settle_seconds = 0;
	assert_string_equal(chosen(&stage), "juki_20261123.csv card_20261123.csv - 2026-11-23");
	leave_stage(&stage);
}

static void control_files_may_say_the_day(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	struct export_set *people = &stage.description.sets[0];
	people->pattern = "juki*";
	people->control = "{stem}.ctl";
	people->head[EXPORT_AS_OF] =
		(struct export_said){.source = EXPORT_BY_CONTROL, .item = "DATE"};
	people->head[EXPORT_COUNT] =
		(struct export_said){.source = EXPORT_BY_CONTROL, .item = "ROWS"};
	stage.description.set_count = 2;
	PUT(&stage, "juki1.csv", "juki2.csv", "card_20261123.csv");
	assert_non_null(strstr(chosen(&stage), "2 files are named juki*, and none is complete"));
	put_file(&stage, "juki1.ctl", "DATE=20261122\nROWS=1\n", 3);
	put_file(&stage, "juki2.ctl", "DATE=20261123\nROWS=2\n", 3);
	assert_string_equal(chosen(&stage), "juki2.csv card_20261123.csv 2026-11-23");
	assert_int_equal(stage.collection.files[0].head.count, 2);
	/* One that is not understood refuses the night while it is the newest, not for ever. */
	put_file(&stage, "juki3.csv", "", 0);
	put_file(&stage, "juki3.ctl", "DATE=tomorrow\n", 0);
	assert_non_null(strstr(chosen(&stage), "juki3.ctl:1: set people: the as-of"));
	put_file(&stage, "juki3.csv", "", 4);
	assert_string_equal(chosen(&stage), "juki2.csv card_20261123.csv 2026-11-23");
	leave_stage(&stage);
}

static void without_a_day_the_last_change_counts(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	stage.description.set_count = 1;
	stage.description.sets[0].head[EXPORT_AS_OF].source = EXPORT_UNSAID;
	stage.description.sets[0].pattern = "juki*.csv";
	put_file(&stage, "juki1.csv", "", 1);
	put_file(&stage, "juki2.csv", "", 2);
	assert_string_equal(chosen(&stage), "juki1.csv ");
	/* The day of a name counts before that, though it may be another one than the file's. */
	stage.description.sets[0].pattern = "juki{date}.csv";
	put_file(&stage, "juki20261122.csv", "", 1);
	put_file(&stage, "juki20261123.csv", "", 2);
	assert_string_equal(chosen(&stage), "juki20261123.csv ");
	leave_stage(&stage);
}

static void named_files_go_before_the_folders(void **state)
{
	struct stage stage;
	(void)state;
	enter_stage(&stage);
	PUT(&stage, "juki_20261122.csv", "juki_20261123.csv", "card_20261122.csv",
		"card_20261123.csv");
	const char *old = arena_print(stage.arena, "%s/juki_20261122.csv", stage.folder);
	const struct named_file one[] = {{"people", old}};
	assert_true(choose_with(&stage, one, 1));
	assert_string_equal(stage.collection.files[0].path, old);
	assert_non_null(strstr(stage.collection.files[1].path, "card_20261122.csv"));
	/* Whatever it is called, and then it says nothing. */
	const struct named_file any[] = {{"people", "-x"}, {"guardians", "y"}};
	assert_true(choose_with(&stage, any, 2));
	assert_string_equal(stage.collection.files[0].path, "-x");
	assert_string_equal(stage.collection.files[2].path, "y");
	assert_int_equal(stage.collection.day, civil_day(2026, 11, 23));
	assert_int_equal(stage.collection.files[0].head.as_of, DAY_NONE);
	const struct named_file twice[] = {{"people", "x"}, {"people", "y"}};
	assert_false(choose_with(&stage, twice, 2));
	assert_int_equal(stage.why.kind, FAULT_USAGE);
	const struct named_file unknown[] = {{"person", "x"}};
	assert_false(choose_with(&stage, unknown, 1));
	assert_int_equal(stage.why.kind, FAULT_USAGE);
	/* Without a folder all that is required has to be named. */
	const struct collection_offer offer = {&stage.description, NULL, any, 2, stage.now};
	assert_false(collection_choose(&offer, stage.arena, &stage.collection, &stage.why));
	assert_string_equal(stage.why.message,
		"set cards: no file is given; hint: --set cards=FILE, or --from DIR");
	leave_stage(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_day_of_all_required_sets_counts),
		cmocka_unit_test(a_missing_set_is_told),
		cmocka_unit_test(a_file_that_is_being_written_is_not_taken),
		cmocka_unit_test(control_files_may_say_the_day),
		cmocka_unit_test(without_a_day_the_last_change_counts),
		cmocka_unit_test(named_files_go_before_the_folders),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
