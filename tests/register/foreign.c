#include "register/city.h"
#include "register/papers.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Who lives in the city from where, and as what; shares in percent, after the immigration
 * agency's tables of foreign residents for cities of the region. */
static const int tongue_shares[TONGUES] = {
	[TONGUE_PORTUGUESE] = 19,
	[TONGUE_CHINESE] = 15,
	[TONGUE_VIETNAMESE] = 19,
	[TONGUE_ENGLISH] = 6,
	[TONGUE_KOREAN] = 11,
	[TONGUE_SPANISH] = 5,
	[TONGUE_TAGALOG] = 13,
	[TONGUE_NEPALI] = 5,
	[TONGUE_INDONESIAN] = 4,
	[TONGUE_THAI] = 1,
	[TONGUE_BURMESE] = 2,
};

enum { STATUSES_LISTED = 8 };

struct status_share {
	enum stay_status status;
	int share;
};

static const struct status_share status_shares[TONGUES][STATUSES_LISTED] = {
	{{STAY_PERMANENT, 60}, {STAY_LONG_TERM, 30}, {STAY_SPOUSE, 5},
		{STAY_SPOUSE_OF_PERMANENT, 4}, {STAY_DESIGNATED, 1}},
	{{STAY_PERMANENT, 46}, {STAY_ENGINEER, 18}, {STAY_TECHNICAL_INTERN, 8}, {STAY_STUDENT, 9},
		{STAY_SPOUSE, 7}, {STAY_LONG_TERM, 5}, {STAY_HIGHLY_SKILLED_1, 4},
		{STAY_HIGHLY_SKILLED_2, 3}},
	{{STAY_TECHNICAL_INTERN, 31}, {STAY_ENGINEER, 27}, {STAY_SPECIFIED_SKILLED_1, 20},
		{STAY_STUDENT, 7}, {STAY_PERMANENT, 9}, {STAY_DESIGNATED, 3}, {STAY_SPOUSE, 2},
		{STAY_SPECIFIED_SKILLED_2, 1}},
	{{STAY_PERMANENT, 30}, {STAY_ENGINEER, 26}, {STAY_INSTRUCTOR, 12}, {STAY_SPOUSE, 10},
		{STAY_STUDENT, 9}, {STAY_BUSINESS_MANAGER, 6}, {STAY_PROFESSOR, 4},
		{STAY_INTRA_COMPANY, 3}},
	{{STAY_SPECIAL_PERMANENT, 61}, {STAY_PERMANENT, 24}, {STAY_ENGINEER, 6}, {STAY_SPOUSE, 4},
		{STAY_STUDENT, 3}, {STAY_RELIGION, 1}, {STAY_TRANSITIONAL_NATIONALITY, 1}},
	{{STAY_PERMANENT, 70}, {STAY_LONG_TERM, 24}, {STAY_SPOUSE_OF_PERMANENT, 4},
		{STAY_SPOUSE, 2}},
	{{STAY_PERMANENT, 54}, {STAY_LONG_TERM, 19}, {STAY_SPOUSE, 9}, {STAY_TECHNICAL_INTERN, 7},
		{STAY_SPECIFIED_SKILLED_1, 6}, {STAY_ENGINEER, 4}, {STAY_NURSING_CARE, 1}},
	{{STAY_ENGINEER, 34}, {STAY_STUDENT, 28}, {STAY_SKILLED_LABOR, 16},
		{STAY_SPECIFIED_SKILLED_1, 12}, {STAY_PERMANENT, 8}, {STAY_BUSINESS_MANAGER, 2}},
	{{STAY_TECHNICAL_INTERN, 46}, {STAY_SPECIFIED_SKILLED_1, 33}, {STAY_ENGINEER, 8},
		{STAY_PERMANENT, 9}, {STAY_SPOUSE, 4}},
	{{STAY_PERMANENT, 46}, {STAY_SPOUSE, 20}, {STAY_TECHNICAL_INTERN, 20},
		{STAY_SKILLED_LABOR, 14}},
	{{STAY_SPECIFIED_SKILLED_1, 32}, {STAY_TECHNICAL_INTERN, 28}, {STAY_ENGINEER, 24},
		{STAY_STUDENT, 9}, {STAY_DESIGNATED, 4}, {STAY_PROVISIONAL, 2},
		{STAY_TEMPORARY_REFUGE, 1}},
};

/* How a status lives: age range, periods granted (months), the longest time since arrival
 * (years), whether a family comes along and as what. */
struct way_of_life {
	enum stay_status status;
	int age_low, age_high;
	int periods[3]; /* months; one of them */
	int years;
	int family_percent;
	enum stay_status family;
};

