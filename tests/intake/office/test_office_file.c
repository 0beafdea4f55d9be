#include "intake/office/office_file.h"

#include "intake/template/templates.h"

#include "base/digest.h"
#include "base/text.h"
#include "intake/variant.h"
#include "model/resident.h"

static struct arena *arena;
static const char *folder;

static int set_up(void **state)
{
	(void)state;
	arena = arena_open();
	folder = variant_folder(arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	variant_remove(folder, arena);
	arena_close(arena);
	return 0;
}

static struct office read_or_fail(const char *path)
{
	struct office office;
	struct fault why = {0};
	if (!office_read(path, arena, &office, &why))
		fail_msg("%s", why.message);
	return office;
}

/* ---- the shipped file ---- */

static void shipped_office_says_what_the_city_says(void **state)
{
	(void)state;
	static const char *const ids[] = {"cityhall", "sakashita", "tobu", "ajiyoshi", "kozoji"};
	static const char *const languages[] = {"ja", "en", "zh-Hans", "ko", "pt", "es", "vi",
		"zh-Hant", "fil", "id", "ne", "ja-x-easy"};
	struct office office = read_or_fail("cron/kasugai.xml");
	assert_string_equal(office.path, "cron/kasugai.xml");
	assert_string_equal(office.folder, "cron");
	assert_string_equal(office.holidays_path, "cron/holidays.csv");
	assert_string_equal(office.templates_path, "cron/../templates");
	assert_string_equal(office.municipality, "232068");
	assert_string_equal(office.timezone, "Asia/Tokyo");
	assert_int_equal(office.utc_offset, 540);
	assert_int_equal(office.counter_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(office.counters[i].id, ids[i]);
		assert_int_equal(office.counters[i].slot_minutes, 30);
		assert_int_equal(office.counters[i].name.count, 12);
	}
	assert_float_equal(office.counters[0].latitude, 35.2475, 0.0001);
	assert_float_equal(office.counters[0].longitude, 136.9722, 0.0001);
	assert_int_equal(office.language_count, 12);
	for (size_t i = 0; i < 12; i++) {
		assert_string_equal(office.languages[i].tag, languages[i]);
		assert_null(office.languages[i].approved_by);
		assert_int_equal(office.languages[i].approved_on, DAY_NONE);
	}
	assert_string_equal(office.sender.postal, "4868686");
	assert_string_equal(wordings_in(&office.sender.section, "ja"), "戸籍住民課");
	assert_string_equal(
		wordings_in(&office.sender.address, "ja"), "愛知県春日井市鳥居松町5丁目44番地");
	assert_string_equal(office.sender.phone, "0568-85-6138");
	assert_int_equal(office.sender.answers.count, office.counters[0].opening_count);
	assert_string_equal(office.sender.answers.label, "weekday");
	assert_string_equal(office.sender.fax, "");
	assert_string_equal(office.sender.reply_email, "");
	assert_string_equal(office.sender.foreign_phone, "");
	assert_true(office.sender.no_forward);
	assert_string_equal(office.sender.lost_phone, "");
	assert_true(office_speaks(&office.sender.lost_tongues, "pt"));
	assert_false(office_speaks(&office.sender.lost_tongues, "vi"));
	assert_string_equal(office.sender.web_base, "");
}

static void shipped_settings_are_the_defaults_of_the_rules(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	for (int i = 0; i < MATTERS; i++) {
		const struct matter_rule *rule = &office.matters[i];
		assert_int_equal(rule->appointment, i == MATTER_CARD || i == MATTER_STAY
							    ? APPOINTMENT_OFFERED
							    : APPOINTMENT_REQUIRED);
		assert_int_equal(rule->slots, 1);
		assert_int_equal(rule->counters, 0x1f);
		assert_int_equal(rule->not_during_count, 0);
		assert_int_equal(rule->lead_days, 7);
		assert_int_equal(rule->clear_days, 3);
	}
	const struct validity_rules *validity = &office.validity;
	assert_int_equal(validity->age_count, 2);
	assert_int_equal(validity->ages[0].from, civil_day(1, 1, 1));
	assert_int_equal(validity->ages[0].adult_age, 20);
	assert_int_equal(validity->ages[1].from, civil_day(2022, 4, 1));
	assert_int_equal(validity->ages[1].adult_age, 18);
	assert_int_equal(validity->card_count, 1);
	assert_int_equal(validity->cards[0].adult_birthdays, 10);
	assert_int_equal(validity->cards[0].minor_birthdays, 5);
	assert_int_equal(validity->cards[0].adult_early_birthdays, 11);
	assert_int_equal(validity->cards[0].minor_early_birthdays, 6);
	assert_int_equal(validity->certificate_count, 1);
	assert_int_equal(validity->certificates[0].birthdays, 5);
	assert_int_equal(validity->certificates[0].early_birthdays, 6);
	assert_int_equal(validity->leap_count, 1);
	assert_false(validity->leaps[0].march);
	assert_int_equal(validity->cap_count, 1);
	assert_true(validity->caps[0].by_card && validity->caps[0].signature_by_authentication);
	assert_int_equal(validity->stay_count, 1);
	assert_true(validity->stays[0].ends_card);
	assert_int_equal(validity->stays[0].pending_months, 2);
	assert_int_equal(validity->no_period_count, 1);
	assert_true(validity->no_periods[0].statuses ==
		    ((stay_set)1 << STAY_PERMANENT | (stay_set)1 << STAY_SPECIAL_PERMANENT |
			    (stay_set)1 << STAY_HIGHLY_SKILLED_2));
	assert_int_equal(validity->residence_card_count, 1);
	assert_false(validity->residence_cards[0].letter);
	assert_int_equal(validity->signatures[0].years, 15);
	assert_int_equal(validity->represented[0].years, 15);
	assert_int_equal(office.window.count, 1);
	assert_int_equal(office.window.opens_months, 3);
	const struct window_rule *window = &office.window.list[0];
	assert_int_equal(window->from, civil_day(1, 1, 1));
	assert_int_equal(window->opens_months, 3);
	assert_int_equal(window->late_months, 2);
	assert_false(window->less_than || window->appointments_window);
	assert_int_equal(window->reminder_months, 1);
	assert_int_equal(window->reminder_after_days, 21);
	assert_false(office.mailing.holidays);
	assert_int_equal(office.mailing.bundle_letters, 100);
	assert_int_equal(office.mailing.arrival_days, 2);
	assert_int_equal(office.limits.export_age_days, 7);
	assert_int_equal(office.limits.letters_per_address, 30);
	assert_int_equal(office.limits.vanish_permille, 20);
	assert_true(office.limits.residents_min <= 20000 && office.limits.residents_max >= 310000);
	assert_true(office.retention_days > 0);
	assert_int_equal(office.folder_days, 400);
	assert_int_equal(office.holidays_announced_until, civil_day(2027, 12, 31));
	assert_string_equal(
		office_holiday(&office, civil_day(2026, 9, 22))->name, "休日(国民の休日)");
	assert_int_equal(
		0, office_holiday(&office, civil_day(2032, 9, 21))->line); /* provisional */
}

static void counters_serve_the_towns_around_them(void **state)
{
	(void)state;
	static const struct {
		const char *postal, *id, *town;
	} cases[] = {
		{"4868686", "cityhall", "the city hall's own"},
		{"4860844", "cityhall", "鳥居松町"},
		{"4860963", "ajiyoshi", "春日井町"},
		{"4860956", "ajiyoshi", "中新町"},
		{"4800304", "sakashita", "神屋町"},
		{"4870011", "tobu", "中央台, inside the range of 高蔵寺"},
		{"4870013", "kozoji", "高蔵寺町"},
		{"4870000", "tobu", "not listed below"},
		{"0600000", "cityhall", "another city's"},
	};
	struct office office = read_or_fail("cron/kasugai.xml");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int counter = office_counter_serving(&office, cases[i].postal);
		if (strcmp(office.counters[counter].id, cases[i].id) != 0)
			fail_msg("%s (%s): %s", cases[i].postal, cases[i].town,
				office.counters[counter].id);
	}
}

