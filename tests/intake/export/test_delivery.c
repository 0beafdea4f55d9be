/* Several sets become residents: who is shown, who is set aside, who is told, and what refuses the
 * night. */
#include "intake/export/delivery.h"
#include "intake/export/described.h"

#include "base/digest.h"

#include <sys/mman.h>

#define SIDE(more)                                                                                 \
	"<set name='side' " more "><csv/><head><as-of item='day' optional='true'/></head>"         \
	"<take item='id' field='id'/><take item='what' field='protection'/></set>"
#define MAIN(more) "<set name='main' main='true'><csv/>" more RESIDENTS "</set>"

#define HEAD    "id,hh,state,name,born\n"
#define ROW(id) id ",1,resident,A,1980-12-25\n"

enum { SEEN_MAX = 16, STORY_BYTES = 2000 };

struct stage {
	struct arena *arena;
	struct delivery delivery;
	struct register_summary summary;
	struct fault why;
	char story[STORY_BYTES]; /* what the visitor was told, a line each */
	int files[16], file_count;
};

static int enter_stage(void **state)
{
	struct arena *arena = arena_open();
	struct stage *stage = arena_alloc(arena, sizeof *stage);
	stage->arena = arena;
	stage->delivery.as_of = stage->delivery.collection.day = DAY_NONE;
	civil_parse("2026-11-23", 10, &stage->delivery.as_of);
	*state = stage;
	return 0;
}

static int leave_stage(void **state)
{
	struct stage *stage = *state;
	while (stage->file_count > 0)
		close(stage->files[--stage->file_count]);
	arena_close(stage->arena);
	return 0;
}

static void describe(struct stage *stage, const char *within)
{
	stage->delivery.description = described_well(within, stage->arena);
	for (size_t i = 0; i < EXPORT_SETS_MAX; i++)
		stage->delivery.collection.files[i].head = set_head_unsaid();
}

static void put(struct stage *stage, size_t set, const char *text)
{
	int file = memfd_create("set", 0);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	stage->files[stage->file_count++] = file;
	stage->delivery.collection.files[set].path =
		arena_print(stage->arena, "/proc/self/fd/%d", file);
}

static void tell(struct stage *stage, const char *format, ...)
{
	va_list values;
	size_t used = strlen(stage->story);
	va_start(values, format);
	vsnprintf(stage->story + used, STORY_BYTES - used, format, values);
	va_end(values);
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	char day[CIVIL_DATE_BYTES];
	(void)why;
	tell(context, "head %s %ld\n", civil_format(head->as_of, day), head->residents);
	return true;
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	(void)why;
	tell(context, "%ld: %s%s%s\n", resident->line, resident->id,
		resident->protection == PROTECTION_NONE ? "" : " ",
		protection_state_words[resident->protection]);
	return true;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	(void)why;
	tell(context, "%ld: %s aside %s: %s\n", line, id, code, message);
	return true;
}

static void take_glimpse(void *context, const struct resident *resident, bool guarded)
{
	if (guarded)
		tell(context, "guarded %s\n", resident->id);
}

static bool take_side(void *context, const struct side_record *record, const char *code,
	const char *message, bool aside, struct fault *why)
{
	(void)why, (void)message;
	assert_false(aside);
	tell(context, "%s, %ld: %s %s\n", record->source, record->line, record->id, code);
	return true;
}

static bool read_all(struct stage *stage)
{
	const struct register_visitor visitor = {.context = stage,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.glimpse = take_glimpse,
		.side = take_side};
	stage->story[0] = '\0';
	stage->why = (struct fault){0};
	return delivery_read(&stage->delivery, &visitor, &stage->summary, &stage->why);
}

static void expect_story(struct stage *stage, const char *story)
{
	if (!read_all(stage))
		fail_msg("%s", stage->why.message);
	assert_string_equal(stage->story, story);
}

static void expect_refusal(struct stage *stage, const char *words)
{
	assert_false(read_all(stage));
	assert_int_equal(stage->why.kind, FAULT_REGISTER);
	if (strstr(stage->why.message, words) == NULL)
		fail_msg("%s", stage->why.message);
}

static void rows_are_joined_and_orphans_told(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1") ROW("2") ROW("3"));
	put(stage, 1, "id,what\n9,active\n2,active\n8,released\n");
	expect_story(stage,
		"head 2026-11-23 -1\n2: 1\n3: 2 active\n4: 3\n"
		"set side, 2: 9 row-without-resident\nset side, 4: 8 row-without-resident\n");
	assert_int_equal(stage->summary.read, 3);
	assert_int_equal(stage->summary.aside, 0);
	assert_int_equal(stage->summary.orphans, 2);
}

