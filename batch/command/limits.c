#include "command/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const limit_codes[LIMITS] = {
	[LIMIT_EXPORT_LATER] = "export-later",
	[LIMIT_EXPORT_AGED] = "export-aged",
	[LIMIT_EXPORT_AGAIN] = "export-again",
	[LIMIT_EXPORT_BACKWARD] = "export-backward",
	[LIMIT_EXPORT_SMALL] = "export-small",
	[LIMIT_EXPORT_LARGE] = "export-large",
	[LIMIT_EXPORT_SHRANK] = "export-shrank",
	[LIMIT_CARDS_SHRANK] = "cards-shrank",
	[LIMIT_RESIDENTS_VANISHED] = "residents-vanished",
	[LIMIT_APPOINTMENTS_CLOSED] = "appointments-closed",
};

static bool hit(struct limits_watch *watch, enum limit limit, struct fault *why, const char *format,
	...) __attribute__((format(printf, 4, 5)));

static bool hit(
	struct limits_watch *watch, enum limit limit, struct fault *why, const char *format, ...)
{
	const struct night_job *job = watch->job;
	const char *code = limit_codes[limit];
	bool accepted = (job->accepted & 1u << limit) != 0;
	char text[512];
	/* What is at fault, and what to do about it. */
	bool office = limit == LIMIT_APPOINTMENTS_CLOSED;
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	watch->hit |= 1u << limit;
	if (!job->limits_warn && !accepted)
		return fault_set(why, FAULT_REGISTER,
			"%s: %s: %s\nhint: %s; if this one is right, --accept %s --why TEXT",
			office ? job->office->path : job->register_path, code, text,
			office ? "look at the closures and hours of the office file"
			       : "take another export",
			code);
	if (accepted)
		watch->accepted[watch->accepted_count++] = (struct night_acceptance){
			.code = code,
			.message = arena_copy(watch->arena, text),
			.why = job->accepted_why,
			.who = job->accepted_by,
		};
	job->warn(job->context,
		arena_print(watch->arena, "%s%s: %s", accepted ? "let pass: " : "", code, text));
	return true;
}

/* Are more than `permille` thousandths of `before` gone? */
static bool too_many(long gone, long before, int permille)
{
	return gone > 0 && (long long)gone * 1000 > (long long)before * permille;
}

bool limits_head(struct limits_watch *watch, const struct register_head *head, struct fault *why)
{
	const struct night_job *job = watch->job;
	const struct limits *limits = &job->office->limits;
	const struct ledger_export *latest = &watch->latest;
	char as_of[CIVIL_DATE_BYTES], other[CIVIL_DATE_BYTES];
	if (job->ledger != NULL && !ledger_latest_export(job->ledger, &watch->latest, why))
		return false;
	civil_format(head->as_of, as_of);
	if (head->as_of > job->day && !hit(watch, LIMIT_EXPORT_LATER, why,
					      "the export is of %s, later than the night of %s",
					      as_of, civil_format(job->day, other)))
		return false;
	if (job->day - head->as_of > limits->export_age_days)
		watch->aged = arena_print(watch->arena,
			"the export is of %s, more than %d days before the night of %s", as_of,
			limits->export_age_days, civil_format(job->day, other));
	if (head->residents < limits->residents_min &&
		!hit(watch, LIMIT_EXPORT_SMALL, why,
			"the export has %ld residents, the office expects at least %d",
			head->residents, limits->residents_min))
		return false;
	if (head->residents > limits->residents_max &&
		!hit(watch, LIMIT_EXPORT_LARGE, why,
			"the export has %ld residents, the office expects at most %d",
			head->residents, limits->residents_max))
		return false;
	if (latest->found && head->as_of < latest->as_of &&
		!hit(watch, LIMIT_EXPORT_BACKWARD, why,
			"the export is of %s, older than the last one, of %s", as_of,
			civil_format(latest->as_of, other)))
		return false;
	long gone = latest->residents - head->residents;
	return !latest->found || !too_many(gone, latest->residents, limits->vanish_permille) ||
	       hit(watch, LIMIT_EXPORT_SHRANK, why,
		       "the export has %ld residents fewer than the last one (%ld), more than %d "
		       "in a thousand",
		       gone, latest->residents, limits->vanish_permille);
}

