#include "document/captured.h"
#include "document/doubles.h"

#include "document/mailroom/mailing_lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BOM "\xEF\xBB\xBF"

static struct notice letter(const char *postal, const char *household, const char *resident,
	const char *number, const char *language, enum wave wave)
{
	return (struct notice){.number = number,
		.wave = wave,
		.recipient = {.postal = postal,
			.household = household,
			.resident = resident,
			.address = "春日井市鳥居松町5丁目44番地",
			.building = "",
			.language = language}};
}

/* Postal code first, then household, resident, number, whatever order they come in. */
static void posting_order(void **state)
{
	(void)state;
	const struct notice sorted[] = {
		letter("4860817", "2", "9", "n9", "", WAVE_FIRST),
		letter("4860817", "3", "1", "n8", "", WAVE_FIRST),
		letter("4860817", "3", "2", "n1", "", WAVE_FIRST),
		letter("4860817", "3", "2", "n2", "", WAVE_FIRST),
		letter("4870011", "1", "1", "n0", "", WAVE_FIRST),
	};
	enum { COUNT = sizeof sorted / sizeof sorted[0] };
	for (size_t turn = 0; turn < COUNT; turn++) {
		const struct notice *notices[COUNT];
		for (size_t i = 0; i < COUNT; i++)
			notices[i] = &sorted[(i * 3 + turn) % COUNT];
		mailing_sort(notices, COUNT);
		for (size_t i = 0; i < COUNT; i++)
			assert_ptr_equal(notices[i], &sorted[i]);
	}
	mailing_sort(NULL, 0);
}

static char *written(void (*write)(FILE *, const struct office *, const struct notice *, size_t),
	const struct notice *notices, size_t count, struct arena *arena)
{
	struct captured captured;
	captured_begin(&captured);
	const struct office office = {.mailing.bundle_letters = 2};
	write(captured.stream, &office, notices, count);
	return captured_end(&captured, arena);
}

static const char manifest_heading[] = BOM "sheet,notice,postal,barcode,language,wave,bundle\r\n";
static const char posting_heading[] = BOM
	"kind,group,letters,barcodes,first_sheet,last_sheet,first_notice,last_notice,format,sheets\r\n";

/* Sheets count from 1, bundles of two here; no barcode stays empty, no language is Japanese; a
 * letter about a changed appointment says so where others say their wave. */
static void manifest(void **state)
{
	(void)state;
	struct notice notices[] = {
		letter("4860817", "1", "1", "26-000001-3", "", WAVE_FIRST),
		letter("4860900", "1", "1", "26-000002-1", "pt", WAVE_LATE),
		letter("4870011", "1", "1", "26-000003-9", "ja", WAVE_REMINDER),
		letter("4870011", "1", "1", "26-000004-7", "ja", WAVE_LATE),
		letter("4870011", "1", "1", "26-000005-4", "ja", WAVE_FIRST),
	};
	notices[3].kind = NOTICE_MOVED;
	notices[4].kind = NOTICE_CANCELLED;
	struct arena *arena = arena_open();
	assert_string_equal(written(mailing_manifest, notices, 5, arena),
		arena_print(arena, "%s%s%s%s%s%s", manifest_heading,
			"1,26-000001-3,4860817,48608175-44,ja,first,1\r\n",
			"2,26-000002-1,4860900,,pt,late,1\r\n",
			"3,26-000003-9,4870011,48700115-44,ja,reminder,2\r\n",
			"4,26-000004-7,4870011,48700115-44,ja,moved,2\r\n",
			"5,26-000005-4,4870011,48700115-44,ja,cancelled,3\r\n"));
	arena_close(arena);
}

/* The same sheets cut four ways; each cut adds up to the total. */
static void posting(void **state)
{
	(void)state;
	const struct notice notices[] = {
		letter("4860817", "1", "1", "a", "", WAVE_FIRST),
		letter("4860817", "2", "1", "b", "", WAVE_FIRST),
		letter("4860900", "1", "1", "c", "", WAVE_FIRST),
		letter("4870011", "1", "1", "d", "", WAVE_FIRST),
		letter("4870011", "2", "1", "e", "", WAVE_FIRST),
	};
	struct arena *arena = arena_open();
	assert_string_equal(written(mailing_posting, notices, 5, arena),
		arena_print(arena, "%s%s", posting_heading,
			"total,,5,4,1,5,a,e,standard,5\r\n"
			"bundle,1,2,2,1,2,a,b,standard,2\r\n"
			"bundle,2,2,1,3,4,c,d,standard,2\r\n"
			"bundle,3,1,1,5,5,e,e,standard,1\r\n"
			"area,486,3,2,1,3,a,c,standard,3\r\n"
			"area,487,2,2,4,5,d,e,standard,2\r\n"
			"postal,4860817,2,2,1,2,a,b,standard,2\r\n"
			"postal,4860900,1,0,3,3,c,c,standard,1\r\n"
			"postal,4870011,2,2,4,5,d,e,standard,2\r\n"));
	arena_close(arena);
}