static void digest_is_of_the_bytes(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	size_t length;
	const char *bytes = variant_slurp("cron/kasugai.xml", &length, arena);
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char text[DIGEST_TEXT_BYTES];
	digest_init(&digest);
	digest_update(&digest, bytes, length);
	digest_done(&digest, sum);
	assert_string_equal(office.digest, digest_text(sum, text));
	struct office other =
		read_or_fail(variant_write(folder, "<days/>", "<days />", NULL, arena));
	assert_string_not_equal(office.digest, other.digest);
}

/* ---- what else may stand in it ---- */

static void a_ten_year_certificate_is_one_line(void **state)
{
	(void)state;
	struct office office = read_or_fail(variant_write(folder,
		"<certificate from=\"0001-01-01\" birthdays=\"5\" early=\"6\"/>",
		"<certificate from='0001-01-01' birthdays='5' early='6'/>"
		"<certificate from='2028-10-01' birthdays='10' early='11'/>",
		NULL, arena));
	assert_int_equal(office.validity.certificate_count, 2);
	assert_int_equal(office.validity.certificates[1].from, civil_day(2028, 10, 1));
	assert_int_equal(office.validity.certificates[1].birthdays, 10);
}

static void single_dates_and_approvals_are_read(void **state)
{
	(void)state;
	struct office office = read_or_fail(variant_write(folder, "<days/>",
		"<days><closed on='2026-12-16' counters='cityhall' label='late' reason='r'/>"
		"<open on='2026-12-20' counters='tobu kozoji' from='09:00' to='12:00' desks='2' "
		"reason='extra'/></days>",
		NULL, arena));
	assert_int_equal(office.date_count, 2);
	assert_false(office.dates[0].open);
	assert_int_equal(office.dates[0].counters, 1);
	assert_string_equal(office.dates[0].label, "late");
	assert_true(office.dates[1].open);
	assert_int_equal(office.dates[1].counters, 1u << 2 | 1u << 4);
	assert_int_equal(office.dates[1].from, 9 * 60);
	assert_int_equal(office.dates[1].to, 12 * 60);
	assert_null(office.dates[1].label);
	assert_int_equal(office.dates[1].on, civil_day(2026, 12, 20));
	office = read_or_fail(variant_write(folder, "<language tag=\"en\"/>",
		"<language tag='en' approved-by='戸籍住民課' approved-on='2026-10-01'/>", NULL,
		arena));
	assert_string_equal(office.languages[1].approved_by, "戸籍住民課");
	assert_int_equal(office.languages[1].approved_on, civil_day(2026, 10, 1));
	office = read_or_fail(
		variant_write(folder, "utc-offset=\"+09:00\"", "utc-offset='-03:30'", NULL, arena));
	assert_int_equal(office.utc_offset, -210);
	office = read_or_fail(
		variant_write(folder, "latitude=\"35.2475\"", "latitude=' -35.25 '", NULL, arena));
	assert_true(office.counters[0].latitude == -35.25);
	assert_true(office.counters[0].longitude == 136.9722);
}

