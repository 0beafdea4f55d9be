/* Whose signature certificate is watched from night to night, and what the ledger hears of it. */
#include "night/revocations.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

/* What a night leaves to the next one, as the ledger would keep it. */
struct watch {
	struct office office;
	struct arena *arena;
	struct known_revocations known;
	struct night_decided decided;
};

static struct watch watch_of(void **state)
{
	struct watch watch = {.office = fixture_office(), .arena = *state};
	watch.office.revoked = (struct revoked_rules){.letter = true};
	watch.known.watching = true;
	return watch;
}

static struct revocations *open_night(struct watch *watch, const char *night)
{
	static const uint8_t secret[NOTICE_SECRET_BYTES] = {1};
	watch->decided = (struct night_decided){0};
	return revocations_open(&watch->office, &watch->known, secret, on(night), watch->arena);
}

static struct resident named(const char *id)
{
	struct resident resident = fixture_resident();
	resident.id = id;
	return resident;
}

static void who_is_valid_is_watched(void **state)
{
	struct watch watch = watch_of(state);
	struct revocations *tonight = open_night(&watch, NIGHT);
	struct resident one = named("0001"), other = named("0002");
	assert_null(revocations_resident(tonight, &one, one.card.expires));
	assert_null(revocations_resident(tonight, &other, other.card.expires));
	revocations_finish(tonight, &watch.decided);
	assert_false(watch.decided.unwatched);
	assert_int_equal(watch.decided.watched_count, 2);
	assert_string_equal(watch.decided.watched[0].resident, "0001");
	assert_string_equal(watch.decided.watched[1].resident, "0002");
	assert_int_equal(watch.decided.watch_ended_count, 0);
}

/* What is kept of a name says nothing without the ledger's secret, and is no mark of anything else
 * that is digested under it. */
static void the_mark_of_a_name_is_made_with_the_secret(void **state)
{
	struct watch watch = watch_of(state);
	static const uint8_t secrets[2][NOTICE_SECRET_BYTES] = {{1}, {2}};
	uint8_t marks[3][WATCH_MARK_BYTES];
	for (int i = 0; i < 3; i++) {
		struct night_decided decided = {0};
		struct revocations *tonight = revocations_open(
			&watch.office, &watch.known, secrets[i % 2], on(NIGHT), watch.arena);
		struct resident one = named("0001");
		revocations_resident(tonight, &one, one.card.expires);
		revocations_finish(tonight, &decided);
		memcpy(marks[i], decided.watched[0].mark, WATCH_MARK_BYTES);
	}
	assert_memory_not_equal(marks[0], marks[1], WATCH_MARK_BYTES);
	assert_memory_equal(marks[0], marks[2], WATCH_MARK_BYTES);
}

static void who_is_no_longer_read_is_watched_no_more(void **state)
{
	static const struct {
		const char *sentence;
		const char *aside; /* NULL: nobody */
		size_t ended;
	} cases[] = {
		{"one is gone", NULL, 1},
		{"one is set aside: what is known stays", "0002", 0},
		{"another one is set aside", "0003", 1},
		{"anybody may be set aside", "", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct watch watch = watch_of(state);
		struct resident one = named("0001"), other = named("0002");
		struct revocations *before = open_night(&watch, NIGHT);
		revocations_resident(before, &one, one.card.expires);
		revocations_resident(before, &other, other.card.expires);
		revocations_finish(before, &watch.decided);
		watch.known.watched = (struct watched *)watch.decided.watched;
		watch.known.watched_count = watch.decided.watched_count;
		struct revocations *next = open_night(&watch, "2026-11-25");
		revocations_resident(next, &one, one.card.expires);
		if (cases[i].aside != NULL)
			revocations_aside(next, cases[i].aside);
		revocations_finish(next, &watch.decided);
		if (watch.decided.watch_ended_count != cases[i].ended)
			fail_msg("%s", cases[i].sentence);
		if (cases[i].ended == 1)
			assert_string_equal(watch.decided.watch_ended[0], "0002");
	}
}

static void an_office_that_writes_of_none_watches_nobody(void **state)
{
	struct watch watch = watch_of(state);
	watch.known.watching = false;
	assert_null(open_night(&watch, NIGHT));
	revocations_finish(NULL, &watch.decided);
	assert_true(watch.decided.unwatched);
}

/* What was found on an earlier night is found again, with the day that its letter named, and begins
 * no second time: whatever else the resident had, or others have. */
static void a_revocation_that_was_found_begins_once(void **state)
{
	struct watch watch = watch_of(state);
	struct resident one = named("0002");
	one.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	day_number issued = one.certificate[CERTIFICATE_SIGNATURE].issued;
	struct revocation had[] = {
		{"0001", issued, on("2026-11-01"), on("2026-12-01")},
		{"0002", issued - 900, on("2024-06-01"), on("2024-07-01")},
		{"0002", issued, on("2026-11-20"), on("2026-12-20")},
		{"0002", issued + 900, on("2026-11-21"), on("2026-12-21")},
		{"0003", issued, on("2026-11-01"), on("2026-12-02")},
	};
	watch.known.had = had;
	watch.known.had_count = sizeof had / sizeof had[0];
	struct revocations *tonight = open_night(&watch, NIGHT);
	const struct revocation *found = revocations_resident(tonight, &one, one.card.expires);
	assert_non_null(found);
	assert_string_equal(found->resident, "0002");
	assert_int_equal(found->issued, issued);
	assert_int_equal(found->until, on("2026-12-20"));
	revocations_finish(tonight, &watch.decided);
	assert_int_equal(watch.decided.revocation_count, 0);
}

/* A city of some size: each is found again by id, and what changed is told of that one. */
static void a_move_is_seen_of_whoever_has_moved(void **state)
{
	struct watch watch = watch_of(state);
	watch.office.revoked.change_days = 30;
	enum { PEOPLE = 300 };
	static char ids[PEOPLE][8];
	for (int night = 0; night < 2; night++) {
		struct revocations *tonight = open_night(&watch, night == 0 ? NIGHT : "2026-11-25");
		for (int i = 0; i < PEOPLE; i++) {
			snprintf(ids[i], sizeof ids[i], "%05d", i);
			struct resident one = named(ids[i]);
			if (night == 1 && i == 123)
				one.address.building = "別棟";
			if (night == 1 && (i == 123 || i == 124))
				one.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
			const struct revocation *found =
				revocations_resident(tonight, &one, one.card.expires);
			assert_int_equal(found != NULL, night == 1 && i == 123);
		}
		revocations_finish(tonight, &watch.decided);
		watch.known.watched = (struct watched *)watch.decided.watched;
		watch.known.watched_count = watch.decided.watched_count;
	}
	assert_int_equal(watch.decided.revocation_count, 1);
	assert_string_equal(watch.decided.revocations[0].resident, "00123");
}

static int open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_valid_is_watched),
		cmocka_unit_test(the_mark_of_a_name_is_made_with_the_secret),
		cmocka_unit_test(who_is_no_longer_read_is_watched_no_more),
		cmocka_unit_test(a_revocation_that_was_found_begins_once),
		cmocka_unit_test(a_move_is_seen_of_whoever_has_moved),
		cmocka_unit_test(an_office_that_writes_of_none_watches_nobody),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
