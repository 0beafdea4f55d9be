/*
 * No false alarm: a made-up city lives day by day for 400 nights, and each night is held against
 * the limits of the default office by the program's own functions: layers, rules, reconciliation,
 * upheaval. What no real day brings must be all that stops a night, so nothing may; and at the end
 * a dozen mistakes are made with the same city, each of which must.
 *
 * Its days: people die, arrive, announce moves and leave, most of them about the first of April;
 * they move within the city, which ends signature certificates; cards are applied for, fetched,
 * lost and found; certificates and stays are renewed early, late and never; protection begins and
 * ends, a household at a time; records break for some days. At the year's turn old records are
 * cleared out; in February an address reform gives a fifth of all households another address and
 * postal code; a company brings its trainees and takes them away. The machine is off for up to ten
 * days.
 *
 * In `make check` a village lives for 400 nights and a city for a few; KIGEN_FALSE_ALARMS=all (make
 * false-alarms) is 310,000 residents over 400 nights, and twenty villages.
 */
#include "decide/dues/reconcile.h"
#include "decide/rules/rules.h"
#include "intake/office/office_file.h"
#include "night/upheavals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KNOWN_MAX = 8, NEVER = 0x7FFFFFFF, TRAINEES = 20 };

/* What will happen to somebody, and on which day. */
enum plan {
	PLAN_LEAVE,
	PLAN_APPLY,
	PLAN_FETCH,
	PLAN_RENEW,
	PLAN_SIGN,
	PLAN_RELEASE,
	PLAN_FIND,
	PLAN_EXTEND,
	PLAN_MEND,
	PLAN_CLEAR,
	PLANS
};

struct person {
	struct resident resident;
	char id[12];
	day_number plans[PLANS], next;
	bool hidden, broken;
	struct known_due known[KNOWN_MAX];
	size_t known_count;
};

struct city {
	const struct office *office;
	struct arena *arena;
	uint64_t chance;
	struct person *people; /* in order of id */
	size_t count, room;
	const char **addresses, **households;
	size_t household_count;
	size_t trainees; /* the first of them; 0 while they are not here */
	day_number day;
	long before[LAYERS];
	int alarms;
	char said[512]; /* the last alarm */
	long nights, most_open;
};

/* ---- chance ---- */

static uint64_t draw(struct city *city)
{
	city->chance ^= city->chance << 13;
	city->chance ^= city->chance >> 7;
	city->chance ^= city->chance << 17;
	return city->chance * 0x2545F4914F6CDD1Du >> 16;
}

static int between(struct city *city, int least, int most)
{
	return least + (int)(draw(city) % (uint64_t)(most - least + 1));
}

static bool happens(struct city *city, double share)
{
	return (double)(draw(city) % 1000000) < share * 1000000;
}

/* How many of all, of whom so many do it in a year. */
static long daily(struct city *city, double yearly)
{
	double mean = (double)city->count * yearly / 365;
	return (long)mean + happens(city, mean - (double)(long)mean);
}

static struct person *anybody(struct city *city)
{
	return &city->people[draw(city) % city->count];
}

static void plan(struct person *person, enum plan what, day_number day)
{
	person->plans[what] = day;
	person->next = NEVER;
	for (int i = 0; i < PLANS; i++)
		if (person->plans[i] < person->next)
			person->next = person->plans[i];
}

/* The same, but not in the past. */
static void plan_later(struct city *city, struct person *person, enum plan what, day_number day)
{
	plan(person, what,
		day == NEVER || day > city->day ? day : city->day + between(city, 1, 90));
}

/* ---- people ---- */

static day_number birthday(const struct person *person, int year)
{
	struct civil date = person->resident.born.date;
	return civil_day(year, date.month, date.day == 29 && date.month == 2 ? 28 : date.day);
}

/* Four of five renew in time, the others late or never. */
static void plan_renewals(struct city *city, struct person *person)
{
	const struct resident *resident = &person->resident;
	day_number card = resident->card.present ? resident->card.expires : NEVER;
	day_number other = resident->certificate[CERTIFICATE_AUTHENTICATION].present
				   ? resident->certificate[CERTIFICATE_AUTHENTICATION].expires
				   : NEVER;
	int early = happens(city, 0.8) ? -between(city, 1, 100) : between(city, 1, 400);
	plan_later(city, person, PLAN_APPLY, card == NEVER ? NEVER : card + early - 30);
	plan_later(
		city, person, PLAN_RENEW, other == NEVER || other == card ? NEVER : other + early);
}

