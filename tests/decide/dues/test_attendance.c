/* Who came: what a later register shows of a letter and its visit. */
#include "decide/dues/attendance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Days of one year, so that a table can be read; the letter left on day 100. */
enum { NO = DAY_NONE, DAYS = 14, POSTED = 100, VISIT = 120, EXPIRES = 160 };

struct due_row {
	day_number expires, renewed;
	bool covered, withdrawn;
	day_number applied; /* 0: none */
};

struct row {
	const char *sentence;
	day_number posted, visit;
	bool scanned;
	struct due_row dues[3];
	day_number seen;
	bool unseen; /* the register shows nothing of the resident */
	enum attendance attendance;
	day_number renewed;
	bool in_time, by_visit, settled;
};

static const struct row rows[] = {
	{"renewed on the day of the visit: came, and that is all there is to know", POSTED, VISIT,
		false, {{EXPIRES, VISIT, false, false, 0}}, 121, false, ATTENDANCE_CAME, VISIT,
		true, true, true},
	{"on the last of the days for it", POSTED, VISIT, false, {{EXPIRES, 134, false, false, 0}},
		135, false, ATTENDANCE_CAME, 134, true, true, true},
	{"a day later it was another occasion", POSTED, VISIT, false,
		{{EXPIRES, 135, false, false, 0}}, 136, false, ATTENDANCE_OTHERWISE, 135, true,
		false, false},
	{"the day before the visit", POSTED, VISIT, false, {{EXPIRES, 119, false, false, 0}}, 120,
		false, ATTENDANCE_OTHERWISE, 119, true, true, false},
	{"without an appointment", POSTED, NO, false, {{EXPIRES, 119, false, false, 0}}, 120, false,
		ATTENDANCE_OTHERWISE, 119, true, false, false},
	{"after the expiry is not in time", POSTED, NO, false, {{EXPIRES, 161, false, false, 0}},
		162, false, ATTENDANCE_OTHERWISE, 161, false, false, false},
	{"on the expiry is", POSTED, NO, false, {{EXPIRES, 160, false, false, 0}}, 162, false,
		ATTENDANCE_OTHERWISE, 160, true, false, false},
	{"at the visit on the last day, shown when it had run out", POSTED, EXPIRES, false,
		{{EXPIRES, 165, false, false, 0}}, 166, false, ATTENDANCE_CAME, 165, false, true,
		true},
	{"the visit is to come", POSTED, VISIT, false, {{EXPIRES, NO, false, false, 0}}, 110, false,
		ATTENDANCE_NOT_YET, NO, false, false, false},
	{"the register may still show it", POSTED, VISIT, false, {{EXPIRES, NO, false, false, 0}},
		134, false, ATTENDANCE_NOT_YET, NO, false, false, false},
	{"its days are over: not known, and not absent", POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, 0}}, 135, false, ATTENDANCE_UNRESOLVED, NO, false,
		false, false},
	{"a register that does not show the resident says nothing", POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, 0}}, 135, true, ATTENDANCE_NOT_YET, NO, false, false,
		false},
	{"until all is over", POSTED, VISIT, false, {{EXPIRES, NO, false, false, 0}}, 175, true,
		ATTENDANCE_UNRESOLVED, NO, false, false, true},
	{"without an appointment the expiry is waited for", POSTED, NO, false,
		{{EXPIRES, NO, false, false, 0}}, 174, false, ATTENDANCE_NOT_YET, NO, false, false,
		false},
	{"and then it is not known", POSTED, NO, false, {{EXPIRES, NO, false, false, 0}}, 175,
		false, ATTENDANCE_UNRESOLVED, NO, false, false, true},
	{"scanned: came, whatever the register shows by now", POSTED, VISIT, true,
		{{EXPIRES, NO, false, false, 0}}, 121, false, ATTENDANCE_CAME, NO, false, true,
		false},
	{"scanned, and renewed long after: both count", POSTED, VISIT, true,
		{{EXPIRES, 150, false, false, 0}}, 151, false, ATTENDANCE_CAME, 150, true, true,
		true},
	{"scanned, and never renewed: for good when the days are over", POSTED, VISIT, true,
		{{EXPIRES, NO, false, false, 0}}, 175, false, ATTENDANCE_CAME, NO, false, true,
		true},
	{"moved out, died, card given back", POSTED, VISIT, false, {{EXPIRES, NO, false, true, 0}},
		121, true, ATTENDANCE_GONE, NO, false, false, false},
	{"one certificate given up, the other goes on", POSTED, VISIT, false,
		{{EXPIRES, NO, false, true, 0}, {EXPIRES, NO, false, false, 0}}, 130, false,
		ATTENDANCE_NOT_YET, NO, false, false, false},
	{"one given up, the other renewed at the visit", POSTED, VISIT, false,
		{{EXPIRES, NO, false, true, 0}, {EXPIRES, 121, false, false, 0}}, 130, false,
		ATTENDANCE_CAME, 121, true, true, true},
	{"a card with what it covers, renewed together", POSTED, VISIT, false,
		{{EXPIRES, VISIT, false, false, 0}, {EXPIRES, VISIT, true, false, 0}}, 121, false,
		ATTENDANCE_CAME, VISIT, true, true, true},
	{"a covered certificate renewed at the visit says that somebody came; the card is to come",
		POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, 0}, {EXPIRES, VISIT, true, false, 0}}, 121, false,
		ATTENDANCE_CAME, NO, false, true, false},
	{"one before the visit, one at it: came, and the first counts as renewed", POSTED, VISIT,
		false, {{EXPIRES, 112, false, false, 0}, {170, VISIT, false, false, 0}}, 121, false,
		ATTENDANCE_CAME, 112, true, true, true},
	{"a card applied for at the visit, that is not made yet", POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, VISIT}}, 125, false, ATTENDANCE_CAME, NO, false, true,
		false},
	{"and when it is fetched", POSTED, VISIT, false, {{EXPIRES, 155, false, false, VISIT}}, 156,
		false, ATTENDANCE_CAME, 155, true, true, true},
	{"applied for on the day after: written down a day late", POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, VISIT + 1}}, 125, false, ATTENDANCE_CAME, NO, false,
		true, false},
	{"a day later it can be from home, and nobody came", POSTED, VISIT, false,
		{{EXPIRES, NO, false, false, VISIT + 2}}, 125, false, ATTENDANCE_NOT_YET, NO, false,
		false, false},
	{"nor when that card is fetched", POSTED, VISIT, false,
		{{EXPIRES, 155, false, false, VISIT + 2}}, 156, false, ATTENDANCE_OTHERWISE, 155,
		true, false, false},
	{"or never is", POSTED, VISIT, false, {{EXPIRES, NO, false, false, VISIT}}, 175, false,
		ATTENDANCE_CAME, NO, false, true, true},
	{"a card applied for before the visit", POSTED, VISIT, false,
		{{EXPIRES, 150, false, false, 119}}, 151, false, ATTENDANCE_OTHERWISE, 150, true,
		false, false},
	{"or long after it", POSTED, VISIT, false, {{EXPIRES, 158, false, false, 135}}, 159, false,
		ATTENDANCE_OTHERWISE, 158, true, false, false},
	{"without a visit there is nothing to come to", POSTED, NO, false,
		{{EXPIRES, NO, false, false, VISIT}}, 125, false, ATTENDANCE_NOT_YET, NO, false,
		false, false},
	{"a letter that is held has called nobody", NO, VISIT, false,
		{{EXPIRES, VISIT, false, false, 0}}, 121, false, ATTENDANCE_NOT_YET, VISIT, true,
		true, false},
};