/* The schema folds white space in values, and so does the reading. */
static void spaces_around_values_are_nothing(void **state)
{
	(void)state;
	struct office office = read_or_fail(variant_write(folder,
		"from=\"08:30\" to=\"17:00\" desks=\"12\" label=\"weekday\" reason=\"weekday\"",
		"from=' 08:30' to='17:00 ' desks=' 12 ' label=' weekday ' reason=' a  day '", NULL,
		arena));
	const struct opening *opening = &office.counters[0].openings[0];
	assert_int_equal(opening->from, 8 * 60 + 30);
	assert_int_equal(opening->to, 17 * 60);
	assert_int_equal(opening->desks, 12);
	assert_string_equal(opening->label, "weekday");
	assert_string_equal(opening->reason, "a day");
}

static void paths_that_begin_with_a_slash_stay(void **state)
{
	(void)state;
	const char *absolute = arena_print(arena, "holidays='%s/holidays.csv' ", folder);
	struct office office = read_or_fail(
		variant_write(folder, "holidays=\"holidays.csv\" ", absolute, NULL, arena));
	assert_string_equal(office.holidays_path, arena_print(arena, "%s/holidays.csv", folder));
	assert_string_equal(office.folder, folder);
}

/* ---- wrong files ---- */

struct wrong {
	const char *sentence, *from, *to, *expected;
};

/* Every one is refused as FAULT_OFFICE with "path:line: " of the place and the words expected, and
 * what the caller had is as it was. */
static void check_wrong(const struct wrong *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		long line;
		const char *path = variant_write(folder, cases[i].from, cases[i].to, &line, arena);
		struct office office = {.counter_count = 77};
		struct fault why = {0};
		if (office_read(path, arena, &office, &why))
			fail_msg("%s: was read", cases[i].sentence);
		if (why.kind != FAULT_OFFICE || office.counter_count != 77)
			fail_msg("%s: kind %d", cases[i].sentence, (int)why.kind);
		const char *place = arena_print(arena, "%s:%ld: ", path, line);
		if (strncmp(why.message, place, strlen(place)) != 0 ||
			strstr(why.message, cases[i].expected) == NULL)
			fail_msg("%s: expected %s…%s, not \"%s\"", cases[i].sentence, place,
				cases[i].expected, why.message);
	}
}

