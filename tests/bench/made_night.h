#ifndef TESTS_BENCH_MADE_NIGHT_H
#define TESTS_BENCH_MADE_NIGHT_H

#include "decide/visits/slots.h"
#include "intake/office/office_file.h"
#include "intake/office/opening_hours.h"

#include <stdint.h>
#include <stdio.h>

/* Nights of made-up requests at an office, the same each time. */

enum { DAYS = 90 };

struct night {
	struct office office;
	struct calendar calendar;
	struct slot_request *requests;
	struct slot_answer *answers;
	size_t count;
	day_number first;
	struct arena *arena;
};

static uint64_t draw_state = 20261124;

/* 0 to `below` - 1 (xorshift64*, S. Vigna). */
static inline int draw(int below)
{
	draw_state ^= draw_state >> 12;
	draw_state ^= draw_state << 25;
	draw_state ^= draw_state >> 27;
	return (int)((draw_state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)below);
}

/* Reads the office and expands its hours; says why not. */
static inline bool open_night(struct night *night, const char *path)
{
	struct fault why = {0};
	*night = (struct night){.arena = arena_open(), .first = civil_day(2026, 11, 24)};
	if (office_read(path, night->arena, &night->office, &why) &&
		hours_expand(&night->office, night->first, night->first + DAYS + 10, night->arena,
			&night->calendar, &why))
		return true;
	fprintf(stderr, "%s: %s\n", path, why.message);
	return false;
}

/* The same days with so many times the desks. */
static inline struct calendar multiply_desks(
	const struct calendar *calendar, int times, struct arena *arena)
{
	size_t rows = (size_t)(calendar->to - calendar->from + 1) * calendar->counter_count;
	struct counter_day *days = arena_alloc(arena, rows * sizeof *days);
	for (size_t i = 0; i < rows; i++) {
		days[i] = calendar->days[i];
		struct slot *slots = arena_alloc(arena, days[i].slot_count * sizeof *slots);
		for (size_t k = 0; k < days[i].slot_count; k++) {
			slots[k] = days[i].slots[k];
			slots[k].desks *= times;
		}
		days[i].slots = slots;
	}
	struct calendar multiplied = *calendar;
	multiplied.days = days;
	return multiplied;
}

/* Letters posted on the first day whose dues run out over `days` days from the 15th on; half of the
 * people in households of two to four whose dates lie close. */
static inline void make_requests(struct night *night, size_t count, int days)
{
	int household = 0, members = 0, expires = 0, home = 0;
	night->count = count;
	night->requests = arena_alloc(night->arena, count * sizeof *night->requests);
	night->answers = arena_alloc(night->arena, count * sizeof *night->answers);
	for (size_t i = 0; i < count; i++) {
		if (members-- <= 0) {
			members = draw(2) == 0 ? 0 : 1 + draw(3);
			household++;
			expires = 15 + draw(days);
			home = draw(10) < 6 ? 0 : 1 + draw(4);
		}
		int until = expires + draw(8) < DAYS ? expires + draw(5) : DAYS - 1;
		int from = until - 60 > 7 ? until - 60 : 7;
		bool stay = draw(10) == 0;
		night->requests[i] = (struct slot_request){
			.key = arena_print(night->arena, "%010zu", i),
			.from = night->first + from,
			.until = night->first + until,
			.slots = 1,
			.matters = (matter_set)(1u << (stay ? MATTER_STAY : MATTER_SIGNATURE)),
			.counters = UINT32_MAX,
			.home = home,
			.wishes_day = true,
			.wished_from = night->first + (stay ? until - (until - from) / 3 : 14),
			.wished_until = night->first + (stay ? until : 14),
			.age = draw(10) < 6   ? AGE_WORKING
			       : draw(4) == 0 ? AGE_SCHOOL
					      : AGE_OTHER,
			.household = arena_print(night->arena, "%09d", household),
		};
	}
}

#endif