static void what_a_register_makes_of_a_letter(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct row *row = &rows[i];
		struct awaited_due dues[3];
		struct awaited_letter letter = {.notice = "26-000001-1",
			.resident = "1",
			.written = 98,
			.posted = row->posted,
			.visit = row->visit,
			.scanned = row->scanned,
			.dues = dues};
		for (; letter.due_count < 3 && row->dues[letter.due_count].expires != 0;
			letter.due_count++) {
			const struct due_row *due = &row->dues[letter.due_count];
			dues[letter.due_count] = (struct awaited_due){DOCUMENT_CARD, due->expires,
				due->covered, due->withdrawn, due->renewed,
				due->applied != 0 ? due->applied : NO};
		}
		const struct attended found =
			attendance_judge(&letter, row->seen, !row->unseen, DAYS);
		if (found.attendance != row->attendance || found.renewed != row->renewed ||
			found.in_time != row->in_time || found.by_visit != row->by_visit ||
			found.settled != row->settled)
			fail_msg("%s: %s, renewed %d, in time %d, by the visit %d, settled %d",
				row->sentence, attendance_words[found.attendance],
				(int)found.renewed, found.in_time, found.by_visit, found.settled);
		assert_string_equal(found.notice, letter.notice);
	}
}

/* What is found as time goes by: never absent, and what is settled stays so. */
static void time_alone_takes_nothing_back(void **state)
{
	(void)state;
	for (day_number renewed = 90; renewed <= 200; renewed += 5) {
		enum attendance last = ATTENDANCE_NOT_YET;
		bool settled = false;
		for (day_number seen = POSTED; seen < 260; seen++) {
			struct awaited_due due = {DOCUMENT_CARD, EXPIRES, false, false,
				seen > renewed ? renewed : DAY_NONE, DAY_NONE};
			const struct awaited_letter letter = {.notice = "",
				.resident = "1",
				.posted = POSTED,
				.visit = VISIT,
				.dues = &due,
				.due_count = 1};
			const struct attended found = attendance_judge(&letter, seen, true, DAYS);
			bool further = found.attendance == last || last == ATTENDANCE_NOT_YET ||
				       (last == ATTENDANCE_UNRESOLVED && renewed > VISIT + DAYS &&
					       found.attendance == ATTENDANCE_OTHERWISE);
			assert_true(further);
			assert_true(found.attendance <= ATTENDANCE_UNRESOLVED);
			if (settled && renewed <= EXPIRES + DAYS)
				assert_true(found.attendance == last && found.settled);
			last = found.attendance;
			settled = found.settled;
		}
		assert_true(settled);
	}
}

