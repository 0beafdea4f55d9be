#ifndef DECIDE_SLOTS_H
#define DECIDE_SLOTS_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/calendar.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Who comes when. Requests of one night get places that are offered (model/calendar.h) and not
 * taken. A place is (counter, day, slot, desk); a visit takes `slots` consecutive slots at one
 * desk. Pure: the same requests and places give the same answer whatever order they come in.
 *
 * Each request gets the earliest free place at its home counter, else at another counter (the
 * earliest; among equals by counter order), inside its days. Requests are served in the order of
 * their deadlines, so that who can wait does wait. No place is given twice.
 */
struct slot_request {
	const char *key;        /* resident id: breaks ties, the same for the same person always */
	day_number from, until; /* visit days, both included, inside the calendar */
	int slots;              /* consecutive slots, 1 or more */
	matter_set matters;     /* that the slots must allow, all of them */
	counter_set counters;   /* where it may be */
	int home;               /* preferred counter, an index */
};

/* A place that somebody has. */
struct slot_taken {
	int counter; /* index */
	day_number day;
	int start; /* minutes, the slot's own start */
	int desk;  /* from 0 */
};

struct slot_answer {
	bool placed; /* false: the rest does not count */
	int counter;
	day_number day;
	int starts, ends; /* minutes, [starts, ends) */
	int desk;         /* from 0; the same for all its slots */
};

/* Answers every request: answers[i] belongs to requests[i]. `taken` may name places that are no
 * longer offered; they are ignored. Scratch memory comes from `arena`. Cannot fail. */
void slots_assign(const struct calendar *calendar, const struct slot_request *requests,
	size_t count, const struct slot_taken *taken, size_t taken_count, struct arena *arena,
	struct slot_answer *answers);

/* Draws [*from, *until] in to days that have an offered place (taken or not) for such a visit at
 * one of `counters`: first and last such day. False, and both untouched, when there is none. */
bool slots_draw_in(const struct calendar *calendar, matter_set matters, counter_set counters,
	int slots, day_number *from, day_number *until);

#endif
