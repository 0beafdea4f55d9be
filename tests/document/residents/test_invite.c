#include "document/doubles.h"
#include "document/fixture.h"

#include "document/residents/counter_event.h"
#include "document/residents/invite.h"

#include <libical/ical.h>

/* The bytes of all forms are looked at by test_calendar.py; here is what each form says. */

/* The text without its folds, so that a search sees whole lines. */
static char *unfold(const char *text)
{
	char *flat = arena_alloc(arena, strlen(text) + 1), *end = flat;
	for (const char *at = text; *at != '\0'; at++) {
		if (strncmp(at, "\r\n ", 3) == 0)
			at += 2;
		else
			*end++ = *at;
	}
	return flat;
}

static void has(const char *text, const char *line)
{
	if (strstr(text, arena_print(arena, "\r\n%s\r\n", line)) == NULL)
		fail_msg("no line \"%s\" in\n%s", line, text);
}

static char *file_of(const struct office *office, const struct notice *notice)
{
	size_t length;
	char *text =
		invite_file(office, templates, notice, civil_day(2026, 11, 24), arena, &length);
	assert_int_equal(strlen(text), length);
	return unfold(text);
}

/* All that a resident's file has to say, in Japanese. */
static void published(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	char *text = file_of(&office, &notice);
	lacks(text, "METHOD");
	lacks(text, "ORGANIZER");
	has(text, "UID:kigen-9aF4albizl5G-Fv2rWi0VQ@232068");
	has(text, "SEQUENCE:0");
	has(text, "DTSTAMP:20261123T150000Z");
	has(text, "LAST-MODIFIED:20261123T150000Z");
	has(text, "DTSTART;TZID=Asia/Tokyo:20261216T173000");
	has(text, "DTEND;TZID=Asia/Tokyo:20261216T180000");
	has(text, "TZOFFSETFROM:+0900");
	has(text, "STATUS:CONFIRMED");
	has(text, "TRANSP:OPAQUE");
	has(text, "CLASS:PRIVATE");
	has(text, "SUMMARY;LANGUAGE=ja:市役所窓口の予約");
	has(text, "GEO:35.247500;136.972220");
	has(text, "LOCATION:市役所 戸籍住民課\\, 愛知県春日井市鳥居松町5丁目44番地");
	has(text, "TRIGGER:-P1D");
	has(text, "TRIGGER:-PT2H");
	assert_non_null(strstr(text, "\nDESCRIPTION:市役所窓口の予約\\n市役所"));
	assert_non_null(strstr(text, "\\nお持ちいただくもの: お手紙の"));
	assert_non_null(strstr(text, "26-000001-3"));
	assert_non_null(strstr(text, "0568-85-6138\\nあとから"));
}

/* With an address of its own the office cancels by mail. */
static void organizer_by_mail(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	office.sender.email = "koseki@example.jp";
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	has(file_of(&office, &notice), "ORGANIZER;CN=春日井市 戸籍住民課:mailto:koseki@example.jp");
}

/* A moved one keeps its UID and has a higher SEQUENCE. */
static void moved(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(2);
	char *text = file_of(&office, &notice);
	lacks(text, "METHOD");
	has(text, "SUMMARY;LANGUAGE=en:Moved: appointment at the city office");
	has(text, "DTSTAMP:20261123T150002Z");
	has(text, "LAST-MODIFIED:20261123T150002Z");
	has(text, "SEQUENCE:2");
	has(text, "STATUS:CONFIRMED");
}

/* A cancelled one: METHOD:CANCEL, no alarm (RFC 5546, 3.2.5), nobody is told to come. */
static void cancelled(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	notice.appointment.sequence = 3;
	char *text = file_of(&office, &notice);
	has(text, "METHOD:CANCEL");
	has(text, "SUMMARY;LANGUAGE=ja:取消: 市役所窓口の予約");
	has(text, "ORGANIZER;CN=春日井市 戸籍住民課:tel:+81-568-85-6138");
	has(text, "DTSTAMP:20261123T150003Z");
	has(text, "STATUS:CANCELLED");
	has(text, "SEQUENCE:3");
	has(text, "UID:kigen-9aF4albizl5G-Fv2rWi0VQ@232068");
	lacks(text, "VALARM");
	lacks(text, "お持ちいただくもの");
	assert_non_null(strstr(text, "この予約は取り消されました"));
}

