/* What rows say of one resident becomes a record: which elements are there, what is checked, and
 * who is named when something is wrong. */
#include "intake/export/assembly.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct export_item items[] = {
	{.path = "宛名番号"}, {.path = "区分"}, {.path = "発行年月日"}, {.path = "有効期限"}};

static const struct export_set residents = {.name = "residents", .is_main = true};
static const struct export_set side = {.name = "side"};

struct scene {
	struct arena *arena;
	struct said main, other;
	struct assembly assembly;
	struct record *record;
};

static int set_up(void **state)
{
	struct arena *arena = arena_open();
	struct scene *scene = arena_alloc(arena, sizeof *scene);
	scene->arena = arena;
	scene->main = (struct said){.set = &residents, .line = 5};
	scene->other = (struct said){.set = &side, .line = 9};
	scene->record = arena_alloc(arena, sizeof *scene->record);
	scene->record->head.as_of = 20000;
	*state = scene;
	return 0;
}

static int tear_down(void **state)
{
	arena_close(((struct scene *)*state)->arena);
	return 0;
}

static void say(struct said *said, enum export_field field, const char *text)
{
	said->values[field] = (struct said_value){text, strlen(text), DEFECT_NONE, &items[1]};
}

/* What a <say> gives: no item. */
static void assume(struct said *said, enum export_field field, const char *text)
{
	said->values[field] = (struct said_value){text, strlen(text), DEFECT_NONE, NULL};
}

static void say_ordinary(struct said *said)
{
	say(said, EXPORT_ID, "1");
	say(said, EXPORT_HOUSEHOLD, "2");
	say(said, EXPORT_STATE, "resident");
	say(said, EXPORT_NAME, "見本　太郎");
	say(said, EXPORT_BORN, "1980-12-25");
}

static const struct resident *fill(struct scene *scene)
{
	assembly_open(&scene->assembly, &scene->main);
	assembly_add(&scene->assembly, &scene->other, scene->arena);
	assembly_fill(&scene->assembly, &residents, 5, scene->record, scene->arena);
	return &scene->record->resident;
}

static void expect_well(const struct scene *scene)
{
	if (scene->record->defect != DEFECT_NONE)
		fail_msg("%s %s", scene->record->where, defect_words[scene->record->defect].words);
}

static void test_an_ordinary_resident_has_what_was_said_and_nothing_else(void **state)
{
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	const struct resident *resident = fill(scene);
	expect_well(scene);
	assert_int_equal(resident->line, 5);
	assert_string_equal(resident->id, "1");
	assert_string_equal(resident->household, "2");
	assert_int_equal(resident->state, RESIDENT_PRESENT);
	assert_string_equal(resident->name, "見本　太郎");
	assert_string_equal(resident->born.text, "1980-12-25");
	assert_false(resident->has_address || resident->has_send_to || resident->stay.present ||
		     resident->card.present || resident->ward ||
		     resident->certificate[CERTIFICATE_SIGNATURE].present);
	assert_int_equal(resident->protection, PROTECTION_NONE);
	assert_int_equal(resident->leaving, DAY_NONE);
	assert_int_equal(resident->renewal, DAY_NONE);
	assert_null(resident->alias);
}

