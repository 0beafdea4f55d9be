/* A place for somebody whom only another system knows: any that is free, however long the visit is,
 * and never a desk that is not offered. */
#include "night/elsewhere.h"

#include "intake/office/opening_hours.h"
#include "model/desk_request.h"
#include "night/city.h"
#include "night/places_left.h"

#define DAY "2026-12-16"

static const char *refusal(struct city *city, const char *counter, const char *day, int starts,
	int minutes, struct given_place *place)
{
	struct fault why = {0};
	struct calendar calendar;
	assert_true(hours_expand(
		&city->office, on(NIGHT), on("2027-01-31"), city->arena, &calendar, &why));
	const struct elsewhere visit = {
		&city->office, &calendar, "uid-elsewhere", counter, on(day), starts, minutes};
	if (elsewhere_check(city->ledger, &visit, city->arena, place, &why))
		return "";
	assert_int_equal(why.kind, FAULT_USAGE);
	return why.code;
}

static void what_can_be_had(void **state)
{
	struct city *city = *state;
	struct given_place place;
	static const struct {
		const char *counter, *day;
		int starts, minutes;
		const char *code;
	} cases[] = {
		{"tobu", DAY, 600, 0, ""},
		{"tobu", DAY, 600, 30, ""},
		{"tobu", DAY, 600, 60, ""},
		{"tobu", DAY, 600, 45, "too-long"},
		{"tobu", DAY, 605, 0, "no-slot"},
		{"tobu", DAY, 600, 1440, "too-long"},
		{"tobu", "2026-12-20", 600, 0, "closed"},
		{"tobu", "2026-12-31", 600, 0, "closed"},
		{"nowhere", DAY, 600, 0, "no-counter"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(refusal(city, cases[i].counter, cases[i].day, cases[i].starts,
					    cases[i].minutes, &place),
			cases[i].code);
	assert_string_equal(refusal(city, "tobu", DAY, 600, 60, &place), "");
	assert_string_equal(place.uid, "uid-elsewhere");
	assert_int_equal(place.ends, 660);
	assert_int_equal(place.slot_count, 2);
	assert_int_equal(place.slot_starts[1], 630);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(what_can_be_had),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
