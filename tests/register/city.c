#include "register/city.h"

#include "base/markup.h"
#include "register/papers.h"

#include <string.h>

const char *city_household_id(struct city *city)
{
	city->next_household += 1 + chance_below(&city->chance, 5);
	return arena_print(city->arena, "%010lu", city->next_household);
}

const char *city_resident_id(struct city *city)
{
	city->next_id += 1 + chance_below(&city->chance, 9);
	return arena_print(city->arena, "%010lu", city->next_id);
}

struct household household_open(struct city *city, bool apartment)
{
	struct household household = {
		.id = city_household_id(city),
		.family = name_family(&city->chance),
		.address = housing_address(&city->housing, &city->chance, apartment, city->arena),
		.leaving_on = DAY_NONE,
	};
	if (chance_hits(&city->chance, 22)) {
		static const int shares[] = {10, 75, 15};
		size_t at = chance_weighted(&city->chance, shares, 3);
		household.protection_state = (enum protection_state)(PROTECTION_PROVISIONAL + at);
	}
	if (chance_hits(&city->chance, 15)) {
		household.leaving_on = city->as_of + chance_between(&city->chance, -3, 40);
	}
	return household;
}

void resident_name(struct city *city, struct resident *resident, const struct name *family,
	const struct name *given)
{
	resident->name = arena_print(city->arena, "%s %s", family->text, given->text);
	resident->kana = arena_print(city->arena, "%s %s", family->kana, given->kana);
	if (chance_hits(&city->chance, 300))
		resident->kana = name_half_width(city->arena, resident->kana);
}

day_number birth_draw(struct city *city, int age)
{
	int year = civil_parts(city->as_of).year - age;
	day_number latest = civil_add_months(city->as_of, -12 * age);
	return latest - (day_number)chance_below(&city->chance, year % 4 == 0 ? 366 : 365);
}

struct birth birth_of(struct arena *arena, day_number born)
{
	char text[CIVIL_DATE_BYTES];
	return (struct birth){
		.text = arena_copy(arena, civil_format(born, text)),
		.known = true,
		.date = civil_parts(born),
		.day = born,
	};
}

/* Birth dates that older registers took from family registers in another calendar, or never knew.
 */
static void birth_blur(struct city *city, struct resident *resident)
{
	int year = resident->born.date.year;
	resident->born.known = false;
	if (chance_hits(&city->chance, 6000))
		resident->born.text = arena_print(city->arena, "%04d-00-00", year);
	else if (year % 4 != 0)
		resident->born.text = arena_print(city->arena, "%04d-02-29", year);
	else
		resident->born.text =
			arena_print(city->arena, "%04d-%02d-00", year, resident->born.date.month);
}

static void send_elsewhere(struct city *city, struct resident *resident)
{
	static const char *const homes[] = {
		"特別養護老人ホーム", "介護老人保健施設", "グループホーム"};
	resident->has_send_to = true;
	resident->send_to = housing_address(&city->housing, &city->chance, false, city->arena);
	if (resident->ward) {
		resident->send_to.name = arena_print(city->arena, "%s %s",
			name_family(&city->chance)->text,
			name_given(&city->chance, chance_hits(&city->chance, 5000), 1970)->text);
		return;
	}
	resident->send_to.name = resident->name;
	resident->send_to.building =
		arena_print(city->arena, "%s%s", homes[chance_below(&city->chance, 3)],
			towns[chance_below(&city->chance, TOWN_COUNT)].name);
}

static void papers_void(struct resident *resident, enum card_state state)
{
	if (resident->card.present)
		resident->card.state = state;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		if (state == CARD_VOID && resident->certificate[kind].present)
			resident->certificate[kind].state = CERTIFICATE_REVOKED;
}

static void state_draw(struct city *city, struct resident *resident, int age)
{
	struct chance *chance = &city->chance;
	/* Deaths of the last weeks stay in the export; nearly all of them are old. */
	if (chance_hits(chance, age >= 85 ? 160 : age >= 65 ? 30 : 3))
		resident->state = RESIDENT_DECEASED;
	else if (chance_hits(chance, age < 40 ? 70 : 25))
		resident->state = RESIDENT_MOVED_OUT;
	else if (chance_hits(chance, 3))
		resident->state = RESIDENT_REMOVED;
	else if (chance_hits(chance, 8))
		resident->state = RESIDENT_ABROAD;
	if (resident->state == RESIDENT_DECEASED && chance_hits(chance, 7000))
		papers_void(resident, CARD_VOID);
}

static void papers_mishaps(struct city *city, struct resident *resident)
{
	static const struct {
		enum card_state state;
		uint32_t per_10000;
	} mishaps[] = {
		{CARD_LOST, 30},
		{CARD_SUSPENDED, 12},
		{CARD_RETURNED, 25},
		{CARD_VOID, 25},
	};
	struct chance *chance = &city->chance;
	if (!resident->card.present || resident->card.state != CARD_ACTIVE)
		return;
	for (size_t i = 0; i < sizeof mishaps / sizeof *mishaps; i++)
		if (chance_hits(chance, mishaps[i].per_10000)) {
			papers_void(resident, mishaps[i].state);
			return;
		}
	if (resident->card.expires < city->as_of && chance_hits(chance, 5000))
		papers_void(resident, CARD_VOID);
	/* A change of name or address ends only the signature certificate. */
	if (chance_hits(chance, 250))
		resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	else if (chance_hits(chance, 15))
		for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
			resident->certificate[kind].state = CERTIFICATE_SUSPENDED;
	if (resident->stay.present && resident->card.issued >= civil_day(2026, 6, 14) &&
		chance_hits(chance, 2500))
		resident->card.kind = CARD_RESIDENCE;
	if (chance_hits(chance, 3))
		resident->card.expires = DAY_NONE;
	else if (chance_hits(chance, 3))
		resident->card.expires += chance_between(chance, -40, 40);
}

