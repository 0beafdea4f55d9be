#include "intake/office/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Zones east and west of Greenwich, whole hours and not, with and without summer time. */
static void test_the_offset_of_a_zone(void **state)
{
	static const struct {
		const char *name;
		enum zone_kind kind;
		int minutes;
	} zones[] = {
		{"Asia/Tokyo", ZONE_FIXED, 540},
		{"Asia/Kathmandu", ZONE_FIXED, 345},
		{"Pacific/Honolulu", ZONE_FIXED, -600},
		{"Pacific/Marquesas", ZONE_FIXED, -570},
		{"Etc/UTC", ZONE_FIXED, 0},
		{"America/St_Johns", ZONE_CHANGES, -210},
		{"Europe/Lisbon", ZONE_CHANGES, 0},
		{"Asia/Kasugai", ZONE_UNKNOWN, -1},
		{"Asia", ZONE_UNKNOWN, -1}, /* a folder */
		{"zone.tab", ZONE_UNKNOWN, -1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		int minutes = -1;
		print_message("%s\n", zones[i].name);
		assert_int_equal(zone_find(zones[i].name, &minutes), zones[i].kind);
		assert_int_equal(minutes, zones[i].minutes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_offset_of_a_zone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
