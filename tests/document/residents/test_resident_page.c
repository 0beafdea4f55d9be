#include "document/residents/resident_page.h"

#include "document/captured.h"
#include "document/fixture.h"

/* What stands on a resident's page; test_pages.py looks at it in a browser. */

static char *page_of(const struct office *office, const struct notice *notice)
{
	struct captured page;
	captured_begin(&page);
	resident_page_write(page.stream, office, templates, notice, arena);
	return captured_end(&page, arena);
}

static void has(const char *page, const char *part)
{
	if (strstr(page, part) == NULL)
		fail_msg("no \"%s\" in\n%s", part, page);
}

/* A Japanese resident's page: one language, no switch; the year in both calendars. */
static void in_japanese(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	char *page = page_of(&office, &notice);
	has(page, "<html lang=\"ja\">");
	has(page, "<article id=\"ja\" class=\"own offered\" lang=\"ja\">");
	has(page, "datetime=\"2026-12-16T17:30+09:00\">2026年(令和8年)12月16日(水)</time>");
	has(page, "午後5時30分から午後6時まで");
	has(page, "市役所 戸籍住民課");
	has(page, "26-000001-3");
	has(page, "<a href=\"tel:+81-568-85-6138\">0568-85-6138</a>");
	has(page, arena_print(arena, "href=\"%s.ics\" type=", notice.token));
	lacks(page, "<nav");
	lacks(page, "{{");
}

/* Any other: easy Japanese stands first, with readings, hidden until the switch is followed, then
 * the own language. */
static void in_two_languages(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(3);
	char *page = page_of(&office, &notice);
	has(page, "<html lang=\"vi\">");
	has(page, "<title>Lịch hẹn tại quầy</title>");
	has(page, "<a href=\"#vi\" lang=\"vi\" hreflang=\"vi\">Tiếng Việt</a>");
	has(page,
		"<a href=\"#ja-x-easy\" lang=\"ja-x-easy\" hreflang=\"ja-x-easy\">やさしい日本語</a>");
	const char *japanese = strstr(
		page, "<article id=\"ja-x-easy\" class=\"other offered\" lang=\"ja-x-easy\">");
	const char *own = strstr(page, "<article id=\"vi\" class=\"own offered\" lang=\"vi\">");
	assert_non_null(japanese);
	assert_non_null(own);
	assert_true(japanese < own);
	has(japanese,
		"(<ruby>火<rp>(</rp><rt>か</rt><rp>)</rp></ruby><ruby>曜日<rp>(</rp><rt>ようび</rt>");
	has(own, "Thứ Ba, ngày 22 tháng 12 năm 2026");
	assert_null(strstr(own, "お手紙"));
}

/* Easy Japanese is a language of its own beside Japanese. */
static void in_easy_japanese(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.recipient.language = "ja-x-easy";
	char *page = page_of(&office, &notice);
	has(page, "<html lang=\"ja-x-easy\">");
	has(page, "<article id=\"ja\" class=\"other offered\" lang=\"ja\">");
	has(page, "<ruby>持<rp>(</rp><rt>も</rt><rp>)</rp></ruby>って くる もの");
	/* A title has no elements. */
	has(page, "<title>窓口の 予約</title>");
	for (const char *at = page; *at != '\0'; at++)
		assert_false(strncmp(at, READING_WORD, 2) == 0);
}

/* Moved and cancelled appointments say so first of all, whatever the letter was about. */
static void changed(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.appointment.state = APPOINTMENT_STATE_MOVED;
	char *page = page_of(&office, &notice);
	has(page, "<h1>窓口の予約の日時が変わりました</h1>");
	has(page, "<p class=\"state\"><b>前にお知らせした日時は使えません。</b>");
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	page = page_of(&office, &notice);
	has(page, "<title>窓口の予約は取り消されました</title>");
	has(page, "<p class=\"state\"><b>この日時にお越しになる必要はありません。</b></p>");
	has(page, "取り消された日時");
	lacks(page, "お持ちいただくもの");
}

/* A map is named where the office has given one, and only while somebody is to come. */
static void with_a_map(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct counter counters[SAMPLE_OFFICE_COUNTERS];
	memcpy(counters, office.counters, sizeof counters);
	struct notice notice = sample(0);
	lacks(page_of(&office, &notice), "https://");
	counters[0].map = "https://maps.example.jp/?q=1&z=2";
	office.counters = counters;
	has(page_of(&office, &notice),
		"<a class=\"map\" href=\"https://maps.example.jp/?q=1&amp;z=2\" "
		"rel=\"noreferrer noopener\">地図を見る</a>");
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	lacks(page_of(&office, &notice), "maps.example.jp");
}

/* The city's form is named with the page's own token where the office has one, while there is an
 * appointment to move; without it the page has the bytes that it had. */