void resident_mishaps(struct city *city, struct resident *resident, day_number born)
{
	struct chance *chance = &city->chance;
	int age = age_on(born, city->as_of);
	state_draw(city, resident, age);
	papers_mishaps(city, resident);
	if (resident->ward ? chance_hits(chance, 6500) : age >= 80 && chance_hits(chance, 200))
		send_elsewhere(city, resident);
	if (age >= 74 && chance_hits(chance, 8))
		birth_blur(city, resident);
	if (chance_hits(chance, 2))
		resident->has_address = false;
	else if (chance_hits(chance, 3))
		resident->address.postal = chance_hits(chance, 5000) ? "" : "0000000";
}

/* ---- writing ---- */

static void date_attribute(FILE *out, const char *name, day_number day)
{
	char text[CIVIL_DATE_BYTES];
	if (day != DAY_NONE)
		fprintf(out, " %s=\"%s\"", name, civil_format(day, text));
}

static void element(FILE *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	fprintf(out, "<%s>", name);
	markup_write(out, text);
	fprintf(out, "</%s>", name);
}

static void postal_attribute(FILE *out, const char *postal)
{
	if (postal != NULL)
		fprintf(out, " postal=\"%s\"", postal);
}

static void address_write(FILE *out, const struct resident *resident)
{
	if (resident->has_address) {
		fputs("<address", out);
		postal_attribute(out, resident->address.postal);
		fputs(">", out);
		markup_write(out, resident->address.lines);
		fputs("</address>", out);
		element(out, "building", resident->address.building);
		fputs("\n", out);
	}
	if (resident->has_send_to) {
		fputs("<send-to", out);
		postal_attribute(out, resident->send_to.postal);
		fputs(">", out);
		element(out, "name", resident->send_to.name);
		element(out, "address", resident->send_to.lines);
		element(out, "building", resident->send_to.building);
		fputs("</send-to>\n", out);
	}
}

static void situation_write(FILE *out, const struct resident *resident)
{
	if (resident->leaving != DAY_NONE) {
		fputs("<leaving", out);
		date_attribute(out, "on", resident->leaving);
		fputs("/>\n", out);
	}
	if (resident->protection != PROTECTION_NONE)
		fprintf(out, "<protection state=\"%s\"/>\n",
			protection_state_words[resident->protection]);
	if (resident->ward)
		fputs("<ward/>\n", out);
	if (resident->stay.present) {
		fprintf(out, "<stay status=\"%s\"", stay_status_words[resident->stay.status]);
		date_attribute(out, "until", resident->stay.until);
		if (resident->stay.until != DAY_NONE)
			fprintf(out, " pending=\"%s\"", resident->stay.pending ? "true" : "false");
		fputs("/>\n", out);
	}
}

static void papers_write(FILE *out, const struct resident *resident)
{
	const struct card *card = &resident->card;
	if (card->present) {
		fprintf(out, "<card kind=\"%s\" state=\"%s\"", card_kind_words[card->kind],
			card_state_words[card->state]);
		date_attribute(out, "applied", card->applied);
		date_attribute(out, "issued", card->issued);
		date_attribute(out, "expires", card->expires);
		fputs("/>\n", out);
	}
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &resident->certificate[kind];
		if (!certificate->present)
			continue;
		fprintf(out, "<certificate kind=\"%s\" state=\"%s\"", certificate_kind_words[kind],
			certificate_state_words[certificate->state]);
		date_attribute(out, "issued", certificate->issued);
		date_attribute(out, "expires", certificate->expires);
		fputs("/>\n", out);
	}
}

/* Who has neither card nor certificate is no holder. */
static void holder_write(struct city *city, const struct resident *resident)
{
	if (!resident->card.present && !resident->certificate[CERTIFICATE_SIGNATURE].present &&
		!resident->certificate[CERTIFICATE_AUTHENTICATION].present)
		return;
	fprintf(city->cards, "<holder id=\"%s\">\n", resident->id);
	papers_write(city->cards, resident);
	fputs("</holder>\n", city->cards);
	city->holders++;
}

static void renewal_write(FILE *out, const struct resident *resident)
{
	if (resident->renewal == DAY_NONE)
		return;
	fputs("<renewal", out);
	date_attribute(out, "applied", resident->renewal);
	fputs("/>\n", out);
}

/* In our own format (schemas/register.xsd). */
static void register_write(struct city *city, const struct resident *resident)
{
	FILE *out = city->out;
	fprintf(out, "<resident id=\"%s\" household=\"%s\" state=\"%s\">\n", resident->id,
		resident->household, resident_state_words[resident->state]);
	element(out, "name", resident->name);
	element(out, "kana", resident->kana);
	if (resident->alias != NULL) {
		fprintf(out, "<alias use=\"%s\">", resident->alias_used ? "true" : "false");
		markup_write(out, resident->alias);
		fputs("</alias>", out);
	}
	fputs("\n", out);
	element(out, "born", resident->born.text);
	element(out, "language", resident->language);
	element(out, "format",
		resident->format == FORMAT_STANDARD ? NULL : letter_format_words[resident->format]);
	fputs("\n", out);
	address_write(out, resident);
	situation_write(out, resident);
	if (city->cards == NULL)
		papers_write(out, resident);
	else
		holder_write(city, resident);
	renewal_write(out, resident);
	fputs("</resident>\n", out);
}

bool city_write(struct city *city, const struct resident *resident)
{
	if (city->written >= city->wanted)
		return false;
	if (city->sets == NULL)
		register_write(city, resident);
	else
		sets_write(city->sets, resident);
	city->written++;
	return true;
}
