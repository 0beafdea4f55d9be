#ifndef COMMAND_FAILED_RUN_H
#define COMMAND_FAILED_RUN_H

#include "base/civil.h"
#include "base/fault.h"
#include "model/office.h"

/* DIR/failed.html beside the nights' folders: there as long as the last run did not come to its
 * end. Neither of these can fail, say anything or change how a run ends; where there is no DIR, or
 * it cannot be written, there is no page. */

/* Its name in --out. */
#define FAILED_PAGE "failed.html"

/* The run of a day has failed so: the page in `out` says it. The office is NULL when it could not
 * be read. */
void failed_run_tell(
	const char *out, const struct office *office, day_number day, const struct fault *fault);

/* A run has come to its end: the page goes. */
void failed_run_forget(const char *out);

#endif
