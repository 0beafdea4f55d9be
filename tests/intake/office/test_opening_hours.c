#include "intake/office/opening_hours.h"

#include "base/text.h"
#include "intake/office/office_file.h"
#include "intake/variant.h"

#include <time.h>

static struct arena *arena;
static struct office office; /* the shipped one */
static const char *folder;

static int set_up(void **state)
{
	struct fault why = {0};
	(void)state;
	arena = arena_open();
	folder = variant_folder(arena);
	if (!office_read("cron/kasugai.xml", arena, &office, &why)) {
		print_error("%s\n", why.message);
		return -1;
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	variant_remove(folder, arena);
	arena_close(arena);
	return 0;
}

enum { CITYHALL, SAKASHITA, TOBU, AJIYOSHI, KOZOJI };

static struct calendar expanded(const struct office *of, day_number from, day_number to)
{
	struct calendar calendar;
	struct fault why = {0};
	if (!hours_expand(of, from, to, arena, &calendar, &why))
		fail_msg("%s", why.message);
	return calendar;
}

/* The shipped office with some text replaced. */
static struct office variant(const char *from, const char *to)
{
	struct office changed;
	struct fault why = {0};
	const char *path = variant_write(folder, from, to, NULL, arena);
	if (!office_read(path, arena, &changed, &why))
		fail_msg("%s", why.message);
	return changed;
}

/* "08:30-12:00,13:00-17:00" or "closed". */
static const char *intervals_text(const struct counter_day *day)
{
	const char *text = "";
	char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
	for (size_t i = 0; i < day->interval_count; i++)
		text = arena_print(arena, "%s%s%s-%s", text, i == 0 ? "" : ",",
			civil_format_time(day->intervals[i].from, from),
			civil_format_time(day->intervals[i].to, to));
	return day->interval_count == 0 ? "closed" : text;
}

/* ---- the oracle ---- */

static size_t compare_with_oracle(const char *path, const struct calendar *calendar, size_t counter)
{
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	char line[256];
	size_t rows = 0;
	for (; fgets(line, sizeof line, file) != NULL; rows++) {
		day_number day;
		char date[CIVIL_DATE_BYTES];
		assert_true(civil_parse(line, 10, &day));
		const struct counter_day *row = calendar_day(calendar, day, counter);
		const char *ours = arena_print(arena, "%s\t%s\t%s\t%s\n", civil_format(day, date),
			civil_weekday_name(civil_weekday(day)), intervals_text(row), row->reason);
		assert_string_equal(ours, line);
	}
	fclose(file);
	return rows;
}

static void every_row_of_the_city_hall_table(void **state)
{
	(void)state;
	struct calendar calendar =
		expanded(&office, civil_day(2026, 1, 1), civil_day(2027, 12, 31));
	assert_int_equal(
		compare_with_oracle("tests/oracles/cityhall-hours.tsv", &calendar, CITYHALL), 730);
}

static void every_row_of_the_branch_table_at_all_four_branches(void **state)
{
	(void)state;
	struct calendar calendar =
		expanded(&office, civil_day(2026, 1, 1), civil_day(2027, 12, 31));
	for (size_t counter = SAKASHITA; counter <= KOZOJI; counter++)
		assert_int_equal(
			compare_with_oracle("tests/oracles/branch-hours.tsv", &calendar, counter),
			730);
}

static void no_part_of_the_range_depends_on_where_it_begins(void **state)
{
	(void)state;
	day_number from = civil_day(2026, 1, 1);
	struct calendar whole = expanded(&office, from, civil_day(2026, 12, 31));
	for (day_number day = from; day <= whole.to; day++) {
		struct calendar one = expanded(&office, day, day);
		for (size_t counter = 0; counter < 5; counter++) {
			const struct counter_day *a = calendar_day(&whole, day, counter);
			const struct counter_day *b = calendar_day(&one, day, counter);
			assert_string_equal(a->reason, b->reason);
			assert_string_equal(intervals_text(a), intervals_text(b));
			assert_int_equal(a->slot_count, b->slot_count);
		}
		assert_int_equal(calendar_mails(&whole, day), calendar_mails(&one, day));
	}
}

/* ---- 2019 to 2050, the city's sentences said again without rules ---- */

static bool year_end(struct civil date)
{
	return (date.month == 12 && date.day >= 29) || (date.month == 1 && date.day <= 3);
}

static bool third_sunday(day_number day)
{
	int of_month = civil_parts(day).day;
	return civil_weekday(day) == SUNDAY && of_month >= 15 && of_month <= 21;
}

/* The Sunday after the third Saturday, counted off from the first of the month. */
static bool maintenance_sunday(day_number day)
{
	struct civil date = civil_parts(day - 1);
	int saturdays = 0;
	for (int i = 1; i <= date.day; i++)
		saturdays += civil_weekday(civil_day(date.year, date.month, i)) == SATURDAY;
	return civil_weekday(day) == SUNDAY && saturdays == 3;
}

static const char *expected_hours(day_number day, bool city_hall)
{
	enum weekday weekday = civil_weekday(day);
	if (office_holiday(&office, day) != NULL || year_end(civil_parts(day)))
		return "closed";
	if (weekday == SATURDAY || (weekday == SUNDAY && (!city_hall || third_sunday(day))))
		return "closed";
	if (weekday == SUNDAY)
		return "08:30-12:00,13:00-17:00";
	return city_hall && weekday == WEDNESDAY ? "08:30-19:30" : "08:30-17:00";
}

/* Desks for appointments in a slot of the city hall, by the hour it begins. */
static int expected_desks(day_number day, int start)
{
	if (civil_weekday(day) == SUNDAY || start >= 17 * 60)
		return 6;
	return start >= 9 * 60 && start < 16 * 60 ? 8 : 12;
}

static void check_slots(const struct counter_day *row, day_number day, bool city_hall)
{
	int minutes = 0;
	for (size_t i = 0; i < row->interval_count; i++)
		minutes += row->intervals[i].to - row->intervals[i].from;
	bool none = city_hall && maintenance_sunday(day);
	assert_int_equal(row->slot_count, none ? 0 : minutes / 30);
	for (size_t i = 0; i < row->slot_count; i++) {
		const struct slot *slot = &row->slots[i];
		bool inside = false;
		for (size_t k = 0; k < row->interval_count; k++)
			inside = inside || (row->intervals[k].from <= slot->start &&
						   slot->end <= row->intervals[k].to);
		assert_true(inside);
		assert_int_equal(slot->end - slot->start, 30);
		assert_true(i == 0 || row->slots[i - 1].end <= slot->start);
		assert_int_equal(slot->desks, city_hall ? expected_desks(day, slot->start) : 3);
		assert_int_equal(slot->matters, MATTERS_ALL);
	}
}

static void hours_and_places_hold_from_2019_to_2050(void **state)
{
	(void)state;
	day_number from = civil_day(2019, 1, 1), to = civil_day(2050, 12, 31);
	struct calendar calendar = expanded(&office, from, to);
	int apart = 0;
	for (day_number day = from; day <= to; day++) {
		for (size_t counter = CITYHALL; counter <= KOZOJI; counter++) {
			const struct counter_day *row = calendar_day(&calendar, day, counter);
			assert_non_null(row->reason);
			assert_string_equal(
				intervals_text(row), expected_hours(day, counter == CITYHALL));
			check_slots(row, day, counter == CITYHALL);
		}
		apart += maintenance_sunday(day) && !third_sunday(day);
	}
	assert_in_range(apart, 40, 60); /* every month that begins on a Sunday, one in seven */
}

static void mail_goes_out_on_working_days(void **state)
{
	(void)state;
	day_number from = civil_day(2019, 1, 1), to = civil_day(2050, 12, 31);
	struct calendar calendar = expanded(&office, from, to);
	for (day_number day = from; day <= to; day++)
		assert_int_equal(calendar_mails(&calendar, day),
			strcmp(expected_hours(day, false), "closed") != 0);
}

static void years_on_which_the_two_readings_differ(void **state)
{
	(void)state;
	static const struct {
		int year, month;
	} months[] = {{2026, 2}, {2026, 3}, {2026, 11}, {2027, 8}};
	struct calendar calendar =
		expanded(&office, civil_day(2026, 1, 1), civil_day(2027, 12, 31));
	size_t found = 0;
	for (day_number day = calendar.from; day <= calendar.to; day++) {
		const struct counter_day *row = calendar_day(&calendar, day, CITYHALL);
		if (row->interval_count == 0 || row->slot_count != 0)
			continue;
		struct civil date = civil_parts(day);
		assert_true(found < 4);
		assert_int_equal(date.day, 22);
		assert_int_equal(date.month, months[found].month);
		assert_int_equal(date.year, months[found].year);
		assert_string_equal(row->reason, "Sunday");
		found++;
	}
	assert_int_equal(found, 4);
}

static void wednesday_has_late_slots_behind_the_day_without_a_gap(void **state)
{
	(void)state;
	day_number day = civil_day(2026, 12, 16);
	struct calendar calendar = expanded(&office, day, day);
	const struct counter_day *row = calendar_day(&calendar, day, CITYHALL);
	assert_int_equal(row->slot_count, 22);
	assert_int_equal(row->slots[16].end, 17 * 60);
	assert_int_equal(row->slots[17].start, 17 * 60);
	assert_int_equal(row->slots[17].desks, 6);
	assert_int_equal(row->slots[21].end, 19 * 60 + 30);
}

/* ---- precedence ---- */

#define NO_DAYS "<days/>"

/* One day of the city hall (or the counter given) in an office that was changed. */
struct case_day {
	const char *sentence, *from, *to; /* what is replaced by what */
	int year, month, day;
	size_t counter;
	const char *intervals, *reason;
	int slots;
};

static void check_days(const struct case_day *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_day *at = &cases[i];
		struct office changed = variant(at->from, at->to);
		day_number day = civil_day(at->year, at->month, at->day);
		struct calendar calendar = expanded(&changed, day, day);
		const struct counter_day *row = calendar_day(&calendar, day, at->counter);
		const char *ours = arena_print(
			arena, "%s | %s | %zu", intervals_text(row), row->reason, row->slot_count);
		const char *expected =
			arena_print(arena, "%s | %s | %d", at->intervals, at->reason, at->slots);
		if (strcmp(ours, expected) != 0)
			fail_msg("%s: %s, not %s", at->sentence, ours, expected);
	}
}

