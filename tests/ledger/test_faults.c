#include "ledger/nights.h"

#include "ledger/disk.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

/*
 * The disk fails, or the process or the power goes, at the n-th operation: afterwards the ledger
 * opens and is as before the work or as after it, never half.
 */

enum { OPERATIONS_MAX = 5000 };

static const struct {
	enum disk_fault fault;
	const char *name;
} faults[] = {
	{DISK_FAILS_ONCE, "an operation fails"},
	{DISK_FULL_ONCE, "the disk is full"},
	{DISK_DIES, "the disk dies"},
	{DISK_KILLS, "the process is killed"},
	{DISK_POWER_CUT, "the power goes"},
	{DISK_POWER_MANGLES, "the power goes and mangles"},
};

/* One thing that is done to a ledger; *why tells a failure. */
typedef bool work_function(struct scene *scene, struct fault *why);

static bool work_commit(struct scene *scene, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct build *build = second_night(scene->arena);
	build_exception(build, 5, "1001", "odd", "odd");
	bool done =
		ledger_open(scene->path, LEDGER_WRITE, &ledger, why) && commit(ledger, build, why);
	ledger_close(ledger);
	return done;
}

static bool work_issue(struct scene *scene, struct fault *why)
{
	struct ledger *ledger = NULL;
	bool done = ledger_open(scene->path, LEDGER_WRITE, &ledger, why) &&
		    ledger_issue(ledger, on("2026-11-24"), 1, why);
	ledger_close(ledger);
	return done;
}

static bool work_make(struct scene *scene, struct fault *why)
{
	struct ledger *ledger = NULL;
	bool done = ledger_open(scene->path, LEDGER_WRITE, &ledger, why);
	ledger_close(ledger);
	return done;
}

/* Reading what a killed run has left is work too: it undoes the half of it. */
static bool work_read(struct scene *scene, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct ledger_export latest;
	bool done = ledger_open(scene->path, LEDGER_READ, &ledger, why) &&
		    ledger_latest_export(ledger, &latest, why);
	ledger_close(ledger);
	return done;
}

static void copy_file(const char *from, const char *to)
{
	char bytes[65536];
	FILE *source = fopen(from, "r"), *target = fopen(to, "w");
	assert_non_null(source);
	assert_non_null(target);
	for (size_t length; (length = fread(bytes, 1, sizeof bytes, source)) > 0;)
		assert_int_equal(fwrite(bytes, 1, length, target), length);
	fclose(source);
	assert_int_equal(fclose(target), 0);
}

/* Does the work on a disk with a fault; was it done, and was the operation reached? */
static bool work_with(
	struct scene *scene, work_function *work, enum disk_fault fault, long at, bool *reached)
{
	struct fault why = {0};
	disk_arm(fault, at);
	bool done = work(scene, &why);
	*reached = disk.count >= at;
	disk_arm(DISK_WORKS, 0);
	/* The disk is to blame, never the ledger. */
	if (!done && why.kind == FAULT_INTERNAL)
		fail_msg("operation %ld: %s", at, why.message);
	return done;
}

