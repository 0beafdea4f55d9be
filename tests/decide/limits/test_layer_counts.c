/* What an export tells of how many: each layer counts what it names and nothing else, and what a
 * day may change of it is told from what none does, one resident to either side of each threshold.
 */
#include "decide/limits/layer_counts.h"

#include "base/arena.h"
#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

/* What the fixture's resident counts towards. */
static const enum layer ordinary[] = {LAYER_RESIDENTS, LAYER_PRESENT, LAYER_DOCUMENT, LAYER_CARD,
	LAYER_SIGNATURE, LAYER_AUTHENTICATION, LAYER_CARD_EXPIRY, LAYER_SIGNATURE_EXPIRY,
	LAYER_AUTHENTICATION_EXPIRY, LAYER_BORN, LAYER_POSTAL, LAYER_ADDRESS, LAYER_ADDRESSES,
	LAYER_HOUSEHOLDS};

static void count(const struct resident *residents, size_t number, long counts[LAYERS])
{
	struct office office = fixture_office();
	struct arena *arena = arena_open();
	struct layer_counts *layers = layer_counts_open(&office, on(NIGHT), arena);
	for (size_t i = 0; i < number; i++)
		layer_counts_take(layers, &residents[i]);
	layer_counts_get(layers, counts);
	arena_close(arena);
}

/* One resident, and the layers in which it differs from the ordinary one: +1 or -1. */
static void expect(
	const char *what, const struct resident *resident, size_t number, const int differs[])
{
	long counts[LAYERS], right[LAYERS] = {0};
	for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++)
		right[ordinary[i]] = 1;
	for (size_t i = 0; i < number; i++)
		right[abs(differs[i])] += differs[i] > 0 ? 1 : -1;
	count(resident, 1, counts);
	for (int layer = 0; layer < LAYERS; layer++)
		if (counts[layer] != right[layer])
			fail_msg("%s: %s is %ld, not %ld", what, layer_words[layer], counts[layer],
				right[layer]);
}

#define EXPECT(what, resident, ...)                                                                \
	expect(what, resident, sizeof((int[]){__VA_ARGS__}) / sizeof(int), (int[]){__VA_ARGS__})

static void test_a_person(void **state)
{
	(void)state;
	struct resident one = fixture_resident();
	expect("ordinary", &one, 0, NULL);
	for (int gone = RESIDENT_PRESENT + 1; gone < RESIDENT_STATES; gone++) {
		one.state = (enum resident_state)gone;
		long counts[LAYERS], right[LAYERS] = {[LAYER_RESIDENTS] = 1, [LAYER_GONE] = 1};
		count(&one, 1, counts);
		assert_memory_equal(counts, right, sizeof right);
	}
	one = fixture_resident();
	one.protection = PROTECTION_PROVISIONAL;
	EXPECT("provisional", &one, LAYER_PROTECTION);
	one.protection = PROTECTION_ACTIVE;
	EXPECT("active", &one, LAYER_PROTECTION);
	one.protection = PROTECTION_RELEASED;
	expect("released", &one, 0, NULL);
	one.renewal = on(NIGHT);
	EXPECT("renewal", &one, LAYER_RENEWAL);
	one = fixture_resident();
	one.leaving = on(NIGHT);
	EXPECT("leaving", &one, LAYER_LEAVING);
	one = fixture_resident();
	one.has_send_to = true;
	EXPECT("send-to", &one, LAYER_SEND_TO);
	one = fixture_resident();
	one.ward = true;
	EXPECT("ward", &one, LAYER_WARD);
	one = fixture_resident();
	one.born = born("1990-00-00");
	EXPECT("birth in part", &one, -LAYER_BORN);
	one = fixture_resident();
	one.alias = "春日";
	expect("an alias not in use", &one, 0, NULL);
	one.alias_used = true;
	EXPECT("an alias", &one, LAYER_ALIAS);
	one = fixture_resident();
	one.language = "pt";
	EXPECT("a language, the commonest", &one, LAYER_LANGUAGE);
}

static void test_a_stay(void **state)
{
	(void)state;
	struct resident one = fixture_resident();
	one.stay = (struct stay){true, STAY_PERMANENT, DAY_NONE, false};
	EXPECT("permanent", &one, LAYER_STAY);
	one.stay.status = STAY_ENGINEER;
	EXPECT("with a period", &one, LAYER_STAY, LAYER_STAY_PERIOD);
	one.stay.until = on("2027-01-01");
	EXPECT("with its end", &one, LAYER_STAY, LAYER_STAY_PERIOD, LAYER_STAY_UNTIL);
	one.stay.pending = true;
	EXPECT("pending", &one, LAYER_STAY, LAYER_STAY_PERIOD, LAYER_STAY_UNTIL,
		LAYER_STAY_PENDING);
	one.stay.present = false;
	expect("no stay, whatever else is there", &one, 0, NULL);
}

