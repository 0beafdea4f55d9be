#ifndef NIGHT_ATTENDANCES_H
#define NIGHT_ATTENDANCES_H

#include "base/arena.h"
#include "decide/rules/ruling.h"
#include "ledger/ledger.h"
#include "model/attended.h"
#include "model/office.h"
#include "model/resident.h"

#include <stddef.h>

/* Who of those that letters have called came, by what tonight's register shows of them
 * (decide/dues/attendance.h). */
struct attendances;

/* Letters in order of resident (ledger_awaited); they live as long as the arena. */
struct attendances *attendances_open(const struct office *office, struct awaited_letter *letters,
	size_t count, struct arena *arena);

/* A resident of the register, once each, with what the rules say; one who is set aside says
 * nothing. `as_of` is the export's day. */
void attendances_resident(struct attendances *attendances, const struct resident *resident,
	const struct ruling *ruling, day_number as_of);

/* After the last resident: renewals and letters of which the ledger must hear. */
void attendances_finish(
	struct attendances *attendances, day_number as_of, struct night_decided *decided);

#endif