static void what_the_schema_refuses(void **state)
{
	(void)state;
	static const struct wrong cases[] = {
		{"an unknown element", "<days/>", "<weeks/>", "weeks"},
		{"an unknown element inside a counter", "<walk-in ", "<walk-out ", "walk-out"},
		{"an unknown attribute", "<retention days=\"1095\" folder-days=\"400\"/>",
			"<retention days='1095' weeks='2'/>", "weeks"},
		{"an attribute missing", "<retention days=\"1095\" folder-days=\"400\"/>",
			"<retention/>", "days"},
		{"an element missing", "<days/>\n\n  <closures>", "<closures>", "closures"},
		{"vocabularies", "<retention days=\"1095\" folder-days=\"400\"/>",
			"<retention days='1095'/><vocabularies><vocabulary file='register' "
			"namespace='urn:v'><element name='A' is='card'/></vocabulary></vocabularies>",
			"vocabularies are written as an export description now: <element "
			"name=\"A\" is=\"card\"/> with <attribute element=\"card\" name=\"B\" "
			"is=\"state\"/> becomes <take item=\"A/@B\" field=\"card/state\"/>"},
		{"elements in another order", "<retention days=\"1095\" folder-days=\"400\"/>",
			"<retention days='1095'/><days/>", "days"},
		{"another namespace", "urn:kigen:office:1", "urn:kigen:office:2", "office"},
		{"not well-formed", "<days/>", "<days <>", ""},
		{"text where none belongs", "<days/>", "<days>text</days>", "Character content"},
		{"an hour there is not", "to=\"17:00\"", "to='25:00'", "25:00"},
		{"minutes there are not", "from=\"08:30\"", "from='08:60'", "08:60"},
		{"no desks", "desks=\"12\"", "desks='0'", "0"},
		{"desks that are no number", "desks=\"12\"", "desks='a dozen'", "a dozen"},
		{"a postal code too short", "postal=\"4868686\"", "postal='486868'", "486868"},
		{"a prefix that is no number", "prefix=\"48003\"", "prefix='48003x'", "48003x"},
		{"an unknown matter", "<matter id=\"stay\"", "<matter id='visa'", "visa"},
		{"an unknown policy", "appointment=\"offered\"", "appointment='perhaps'",
			"perhaps"},
		{"too many slots", "slots=\"1\"", "slots='9'", "9"},
		{"a date that does not exist", "from=\"2022-04-01\"", "from='2022-04-31'",
			"2022-04-31"},
		{"a date with a zone", "from=\"2022-04-01\"", "from='2022-04-01Z'", "2022-04-01Z"},
		{"a reading that is none", "reading=\"day-after\"", "reading='as ever'", "as ever"},
		{"a reminder in days", "reminder=\"P1M\"", "reminder='P30D'", "P30D"},
		{"a cap by something else", "certificate=\"card\"", "certificate='moon'", "moon"},
		{"a residence card's letter", "outcome=\"none\"", "outcome='perhaps'", "perhaps"},
		{"an age of no years", "<signature from=\"0001-01-01\" years=\"15\"",
			"<signature from='0001-01-01' years='0'", "0"},
		{"a window in days", "opens=\"P3M\"", "opens='P90D'", "P90D"},
		{"a window of no months", "late=\"P2M\"", "late='P0M'", "P0M"},
		{"an effect that is none", "effect=\"places\"", "effect='maybe'", "maybe"},
		{"a boolean that is none", "holidays=\"false\"", "holidays='no'", "no"},
		{"a telephone number with words", "phone=\"0568-85-6138\"", "phone='ask us'",
			"ask us"},
		{"a web base without https", "web-base=\"\"", "web-base='http://example.jp/'",
			"http://example.jp/"},
		{"a web base without a slash at its end", "web-base=\"\"",
			"web-base='https://example.jp'", "https://example.jp"},
		{"a form without its token", "web-base=\"\"",
			"web-base='' booking-form='https://example.jp/form'",
			"https://example.jp/form"},
		{"a form with two", "web-base=\"\"",
			"web-base='' booking-form='https://example.jp/{token}/{token}'",
			"{token}/{token}"},
		{"a form without https", "web-base=\"\"",
			"web-base='' booking-form='http://example.jp/{token}'",
			"http://example.jp"},
		{"more than a thousand permille", "vanish-permille=\"20\"",
			"vanish-permille='1001'", "1001"},
		{"a latitude off the globe", "latitude=\"35.2475\"", "latitude='95'", "95"},
		{"a recurrence that counts hours", "FREQ=WEEKLY;BYDAY=WE", "FREQ=HOURLY",
			"FREQ=HOURLY"},
		{"a leap day's birthday on another day", "day=\"02-28\"", "day='02-27'", "02-27"},
		{"a counter's id with capitals", "<counter id=\"tobu\"", "<counter id='Tobu'",
			"Tobu"},
	};
	check_wrong(cases, sizeof cases / sizeof cases[0]);
}

#define YEAR_END "rrule=\"FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3\" reason"
#define SUNDAY_MORNING                                                                             \
	"<opening rrule=\"FREQ=WEEKLY;BYDAY=SU\" from=\"08:30\" to=\"12:00\" desks=\"6\""
#define OPEN_DAY "<days><open on='2026-12-10' counters='cityhall' desks='1' reason='r' "

