/* Which letters wait for a later mailing, and how many a mailing must have. */
#include "decide/dues/quota.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAYS = 12, LETTERS = 60 };

/* Mailings on every second day from day 10 on. */
static struct quota quota_of(int most)
{
	static day_number days[DAYS];
	for (int i = 0; i < DAYS; i++)
		days[i] = 10 + 2 * i;
	return (struct quota){.most = most, .days = days, .day_count = DAYS};
}

static const struct quota_letter *letter_to(
	const struct quota_letter *letters, size_t count, const char *resident)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(letters[i].resident, resident) == 0)
			return &letters[i];
	fail_msg("no letter to %s", resident);
	return NULL;
}

static void without_a_limit_nobody_waits(void **state)
{
	(void)state;
	struct quota quota = quota_of(0);
	struct quota_letter letters[] = {{"1", "", 30, false}, {"2", "", 30, false}};
	quota_share(&quota, 1000, letters, 2);
	assert_false(letters[0].waits);
	assert_false(letters[1].waits);
}

static void the_most_urgent_goes(void **state)
{
	(void)state;
	struct quota quota = quota_of(1);
	struct quota_letter letters[] = {
		{"1", "", 16, false}, {"2", "", 14, false}, {"3", "", 15, false}};
	quota_share(&quota, 0, letters, 3);
	assert_false(letter_to(letters, 3, "2")->waits);
	assert_true(letter_to(letters, 3, "1")->waits);
	assert_true(letter_to(letters, 3, "3")->waits);
}

static void letters_that_are_in_the_mailing_already_count(void **state)
{
	(void)state;
	struct quota quota = quota_of(3);
	struct quota_letter letters[] = {{"1", "", 16, false}, {"2", "", 16, false}};
	quota_share(&quota, 2, letters, 2);
	assert_false(letter_to(letters, 2, "1")->waits);
	assert_true(letter_to(letters, 2, "2")->waits);
}

/* The next mailings are on days 10 and 12. */
static void nobody_waits_for_a_mailing_that_is_too_late(void **state)
{
	(void)state;
	static const struct {
		day_number last;
		bool waits;
	} cases[] = {{DAY_NONE, false}, {9, false}, {10, false}, {11, false}, {12, true}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct quota quota = quota_of(1);
		struct quota_letter letter = {"1", "", cases[i].last, false};
		quota_share(&quota, 1, &letter, 1);
		assert_int_equal(cases[i].waits, letter.waits);
	}
}

static void a_household_comes_on_one_day(void **state)
{
	(void)state;
	struct quota quota = quota_of(2);
	struct quota_letter letters[] = {{"1", "", 13, false}, {"2", "h", 30, false},
		{"3", "", 20, false}, {"4", "h", 14, false}};
	quota_share(&quota, 0, letters, 4);
	assert_false(letter_to(letters, 4, "1")->waits);
	assert_true(letter_to(letters, 4, "2")->waits);
	assert_true(letter_to(letters, 4, "4")->waits);
	assert_false(letter_to(letters, 4, "3")->waits); /* has the room that the two leave */
	quota.most = 3;
	quota_share(&quota, 0, letters, 4);
	assert_false(letter_to(letters, 4, "2")->waits);
	assert_false(letter_to(letters, 4, "4")->waits);
	assert_true(letter_to(letters, 4, "3")->waits);
}

static void one_household_s_last_day_is_all_its_members(void **state)
{
	(void)state;
	struct quota quota = quota_of(1);
	struct quota_letter letters[] = {{"1", "h", 30, false}, {"2", "h", 11, false}};
	quota_share(&quota, 1, letters, 2);
	assert_false(letters[0].waits);
	assert_false(letters[1].waits);
}

/* ---- mailing by mailing ---- */

