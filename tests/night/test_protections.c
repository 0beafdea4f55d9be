/* Who is under protection on a night: by the register's word, by what is remembered of earlier
 * nights, and when a record has a fault. */
#include "night/protections.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FIRST "2026-11-24"
#define NEXT  "2026-11-25"

/* What one night leaves to the next, as the ledger would keep it. */
static void remember(struct known_protection *known, const struct night_decided *decided)
{
	known->marks = (struct protected_mark *)decided->protected;
	known->count = decided->protected_count;
}

static struct known_protection nothing_known(void)
{
	struct known_protection known = {0};
	digest_init(&known.key);
	return known;
}

static enum protection_state stands(
	struct protections *protections, const char *id, enum protection_state said)
{
	struct resident resident = fixture_resident(), copy;
	resident.id = id;
	resident.protection = said;
	return protections_stand(protections, &resident, &copy)->protection;
}

/* More than any table has room for at first: each is found again, and nobody else. */
static void a_whole_city_is_remembered_one_by_one(void **state)
{
	enum { PEOPLE = 2000 };
	static char ids[PEOPLE][8];
	struct known_protection known = nothing_known();
	struct night_decided decided = {0};
	struct protections *first = protections_open(&known, on(FIRST), *state);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(ids[i], sizeof ids[i], "%05d", i);
		stands(first, ids[i], i % 2 == 0 ? PROTECTION_ACTIVE : PROTECTION_NONE);
	}
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(protections_cover(first, ids[i]), i % 2 == 0);
	protections_finish(first, &decided);
	assert_int_equal(decided.protected_count, PEOPLE / 2);

	remember(&known, &decided);
	struct protections *next = protections_open(&known, on(NEXT), *state);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(stands(next, ids[i], PROTECTION_NONE),
			i % 2 == 0 ? PROTECTION_ACTIVE : PROTECTION_NONE);
}

static void what_the_register_no_longer_names_is_absent_until_it_is_named_again(void **state)
{
	struct known_protection known = nothing_known();
	struct night_decided decided = {0}, absent = {0}, again = {0}, same = {0};
	struct protections *night = protections_open(&known, on(FIRST), *state);
	stands(night, "1", PROTECTION_PROVISIONAL);
	protections_finish(night, &decided);
	assert_int_equal(decided.protected_count, 1);
	assert_int_equal(decided.protected[0].since, on(FIRST));
	assert_int_equal(decided.protected[0].absent, DAY_NONE);

	remember(&known, &decided);
	night = protections_open(&known, on(NEXT), *state);
	assert_int_equal(stands(night, "1", PROTECTION_NONE), PROTECTION_ACTIVE);
	protections_finish(night, &absent);
	assert_int_equal(absent.protected_count, 1);
	assert_int_equal(absent.protected[0].since, on(FIRST));
	assert_int_equal(absent.protected[0].absent, on(NEXT));

	remember(&known, &absent);
	night = protections_open(&known, on("2026-11-26"), *state);
	assert_int_equal(stands(night, "1", PROTECTION_NONE), PROTECTION_ACTIVE);
	protections_finish(night, &same);
	assert_int_equal(same.protected_count, 0); /* nothing is new of it */

	night = protections_open(&known, on("2026-11-27"), *state);
	assert_int_equal(stands(night, "1", PROTECTION_ACTIVE), PROTECTION_ACTIVE);
	protections_finish(night, &again);
	assert_int_equal(again.protected_count, 1);
	assert_int_equal(again.protected[0].absent, DAY_NONE);
}

static void only_a_register_that_says_so_releases(void **state)
{
	struct known_protection known = nothing_known();
	struct night_decided decided = {0}, released = {0};
	struct protections *night = protections_open(&known, on(FIRST), *state);
	stands(night, "1", PROTECTION_ACTIVE);
	protections_finish(night, &decided);
	remember(&known, &decided);
	night = protections_open(&known, on(NEXT), *state);
	assert_true(protections_cover(night, "1"));
	assert_int_equal(stands(night, "1", PROTECTION_RELEASED), PROTECTION_RELEASED);
	assert_false(protections_cover(night, "1"));
	protections_finish(night, &released);
	assert_int_equal(released.unprotected_count, 1);
	assert_memory_equal(
		released.unprotected[0].mark, decided.protected[0].mark, PROTECTION_MARK_BYTES);
	assert_int_equal(released.protected_count, 0);
}

/* A record with a fault releases nobody; where it names a protection, that is remembered. */
static void a_record_with_a_fault_keeps_and_adds_protection(void **state)
{
	struct known_protection known = nothing_known();
	struct night_decided decided = {0}, next = {0};
	struct protections *night = protections_open(&known, on(FIRST), *state);
	assert_false(protections_aside(night, "1", false));
	assert_true(protections_aside(night, "2", true));
	assert_false(protections_cover(night, "1"));
	assert_true(protections_cover(night, "2"));
	protections_finish(night, &decided);
	assert_int_equal(decided.protected_count, 1);
	remember(&known, &decided);
	night = protections_open(&known, on(NEXT), *state);
	assert_true(protections_aside(night, "2", false));
	protections_finish(night, &next);
	assert_int_equal(next.protected_count + next.unprotected_count, 0);
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
		cmocka_unit_test(a_whole_city_is_remembered_one_by_one),
		cmocka_unit_test(
			what_the_register_no_longer_names_is_absent_until_it_is_named_again),
		cmocka_unit_test(only_a_register_that_says_so_releases),
		cmocka_unit_test(a_record_with_a_fault_keeps_and_adds_protection),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
