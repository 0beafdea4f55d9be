#include "register/papers.h"

/* Of ten thousand people, how many had been issued a card by the first of a month. Shape after
 * the ministry's monthly tables: a slow start, the first bonus points (to spring 2021), the second
 * (summer 2022 to spring 2023), then newborns and latecomers. */
static const struct {
	int year, month, held;
} waves[] = {
	{2016, 1, 0},
	{2016, 4, 300},
	{2016, 9, 720},
	{2017, 4, 850},
	{2018, 4, 1080},
	{2019, 4, 1290},
	{2020, 1, 1480},
	{2020, 6, 1680},
	{2020, 10, 2000},
	{2021, 1, 2480},
	{2021, 4, 3050},
	{2021, 7, 3560},
	{2021, 12, 4020},
	{2022, 4, 4330},
	{2022, 7, 4590},
	{2022, 10, 5120},
	{2023, 1, 5900},
	{2023, 3, 6500},
	{2023, 5, 7250},
	{2023, 8, 7560},
	{2024, 4, 7750},
	{2024, 12, 7980},
	{2025, 12, 8300},
	{2027, 1, 8500},
	{2036, 1, 9000},
};

static struct civil month_day(day_number born, int year)
{
	struct civil parts = civil_parts(born);
	parts.year = year;
	if (!civil_exists(parts.year, parts.month, parts.day))
		parts.day = 28;
	return parts;
}

static day_number birthday_in(day_number born, int year)
{
	struct civil parts = month_day(born, year);
	return civil_day(parts.year, parts.month, parts.day);
}

day_number birthday_after(day_number born, day_number day, int n)
{
	int year = civil_parts(day).year;
	if (birthday_in(born, year) <= day)
		year++;
	return birthday_in(born, year + n - 1);
}

int age_on(day_number born, day_number day)
{
	int year = civil_parts(day).year;
	int age = year - civil_parts(born).year;
	return birthday_in(born, year) > day ? age - 1 : age;
}

day_number card_expiry(day_number born, day_number applied, day_number issued, bool early)
{
	int line = applied < civil_day(2022, 4, 1) ? 20 : 18;
	int years = age_on(born, applied) >= line ? 10 : 5;
	return birthday_after(born, issued, early ? years + 1 : years);
}

day_number certificate_expiry(day_number born, day_number issued, bool early, day_number card)
{
	day_number own = birthday_after(born, issued, early ? 6 : 5);
	return own < card ? own : card;
}

static day_number window_opens(day_number expires)
{
	return civil_add_months(expires, -3) + 1;
}

/* The maker of the cards does not work at weekends. */
static day_number working_day(day_number day)
{
	enum weekday weekday = civil_weekday(day);
	return weekday == SATURDAY ? day - 1 : weekday == SUNDAY ? day - 2 : day;
}

static day_number made_after(day_number applied, struct chance *chance)
{
	return working_day(applied + chance_between(chance, 23, 42));
}

/* When this person's first card was made, DAY_NONE for never. */
static day_number first_issue(
	day_number born, day_number arrived, day_number as_of, struct chance *chance)
{
	int at = (int)chance_below(chance, 10000);
	day_number issued = DAY_NONE;
	for (size_t i = 1; i < sizeof waves / sizeof *waves && issued == DAY_NONE; i++) {
		if (at >= waves[i].held)
			continue;
		day_number from = civil_day(waves[i - 1].year, waves[i - 1].month, 12);
		day_number to = civil_day(waves[i].year, waves[i].month, 12);
		int share = (at - waves[i - 1].held) * (to - from);
		issued = from + share / (waves[i].held - waves[i - 1].held);
	}
	if (issued == DAY_NONE)
		return DAY_NONE;
	if (age_on(born, as_of) >= 88 && chance_hits(chance, 2200))
		return DAY_NONE;
	if (issued < born + 25) {
		if (!chance_hits(chance, 8200))
			return DAY_NONE;
		issued = born + chance_between(chance, 25, 420);
	}
	if (arrived != DAY_NONE && issued < arrived + 25)
		issued = arrived + chance_between(chance, 25, 300);
	issued = working_day(issued);
	return issued <= as_of ? issued : DAY_NONE;
}