static size_t make_letters(struct quota_letter letters[LETTERS], char names[LETTERS][8])
{
	size_t count = 1 + (size_t)rand() % LETTERS;
	for (size_t i = 0; i < count; i++) {
		snprintf(names[i], sizeof names[i], "%zu", i);
		letters[i] = (struct quota_letter){
			names[i], "", 10 + (day_number)(rand() % (2 * DAYS - 1)), false};
	}
	return count;
}

/* Takes one mailing after the other: how many letters the largest of them has. */
static size_t post_all(int most, struct quota_letter *letters, size_t count)
{
	size_t largest = 0;
	struct quota quota = quota_of(most);
	for (; count > 0; quota.days++, quota.day_count--) {
		size_t waiting = 0;
		quota_share(&quota, 0, letters, count);
		for (size_t i = 0; i < count; i++) {
			if (letters[i].waits)
				letters[waiting++] = letters[i];
			else
				assert_true(letters[i].last >= quota.days[0]);
		}
		largest = count - waiting > largest ? count - waiting : largest;
		count = waiting;
	}
	return largest;
}

static void all_are_in_time_and_the_least_is_what_would_do(void **state)
{
	(void)state;
	srand(20261124);
	for (int round = 0; round < 2000; round++) {
		struct quota_letter letters[LETTERS], copy[LETTERS];
		char names[LETTERS][8];
		size_t count = make_letters(letters, names);
		struct quota quota = quota_of(1);
		memcpy(copy, letters, count * sizeof *letters);
		long least = quota_share(&quota, 0, copy, count);
		memcpy(copy, letters, count * sizeof *letters);
		assert_true(post_all((int)least, copy, count) <= (size_t)least);
		if (least == 1)
			continue;
		memcpy(copy, letters, count * sizeof *letters);
		assert_true(post_all((int)least - 1, copy, count) > (size_t)least - 1);
	}
}

static void the_order_in_which_residents_come_changes_nothing(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 500; round++) {
		struct quota_letter letters[LETTERS], turned[LETTERS];
		char names[LETTERS][8];
		struct quota quota = quota_of(1 + rand() % 20);
		size_t count = make_letters(letters, names);
		for (size_t i = 0; i < count; i++) {
			letters[i].household = rand() % 2 == 0 ? "" : names[i / 3 * 3];
			turned[count - 1 - i] = letters[i];
		}
		assert_int_equal(quota_share(&quota, 2, letters, count),
			quota_share(&quota, 2, turned, count));
		for (size_t i = 0; i < count; i++) {
			assert_string_equal(letters[i].resident, turned[i].resident);
			assert_int_equal(letters[i].waits, turned[i].waits);
		}
	}
}

/* ---- a year of mailings, levelled ---- */

enum { YEAR = 260, WEEK = 5, MONTH = 21, SHARE = 10, A_DAY = 40, YEAR_LETTERS = YEAR * A_DAY * 3 };

/* A letter of the year: becomes due on a mailing, and has a month of them. */
struct due_letter {
	char name[24], household[24];
	day_number due;
	int posted; /* on the mailing, times */
	int times;
};

/* On Mondays the windows of three days open; households of one to three. */
static size_t make_year(struct due_letter *year)
{
	size_t count = 0;
	for (int day = 0; day < YEAR; day++) {
		int people = (day % WEEK == 0 ? 3 : 1) * A_DAY * 5 / 7;
		for (int i = rand() % 21 - 10; i < people; i++, count++) {
			bool with_last = count > 0 && year[count - 1].due == day && rand() % 3 == 0;
			year[count] = (struct due_letter){.due = day};
			snprintf(year[count].name, sizeof year[count].name, "%zu", count);
			snprintf(year[count].household, sizeof year[count].household, "%s",
				with_last ? year[count - 1].household : year[count].name);
		}
	}
	return count;
}

