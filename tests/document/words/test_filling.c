#include "document/words/filling.h"

#include "document/altered.h"
#include "document/letter-sample.h"
#include "document/words/furigana.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct templates *templates;
	struct glyphs *glyphs;
};

static int open_fixture(void **state)
{
	struct fault why = {0};
	struct fixture *fixture = calloc(1, sizeof *fixture);
	fixture->arena = arena_open();
	*state = fixture;
	return templates_read("templates", fixture->arena, &fixture->templates, &why) &&
			       glyphs_open(fixture->templates->names, &fixture->glyphs, &why)
		       ? 0
		       : -1;
}

static int close_fixture(void **state)
{
	struct fixture *fixture = *state;
	glyphs_close(fixture->glyphs);
	arena_close(fixture->arena);
	free(fixture);
	return 0;
}

static const char *text_of(
	const struct fixture *fixture, const struct filling *filling, const char *key)
{
	bool shared;
	for (size_t i = 0; i < fixture->templates->key_count; i++)
		if (strcmp(fixture->templates->keys[i], key) == 0)
			return filling_text(filling, i, &shared);
	fail_msg("no key %s", key);
	return NULL;
}

static struct filling filling_of(const struct fixture *fixture, const struct notice *notice)
{
	struct filling filling = {.office = &sample_office,
		.templates = fixture->templates,
		.glyphs = fixture->glyphs,
		.posting_day = SAMPLE_POSTING_DAY,
		.plain = true,
		.arena = fixture->arena};
	filling_begin(&filling, notice);
	return filling;
}

/* Eras for Japanese residents, first years as 元年, the Gregorian calendar for foreign ones. */
static void test_dates(void **state)
{
	static const struct {
		int year, month, day;
		bool foreign;
		const char *expected;
	} cases[] = {
		{2027, 5, 1, false, "令和9年5月1日(土)"},
		{2027, 5, 1, true, "2027年5月1日(土)"},
		{2019, 5, 1, false, "令和元年5月1日(水)"},
		{2019, 4, 30, false, "平成31年4月30日(火)"},
		{2026, 11, 22, false, "令和8年11月22日(日)"},
		{2026, 12, 31, true, "2026年12月31日(木)"},
	};
	const struct fixture *fixture = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct notice notice = samples[0].notice;
		notice.recipient.foreign = cases[i].foreign;
		struct filling filling = filling_of(fixture, &notice);
		filling.posting_day = civil_day(cases[i].year, cases[i].month, cases[i].day);
		assert_string_equal(text_of(fixture, &filling, "sender.date"), cases[i].expected);
	}
}

/* Times of day as people say them. */
static void test_times(void **state)
{
	static const struct {
		int starts, ends;
		const char *expected;
	} cases[] = {
		{8 * 60 + 30, 9 * 60, "午前8時30分から 午前9時まで"},
		{11 * 60 + 45, 12 * 60, "午前11時45分から 正午まで"},
		{13 * 60, 13 * 60 + 5, "午後1時から 午後1時05分まで"},
		{19 * 60, 19 * 60 + 30, "午後7時から 午後7時30分まで"},
	};
	const struct fixture *fixture = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct notice notice = samples[0].notice;
		notice.appointment.starts = cases[i].starts;
		notice.appointment.ends = cases[i].ends;
		struct filling filling = filling_of(fixture, &notice);
		assert_string_equal(text_of(fixture, &filling, "visit.time"), cases[i].expected);
	}
}

/* What is to be heard, in every language: no weekday in brackets, no dash that stands for "to",
 * each digit of a number by itself. On the sheet they stay as they are. */
