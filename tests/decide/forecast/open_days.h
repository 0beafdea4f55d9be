#ifndef TESTS_DECIDE_FORECAST_OPEN_DAYS_H
#define TESTS_DECIDE_FORECAST_OPEN_DAYS_H

#include "base/arena.h"
#include "model/calendar.h"

/* A plain year: mail on Tuesdays, one counter, or some alike, open from Monday to Friday, two slots
 * of half an hour with one desk each. */

enum { OPEN_SLOTS = 2, OPEN_MINUTES = 30, OPEN_AT = 540 };

static inline struct calendar open_days_at(
	struct arena *arena, day_number from, day_number to, size_t counters)
{
	static struct slot slots[OPEN_SLOTS];
	size_t days = (size_t)(to - from) + 1;
	struct counter_day *rows = arena_alloc(arena, days * counters * sizeof *rows);
	bool *mailing = arena_alloc(arena, days * sizeof *mailing);
	for (int i = 0; i < OPEN_SLOTS; i++)
		slots[i] = (struct slot){OPEN_AT + i * OPEN_MINUTES,
			OPEN_AT + (i + 1) * OPEN_MINUTES, 1, MATTERS_ALL, 0, 0};
	for (size_t i = 0; i < days; i++) {
		enum weekday weekday = civil_weekday(from + (day_number)i);
		mailing[i] = weekday == TUESDAY;
		if (weekday == SATURDAY || weekday == SUNDAY)
			continue;
		for (size_t k = i * counters; k < (i + 1) * counters; k++) {
			rows[k].slots = slots;
			rows[k].slot_count = OPEN_SLOTS;
		}
	}
	return (struct calendar){from, to, counters, rows, mailing};
}

static inline struct calendar open_days(struct arena *arena, day_number from, day_number to)
{
	return open_days_at(arena, from, to, 1);
}

#endif
