#ifndef TESTS_DOCUMENT_FIXTURE_H
#define TESTS_DOCUMENT_FIXTURE_H

#include "intake/template/templates.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* For what one letter of the sample becomes: the project's templates, read once for all tests of a
 * program, and an arena of its own for each. */

static struct arena *arena, *lasting;
static const struct templates *templates;

static inline int read_templates(void **state)
{
	(void)state;
	struct fault why = {0};
	lasting = arena_open();
	return templates_read("templates", lasting, &templates, &why) ? 0 : -1;
}

static inline int close_templates(void **state)
{
	(void)state;
	arena_close(lasting);
	return 0;
}

static inline int open_arena(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static inline int close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

/* The letter of one of the sample's rows, of the night of 2026-11-24. */
static inline struct notice sample(int row)
{
	return sample_notice(&sample_rows[row], row + 1, civil_day(2026, 11, 24), arena);
}

static inline void lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("\"%s\" in\n%s", part, text);
}

#endif
