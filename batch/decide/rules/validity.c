#include "decide/rules/validity.h"

/* Dates are compared by their parts: turning one into a number or back costs more than all else
 * here, and this is asked of every document of every resident. */

static struct civil birthday_of(struct civil born, int year, bool leap_march)
{
	if (born.month != 2 || born.day != 29 || civil_exists(year, 2, 29))
		return (struct civil){year, born.month, born.day};
	return leap_march ? (struct civil){year, 3, 1} : (struct civil){year, 2, 28};
}

/* Is this birthday on or before a day of the same year? */
static bool is_reached(struct civil birthday, struct civil day)
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
	bool had = is_reached(birthday_of(born, day.year, leap_march), day);
	return validity_birthday(born, day.year + n - (had ? 0 : 1), leap_march);
}

int validity_age(struct civil born, day_number day, bool leap_march)
{
	struct civil then = civil_parts(day);
	bool had = is_reached(birthday_of(born, then.year, leap_march), then);
	return then.year - born.year - (had ? 0 : 1);
}

/* The row of a table in force on a day. */
#define RULE_ON(table, count, day) (&(table)[office_row(table, count, sizeof *(table), day)])

bool validity_leap_march(const struct validity_rules *rules, day_number day)
{
	return RULE_ON(rules->leaps, rules->leap_count, day)->march;
}

bool validity_has_period(
	const struct validity_rules *rules, enum stay_status status, day_number night)
{
	stay_set statuses = RULE_ON(rules->no_periods, rules->no_period_count, night)->statuses;
	return (statuses & (stay_set)1 << status) == 0;
}

bool validity_stay_letter(const struct validity_rules *rules, enum card_kind kind, day_number night)
{
	return kind != CARD_RESIDENCE ||
	       RULE_ON(rules->residence_cards, rules->residence_card_count, night)->letter;
}

bool validity_stay_ends_card(const struct validity_rules *rules, day_number issued)
{
	return RULE_ON(rules->stays, rules->stay_count, issued)->ends_card;
}

day_number validity_pending(const struct validity_rules *rules, day_number issued, day_number until)
{
	return civil_add_months(
		until, RULE_ON(rules->stays, rules->stay_count, issued)->pending_months);
}

int validity_signature_age(const struct validity_rules *rules, day_number issued)
{
	return RULE_ON(rules->signatures, rules->signature_count, issued)->years;
}

/* The birthday itself, by the leap rule of that day. */
static day_number coming_of_age(const struct validity_rules *rules, struct civil born, int years)
{
	day_number day = validity_birthday(born, born.year + years, false);
	return validity_birthday(born, born.year + years, validity_leap_march(rules, day));
}

day_number validity_represented_until(
	const struct validity_rules *rules, struct civil born, day_number from, day_number until)
{
	for (size_t i = rules->represented_count; i-- > 0;) {
		const struct years_rule *rule = &rules->represented[i];
		day_number first = rule->from > from ? rule->from : from;
		day_number reached = coming_of_age(rules, born, rule->years);
		bool last_rule = i + 1 == rules->represented_count || rule[1].from > until;
		if (first > until || (!last_rule && rule[1].from <= from))
			continue;
		if (reached > first)
			return last_rule || reached < rule[1].from ? reached - 1 : rule[1].from - 1;
	}
	return DAY_NONE;
}

bool validity_adult(const struct validity_rules *rules, struct civil born, day_number applied)
{
	int line = RULE_ON(rules->ages, rules->age_count, applied)->adult_age;
	return validity_age(born, applied, validity_leap_march(rules, applied)) >= line;
}

day_number validity_card(const struct validity_rules *rules, struct civil born, day_number applied,
	day_number issued, bool early)
{
	const struct card_rule *rule = RULE_ON(rules->cards, rules->card_count, issued);
	bool adult = validity_adult(rules, born, applied == DAY_NONE ? issued : applied);
	int birthdays = adult ? (early ? rule->adult_early_birthdays : rule->adult_birthdays)
			      : (early ? rule->minor_early_birthdays : rule->minor_birthdays);
	return validity_nth_birthday(born, issued, birthdays, validity_leap_march(rules, issued));
}

day_number validity_certificate(
	const struct validity_rules *rules, struct civil born, day_number issued, bool early)
{
	const struct certificate_rule *rule =
		RULE_ON(rules->certificates, rules->certificate_count, issued);
	return validity_nth_birthday(born, issued, early ? rule->early_birthdays : rule->birthdays,
		validity_leap_march(rules, issued));
}

day_number validity_earlier(day_number left, day_number right)
{
	if (left == DAY_NONE)
		return right;
	return right != DAY_NONE && right < left ? right : left;
}

day_number validity_cap(const struct validity_rules *rules, enum certificate_kind kind,
	day_number issued, day_number card, day_number authentication)
{
	const struct cap_rule *rule = RULE_ON(rules->caps, rules->cap_count, issued);
	day_number cap = rule->by_card ? card : DAY_NONE;
	if (kind == CERTIFICATE_SIGNATURE && rule->signature_by_authentication)
		cap = validity_earlier(cap, authentication);
	return cap;
}

bool validity_card_birthday(const struct validity_rules *rules, struct civil born,
	day_number issued, day_number expires)
{
	const struct card_rule *rule = RULE_ON(rules->cards, rules->card_count, issued);
	bool leap_march = validity_leap_march(rules, issued);
	const int birthdays[] = {rule->adult_birthdays, rule->adult_early_birthdays,
		rule->minor_birthdays, rule->minor_early_birthdays};
	for (size_t i = 0; i < sizeof birthdays / sizeof birthdays[0]; i++)
		if (validity_nth_birthday(born, issued, birthdays[i], leap_march) == expires)
			return true;
	return false;
}
