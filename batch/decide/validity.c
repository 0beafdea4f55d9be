#include "decide/validity.h"

/* Dates are compared by their parts: turning one into a number or back costs more than all else
 * here, and this is asked of every document of every resident. */

static struct civil birthday_of(struct civil born, int year, bool leap_march)
{
	if (born.month != 2 || born.day != 29 || civil_exists(year, 2, 29))
		return (struct civil){year, born.month, born.day};
	return leap_march ? (struct civil){year, 3, 1} : (struct civil){year, 2, 28};
}

/* Is this birthday on or before a day of the same year? */
static bool reached(struct civil birthday, struct civil day)
{
	return birthday.month < day.month ||
	       (birthday.month == day.month && birthday.day <= day.day);
}

day_number validity_birthday(struct civil born, int year, bool leap_march)
{
	struct civil birthday = birthday_of(born, year, leap_march);
	return civil_day(birthday.year, birthday.month, birthday.day);
}

day_number validity_nth_birthday(struct civil born, day_number after, int n, bool leap_march)
{
	struct civil day = civil_parts(after);
	bool had = reached(birthday_of(born, day.year, leap_march), day);
	return validity_birthday(born, day.year + n - (had ? 0 : 1), leap_march);
}

int validity_age(struct civil born, day_number day, bool leap_march)
{
	struct civil then = civil_parts(day);
	bool had = reached(birthday_of(born, then.year, leap_march), then);
	return then.year - born.year - (had ? 0 : 1);
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
