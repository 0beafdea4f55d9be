#ifndef NIGHT_FORECAST_READ_H
#define NIGHT_FORECAST_READ_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/exports.h"
#include "ledger/ledger.h"
#include "model/forecast.h"
#include "model/office.h"

#include <stdbool.h>
#include <stdint.h>

/* What a forecast is asked of. */
struct forecast_job {
	const struct office *office;
	const struct exports *exports;
	struct ledger *ledger; /* NULL: nothing is known, every open due is new */
	day_number day;        /* the first night */
	int months;            /* from it on; at most FORECAST_MONTHS_MAX */
	void (*progress)(void *context, uint64_t done, uint64_t total); /* may be NULL */
	void *context;
};

/*
 * The forecast (decide/forecast/forecast_count.h) of a register, which passes once, by what the
 * ledger knows of dues, appointments, protection and returned mail. Residents who are set aside are
 * not counted but as such. Fails as exports_read, hours_expand and the ledger's reads do.
 */
bool forecast_read(const struct forecast_job *job, struct arena *arena, struct forecast *forecast,
	struct fault *why);

#endif
