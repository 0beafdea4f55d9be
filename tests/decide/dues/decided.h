#ifndef TESTS_DECIDE_DUES_DECIDED_H
#define TESTS_DECIDE_DUES_DECIDED_H

/* A reconciliation as a table: what was decided tonight of whom, and what ended without a decision.
 * Rows of one resident stand together, residents in order. */
#include "base/arena.h"
#include "decide/dues/reconciliation.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct decided_row {
	const char *resident;
	enum document document;
	const char *expires;
	enum outcome outcome;
	enum reason reason;
	enum due_state state;
};

struct closed_row {
	const char *resident;
	enum document document;
	const char *expires;
	enum due_state state;
};

static inline void add_decided(
	struct arena *arena, struct reconciliation *tonight, const struct decided_row *row)
{
	size_t last = tonight->person_count - 1;
	bool same = tonight->person_count > 0 &&
		    strcmp(tonight->people[last]->recipient.resident, row->resident) == 0;
	if (!same) {
		tonight->people[++last] = arena_alloc(arena, sizeof **tonight->people);
		tonight->people[last]->recipient.resident = row->resident;
		tonight->person_count++;
	}
	struct reconciled_person *person = tonight->people[last];
	person->dues[person->count++] = (struct reconciled_due){
		.decision = {.expires = on(row->expires),
			.outcome = row->outcome,
			.reason = row->reason},
		.document = row->document,
		.state = row->state,
	};
}

static inline struct reconciliation decided(struct arena *arena, const struct decided_row *rows,
	size_t row_count, const struct closed_row *ends, size_t end_count)
{
	struct reconciliation tonight = {
		.people = arena_alloc(arena, row_count * sizeof(struct reconciled_person *)),
		.closed = arena_alloc(arena, end_count * sizeof(struct reconciled_closed)),
		.closed_count = end_count,
	};
	struct known_due *known = arena_alloc(arena, end_count * sizeof *known);
	for (size_t i = 0; i < row_count; i++)
		add_decided(arena, &tonight, &rows[i]);
	for (size_t i = 0; i < end_count; i++) {
		known[i] = (struct known_due){.resident = ends[i].resident,
			.document = ends[i].document,
			.expires = on(ends[i].expires)};
		tonight.closed[i] =
			(struct reconciled_closed){.known = &known[i], .state = ends[i].state};
	}
	return tonight;
}

/* The state of a group of tests: an arena. */
static inline int open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static inline int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

#define COUNT_OF(rows) (sizeof(rows) / sizeof(rows)[0])

#endif
