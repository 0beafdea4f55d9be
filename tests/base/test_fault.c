#include "base/fault.h"
#include "base/text.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_fault_has_a_kind_and_a_message(void **state)
{
	(void)state;
	struct fault why = {0};
	assert_false(fault_set(&why, FAULT_OFFICE, "%s:%d: no such counter", "kasugai.xml", 12));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_string_equal(why.message, "kasugai.xml:12: no such counter");
}

static void a_later_fault_replaces_the_earlier_one(void **state)
{
	(void)state;
	struct fault why = {0};
	fault_set(&why, FAULT_INPUT, "a rather long first message");
	fault_set(&why, FAULT_WRITE, "second");
	assert_int_equal(why.kind, FAULT_WRITE);
	assert_string_equal(why.message, "second");
}

static void a_fault_can_be_wrapped_into_another(void **state)
{
	(void)state;
	struct fault why = {0};
	fault_set(&why, FAULT_INPUT, "not there");
	fault_set(&why, FAULT_OFFICE, "%s: %s", "holidays.csv", why.message);
	assert_string_equal(why.message, "holidays.csv: not there");
	fault_system(&why, FAULT_OFFICE, ENOENT, "kasugai.xml: %s", why.message);
	assert_string_equal(
		why.message, "kasugai.xml: holidays.csv: not there: No such file or directory");
}

static void a_system_fault_ends_with_the_systems_words(void **state)
{
	(void)state;
	struct fault why = {0};
	assert_false(fault_system(&why, FAULT_INPUT, ENOENT, "cannot open %s", "register.xml"));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_string_equal(why.message, "cannot open register.xml: No such file or directory");
}

/* A code goes with its message, and is none of the next one's. */
static void a_refusal_has_a_code(void **state)
{
	(void)state;
	static const char code[] = "full";
	struct fault why = {0};
	assert_false(fault_refuse(&why, FAULT_USAGE, code, "every desk of %d is taken", 3));
	assert_int_equal(why.kind, FAULT_USAGE);
	assert_ptr_equal(why.code, code);
	assert_string_equal(why.message, "every desk of 3 is taken");
	assert_false(fault_set(&why, FAULT_WRITE, "the disk is full"));
	assert_null(why.code);
}

static void a_message_that_just_fits_is_whole(void **state)
{
	(void)state;
	struct fault why = {0};
	char text[sizeof why.message];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	fault_set(&why, FAULT_INPUT, "%s", text);
	assert_string_equal(why.message, text);
}

/* Characters of one to four bytes, cut at every offset of theirs: what is left is whole characters
 * of the message, as many as there is room for, and three dots. */
static void a_long_message_is_cut_between_characters(void **state)
{
	(void)state;
	static const char *const characters[] = {"x", "é", "髙", "𠮷"};
	for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++)
		for (size_t offset = 0; offset < 5; offset++) {
			struct fault why = {0};
			char text[3000] = "abcde";
			size_t step = strlen(characters[i]), used = offset;
			for (; used + step < sizeof text; used += step)
				memcpy(text + used, characters[i], step + 1);
			for (int system = 0; system < 2; system++) {
				if (system == 0)
					fault_set(&why, FAULT_INPUT, "%s", text);
				else
					fault_system(&why, FAULT_INPUT, ENOENT, "%s", text);
				size_t length = strlen(why.message);
				assert_in_range(
					length, sizeof why.message - 1 - 3, sizeof why.message - 1);
				assert_string_equal(why.message + length - 3, "...");
				assert_memory_equal(why.message, text, length - 3);
				assert_true(text_valid(why.message, length));
			}
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_has_a_kind_and_a_message),
		cmocka_unit_test(a_later_fault_replaces_the_earlier_one),
		cmocka_unit_test(a_fault_can_be_wrapped_into_another),
		cmocka_unit_test(a_system_fault_ends_with_the_systems_words),
		cmocka_unit_test(a_refusal_has_a_code),
		cmocka_unit_test(a_message_that_just_fits_is_whole),
		cmocka_unit_test(a_long_message_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