static void a_single_date_beats_closures_and_rules(void **state)
{
	(void)state;
	static const struct case_day cases[] = {
		{"open on a holiday", NO_DAYS,
			"<days><open on='2026-11-23' counters='cityhall' from='09:00' to='12:00' "
			"desks='5' reason='extra day'/></days>",
			2026, 11, 23, CITYHALL, "09:00-12:00", "extra day", 6},
		{"a holiday stays one at the counters that the date does not name", NO_DAYS,
			"<days><open on='2026-11-23' counters='cityhall' from='09:00' to='12:00' "
			"desks='5' reason='extra day'/></days>",
			2026, 11, 23, TOBU, "closed", "holiday 勤労感謝の日", 0},
		{"open on the year-end, at two counters", NO_DAYS,
			"<days><open on='2026-12-29' counters='tobu kozoji' from='09:00' "
			"to='12:00' desks='5' reason='extra day'/></days>",
			2026, 12, 29, KOZOJI, "09:00-12:00", "extra day", 6},
		{"open on a third Sunday, when the city asks for it", NO_DAYS,
			"<days><open on='2026-12-20' counters='cityhall' label='sunday' "
			"from='08:30' to='12:00' desks='6' reason='extra Sunday'/></days>",
			2026, 12, 20, CITYHALL, "08:30-12:00", "extra Sunday", 7},
		{"a date has places on a maintenance Sunday", NO_DAYS,
			"<days><open on='2026-11-22' counters='cityhall' label='sunday' "
			"from='08:30' to='12:00' desks='6' reason='extra Sunday'/></days>",
			2026, 11, 22, CITYHALL, "08:30-12:00", "extra Sunday", 7},
		{"open on a Saturday everywhere", NO_DAYS,
			"<days><open on='2026-12-12' counters='all' from='10:00' to='11:00' "
			"desks='1' reason='campaign'/></days>",
			2026, 12, 12, AJIYOSHI, "10:00-11:00", "campaign", 2},
		{"two entries of a day add up, in time's order", NO_DAYS,
			"<days><open on='2026-12-12' counters='all' from='13:00' to='14:00' "
			"desks='1' reason='campaign'/><open on='2026-12-12' counters='cityhall' "
			"from='10:00' to='11:00' desks='1' reason='more'/></days>",
			2026, 12, 12, CITYHALL, "10:00-11:00,13:00-14:00", "campaign", 4},
		{"shorter hours on a working day", NO_DAYS,
			"<days><open on='2026-12-10' counters='cityhall' from='08:30' to='12:00' "
			"desks='12' reason='half a day'/></days>",
			2026, 12, 10, CITYHALL, "08:30-12:00", "half a day", 7},
		{"closed on a working day", NO_DAYS,
			"<days><closed on='2026-12-10' counters='cityhall' reason='moving'/></days>",
			2026, 12, 10, CITYHALL, "closed", "moving", 0},
		{"closed on a Sunday", NO_DAYS,
			"<days><closed on='2026-12-13' counters='all' reason='power cut'/></days>",
			2026, 12, 13, CITYHALL, "closed", "power cut", 0},
		{"no late hours on a Wednesday; the day itself follows the rules", NO_DAYS,
			"<days><closed on='2026-12-16' counters='cityhall' label='late' "
			"reason='no late hours'/></days>",
			2026, 12, 16, CITYHALL, "08:30-17:00", "no late hours", 17},
		{"late hours on a Thursday on top of the day", NO_DAYS,
			"<days><open on='2026-12-17' counters='cityhall' label='late' "
			"from='17:00' to='19:00' desks='6' reason='late Thursday'/></days>",
			2026, 12, 17, CITYHALL, "08:30-19:00", "late Thursday", 21},
		{"late hours alone on a holiday that is a Wednesday", NO_DAYS,
			"<days><open on='2027-05-05' counters='cityhall' label='late' "
			"from='17:00' to='19:30' desks='6' reason='late all the same'/></days>",
			2027, 5, 5, CITYHALL, "17:00-19:30", "late all the same", 5},
		{"a closed day with its late hours kept", NO_DAYS,
			"<days><closed on='2026-12-16' counters='cityhall' reason='works'/>"
			"<open on='2026-12-16' counters='cityhall' label='late' from='17:00' "
			"to='19:30' desks='6' reason='late'/></days>",
			2026, 12, 16, CITYHALL, "17:00-19:30", "works", 5},
	};
	check_days(cases, sizeof cases / sizeof cases[0]);
}

