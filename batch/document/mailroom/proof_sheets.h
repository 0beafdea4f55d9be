#ifndef DOCUMENT_MAILROOM_PROOF_SHEETS_H
#define DOCUMENT_MAILROOM_PROOF_SHEETS_H

#include "base/fault.h"
#include "document/mailroom/letter.h"
#include "document/mailroom/proof_choice.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * What an office looks at before it approves the letters: a list of the sheets with who approved
 * each language, then a made-up letter of each matter, wave and language and of what else changes
 * the words, with the envelope's window about its address at both ends of the sheet's play. None
 * of them can be posted: 見本 lies across the sheet and the window, the address does not exist and
 * has no customer barcode, the notice number fails its check digit and the QR code says SAMPLE.
 */

struct proof_files {
	FILE *pdf;
	FILE *spoken; /* what the letters' voice codes say, of each behind its number; or NULL */
};

/* Writes it as one PDF, as of `posting_day`, with the letters that are chosen, which may be none;
 * the same office, templates, day and choice give the same bytes. *sheets gets how many sheets the
 * letters are on, without those of the list. FAULT_WRITE when the PDF's stream fails, FAULT_OFFICE
 * when a letter does not fit (document/mailroom/examine.h says more); errors of the other stay in
 * it. */
bool proof_sheets_write(struct letters *letters, day_number posting_day,
	const struct proof_choice *choice, const struct proof_files *files, size_t *sheets,
	struct fault *why);

#endif
