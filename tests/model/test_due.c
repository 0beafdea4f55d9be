/* The words of dues and residents: other programs read them, so they are written out here. */
#include "model/due.h"
#include "model/resident.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A table of words and how many there are to be; `text` is all of them in order. */
static const struct {
	const char *const *words;
	int count;
	const char *text;
} tables[] = {
	{matter_words, MATTERS, "authentication card revoked signature stay"},
	{document_words, DOCUMENTS, "authentication card revoked signature"},
	{wave_words, WAVES, "first late reminder"},
	{outcome_words, OUTCOMES, "letter covered hand none"},
	{reason_words, REASONS,
		" estimated deceased moved-out removed abroad leaving card-suspended card-lost "
		"card-returned card-void certificate-suspended certificate-revoked renewal-applied "
		"residence-card queued card stay protection returned address braille glyph overflow address-cap"},
	{due_state_words, DUE_STATES, "open renewed withdrawn lapsed"},
	{resident_state_words, RESIDENT_STATES, "resident moved-out deceased removed abroad"},
	{protection_state_words, PROTECTION_STATES, " provisional active released"},
	{card_kind_words, CARD_KINDS, "standard residence"},
	{card_state_words, CARD_STATES, "active suspended lost returned void"},
	{certificate_kind_words, CERTIFICATE_KINDS, "signature authentication"},
	{certificate_state_words, CERTIFICATE_STATES, "valid suspended revoked"},
	{stay_status_words, STAY_STATUSES,
		"diplomat official professor artist religion journalist highly-skilled-1 "
		"highly-skilled-2 business-manager legal-accounting medical researcher instructor "
		"engineer intra-company nursing-care entertainer skilled-labor specified-skilled-1 "
		"specified-skilled-2 technical-intern skill-development cultural temporary-visitor "
		"student trainee dependent designated permanent spouse spouse-of-permanent long-term "
		"special-permanent temporary-refuge provisional-stay transitional "
		"transitional-birth transitional-nationality"},
};

static void every_table_holds_its_words_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		char text[1024] = "";
		for (int k = 0; k < tables[i].count; k++) {
			assert_non_null(tables[i].words[k]);
			strcat(text, k == 0 ? "" : " ");
			strcat(text, tables[i].words[k]);
		}
		assert_string_equal(text, tables[i].text);
	}
}

static void every_word_is_found_where_it_stands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (int k = 0; k < tables[i].count; k++)
			assert_int_equal(
				word_index(tables[i].words, tables[i].count, tables[i].words[k]),
				k);
}

static void what_is_no_word_is_not_found(void **state)
{
	(void)state;
	assert_int_equal(word_index(matter_words, MATTERS, "cards"), -1);
	assert_int_equal(word_index(matter_words, MATTERS, "car"), -1);
	assert_int_equal(word_index(matter_words, MATTERS, "Card"), -1);
	assert_int_equal(word_index(matter_words, MATTERS, ""), -1);
	assert_int_equal(word_index(matter_words, 1, "card"), -1);
	assert_int_equal(word_index(matter_words, 0, "card"), -1);
}

static void card_and_stay_are_two_readings_of_one_document(void **state)
{
	(void)state;
	assert_int_equal(document_of(MATTER_CARD), DOCUMENT_CARD);
	assert_int_equal(document_of(MATTER_STAY), DOCUMENT_CARD);
	assert_int_equal(document_of(MATTER_SIGNATURE), DOCUMENT_SIGNATURE);
	assert_int_equal(document_of(MATTER_AUTHENTICATION), DOCUMENT_AUTHENTICATION);
	assert_int_equal(document_of(MATTER_REVOKED), DOCUMENT_REVOKED);
}

static void matters_sort_by_their_words(void **state)
{
	(void)state;
	for (int i = 1; i < MATTERS; i++)
		assert_true(strcmp(matter_words[i - 1], matter_words[i]) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_holds_its_words_in_order),
		cmocka_unit_test(every_word_is_found_where_it_stands),
		cmocka_unit_test(what_is_no_word_is_not_found),
		cmocka_unit_test(card_and_stay_are_two_readings_of_one_document),
		cmocka_unit_test(matters_sort_by_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