#define YEAR_END "<closure rrule=\"FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3\" reason=\"year-end\""
#define THIRD                                                                                      \
	"rrule=\"FREQ=MONTHLY;BYDAY=3SU\" label=\"sunday\" reason=\"3rd Sunday\" effect=\"hours\""
#define MAINTENANCE "reason=\"national maintenance\" effect=\"places\""

static void the_first_closure_in_the_file_gives_the_reason(void **state)
{
	(void)state;
	static const struct case_day cases[] = {
		{"New Year's Day is the year-end first", YEAR_END, YEAR_END, 2027, 1, 1, CITYHALL,
			"closed", "year-end", 0},
		{"also on a Saturday, when nothing would open", YEAR_END, YEAR_END, 2028, 1, 1,
			CITYHALL, "closed", "year-end", 0},
		{"a closure of some hours that stands first gives their reason", YEAR_END,
			"<closure rrule='FREQ=DAILY' label='sunday' reason='no Sundays' "
			"effect='hours' counters='cityhall' matters='all'/>" YEAR_END,
			2027, 1, 3, CITYHALL, "closed", "no Sundays", 0},
		{"and a holiday when holidays stand first", YEAR_END,
			"<holidays reason='off' effect='hours' counters='all' matters='all'/>" YEAR_END,
			2027, 1, 1, CITYHALL, "closed", "off 元日", 0},
		{"a closure that is off has no say", YEAR_END,
			"<closure rrule='FREQ=DAILY' reason='never' effect='off' counters='all' "
			"matters='all'/>" YEAR_END,
			2026, 12, 10, CITYHALL, "08:30-17:00", "weekday", 17},
		{"a closure of one counter leaves the others", YEAR_END,
			"<closure rrule='FREQ=WEEKLY;BYDAY=TH' reason='Thursday off' "
			"effect='hours' counters='tobu' matters='all'/>" YEAR_END,
			2026, 12, 10, KOZOJI, "08:30-17:00", "weekday", 17},
		{"and closes its own", YEAR_END,
			"<closure rrule='FREQ=WEEKLY;BYDAY=TH' reason='Thursday off' "
			"effect='hours' counters='tobu' matters='all'/>" YEAR_END,
			2026, 12, 10, TOBU, "closed", "Thursday off", 0},
		{"a closure of late hours leaves the day", YEAR_END,
			"<closure rrule='FREQ=MONTHLY;BYDAY=3WE' label='late' reason='no late' "
			"effect='hours' counters='cityhall' matters='all'/>" YEAR_END,
			2026, 12, 16, CITYHALL, "08:30-17:00", "weekday", 17},
		{"the maintenance rule in force closes its Sundays", MAINTENANCE,
			"reason='national maintenance' effect='hours'", 2026, 11, 22, CITYHALL,
			"closed", "national maintenance", 0},
		{"and off gives their places back", MAINTENANCE,
			"reason='national maintenance' effect='off'", 2026, 11, 22, CITYHALL,
			"08:30-12:00,13:00-17:00", "Sunday", 15},
		{"without the third Sunday it still takes the places that the two share", THIRD,
			"rrule='FREQ=MONTHLY;BYDAY=3SU' label='sunday' reason='x' effect='off'",
			2026, 12, 20, CITYHALL, "08:30-12:00,13:00-17:00", "Sunday", 0},
	};
	check_days(cases, sizeof cases / sizeof cases[0]);
}