static void with_a_booking_form(void **state)
{
	(void)state;
	static const char *const tags[] = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es",
		"vi", "zh-Hant", "fil", "id", "ne"};
	struct office office = sample_office();
	struct notice notice = sample(0), none = sample(6);
	const char *bare = page_of(&office, &notice);
	lacks(bare, "https://");
	office.sender.booking_form = "https://form.example.jp/?a=1&t={token}#z";
	const char *link = arena_print(arena,
		"<a class=\"map\" href=\"https://form.example.jp/?a=1&amp;t=%s#z\" "
		"rel=\"noreferrer noopener\">",
		notice.token);
	for (size_t i = 0; i < SAMPLE_LENGTH(tags); i++) {
		notice.recipient.language = tags[i];
		const char *page = page_of(&office, &notice);
		const char *first = strstr(page, link);
		assert_non_null(first);
		assert_int_not_equal(strncmp(first + strlen(link), "</a>", 4), 0);
	}
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	lacks(page_of(&office, &notice), "form.example.jp");
	lacks(page_of(&office, &none), "form.example.jp");
	office.sender.booking_form = NULL;
	notice = sample(0);
	assert_string_equal(page_of(&office, &notice), bare);
}

/* Without an appointment: the deadline and how to book, no button; none at all where no pages are
 * served. */
static void without_appointment(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(6);
	notice.recipient.language = "";
	assert_false(resident_page_wanted(&office, &notice));
	assert_null(resident_page_address(&office, &notice, arena));
	office.sender.web_base = "https://www.example.jp/k/";
	assert_true(resident_page_wanted(&office, &notice));
	assert_string_equal(resident_page_address(&office, &notice, arena),
		arena_print(arena, "https://www.example.jp/k/%s.html", notice.token));
	char *page = page_of(&office, &notice);
	has(page, "<time datetime=\"2027-02-02\">2027年(令和9年)2月2日(火)まで</time>");
	has(page, "手続きの予約ができます");
	lacks(page, ".ics");
	lacks(page, "<dt>場所");
	office.matters[MATTER_CARD].appointment = APPOINTMENT_REQUIRED;
	has(page_of(&office, &notice), "手続きには予約が必要です");
}

/* Nobody can tell from a page that it is about a stay, or who somebody is: the bytes are those of
 * any certificate's page. */
static void tells_nothing(void **state)
{
	(void)state;
	static const char *const tags[] = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es",
		"vi", "zh-Hant", "fil", "id", "ne"};
	struct office office = sample_office();
	for (size_t i = 0; i < SAMPLE_LENGTH(tags); i++) {
		struct notice plain = sample(0);
		plain.recipient.language = tags[i];
		const char *page = page_of(&office, &plain);
		for (int stay = STAY_CASE_EXTENDED; stay < STAY_CASES; stay++) {
			struct notice_item items[] = {plain.items[0], plain.items[0]};
			items[0].matter = MATTER_STAY;
			items[1].outcome = OUTCOME_COVERED;
			struct notice telling = plain;
			telling.items = items;
			telling.item_count = SAMPLE_LENGTH(items);
			telling.wave = WAVE_LATE;
			telling.recipient.stay_case = (enum stay_case)stay;
			telling.recipient.foreign = true;
			telling.recipient.minor_until = INT32_MAX;
			telling.recipient.ward = true;
			telling.recipient.name = telling.recipient.addressee = "MARIA";
			telling.recipient.address = telling.recipient.building = "1-2-3";
			assert_string_equal(page_of(&office, &telling), page);
		}
		lacks(page, "髙子");
	}
}

/* What the office writes comes out as text, never as markup. */
static void escaped(void **state)
{
	(void)state;
	static const struct wording name[] = {{"ja", "1 & 2 <b>\"'"}};
	struct office office = sample_office();
	struct counter counters[SAMPLE_OFFICE_COUNTERS];
	memcpy(counters, office.counters, sizeof counters);
	counters[0].name.list = name;
	counters[0].name.count = 1;
	counters[0].phone = "+81 568 (85) 6138";
	office.counters = counters;
	struct notice notice = sample(0);
	char *page = page_of(&office, &notice);
	has(page, "<dd><b>1 &amp; 2 &lt;b&gt;&quot;&#39;</b>");
	has(page, "<a href=\"tel:+81568856138\">");
}

/* An end at midnight is the next day; hours west of Greenwich. */
static void edges_of_the_day(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.appointment.day = civil_day(2026, 12, 31);
	notice.appointment.starts = 24 * 60;
	office.utc_offset = -210;
	has(page_of(&office, &notice), "datetime=\"2027-01-01T00:00-03:30\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(in_japanese),
		TEST(in_two_languages),
		TEST(in_easy_japanese),
		TEST(changed),
		TEST(with_a_map),
		TEST(with_a_booking_form),
		TEST(without_appointment),
		TEST(tells_nothing),
		TEST(escaped),
		TEST(edges_of_the_day),
	};
	return cmocka_run_group_tests(tests, read_templates, close_templates);
}
