/* Which letters lie in one envelope. A case writes a mailing in posting order, a word a letter: its
 * household, then whom it is to (A: an adult, m: a minor, x: who lies alone), then what is odd. */
#include "decide/dues/envelopes.h"

#include "decide/dues/decided.h"

enum { LETTERS_MAX = 16 };

struct envelope_case {
	const char *sentence;
	enum together together;
	int most;
	const char *letters;
	const char *expected; /* envelope:sheet/sheets of each, envelopes as they are found */
};

static const struct envelope_case cases[] = {
	{"an office that keeps letters apart says nothing of envelopes", TOGETHER_NONE, 4,
		"1A 1A 1m", "0:0/0 0:0/0 0:0/0"},
	{"a household's letters lie together", TOGETHER_HOUSEHOLD, 4, "1A 1A 1m",
		"1:1/3 1:2/3 1:3/3"},
	{"two households' do not", TOGETHER_HOUSEHOLD, 4, "1A 2A 2A", "1:1/1 2:1/2 2:2/2"},
	{"an adult's is first, whoever's id is lower", TOGETHER_HOUSEHOLD, 4, "1m 1A",
		"1:2/2 1:1/2"},
	{"adults' come before minors'", TOGETHER_HOUSEHOLD, 4, "1A 1m 1A", "1:1/3 1:3/3 1:2/3"},
	{"minors' alone have nobody to open them", TOGETHER_HOUSEHOLD, 4, "1m 1m", "1:1/1 2:1/1"},
	{"of minors' only, a second adult's lies alone", TOGETHER_MINORS, 4, "1A 1A 1m",
		"1:1/2 2:1/1 1:2/2"},
	{"two adults' are not put together for want of a minor's", TOGETHER_MINORS, 4, "1A 1A",
		"1:1/1 2:1/1"},
	{"who lies alone does", TOGETHER_HOUSEHOLD, 4, "1A 1x 1A", "1:1/2 2:1/1 1:2/2"},
	{"nobody joins who lies alone", TOGETHER_HOUSEHOLD, 4, "1x 1m", "1:1/1 2:1/1"},
	{"another building is another destination", TOGETHER_HOUSEHOLD, 4, "1A 1Ab 1m",
		"1:1/2 2:1/1 1:2/2"},
	{"as is the address in other signs", TOGETHER_HOUSEHOLD, 4, "1A 1Aa", "1:1/1 2:1/1"},
	{"and another postal code", TOGETHER_HOUSEHOLD, 4, "1A 1Ap", "1:1/1 2:1/1"},
	{"a household with somebody under protection lies apart", TOGETHER_HOUSEHOLD, 4, "9A 9A",
		"1:1/1 2:1/1"},
	{"no room in the window for the family: alone", TOGETHER_HOUSEHOLD, 4, "1Af 1A 1m",
		"2:1/1 1:1/2 1:2/2"},
	{"and so is the minor's behind it", TOGETHER_HOUSEHOLD, 4, "1Af 1m", "1:1/1 2:1/1"},
	{"no more than there is room for, and never a part", TOGETHER_HOUSEHOLD, 3,
		"1A 1A 1A 1A 1A", "1:1/3 2:1/2 1:2/3 1:3/3 2:2/2"},
	{"each envelope is led by an adult", TOGETHER_HOUSEHOLD, 3, "1A 1A 1m 1m 1m",
		"1:1/3 2:1/2 1:2/3 1:3/3 2:2/2"},
	{"who has no adult left lies alone", TOGETHER_HOUSEHOLD, 3, "1A 1m 1m 1m",
		"1:1/3 1:2/3 1:3/3 2:1/1"},
	{"of minors' only, as many adults lead as it takes", TOGETHER_MINORS, 3,
		"1A 1A 1A 1m 1m 1m", "1:1/3 2:1/2 3:1/1 1:2/3 1:3/3 2:2/2"},
	{"an envelope for one sheet holds one letter", TOGETHER_HOUSEHOLD, 1, "1A 1A",
		"1:1/1 2:1/1"},
	{"somebody's two letters lie together too", TOGETHER_HOUSEHOLD, 4, "1A 1A", "1:1/2 1:2/2"},
};

static bool fits(void *context, const struct notice *notice)
{
	(void)context;
	return strchr(notice->number, 'f') == NULL;
}

