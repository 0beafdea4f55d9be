/* What files say of themselves, and that two of them cannot say different things. */
#include "intake/export/set_head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void values_are_read_or_not(void **state)
{
	static const struct date_forms slashes = {.forms = {DATE_SLASHES}, .count = 1};
	static const struct {
		enum export_head_part part;
		const struct date_forms *dates;
		const char *value, *said; /* said NULL: unreadable */
	} cases[] = {
		{EXPORT_MUNICIPALITY, NULL, "232068", "232068  -1"},
		{EXPORT_MUNICIPALITY, NULL, "23206", "232068  -1"},
		{EXPORT_MUNICIPALITY, NULL, "232067", NULL},
		{EXPORT_MUNICIPALITY, NULL, "", NULL},
		{EXPORT_AS_OF, NULL, "2026-11-23", " 2026-11-23 -1"},
		{EXPORT_AS_OF, NULL, "20261123", " 2026-11-23 -1"},
		{EXPORT_AS_OF, NULL, "20261131", NULL},
		{EXPORT_AS_OF, NULL, "2026/11/23", NULL},
		{EXPORT_AS_OF, NULL, "2026112x", NULL},
		{EXPORT_AS_OF, &slashes, "2026/11/3", " 2026-11-03 -1"},
		{EXPORT_AS_OF, &slashes, "20261123", NULL},
		{EXPORT_AS_OF, &slashes, "2026/0/0", NULL},
		{EXPORT_COUNT, NULL, "0", "  0"},
		{EXPORT_COUNT, NULL, "000310000", "  310000"},
		{EXPORT_COUNT, NULL, "1000000000", NULL},
		{EXPORT_COUNT, NULL, "1,000", NULL},
		{EXPORT_COUNT, NULL, "", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct set_head head = set_head_unsaid();
		const char *value = cases[i].value;
		char day[CIVIL_DATE_BYTES], said[100];
		enum set_head_answer answer =
			set_head_say(&head, cases[i].part, cases[i].dates, value, strlen(value));
		snprintf(said, sizeof said, "%s %s %ld", head.municipality,
			civil_format(head.as_of, day), head.count);
		if (answer != (cases[i].said == NULL ? SET_HEAD_UNREADABLE : SET_HEAD_TAKEN) ||
			strcmp(said, cases[i].said == NULL ? "  -1" : cases[i].said) != 0)
			fail_msg("\"%s\": %s", value, said);
		assert_true(set_head_says(&head, cases[i].part) == (cases[i].said != NULL));
	}
}

static void nobody_is_contradicted(void **state)
{
	struct set_head head = set_head_unsaid(), other = set_head_unsaid();
	enum export_head_part part = EXPORT_HEAD_PARTS;
	(void)state;
	assert_int_equal(set_head_say(&head, EXPORT_COUNT, NULL, "7", 1), SET_HEAD_TAKEN);
	assert_int_equal(set_head_say(&head, EXPORT_COUNT, NULL, "07", 2), SET_HEAD_TAKEN);
	assert_int_equal(set_head_say(&head, EXPORT_COUNT, NULL, "8", 1), SET_HEAD_CONTRADICTED);
	assert_int_equal(head.count, 7);
	assert_true(set_head_merge(&head, &other, &part)); /* nothing was said */
	set_head_say(&other, EXPORT_AS_OF, NULL, "20261123", 8);
	set_head_say(&other, EXPORT_MUNICIPALITY, NULL, "232068", 6);
	assert_true(set_head_merge(&head, &other, &part));
	assert_int_equal(head.as_of, other.as_of);
	assert_string_equal(head.municipality, "232068");
	assert_int_equal(head.count, 7);
	other.as_of++;
	other.count = 9;
	assert_false(set_head_merge(&head, &other, &part));
	assert_int_equal(part, EXPORT_AS_OF); /* the first of them */
	assert_int_equal(head.count, 7);
	assert_string_equal(set_head_words[part], "as-of");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read_or_not),
		cmocka_unit_test(nobody_is_contradicted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
