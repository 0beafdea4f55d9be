/* What a row says of a resident: items taken, joined, translated; and what our words cannot say. */
#include "intake/export/mapping.h"

#include "intake/export/described.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const char tables[] =
	"<codes name='states'><code value='1' word='resident'/><code value='2' word='moved-out'/>"
	"<code value='02' word='moved-out'/><code value='9'/></codes>"
	"<codes name='strict' others='refuse'><code value='1' word='active'/>"
	"<code value='0'/></codes>"
	"<codes name='kinds'><code value='1' word='signature'/>"
	"<code value='2' word='authentication'/></codes>"
	"<codes name='no-town'><code value='0'/></codes>"
	"<codes name='yes'><code value='1' word='true'/><code value='0' word='false'/></codes>"
	"<codes name='unknown'><code value='1' word='0000-00-00'/><code value='0'/></codes>"
	"<dates name='d' forms='digits era-kanji' unknown='不詳'/>";

/* The only set of a description with these steps behind what every resident has. */
static const struct export_set *with_steps(const char *steps)
{
	return &described_well(
		arena_print(arena,
			"%s<set name='m' main='true'><xml record='r'/>" RESIDENTS "%s</set>",
			tables, steps),
		arena)
			->sets[0];
}

static struct said mapped(const struct export_set *set, struct row row)
{
	struct said said;
	struct fault why = {0};
	if (!mapping_row(set, &row, "a.csv", arena, &said, &why))
		fail_msg("%s", why.message);
	return said;
}

/* What the row says of the field: its text, "-" for nothing, "CODE text" for a defect. */
static const char *field_said(const struct said *said, enum export_field field)
{
	const struct said_value *value = &said->values[field];
	if (value->text == NULL) {
		assert_int_equal(value->defect, DEFECT_NONE);
		return "-";
	}
	assert_int_equal(value->length, strlen(value->text));
	return value->defect == DEFECT_NONE
		       ? value->text
		       : arena_print(arena, "%s %s", defect_words[value->defect].code, value->text);
}

/* Of one item of the row. */
static const char *one_said(
	const struct export_set *set, const char *item, const char *value, enum export_field field)
{
	struct said said = mapped(set, row_saying(arena, set, 0, item, value, NULL));
	return field_said(&said, field);
}

/* ---- takes ---- */

static void an_item_becomes_its_field_and_all_else_is_unsaid(void **state)
{
	(void)state;
	const struct export_set *set = with_steps("");
	struct said said = mapped(set, row_saying(arena, set, 0, "name", "山田　太郎", NULL));
	assert_ptr_equal(said.set, set);
	assert_int_equal(said.line, 7);
	assert_string_equal(field_said(&said, EXPORT_NAME), "山田　太郎");
	assert_string_equal(said.values[EXPORT_NAME].item->path, "name");
	for (int field = 0; field < EXPORT_FIELDS; field++)
		if (field != EXPORT_NAME)
			assert_string_equal(field_said(&said, (enum export_field)field), "-");
}

static void of_several_steps_the_first_that_says_something_counts(void **state)
{
	(void)state;
	const struct export_set *set = with_steps(
		"<take item='a' field='alias'/><take item='b' field='alias'/>"
		"<take item='s' field='card/state' codes='strict'/>"
		"<take item='t' field='card/state'/>"
		"<take item='c' field='born' codes='unknown'/><take item='d' field='born' "
		"dates='d'/>");
	struct said said = mapped(set, row_saying(arena, set, 0, "a", "1", "b", "2", NULL));
	assert_string_equal(field_said(&said, EXPORT_ALIAS), "1");
	assert_string_equal(one_said(set, "b", "2", EXPORT_ALIAS), "2");
	/* A code without a word says nothing. */
	said = mapped(set, row_saying(arena, set, 0, "s", "0", "t", "void", NULL));
	assert_string_equal(field_said(&said, EXPORT_CARD_STATE), "void");
	said = mapped(set, row_saying(arena, set, 0, "s", "1", "t", "void", NULL));
	assert_string_equal(field_said(&said, EXPORT_CARD_STATE), "active");
	/* And a defect says something. */
	said = mapped(set, row_saying(arena, set, 0, "c", "7", "d", "19801225", NULL));
	assert_string_equal(field_said(&said, EXPORT_BORN), "field-word 7");
	said = mapped(set, row_saying(arena, set, 0, "c", "1", "d", "19801225", NULL));
	assert_string_equal(field_said(&said, EXPORT_BORN), "0000-00-00");
	said = mapped(set, row_saying(arena, set, 0, "c", "0", "d", "19801225", NULL));
	assert_string_equal(field_said(&said, EXPORT_BORN), "1980-12-25");
}

