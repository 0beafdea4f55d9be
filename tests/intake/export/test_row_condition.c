/* Conditions of a description: how they are written, and when they hold. */
#include "intake/export/row_condition.h"

#include "intake/export/described.h"

/* The parsed condition written out again, "item|=|value;…"; or the problem. */
static const char *parsed(const char *words, struct arena *arena)
{
	struct worded_condition condition = {NULL, 0};
	const char *problem = NULL, *out = "";
	if (!row_condition_parse(words, arena, &condition, &problem)) {
		assert_int_equal(condition.count, 0);
		return problem;
	}
	for (size_t i = 0; i < condition.count; i++)
		out = arena_print(arena, "%s%s|%s|%s;", out, condition.terms[i].item,
			condition.terms[i].equal ? "=" : "≠", condition.terms[i].value);
	return out;
}

static void conditions_are_read_as_they_are_written(void **state)
{
	(void)state;
	static const struct {
		const char *words, *expected;
	} cases[] = {
		{"最新フラグ = '1'", "最新フラグ|=|1;"},
		{"最新フラグ='1'", "最新フラグ|=|1;"},
		{"在留資格等コード ≠ ''", "在留資格等コード|≠|;"},
		{"在留資格等コード != ''", "在留資格等コード|≠|;"},
		{"a = '1' and b ≠ '2'", "a|=|1;b|≠|2;"},
		{"a = '1' and b = '2' and c = 'and'", "a|=|1;b|=|2;c|=|and;"},
		{"a='1'and b='2'", "a|=|1;b|=|2;"},
		{"在留/@区分 = '　1　'", "在留/@区分|=|1;"},
		{"支援 措置 = 'x y'", "支援 措置|=|x y;"},
		{"12 = '1'", "12|=|1;"},
		{"a = '1' and", "between two conditions stands \"and\", behind the last nothing"},
		{"a = '1' or b = '2'",
			"between two conditions stands \"and\", behind the last nothing"},
		{"a = '1' '2'", "between two conditions stands \"and\", behind the last nothing"},
		{"a = '1' and ", "an item, then = or ≠, then a value in apostrophes is wanted"},
		{"a", "an item, then = or ≠, then a value in apostrophes is wanted"},
		{"'a = 1'", "an item, then = or ≠, then a value in apostrophes is wanted"},
		{" = '1'", "no item stands before = or ≠"},
		{"　= '1'", "no item stands before = or ≠"},
		{"a = 1", "a value stands in apostrophes, like '1'"},
		{"a == '1'", "a value stands in apostrophes, like '1'"},
		{"a = \"1\"", "a value stands in apostrophes, like '1'"},
		{"a = '1", "the second apostrophe of a value is missing"},
		{"a ='", "the second apostrophe of a value is missing"},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(parsed(cases[i].words, arena), cases[i].expected);
	arena_close(arena);
}

static void all_terms_must_hold(void **state)
{
	(void)state;
	static const struct {
		const char *flag, *code;
		bool holds;
	} cases[] = {
		{"1", "T30", true},
		{"1", "", false},
		{"0", "T30", false},
		{"", "T30", false},
		{"10", "T30", false},
		{"", "", false},
	};
	struct arena *arena = arena_open();
	const struct export_term terms[] = {{1, true, "1"}, {0, false, ""}};
	const struct export_condition both = {terms, 2}, none = {NULL, 0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct cell cells[] = {
			{cases[i].code, strlen(cases[i].code), true},
			{cases[i].flag, strlen(cases[i].flag), true},
		};
		const struct row row = {.cells = cells};
		assert_int_equal(row_condition_holds(&both, &row), cases[i].holds);
		assert_true(row_condition_holds(&none, &row));
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_are_read_as_they_are_written),
		cmocka_unit_test(all_terms_must_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