static void the_order_of_the_sets_changes_nothing_but_the_digest(void **state)
{
	struct stage *stage = *state;
	static const char story[] = "head 2026-11-23 -1\n2: 1 active\n";
	char first[65];
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n1,active\n");
	expect_story(stage, story);
	memcpy(first, stage->summary.digest, sizeof first);
	/* The digest of the hexadecimal digests, one behind the other. */
	struct digest all, one;
	uint8_t sum[DIGEST_BYTES];
	char text[DIGEST_TEXT_BYTES];
	static const char *const files[] = {HEAD ROW("1"), "id,what\n1,active\n"};
	digest_init(&all);
	for (size_t i = 0; i < 2; i++) {
		digest_init(&one);
		digest_update(&one, files[i], strlen(files[i]));
		digest_done(&one, sum);
		digest_update(&all, digest_text(sum, text), DIGEST_TEXT_BYTES - 1);
	}
	digest_done(&all, sum);
	assert_string_equal(first, digest_text(sum, text));
	describe(stage, SIDE("") MAIN(""));
	put(stage, 0, "id,what\n1,active\n");
	put(stage, 1, HEAD ROW("1"));
	expect_story(stage, story);
	assert_string_not_equal(first, stage->summary.digest);
}

static void two_rows_where_one_is_meant_set_aside(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1") ROW("2"));
	put(stage, 1, "id,what\n1,active\n1,active\n");
	expect_story(stage,
		"head 2026-11-23 -1\nguarded 1\n"
		"2: 1 aside row-twice: set side, lines 2 and 3: more than one row says it\n3: 2\n");
	assert_int_equal(stage->summary.aside, 1);
	describe(stage, MAIN("") SIDE("several='true'"));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n1,released\n1,active\n1,released\n");
	expect_story(stage, "head 2026-11-23 -1\n2: 1 active\n");
}

static void a_side_row_with_a_defect_sets_its_resident_aside_and_guards_it(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1") ROW("2"));
	put(stage, 1, "id,what\n2,perhaps\n");
	expect_story(stage,
		"head 2026-11-23 -1\n2: 1\nguarded 2\n"
		"3: 2 aside field-word: set side, line 2: what is none of the words that the schema lists\n");
}

static void what_could_be_anybodys_refuses_the_night(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n1,active\n,active\n");
	expect_refusal(stage, ":3: set side: a row whose id cannot be read: id");
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n1 2,active\n");
	expect_refusal(stage, ":2: set side: a row whose id cannot be read: id");
}

static void a_required_set_must_fit_somebody_an_optional_one_need_not(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n01,active\n");
	expect_refusal(stage, "not one of its rows has a resident");
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n");
	expect_refusal(stage, "set side: it has no row");
	describe(stage, MAIN("") SIDE("required='false'"));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what\n01,active\n");
	expect_story(stage, "head 2026-11-23 -1\n2: 1\nset side, 2: 01 row-without-resident\n");
}

static void an_optional_set_of_another_day_is_left_out_and_told(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("") SIDE("required='false'"));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what,day\n1,active,2026-11-22\n");
	expect_story(stage, "head 2026-11-23 -1\nset side, 0:  set-left-out\n2: 1\n");
	describe(stage, MAIN("") SIDE(""));
	put(stage, 0, HEAD ROW("1"));
	put(stage, 1, "id,what,day\n1,active,2026-11-22\n");
	expect_refusal(stage, "set side is of 2026-11-22, others are of 2026-11-23");
	stage->delivery.as_of = DAY_NONE; /* then its word is the only one */
	expect_story(stage, "head 2026-11-22 -1\n2: 1 active\n");
}

static void without_a_day_there_is_no_night(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN(""));
	put(stage, 0, HEAD ROW("1"));
	stage->delivery.as_of = DAY_NONE;
	expect_refusal(stage, "it is not known of what day it is");
}

#define NUMBERED                       "id,hh,state,name,born,number,now\n"
#define VERSION(id, name, number, now) id ",1,resident," name ",1980-12-25," number "," now "\n"