static void what_is_a_renewal(void **state)
{
	(void)state;
	assert_true(attendance_renews(EXPIRES, EXPIRES + 1826, 31));
	assert_true(attendance_renews(EXPIRES, EXPIRES + 32, 31));
	/* A date that was corrected, one that moved back, and a document that is not shown. */
	assert_false(attendance_renews(EXPIRES, EXPIRES + 31, 31));
	assert_false(attendance_renews(EXPIRES, EXPIRES, 31));
	assert_false(attendance_renews(EXPIRES, EXPIRES - 400, 31));
	assert_false(attendance_renews(EXPIRES, DAY_NONE, 31));
}

static void when_it_was(void **state)
{
	(void)state;
	/* The day of issue, where it can be the new document's. */
	assert_int_equal(attendance_renewed_on(120, 98, 125, DAYS), 120);
	assert_int_equal(attendance_renewed_on(125, 98, 125, DAYS), 125);
	assert_int_equal(attendance_renewed_on(84, 98, 125, DAYS), 84);
	/* That of the document before, one of tomorrow, none. */
	assert_int_equal(attendance_renewed_on(83, 98, 125, DAYS), 125);
	assert_int_equal(attendance_renewed_on(126, 98, 125, DAYS), 125);
	assert_int_equal(attendance_renewed_on(DAY_NONE, 98, 125, DAYS), 125);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_register_makes_of_a_letter),
		cmocka_unit_test(time_alone_takes_nothing_back),
		cmocka_unit_test(what_is_a_renewal),
		cmocka_unit_test(when_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
