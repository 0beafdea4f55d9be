#include "document/files/outbox.h"

#include "document/doubles.h"
#include "document/sample.h"
#include "faults/moment.h"

#include "base/digest.h"
#include "document/folder.h"

#include <dirent.h>
#include <ftw.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <setjmp.h>

#include <cmocka.h>

/*
 * A night's folder stands whole or not at all, whatever fails and wherever the run is killed, and
 * the next run mends it. Each call to the system that the outbox makes is failed, and killed at.
 */

/* Whoever writes in a scene: the night with so many further appointments, into PARENT/night. */
struct scene {
	struct arena *arena;
	const char *root; /* holds the places */
	const char *parent;
	const char *expected; /* the night's folder as text */
	struct office office;
	struct night night;
	rlim_t largest; /* a file may be, 0: any size */
	int places;
};

/* Templates without a sentence: what is to be seen is when files are made, not what stands in
 * them. */
static const struct templates *bare_templates(struct arena *arena)
{
	static const struct text_choice choices[TEXTS_OF_PROGRAM];
	static const struct template_language japanese = {.tag = "ja", .choices = choices};
	static const struct webpage_piece piece = {
		.kind = WEBPAGE_HTML, .html = "<!DOCTYPE html>", .length = 15};
	struct templates *templates = arena_alloc(arena, sizeof *templates);
	*templates = (struct templates){
		.webpage = &piece, .webpage_count = 1, .languages = &japanese, .language_count = 1};
	return templates;
}

/* Writes the folder; the exit status of a program that does it. */
static int write_night(void *context)
{
	struct scene *scene = context;
	struct fault why = {0};
	struct outbox *outbox = NULL;
	/* The double never looks into the letters; any address will do. */
	struct letters *letters = context;
	const struct rlimit limit = {scene->largest, scene->largest};
	if (scene->largest > 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	bool wrote = outbox_open(scene->parent, "night", &outbox, &why) &&
		     folder_write(&scene->office, bare_templates(scene->arena), &scene->night,
			     letters, outbox, &why) &&
		     outbox_commit(outbox, &why);
	outbox_close(outbox);
	if (!wrote && strstr(why.message, strerror(EFBIG)) == NULL && scene->largest > 0)
		return 99;
	return wrote ? 0 : (int)why.kind;
}

/* ---- folders ---- */

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about, (void)kind, (void)at;
	return remove(path);
}

static void remove_tree(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void tell_file(const char *path, const char *name, FILE *stream)
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char bytes[65536], text[DIGEST_TEXT_BYTES];
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	digest_init(&digest);
	for (size_t length; (length = fread(bytes, 1, sizeof bytes, file)) > 0;)
		digest_update(&digest, bytes, length);
	fclose(file);
	digest_done(&digest, sum);
	fprintf(stream, "%s  %s\n", digest_text(sum, text), name);
}

static void tell_folder(
	struct arena *arena, const char *path, const char *name, FILE *stream, size_t *largest)
{
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, alphasort);
	assert_true(count >= 0);
	for (int i = 0; i < count; i++) {
		const char *entry = entries[i]->d_name;
		struct stat about;
		if (strcmp(entry, ".") != 0 && strcmp(entry, "..") != 0) {
			const char *below = arena_print(arena, "%s/%s", path, entry);
			const char *called = arena_print(arena, "%s/%s", name, entry);
			assert_int_equal(lstat(below, &about), 0);
			if (S_ISDIR(about.st_mode))
				tell_folder(arena, below, called, stream, largest);
			else
				tell_file(below, called, stream);
			if (!S_ISDIR(about.st_mode) && (size_t)about.st_size > *largest)
				*largest = (size_t)about.st_size;
		}
		free(entries[i]);
	}
	free(entries);
}

/* All files below a folder (names and sums) as text, to be freed; "" when there are none. */
static char *tell_files(const char *parent, size_t *largest)
{
	struct arena *arena = arena_open();
	char *text = NULL;
	size_t size = 0, any = 0;
	FILE *stream = open_memstream(&text, &size);
	if (access(parent, F_OK) == 0)
		tell_folder(arena, parent, "", stream, largest != NULL ? largest : &any);
	fclose(stream);
	arena_close(arena);
	return text;
}

static const char *visible(const struct scene *scene)
{
	return arena_print(scene->arena, "%s/night", scene->parent);
}

static const char *hidden(const struct scene *scene)
{
	return arena_print(scene->arena, "%s/.night.partial", scene->parent);
}

/* Is the folder there? If it is, it is whole. */
static bool is_whole(const struct scene *scene)
{
	if (access(visible(scene), F_OK) != 0)
		return false;
	char *text = tell_files(visible(scene), NULL);
	assert_string_equal(text, scene->expected);
	free(text);
	return true;
}

static bool holds_nothing(const struct scene *scene)
{
	char *text = tell_files(scene->parent, NULL);
	bool nothing = text[0] == '\0' && rmdir(scene->parent) == 0;
	free(text);
	return nothing;
}