static struct notice large(struct notice notice)
{
	notice.recipient.format = FORMAT_LARGE_PRINT;
	return notice;
}

/* Letters on two sheets come behind all others, in bundles, areas and codes of their own; their
 * sheets are counted on, and the whole says no format where there are several. */
static void two_formats(void **state)
{
	(void)state;
	const struct notice notices[] = {
		letter("4860817", "1", "1", "a", "", WAVE_FIRST),
		letter("4860817", "2", "1", "b", "", WAVE_FIRST),
		letter("4860900", "1", "1", "c", "", WAVE_FIRST),
		large(letter("4860817", "3", "1", "d", "", WAVE_FIRST)),
		large(letter("4870011", "1", "1", "e", "", WAVE_FIRST)),
	};
	const struct notice *order[5];
	struct arena *arena = arena_open();
	for (size_t i = 0; i < 5; i++)
		order[i] = &notices[4 - i];
	mailing_sort(order, 5);
	for (size_t i = 0; i < 5; i++)
		assert_ptr_equal(order[i], &notices[i]);
	assert_string_equal(written(mailing_posting, notices, 5, arena),
		arena_print(arena, "%s%s", posting_heading,
			"total,,5,4,1,7,a,e,,7\r\n"
			"format,standard,3,2,1,3,a,c,standard,3\r\n"
			"format,large-print,2,2,4,7,d,e,large-print,4\r\n"
			"bundle,1,2,2,1,2,a,b,standard,2\r\n"
			"bundle,2,1,0,3,3,c,c,standard,1\r\n"
			"bundle,3,2,2,4,7,d,e,large-print,4\r\n"
			"area,486,3,2,1,3,a,c,standard,3\r\n"
			"area,486,1,1,4,5,d,d,large-print,2\r\n"
			"area,487,1,1,6,7,e,e,large-print,2\r\n"
			"postal,4860817,2,2,1,2,a,b,standard,2\r\n"
			"postal,4860900,1,0,3,3,c,c,standard,1\r\n"
			"postal,4860817,1,1,4,5,d,d,large-print,2\r\n"
			"postal,4870011,1,1,6,7,e,e,large-print,2\r\n"));
	assert_string_equal(written(mailing_manifest, notices + 2, 3, arena),
		arena_print(arena, "%s%s", manifest_heading,
			"1,c,4860900,,ja,first,1\r\n"
			"2,d,4860817,48608175-44,ja,first,2\r\n"
			"3,d,4860817,48608175-44,ja,first,2\r\n"
			"4,e,4870011,48700115-44,ja,first,2\r\n"
			"5,e,4870011,48700115-44,ja,first,2\r\n"));
	arena_close(arena);
}

static struct notice in_envelope(struct notice notice, int envelope, int first, int sheets)
{
	notice.enclosure = (struct enclosure){envelope, first, sheets};
	return notice;
}

/* Envelopes of several letters come behind those of one, by how many sheets they have, each whole
 * and in its own order, in bundles that cut none; pieces of mail are counted beside letters. */
