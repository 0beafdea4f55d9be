#include "intake/template/page_template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The frame of the resident's page: what it may hold and what is refused, by line. */

enum { SENTENCES = 8 };

struct read {
	struct arena *arena;
	char path[32];
	struct fault why;
	const struct webpage_piece *pieces;
	size_t count;
	const char *keys[SENTENCES];
	size_t key_count;
};

static size_t number(void *context, const char *key)
{
	struct read *read = context;
	size_t i = 0;
	while (i < read->key_count && strcmp(read->keys[i], key) != 0)
		i++;
	if (i == read->key_count)
		read->keys[read->key_count++] = key;
	return i;
}

static bool read_frame(struct read *read, const char *html, size_t length)
{
	*read = (struct read){.arena = arena_open(), .path = "/tmp/kigen-page-XXXXXX"};
	int file = mkstemp(read->path);
	assert_true(file >= 0);
	assert_int_equal(write(file, html, length), length);
	close(file);
	struct mistakes mistakes = {.why = &read->why};
	const struct webpage_keys keys = {number, read};
	bool done = webpage_read(
		read->path, &keys, read->arena, &mistakes, &read->pieces, &read->count);
	unlink(read->path);
	return done;
}

static void takes_a_frame_apart(void **state)
{
	(void)state;
	static const char html[] = "<p>{{#page.a}}<b>{{page.a}}</b>{{#languages}}{{language}}"
				   "{{/languages}}{{/page.a}}</p>{{invite.b}}{ {x} }";
	static const enum webpage_kind kinds[] = {WEBPAGE_HTML, WEBPAGE_SECTION, WEBPAGE_HTML,
		WEBPAGE_TEXT, WEBPAGE_HTML, WEBPAGE_SECTION, WEBPAGE_VALUE, WEBPAGE_HTML,
		WEBPAGE_TEXT, WEBPAGE_HTML};
	struct read read;
	assert_true(read_frame(&read, html, sizeof html - 1));
	assert_int_equal(read.count, sizeof kinds / sizeof kinds[0]);
	for (size_t i = 0; i < read.count; i++)
		assert_int_equal(read.pieces[i].kind, kinds[i]);
	assert_int_equal(read.pieces[1].key, 0);
	assert_int_equal(read.pieces[1].end, 7);
	assert_int_equal(read.pieces[5].key, -1);
	assert_int_equal(read.pieces[5].mark, WEBPAGE_LANGUAGES);
	assert_int_equal(read.pieces[5].end, 7);
	assert_int_equal(read.pieces[8].key, 1);
	assert_int_equal(read.pieces[9].length, strlen("{ {x} }"));
	arena_close(read.arena);
}

static void refuses(void **state)
{
	(void)state;
	static const struct {
		const char *html, *message;
	} cases[] = {
		{"\n{{name}}", ":2: no such mark: {{name}}"},
		{"{{lead.x}}", ":1: only page.… and invite.… may stand on the page: {{lead.x}}"},
		{"{{bring.card}}", ":1: only page.… and invite.… may stand on the page"},
		{"a\nb\n{{page.a", ":3: a mark does not end"},
		{"{{page.\na}}", ":1: a mark does not end"},
		{"{{languages}}", ":1: needs a #: {{languages}}"},
		{"{{switch}}", ":1: needs a #: {{switch}}"},
		{"x\n{{#page.a}}\n\n", ":2: is not closed: #{{page.a}}"},
		{"{{/page.a}}", ":1: closes what is not open: /{{page.a}}"},
		{"{{#page.a}}\n{{#page.b}}{{/page.a}}", ":2: closes what is not open: /{{page.a}}"},
		{"{{#switch}}{{#switch}}{{#switch}}{{#switch}}{{#switch}}{{#switch}}{{#switch}}"
		 "{{#switch}}{{#switch}}",
			":1: too deep: #{{switch}}"},
		{"\xFF", ":1: not UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read read;
		assert_false(read_frame(&read, cases[i].html, strlen(cases[i].html)));
		assert_int_equal(read.why.kind, FAULT_OFFICE);
		if (strstr(read.why.message, cases[i].message) == NULL)
			fail_msg("\"%s\" instead of \"%s\"", read.why.message, cases[i].message);
		arena_close(read.arena);
	}
}

static void refuses_a_byte_of_nothing(void **state)
{
	(void)state;
	struct read read;
	assert_false(read_frame(&read, "a\0b", 3));
	assert_int_equal(read.why.kind, FAULT_OFFICE);
	arena_close(read.arena);
}

static void refuses_a_file_that_is_not_there(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct fault why = {0};
	struct mistakes mistakes = {.why = &why};
	const struct webpage_piece *pieces;
	size_t count;
	static const struct webpage_keys keys = {number, NULL};
	assert_false(webpage_read("no/such/page.html", &keys, arena, &mistakes, &pieces, &count));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_non_null(strstr(why.message, "no/such/page.html"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_frame_apart),
		cmocka_unit_test(refuses),
		cmocka_unit_test(refuses_a_byte_of_nothing),
		cmocka_unit_test(refuses_a_file_that_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