/* Which matters may use the slots of a day, and how many slots there are. */
static void matters_are_kept_out_of_hours_that_do_not_suit_them(void **state)
{
	(void)state;
	static const unsigned stay = 1u << MATTER_STAY, all = MATTERS_ALL;
	static const char card_rule[] = "<matter id=\"stay\" appointment=\"offered\" slots=\"1\" "
					"counters=\"all\"";
	const struct {
		const char *sentence, *from, *to;
		int day; /* of December 2026 */
		size_t counter;
		unsigned matters;
		size_t slots;
	} cases[] = {
		{"not-during sunday", card_rule,
			"<matter id='stay' appointment='required' slots='1' counters='all' "
			"not-during='sunday late'",
			13, CITYHALL, all & ~stay, 15},
		{"not-during sunday leaves the weekdays", card_rule,
			"<matter id='stay' appointment='required' slots='1' counters='all' "
			"not-during='sunday late'",
			14, CITYHALL, all, 17},
		{"a matter that only the city hall does", card_rule,
			"<matter id='stay' appointment='required' slots='1' counters='cityhall'",
			14, TOBU, all & ~stay, 17},
		{"a closure of one matter leaves hours and the other matters", YEAR_END,
			"<closure rrule='FREQ=WEEKLY;BYDAY=MO' reason='feed' effect='hours' "
			"counters='all' matters='stay'/>" YEAR_END,
			14, TOBU, all & ~stay, 17},
		{"a closure of the places of two matters", YEAR_END,
			"<closure rrule='FREQ=WEEKLY;BYDAY=MO' reason='feed' effect='places' "
			"counters='all' matters='stay card'/>" YEAR_END,
			14, TOBU, all & ~stay & ~(1u << MATTER_CARD), 17},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct office changed = variant(cases[i].from, cases[i].to);
		day_number day = civil_day(2026, 12, cases[i].day);
		struct calendar calendar = expanded(&changed, day, day);
		const struct counter_day *row = calendar_day(&calendar, day, cases[i].counter);
		if (row->slot_count != cases[i].slots || row->interval_count == 0)
			fail_msg("%s: %zu slots", cases[i].sentence, row->slot_count);
		for (size_t k = 0; k < row->slot_count; k++)
			if (row->slots[k].matters != cases[i].matters)
				fail_msg("%s: matters %x", cases[i].sentence,
					(unsigned)row->slots[k].matters);
	}
}

