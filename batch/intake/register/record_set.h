#ifndef INTAKE_REGISTER_RECORD_SET_H
#define INTAKE_REGISTER_RECORD_SET_H

#include "base/fault.h"
#include "intake/register/ids.h"
#include "intake/register/record.h"
#include "intake/register/visitor.h"

/*
 * The residents of a register (of a cards file: its holders): each whose record is filled in
 * goes to the visitor or is set aside, none comes twice, and at the end there are as many as the
 * root announced. What fails sets *why: FAULT_REGISTER with file and line, or what the visitor set;
 * the reading then ends.
 */
struct record_set {
	const char *path;                /* for messages, as is the next */
	const char *noun;                /* "resident" or "holder" */
	const char *title;               /* "register" or "cards file" */
	const char *municipality_wanted; /* whose it must be; NULL: anybody's */
	const struct register_visitor *visitor;
	struct ids *ids;
	uint64_t id_hash; /* of the resident that is being read; 0 when it has no id to be read */
	long read, aside;
	struct id_numbers {
		long twelve; /* ids of twelve digits */
		long right;  /* of these, with an individual number's check digit */
	} ids_seen, households_seen;
	char municipality[8];
};

/* The record has the root's attributes: false when one is wrong, or by the visitor's word. */
bool record_set_open(struct record_set *set, struct record *record, long line, struct fault *why);

/* The record has a resident's attributes; the rest will come. */
void record_set_expect(struct record_set *set, const struct record *record);

/* The resident's record is complete: tells the visitor. */
bool record_set_enter(struct record_set *set, const struct record *record, struct fault *why);

/* The root has ended: have all come? And are their ids, or those of their households, individual
 * numbers? Of a city's own numbers of twelve digits one in eleven has a right check digit, so more
 * than half of them are none of its own. */
bool record_set_complete(
	const struct record_set *set, const struct record *record, long line, struct fault *why);

void record_set_close(struct record_set *set);

#endif