static void issue(struct person *person, day_number day, int years, day_number cap)
{
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		day_number expires = birthday(person, civil_parts(day).year + years);
		if (expires > cap)
			expires = cap;
		person->resident.certificate[kind] =
			(struct certificate){true, CERTIFICATE_VALID, day, expires};
	}
}

static void give_papers(struct city *city, struct person *person)
{
	struct resident *resident = &person->resident;
	int year = civil_parts(city->day).year;
	day_number expires = birthday(person, year + between(city, 0, 9));
	day_number issued = expires - 3650 + between(city, 0, 360);
	if (resident->stay.until != DAY_NONE && resident->stay.until < expires)
		expires = resident->stay.until;
	resident->card =
		(struct card){true, CARD_STANDARD, CARD_ACTIVE, issued - 30, issued, expires};
	issue(person, city->day, 0, expires);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		day_number until = birthday(person, year + between(city, 0, 4));
		resident->certificate[kind].issued = until - 1800;
		resident->certificate[kind].expires = until < expires ? until : expires;
	}
	resident->certificate[CERTIFICATE_SIGNATURE].expires =
		resident->certificate[CERTIFICATE_AUTHENTICATION].expires;
	if (happens(city, 0.02))
		resident->card.state = CARD_LOST;
	if (happens(city, 0.05))
		resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	plan_renewals(city, person);
}

static struct person *add_person(struct city *city, bool foreign)
{
	static const char *const languages[] = {"pt", "vi", "zh", "en", "ko", "es", "ne"};
	if (city->count == city->room)
		return NULL;
	struct person *person = &city->people[city->count];
	struct resident *resident = &person->resident;
	size_t home = draw(city) % city->household_count;
	snprintf(person->id, sizeof person->id, "%09zu", ++city->count);
	for (int i = 0; i < PLANS; i++)
		person->plans[i] = NEVER;
	person->next = NEVER;
	*resident = (struct resident){.id = person->id,
		.household = city->households[home],
		.name = "春日 花子",
		.born = {.text = "1980-01-01", .known = true},
		.has_address = true,
		.address = {"4868686", NULL, city->addresses[home],
			happens(city, 0.4) ? "コーポ 101" : NULL},
		.leaving = DAY_NONE,
		.renewal = DAY_NONE,
		.ward = happens(city, 0.0015),
		.stay = {.until = DAY_NONE}};
	resident->born.day = city->day - between(city, 0, 34000);
	resident->born.date = civil_parts(resident->born.day);
	if (foreign) {
		resident->stay =
			(struct stay){true, happens(city, 0.4) ? STAY_PERMANENT : STAY_ENGINEER,
				city->day + between(city, 10, 1500), false};
		resident->language = languages[draw(city) % 7];
		resident->alias = happens(city, 0.1) ? "春日 一郎" : NULL;
		resident->alias_used = resident->alias != NULL;
		if (resident->stay.status == STAY_PERMANENT)
			resident->stay.until = DAY_NONE;
		else
			plan_later(city, person, PLAN_EXTEND,
				resident->stay.until - between(city, -20, 60));
	}
	if (happens(city, 0.8))
		give_papers(city, person);
	return person;
}

/* ---- what befalls them ---- */

static void revoke_signature(struct city *city, struct person *person)
{
	struct certificate *signature = &person->resident.certificate[CERTIFICATE_SIGNATURE];
	if (!signature->present || happens(city, 0.6))
		return;
	signature->state = CERTIFICATE_REVOKED;
	if (happens(city, 0.5))
		plan(person, PLAN_SIGN, city->day + between(city, 1, 60));
}

static void move_home(struct city *city, struct person *person)
{
	size_t home = draw(city) % city->household_count;
	person->resident.address.lines = city->addresses[home];
	person->resident.household = city->households[home];
	revoke_signature(city, person);
}

static void end_stay_here(struct city *city, struct person *person, enum resident_state state)
{
	person->resident.state = state;
	plan(person, PLAN_CLEAR, city->day + 100000); /* until the year's turn */
}

