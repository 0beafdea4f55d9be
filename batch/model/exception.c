#include "model/exception.h"

#include <stddef.h>
#include <string.h>

/* A list of what may, not of what may not: a code that is added one day is in sight until somebody
 * has thought about it. */

static const char *const resting[] = {
	"expiry-unexplained",
	"expiry-estimated",
	"certificate-past-card",
	"signature-past-authentication",
	"signature-under-age",
	"signature-of-ward",
	"birth-unknown",
};

bool exception_may_rest(const char *code)
{
	for (size_t i = 0; i < sizeof resting / sizeof resting[0]; i++)
		if (strcmp(code, resting[i]) == 0)
			return true;
	return false;
}

const char *const exception_state_words[EXCEPTION_STATES] = {
	[EXCEPTION_NEW] = "new",
	[EXCEPTION_KNOWN] = "known",
	[EXCEPTION_RESTING] = "resting",
};

enum exception_state exception_state(const char *code, const struct exception_standing *standing)
{
	if (standing == NULL)
		return EXCEPTION_NEW;
	if (standing->acknowledged != DAY_NONE && exception_may_rest(code))
		return EXCEPTION_RESTING;
	return standing->known ? EXCEPTION_KNOWN : EXCEPTION_NEW;
}