static void what_no_schema_can_see(void **state)
{
	(void)state;
	static const struct wrong cases[] = {
		{"a wrong check digit", "municipality=\"232068\"", "municipality='232069'",
			"232069"},
		{"a telephone answered at no counter", "answered-at=\"cityhall\"",
			"answered-at='town'", "no counter \"town\""},
		{"a telephone answered in no opening", "answered-label=\"weekday\"",
			"answered-label='night'", "no opening labelled \"night\""},
		{"a label of nowhere", "answered-at=\"cityhall\"", "", "\"answered-at\""},
		{"a line's hours that are not every week", "  </sender>",
			"<foreign-line phone='' languages='en'><answered rrule='FREQ=MONTHLY;"
			"BYDAY=1MO' from='09:00' to='16:00'/></foreign-line></sender>",
			"FREQ=WEEKLY with BYDAY"},
		{"a line's hours that end before they begin", "  </sender>",
			"<foreign-line phone='' languages='en'><answered rrule='FREQ=WEEKLY;"
			"BYDAY=MO' from='16:00' to='09:00'/></foreign-line></sender>",
			"is not before"},
		{"two counters of one id", "<counter id=\"kozoji\"", "<counter id='tobu'",
			"a second counter"},
		{"a counter named all", "<counter id=\"tobu\"", "<counter id='all'", "all"},
		{"a prefix twice", "<serves prefix=\"487002\"/>", "<serves prefix='487003'/>",
			"487003"},
		{"a prefix twice at one counter", "<serves prefix=\"487002\"/>",
			"<serves prefix='487001'/>", "487001"},
		{"a language twice", "<text lang=\"en\">Kasugai City",
			"<text lang='ja'>Kasugai City", "a second text in \"ja\""},
		{"no Japanese name", "<section>\n      <text lang=\"ja\">戸籍住民課</text>",
			"<section>", "no Japanese text"},
		{"a recurrence with a number in a weekly rule",
			"<opening rrule=\"FREQ=WEEKLY;BYDAY=WE\"",
			"<opening rrule='FREQ=WEEKLY;BYDAY=3WE'", "a number in BYDAY"},
		{"a mailing rule of every other week that begins in the middle of one",
			"<mailing rrule=\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\"",
			"<mailing rrule='FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'", "WKST=SA"},
		{"a closure on the 31st of which month?", YEAR_END,
			"rrule='FREQ=YEARLY;BYMONTHDAY=31' reason", "needs BYMONTH"},
		{"a walk-in on no day", "<walk-in rrule=\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\"",
			"<walk-in rrule='FREQ=WEEKLY;BYDAY=XX'", "not a recurrence"},
		{"a closure that never comes", YEAR_END, "rrule='FREQ=DAILY;UNTIL=19990101' reason",
			"no day from 2000"},
		{"a mailing rule with a count",
			"<mailing rrule=\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\"",
			"<mailing rrule='FREQ=WEEKLY;COUNT=5'", "a part that is not"},
		{"an exception that is no rule", "except=\"FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3\"",
			"except='FREQ=YEARLY;BYYEARDAY=400'", "except"},
		{"closed before it opens", "from=\"17:00\" to=\"19:30\"", "from='19:30' to='17:00'",
			"not before"},
		{"no time at all", "from=\"17:00\" to=\"19:30\"", "from='17:00' to='17:00'",
			"not before"},
		{"open after the national system stops", "to=\"19:30\"", "to='20:30'",
			"national system"},
		{"a walk-in band that ends before it begins", "from=\"09:00\" to=\"16:00\"",
			"from='16:00' to='09:00'", "not before"},
		{"late hours that begin before the day is over", "from=\"17:00\" to=\"19:30\"",
			"from='16:30' to='19:30'", "overlaps with the opening of line"},
		{"two rules that meet once in many years", SUNDAY_MORNING,
			"<opening rrule='FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1' from='09:00' to='10:00' "
			"desks='1' label='may' reason='May'/>" SUNDAY_MORNING,
			"first on 2000-05-01"},
		{"a closure of a counter there is not", "counters=\"cityhall\" matters=\"all\"/>",
			"counters='townhall' matters='all'/>", "townhall"},
		{"all and one more", "counters=\"cityhall\" matters=\"all\"/>",
			"counters='all tobu' matters='all'/>", "all"},
		{"a closure of hours there are not", "label=\"sunday\" reason=\"3rd Sunday\"",
			"label='monday' reason='3rd Sunday'", "monday"},
		{"a closure of hours that its counters have not",
			"effect=\"hours\" counters=\"cityhall\" matters=\"all\"/>",
			"effect='hours' counters='tobu' matters='all'/>", "sunday"},
		{"a matter twice, another missing", "<matter id=\"stay\"", "<matter id='card'",
			"there already"},
		{"a matter kept out of hours there are not", "<matter id=\"stay\"",
			"<matter not-during='midnight' id='stay'", "midnight"},
		{"a matter at no known counter",
			"<matter id=\"card\" appointment=\"offered\" "
			"slots=\"1\" counters=\"all\"",
			"<matter id='card' appointment='offered' slots='1' counters='nowhere'",
			"nowhere"},
		{"a wished day that is too early", "wished-day=\"14\"", "wished-day='6'",
			"wished-day"},
		{"a wish of an age that ends before it begins", "to=\"15\"", "to='5'", "above"},
		{"ages whose wishes overlap", "to=\"15\"", "to='16'", "overlap"},
		{"leads out of order",
			"<matter id=\"card\" appointment=\"offered\" slots=\"1\" "
			"counters=\"all\" lead-days=\"7\" clear-days=\"3\" "
			"wished-day=\"14\"/>",
			"<matter id='card' appointment='offered' slots='1' counters='all' "
			"lead-days='7' clear-days='3' wished-day='14'><lead from='2027-02-01' "
			"days='8'/><lead from='2027-02-01' days='9'/></matter>",
			"does not come after"},
		{"a lead past the wished day",
			"<matter id=\"card\" appointment=\"offered\" slots=\"1\" "
			"counters=\"all\" lead-days=\"7\" clear-days=\"3\" wished-day=\"14\"/>",
			"<matter id='card' appointment='offered' slots='1' counters='all' "
			"lead-days='7' clear-days='3' wished-day='14'><lead from='2027-02-01' "
			"days='15'/></matter>",
			"is before"},
		{"ages that do not begin at the beginning",
			"<age from=\"0001-01-01\" adult=\"20\"/>",
			"<age from='1900-01-01' adult='20'/>", "0001-01-01"},
		{"ages out of order", "<age from=\"2022-04-01\"", "<age from='0001-01-01'",
			"does not come after"},
		{"a card shorter when renewed early", "adult-early=\"11\"", "adult-early='9'",
			"shorten"},
		{"a certificate shorter when renewed early", "birthdays=\"5\" early=\"6\"",
			"birthdays='5' early='4'", "shorten"},
		{"late before it opens", "late=\"P2M\"", "late='P3M'", "not shorter"},
		{"a reminder before it opens",
			"<window from=\"0001-01-01\" opens=\"P3M\" late=\"P2M\"",
			"<window from='0001-01-01' opens='P3M' late='P2M' reading='day-after' "
			"appointments='later' reminder='P3M' reminder-after-days='1'/><window "
			"from='2027-01-01' opens='P3M' late='P2M'",
			"\"reminder\" is not shorter"},
		{"windows out of order", "<window from=\"0001-01-01\"", "<window from='2027-01-01'",
			"not from 0001-01-01"},
		{"no such status of residence", "statuses=\"highly", "statuses=\"visitor highly",
			"visitor"},
		{"a cap that begins later", "<cap from=\"0001-01-01\"", "<cap from='2020-01-01'",
			"not from 0001-01-01"},
		{"leap days that begin later", "<leap-birthday from=\"0001-01-01\"",
			"<leap-birthday from='2020-01-01'", "not from 0001-01-01"},
		{"stays twice from one day", "<stay from=\"0001-01-01\"",
			"<stay from='0001-01-01' card='birthday' pending-extension='P2M'/><stay "
			"from='0001-01-01'",
			"does not come after"},
		{"folders kept longer than they can be made again", "folder-days=\"400\"",
			"folder-days='1096'", "\"folder-days\" is above \"days\""},
		{"a smallest export above the largest", "residents-min=\"1\"",
			"residents-min='400001'", "residents-min"},
		{"an approval without a day", "<language tag=\"en\"/>",
			"<language tag='en' approved-by='somebody'/>", "go together"},
		{"a day of approval without an approver", "<language tag=\"en\"/>",
			"<language tag='en' approved-on='2026-01-01'/>", "go together"},
		{"an approved text without an approver", "<language tag=\"en\"/>",
			"<language tag='en' approved-text='0123456789abcdef'/>",
			"\"approved-text\" without \"approved-by\""},
		{"a language of letters twice", "<language tag=\"en\"/>", "<language tag='ja'/>",
			"there already"},
		{"holidays that are not there", "<files holidays=\"holidays.csv\"",
			"<files holidays='nowhere.csv'", "nowhere.csv"},
		{"a date at a counter there is not", "<days/>",
			"<days><closed on='2026-12-10' counters='x' reason='r'/></days>", "\"x\""},
		{"a date about hours there are not", "<days/>",
			"<days><closed on='2026-12-10' counters='tobu' label='late' "
			"reason='r'/></days>",
			"late"},
		{"a date that ends before it begins", "<days/>",
			OPEN_DAY "from='12:00' to='09:00'/></days>", "not before"},
		{"a date after the national system stops", "<days/>",
			OPEN_DAY "from='12:00' to='21:00'/></days>", "national system"},
		{"a day both open and closed", "<days/>",
			OPEN_DAY "from='09:00' to='12:00'/><closed on='2026-12-10' counters='all' "
				 "reason='r'/></days>",
			"the contrary"},
		{"two dates that overlap", "<days/>",
			OPEN_DAY "from='09:00' to='12:00'/><open on='2026-12-10' counters='all' "
				 "desks='1' reason='r' from='11:00' to='13:00'/></days>",
			"overlaps with the hours of line"},
		{"late hours of a date into the day's own", "<days/>",
			OPEN_DAY "label='late' from='16:00' to='18:00'/></days>",
			"overlaps with the hours of line"},
	};
	check_wrong(cases, sizeof cases / sizeof cases[0]);
}

