/* Two nights' sentences about one resident by one code: of the same exception, and is it worse? */
#include "model/exception_change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define WEEK    "week of 2026-12-14, tobu: visits of letters to come without a place: "
#define MISSING "; desks missing: 2, which it has and keeps for others; hours: 4"
#define LETTER  "letter 26-000123-5 has an appointment at tobu on 2026-12-16T10:00: it stands, but "
#define MOST                                                                                       \
	" letters in a mailing are too few for all to be in time, and the last will go beside them; "
#define TOGETHER                                                                                   \
	" people at one address would come together, but no block of places is free for them in "  \
	"time: by hand one by one"
#define JOINING     " more people at its address have no place in its blocks: by hand one by one"
#define UNCONFIRMED "nobody has confirmed that the mailing of 2026-11-24 left ("

static const struct {
	const char *sentence, *code, *before, *now;
	enum exception_change change;
} cases[] = {
	{"the same words", "birth-unknown", "born 1990-00-00", "born 1990-00-00", EXCEPTION_SAME},
	{"other words", "birth-unknown", "born 1990-00-00", "born 1991-00-00", EXCEPTION_OTHER},
	{"of a code without figures a number is a word", "birth-unknown", "12 letters",
		"13 letters", EXCEPTION_OTHER},

	{"more visits", "places-short", WEEK "12" MISSING, WEEK "13" MISSING, EXCEPTION_WORSE},
	{"fewer visits", "places-short", WEEK "12" MISSING, WEEK "9" MISSING, EXCEPTION_SAME},
	{"ten of them are more than nine", "places-short", WEEK "9" MISSING, WEEK "10" MISSING,
		EXCEPTION_WORSE},
	{"more desks, though fewer visits", "places-short", WEEK "12" MISSING,
		WEEK "11; desks missing: 3, which it has and keeps for others; hours: 4",
		EXCEPTION_WORSE},
	{"more hours", "places-short", WEEK "12" MISSING,
		WEEK "12; desks missing: 2, which it has and keeps for others; hours: 5",
		EXCEPTION_WORSE},
	{"another remedy is another one", "places-short", WEEK "12" MISSING,
		WEEK "12; letters posted earlier would do", EXCEPTION_OTHER},
	{"and its only figure counts", "places-short", WEEK "12; letters posted earlier would do",
		WEEK "14; letters posted earlier would do", EXCEPTION_WORSE},
	{"another week", "places-short", WEEK "12" MISSING,
		"week of 2026-12-21, tobu: visits of letters to come without a place: 12" MISSING,
		EXCEPTION_OTHER},
	{"another counter, whose id is a number", "places-short",
		"week of 2026-12-14, 1: visits of letters to come without a place: 12" MISSING,
		"week of 2026-12-14, 2: visits of letters to come without a place: 12" MISSING,
		EXCEPTION_OTHER},

	{"more people of a house", "house-no-block", "7" TOGETHER, "12" TOGETHER, EXCEPTION_WORSE},
	{"fewer people of a house", "house-no-block", "12" TOGETHER, "7" TOGETHER, EXCEPTION_SAME},
	{"more who have no place in its offer", "house-no-block", "house H26-000001-3: 1" JOINING,
		"house H26-000001-3: 2" JOINING, EXCEPTION_WORSE},
	{"another house", "house-no-block", "house H26-000001-3: 1" JOINING,
		"house H26-000002-1: 1" JOINING, EXCEPTION_OTHER},

	{"more at a time", "desks-short", LETTER "5 stand at a time then and 3 desks are offered",
		LETTER "6 stand at a time then and 3 desks are offered", EXCEPTION_WORSE},
	{"fewer desks", "desks-short", LETTER "5 stand at a time then and 3 desks are offered",
		LETTER "5 stand at a time then and 2 desks are offered", EXCEPTION_WORSE},
	{"more desks", "desks-short", LETTER "5 stand at a time then and 3 desks are offered",
		LETTER "5 stand at a time then and 4 desks are offered", EXCEPTION_SAME},
	{"another place", "desks-short", LETTER "5 stand at a time then and 3 desks are offered",
		"letter 26-000123-5 has an appointment at tobu on 2026-12-17T10:00: it stands, but "
		"5 stand at a time then and 3 desks are offered",
		EXCEPTION_OTHER},
	{"at a counter whose id is a number, which is none of its figures", "desks-short",
		"an appointment at 1 on 2026-12-16T10:00: 5 stand and 3 desks",
		"an appointment at 2 on 2026-12-16T10:00: 5 stand and 3 desks", EXCEPTION_OTHER},

	{"more would be needed", "mailing-most", "20" MOST "30 a mailing would do",
		"20" MOST "31 a mailing would do", EXCEPTION_WORSE},
	{"fewer are allowed", "mailing-most", "20" MOST "30 a mailing would do",
		"19" MOST "30 a mailing would do", EXCEPTION_WORSE},
	{"fewer would do", "mailing-most", "20" MOST "30 a mailing would do",
		"20" MOST "25 a mailing would do", EXCEPTION_SAME},

	{"some of its letters were taken back", "mailing-unconfirmed",
		UNCONFIRMED "12 letters, 26-000001-3 to 26-000012-0)",
		UNCONFIRMED "10 letters, 26-000002-1 to 26-000011-2)", EXCEPTION_SAME},
	{"another mailing", "mailing-unconfirmed",
		UNCONFIRMED "12 letters, 26-000001-3 to 26-000012-0)",
		"nobody has confirmed that the mailing of 2026-11-25 left (12 letters, 26-000001-3 "
		"to 26-000012-0)",
		EXCEPTION_OTHER},

	{"on another line of the file", "field-form", "set people, line 12: born: 1990-13-01",
		"set people, line 4711: born: 1990-13-01", EXCEPTION_SAME},
	{"with another value", "field-form", "set people, line 12: born: 1990-13-01",
		"set people, line 12: born: 1990-14-01", EXCEPTION_OTHER},
	{"on two other lines", "field-repeated", "set cards, lines 3 and 4: expires",
		"set cards, lines 30 and 44: expires", EXCEPTION_SAME},
	{"of two sets", "field-repeated", "born by set a, line 3, and by set b, line 4, differ",
		"born by set a, line 5, and by set b, line 6, differ", EXCEPTION_SAME},
	{"of another set", "field-repeated", "born by set a, line 3, and by set b, line 4, differ",
		"born by set a, line 3, and by set c, line 4, differ", EXCEPTION_OTHER},
	{"on another line of the cards file", "documents-twice",
		"has documents in the register, and others on line 9 of the cards file",
		"has documents in the register, and others on line 10 of the cards file",
		EXCEPTION_SAME},

	{"a set that is late another day", "set-left-out",
		"it is of 2026-11-23 and the others of 2026-11-24: left out",
		"it is of 2026-11-23 and the others of 2026-11-25: left out", EXCEPTION_SAME},
};

