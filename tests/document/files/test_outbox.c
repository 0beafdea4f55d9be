#include "document/files/outbox.h"

#include "base/arena.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
	struct arena *arena;
	char *root; /* a temporary folder */
	char *out;  /* the parent below it, not made yet */
};

static char *inside(struct place *place, const char *path)
{
	return arena_print(place->arena, "%s/%s", place->out, path);
}

static int make_place(void **state)
{
	struct arena *arena = arena_open();
	struct place *place = arena_alloc(arena, sizeof *place);
	place->arena = arena;
	place->root = arena_copy(arena, "/tmp/outbox-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	place->out = arena_print(arena, "%s/out", place->root);
	*state = place;
	return 0;
}

static int remove_place(void **state)
{
	struct place *place = *state;
	char *command = arena_print(place->arena, "rm -rf %s", place->root);
	int status = system(command);
	arena_close(place->arena);
	return status;
}

static bool there(const char *path)
{
	struct stat found;
	return lstat(path, &found) == 0;
}

static char *contents(struct place *place, const char *path)
{
	char bytes[4096];
	FILE *stream = fopen(inside(place, path), "rb");
	assert_non_null(stream);
	size_t length = fread(bytes, 1, sizeof bytes, stream);
	fclose(stream);
	return arena_text(place->arena, bytes, length);
}

static struct outbox *begin(struct place *place)
{
	struct fault why = {0};
	struct outbox *outbox = NULL;
	if (!outbox_open(place->out, "2026-11-24", &outbox, &why))
		fail_msg("%s", why.message);
	return outbox;
}

static void put(struct outbox *outbox, const char *path, const char *text)
{
	struct fault why = {0};
	if (!outbox_write(outbox, path, text, strlen(text), &why))
		fail_msg("%s", why.message);
}

static void commit(struct outbox *outbox)
{
	struct fault why = {0};
	if (!outbox_commit(outbox, &why))
		fail_msg("%s", why.message);
	outbox_close(outbox);
}

static void whole_night(struct place *place, const char *text)
{
	struct outbox *outbox = begin(place);
	put(outbox, "operators/dues.csv", text);
	put(outbox, "residents/a.ics", "");
	put(outbox, "counters/cityhall/b.ics", "abc");
	put(outbox, "top", "t");
	commit(outbox);
}

/* The sums are coreutils' own, by path, of every file but themselves. */
static void sums_are_those_of_sha256sum(void **state)
{
	struct place *place = *state;
	whole_night(place, "due");
	assert_string_equal(contents(place, "2026-11-24/SHA256SUMS"),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  "
		"counters/cityhall/b.ics\n"
		"458a4770df2b51b57769fc806cab05bdaf02acce2edd42b90b6dd55dee1ea038  "
		"operators/dues.csv\n"
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  "
		"residents/a.ics\n"
		"e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8  top\n");
}

/* Nothing stands in place before the commit; after it everything, and no hidden folder. */
static void appears_at_once(void **state)
{
	struct place *place = *state;
	struct outbox *outbox = begin(place);
	put(outbox, "operators/dues.csv", "due");
	assert_false(there(inside(place, "2026-11-24")));
	assert_true(there(inside(place, ".2026-11-24.partial/operators/dues.csv")));
	commit(outbox);
	assert_string_equal(contents(place, "2026-11-24/operators/dues.csv"), "due");
	assert_false(there(inside(place, ".2026-11-24.partial")));
}

/* Files are 0640 and folders 0750 under a wide umask. */
static void modes(void **state)
{
	struct place *place = *state;
	static const struct {
		const char *path;
		mode_t mode;
	} cases[] = {
		{"", 0750},
		{"2026-11-24", 0750},
		{"2026-11-24/counters/cityhall", 0750},
		{"2026-11-24/counters/cityhall/b.ics", 0640},
		{"2026-11-24/SHA256SUMS", 0640},
	};
	mode_t before = umask(0);
	whole_night(place, "due");
	umask(before);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct stat found;
		assert_int_equal(stat(inside(place, cases[i].path), &found), 0);
		assert_int_equal(found.st_mode & 07777, cases[i].mode);
	}
}

/* A folder given up leaves nothing but the parent. */
static void given_up(void **state)
{
	struct place *place = *state;
	struct outbox *outbox = begin(place);
	put(outbox, "operators/dues.csv", "due");
	outbox_close(outbox);
	assert_int_equal(rmdir(place->out), 0);
}