/* Nothing of who it is for, nor of what it is about, whatever the matter. */
static void neutral(void **state)
{
	(void)state;
	static const char *const words[] = {"葛", "髙子", "0000000", "カード", "証明", "在留",
		"期限", "Card", "card", "certificate", "residence", "stay"};
	struct office office = sample_office();
	for (int row = 0; row < SAMPLE_ROWS; row++) {
		struct notice notice = sample(row);
		if (notice.appointment.state == APPOINTMENT_STATE_NONE)
			continue;
		char *text = file_of(&office, &notice);
		for (size_t i = 0; i < SAMPLE_LENGTH(words); i++)
			lacks(text, words[i]);
	}
}

/* The language of the letter speaks: what the office lists, else English, else Japanese. */
static void languages(void **state)
{
	(void)state;
	static const struct {
		const char *asked, *given;
	} cases[] = {{"", "ja"}, {"ja", "ja"}, {"ja-JP", "ja"}, {"en", "en"}, {"EN-gb", "en"},
		{"pt-BR", "pt"}, {"zh-CN", "zh-Hans"}, {"zh", "zh-Hans"}, {"zh-TW", "zh-Hant"},
		{"zh-hk", "zh-Hant"}, {"zh-Hant-MO", "zh-Hant"}, {"tl", "fil"}, {"fil-PH", "fil"},
		{"id", "id"}, {"ne", "ne"}, {"vi", "vi"}, {"ko", "ko"}, {"es", "es"}, {"th", "en"},
		{"my", "en"}, {"ja-x-easy", "ja-x-easy"}};
	struct office office = sample_office();
	for (size_t i = 0; i < SAMPLE_LENGTH(cases); i++) {
		struct notice notice = sample(0);
		notice.recipient.language = cases[i].asked;
		char *text = file_of(&office, &notice);
		if (strstr(text, arena_print(arena, "\r\nSUMMARY;LANGUAGE=%s:", cases[i].given)) ==
			NULL)
			fail_msg("\"%s\" is not written in %s:\n%s", cases[i].asked, cases[i].given,
				text);
	}
}

/* In every language: titles, what to bring, the telephone, that a later letter replaces this one;
 * of a cancelled one that nobody has to come. Two languages never say the same. */
static void no_sentence_missing(void **state)
{
	(void)state;
	static const char *const tags[] = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es",
		"vi", "zh-Hant", "fil", "id", "ne"};
	struct office office = sample_office();
	struct notice notice = sample(0);
	const char *before = "";
	for (size_t i = 0; i < SAMPLE_LENGTH(tags); i++) {
		notice.recipient.language = tags[i];
		notice.appointment.state = APPOINTMENT_STATE_OFFERED;
		const char *at = strstr(file_of(&office, &notice), "\r\nDESCRIPTION;LANGUAGE=") + 2;
		const char *text = arena_text(arena, at, strcspn(at, "\r"));
		size_t lines = 1;
		for (at = text; (at = strstr(at, "\\n")) != NULL; at += 2)
			lines++;
		assert_int_equal(lines, 5);
		assert_non_null(strstr(text, "26-000001-3"));
		assert_non_null(strstr(text, "0568-85-6138"));
		assert_null(strpbrk(text, "{}<>"));
		assert_string_not_equal(text, before);
		before = text;
		notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
		at = strstr(file_of(&office, &notice), "\r\nDESCRIPTION;LANGUAGE=") + 2;
		text = arena_text(arena, at, strcspn(at, "\r"));
		lines = 1;
		for (at = text; (at = strstr(at, "\\n")) != NULL; at += 2)
			lines++;
		assert_int_equal(lines, 3);
	}
}