/* "from-to desks, …" */
static const char *spans_text(const struct counter_day *day)
{
	const char *text = "";
	for (size_t i = 0; i < day->span_count; i++) {
		char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
		const struct open_span *span = &day->spans[i];
		text = arena_print(arena, "%s%s%s-%s %d", text, i > 0 ? ", " : "",
			civil_format_time(span->from, from), civil_format_time(span->to, to),
			span->desks);
	}
	return text;
}

static void walk_in_desks_are_never_given_away(void **state)
{
	(void)state;
	day_number thursday = civil_day(2026, 12, 10);
	static const char band[] = "from=\"09:00\" to=\"16:00\" desks=\"4\"/>";
	struct office all = variant(band, "from='09:00' to='16:00' desks='12'/>");
	struct calendar calendar = expanded(&all, thursday, thursday);
	const struct counter_day *row = calendar_day(&calendar, thursday, CITYHALL);
	assert_string_equal(intervals_text(row), "08:30-17:00");
	assert_int_equal(row->slot_count, 3);
	assert_int_equal(row->slots[0].start, 8 * 60 + 30);
	assert_int_equal(row->slots[1].start, 16 * 60);
	assert_int_equal(row->slots[2].start, 16 * 60 + 30);
	assert_string_equal(spans_text(row), "08:30-09:00 12, 09:00-16:00 0, 16:00-17:00 12");

	/* A band that touches half a slot takes its desks off the whole of it; bands add up. */
	struct office half =
		variant(band, "from='09:15' to='09:45' desks='4'/><walk-in "
			      "rrule='FREQ=DAILY' from='09:40' to='10:00' desks='3'/>");
	calendar = expanded(&half, thursday, thursday);
	row = calendar_day(&calendar, thursday, CITYHALL);
	assert_int_equal(row->slots[0].desks, 12);
	assert_int_equal(row->slots[1].desks, 8);
	assert_int_equal(row->slots[2].desks, 5);
	assert_int_equal(row->slots[3].desks, 12);
	/* What stands already is asked of the very minutes. */
	assert_string_equal(spans_text(row),
		"08:30-09:15 12, 09:15-09:40 8, 09:40-09:45 5, 09:45-10:00 9, 10:00-17:00 12");
}

