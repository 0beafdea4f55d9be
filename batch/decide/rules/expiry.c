#include "decide/rules/expiry.h"

#include "decide/rules/births.h"
#include "decide/rules/validity.h"

/* A birthday by the rule, or the end that comes before it: of the stay for a card, of the other
 * documents for a certificate. */

day_number expiry_card(
	const struct resident *resident, const struct office *office, day_number night)
{
	const struct validity_rules *rules = &office->validity;
	const struct card *card = &resident->card;
	const struct stay *stay = &resident->stay;
	struct births births;
	if (!births_of(&resident->born, &births))
		return DAY_NONE;
	bool by_stay = stay->present && validity_stay_ends_card(rules, card->issued) &&
		       validity_has_period(rules, stay->status, night);
	return births_earlier(births_card(rules, &births, card->applied, card->issued, false),
		by_stay ? stay->until : DAY_NONE);
}

day_number expiry_certificate(const struct resident *resident, const struct office *office,
	enum certificate_kind kind, day_number card, day_number authentication)
{
	const struct validity_rules *rules = &office->validity;
	day_number issued = resident->certificate[kind].issued;
	struct births births;
	if (!births_of(&resident->born, &births))
		return DAY_NONE;
	return births_earlier(births_certificate(rules, &births, issued, false),
		validity_cap(rules, kind, issued, card, authentication));
}