/* ---- runs ---- */

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run_at(struct scene *scene, const char *call, long at, int error)
{
	struct moment moment = {.call = moment_find(call), .at = at, .error = error};
	assert_true(moment.call >= 0);
	moment.watched[moment.call] = true;
	return status_of(moment_break(&moment, write_night, scene, NULL, NULL));
}

/* A run that no call of is broken, in a child. */
static int run_well(struct scene *scene)
{
	const struct moment none = {.call = -1};
	return status_of(moment_break(&none, write_night, scene, NULL, NULL));
}

/* The next run (here: a child of its own costs more than the run) succeeds and leaves the folder
 * and nothing else. */
static void assert_mended(struct scene *scene)
{
	assert_int_equal(write_night(scene), 0);
	assert_true(is_whole(scene));
	assert_int_equal(access(hidden(scene), F_OK), -1);
}

/* ---- what may be there before ---- */

static void prepare_nothing(struct scene *scene)
{
	(void)scene;
}

static void prepare_folder(struct scene *scene)
{
	assert_int_equal(write_night(scene), 0);
}

/* What a run killed at its rename leaves: a hidden folder with everything in it. */
static void prepare_leftover(struct scene *scene)
{
	prepare_folder(scene);
	assert_int_equal(rename(visible(scene), hidden(scene)), 0);
}

static void next_place(struct scene *scene)
{
	if (scene->parent != NULL)
		remove_tree(scene->parent);
	scene->parent = arena_print(scene->arena, "%s/%d", scene->root, ++scene->places);
}

/* ---- each call ---- */

/* The calls of the outbox, what each fails with, and whether the outbox makes all of them: then it
 * must tell the failure. */
static const struct {
	const char *call;
	int error;
	bool told;
} calls[] = {
	{"mkdir", EACCES, true},
	{"openat", EMFILE, false},
	{"mkdirat", EIO, true},
	{"fcntl", EMFILE, false},
	{"write", ENOSPC, true},
	{"close", EIO, false},
	{"newfstatat", EIO, false},
	{"unlinkat", EIO, false},
	{"getdents64", EIO, true},
	{"syncfs", EIO, true},
	{"fsync", EIO, true},
	{"renameat2", EIO, true},
};

enum { CALLS = sizeof calls / sizeof calls[0] };

static void count_calls(struct scene *scene, long *counts)
{
	struct moment moment = {.call = -1};
	for (size_t i = 0; i < CALLS; i++)
		if (moment_find(calls[i].call) >= 0)
			moment.watched[moment_find(calls[i].call)] = true;
	assert_int_equal(moment_break(&moment, write_night, scene, counts, NULL), 0);
}

/* Each call of each kind, with KIGEN_EVERY=12 every twelfth, the first and the last (a sanitizer's
 * fork takes a third of a second), on a place that is prepared: does it fail (or is it killed), is
 * the folder whole or not there, and is it mended? `stands`: it is there whatever happens. */
static void break_each(
	struct scene *scene, void (*prepare)(struct scene *scene), bool stands, bool kill)
{
	long counts[MOMENT_CALLS] = {0}, seen = 0;
	const char *words = getenv("KIGEN_EVERY");
	long every = words != NULL ? strtol(words, NULL, 10) : 1;
	assert_true(every > 0);
	next_place(scene);
	prepare(scene);
	count_calls(scene, counts);
	for (size_t i = 0; i < CALLS; i++) {
		long last = moment_find(calls[i].call) < 0 ? 0 : counts[moment_find(calls[i].call)];
		for (long at = 1; at <= last; at++, seen++) {
			if (at > 1 && at < last && at % every != 0)
				continue;
			next_place(scene);
			prepare(scene);
			int status = run_at(scene, calls[i].call, at, kill ? 0 : calls[i].error);
			bool there = is_whole(scene);
			if (kill && status != 128 + SIGKILL)
				fail_msg("%s %ld: %d, not killed", calls[i].call, at, status);
			if (!kill && status != 0 && status != 73 && status != 74)
				fail_msg("%s %ld: ended with %d", calls[i].call, at, status);
			if (status == 0 && !there)
				fail_msg("%s %ld: success without a folder", calls[i].call, at);
			/* Of what can fail only the parent's own sync comes after the rename. */
			if (!kill && calls[i].told)
				if (status == 0 ||
					there != (stands || strcmp(calls[i].call, "fsync") == 0))
					fail_msg("%s %ld: %d, the folder is%s there", calls[i].call,
						at, status, there ? "" : " not");
			assert_mended(scene);
		}
	}
	assert_true(seen > 100);
}

static void test_any_call_fails_in_a_fresh_place(void **state)
{
	break_each(*state, prepare_nothing, false, false);
}

static void test_any_call_fails_while_a_killed_runs_leftover_is_there(void **state)
{
	break_each(*state, prepare_leftover, false, false);
}

