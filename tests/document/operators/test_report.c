#include "document/captured.h"
#include "document/doubles.h"
#include "document/sample.h"

#include "document/operators/report.h"
#include "document/operators/summary.h"
#include "document/operators/tally.h"
#include "intake/template/words_file.h"
#include "model/outlook.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The three pages of a night's numbers: summary.json, kigen.prom and report.html. */

struct counted {
	struct arena *arena;
	struct office office;
	struct night night;
	struct tally tally;
	struct wordbook words;
};

static void count(struct counted *counted)
{
	tally_night(&counted->office, &counted->night, counted->arena, &counted->tally);
}

static int make(void **state)
{
	static struct counted counted;
	counted.arena = arena_open();
	counted.office = sample_office();
	counted.night = sample_night(true, 20, counted.arena);
	count(&counted);
	*state = &counted;
	struct fault why = {0};
	return words_read(counted.arena, &counted.words, &why) ? 0 : -1;
}

static int done(void **state)
{
	arena_close(((struct counted *)*state)->arena);
	return 0;
}

/* Dues, letters and places of the sample, counted by eye. */
static void tally(void **state)
{
	const struct tally *numbers = &((struct counted *)*state)->tally;
	assert_int_equal(numbers->outcomes[OUTCOME_LETTER], 8);
	assert_int_equal(numbers->outcomes[OUTCOME_COVERED], 1);
	assert_int_equal(numbers->outcomes[OUTCOME_HAND], 2);
	assert_int_equal(numbers->outcomes[OUTCOME_NONE], 1);
	assert_int_equal(numbers->matters[MATTER_STAY][OUTCOME_LETTER], 2);
	assert_int_equal(numbers->reasons[OUTCOME_HAND][REASON_PROTECTION], 1);
	assert_int_equal(numbers->letters, 8);
	assert_int_equal(numbers->appointments, 7);
	assert_int_equal(numbers->unplaced, 1);
	assert_int_equal(numbers->call, 1);
	assert_int_equal(numbers->counters[0], 3);
	assert_int_equal(numbers->counters[4], 2);
	assert_int_equal(numbers->agenda[0], 8);
	assert_int_equal(numbers->exception_codes, 5);
	assert_string_equal(numbers->exceptions[0].code, "expiry-unexplained");
	assert_int_equal(numbers->exceptions[0].count, 2);
}

/* A row without a letter between two rows of one letter does not make two letters of it. */
static void letters_counted_once(void **state)
{
	struct counted *counted = *state;
	struct night_due rows[3] = {
		counted->night.dues[0], counted->night.dues[0], counted->night.dues[0]};
	rows[1].decision.outcome = OUTCOME_NONE;
	rows[1].notice = "";
	rows[1].appointment = (struct appointment){.uid = "", .counter = ""};
	counted->night.dues = rows;
	counted->night.due_count = 3;
	count(counted);
	assert_int_equal(counted->tally.letters, 1);
	assert_int_equal(counted->tally.appointments, 1);
}

/* Who has no appointment because the matter has none is not unplaced. */
static void matters_without_appointment(void **state)
{
	struct counted *counted = *state;
	counted->office.matters[MATTER_CARD].appointment = APPOINTMENT_NONE;
	count(counted);
	assert_int_equal(counted->tally.unplaced, 0);
	assert_int_equal(counted->tally.letters, 8);
}

