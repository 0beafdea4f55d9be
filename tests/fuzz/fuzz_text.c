/* Any bytes as UTF-8, judged a second time by the C library's iconv; markup and CSV of them.
 * `make fuzz` builds and runs it. */
#include "base/arena.h"
#include "base/csv.h"
#include "base/fault.h"
#include "base/markup.h"
#include "base/text.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* The code points as iconv reads them, in host order; false when it refuses the bytes. */
static bool second_opinion(char *bytes, size_t size, uint32_t *code_points, size_t *count)
{
	iconv_t converter = iconv_open("UTF-32LE", "UTF-8");
	expect(converter != (iconv_t)-1);
	char *out = (char *)code_points;
	size_t left = (size + 1) * sizeof *code_points;
	size_t room = left;
	bool read = iconv(converter, &bytes, &size, &out, &left) != (size_t)-1;
	iconv_close(converter);
	*count = (room - left) / sizeof *code_points;
	return read;
}

/* Reads the string to its end: each step moves on, and what was valid is written again as it was.
 */
static void check_steps(const char *text, bool valid, const uint32_t *code_points, size_t count)
{
	size_t length = 0, visible = 0, steps = 0;
	const char *at = text;
	for (uint32_t code_point; (code_point = text_next(&at)) != 0; steps++) {
		char bytes[4];
		size_t step = text_encode(code_point, bytes);
		if (valid) {
			expect(steps < count && code_points[steps] == code_point);
			expect(memcmp(text + length, bytes, step) == 0);
			expect(at == text + length + step);
		}
		length = (size_t)(at - text);
		visible += text_is_selector(code_point) ? 0 : 1;
	}
	expect(length == strlen(text));
	expect(!valid || steps == count);
	expect(text_length(text) == visible);
	expect(!text_blank(text) || strspn(text, " \t\r\n\xE3\x80") == length);
}

static void check_markup(struct arena *arena, const char *text, bool valid)
{
	const char *escaped = markup_escape(arena, text);
	expect(strpbrk(escaped, "<>\"'") == NULL);
	expect(!valid || text_valid(escaped, strlen(escaped)));
	for (const char *at = escaped; *at != '\0'; at++)
		expect((unsigned char)*at >= 0x20 || strchr("\t\r\n", *at) != NULL);
}

static void check_csv(const char *text)
{
	char *bytes = NULL;
	size_t length = 0, quotes = 0;
	FILE *stream = open_memstream(&bytes, &length);
	expect(stream != NULL);
	csv_record(stream, CSV_PROGRAMS, &text, 1);
	fclose(stream);
	for (size_t i = 0; i < length; i++)
		quotes += bytes[i] == '"' ? 1 : 0;
	expect(quotes % 2 == 0);
	expect(length >= strlen(text) + 2 && strcmp(bytes + length - 2, "\r\n") == 0);
	expect(strchr("=+-@\t", bytes[0]) == NULL || bytes[0] == '\0');
	free(bytes);
}

static void check_fault(const char *text, bool valid)
{
	struct fault why;
	fault_set(&why, FAULT_INPUT, "%s", text);
	size_t length = strlen(why.message);
	expect(length < sizeof why.message && (!valid || text_valid(why.message, length)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	/* Copies of their own, so that a read past the end is seen. */
	char *bytes = malloc(size > 0 ? size : 1);
	char *string = malloc(size + 1);
	uint32_t *code_points = malloc((size + 1) * sizeof *code_points);
	if (size > 0)
		memcpy(bytes, data, size);
	size_t count = 0;
	expect(text_valid(bytes, size) == second_opinion(bytes, size, code_points, &count));
	size_t length = strnlen(bytes, size);
	memcpy(string, bytes, length);
	string[length] = '\0';
	bool valid = second_opinion(string, length, code_points, &count);
	check_steps(string, valid, code_points, count);
	check_markup(arena, string, valid);
	check_csv(string);
	check_fault(string, valid);
	free(code_points);
	free(string);
	free(bytes);
	arena_close(arena);
	return 0;
}
