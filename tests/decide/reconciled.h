#ifndef TESTS_DECIDE_ADMITTED_H
#define TESTS_DECIDE_ADMITTED_H

/* What the rules say meets what the ledger knows. The ordinary case of these tests: one resident
 * whose card runs out on 2027-02-10 with both certificates, and the night of 2026-11-24. */
#include "decide/dues/reconcile.h"

#include "decide/fixture.h"
#include "decide/rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NIGHT   "2026-11-24"
#define EXPIRES "2027-02-10"

static const struct circumstances nothing;

struct fixture {
	struct office office;
	struct arena *arena;
};

static inline struct fixture open_fixture(void)
{
	return (struct fixture){fixture_office(), arena_open()};
}

static inline struct resident due_resident(const char *id)
{
	struct resident resident = fixture_resident();
	resident.id = id;
	resident.born = born("1990-02-10");
	resident.card.applied = on("2017-02-01");
	resident.card.issued = on("2017-03-05");
	resident.card.expires = on(EXPIRES);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires = on(EXPIRES);
	return resident;
}

/* The ledger's knowledge of that resident after a letter: printed, or waiting for its mailing. */
static inline void know_settled(struct known_due known[3], const char *id, bool printed)
{
	static const enum matter matters[] = {MATTER_AUTHENTICATION, MATTER_CARD, MATTER_SIGNATURE};
	for (int i = 0; i < 3; i++)
		known[i] = (struct known_due){
			.resident = id,
			.document = document_of(matters[i]),
			.expires = on(EXPIRES),
			.matter = matters[i],
			.state = DUE_OPEN,
			.wave = WAVE_FIRST,
			.outcome = i == 1 ? OUTCOME_LETTER : OUTCOME_COVERED,
			.reason = i == 1 ? REASON_EMPTY : REASON_CARD,
			.notice = "26-000001-3",
			.settled_first = true,
			.printed = printed,
			.first = "26-000001-3",
			.posted = printed ? on("2026-11-12") : DAY_NONE,
			.first_visit = DAY_NONE,
			.visit = DAY_NONE,
		};
}

/* The same after a reminder. */
static inline void know_reminded(struct known_due known[3], const char *id, bool printed)
{
	know_settled(known, id, true);
	for (int i = 0; i < 3; i++) {
		known[i].notice = "27-000005-4";
		known[i].wave = WAVE_REMINDER;
		known[i].settled_reminder = true;
		known[i].printed = printed;
	}
}

static inline struct reconciliation admit_on(const char *night, struct fixture *fixture,
	const struct known_due *known, size_t known_count, const struct resident *residents,
	size_t count)
{
	struct reconciliation reconciliation;
	struct reconcile *admitting =
		reconcile_open(&fixture->office, on(night), known, known_count, fixture->arena);
	for (size_t i = 0; i < count; i++) {
		struct ruling ruling;
		rules_decide(&residents[i], &fixture->office, on(night), &nothing, &ruling);
		if (reconcile_concerns(admitting, &residents[i], &ruling))
			reconcile_resident(admitting, &residents[i], &ruling);
	}
	reconcile_finish(admitting, &reconciliation);
	return reconciliation;
}

static inline struct reconciliation reconcile(struct fixture *fixture,
	const struct known_due *known, size_t known_count, const struct resident *residents,
	size_t count)
{
	return admit_on(NIGHT, fixture, known, known_count, residents, count);
}

static inline size_t count_rows(const struct reconciliation *reconciliation)
{
	size_t rows = 0;
	for (size_t i = 0; i < reconciliation->person_count; i++)
		for (size_t k = 0; k < reconciliation->people[i]->count; k++)
			rows += reconciliation->people[i]->dues[k].row ? 1 : 0;
	return rows;
}

#endif
