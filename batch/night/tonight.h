#ifndef NIGHT_TONIGHT_H
#define NIGHT_TONIGHT_H

#include "base/arena.h"
#include "decide/dues/reconciliation.h"
#include "model/calendar.h"
#include "night/job.h"
#include "night/knowledge.h"

/* What all steps of a night share (night/night.h). Each step finds here what those before it have
 * made, and adds to *result. */
struct tonight {
	const struct night_job *job;
	struct arena *arena;
	struct calendar calendar;   /* from tonight past the last day of a window that is open */
	day_number posting_day;     /* the first mailing day from tonight on */
	struct knowledge knowledge; /* of before tonight */
	struct reconciliation reconciliation; /* empty until the register has been read */
	struct night_result *result;
};

/* Before the register: the calendar, the next mailing day, and what the ledger knows. `tonight` has
 * its job, arena and result. FAULT_OFFICE when there is no mailing day in a window's time; else as
 * hours_expand and knowledge_read. */
bool tonight_know(struct tonight *tonight, struct fault *why);

/* Tells staff of something (an exception), in the night's transaction; a night that records nothing
 * tells nothing. Fails as the ledger does. */
bool tonight_tell(
	const struct tonight *tonight, const struct night_exception *exception, struct fault *why);

#endif
