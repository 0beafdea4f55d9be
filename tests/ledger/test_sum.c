#include "ledger/nights.h"

#include <fcntl.h>
#include <sys/file.h>

/* A ledger that is not as it was left decides no night: whatever bit of it flips. */

enum { FLIPS = 600, FILE_MAX = 1 << 20 };

struct copy {
	unsigned char bytes[FILE_MAX];
	size_t length;
};

static void take(const char *path, struct copy *copy)
{
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	copy->length = fread(copy->bytes, 1, FILE_MAX, file);
	assert_true(copy->length < FILE_MAX);
	fclose(file);
}

static void put_back(const char *path, const struct copy *copy)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(copy->bytes, 1, copy->length, file), copy->length);
	assert_int_equal(fclose(file), 0);
}

/* Opens for a night; FAULT_NONE when it may go on. */
static enum fault_kind looked_at(const struct scene *scene)
{
	struct ledger *ledger = NULL;
	struct fault why = {0};
	if (ledger_open(scene->path, LEDGER_WRITE, &ledger, &why))
		ledger_close(ledger);
	return why.kind;
}

static void live_two_nights(const struct scene *scene)
{
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
	ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, second_night(scene->arena));
	ledger_close(ledger);
}

/* Refused, or what the night would read is as it was (the bit is in the counter of changes). */
static void test_every_flipped_bit_is_seen(void **state)
{
	struct scene *scene = *state;
	struct copy *whole = arena_alloc(scene->arena, sizeof *whole);
	const char *sum_path = arena_print(scene->arena, "%s.sum", scene->path);
	struct copy *sum = arena_alloc(scene->arena, sizeof *sum);
	live_two_nights(scene);
	take(scene->path, whole);
	take(sum_path, sum);
	const char *before = dump(scene);
	unsigned long random = 20261124;
	int refused = 0;
	for (int i = 0; i < FLIPS; i++) {
		random = random * 6364136223846793005UL + 1442695040888963407UL;
		/* Each bit of the header once, then anywhere. */
		size_t bit = i < 100 ? (size_t)i * 8 + (size_t)(i % 8)
				     : (size_t)(random >> 16) % (whole->length * 8);
		whole->bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
		put_back(scene->path, whole);
		put_back(sum_path, sum);
		enum fault_kind kind = looked_at(scene);
		if (kind == FAULT_NONE)
			assert_string_equal(dump(scene), before);
		else if (kind != FAULT_INTERNAL)
			fail_msg("bit %zu: kind %d", bit, (int)kind);
		refused += kind != FAULT_NONE ? 1 : 0;
		whole->bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
	}
	assert_true(refused >= FLIPS - 8);
	put_back(scene->path, whole);
	put_back(sum_path, sum);
	assert_int_equal(looked_at(scene), FAULT_NONE);
}

static const char *doubt_of(const struct scene *scene)
{
	struct ledger *ledger = NULL;
	struct fault why = {0};
	const char *doubt = NULL;
	if (!ledger_open(scene->path, LEDGER_READ, &ledger, &why) ||
		!ledger_doubt(ledger, scene->arena, &doubt, &why))
		fail_msg("%s", why.message);
	ledger_close(ledger);
	return doubt;
}

/* A bit that SQLite does not miss: in the digest of an export. */
static void flip_a_digit(const struct scene *scene, struct copy *copy)
{
	sqlite3 *database;
	sqlite3_stmt *get;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(database,
			"SELECT digest FROM lineage ORDER BY night DESC LIMIT 1", -1, &get, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(get), SQLITE_ROW);
	const char *digest = (const char *)sqlite3_column_text(get, 0);
	unsigned char *found = memmem(copy->bytes, copy->length, digest, strlen(digest));
	assert_non_null(found);
	found[0] ^= 1;
	sqlite3_finalize(get);
	sqlite3_close(database);
	put_back(scene->path, copy);
}

/* Who only reads is not kept from it, and can say so: but not while somebody writes, who leaves the
 * sum only at the end. */