static void test_all_fields_come_to_their_places(void **state)
{
	struct scene *scene = *state;
	static const struct {
		enum export_field field;
		const char *text;
	} all[] = {{EXPORT_KANA, "ミホン"}, {EXPORT_ALIAS, "見本"}, {EXPORT_ALIAS_USE, "true"},
		{EXPORT_LANGUAGE, "pt"}, {EXPORT_ADDRESS, "町1"},
		{EXPORT_ADDRESS_POSTAL, "4860844"}, {EXPORT_BUILDING, "館"},
		{EXPORT_SEND_POSTAL, "4860001"}, {EXPORT_SEND_NAME, "次郎"},
		{EXPORT_SEND_ADDRESS, "町2"}, {EXPORT_SEND_BUILDING, "棟"},
		{EXPORT_LEAVING, "true"}, {EXPORT_LEAVING_ON, "2026-12-20"},
		{EXPORT_PROTECTION, "provisional"}, {EXPORT_WARD, "true"},
		{EXPORT_STAY_STATUS, "student"}, {EXPORT_STAY_UNTIL, "2027-01-20"},
		{EXPORT_STAY_PENDING, "true"}, {EXPORT_CARD_KIND, "residence"},
		{EXPORT_CARD_STATE, "suspended"}, {EXPORT_CARD_APPLIED, "2022-05-01"},
		{EXPORT_CARD_ISSUED, "2022-05-27"}, {EXPORT_CARD_EXPIRES, "2027-05-27"},
		{EXPORT_SIGNATURE_STATE, "revoked"}, {EXPORT_SIGNATURE_ISSUED, "2022-05-28"},
		{EXPORT_SIGNATURE_EXPIRES, "2027-05-28"},
		{EXPORT_AUTHENTICATION_STATE, "suspended"},
		{EXPORT_AUTHENTICATION_ISSUED, "2022-05-29"},
		{EXPORT_AUTHENTICATION_EXPIRES, "2027-05-29"}, {EXPORT_RENEWAL, "true"},
		{EXPORT_RENEWAL_APPLIED, "2026-11-01"}};
	say_ordinary(&scene->main);
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		say(i % 2 == 0 ? &scene->main : &scene->other, all[i].field, all[i].text);
	const struct resident *resident = fill(scene);
	expect_well(scene);
	char day[CIVIL_DATE_BYTES];
	assert_string_equal(resident->kana, "ミホン");
	assert_string_equal(resident->alias, "見本");
	assert_true(resident->alias_used && resident->ward && resident->stay.pending);
	assert_string_equal(resident->language, "pt");
	assert_string_equal(resident->address.lines, "町1");
	assert_string_equal(resident->address.postal, "4860844");
	assert_string_equal(resident->address.building, "館");
	assert_string_equal(resident->send_to.postal, "4860001");
	assert_string_equal(resident->send_to.name, "次郎");
	assert_string_equal(resident->send_to.lines, "町2");
	assert_string_equal(resident->send_to.building, "棟");
	assert_string_equal(civil_format(resident->leaving, day), "2026-12-20");
	assert_int_equal(resident->protection, PROTECTION_PROVISIONAL);
	assert_int_equal(resident->stay.status, STAY_STUDENT);
	assert_string_equal(civil_format(resident->stay.until, day), "2027-01-20");
	assert_int_equal(resident->card.kind, CARD_RESIDENCE);
	assert_int_equal(resident->card.state, CARD_SUSPENDED);
	assert_string_equal(civil_format(resident->card.applied, day), "2022-05-01");
	assert_string_equal(civil_format(resident->card.issued, day), "2022-05-27");
	assert_string_equal(civil_format(resident->card.expires, day), "2027-05-27");
	const struct certificate *certificate = resident->certificate;
	assert_int_equal(certificate[CERTIFICATE_SIGNATURE].state, CERTIFICATE_REVOKED);
	assert_string_equal(
		civil_format(certificate[CERTIFICATE_SIGNATURE].issued, day), "2022-05-28");
	assert_string_equal(
		civil_format(certificate[CERTIFICATE_SIGNATURE].expires, day), "2027-05-28");
	assert_int_equal(certificate[CERTIFICATE_AUTHENTICATION].state, CERTIFICATE_SUSPENDED);
	assert_string_equal(
		civil_format(certificate[CERTIFICATE_AUTHENTICATION].issued, day), "2022-05-29");
	assert_string_equal(
		civil_format(certificate[CERTIFICATE_AUTHENTICATION].expires, day), "2027-05-29");
	assert_string_equal(civil_format(resident->renewal, day), "2026-11-01");
}

/* A <say> completes what an item began, and begins nothing where there are several attributes. */
static void test_what_is_assumed_makes_no_card_and_no_stay(void **state)
{
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	assume(&scene->main, EXPORT_CARD_KIND, "standard");
	assume(&scene->main, EXPORT_CARD_STATE, "active");
	assume(&scene->main, EXPORT_SIGNATURE_STATE, "valid");
	say(&scene->main, EXPORT_STAY_PENDING, "false");
	say(&scene->main, EXPORT_ALIAS_USE, "true");
	const struct resident *resident = fill(scene);
	expect_well(scene);
	assert_false(resident->card.present || resident->stay.present ||
		     resident->certificate[CERTIFICATE_SIGNATURE].present);
	assert_null(resident->alias);
	say(&scene->main, EXPORT_CARD_ISSUED, "2022-05-27");
	resident = fill(scene);
	expect_well(scene);
	assert_true(resident->card.present);
	assert_int_equal(resident->card.kind, CARD_STANDARD);
}

static void test_a_word_says_whether_there_is_a_ward_a_renewal_a_move(void **state)
{
	static const struct {
		const char *word;
		bool there, well;
	} cases[] = {{"true", true, true}, {"1", true, true}, {"false", false, true},
		{"0", false, true}, {"maybe", false, false}};
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		say(&scene->other, EXPORT_WARD, cases[i].word);
		const struct resident *resident = fill(scene);
		assert_int_equal(resident->ward, cases[i].there);
		assert_int_equal(scene->record->defect, cases[i].well ? DEFECT_NONE : DEFECT_WORD);
	}
	assert_string_equal(scene->record->where, "set side, line 9: 区分");
	assume(&scene->other, EXPORT_WARD, "false");
	assume(&scene->other, EXPORT_RENEWAL, "true");
	assert_int_equal(fill(scene)->renewal, 20000);
	assume(&scene->other, EXPORT_RENEWAL, "false");
	assert_int_equal(fill(scene)->renewal, DAY_NONE);
	say(&scene->other, EXPORT_RENEWAL_APPLIED, "2024-10-05");
	assert_int_equal(fill(scene)->renewal, 20001);
}

