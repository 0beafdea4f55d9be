/* What counts may be published, and what an onlooker could find from them. */
#include "decide/effect/disclosure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { GROUPS_MAX = 8 };

/* Letters and those that renewed before the expiry; of those with an appointment, by the visit. */
struct row {
	const char *value;
	long of, hits, visits, came;
};

static struct effect_table table_of(
	enum effect_by by, const struct row *rows, size_t count, struct arena *arena)
{
	struct effect_table table = {.by = by, .all = {.value = ""}, .count = count};
	table.groups = arena_alloc(arena, GROUPS_MAX * sizeof *table.groups);
	for (size_t i = 0; i < count; i++) {
		struct effect_group *group = &table.groups[i];
		*group = (struct effect_group){.value = rows[i].value,
			.language = "",
			.shares = {{rows[i].hits, rows[i].of}, {rows[i].came, rows[i].visits}}};
		if ((by == EFFECT_WAVE || by == EFFECT_TURN) &&
			strcmp(rows[i].value, "reminder") == 0)
			continue;
		for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
			table.all.shares[measure].hits += group->shares[measure].hits;
			table.all.shares[measure].of += group->shares[measure].of;
		}
	}
	return table;
}

/* "pt 40/60 20/60, * 30/50 -" */
static const char *told_text(const struct effect_table *told, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < told->count; i++) {
		const struct effect_group *group = &told->groups[i];
		text = arena_print(arena, "%s%s%s", text, i > 0 ? ", " : "", group->value);
		for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
			const struct share share = group->shares[measure];
			text = share.of == 0 ? arena_print(arena, "%s -", text)
					     : arena_print(arena, "%s %ld/%ld", text, share.hits,
						       share.of);
		}
	}
	return text;
}

static void test_cases(void **state)
{
	static const struct {
		const char *sentence;
		enum effect_by by;
		struct row rows[GROUPS_MAX];
		const char *told;
	} cases[] = {
		{"large groups are told as they are", EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 40}, {"pt", 60, 40, 60, 20}},
			"en 60/100 40/100, pt 40/60 20/60"},
		{"one that is small goes with the smallest other, or the total would tell it",
			EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 40}, {"mn", 9, 5, 9, 2}, {"pt", 60, 40, 60, 20}},
			"en 60/100 40/100, * 45/69 22/69"},
		{"one of which nearly all renewed is small too", EFFECT_LANGUAGE,
			{{"en", 100, 95, 100, 40}, {"pt", 60, 40, 60, 20}, {"vi", 80, 50, 80, 30}},
			"vi 50/80 30/80, * 135/160 60/160"},
		{"two that are small need no third where they are ten together", EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 40}, {"mn", 21, 9, 0, 0}, {"ne", 21, 9, 0, 0},
				{"pt", 60, 40, 60, 20}},
			"en 60/100 40/100, pt 40/60 20/60, * 18/42 -"},
		{"and do where they are not", EFFECT_LANGUAGE,
			{{"en", 100, 60, 0, 0}, {"mn", 5, 4, 0, 0}, {"ne", 5, 4, 0, 0},
				{"pt", 60, 40, 0, 0}},
			"en 60/100 -, * 48/70 -"},
		{"what the measures differ by is a count: three without an appointment",
			EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 40}, {"pt", 63, 40, 60, 20}, {"vi", 90, 60, 70, 30}},
			"en 60/100 40/100, * 100/153 50/130"},
		{"five who renewed after the visit", EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 40}, {"pt", 60, 40, 60, 35}, {"vi", 90, 60, 70, 30}},
			"en 60/100 40/100, * 100/150 65/130"},
		{"a measure that is small as a whole is told of nobody", EFFECT_LANGUAGE,
			{{"en", 100, 60, 100, 3}, {"pt", 60, 40, 60, 2}},
			"en 60/100 -, pt 40/60 -"},
		{"nothing is told of a few", EFFECT_LANGUAGE, {{"en", 9, 5, 9, 5}}, ""},
		{"of turns the first are a total, and a reminder is in none", EFFECT_WAVE,
			{{"first", 100, 60, 100, 40}, {"late", 5, 3, 5, 2},
				{"reminder", 50, 20, 50, 10}},
			"* 63/105 42/105, reminder 20/50 10/50"},
		{"a small reminder takes nobody along", EFFECT_TURN,
			{{"first", 100, 60, 100, 40}, {"reminder", 5, 2, 5, 1}},
			"first 60/100 40/100"},
	};
	struct arena *arena = arena_open();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t count = 0;
		while (count < GROUPS_MAX && cases[i].rows[count].value != NULL)
			count++;
		const struct effect_table table =
			table_of(cases[i].by, cases[i].rows, count, arena);
		const struct effect_table told = disclosure_table(&table, arena);
		const char *text = told_text(&told, arena);
		if (strcmp(text, cases[i].told) != 0)
			fail_msg("%s: %s, not %s", cases[i].sentence, text, cases[i].told);
	}
	arena_close(arena);
}

/* An onlooker knows the totals, so what is told of some groups tells of all others together. */
static void assert_unfound(
	const struct effect_table *table, const struct effect_table *told, unsigned seed)
{
	for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
		struct share left = told->all.shares[measure];
		size_t apart = 0;
		for (size_t i = 0; i < told->count; i++) {
			const struct share share = told->groups[i].shares[measure];
			long missed = share.of - share.hits;
			if (share.of > 0 &&
				(share.hits < DISCLOSURE_LEAST || missed < DISCLOSURE_LEAST))
				fail_msg("%u: told %ld of %ld", seed, share.hits, share.of);
			if (strcmp(told->groups[i].value, DISCLOSURE_MERGED) == 0)
				continue;
			left.hits -= share.hits;
			left.of -= share.of;
			apart++;
		}
		if (left.of == 0)
			continue;
		if (table->count - apart < 2)
			fail_msg("%u: one group alone is left to be found", seed);
		if (left.hits < DISCLOSURE_LEAST || left.of - left.hits < DISCLOSURE_LEAST)
			fail_msg("%u: %ld of %ld are left to be found", seed, left.hits, left.of);
	}
}

static void test_nothing_small_can_be_found(void **state)
{
	static const char *const values[] = {"a", "b", "c", "d", "e", "f"};
	struct arena *arena = arena_open();
	size_t apart = 0, merged = 0;
	(void)state;
	for (unsigned seed = 0; seed < 5000; seed++) {
		struct row rows[6];
		size_t count = 2 + seed % 5;
		srand(seed);
		for (size_t i = 0; i < count; i++) {
			long most = rand() % 2 ? 15 : 300;
			long of = 1 + rand() % most, hits = rand() % (of + 1);
			long visits = rand() % 3 ? of : rand() % (of + 1);
			rows[i] = (struct row){
				values[i], of, hits, visits, visits ? rand() % (visits + 1) : 0};
		}
		const struct effect_table table = table_of(EFFECT_COUNTER, rows, count, arena);
		const struct effect_table told = disclosure_table(&table, arena);
		assert_unfound(&table, &told, seed);
		for (size_t i = 0; i < told.count; i++)
			*(strcmp(told.groups[i].value, "*") == 0 ? &merged : &apart) += 1;
		arena_reset(arena);
	}
	/* And much is told. */
	assert_true(apart > 2500);
	assert_true(merged > 1000);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_nothing_small_can_be_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