static void live_plan(struct city *city, struct person *person, enum plan what)
{
	struct resident *resident = &person->resident;
	day_number day = city->day, cap = resident->card.present ? resident->card.expires : NEVER;
	plan(person, what, NEVER);
	switch (what) {
	case PLAN_LEAVE:
		end_stay_here(city, person, RESIDENT_MOVED_OUT);
		resident->leaving = happens(city, 0.5) ? DAY_NONE : resident->leaving;
		break;
	case PLAN_APPLY:
		resident->renewal = day;
		plan(person, PLAN_FETCH, day + between(city, 20, 60));
		break;
	case PLAN_FETCH:
		resident->renewal = DAY_NONE;
		resident->card = (struct card){true, resident->card.kind, CARD_ACTIVE, day - 30,
			day, birthday(person, civil_parts(day).year + 10)};
		issue(person, day, 5, resident->card.expires);
		plan_renewals(city, person);
		break;
	case PLAN_RENEW:
		if (cap == NEVER || cap <= day)
			break;
		issue(person, day, 5, cap);
		plan_renewals(city, person);
		break;
	case PLAN_SIGN:
		resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_VALID;
		break;
	case PLAN_RELEASE:
		resident->protection = happens(city, 0.5) ? PROTECTION_RELEASED : PROTECTION_NONE;
		break;
	case PLAN_FIND:
		resident->card.state = CARD_ACTIVE;
		break;
	case PLAN_EXTEND:
		if (!resident->stay.pending && happens(city, 0.5)) {
			resident->stay.pending = true;
			plan(person, PLAN_EXTEND, day + between(city, 10, 60));
			break;
		}
		resident->stay.pending = false;
		resident->stay.until = day + 365 * between(city, 1, 5);
		plan_later(
			city, person, PLAN_EXTEND, resident->stay.until - between(city, -20, 60));
		if (resident->card.present && happens(city, 0.8)) {
			resident->card.expires = resident->stay.until;
			issue(person, day, 5, resident->card.expires);
		}
		break;
	case PLAN_MEND:
		person->broken = false;
		break;
	case PLAN_CLEAR:
		person->hidden = true;
		break;
	case PLANS:
		break;
	}
}

/* How much more people move on a day than on another. */
static double season(day_number day)
{
	struct civil date = civil_parts(day);
	if (date.month == 4 && date.day == 1)
		return 25;
	if ((date.month == 3 && date.day >= 15) || (date.month == 4 && date.day <= 7))
		return 4;
	return 1;
}

/* They are announced up to four weeks before; in spring all towards the first of April. */
static void announce(struct city *city, struct person *person)
{
	struct civil date = civil_parts(city->day);
	day_number april = civil_day(date.year, 4, 1);
	if (person->resident.state != RESIDENT_PRESENT || person->resident.leaving != DAY_NONE)
		return;
	bool spring = city->day < april && april - city->day < 28 && happens(city, 0.6);
	person->resident.leaving = spring ? april : city->day + between(city, 1, 28);
	plan(person, PLAN_LEAVE, person->resident.leaving + between(city, 0, 2));
}

static void protect(struct city *city, struct person *first)
{
	day_number until = city->day + between(city, 20, 700);
	for (struct person *person = city->people; person < city->people + city->count; person++)
		if (person->resident.household == first->resident.household) {
			person->resident.protection =
				happens(city, 0.3) ? PROTECTION_PROVISIONAL : PROTECTION_ACTIVE;
			plan(person, PLAN_RELEASE, until);
		}
}

static void lose_card(struct city *city, struct person *person)
{
	if (!person->resident.card.present)
		return;
	person->resident.card.state = CARD_LOST;
	plan(person, PLAN_FIND, city->day + between(city, 1, 60));
}

static void break_record(struct city *city, struct person *person)
{
	person->broken = true;
	plan(person, PLAN_MEND, city->day + between(city, 1, 5));
}

static void redirect(struct city *city, struct person *person)
{
	(void)city;
	person->resident.has_send_to = !person->resident.has_send_to;
	person->resident.send_to = person->resident.address;
}

/* A fifth of the households get another address and postal code; at the counter, and by mail,
 * signature certificates are made anew in the weeks after. */
static void reform(struct city *city)
{
	for (size_t i = 0; i < city->household_count; i += 5)
		city->addresses[i] = arena_print(city->arena, "春日井市新町%zu番地", i);
	for (struct person *person = city->people; person < city->people + city->count; person++) {
		size_t home = (size_t)strtoul(person->resident.household, NULL, 10);
		if (home % 5 != 0)
			continue;
		person->resident.address.lines = city->addresses[home];
		person->resident.address.postal = "4870099";
		revoke_signature(city, person);
	}
}

