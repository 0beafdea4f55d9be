/* What staff has said, and what the office's files say, decides of whole nights: addresses that may
 * have any number of letters, mail that came back, numbers that have run out, days without post. */
#include "night/city.h"

#include "ledger/lineage.h"

#define EXPIRES "2027-02-10"

static const struct person due = {.id = "0002", .expires = EXPIRES};

/* ---- addresses ---- */

static void release_address(struct city *city, const char *resident, const char *day)
{
	struct fault why = {0};
	const struct staff_act act = act_on(day);
	bool known = false;
	assert_true(ledger_begin(city->ledger, &why));
	assert_true(
		ledger_release_address(city->ledger, resident, city->arena, &act, &known, &why));
	assert_true(known);
	staff_done(city);
}

/* A dormitory has many letters, and staff says so once; another address beside it is not meant. */
static void letters_over_the_cap_go_once_staff_confirms_the_address(void **state)
{
	struct city *city = *state;
	const struct person people[] = {{.id = "0001", .expires = EXPIRES},
		{.id = "0002", .expires = EXPIRES}, {.id = "0003", .expires = EXPIRES},
		{.id = "0004", .expires = EXPIRES, .address = "愛知県春日井市八田町2丁目1番地"},
		{.id = "0005", .expires = EXPIRES, .address = "愛知県春日井市八田町2丁目1番地"}};
	city->office.limits.letters_per_address = 1;
	struct night_result capped = live_night(city, NIGHT, people, 5);
	assert_int_equal(capped.decided.notice_count, 0);
	for (size_t i = 0; i < 5; i++) {
		const struct decided_due *card = due_of(&capped, people[i].id, MATTER_CARD);
		assert_int_equal(card->decision.reason, REASON_ADDRESS_CAP);
		assert_non_null(card->address);
	}
	assert_string_equal(due_of(&capped, "0001", MATTER_CARD)->address,
		due_of(&capped, "0003", MATTER_CARD)->address);
	assert_string_not_equal(due_of(&capped, "0001", MATTER_CARD)->address,
		due_of(&capped, "0004", MATTER_CARD)->address);
	release_address(city, "0002", "2026-11-25");
	struct night_result next = live_night(city, "2026-11-26", people, 5);
	assert_int_equal(next.decided.notice_count, 3);
	assert_null(letter_to(&next, "0004"));
	assert_null(letter_to(&next, "0005"));
}

/* Mail of one resident came back from two addresses: at neither, and of nobody else. */
static void mail_that_came_back_stops_each_of_its_addresses(void **state)
{
	struct city *city = *state;
	static const char *const addresses[] = {
		NULL, "愛知県春日井市八田町2丁目1番地", "愛知県春日井市坂下町1丁目1番地"};
	struct person people[] = {
		{.id = "0001", .expires = EXPIRES}, due, {.id = "0003", .expires = EXPIRES}};
	static const char *const days[] = {NIGHT, "2026-11-26"};
	for (int i = 0; i < 2; i++) {
		people[1].address = addresses[i];
		struct night_result night = live_night(city, days[i], people, 3);
		return_letter(city, letter_to(&night, "0002"), days[i]);
	}
	for (int i = 0; i < 3; i++) {
		people[1].address = addresses[i];
		struct night_result night = decide_night(city, "2026-11-27", people, 3);
		assert_int_equal(letter_to(&night, "0002") != NULL, i == 2);
		give_up(city);
	}
}

/* ---- numbers ---- */

static void a_year_without_numbers_ends_the_night(void **state)
{
	struct city *city = *state;
	struct night_result result;
	struct fault why = {0};
	char number[NOTICE_NUMBER_BYTES];
	struct lost_folder lost = {"elsewhere", "", notice_format_number(2026, 999999, number)};
	const struct person idle = {.id = "0001"};
	struct night_result none = decide_night(city, NIGHT, &idle, 1);
	none.decided.run = 1;
	assert_true(ledger_lose(city->ledger, &lost, &why));
	assert_true(ledger_commit(city->ledger, &none.decided, &why));
	assert_false(try_night(city, "2026-11-25", &due, 1, &result, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_string_equal(why.message, "more than 999999 letters in 2026");
	give_up(city);
	/* The new year has its own. */
	city->accepted = limit_bit(LIMIT_DUES_NEW);
	struct night_result next = decide_night(city, "2027-01-05", &due, 1);
	assert_string_equal(letter_to(&next, "0002")->number, "27-000001-1");
	give_up(city);
}

/* ---- the office's files ---- */

static void an_office_that_never_posts_ends_the_night(void **state)
{
	struct city *city = *state;
	struct night_result result;
	struct fault why;
	city->office.mailing.rrule = "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=1";
	assert_false(try_night(city, NIGHT, &due, 1, &result, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_non_null(strstr(why.message, "no mailing day within 3 months"));
	give_up(city);
}

static void a_setup_that_fails_leaves_nothing_open(void **state)
{
	struct city *city = *state;
	struct setup setup;
	struct fault why = {0};
	const char *path = arena_print(city->arena, "%s/office.xml", city->folder);
	assert_false(setup_open(path, &setup, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_null(setup.arena);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("<office/>", file);
	fclose(file);
	assert_false(setup_open(path, &setup, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_null(setup.arena);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(letters_over_the_cap_go_once_staff_confirms_the_address),
		NIGHT_TEST(mail_that_came_back_stops_each_of_its_addresses),
		NIGHT_TEST(a_year_without_numbers_ends_the_night),
		NIGHT_TEST(an_office_that_never_posts_ends_the_night),
		NIGHT_TEST(a_setup_that_fails_leaves_nothing_open),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
