/* What is asked of a night's reconciliation: of a resident, of a due, of a household. */
#include "decide/dues/decided.h"

static const struct decided_row rows[] = {
	{"0002", DOCUMENT_AUTHENTICATION, "2027-01-10", OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
	{"0002", DOCUMENT_CARD, "2027-01-20", OUTCOME_HAND, REASON_ADDRESS, DUE_OPEN},
	{"0004", DOCUMENT_CARD, "2027-02-01", OUTCOME_HAND, REASON_GLYPH, DUE_OPEN},
	{"0004", DOCUMENT_SIGNATURE, "2027-02-01", OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
	{"0006", DOCUMENT_CARD, "2027-02-03", OUTCOME_NONE, REASON_CARD_LOST, DUE_WITHDRAWN},
};
static const struct closed_row ends[] = {
	{"0002", DOCUMENT_CARD, "2026-12-01", DUE_LAPSED},
	{"0002", DOCUMENT_CARD, "2026-12-03", DUE_RENEWED},
	{"0002", DOCUMENT_SIGNATURE, "2026-12-01", DUE_RENEWED},
	{"0005", DOCUMENT_CARD, "2026-12-01", DUE_WITHDRAWN},
};

static void every_person_is_found_and_nobody_else(void **state)
{
	struct reconciliation tonight = decided(*state, rows, COUNT_OF(rows), NULL, 0);
	assert_int_equal(tonight.person_count, 3);
	for (size_t i = 0; i < tonight.person_count; i++)
		assert_ptr_equal(tonight.people[i],
			reconciliation_person(&tonight, tonight.people[i]->recipient.resident));
	static const char *const others[] = {"0001", "0003", "0005", "0007", ""};
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_null(reconciliation_person(&tonight, others[i]));
	static const struct reconciliation nobody;
	assert_null(reconciliation_person(&nobody, "0002"));
}

static void a_due_is_found_by_resident_document_and_expiry(void **state)
{
	static const struct {
		const char *sentence, *resident;
		enum document document;
		const char *expires;
		enum reason reason; /* of the due, where one is found */
		bool found;
	} cases[] = {
		{"the first of a resident's", "0002", DOCUMENT_AUTHENTICATION, "2027-01-10",
			REASON_EMPTY, true},
		{"the last of a resident's", "0002", DOCUMENT_CARD, "2027-01-20", REASON_ADDRESS,
			true},
		{"the last resident's", "0006", DOCUMENT_CARD, "2027-02-03", REASON_CARD_LOST,
			true},
		{"another document on the same day", "0002", DOCUMENT_CARD, "2027-01-10",
			REASON_EMPTY, false},
		{"the same document on another day", "0002", DOCUMENT_CARD, "2027-01-21",
			REASON_EMPTY, false},
		{"somebody else's", "0004", DOCUMENT_CARD, "2027-01-20", REASON_EMPTY, false},
		{"nobody's", "0003", DOCUMENT_CARD, "2027-01-20", REASON_EMPTY, false},
	};
	struct reconciliation tonight = decided(*state, rows, COUNT_OF(rows), NULL, 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct reconciled_due *due = reconciliation_due(
			&tonight, cases[i].resident, cases[i].document, on(cases[i].expires));
		if ((due != NULL) != cases[i].found ||
			(due != NULL && due->decision.reason != cases[i].reason))
			fail_msg("%s", cases[i].sentence);
	}
}

static void what_ended_is_found_by_resident_document_and_expiry(void **state)
{
	struct reconciliation tonight = decided(*state, NULL, 0, ends, COUNT_OF(ends));
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		assert_ptr_equal(
			&tonight.closed[i], reconciliation_closed(&tonight, ends[i].resident,
						    ends[i].document, on(ends[i].expires)));
	assert_null(reconciliation_closed(&tonight, "0002", DOCUMENT_CARD, on("2026-12-02")));
	assert_null(reconciliation_closed(&tonight, "0002", DOCUMENT_SIGNATURE, on("2026-12-03")));
	assert_null(reconciliation_closed(&tonight, "0003", DOCUMENT_CARD, on("2026-12-01")));
}

static void a_household_under_protection_is_known(void **state)
{
	(void)state;
	static const char *const guarded[] = {"h1", "h3", "h3"};
	const struct reconciliation tonight = {.guarded = guarded, .guarded_count = 3};
	assert_true(reconciliation_guards(&tonight, "h1"));
	assert_true(reconciliation_guards(&tonight, "h3"));
	assert_false(reconciliation_guards(&tonight, "h2"));
}

/* Staff pulled a sheet: that no letter has left is told of whoever is by hand, and of that due
 * alone; of whom a letter goes again the letter tells. */
static void a_pulled_sheet_has_a_row_where_it_is_by_hand(void **state)
{
	static const struct {
		const char *sentence;
		struct pulled_due pulled;
		int row; /* of `rows`, -1: none */
	} cases[] = {
		{"by hand", {"0002", DOCUMENT_CARD, 0}, 1},
		{"a letter goes again", {"0002", DOCUMENT_AUTHENTICATION, 0}, -1},
		{"nothing is due", {"0006", DOCUMENT_CARD, 0}, -1},
		{"nothing was decided", {"0003", DOCUMENT_CARD, 0}, -1},
	};
	static const char *const expiries[] = {
		"2027-01-20", "2027-01-10", "2027-02-03", "2027-01-20"};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct reconciliation tonight = decided(*state, rows, COUNT_OF(rows), NULL, 0);
		struct pulled_due pulled[] = {cases[i].pulled, {"0004", DOCUMENT_CARD, 0}};
		pulled[0].expires = on(expiries[i]);
		pulled[1].expires = on("2027-02-01");
		reconciliation_list_pulled(&tonight, pulled, 2);
		for (size_t k = 0; k < COUNT_OF(rows); k++) {
			bool row = reconciliation_due(
				&tonight, rows[k].resident, rows[k].document, on(rows[k].expires))
					   ->row;
			if (row != ((int)k == cases[i].row || k == 2))
				fail_msg("%s: row %zu", cases[i].sentence, k);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_person_is_found_and_nobody_else),
		cmocka_unit_test(a_due_is_found_by_resident_document_and_expiry),
		cmocka_unit_test(what_ended_is_found_by_resident_document_and_expiry),
		cmocka_unit_test(a_household_under_protection_is_known),
		cmocka_unit_test(a_pulled_sheet_has_a_row_where_it_is_by_hand),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
