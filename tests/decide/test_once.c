/* Whatever nights are missed and whatever waits for its mailing: every due whose window saw a night
 * gets exactly one first or late letter, and at most one reminder, and each letter is about what it
 * was forecast to be. Residents with cards, with certificates and with both are led through random
 * nights; a ledger as small as can be remembers.
 */
#include "decide/dues/reconcile.h"

#include "decide/dues/letter_contents.h"
#include "decide/dues/remind.h"
#include "decide/fixture.h"
#include "decide/rules/rules.h"
#include "decide/rules/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TRIALS = 3000, RESIDENT_DAYS = 130 };

/* xorshift64*, the same numbers on every run. */
static unsigned chance(uint64_t *state, unsigned below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (unsigned)((*state * 0x2545f4914f6cdd1du >> 33) % below);
}

/* One resident's dues as a ledger would know them, by document, and what went out about each. */
struct memory {
	struct known_due due[DOCUMENTS];
	bool there[DOCUMENTS];
	int letters[DOCUMENTS], reminders[DOCUMENTS];
	char numbers[RESIDENT_DAYS * 2][20];
	int last_number;
};

static size_t recall(const struct memory *memory, struct known_due known[DOCUMENTS])
{
	size_t count = 0;
	for (int document = 0; document < DOCUMENTS; document++)
		if (memory->there[document])
			known[count++] = memory->due[document];
	return count;
}

static void forget_pulled(struct memory *memory, const struct reconciliation *reconciliation)
{
	for (size_t i = 0; i < reconciliation->released_count; i++) {
		struct known_due *due = &memory->due[reconciliation->released[i]->document];
		if (due->settled_reminder) {
			due->settled_reminder = false;
			due->notice = due->first;
			due->printed = true;
		} else {
			due->settled_first = false;
			due->notice = due->first = NULL;
		}
	}
}

static void remember(struct memory *memory, const struct reconciled_due *due, const char *number)
{
	struct known_due *known = &memory->due[due->document];
	if (!memory->there[due->document])
		*known = (struct known_due){.resident = "1",
			.document = due->document,
			.expires = due->decision.expires,
			.visit = DAY_NONE,
			.posted = DAY_NONE,
			.first_visit = DAY_NONE};
	memory->there[due->document] = true;
	known->matter = due->decision.matter;
	known->state = due->state;
	known->wave = due->decision.wave;
	known->outcome = due->decision.outcome;
	known->reason = due->decision.reason;
	if (!due->settles && due->covering == NULL)
		return;
	known->notice = due->settles ? number : due->covering;
	known->printed = !due->settles;
	if (due->covering != NULL) { /* of a letter that has gone */
		memory->letters[due->document]++;
		known->posted = memory->due[DOCUMENT_CARD].posted;
	}
	if (due->decision.wave == WAVE_REMINDER) {
		assert_true(known->settled_first && !known->settled_reminder);
		known->settled_reminder = true;
	} else {
		assert_false(known->settled_first);
		known->settled_first = true;
		known->first = known->notice;
	}
}

/* What waits is posted on a mailing day: only now a letter is out in the world. */
static void mail(struct memory *memory, day_number night)
{
	for (int document = 0; document < DOCUMENTS; document++) {
		struct known_due *due = &memory->due[document];
		if (!memory->there[document] || due->notice == NULL || due->printed)
			continue;
		due->printed = true;
		if (due->settled_reminder) {
			memory->reminders[document]++;
		} else {
			memory->letters[document]++;
			due->posted = night;
		}
	}
}

static struct resident random_resident(uint64_t *state, day_number expires)
{
	struct resident resident = fixture_resident();
	resident.id = "1";
	resident.card.expires = expires + (day_number)(chance(state, 3) * 400);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires =
			expires + (day_number)(chance(state, 2) * chance(state, 60));
	return resident;
}

/* What was forecast while the register passed is what is written when all of it has been read; more
 * is asked only where a letter waits, which may go as it is. */
