#include "doubles.h"
#include "sample.h"

#include "document/folder.h"
#include "intake/template/templates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

/* Which files a night's folder has; what stands in them is tested file by file. */

struct place {
	struct arena *arena;
	char *root;
	struct office office;
	const struct templates *templates;
};

static int make_place(void **state)
{
	struct arena *arena = arena_open();
	struct place *place = arena_alloc(arena, sizeof *place);
	place->arena = arena;
	place->root = arena_copy(arena, "/tmp/folder-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	place->office = sample_office();
	struct fault why = {0};
	assert_true(templates_read("templates", arena, &place->templates, &why));
	*state = place;
	return 0;
}

static int remove_place(void **state)
{
	struct place *place = *state;
	int status = system(arena_print(place->arena, "rm -rf %s", place->root));
	arena_close(place->arena);
	return status;
}

static bool write_night(
	struct place *place, const struct night *night, bool letters, struct fault *why)
{
	struct outbox *outbox = NULL;
	/* The double never looks into the letters; any address will do. */
	struct letters *any = letters ? (struct letters *)place : NULL;
	bool wrote = outbox_open(place->root, "night", &outbox, why) &&
		     folder_write(&place->office, place->templates, night, any, outbox, why) &&
		     outbox_commit(outbox, why);
	outbox_close(outbox);
	return wrote;
}

static void whole_night(struct place *place, const struct night *night)
{
	struct fault why = {0};
	if (!write_night(place, night, true, &why))
		fail_msg("%s", why.message);
}

static bool has(struct place *place, const char *path)
{
	return access(arena_print(place->arena, "%s/night/%s", place->root, path), F_OK) == 0;
}

static size_t lines_of(struct place *place, const char *path)
{
	FILE *stream = fopen(arena_print(place->arena, "%s/night/%s", place->root, path), "r");
	size_t lines = 0;
	assert_non_null(stream);
	for (int byte; (byte = fgetc(stream)) != EOF;)
		lines += byte == '\n' ? 1 : 0;
	fclose(stream);
	return lines;
}

static const char *const always[] = {"SHA256SUMS", "operators/dues.csv", "operators/exceptions.csv",
	"operators/hand.csv", "operators/call.csv", "operators/summary.json",
	"operators/report.html", "operators/kigen.prom", "counters/cityhall.ics",
	"counters/cityhall.csv", "counters/ajiyoshi.csv", "counters/ajiyoshi.ics"};

/* A mailing night has its mail room, and every sheet is in its PDF in order. */
static void mailing_night(void **state)
{
	struct place *place = *state;
	struct night night = sample_night(true, 20, place->arena);
	whole_night(place, &night);
	for (size_t i = 0; i < SAMPLE_LENGTH(always); i++)
		assert_true(has(place, always[i]));
	assert_int_equal(lines_of(place, "mailroom/letters.pdf"), 1 + night.sheet_count);
	assert_int_equal(lines_of(place, "mailroom/manifest.csv"), 1 + night.sheet_count);
	assert_true(has(place, "mailroom/posting.csv"));
	assert_true(has(place, "mailroom/posting.pdf"));
	assert_true(has(place, "mailroom/covers.pdf"));
	assert_true(has(place, "mailroom/stop.csv"));
	assert_false(has(place, "operators/stop.csv"));
	assert_false(has(place, "mailroom/voice.csv"));
}

/* What a voice code says is a file of its letter's number, and only of such letters. */
static void voices(void **state)
{
	struct place *place = *state;
	struct night night = sample_night(true, 20, place->arena);
	struct notice *sheets = arena_alloc(place->arena, night.sheet_count * sizeof *night.sheets);
	memcpy(sheets, night.sheets, night.sheet_count * sizeof *sheets);
	sheets[1].recipient.format = FORMAT_VOICE;
	night.sheets = sheets;
	whole_night(place, &night);
	assert_true(has(place, "mailroom/voice.csv"));
	for (size_t i = 0; i < night.sheet_count; i++)
		assert_int_equal(
			i == 1, has(place, arena_print(place->arena, "mailroom/voice/%s.txt",
						   sheets[i].number)));
	assert_int_equal(1, lines_of(place, arena_print(place->arena, "mailroom/voice/%s.txt",
						    sheets[1].number)));
}

/* Between mailings there is no mail room, but the residents have their files. */
static void night_between_mailings(void **state)
{
	struct place *place = *state;
	struct night night = sample_night(false, 20, place->arena);
	whole_night(place, &night);
	assert_false(has(place, "mailroom"));
	assert_true(has(place, "operators/stop.csv"));
	for (size_t i = 0; i < night.invited_count; i++) {
		assert_true(has(place,
			arena_print(place->arena, "residents/%s.ics", night.invited[i].token)));
		assert_true(has(place,
			arena_print(place->arena, "residents/%s.html", night.invited[i].token)));
	}
}

/* A mailing without letters has its lists and no PDF, and needs no letters to be made. */
static void mailing_without_letters(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	struct night night = {.day = 20000, .as_of = 20000, .posting_day = 20000, .mailing = true};
	assert_true(write_night(place, &night, false, &why));
	for (size_t i = 0; i < SAMPLE_LENGTH(always); i++)
		assert_true(has(place, always[i]));
	assert_true(has(place, "mailroom/manifest.csv"));
	assert_false(has(place, "mailroom/letters.pdf"));
	assert_false(has(place, "mailroom/covers.pdf"));
	assert_true(has(place, "residents"));
	assert_true(has(place, "residents/index.html"));
}

/* Sheets without letters are a mistake of the caller and leave nothing behind. */
static void sheets_without_letters(void **state)
{
	struct place *place = *state;
	struct fault why = {0};
	struct night night = sample_night(true, 0, place->arena);
	assert_false(write_night(place, &night, false, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_false(has(place, ""));
}

/* A notice without an appointment gets no calendar file, even among the invited; a page only where
 * pages are served, for then its letter's code holds the address. */
static void no_calendar_without_appointment(void **state)
{
	struct place *place = *state;
	struct night night = sample_night(false, 0, place->arena);
	struct notice notice = sample_notice(&sample_rows[6], 7, night.day, place->arena);
	const char *calendar = arena_print(place->arena, "residents/%s.ics", notice.token);
	const char *page = arena_print(place->arena, "residents/%s.html", notice.token);
	night.invited = &notice;
	night.invited_count = 1;
	whole_night(place, &night);
	assert_true(has(place, "residents"));
	assert_true(has(place, "residents/index.html"));
	assert_false(has(place, calendar));
	assert_false(has(place, page));
	assert_int_equal(system(arena_print(
				 place->arena, "mv %s/night %s/before", place->root, place->root)),
		0);
	place->office.sender.web_base = "https://www.example.jp/k/";
	whole_night(place, &night);
	assert_false(has(place, calendar));
	assert_true(has(place, page));
}

/* Names that no file can have are written byte by byte, and stay different. */
static void names_unfit_for_files(void **state)
{
	struct place *place = *state;
	struct night night = {.day = 20000, .as_of = 20000, .posting_day = 20000};
	struct agenda_entry entry = {.notice = "26-000001-3",
		.appointment = {APPOINTMENT_STATE_OFFERED, "kigen-1@232068", 0, "old hall/1", 20001,
			600, 630},
		.changed = 20000,
		.language = ""};
	night.agenda = &entry;
	night.agenda_count = 1;
	whole_night(place, &night);
	assert_true(has(place, "counters/old+20hall+2F1.ics"));
	assert_true(has(place, "counters/old+20hall+2F1.csv"));
}

/* The same night written twice is the same folder: no clock, no order of chance. */
static void same_bytes(void **state)
{
	struct place *place = *state;
	struct night night = sample_night(true, 200, place->arena);
	whole_night(place, &night);
	night = sample_night(true, 200, place->arena);
	whole_night(place, &night); /* refused by the outbox if a single byte differs */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(mailing_night),
		TEST(voices),
		TEST(night_between_mailings),
		TEST(mailing_without_letters),
		TEST(sheets_without_letters),
		TEST(no_calendar_without_appointment),
		TEST(names_unfit_for_files),
		TEST(same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