static const struct way_of_life ways[] = {
	{STAY_PERMANENT, 27, 72, {0, 0, 0}, 30, 34, STAY_PERMANENT},
	{STAY_SPECIAL_PERMANENT, 20, 88, {0, 0, 0}, 0, 0, STAY_SPECIAL_PERMANENT},
	{STAY_HIGHLY_SKILLED_2, 30, 50, {0, 0, 0}, 10, 50, STAY_DEPENDENT},
	{STAY_HIGHLY_SKILLED_1, 26, 45, {60, 60, 60}, 5, 45, STAY_DEPENDENT},
	{STAY_LONG_TERM, 18, 66, {12, 36, 60}, 20, 30, STAY_LONG_TERM},
	{STAY_SPOUSE, 22, 58, {12, 36, 60}, 15, 0, STAY_SPOUSE},
	{STAY_SPOUSE_OF_PERMANENT, 20, 50, {12, 36, 60}, 12, 0, STAY_SPOUSE_OF_PERMANENT},
	{STAY_ENGINEER, 22, 44, {12, 36, 60}, 8, 28, STAY_DEPENDENT},
	{STAY_SKILLED_LABOR, 24, 52, {12, 36, 36}, 10, 40, STAY_DEPENDENT},
	{STAY_BUSINESS_MANAGER, 30, 60, {12, 12, 36}, 8, 45, STAY_DEPENDENT},
	{STAY_PROFESSOR, 30, 64, {36, 60, 60}, 8, 45, STAY_DEPENDENT},
	{STAY_INSTRUCTOR, 23, 48, {12, 36, 36}, 6, 10, STAY_DEPENDENT},
	{STAY_INTRA_COMPANY, 26, 48, {12, 36, 36}, 3, 35, STAY_DEPENDENT},
	{STAY_NURSING_CARE, 23, 40, {12, 36, 60}, 6, 15, STAY_DEPENDENT},
	{STAY_RELIGION, 28, 62, {12, 36, 60}, 8, 30, STAY_DEPENDENT},
	{STAY_SPECIFIED_SKILLED_2, 25, 45, {12, 36, 36}, 8, 30, STAY_DEPENDENT},
	{STAY_SPECIFIED_SKILLED_1, 20, 38, {12, 12, 36}, 5, 0, STAY_SPECIFIED_SKILLED_1},
	{STAY_TECHNICAL_INTERN, 18, 34, {12, 12, 24}, 3, 0, STAY_TECHNICAL_INTERN},
	{STAY_STUDENT, 18, 29, {15, 24, 51}, 4, 0, STAY_STUDENT},
	{STAY_DESIGNATED, 19, 40, {6, 12, 12}, 3, 0, STAY_DESIGNATED},
	{STAY_PROVISIONAL, 19, 50, {6, 6, 6}, 2, 0, STAY_PROVISIONAL},
	{STAY_TEMPORARY_REFUGE, 19, 50, {6, 6, 6}, 1, 0, STAY_TEMPORARY_REFUGE},
	{STAY_TRANSITIONAL_NATIONALITY, 20, 70, {2, 2, 2}, 0, 0, STAY_TRANSITIONAL_NATIONALITY},
};

/* A person from abroad before papers. */
struct newcomer {
	enum tongue tongue;
	enum stay_status status;
	const struct name *family;
	int age;
	bool woman;
	day_number until; /* DAY_NONE: no period */
	bool pending;
	day_number arrived; /* DAY_NONE: always here */
};

static const struct way_of_life *way_of(enum stay_status status)
{
	for (size_t i = 0; i < COUNT(ways); i++)
		if (ways[i].status == status)
			return &ways[i];
	return &ways[0];
}

static enum stay_status status_draw(struct chance *chance, enum tongue tongue)
{
	int shares[STATUSES_LISTED];
	for (size_t i = 0; i < STATUSES_LISTED; i++)
		shares[i] = status_shares[tongue][i].share;
	return status_shares[tongue][chance_weighted(chance, shares, STATUSES_LISTED)].status;
}

/* The present period's end: somewhere between now and the longest grant. In the last three months
 * many have asked for the next one; some wait past the end (特例期間, at most two months). */
static void period_draw(struct city *city, struct newcomer *who, const struct way_of_life *way)
{
	struct chance *chance = &city->chance;
	who->until = DAY_NONE;
	who->pending = false;
	if (!stay_has_period(who->status))
		return;
	int months = way->periods[chance_below(chance, 3)];
	day_number last = civil_add_months(city->as_of, months);
	who->until = chance_between(chance, city->as_of + 1, last);
	if (who->until > city->as_of + 80)
		return;
	who->pending = chance_hits(chance, 4500);
	if (who->pending && chance_hits(chance, 2500))
		who->until = city->as_of - chance_between(chance, 0, 55);
}

