#include "document/files/mirror.h"

#include "base/arena.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* What stands there, in lines "path bytes", is compared whole: `find` and `cat` tell it, not the
 * program. */

struct place {
	struct arena *arena;
	char *root;
};

static int make_place(void **state)
{
	struct arena *arena = arena_open();
	struct place *place = arena_alloc(arena, sizeof *place);
	place->arena = arena;
	place->root = arena_copy(arena, "/tmp/mirror-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	*state = place;
	return 0;
}

static int remove_place(void **state)
{
	struct place *place = *state;
	int status = system(arena_print(place->arena, "rm -rf %s", place->root));
	arena_close(place->arena);
	return status;
}

static void shell(struct place *place, const char *command)
{
	assert_int_equal(system(arena_print(place->arena, "cd %s && %s", place->root, command)), 0);
}

static char *answer(struct place *place, const char *command)
{
	char bytes[4096];
	FILE *stream = popen(arena_print(place->arena, "cd %s && %s", place->root, command), "r");
	assert_non_null(stream);
	size_t length = fread(bytes, 1, sizeof bytes, stream);
	pclose(stream);
	return arena_text(place->arena, bytes, length);
}

static char *standing(struct place *place)
{
	return answer(place, "find shelf -type f -o -type l | LC_ALL=C sort | while read -r f; do "
			     "printf '%s %s;' \"${f#shelf/}\" \"$(cat \"$f\")\"; done");
}

static bool is_ours(const char *name)
{
	return strncmp(name, "our-", 4) == 0;
}

static const struct mirror_file first[] = {{"our-1", "a"}, {"our-2", "b"}, {"title", "Hall"}};
static const struct mirror_file second[] = {{"our-3", "c"}};

/* Two folders, one pass. */
static bool pass(
	struct place *place, const struct mirror_file *files, size_t count, struct fault *why)
{
	struct mirror *mirror = NULL;
	bool done = mirror_open(place->root, "shelf", is_ours, &mirror, why) &&
		    mirror_update(mirror, "one", files, count, why) &&
		    mirror_update(mirror, "two", second, 1, why) && mirror_tidy(mirror, why);
	mirror_close(mirror);
	return done;
}

static void fill(struct place *place)
{
	struct fault why = {0};
	if (!pass(place, first, 3, &why))
		fail_msg("%s", why.message);
}

static const char whole[] = "one/our-1 a;one/our-2 b;one/title Hall;two/our-3 c;";

static void what_is_not_there_is_made(void **state)
{
	fill(*state);
	assert_string_equal(standing(*state), whole);
	assert_string_equal(
		answer(*state, "stat -c %a shelf shelf/one shelf/one/our-1"), "750\n750\n640\n");
}

/* Also its inode: a reader that goes by times and inodes sees what has changed and nothing else. */
static void what_is_the_same_is_not_touched(void **state)
{
	struct place *place = *state;
	static const struct mirror_file other[] = {
		{"our-1", "a"}, {"our-2", "B"}, {"title", "Hall"}};
	static const char marks[] =
		"stat -c '%i %z' shelf/one/our-1 shelf/one/title shelf/two/our-3";
	fill(place);
	const char *before = answer(place, marks);
	const char *changed = answer(place, "stat -c %i shelf/one/our-2");
	struct fault why = {0};
	assert_true(pass(place, other, 3, &why));
	assert_string_equal(answer(place, marks), before);
	assert_string_not_equal(answer(place, "stat -c %i shelf/one/our-2"), changed);
	assert_string_equal(standing(place), "one/our-1 a;one/our-2 B;one/title Hall;two/our-3 c;");
}

static void what_is_no_more_is_removed(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	fill(place);
	assert_true(pass(place, first + 1, 2, &why));
	assert_string_equal(standing(place), "one/our-2 b;one/title Hall;two/our-3 c;");
	assert_true(pass(place, NULL, 0, &why));
	assert_string_equal(standing(place), "one/title Hall;two/our-3 c;");
}

/* Whatever was done to it between, the next pass mends what is ours. */
static void what_was_spoilt_is_mended(void **state)
{
	static const struct {
		const char *what, *command;
	} cases[] = {
		{"other bytes of the same length", "printf x >shelf/one/our-1"},
		{"half a file", ": >shelf/one/our-2"},
		{"a longer one", "printf more >>shelf/one/title"},
		{"a file is gone", "rm shelf/one/our-1"},
		{"a folder is gone", "rm -r shelf/two"},
		{"all is gone", "rm -r shelf"},
		{"a link in the place of a file", "ln -sf /etc/passwd shelf/one/our-1"},
		{"a link to itself", "ln -sf our-1 shelf/one/our-1"},
		{"a pipe in the place of a file", "rm shelf/one/our-1 && mkfifo shelf/one/our-1"},
		{"an event that nobody knows", "printf x >shelf/two/our-9"},
		{"in a folder that is no more", "mkdir shelf/old && printf x >shelf/old/our-9"},
		{"what a killed run left",
			"printf x >shelf/one/.our-2.partial; printf x >shelf/two/.our-8.partial"},
		{"of what bears no name of ours", "printf x >shelf/one/.title.partial"},
		{"and of one that is a folder",
			"rm shelf/one/our-2 && mkdir shelf/one/.our-2.partial"},
		{"read-only files", "chmod 0400 shelf/one/*"},
	};
	struct place *place = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fault why = {0};
		fill(place);
		shell(place, cases[i].command);
		if (!pass(place, first, 3, &why))
			fail_msg("%s: %s", cases[i].what, why.message);
		if (strcmp(standing(place), whole) != 0)
			fail_msg("%s: %s", cases[i].what, standing(place));
		assert_string_equal(answer(place, "find shelf -name '.*'"), "");
	}
}

