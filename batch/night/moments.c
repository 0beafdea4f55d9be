#include "night/moments.h"

#include "base/phrase.h"
#include "night/upheavals.h"

/* Each moment takes what has become known by then; the earlier it refuses, the less has been read
 * in vain. */

/* Are more than `permille` thousandths of `before` gone? */
static bool too_many(long gone, long before, int permille)
{
	const struct bound bound = {permille, 0, BOUND_HANDFUL};
	return bound_passed(&bound, gone, before);
}

static void judge_count(struct limits_watch *watch, long residents)
{
	const struct limits *limits = &watch->job->office->limits;
	const struct ledger_export *latest = &watch->knowledge->latest;
	long gone = latest->residents - residents;
	if (residents < limits->residents_min)
		limits_hit(watch, LIMIT_EXPORT_SMALL,
			"the export has %ld residents, the office expects at least %d", residents,
			limits->residents_min);
	if (residents > limits->residents_max)
		limits_hit(watch, LIMIT_EXPORT_LARGE,
			"the export has %ld residents, the office expects at most %d", residents,
			limits->residents_max);
	if (latest->found && too_many(gone, latest->residents, limits->vanish_permille))
		limits_hit(watch, LIMIT_EXPORT_SHRANK,
			"the export has %ld residents fewer than the last one (%ld), more than %d "
			"in a thousand",
			gone, latest->residents, limits->vanish_permille);
}

bool moment_head(struct limits_watch *watch, const struct register_head *head, struct fault *why)
{
	const struct night_job *job = watch->job;
	const struct limits *limits = &job->office->limits;
	const struct ledger_export *latest = &watch->knowledge->latest;
	char as_of[CIVIL_DATE_BYTES], other[CIVIL_DATE_BYTES];
	if (job->behind != NULL)
		limits_hit(watch, LIMIT_LEDGER_BEHIND, "%s", job->behind);
	civil_format(head->as_of, as_of);
	if (head->as_of > job->day)
		limits_hit(watch, LIMIT_EXPORT_LATER,
			"the export is of %s, later than the night of %s", as_of,
			civil_format(job->day, other));
	if (job->day - head->as_of > limits->export_age_days)
		watch->aged = arena_print(watch->arena,
			PHRASE("the export is of %s, more than %d days before the night of %s"),
			as_of, limits->export_age_days, civil_format(job->day, other));
	if (latest->found && head->as_of < latest->as_of)
		limits_hit(watch, LIMIT_EXPORT_BACKWARD,
			"the export is of %s, older than the last one, of %s", as_of,
			civil_format(latest->as_of, other));
	watch->uncounted = head->residents < 0;
	if (!watch->uncounted)
		judge_count(watch, head->residents);
	return limits_refuse(watch, why);
}

/* An export past its age is either the old file once more, or a late one: only its bytes tell. */
static bool tell_age(
	struct limits_watch *watch, const struct register_summary *summary, struct fault *why)
{
	struct ledger_export seen;
	char night[CIVIL_DATE_BYTES];
	if (watch->aged == NULL)
		return true;
	if (!knowledge_export_seen(watch->knowledge, summary->digest, &seen, why))
		return false;
	if (seen.found && seen.night < watch->job->day)
		limits_hit(watch, LIMIT_EXPORT_AGAIN,
			"the old export again: it has decided the night of %s; %s",
			civil_format(seen.night, night), watch->aged);
	else
		limits_hit(watch, LIMIT_EXPORT_AGED, "%s", watch->aged);
	return true;
}

bool moment_summary(struct limits_watch *watch, const struct register_summary *summary,
	const long layers[LAYERS], struct fault *why)
{
	const struct limits *limits = &watch->job->office->limits;
	long before = watch->knowledge->latest.holders, gone = before - summary->holders;
	if (!tell_age(watch, summary, why))
		return false;
	if (watch->uncounted)
		judge_count(watch, summary->read);
	/* Of data sets it is the layers that know how many cards there are. */
	if (watch->job->delivery == NULL && too_many(gone, before, limits->vanish_permille))
		limits_hit(watch, LIMIT_CARDS_SHRANK,
			watch->job->cards_path == NULL
				? "no cards file: %ld holders fewer than in the last one (%ld), "
				  "more than %d in a thousand"
				: PHRASE("the cards file has %ld holders fewer than the last one "
					 "(%ld), "
					 "more than %d in a thousand"),
			gone, before, limits->vanish_permille);
	if (bound_passed(&limits->aside, summary->aside, summary->read))
		limits_hit(watch, LIMIT_RESIDENTS_ASIDE,
			"of %ld residents %ld are set aside, more than %d in a thousand",
			summary->read, summary->aside, limits->aside.permille);
	upheavals_layers(watch, watch->knowledge->layers, layers);
	return true;
}

bool moment_reconciliation(struct limits_watch *watch, const struct reconciliation *reconciliation,
	long residents, struct fault *why)
{
	struct upheaval upheaval;
	upheaval_count(watch->knowledge->dues, watch->knowledge->due_count, reconciliation,
		watch->job->day, watch->job->office->limits.moved_days, &upheaval);
	upheavals_dues(watch, &upheaval);
	upheavals_letters(watch, &upheaval, residents);
	return limits_refuse(watch, why);
}

/* A closure of one counter's day is an office's everyday; a file that closes the year is a slip of
 * the pen, and its letters could not be taken back. */
bool moment_closures(
	struct limits_watch *watch, const struct appointments *appointments, struct fault *why)
{
	const struct limits *limits = &watch->job->office->limits;
	const struct bound bound = {limits->closed_permille, limits->closed_free, BOUND_HANDFUL};
	long standing = (long)appointments->reschedule.standing_count;
	long closed =
		(long)(appointments->reschedule.moved_count + appointments->reschedule.lost_count);
	if (bound_passed(&bound, closed, standing))
		limits_hit(watch, LIMIT_APPOINTMENTS_CLOSED,
			"of %ld appointments %ld lose their place to closures or other hours (%zu "
			"are moved, %zu cancelled), more than %d in a thousand",
			standing, closed, appointments->reschedule.moved_count,
			appointments->reschedule.lost_count, limits->closed_permille);
	return limits_refuse(watch, why);
}
