/* What runs out in the weeks ahead. The night is Tuesday, 2026-11-24; its week began on the 23rd.
 */
#include "decide/dues/load_weeks.h"

#include "decide/fixture.h"
#include "decide/rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

static void change_nothing(struct resident *resident)
{
	(void)resident;
}

static void die(struct resident *resident)
{
	resident->state = RESIDENT_DECEASED;
}

static void leave_before(struct resident *resident)
{
	resident->leaving = on("2026-12-01");
}

static void apply(struct resident *resident)
{
	resident->renewal = on("2026-11-20");
}

static void lose_card(struct resident *resident)
{
	resident->card.state = CARD_LOST;
}

static void lose_signature(struct resident *resident)
{
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
}

static void protect(struct resident *resident)
{
	resident->protection = PROTECTION_ACTIVE;
}

struct load_case {
	const char *sentence;
	const char *card, *authentication, *signature; /* their expiries */
	void (*change)(struct resident *resident);
	int week; /* of which the counts are */
	long people, cards, authentications, signatures;
};

static const struct load_case cases[] = {
	{"what runs out on the night itself", NIGHT, "2030-05-10", "2030-05-10", change_nothing, 0,
		1, 1, 0, 0},
	{"not what has run out the day before", "2026-11-23", "2030-05-10", "2030-05-10",
		change_nothing, 0, 0, 0, 0, 0},
	{"a week begins on Monday", "2026-11-30", "2030-05-10", "2030-05-10", change_nothing, 1, 1,
		1, 0, 0},
	{"and ends on Sunday", "2026-11-29", "2030-05-10", "2030-05-10", change_nothing, 0, 1, 1, 0,
		0},
	{"the last day of the last week", "2027-05-23", "2030-05-10", "2030-05-10", change_nothing,
		LOAD_WEEKS - 1, 1, 1, 0, 0},
	{"not the day after it", "2027-05-24", "2030-05-10", "2030-05-10", change_nothing,
		LOAD_WEEKS - 1, 0, 0, 0, 0},
	{"three documents of one week are of one person", "2026-12-08", "2026-12-08", "2026-12-08",
		change_nothing, 2, 1, 1, 1, 1},
	{"who is dead", "2026-12-08", "2026-12-08", "2026-12-08", die, 2, 0, 0, 0, 0},
	{"who will have left by then", "2026-12-08", "2026-12-08", "2026-12-08", leave_before, 2, 0,
		0, 0, 0},
	{"who has applied for another card", "2026-12-08", "2026-12-08", "2026-12-08", apply, 2, 0,
		0, 0, 0},
	{"whose card is lost", "2026-12-08", "2026-12-08", "2026-12-08", lose_card, 2, 0, 0, 0, 0},
	{"whose signature certificate is revoked", "2030-05-10", "2026-12-08", "2026-12-08",
		lose_signature, 2, 1, 0, 1, 0},
	{"who is under protection is spoken to as well", "2026-12-08", "2030-05-10", "2030-05-10",
		protect, 2, 1, 1, 0, 0},
};

static void test_weeks(void **state)
{
	(void)state;
	static const struct circumstances nothing;
	struct office office = fixture_office();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct load_case *one = &cases[i];
		struct load_tally tally;
		struct ruling ruling;
		struct resident resident = fixture_resident();
		resident.card.expires = on(one->card);
		resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on(one->authentication);
		resident.certificate[CERTIFICATE_SIGNATURE].expires = on(one->signature);
		one->change(&resident);
		load_weeks_begin(&tally, on(NIGHT));
		rules_decide(&resident, &office, on(NIGHT), &nothing, &ruling);
		load_weeks_take(&tally, &resident, &ruling, &office, on(NIGHT));
		const struct load_week *week = &tally.weeks[one->week];
		if (week->people != one->people || week->documents[DOCUMENT_CARD] != one->cards ||
			week->documents[DOCUMENT_AUTHENTICATION] != one->authentications ||
			week->documents[DOCUMENT_SIGNATURE] != one->signatures)
			fail_msg("%s: %ld people, %ld cards, %ld, %ld", one->sentence, week->people,
				week->documents[DOCUMENT_CARD],
				week->documents[DOCUMENT_AUTHENTICATION],
				week->documents[DOCUMENT_SIGNATURE]);
		long others = 0;
		for (int k = 0; k < LOAD_WEEKS; k++)
			others += k == one->week ? 0 : tally.weeks[k].people;
		assert_int_equal(others, 0);
		for (int k = 0; k < LOAD_WEEKS; k++)
			assert_int_equal(
				tally.counters[0][k] + tally.counters[1][k], tally.weeks[k].people);
	}
}

