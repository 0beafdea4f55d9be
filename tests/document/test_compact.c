#include "document/compact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A PDF of one empty page in the words cairo writes; `length` and the bytes of the stream vary. */
#define HEAD "%PDF-1.5\n%\265\355\256\373\n"
#define PAGE_STREAM(length, bytes)                                                                 \
	"4 0 obj\n<< /Length 5 0 R\n   /Filter /FlateDecode\n>>\nstream\n" bytes                   \
	"\nendstream\nendobj\n5 0 obj\n   " length "\nendobj\n"
#define OBJECTS                                                                                    \
	"3 0 obj\n<<\n>>\nendobj\n"                                                                \
	"2 0 obj\n<< /Type /Page\n   /Parent 1 0 R\n   /MediaBox [ 0 0 595 841 ]\n"                \
	"   /Contents 4 0 R\n   /Resources 3 0 R\n>>\nendobj\n"                                    \
	"1 0 obj\n<< /Type /Pages\n   /Kids [ 2 0 R ]\n   /Count 1\n>>\nendobj\n"                  \
	"6 0 obj\n<< /Producer (kigen)\n>>\nendobj\n"                                              \
	"7 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n>>\nendobj\n"
#define TAIL                                                                                       \
	"xref\n0 8\n0000000000 65535 f \ntrailer\n<< /Size 8\n   /Root 7 0 R\n   /Info 6 0 R\n"    \
	">>\nstartxref\n0\n%%EOF\n"

/* An empty stream, deflated. */
#define EMPTY "\x78\x9c\x03\x01\x01\x01\x01\x01"

static const char whole[] = HEAD PAGE_STREAM("8", EMPTY)
OBJECTS TAIL;

/* Passes a PDF through, `step` bytes at a time. */
static bool passes(const char *bytes, size_t step, char **out, size_t *size)
{
	FILE *stream = open_memstream(out, size);
	struct compact *compact = compact_open(stream);
	size_t length = strlen(bytes);
	for (size_t at = 0; at < length; at += step)
		compact_write(compact, (const unsigned char *)bytes + at,
			length - at < step ? length - at : step);
	bool done = compact_close(compact);
	fclose(stream);
	return done;
}

/* However the bytes come, the same document leaves, and its stream and objects are in it. */
static void test_steps(void **state)
{
	(void)state;
	char *first, *out;
	size_t first_size, size;
	assert_true(passes(whole, sizeof whole, &first, &first_size));
	assert_non_null(memmem(first, first_size, "/Length 8/Filter/FlateDecode",
		strlen("/Length 8/Filter/FlateDecode")));
	assert_non_null(
		memmem(first, first_size, EMPTY "\nendstream", strlen(EMPTY "\nendstream")));
	assert_non_null(memmem(first, first_size, "/ObjStm/N 5", strlen("/ObjStm/N 5")));
	assert_non_null(memmem(
		first, first_size, "/Root 7 0 R/Info 6 0 R", strlen("/Root 7 0 R/Info 6 0 R")));
	assert_null(memmem(first, first_size, "/MediaBox", strlen("/MediaBox")));
	for (size_t step = 1; step < 40; step++) {
		assert_true(passes(whole, step, &out, &size));
		assert_int_equal(size, first_size);
		assert_memory_equal(out, first, size);
		free(out);
	}
	free(first);
}

/* A stream may hold the words that end one: the length tells, and such a PDF is refused. */
static void test_refused(void **state)
{
	(void)state;
	static const char *const cases[] = {
		HEAD PAGE_STREAM("9", EMPTY) OBJECTS TAIL, /* another length */
		HEAD PAGE_STREAM("27", "ab\nendstream\nendobj\n" EMPTY)
			OBJECTS TAIL,                         /* ends twice */
		HEAD PAGE_STREAM("8", EMPTY) OBJECTS,         /* no table */
		HEAD PAGE_STREAM("8", EMPTY) "3 0 obj\n<<\n", /* cut off */
		HEAD OBJECTS TAIL,                            /* no stream */
		HEAD "4 0 obj\n<< /Length 8\n>>\nstream\n" EMPTY
		     "\nendstream\nendobj\n" OBJECTS TAIL,
		"",
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *out;
		size_t size;
		assert_false(passes(cases[i], 7, &out, &size));
		free(out);
	}
}

/* A full disk is told. */
static void test_full(void **state)
{
	(void)state;
	FILE *full = fopen("/dev/full", "wb");
	assert_non_null(full);
	setvbuf(full, NULL, _IONBF, 0);
	struct compact *compact = compact_open(full);
	assert_false(compact_write(compact, (const unsigned char *)whole, strlen(whole)));
	assert_false(compact_close(compact));
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
