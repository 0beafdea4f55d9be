#include "intake/template/texts.h"

#include "document/altered.h"
#include "document/letter-sample.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* What is told of languages that are not whole, a line each. */
struct told {
	struct arena *arena;
	const char *mistakes, *warnings;
	size_t mistake_count, warning_count;
};

static void take_mistake(void *context, const char *file, long line, const char *message)
{
	struct told *told = context;
	told->mistakes = arena_print(
		told->arena, "%s%s:%ld: %s\n", told->mistakes, strrchr(file, '/'), line, message);
	told->mistake_count++;
}

static void take_warning(void *context, const char *file, long line, const char *message)
{
	struct told *told = context;
	told->warnings = arena_print(
		told->arena, "%s%s:%ld: %s\n", told->warnings, strrchr(file, '/'), line, message);
	told->warning_count++;
}

/* Is the project whole in Japanese and Portuguese, with a passage of pt.xml replaced? */
static bool whole(
	const char *passage, const char *instead, const struct office *office, struct told *told)
{
	const struct templates *templates;
	struct fault why = {0};
	bool copied;
	*told = (struct told){arena_open(), "", "", 0, 0};
	if (!altered_read_in("ja pt", "text/pt.xml", passage, instead, told->arena, &templates,
		    &copied, &why))
		fail_msg("%s: %s", passage, why.message);
	const struct audience audience = {take_mistake, take_warning, told};
	bool answer = texts_check_whole(templates, office, told->arena, &audience, &why);
	assert_true(answer || why.kind == FAULT_OFFICE);
	return answer;
}

/* As shipped, every language has every sentence. */
static void test_shipped(void **state)
{
	(void)state;
	struct told told;
	assert_true(whole("", "", &sample_office, &told));
	assert_int_equal(told.mistake_count + told.warning_count, 0);
	arena_close(told.arena);
}

/* A key without a sentence is a mistake, with the file, its line and who asks for the key. */
static void test_one_missing(void **state)
{
	(void)state;
	struct told told;
	assert_false(whole(
		"<text key=\"visit.place\">", "<text key=\"visit.plaza\">", &sample_office, &told));
	assert_int_equal(told.mistake_count, 1);
	assert_non_null(strstr(told.mistakes, "/pt.xml:"));
	assert_null(strstr(told.mistakes, "/pt.xml:0:"));
	assert_non_null(strstr(told.mistakes, "no text for the key \"visit.place\", which /"));
	assert_non_null(strstr(told.mistakes, "letter.xml:"));
	assert_non_null(strstr(told.mistakes, "no letter is written"));
	arena_close(told.arena);
}

/* One of the resident's page alone: letters are still written. */
static void test_page(void **state)
{
	(void)state;
	struct told told;
	assert_false(whole(
		"<text key=\"page.safety\">", "<text key=\"page.sicher\">", &sample_office, &told));
	assert_non_null(strstr(told.mistakes, "\"page.safety\": no page is written"));
	arena_close(told.arena);
}

/* A file that has hardly begun is summed up in one line. */
static void test_stub(void **state)
{
	(void)state;
	struct told told;
	char folder[] = "/tmp/kigen-stub-XXXXXX";
	struct arena *arena = arena_open();
	const struct templates *templates;
	struct fault why = {0};
	told = (struct told){arena, "", "", 0, 0};
	assert_true(altered_folder("ja pt", "letter.xml", NULL, NULL, arena, folder));
	FILE *stream = fopen(arena_print(arena, "%s/text/pt.xml", folder), "wb");
	fputs("<texts xmlns=\"urn:kigen:text:1\" language=\"pt\">\n"
	      "<text key=\"date\">{day}.{month}.{year}</text>\n</texts>\n",
		stream);
	fclose(stream);
	if (!templates_read(folder, arena, &templates, &why))
		fail_msg("%s", why.message);
	altered_remove("ja pt", folder, arena);
	const struct audience audience = {take_mistake, take_warning, &told};
	assert_false(texts_check_whole(templates, &sample_office, arena, &audience, &why));
	assert_int_equal(told.mistake_count, 1);
	assert_non_null(strstr(told.mistakes, "/pt.xml:1: no text for the keys \""));
	assert_non_null(strstr(told.mistakes, " more: "));
	arena_close(arena);
}

/* A language that the office does not list yet may be unfinished: a warning. */
static void test_not_listed(void **state)
{
	(void)state;
	struct told told;
	struct office office = sample_office;
	office.language_count = 1;
	assert_true(
		whole("<text key=\"visit.place\">", "<text key=\"visit.plaza\">", &office, &told));
	assert_int_equal(told.mistake_count, 0);
	assert_int_equal(told.warning_count, 1);
	arena_close(told.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_one_missing),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_stub),
		cmocka_unit_test(test_not_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
