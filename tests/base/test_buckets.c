/* Positions by hash: each is found again by its own, wherever hashes meet. */
#include "base/buckets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ELEMENTS = 1000 };

static bool found(const struct buckets *buckets, uint64_t hash, size_t wanted)
{
	for (size_t at; (at = buckets_next(buckets, &hash)) != BUCKETS_END;)
		if (at == wanted)
			return true;
	return false;
}

static void each_is_found_however_their_hashes_meet(void **state)
{
	(void)state;
	/* Of each table the hashes: apart, in pairs, all one, all at the table's end. */
	for (int table = 0; table < 4; table++) {
		struct arena *arena = arena_open();
		struct buckets buckets = buckets_open(ELEMENTS, arena);
		uint64_t hashes[ELEMENTS];
		for (size_t i = 0; i < ELEMENTS; i++) {
			hashes[i] = table == 0   ? i * 0x9e3779b97f4a7c15u
				    : table == 1 ? i / 2
				    : table == 2 ? 7
						 : UINT64_MAX;
			assert_false(found(&buckets, hashes[i], i));
			buckets_put(&buckets, hashes[i], i);
		}
		for (size_t i = 0; i < ELEMENTS; i++)
			assert_true(found(&buckets, hashes[i], i));
		assert_false(found(&buckets, 12345, ELEMENTS));
		arena_close(arena);
	}
}

/* However full it is, half is free: a search ends. */
static void half_of_the_buckets_stay_free(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	for (size_t elements = 0; elements < 300; elements++) {
		const struct buckets buckets = buckets_open(elements, arena);
		assert_true(buckets.mask + 1 >= elements * 2);
		assert_true(buckets.mask + 1 >= 64);
		assert_int_equal((buckets.mask + 1) & buckets.mask, 0);
	}
	arena_close(arena);
}

static void an_empty_one_has_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct buckets buckets = buckets_open(0, arena);
	for (uint64_t hash = 0; hash < 200; hash++) {
		uint64_t at = hash;
		assert_true(buckets_next(&buckets, &at) == BUCKETS_END);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_found_however_their_hashes_meet),
		cmocka_unit_test(half_of_the_buckets_stay_free),
		cmocka_unit_test(an_empty_one_has_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
