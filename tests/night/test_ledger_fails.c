/* Whatever the ledger fails in, a night is refused with the ledger's words and has changed nothing:
 * each of a night's statements is broken off once, wherever in it that may be, and the night is
 * then decided as if nothing had happened. */
#include "night/city.h"

#include <sqlite3.h>

#define EXPIRES "2027-02-10"

/* About so many moments of the night; every one of a night's statements is met with these. */
enum { MOMENTS = 400 };

enum { AFTER_LAST = 16 }; /* steps */

/* Every connection counts its steps here, and is broken off at one. */
static struct {
	long steps, at; /* at: 0 for none */
	bool counting;
} breaker;

static int count_step(void *context)
{
	(void)context;
	return breaker.counting && ++breaker.steps == breaker.at;
}

static int watch_connection(
	sqlite3 *database, char **message, const struct sqlite3_api_routines *routines)
{
	(void)message, (void)routines;
	sqlite3_progress_handler(database, 1, count_step, NULL);
	return SQLITE_OK;
}

static void start_counting(void)
{
	breaker.steps = 0;
	breaker.counting = true;
}

static int open_watched(void **state)
{
	sqlite3_auto_extension((void (*)(void))watch_connection);
	breaker.counting = false;
	breaker.at = 0;
	return city_open(state);
}

/* A city in which a night has all kinds of things to read: letters that are held, withdrawn, came
 * back, wait for Monday, and were told a change; a counter that closes; a watch; a protection. */
static const struct person city_of_all[] = {
	{.id = "0001"},
	{.id = "0002", .expires = EXPIRES},
	{.id = "0003", .expires = EXPIRES, .household = "h"},
	{.id = "0004", .expires = EXPIRES, .household = "h"},
	{.id = "0005", .expires = EXPIRES, .protection = "active"},
	{.id = "0006", .expires = EXPIRES},
	{.id = "0007", .expires = EXPIRES, .broken = "1990-05-10"},
	{.id = "0008", .expires = EXPIRES, .card = "lost"},
	{.id = "0009", .expires = EXPIRES},
};

static void lead_to_sunday(struct city *city)
{
	city->office.revoked.letter = true;
	city->accepted = limit_bit(LIMIT_APPOINTMENTS_CLOSED);
	struct person before[COUNT_OF(city_of_all)];
	memcpy(before, city_of_all, sizeof before);
	before[7].card = NULL;
	before[8].expires = NULL;
	struct night_result first = live_night(city, NIGHT, before, COUNT_OF(before));
	withdraw_letter(city, letter_to(&first, "0002"), "2026-11-25");
	return_letter(city, letter_to(&first, "0003"), "2026-11-25");
	int counter = office_counter(&city->office, letter_to(&first, "0004")->appointment.counter);
	before[5].expires = NULL;
	close_counters(city, (counter_set)1 << counter);
	live_night(city, "2026-11-28", before, COUNT_OF(before));
}

static struct night_result try_sunday(struct city *city, bool *done, struct fault *why)
{
	struct night_result result;
	close_all(city);
	open_on(city, "2026-12-08", 510, 540, 2);
	city->office.revoked.letter = true;
	city->begun = start_counting;
	*done = try_night(city, "2026-11-29", city_of_all, COUNT_OF(city_of_all), &result, why);
	breaker.counting = false;
	return result;
}

static void assert_same_night(const struct night_result *left, const struct night_result *right)
{
	assert_int_equal(left->row_count, right->row_count);
	assert_int_equal(left->decided.due_count, right->decided.due_count);
	assert_int_equal(left->decided.notice_count, right->decided.notice_count);
	assert_int_equal(left->decided.place_count, right->decided.place_count);
	assert_int_equal(left->decided.cancelled_count, right->decided.cancelled_count);
	assert_int_equal(left->decided.moved_count, right->decided.moved_count);
	assert_int_equal(left->decided.lost_count, right->decided.lost_count);
	assert_int_equal(left->decided.telling_count, right->decided.telling_count);
	assert_int_equal(left->decided.refreshed_count, right->decided.refreshed_count);
	for (size_t i = 0; i < left->decided.notice_count; i++)
		assert_string_equal(
			left->decided.notices[i].number, right->decided.notices[i].number);
}

static void a_night_whose_ledger_fails_anywhere_is_refused_and_can_be_decided_again(void **state)
{
	struct city *city = *state;
	bool done;
	struct fault why;
	lead_to_sunday(city);
	struct night_result undisturbed = try_sunday(city, &done, &why);
	assert_true(done);
	assert_true(undisturbed.decided.notice_count > 0);
	assert_true(undisturbed.decided.moved_count > 0);
	assert_true(undisturbed.decided.lost_count > 0);
	long steps = breaker.steps, stride = steps / MOMENTS + 1;
	give_up(city);
	for (long at = 1; at <= steps; at += stride) {
		breaker.at = at;
		struct night_result broken = try_sunday(city, &done, &why);
		/* Newer SQLite counts some steps that come when the last statement has ended: who
		 * is broken off there has the whole night. */
		if (done && steps - at < AFTER_LAST) {
			assert_same_night(&undisturbed, &broken);
			give_up(city);
			continue;
		}
		if (done)
			fail_msg("broken off at step %ld of %ld, the night is decided", at, steps);
		assert_int_equal(why.kind, FAULT_INTERNAL);
		assert_non_null(strstr(why.message, "ledger: interrupted"));
		give_up(city);
	}
	breaker.at = 0;
	struct night_result again = try_sunday(city, &done, &why);
	assert_true(done);
	assert_same_night(&undisturbed, &again);
	give_up(city);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_night_whose_ledger_fails_anywhere_is_refused_and_can_be_decided_again,
			open_watched, city_close),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
