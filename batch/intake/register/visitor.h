#ifndef INTAKE_REGISTER_VISITOR_H
#define INTAKE_REGISTER_VISITOR_H

#include "base/civil.h"
#include "base/fault.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stdint.h>

/* Who is shown what a register holds (intake/register/register.h), alone or with a cards file
 * beside it (intake/export/exports.h). */

/* What the root element says. */
struct register_head {
	const char *municipality; /* six digits; lives until the reading returns */
	day_number as_of;
	long residents; /* as announced; of a cards file the holders; -1: it is not said */
};

/* A record beside the register: a holder of the cards file, a row of another data set. */
struct side_record {
	const char *source; /* for messages: "cards file", "set support" */
	const char *noun;   /* "holder", "row" */
	const char *path;   /* of the file */
	long line;          /* there, from 1; 0: it is about the whole file */
	const char *id;     /* "": of nobody's */
};

struct register_visitor {
	void *context;
	/* Once, before the first resident. False (with *why set) ends the reading. */
	bool (*head)(void *context, const struct register_head *head, struct fault *why);
	/* A resident without fault; what it points to lives until the return. False (with *why set)
	 * ends the reading. */
	bool (*resident)(void *context, const struct resident *resident, struct fault *why);
	/* A resident that is set aside: line on which its <resident …> ends or its row begins, its
	 * id ("" when unreadable), a stable code and a message without personal data. False (with
	 * *why set) ends it. */
	bool (*aside)(void *context, long line, const char *id, const char *code,
		const char *message, struct fault *why);
	/* What can be said of one that is set aside, right before that is told: of the resident id
	 * and household alone ("" or NULL when unreadable); does its record carry a protection
	 * other than released? Nobody is forgotten for a fault in a record. May be NULL. */
	void (*glimpse)(void *context, const struct resident *resident, bool guarded);
	/* How far: bytes of the file read and in all. May be NULL. Called about every megabyte. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	/* Something is wrong with a record of a file that is joined to the register; code and
	 * message as above. With `aside` the resident of its id is set aside for it, and is shown
	 * nowhere else. May be NULL: then nobody wants to know. False (with *why set) ends it. */
	bool (*side)(void *context, const struct side_record *record, const char *code,
		const char *message, bool aside, struct fault *why);
};

#endif
