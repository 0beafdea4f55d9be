#include "register/city.h"
#include "register/papers.h"

/* Thousands of people by age, 0 to 107 and over: the shape of the statistics bureau's estimates
 * for the middle of the 2020s (the dip at 60 is the year of the fire horse, 1966; the peaks are the
 * two baby booms). */
static const int pyramid[AGES] = {680, 690, 730, 770, 815, 840, 870, 920, 950, 985, 1010, 1015,
	1040, 1050, 1060, 1080, 1075, 1090, 1095, 1100, 1120, 1150, 1170, 1190, 1220, 1250, 1270,
	1280, 1280, 1280, 1290, 1290, 1270, 1265, 1270, 1280, 1300, 1330, 1360, 1380, 1410, 1440,
	1460, 1480, 1510, 1540, 1600, 1660, 1720, 1780, 1840, 1920, 2000, 2020, 1980, 1930, 1890,
	1840, 1810, 1790, 1400, 1690, 1610, 1570, 1530, 1510, 1480, 1490, 1450, 1400, 1430, 1470,
	1490, 1560, 1640, 1730, 1880, 2000, 1980, 1890, 1150, 1050, 1290, 1300, 1260, 1150, 1000,
	870, 850, 780, 690, 610, 530, 450, 380, 310, 245, 190, 140, 100, 45, 28, 16, 10, 6, 3, 2,
	1};

/* An age that the city is short of: of a few thrown from the pyramid the one least filled. What
 * families bring with them evens out that way. */
static int age_draw(struct city *city)
{
	int best = 0;
	long least = 0;
	for (int i = 0; i < 6; i++) {
		int age = (int)chance_weighted(&city->chance, pyramid, AGES);
		long filled = (city->ages[age] + 1) * 100000 / pyramid[age];
		if (i == 0 || filled < least) {
			best = age;
			least = filled;
		}
	}
	return best;
}

/* One member: name, birth, papers, whatever befell them. */
static void member(struct city *city, const struct household *household, int age, bool woman)
{
	if (age < 0 || city->written >= city->wanted)
		return;
	if (age >= AGES)
		age = AGES - 1;
	day_number born = birth_draw(city, age);
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
		name_given(&city->chance, woman, resident.born.date.year));
	resident.ward = chance_hits(&city->chance, age >= 75 ? 45 : age >= 20 ? 4 : 0);
	papers_issue(&resident, born, DAY_NONE, city->as_of, &city->chance);
	resident_mishaps(city, &resident, born);
	city->ages[age]++;
	city_write(city, &resident);
}

static void couple(struct city *city, const struct household *household, int age, bool woman)
{
	member(city, household, age, woman);
	int other = age + chance_between(&city->chance, -4, 4) + (woman ? 2 : -2);
	member(city, household, other < 18 ? 18 : other, !woman);
}

static bool woman_draw(struct city *city, int age)
{
	return chance_hits(&city->chance, age >= 85 ? 7000 : age >= 75 ? 5700 : 4950);
}

/* Parents (one in eight alone), the child that was short, brothers and sisters, now and then a
 * grandparent. */
static void family(struct city *city, const struct household *household, int child)
{
	struct chance *chance = &city->chance;
	int mother = child + chance_between(chance, 24, 36);
	if (chance_hits(chance, 8800))
		couple(city, household, mother, true);
	else
		member(city, household, mother, true);
	member(city, household, child, chance_hits(chance, 4870));
	if (chance_hits(chance, 5600))
		member(city, household, child + (chance_hits(chance, 5000) ? 3 : -3),
			chance_hits(chance, 4870));
	if (chance_hits(chance, 1500))
		member(city, household, child + (chance_hits(chance, 5000) ? 5 : -5),
			chance_hits(chance, 4870));
	if (chance_hits(chance, 700))
		member(city, household, mother + chance_between(chance, 25, 33),
			chance_hits(chance, 7000));
}

enum shape { ALONE, COUPLE, WITH_PARENT, COUPLE_AND_CHILD, WITH_CHILD, AT_PARENTS, SHAPES };

static const struct {
	int below; /* age */
	int shares[SHAPES];
} shapes[] = {
	{29, {48, 10, 0, 0, 0, 42}},
	{45, {52, 24, 10, 0, 0, 14}},
	{65, {42, 26, 13, 17, 2, 0}},
	{85, {36, 42, 0, 12, 10, 0}},
	{200, {52, 18, 0, 4, 26, 0}},
};

void japanese_household(struct city *city)
{
	struct chance *chance = &city->chance;
	int age = age_draw(city);
	struct household household =
		household_open(city, chance_hits(chance, age < 40 ? 5600 : 3000));
	if (age < 19) {
		family(city, &household, age);
		return;
	}
	size_t row = 0;
	while (age >= shapes[row].below)
		row++;
	bool woman = woman_draw(city, age);
	switch ((enum shape)chance_weighted(chance, shapes[row].shares, SHAPES)) {
	case ALONE:
		member(city, &household, age, woman);
		break;
	case COUPLE:
		couple(city, &household, age, woman);
		break;
	case WITH_PARENT:
		member(city, &household, age, woman);
		member(city, &household, age + chance_between(chance, 24, 33),
			chance_hits(chance, 6500));
		break;
	case COUPLE_AND_CHILD:
		couple(city, &household, age, woman);
		member(city, &household, age - chance_between(chance, 25, 33),
			chance_hits(chance, 4500));
		break;
	case WITH_CHILD:
		member(city, &household, age, woman);
		member(city, &household, age - chance_between(chance, 24, 33),
			chance_hits(chance, 4500));
		break;
	default:
		family(city, &household, age);
		break;
	}
}