/* What may stand at a time is the file's word; what may be given is what has been seen. */
static void more_appointments_than_desks_only_where_fewer_are_seen_to_come(void **state)
{
	(void)state;
	static const char weekday[] = "desks=\"12\" label=\"weekday\"";
	struct office expecting =
		variant(weekday, "desks=\"12\" expect=\"0.70\" label=\"weekday\"");
	struct share came[5] = {{0, 0}, {0, 1000}, {0, 1000}, {0, 1000}, {0, 1000}};
	day_number tuesday = civil_day(2026, 12, 1);
	struct calendar unasked = expanded(&expecting, tuesday, tuesday);
	expecting.came = came;
	struct calendar unseen = expanded(&expecting, tuesday, tuesday);
	came[CITYHALL] = (struct share){690, 1000};
	struct calendar unproven = expanded(&expecting, tuesday, tuesday);
	came[CITYHALL] = (struct share){600, 1000};
	struct calendar proven = expanded(&expecting, tuesday, tuesday);
	const struct calendar *all[] = {&unasked, &unseen, &unproven, &proven};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const struct counter_day *day = calendar_day(all[i], tuesday, CITYHALL);
		assert_int_equal(day->slot_count, 17);
		for (size_t k = 0; k < day->slot_count; k++) {
			/* Four of twelve take people without appointment. */
			bool band = day->slots[k].start >= 9 * 60 && day->slots[k].start < 16 * 60;
			assert_int_equal(day->slots[k].desks,
				all[i] == &proven ? (band ? 9 : 14) : (band ? 8 : 12));
		}
		for (size_t k = 0; k < day->span_count; k++)
			assert_int_equal(day->spans[k].desks,
				day->spans[k].from >= 9 * 60 && day->spans[k].from < 16 * 60 ? 9
											     : 14);
		/* Three desks are too few to be shared, and there nobody was expected to stay away.
		 */
		const struct counter_day *branch = calendar_day(all[i], tuesday, TOBU);
		for (size_t k = 0; k < branch->slot_count; k++)
			assert_int_equal(branch->slots[k].desks, 3);
	}
}