/* summary.json reads back with the keys that other programs rely on, and the sums hold. */
static void summary(void **state)
{
	struct counted *counted = *state;
	struct captured captured;
	captured_begin(&captured);
	assert_true(
		summary_write(captured.stream, &counted->office, &counted->night, &counted->tally));
	json_t *read = json_loads(captured_end(&captured, counted->arena), 0, NULL);
	static const struct {
		const char *key;
		long value;
	} cases[] = {{"run", 1}, {"read", 20000}, {"decided", 19998}, {"aside", 2}, {"letter", 8},
		{"covered", 1}, {"hand", 2}, {"none", 1}, {"carried", 1}, {"sheets", 9},
		{"letters", 8}, {"appointments", 7}, {"unplaced", 1}, {"call", 1}};
	for (size_t i = 0; i < SAMPLE_LENGTH(cases); i++) {
		json_t *value = json_object_get(read, cases[i].key);
		assert_true(json_is_integer(value));
		assert_int_equal(json_integer_value(value), cases[i].value);
	}
	assert_string_equal(json_string_value(json_object_get(read, "night")), "2026-11-24");
	assert_string_equal(json_string_value(json_object_get(read, "as_of")), "2026-11-23");
	assert_true(json_is_true(json_object_get(read, "mailing")));
	assert_int_equal(json_integer_value(json_object_get(read, "exceptions_new")),
		(json_int_t)counted->night.exception_count);
	assert_int_equal(json_integer_value(json_object_get(read, "exceptions_known")), 0);
	json_t *codes = json_object_get(read, "exceptions");
	assert_int_equal(json_integer_value(json_object_get(codes, "expiry-unexplained")), 2);
	json_t *hand = json_object_get(json_object_get(read, "reasons"), "hand");
	assert_int_equal(json_integer_value(json_object_get(hand, "glyph")), 1);
	json_t *kozoji = json_object_get(json_object_get(read, "counters"), "kozoji");
	assert_int_equal(json_integer_value(json_object_get(kozoji, "appointments")), 2);
	assert_int_equal(strlen(json_string_value(json_object_get(read, "register_sha256"))), 64);
	json_decref(read);
}

/* Every line of kigen.prom is a HELP, a TYPE or a sample of a name that has been introduced. */
static void metrics(void **state)
{
	struct counted *counted = *state;
	struct captured captured;
	captured_begin(&captured);
	summary_metrics(captured.stream, &counted->office, &counted->night, &counted->tally);
	char *text = captured_end(&captured, counted->arena);
	assert_non_null(strstr(text, "\nkigen_night_timestamp_seconds 1795446000\n"));
	assert_non_null(strstr(text, "\nkigen_residents{state=\"aside\"} 2\n"));
	assert_non_null(strstr(text, "\nkigen_dues{matter=\"card\",outcome=\"hand\"} 1\n"));
	assert_non_null(strstr(text, "\nkigen_appointments{counter=\"cityhall\"} 8\n"));
	regex_t sample;
	assert_int_equal(regcomp(&sample,
				 "^kigen_[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? "
				 "-?[0-9]+$",
				 REG_EXTENDED | REG_NOSUB),
		0);
	char *introduced = arena_copy(counted->arena, "");
	char *rest = text;
	for (char *line; (line = strsep(&rest, "\n")) != NULL && rest != NULL;) {
		char name[80];
		if (strncmp(line, "# HELP ", 7) == 0)
			continue;
		if (sscanf(line, "# TYPE %79s gauge", name) == 1) {
			char *entry = arena_print(counted->arena, "|%s|", name);
			assert_null(strstr(introduced, entry));
			introduced = arena_print(counted->arena, "%s%s", introduced, entry);
			continue;
		}
		assert_int_equal(regexec(&sample, line, 0, NULL, 0), 0);
		assert_int_equal(sscanf(line, "%79[a-z_]", name), 1);
		assert_non_null(strstr(introduced, arena_print(counted->arena, "|%s|", name)));
	}
	regfree(&sample);
}

static char *page_of(struct counted *counted)
{
	struct fault why = {0};
	struct captured captured;
	captured_begin(&captured);
	const struct report report = {
		&counted->office, &counted->words, &counted->night, &counted->tally};
	if (!report_write(captured.stream, &report, &why))
		fail_msg("%s", why.message);
	return captured_end(&captured, counted->arena);
}

/* libxml2 knows HTML 4 and so not <main>, <header>, <footer>, nor that SVG's elements may end at
 * once; all else is a mistake. */
static void count_mistake(void *mistakes, xmlErrorPtr error)
{
	if (error->code != XML_HTML_UNKNOWN_TAG)
		++*(int *)mistakes;
}

/* The page parses as HTML, asks nobody for anything, runs nothing and is not for search engines. */
static void page_stands_alone(void **state)
{
	struct counted *counted = *state;
	static const char *const never[] = {"<script", "http://", "https://", "src=", "url(",
		"@import", "javascript", "{{", "}}", "href=\"/", "style="};
	char *page = page_of(counted);
	for (size_t i = 0; i < SAMPLE_LENGTH(never); i++)
		assert_null(strcasestr(page, never[i]));
	assert_non_null(strstr(page, "<meta name=\"robots\" content=\"noindex, nofollow\">"));
	assert_non_null(strstr(page, "<html lang=\"ja\">"));
	int mistakes = 0;
	xmlSetStructuredErrorFunc(&mistakes, count_mistake);
	htmlDocPtr read = htmlReadMemory(page, (int)strlen(page), NULL, "utf-8", HTML_PARSE_NONET);
	xmlSetStructuredErrorFunc(NULL, NULL);
	assert_non_null(read);
	assert_int_equal(mistakes, 0);
	xmlFreeDoc(read);
}