/* Of the letters that a night knows to become due within so many mailings. */
static size_t foresee(const struct due_letter *year, size_t count, int day, int mailings,
	struct quota_coming coming[YEAR_LETTERS])
{
	size_t known = 0;
	for (size_t i = 0; i < count; i++)
		if (year[i].due > day && year[i].due <= day + mailings)
			coming[known++] =
				(struct quota_coming){year[i].due, year[i].due + MONTH - 1, 1};
	return known;
}

/* Posts the year; `skipped` is a mailing's night that never was. Writes how many each mailing has.
 */
static void post_year(int level, int most, int skipped, struct due_letter *year, size_t count,
	int posted[YEAR + MONTH])
{
	static struct quota_coming coming[YEAR_LETTERS];
	static struct quota_letter letters[YEAR_LETTERS];
	static day_number days[YEAR + 2 * MONTH];
	for (int i = 0; i < YEAR + 2 * MONTH; i++)
		days[i] = i;
	for (size_t i = 0; i < count; i++)
		year[i].times = 0;
	for (int day = 0; day < YEAR + MONTH; day++) {
		struct quota quota = {.most = most,
			.days = days + day,
			.day_count = 2 * MONTH - 1,
			.level = level,
			.coming = coming,
			.coming_count = foresee(year, count, day, 2 * SHARE, coming)};
		size_t due = 0;
		posted[day] = 0;
		for (size_t i = 0; i < count && day != skipped; i++)
			if (year[i].due <= day && year[i].times == 0)
				letters[due++] = (struct quota_letter){year[i].name,
					year[i].household, year[i].due + MONTH - 1, false};
		quota_share(&quota, 0, letters, due);
		for (size_t i = 0; i < due; i++) {
			struct due_letter *letter = &year[strtoul(letters[i].resident, NULL, 10)];
			letter->posted = letters[i].waits ? letter->posted : day;
			letter->times += letters[i].waits ? 0 : 1;
			posted[day] += letters[i].waits ? 0 : 1;
		}
	}
}

/* The standard deviation of a mailing's letters in percent of the mean, once the first month is
 * over. */
static double variation(const int posted[YEAR])
{
	double sum = 0, squares = 0;
	for (int day = MONTH; day < YEAR; day++) {
		sum += posted[day];
		squares += (double)posted[day] * posted[day];
	}
	double mean = sum / (YEAR - MONTH), square = squares / (YEAR - MONTH) - mean * mean;
	double root = mean;
	for (int i = 0; i < 60; i++)
		root = (root + square / root) / 2;
	return 100 * root / mean;
}

static void a_year_of_mailings_is_level_and_everybody_is_written_to_once_and_in_time(void **state)
{
	static struct due_letter year[YEAR_LETTERS];
	int posted[YEAR + MONTH];
	(void)state;
	srand(20261130);
	size_t count = make_year(year);
	post_year(0, 0, -1, year, count, posted);
	assert_true(variation(posted) > 40);
	for (int skipped = -1; skipped < YEAR / 2; skipped += 77) {
		post_year(SHARE, 0, skipped, year, count, posted);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(year[i].times, 1);
			assert_in_range(year[i].posted, year[i].due, year[i].due + MONTH - 1);
			if (i > 0 && strcmp(year[i].household, year[i - 1].household) == 0)
				assert_int_equal(year[i].posted, year[i - 1].posted);
		}
		if (skipped < 0)
			assert_true(variation(posted) < 15);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_limit_nobody_waits),
		cmocka_unit_test(the_most_urgent_goes),
		cmocka_unit_test(letters_that_are_in_the_mailing_already_count),
		cmocka_unit_test(nobody_waits_for_a_mailing_that_is_too_late),
		cmocka_unit_test(a_household_comes_on_one_day),
		cmocka_unit_test(one_household_s_last_day_is_all_its_members),
		cmocka_unit_test(all_are_in_time_and_the_least_is_what_would_do),
		cmocka_unit_test(
			a_year_of_mailings_is_level_and_everybody_is_written_to_once_and_in_time),
		cmocka_unit_test(the_order_in_which_residents_come_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