/* A company's trainees come together and leave together. */
static void visit_of_trainees(struct city *city)
{
	if (city->trainees != 0) {
		for (size_t i = 0; i < TRAINEES; i++)
			end_stay_here(city, &city->people[city->trainees + i], RESIDENT_ABROAD);
		city->trainees = 0;
		return;
	}
	if (city->count + TRAINEES > city->room)
		return;
	city->trainees = city->count;
	for (size_t i = 0; i < TRAINEES; i++)
		add_person(city, true)->resident.stay.status = STAY_TECHNICAL_INTERN;
}

/* Records of who is gone leave the export. */
static void clear_out(struct city *city)
{
	for (struct person *person = city->people; person < city->people + city->count; person++)
		if (person->plans[PLAN_CLEAR] != NEVER)
			person->hidden = true;
}

static void live_day(struct city *city)
{
	struct civil date = civil_parts(city->day);
	static const struct {
		void (*act)(struct city *, struct person *);
		double yearly;
		bool seasonal;
	} acts[] = {
		{move_home, 0.03, true},
		{announce, 0.025, true},
		{protect, 0.0006, false},
		{lose_card, 0.006, false},
		{break_record, 0.03, false},
		{redirect, 0.004, false},
	};
	for (struct person *person = city->people; person < city->people + city->count; person++)
		while (person->next <= city->day)
			for (int i = 0; i < PLANS; i++)
				if (person->plans[i] <= city->day)
					live_plan(city, person, (enum plan)i);
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
		for (long n = daily(
			     city, acts[i].yearly * (acts[i].seasonal ? season(city->day) : 1));
			n > 0; n--)
			acts[i].act(city, anybody(city));
	for (long n = daily(city, 0.012); n > 0; n--)
		end_stay_here(city, anybody(city), RESIDENT_DECEASED);
	for (long n = daily(city, 0.03 * season(city->day)); n > 0; n--)
		add_person(city, happens(city, 0.08));
	if (date.month == 1 && date.day == 1)
		clear_out(city);
	if (date.month == 2 && date.day == 13)
		reform(city);
	if ((date.month == 4 || date.month == 11) && date.day == 2)
		visit_of_trainees(city);
}

static void found_city(struct city *city, size_t residents)
{
	city->room = residents + residents / 5 + 4 * TRAINEES;
	city->people = calloc(city->room, sizeof *city->people);
	city->household_count = residents / 2;
	city->addresses = calloc(city->household_count, sizeof *city->addresses);
	city->households = calloc(city->household_count, sizeof *city->households);
	assert_true(city->people != NULL && city->addresses != NULL && city->households != NULL);
	for (size_t i = 0; i < city->household_count; i++) {
		city->households[i] = arena_print(city->arena, "%zu", i);
		city->addresses[i] = arena_print(city->arena, "春日井市鳥居松町%zu番地", i);
	}
	for (size_t i = 0; i < residents; i++) {
		struct person *person = add_person(city, happens(city, 0.03));
		if (happens(city, 0.003))
			redirect(city, person);
		if (happens(city, 0.01))
			end_stay_here(city, person, RESIDENT_MOVED_OUT);
	}
	for (size_t i = 0; i < residents / 1000; i++)
		protect(city, anybody(city));
}

/* ---- a night ---- */

static void alarm(void *context, const char *message)
{
	struct city *city = context;
	city->alarms++;
	snprintf(city->said, sizeof city->said, "%s", message);
}

static struct person *person_of(struct city *city, const char *id)
{
	return &city->people[strtoul(id, NULL, 10) - 1];
}

static struct known_due *list_known(struct city *city, struct arena *arena, size_t *count)
{
	struct known_due *known = arena_alloc(arena, city->count * (KNOWN_MAX / 2) * sizeof *known);
	*count = 0;
	for (struct person *person = city->people; person < city->people + city->count; person++)
		for (size_t i = 0; i < person->known_count; i++)
			if (person->known[i].state == DUE_OPEN ||
				person->known[i].expires >= city->day)
				known[(*count)++] = person->known[i];
	return known;
}