/* Each link leads to a part of the page, and each part has one name. */
static void links_lead_somewhere(void **state)
{
	struct counted *counted = *state;
	char *page = page_of(counted);
	int links = 0;
	for (char *at = page; (at = strstr(at, " href=\"")) != NULL; links++) {
		at += strlen(" href=\"");
		assert_int_equal(*at, '#');
		char *id = arena_text(counted->arena, at + 1, strcspn(at + 1, "\""));
		const char *place = strstr(page, arena_print(counted->arena, " id=\"%s\"", id));
		if (place == NULL)
			fail_msg("#%s is nowhere", id);
		assert_null(strstr(place + 1, arena_print(counted->arena, " id=\"%s\"", id)));
	}
	assert_true(links > 10);
}

/* No key stands where its sentence should. */
static void every_word_is_there(void **state)
{
	struct counted *counted = *state;
	regex_t key;
	assert_int_equal(regcomp(&key,
				 "[> \"](figure|tile|task|more|section|column|backlog|reason|"
				 "outcome|matter|exceptions?|places|load|closures|cure|shortage|"
				 "verdict|source|hour)\\.[a-z]",
				 REG_EXTENDED | REG_NOSUB),
		0);
	assert_int_equal(regexec(&key, page_of(counted), 0, NULL, 0), REG_NOMATCH);
	regfree(&key);
}

/* The verdict is a word, a sign and a class. */
static void verdict_of_a_night(void **state)
{
	struct counted *counted = *state;
	assert_non_null(strstr(page_of(counted), "<div class=\"verdict act\">"));
	assert_non_null(strstr(page_of(counted), "▲ 要対応"));
	counted->night =
		(struct night){.day = 20000, .as_of = 19999, .posting_day = 20000, .run = 1};
	count(counted);
	assert_non_null(strstr(page_of(counted), "<div class=\"verdict well\">"));
	assert_non_null(strstr(page_of(counted), "◎ 正常"));
	assert_null(strstr(page_of(counted), "急ぎ</strong>"));
}

/* Tonight stands beside the night before, with a line over all of them, whatever the figures. */
static void nights_before(void **state)
{
	struct counted *counted = *state;
	static const struct past_night past[] = {{.read = 19990, .sheets = 5, .counted = false},
		{.read = 19995, .sheets = 7, .counted = true, .backlog = {[BACKLOG_HAND] = 41}},
		{.read = 20000, .sheets = 9, .counted = true, .backlog = {[BACKLOG_HAND] = 42}}};
	counted->night.past = past;
	counted->night.past_count = 3;
	char *page = page_of(counted);
	assert_non_null(strstr(page, "<td class=\"number now\">20,000</td>"
				     "<td class=\"number\">19,995</td>"));
	assert_non_null(strstr(page, "points=\"30,210 600,120 1170,30\""));
	assert_non_null(strstr(page, "points=\"30,210 1170,30\""));
	assert_non_null(strstr(page, "points=\"30,120 600,120 1170,120\""));
	counted->night.past_count = 1;
	assert_null(strstr(page_of(counted), "<polyline"));
}

/* New exceptions stand before those that the night before told too, and these before what rests;
 * beside what the desk knows stand who, when and why, whether it rests or not. */
