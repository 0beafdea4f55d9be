#include "decide/addressee.h"

#include "base/text.h"
#include "decide/rules.h"
#include "decide/validity.h"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

struct recipient addressee_of(const struct office *office, day_number night,
	const struct resident *resident, const struct ruling *ruling)
{
	const struct address *to = rules_destination(resident);
	bool alias = resident->alias_used && !text_blank(resident->alias);
	const char *name = alias ? resident->alias : resident->name;
	bool leap = validity_leap_march(&office->validity, night);
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
		.foreign = resident->stay.present,
		.minor = resident->born.known &&
			 validity_age(resident->born.date, night, leap) <
				 validity_represented_age(&office->validity, night),
		.ward = resident->ward,
		.stay_case = card == DAY_NONE ? STAY_CASE_NONE
					      : rules_stay_case(resident, office, card, night),
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