static void test_of_two_protections_the_most_careful_counts(void **state)
{
	static const char *const words[] = {"released", "provisional", "active"};
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	for (int one = 0; one < 3; one++)
		for (int other = 0; other < 3; other++) {
			say(&scene->main, EXPORT_PROTECTION, words[one]);
			say(&scene->other, EXPORT_PROTECTION, words[other]);
			int most = one > other ? one : other;
			const struct resident *resident = fill(scene);
			expect_well(scene);
			assert_string_equal(
				protection_state_words[resident->protection], words[most]);
			assert_int_equal(record_guarded(scene->record), most > 0);
		}
	say(&scene->other, EXPORT_PROTECTION, "7");
	scene->other.values[EXPORT_PROTECTION].defect = DEFECT_WORD;
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_WORD);
	assert_true(record_guarded(scene->record));
}

static void test_two_that_contradict_each_other_are_set_aside(void **state)
{
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	say(&scene->main, EXPORT_CARD_KIND, "standard");
	say(&scene->main, EXPORT_CARD_STATE, "active");
	say(&scene->main, EXPORT_CARD_ISSUED, "2022-05-27");
	say(&scene->other, EXPORT_CARD_ISSUED, "2022-05-27");
	fill(scene);
	expect_well(scene);
	say(&scene->other, EXPORT_CARD_ISSUED, "2022-05-28");
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_ROWS);
	assert_string_equal(scene->record->where,
		"card/issued by set residents, line 5, and by set side, line 9,");
}

static void test_who_said_what_is_wrong_is_named(void **state)
{
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	say(&scene->main, EXPORT_NAME, "　");
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_BLANK);
	assert_string_equal(scene->record->where, "区分");
	say(&scene->main, EXPORT_NAME, "見本");
	say(&scene->other, EXPORT_STAY_STATUS, "student");
	scene->other.values[EXPORT_STAY_UNTIL] =
		(struct said_value){"2026-02-30", 10, DEFECT_NONE, &items[3]};
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_DATE);
	assert_string_equal(scene->record->where, "set side, line 9: 有効期限");
	say(&scene->other, EXPORT_STAY_UNTIL, "2026-02-28");
	say(&scene->other, EXPORT_ADDRESS, "電話 1234-5678-9018");
	fill(scene);
	assert_string_equal(scene->record->individual, "set side, line 9: 区分");
}

static void test_what_is_missing_is_missing_as_in_our_own_format(void **state)
{
	struct scene *scene = *state;
	say_ordinary(&scene->main);
	say(&scene->other, EXPORT_CARD_EXPIRES, "2031-12-25");
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_MISSING);
	assert_string_equal(scene->record->where, "card/@kind");
	scene->main.values[EXPORT_BORN].text = NULL;
	scene->other.values[EXPORT_CARD_EXPIRES].text = NULL;
	fill(scene);
	assert_int_equal(scene->record->defect, DEFECT_MISSING);
	assert_string_equal(scene->record->where, "born");
}

static void test_rows_within_a_record_that_differ_say_it_twice(void **state)
{
	struct scene *scene = *state;
	say(&scene->main, EXPORT_ID, "1");
	say(&scene->other, EXPORT_SIGNATURE_STATE, "valid");
	assembly_nest(&scene->main, &scene->other);
	assembly_nest(&scene->main, &scene->other);
	assert_string_equal(scene->main.values[EXPORT_SIGNATURE_STATE].text, "valid");
	assert_int_equal(scene->main.values[EXPORT_SIGNATURE_STATE].defect, DEFECT_NONE);
	say(&scene->other, EXPORT_SIGNATURE_STATE, "revoked");
	assembly_nest(&scene->main, &scene->other);
	assert_int_equal(scene->main.values[EXPORT_SIGNATURE_STATE].defect, DEFECT_REPEATED);
}

int main(void)
{
#define SCENE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		SCENE(test_an_ordinary_resident_has_what_was_said_and_nothing_else),
		SCENE(test_all_fields_come_to_their_places),
		SCENE(test_what_is_assumed_makes_no_card_and_no_stay),
		SCENE(test_a_word_says_whether_there_is_a_ward_a_renewal_a_move),
		SCENE(test_of_two_protections_the_most_careful_counts),
		SCENE(test_two_that_contradict_each_other_are_set_aside),
		SCENE(test_who_said_what_is_wrong_is_named),
		SCENE(test_what_is_missing_is_missing_as_in_our_own_format),
		SCENE(test_rows_within_a_record_that_differ_say_it_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
