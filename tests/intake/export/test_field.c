/* The fields of a description are those of our register: no more, no less, each in its place. */
#include "intake/export/field.h"

#include "intake/export/described.h"

static void words_are_those_of_the_schema(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	const char *words[EXPORT_FIELD_WORDS + 1];
	size_t count =
		schema_words("simpleType name=\"field\"", arena, words, EXPORT_FIELD_WORDS + 1);
	const char *ours[EXPORT_FIELD_WORDS];
	assert_int_equal(count, EXPORT_FIELD_WORDS);
	for (int field = 0; field < EXPORT_FIELD_WORDS; field++)
		ours[field] = export_fields[field].word;
	for (size_t i = 0; i < count; i++) {
		enum export_field field = export_field_named(words[i]);
		assert_true(field < EXPORT_FIELD_WORDS);
		assert_string_equal(ours[field], words[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(words[k], words[i]);
	}
	arena_close(arena);
}

static void a_word_leads_to_its_own_field(void **state)
{
	(void)state;
	for (int field = 0; field < EXPORT_FIELD_WORDS; field++)
		assert_int_equal(export_field_named(export_fields[field].word), field);
	assert_int_equal(export_field_named("card/expires"), EXPORT_CARD_EXPIRES);
	assert_int_equal(export_field_named("certificate/kind"), EXPORT_CERTIFICATE_KIND);
	assert_int_equal(export_field_named("card"), EXPORT_FIELD_NONE);
	assert_int_equal(export_field_named("card/expires "), EXPORT_FIELD_NONE);
	assert_int_equal(export_field_named(""), EXPORT_FIELD_NONE);
}

/* What the record calls the place of a field, from its word: card/expires is card/@expires. */
static void the_record_calls_each_place_by_the_same_word(void **state)
{
	(void)state;
	for (int i = 0; i < EXPORT_FIELD_WORDS; i++) {
		const struct export_field_place *place = &export_fields[i];
		const struct value *value = export_field_value((enum export_field)i);
		const char *behind = strchr(place->word, '/');
		if (place->attribute == EXPORT_PRESENCE) {
			assert_null(value);
			assert_string_equal(record_parts[place->part].name, place->word);
			continue;
		}
		assert_non_null(value);
		if (place->attribute == EXPORT_TEXT) {
			assert_null(value->name);
			assert_string_equal(value->path, place->word);
		} else {
			const char *name = behind == NULL ? place->word : behind + 1;
			if (i == EXPORT_PROTECTION)
				name = "state";
			assert_string_equal(value->name, name);
		}
		bool day = value->kind == FIELD_DATE || value->kind == FIELD_BORN;
		assert_int_equal(place->date, day);
	}
}

static int fields_at(enum record_part part, int attribute)
{
	int count = 0;
	for (int i = 0; i < EXPORT_FIELD_WORDS; i++)
		count += export_fields[i].part == part && export_fields[i].attribute == attribute;
	return count;
}

static void nothing_that_a_resident_may_say_is_without_a_field(void **state)
{
	(void)state;
	for (int part = PART_RESIDENT; part < PART_HOLDER_CARD; part++) {
		const struct record_rule *rule = &record_parts[part];
		if (part == PART_HOLDER)
			continue;
		for (unsigned i = 0; i < rule->attribute_count; i++)
			assert_int_equal(fields_at((enum record_part)part, (int)i),
				part != PART_CERTIFICATE || i == 0 ? 1 : 3);
		if (rule->text != NULL)
			assert_int_equal(fields_at((enum record_part)part, EXPORT_TEXT), 1);
	}
	assert_int_equal(fields_at(PART_WARD, EXPORT_PRESENCE), 1);
	assert_int_equal(fields_at(PART_LEAVING, EXPORT_PRESENCE), 1);
	assert_int_equal(fields_at(PART_RENEWAL, EXPORT_PRESENCE), 1);
}

static void a_field_takes_its_own_words_alone(void **state)
{
	(void)state;
	static const struct {
		enum export_field field;
		const char *word;
		bool accepted;
	} cases[] = {
		{EXPORT_STATE, "resident", true},
		{EXPORT_STATE, "moved-out", true},
		{EXPORT_STATE, "active", false},
		{EXPORT_STATE, "1", false},
		{EXPORT_PROTECTION, "active", true},
		{EXPORT_PROTECTION, "", false},
		{EXPORT_PROTECTION, "true", false},
		{EXPORT_CARD_STATE, "active", true},
		{EXPORT_CARD_STATE, "valid", false},
		{EXPORT_SIGNATURE_STATE, "valid", true},
		{EXPORT_AUTHENTICATION_STATE, "revoked", true},
		{EXPORT_CERTIFICATE_STATE, "active", false},
		{EXPORT_CERTIFICATE_KIND, "signature", true},
		{EXPORT_CERTIFICATE_KIND, "standard", false},
		{EXPORT_STAY_STATUS, "permanent", true},
		{EXPORT_STAY_STATUS, "永住者", false},
		{EXPORT_WARD, "true", true},
		{EXPORT_WARD, "false", true},
		{EXPORT_WARD, "1", false},
		{EXPORT_LEAVING, "2026-12-01", false},
		{EXPORT_ALIAS_USE, "true", true},
		{EXPORT_ALIAS_USE, "1", false},
		{EXPORT_STAY_PENDING, "yes", false},
		{EXPORT_BORN, "0000-00-00", true},
		{EXPORT_BORN, "19801225", false},
		{EXPORT_CARD_ISSUED, "2026-12-25", true},
		{EXPORT_CARD_ISSUED, "2026-02-29", false},
		{EXPORT_ADDRESS_POSTAL, "4860844", true},
		{EXPORT_ADDRESS_POSTAL, "486-0844", false},
		{EXPORT_LANGUAGE, "pt", true},
		{EXPORT_LANGUAGE, "ポルトガル語", false},
		{EXPORT_NAME, "氏名不詳", true},
		{EXPORT_HOUSEHOLD, "世帯", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (export_field_accepts(cases[i].field, cases[i].word) != cases[i].accepted)
			fail_msg("%s \"%s\"", export_fields[cases[i].field].word, cases[i].word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_those_of_the_schema),
		cmocka_unit_test(a_word_leads_to_its_own_field),
		cmocka_unit_test(the_record_calls_each_place_by_the_same_word),
		cmocka_unit_test(nothing_that_a_resident_may_say_is_without_a_field),
		cmocka_unit_test(a_field_takes_its_own_words_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
