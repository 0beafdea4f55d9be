#ifndef COMMAND_NIGHT_H
#define COMMAND_NIGHT_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/letter.h"
#include "intake/register.h"
#include "ledger/ledger.h"
#include "model/night.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * One night: the register is read, the rules are asked, the ledger's knowledge is met, letters
 * get numbers and appointments get places. Nothing is written here but the exceptions, into the
 * transaction that the caller has begun and commits; run, plan, explain and the tests share it.
 */
struct night_job {
	const struct office *office;
	struct letters *letters; /* asked whether a name can be drawn */
	struct ledger *ledger;   /* NULL: nothing is known, every open due is new */
	bool recording;          /* ledger_begin has been called: exceptions are told to it */
	day_number day;
	const char *register_path;
	bool limits_warn; /* the office's limits are told by `warn` instead of refusing */
	/* A sentence for the operator that stops nothing. */
	void (*warn)(void *context, const char *message);
	/* Bytes read and in all; may be NULL. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context; /* of both */
};

struct night_result {
	struct night_decided decided; /* for ledger_commit; run is 0 until the caller sets it */
	const struct night_due *rows; /* of dues.csv, by resident, then matter */
	size_t row_count;
	long unplaced; /* letters that should have an appointment and found no place */
};

/* Decides the night; everything in *result lives in `arena`. Fails as register_read, the ledger's
 * reads and hours_expand do, and with FAULT_REGISTER when the export is of another municipality,
 * of a later day, too old, or outside the office's limits. */
bool night_decide(const struct night_job *job, struct arena *arena, struct night_result *result,
	struct fault *why);

#endif
