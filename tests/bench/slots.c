/* How good and how quick decide/visits/slots.h is at the default office: nights of made-up
 * requests, first as the earliest place at the home counter, then by the office's wishes without
 * and with households. Bound: as many as can be placed at all. Nothing is asserted, but that the
 * bound is met. usage: slots OFFICE.xml */
#include "made_night.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static const struct slot *slot_of(const struct night *night, const struct slot_answer *answer)
{
	const struct counter_day *day =
		calendar_day(&night->calendar, answer->day, (size_t)answer->counter);
	const struct slot *slot = day->slots;
	while (slot->start != answer->starts)
		slot++;
	return slot;
}

static int days_off(const struct slot_request *request, day_number day)
{
	if (day < request->wished_from)
		return request->wished_from - day;
	return day > request->wished_until ? day - request->wished_until : 0;
}

/* The mean of (share of a counter's day that is given - the mean share)², over days on which there
 * is anything, in thousandths: 0 is even. */
static double unevenness(const struct night *night)
{
	double sum = 0, squares = 0;
	int rows = 0;
	for (day_number day = night->first + 7; day < night->first + DAYS; day++)
		for (size_t counter = 0; counter < night->calendar.counter_count; counter++) {
			const struct counter_day *row =
				calendar_day(&night->calendar, day, counter);
			int offered = 0, given = 0;
			for (size_t i = 0; i < row->slot_count; i++)
				offered += row->slots[i].desks;
			for (size_t i = 0; offered > 0 && i < night->count; i++)
				given += night->answers[i].placed && night->answers[i].day == day &&
							 night->answers[i].counter == (int)counter
						 ? 1
						 : 0;
			if (offered == 0)
				continue;
			double share = (double)given / offered;
			sum += share;
			squares += share * share;
			rows++;
		}
	double mean = sum / rows;
	return 1000 * (squares / rows - mean * mean);
}

/* Members of a household who come at its time or directly before or after another of it. */
static void count_together(const struct night *night, long *together, long *members)
{
	for (size_t i = 0; i < night->count; i++) {
		const struct slot_answer *one = &night->answers[i];
		bool any = false, near = false;
		for (size_t k = i > 4 ? i - 4 : 0; k < i + 5 && k < night->count; k++) {
			const struct slot_answer *other = &night->answers[k];
			if (k == i || !one->placed || !other->placed ||
				strcmp(night->requests[i].household,
					night->requests[k].household) != 0)
				continue;
			any = true;
			near = near ||
			       (one->day == other->day && one->counter == other->counter &&
				       one->starts <= other->ends && other->starts <= one->ends);
		}
		*members += any ? 1 : 0;
		*together += near ? 1 : 0;
	}
}

static long assign(struct night *night, const struct wishes *wishes, double *seconds)
{
	struct arena *arena = arena_open();
	struct slot_shortages shortages = {0};
	long placed = 0;
	night->office.wishes = *wishes;
	clock_t before = clock();
	const struct slot_round round = {.office = &night->office,
		.calendar = &night->calendar,
		.requests = night->requests,
		.count = night->count};
	slots_assign(&round, arena, night->answers, &shortages);
	*seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
	for (size_t i = 0; i < night->count; i++)
		placed += night->answers[i].placed ? 1 : 0;
	arena_close(arena);
	return placed;
}

static void report(struct night *night, const char *name, const struct wishes *wishes, long bound)
{
	double seconds;
	long placed = assign(night, wishes, &seconds);
	long home = 0, off = 0, working = 0, work_suits = 0, school = 0, school_suits = 0;
	long together = 0, members = 0, others_kept = 0;
	for (size_t i = 0; i < night->count; i++) {
		const struct slot_request *request = &night->requests[i];
		const struct slot_answer *answer = &night->answers[i];
		if (!answer->placed)
			continue;
		age_set suits = slot_of(night, answer)->suits;
		home += answer->counter == request->home ? 1 : 0;
		off += days_off(request, answer->day);
		working += request->age == AGE_WORKING ? 1 : 0;
		work_suits += request->age == AGE_WORKING && (suits >> AGE_WORKING & 1) ? 1 : 0;
		school += request->age == AGE_SCHOOL ? 1 : 0;
		school_suits += request->age == AGE_SCHOOL && (suits >> AGE_SCHOOL & 1) ? 1 : 0;
		others_kept += request->age == AGE_OTHER && (suits >> AGE_WORKING & 1) ? 1 : 0;
	}
	count_together(night, &together, &members);
	printf("  %-34s placed %6ld of %6ld, home %5.1f %%, %5.1f days off, uneven %5.1f, "
	       "work suited %4.1f %% (%ld kept places to others), school %5.1f %%, together %5.1f "
	       "%%, %.2f s\n",
		name, placed, bound, 100.0 * (double)home / (double)placed,
		(double)off / (double)placed, unevenness(night),
		100.0 * (double)work_suits / (double)(working + !working), others_kept,
		100.0 * (double)school_suits / (double)(school + !school),
		100.0 * (double)together / (double)(members + !members), seconds);
	if (placed != bound)
		exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
	struct night night;
	if (argc < 2 || !open_night(&night, argv[1]))
		return EXIT_FAILURE;
	const struct calendar calendar = night.calendar;
	const struct wishes wishes = night.office.wishes, none = {0},
			    before = {.counter = wishes.counter};
	struct wishes alone = wishes;
	alone.apart = 0;
	const struct {
		const char *name;
		size_t count;
		int days, desks;
	} nights[] = {
		{"an ordinary night", 250, 3, 1},
		{"a first night of a small city", 5000, 75, 1},
		{"a first night of a city with six times the desks", 20000, 75, 6},
		{"a first night with more people than places", 100000, 75, 1},
		{"the same with six times the desks", 100000, 75, 6},
	};
	for (size_t i = 0; i < sizeof nights / sizeof nights[0]; i++) {
		double seconds;
		struct rusage usage;
		night.calendar = multiply_desks(&calendar, nights[i].desks, night.arena);
		make_requests(&night, nights[i].count, nights[i].days);
		long bound = assign(&night, &none, &seconds);
		printf("%s: %zu requests\n", nights[i].name, nights[i].count);
		report(&night, "home counter, earliest", &before, bound);
		report(&night, "wishes, everybody alone", &alone, bound);
		report(&night, "wishes and households", &wishes, bound);
		getrusage(RUSAGE_SELF, &usage);
		printf("  at most %ld MiB so far, the requests and answers among them\n",
			usage.ru_maxrss / 1024);
	}
	arena_close(night.arena);
	return EXIT_SUCCESS;
}
