#include "decide/rules/addressee.h"

#include "base/text.h"
#include "decide/rules/births.h"
#include "decide/rules/rules.h"
#include "decide/rules/validity.h"

/* Where the register names a place to send to, the letter goes there and the resident is named
 * in it; nowhere else is an address chosen, so that no letter can go past a send-to by another
 * way. */

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* To what day the legal representative comes too: of the days that the birth allows, the last. An
 * adult who brings one comes in vain by one person, a child without one altogether. Of the changes
 * of the age those count that a letter of this night can meet. */
static day_number minor_until(
	const struct office *office, day_number night, const struct resident *resident)
{
	struct births births;
	if (!births_of(&resident->born, &births))
		return DAY_NONE;
	return validity_represented_until(&office->validity, births.last, night,
		civil_add_months(night, office->window.opens_months + 1));
}

/* Where the age is not known beyond doubt, a letter lies by itself; so does one that a guardian may
 * open, or whoever it is sent to, and one that is enclosed otherwise because it is read otherwise.
 */
static enum envelope_part part_of(
	const struct office *office, day_number night, const struct resident *resident)
{
	struct births births;
	if (resident->has_send_to || resident->ward || resident->format != FORMAT_STANDARD ||
		!births_of(&resident->born, &births))
		return ENVELOPE_ALONE;
	const struct validity_rules *rules = &office->validity;
	struct ages ages = births_ages(rules, &births, night);
	int of_age =
		rules->ages[office_row(rules->ages, rules->age_count, sizeof *rules->ages, night)]
			.adult_age;
	return ages.least >= of_age ? ENVELOPE_LEADS
	       : ages.most < of_age ? ENVELOPE_WITHIN
				    : ENVELOPE_ALONE;
}

struct recipient addressee_of(const struct office *office, day_number night,
	const struct resident *resident, const struct ruling *ruling)
{
	const struct address *to = rules_destination(resident);
	bool alias = resident->alias_used && !text_blank(resident->alias);
	const char *name = alias ? resident->alias : resident->name;
	day_number card = ruling->current[DOCUMENT_CARD];
	return (struct recipient){
		.resident = resident->id,
		.household = resident->household,
		.name = name,
		.addressee = resident->has_send_to && !text_blank(to->name) ? to->name : name,
		.postal = or_empty(to->postal),
		.address = or_empty(to->lines),
		.building = or_empty(to->building),
		.language = or_empty(resident->language),
		.format = resident->format,
		.foreign = resident->stay.present,
		.minor_until = minor_until(office, night, resident),
		.ward = resident->ward,
		.stay_case = card == DAY_NONE ? STAY_CASE_NONE
					      : rules_stay_case(resident, office, card, night),
		.part = part_of(office, night, resident),
	};
}

void addressee_copy(struct arena *arena, struct recipient *recipient)
{
	const char **const texts[] = {&recipient->resident, &recipient->household, &recipient->name,
		&recipient->addressee, &recipient->postal, &recipient->address,
		&recipient->building, &recipient->language};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		*texts[i] = arena_copy(arena, *texts[i]);
}