static void test_any_call_fails_when_the_folder_is_already_in_place(void **state)
{
	break_each(*state, prepare_folder, true, false);
}

static void test_killed_at_any_call_in_a_fresh_place(void **state)
{
	break_each(*state, prepare_nothing, false, true);
}

static void test_killed_at_any_call_while_a_leftover_is_removed(void **state)
{
	break_each(*state, prepare_leftover, false, true);
}

/* ---- what else may happen ---- */

static void test_an_interrupted_write_goes_on(void **state)
{
	for (long at = 1; at < 6; at++) {
		next_place(*state);
		assert_int_equal(run_at(*state, "write", at, EINTR), 0);
		assert_true(is_whole(*state));
	}
}

static void test_a_file_system_that_does_not_know_the_flag_of_the_rename(void **state)
{
	next_place(*state);
	assert_int_equal(run_at(*state, "renameat2", 1, EINVAL), 0);
	assert_true(is_whole(*state));
}

static void test_a_folder_that_appears_just_before_the_rename_is_kept(void **state)
{
	struct scene *scene = *state;
	long counts[MOMENT_CALLS] = {0};
	next_place(scene);
	count_calls(scene, counts);
	next_place(scene);
	assert_int_equal(mkdir(scene->parent, 0750), 0);
	assert_int_equal(mkdir(visible(scene), 0750), 0);
	/* The outbox's own look at the target. */
	assert_int_equal(
		run_at(scene, "newfstatat", counts[moment_find("newfstatat")], ENOENT), 73);
	assert_int_equal(rmdir(visible(scene)), 0); /* which is still empty */
}

static void test_files_that_may_not_grow(void **state)
{
	struct scene *scene = *state;
	size_t largest = 0;
	next_place(scene);
	assert_int_equal(run_well(scene), 0);
	free(tell_files(scene->parent, &largest));
	const rlim_t sizes[] = {1, 100, 1000, largest - 1};
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		next_place(scene);
		scene->largest = sizes[i];
		assert_int_equal(run_well(scene), 74);
		scene->largest = 0;
		assert_true(holds_nothing(scene));
		assert_mended(scene);
	}
}

/* Killed at any moment again and again until it is through. */
static void test_killed_at_any_moment_again_and_again(void **state)
{
	struct scene *scene = *state;
	struct timespec begun, ended;
	unsigned chance = 20261124;
	int killed = 0;
	scene->night = sample_night(true, 2000, scene->arena);
	next_place(scene);
	clock_gettime(CLOCK_MONOTONIC, &begun);
	assert_int_equal(run_well(scene), 0);
	clock_gettime(CLOCK_MONOTONIC, &ended);
	double whole = (double)(ended.tv_sec - begun.tv_sec) * 1e6 +
		       (double)(ended.tv_nsec - begun.tv_nsec) / 1e3;
	free((void *)scene->expected);
	scene->expected = tell_files(visible(scene), NULL);
	next_place(scene);
	for (int i = 0; i < 25; i++) {
		int status;
		chance = chance * 1103515245 + 12345;
		pid_t child = fork();
		if (child == 0)
			_exit(write_night(scene));
		usleep((useconds_t)(whole * (chance >> 16) / 65536));
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		killed += WIFSIGNALED(status);
		is_whole(scene);
	}
	assert_true(killed > 0);
	assert_mended(scene);
}

static int scene_open(void **state)
{
	struct arena *arena = arena_open();
	struct scene *scene = arena_alloc(arena, sizeof *scene);
	const char *place = getenv("TMPDIR");
	char *root = arena_print(arena, "%s/kigen-outbox-XXXXXX", place != NULL ? place : "/tmp");
	assert_non_null(mkdtemp(root));
	*scene = (struct scene){.arena = arena,
		.root = root,
		.office = sample_office(),
		.night = sample_night(true, 0, arena)};
	next_place(scene);
	/* Here, not in a child: what the libraries make ready at first use is ready in each of
	 * them. */
	assert_int_equal(write_night(scene), 0);
	scene->expected = tell_files(arena_print(arena, "%s/night", scene->parent), NULL);
	*state = scene;
	return 0;
}

static int scene_close(void **state)
{
	struct scene *scene = *state;
	remove_tree(scene->root);
	free((void *)scene->expected);
	arena_close(scene->arena);
	return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_any_call_fails_in_a_fresh_place),
		TEST(test_any_call_fails_while_a_killed_runs_leftover_is_there),
		TEST(test_any_call_fails_when_the_folder_is_already_in_place),
		TEST(test_killed_at_any_call_in_a_fresh_place),
		TEST(test_killed_at_any_call_while_a_leftover_is_removed),
		TEST(test_an_interrupted_write_goes_on),
		TEST(test_a_file_system_that_does_not_know_the_flag_of_the_rename),
		TEST(test_a_folder_that_appears_just_before_the_rename_is_kept),
		TEST(test_files_that_may_not_grow),
		TEST(test_killed_at_any_moment_again_and_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