/* What a killed run left is removed, links in it are not followed. */
static void leftovers(void **state)
{
	struct place *place = *state;
	char *outside = arena_print(place->arena, "%s/outside", place->root);
	char *kept = arena_print(place->arena, "%s/kept", outside);
	assert_int_equal(mkdir(outside, 0700), 0);
	assert_int_equal(mkdir(kept, 0700), 0);
	assert_int_equal(mkdir(place->out, 0750), 0);
	assert_int_equal(mkdir(inside(place, ".2026-11-24.partial"), 0750), 0);
	assert_int_equal(mkdir(inside(place, ".2026-11-24.partial/operators"), 0750), 0);
	assert_int_equal(symlink(outside, inside(place, ".2026-11-24.partial/operators/link")), 0);
	assert_int_equal(symlink("/etc/passwd", inside(place, ".2026-11-24.partial/top")), 0);
	whole_night(place, "due");
	assert_true(there(kept));
	assert_string_equal(contents(place, "2026-11-24/top"), "t");
	assert_false(there(inside(place, "2026-11-24/operators/link")));
}

/* The hidden folder's name may itself be a link: the link goes, its target stays. */
static void leftover_link(void **state)
{
	struct place *place = *state;
	char *outside = arena_print(place->arena, "%s/outside", place->root);
	assert_int_equal(mkdir(outside, 0700), 0);
	assert_int_equal(mkdir(place->out, 0750), 0);
	assert_int_equal(symlink(outside, inside(place, ".2026-11-24.partial")), 0);
	whole_night(place, "due");
	assert_int_equal(rmdir(outside), 0); /* still there, and empty */
}

/* The same night again is content with what stands there. */
static void again_the_same(void **state)
{
	struct place *place = *state;
	struct stat first, second;
	whole_night(place, "due");
	assert_int_equal(stat(inside(place, "2026-11-24"), &first), 0);
	whole_night(place, "due");
	assert_int_equal(stat(inside(place, "2026-11-24"), &second), 0);
	assert_int_equal(first.st_ino, second.st_ino);
	assert_false(there(inside(place, ".2026-11-24.partial")));
}