static void codes_become_our_words(void **state)
{
	(void)state;
	static const struct {
		const char *value, *said;
	} cases[] = {
		{"1", "resident"},
		{"2", "moved-out"},
		{"02", "moved-out"},
		{"9", "-"},
		{"", "-"},
		{"3", "field-word 3"},
		{"resident", "field-word resident"},
		{"1 ", "field-word 1 "},
		{"0", "field-word 0"},
	};
	const struct export_set *set = &described_well(
		arena_print(arena,
			"%s<set name='m' main='true'><csv/><take item='id' field='id'/>"
			"<take item='hh' field='household'/><take item='name' field='name'/>"
			"<take item='born' field='born'/>"
			"<take item='state' field='state' codes='states'/></set>",
			tables),
		arena)
						->sets[0];
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(
			one_said(set, "state", cases[i].value, EXPORT_STATE), cases[i].said);
}

static void a_code_that_a_table_refuses_ends_the_night(void **state)
{
	(void)state;
	static const struct {
		const char *value, *message;
	} cases[] = {
		{"7", "a.csv:7: set m: s has a value \"7\" that the table of codes \"strict\" does "
		      "not have; hint: add a row for it to the export description"},
		{"T30X", "a.csv:7: set m: s has a value \"T30X\" that the table of codes "
			 "\"strict\" does not have; hint: add a row for it to the export "
			 "description"},
		/* What may be a name or a birth is not shown. */
		{"山田", "a.csv:7: set m: s has a value that the table of codes \"strict\" does "
			 "not have; hint: add a row for it to the export description"},
		{"19801225", "a.csv:7: set m: s has a value that the table of codes \"strict\" "
			     "does not have; hint: add a row for it to the export description"},
	};
	const struct export_set *set =
		with_steps("<take item='s' field='card/state' codes='strict'/>");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said;
		struct fault why = {0};
		struct row row = row_saying(arena, set, 0, "s", cases[i].value, NULL);
		assert_false(mapping_row(set, &row, "a.csv", arena, &said, &why));
		assert_int_equal(why.kind, FAULT_REGISTER);
		assert_string_equal(why.message, cases[i].message);
	}
}

static void dates_are_written_as_ours(void **state)
{
	(void)state;
	const struct export_set *set = with_steps(
		"<take item='e' field='card/expires' dates='d'/><take item='o' field='card/issued'/>"
		"<take item='b' field='born' dates='d'/>");
	assert_string_equal(one_said(set, "e", "20311225", EXPORT_CARD_EXPIRES), "2031-12-25");
	assert_string_equal(
		one_said(set, "e", "令和13年12月25日", EXPORT_CARD_EXPIRES), "2031-12-25");
	assert_string_equal(
		one_said(set, "e", "2031-12-25", EXPORT_CARD_EXPIRES), "field-date 2031-12-25");
	/* Without dates it is our own form, or no day: the record will say. */
	assert_string_equal(one_said(set, "o", "2031/12/25", EXPORT_CARD_ISSUED), "2031/12/25");
	/* These are set before RESIDENTS' own step to born only where that says nothing. */
	assert_string_equal(one_said(set, "b", "不詳", EXPORT_BORN), "0000-00-00");
	assert_string_equal(one_said(set, "b", "19510229", EXPORT_BORN), "1951-02-29");
}

static void a_hyphen_in_a_postal_code_is_taken_away(void **state)
{
	(void)state;
	static const struct {
		const char *value, *said;
	} cases[] = {
		{"486-0844", "4860844"},
		{"486－0844", "4860844"},
		{"4860844", "4860844"},
		{"4860-844", "4860-844"},
		{"486-084", "486-084"},
		{"486-08444", "486-08444"},
		{"486--0844", "486--0844"},
		{"486 0844", "486 0844"},
		{"486", "486"},
		{"486-084x", "486-084x"},
		{"-", "-"},
	};
	const struct export_set *set =
		with_steps("<take item='p' field='address/postal'/><take item='q' "
			   "field='send-to/postal'/><take item='n' field='kana'/>"
			   "<take item='c' field='address/postal' codes='no-town'/>");
	assert_string_equal(one_said(set, "c", "0", EXPORT_ADDRESS_POSTAL), "-");
	assert_string_equal(
		one_said(set, "c", "486-0844", EXPORT_ADDRESS_POSTAL), "field-word 486-0844");
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(
			one_said(set, "p", cases[i].value, EXPORT_ADDRESS_POSTAL), cases[i].said);
		assert_string_equal(
			one_said(set, "q", cases[i].value, EXPORT_SEND_POSTAL), cases[i].said);
		assert_string_equal(
			one_said(set, "n", cases[i].value, EXPORT_KANA), cases[i].value);
	}
}