static void test_spoken(void **state)
{
	static const char *const keys[] = {"visit.date", "visit.time", "sender.phone"};
	static const char *const unsaid[] = {
		"(", "–", "〜", "～", "~", "(月)", "Mon–", "周一～", "〒"};
	const struct fixture *fixture = *state;
	for (size_t i = 0; i < fixture->templates->language_count; i++) {
		struct notice notice = samples[0].notice;
		notice.recipient.language = fixture->templates->languages[i].tag;
		notice.number = "26-000123-7";
		struct filling filling = filling_of(fixture, &notice);
		assert_non_null(strstr(text_of(fixture, &filling, "sender.number"), notice.number));
		filling_speak(&filling);
		assert_non_null(
			strstr(text_of(fixture, &filling, "sender.number"), "2 6, 0 0 0 1 2 3, 7"));
		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			const char *said = text_of(fixture, &filling, keys[k]);
			/* The telephone's hours stand in brackets themselves. */
			for (size_t n = k < 2 ? 0 : 1; n < sizeof unsaid / sizeof unsaid[0]; n++)
				if (strstr(said, unsaid[n]) != NULL)
					fail_msg("%s: %s", notice.recipient.language, said);
		}
	}
}

/* Which sentence a letter gets: by matter, wave, wording of a stay, person and appointment. The
 * samples are in order of tests/document/letter-sample.h. */
static void test_sentences(void **state)
{
	static const struct {
		size_t sample;
		const char *key, *part; /* NULL: no such sentence in this letter */
	} cases[] = {
		{0, "title", "電子証明書の有効期限"},
		{3, "title", "マイナンバーカードの有効期限"},
		{0, "title.kicker", "大切なお知らせ"},
		{1, "title.kicker", "お急ぎください"},
		{8, "title.kicker", "再度のお知らせ"},
		{1, "lead", "残りわずか"},
		/* certificates: both numbers; none for signing where the person is a child or ward
		 */
		{0, "bring.signature-pin", "6〜16文字"},
		{0, "bring.authentication-pin", "数字4桁"},
		{2, "bring.signature-pin", NULL},
		{8, "bring.signature-pin", NULL},
		{2, "bring.representative", "法定代理人"},
		{8, "bring.representative", "登記事項証明書"},
		{0, "bring.representative", NULL},
		{0, "forgotten.list-a", "運転免許証"},
		/* a card's application */
		{3, "bring.form", "個人番号カード交付申請書"},
		{3, "bring.signature-pin", NULL},
		{3, "forgotten.head", NULL},
		{3, "apply.body", "およそ1か月"},
		{0, "apply.body", NULL},
		/* a stay, three wordings */
		{5, "bring.residence", "<b>Novo cartão de permanência</b>"},
		{5, "bring.residence", "<span lang=\"ja\">在留カード</span>"},
		{6, "bring.residence", "<b>Thẻ lưu trú</b>"},
		{7, "lead", "请先到出入国在留管理局"},
		{5, "bring.signature-pin", "6–16 letras maiúsculas e números, ao menos um de cada"},
		{6, "bring.signature-pin", NULL},
		{5, "otherwise.body", "1.000 ienes"},
		/* who else writes */
		{0, "jlis", "届くことがあります"},
		{5, "jlis", "esta carta é o único"},
		/* appointment or not */
		{0, "visit.head", "予約しました"},
		{0, "visit.later", "あとから届いた手紙"},
		/* a changed appointment: the new one, and which one it was */
		{9, "title", "変わりました"},
		{9, "visit.head", "新しい予約"},
		{9, "earlier", "26-000093-0"},
		{9, "earlier", "令和8年12月16日(水) 午後1時30分から 高蔵寺ふれあいセンター"},
		{10, "title", "取り消されました"},
		{10, "earlier", "26-000094-8"},
		{10, "book.head", "改めて"},
		{10, "book.body", "令和9年1月10日(日)まで"},
		{0, "earlier", NULL},
		{4, "book.head", "予約ができます"},
		{7, "book.head", "需要预约"},
		{0, "change.body", "26-000123-5"},
		/* a computed expiry says so */
		{9, "estimated", "見込みの日"},
		{0, "estimated", NULL},
		/* the free line is not made up */
		{0, "contact.lost", "お電話を"},
	};
	const struct fixture *fixture = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct filling filling = filling_of(fixture, &samples[cases[i].sample].notice);
		const char *text = text_of(fixture, &filling, cases[i].key);
		if (cases[i].part == NULL)
			assert_null(text);
		else if (text == NULL || strstr(text, cases[i].part) == NULL)
			fail_msg("case %zu: %s is \"%s\"", i, cases[i].key,
				text == NULL ? "" : text);
	}
}