/* Eight desks are counted without those that take people without appointment. */
static void desks_for_walk_ins_are_not_shared_a_second_time(void **state)
{
	(void)state;
	struct office expecting = variant("label=\"weekday\" reason=\"weekday\"/>",
		"expect=\"0.70\" label=\"weekday\" reason=\"weekday\"/><!-- -->");
	struct share came[5] = {{600, 1000}, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
	struct walk_in bands[] = {
		{.rrule = "FREQ=DAILY", .from = 9 * 60, .to = 10 * 60, .desks = 4},
		{.rrule = "FREQ=DAILY", .from = 10 * 60, .to = 11 * 60, .desks = 5}};
	struct counter *counters = arena_alloc(arena, expecting.counter_count * sizeof *counters);
	memcpy(counters, expecting.counters, expecting.counter_count * sizeof *counters);
	counters[CITYHALL].walk_ins = bands;
	counters[CITYHALL].walk_in_count = 2;
	expecting.counters = counters;
	expecting.came = came;
	day_number tuesday = civil_day(2026, 12, 1);
	struct calendar calendar = expanded(&expecting, tuesday, tuesday);
	const struct counter_day *day = calendar_day(&calendar, tuesday, CITYHALL);
	for (size_t k = 0; k < day->slot_count; k++) {
		int start = day->slots[k].start;
		int appointments = start < 9 * 60 || start >= 11 * 60 ? 14
				   : start < 10 * 60                  ? 9
								      : 7;
		assert_int_equal(day->slots[k].desks, appointments);
	}
}

static void a_rest_shorter_than_a_slot_is_no_place(void **state)
{
	(void)state;
	day_number thursday = civil_day(2026, 12, 10);
	struct office changed = variant("slot-minutes=\"30\"", "slot-minutes='40'");
	struct calendar calendar = expanded(&changed, thursday, thursday);
	const struct counter_day *row = calendar_day(&calendar, thursday, CITYHALL);
	assert_int_equal(row->slot_count, 12); /* 510 minutes hold twelve of 40 */
	assert_int_equal(row->slots[11].end, 16 * 60 + 30);
}

static void mailing_days_follow_their_rule_and_its_exceptions(void **state)
{
	(void)state;
	static const char rule[] = "<mailing rrule=\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\" "
				   "holidays=\"false\" "
				   "except=\"FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3\"";
	day_number from = civil_day(2026, 1, 1);
	struct office changed =
		variant(rule, "<mailing rrule='FREQ=WEEKLY;INTERVAL=2;WKST=SA;BYDAY=MO' "
			      "holidays='true'");
	struct calendar calendar = expanded(&changed, from, civil_day(2026, 12, 31));
	for (day_number day = from; day <= calendar.to; day++) {
		/* Weeks begin on Saturdays (RFC 5545, WKST), the first on 2000-01-01. */
		bool every_other = (day - civil_day(2000, 1, 3)) % 14 == 0;
		assert_int_equal(calendar_mails(&calendar, day), every_other);
	}
}

static void nothing_opens_before_the_rules_begin(void **state)
{
	(void)state;
	day_number day = civil_day(1999, 12, 27), to = civil_day(2000, 1, 10);
	struct calendar calendar = expanded(&office, day, to);
	for (; day <= to; day++)
		assert_int_equal(calendar_day(&calendar, day, TOBU)->interval_count > 0,
			day >= civil_day(2000, 1, 4) && civil_weekday(day) != SATURDAY &&
				civil_weekday(day) != SUNDAY);
}

static void a_rule_that_does_not_expand_leaves_the_calendar_alone(void **state)
{
	(void)state;
	struct office broken = office;
	broken.mailing.rrule = "FREQ=WEEKLY;BYDAY=3SU";
	struct calendar calendar = {.counter_count = 77};
	struct fault why = {0};
	assert_false(hours_expand(&broken, 0, 10, arena, &calendar, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_int_equal(calendar.counter_count, 77);
	assert_non_null(strstr(why.message, "is not a recurrence"));
}

/* Not a benchmark: it fails only when expansion has become slower by an order of magnitude. */
static void thirty_two_years_take_no_time_to_speak_of(void **state)
{
	(void)state;
	clock_t start = clock();
	expanded(&office, civil_day(2026, 1, 1), civil_day(2026, 12, 31));
	double year = (double)(clock() - start) / CLOCKS_PER_SEC;
	start = clock();
	expanded(&office, civil_day(2019, 1, 1), civil_day(2050, 12, 31));
	double whole = (double)(clock() - start) / CLOCKS_PER_SEC;
	print_message("one year %.1f ms, 2019 to 2050 %.0f ms\n", year * 1e3, whole * 1e3);
	assert_true(whole < 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_city_hall_table),
		cmocka_unit_test(every_row_of_the_branch_table_at_all_four_branches),
		cmocka_unit_test(no_part_of_the_range_depends_on_where_it_begins),
		cmocka_unit_test(hours_and_places_hold_from_2019_to_2050),
		cmocka_unit_test(mail_goes_out_on_working_days),
		cmocka_unit_test(years_on_which_the_two_readings_differ),
		cmocka_unit_test(wednesday_has_late_slots_behind_the_day_without_a_gap),
		cmocka_unit_test(a_single_date_beats_closures_and_rules),
		cmocka_unit_test(the_first_closure_in_the_file_gives_the_reason),
		cmocka_unit_test(matters_are_kept_out_of_hours_that_do_not_suit_them),
		cmocka_unit_test(walk_in_desks_are_never_given_away),
		cmocka_unit_test(more_appointments_than_desks_only_where_fewer_are_seen_to_come),
		cmocka_unit_test(desks_for_walk_ins_are_not_shared_a_second_time),
		cmocka_unit_test(a_rest_shorter_than_a_slot_is_no_place),
		cmocka_unit_test(mailing_days_follow_their_rule_and_its_exceptions),
		cmocka_unit_test(nothing_opens_before_the_rules_begin),
		cmocka_unit_test(a_rule_that_does_not_expand_leaves_the_calendar_alone),
		cmocka_unit_test(thirty_two_years_take_no_time_to_speak_of),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