/* The same in a child that is killed at that operation. */
static bool work_until(
	struct scene *scene, work_function *work, enum disk_fault fault, long at, bool *reached)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct fault why = {0};
		disk_arm(fault, at);
		_exit(work(scene, &why) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	*reached = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	assert_true(*reached || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
	return !*reached;
}

static bool try(
	struct scene *scene, work_function *work, enum disk_fault fault, long at, bool *reached)
{
	return fault < DISK_KILLS ? work_with(scene, work, fault, at, reached)
				  : work_until(scene, work, fault, at, reached);
}

/* The files of a ledger under names that nothing touches, and back again. */
static const char *const parts[][2] = {{"", ".kept"}, {"-journal", "-journal.kept"}};

static void keep(struct scene *scene)
{
	for (size_t i = 0; i < 2; i++) {
		const char *from = arena_print(scene->arena, "%s%s", scene->path, parts[i][0]);
		if (access(from, F_OK) == 0)
			copy_file(
				from, arena_print(scene->arena, "%s%s", scene->path, parts[i][1]));
	}
}

static void restore(struct scene *scene)
{
	for (size_t i = 0; i < 2; i++) {
		const char *to = arena_print(scene->arena, "%s%s", scene->path, parts[i][0]);
		const char *from = arena_print(scene->arena, "%s%s", scene->path, parts[i][1]);
		unlink(to);
		if (access(from, F_OK) == 0)
			copy_file(from, to);
	}
}

/* ---- which operations ---- */

/* What some work does to a disk that has no fault, in a child: of each operation its kind. As many
 * as there are with a fault of this sort (at an end that comes suddenly, readings are not counted);
 * behind the last one 0. */
static const int *kinds_of(struct scene *scene, work_function *work, enum disk_fault fault)
{
	int *kinds = mmap(NULL, OPERATIONS_MAX * sizeof *kinds, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	assert_ptr_not_equal(kinds, MAP_FAILED);
	restore(scene);
	pid_t child = fork();
	if (child == 0) {
		struct fault why = {0};
		disk.kinds = kinds;
		disk.kinds_room = OPERATIONS_MAX - 1;
		disk_arm(fault, OPERATIONS_MAX);
		_exit(work(scene, &why) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return kinds;
}

/* Every n-th operation is tried, and always the first of each run of one kind (a journal's writes,
 * its sync, the ledger's writes, …), the last of all, and the one behind it. A full disk is another
 * fault than a failing one only where something is written. KIGEN_EVERY=1 (`make faults`): all. */
static bool is_tried(const int *kinds, enum disk_fault fault, long at)
{
	const char *every = getenv("KIGEN_EVERY");
	long step = every != NULL ? strtol(every, NULL, 10) : 4;
	assert_true(step > 0 && at < OPERATIONS_MAX - 1);
	if (kinds[at] == 0)
		return true;
	if (fault == DISK_FULL_ONCE && kinds[at] != SQLITE_IOERR_WRITE)
		return false;
	return at % step == 0 || kinds[at] != kinds[at - 1] || kinds[at + 1] == 0;
}

/* Every fault at operations of some work on a ledger whose files are kept under other names.
 * What is there afterwards must be `before` or `after`: the latter when it was said to be done, or
 * when the end came too suddenly to say so. */
static void try_each_fault(
	struct scene *scene, work_function *work, const char *before, const char *after)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		const int *kinds = kinds_of(scene, work, faults[i].fault);
		bool reached = true;
		long at;
		for (at = 1; reached; at++) {
			if (!is_tried(kinds, faults[i].fault, at))
				continue;
			restore(scene);
			bool done = try(scene, work, faults[i].fault, at, &reached);
			ledger_close(must_open(scene, LEDGER_WRITE));
			const char *now = dump(scene);
			bool whole = strcmp(now, after) == 0, nothing = strcmp(now, before) == 0;
			if (done ? !whole : !nothing && !(whole && faults[i].fault >= DISK_KILLS))
				fail_msg("%s at operation %ld, %s:\n%s", faults[i].name, at,
					done ? "done" : "not done", now);
		}
		assert_true(at > 3);
		munmap((void *)kinds, OPERATIONS_MAX * sizeof *kinds);
	}
}

static void make_first_night(struct scene *scene)
{
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
}

static void try_on_first_night(struct scene *scene, work_function *work)
{
	struct fault why = {0};
	make_first_night(scene);
	keep(scene);
	const char *before = dump(scene);
	assert_true(work(scene, &why));
	const char *after = dump(scene);
	assert_string_not_equal(before, after);
	try_each_fault(scene, work, before, after);
}

static void test_a_night_is_committed_or_not(void **state)
{
	try_on_first_night(*state, work_commit);
}

static void test_a_night_is_issued_or_not(void **state)
{
	try_on_first_night(*state, work_issue);
}

/* A night that was said to be committed is there after a power cut right behind it: its folder may
 * be written. */
static void test_a_committed_night_survives_the_power(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	int status;
	make_first_night(scene);
	keep(scene);
	assert_true(work_commit(scene, &why));
	const char *after = dump(scene);
	restore(scene);
	pid_t child = fork();
	if (child == 0) {
		disk_arm(DISK_POWER_CUT, OPERATIONS_MAX);
		if (work_commit(scene, &why)) {
			disk_lose_unsynced(true);
			raise(SIGKILL);
		}
		_exit(99);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_string_equal(dump(scene), after);
}

/* The number of operations at which some work could be killed. */
static long count_operations(struct scene *scene, work_function *work)
{
	struct fault why = {0};
	disk_arm(DISK_KILLS, OPERATIONS_MAX);
	assert_true(work(scene, &why));
	disk.fault = DISK_WORKS;
	return disk.count;
}

/* A reader who may not undo what a killed run has left does not read the half of it. */
static void refuse_others(struct scene *scene)
{
	int status;
	assert_int_equal(chmod(scene->folder, 0755), 0);
	assert_int_equal(chmod(scene->path, 0444), 0);
	assert_int_equal(chmod(arena_print(scene->arena, "%s-journal", scene->path), 0444), 0);
	assert_int_equal(chmod(arena_print(scene->arena, "%s.lock", scene->path), 0444), 0);
	pid_t child = fork();
	if (child == 0) {
		struct fault why = {0};
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(98);
		_exit(work_read(scene, &why) ? 99 : (int)why.kind);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), FAULT_BUSY);
	assert_int_equal(chmod(scene->path, 0640), 0);
	assert_int_equal(chmod(arena_print(scene->arena, "%s-journal", scene->path), 0640), 0);
	assert_int_equal(chmod(arena_print(scene->arena, "%s.lock", scene->path), 0640), 0);
}

/* A run is killed at the last moment: all is written, but the journal is still there. Whoever
 * opens the ledger next undoes it, a reader too, and that can be interrupted in its turn. */
static void test_what_a_killed_run_left_is_undone(void **state)
{
	struct scene *scene = *state;
	bool reached;
	struct fault why = {0};
	make_first_night(scene);
	keep(scene);
	const char *before = dump(scene);
	long last = count_operations(scene, work_commit);
	restore(scene);
	assert_false(work_until(scene, work_commit, DISK_KILLS, last, &reached));
	assert_int_equal(access(arena_print(scene->arena, "%s-journal", scene->path), F_OK), 0);
	keep(scene);

	refuse_others(scene);
	assert_true(work_read(scene, &why));
	assert_int_equal(access(arena_print(scene->arena, "%s-journal", scene->path), F_OK), -1);
	assert_string_equal(dump(scene), before);
	try_each_fault(scene, work_read, before, before);
}

/* A making that is interrupted anywhere is repaired by the next open: schema and secret are there,
 * and a night can be committed. */
static void test_a_ledger_is_made_in_the_end(void **state)
{
	struct scene *scene = *state;
	const uint8_t nothing[32] = {0};
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		const int *kinds = kinds_of(scene, work_make, faults[i].fault);
		bool reached = true;
		for (long at = 1; reached; at++) {
			if (!is_tried(kinds, faults[i].fault, at))
				continue;
			restore(scene);
			bool done = try(scene, work_make, faults[i].fault, at, &reached);
			if (!done && !reached)
				fail_msg("%s at operation %ld", faults[i].name, at);
			struct ledger *ledger = must_open(scene, LEDGER_WRITE);
			uint8_t secret[32] = {0};
			struct fault why = {0};
			assert_true(ledger_secret(ledger, secret, &why));
			assert_memory_not_equal(secret, nothing, 32);
			must_commit(ledger, first_night(scene->arena));
			ledger_close(ledger);
		}
		munmap((void *)kinds, OPERATIONS_MAX * sizeof *kinds);
	}
}

/* Every reading of the ledger, each into a result of its own; all are zero before. */
struct readings {
	uint8_t secret[32];
	struct known_due *dues;
	struct standing_appointment *held;
	struct taken_place *places;
	struct notice *pending;
	struct story_entry *story;
	size_t counts[5];
	struct ledger_export latest, seen;
	int serial, run, last, unissued;
	day_number day;
	struct night night;
};

enum { READINGS = 11 };

static bool read_one(struct ledger *ledger, struct arena *arena, size_t which,
	struct readings *found, struct fault *why)
{
	day_number from = on("2026-11-25");
	const char *digest = DIGEST_OFFICE;
	switch (which) {
	case 0:
		return ledger_secret(ledger, found->secret, why);
	case 1:
		return ledger_known_dues(ledger, from, arena, &found->dues, &found->counts[0], why);
	case 2:
		return ledger_standing_appointments(
			ledger, from, arena, &found->held, &found->counts[1], why);
	case 3:
		return ledger_taken_places(
			ledger, from, arena, &found->places, &found->counts[2], why);
	case 4:
		return ledger_pending_notices(
			ledger, arena, &found->pending, &found->counts[3], why);
	case 5:
		return ledger_story(ledger, "1001", arena, &found->story, &found->counts[4], why);
	case 6:
		return ledger_latest_export(ledger, &found->latest, why) &&
		       ledger_export_seen(ledger, digest, &found->seen, why);
	case 7:
		return ledger_last_serial(ledger, 2026, &found->serial, why);
	case 8:
		return ledger_find_night(ledger, from, digest, &found->run, &found->last, why);
	case 9:
		return ledger_unissued_night(ledger, &found->day, &found->unissued, why);
	default:
		return ledger_night(ledger, on("2026-11-24"), 1, arena, &found->night, why);
	}
}

/* A reading that fails, at whatever operation, leaves its result untouched and says what failed;
 * the same ledger, still open, can be read again. */
static void test_a_reading_that_fails_changes_no_result(void **state)
{
	struct scene *scene = *state;
	static const struct readings nothing;
	size_t failed = 0;
	make_first_night(scene);
	for (size_t which = 0; which < READINGS; which++) {
		bool reached = true;
		for (long at = 1; reached; at++) {
			struct readings found;
			struct fault why = {0};
			memset(&found, 0, sizeof found);
			struct ledger *ledger = must_open(scene, LEDGER_READ);
			disk_arm(DISK_FAILS_ONCE, at);
			bool done = read_one(ledger, scene->arena, which, &found, &why);
			reached = disk.count >= at;
			disk_arm(DISK_WORKS, 0);
			if (!done) {
				failed++;
				assert_int_equal(why.kind, FAULT_WRITE);
				if (which != 6)
					assert_memory_equal(&found, &nothing, sizeof found);
				assert_true(read_one(ledger, scene->arena, which, &found, &why));
			}
			ledger_close(ledger);
		}
	}
	assert_true(failed > READINGS);
}

/* What the disk answers a reading with is told as what it is: a disk that cannot be read is no
 * damaged ledger, though SQLite says "malformed" to both. */
static void test_the_true_cause_of_a_reading_that_fails(void **state)
{
	struct scene *scene = *state;
	static const struct {
		int answer, error;
		enum fault_kind kind;
		const char *words;
	} cases[] = {
		{SQLITE_IOERR_CORRUPTFS, EIO, FAULT_WRITE, "the disk could not be read"},
		{SQLITE_IOERR_CORRUPTFS, ENXIO, FAULT_WRITE, "the disk could not be read"},
		{SQLITE_IOERR_READ, 0, FAULT_WRITE, "the disk could not be read"},
		{SQLITE_IOERR_SHORT_READ | 0x7f00, 0, FAULT_WRITE, "look after the disk"},
		{SQLITE_CORRUPT, 0, FAULT_INTERNAL, "the ledger is damaged"},
		{SQLITE_NOTADB, 0, FAULT_INTERNAL, "not a ledger, or its beginning is damaged"},
		{SQLITE_NOMEM, 0, FAULT_INTERNAL, "no memory"},
		{SQLITE_IOERR_NOMEM, 0, FAULT_INTERNAL, "no memory"},
		{SQLITE_FULL, 0, FAULT_WRITE, "make room"},
		{SQLITE_PERM, 0, FAULT_INPUT, "open to this user"},
		{SQLITE_CANTOPEN, 0, FAULT_INPUT, "must be there"},
		{SQLITE_READONLY_DBMOVED, 0, FAULT_INPUT, "moved or replaced"},
		{SQLITE_IOERR_LOCK, 0, FAULT_WRITE, "cannot lock"},
		{SQLITE_BUSY, 0, FAULT_BUSY, "another process"},
		{SQLITE_PROTOCOL, 0, FAULT_BUSY, "another process"},
	};
	make_first_night(scene);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct readings found = {0};
		struct fault why = {0};
		struct ledger *ledger = must_open(scene, LEDGER_READ);
		disk.answer = cases[i].answer;
		disk.error = cases[i].error;
		assert_false(read_one(ledger, scene->arena, 5, &found, &why));
		disk.answer = disk.error = 0;
		if (why.kind != cases[i].kind || strstr(why.message, cases[i].words) == NULL)
			fail_msg("%d: kind %d, %s", cases[i].answer, (int)why.kind, why.message);
		if (cases[i].error != 0)
			assert_non_null(strstr(why.message, strerror(cases[i].error)));
		assert_true(read_one(ledger, scene->arena, 5, &found, &why));
		ledger_close(ledger);
	}
}

static int scene_close_kept(void **state)
{
	struct scene *scene = *state;
	const char *const names[] = {".kept", "-journal.kept", "-journal.hidden"};
	for (size_t i = 0; i < 3; i++)
		unlink(arena_print(scene->arena, "%s%s", scene->path, names[i]));
	return scene_close(state);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close_kept)
	const struct CMUnitTest tests[] = {
		TEST(test_a_night_is_committed_or_not),
		TEST(test_a_night_is_issued_or_not),
		TEST(test_a_committed_night_survives_the_power),
		TEST(test_what_a_killed_run_left_is_undone),
		TEST(test_a_ledger_is_made_in_the_end),
		TEST(test_a_reading_that_fails_changes_no_result),
		TEST(test_the_true_cause_of_a_reading_that_fails),
	};
	disk_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
