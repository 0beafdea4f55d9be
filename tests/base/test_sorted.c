/* Runs of equal elements, held against counting from the front. */
#include "base/sorted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int by_number(const void *key, const void *element)
{
	return *(const int *)key - *(const int *)element;
}

static int numbers_order(const void *left, const void *right)
{
	return by_number(left, right);
}

/* Arrays of every length, with few and with many doubles. */
static void test_a_run_is_all_elements_of_its_key(void **state)
{
	(void)state;
	uint32_t chance = 1;
	for (size_t count = 0; count < 40; count++)
		for (int values = 1; values < 12; values++) {
			int numbers[40];
			for (size_t i = 0; i < count; i++) {
				chance = chance * 1664525 + 1013904223;
				numbers[i] = 2 * (int)(chance % (uint32_t)values);
			}
			if (count > 0)
				qsort(numbers, count, sizeof numbers[0], numbers_order);
			for (int key = -1; key <= 2 * values; key++) {
				size_t first = 0, expected = 0, run = 99;
				while (first < count && numbers[first] < key)
					first++;
				while (first + expected < count && numbers[first + expected] == key)
					expected++;
				const int *found = sorted_run(
					&key, numbers, count, sizeof numbers[0], by_number, &run);
				assert_int_equal(expected, run);
				assert_ptr_equal(expected == 0 ? NULL : numbers + first, found);
				assert_ptr_equal(
					found, sorted_run(&key, numbers, count, sizeof numbers[0],
						       by_number, NULL));
			}
		}
}

static void test_nothing_lists_nothing(void **state)
{
	(void)state;
	static const char *const texts[] = {"a", "b", "b", "d"};
	assert_false(sorted_lists(NULL, 0, "a"));
	assert_true(sorted_lists(texts, 4, "a"));
	assert_true(sorted_lists(texts, 4, "b"));
	assert_false(sorted_lists(texts, 4, "c"));
	assert_true(sorted_lists(texts, 4, "d"));
	assert_false(sorted_lists(texts, 3, "d"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_run_is_all_elements_of_its_key),
		cmocka_unit_test(test_nothing_lists_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
