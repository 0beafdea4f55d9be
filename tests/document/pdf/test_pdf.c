#include "document/pdf/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A document of one empty sheet; with `left_out` that object is promised and not written. */
enum { TREE = 1, SHEET, CONTENT, CATALOGUE, INFORMATION, OBJECTS };

static bool write_sheet(FILE *stream, unsigned left_out, struct fault *why)
{
	static const char *const objects[OBJECTS] = {
		[TREE] = "<</Type/Pages/Count 1/Kids[2 0 R]/MediaBox[0 0 595 842]>>",
		[SHEET] = "<</Type/Page/Parent 1 0 R/Contents 3 0 R/Resources<<>>>>",
		[CATALOGUE] = "<</Type/Catalog/Pages 1 0 R>>",
		[INFORMATION] = "<</Producer(kigen)>>",
	};
	struct pdf *pdf = pdf_open(stream);
	for (unsigned i = TREE; i < OBJECTS; i++)
		assert_int_equal(pdf_number(pdf), i);
	for (unsigned i = TREE; i < OBJECTS; i++) {
		if (i == left_out)
			continue;
		if (objects[i] != NULL)
			pdf_object(pdf, i, objects[i]);
		else
			pdf_stream(pdf, i, "", "0 0 m\n", 6);
	}
	return pdf_close(pdf, CATALOGUE, INFORMATION, why);
}

/* It is one that a reader takes, and the same each time. */
static void test_whole(void **state)
{
	(void)state;
	char path[] = "/tmp/kigen-pdf-XXXXXX", command[128];
	char *bytes[2] = {NULL, NULL};
	size_t sizes[2];
	struct fault why = {0};
	for (int i = 0; i < 2; i++) {
		FILE *stream = open_memstream(&bytes[i], &sizes[i]);
		assert_true(write_sheet(stream, 0, &why));
		fclose(stream);
	}
	assert_int_equal(sizes[0], sizes[1]);
	assert_memory_equal(bytes[0], bytes[1], sizes[0]);
	int file = mkstemp(path);
	assert_int_equal(write(file, bytes[0], sizes[0]), (ssize_t)sizes[0]);
	close(file);
	snprintf(command, sizeof command, "qpdf --check %s >/dev/null 2>&1", path);
	assert_int_equal(system(command), 0);
	unlink(path);
	free(bytes[0]);
	free(bytes[1]);
}

static void test_left_out(void **state)
{
	(void)state;
	for (unsigned i = TREE; i < OBJECTS; i++) {
		char *bytes;
		size_t size;
		struct fault why = {0};
		FILE *stream = open_memstream(&bytes, &size);
		assert_false(write_sheet(stream, i, &why));
		assert_int_equal(why.kind, FAULT_INTERNAL);
		fclose(stream);
		free(bytes);
	}
}

/* A full disk is called that. */
static void test_full(void **state)
{
	(void)state;
	static const int buffering[] = {_IONBF, _IOFBF};
	for (size_t i = 0; i < 2; i++) {
		struct fault why = {0};
		FILE *full = fopen("/dev/full", "wb");
		assert_non_null(full);
		setvbuf(full, NULL, buffering[i], 4096);
		assert_false(write_sheet(full, 0, &why));
		assert_int_equal(why.kind, FAULT_WRITE);
		assert_non_null(strstr(why.message, "No space left on device"));
		fclose(full);
	}
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		double value;
		int decimals;
		const char *text;
	} cases[] = {
		{0, 2, "0"},
		{-0.001, 2, "0"},
		{1, 2, "1"},
		{1.5, 2, "1.5"},
		{1.005001, 2, "1.01"},
		{-12.25, 1, "-12.3"},
		{0.05, 2, ".05"},
		{-0.5, 2, "-.5"},
		{100, 0, "100"},
		{841.8898, 3, "841.89"},
		{1e30, 2, "1000000000"},
		{-1e30, 2, "-1000000000"},
		{0.00004, 4, "0"},
	};
	GString *text = g_string_new(NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		g_string_truncate(text, 0);
		pdf_put_number(text, cases[i].value, cases[i].decimals);
		assert_string_equal(text->str, cases[i].text);
	}
	g_string_truncate(text, 0);
	pdf_put_text(text, "a葛\U000E0102", strlen("a葛\U000E0102"), true);
	assert_string_equal(text->str, "<FEFF0061845BDB40DD02>");
	g_string_free(text, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
