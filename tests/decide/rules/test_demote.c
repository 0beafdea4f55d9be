/* A letter that cannot go after all: demoting a ruling is the same as asking the rules again with
 * the circumstance. Residents of all kinds, by chance; the same ones on every run. */
#include "decide/rules/rules.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

enum { RESIDENTS = 20000 };

/* xorshift64*, the same numbers on every run. */
static unsigned chance(uint64_t *state, unsigned below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (unsigned)((*state * 0x2545f4914f6cdd1du >> 33) % below);
}

static bool rarely(uint64_t *state)
{
	return chance(state, 8) == 0;
}

/* Mostly in the window, which is 92 days wide; sometimes not stored. */
static day_number random_expiry(uint64_t *state)
{
	return rarely(state) ? DAY_NONE : on(NIGHT) - 10 + (day_number)chance(state, 120);
}

static void random_documents(uint64_t *state, struct resident *resident)
{
	resident->card.present = !rarely(state);
	resident->card.kind = rarely(state) ? CARD_RESIDENCE : CARD_STANDARD;
	resident->card.state =
		rarely(state) ? (enum card_state)chance(state, CARD_STATES) : CARD_ACTIVE;
	if (chance(state, 2) == 0)
		resident->card.expires = random_expiry(state);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		struct certificate *certificate = &resident->certificate[kind];
		certificate->present = !rarely(state);
		certificate->expires = random_expiry(state);
		if (rarely(state))
			certificate->state =
				(enum certificate_state)chance(state, CERTIFICATE_STATES);
	}
}

static struct resident random_resident(uint64_t *state)
{
	struct resident resident = fixture_resident();
	random_documents(state, &resident);
	if (rarely(state))
		resident.state = (enum resident_state)chance(state, RESIDENT_STATES);
	if (chance(state, 3) == 0)
		resident.protection = (enum protection_state)chance(state, PROTECTION_STATES);
	if (rarely(state))
		resident.leaving = random_expiry(state);
	if (rarely(state))
		resident.renewal = on(NIGHT);
	if (rarely(state))
		resident.stay = (struct stay){true, (enum stay_status)chance(state, STAY_STATUSES),
			random_expiry(state), rarely(state)};
	if (chance(state, 4) == 0)
		resident.address.postal = chance(state, 2) == 0 ? "0000000" : NULL;
	if (rarely(state))
		resident.format = FORMAT_BRAILLE;
	if (rarely(state)) {
		resident.has_send_to = true;
		resident.send_to =
			(struct address){"4860000", "x", rarely(state) ? " " : "y", NULL};
	}
	return resident;
}

static void assert_same_ruling(const struct ruling *asked, const struct ruling *demoted)
{
	assert_int_equal(asked->count, demoted->count);
	for (size_t i = 0; i < asked->count; i++) {
		const struct decision *left = &asked->decisions[i], *right = &demoted->decisions[i];
		assert_int_equal(left->outcome, right->outcome);
		assert_int_equal(left->reason, right->reason);
		assert_int_equal(left->matter, right->matter);
		assert_int_equal(left->expires, right->expires);
		assert_int_equal(left->opens, right->opens);
		assert_int_equal(left->wave, right->wave);
		assert_int_equal(left->estimated, right->estimated);
	}
	assert_memory_equal(asked->current, demoted->current, sizeof asked->current);
	assert_int_equal(asked->reissued, demoted->reissued);
	assert_int_equal(asked->odd_count, demoted->odd_count);
	for (size_t i = 0; i < asked->odd_count; i++)
		assert_int_equal(asked->odd[i].oddity, demoted->odd[i].oddity);
}

/* All that was learnt of the letter, in the one order or the other. */
static void demote_by(struct ruling *ruling, const struct circumstances *learnt, bool backwards)
{
	const struct {
		bool holds;
		enum reason reason;
	} reasons[] = {{learnt->returned, REASON_RETURNED}, {learnt->glyph, REASON_GLYPH},
		{learnt->overflow, REASON_OVERFLOW}};
	for (size_t i = 0; i < 3; i++) {
		size_t k = backwards ? 2 - i : i;
		if (reasons[k].holds)
			rules_demote(ruling, reasons[k].reason);
	}
}

static void demoting_is_the_same_as_asking_again_for_whatever_was_learnt(void **state)
{
	(void)state;
	struct office office = fixture_office();
	uint64_t random = 0x9e3779b97f4a7c15u;
	long met[REASONS] = {0};
	const struct revocation revocation = {
		.resident = "0001234567", .opens = on("2026-11-20"), .until = on("2026-12-20")};
	for (int i = 0; i < RESIDENTS; i++) {
		struct resident resident = random_resident(&random);
		const struct revocation *revoked = rarely(&random) ? &revocation : NULL;
		unsigned bits = chance(&random, 8);
		const struct circumstances known = {.revocation = revoked},
					   learnt = {.revocation = revoked,
						   .returned = (bits & 1) != 0,
						   .glyph = (bits & 2) != 0,
						   .overflow = (bits & 4) != 0};
		struct ruling asked, demoted;
		rules_decide(&resident, &office, on(NIGHT), &learnt, &asked);
		rules_decide(&resident, &office, on(NIGHT), &known, &demoted);
		demote_by(&demoted, &learnt, rarely(&random));
		assert_same_ruling(&asked, &demoted);
		for (size_t k = 0; k < asked.count; k++)
			met[asked.decisions[k].reason]++;
	}
	/* All that rules give came up, else the property says less than it seems to; who waits for
	 * a mailing and whose address has its share of letters is known of the whole night only. */
	for (enum reason reason = REASON_EMPTY; reason < REASON_ADDRESS_CAP; reason++)
		assert_true((met[reason] > 0) == (reason != REASON_QUEUED));
}

/* What has a letter that has gone, or is nobody's business, is not for staff to tell. */
static void what_is_covered_or_has_no_letter_stays_as_it_is(void **state)
{
	(void)state;
	struct ruling ruling = {.count = 4,
		.decisions = {{.outcome = OUTCOME_COVERED, .reason = REASON_CARD},
			{.outcome = OUTCOME_NONE, .reason = REASON_ABROAD},
			{.outcome = OUTCOME_HAND, .reason = REASON_PROTECTION},
			{.outcome = OUTCOME_LETTER, .reason = REASON_ESTIMATED}}};
	rules_demote(&ruling, REASON_GLYPH);
	assert_int_equal(OUTCOME_COVERED, ruling.decisions[0].outcome);
	assert_int_equal(REASON_CARD, ruling.decisions[0].reason);
	assert_int_equal(OUTCOME_NONE, ruling.decisions[1].outcome);
	assert_int_equal(REASON_ABROAD, ruling.decisions[1].reason);
	assert_int_equal(REASON_PROTECTION, ruling.decisions[2].reason);
	assert_int_equal(OUTCOME_HAND, ruling.decisions[3].outcome);
	assert_int_equal(REASON_GLYPH, ruling.decisions[3].reason);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(demoting_is_the_same_as_asking_again_for_whatever_was_learnt),
		cmocka_unit_test(what_is_covered_or_has_no_letter_stays_as_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