static void files_that_are_no_office(void **state)
{
	(void)state;
	struct office office;
	struct fault why = {0};
	assert_false(office_read("tests/no-such-office.xml", arena, &office, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_false(office_read("cron/holidays.csv", arena, &office, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	static const char doctype[] = "<!DOCTYPE office [<!ENTITY a 'b'>]><office "
				      "xmlns='urn:kigen:office:1'/>";
	const char *path = variant_put(folder, "office.xml", doctype, sizeof doctype - 1, arena);
	assert_false(office_read(path, arena, &office, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_non_null(strstr(why.message, "DOCTYPE"));
	path = variant_put(folder, "office.xml", "", 0, arena);
	assert_false(office_read(path, arena, &office, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
}

/* A wrong announcement is named by its own file and line. */
static void holidays_are_read_with_the_office(void **state)
{
	(void)state;
	const char *path = variant_write(folder, "<days/>", "<days></days>", NULL, arena);
	size_t length;
	const char *bytes = variant_slurp("cron/holidays.csv", &length, arena);
	variant_put(folder, "holidays.csv", bytes, length - 20, arena);
	struct office office;
	struct fault why = {0};
	bool read = office_read(path, arena, &office, &why);
	variant_put(folder, "holidays.csv", bytes, length, arena);
	assert_false(read);
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_non_null(strstr(why.message, "/holidays.csv:"));
}

/* ---- findings ---- */

static void note(void *context, const char *file, long line, const char *message)
{
	char *notes = context;
	const char *name = strrchr(file, '/');
	size_t used = strlen(notes);
	snprintf(notes + used, 8192 - used, "%s:%ld: %s\n", name == NULL ? file : name + 1, line,
		message);
}

static const char *findings(const struct office *office, day_number today)
{
	char *notes = arena_alloc(arena, 8192);
	office_check(office, today, arena, note, notes);
	return notes;
}

/* What is found about the texts, with those of the project. */
static const char *findings_of_texts(const struct office *office)
{
	const struct templates *templates;
	struct fault why = {0};
	char *notes = arena_alloc(arena, 8192);
	if (!templates_read("templates", arena, &templates, &why))
		fail_msg("%s", why.message);
	office_check_texts(office, templates, arena, note, notes);
	return notes;
}

static void assert_finds(const char *notes, const char *expected)
{
	if (strstr(notes, expected) == NULL)
		fail_msg("no \"%s\" in:\n%s", expected, notes);
}

static void assert_finds_not(const char *notes, const char *unexpected)
{
	if (strstr(notes, unexpected) != NULL)
		fail_msg("\"%s\" in:\n%s", unexpected, notes);
}

static void shipped_office_is_told_what_is_missing(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	const char *notes = findings(&office, civil_day(2026, 11, 1));
	assert_finds(notes, arena_print(arena, "kasugai.xml:%ld: lost-card-phone is empty",
				    office.sender.line));
	const char *texts = findings_of_texts(&office);
	for (size_t i = 0; i < office.language_count; i++)
		assert_finds(
			texts, arena_print(arena,
				       "kasugai.xml:%ld: nobody has approved the texts in \"%s\"",
				       office.languages[i].line, office.languages[i].tag));
	assert_finds(notes, "counter \"kozoji\" has no telephone number");
	assert_finds(notes, "the address of counter \"sakashita\" has no house number");
	assert_finds_not(notes, "\"cityhall\"");
	assert_finds(notes, "residents-min");
	assert_finds_not(notes, "holidays.csv");
	assert_finds_not(notes, "has no name in");
	assert_finds_not(notes, "no list of towns");
	office.towns.count = 0;
	assert_finds(findings(&office, civil_day(2026, 11, 24)), "no list of towns");
}

static void slips_of_the_announcement_are_told(void **state)
{
	(void)state;
	const char *path = variant_write(folder, "<days/>", "<days></days>", NULL, arena);
	size_t length;
	const char *bytes = variant_slurp("cron/holidays.csv", &length, arena);
	const char *longer = arena_print(arena, "%s\r\n", arena_text(arena, bytes, length));
	variant_put(folder, "holidays.csv", longer, length + 2, arena);
	struct office office = read_or_fail(path);
	variant_put(folder, "holidays.csv", bytes, length, arena);
	assert_int_equal(office.holiday_slip_count, 1);
	assert_finds(findings(&office, civil_day(2026, 11, 1)),
		arena_print(arena, "holidays.csv:%ld: a blank line at the end: passed over",
			office.holiday_slips[0].line));
}

static void dates_on_which_two_readings_differ_are_named(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	const char *notes = findings(&office, civil_day(2026, 1, 1));
	static const char *const pairs[] = {"2026-02", "2026-03", "2026-11"};
	for (size_t i = 0; i < 3; i++) {
		assert_finds(notes,
			arena_print(arena,
				"%s-15 is \"3rd Sunday\" but not \"national maintenance\": closed",
				pairs[i]));
		assert_finds(notes, arena_print(arena,
					    "%s-22 is \"national maintenance\" but not \"3rd "
					    "Sunday\": open, no appointments are given",
					    pairs[i]));
	}
	size_t count = 0;
	for (const char *at = notes; (at = strstr(at, "but not")) != NULL; at++)
		count++;
	assert_int_equal(count, 6);
	notes = findings(&office, civil_day(2026, 7, 18));
	assert_finds(notes, "2026-11-22");
	assert_finds(notes, "2027-08-15"); /* 393 days ahead */
	assert_finds(notes, "2026-11-15");
	notes = findings(&office, civil_day(2026, 11, 23));
	assert_finds_not(notes, "2026-11-22");
	assert_finds(notes, "2027-08-22");
	/* 2024-09-22 was the autumn equinox: closed whoever is right. */
	notes = findings(&office, civil_day(2024, 9, 1));
	assert_finds(notes, "2024-09-15");
	assert_finds_not(notes, "2024-09-22");
}

static void readings_are_compared_as_the_office_has_decided(void **state)
{
	(void)state;
	static const char rule[] = "reason=\"national maintenance\" effect=\"places\"";
	struct office office = read_or_fail(
		variant_write(folder, rule, "reason='maintenance' effect='off'", NULL, arena));
	assert_finds(findings(&office, civil_day(2026, 11, 1)),
		"2026-11-22 is \"maintenance\" but not \"3rd Sunday\": open, with appointments");
	office = read_or_fail(
		variant_write(folder, rule, "reason='maintenance' effect='hours'", NULL, arena));
	assert_finds_not(findings(&office, civil_day(2026, 11, 1)), "but not");
}

static void what_was_filled_in_is_not_found_again(void **state)
{
	(void)state;
	struct office office = read_or_fail(variant_write(
		folder, "lost-card-phone=\"\"", "lost-card-phone='0120-00-0000'", NULL, arena));
	assert_finds_not(findings(&office, civil_day(2026, 11, 1)), "lost-card-phone");
	office = read_or_fail(variant_write(
		folder, "residents-min=\"1\"", "residents-min='280000'", NULL, arena));
	assert_finds_not(findings(&office, civil_day(2026, 11, 1)), "residents-min");
	office = read_or_fail(variant_write(
		folder, "<text lang=\"vi\">Trung tâm Fureai Kōzōji</text>", "", NULL, arena));
	assert_finds(findings(&office, civil_day(2026, 11, 1)),
		"counter \"kozoji\" has no name in \"vi\"");
}

/* An approval is of one text: what it was is noted with it, and a change is told. */
static void an_approval_holds_for_the_text_it_was_given_to(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	const char *texts = findings_of_texts(&office);
	const char *noted = strstr(strstr(texts, "texts in \"ja\""), "approved-text=\"");
	char digest[TEXT_DIGITS + 1];
	memcpy(digest, noted + strlen("approved-text=\""), TEXT_DIGITS);
	digest[TEXT_DIGITS] = '\0';
	const struct {
		const char *attribute, *expected;
	} cases[] = {
		{"", "it is not noted which texts in \"ja\" were approved"},
		{"approved-text='0000000000000000'",
			"the texts in \"ja\" have changed since they were approved on 2026-10-01"},
		{arena_print(arena, "approved-text='%s'", digest), NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		office = read_or_fail(variant_write(folder, "<language tag=\"ja\"/>",
			arena_print(arena,
				"<language tag='ja' approved-by='課長' "
				"approved-on='2026-10-01' %s/>",
				cases[i].attribute),
			NULL, arena));
		texts = findings_of_texts(&office);
		if (cases[i].expected == NULL)
			assert_finds_not(texts, "texts in \"ja\"");
		else
			assert_finds(texts, cases[i].expected);
	}
	office = read_or_fail(variant_write(folder, "<language tag=\"ja\"/>",
		"<language tag='ja'/><language tag='tlh'/>", NULL, arena));
	assert_finds(findings_of_texts(&office), "there are no texts in \"tlh\"");
	office = read_or_fail(variant_write(folder, "<language tag=\"vi\"/>", "", NULL, arena));
	assert_finds(findings_of_texts(&office), "vi.xml:0: no letter is written in this language");
}

static void an_announcement_that_runs_out_is_told(void **state)
{
	(void)state;
	struct office office = read_or_fail("cron/kasugai.xml");
	assert_finds_not(findings(&office, civil_day(2027, 2, 28)), "announcement");
	assert_finds(findings(&office, civil_day(2027, 4, 1)),
		"holidays.csv:0: the announcement ends on 2027-12-31");
	assert_finds(findings(&office, civil_day(2029, 1, 1)), "the announcement ends");
}

static void an_announcement_that_differs_from_the_law_is_told(void **state)
{
	(void)state;
	size_t length;
	char *bytes = variant_slurp("cron/holidays.csv", &length, arena);
	const char *path = variant_write(folder, "<days/>", "<days></days>", NULL, arena);
	char *row = strstr(bytes, "2026/2/11");
	assert_non_null(row);
	row[8] = '2'; /* 建国記念の日 on Feb 12 */
	variant_put(folder, "holidays.csv", bytes, length, arena);
	struct office office = read_or_fail(path);
	row[8] = '1';
	variant_put(folder, "holidays.csv", bytes, length, arena);
	long line = 1;
	for (const char *byte = bytes; byte < row; byte++)
		line += *byte == '\n';
	const char *notes = findings(&office, civil_day(2026, 11, 1));
	assert_finds(notes, "holidays.csv:0: 2026-02-11 is 建国記念の日 by the law but not in the "
			    "announcement: taken for a working day");
	assert_finds(notes,
		arena_print(arena, "holidays.csv:%ld: 2026-02-12 is announced as 建国記念の日 but",
			line));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_office_says_what_the_city_says),
		cmocka_unit_test(shipped_settings_are_the_defaults_of_the_rules),
		cmocka_unit_test(counters_serve_the_towns_around_them),
		cmocka_unit_test(digest_is_of_the_bytes),
		cmocka_unit_test(a_ten_year_certificate_is_one_line),
		cmocka_unit_test(single_dates_and_approvals_are_read),
		cmocka_unit_test(spaces_around_values_are_nothing),
		cmocka_unit_test(paths_that_begin_with_a_slash_stay),
		cmocka_unit_test(what_the_schema_refuses),
		cmocka_unit_test(what_no_schema_can_see),
		cmocka_unit_test(files_that_are_no_office),
		cmocka_unit_test(holidays_are_read_with_the_office),
		cmocka_unit_test(shipped_office_is_told_what_is_missing),
		cmocka_unit_test(slips_of_the_announcement_are_told),
		cmocka_unit_test(dates_on_which_two_readings_differ_are_named),
		cmocka_unit_test(readings_are_compared_as_the_office_has_decided),
		cmocka_unit_test(what_was_filled_in_is_not_found_again),
		cmocka_unit_test(an_approval_holds_for_the_text_it_was_given_to),
		cmocka_unit_test(an_announcement_that_runs_out_is_told),
		cmocka_unit_test(an_announcement_that_differs_from_the_law_is_told),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
