#include "base/civil.h"

/* Days and dates by the era method (400-year cycles of 146,097 days), with years counted from
 * March so that the leap day is a year's last: H. Hinnant, "chrono-compatible low-level date
 * algorithms". The tests hold it against a day-by-day count of 1900–2200. */

enum { CYCLE_DAYS = 146097, EPOCH_SHIFT = 719468 };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int civil_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

bool civil_exists(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       (day <= 28 || day <= civil_month_days(year, month));
}

day_number civil_day(int year, int month, int day)
{
	int shifted = month <= 2 ? year - 1 : year;
	int cycle = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int year_of_cycle = shifted - cycle * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_cycle =
		year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
	return cycle * CYCLE_DAYS + day_of_cycle - EPOCH_SHIFT;
}

struct civil civil_parts(day_number day)
{
	int shifted = day + EPOCH_SHIFT;
	int cycle = (shifted >= 0 ? shifted : shifted - (CYCLE_DAYS - 1)) / CYCLE_DAYS;
	int day_of_cycle = shifted - cycle * CYCLE_DAYS;
	int year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 -
				    day_of_cycle / (CYCLE_DAYS - 1)) /
			    365;
	int day_of_year =
		day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
	int month_from_march = (5 * day_of_year + 2) / 153;
	int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
	return (struct civil){
		.year = cycle * 400 + year_of_cycle + (month <= 2 ? 1 : 0),
		.month = month,
		.day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
	};
}

enum weekday civil_weekday(day_number day)
{
	int weekday = (day % 7 + THURSDAY) % 7; /* 1970-01-01 was a Thursday */
	return (enum weekday)(weekday < 0 ? weekday + 7 : weekday);
}

day_number civil_monday(day_number day)
{
	return day - ((int)civil_weekday(day) + 6) % 7;
}

static const char *const weekday_words[] = {
	"Sun",
	"Mon",
	"Tue",
	"Wed",
	"Thu",
	"Fri",
	"Sat",
};

const char *civil_weekday_name(enum weekday weekday)
{
	return weekday_words[weekday];
}

day_number civil_add_months(day_number day, int months)
{
	struct civil parts = civil_parts(day);
	int count = parts.year * 12 + parts.month - 1 + months;
	int year = count / 12, month = count % 12 + 1;
	int last = civil_month_days(year, month);
	return civil_day(year, month, parts.day < last ? parts.day : last);
}

/* The value of `count` ASCII digits, or -1. */
static int read_digits(const char *text, int count)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

bool civil_parse(const char *text, size_t length, day_number *day)
{
	if (length != 10 || text[4] != '-' || text[7] != '-')
		return false;
	int year = read_digits(text, 4), month = read_digits(text + 5, 2),
	    of_month = read_digits(text + 8, 2);
	if (!civil_exists(year, month, of_month))
		return false;
	*day = civil_day(year, month, of_month);
	return true;
}

char *civil_format_parts(struct civil parts, char out[CIVIL_DATE_BYTES])
{
	out[0] = (char)('0' + parts.year / 1000 % 10);
	out[1] = (char)('0' + parts.year / 100 % 10);
	out[2] = (char)('0' + parts.year / 10 % 10);
	out[3] = (char)('0' + parts.year % 10);
	out[4] = out[7] = '-';
	out[5] = (char)('0' + parts.month / 10);
	out[6] = (char)('0' + parts.month % 10);
	out[8] = (char)('0' + parts.day / 10);
	out[9] = (char)('0' + parts.day % 10);
	out[10] = '\0';
	return out;
}

char *civil_format(day_number day, char out[CIVIL_DATE_BYTES])
{
	out[0] = '\0';
	return day == DAY_NONE ? out : civil_format_parts(civil_parts(day), out);
}

bool civil_parse_time(const char *text, size_t length, int *minute)
{
	if (length != 5 || text[2] != ':')
		return false;
	int hours = read_digits(text, 2), minutes = read_digits(text + 3, 2);
	if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 24 * 60)
		return false;
	*minute = hours * 60 + minutes;
	return true;
}

char *civil_format_time(int minute, char out[CIVIL_TIME_BYTES])
{
	int hours = minute / 60, minutes = minute % 60;
	out[0] = (char)('0' + hours / 10 % 10);
	out[1] = (char)('0' + hours % 10);
	out[2] = ':';
	out[3] = (char)('0' + minutes / 10);
	out[4] = (char)('0' + minutes % 10);
	out[5] = '\0';
	return out;
}

char *civil_format_instant(day_number day, int minute, char out[CIVIL_INSTANT_BYTES])
{
	out[0] = '\0';
	if (day == DAY_NONE)
		return out;
	civil_format(day, out);
	out[10] = 'T';
	civil_format_time(minute, out + 11);
	return out;
}

bool civil_parse_instant(const char *text, size_t length, day_number *day, int *minute)
{
	day_number parsed_day;
	int parsed_minute;
	if (length != 16 || text[10] != 'T' || !civil_parse(text, 10, &parsed_day) ||
		!civil_parse_time(text + 11, 5, &parsed_minute))
		return false;
	*day = parsed_day;
	*minute = parsed_minute;
	return true;
}

const char *civil_era(day_number day, int *year)
{
	static const struct {
		struct civil from;
		const char *name;
	} eras[] = {
		{{2019, 5, 1}, "令和"},
		{{1989, 1, 8}, "平成"},
		{{1926, 12, 25}, "昭和"},
		{{1912, 7, 30}, "大正"},
		{{1868, 10, 23}, "明治"},
	};
	for (size_t i = 0; i < sizeof eras / sizeof eras[0]; i++) {
		struct civil from = eras[i].from;
		if (day < civil_day(from.year, from.month, from.day))
			continue;
		*year = civil_parts(day).year - from.year + 1;
		return eras[i].name;
	}
	return NULL;
}
