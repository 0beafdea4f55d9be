/* Which dues a letter of tonight carries, by what has become of the letters that they had. */
#include "decide/dues/letter_contents.h"

#include "decide/reconciled.h"

/* A night inside the month of reminders, and one before it. */
#define REMINDING "2027-01-10"
#define EARLIER   "2027-01-09"

enum had { NOTHING, FIRST, REMINDER };

struct one_due {
	enum outcome outcome;
	enum had had;
	enum letter_fate fate;
};

static const struct {
	const char *sentence;
	const char *night;
	struct one_due card, signature;
	const char *carried; /* of the card, then of the certificate: - not, l letter, r reminder */
} cases[] = {
	{"what is new is carried, with what it covers", EARLIER,
		{OUTCOME_LETTER, NOTHING, LETTER_GOES}, {OUTCOME_COVERED, NOTHING, LETTER_GOES},
		"ll"},
	{"what has a letter is not carried again", EARLIER, {OUTCOME_LETTER, FIRST, LETTER_GOES},
		{OUTCOME_COVERED, FIRST, LETTER_GOES}, "--"},
	{"nor is what it would cover: it goes by the letter that went", EARLIER,
		{OUTCOME_LETTER, FIRST, LETTER_GOES}, {OUTCOME_COVERED, NOTHING, LETTER_GOES},
		"--"},
	{"a month before the expiry both are reminded of", REMINDING,
		{OUTCOME_LETTER, FIRST, LETTER_GOES}, {OUTCOME_COVERED, FIRST, LETTER_GOES}, "rr"},
	{"what opens with the reminder is carried for the first time", REMINDING,
		{OUTCOME_LETTER, FIRST, LETTER_GOES}, {OUTCOME_COVERED, NOTHING, LETTER_GOES},
		"rl"},
	{"what was reminded of is not reminded of with its card", REMINDING,
		{OUTCOME_LETTER, FIRST, LETTER_GOES}, {OUTCOME_COVERED, REMINDER, LETTER_GOES},
		"r-"},
	{"a first letter of the card reminds of no certificate", REMINDING,
		{OUTCOME_LETTER, NOTHING, LETTER_GOES}, {OUTCOME_COVERED, FIRST, LETTER_GOES},
		"l-"},
	{"nobody is reminded twice", REMINDING, {OUTCOME_LETTER, REMINDER, LETTER_GOES},
		{OUTCOME_COVERED, REMINDER, LETTER_GOES}, "--"},
	{"what a pulled letter carried is carried anew", EARLIER,
		{OUTCOME_LETTER, FIRST, LETTER_PULLED}, {OUTCOME_COVERED, FIRST, LETTER_PULLED},
		"ll"},
	{"a pulled reminder reminds again in its time", REMINDING,
		{OUTCOME_LETTER, REMINDER, LETTER_PULLED},
		{OUTCOME_COVERED, REMINDER, LETTER_PULLED}, "rr"},
	{"and not outside it", EARLIER, {OUTCOME_LETTER, REMINDER, LETTER_PULLED},
		{OUTCOME_COVERED, REMINDER, LETTER_PULLED}, "--"},
	{"a letter that waits counts as tonight's", EARLIER, {OUTCOME_LETTER, FIRST, LETTER_WAITS},
		{OUTCOME_COVERED, FIRST, LETTER_WAITS}, "ll"},
	{"a reminder that waits does whatever the day", EARLIER,
		{OUTCOME_LETTER, REMINDER, LETTER_WAITS}, {OUTCOME_COVERED, REMINDER, LETTER_WAITS},
		"rr"},
	{"a reminder by hand carries nothing, and is one", REMINDING,
		{OUTCOME_HAND, FIRST, LETTER_GOES}, {OUTCOME_LETTER, NOTHING, LETTER_GOES}, "hl"},
	{"what is by hand covers nothing", EARLIER, {OUTCOME_HAND, NOTHING, LETTER_GOES},
		{OUTCOME_COVERED, NOTHING, LETTER_GOES}, "--"},
	{"of what has ended nothing is reminded of", REMINDING, {OUTCOME_NONE, FIRST, LETTER_GOES},
		{OUTCOME_LETTER, NOTHING, LETTER_GOES}, "-l"},
	{"two certificates' letters need no card", EARLIER, {OUTCOME_NONE, NOTHING, LETTER_GOES},
		{OUTCOME_LETTER, FIRST, LETTER_PULLED}, "-l"},
};

static struct letter_due due_of(
	struct fixture *fixture, const struct one_due *one, enum matter matter)
{
	struct decision *decision = arena_alloc(fixture->arena, sizeof *decision);
	struct known_due *known = arena_alloc(fixture->arena, 3 * sizeof *known);
	know_settled(known, "1", true);
	*known = known[matter == MATTER_CARD ? 1 : 2];
	known->settled_reminder = one->had == REMINDER;
	*decision = (struct decision){
		.matter = matter, .expires = on(EXPIRES), .outcome = one->outcome};
	return (struct letter_due){decision, one->had == NOTHING ? NULL : known, one->fate};
}

static char part_word(const struct letter_part *part)
{
	if (!part->carried)
		return part->reminds ? 'h' : '-';
	return part->reminds ? 'r' : 'l';
}

static void every_case_carries_what_is_written(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct letter_due dues[] = {due_of(&fixture, &cases[i].card, MATTER_CARD),
			due_of(&fixture, &cases[i].signature, MATTER_SIGNATURE)};
		day_number night = on(cases[i].night);
		const struct posting posting = {night, night, night};
		struct letter_part parts[2];
		letter_contents(&fixture.office, &posting, dues, 2, parts);
		const char got[] = {part_word(&parts[0]), part_word(&parts[1]), '\0'};
		if (strcmp(cases[i].carried, got) != 0)
			fail_msg("%s: expected %s, got %s", cases[i].sentence, cases[i].carried,
				got);
	}
	arena_close(fixture.arena);
}

static void a_letter_waits_until_it_is_printed_and_again_when_it_was_taken_back(void **state)
{
	(void)state;
	struct known_due known = {.settled_first = true};
	assert_false(letter_waits(NULL));
	assert_true(letter_waits(&known));
	known.printed = true;
	assert_false(letter_waits(&known));
	known.taken_back = true;
	assert_true(letter_waits(&known));
	known.settled_first = false;
	assert_false(letter_waits(&known));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_carries_what_is_written),
		cmocka_unit_test(
			a_letter_waits_until_it_is_printed_and_again_when_it_was_taken_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