/* The QR code's form: in UTC, over midnight, the same UID and SEQUENCE, small. */
static void code(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	day_number night = civil_day(2026, 11, 24);
	notice.appointment.starts = 8 * 60 + 30;
	notice.appointment.ends = 9 * 60;
	char *text = unfold(invite_qr(&office, templates, &notice, night, arena));
	has(text, "UID:kigen-9aF4albizl5G-Fv2rWi0VQ@232068");
	has(text, "SEQUENCE:0");
	has(text, "DTSTART:20261215T233000Z");
	has(text, "DTEND:20261216T000000Z");
	lacks(text, "VTIMEZONE");
	lacks(text, "VALARM");
	assert_true(strlen(text) < 420);
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	has(unfold(invite_qr(&office, templates, &notice, night, arena)), "STATUS:CANCELLED");
}

/* Without an appointment: the whole day of the earliest expiry. */
static void code_without_appointment(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(6);
	const struct notice_item items[] = {
		{MATTER_CARD, civil_day(2027, 3, 1), WAVE_FIRST, OUTCOME_LETTER, false},
		{MATTER_SIGNATURE, civil_day(2027, 2, 28), WAVE_FIRST, OUTCOME_COVERED, false}};
	notice.items = items;
	notice.item_count = 2;
	char *text = unfold(invite_qr(&office, templates, &notice, civil_day(2026, 11, 24), arena));
	has(text, "DTSTART;VALUE=DATE:20270228");
	has(text, "UID:26-000007-0@232068");
	lacks(text, "DTEND");
}

/* An end at 24:00 is the next day's beginning; another offset gives another UTC. */
static void edges_of_the_day(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.appointment.day = civil_day(2026, 12, 31);
	notice.appointment.starts = 23 * 60 + 30;
	notice.appointment.ends = 24 * 60;
	has(file_of(&office, &notice), "DTEND;TZID=Asia/Tokyo:20270101T000000");
	office.utc_offset = -210;
	office.timezone = "America/St_Johns";
	char *text = file_of(&office, &notice);
	has(text, "TZOFFSETTO:-0330");
	has(text, "DTSTAMP:20261124T033000Z");
	lacks(text, "JST");
	has(unfold(invite_qr(&office, templates, &notice, civil_day(2026, 11, 24), arena)),
		"DTEND:20270101T033000Z");
}

/* A counter that the office file no longer has is named by its id. */
static void unknown_counter(void **state)
{
	(void)state;
	struct office office = sample_office();
	struct notice notice = sample(0);
	notice.appointment.counter = "closed, for good";
	char *text = file_of(&office, &notice);
	has(text, "LOCATION:closed\\, for good");
	lacks(text, "GEO");
	has(unfold(invite_qr(&office, templates, &notice, civil_day(2026, 11, 24), arena)),
		"LOCATION:closed\\, for good");
}

static char *collection_of(const struct night *night, const char *counter)
{
	struct office office = sample_office();
	char *text = invite_opening(&office, counter, arena);
	const char *place = invite_place(&office, counter, arena);
	for (size_t i = 0; i < night->agenda_count; i++)
		if (strcmp(night->agenda[i].appointment.counter, counter) == 0)
			text = arena_print(arena, "%s%s", text,
				counter_event(&office, &night->agenda[i], place, arena));
	return unfold(arena_print(arena, "%s%s", text, invite_closing));
}

/* A counter's collection has no METHOD, ORGANIZER or alarm. */
static void collections(void **state)
{
	(void)state;
	struct night night = sample_night(true, 0, arena);
	char *text = collection_of(&night, "kozoji");
	lacks(text, "METHOD");
	lacks(text, "ORGANIZER");
	lacks(text, "VALARM");
	has(text, "NAME:高蔵寺ふれあいセンター");
	has(text, "X-WR-CALNAME:高蔵寺ふれあいセンター");
	has(text, "SUMMARY:26-000004-7 カ vi");
	has(text, "SUMMARY:26-000005-4 カ zh-CN");
	lacks(text, "26-000001-3");
}