static void alias_draw(struct city *city, struct resident *resident, const struct newcomer *who)
{
	struct chance *chance = &city->chance;
	bool long_here = !stay_has_period(who->status);
	bool east_asian = who->tongue == TONGUE_KOREAN || who->tongue == TONGUE_CHINESE;
	uint32_t share = who->status == STAY_SPECIAL_PERMANENT ? 8500
			 : long_here && east_asian             ? 3500
			 : long_here                           ? 700
							       : 150;
	if (!chance_hits(chance, share))
		return;
	resident->alias = arena_print(city->arena, "%s %s", name_family(chance)->text,
		name_given(chance, who->woman, resident->born.date.year)->text);
	resident->alias_used = chance_hits(chance, 7000);
}

static void newcomer_write(
	struct city *city, const struct household *household, const struct newcomer *who)
{
	struct chance *chance = &city->chance;
	if (city->written >= city->wanted)
		return;
	day_number born = birth_draw(city, who->age);
	struct resident resident = {
		.id = city_resident_id(city),
		.household = household->id,
		.born = birth_of(city->arena, born),
		.has_address = true,
		.address = household->address,
		.leaving = household->leaving_on,
		.protection = household->protection_state,
		.card = {.applied = DAY_NONE},
		.stay = {.present = true,
			.status = who->status,
			.until = who->until,
			.pending = who->pending},
		.renewal = DAY_NONE,
	};
	resident_name(
		city, &resident, who->family, name_foreign_given(chance, who->tongue, who->woman));
	if (who->status == STAY_SPECIAL_PERMANENT ? chance_hits(chance, 500)
						  : chance_hits(chance, 9300))
		resident.language = tongue_tags[who->tongue];
	alias_draw(city, &resident, who);
	papers_issue(&resident, born, who->arrived, city->as_of, chance);
	resident_mishaps(city, &resident, born);
	city->foreigners++;
	city_write(city, &resident);
}

/* Husband or wife, and children up to the age at which they leave. */
static void family_write(struct city *city, const struct household *household,
	const struct newcomer *head, const struct way_of_life *way)
{
	struct chance *chance = &city->chance;
	struct newcomer member = *head;
	member.status = way->family;
	if (stay_has_period(way->family) && head->until == DAY_NONE)
		period_draw(city, &member, way_of(STAY_ENGINEER));
	member.woman = !head->woman;
	member.family = name_foreign_family(chance, head->tongue);
	member.age = head->age + chance_between(chance, -4, 4);
	if (member.age < 18)
		member.age = 18;
	newcomer_write(city, household, &member);
	member.family = head->family;
	int children = (int)chance_below(chance, 3);
	for (int i = 0; i < children; i++) {
		int oldest = head->age - 21;
		if (oldest < 0)
			return;
		member.age = chance_between(chance, 0, oldest < 19 ? oldest : 19);
		member.woman = chance_hits(chance, 4900);
		newcomer_write(city, household, &member);
	}
}

/* The Japanese half of a marriage. */
static void spouse_write(
	struct city *city, struct household *household, const struct newcomer *head)
{
	struct chance *chance = &city->chance;
	if (city->written >= city->wanted)
		return;
	int age = head->age + chance_between(chance, -3, 9);
	day_number born = birth_draw(city, age < 20 ? 20 : age);
	struct resident resident = {
		.id = city_resident_id(city),
		.household = household->id,
		.born = birth_of(city->arena, born),
		.has_address = true,
		.address = household->address,
		.leaving = household->leaving_on,
		.protection = household->protection_state,
		.card = {.applied = DAY_NONE},
		.stay = {.until = DAY_NONE},
		.renewal = DAY_NONE,
	};
	resident_name(city, &resident, household->family,
		name_given(chance, !head->woman, resident.born.date.year));
	papers_issue(&resident, born, DAY_NONE, city->as_of, chance);
	resident_mishaps(city, &resident, born);
	city_write(city, &resident);
}

void foreign_household(struct city *city)
{
	struct chance *chance = &city->chance;
	struct household household = household_open(city, chance_hits(chance, 7500));
	struct newcomer head = {.woman = chance_hits(chance, 4800)};
	head.tongue = (enum tongue)chance_weighted(chance, tongue_shares, TONGUES);
	head.status = status_draw(chance, head.tongue);
	head.family = name_foreign_family(chance, head.tongue);
	const struct way_of_life *way = way_of(head.status);
	head.age = chance_between(chance, way->age_low, way->age_high);
	head.arrived = way->years == 0
			       ? DAY_NONE
			       : city->as_of - chance_between(chance, 40, 40 + 365 * way->years);
	period_draw(city, &head, way);
	if (head.status == STAY_SPOUSE || (head.status == STAY_SPECIAL_PERMANENT && head.age > 25 &&
						  chance_hits(chance, 5000)))
		spouse_write(city, &household, &head);
	newcomer_write(city, &household, &head);
	if (chance_below(chance, 100) < (uint32_t)way->family_percent)
		family_write(city, &household, &head, way);
}
