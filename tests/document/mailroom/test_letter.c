#include "document/mailroom/letter.h"

#include "document/altered.h"
#include "document/letter-sample.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct templates *templates;
	struct letters *letters;
};

static int open_fixture(void **state)
{
	struct fault why = {0};
	struct fixture *fixture = calloc(1, sizeof *fixture);
	fixture->arena = arena_open();
	*state = fixture;
	return templates_read("templates", fixture->arena, &fixture->templates, &why) &&
			       letters_open(
				       &sample_office, fixture->templates, &fixture->letters, &why)
		       ? 0
		       : -1;
}

static int close_fixture(void **state)
{
	struct fixture *fixture = *state;
	letters_close(fixture->letters);
	arena_close(fixture->arena);
	free(fixture);
	return 0;
}

/* Who can be written to: what fits, what no font draws, what the window does not hold. */
static void test_check(void **state)
{
	static const struct {
		const char *addressee, *name, *address, *building;
		enum letter_check expected;
		const char *missing;
	} cases[] = {
		{"春日井 太郎", "春日井 太郎", "愛知県春日井市鳥居松町5丁目44番地", "", LETTER_FITS,
			""},
		{"葛󠄂城 髙子", "葛󠄂城 髙子", "愛知県春日井市鳥居松町5丁目44番地",
			"サンハイツA棟 203号", LETTER_FITS, ""},
		/* shrinks, then wraps */
		{"ワンチャイ プラサートスクウィチャイ", "ワンチャイ プラサートスクウィチャイ",
			"愛知県春日井市高蔵寺町北三丁目1234番地の567",
			"サンハイツ高蔵寺ニュータウン第123号棟 1405号室", LETTER_FITS, ""},
		{"SILVA SANTOS MARIA APARECIDA DA CONCEICAO DE OLIVEIRA", "SILVA",
			"愛知県春日井市鳥居松町5丁目44番地", "", LETTER_FITS, ""},
		/* too much of it */
		{"ワンチャイ プラサートスクサワットウィチャイ アーティットワッタナー", "ワンチャイ",
			"愛知県春日井市高蔵寺町北三丁目1234番地の567号の89",
			"独立行政法人中央台ニュータウン第三住宅団地サンハイツ高蔵寺第123号棟 1405号室",
			LETTER_OVERFLOW, ""},
		/* a name that the sentences have no room for */
		{"山", "ワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイ山山山",
			"愛知県春日井市", "", LETTER_OVERFLOW, ""},
		{"山", "ワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイワンチャイ山山",
			"愛知県春日井市", "", LETTER_FITS, ""},
		/* in any of the four */
		{"山\xEE\x80\x80", "山", "愛知県春日井市", "", LETTER_GLYPH, "U+E000"},
		{"山", "\xE8\x91\x9B\xF3\xA0\x87\xAF", "愛知県春日井市", "", LETTER_GLYPH,
			"U+845B U+E01EF"},
		{"山", "山", "愛知県\xEE\x80\x80\xEE\x80\x81", "", LETTER_GLYPH, "U+E000,U+E001"},
		{"山", "山", "愛知県春日井市", "😀荘", LETTER_GLYPH, "U+1F600"},
	};
	const struct fixture *fixture = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct recipient recipient = samples[0].notice.recipient;
		char missing[64];
		recipient.addressee = cases[i].addressee;
		recipient.name = cases[i].name;
		recipient.address = cases[i].address;
		recipient.building = cases[i].building;
		enum letter_check got =
			letters_check(fixture->letters, &recipient, missing, sizeof missing);
		if (got != cases[i].expected)
			fail_msg("case %zu: %d", i, (int)got);
		assert_string_equal(missing, cases[i].missing);
	}
}

/* What was checked as fitting can be written, and what was not is refused, never clipped. */
static void test_check_holds(void **state)
{
	const struct fixture *fixture = *state;
	char buffer[512];
	bool seen[2] = {false, false};
	for (size_t length = 1; length < 80; length += 3) {
		struct notice notice = samples[0].notice;
		struct fault why = {0};
		char missing[16];
		buffer[0] = '\0';
		for (size_t i = 0; i < length; i++)
			strcat(buffer, "春");
		notice.recipient.addressee = notice.recipient.building = buffer;
		FILE *stream = tmpfile();
		bool fits = letters_check(fixture->letters, &notice.recipient, missing,
				    sizeof missing) == LETTER_FITS;
		bool written = letters_write(
			fixture->letters, &notice, 1, SAMPLE_POSTING_DAY, stream, &why);
		assert_int_equal(fits, written);
		assert_int_equal(why.kind, written ? FAULT_NONE : FAULT_INTERNAL);
		seen[fits] = true;
		fclose(stream);
	}
	assert_true(seen[false] && seen[true]);
}