/* In order of document, then expiry; those that are over give way. */
static void keep_due(struct city *city, const char *id, const struct reconciled_due *due)
{
	struct person *person = person_of(city, id);
	struct known_due kept = {.resident = person->id,
		.document = due->document,
		.expires = due->decision.expires,
		.matter = due->decision.matter,
		.state = due->state,
		.wave = due->decision.wave,
		.outcome = due->decision.outcome,
		.reason = due->decision.reason,
		.first_visit = DAY_NONE,
		.visit = DAY_NONE,
		.posted = DAY_NONE};
	if (due->settles || (due->known != NULL && due->known->settled_first)) {
		kept.settled_first = kept.printed = true;
		kept.notice = kept.first = "26-000001-3";
		kept.uid = kept.first_uid = "";
		kept.posted = due->settles ? city->day : due->known->posted;
	}
	size_t used = 0;
	for (size_t i = 0; i < person->known_count; i++) {
		const struct known_due *old = &person->known[i];
		bool same = old->document == kept.document && old->expires == kept.expires;
		if (!same && (old->state == DUE_OPEN || old->expires >= city->day))
			person->known[used++] = *old;
	}
	assert_true(used < KNOWN_MAX);
	size_t at = used;
	for (; at > 0 && (person->known[at - 1].document > kept.document ||
				 (person->known[at - 1].document == kept.document &&
					 person->known[at - 1].expires > kept.expires));
		at--)
		person->known[at] = person->known[at - 1];
	person->known[at] = kept;
	person->known_count = used + 1;
}

static void commit_night(struct city *city, const struct reconciliation *reconciliation)
{
	for (size_t i = 0; i < reconciliation->closed_count; i++) {
		const struct reconciled_closed *closed = &reconciliation->closed[i];
		struct person *person = person_of(city, closed->known->resident);
		for (size_t k = 0; k < person->known_count; k++)
			if (person->known[k].document == closed->known->document &&
				person->known[k].expires == closed->known->expires)
				person->known[k].state = closed->state;
	}
	for (size_t i = 0; i < reconciliation->person_count; i++)
		for (size_t k = 0; k < reconciliation->people[i]->count; k++)
			keep_due(city, reconciliation->people[i]->recipient.resident,
				&reconciliation->people[i]->dues[k]);
}

/* What a mistake of the export makes of a resident; NULL for none. */
typedef void mistake(struct resident *resident);

/* The night as the program would judge it; committed unless a mistake is tried. */
static void run_night(struct city *city, mistake *make_mistake)
{
	static const struct circumstances nothing;
	struct arena *arena = arena_open();
	struct night_job job = {.office = city->office,
		.day = city->day,
		.limits_warn = true,
		.warn = alarm,
		.context = city};
	const struct knowledge knowledge = {.latest.found = city->nights > 0};
	struct limits_watch watch = {.job = &job, .arena = arena, .knowledge = &knowledge};
	struct layer_counts *layers = layer_counts_open(city->office, city->day, arena);
	size_t known_count;
	struct known_due *known = list_known(city, arena, &known_count);
	struct reconcile *reconcile =
		reconcile_open(city->office, city->day, known, known_count, arena);
	long read = 0, aside = 0, now[LAYERS];
	for (struct person *person = city->people; person < city->people + city->count; person++) {
		struct resident resident = person->resident;
		struct ruling ruling;
		if (person->hidden)
			continue;
		read++;
		if (make_mistake != NULL)
			make_mistake(&resident);
		if (person->broken) {
			aside++;
			reconcile_aside(reconcile, resident.id);
			continue;
		}
		layer_counts_take(layers, &resident);
		rules_decide(&resident, city->office, city->day, &nothing, &ruling);
		if (reconcile_concerns(reconcile, &resident, &ruling))
			reconcile_resident(reconcile, &resident, &ruling);
	}
	struct reconciliation reconciliation;
	struct upheaval upheaval;
	reconcile_finish(reconcile, &reconciliation);
	layer_counts_get(layers, now);
	upheaval_count(known, known_count, &reconciliation, city->day,
		city->office->limits.moved_days, &upheaval);
	if (bound_passed(&city->office->limits.aside, aside, read))
		alarm(city, "residents-aside");
	upheavals_layers(&watch, city->before, now);
	upheavals_dues(&watch, &upheaval);
	upheavals_letters(&watch, &upheaval, read);
	if (make_mistake == NULL) {
		commit_night(city, &reconciliation);
		memcpy(city->before, now, sizeof now);
		city->nights++;
		city->most_open = upheaval.open > city->most_open ? upheaval.open : city->most_open;
	}
	arena_close(arena);
}

/* ---- mistakes ---- */

static void forget_protection(struct resident *resident)
{
	resident->protection = PROTECTION_NONE;
}

static void forget_moves(struct resident *resident)
{
	resident->leaving = DAY_NONE;
}

static void forget_renewals(struct resident *resident)
{
	resident->renewal = DAY_NONE;
}

