/* Which exceptions may be out of sight once the desk knows them, and where one stands. */
#include "model/exception.h"

#include "decide/rules/ruling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Of each oddity it has been thought about whether somebody loses by it. */
static const bool rests[ODDITIES] = {
	[ODDITY_EXPIRY_UNEXPLAINED] = true,
	[ODDITY_EXPIRY_ESTIMATED] = true,
	[ODDITY_EXPIRY_UNKNOWN] = false,
	[ODDITY_EXPIRES_BEFORE_ISSUED] = false,
	[ODDITY_CERTIFICATE_PAST_CARD] = true,
	[ODDITY_SIGNATURE_PAST_AUTHENTICATION] = true,
	[ODDITY_SIGNATURE_UNDER_AGE] = true,
	[ODDITY_SIGNATURE_OF_WARD] = true,
	[ODDITY_CERTIFICATE_WITHOUT_CARD] = false,
	[ODDITY_BIRTH_UNKNOWN] = true,
};

static void each_oddity_is_decided(void **state)
{
	(void)state;
	for (int odd = 0; odd < ODDITIES; odd++)
		if (exception_may_rest(oddity_codes[odd]) != rests[odd])
			fail_msg("%s", oddity_codes[odd]);
}

/* What sets aside, what staff must do, and what nobody has thought about. */
static void whatever_else_there_is_stays(void **state)
{
	(void)state;
	static const char *const codes[] = {"field-missing", "field-date", "glyph", "vanished",
		"mailing-unconfirmed", "places-short", "desks-short", "protection-absent",
		"appointment-ended", "holder-without-resident", "row-without-resident",
		"birth-unknown-too", "birth", ""};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (exception_may_rest(codes[i]))
			fail_msg("%s", codes[i]);
}

static void where_an_exception_stands(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *code;
		bool known, acknowledged;
		enum exception_state state;
	} cases[] = {
		{"told tonight", "birth-unknown", false, false, EXCEPTION_NEW},
		{"told before", "birth-unknown", true, false, EXCEPTION_KNOWN},
		{"acknowledged", "birth-unknown", true, true, EXCEPTION_RESTING},
		{"on its first day", "birth-unknown", false, true, EXCEPTION_RESTING},
		{"somebody has no letter", "expiry-unknown", true, true, EXCEPTION_KNOWN},
		{"and since tonight", "expiry-unknown", false, true, EXCEPTION_NEW},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct exception_standing standing = {.since = 20000,
			.known = cases[i].known,
			.acknowledged = cases[i].acknowledged ? 20001 : DAY_NONE};
		if (exception_state(cases[i].code, &standing) != cases[i].state)
			fail_msg("%s", cases[i].sentence);
	}
	assert_int_equal(exception_state("birth-unknown", NULL), EXCEPTION_NEW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_oddity_is_decided),
		cmocka_unit_test(whatever_else_there_is_stays),
		cmocka_unit_test(where_an_exception_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
