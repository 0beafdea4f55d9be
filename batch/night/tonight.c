#include "night/tonight.h"

bool tonight_tell(
	const struct tonight *tonight, const struct night_exception *exception, struct fault *why)
{
	const struct night_job *job = tonight->job;
	return !job->recording || ledger_tell_exception(job->ledger, exception, why);
}