static size_t read_letters(struct arena *arena, const char *text, struct notice *notices)
{
	size_t count = 0;
	for (const char *at = text; *at != '\0'; count++) {
		size_t length = strcspn(at, " ");
		const char *word = arena_text(arena, at, length);
		notices[count] = (struct notice){.number = word,
			.recipient = {.household = arena_text(arena, word, 1),
				.postal = strchr(word, 'p') != NULL ? "4870011" : "4860817",
				.address = strchr(word, 'a') != NULL ? "廻間町44" : "廻間町44番地",
				.building = strchr(word, 'b') != NULL ? "101" : "",
				.part = word[1] == 'A'   ? ENVELOPE_LEADS
					: word[1] == 'm' ? ENVELOPE_WITHIN
							 : ENVELOPE_ALONE}};
		at += length + (at[length] == ' ');
	}
	return count;
}

static void every_case_lies_as_written(void **state)
{
	struct arena *arena = *state;
	const char *const guarded[] = {"9"};
	const struct reconciliation tonight = {.guarded = guarded, .guarded_count = 1};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct mailing_rules mailing = {
			.together = cases[i].together, .envelope_sheets = cases[i].most};
		const struct envelope_rules rules = {&mailing, &tonight, fits, NULL};
		struct notice notices[LETTERS_MAX], *order[LETTERS_MAX];
		size_t count = read_letters(arena, cases[i].letters, notices);
		const char *said = "";
		for (size_t k = 0; k < count; k++)
			order[k] = &notices[k];
		envelopes_fill(&rules, order, count);
		for (size_t k = 0; k < count; k++)
			said = arena_print(arena, "%s%s%d:%d/%d", said, k == 0 ? "" : " ",
				notices[k].enclosure.envelope, notices[k].enclosure.first,
				notices[k].enclosure.sheets);
		if (strcmp(said, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].sentence, said);
	}
}

/* However many are in a household, everybody's letter lies in one envelope, at one place of it, and
 * none is too full. */
static void nobody_is_lost_in_a_large_house(void **state)
{
	enum { MANY = 200, MOST = 5 };
	struct arena *arena = *state;
	const struct reconciliation tonight = {.guarded_count = 0};
	const struct mailing_rules mailing = {
		.together = TOGETHER_HOUSEHOLD, .envelope_sheets = MOST};
	const struct envelope_rules rules = {&mailing, &tonight, fits, NULL};
	struct notice *notices = arena_alloc(arena, MANY * sizeof *notices);
	struct notice **order = arena_alloc(arena, MANY * sizeof(struct notice *));
	bool taken[MANY + 1][MOST + 1] = {{false}};
	for (size_t i = 0; i < MANY; i++) {
		read_letters(arena, i % 3 == 0 ? "1A" : "1m", &notices[i]);
		order[i] = &notices[i];
	}
	envelopes_fill(&rules, order, MANY);
	for (size_t i = 0; i < MANY; i++) {
		const struct enclosure *enclosure = &notices[i].enclosure;
		assert_in_range(enclosure->envelope, 1, MANY);
		assert_in_range(enclosure->sheets, 1, MOST);
		assert_in_range(enclosure->first, 1, enclosure->sheets);
		assert_false(taken[enclosure->envelope][enclosure->first]);
		taken[enclosure->envelope][enclosure->first] = true;
	}
}

/* No envelope that no weight class takes. */
static void the_heaviest_class_is_a_bound(void **state)
{
	(void)state;
	const struct weight_class classes[] = {{.grams = 50}, {.grams = 100}};
	struct mailing_rules mailing = {
		.envelope_sheets = 8, .sheet_grams = 20, .envelope_grams = 15};
	assert_int_equal(mailing_rules_envelope_sheets(&mailing), 8);
	mailing.classes = classes;
	mailing.class_count = 2;
	assert_int_equal(mailing_rules_envelope_sheets(&mailing), 4);
	mailing.class_count = 1;
	assert_int_equal(mailing_rules_envelope_sheets(&mailing), 1);
	mailing.sheet_grams = 60;
	assert_int_equal(mailing_rules_envelope_sheets(&mailing), 1);
}

static void envelopes_are_numbered_as_they_lie(void **state)
{
	(void)state;
	struct notice notices[] = {{.enclosure = {7, 1, 2}}, {.enclosure = {7, 2, 2}},
		{.enclosure = {2, 1, 1}}, {.enclosure = {9, 1, 1}}};
	struct notice *order[] = {&notices[0], &notices[1], &notices[2], &notices[3]};
	const int expected[] = {1, 1, 2, 3};
	envelopes_number(order, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(notices[i].enclosure.envelope, expected[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_lies_as_written),
		cmocka_unit_test(nobody_is_lost_in_a_large_house),
		cmocka_unit_test(the_heaviest_class_is_a_bound),
		cmocka_unit_test(envelopes_are_numbered_as_they_lie),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
