#include "intake/office/holidays.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const struct holiday *on(struct holiday_list holidays, day_number day)
{
	for (size_t i = 0; i < holidays.count; i++)
		if (holidays.list[i].day == day)
			return &holidays.list[i];
	return NULL;
}

/* Rows of the checked table up to a year: day for day the same, and none besides. */
static size_t compare_with_oracle(struct holiday_list holidays, int last_year)
{
	FILE *file = fopen("tests/oracles/holidays.tsv", "r");
	assert_non_null(file);
	char line[256], name[128];
	size_t rows = 0;
	while (fgets(line, sizeof line, file) != NULL) {
		day_number day;
		if (line[0] == '#')
			continue;
		assert_true(civil_parse(line, 10, &day));
		assert_int_equal(sscanf(line + 11, "%127[^\t]", name), 1);
		if (civil_parts(day).year > last_year)
			break;
		assert_true(rows < holidays.count);
		assert_int_equal(holidays.list[rows].day, day);
		assert_string_equal(holidays.list[rows].name, name);
		rows++;
	}
	fclose(file);
	return rows;
}

static void law_equals_the_checked_table(void **state)
{
	(void)state;
	struct holiday_list law = holidays_compute(2019, 2032, arena);
	assert_int_equal(compare_with_oracle(law, 2032), law.count);
	assert_int_equal(law.count, 255);
	for (size_t i = 0; i < law.count; i++)
		assert_int_equal(0, law.list[i].line);
}

static void shipped_announcement_equals_the_checked_table(void **state)
{
	(void)state;
	struct holiday_list announced;
	struct fault why = {0};
	assert_true(holidays_read("cron/holidays.csv", arena, &announced, &why));
	assert_int_equal(compare_with_oracle(announced, 2027), announced.count);
	for (size_t i = 0; i < announced.count; i++) {
		assert_true(announced.list[i].line > 0);
		assert_int_equal(announced.list[i].line, i + 2);
	}
}

static void announced_days_come_first_and_computed_ones_after_them(void **state)
{
	(void)state;
	struct holiday_list announced;
	struct fault why = {0};
	day_number until;
	assert_true(holidays_read("cron/holidays.csv", arena, &announced, &why));
	struct holiday_list all = holidays_join(announced, arena, &until);
	assert_int_equal(until, civil_day(2027, 12, 31));
	assert_true(compare_with_oracle(all, 2032) > announced.count);
	for (size_t i = 0; i < all.count; i++)
		assert_int_equal(all.list[i].line == 0, all.list[i].day > until);
	assert_int_equal(civil_parts(all.list[all.count - 1].day).year, HOLIDAYS_LAST_YEAR);
}

/* J. Meeus, Astronomical Algorithms, 2nd edition, chapter 27: the instant of an equinox, good to
 * about a minute, against the yearly step of the almanac's formula. */
static double equinox_julian_day(int year, bool autumn)
{
	static const double terms[][3] = {{485, 324.96, 1934.136}, {203, 337.23, 32964.467},
		{199, 342.08, 20.186}, {182, 27.85, 445267.112}, {156, 73.14, 45036.886},
		{136, 171.52, 22518.443}, {77, 222.54, 65928.934}, {74, 296.72, 3034.906},
		{70, 243.58, 9037.513}, {58, 119.81, 33718.147}, {52, 297.17, 150.678},
		{50, 21.02, 2281.226}, {45, 247.54, 29929.562}, {44, 325.15, 31555.956},
		{29, 60.93, 4443.417}, {18, 155.12, 67555.328}, {17, 288.79, 4562.452},
		{16, 198.04, 62894.029}, {14, 199.76, 31436.921}, {12, 95.39, 14577.848},
		{12, 287.11, 31931.756}, {12, 320.81, 34777.259}, {9, 227.73, 1222.114},
		{8, 15.45, 16859.074}};
	static const double mean[2][5] = {
		{2451623.80984, 365242.37404, 0.05169, -0.00411, -0.00057},
		{2451810.21715, 365242.01767, -0.11575, 0.00337, 0.00078}};
	const double degree = acos(-1.0) / 180;
	double y = (year - 2000) / 1000.0, power = 1, day = 0, sum = 0;
	for (int i = 0; i < 5; i++, power *= y)
		day += mean[autumn][i] * power;
	double t = (day - 2451545.0) / 36525, w = (35999.373 * t - 2.47) * degree;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
		sum += terms[i][0] * cos((terms[i][1] + terms[i][2] * t) * degree);
	return day + 0.00001 * sum / (1 + 0.0334 * cos(w) + 0.0007 * cos(2 * w));
}

