#include "document/captured.h"

#include "document/operators/lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BOM "\xEF\xBB\xBF"

#define HAND_HEADING                                                                               \
	BOM "resident,matter,reason,expires,days_left,wave,language,appointment,counter,starts\r\n"
#define CALL_HEADING                                                                               \
	BOM "resident,matter,expires,notice,days_left,wave,language,appointment,counter,starts\r\n"

static const struct csv_form plain = {CSV_PROGRAMS, NULL};

/* Ten days before these dues end. */
enum { TODAY = 20840 };

static const char dues_heading[] =
	"notice,resident,household,matter,expires,opens,wave,outcome,reason,"
	"visit_from,visit_until,counter,starts,ends,uid,sequence\r\n";

static const struct night_due placed = {
	.resident = "0000000101",
	.household = "9000000101",
	.decision = {MATTER_SIGNATURE, 20850, 20760, WAVE_LATE, OUTCOME_LETTER, REASON_ESTIMATED,
		true},
	.notice = "26-000001-3",
	.visit_from = 20800,
	.visit_until = 20840,
	.appointment = {APPOINTMENT_STATE_MOVED, "kigen-x@232068", 3, "cityhall", 20803, 1050,
		1080},
};

static const struct night_due by_hand = {
	.resident = "0000000102",
	.household = "9000000102",
	.decision = {MATTER_CARD, 20850, 20760, WAVE_FIRST, OUTCOME_HAND, REASON_PROTECTION, false},
	.notice = "",
	.visit_from = DAY_NONE,
	.visit_until = DAY_NONE,
	.appointment = {.state = APPOINTMENT_STATE_NONE, .uid = "never", .counter = "never"},
};

static void check(void (*write)(FILE *, const struct night_due *, size_t),
	const struct night_due *dues, size_t count, const char *expected)
{
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	write(captured.stream, dues, count);
	assert_string_equal(captured_end(&captured, arena), expected);
	arena_close(arena);
}

static void check_dues(const struct night_due *dues, size_t count, const char *expected)
{
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	lists_dues(captured.stream, &plain, dues, count);
	assert_string_equal(captured_end(&captured, arena), expected);
	arena_close(arena);
}

static void check_today(void (*write)(FILE *, const struct csv_form *, const struct night_due *,
				size_t, day_number),
	const struct night_due *dues, size_t count, const char *expected)
{
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	write(captured.stream, &plain, dues, count, TODAY);
	assert_string_equal(captured_end(&captured, arena), expected);
	arena_close(arena);
}

/* dues.csv: every column, times to the minute, nothing of an appointment that is none. */
static void dues(void **state)
{
	(void)state;
	const struct night_due rows[] = {placed, by_hand};
	struct arena *arena = arena_open();
	check_dues(rows, 2,
		arena_print(arena, BOM "%s%s%s", dues_heading,
			"26-000001-3,0000000101,9000000101,signature,2027-02-01,2026-11-03,late,"
			"letter,estimated,2026-12-13,2027-01-22,cityhall,2026-12-16T17:30,"
			"2026-12-16T18:00,kigen-x@232068,3\r\n",
			",0000000102,9000000102,card,2027-02-01,2026-11-03,first,hand,protection,"
			",,,,,,\r\n"));
	arena_close(arena);
}

/* A visit that lasts to midnight ends at 00:00 of the next day. */
static void midnight(void **state)
{
	(void)state;
	struct night_due late = placed;
	late.appointment.starts = 1410;
	late.appointment.ends = 1440;
	check(lists_plan, &late, 1,
		"resident,matter,expires,opens,wave,outcome,reason,visit_from,visit_until,counter,"
		"starts,ends\r\n"
		"0000000101,signature,2027-02-01,2026-11-03,late,letter,estimated,2026-12-13,"
		"2027-01-22,cityhall,2026-12-16T23:30,2026-12-17T00:00\r\n");
}

/* A night without rows still has its heading. */
static void empty(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	check_dues(NULL, 0, arena_print(arena, BOM "%s", dues_heading));
	check_today(lists_hand, NULL, 0, HAND_HEADING);
	check_today(lists_call, NULL, 0, CALL_HEADING);
	arena_close(arena);
}

/* hand.csv takes the rows by hand, call.csv those to be telephoned, and no others. */
static void chosen_rows(void **state)
{
	(void)state;
	struct night_due rows[] = {placed, by_hand, placed};
	rows[2].resident = "0000000103";
	rows[2].call = true;
	rows[1].language = "ne";
	check_today(lists_hand, rows, 3,
		HAND_HEADING "0000000102,card,protection,2027-02-01,10,first,ne,,,\r\n");
	check_today(lists_call, rows, 3,
		CALL_HEADING "0000000103,signature,2027-02-01,26-000001-3,10,late,,moved,cityhall,"
			     "2026-12-16T17:30\r\n");
}

/* Changed appointments that staff must tell stand among the dues, in one order; a letter in time is
 * no row. */
static void staff_rows(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	static const struct night_telling tellings[] = {
		{"0000000100", MATTER_SIGNATURE, 20850, WAVE_REMINDER, REASON_EMPTY, "26-000009-6",
			true, "pt",
			{APPOINTMENT_STATE_CANCELLED, "kigen-y@232068", 1, "tobu", 20845, 540,
				570}},
		{"0000000102", MATTER_AUTHENTICATION, 20839, WAVE_FIRST, REASON_PROTECTION, "",
			false, "", {0}},
		{"0000000105", MATTER_CARD, 20850, WAVE_FIRST, REASON_EMPTY, "26-000010-4", false,
			"", {0}},
	};
	const struct night_due dues[] = {placed, by_hand};
	const struct night night = {
		.dues = dues, .due_count = 2, .tellings = tellings, .telling_count = 3};
	size_t count;
	const struct night_due *rows = lists_staff(&night, arena, &count);
	check_today(lists_hand, rows, count,
		HAND_HEADING "0000000102,authentication,protection,2027-01-21,0,first,,,,\r\n"
			     "0000000102,card,protection,2027-02-01,10,first,,,,\r\n");
	check_today(lists_call, rows, count,
		CALL_HEADING "0000000100,signature,2027-02-01,26-000009-6,10,reminder,pt,cancelled,"
			     "tobu,2027-01-27T09:00\r\n");
	arena_close(arena);
}

/* exceptions.csv: no line where there is none, quotes doubled, formulas disarmed. */
static void exceptions(void **state)
{
	(void)state;
	static const struct night_exception rows[] = {
		{0, "", "export-shrank", "3 fewer"},
		{17, "0000000201", "glyph", "U+E0F1, \"U+845B\""},
		{18, "=1+1", "id-odd", "odd"},
	};
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	lists_exceptions(captured.stream, &plain, rows, 3);
	assert_string_equal(captured_end(&captured, arena),
		BOM "line,resident,code,message\r\n"
		    ",,export-shrank,3 fewer\r\n"
		    "17,0000000201,glyph,\"U+E0F1, \"\"U+845B\"\"\"\r\n"
		    "18,\"'=1+1\",id-odd,odd\r\n");
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dues),
		cmocka_unit_test(midnight),
		cmocka_unit_test(empty),
		cmocka_unit_test(chosen_rows),
		cmocka_unit_test(staff_rows),
		cmocka_unit_test(exceptions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