/* What the counter knows before somebody comes: codes in the title and in the list, never longer
 * than a line holds; nothing of a letter that was purged. */
static void counter_codes_of(void **state)
{
	(void)state;
	char codes[COUNTER_CODES_BYTES];
	struct agenda_entry entry = {.notice = "26-000004-7",
		.appointment = {.state = APPOINTMENT_STATE_OFFERED,
			.uid = "x@1",
			.counter = "kozoji",
			.day = 20800,
			.starts = 540,
			.ends = 570},
		.language = ""};
	assert_string_equal(counter_codes(&entry, codes), "");
	struct office office = sample_office();
	has(unfold(counter_event(&office, &entry, "", arena)), "SUMMARY:26-000004-7");
	entry.matters[MATTER_STAY] = true;
	entry.language = "vi";
	assert_string_equal(counter_codes(&entry, codes), "在 vi");
	entry.matters[MATTER_STAY] = false;
	entry.matters[MATTER_SIGNATURE] = true;
	entry.minor = true;
	entry.language = "";
	assert_string_equal(counter_codes(&entry, codes), "署 子");
	for (enum matter matter = 0; matter < MATTERS; matter++)
		entry.matters[matter] = true;
	entry.ward = true;
	entry.language = "zh-Hans-CN-x-easy-reading";
	assert_int_equal(strlen(counter_codes(&entry, codes)), 5 * 3 + 1 + 12 + 2 * (1 + 3));
	entry.again = true;
	assert_int_equal(strlen(counter_codes(&entry, codes)), 5 * 3 + 1 + 12 + 3 * (1 + 3));
	const struct agenda_entry again = {
		.notice = "26-000005-5", .matters = {[MATTER_CARD] = true}, .again = true};
	const struct agenda_entry elsewhere = {.notice = "", .house = ""};
	const struct agenda_entry kept = {.notice = "", .house = "H26-000001-3"};
	assert_string_equal(counter_codes(&elsewhere, codes), "外");
	assert_string_equal(counter_codes(&kept, codes), "施 H26-000001-3");
	assert_string_equal(counter_codes(&again, codes), "カ 再");
	char *event = counter_event(&office, &entry, "", arena);
	for (char *line = strtok(event, "\n"); line != NULL; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 75 + 1);
}

/* Without entries a calendar still has a component: the zone. libical finds nothing wrong. */
static void empty_collection(void **state)
{
	(void)state;
	struct night night = sample_night(true, 0, arena);
	char *text = collection_of(&night, "ajiyoshi");
	lacks(text, "VEVENT");
	has(text, "BEGIN:VTIMEZONE");
	icalcomponent *read = icalcomponent_new_from_string(text);
	assert_non_null(read);
	assert_int_equal(icalcomponent_count_errors(read), 0);
	icalcomponent_free(read);
}

/* What libical writes here its own restrictions (RFC 5546) accept. */
static void restrictions(void **state)
{
	(void)state;
	struct office office = sample_office();
	for (int cancel = 0; cancel < 2; cancel++) {
		struct notice notice = sample(0);
		notice.appointment.state =
			cancel ? APPOINTMENT_STATE_CANCELLED : APPOINTMENT_STATE_OFFERED;
		size_t length;
		char *text = invite_file(
			&office, templates, &notice, civil_day(2026, 11, 24), arena, &length);
		icalcomponent *read = icalcomponent_new_from_string(text);
		assert_true(icalrestriction_check(read));
		assert_int_equal(icalcomponent_count_errors(read), 0);
		icalcomponent_free(read);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(published),
		TEST(organizer_by_mail),
		TEST(moved),
		TEST(cancelled),
		TEST(neutral),
		TEST(languages),
		TEST(no_sentence_missing),
		TEST(code),
		TEST(code_without_appointment),
		TEST(edges_of_the_day),
		TEST(unknown_counter),
		TEST(collections),
		TEST(counter_codes_of),
		TEST(empty_collection),
		TEST(restrictions),
	};
	return cmocka_run_group_tests(tests, read_templates, close_templates);
}
