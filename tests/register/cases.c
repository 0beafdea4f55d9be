#include "register/cases.h"

#include "base/text.h"
#include "register/city.h"
#include "register/papers.h"

#include <string.h>

enum {
	FIRST_AHEAD = 78, /* days from as-of: in the first month of the window for four nights */
	LATE_AHEAD = 33,
};

static const unsigned long first_case_id = 9000000001UL;

/* A day of an earlier year; the cases keep clear of February 29. */
static day_number years_before(day_number day, int years)
{
	return civil_add_months(day, -12 * years);
}

static day_number expiry_of(const struct named_case *named, day_number as_of, size_t index)
{
	int ahead = (named->late ? LATE_AHEAD : FIRST_AHEAD) + (int)(index % 5) - 2;
	day_number expires = as_of + ahead;
	struct civil parts = civil_parts(expires);
	return parts.month == 2 && parts.day == 29 ? expires - 1 : expires;
}

/* Both certificates, or the ones that the papers have. */
static void certificates(struct resident *resident, const struct named_case *named,
	day_number issued, day_number expires)
{
	struct certificate made = {.present = true, .issued = issued, .expires = expires};
	if (named->papers != PAPERS_AUTHENTICATION && named->papers != PAPERS_MINOR && !named->ward)
		resident->certificate[CERTIFICATE_SIGNATURE] = made;
	if (named->papers != PAPERS_SIGNATURE)
		resident->certificate[CERTIFICATE_AUTHENTICATION] = made;
	resident->certificate[CERTIFICATE_SIGNATURE].state = named->signature;
	resident->certificate[CERTIFICATE_AUTHENTICATION].state = named->authentication;
}

static void card(struct resident *resident, day_number born, day_number issued)
{
	resident->card.present = true;
	resident->card.applied = issued - 30 < born ? born + 14 : issued - 30;
	resident->card.issued = issued;
	resident->card.expires = card_expiry(born, resident->card.applied, issued, false);
}

static void papers_stage(const struct staging *staging, const struct named_case *named)
{
	struct resident *resident = staging->resident;
	day_number expires = staging->expires;
	day_number born = staging->born;
	day_number issued;
	switch (named->papers) {
	case PAPERS_CARD:
		certificates(resident, named, years_before(expires, 5) + 20, expires);
		card(resident, born, years_before(expires, 10) + 150);
		resident->card.expires = expires;
		break;
	case PAPERS_CARD_ALONE:
		card(resident, born, years_before(expires, 10) + 150);
		resident->card.expires = expires;
		break;
	case PAPERS_FAR:
		issued = staging->as_of - 300;
		card(resident, born, issued);
		certificates(resident, named, issued,
			certificate_expiry(born, issued, false, resident->card.expires));
		break;
	case PAPERS_CERTIFICATES:
	case PAPERS_AUTHENTICATION:
	case PAPERS_SIGNATURE:
	case PAPERS_MINOR:
		issued = years_before(expires, 5) + 150;
		card(resident, born, issued);
		certificates(resident, named, issued, expires);
		break;
	case PAPERS_STAY:
		issued = years_before(expires, 1);
		card(resident, born, issued);
		resident->card.expires = expires;
		certificates(resident, named, issued, expires);
		break;
	default:
		break;
	}
	resident->card.state = named->card_state;
}

/* People's birthdays: on the day that runs out, but not where a stay decides it. */
static day_number born_of(const struct named_case *named, day_number expires)
{
	day_number given;
	if (named->born != NULL && civil_parse(named->born, strlen(named->born), &given))
		return given;
	int shift = named->birthday_shift != 0     ? named->birthday_shift
		    : named->papers == PAPERS_STAY ? -100
						   : 0;
	return years_before(expires + shift, named->age == 0 ? 46 : named->age);
}

/* Where the case before lives, for one of its household. */
struct door {
	unsigned long household;
	const struct name *family;
	struct address address;
};

/* Which names go with a language; English where the list has no such language. */
static enum tongue tongue_of(const char *language)
{
	for (int i = 0; i < TONGUES; i++)
		if (text_equal(language, tongue_tags[i]))
			return (enum tongue)i;
	return TONGUE_ENGLISH;
}

