#include "model/desk_request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Every code has a word of its own, such as the ledger takes, and a sentence. */
static void test_codes(void **state)
{
	(void)state;
	for (int code = 0; code < REQUEST_CODES; code++) {
		const char *word = desk_request_code_words[code];
		assert_non_null(word);
		assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz-"), strlen(word));
		assert_non_null(desk_request_sentences[code]);
		for (int other = 0; other < code; other++)
			assert_string_not_equal(word, desk_request_code_words[other]);
	}
}

static void test_ids(void **state)
{
	(void)state;
	static const struct {
		const char *id;
		bool valid;
	} ids[] = {{"A1", true}, {"2026-11-24T23:05_0.1", true}, {"", false}, {"a b", false},
		{"a,b", false}, {"-1", false}, {"1-", true}, {"é", false}, {"a\n", false},
		{"0123456789012345678901234567890123456789012345678901234567890123", true},
		{"01234567890123456789012345678901234567890123456789012345678901234", false}};
	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
		assert_int_equal(desk_request_id_valid(ids[i].id), ids[i].valid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
