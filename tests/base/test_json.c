#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Members stand in the order in which they were told, at two spaces, ended by LF. */
static void order_and_indentation(void **state)
{
	(void)state;
	static const char expected[] = "{\n"
				       "  \"zulu\": \"春日井 \\\"quoted\\\"\",\n"
				       "  \"alpha\": -7,\n"
				       "  \"inner\": {\n"
				       "    \"b\": true,\n"
				       "    \"a\": null\n"
				       "  },\n"
				       "  \"list\": [\n"
				       "    1,\n"
				       "    \"two\"\n"
				       "  ],\n"
				       "  \"day\": \"2026-11-24\",\n"
				       "  \"never\": \"\",\n"
				       "  \"last\": 9007199254740993\n"
				       "}\n";
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	struct json *json = json_open();
	json_put_text(json, "zulu", "春日井 \"quoted\"");
	json_put_integer(json, "alpha", -7);
	json_begin_object(json, "inner");
	json_put_truth(json, "b", true);
	json_put_text(json, "a", NULL);
	json_end(json);
	json_begin_array(json, "list");
	json_put_integer(json, NULL, 1);
	json_put_text(json, NULL, "two");
	json_end(json);
	json_put_day(json, "day", civil_day(2026, 11, 24));
	json_put_day(json, "never", DAY_NONE);
	json_put_integer(json, "last", 9007199254740993);
	assert_true(json_close(json, stream));
	fclose(stream);
	assert_string_equal(text, expected);
	free(text);
}

static void bad_text(struct json *json)
{
	json_put_text(json, "key", "\xFF");
}

static void twice(struct json *json)
{
	json_put_integer(json, "key", 1);
	json_put_integer(json, "key", 2);
}

static void no_key(struct json *json)
{
	json_put_integer(json, NULL, 1);
}

static void key_in_array(struct json *json)
{
	json_begin_array(json, "list");
	json_put_integer(json, "key", 1);
	json_end(json);
}

static void left_open(struct json *json)
{
	json_begin_object(json, "inner");
}

static void ended_twice(struct json *json)
{
	json_end(json);
}

static void too_deep(struct json *json)
{
	for (int i = 0; i < JSON_DEPTH; i++)
		json_begin_object(json, "inner");
	for (int i = 0; i < JSON_DEPTH; i++)
		json_end(json);
}

/* Whatever goes wrong on the way is kept until the end, and nothing is written. */
static void mistakes_are_kept(void **state)
{
	(void)state;
	static void (*const mistakes[])(struct json *) = {
		bad_text, twice, no_key, key_in_array, left_open, ended_twice, too_deep};
	for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
		char *text = NULL;
		size_t length;
		FILE *stream = open_memstream(&text, &length);
		struct json *json = json_open();
		mistakes[i](json);
		json_put_integer(json, "after", 1);
		assert_false(json_close(json, stream));
		fclose(stream);
		assert_int_equal(length, 0);
		free(text);
	}
}

/* A stream that cannot take the bytes makes it fail. */
static void full_stream(void **state)
{
	(void)state;
	FILE *stream = fopen("/dev/full", "w");
	struct json *json = json_open();
	json_put_integer(json, "key", 1);
	assert_false(json_close(json, stream));
	fclose(stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_and_indentation),
		cmocka_unit_test(mistakes_are_kept),
		cmocka_unit_test(full_stream),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
