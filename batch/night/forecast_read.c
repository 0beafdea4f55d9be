#include "night/forecast_read.h"

#include "decide/effect/tabulation.h"
#include "decide/forecast/forecast_count.h"
#include "intake/office/opening_hours.h"
#include "ledger/effects.h"
#include "night/knowledge.h"
#include "night/known_resident.h"
#include "night/protections.h"

/* The night's own knowledge and the night's own reader; only what is done with a resident is
 * another thing, and nothing is told to anybody. */

struct forecast_reading {
	const struct forecast_job *job;
	struct knowledge knowledge;
	struct known_residents known;
	struct protections *protections;
	struct forecast_count *count;
	day_number as_of;
};

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	struct forecast_reading *reading = context;
	(void)why;
	reading->as_of = head->as_of;
	return true;
}

static bool take_resident(void *context, const struct resident *said, struct fault *why)
{
	struct forecast_reading *reading = context;
	struct resident copy;
	const struct resident *resident = protections_stand(reading->protections, said, &copy);
	struct circumstances circumstances;
	const struct resident_ahead whom =
		known_resident(&reading->known, resident, &circumstances);
	(void)why;
	forecast_resident(reading->count, &whom);
	return true;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	(void)context;
	(void)line;
	(void)id;
	(void)code;
	(void)message;
	(void)why;
	return true;
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	const struct forecast_reading *reading = context;
	if (reading->job->progress != NULL)
		reading->job->progress(reading->job->context, done, total);
}

/* What earlier letters came to. */
static bool read_seen(const struct forecast_job *job, struct arena *arena,
	struct forecast_seen *seen, struct fault *why)
{
	struct effect_rows rows = {.as_of = DAY_NONE};
	*seen = (struct forecast_seen){.first = "", .last = ""};
	if (job->ledger == NULL)
		return true;
	if (!ledger_effects(job->ledger, job->office->attendance_days, arena, &rows, why))
		return false;
	const struct effect_table table =
		effect_tabulate(&rows, EFFECT_ALL, EFFECT_FIRST_WAVES, arena);
	const struct effect_chain chain = effect_follow(&rows, EFFECT_FIRST_WAVES, EFFECT_BY_VISIT);
	*seen = (struct forecast_seen){.came = table.all.shares[EFFECT_BY_VISIT],
		.first = chain.first,
		.last = chain.last};
	return true;
}

bool forecast_read(const struct forecast_job *job, struct arena *arena, struct forecast *forecast,
	struct fault *why)
{
	struct forecast_reading reading = {.job = job};
	struct calendar calendar;
	struct register_summary summary;
	struct nights_ahead ahead = {.office = job->office,
		.calendar = &calendar,
		.from = job->day,
		.until = civil_add_months(job->day, job->months) - 1};
	const struct register_visitor visitor = {.context = &reading,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.progress = take_progress};
	struct knowledge *knowledge = &reading.knowledge;
	if (!hours_expand(job->office, ahead.from,
		    forecast_calendar_until(job->office, ahead.until), arena, &calendar, why) ||
		!knowledge_read(job->office, job->ledger, job->day, arena, knowledge, why))
		return false;
	reading.known = known_residents_open(job->office, knowledge, arena);
	reading.protections = protections_open(&knowledge->protection, job->day, arena);
	reading.count = forecast_open(&ahead, arena);
	forecast_book(reading.count, knowledge->taken, knowledge->taken_count);
	if (!exports_read(job->exports, &visitor, &summary, why))
		return false;
	forecast_finish(reading.count, forecast);
	forecast->as_of = reading.as_of;
	forecast->residents = summary.read;
	forecast->aside = summary.aside;
	return read_seen(job, arena, &forecast->seen, why);
}
