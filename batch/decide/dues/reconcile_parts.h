#ifndef DECIDE_DUES_RECONCILE_PARTS_H
#define DECIDE_DUES_RECONCILE_PARTS_H

#include "base/arena.h"
#include "decide/dues/due_index.h"
#include "decide/dues/quota.h"
#include "decide/dues/reconciliation.h"
#include "decide/dues/remind.h"
#include "model/office.h"

/* What the files of reconcile share: a night that is being reconciled. */

struct reconcile {
	const struct office *office;
	day_number night;
	struct posting posting;
	struct quota quota;
	long mailing_least;
	struct arena *arena;
	const struct known_due *known;
	size_t known_count;
	bool anybody;            /* somebody was set aside whose id could not be read */
	bool *seen;              /* by known due: its resident was in the register */
	bool *pulled;            /* by known due: the waiting letter that settled it must not go */
	struct due_index *index; /* of the known dues, by resident */
	reconcile_confirmed *confirmed; /* NULL: nobody is asked */
	void *confirmed_context;
	reconcile_agreed *agreed; /* NULL: nobody's house has said yes */
	const void *agreed_context;
	struct reconciled_person **people;
	size_t person_count, person_capacity;
	struct reconciled_closed *closed;
	size_t closed_count, closed_capacity;
	struct reconciled_readdressed *readdressed;
	size_t readdressed_count, readdressed_capacity;
	const struct known_due **reopened;
	size_t reopened_count, reopened_capacity;
	const char **guarded;
	size_t guarded_count, guarded_capacity;
	long aside_open;
};

#endif