static void what_is_somebody_elses_stays(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	fill(place);
	shell(place, "printf x >shelf/one/theirs && printf x >shelf/one/.hidden.partial && "
		     "mkdir shelf/theirs shelf/one/our-folder && printf x >shelf/theirs/note && "
		     "printf x >shelf/note && mkdir elsewhere && printf x >elsewhere/our-7 && "
		     "ln -s ../elsewhere shelf/linked && ln -s ../elsewhere shelf/one/linked");
	const char *before = answer(place, "find . | LC_ALL=C sort");
	assert_true(pass(place, first, 3, &why));
	assert_string_equal(answer(place, "find . | LC_ALL=C sort"), before);
}

/* A link in the place of a folder leads nowhere, and is told. */
static void no_link_is_followed(void **state)
{
	static const char *const commands[] = {"mkdir elsewhere && ln -s elsewhere shelf",
		"mkdir shelf && ln -s ../elsewhere shelf/one", "mkdir -p shelf && : >shelf/one"};
	struct place *place = *state;
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		struct fault why = {0};
		shell(place, "rm -rf shelf");
		shell(place, commands[i]);
		assert_false(pass(place, first, 3, &why));
		assert_int_equal(why.kind, FAULT_OUTPUT);
		assert_non_null(strstr(why.message, "shelf"));
		assert_string_equal(answer(place, "ls elsewhere"), "");
	}
}

/* A folder in the place of a file is told; nothing is removed then. */
static void what_cannot_be_replaced_is_told(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	fill(place);
	shell(place, "rm shelf/one/our-1 && mkdir shelf/one/our-1");
	assert_false(pass(place, first, 2, &why));
	assert_int_equal(why.kind, FAULT_WRITE);
	assert_non_null(strstr(why.message, "shelf/one/our-1: cannot be renamed"));
	assert_string_equal(
		standing(place), "one/.our-1.partial a;one/our-2 b;one/title Hall;two/our-3 c;");
	shell(place, "rmdir shelf/one/our-1");
	fill(place);
	assert_string_equal(standing(place), whole);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_not_there_is_made),
		TEST(what_is_the_same_is_not_touched),
		TEST(what_is_no_more_is_removed),
		TEST(what_was_spoilt_is_mended),
		TEST(what_is_somebody_elses_stays),
		TEST(no_link_is_followed),
		TEST(what_cannot_be_replaced_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
