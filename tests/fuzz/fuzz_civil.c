/* Dates, times and instants from any bytes: read what is one, and nothing else.
 * `make fuzz` builds and runs it. */
#include "base/civil.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* Do the bytes have this form, '9' standing for any digit? */
static bool has_form(const char *text, size_t length, const char *form)
{
	if (length != strlen(form))
		return false;
	for (size_t i = 0; i < length; i++)
		if (form[i] == '9' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	return true;
}

static int number(const char *text, size_t from, size_t count)
{
	char digits[8] = {0};
	memcpy(digits, text + from, count);
	return atoi(digits);
}

static bool is_date(const char *text, size_t length)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (!has_form(text, length, "9999-99-99"))
		return false;
	int year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
	if (year < 1 || month < 1 || month > 12)
		return false;
	bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
	return day >= 1 && day <= (month == 2 && leap ? 29 : days[month - 1]);
}

static bool is_time(const char *text, size_t length)
{
	if (!has_form(text, length, "99:99"))
		return false;
	int hour = number(text, 0, 2), minute = number(text, 3, 2);
	return minute <= 59 && (hour <= 23 || (hour == 24 && minute == 0));
}

static bool is_instant(const char *text, size_t length)
{
	return length == 16 && text[10] == 'T' && is_date(text, 10) && is_time(text + 11, 5);
}

static void check_date(const char *text, size_t length)
{
	day_number day = 4711;
	bool read = civil_parse(text, length, &day);
	expect(read == is_date(text, length));
	if (!read) {
		expect(day == 4711);
		return;
	}
	char written[CIVIL_DATE_BYTES];
	expect(memcmp(civil_format(day, written), text, 10) == 0);
	struct civil parts = civil_parts(day);
	expect(civil_exists(parts.year, parts.month, parts.day));
	expect(civil_day(parts.year, parts.month, parts.day) == day);
	if (parts.year < 9900)
		for (int months = 0; months < 1200; months += 7) {
			struct civil later = civil_parts(civil_add_months(day, months));
			expect(later.year * 12 + later.month ==
				parts.year * 12 + parts.month + months);
			expect(later.day == parts.day ||
				(later.day < parts.day &&
					later.day == civil_month_days(later.year, later.month)));
		}
	int year = 0;
	expect((civil_era(day, &year) == NULL) == (day < civil_day(1868, 10, 23)));
}

static void check_time(const char *text, size_t length)
{
	int minute = 4711;
	bool read = civil_parse_time(text, length, &minute);
	expect(read == is_time(text, length));
	char written[CIVIL_TIME_BYTES];
	expect(read ? memcmp(civil_format_time(minute, written), text, 5) == 0 : minute == 4711);
}

static void check_instant(const char *text, size_t length)
{
	day_number day = 4711;
	int minute = 4711;
	bool read = civil_parse_instant(text, length, &day, &minute);
	expect(read == is_instant(text, length));
	char written[CIVIL_INSTANT_BYTES];
	expect(read ? memcmp(civil_format_instant(day, minute, written), text, 16) == 0
		    : day == 4711 && minute == 4711);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of its own, so that a read past the end is seen. */
	char *text = malloc(size > 0 ? size : 1);
	if (text == NULL)
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	check_date(text, size);
	check_time(text, size);
	check_instant(text, size);
	free(text);
	return 0;
}
