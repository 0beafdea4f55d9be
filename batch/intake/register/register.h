#ifndef INTAKE_REGISTER_REGISTER_H
#define INTAKE_REGISTER_REGISTER_H

#include "base/fault.h"
#include "intake/register/visitor.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * The resident register's export, namespace urn:kigen:register:1 (schemas/register.xsd), plain or
 * gzip, in UTF-8, UTF-16 or Windows-31J (also called CP932 or Shift_JIS: what is meant by it is
 * Windows-31J), read in one pass. Memory does not grow with it, but for 11 to 22 bytes a resident
 * by which an id that comes twice is known (intake/register/ids.h).
 *
 * Two kinds of trouble. One resident's (a value of the wrong form, a required field missing) sets
 * this resident aside and costs nobody else anything. The file's (not well-formed, wrong encoding,
 * another municipality's, a DOCTYPE, an unknown element or attribute, an individual-number by name
 * or by its check digit (intake/register/individual.h; of ids, when more than half of those of
 * twelve digits bear one, intake/register/record_set.h), more or fewer residents than its root
 * says, an id twice) ends the reading with FAULT_REGISTER: then nothing that the visitor was shown
 * may be used. Messages begin with "file:line: " (a damaged gzip file's with "file: ").
 *
 * The codes of what sets a resident aside, the first thing wrong counting:
 *   field-missing      a required element or attribute is not there
 *   field-blank        the name is empty or nothing but spaces, narrow or wide
 *   field-form         an id, a postal code, a birth date, a language, a boolean of another form
 *   field-length       longer than the schema allows (code points)
 *   field-word         a state, kind or status that is none of the schema's words
 *   field-date         not a day of the calendar written YYYY-MM-DD
 *   field-repeated     an element that may come once comes again
 *   field-order        an element behind one that must follow it
 *   text-misplaced     text in or between elements that have none
 *   certificate-twice  two certificates of one kind
 *   row-twice          of an export in several sets: two rows that cannot both be right
 */

struct register_summary {
	long read; /* residents, well and set aside */
	long aside;
	char digest[65]; /* SHA-256 of the file's bytes as stored, hexadecimal */
	long holders;    /* of a cards file read beside the register (intake/export/exports.h), else
			    0 */
	long orphans;    /* of these, without a resident */
};

/* Reads the whole file and calls the visitor for what it finds, in file order. With an office it
 * must be of its municipality; NULL: anybody's. True only after the last byte has been checked.
 * Fails with FAULT_INPUT when the file cannot be opened, FAULT_REGISTER as said above, or what the
 * visitor set. */
bool register_read(const char *path, const struct office *office,
	const struct register_visitor *visitor, struct register_summary *summary,
	struct fault *why);

/* The same of a cards file, namespace urn:kigen:cards:1 (schemas/cards.xsd): the visitor is shown
 * each holder as a resident of whom only line, id, card and certificates are said. Who wants the
 * two files joined calls exports_read. */
bool holders_read(const char *path, const struct office *office,
	const struct register_visitor *visitor, struct register_summary *summary,
	struct fault *why);

#endif
