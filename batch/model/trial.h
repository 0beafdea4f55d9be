#ifndef MODEL_TRIAL_H
#define MODEL_TRIAL_H

#include "base/digest.h"
#include "model/due.h"
#include "model/office.h"

#include <stdbool.h>

/* A trial of a second wording (struct trial of model/office.h): who takes part, who gets which, and
 * what it can see. */

/* How many letters take part and have which wording; how many of both are not posted yet. */
struct assigned {
	long first, second, waiting;
};

/* Does a letter take part that is decided on this day? First ones, in time or late. */
bool trial_takes(const struct trial *trial, day_number day, enum wave wave);

/* Does this household get the second wording? The same household always the same of one trial; by
 * HMAC-SHA-256 of the trial's id and the household's under the ledger's secret. */
bool trial_second(
	const struct trial *trial, const uint8_t secret[DIGEST_BYTES], const char *household);

/* The smallest difference (0 to 1) that so many letters can show, both wordings together
 * (base/share.h), of a share of one half; below 0: none. */
double trial_detectable(const struct trial *trial, long letters);

/* How many letters it takes to show a difference of the trial's `points`. */
long trial_letters_needed(const struct trial *trial);

#endif