static void equinoxes_are_those_of_the_sun_until_2099(void **state)
{
	(void)state;
	struct holiday_list law = holidays_compute(HOLIDAYS_FIRST_YEAR, HOLIDAYS_LAST_YEAR, arena);
	for (int year = HOLIDAYS_FIRST_YEAR; year <= HOLIDAYS_LAST_YEAR; year++) {
		for (int autumn = 0; autumn < 2; autumn++) {
			/* Terrestrial time is 69 s and more ahead; Japan 9 h ahead of UTC. */
			double local = equinox_julian_day(year, autumn) - 75.0 / 86400 + 9.0 / 24;
			day_number day = (day_number)floor(local - 2440587.5);
			const struct holiday *holiday = on(law, day);
			assert_non_null(holiday);
			assert_string_equal(holiday->name, autumn ? "秋分の日" : "春分の日");
		}
	}
}

/* Article 3 in other words than the program's: a rest is a day that is no holiday of article 2
 * and either ends a run of holidays that has a Sunday in it, or stands between two. */
static void rests_follow_article_3_until_2099(void **state)
{
	(void)state;
	struct holiday_list law = holidays_compute(HOLIDAYS_FIRST_YEAR, HOLIDAYS_LAST_YEAR, arena);
	day_number first = civil_day(2019, 1, 1), last = civil_day(2099, 12, 31);
	bool *article_2 = arena_alloc(arena, (size_t)(last - first + 2));
	for (size_t i = 0; i < law.count; i++)
		article_2[law.list[i].day - first] =
			strcmp(law.list[i].name, "休日(振替)") != 0 &&
			strcmp(law.list[i].name, "休日(国民の休日)") != 0;
	size_t substitutes = 0, between = 0;
	for (day_number day = first + 1; day < last; day++) {
		bool run_with_sunday = false;
		for (day_number back = day - 1; back >= first && article_2[back - first]; back--)
			run_with_sunday = run_with_sunday || civil_weekday(back) == SUNDAY;
		const char *expected = NULL;
		if (!article_2[day - first] && run_with_sunday)
			expected = "休日(振替)", substitutes++;
		else if (!article_2[day - first] && article_2[day - first - 1] &&
			 article_2[day - first + 1])
			expected = "休日(国民の休日)", between++;
		const struct holiday *holiday = on(law, day);
		if (expected != NULL) {
			assert_non_null(holiday);
			assert_string_equal(holiday->name, expected);
		} else {
			assert_int_equal(holiday != NULL, article_2[day - first]);
		}
	}
	assert_true(substitutes > 100);
	assert_true(between > 10);
}

/* ---- files of our own ---- */