static void refuse(struct place *place)
{
	struct fault why = {0};
	struct outbox *outbox = begin(place);
	put(outbox, "operators/dues.csv", "due");
	assert_false(outbox_commit(outbox, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_non_null(strstr(why.message, "hint:"));
	outbox_close(outbox);
	assert_false(there(inside(place, ".2026-11-24.partial")));
}

/* Another folder in place is left as it is: other sums, none, an empty folder, a file, a link. */
static void others_are_left_alone(void **state)
{
	struct place *place = *state;
	whole_night(place, "another due");
	refuse(place);
	assert_string_equal(contents(place, "2026-11-24/operators/dues.csv"), "another due");
	assert_int_equal(unlink(inside(place, "2026-11-24/SHA256SUMS")), 0);
	refuse(place);
	assert_int_equal(rename(inside(place, "2026-11-24"), inside(place, "away")), 0);
	assert_int_equal(mkdir(inside(place, "2026-11-24"), 0750), 0);
	refuse(place);
	assert_int_equal(rmdir(inside(place, "2026-11-24")), 0);
	assert_int_equal(symlink("away", inside(place, "2026-11-24")), 0);
	refuse(place);
	assert_int_equal(unlink(inside(place, "2026-11-24")), 0);
	FILE *file = fopen(inside(place, "2026-11-24"), "w");
	fclose(file);
	refuse(place);
}

/* Sums that are longer or shorter by one line are other sums. */
static void sums_with_more_or_less(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	whole_night(place, "due");
	for (int extra = 0; extra < 2; extra++) {
		struct outbox *outbox = begin(place);
		put(outbox, "operators/dues.csv", "due");
		put(outbox, "residents/a.ics", "");
		put(outbox, "counters/cityhall/b.ics", "abc");
		if (extra) {
			put(outbox, "top", "t");
			put(outbox, "zebra", "z");
		}
		assert_false(outbox_commit(outbox, &why));
		outbox_close(outbox);
	}
}

/* Paths that would leave the folder, hide or break SHA256SUMS are refused; so is one twice. */
static void paths(void **state)
{
	struct place *place = *state;
	static const char *const cases[] = {"", "/etc/x", "../x", "a/../x", "a//x", "a/", ".hidden",
		"a/.hidden", "a\nb", "a\\b", "./a"};
	struct fault why = {0};
	struct outbox *outbox = begin(place);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_null(outbox_create(outbox, cases[i], &why));
		assert_int_equal(why.kind, FAULT_INTERNAL);
	}
	put(outbox, "a", "1");
	assert_null(outbox_create(outbox, "a", &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_null(outbox_create(outbox, "a/b", &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	outbox_close(outbox);
	assert_false(outbox_open(place->out, "../x", &outbox, &why));
	assert_false(outbox_open(place->out, ".x", &outbox, &why));
	assert_false(outbox_open(place->out, "", &outbox, &why));
}

/* A folder inside that turns into a link while the run goes on is not followed. */
static void link_inside(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	struct outbox *outbox = begin(place);
	put(outbox, "operators/dues.csv", "due");
	put(outbox, "top", "t");
	assert_int_equal(
		rename(inside(place, ".2026-11-24.partial/operators"), inside(place, "moved")), 0);
	assert_int_equal(symlink("../moved", inside(place, ".2026-11-24.partial/operators")), 0);
	assert_null(outbox_create(outbox, "operators/hand.csv", &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	outbox_close(outbox);
}

/* A parent that is a file, or whose own parent is missing, is a fault of the output. */
static void bad_parents(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	struct outbox *outbox = NULL;
	char *missing = arena_print(place->arena, "%s/no/out", place->root);
	assert_false(outbox_open(missing, "2026-11-24", &outbox, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	FILE *file = fopen(place->out, "w");
	fclose(file);
	assert_false(outbox_open(place->out, "2026-11-24", &outbox, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_null(outbox);
}

/* A file larger than the buffer, written in pieces, has the sum of its bytes. */
static void large_files(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	struct outbox *outbox = begin(place);
	FILE *stream = outbox_create(outbox, "mailroom/letters.pdf", &why);
	for (int i = 0; i < 1000000; i++)
		fputc('a', stream);
	assert_true(outbox_finish(outbox, stream, &why));
	commit(outbox);
	assert_string_equal(contents(place, "2026-11-24/SHA256SUMS"),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0  "
		"mailroom/letters.pdf\n");
}

/* What has been written can be read, any part of it, and what is written then comes behind it; the
 * sums are those of the whole. */
static void test_read_back(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	char read[16] = "";
	struct outbox *outbox = begin(place);
	FILE *stream = outbox_create(outbox, "letters.pdf", &why);
	assert_non_null(stream);
	assert_int_equal(ftello(stream), 0);
	assert_true(fputs("one two three", stream) >= 0);
	assert_int_equal(fseeko(stream, 4, SEEK_SET), 0);
	assert_int_equal(fread(read, 1, 3, stream), 3);
	assert_string_equal(read, "two");
	assert_int_equal(fseeko(stream, 0, SEEK_END), 0);
	assert_int_equal(ftello(stream), 13);
	assert_int_equal(fread(read, 1, 1, stream), 0);
	assert_int_equal(fseeko(stream, 0, SEEK_SET), 0);
	assert_int_equal(fread(read, 1, 3, stream), 3);
	assert_int_equal(fseeko(stream, 0, SEEK_END), 0);
	assert_true(fputs(" four", stream) >= 0);
	assert_true(outbox_finish(outbox, stream, &why));
	assert_true(outbox_commit(outbox, &why));
	outbox_close(outbox);
	assert_string_equal(contents(place, "2026-11-24/letters.pdf"), "one two three four");
	assert_int_equal(
		system(arena_print(place->arena,
			"cd %s/2026-11-24 && sha256sum --quiet -c SHA256SUMS", place->out)),
		0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read_back),
		TEST(sums_are_those_of_sha256sum),
		TEST(appears_at_once),
		TEST(modes),
		TEST(given_up),
		TEST(leftovers),
		TEST(leftover_link),
		TEST(again_the_same),
		TEST(others_are_left_alone),
		TEST(sums_with_more_or_less),
		TEST(paths),
		TEST(link_inside),
		TEST(bad_parents),
		TEST(large_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