/* The counter is the one that serves where a letter would go; who is served by none is the first
 * one's. Two documents in one week are one person there too. */
static void test_by_counter(void **state)
{
	(void)state;
	static const struct circumstances nothing;
	static const struct {
		const char *postal, *send_to; /* NULL: nothing else */
		int counter;
	} people[] = {{"4860000", NULL, 0}, {"4870011", NULL, 1}, {"4860000", "4870011", 1},
		{"1000001", NULL, 0}, {NULL, NULL, 0}, {"4870011", "4860000", 0}};
	static const char *const one[] = {"486"}, *const two[] = {"487"};
	static const struct counter places[] = {
		{.id = "one", .postal_prefixes = one, .postal_prefix_count = 1}, {.id = "none"},
		{.id = "two", .postal_prefixes = two, .postal_prefix_count = 1}};
	static const int indexes[] = {0, 2};
	struct office office = fixture_office();
	struct load_tally tally;
	struct load_counter counters[COUNTERS_MAX];
	long expected[3] = {0};
	office.counters = places;
	office.counter_count = 3;
	load_weeks_begin(&tally, on(NIGHT));
	assert_int_equal(load_weeks_counters(&tally, &office, counters), 0);
	for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
		struct resident resident = fixture_resident();
		struct ruling ruling;
		resident.card.expires = resident.certificate[CERTIFICATE_SIGNATURE].expires =
			on("2026-12-08");
		resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2030-05-10");
		resident.address.postal = people[i].postal;
		resident.has_send_to = people[i].send_to != NULL;
		resident.send_to.postal = people[i].send_to;
		resident.send_to.lines = "elsewhere";
		rules_decide(&resident, &office, on(NIGHT), &nothing, &ruling);
		load_weeks_take(&tally, &resident, &ruling, &office, on(NIGHT));
		expected[indexes[people[i].counter]]++;
		assert_int_equal(tally.counters[0][2], expected[0]);
		assert_int_equal(tally.counters[2][2], expected[2]);
	}
	assert_int_equal(load_weeks_counters(&tally, &office, counters), 2);
	assert_string_equal(counters[0].counter, "one");
	assert_string_equal(counters[1].counter, "two");
	assert_int_equal(counters[1].people[2], 2);
	assert_int_equal(counters[1].people[1], 0);
}

/* Empty weeks go, the others keep their order and their days. */
static void test_empty_weeks_go(void **state)
{
	(void)state;
	struct load_tally tally;
	struct load_week weeks[LOAD_WEEKS];
	load_weeks_begin(&tally, on(NIGHT));
	assert_int_equal(load_weeks_list(&tally, weeks), 0);
	tally.weeks[3].people = 5;
	tally.weeks[LOAD_WEEKS - 1].people = 6;
	assert_int_equal(load_weeks_list(&tally, weeks), 2);
	assert_int_equal(weeks[0].monday, on("2026-12-14"));
	assert_int_equal(weeks[0].people, 5);
	assert_int_equal(weeks[1].monday, on("2027-05-17"));
	assert_int_equal(weeks[1].people, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_by_counter),
		cmocka_unit_test(test_empty_weeks_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