/* Certificates that were issued on a day, and what became of them until the register's. */
static void certificates_issue(struct resident *resident, day_number born, day_number issued,
	day_number as_of, struct chance *chance)
{
	const struct card *card = &resident->card;
	bool early = false;
	day_number expires = certificate_expiry(born, issued, early, card->expires);
	while (expires < card->expires && window_opens(expires) <= as_of) {
		day_number opens = window_opens(expires);
		bool in_time = chance_hits(chance, 6800);
		if (!in_time && !chance_hits(chance, 4500))
			break;
		day_number visit = in_time ? chance_between(chance, opens, expires)
					   : expires + chance_between(chance, 1, 300);
		visit = working_day(visit);
		if (visit > as_of || visit < opens || visit >= card->expires)
			break;
		early = visit <= expires;
		issued = visit;
		expires = certificate_expiry(born, issued, early, card->expires);
	}
	struct certificate made = {.present = true, .issued = issued, .expires = expires};
	if (chance_hits(chance, 9820))
		resident->certificate[CERTIFICATE_AUTHENTICATION] = made;
	if (age_on(born, issued) >= 15 && !resident->ward && chance_hits(chance, 9500))
		resident->certificate[CERTIFICATE_SIGNATURE] = made;
}

/* The card's own life: made, renewed early or after it ran out, or left to lapse. */
static void card_issue(struct resident *resident, day_number born, day_number issued,
	day_number as_of, struct chance *chance)
{
	struct card *card = &resident->card;
	day_number applied = issued - chance_between(chance, 21, 42);
	if (applied < born)
		applied = born;
	*card = (struct card){.present = true, .applied = applied, .issued = issued};
	card->expires = card_expiry(born, applied, issued, false);
	while (window_opens(card->expires) <= as_of) {
		day_number opens = window_opens(card->expires);
		bool in_time = chance_hits(chance, 7400);
		if (!in_time && !chance_hits(chance, 5000))
			break;
		applied = in_time ? chance_between(chance, opens + 3, card->expires - 46)
				  : card->expires + chance_between(chance, 5, 400);
		issued = made_after(applied, chance);
		if (applied > as_of)
			break;
		if (issued > as_of) {
			resident->renewal = applied;
			break;
		}
		card->applied = applied;
		card->issued = issued;
		card->expires = card_expiry(born, applied, issued, in_time);
	}
}

/* Cards of people who may stay to a day: the last day that the counter knew of. An extension
 * moves the card only when its holder comes; some have not come yet, a few never do. */
static day_number stay_issue(struct resident *resident, day_number as_of, struct chance *chance)
{
	struct card *card = &resident->card;
	day_number until = resident->stay.until;
	day_number visited = card->issued;
	day_number known = until;
	int months = 12 * (1 + (int)chance_below(chance, 3));
	day_number granted = civil_add_months(until, -months);
	if (resident->stay.pending && until <= as_of + 25 && chance_hits(chance, 5000)) {
		/* Waiting for the next period, the card extended once by two months. */
		known = civil_add_months(until, 2);
		visited = (until < as_of ? until : as_of) - chance_between(chance, 0, 20);
	} else if (granted <= as_of && granted > as_of - 70 && granted > card->issued &&
		   chance_hits(chance, 5500)) {
		known = granted + chance_between(chance, -10, 75);
	} else if (granted > card->issued && granted <= as_of) {
		if (chance_hits(chance, 300))
			known = granted + chance_between(chance, -10, 40);
		else
			visited = granted + chance_between(chance, 0,
						    as_of - granted < 40 ? as_of - granted : 40);
	}
	if (known < card->expires)
		card->expires = known;
	return working_day(visited) < card->issued ? card->issued : working_day(visited);
}

void papers_issue(struct resident *resident, day_number born, day_number arrived, day_number as_of,
	struct chance *chance)
{
	day_number issued = first_issue(born, arrived, as_of, chance);
	if (issued == DAY_NONE)
		return;
	card_issue(resident, born, issued, as_of, chance);
	day_number signed_on = resident->card.issued;
	if (resident->stay.present && stay_has_period(resident->stay.status))
		signed_on = stay_issue(resident, as_of, chance);
	certificates_issue(resident, born, signed_on, as_of, chance);
	if (chance_hits(chance, 60))
		resident->card.applied = DAY_NONE;
}
