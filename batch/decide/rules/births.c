#include "decide/rules/births.h"

#include "decide/rules/validity.h"

/* The days of a year are tried one by one: birthdays do not come in the order of the births (who is
 * born in January has the year's birthday behind them when a card is issued in May, who is born in
 * June has not), and few people's day of birth is not known. */

enum { YEAR_UNKNOWN = 9999 };

bool births_of(const struct birth *birth, struct births *births)
{
	struct civil born = birth->date;
	if (birth->known) {
		*births = (struct births){born, born};
		return true;
	}
	if (born.year < 1 || born.year >= YEAR_UNKNOWN)
		return false;
	bool month = born.month >= 1 && born.month <= 12;
	int from = month ? born.month : 1, to = month ? born.month : 12;
	*births = (struct births){
		{born.year, from, 1}, {born.year, to, civil_month_days(born.year, to)}};
	return true;
}

bool births_certain(const struct births *births)
{
	return births->first.month == births->last.month && births->first.day == births->last.day;
}

bool births_next(const struct births *births, struct civil *day)
{
	if (day->month == births->last.month && day->day == births->last.day)
		return false;
	if (day->day < civil_month_days(day->year, day->month))
		day->day++;
	else
		*day = (struct civil){day->year, day->month + 1, 1};
	return true;
}

struct ages births_ages(
	const struct validity_rules *rules, const struct births *births, day_number day)
{
	bool leap_march = validity_leap_march(rules, day);
	return (struct ages){validity_age(births->last, day, leap_march),
		validity_age(births->first, day, leap_march)};
}

enum age_class births_age_class(
	const struct office *office, const struct birth *born, day_number day)
{
	struct births births;
	enum age_class class = AGE_OTHER;
	if (!births_of(born, &births))
		return class;
	struct ages ages = births_ages(&office->validity, &births, day);
	for (int years = ages.least; years <= ages.most; years++) {
		enum age_class possible = office_age_class(office, years);
		if (class == AGE_OTHER || possible == AGE_SCHOOL)
			class = possible;
	}
	return class;
}

static void widen_range(struct day_range *range, day_number day)
{
	if (day < range->earliest)
		range->earliest = day;
	if (day > range->latest)
		range->latest = day;
}

struct day_range births_card(const struct validity_rules *rules, const struct births *births,
	day_number applied, day_number issued, bool early)
{
	struct civil born = births->first;
	day_number day = validity_card(rules, born, applied, issued, early);
	struct day_range range = {day, day};
	while (births_next(births, &born))
		widen_range(&range, validity_card(rules, born, applied, issued, early));
	return range;
}

struct day_range births_certificate(const struct validity_rules *rules, const struct births *births,
	day_number issued, bool early)
{
	struct civil born = births->first;
	day_number day = validity_certificate(rules, born, issued, early);
	struct day_range range = {day, day};
	while (births_next(births, &born))
		widen_range(&range, validity_certificate(rules, born, issued, early));
	return range;
}

day_number births_earlier(struct day_range birthdays, day_number end)
{
	if (end != DAY_NONE && end <= birthdays.earliest)
		return end;
	return birthdays.earliest == birthdays.latest ? birthdays.earliest : DAY_NONE;
}
