#include "document/free_busy.h"

#include "base/arena.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Two counters on the 14th of December 2026 and the day after, on which nothing is offered; the
 * bytes of both files. That others read them is test_places.py's. */

static const struct slot slots[] = {{.start = 540, .end = 570, .desks = 2},
	{.start = 570, .end = 600, .desks = 2}, {.start = 600, .end = 630, .desks = 2},
	{.start = 1410, .end = 1440, .desks = 1}};
static const struct counter_day days[] = {{.slots = slots, .slot_count = 4}, {0}, {0}, {0}};

static char *written(const struct free_busy *places, bool calendar, struct arena *arena)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&bytes, &length);
	if (calendar)
		free_busy_calendar(stream, places, 1795564800LL + 3723, arena);
	else
		free_busy_csv(stream, places, arena);
	fclose(stream);
	char *copy = arena_text(arena, bytes, length);
	free(bytes);
	return copy;
}

static struct free_busy places_of(struct office *office, struct calendar *calendar,
	const struct free_visit *visits, size_t count)
{
	day_number day = civil_day(2026, 12, 14);
	*office = sample_office();
	office->counter_count = 2;
	*calendar = (struct calendar){day, day + 1, 2, days, NULL};
	return (struct free_busy){office, calendar, day, day + 1, 1, visits, count};
}

static void test_files(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct office office;
	struct calendar calendar;
	day_number day = civil_day(2026, 12, 14);
	/* At nine half an hour or, with the next slot, an hour; the other counter's is not asked
	 * for in the calendar. */
	const struct free_visit visits[] = {{day, 0, 540, 570, 1, 1u << MATTER_CARD},
		{day, 0, 540, 600, 1, 1u << MATTER_STAY | 1u << MATTER_SIGNATURE},
		{day, 1, 540, 570, 2, MATTERS_ALL}, {day, 0, 1410, 1440, 1, 1u << MATTER_CARD}};
	struct free_busy places = places_of(&office, &calendar, visits, 4);
	const char *table = written(&places, false, arena);
	assert_non_null(strstr(table, "\xEF\xBB\xBF"
				      "counter,day,starts,ends,minutes,free,matters\r\n"));
	assert_non_null(strstr(table, ",2026-12-14,09:00,09:30,30,1,card\r\n"));
	assert_non_null(strstr(table, ",2026-12-14,09:00,10:00,60,1,signature stay\r\n"));
	assert_non_null(strstr(table, ",2026-12-14,23:30,24:00,30,1,card\r\n"));
	const char *text = written(&places, true, arena);
	assert_non_null(strstr(text, "DTSTAMP:20261125T010203Z\r\n"));
	assert_non_null(strstr(text, "DTSTART:20261213T150000Z\r\nDTEND:20261215T150000Z\r\n"));
	assert_non_null(strstr(text,
		"FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261213T150000Z/20261214T000000Z\r\n"
		"FREEBUSY;FBTYPE=FREE:20261214T000000Z/20261214T003000Z\r\n"
		"FREEBUSY;FBTYPE=FREE:20261214T000000Z/20261214T010000Z\r\n"
		"FREEBUSY;FBTYPE=BUSY:20261214T010000Z/20261214T013000Z\r\n"
		"FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261214T013000Z/20261214T143000Z\r\n"
		"FREEBUSY;FBTYPE=FREE:20261214T143000Z/20261214T150000Z\r\n"
		"FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261214T150000Z/20261215T150000Z\r\n"
		"END:VFREEBUSY\r\nEND:VCALENDAR\r\n"));
	arena_close(arena);
}

/* Nothing is free: all of it is busy, adjoining slots in one. */
static void test_nothing_free(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct office office;
	struct calendar calendar;
	struct free_busy places = places_of(&office, &calendar, NULL, 0);
	places.counters = 3;
	const char *text = written(&places, true, arena);
	assert_null(strstr(text, "FBTYPE=FREE"));
	assert_non_null(strstr(text, "FREEBUSY;FBTYPE=BUSY:20261214T000000Z/20261214T013000Z\r\n"));
	assert_non_null(strstr(text,
		"FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261213T150000Z/20261215T150000Z\r\n"
		"END:VFREEBUSY\r\nEND:VCALENDAR\r\n"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_nothing_free),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