static void exceptions_by_where_they_stand(void **state)
{
	struct counted *counted = *state;
	static const struct night_exception told[] = {{1, "0000000301", "vanished", "x"},
		{2, "0000000302", "reopened", "y"}, {3, "0000000303", "birth-unknown", "z"},
		{4, "0000000304", "expiry-unknown", "z"}, {5, "0000000305", "birth-unknown", "z"}};
	const day_number day = civil_day(2026, 11, 20);
	const struct exception_standing standings[] = {
		{.since = day, .known = true, .acknowledged = DAY_NONE},
		{.since = day + 4, .known = false, .acknowledged = DAY_NONE},
		{4711, day, true, day, "sato", "born <abroad>", 4711},
		{4712, day, true, day, "suzuki", "`asked`", 4712},
		{.since = day, .known = true, .acknowledged = DAY_NONE}};
	static const char *const before[] = {"0000000302", "id=\"known\"", "0000000301",
		"0000000304", "2026年11月20日(金) suzukiが了承: `asked`</small>", "0000000305",
		"<details id=\"resting\">", "<summary>了承済みの例外(1件)</summary>",
		"<td class=\"number\">4711</td>", "0000000303",
		"2026年11月20日(金) satoが了承: born &lt;abroad&gt;</small>"};
	counted->night.exceptions = told;
	counted->night.exception_count = 5;
	counted->night.standings = standings;
	count(counted);
	char *page = page_of(counted);
	const char *at = page;
	for (size_t i = 0; i < SAMPLE_LENGTH(before); i++) {
		const char *next = strstr(at, before[i]);
		if (next == NULL || strstr(page, before[i]) != next)
			fail_msg("%s is not where it should be", before[i]);
		at = next;
	}
	assert_non_null(
		strstr(page, "<td class=\"text\">生年月日が暦にないか、一部が分からない。</td>"
			     "<td class=\"number zero\">0</td><td class=\"number\">1</td>"
			     "<td class=\"number\">1</td>"));
	assert_non_null(strstr(page, "住民データからいなくなった"));
	counted->night.exception_count = 2;
	count(counted);
	assert_null(strstr(page_of(counted), "<details"));
}

/* Each cell of the map has its figures, and says in a sign when there is nothing left. */
static void places_and_load(void **state)
{
	struct counted *counted = *state;
	struct outlook outlook = {.day = counted->night.day, .next_mailing = DAY_NONE};
	const struct load_week load[] = {{.monday = civil_monday(counted->night.day), .people = 40},
		{.monday = civil_monday(counted->night.day) + 7, .people = 20}};
	outlook.weeks[0].monday = civil_monday(counted->night.day);
	outlook.weeks[0].shares[0] = (struct outlook_share){4, 4};
	outlook.weeks[0].shares[1] = (struct outlook_share){1200, 601};
	outlook.weeks[0].shares[2] = (struct outlook_share){4, 5};
	counted->night.outlook = &outlook;
	counted->night.load = load;
	counted->night.load_count = 2;
	char *page = page_of(counted);
	assert_non_null(
		strstr(page, "<td class=\"number heat5\">4/4<b class=\"full\">満</b></td>"));
	assert_non_null(strstr(page, "<td class=\"number heat3\">601/1,200</td>"));
	assert_non_null(
		strstr(page, "<td class=\"number heat5\">5/4<b class=\"full\">満</b></td>"));
	assert_non_null(strstr(page, "<td class=\"number closed\">–</td>"));
	assert_non_null(strstr(page, "<rect width=\"1200\" height=\"100\"/>"));
	assert_non_null(strstr(page, "<rect width=\"600\" height=\"100\"/>"));
}

#define ZERO "<td class=\"number zero\">0</td>"

/* Each counter by itself: its fullest week is the darkest, and one that serves nobody, or that the
 * office has no more, has its column. */
static void load_by_counter(void **state)
{
	struct counted *counted = *state;
	const struct office *office = &counted->office;
	const struct load_week load[] = {
		{.monday = civil_monday(counted->night.day), .people = 1253}};
	const struct load_counter counters[] = {{"gone-by", {3}},
		{office->counters[0].id, {1250, 0, 312, 313, 938}},
		{office->counters[1].id, {0, 1}}};
	counted->night.load = load;
	counted->night.load_count = 1;
	assert_null(strstr(page_of(counted), "窓口ごとの、"));
	counted->night.load_counters = counters;
	counted->night.load_counter_count = 3;
	assert_int_equal(office->counter_count, 5);
	char *page = strstr(page_of(counted), "<h3>窓口ごとの、");
	assert_non_null(page);
	static const char *const rows[] = {
		"gone-by</th><th class=\"number\" scope=\"col\">合計</th>",
		"11月23日</th><td class=\"number heat5\">1,250</td>" ZERO ZERO ZERO ZERO
		"<td class=\"number heat5\">3</td><td class=\"number\">1,253</td>",
		"11月30日</th>" ZERO "<td class=\"number heat5\">1</td>",
		"12月7日</th><td class=\"number heat1\">312</td>",
		"12月14日</th><td class=\"number heat2\">313</td>",
		"12月21日</th><td class=\"number heat4\">938</td>", "5月17日</th>", "<tfoot>",
		"<th scope=\"row\">合計</th><td class=\"number\">2,813</td>"
		"<td class=\"number\">1</td>" ZERO ZERO ZERO
		"<td class=\"number\">3</td><td class=\"number\">2,817</td>"};
	for (size_t i = 0; i < SAMPLE_LENGTH(rows); i++) {
		page = strstr(page, rows[i]);
		if (page == NULL)
			fail_msg("no row \"%s\"", rows[i]);
	}
}