static void test_documents(void **state)
{
	(void)state;
	struct resident one = fixture_resident();
	for (int stopped = CARD_ACTIVE + 1; stopped < CARD_STATES; stopped++) {
		one.card.state = (enum card_state)stopped;
		EXPECT("a card that is stopped", &one, -LAYER_CARD, LAYER_CARD_STOPPED);
	}
	one.card.state = CARD_ACTIVE;
	one.card.kind = CARD_RESIDENCE;
	EXPECT("a residence card", &one, LAYER_RESIDENCE_CARD);
	one.card.kind = CARD_STANDARD;
	one.card.expires = DAY_NONE;
	EXPECT("no date", &one, -LAYER_CARD_EXPIRY);
	one = fixture_resident();
	one.card.present = false;
	EXPECT("certificates alone", &one, -LAYER_CARD, -LAYER_CARD_EXPIRY);
	one.certificate[CERTIFICATE_SIGNATURE].present = false;
	EXPECT("one", &one, -LAYER_CARD, -LAYER_CARD_EXPIRY, -LAYER_SIGNATURE,
		-LAYER_SIGNATURE_EXPIRY);
	one.certificate[CERTIFICATE_AUTHENTICATION].present = false;
	EXPECT("none", &one, -LAYER_CARD, -LAYER_CARD_EXPIRY, -LAYER_SIGNATURE,
		-LAYER_SIGNATURE_EXPIRY, -LAYER_AUTHENTICATION, -LAYER_AUTHENTICATION_EXPIRY,
		-LAYER_DOCUMENT);
	one = fixture_resident();
	one.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	one.certificate[CERTIFICATE_AUTHENTICATION].state = CERTIFICATE_SUSPENDED;
	EXPECT("neither is valid", &one, -LAYER_SIGNATURE, -LAYER_AUTHENTICATION,
		LAYER_CERTIFICATE_STOPPED, LAYER_CERTIFICATE_STOPPED);
	one = fixture_resident();
	one.certificate[CERTIFICATE_SIGNATURE].expires = DAY_NONE;
	EXPECT("no date of one", &one, -LAYER_SIGNATURE_EXPIRY);
	one.certificate[CERTIFICATE_AUTHENTICATION].expires = DAY_NONE;
	EXPECT("nor of the other", &one, -LAYER_SIGNATURE_EXPIRY, -LAYER_AUTHENTICATION_EXPIRY);
}

static void test_an_address(void **state)
{
	(void)state;
	static const char *const postals[] = {NULL, "", "0000000"};
	struct resident one = fixture_resident();
	for (size_t i = 0; i < 3; i++) {
		one.address.postal = postals[i];
		EXPECT("no postal code", &one, -LAYER_POSTAL);
	}
	one = fixture_resident();
	one.address.building = "コーポ 101";
	EXPECT("a building", &one, LAYER_BUILDING);
	one = fixture_resident();
	one.address.lines = " ";
	EXPECT("a blank address", &one, -LAYER_ADDRESS, -LAYER_ADDRESSES);
}

static void test_what_differs(void **state)
{
	(void)state;
	enum { MANY = 30000 };
	struct arena *arena = arena_open();
	struct resident *many = arena_alloc(arena, MANY * sizeof *many);
	long counts[LAYERS];
	for (size_t i = 0; i < MANY; i++) {
		many[i] = fixture_resident();
		many[i].household = arena_print(arena, "%zu", i / 3);
		many[i].address.building = arena_print(arena, "%zu", i / 2);
		many[i].language = i % 10 < 6 ? "pt" : i % 10 < 9 ? "vi" : "zh-Hant";
	}
	count(many, MANY, counts);
	assert_in_range(counts[LAYER_HOUSEHOLDS], 9900, 10100);
	assert_in_range(counts[LAYER_ADDRESSES], 14850, 15150);
	assert_int_equal(counts[LAYER_LANGUAGE], MANY);
	assert_int_equal(counts[LAYER_LANGUAGE_OTHER], MANY * 4 / 10);
	/* More languages than there is room for are still others. */
	for (size_t i = 0; i < MANY; i++)
		many[i].language = arena_print(arena, "x-%zu", i % 100);
	count(many, MANY, counts);
	assert_int_equal(counts[LAYER_LANGUAGE], MANY);
	assert_true(counts[LAYER_LANGUAGE_OTHER] > MANY / 2);
	arena_close(arena);
}

