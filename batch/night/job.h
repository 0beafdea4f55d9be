#ifndef NIGHT_JOB_H
#define NIGHT_JOB_H

#include "base/civil.h"
#include "document/mailroom/letter.h"
#include "intake/export/exports.h"
#include "ledger/ledger.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a night is asked to do, and what it answers (night/night.h). */

struct night_job {
	const struct office *office;
	struct letters *letters; /* asked whether a name can be drawn */
	struct ledger *ledger;   /* NULL: nothing is known, every open due is new */
	bool recording;          /* ledger_begin has been called: exceptions are told to it */
	day_number day;
	const char *register_path;
	const char *cards_path;          /* NULL: the register has the documents */
	const struct delivery *delivery; /* NULL: the two files; else these sets, and register_path
					    is the main one's for messages */
	bool limits_warn;         /* the office's limits are told by `warn` instead of refusing */
	uint64_t accepted;        /* limits that are let pass, a bit each (night/limits.h) */
	const char *accepted_why; /* in the words of whoever lets them pass */
	const char *accepted_by;  /* who that is; never NULL where `accepted` has any */
	const char *behind; /* what the ledger does not know (night/behind.h), NULL: nothing */
	/* A sentence for the operator that stops nothing. */
	void (*warn)(void *context, const char *message);
	/* A record of the register, or where `side` is not NULL of another file, that has a fault;
	 * `aside`: its resident is set aside for it. May be NULL. */
	void (*faulty)(void *context, const struct night_exception *fault,
		const struct side_record *side, bool aside);
	/* Bytes read and in all; may be NULL. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context; /* of all three */
};

struct night_result {
	struct night_decided decided; /* for ledger_commit; run is 0 until the caller sets it */
	const struct night_due *rows; /* of dues.csv, by resident, then matter */
	size_t row_count;
	long orphans;         /* holders of the cards file without a resident */
	long unplaced;        /* letters that should have an appointment and found no place */
	const char *needless; /* codes that were let pass without need, NULL for none */
	uint64_t hit;         /* limits that were gone past, let pass or not (night/limits.h) */
	bool repeated;        /* recording, and these bytes have decided this day before, as
				 decided.run: nothing else has been decided again */
};

#endif