static void person_stage(struct city *city, const struct staging *staging,
	const struct named_case *named, struct door *door)
{
	struct resident *resident = staging->resident;
	struct chance *chance = &city->chance;
	bool woman = chance_hits(chance, 5000);
	if (named->foreign) {
		enum tongue tongue = tongue_of(named->language);
		resident_name(city, resident, name_foreign_family(chance, tongue),
			name_foreign_given(chance, tongue, woman));
		resident->stay =
			(struct stay){.present = true, .status = named->status, .until = DAY_NONE};
		if (stay_has_period(named->status))
			resident->stay.until = staging->expires;
	} else {
		const struct name *family = name_family(chance);
		if (!named->same_household)
			door->family = family;
		resident_name(city, resident, door->family,
			name_given(chance, woman, civil_parts(staging->born).year));
	}
	if (named->name_written != NULL) {
		resident->name = named->name_written;
		resident->kana = named->kana;
	}
	resident->alias = named->alias;
	resident->language = named->language;
	resident->format = named->format;
	if (named->born != NULL)
		resident->born.text = named->born;
}

/* The address of the case before for one of its household, else the case's own, else a house
 * somewhere. */
static void address_stage(struct city *city, struct resident *resident,
	const struct named_case *named, struct door *door)
{
	resident->has_address = true;
	resident->address = housing_address(&city->housing, &city->chance, false, city->arena);
	if (named->same_household)
		resident->address = door->address;
	if (named->postal != NULL)
		resident->address.postal = named->postal;
	if (named->lines != NULL)
		resident->address.lines = named->lines;
	if (named->building != NULL)
		resident->address.building = named->building;
	door->address = resident->address;
}

static void resident_stage(struct city *city, struct staging *staging,
	const struct named_case *named, struct door *door)
{
	struct resident *resident = staging->resident;
	staging->born = born_of(named, staging->expires);
	*resident = (struct resident){
		.state = named->state,
		.born = birth_of(city->arena, staging->born),
		.leaving = DAY_NONE,
		.protection = named->protection,
		.ward = named->ward,
		.stay = {.until = DAY_NONE},
		.card = {.applied = DAY_NONE, .issued = DAY_NONE, .expires = DAY_NONE},
		.renewal = named->renewal ? city->as_of - 21 : DAY_NONE,
	};
	person_stage(city, staging, named, door);
	address_stage(city, resident, named, door);
	papers_stage(staging, named);
	if (named->adjust != NULL)
		named->adjust(staging);
}

static void case_write(struct city *city, FILE *list, const struct named_case *named, size_t index,
	unsigned long id, struct door *door)
{
	struct resident resident;
	struct staging staging = {
		.resident = &resident,
		.as_of = city->as_of,
		.expires = expiry_of(named, city->as_of, index),
		.wave = wave_words[named->late ? WAVE_LATE : WAVE_FIRST],
		.expected = named->expected,
	};
	resident_stage(city, &staging, named, door);
	if (!named->same_household)
		door->household = id;
	resident.id = arena_print(city->arena, "%lu", id);
	resident.household = arena_print(city->arena, "%lu", door->household);
	city_write(city, &resident);
	if (list != NULL)
		fprintf(list, "%lu\t%s\t%s\t%s\t%s\n", id, named->name,
			text_equal(staging.expected, "-") ? "" : staging.wave, staging.expected,
			named->codes == NULL ? "" : named->codes);
}

void cases_write(struct city *city, FILE *list)
{
	struct door door = {.household = first_case_id};
	unsigned long id = first_case_id;
	if (list != NULL)
		fputs("#resident\tcase\twave\texpected\tcodes\n", list);
	for (size_t i = 0; i < dated_case_count + personal_case_count; i++) {
		const struct named_case *named = i < dated_case_count
							 ? &dated_cases[i]
							 : &personal_cases[i - dated_case_count];
		int last = named->repeat == 0 ? 1 : named->repeat;
		for (int again = 0; again < last; again++)
			case_write(city, list, named, i, id++, &door);
	}
}
