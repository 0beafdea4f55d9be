/* The bytes of an export: plain and gzip, whole, cut, damaged, in pieces. */
#include "intake/xml/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct file {
	int number;
	char path[64];
};

static struct file file_of(const void *bytes, size_t length)
{
	struct file file = {.number = memfd_create("source", 0)};
	assert_true(file.number >= 0);
	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(file.number, (const char *)bytes + done, length - done);
		assert_true(wrote > 0);
		done += (size_t)wrote;
	}
	snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.number);
	return file;
}

/* One gzip member. The caller frees it. */
static unsigned char *packed(const void *bytes, size_t length, size_t *packed_length)
{
	z_stream stream = {0};
	assert_int_equal(
		deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	uLong room = deflateBound(&stream, length);
	unsigned char *out = malloc(room);
	stream.next_in = (Bytef *)(uintptr_t)bytes;
	stream.avail_in = (uInt)length;
	stream.next_out = out;
	stream.avail_out = (uInt)room;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	*packed_length = room - stream.avail_out;
	deflateEnd(&stream);
	return out;
}

/* Reads all in pieces of `step`; the number of bytes, or -1 with *why. Compares with `expected`. */
static long read_all(const char *path, size_t step, const char *expected, size_t length,
	char digest[DIGEST_TEXT_BYTES], struct fault *why)
{
	struct arena *arena = arena_open();
	struct source *source = NULL;
	long total = -1;
	char *piece = arena_alloc(arena, step);
	if (!source_open(path, arena, &source, why))
		goto out;
	size_t at = 0, got = 1;
	for (; got > 0; at += got) {
		if (!source_read(source, piece, step, &got, why))
			goto out;
		assert_true(got <= step);
		if (expected != NULL && got > 0) {
			assert_true(at + got <= length);
			assert_memory_equal(piece, expected + at, got);
		}
	}
	assert_true(source_read(source, piece, step, &got, why));
	assert_int_equal(got, 0); /* and the end stays the end */
	total = (long)at;
	source_digest(source, digest);
out:
	source_close(source);
	arena_close(arena);
	return total;
}

static char *some_text(size_t length)
{
	char *text = malloc(length + 1);
	uint32_t state = 7;
	for (size_t i = 0; i < length; i++) {
		state = state * 1664525 + 1013904223;
		text[i] = (char)('a' + (state >> 24) % 26);
	}
	return text;
}

static void digest_of(const void *bytes, size_t length, char out[DIGEST_TEXT_BYTES])
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&digest);
	digest_update(&digest, bytes, length);
	digest_done(&digest, sum);
	digest_text(sum, out);
}

/* Lengths around the buffer's, read in pieces of several sizes, plain and gzip: the same bytes
 * come out, and the sum is of the bytes as stored. */
static void every_byte_arrives(void **state)
{
	static const size_t lengths[] = {
		0, 1, 2, 3, 4000, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 1000 * 1000};
	static const size_t steps[] = {1, 4000, 1 << 20};
	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		char *text = some_text(lengths[i]);
		size_t packed_length;
		unsigned char *gzip = packed(text, lengths[i], &packed_length);
		struct file plain = file_of(text, lengths[i]),
			    zipped = file_of(gzip, packed_length);
		for (size_t j = 0; j < sizeof steps / sizeof steps[0]; j++) {
			char digest[DIGEST_TEXT_BYTES], expected[DIGEST_TEXT_BYTES];
			struct fault why;
			assert_int_equal(
				read_all(plain.path, steps[j], text, lengths[i], digest, &why),
				lengths[i]);
			digest_of(text, lengths[i], expected);
			assert_string_equal(digest, expected);
			assert_int_equal(
				read_all(zipped.path, steps[j], text, lengths[i], digest, &why),
				lengths[i]);
			digest_of(gzip, packed_length, expected);
			assert_string_equal(digest, expected);
		}
		close(plain.number);
		close(zipped.number);
		free(text);
		free(gzip);
	}
}

static void what_was_looked_at_is_read_all_the_same(void **state)
{
	static const size_t lengths[] = {
		0, 1, SOURCE_PEEK_BYTES - 1, SOURCE_PEEK_BYTES, SOURCE_PEEK_BYTES + 1, 300 * 1000};
	(void)state;
	for (size_t i = 0; i < 2 * sizeof lengths / sizeof lengths[0]; i++) {
		size_t length = lengths[i / 2], packed_length, peeked, got = 1, at = 0;
		char *text = some_text(length), piece[50];
		unsigned char *gzip = packed(text, length, &packed_length);
		struct file file =
			i % 2 == 0 ? file_of(text, length) : file_of(gzip, packed_length);
		struct arena *arena = arena_open();
		struct source *source = NULL;
		struct fault why;
		const char *bytes;
		assert_true(source_open(file.path, arena, &source, &why));
		for (int twice = 0; twice < 2; twice++) {
			assert_true(source_peek(source, &bytes, &peeked, &why));
			assert_int_equal(
				peeked, length < SOURCE_PEEK_BYTES ? length : SOURCE_PEEK_BYTES);
			assert_true(peeked == 0 || memcmp(bytes, text, peeked) == 0);
		}
		for (; got > 0; at += got) {
			assert_true(source_read(source, piece, sizeof piece, &got, &why));
			assert_true(got == 0 || memcmp(piece, text + at, got) == 0);
		}
		assert_int_equal(at, length);
		source_close(source);
		arena_close(arena);
		close(file.number);
		free(text);
		free(gzip);
	}
}

