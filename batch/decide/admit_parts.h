#ifndef DECIDE_ADMIT_PARTS_H
#define DECIDE_ADMIT_PARTS_H

#include "base/arena.h"
#include "decide/admission.h"
#include "decide/known.h"
#include "decide/remind.h"
#include "model/office.h"

/* What the files of admit share: a night that is being admitted. */

struct admit {
	const struct office *office;
	day_number night;
	struct posting posting;
	struct arena *arena;
	const struct known_due *known;
	size_t known_count;
	bool anybody;        /* somebody was set aside whose id could not be read */
	bool *seen;          /* by known due: its resident was in the register */
	bool *pulled;        /* by known due: the waiting letter that settled it must not go */
	struct known *index; /* of the known dues, by resident */
	admit_confirmed *confirmed; /* NULL: nobody is asked */
	void *confirmed_context;
	struct admit_person **people;
	size_t person_count, person_capacity;
	struct admit_closed *closed;
	size_t closed_count, closed_capacity;
	struct admit_readdressed *readdressed;
	size_t readdressed_count, readdressed_capacity;
	const struct known_due **reopened;
	size_t reopened_count, reopened_capacity;
	const char **guarded;
	size_t guarded_count, guarded_capacity;
	long aside_open;
};

#endif
