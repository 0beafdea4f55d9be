#ifndef LEDGER_ACKNOWLEDGEMENT_H
#define LEDGER_ACKNOWLEDGEMENT_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/exception.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the desk says of exceptions that stand: that it knows one, and why; or that it is to be
 * looked at again. Both are acts of the desk of their own (ledger/audit.h), in the transaction of
 * the line that tells them, between ledger_begin and ledger_staff_commit. They change no decision
 * of any night, and of no night that there is the page: the next one's shows them.
 *
 * An exception is acknowledged as it is told. What ends it, other words or a night without it, ends
 * that it is known (model/exception.h); figures that are no worse do not
 * (ledger/exception_chain.h). With it go, past its retention, the words of why.
 */

/* An exception that the last night told. */
struct standing_exception {
	const char *resident, *code, *message;
	struct exception_standing standing; /* as of now; its number is its exception_span */
};

/* All of them by number, which is in the order in which they began. */
bool ledger_standing_exceptions(struct ledger *ledger, struct arena *arena,
	struct standing_exception **exceptions, size_t *count, struct fault *why);

/* Says that it is known; it must stand, and not be acknowledged (else FAULT_INTERNAL, and nothing
 * changed once that is rolled back). */
bool ledger_acknowledge(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why);

/* Takes it back; it must be acknowledged. */
bool ledger_reopen(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why);

#endif
