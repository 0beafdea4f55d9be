/* The known dues of a resident, among thousands. */
#include "decide/dues/due_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { RESIDENTS = 5000 };

static int compare(const void *left, const void *right)
{
	return strcmp(((const struct known_due *)left)->resident,
		((const struct known_due *)right)->resident);
}

static void every_resident_finds_its_own_dues_and_no_others(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct known_due *dues = arena_alloc(arena, RESIDENTS * 3 * sizeof *dues);
	size_t count = 0;
	for (int i = 0; i < RESIDENTS; i++)
		for (int k = 0; k <= i % 3; k++)
			dues[count++].resident = arena_print(arena, "%d", i * 7);
	qsort(dues, count, sizeof *dues, compare);
	struct due_index *known = due_index_open(dues, count, arena);
	for (int i = 0; i < RESIDENTS * 7; i++) {
		size_t first = SIZE_MAX;
		const char *resident = arena_print(arena, "%d", i);
		size_t found = due_index_find(known, resident, &first);
		assert_int_equal(i % 7 == 0 ? (size_t)(i / 7 % 3 + 1) : 0, found);
		for (size_t k = 0; k < found; k++)
			assert_string_equal(resident, dues[first + k].resident);
		assert_true(found == 0 || first == 0 ||
			    strcmp(dues[first - 1].resident, resident) != 0);
	}
	arena_close(arena);
}

static void nothing_known_finds_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	size_t first;
	assert_int_equal(0, due_index_find(due_index_open(NULL, 0, arena), "1", &first));
	assert_int_equal(0, due_index_find(due_index_open(NULL, 0, arena), "", &first));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_resident_finds_its_own_dues_and_no_others),
		cmocka_unit_test(nothing_known_finds_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
