/* The set of ids knows each one that comes twice, and no other, however many there are. */
#include "intake/register/ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* Ten digits, nine times as many as were expected, so that the table grows. */
static void a_second_one_is_known(void **state)
{
	(void)state;
	char id[32];
	struct ids *ids = ids_open(100 * 1000);
	for (int i = 0; i < 900 * 1000; i++) {
		int length = snprintf(id, sizeof id, "%010d", i * 7);
		assert_true(ids_add(ids, ids_hash(ids, id, (size_t)length)));
	}
	for (int i = 0; i < 900 * 1000; i += 1009) {
		int length = snprintf(id, sizeof id, "%010d", i * 7);
		assert_false(ids_add(ids, ids_hash(ids, id, (size_t)length)));
	}
	ids_close(ids);
}

/* "1", "01", "001" … are different ids, as are all that differ in one place of 32. */
static void length_and_every_place_count(void **state)
{
	(void)state;
	struct ids *ids = ids_open(0);
	char id[33];
	for (size_t length = 1; length <= 32; length++) {
		memset(id, '0', sizeof id);
		assert_true(ids_add(ids, ids_hash(ids, id, length)));
		for (size_t at = 0; at < length; at++) {
			for (char other = '1'; other <= '9'; other++) {
				id[at] = other;
				assert_true(ids_add(ids, ids_hash(ids, id, length)));
			}
			id[at] = '0';
		}
		assert_false(ids_add(ids, ids_hash(ids, id, length)));
	}
	ids_close(ids);
	ids_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_one_is_known),
		cmocka_unit_test(length_and_every_place_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
