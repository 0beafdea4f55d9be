#ifndef DOCUMENT_MAILROOM_MAILING_LISTS_H
#define DOCUMENT_MAILROOM_MAILING_LISTS_H

#include "base/csv.h"
#include "model/committed_night.h"
#include "model/notice.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * The mail room's lists of one mailing: RFC 4180, CRLF, UTF-8 with byte order mark. Write errors
 * stay in the stream.
 */

/* Puts letters in posting order: by format and by how many sheets their envelope has, so that who
 * encloses them has one after the other all that have as many; then by postal code, household,
 * envelope, resident, number (bytewise). What lies in one envelope follows each other, in the order
 * in which it lies there. */
void mailing_sort(const struct notice **notices, size_t count);

/* Is anything said of envelopes on lists of these letters? Where the office puts a household's
 * letters together, or did. */
bool mailing_says_envelopes(
	const struct office *office, const struct notice *notices, size_t count);

/* Does a letter begin an envelope of its own: is it a piece of mail, and not one behind another? */
bool mailing_begins_envelope(const struct notice *notice);

/* manifest.csv: one row a sheet, `notices` in sheet order (the first begins on sheet 1): a letter
 * on two sheets has two rows, one behind the other. `barcode` is what the customer barcode says,
 * empty for a letter without one; `language` what the register asks for, ja when it asks for none;
 * `wave` the kind of a letter that is not about an expiry (moved, cancelled); `bundle` counts from
 * 1: the formats of bundles are in posting.csv. Where anything is said of envelopes three columns
 * more: the envelope's number, which of its sheets this is, and how many it has. */
void mailing_manifest(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count);

/* Ways to cut a run of sheets in posting order into groups, each a run of its own. But for the
 * whole, no group holds letters of two formats, or envelopes with different numbers of sheets; and
 * none holds a part of an envelope. */
enum mailing_cut {
	CUT_TOTAL,  /* all of it */
	CUT_FORMAT, /* by format, and by how many sheets an envelope has */
	CUT_BUNDLE, /* of each of these mailing.bundle_letters in each but the last */
	CUT_AREA,   /* by postal area: the code's first three digits */
	CUT_POSTAL, /* by postal code */
	CUTS
};

enum { GROUP_NAME_BYTES = 24 };

struct mailing_group {
	char name[GROUP_NAME_BYTES]; /* the format, with the sheets of an envelope behind it where
					letters share it ("standard-3"); the bundle from 1; the
					digits of the code; "" for all */
	size_t number;               /* of the group, from 1 */
	size_t first, end;           /* indexes: first ≤ letter < end */
	size_t envelopes;            /* pieces of mail: as many as letters, unless some share one */
	size_t coded;                /* of these: with a customer barcode in the window */
	size_t first_sheet;          /* from 1 */
	size_t sheets;
};

/* The group behind *group (zeroed: the first one); false when there is none. */
bool mailing_next_group(enum mailing_cut cut, const struct office *office,
	const struct notice *notices, size_t count, struct mailing_group *group);

/* How many groups there are. */
size_t mailing_group_count(enum mailing_cut cut, const struct office *office,
	const struct notice *notices, size_t count);

/* posting.csv: letters counted, how many bear a barcode, the first and last of them, and on how
 * many sheets they are: all in one row (kind total), then each format where there are several, each
 * bundle, each postal area (first three digits of the code), each postal code, of each format by
 * itself. `notices` as above; each group is one run of sheets, since they are sorted. Where
 * anything is said of envelopes a column more says how many they are. */
void mailing_posting(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count);

/* stop.csv: one row for each printed sheet that must not leave: sheet, letter, its mailing (the
 * folder of the night that printed it; of a letter in staff's folder its number), why. Where
 * anything is said of envelopes the columns of the manifest say which sheet of which one it is,
 * empty where it lies alone. */
void mailing_stops(
	FILE *stream, const struct office *office, const struct night_stop *stops, size_t count);

#endif
