#include "document/calendars.h"

#include "base/arena.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The folder below counters/ as `find` sees it; what is in a file is held against the night's own
 * calendars by test_calendar.py. */

struct place {
	struct arena *arena;
	char *root;
	struct office office;
	struct night night;
};

static int make_place(void **state)
{
	struct arena *arena = arena_open();
	struct place *place = arena_alloc(arena, sizeof *place);
	place->arena = arena;
	place->root = arena_copy(arena, "/tmp/calendars-XXXXXX");
	place->office = sample_office();
	place->office.counter_count = 2;
	place->night = (struct night){.day = 20000};
	assert_non_null(mkdtemp(place->root));
	*state = place;
	return 0;
}

static int remove_place(void **state)
{
	struct place *place = *state;
	int status = system(arena_print(place->arena, "rm -rf %s", place->root));
	arena_close(place->arena);
	return status;
}

static char *standing(struct place *place)
{
	char bytes[4096];
	FILE *stream = popen(
		arena_print(place->arena,
			"cd %s/counters && find . -type f | sed 's|^./||' | LC_ALL=C sort | tr '\\n' ' '",
			place->root),
		"r");
	assert_non_null(stream);
	size_t length = fread(bytes, 1, sizeof bytes, stream);
	pclose(stream);
	return arena_text(place->arena, bytes, length);
}

static struct agenda_entry entry(const char *counter, const char *uid)
{
	return (struct agenda_entry){.notice = "26-000001-3",
		.appointment = {APPOINTMENT_STATE_OFFERED, uid, 0, counter, 20001, 600, 630},
		.changed = 20000,
		.language = ""};
}

static void write_all(struct place *place, const struct agenda_entry *entries, size_t count)
{
	struct fault why = {0};
	place->night.agenda = (struct agenda_entry *)entries;
	place->night.agenda_count = count;
	if (!calendars_write(&place->office, &place->night, place->root, &why))
		fail_msg("%s", why.message);
}

/* Each counter of the office has one, and so has one that an appointment still names. */
static void appointments_stand_at_their_counters(void **state)
{
	struct place *place = *state;
	const struct agenda_entry entries[] = {entry("cityhall", "kigen-a@1"),
		entry("cityhall", "kigen-b@1"), entry("gone", "kigen-c@1")};
	write_all(place, entries, 3);
	assert_string_equal(standing(place),
		"cityhall/displayname cityhall/kigen-a@1.ics cityhall/kigen-b@1.ics "
		"gone/displayname gone/kigen-c@1.ics sakashita/displayname ");
}

/* Moved to another counter, cancelled or over: a program that follows the counter's folder takes it
 * away there. The folder of a counter that is no more keeps its name, and a note of others stays.
 */
static void what_is_over_is_gone(void **state)
{
	struct place *place = *state;
	const struct agenda_entry before[] = {entry("cityhall", "kigen-a@1"),
		entry("cityhall", "kigen-b@1"), entry("gone", "kigen-c@1")};
	const struct agenda_entry after[] = {entry("sakashita", "kigen-b@1")};
	write_all(place, before, 3);
	assert_int_equal(system(arena_print(place->arena,
				 "touch %s/counters/cityhall/color %s/counters/gone/lunch.ics",
				 place->root, place->root)),
		0);
	write_all(place, after, 1);
	assert_string_equal(standing(place),
		"cityhall/color cityhall/displayname gone/displayname gone/lunch.ics "
		"sakashita/displayname sakashita/kigen-b@1.ics ");
	write_all(place, NULL, 0);
	assert_string_equal(standing(place),
		"cityhall/color cityhall/displayname gone/displayname gone/lunch.ics "
		"sakashita/displayname ");
}

/* Names that no file can have are written byte by byte, and stay different. */
static void names_unfit_for_files(void **state)
{
	struct place *place = *state;
	const struct agenda_entry entries[] = {entry("old hall/1", "../alien uid+1"),
		entry("old hall/1", ".hidden"), entry("old hall/1", "a/b"),
		entry("old hall/1", "a+2Fb"), entry("old hall/1", "日")};
	write_all(place, entries, 5);
	assert_string_equal(standing(place),
		"cityhall/displayname old+20hall+2F1/+2E.+2Falien+20uid+2B1.ics "
		"old+20hall+2F1/+2Ehidden.ics old+20hall+2F1/+E6+97+A5.ics "
		"old+20hall+2F1/a+2B2Fb.ics old+20hall+2F1/a+2Fb.ics "
		"old+20hall+2F1/displayname sakashita/displayname ");
}

/* The other counters have theirs, and what may have come from the one that failed is not removed.
 */
static void one_that_cannot_be_written_spoils_no_other(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	const struct agenda_entry before[] = {
		entry("cityhall", "kigen-b@1"), entry("sakashita", "kigen-a@1")};
	const struct agenda_entry after[] = {
		entry("sakashita", "kigen-c@1"), entry("cityhall", "kigen-a@1")};
	write_all(place, before, 2);
	assert_int_equal(
		system(arena_print(place->arena,
			"cd %s/counters && mv cityhall kept && ln -s kept cityhall", place->root)),
		0);
	place->night.agenda = (struct agenda_entry *)after;
	assert_false(calendars_write(&place->office, &place->night, place->root, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_non_null(strstr(why.message, "counters/cityhall: cannot make or open"));
	assert_string_equal(standing(place),
		"kept/displayname kept/kigen-b@1.ics sakashita/displayname "
		"sakashita/kigen-a@1.ics sakashita/kigen-c@1.ics ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(appointments_stand_at_their_counters),
		TEST(what_is_over_is_gone),
		TEST(names_unfit_for_files),
		TEST(one_that_cannot_be_written_spoils_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
