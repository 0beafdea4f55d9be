#ifndef COMMAND_CHECK_DESKS_H
#define COMMAND_CHECK_DESKS_H

#include "base/arena.h"
#include "intake/office/office_file.h"
#include "ledger/ledger.h"
#include "model/office.h"

#include <stdbool.h>

/* What `kigen check` finds of the office's desks. */
struct desks_check {
	struct office *office; /* is told what was seen of it (night/kept_appointments.h) */
	day_number today;
	office_finding *finding;
	void *context;
};

/* Openings that expect fewer people than have an appointment (model/desks.h): how many are given
 * for their desks, and whether the ledger, which may be NULL, proves it by now. Fails as the
 * ledger's reads do. */
bool check_expected(const struct desks_check *check, struct ledger *ledger, struct arena *arena,
	struct fault *why);

/* Appointments that stand where the office offers too few desks by now (desks-short). `path` is
 * the ledger's. Fails as the ledger's reads and hours_expand do. */
bool check_desks(const struct desks_check *check, struct ledger *ledger, const char *path,
	struct arena *arena, struct fault *why);

#endif
