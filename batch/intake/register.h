#ifndef INTAKE_REGISTER_H
#define INTAKE_REGISTER_H

#include "base/civil.h"
#include "base/fault.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The resident register's export, namespace urn:kigen:register:1 (schemas/register.xsd), read in
 * one pass with memory that does not grow with it.
 *
 * Two kinds of trouble. One resident's (a value of the wrong form, a required field missing) sets
 * this resident aside and costs nobody else anything. The file's (not well-formed, wrong encoding,
 * another municipality's, a DOCTYPE, an unknown element or attribute, an individual-number, more
 * or fewer residents than its root says, an id twice) ends the reading with FAULT_REGISTER: then
 * nothing that the visitor was shown may be used. Messages begin with "file:line: ".
 */

/* What the root element says. */
struct register_head {
	const char *municipality; /* six digits */
	day_number as_of;
	long residents; /* as announced */
};

struct register_visitor {
	void *context;
	/* Once, before the first resident. False (with *why set) ends the reading. */
	bool (*head)(void *context, const struct register_head *head, struct fault *why);
	/* A resident without fault; what it points to lives until the return. False (with *why set)
	 * ends the reading. */
	bool (*resident)(void *context, const struct resident *resident, struct fault *why);
	/* A resident that is set aside: line of its <resident>, its id ("" when unreadable), a
	 * stable code and a message without personal data. False (with *why set) ends it. */
	bool (*aside)(void *context, long line, const char *id, const char *code,
		const char *message, struct fault *why);
	/* How far: bytes of the file read and in all. May be NULL. Called about every megabyte. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
};

struct register_summary {
	long read; /* residents, well and set aside */
	long aside;
	char digest[65]; /* SHA-256 of the file's bytes as stored, hexadecimal */
};

/* Reads the whole file and calls the visitor for what it finds, in file order. True only after
 * the last byte has been checked. Fails with FAULT_INPUT when the file cannot be opened,
 * FAULT_REGISTER as said above, or what the visitor set. */
bool register_read(const char *path, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why);

#endif