static void test_who_reads_is_told_of_a_flipped_bit(void **state)
{
	struct scene *scene = *state;
	struct copy *copy = arena_alloc(scene->arena, sizeof *copy);
	const char *lock = arena_print(scene->arena, "%s.lock", scene->path);
	live_two_nights(scene);
	assert_null(doubt_of(scene));
	take(scene->path, copy);
	flip_a_digit(scene, copy);
	const char *doubt = doubt_of(scene);
	assert_non_null(doubt);
	assert_non_null(strstr(doubt, "not byte for byte as the last run left it"));
	assert_non_null(strstr(doubt, "hint: restore a backup"));

	int writer = open(lock, O_RDWR);
	assert_true(writer >= 0);
	assert_int_equal(flock(writer, LOCK_EX), 0);
	assert_null(doubt_of(scene));
	close(writer);
	assert_non_null(doubt_of(scene));
	/* The look takes no lock away from a writer, and a folder without one has had no writer. */
	assert_int_equal(unlink(lock), 0);
	assert_non_null(doubt_of(scene));
	assert_int_equal(access(lock, F_OK), -1);
	assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", scene->path)), 0);
	assert_null(doubt_of(scene));
}

/* A damaged sum accuses nobody, and a tool that writes as SQLite should is no damage. */
static void test_a_sum_that_says_nothing(void **state)
{
	struct scene *scene = *state;
	const char *sum_path = arena_print(scene->arena, "%s.sum", scene->path);
	struct copy *sum = arena_alloc(scene->arena, sizeof *sum);
	live_two_nights(scene);
	take(sum_path, sum);
	for (size_t at = 0; at < sum->length; at++) {
		sum->bytes[at] ^= 1;
		put_back(sum_path, sum);
		assert_int_equal(looked_at(scene), FAULT_NONE);
		sum->bytes[at] ^= 1;
	}
	assert_int_equal(unlink(sum_path), 0);
	assert_int_equal(looked_at(scene), FAULT_NONE);
	assert_int_equal(access(sum_path, F_OK), 0);

	sqlite3 *database;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(database, "UPDATE night SET issued = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
	assert_int_equal(looked_at(scene), FAULT_NONE);
	assert_int_equal(looked_at(scene), FAULT_NONE);
}

/* Where no sum vouches, what does not fit together is still found. */
static void test_a_file_that_does_not_fit_together(void **state)
{
	struct scene *scene = *state;
	struct copy *whole = arena_alloc(scene->arena, sizeof *whole);
	live_two_nights(scene);
	take(scene->path, whole);
	assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", scene->path)), 0);
	for (size_t at = whole->length - 4096; at < whole->length; at++)
		whole->bytes[at] = 0xA5;
	put_back(scene->path, whole);
	assert_int_equal(looked_at(scene), FAULT_INTERNAL);
}

/* A backup is put back and lived on until its counter is that of the sum that lay there. */
static void test_a_backup_beside_a_newer_sum(void **state)
{
	struct scene *scene = *state;
	struct copy *early = arena_alloc(scene->arena, sizeof *early);
	struct fault why = {0};
	for (int issues = 0; issues < 4; issues++) {
		struct ledger *ledger = must_open(scene, LEDGER_WRITE);
		if (issues == 0)
			must_commit(ledger, first_night(scene->arena));
		ledger_close(ledger);
		if (issues == 0)
			take(scene->path, early);
		ledger = must_open(scene, LEDGER_WRITE);
		for (int i = 0; i < 3; i++)
			assert_true(ledger_issue(ledger, on("2026-11-24"), 1, &why));
		ledger_close(ledger);
		put_back(scene->path, early);
		ledger = must_open(scene, LEDGER_WRITE);
		for (int i = 0; i < issues; i++)
			assert_true(ledger_issue(ledger, on("2026-11-24"), 1, &why));
		if (issues == 3)
			must_commit(ledger, second_night(scene->arena));
		ledger_close(ledger);
		assert_int_equal(looked_at(scene), FAULT_NONE);
		put_back(scene->path, early);
		unlink(arena_print(scene->arena, "%s.sum", scene->path));
	}
}

/* The sum of a ledger that was removed says nothing of the one that is made in its place. */
static void test_a_new_ledger_beside_an_old_sum(void **state)
{
	struct scene *scene = *state;
	for (int i = 0; i < 3; i++) {
		ledger_close(must_open(scene, LEDGER_WRITE));
		ledger_close(must_open(scene, LEDGER_WRITE));
		assert_int_equal(unlink(scene->path), 0);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_who_reads_is_told_of_a_flipped_bit),
		TEST(test_every_flipped_bit_is_seen),
		TEST(test_a_sum_that_says_nothing),
		TEST(test_a_file_that_does_not_fit_together),
		TEST(test_a_backup_beside_a_newer_sum),
		TEST(test_a_new_ledger_beside_an_old_sum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
