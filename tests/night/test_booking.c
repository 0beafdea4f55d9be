/* The place that staff names for an appointment: may it be had, and if not, why not and what
 * instead? Of a letter of 2026-11-24 about a card of 2027-02-10. */
#include "night/booking.h"

#include "night/city.h"

#define EXPIRES "2027-02-10"
#define TODAY   "2026-11-25"

struct booked {
	const struct promise *promise;
	const struct notice *letter;
};

static struct booked book_first(struct city *city)
{
	static const struct person due = {.id = "0002", .expires = EXPIRES};
	struct night_result night = live_night(city, NIGHT, &due, 1);
	struct booked booked = {.letter = letter_to(&night, "0002")};
	struct promise *promise = NULL;
	struct fault why = {0};
	assert_true(ledger_promise(
		city->ledger, booked.letter->appointment.uid, city->arena, &promise, &why));
	booked.promise = promise;
	return booked;
}

static bool ask(struct city *city, const struct booked *booked, const struct booking_wish *wish,
	struct given_place *place, struct fault *why)
{
	*why = (struct fault){0};
	const struct booking booking = {&city->office, on(TODAY), booked->promise, wish};
	return booking_check(city->ledger, &booking, city->arena, place, why);
}

/* The first place at this counter after a day. */
static struct booking_wish open_place(
	struct city *city, const struct booked *booked, const char *counter, const char *after)
{
	struct given_place place;
	struct fault why;
	struct booking_wish wish = {.counter = counter};
	for (wish.day = on(after) + 1; wish.day < on(EXPIRES); wish.day++)
		for (wish.starts = 0; wish.starts < 24 * 60; wish.starts += 30)
			if (ask(city, booked, &wish, &place, &why))
				return wish;
	fail_msg("no place at %s after %s", counter, after);
	return wish;
}

static void a_place_that_is_free_can_be_had(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	struct booking_wish wish = open_place(city, &booked, "cityhall", "2027-01-10");
	struct given_place place;
	struct fault why;
	assert_true(ask(city, &booked, &wish, &place, &why));
	assert_string_equal(place.uid, booked.letter->appointment.uid);
	assert_string_equal(place.counter, "cityhall");
	assert_int_equal(place.day, wish.day);
	assert_int_equal(place.starts, wish.starts);
	assert_int_equal(place.ends, wish.starts + 30);
	assert_int_equal(place.slot_count, 1);
	assert_int_equal(place.slot_starts[0], wish.starts);
}

/* What the appointment has itself counts as free. */
static void its_own_place_is_free(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	const struct appointment *own = &booked.letter->appointment;
	const struct booking_wish wish = {own->counter, own->day, own->starts};
	struct given_place place;
	struct fault why;
	assert_true(ask(city, &booked, &wish, &place, &why));
	assert_int_equal(place.day, own->day);
}

static void what_cannot_be_had_is_said_with_what_is_near(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	struct booking_wish wish = open_place(city, &booked, "cityhall", "2027-01-10");
	const struct {
		const char *sentence;
		struct booking_wish wish;
		const char *said;
	} cases[] = {
		{"a counter that there is not", {"nowhere", wish.day, wish.starts},
			"no counter 'nowhere'"},
		{"yesterday", {"cityhall", on(NIGHT), wish.starts}, "the visit must be from "},
		{"the day after it runs out", {"cityhall", on(EXPIRES) + 1, wish.starts},
			"to 2027-02-10\nhint: free near by at cityhall: "},
		{"New Year", {"cityhall", on("2027-01-01"), wish.starts},
			"nothing is offered there on that day: "},
		{"a minute past", {"cityhall", wish.day, wish.starts + 1},
			"no place that is offered begins then\nhint: free near by at cityhall: "},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct given_place place;
		struct fault why;
		if (ask(city, &booked, &cases[i].wish, &place, &why) || why.kind != FAULT_USAGE ||
			strstr(why.message, cases[i].said) == NULL)
			fail_msg("%s: %s", cases[i].sentence, why.message);
	}
}

/* Near by in time, the earlier of two that are as near, and told in order. */
static void what_is_near_is_told_in_order(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	struct booking_wish wish = open_place(city, &booked, "cityhall", "2027-01-12");
	struct given_place place;
	struct fault why;
	char expected[128], first[CIVIL_INSTANT_BYTES], second[CIVIL_INSTANT_BYTES];
	wish.starts++;
	assert_false(ask(city, &booked, &wish, &place, &why));
	snprintf(expected, sizeof expected, " at cityhall: %s, %s",
		civil_format_instant(wish.day, wish.starts - 1, first),
		civil_format_instant(wish.day, wish.starts + 29, second));
	assert_non_null(strstr(why.message, expected));
}

static void a_counter_that_does_not_do_it_has_nothing_near(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	const struct booking_wish wish = open_place(city, &booked, "cityhall", "2027-01-10");
	struct given_place place;
	struct fault why;
	int counter = office_counter(&city->office, "cityhall");
	for (int matter = 0; matter < MATTERS; matter++)
		city->office.matters[matter].counters &= ~((counter_set)1 << counter);
	assert_false(ask(city, &booked, &wish, &place, &why));
	assert_string_equal(why.message, "what the letter is about is not done at this counter\n"
					 "hint: nothing is free at this counter for this visit");
}

static void what_has_run_out_needs_no_place(void **state)
{
	struct city *city = *state;
	struct booked booked = book_first(city);
	const struct booking_wish wish = {"cityhall", on(EXPIRES) + 2, 600};
	struct given_place place;
	struct fault why = {0};
	const struct booking booking = {&city->office, on(EXPIRES) + 1, booked.promise, &wish};
	assert_false(booking_check(city->ledger, &booking, city->arena, &place, &why));
	assert_int_equal(why.kind, FAULT_USAGE);
	assert_non_null(strstr(why.message, "open and still to run out"));
}

/* Somebody else has it: as many desks, as many people. */
static void a_place_is_had_once_a_desk(void **state)
{
	struct city *city = *state;
	static const struct person people[] = {
		{.id = "0002", .expires = EXPIRES}, {.id = "0003", .expires = EXPIRES}};
	struct night_result night = live_night(city, NIGHT, people, 2);
	struct fault why = {0};
	struct promise *promise = NULL;
	const struct appointment *taken = &letter_to(&night, "0003")->appointment;
	assert_true(ledger_promise(city->ledger, letter_to(&night, "0002")->appointment.uid,
		city->arena, &promise, &why));
	const struct booked booked = {promise, letter_to(&night, "0002")};
	const struct booking_wish wish = {taken->counter, taken->day, taken->starts};
	struct given_place place;
	int desk = -1;
	for (size_t i = 0; i < night.decided.place_count; i++)
		if (strcmp(night.decided.places[i].uid, taken->uid) == 0)
			desk = night.decided.places[i].desk;
	if (ask(city, &booked, &wish, &place, &why))
		assert_int_not_equal(place.desk, desk);
	else
		assert_non_null(strstr(why.message, "every desk is taken then"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(a_place_that_is_free_can_be_had),
		NIGHT_TEST(its_own_place_is_free),
		NIGHT_TEST(what_cannot_be_had_is_said_with_what_is_near),
		NIGHT_TEST(what_is_near_is_told_in_order),
		NIGHT_TEST(a_counter_that_does_not_do_it_has_nothing_near),
		NIGHT_TEST(what_has_run_out_needs_no_place),
		NIGHT_TEST(a_place_is_had_once_a_desk),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