/* One combination of what a night can ask for. */
struct combination {
	unsigned matters; /* bits of MATTERS; those the card covers stand behind it */
	enum wave wave;
	bool minor, ward, estimated;
	enum stay_case stay_case;
	enum appointment_state state;
	enum notice_kind kind;
	const char *language;
};

static struct notice combined(const struct combination *combination, struct arena *arena)
{
	static const enum matter order[] = {
		MATTER_CARD, MATTER_STAY, MATTER_AUTHENTICATION, MATTER_SIGNATURE};
	bool foreign = combination->language[0] != '\0' || combination->stay_case != STAY_CASE_NONE;
	struct notice_item *items = arena_alloc(arena, MATTERS * sizeof *items);
	struct notice notice = samples[0].notice;
	notice.kind = combination->kind;
	notice.wave = combination->wave;
	notice.recipient.minor_until = combination->minor ? INT32_MAX : DAY_NONE;
	notice.recipient.ward = combination->ward;
	notice.recipient.foreign = foreign;
	notice.recipient.stay_case = combination->stay_case;
	notice.recipient.language = combination->language;
	notice.recipient.name =
		foreign ? "SILVA SANTOS MARIA APARECIDA DE OLIVEIRA" : "春日井 太郎";
	notice.appointment.state = combination->state;
	if (combination->kind != NOTICE_EXPIRY) {
		notice.earlier = samples[9].notice.earlier;
		notice.was = samples[9].notice.was;
	}
	notice.items = items;
	notice.item_count = 0;
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		if ((combination->matters & 1u << order[i]) == 0)
			continue;
		bool covered = i >= 2 && notice.item_count > 0 &&
			       document_of(items[0].matter) == DOCUMENT_CARD;
		items[notice.item_count++] = (struct notice_item){order[i],
			samples[0].notice.items[0].expires, notice.wave,
			covered ? OUTCOME_COVERED : OUTCOME_LETTER, combination->estimated};
	}
	return notice;
}

/* Appended to `notices`: the combinations of one set of matters in one language. */
static size_t combine(struct combination combination, struct notice *notices, struct arena *arena)
{
	static const struct {
		enum appointment_state state;
		enum notice_kind kind;
	} visits[] = {{APPOINTMENT_STATE_NONE, NOTICE_EXPIRY},
		{APPOINTMENT_STATE_OFFERED, NOTICE_EXPIRY}, {APPOINTMENT_STATE_MOVED, NOTICE_MOVED},
		{APPOINTMENT_STATE_CANCELLED, NOTICE_CANCELLED}};
	bool stay = (combination.matters & 1u << MATTER_STAY) != 0;
	bool all = combination.language[0] == '\0';
	int last_case = stay ? STAY_CASES - 1 : STAY_CASE_NONE;
	size_t count = 0;
	for (int wording = stay ? 1 : 0; wording <= last_case; wording++)
		for (int wave = 0; wave < WAVES; wave++)
			for (int person = 0; person < 3; person++)
				for (size_t visit = 0; visit < 4; visit++)
					for (int estimated = all ? 0 : 1; estimated < 2;
						estimated++) {
						/* The sentences about a stay know no wave. */
						if (stay && !all && wave != WAVE_LATE)
							continue;
						combination.stay_case = (enum stay_case)wording;
						combination.wave = (enum wave)wave;
						combination.minor = person == 1;
						combination.ward = person == 2;
						combination.state = visits[visit].state;
						combination.kind = visits[visit].kind;
						combination.estimated = estimated != 0;
						notices[count++] = combined(&combination, arena);
					}
	return count;
}

/* Every combination that a night can ask for fits on its sheet, in every language, and none of its
 * type is smaller than the template says (what does not fit so is refused). */
