#include "document/files/atomic_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	char folder[32];
	const char *path, *partial;
};

static int open_fixture(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);
	strcpy(fixture->folder, "/tmp/kigen-draft-XXXXXX");
	fixture->arena = arena_open();
	*state = fixture;
	if (mkdtemp(fixture->folder) == NULL)
		return -1;
	fixture->path = arena_print(fixture->arena, "%s/a.pdf", fixture->folder);
	fixture->partial = arena_print(fixture->arena, "%s/.a.pdf.partial", fixture->folder);
	return 0;
}

static int close_fixture(void **state)
{
	struct fixture *fixture = *state;
	unlink(fixture->path);
	unlink(fixture->partial);
	rmdir(fixture->folder);
	arena_close(fixture->arena);
	free(fixture);
	return 0;
}

static const char *content(const struct fixture *fixture)
{
	char *text = arena_alloc(fixture->arena, 64);
	FILE *stream = fopen(fixture->path, "rb");
	if (stream == NULL)
		return NULL;
	text[fread(text, 1, 63, stream)] = '\0';
	fclose(stream);
	return text;
}

/* The file is there when it is whole, not before; nothing else is left. */
static void test_whole(void **state)
{
	const struct fixture *fixture = *state;
	struct atomic_file *draft;
	struct fault why = {0};
	struct stat status;
	assert_true(atomic_file_open(fixture->path, fixture->arena, &draft, &why));
	fputs("whole", atomic_file_stream(draft));
	assert_null(content(fixture));
	assert_true(atomic_file_commit(draft, &why));
	atomic_file_close(draft);
	assert_string_equal(content(fixture), "whole");
	assert_int_not_equal(access(fixture->partial, F_OK), 0);
	assert_int_equal(stat(fixture->path, &status), 0);
	assert_int_equal(status.st_mode & 0137, 0);
}

/* What was not committed is gone; what a killed run left is written over, all of it. */
static void test_left_over(void **state)
{
	const struct fixture *fixture = *state;
	struct atomic_file *draft;
	struct fault why = {0};
	assert_true(atomic_file_open(fixture->path, fixture->arena, &draft, &why));
	fputs("half", atomic_file_stream(draft));
	atomic_file_close(draft);
	assert_int_not_equal(access(fixture->partial, F_OK), 0);
	FILE *left = fopen(fixture->partial, "wb");
	fputs("longer than what comes", left);
	fclose(left);
	assert_true(atomic_file_open(fixture->path, fixture->arena, &draft, &why));
	fputs("new", atomic_file_stream(draft));
	assert_true(atomic_file_commit(draft, &why));
	atomic_file_close(draft);
	assert_string_equal(content(fixture), "new");
}

/* One that says how things are now takes the place of what is there, a link too, but of no folder;
 * until it is whole what is there stays. */
static void test_replaced(void **state)
{
	const struct fixture *fixture = *state;
	struct atomic_file *draft = NULL;
	struct fault why = {0};
	const char *other = arena_print(fixture->arena, "%s.other", fixture->path);
	for (int turn = 0; turn < 2; turn++) {
		FILE *old = fopen(turn == 0 ? fixture->path : other, "wb");
		fputs("old", old);
		fclose(old);
		if (turn == 1)
			assert_int_equal(unlink(fixture->path) | symlink(other, fixture->path), 0);
		assert_true(atomic_file_replace(fixture->path, "o", fixture->arena, &draft, &why));
		fputs("only new", atomic_file_stream(draft));
		assert_string_equal(content(fixture), "old");
		assert_true(atomic_file_commit(draft, &why));
		atomic_file_close(draft);
		assert_string_equal(content(fixture), "only new");
	}
	FILE *beside = fopen(other, "rb");
	assert_int_equal(fgetc(beside), 'o');
	fclose(beside);
	assert_int_equal(unlink(other) | unlink(fixture->path) | mkdir(fixture->path, 0700), 0);
	assert_false(atomic_file_replace(fixture->path, "o", fixture->arena, &draft, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_int_equal(rmdir(fixture->path), 0);
}

/* What does not begin as it would is not replaced, whatever it is; an empty file is. */
static void test_another_kind(void **state)
{
	const struct fixture *fixture = *state;
	static const struct {
		const char *there;
		bool replaced;
	} cases[] = {{"SQLite format 3", false}, {"counter", false}, {"counter,", true},
		{"c", false}, {"", true}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct atomic_file *draft = NULL;
		struct fault why = {0};
		FILE *old = fopen(fixture->path, "wb");
		fputs(cases[i].there, old);
		fclose(old);
		assert_int_equal(atomic_file_replace(
					 fixture->path, "counter,", fixture->arena, &draft, &why),
			cases[i].replaced);
		assert_int_equal(why.kind, cases[i].replaced ? FAULT_NONE : FAULT_OUTPUT);
		atomic_file_close(draft);
		assert_string_equal(content(fixture), cases[i].there);
		assert_int_not_equal(access(fixture->partial, F_OK), 0);
	}
}

/* A file that is there, from before or since, is never replaced. */
static void test_never_replaced(void **state)
{
	const struct fixture *fixture = *state;
	struct atomic_file *draft = NULL;
	struct fault why = {0};
	assert_true(atomic_file_open(fixture->path, fixture->arena, &draft, &why));
	FILE *other = fopen(fixture->path, "wb");
	fputs("theirs", other);
	fclose(other);
	fputs("ours", atomic_file_stream(draft));
	assert_false(atomic_file_commit(draft, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	atomic_file_close(draft);
	assert_string_equal(content(fixture), "theirs");
	assert_int_not_equal(access(fixture->partial, F_OK), 0);
	assert_false(atomic_file_open(fixture->path, fixture->arena, &draft, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
}

/* Two at once: the second is told, the first goes on. */
static void test_two_at_once(void **state)
{
	const struct fixture *fixture = *state;
	struct atomic_file *first, *second = NULL;
	struct fault why = {0};
	assert_true(atomic_file_open(fixture->path, fixture->arena, &first, &why));
	fputs("first", atomic_file_stream(first));
	assert_false(atomic_file_open(fixture->path, fixture->arena, &second, &why));
	assert_int_equal(why.kind, FAULT_BUSY);
	assert_true(atomic_file_commit(first, &why));
	atomic_file_close(first);
	assert_string_equal(content(fixture), "first");
}

/* Names that can be no file. */
static void test_no_file(void **state)
{
	const struct fixture *fixture = *state;
	const char *const paths[] = {arena_print(fixture->arena, "%s/", fixture->folder),
		arena_print(fixture->arena, "%s/no/a.pdf", fixture->folder), ""};
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct atomic_file *draft = NULL;
		struct fault why = {0};
		assert_false(atomic_file_open(paths[i], fixture->arena, &draft, &why));
		assert_int_equal(why.kind, FAULT_OUTPUT);
		atomic_file_close(draft);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_replaced, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_another_kind, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_left_over, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_never_replaced, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_two_at_once, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(test_no_file, open_fixture, close_fixture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