static void shared_envelopes(void **state)
{
	(void)state;
	const struct notice notices[] = {
		in_envelope(letter("4860817", "1", "1", "a", "", WAVE_FIRST), 1, 1, 1),
		in_envelope(letter("4870011", "2", "1", "b", "", WAVE_FIRST), 2, 1, 1),
		in_envelope(letter("4860817", "3", "2", "c", "", WAVE_FIRST), 3, 1, 2),
		in_envelope(letter("4860817", "3", "1", "d", "", WAVE_FIRST), 3, 2, 2),
		in_envelope(letter("4860900", "4", "1", "e", "", WAVE_FIRST), 4, 1, 2),
		in_envelope(letter("4860900", "4", "2", "f", "", WAVE_FIRST), 4, 2, 2),
		in_envelope(letter("4860900", "5", "1", "g", "", WAVE_FIRST), 5, 1, 2),
		in_envelope(letter("4860900", "5", "2", "h", "", WAVE_FIRST), 5, 2, 2),
	};
	enum { COUNT = sizeof notices / sizeof notices[0] };
	const struct notice *order[COUNT];
	struct arena *arena = arena_open();
	for (size_t i = 0; i < COUNT; i++)
		order[i] = &notices[(i * 3 + 5) % COUNT];
	mailing_sort(order, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_ptr_equal(order[i], &notices[i]);
	assert_string_equal(written(mailing_posting, notices, COUNT, arena),
		BOM "kind,group,letters,barcodes,first_sheet,last_sheet,first_notice,last_notice,"
		    "format,sheets,envelopes\r\n"
		    "total,,8,3,1,8,a,h,standard,8,5\r\n"
		    "format,standard,2,2,1,2,a,b,standard,2,2\r\n"
		    "format,standard-2,6,1,3,8,c,h,standard,6,3\r\n"
		    "bundle,1,2,2,1,2,a,b,standard,2,2\r\n"
		    "bundle,2,4,1,3,6,c,f,standard,4,2\r\n"
		    "bundle,3,2,0,7,8,g,h,standard,2,1\r\n"
		    "area,486,1,1,1,1,a,a,standard,1,1\r\n"
		    "area,487,1,1,2,2,b,b,standard,1,1\r\n"
		    "area,486,6,1,3,8,c,h,standard,6,3\r\n"
		    "postal,4860817,1,1,1,1,a,a,standard,1,1\r\n"
		    "postal,4870011,1,1,2,2,b,b,standard,1,1\r\n"
		    "postal,4860817,2,1,3,4,c,d,standard,2,1\r\n"
		    "postal,4860900,4,0,5,8,e,h,standard,4,2\r\n");
	assert_string_equal(written(mailing_manifest, notices + 2, 2, arena),
		BOM "sheet,notice,postal,barcode,language,wave,bundle,envelope,envelope_sheet,"
		    "envelope_sheets\r\n"
		    "1,c,4860817,48608175-44,ja,first,1,3,1,2\r\n"
		    "2,d,4860817,48608175-44,ja,first,1,3,2,2\r\n");
	arena_close(arena);
}

/* An office that puts letters together has the columns also on lists with nothing in them. */
static void columns_stay_when_nothing_is_there(void **state)
{
	(void)state;
	const struct office office = {
		.mailing = {.bundle_letters = 2, .together = TOGETHER_MINORS}};
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	mailing_manifest(captured.stream, &office, NULL, 0);
	mailing_posting(captured.stream, &office, NULL, 0);
	mailing_stops(captured.stream, &office, NULL, 0);
	const char *all = captured_end(&captured, arena);
	assert_non_null(strstr(all, "bundle,envelope,envelope_sheet,envelope_sheets\r\n"));
	assert_non_null(strstr(all, "sheets,envelopes\r\n"));
	assert_non_null(strstr(all, "reason,envelope,envelope_sheet,envelope_sheets\r\n"));
	arena_close(arena);
}

/* A stopped sheet says where in its envelope it lies, as soon as one on the list does. */
static void stops_in_envelopes(void **state)
{
	(void)state;
	const struct night_stop stops[] = {
		{7, 1, "26-000001-3", civil_day(2026, 11, 24), 1, "by-hand", false, {4, 2, 3}},
		{1, 1, "26-000003-9", civil_day(2026, 11, 25), 1, "by-hand", true, {0, 0, 0}},
	};
	const struct office office = {.mailing.bundle_letters = 2};
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	mailing_stops(captured.stream, &office, stops, 2);
	assert_string_equal(captured_end(&captured, arena),
		BOM "sheet,notice,mailing,reason,envelope,envelope_sheet,envelope_sheets\r\n"
		    "7,26-000001-3,2026-11-24,by-hand,4,2,3\r\n"
		    "1,26-000003-9,26-000003-9,by-hand,,,\r\n");
	arena_close(arena);
}

/* A stopped sheet is named with the folder that its mailing lies in; a letter of staff's is a
 * mailing by itself. */
static void stops(void **state)
{
	(void)state;
	const struct night_stop stops[] = {
		{7, 1, "26-000001-3", civil_day(2026, 11, 24), 1, "held", false, {0, 0, 0}},
		{12, 2, "26-000002-1", civil_day(2026, 11, 24), 2, "deceased", false, {0, 0, 0}},
		{1, 1, "26-000003-9", civil_day(2026, 11, 25), 1, "by-hand", true, {0, 0, 0}},
	};
	struct arena *arena = arena_open();
	struct captured captured;
	captured_begin(&captured);
	const struct office office = {.lists = {CSV_PROGRAMS, NULL}};
	mailing_stops(captured.stream, &office, stops, 3);
	assert_string_equal(captured_end(&captured, arena),
		BOM "sheet,notice,mailing,reason\r\n"
		    "7,26-000001-3,2026-11-24,held\r\n"
		    "12,26-000002-1,2026-11-24-2,deceased\r\n"
		    "13,26-000002-1,2026-11-24-2,deceased\r\n"
		    "1,26-000003-9,26-000003-9,by-hand\r\n");
	arena_close(arena);
}

/* A mailing without letters has its headings. */
static void nothing_to_post(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	assert_string_equal(written(mailing_manifest, NULL, 0, arena), manifest_heading);
	assert_string_equal(written(mailing_posting, NULL, 0, arena), posting_heading);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posting_order),
		cmocka_unit_test(manifest),
		cmocka_unit_test(posting),
		cmocka_unit_test(two_formats),
		cmocka_unit_test(stops),
		cmocka_unit_test(shared_envelopes),
		cmocka_unit_test(columns_stay_when_nothing_is_there),
		cmocka_unit_test(stops_in_envelopes),
		cmocka_unit_test(nothing_to_post),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