static void test_everything_fits(void **state)
{
	static const unsigned sets[] = {1u << MATTER_AUTHENTICATION, 1u << MATTER_SIGNATURE,
		1u << MATTER_AUTHENTICATION | 1u << MATTER_SIGNATURE, 1u << MATTER_CARD,
		1u << MATTER_CARD | 1u << MATTER_AUTHENTICATION | 1u << MATTER_SIGNATURE,
		1u << MATTER_STAY,
		1u << MATTER_STAY | 1u << MATTER_AUTHENTICATION | 1u << MATTER_SIGNATURE};
	static const char *const languages[] = {"", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es",
		"vi", "zh-Hant", "fil", "id", "ne"};
	enum { SETS = sizeof sets / sizeof sets[0], MOST = 400 };
	const struct fixture *fixture = *state;
	struct notice *notices = arena_alloc(fixture->arena, SETS * MOST * sizeof *notices);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		size_t count = 0;
		for (size_t set = 0; set < SETS; set++)
			count += combine((struct combination){.matters = sets[set],
						 .language = languages[i]},
				&notices[count], fixture->arena);
		assert_int_equal(count, i == 0 ? 1368 : 348);
		FILE *stream = tmpfile();
		struct fault why = {0};
		if (!letters_write(
			    fixture->letters, notices, count, SAMPLE_POSTING_DAY, stream, &why))
			fail_msg("%s: %s", languages[i], why.message);
		fclose(stream);
	}
}

static size_t written_bytes(const struct fixture *fixture, char **bytes)
{
	struct fault why = {0};
	struct notice *notices = arena_alloc(fixture->arena, SAMPLES * sizeof *notices);
	for (size_t i = 0; i < SAMPLES; i++)
		notices[i] = samples[i].notice;
	FILE *stream = tmpfile();
	assert_true(letters_write(
		fixture->letters, notices, SAMPLES, SAMPLE_POSTING_DAY, stream, &why));
	assert_int_equal(fseek(stream, 0, SEEK_END), 0);
	size_t length = (size_t)ftell(stream);
	*bytes = malloc(length);
	rewind(stream);
	assert_int_equal(fread(*bytes, 1, length, stream), length);
	fclose(stream);
	return length;
}

/* The same letters give the same bytes, also from letters that have written before. */
static void test_same_bytes(void **state)
{
	char *first, *second;
	size_t length = written_bytes(*state, &first);
	assert_int_equal(written_bytes(*state, &second), length);
	assert_memory_equal(first, second, length);
	free(first);
	free(second);
}

/* A full disk is told, and the letters can be written again. */
static void test_disk_full(void **state)
{
	const struct fixture *fixture = *state;
	struct notice notice = samples[0].notice;
	struct fault why = {0};
	FILE *full = fopen("/dev/full", "w+b");
	assert_non_null(full);
	assert_false(letters_write(fixture->letters, &notice, 1, SAMPLE_POSTING_DAY, full, &why));
	assert_int_equal(why.kind, FAULT_WRITE);
	fclose(full);
	FILE *stream = tmpfile();
	assert_true(letters_write(fixture->letters, &notice, 1, SAMPLE_POSTING_DAY, stream, &why));
	fclose(stream);
}

/* Templates that only show themselves wrong when drawn: fonts, signs, room. */
static void test_refused(void **state)
{
	static const struct {
		bool in_text, opens;
		const char *passage, *instead, *message;
	} cases[] = {
		{false, false, "<family>BIZ UDPGothic</family>", "<family>No Gothic</family>",
			"\"No Gothic\""},
		{false, false, "<family>Noto Serif CJK JP</family>", "<family>No Serif</family>",
			"\"No Serif\""},
		{true, false, "カードそのものの期限", "カードそのものの😀", "ja.xml:"},
		{true, false, "カードそのものの期限", "<b>カード<u>😀</u></b>そのもの", "ja.xml:"},
		{true, false, "カードそのものの期限", "カードそのものの期\xE0\xB8\xB1", "ja.xml:"},
		{false, true, "<code size=\"32\"", "<code size=\"20\"", "under 0.35 mm"},
		{false, true, "height=\"16.9\"", "height=\"8\"", "higher than its box"},
		{false, true, "height=\"94.1\"", "height=\"20\"", "does not fit on a sheet"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct fault why = {0};
		const struct templates *templates;
		struct letters *letters = NULL;
		bool copied;
		bool read = altered_read(cases[i].in_text, cases[i].passage, cases[i].instead,
			arena, &templates, &copied, &why);
		if (!read)
			fail_msg("case %zu: %s", i, why.message);
		bool opened = letters_open(&sample_office, templates, &letters, &why);
		assert_int_equal(opened, cases[i].opens);
		if (opened) {
			FILE *stream = tmpfile();
			assert_false(letters_write(
				letters, &samples[0].notice, 1, SAMPLE_POSTING_DAY, stream, &why));
			fclose(stream);
		}
		letters_close(letters);
		assert_int_equal(why.kind, FAULT_OFFICE);
		if (strstr(why.message, cases[i].message) == NULL)
			fail_msg("case %zu: %s", i, why.message);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_check_holds),
		cmocka_unit_test(test_everything_fits),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
