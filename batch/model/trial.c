#include "model/trial.h"

#include "base/share.h"

#include <stdio.h>

/* Those who live together read each other's letters, so that a household is drawn and not a
 * resident. */

bool trial_takes(const struct trial *trial, day_number day, enum wave wave)
{
	return trial->id != NULL && wave != WAVE_REMINDER && day >= trial->begin &&
	       day <= trial->end;
}

bool trial_second(
	const struct trial *trial, const uint8_t secret[DIGEST_BYTES], const char *household)
{
	enum { MODULUS = 1000 };
	char text[256];
	uint8_t sum[DIGEST_BYTES];
	int length = snprintf(text, sizeof text, "trial %s %s", trial->id, household);
	size_t used = length < (int)sizeof text ? (size_t)length : sizeof text - 1;
	digest_keyed(secret, text, used, sum);
	uint64_t draw = 0;
	for (int i = 0; i < 8; i++)
		draw = draw << 8 | sum[i];
	return draw % MODULUS < (uint64_t)trial->share_permille;
}

double trial_detectable(const struct trial *trial, long letters)
{
	long second = letters * trial->share_permille / 1000, first = letters - second;
	return share_detectable((struct share){0, second}, (struct share){first / 2, first});
}

long trial_letters_needed(const struct trial *trial)
{
	enum { MOST = 10000000 };
	long few = 0, enough = MOST;
	while (enough - few > 1) {
		long middle = few + (enough - few) / 2;
		double seen = trial_detectable(trial, middle);
		if (seen >= 0 && seen * 100 <= trial->points)
			enough = middle;
		else
			few = middle;
	}
	return enough;
}
