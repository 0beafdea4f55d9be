#include "decide/validity.h"

day_number validity_birthday(struct civil born, int year, bool leap_march)
{
	if (civil_exists(year, born.month, born.day))
		return civil_day(year, born.month, born.day);
	return leap_march ? civil_day(year, 3, 1) : civil_day(year, 2, 28);
}

day_number validity_nth_birthday(struct civil born, day_number after, int n, bool leap_march)
{
	int year = civil_parts(after).year;
	if (validity_birthday(born, year, leap_march) <= after)
		year++;
	return validity_birthday(born, year + n - 1, leap_march);
}

int validity_age(struct civil born, day_number day, bool leap_march)
{
	int year = civil_parts(day).year;
	return year - born.year - (day < validity_birthday(born, year, leap_march) ? 1 : 0);
}

/* The rule in force on a day is the last that began on or before it; the first begins with the
 * calendar (office.xsd), so there always is one. */
static const struct card_rule *card_rule_on(const struct validity_rules *rules, day_number day)
{
	size_t i = rules->card_count - 1;
	while (i > 0 && rules->cards[i].from > day)
		i--;
	return &rules->cards[i];
}

static const struct certificate_rule *certificate_rule_on(
	const struct validity_rules *rules, day_number day)
{
	size_t i = rules->certificate_count - 1;
	while (i > 0 && rules->certificates[i].from > day)
		i--;
	return &rules->certificates[i];
}

bool validity_adult(const struct validity_rules *rules, struct civil born, day_number applied)
{
	size_t i = rules->age_count - 1;
	while (i > 0 && rules->ages[i].from > applied)
		i--;
	return validity_age(born, applied, rules->leap_birthday_march) >= rules->ages[i].adult_age;
}

day_number validity_card(const struct validity_rules *rules, struct civil born, day_number applied,
	day_number issued, bool early)
{
	const struct card_rule *rule = card_rule_on(rules, issued);
	bool adult = validity_adult(rules, born, applied == DAY_NONE ? issued : applied);
	int birthdays = adult ? (early ? rule->adult_early_birthdays : rule->adult_birthdays)
			      : (early ? rule->minor_early_birthdays : rule->minor_birthdays);
	return validity_nth_birthday(born, issued, birthdays, rules->leap_birthday_march);
}

day_number validity_certificate(
	const struct validity_rules *rules, struct civil born, day_number issued, bool early)
{
	const struct certificate_rule *rule = certificate_rule_on(rules, issued);
	return validity_nth_birthday(born, issued, early ? rule->early_birthdays : rule->birthdays,
		rules->leap_birthday_march);
}

day_number validity_earlier(day_number left, day_number right)
{
	if (left == DAY_NONE)
		return right;
	return right != DAY_NONE && right < left ? right : left;
}

bool validity_card_birthday(const struct validity_rules *rules, struct civil born,
	day_number issued, day_number expires)
{
	const struct card_rule *rule = card_rule_on(rules, issued);
	const int birthdays[] = {rule->adult_birthdays, rule->adult_early_birthdays,
		rule->minor_birthdays, rule->minor_early_birthdays};
	for (size_t i = 0; i < sizeof birthdays / sizeof birthdays[0]; i++)
		if (validity_nth_birthday(born, issued, birthdays[i], rules->leap_birthday_march) ==
			expires)
			return true;
	return false;
}