/* A letter about an expiry that waited while its appointment was moved or taken back was never
 * read: it says what holds, not that something changed. */
static void test_waiting_letter_tells_no_change(void **state)
{
	const struct fixture *fixture = *state;
	struct notice notice = samples[0].notice;
	notice.appointment.state = APPOINTMENT_STATE_MOVED;
	struct filling filling = filling_of(fixture, &notice);
	assert_non_null(strstr(text_of(fixture, &filling, "visit.head"), "予約しました"));
	notice.appointment.state = APPOINTMENT_STATE_CANCELLED;
	filling = filling_of(fixture, &notice);
	assert_non_null(strstr(text_of(fixture, &filling, "book.head"), "予約が必要です"));
	assert_null(text_of(fixture, &filling, "earlier"));
}

/* Items: each with its own date; what a computed one says. */
static void test_items(void **state)
{
	const struct fixture *fixture = *state;
	struct filling filling = filling_of(fixture, &samples[9].notice);
	filling.item = &samples[9].notice.items[0];
	assert_string_equal(text_of(fixture, &filling, "item.label"), "署名用電子証明書");
	assert_string_equal(text_of(fixture, &filling, "item.expiry"), "令和9年2月20日(土)まで ※");
	filling = filling_of(fixture, &samples[5].notice);
	filling.item = &samples[5].notice.items[1];
	assert_string_equal(
		text_of(fixture, &filling, "item.label"), "Certificado de identificação");
	assert_string_equal(
		text_of(fixture, &filling, "item.expiry"), "até sábado, 20 de fevereiro de 2027");
}

/* A letter's own words are never taken for shared ones; names cannot bring markup in. */
static void test_own_words(void **state)
{
	const struct fixture *fixture = *state;
	struct notice notice = samples[0].notice;
	notice.recipient.name = "<b>&太郎";
	struct filling filling = filling_of(fixture, &notice);
	filling.plain = false;
	for (size_t i = 0; i < fixture->templates->key_count; i++) {
		bool shared;
		const char *text = filling_text(&filling, i, &shared);
		if (text != NULL &&
			(strstr(text, "26-000123-5") != NULL || strstr(text, "太郎") != NULL))
			assert_false(shared);
	}
	assert_non_null(strstr(text_of(fixture, &filling, "lead"), "&lt;b&gt;&amp;太郎"));
}

