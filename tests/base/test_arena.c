#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 4000 };

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

static bool all_are(const unsigned char *bytes, size_t size, unsigned char value)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

/* Sizes from nothing to several blocks: aligned, zeroed, and none overlaps another. */
static void pieces_are_aligned_zeroed_and_apart(void **state)
{
	struct arena *arena = *state;
	static unsigned char *pieces[MANY];
	static size_t sizes[MANY];
	for (size_t i = 0; i < MANY; i++) {
		sizes[i] = i % 500 == 499 ? 200000 : i % 97;
		pieces[i] = arena_alloc(arena, sizes[i]);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		assert_true(all_are(pieces[i], sizes[i], 0));
		memset(pieces[i], (int)(i % 255 + 1), sizes[i]);
	}
	for (size_t i = 0; i < MANY; i++)
		assert_true(all_are(pieces[i], sizes[i], (unsigned char)(i % 255 + 1)));
}

static void pieces_of_no_bytes_are_apart_too(void **state)
{
	assert_ptr_not_equal(arena_alloc(*state, 0), arena_alloc(*state, 0));
}

static void what_was_dirty_before_a_reset_is_zeroed_again(void **state)
{
	struct arena *arena = *state;
	for (int round = 0; round < 3; round++) {
		unsigned char *small = arena_alloc(arena, 1000);
		unsigned char *large = arena_alloc(arena, 300000);
		assert_true(all_are(small, 1000, 0));
		assert_true(all_are(large, 300000, 0));
		memset(small, 0xFF, 1000);
		memset(large, 0xFF, 300000);
		arena_reset(arena);
	}
}

static void a_reset_keeps_one_block_and_uses_it_again(void **state)
{
	struct arena *arena = *state;
	void *first = arena_alloc(arena, 100);
	arena_alloc(arena, 500000);
	arena_reset(arena);
	assert_ptr_equal(arena_alloc(arena, 100), first);
}

static void used_bytes_are_counted_and_forgotten_by_a_reset(void **state)
{
	struct arena *arena = *state;
	assert_int_equal(arena_used(arena), 0);
	arena_alloc(arena, 100);
	assert_in_range(arena_used(arena), 100, 100 + alignof(max_align_t));
	arena_alloc(arena, 1000000);
	assert_in_range(arena_used(arena), 1000100, 1000100 + 2 * alignof(max_align_t));
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
}

static void lists_grow_keep_their_items_and_have_zeroed_room(void **state)
{
	struct arena *arena = *state;
	int *items = NULL;
	size_t used = 0, capacity = 0;
	for (int i = 0; i < MANY; i++) {
		items = arena_grow(arena, items, used, 1, &capacity, sizeof *items);
		assert_true(capacity > used);
		assert_int_equal(items[used], 0);
		items[used++] = i + 1;
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(items[i], i + 1);
}

static void a_list_stays_where_it_is_while_there_is_room(void **state)
{
	struct arena *arena = *state;
	size_t capacity = 0;
	char *items = arena_grow(arena, NULL, 0, 10, &capacity, 1);
	assert_true(capacity >= 10);
	size_t before = capacity;
	assert_ptr_equal(arena_grow(arena, items, 5, capacity - 5, &capacity, 1), items);
	assert_int_equal(capacity, before);
	assert_ptr_not_equal(arena_grow(arena, items, capacity, 1, &capacity, 1), items);
}

static void many_items_at_once_find_room(void **state)
{
	size_t capacity = 0;
	long *items = arena_grow(*state, NULL, 0, 100001, &capacity, sizeof *items);
	assert_true(capacity >= 100001);
	items[100000] = 7;
}

static void texts_are_copied_and_ended(void **state)
{
	struct arena *arena = *state;
	const char source[] = "春日井市";
	char *whole = arena_copy(arena, source), *part = arena_text(arena, source, 6);
	assert_ptr_not_equal(whole, source);
	assert_string_equal(whole, "春日井市");
	assert_string_equal(part, "春日");
	assert_string_equal(arena_text(arena, NULL, 0), "");
	assert_string_equal(arena_copy(arena, ""), "");
	assert_null(arena_copy(arena, NULL));
}

static void a_text_may_hold_a_nul(void **state)
{
	assert_memory_equal(arena_text(*state, "a\0b", 3), "a\0b", 4);
}

static void formats_of_any_length_are_printed(void **state)
{
	struct arena *arena = *state;
	assert_string_equal(arena_print(arena, "%s-%06d", "26", 123), "26-000123");
	assert_string_equal(arena_print(arena, "%s", ""), "");
	char *long_text = arena_print(arena, "%0*d", 150000, 5);
	assert_int_equal(strlen(long_text), 150000);
	assert_int_equal(long_text[149999], '5');
}

static void closing_nothing_is_allowed(void **state)
{
	(void)state;
	arena_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			pieces_are_aligned_zeroed_and_apart, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			pieces_of_no_bytes_are_apart_too, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			what_was_dirty_before_a_reset_is_zeroed_again, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			a_reset_keeps_one_block_and_uses_it_again, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			used_bytes_are_counted_and_forgotten_by_a_reset, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			lists_grow_keep_their_items_and_have_zeroed_room, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			a_list_stays_where_it_is_while_there_is_room, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			many_items_at_once_find_room, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			texts_are_copied_and_ended, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_text_may_hold_a_nul, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			formats_of_any_length_are_printed, open_arena, close_arena),
		cmocka_unit_test(closing_nothing_is_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