static void each_pair_is_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		enum exception_change found =
			exception_change(cases[i].code, cases[i].before, cases[i].now);
		if (found != cases[i].change)
			fail_msg("%s: %d", cases[i].sentence, (int)found);
		/* Never worse both ways; other both ways. */
		enum exception_change back =
			exception_change(cases[i].code, cases[i].now, cases[i].before);
		if ((found == EXCEPTION_OTHER) != (back == EXCEPTION_OTHER))
			fail_msg("%s, and back: %d", cases[i].sentence, (int)back);
		if (exception_change(cases[i].code, cases[i].now, cases[i].now) != EXCEPTION_SAME)
			fail_msg("%s, itself", cases[i].sentence);
	}
}

static void who_has_figures(void **state)
{
	(void)state;
	assert_true(exception_has_figures("places-short", WEEK "12" MISSING));
	assert_true(exception_has_figures("field-form", "set people, line 12: born"));
	assert_true(exception_has_figures("set-left-out", "it is of 2026-11-23"));
	assert_false(exception_has_figures("field-form", "born: 1990-13-01"));
	assert_false(exception_has_figures("birth-unknown", "12 letters"));
	assert_false(exception_has_figures("places-short", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_pair_is_what_it_says),
		cmocka_unit_test(who_has_figures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