/* A wrong template is refused with the line of what is wrong. */
static void test_refused(void **state)
{
	static const struct {
		bool in_text;
		const char *passage, *instead, *message;
	} cases[] = {
		{false, "style=\"title\"", "style=\"titel\"", "there is no style named titel"},
		{false, "font=\"mincho\" points=\"10.5\"", "font=\"minchou\" points=\"10.5\"",
			"there is no font named minchou"},
		{false, "names=\"mincho\"", "names=\"names\"", "there is no font named names"},
		{false, "when=\"!appointment\"", "when=\"!apointment\"",
			"unknown condition \"apointment\""},
		{false, "key=\"title.kicker\"", "key=\"title.kick\"",
			"no text for the key \"title.kick\""},
		{false, "smallest=\"9\"/>", "smallest=\"12\"/>", "the smallest size is larger"},
		{false, "<address x=\"22\"", "<address x=\"24\"",
			"the address does not stay in the window"},
		{false, "<barcode x=\"22.1\" y=\"34.1\"", "<barcode x=\"22.1\" y=\"35.2\"",
			"the barcode with 2 mm about it does not stay"},
		{false, "<box x=\"112\"", "<box x=\"108\"", "this can show in the window"},
		{false, "y=\"58\"", "y=\"56\"", "this can show in the window"},
		{false, "height=\"39\"", "height=\"41\"", "closer than 2 mm to a fold"},
		{false, "y=\"200.8\"", "y=\"199.5\"", "closer than 2 mm to a fold"},
		{false, "<box x=\"16\" y=\"273.8\" width=\"178\" height=\"18.1\"",
			"<box x=\"16\" y=\"283.8\" width=\"178\" height=\"18.1\"",
			"this reaches over the sheet's edge"},
		{false, "<say key=\"title\"/>", "<say key=\"titel\"/>",
			"no text for the key \"titel\""},
		{false, "scales=\"1.1 1.06", "scales=\"1.06 1.1", "scales do not fall"},
		{false, "<row area=\"2\"", "<row area=\"6\"", "there are not that many areas"},
		{false, "thickness=\"0.5\"", "thicknes=\"0.5\"", "thicknes"},
		{true, "{section}", "{sektion}", "unknown placeholder {sektion}"},
		{true, "{addressee} 様", "{addressee 様", "unknown placeholder"},
		{true, "when=\"estimated\"", "when=\"guessed\"", "unknown condition \"guessed\""},
		{true, "<b>新しいカードの申請</b>", "<i>新しいカードの申請</i>", "i"},
		{true, "language=\"ja\"", "language=\"en\"", "the language is not \"ja\""},
		{true, "key=\"address.postal\"", "key=\"address.zip\"",
			"no text for the key \"address.postal\""},
		/* sentences that leave the envelope: nobody's name, nothing of a stay, and in a
		   calendar not even the card */
		{true, "お手紙でお知らせした窓口", "{name}様の窓口",
			"\"invite.number\" leaves the envelope and must not name {name}"},
		{true, "<text key=\"page.number\">{number}", "<text key=\"page.number\">{postal}",
			"\"page.number\" leaves the envelope and must not name {postal}"},
		{true, "<text key=\"page.bring.form\" when=\"!cancelled card\"",
			"<text key=\"page.bring.form\" when=\"!cancelled card|stay\"",
			"\"page.bring.form\" leaves the envelope and must not depend on \"stay\""},
		{true, "<text key=\"page.later\">", "<text key=\"page.later\" when=\"!minor\">",
			"\"page.later\" leaves the envelope and must not depend on \"minor\""},
		{true, "<text key=\"invite.bring\" when=\"appointment\"",
			"<text key=\"invite.bring\" when=\"card\"",
			"\"invite.bring\" leaves the envelope and must not depend on \"card\""},
		/* the office's own papers: all of their sentences, nothing of a letter, no
		   condition */
		{true, "key=\"office.cover.stops\"", "key=\"office.cover.stop\"",
			"no text for the key \"office.cover.stops\", which every night needs"},
		{true, "{letters} 通</text>", "{name} 通</text>",
			"{name} means nothing in this sentence"},
		{true, "<text key=\"sender.section\">{section}",
			"<text key=\"sender.section\">{bundle}",
			"{bundle} means nothing in this sentence"},
		{true, "<text key=\"office.reprint\">",
			"<text key=\"office.reprint\" when=\"late\">",
			"\"office.reprint\" stands on a paper of the office and has no condition"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct fault why = {0};
		const struct templates *templates = NULL;
		bool copied;
		bool read = altered_read(cases[i].in_text, cases[i].passage, cases[i].instead,
			arena, &templates, &copied, &why);
		assert_true(copied);
		if (read || strstr(why.message, cases[i].message) == NULL)
			fail_msg("case %zu: %s", i, why.message);
		assert_int_equal(why.kind, FAULT_OFFICE);
		assert_non_null(strstr(why.message, cases[i].in_text ? "ja.xml:" : ".xml:"));
		assert_null(templates);
		arena_close(arena);
	}
}

struct told {
	struct arena *arena;
	char *mistakes, *warnings; /* all of them, a line each */
};

static char *append(
	struct arena *arena, const char *text, const char *file, long line, const char *message)
{
	return arena_print(arena, "%s%s:%ld: %s\n", text, file == NULL ? "" : strrchr(file, '/'),
		line, message);
}

static void take_mistake(void *context, const char *file, long line, const char *message)
{
	struct told *told = context;
	told->mistakes = append(told->arena, told->mistakes, file, line, message);
}

static void take_warning(void *context, const char *file, long line, const char *message)
{
	struct told *told = context;
	told->warnings = append(told->arena, told->warnings, file, line, message);
}

/* What the office tells of itself: its telephone's hours, fax and e-mail, which line speaks the
 * letter's language, and what the post office is told. */
static void test_office_lines(void **state)
{
	static const char *const tongues[] = {"pt", "en"};
	static const struct opening hours[] = {{.weekdays = 62, .from = 540, .to = 960}};
	static const struct {
		int sample; /* 0: Japanese, 5: Portuguese, 7: Chinese */
		bool bare;  /* the office has none of it */
		const char *key, *part;
	} cases[] = {
		{0, false, "sender.phone", "0568-85-6138(月〜金 9:00〜16:00)"},
		{5, false, "sender.phone", "(seg.–sex. 9:00–16:00)"},
		{0, false, "sender.contact", "FAX 0568-00-1111 koseki@example.jp"},
		{5, false, "contact.foreign",
			"Português: <b>0568-00-2222</b> (seg.–sex. 9:00–16:00)"},
		{5, false, "contact.lost", "0120-000-000</b> (grátis, 24 h, em português)"},
		{7, false, "contact.foreign", NULL},
		{7, false, "contact.lost", "0120-000-000</b> 停用（免费、24小时）"},
		{5, false, "address.number", "転送不要 "},
		{0, true, "sender.phone", "電話 0568-85-6138"},
		{0, true, "sender.contact", NULL},
		{5, true, "contact.foreign", NULL},
		{5, true, "address.number", "26-"},
	};
	const struct fixture *fixture = *state;
	struct office office = sample_office;
	office.sender.answers = (struct opening_list){hours, 1, NULL};
	office.sender.fax = "0568-00-1111";
	office.sender.reply_email = "koseki@example.jp";
	office.sender.foreign_phone = "0568-00-2222";
	office.sender.foreign_tongues = office.sender.lost_tongues = (struct tongues){tongues, 2};
	office.sender.foreign_answers = (struct opening_list){hours, 1, NULL};
	office.sender.lost_phone = "0120-000-000";
	office.sender.no_forward = true;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct filling filling = {.office = cases[i].bare ? &sample_office : &office,
			.templates = fixture->templates,
			.glyphs = fixture->glyphs,
			.posting_day = SAMPLE_POSTING_DAY,
			.plain = true,
			.arena = fixture->arena};
		filling_begin(&filling, &samples[cases[i].sample].notice);
		const char *text = text_of(fixture, &filling, cases[i].key);
		if (cases[i].part == NULL ? text != NULL
					  : text == NULL || strstr(text, cases[i].part) == NULL)
			fail_msg("case %zu: %s", i, text == NULL ? "none" : text);
	}
	/* What stands in another language asks for that language's line. */
	struct filling filling = filling_of(fixture, &samples[0].notice);
	filling.office = &office;
	assert_true(filling_turn(&filling, "pt"));
	assert_non_null(strstr(text_of(fixture, &filling, "foot"), "0568-00-2222"));
	assert_true(filling_turn(&filling, "ko"));
	assert_null(strstr(text_of(fixture, &filling, "foot"), "0568-00-2222"));
}