static void forget_cards(struct resident *resident)
{
	resident->card.present = false;
	resident->certificate[0].present = resident->certificate[1].present = false;
}

static void bury(struct resident *resident)
{
	resident->state = RESIDENT_DECEASED;
}

static void resurrect(struct resident *resident)
{
	resident->state = RESIDENT_PRESENT;
}

static void shift_dates(struct resident *resident)
{
	resident->card.expires++;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].expires++;
}

static void put_off_dates(struct resident *resident)
{
	resident->card.expires += 365;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].expires += 365;
}

static void forget_postal(struct resident *resident)
{
	resident->address.postal = "0000000";
}

static void one_address(struct resident *resident)
{
	resident->address.lines = "春日井市";
}

static void one_language(struct resident *resident)
{
	if (resident->language != NULL)
		resident->language = "en";
}

static void protect_all(struct resident *resident)
{
	resident->protection = PROTECTION_ACTIVE;
}

static void send_all_away(struct resident *resident)
{
	resident->leaving = resident->card.expires;
}

static void make_mistakes(struct city *city)
{
	static const struct {
		mistake *make;
		enum layer of; /* there must be a handful for it to be missed */
		const char *what;
	} mistakes[] = {
		{forget_protection, LAYER_PROTECTION, "protection is forgotten"},
		{forget_moves, LAYER_LEAVING, "announced moves are forgotten"},
		{forget_renewals, LAYER_RENEWAL, "renewals are forgotten"},
		{forget_cards, LAYER_RESIDENTS, "nobody has a document"},
		{bury, LAYER_RESIDENTS, "everybody is dead"},
		{resurrect, LAYER_GONE, "nobody is dead or gone"},
		{shift_dates, LAYER_RESIDENTS, "dates are off by a day"},
		{put_off_dates, LAYER_RESIDENTS, "dates are off by a year"},
		{forget_postal, LAYER_RESIDENTS, "there are no postal codes"},
		{one_address, LAYER_RESIDENTS, "all live at one address"},
		{one_language, LAYER_LANGUAGE_OTHER, "all speak one language"},
		{protect_all, LAYER_RESIDENTS, "everybody is protected"},
		{send_all_away, LAYER_RESIDENTS, "everybody leaves"},
	};
	for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
		if (city->before[mistakes[i].of] < 10)
			continue;
		city->alarms = 0;
		run_night(city, mistakes[i].make);
		if (city->alarms == 0)
			fail_msg("%zu residents, and no alarm when %s", city->count,
				mistakes[i].what);
	}
}

/* ---- */

static void live(size_t residents, int nights, uint64_t seed)
{
	struct arena *arena = arena_open();
	struct office office;
	struct fault why = {0};
	char date[CIVIL_DATE_BYTES];
	if (!office_read("cron/kasugai.xml", arena, &office, &why))
		fail_msg("%s", why.message);
	struct city city = {
		.office = &office, .arena = arena, .chance = seed * 0x9E3779B97F4A7C15u};
	city.day = civil_day(2026, 11, 24);
	for (int layer = 0; layer < LAYERS; layer++)
		city.before[layer] = LAYER_UNKNOWN;
	found_city(&city, residents);
	for (int off = 0; city.nights < nights; city.day++) {
		live_day(&city);
		if (off == 0 && city.nights > 0 && happens(&city, 0.03))
			off = between(&city, 1, 10);
		if (off > 0) {
			off--;
			continue;
		}
		run_night(&city, NULL);
		if (city.alarms > 0)
			fail_msg("a city of %zu, seed %llu, night of %s: %s", residents,
				(unsigned long long)seed, civil_format(city.day, date), city.said);
	}
	printf("%zu residents, seed %llu: %ld nights, no alarm; at most %ld with open dues\n",
		residents, (unsigned long long)seed, city.nights, city.most_open);
	make_mistakes(&city);
	free(city.people);
	free(city.addresses);
	free(city.households);
	arena_close(arena);
}

static bool whole(void)
{
	const char *all = getenv("KIGEN_FALSE_ALARMS");
	return all != NULL && strcmp(all, "all") == 0;
}

static void test_village(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= (whole() ? 20 : 1); seed++)
		live(3000, 400, seed);
}

static void test_city(void **state)
{
	(void)state;
	if (whole())
		live(310000, 400, 1);
	else
		live(20000, 70, 1); /* to the address reform, and past it */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_village),
		cmocka_unit_test(test_city),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
