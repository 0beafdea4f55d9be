/* Places that are few: who gets one, who does not, and whom staff must be told of when desks are
 * taken away. */
#include "night/city.h"

#include "intake/office/opening_hours.h"
#include "night/desks_short.h"

#define EXPIRES "2027-02-10"

/* A Tuesday within the visit days of letters of NIGHT; before 09:00 no desk is a walk-in's. */
#define VISIT "2026-12-08"
enum { EIGHT_THIRTY = 510, NINE = 540, HALF_PAST_NINE = 570 };

static const struct person both[] = {
	{.id = "0002", .expires = EXPIRES}, {.id = "0003", .expires = EXPIRES}};

static size_t placed(const struct night_result *result)
{
	size_t count = 0;
	for (size_t i = 0; i < result->decided.notice_count; i++)
		count += result->decided.notices[i].appointment.state == APPOINTMENT_STATE_OFFERED;
	return count;
}

static void whom_no_place_is_left_for_has_a_letter_that_names_none(void **state)
{
	struct city *city = *state;
	close_all(city);
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 1);
	struct night_result result = live_night(city, NIGHT, both, 2);
	assert_int_equal(result.decided.notice_count, 2);
	assert_int_equal(placed(&result), 1);
	assert_int_equal(result.unplaced, 1);
	for (size_t i = 0; i < 2; i++) {
		const struct notice *notice = &result.decided.notices[i];
		bool named = notice->appointment.state == APPOINTMENT_STATE_OFFERED;
		assert_int_equal(notice->appointment.uid != NULL, named);
		assert_int_equal(notice->visit_from != DAY_NONE, named);
		assert_int_equal(notice->visit_until != DAY_NONE, named);
	}
	assert_int_equal(result.decided.shortage_count, 1);
	assert_int_equal(result.decided.shortages[0].left, 1);
}

/* The desk is one: the second of two who are booked at a time is told of, on every night until
 * there are two again. */
static void who_is_booked_at_a_desk_that_is_gone_is_told_of(void **state)
{
	struct city *city = *state;
	close_all(city);
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 2);
	struct night_result first = live_night(city, NIGHT, both, 2);
	assert_int_equal(placed(&first), 2);
	assert_false(was_told(city, NIGHT, "0002", "desks-short"));
	assert_false(was_told(city, NIGHT, "0003", "desks-short"));

	close_all(city);
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 1);
	struct night_result next = live_night(city, "2026-11-25", both, 2);
	assert_int_equal(next.decided.moved_count, 0);
	assert_int_equal(was_told(city, "2026-11-25", "0002", "desks-short") +
				 was_told(city, "2026-11-25", "0003", "desks-short"),
		1);
	live_night(city, "2026-11-26", both, 2);
	assert_int_equal(was_told(city, "2026-11-26", "0002", "desks-short") +
				 was_told(city, "2026-11-26", "0003", "desks-short"),
		1);
	close_all(city);
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 2);
	live_night(city, "2026-11-27", both, 2);
	assert_false(was_told(city, "2026-11-27", "0002", "desks-short"));
	assert_false(was_told(city, "2026-11-27", "0003", "desks-short"));
}

/* Whose appointment ends tonight needs no desk. */
static void who_renews_tonight_is_not_one_too_many(void **state)
{
	struct city *city = *state;
	const struct person renewed[] = {both[0], {.id = "0003", .expires = "2036-02-10"}};
	close_all(city);
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 2);
	live_night(city, NIGHT, both, 2);
	close_all(city);
	city->office.limits.renewed.free = 10;
	open_on(city, VISIT, EIGHT_THIRTY, NINE, 1);
	struct night_result next = live_night(city, "2026-11-25", renewed, 2);
	assert_int_equal(next.decided.cancelled_count, 1);
	assert_false(was_told(city, "2026-11-25", "0002", "desks-short"));
}

static struct standing_appointment at_eight_thirty(
	const char *resident, const char *counter, enum appointment_state state)
{
	return (struct standing_appointment){.resident = resident,
		.notice = "26-000001-3",
		.appointment = {.state = state,
			.uid = resident,
			.counter = counter,
			.day = on(VISIT),
			.starts = EIGHT_THIRTY,
			.ends = NINE}};
}

static void the_message_says_how_many_stand_and_how_many_desks_there_are(void **state)
{
	struct city *city = *state;
	struct calendar calendar;
	struct fault why = {0};
	struct booked_visit *found;
	char message[256];
	const struct standing_appointment standing[] = {
		at_eight_thirty("1", "cityhall", APPOINTMENT_STATE_OFFERED),
		at_eight_thirty("2", "cityhall", APPOINTMENT_STATE_CANCELLED),
		at_eight_thirty("3", "nowhere", APPOINTMENT_STATE_OFFERED),
		at_eight_thirty("4", "cityhall", APPOINTMENT_STATE_MOVED),
		at_eight_thirty("5", "cityhall", APPOINTMENT_STATE_OFFERED),
	};
	static const char *const expected[] = {"but 3 stand at a time then and 1 desk is offered;",
		"but 3 stand at a time then and 2 desks are offered;"};
	for (int desks = 1; desks <= 2; desks++) {
		close_all(city);
		open_on(city, VISIT, EIGHT_THIRTY, HALF_PAST_NINE, desks);
		assert_true(hours_expand(
			&city->office, on(NIGHT), on(EXPIRES), city->arena, &calendar, &why));
		size_t count = desks_short_find(&city->office, &calendar, standing,
			COUNT_OF(standing), city->arena, &found);
		assert_int_equal(count, 3 - desks);
		desks_short_message(&city->office, &found[0], message, sizeof message);
		assert_non_null(strstr(message, expected[desks - 1]));
		assert_non_null(strstr(message,
			"letter 26-000001-3 has an appointment at cityhall on 2026-12-08"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(whom_no_place_is_left_for_has_a_letter_that_names_none),
		NIGHT_TEST(who_is_booked_at_a_desk_that_is_gone_is_told_of),
		NIGHT_TEST(who_renews_tonight_is_not_one_too_many),
		NIGHT_TEST(the_message_says_how_many_stand_and_how_many_desks_there_are),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