/* Who examines the templates hears of every mistake, with file and line, and of what no letter
 * uses. */
static void test_examined(void **state)
{
	static const struct {
		bool in_text, reads;
		const char *passage, *instead;
		const char *mistakes[3], *warnings[2];
	} cases[] = {
		{true, true, "", "", {NULL}, {NULL}},
		/* several at once, in one sentence or in two */
		{true, false, "<text key=\"sender.section\">{section}</text>",
			"<text key=\"sender.section\" when=\"guest\">{sektion} {nme}</text>",
			{"/ja.xml:", "unknown placeholder {sektion}", "unknown placeholder {nme}"},
			{NULL}},
		{true, false, "<text key=\"sender.section\">{section}</text>",
			"<text key=\"sender.sect\" when=\"guest\">{section}</text>",
			{"no text for the key \"sender.section\", which /", "letter.xml:"},
			{"uses the key \"sender.sect\""}},
		/* parts of a date where there is none, and the other way round */
		{true, false, "{city} {section}</text>", "{city} {era-year}</text>",
			{"{era-year} means nothing in this sentence"}, {NULL}},
		{true, false, "({weekday})", "({city})", {"{city} means nothing in this sentence"},
			{NULL}},
		/* never used */
		{true, true, "<text key=\"weekday\" when=\"sunday\">",
			"<text key=\"weekdays\">日</text><text key=\"weekday\" when=\"sunday\">",
			{NULL}, {"uses the key \"weekdays\""}},
		{true, true, "<text key=\"time\" when=\"full-hour\">", "<text key=\"time\">",
			{NULL}, {"no letter has this sentence"}},
		/* the layout's, together with the texts' */
		{false, false, "<box x=\"112\" y=\"7.8\"", "<box x=\"108\" y=\"98\"",
			{"closer than 2 mm to a fold"}, {NULL}},
		{false, false, "<text key=\"lead\" style=\"lead\"/>",
			"<text key=\"lead\" style=\"leed\" when=\"in-xx\"/><text key=\"lee\" "
			"style=\"lead\"/>",
			{"no style named leed", "unknown condition \"in-xx\"",
				"no text for the key \"lee\""},
			{NULL}},
		{false, true, "<text key=\"lead\" style=\"lead\"/>",
			"<text key=\"lead\" style=\"lead\" when=\"in-ja\"/>", {NULL}, {NULL}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct told told = {arena, arena_copy(arena, ""), arena_copy(arena, "")};
		struct fault why = {0};
		const struct templates *templates = NULL;
		bool copied;
		const struct audience audience = {take_mistake, take_warning, &told};
		bool read = altered_examine(cases[i].in_text, cases[i].passage, cases[i].instead,
			arena, &audience, &templates, &copied, &why);
		assert_true(copied);
		if (read != cases[i].reads)
			fail_msg("case %zu: %s%s", i, why.message, told.mistakes);
		for (size_t k = 0; k < 3 && cases[i].mistakes[k] != NULL; k++)
			if (strstr(told.mistakes, cases[i].mistakes[k]) == NULL)
				fail_msg("case %zu: %s", i, told.mistakes);
		for (size_t k = 0; k < 2 && cases[i].warnings[k] != NULL; k++)
			if (strstr(told.warnings, cases[i].warnings[k]) == NULL)
				fail_msg("case %zu: %s", i, told.warnings);
		assert_int_equal(told.warnings[0] == '\0', cases[i].warnings[0] == NULL);
		arena_close(arena);
	}
}

/* The language of the letter is a fact that layout and sentences can ask for. */
static void test_language_fact(void **state)
{
	const struct fixture *fixture = *state;
	struct filling filling = filling_of(fixture, &samples[0].notice);
	assert_true((filling.facts & filling.language->fact) != 0);
	for (size_t i = 0; i < fixture->templates->language_count; i++) {
		const struct template_language *language = &fixture->templates->languages[i];
		assert_int_equal((filling.facts & language->fact) != 0,
			strcmp(language->tag, filling.language->tag) == 0);
		assert_int_equal(strlen(language->digest), TEXT_DIGITS);
	}
}

/* No folder, no Japanese. */
static void test_not_there(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	const struct templates *templates = NULL;
	struct fault why = {0};
	assert_false(templates_read("no/such/folder", arena, &templates, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	arena_close(arena);
}

/* Words without what stands above them; a reading without an end is nobody's. */
static void test_readings_left_out(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"<b>窓口</b>で", "<b>窓口</b>で"},
		{"<b>" READING_WORD "窓口" READING_ABOVE "まどぐち" READING_END "</b>で",
			"<b>窓口</b>で"},
		{READING_WORD "次" READING_ABOVE "つぎ" READING_END "の" READING_WORD
			      "日" READING_ABOVE "ひ" READING_END,
			"次の日"},
		{READING_WORD "次" READING_ABOVE "つぎ", READING_WORD "次" READING_ABOVE "つぎ"},
	};
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(furigana_leave_out(cases[i][0], arena), cases[i][1]);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_examined),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_language_fact),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_office_lines),
		cmocka_unit_test(test_own_words),
		cmocka_unit_test(test_readings_left_out),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_spoken),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_waiting_letter_tells_no_change),
	};
	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