static const char *written(const void *bytes, size_t length)
{
	static char path[64];
	snprintf(path, sizeof path, "/tmp/kigen-holidays-%ld.csv", (long)getpid());
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* The header and names in CP932, since the file is. */
#define HEADER                                                                                     \
	"\x8d\x91\x96\xaf\x82\xcc\x8f\x6a\x93\xfa\x81\x45\x8b\x78\x93\xfa\x8c\x8e\x93\xfa,"        \
	"\x8d\x91\x96\xaf\x82\xcc\x8f\x6a\x93\xfa\x81\x45\x8b\x78\x93\xfa\x96\xbc\x8f\xcc\r\n"
#define REST     "\x8b\x78\x93\xfa"
#define NEW_YEAR "\x8c\xb3\x93\xfa"

static void wrong_announcements_are_refused_with_their_line(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *bytes, *expected;
	} cases[] = {
		{"empty", "", ": no holidays in it"},
		{"the header alone", HEADER, ": no holidays in it"},
		{"another header", "date,name\r\n2026/1/1," REST "\r\n", ":1: the header"},
		{"UTF-8 instead of CP932", "\xef\xbb\xbf国民の祝日・休日月日\r\n", ":1: "},
		{"bytes that are no CP932", HEADER "2026/1/1,\xff\xff\r\n", ":2: not CP932"},
		{"a day that does not exist", HEADER "2026/2/30," REST "\r\n", ":2: not a date"},
		{"ISO dates", HEADER "2026-01-01," REST "\r\n", ":2: not a date"},
		{"no day in the date", HEADER "2026/1," REST "\r\n", ":2: not a date"},
		{"a date with a fourth part", HEADER "2026/1/1/1," REST "\r\n", ":2: not a date"},
		{"no name", HEADER "2026/1/1,\r\n", ":2: not one name"},
		{"a third field", HEADER "2026/1/1," REST "," REST "\r\n", ":2: not one name"},
		{"an empty line with more behind it",
			HEADER "1973/2/12," REST "\r\n\r\n\r\n2026/1/1," REST "\r\n",
			":3: a blank line"},
		{"an old year after one that decides: a later one miswritten",
			HEADER "2026/1/1," REST "\r\n1926/1/12," REST "\r\n",
			":3: the day does not come after"},
		{"an old year miswritten, behind an announced one",
			HEADER "2026/1/1," REST "\r\n1996/1/40," REST "\r\n", ":3: not a date"},
		{"a year before the law", HEADER "1026/1/40," REST "\r\n", ":2: not a date"},
		{"the first year that decides",
			HEADER "2018/12/24," REST "\r\n2019/1/40," REST "\r\n", ":3: not a date"},
		{"old years and slips alone", HEADER "1973/4/30\r\n\r\n", ": no holidays in it"},
		{"the same day twice", HEADER "2026/1/1," REST "\r\n2026/1/1," REST "\r\n",
			":3: the day does not come after"},
		{"days out of order", HEADER "2026/1/2," REST "\r\n2026/1/1," REST "\r\n",
			":3: the day does not come after"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct holiday_list announced = {.count = 77};
		struct fault why = {0};
		const char *path = written(cases[i].bytes, strlen(cases[i].bytes));
		if (holidays_read(path, arena, &announced, &why))
			fail_msg("%s: was read", cases[i].sentence);
		assert_int_equal(why.kind, FAULT_OFFICE);
		assert_int_equal(announced.count, 77);
		if (strncmp(why.message, path, strlen(path)) != 0 ||
			strstr(why.message, cases[i].expected) == NULL)
			fail_msg("%s: \"%s\"", cases[i].sentence, why.message);
		unlink(path);
	}
}

/* The Cabinet Office's file once had the 30th of April 1973 twice, and a last line of nothing. */
static void slips_that_decide_nothing_are_passed_over(void **state)
{
	(void)state;
	static const char bytes[] = HEADER "1973/4/29," REST "\r\n"
					   "1973/4/30," REST "\r\n"
					   "1973/4/30," REST "\r\n"
					   "1973/4/31," REST "\r\n"
					   "1973/5/3\r\n"
					   "1973/5/5," REST "," REST "\r\n"
					   "2018/12/24," REST "\r\n"
					   "2026/1/1," NEW_YEAR "\r\n"
					   "\r\n \r\n";
	static const struct holiday_slip expected[] = {
		{4, "the day does not come after the one before"},
		{5, "not a date (YYYY/M/D) and a name"},
		{6, "not a date (YYYY/M/D) and a name"},
		{7, "not one name"},
		{10, "a blank line at the end"},
	};
	struct holiday_list announced;
	struct fault why = {0};
	const char *path = written(bytes, sizeof bytes - 1);
	if (!holidays_read(path, arena, &announced, &why))
		fail_msg("%s", why.message);
	unlink(path);
	assert_int_equal(announced.count, 4);
	day_number until;
	struct holiday_list all = holidays_join(announced, arena, &until);
	assert_int_equal(until, civil_day(2026, 12, 31));
	assert_int_equal(all.slip_count, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < all.slip_count; i++) {
		assert_int_equal(all.slips[i].line, expected[i].line);
		assert_string_equal(all.slips[i].problem, expected[i].problem);
	}
}

static void a_missing_announcement_is_missing_input(void **state)
{
	(void)state;
	struct holiday_list announced;
	struct fault why = {0};
	assert_false(holidays_read("tests/no-such-file.csv", arena, &announced, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
}

/* What holidays_compare says, as text. */
static void note(void *context, const struct holiday *announced, const struct holiday *computed)
{
	char date[CIVIL_DATE_BYTES], *notes = context;
	civil_format(announced != NULL ? announced->day : computed->day, date);
	snprintf(notes + strlen(notes), 2048 - strlen(notes), "%s %s/%s\n", date,
		announced != NULL ? announced->name : "-", computed != NULL ? computed->name : "-");
}

static void shipped_announcement_and_law_are_of_one_mind(void **state)
{
	(void)state;
	struct holiday_list announced;
	struct fault why = {0};
	char notes[2048] = "";
	assert_true(holidays_read("cron/holidays.csv", arena, &announced, &why));
	holidays_compare(announced, civil_day(2027, 12, 31), arena, note, notes);
	assert_string_equal(notes, "");
}

/* The office goes by the announcement and is told of every disagreement: a day left out, a day
 * that only a special law can have made, another name. Old rows (the file goes back to 1955) are
 * kept as they are. */
static void announcement_is_the_authority_and_differences_are_told(void **state)
{
	(void)state;
	static const char bytes[] = HEADER "1955/1/1," NEW_YEAR "\r\n"
					   "2026/1/1," REST "\r\n"
					   "2026/1/2," NEW_YEAR "\r\n"
					   "2026/5/6," REST "\r\n";
	struct holiday_list announced;
	struct fault why = {0};
	char notes[2048] = "";
	const char *path = written(bytes, sizeof bytes - 1);
	assert_true(holidays_read(path, arena, &announced, &why));
	unlink(path);
	assert_int_equal(announced.count, 4);
	assert_string_equal(on(announced, civil_day(1955, 1, 1))->name, "元日");
	assert_string_equal(on(announced, civil_day(2026, 1, 1))->name, "休日");
	assert_string_equal(on(announced, civil_day(2026, 5, 6))->name, "休日(振替)");
	day_number until;
	struct holiday_list all = holidays_join(announced, arena, &until);
	assert_int_equal(until, civil_day(2026, 12, 31));
	assert_null(on(all, civil_day(2026, 1, 12)));
	assert_non_null(on(all, civil_day(2026, 1, 2)));
	assert_non_null(on(all, civil_day(2027, 1, 11)));
	struct holiday_list year = {.list = announced.list + 1, .count = 3};
	holidays_compare(year, civil_day(2026, 2, 1), arena, note, notes);
	assert_string_equal(
		notes, "2026-01-01 休日/元日\n2026-01-02 元日/-\n2026-01-12 -/成人の日\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(law_equals_the_checked_table),
		cmocka_unit_test(shipped_announcement_equals_the_checked_table),
		cmocka_unit_test(announced_days_come_first_and_computed_ones_after_them),
		cmocka_unit_test(equinoxes_are_those_of_the_sun_until_2099),
		cmocka_unit_test(rests_follow_article_3_until_2099),
		cmocka_unit_test(wrong_announcements_are_refused_with_their_line),
		cmocka_unit_test(slips_that_decide_nothing_are_passed_over),
		cmocka_unit_test(a_missing_announcement_is_missing_input),
		cmocka_unit_test(shipped_announcement_and_law_are_of_one_mind),
		cmocka_unit_test(announcement_is_the_authority_and_differences_are_told),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