static void two_gzip_members_are_one_file(void **state)
{
	(void)state;
	size_t length;
	unsigned char *half = packed("abc", 3, &length);
	unsigned char *both = malloc(2 * length);
	memcpy(both, half, length);
	memcpy(both + length, half, length);
	struct file file = file_of(both, 2 * length);
	char digest[DIGEST_TEXT_BYTES];
	struct fault why;
	assert_int_equal(read_all(file.path, 16, "abcabc", 6, digest, &why), 6);
	close(file.number);
	free(half);
	free(both);
}

/* Cut at any byte behind the magic, or with something behind its end, or with a byte changed (in
 * the data or its checksum; the header's time and system do not count): refused. */
static void a_damaged_gzip_file_is_refused(void **state)
{
	(void)state;
	char *text = some_text(5000);
	size_t length;
	unsigned char *gzip = packed(text, 5000, &length);
	char digest[DIGEST_TEXT_BYTES];
	struct fault why;
	for (size_t cut = 2; cut < length; cut += cut < 32 || cut > length - 16 ? 1 : 97) {
		struct file file = file_of(gzip, cut);
		assert_int_equal(read_all(file.path, 4000, NULL, 0, digest, &why), -1);
		assert_int_equal(why.kind, FAULT_REGISTER);
		assert_non_null(strstr(why.message, "cut off"));
		close(file.number);
	}
	for (size_t at = 10; at < length; at += 61) {
		gzip[at] ^= 0x55;
		struct file file = file_of(gzip, length);
		assert_int_equal(read_all(file.path, 1 << 16, NULL, 0, digest, &why), -1);
		assert_int_equal(why.kind, FAULT_REGISTER);
		close(file.number);
		gzip[at] ^= 0x55;
	}
	gzip = realloc(gzip, length + 5);
	memcpy(gzip + length, "extra", 5);
	struct file file = file_of(gzip, length + 5);
	assert_int_equal(read_all(file.path, 1 << 16, NULL, 0, digest, &why), -1);
	assert_non_null(strstr(why.message, "damaged"));
	close(file.number);
	free(gzip);
	free(text);
}

static void a_file_made_to_waste_a_night_is_refused(void **state)
{
	(void)state;
	size_t length = 64 << 20, packed_length;
	char *spaces = malloc(length);
	memset(spaces, ' ', length);
	unsigned char *gzip = packed(spaces, length, &packed_length);
	struct file file = file_of(gzip, packed_length);
	char digest[DIGEST_TEXT_BYTES];
	struct fault why;
	assert_int_equal(read_all(file.path, 1 << 16, NULL, 0, digest, &why), -1);
	assert_int_equal(why.kind, FAULT_REGISTER);
	assert_non_null(strstr(why.message, "unpacks to more than"));
	close(file.number);
	free(gzip);
	free(spaces);
}

/* The first read of a pipe may bring one byte only: gzip is known all the same. */
static void a_pipe_is_read_too(void **state)
{
	(void)state;
	size_t length;
	unsigned char *gzip = packed("abc", 3, &length);
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	char path[64], digest[DIGEST_TEXT_BYTES];
	snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
	pid_t child = fork();
	if (child == 0) {
		bool sent = write(ends[1], gzip, 1) == 1;
		usleep(50000);
		_exit(sent && write(ends[1], gzip + 1, length - 1) == (ssize_t)length - 1 ? 0 : 1);
	}
	close(ends[1]);
	struct fault why;
	assert_int_equal(read_all(path, 16, "abc", 3, digest, &why), 3);
	close(ends[0]);
	free(gzip);
}

static void what_cannot_be_opened_is_an_input_fault(void **state)
{
	static const char *const paths[] = {"/nowhere/register.xml", "/tmp", ""};
	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		char digest[DIGEST_TEXT_BYTES];
		struct fault why = {0};
		assert_int_equal(read_all(paths[i], 16, NULL, 0, digest, &why), -1);
		assert_int_equal(why.kind, FAULT_INPUT);
	}
}

static void progress_counts_stored_bytes(void **state)
{
	(void)state;
	char *text = some_text(300 * 1024), piece[4000];
	struct file file = file_of(text, 300 * 1024);
	struct arena *arena = arena_open();
	struct source *source;
	struct fault why;
	assert_true(source_open(file.path, arena, &source, &why));
	assert_int_equal(source_total(source), 300 * 1024);
	uint64_t before = 0;
	for (size_t got = 1; got > 0;) {
		assert_true(source_read(source, piece, sizeof piece, &got, &why));
		assert_true(source_done(source) >= before);
		before = source_done(source);
	}
	assert_int_equal(before, 300 * 1024);
	source_close(source);
	source_close(NULL);
	arena_close(arena);
	close(file.number);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_arrives),
		cmocka_unit_test(what_was_looked_at_is_read_all_the_same),
		cmocka_unit_test(two_gzip_members_are_one_file),
		cmocka_unit_test(a_damaged_gzip_file_is_refused),
		cmocka_unit_test(a_file_made_to_waste_a_night_is_refused),
		cmocka_unit_test(a_pipe_is_read_too),
		cmocka_unit_test(what_cannot_be_opened_is_an_input_fault),
		cmocka_unit_test(progress_counts_stored_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