/* An export past its age is either the old file once more, or a late one: only its bytes tell. */
static bool tell_age(
	struct limits_watch *watch, const struct register_summary *summary, struct fault *why)
{
	const struct ledger *ledger = watch->job->ledger;
	struct ledger_export seen = {0};
	char night[CIVIL_DATE_BYTES];
	if (watch->aged == NULL)
		return true;
	if (ledger != NULL && !ledger_export_seen(watch->job->ledger, summary->digest, &seen, why))
		return false;
	if (seen.found && seen.night < watch->job->day)
		return hit(watch, LIMIT_EXPORT_AGAIN, why,
			"the old export again: it has decided the night of %s; %s",
			civil_format(seen.night, night), watch->aged);
	return hit(watch, LIMIT_EXPORT_AGED, why, "%s", watch->aged);
}

bool limits_summary(
	struct limits_watch *watch, const struct register_summary *summary, struct fault *why)
{
	const struct limits *limits = &watch->job->office->limits;
	long before = watch->latest.holders, gone = before - summary->holders;
	if (!tell_age(watch, summary, why))
		return false;
	return !too_many(gone, before, limits->vanish_permille) ||
	       hit(watch, LIMIT_CARDS_SHRANK, why,
		       watch->job->cards_path == NULL
			       ? "no cards file: %ld holders fewer than in the last one (%ld), "
				 "more than %d in a thousand"
			       : "the cards file has %ld holders fewer than the last one (%ld), "
				 "more than %d in a thousand",
		       gone, before, limits->vanish_permille);
}

/* The residents among these dues, which are sorted by resident. */
static long count_vanished(const struct admission *admission)
{
	const char *last = "";
	long count = 0;
	for (size_t i = 0; i < admission->closed_count; i++) {
		const struct admit_closed *closed = &admission->closed[i];
		if (closed->vanished && strcmp(closed->known->resident, last) != 0) {
			last = closed->known->resident;
			count++;
		}
	}
	return count;
}

static long count_open(const struct known_due *known, size_t known_count, day_number night)
{
	const char *last = "";
	long count = 0;
	for (size_t i = 0; i < known_count; i++)
		if (known[i].state == DUE_OPEN && known[i].expires >= night &&
			strcmp(known[i].resident, last) != 0) {
			last = known[i].resident;
			count++;
		}
	return count;
}

/* The count of residents may stay the same while they are all others: an export with new ids, or of
 * another city's half. */
bool limits_admission(struct limits_watch *watch, const struct admission *admission,
	const struct known_due *known, size_t known_count, struct fault *why)
{
	const struct limits *limits = &watch->job->office->limits;
	long open = count_open(known, known_count, watch->job->day);
	long gone = count_vanished(admission);
	if (gone <= limits->vanish_free || !too_many(gone, open, limits->vanish_permille))
		return true;
	return hit(watch, LIMIT_RESIDENTS_VANISHED, why,
		"of %ld residents with open dues %ld are not in the export, more than %d in a "
		"thousand",
		open, gone, limits->vanish_permille);
}

/* A closure of one counter's day is an office's everyday; a file that closes the year is a slip of
 * the pen, and its letters could not be taken back. */
bool limits_closures(struct limits_watch *watch, const struct keep *keep, struct fault *why)
{
	const struct limits *limits = &watch->job->office->limits;
	long standing = (long)keep->held_count;
	long closed = (long)(keep->moved_count + keep->lost_count);
	if (closed <= limits->closed_free || !too_many(closed, standing, limits->closed_permille))
		return true;
	return hit(watch, LIMIT_APPOINTMENTS_CLOSED, why,
		"of %ld appointments %ld lose their place to closures or other hours (%zu are "
		"moved, %zu cancelled), more than %d in a thousand",
		standing, closed, keep->moved_count, keep->lost_count, limits->closed_permille);
}

const char *limits_needless(const struct limits_watch *watch)
{
	unsigned needless = watch->job->accepted & ~watch->hit;
	const char *codes = NULL;
	for (int limit = 0; limit < LIMITS; limit++)
		if ((needless & 1u << limit) != 0)
			codes = codes == NULL ? limit_codes[limit]
					      : arena_print(watch->arena, "%s %s", codes,
							limit_codes[limit]);
	return codes;
}
