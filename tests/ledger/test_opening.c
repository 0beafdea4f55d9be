#include "ledger/nights.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Opening a ledger: how it is made, who may hold it, what is none. */

static void must_fail(const struct scene *scene, enum ledger_mode mode, enum fault_kind kind)
{
	struct ledger *ledger = NULL;
	struct fault why = {0};
	assert_false(ledger_open(scene->path, mode, &ledger, &why));
	assert_null(ledger);
	if (why.kind != kind)
		fail_msg("%d: %s", (int)why.kind, why.message);
	assert_non_null(strstr(why.message, scene->path));
}

static void write_file(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(bytes, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static const char *read_file(struct scene *scene)
{
	char *bytes = arena_alloc(scene->arena, 1 << 20);
	FILE *file = fopen(scene->path, "r");
	assert_non_null(file);
	size_t length = fread(bytes, 1, (1 << 20) - 1, file);
	assert_true(length < (1 << 20) - 1);
	fclose(file);
	return bytes;
}

static unsigned mode_of(const char *path)
{
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

/* Runs in a child that must exit by itself; cmocka's asserts would end the wrong process. */
#define CHILD_FAILS_UNLESS(condition)                                                              \
	do {                                                                                       \
		if (!(condition))                                                                  \
			_exit(99);                                                                 \
	} while (0)

static void must_end_well(pid_t child)
{
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- making ---- */

/* 0640 whatever the umask, which may only take away; the same for the lock. */
static void test_a_new_ledger_is_for_its_group_at_most(void **state)
{
	struct scene *scene = *state;
	static const struct {
		mode_t mask;
		unsigned mode;
	} cases[] = {{0, 0640}, {022, 0640}, {077, 0600}};
	for (size_t i = 0; i < 3; i++) {
		mode_t before = umask(cases[i].mask);
		ledger_close(must_open(scene, LEDGER_WRITE));
		umask(before);
		const char *lock = arena_print(scene->arena, "%s.lock", scene->path);
		assert_int_equal(mode_of(scene->path), cases[i].mode);
		assert_int_equal(mode_of(lock), cases[i].mode);
		assert_int_equal(unlink(scene->path), 0);
		assert_int_equal(unlink(lock), 0);
	}
}

/* The secret is the ledger's own, and for life. */
static void test_the_secret_is_made_once(void **state)
{
	struct scene *scene = *state;
	uint8_t first[32] = {0}, again[32] = {0}, other[32] = {0};
	const uint8_t nothing[32] = {0};
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	assert_true(ledger_secret(ledger, first, &why));
	ledger_close(ledger);
	ledger = must_open(scene, LEDGER_READ);
	assert_true(ledger_secret(ledger, again, &why));
	ledger_close(ledger);
	assert_int_equal(unlink(scene->path), 0);
	ledger = must_open(scene, LEDGER_WRITE);
	assert_true(ledger_secret(ledger, other, &why));
	ledger_close(ledger);
	assert_memory_equal(first, again, 32);
	assert_memory_not_equal(first, nothing, 32);
	assert_memory_not_equal(first, other, 32);
}

/* Rows are synced as the header says: journal DELETE, foreign keys checked, every table STRICT. */
static void test_the_tables_are_strict(void **state)
{
	struct scene *scene = *state;
	sqlite3 *database;
	sqlite3_stmt *ask;
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database,
				 "SELECT count(*), sum(strict) FROM pragma_table_list"
				 " WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
				 -1, &ask, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
	assert_true(sqlite3_column_int(ask, 0) >= 10);
	assert_int_equal(sqlite3_column_int(ask, 1), sqlite3_column_int(ask, 0));
	sqlite3_finalize(ask);
	assert_int_equal(
		sqlite3_prepare_v2(database, "PRAGMA journal_mode", -1, &ask, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(ask, 0), "delete");
	sqlite3_finalize(ask);
	sqlite3_close(database);
}

/* A file that was made and not yet filled is no ledger to a reader, and one to make to a writer. */
static void test_an_unfinished_ledger_is_made(void **state)
{
	struct scene *scene = *state;
	write_file(scene->path, "");
	must_fail(scene, LEDGER_READ, FAULT_INPUT);
	ledger_close(must_open(scene, LEDGER_WRITE));
	ledger_close(must_open(scene, LEDGER_READ));
}

/* ---- what is no ledger ---- */

static void test_a_missing_ledger_cannot_be_read(void **state)
{
	struct scene *scene = *state;
	struct stat status;
	must_fail(scene, LEDGER_READ, FAULT_INPUT);
	assert_int_equal(stat(scene->path, &status), -1);
	assert_int_equal(errno, ENOENT);
	ledger_close(NULL);
}

static void test_a_missing_folder_is_not_made(void **state)
{
	struct scene *scene = *state;
	struct scene below = *scene;
	below.path = arena_print(scene->arena, "%s/none/ledger.db", scene->folder);
	must_fail(&below, LEDGER_WRITE, FAULT_OUTPUT);
	must_fail(&below, LEDGER_READ, FAULT_INPUT);
}

/* A text file, a cut ledger, another program's database, a ledger of another version: refused, and
 * left as they are. */
static void test_what_is_no_ledger_is_left_alone(void **state)
{
	struct scene *scene = *state;
	static const char *const scripts[] = {
		"CREATE TABLE ledger (id INTEGER)",
		"PRAGMA application_id = 7",
		"PRAGMA application_id = 0x6b67656e; PRAGMA user_version = 99; CREATE TABLE x (y)",
	};
	write_file(scene->path,
		"this is a letter, not a ledger, and it is long enough to be one; "
		"this is a letter, not a ledger, and it is long enough to be one\n");
	const char *before = read_file(scene);
	must_fail(scene, LEDGER_WRITE, FAULT_INTERNAL);
	must_fail(scene, LEDGER_READ, FAULT_INTERNAL);
	assert_string_equal(read_file(scene), before);
	for (size_t i = 0; i < 3; i++) {
		sqlite3 *database;
		assert_int_equal(unlink(scene->path), 0);
		assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
		assert_int_equal(sqlite3_exec(database, scripts[i], NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(database);
		before = read_file(scene);
		must_fail(scene, LEDGER_WRITE, FAULT_INTERNAL);
		must_fail(scene, LEDGER_READ, FAULT_INTERNAL);
		assert_memory_equal(read_file(scene), before, 4096);
	}
}

static void run_script(const struct scene *scene, const char *script)
{
	sqlite3 *database;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_exec(database, script, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", script, sqlite3_errmsg(database));
	sqlite3_close(database);
}

/* A ledger as version 4 left it: nothing of it is lost, its schema is the one of a new ledger, and
 * its nights say that nothing was counted; the next one counts. What version 5 left: test_spans;
 * version 6, and that who only reads leaves it so: test_acknowledgement. */
static void test_an_earlier_version_is_brought_up(void **state)
{
	struct scene *scene = *state;
	static const enum ledger_mode modes[] = {LEDGER_WRITE, LEDGER_READ};
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		struct night night;
		struct fault why = {0};
		struct ledger *ledger = must_open(scene, LEDGER_WRITE);
		must_commit(ledger, first_night(scene->arena));
		const char *before = night_text(ledger, scene->arena, "2026-11-24", 1);
		ledger_close(ledger);
		run_script(scene, without_seals);
		run_script(scene,
			"INSERT INTO exception VALUES (1, 12, 1, '', 'id-missing', "
			"'a resident without id'), (1, 40, 0, '1009', 'expiry-unexplained', "
			"'card: no rule gives 2027-01-01'), (1, 40, 2, '1009', 'renewal-odd', "
			"'told after the other of its line'); "
			"DROP TABLE envelope; DROP TABLE house_member; DROP TABLE house; "
			"DROP TABLE request; DROP TABLE acknowledgement; DROP TABLE load_counter; DROP TABLE exception_list; "
			"DROP TABLE exception_span; DROP TABLE stop_span; DROP TABLE renewal; DROP TABLE came; "
			"DROP TABLE attendance; DROP TABLE effect; DROP TABLE backlog; DROP TABLE load; "
			"DROP TABLE wording; DROP TABLE turnout; DROP TABLE assigned; DROP TABLE trial; "
			"ALTER TABLE recipient DROP COLUMN format; PRAGMA user_version = 4");
		assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", scene->path)), 0);
		ledger = must_open(scene, modes[i]);
		assert_string_equal(night_text(ledger, scene->arena, "2026-11-24", 1), before);
		assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
		assert_int_equal(night.past_count, 1);
		assert_false(night.past[0].counted);
		assert_int_equal(night.load_count, 0);
		ledger_close(ledger);
		if (modes[i] == LEDGER_WRITE)
			run_script(scene, "SELECT night, what, count FROM backlog; "
					  "SELECT night, monday, what, count FROM load");
		assert_int_equal(unlink(scene->path), 0);
		unlink(arena_print(scene->arena, "%s.sum", scene->path));
	}
}

static void test_a_cut_ledger_is_damaged(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
	assert_int_equal(truncate(scene->path, 3 * 4096), 0);
	struct ledger *cut = NULL;
	struct night night;
	struct fault why = {0};
	assert_false(ledger_open(scene->path, LEDGER_READ, &cut, &why) &&
		     ledger_night(cut, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	ledger_close(cut);
}

/* ---- who may hold it ---- */

/* A second writer fails at once, in this process and in another. */
static void test_a_second_writer_is_turned_away(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_fail(scene, LEDGER_WRITE, FAULT_BUSY);
	pid_t child = fork();
	if (child == 0) {
		struct ledger *second = NULL;
		struct fault why = {0};
		CHILD_FAILS_UNLESS(!ledger_open(scene->path, LEDGER_WRITE, &second, &why));
		CHILD_FAILS_UNLESS(why.kind == FAULT_BUSY);
		_exit(0);
	}
	must_end_well(child);
	ledger_close(ledger);
	ledger_close(must_open(scene, LEDGER_WRITE));
}

/* A writer that is killed in the middle of a night leaves no lock and nothing of the night. */
static void test_a_killed_writer_leaves_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
	const char *before = dump(scene);
	int begun[2];
	char byte = 0;
	assert_int_equal(pipe(begun), 0);
	pid_t child = fork();
	if (child == 0) {
		struct fault why = {0};
		struct build *build = second_night(scene->arena);
		build_exception(build, 5, "1001", "odd", "odd");
		CHILD_FAILS_UNLESS(ledger_open(scene->path, LEDGER_WRITE, &ledger, &why));
		CHILD_FAILS_UNLESS(ledger_begin(ledger, &why));
		CHILD_FAILS_UNLESS(ledger_tell_exception(ledger, &build->exceptions[0], &why));
		CHILD_FAILS_UNLESS(write(begun[1], &byte, 1) == 1);
		for (;;)
			pause();
	}
	assert_int_equal(read(begun[0], &byte, 1), 1);
	must_fail(scene, LEDGER_WRITE, FAULT_BUSY);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	close(begun[0]);
	close(begun[1]);
	ledger = must_open(scene, LEDGER_WRITE);
	assert_string_equal(dump(scene), before);
	must_commit(ledger, second_night(scene->arena));
	ledger_close(ledger);
}

/* Who may neither read nor write the file is told so, by the kind of what was wanted. The system's
 * administrator may everything, so the child becomes somebody else. */
static void test_a_ledger_of_somebody_else(void **state)
{
	struct scene *scene = *state;
	static const struct {
		mode_t mode;
		enum ledger_mode wanted;
		enum fault_kind kind;
	} cases[] = {
		{0000, LEDGER_READ, FAULT_INPUT},
		{0000, LEDGER_WRITE, FAULT_OUTPUT},
		{0444, LEDGER_READ, FAULT_NONE},
		{0444, LEDGER_WRITE, FAULT_OUTPUT},
	};
	ledger_close(must_open(scene, LEDGER_WRITE));
	const char *lock = arena_print(scene->arena, "%s.lock", scene->path);
	assert_int_equal(chmod(scene->folder, 0755), 0);
	assert_int_equal(chmod(lock, 0666), 0);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(chmod(scene->path, cases[i].mode), 0);
		pid_t child = fork();
		if (child == 0) {
			struct ledger *ledger = NULL;
			struct fault why = {0};
			CHILD_FAILS_UNLESS(geteuid() != 0 || setuid(65534) == 0);
			ledger_open(scene->path, cases[i].wanted, &ledger, &why);
			CHILD_FAILS_UNLESS(why.kind == cases[i].kind);
			_exit(0);
		}
		must_end_well(child);
	}
}

/* A reader sees the last committed night while the next one is being written, and needs no lock. */
static void test_a_reader_beside_a_writer(void **state)
{
	struct scene *scene = *state;
	struct ledger *writer = must_open(scene, LEDGER_WRITE);
	must_commit(writer, first_night(scene->arena));
	struct build *build = second_night(scene->arena);
	build_exception(build, 5, "1001", "odd", "odd");
	struct ledger_export latest;
	struct fault why = {0};
	assert_true(ledger_begin(writer, &why));
	assert_true(ledger_tell_exception(writer, &build->exceptions[0], &why));
	struct ledger *reader = must_open(scene, LEDGER_READ);
	assert_true(ledger_latest_export(reader, &latest, &why));
	assert_int_equal(latest.night, on("2026-11-24"));
	assert_true(ledger_commit(writer, &build->night, &why));
	assert_true(ledger_latest_export(reader, &latest, &why));
	assert_int_equal(latest.night, on("2026-11-25"));
	ledger_close(reader);
	ledger_close(writer);
}

/* A file size limit stands for a full disk: SIGXFSZ ignored, writes fail with EFBIG. */
static void test_a_full_disk_changes_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
	const char *before = dump(scene);
	pid_t child = fork();
	if (child == 0) {
		struct stat status;
		struct fault why = {0};
		struct build *build = second_night(scene->arena);
		for (int i = 0; i < 2000; i++)
			build_due(build, arena_print(scene->arena, "9%04d", i), MATTER_CARD,
				"2027-02-24", OUTCOME_HAND, "");
		CHILD_FAILS_UNLESS(stat(scene->path, &status) == 0);
		const struct rlimit limit = {
			(rlim_t)status.st_size + 8192, (rlim_t)status.st_size + 8192};
		signal(SIGXFSZ, SIG_IGN);
		CHILD_FAILS_UNLESS(setrlimit(RLIMIT_FSIZE, &limit) == 0);
		CHILD_FAILS_UNLESS(ledger_open(scene->path, LEDGER_WRITE, &ledger, &why));
		CHILD_FAILS_UNLESS(!commit(ledger, build, &why));
		CHILD_FAILS_UNLESS(why.kind == FAULT_WRITE);
		ledger_close(ledger);
		_exit(0);
	}
	must_end_well(child);
	assert_string_equal(dump(scene), before);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_a_new_ledger_is_for_its_group_at_most),
		TEST(test_the_secret_is_made_once),
		TEST(test_the_tables_are_strict),
		TEST(test_an_unfinished_ledger_is_made),
		TEST(test_a_missing_ledger_cannot_be_read),
		TEST(test_a_missing_folder_is_not_made),
		TEST(test_what_is_no_ledger_is_left_alone),
		TEST(test_a_cut_ledger_is_damaged),
		TEST(test_an_earlier_version_is_brought_up),
		TEST(test_a_second_writer_is_turned_away),
		TEST(test_a_killed_writer_leaves_nothing),
		TEST(test_a_ledger_of_somebody_else),
		TEST(test_a_reader_beside_a_writer),
		TEST(test_a_full_disk_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