static void that_there_is_a_day_says_yes(void **state)
{
	(void)state;
	static const struct {
		const char *item, *value, *said;
	} cases[] = {
		{"own", "true", "true"},
		{"own", "false", "false"},
		{"own", "2026-12-20", "true"},
		{"own", "", "-"},
		{"own", "1", "field-word 1"},
		{"own", "20261220", "field-word 20261220"},
		{"own", "2026-12-32", "field-word 2026-12-32"},
		{"dated", "20261220", "true"},
		{"dated", "2026-12-20", "field-date 2026-12-20"},
		{"coded", "1", "true"},
		{"coded", "0", "false"},
		{"coded", "2", "field-word 2"},
	};
	const struct export_set *set = with_steps(
		"<take item='own' field='leaving'/><take item='dated' field='leaving' dates='d'/>"
		"<take item='coded' field='leaving' codes='yes'/>");
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(one_said(set, cases[i].item, cases[i].value, EXPORT_LEAVING),
			cases[i].said);
}

/* ---- joins, says, conditions ---- */

static void a_join_skips_what_says_nothing(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b, *c, *said, *first;
	} cases[] = {
		{"愛知県", "春日井市", "鳥居松町", "愛知県　春日井市　鳥居松町", "a"},
		{"", "春日井市", "鳥居松町", "春日井市　鳥居松町", "b"},
		{"愛知県", "", "鳥居松町", "愛知県　鳥居松町", "a"},
		{"", "", "鳥居松町", "鳥居松町", "c"},
		{"", "", "", "-", NULL},
	};
	const struct export_set *set = with_steps(
		"<join field='address' between='　'><part item='a'/><part item='b'/><part "
		"item='c'/></join>"
		"<join field='kana'><part item='a'/><part item='b'/></join>"
		"<join field='card/expires' between='' dates='d'><part item='a'/><part "
		"item='c'/></join>");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said = mapped(set, row_saying(arena, set, 0, "a", cases[i].a, "b",
						       cases[i].b, "c", cases[i].c, NULL));
		assert_string_equal(field_said(&said, EXPORT_ADDRESS), cases[i].said);
		if (cases[i].first != NULL)
			assert_string_equal(said.values[EXPORT_ADDRESS].item->path, cases[i].first);
	}
	struct said said =
		mapped(set, row_saying(arena, set, 0, "a", "2031", "b", "x", "c", "1225", NULL));
	assert_string_equal(field_said(&said, EXPORT_KANA), "2031x");
	assert_string_equal(field_said(&said, EXPORT_CARD_EXPIRES), "2031-12-25");
}

static void a_say_is_said_where_its_condition_holds(void **state)
{
	(void)state;
	const struct export_set *set =
		with_steps("<say word='active' field='protection' when=\"p = '1' and q ≠ ''\"/>"
			   "<say word='released' field='protection' when=\"p = '2'\"/>"
			   "<say word='standard' field='card/kind'/>"
			   "<take item='v' field='alias' when=\"p = '3'\"/>");
	struct said said = mapped(set, row_saying(arena, set, 0, "p", "1", "q", "x", NULL));
	assert_string_equal(field_said(&said, EXPORT_PROTECTION), "active");
	assert_null(said.values[EXPORT_PROTECTION].item);
	assert_string_equal(field_said(&said, EXPORT_CARD_KIND), "standard");
	assert_string_equal(one_said(set, "p", "1", EXPORT_PROTECTION), "-");
	assert_string_equal(one_said(set, "p", "2", EXPORT_PROTECTION), "released");
	said = mapped(set, row_saying(arena, set, 0, "p", "3", "v", "y", NULL));
	assert_string_equal(field_said(&said, EXPORT_ALIAS), "y");
	assert_string_equal(one_said(set, "v", "y", EXPORT_ALIAS), "-");
}