static void the_highest_of_a_history_is_shown_and_a_tie_set_aside(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("<history highest='number'/><ignore item='now'/>"));
	put(stage, 0,
		NUMBERED VERSION("1", "A", "2", "") VERSION("2", "B", "1", "") VERSION(
			"1", "C", "10", "") VERSION("1", "D", "9", "") VERSION("2", "E", "1", ""));
	expect_story(stage,
		"head 2026-11-23 -1\n4: 1\n"
		"3: 2 aside row-twice: set main, lines 3 and 6: more than one row says it\n");
	assert_int_equal(stage->summary.read, 2);
}

static void nobody_of_whom_no_row_counts_is_lost(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN("<history when=\"now = '1'\"/><ignore item='number'/>"));
	put(stage, 0,
		NUMBERED VERSION("1", "A", "", "0") VERSION("2", "B", "", "0") VERSION(
			"2", "C", "", "1") VERSION("3", "D", "", "1") VERSION("1", "E", "", ""));
	expect_story(stage, "head 2026-11-23 -1\n4: 2\n5: 3\n"
			    "2: 1 aside no-row-counts: rows of this resident have come, and by the "
			    "history none counts\n");
	assert_int_equal(stage->summary.read, 3);
	assert_int_equal(stage->summary.aside, 1);
}

static void two_residents_of_one_id_refuse_the_night(void **state)
{
	struct stage *stage = *state;
	describe(stage, MAIN(""));
	put(stage, 0, HEAD ROW("1") ROW("2") ROW("1"));
	expect_refusal(stage, ":4: resident 1 comes a second time");
}

static void another_citys_set_refuses_the_night(void **state)
{
	static const struct office office = {.municipality = "232068"};
	struct stage *stage = *state;
	describe(stage, MAIN("<head><municipality item='city'/></head>"));
	put(stage, 0, "city," HEAD "23206," ROW("1"));
	stage->delivery.office = &office;
	expect_story(stage, "head 2026-11-23 -1\n2: 1\n");
	describe(stage, MAIN("<head><municipality item='city'/></head>"));
	put(stage, 0, "city," HEAD "231002," ROW("1"));
	expect_refusal(stage, "is of municipality 231002, the office of 232068");
}

/* XML may say it behind the records, when the residents have been shown already. */
static void what_a_file_says_at_its_end_counts_as_well(void **state)
{
	static const struct office office = {.municipality = "232068"};
	static const struct {
		const char *end, *words;
	} cases[] = {{"<day>2026-11-23</day><city>232068</city>", NULL},
		{"<day>2026-11-22</day><city>232068</city>", "is of 2026-11-22"},
		{"<day>2026-11-23</day><city>231002</city>", "is of municipality 231002"}};
	struct stage *stage = *state;
	stage->delivery.office = &office;
	for (size_t i = 0; i < COUNT(cases); i++) {
		describe(stage, "<set name='main' main='true'><xml record='r'/><head><municipality "
				"item='city'/><as-of item='day'/></head>" RESIDENTS "</set>");
		put(stage, 0,
			arena_print(stage->arena,
				"<x><r id='1' hh='1' state='resident' name='A' "
				"born='1980-12-25'/>%s</x>",
				cases[i].end));
		if (cases[i].words == NULL)
			expect_story(stage, "head 2026-11-23 -1\n1: 1\n");
		else
			expect_refusal(stage, cases[i].words);
	}
}

int main(void)
{
#define STAGE(test) cmocka_unit_test_setup_teardown(test, enter_stage, leave_stage)
	const struct CMUnitTest tests[] = {
		STAGE(rows_are_joined_and_orphans_told),
		STAGE(the_order_of_the_sets_changes_nothing_but_the_digest),
		STAGE(two_rows_where_one_is_meant_set_aside),
		STAGE(a_side_row_with_a_defect_sets_its_resident_aside_and_guards_it),
		STAGE(what_could_be_anybodys_refuses_the_night),
		STAGE(a_required_set_must_fit_somebody_an_optional_one_need_not),
		STAGE(an_optional_set_of_another_day_is_left_out_and_told),
		STAGE(without_a_day_there_is_no_night),
		STAGE(the_highest_of_a_history_is_shown_and_a_tie_set_aside),
		STAGE(nobody_of_whom_no_row_counts_is_lost),
		STAGE(two_residents_of_one_id_refuse_the_night),
		STAGE(another_citys_set_refuses_the_night),
		STAGE(what_a_file_says_at_its_end_counts_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