/* Daily work that has an hour says which; it stands before what has none. */
static void what_has_an_hour_says_so(void **state)
{
	struct counted *counted = *state;
	const struct agenda_entry agenda[] = {
		{.appointment = {.day = counted->night.day, .counter = "cityhall"}}};
	counted->night.agenda = agenda;
	counted->night.agenda_count = 1;
	count(counted);
	char *page = page_of(counted);
	const char *visits = strstr(page, "<span class=\"tag hour\">開庁前</span> 今日の予約1件の");
	const char *post = strstr(page, "<span class=\"tag hour\">集荷前</span> お知らせ9枚を");
	const char *hand = strstr(page, "<strong class=\"tag\">急ぎ</strong> 新しく手作業に");
	const char *counters = strstr(page, "<li>予約1件の予定表を");
	assert_non_null(visits);
	assert_true(visits < post && post < hand && hand < counters);
}

/* What the page says of the sample; what a message holds is text, not markup. */
static void page_says(void **state)
{
	static const char *const parts[] = {"2026年11月24日(火)", "20,000人を読み",
		"<code>expiry-unexplained</code>",
		"カード: &lt;no rule&gt; gives 2027-02-03 &amp; more", "0000000201", "支援措置",
		"<code>mailroom/letters.pdf</code>", "お知らせ9枚を", "operators/call.csv",
		"カードの更新のお知らせにまとめた", "これから期限を迎える人"};
	char *page = page_of(*state);
	for (size_t i = 0; i < SAMPLE_LENGTH(parts); i++)
		if (strstr(page, parts[i]) == NULL)
			fail_msg("the page does not say \"%s\"", parts[i]);
	assert_null(strstr(page, "葛"));
}

/* On a night without a mailing it says when the letters go. */
static void page_between_mailings(void **state)
{
	struct counted *counted = *state;
	counted->night = sample_night(false, 0, counted->arena);
	count(counted);
	char *page = page_of(counted);
	assert_non_null(strstr(page, "2026年11月25日(水)"));
	assert_null(strstr(page, "letters.pdf"));
}

/* A night with nothing in it, and one with more exceptions than the page lists. */
static void page_empty_and_full(void **state)
{
	struct counted *counted = *state;
	struct night_exception many[REPORT_EXCEPTIONS + 7];
	for (size_t i = 0; i < SAMPLE_LENGTH(many); i++)
		many[i] = (struct night_exception){(long)i + 1, "0000000001", "odd", "row"};
	counted->night =
		(struct night){.day = 20000, .as_of = 19999, .posting_day = 20000, .run = 2};
	count(counted);
	char *page = page_of(counted);
	assert_non_null(strstr(page, "ありません。"));
	assert_non_null(strstr(page, "2回目"));
	counted->night.exceptions = many;
	counted->night.exception_count = SAMPLE_LENGTH(many);
	count(counted);
	assert_non_null(strstr(page_of(counted), "ほか7件"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, done)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tally),
		TEST(letters_counted_once),
		TEST(matters_without_appointment),
		TEST(summary),
		TEST(metrics),
		TEST(page_stands_alone),
		TEST(links_lead_somewhere),
		TEST(every_word_is_there),
		TEST(verdict_of_a_night),
		TEST(nights_before),
		TEST(exceptions_by_where_they_stand),
		TEST(places_and_load),
		TEST(load_by_counter),
		TEST(what_has_an_hour_says_so),
		TEST(page_says),
		TEST(page_between_mailings),
		TEST(page_empty_and_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
