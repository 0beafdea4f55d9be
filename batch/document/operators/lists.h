#ifndef DOCUMENT_OPERATORS_LISTS_H
#define DOCUMENT_OPERATORS_LISTS_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/json.h"
#include "model/committed_night.h"

#include <stddef.h>
#include <stdio.h>

/*
 * The operators' lists of a night (kigen-night(7), "THE FOLDER"): RFC 4180, CRLF, UTF-8 with byte
 * order mark, one heading, rows in the order given. Dates are ISO 8601, times local to the minute.
 * No personal data but resident and household numbers. Write errors stay in the stream.
 */

/* dues.csv: one row for each due. */
void lists_dues(
	FILE *stream, const struct csv_form *form, const struct night_due *dues, size_t count);

/* What is left to staff, by resident, matter, expiry: dues by hand or to be telephoned, and changed
 * appointments likewise. In the arena. */
const struct night_due *lists_staff(const struct night *night, struct arena *arena, size_t *count);

/* hand.csv: the rows whose outcome is hand, with what staff needs to speak to somebody: how many
 * days are left after `today` (0: none), the language, and what there is of an
 * appointment, where and when.
 */
void lists_hand(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today);

/* The same of an office that makes offers to houses: behind it the house that keeps a place. */
void lists_hand_houses(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today);

/* call.csv: the rows whose letter comes too late to act on; likewise. */
void lists_call(FILE *stream, const struct csv_form *form, const struct night_due *dues,
	size_t count, day_number today);

/* exceptions.csv; a line of 0 is left empty. */
void lists_exceptions(FILE *stream, const struct csv_form *form,
	const struct night_exception *exceptions, size_t count);

/* What `kigen plan` prints: the same rows without what only the ledger gives (notice, household,
 * uid, sequence), and without byte order mark. */
void lists_plan(FILE *stream, const struct night_due *dues, size_t count);

/* The same as the array `dues`: an object each, its members the columns, all texts. */
void lists_plan_json(struct json *json, const struct night_due *dues, size_t count);

#endif