static void test_between_two_nights(void **state)
{
	(void)state;
	static const struct layer_bound bound = {{300, 20, 5}, 50, 100};
	static const struct {
		long all_before, before, all_now, now;
		enum layer_change change;
		const char *what;
	} cases[] = {
		{1000, 100, 1000, 100, LAYER_STEADY, "nothing has changed"},
		{1000, 100, 1000, 70, LAYER_STEADY, "exactly the share fewer"},
		{1000, 100, 1000, 69, LAYER_SHRANK, "one more"},
		{1000, 60, 1000, 40, LAYER_STEADY, "as many as are free"},
		{1000, 60, 1000, 39, LAYER_SHRANK, "one more"},
		{1000, 5, 1000, 0, LAYER_SHRANK, "a handful, all of them"},
		{1000, 4, 1000, 0, LAYER_STEADY, "fewer than a handful"},
		{1000, 5, 1000, 1, LAYER_STEADY, "all but one of a handful"},
		{1000, 100, 500, 50, LAYER_STEADY, "half of the residents are gone with theirs"},
		{1000, 100, 500, 29, LAYER_SHRANK, "and more than theirs"},
		{1000, 100, 500, 30, LAYER_STEADY, "just theirs"},
		{1000, 100, 1020, 150, LAYER_STEADY, "more, within the share of all"},
		{1000, 100, 1000, 151, LAYER_GREW, "one more than that"},
		{200, 5, 200, 25, LAYER_STEADY, "more, as many as are free"},
		{200, 5, 200, 26, LAYER_GREW, "one more than that"},
		{1000, 0, 1000, 0, LAYER_STEADY, "nothing is nothing"},
		{20, LAYER_UNKNOWN, 20, 2, LAYER_STEADY, "a first night with its tenth"},
		{20, LAYER_UNKNOWN, 20, 1, LAYER_MISSING, "with less"},
		{LAYER_UNKNOWN, LAYER_UNKNOWN, 20, 0, LAYER_MISSING, "with none"},
		{LAYER_UNKNOWN, LAYER_UNKNOWN, 19, 0, LAYER_STEADY, "too few to tell"},
		{LAYER_UNKNOWN, LAYER_UNKNOWN, 0, 0, LAYER_STEADY, "nobody at all"},
		{LAYER_UNKNOWN, LAYER_UNKNOWN, 1000, 100, LAYER_STEADY, "exactly a tenth"},
		{LAYER_UNKNOWN, LAYER_UNKNOWN, 1000, 99, LAYER_MISSING, "one less"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		long before[LAYERS] = {[LAYER_PRESENT] = cases[i].all_before};
		long now[LAYERS] = {[LAYER_PRESENT] = cases[i].all_now};
		before[LAYER_WARD] = cases[i].before;
		now[LAYER_WARD] = cases[i].now;
		if (layer_counts_judge(&bound, LAYER_WARD, before, now) != cases[i].change)
			fail_msg("%s (case %zu)", cases[i].what, i);
	}
}

/* Old records that are cleared out are the residents that are fewer. */
static void test_records_that_are_cleared_out(void **state)
{
	(void)state;
	const struct layer_bound *bound = &layer_bounds[LAYER_GONE];
	long before[LAYERS] = {1000}, now[LAYERS] = {900};
	before[LAYER_GONE] = 100;
	now[LAYER_GONE] = 0;
	assert_int_equal(layer_counts_judge(bound, LAYER_GONE, before, now), LAYER_STEADY);
	now[LAYER_RESIDENTS] = 995; /* some have come on the same day */
	assert_int_equal(layer_counts_judge(bound, LAYER_GONE, before, now), LAYER_STEADY);
	now[LAYER_RESIDENTS] = 996;
	assert_int_equal(layer_counts_judge(bound, LAYER_GONE, before, now), LAYER_SHRANK);
	now[LAYER_RESIDENTS] = 1000;
	assert_int_equal(layer_counts_judge(bound, LAYER_GONE, before, now), LAYER_SHRANK);
	now[LAYER_RESIDENTS] = 800;
	assert_int_equal(layer_counts_judge(bound, LAYER_GONE, before, now), LAYER_STEADY);
}

/* Every layer has a word, a phrase and bounds under which a forgotten data set is told. */
static void test_defaults(void **state)
{
	(void)state;
	for (int layer = 0; layer < LAYERS; layer++) {
		const struct layer_bound *bound = &layer_bounds[layer];
		assert_non_null(layer_words[layer]);
		assert_non_null(layer_phrases[layer]);
		if (layer == LAYER_RESIDENTS)
			continue;
		assert_in_range(bound->shrink.permille, 1, 999);
		assert_true(bound->grow_permille > 0);
		if (layer == LAYER_ADDRESSES || layer == LAYER_HOUSEHOLDS)
			continue;
		long before[LAYERS] = {3000, 3000}, now[LAYERS] = {3000, 3000};
		before[layer] = 10;
		now[layer] = 0;
		if (layer_counts_judge(bound, (enum layer)layer, before, now) != LAYER_SHRANK)
			fail_msg(
				"ten of layer %s are forgotten without a word", layer_words[layer]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_person),
		cmocka_unit_test(test_a_stay),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_an_address),
		cmocka_unit_test(test_what_differs),
		cmocka_unit_test(test_between_two_nights),
		cmocka_unit_test(test_records_that_are_cleared_out),
		cmocka_unit_test(test_defaults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