static void hold_against_forecast(const struct reconciliation *reconciliation,
	const struct known_due *known, size_t known_count, const struct notice_item *items,
	size_t item_count)
{
	size_t written = 0;
	bool waits = false;
	for (size_t i = 0; i < known_count; i++)
		waits |= letter_waits(&known[i]);
	for (size_t i = 0; i < reconciliation->person_count; i++)
		for (size_t k = 0; k < reconciliation->people[i]->count; k++) {
			const struct reconciled_due *due = &reconciliation->people[i]->dues[k];
			size_t at = 0;
			if (!due->settles)
				continue;
			written++;
			while (at < item_count && items[at].matter != due->decision.matter)
				at++;
			assert_true(at < item_count);
			assert_int_equal(due->decision.expires, items[at].expires);
			assert_int_equal(due->decision.wave, items[at].wave);
			assert_int_equal(due->decision.outcome, items[at].outcome);
		}
	if (!waits)
		assert_int_equal(written, item_count);
}

static void lead_through(uint64_t *state, const struct office *office)
{
	struct memory *memory = test_calloc(1, sizeof *memory);
	day_number expires = on("2027-01-01") + (day_number)chance(state, 1500);
	const struct resident ordinary = random_resident(state, expires);
	unsigned missed = chance(state, 10), hidden = chance(state, 4);
	bool seen[DOCUMENTS] = {false};
	for (day_number night = expires - 120; night <= expires + 5; night++) {
		bool mailing = chance(state, 3) != 0;
		if (chance(state, 10) < missed)
			continue;
		struct arena *arena = arena_open();
		struct resident resident = ordinary;
		if (hidden == 0 && chance(state, 4) == 0)
			resident.protection = PROTECTION_ACTIVE;
		struct known_due known[DOCUMENTS];
		size_t known_count = recall(memory, known);
		static const struct circumstances nothing;
		struct ruling ruling;
		struct reconciliation reconciliation;
		rules_decide(&resident, office, night, &nothing, &ruling);
		struct reconcile *reconcile =
			reconcile_open(office, night, known, known_count, arena);
		reconcile_posting(reconcile, mailing ? night : night + 1, night - 1);
		struct notice_item items[DOCUMENTS];
		size_t item_count = reconcile_items(reconcile, &resident, &ruling, items);
		reconcile_resident(reconcile, &resident, &ruling);
		reconcile_finish(reconcile, &reconciliation);
		hold_against_forecast(&reconciliation, known, known_count, items, item_count);
		forget_pulled(memory, &reconciliation);
		char *number = memory->numbers[memory->last_number++];
		snprintf(number, sizeof memory->numbers[0], "26-%06d-0", memory->last_number);
		for (size_t i = 0; i < reconciliation.person_count; i++)
			for (size_t k = 0; k < reconciliation.people[i]->count; k++) {
				const struct reconciled_due *due =
					&reconciliation.people[i]->dues[k];
				enum outcome outcome = due->decision.outcome;
				seen[due->document] |= mailing && outcome == OUTCOME_LETTER;
				if (due->row || due->settles || due->covering != NULL)
					remember(memory, due, number);
			}
		if (mailing)
			mail(memory, night);
		arena_close(arena);
	}
	for (int document = 0; document < DOCUMENTS; document++) {
		assert_true(memory->letters[document] <= 1);
		assert_true(memory->reminders[document] <= memory->letters[document]);
		if (seen[document])
			assert_int_equal(1, memory->letters[document]);
	}
	test_free(memory);
}

static void a_due_gets_one_letter_and_at_most_one_reminder_whatever_nights_are_missed(void **state)
{
	(void)state;
	struct office office = fixture_office();
	uint64_t random = 0x9e3779b97f4a7c15u;
	for (int trial = 0; trial < TRIALS; trial++)
		lead_through(&random, &office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_due_gets_one_letter_and_at_most_one_reminder_whatever_nights_are_missed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