/* ---- certificates ---- */

static const char certificate[] =
	"<take item='k' field='certificate/kind' codes='kinds'/>"
	"<take item='t' field='certificate/state'/><take item='i' field='certificate/issued'/>"
	"<take item='e' field='certificate/expires' dates='d'/>";

static void a_kind_sends_its_certificate_to_the_right_place(void **state)
{
	(void)state;
	const struct export_set *set = with_steps(certificate);
	for (int kind = 0; kind < 2; kind++) {
		struct said said =
			mapped(set, row_saying(arena, set, 0, "k", kind ? "2" : "1", "t", "valid",
					    "i", "2022-05-27", "e", "20261225", NULL));
		enum export_field first =
			kind ? EXPORT_AUTHENTICATION_STATE : EXPORT_SIGNATURE_STATE;
		assert_string_equal(field_said(&said, first), "valid");
		assert_string_equal(field_said(&said, first + 1), "2022-05-27");
		assert_string_equal(field_said(&said, first + 2), "2026-12-25");
		first = kind ? EXPORT_SIGNATURE_STATE : EXPORT_AUTHENTICATION_STATE;
		for (int i = 0; i < 3; i++)
			assert_string_equal(field_said(&said, first + (unsigned)i), "-");
	}
}

static void a_kind_unknown_or_missing_is_a_defect_of_the_signature(void **state)
{
	(void)state;
	const struct export_set *set = with_steps(certificate);
	static const struct {
		const char *kind, *state, *expires, *signature, *authentication, *item;
	} cases[] = {
		{"3", "valid", "", "field-word 3", "-", "k"},
		{"3", "", "", "field-word 3", "-", "k"},
		{"", "valid", "", "field-missing valid", "-", "t"},
		{"", "", "20261225", "field-missing 2026-12-25", "-", "e"},
		{"", "", "", "-", "-", NULL},
		/* A certificate without a state, as in our own format. */
		{"1", "", "", "field-missing signature", "-", "k"},
		{"2", "", "", "-", "field-missing authentication", "k"},
		/* Without a state, but it says more: the record will miss it. */
		{"2", "", "20261225", "-", "-", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said =
			mapped(set, row_saying(arena, set, 0, "k", cases[i].kind, "t",
					    cases[i].state, "e", cases[i].expires, NULL));
		assert_string_equal(field_said(&said, EXPORT_SIGNATURE_STATE), cases[i].signature);
		assert_string_equal(
			field_said(&said, EXPORT_AUTHENTICATION_STATE), cases[i].authentication);
		const struct said_value *value = &said.values[EXPORT_SIGNATURE_STATE];
		if (value->text == NULL)
			value = &said.values[EXPORT_AUTHENTICATION_STATE];
		if (cases[i].item != NULL)
			assert_string_equal(value->item->path, cases[i].item);
	}
}

static void a_kind_that_is_only_said_makes_no_certificate(void **state)
{
	(void)state;
	const struct export_set *set =
		with_steps("<say word='authentication' field='certificate/kind'/>"
			   "<take item='t' field='certificate/state'/>");
	assert_string_equal(one_said(set, "t", "", EXPORT_AUTHENTICATION_STATE), "-");
	assert_string_equal(one_said(set, "t", "valid", EXPORT_AUTHENTICATION_STATE), "valid");
}

static void rows_within_a_record_say_their_own(void **state)
{
	(void)state;
	const struct export_set *set = with_steps(arena_print(
		arena, "<rows of='c'>%s<say word='true' field='ward'/></rows>", certificate));
	struct said said = mapped(set, row_saying(arena, set, 1, "k", "2", "t", "revoked", NULL));
	assert_string_equal(field_said(&said, EXPORT_AUTHENTICATION_STATE), "revoked");
	assert_string_equal(field_said(&said, EXPORT_WARD), "true");
	assert_string_equal(field_said(&said, EXPORT_NAME), "-");
	assert_string_equal(one_said(set, "name", "x", EXPORT_WARD), "-");
}

/* ---- what is wrong with the row ---- */

/* The field at which an item that came twice is told. */
static enum export_field told_at(const struct export_set *set, unsigned kind, const char *item)
{
	struct row row = row_saying(arena, set, kind, item, "1", NULL);
	row.twice = &set->rows[kind].items[item_number(&set->rows[kind], item)];
	struct said said = mapped(set, row);
	enum export_field found = EXPORT_FIELD_NONE;
	for (int field = 0; field < EXPORT_FIELDS; field++)
		if (said.values[field].defect != DEFECT_NONE) {
			assert_int_equal(found, EXPORT_FIELD_NONE);
			assert_string_equal(
				field_said(&said, (enum export_field)field), "field-repeated 1");
			assert_ptr_equal(said.values[field].item, row.twice);
			found = (enum export_field)field;
		}
	return found;
}

static void an_item_that_came_twice_is_a_defect_where_it_matters(void **state)
{
	(void)state;
	const struct export_set *set = &described_well(
		arena_print(arena,
			"%s<set name='m' main='true'><xml record='r'/><history highest='n'/>" RESIDENTS
			"<join field='address'><part item='a'/><part item='b'/></join>"
			"<say word='active' field='protection' when=\"p = '1'\"/>"
			"<rows of='c'>%s</rows></set>"
			"<set name='p'><xml record='r'/><history highest='n'/><take item='id' "
			"field='id'/><say word='active' field='protection'/><take item='o' "
			"field='send-to/name'/></set>"
			"<set name='q'><xml record='r'/><history highest='n'/><take item='id' "
			"field='id'/><say word='active' field='protection'/></set>"
			"<set name='r'><xml record='r'/><history highest='n'/><take item='id' "
			"field='id'/></set>",
			tables, certificate),
		arena)
						->sets[0];
	assert_int_equal(told_at(set, 0, "name"), EXPORT_NAME);
	assert_int_equal(told_at(set, 0, "id"), EXPORT_ID);
	assert_int_equal(told_at(set, 0, "b"), EXPORT_ADDRESS);
	assert_int_equal(told_at(set, 0, "p"), EXPORT_PROTECTION);
	assert_int_equal(told_at(set, 0, "n"), EXPORT_HOUSEHOLD);
	assert_int_equal(told_at(set, 1, "k"), EXPORT_SIGNATURE_STATE);
	assert_int_equal(told_at(set + 1, 0, "n"), EXPORT_SEND_NAME);
	assert_int_equal(told_at(set + 2, 0, "n"), EXPORT_PROTECTION);
	assert_int_equal(told_at(set + 3, 0, "n"), EXPORT_ID);
}

static void a_history_that_cannot_be_read_sets_its_row_aside(void **state)
{
	(void)state;
	const struct export_set *set =
		&described_well("<set name='m' main='true'><csv/><history from='f' "
				"highest='n'/>" RESIDENTS "</set>",
			arena)
			 ->sets[0];
	struct said said = mapped(set, row_saying(arena, set, 0, "n", "x", "hh", "5", NULL));
	assert_string_equal(field_said(&said, EXPORT_HOUSEHOLD), "field-form x");
	assert_string_equal(said.values[EXPORT_HOUSEHOLD].item->path, "n");
	assert_string_equal(one_said(set, "f", "2026", EXPORT_HOUSEHOLD), "field-date 2026");
	assert_string_equal(one_said(set, "n", "12", EXPORT_HOUSEHOLD), "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_becomes_its_field_and_all_else_is_unsaid),
		cmocka_unit_test(of_several_steps_the_first_that_says_something_counts),
		cmocka_unit_test(codes_become_our_words),
		cmocka_unit_test(a_code_that_a_table_refuses_ends_the_night),
		cmocka_unit_test(dates_are_written_as_ours),
		cmocka_unit_test(a_hyphen_in_a_postal_code_is_taken_away),
		cmocka_unit_test(that_there_is_a_day_says_yes),
		cmocka_unit_test(a_join_skips_what_says_nothing),
		cmocka_unit_test(a_say_is_said_where_its_condition_holds),
		cmocka_unit_test(a_kind_sends_its_certificate_to_the_right_place),
		cmocka_unit_test(a_kind_unknown_or_missing_is_a_defect_of_the_signature),
		cmocka_unit_test(a_kind_that_is_only_said_makes_no_certificate),
		cmocka_unit_test(rows_within_a_record_say_their_own),
		cmocka_unit_test(an_item_that_came_twice_is_a_defect_where_it_matters),
		cmocka_unit_test(a_history_that_cannot_be_read_sets_its_row_aside),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
