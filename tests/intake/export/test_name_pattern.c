/* Names of files: which fit a pattern, and what they say. */
#include "intake/export/name_pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void names_fit_or_not(void **state)
{
	static const struct {
		const char *pattern, *name;
		bool fits;
		const char *said; /* municipality, day, count with slashes between */
	} cases[] = {
		{"juki.csv", "juki.csv", true, "//"},
		{"juki.csv", "juki.csv.done", false, ""},
		{"juki.csv", "Juki.csv", false, ""},
		{"juki*", "juki", true, "//"},
		{"*.csv", "住民.csv", true, "//"},
		{"*.csv", ".住民.csv", false, ""},
		{".*", ".x", true, "//"},
		{"??.csv", "住民.csv", true, "//"},
		{"??.csv", "住.csv", false, ""},
		{"?", "\x8E", true, "//"}, /* not UTF-8: a byte is a character */
		{"juki_{date}.csv", "juki_20261123.csv", true, "/20261123/"},
		{"juki_{date}.csv", "juki_2026-11-23.csv", true, "/2026-11-23/"},
		{"juki_{date}.csv", "juki_20261131.csv", false, ""},
		{"juki_{date}.csv", "juki_2026112.csv", false, ""},
		{"juki_{date}*", "juki_202611230600.csv", true, "/20261123/"},
		{"{municipality}_{date}_{count}.csv", "232068_20261123_310000.csv", true,
			"232068/20261123/310000"},
		{"{municipality}_{date}", "23206_20261123", false, ""},
		{"{count}{date}", "1220261123", true, "/20261123/12"},
		{"{count}", "1234567890", false, ""},
		{"*{date}*{count}", "20260230_20261123_7_8", true, "/20261123/8"},
		{"{other}", "{other}", true, "//"},
		{"", "", true, "//"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct name_part said[EXPORT_HEAD_PARTS];
		char text[100] = "";
		bool fits = name_pattern_fits(cases[i].pattern, cases[i].name, said);
		for (size_t part = 0; fits && part < EXPORT_HEAD_PARTS; part++)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s",
				part == 0 ? "" : "/", (int)said[part].length,
				said[part].at == NULL ? "" : said[part].at);
		if (fits != cases[i].fits || strcmp(text, cases[i].said) != 0)
			fail_msg("%s, %s: %d %s", cases[i].pattern, cases[i].name, fits, text);
	}
}

/* Each place of the name is tried once for each of the pattern's, however many stars there are. */
static void no_pattern_takes_long(void **state)
{
	char pattern[201], name[256];
	struct name_part said[EXPORT_HEAD_PARTS];
	(void)state;
	for (size_t i = 0; i < 200; i++)
		pattern[i] = i % 2 == 0 ? '*' : 'a';
	pattern[200] = '\0';
	memset(name, 'a', 255);
	name[254] = 'b';
	name[255] = '\0';
	assert_false(name_pattern_fits(pattern, name, said));
}

static void files_beside_are_named_after_it(void **state)
{
	static const struct {
		const char *pattern, *name, *beside;
	} cases[] = {
		{"{name}.done", "juki_20261123.csv.gz", "juki_20261123.csv.gz.done"},
		{"{stem}.ctl", "juki.20261123.csv", "juki.20261123.ctl"},
		{"{stem}.ctl", "juki", "juki.ctl"},
		{"OK", "juki.csv", "OK"},
		{"{stem}{name}{date}", "a.b", "aa.b{date}"},
	};
	struct arena *arena = arena_open();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(name_pattern_beside(cases[i].pattern, cases[i].name, arena),
			cases[i].beside);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_fit_or_not),
		cmocka_unit_test(no_pattern_takes_long),
		cmocka_unit_test(files_beside_are_named_after_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
