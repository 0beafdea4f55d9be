#include "night/night.h"

#include "base/phrase.h"
#include "decide/dues/call_list.h"
#include "night/card_ended.h"
#include "night/desks_short.h"
#include "night/houses.h"
#include "night/letters.h"
#include "night/moments.h"
#include "night/reading.h"
#include "night/tonight.h"
#include "night/unconfirmed.h"

#include <stdio.h>
#include <string.h>

/* The steps of a night, in their order: each takes what those before it have left in `tonight`. */

/* ---- reconcile ---- */

/* What has decided this day before is done, whatever it would go past if it were decided again. */
static bool find_repeated(
	const struct tonight *tonight, const struct register_summary *summary, struct fault *why)
{
	struct night_result *result = tonight->result;
	if (!tonight->job->recording)
		return true;
	if (!knowledge_repeated(&tonight->knowledge, summary->digest, &result->decided.run, why))
		return false;
	result->repeated = result->decided.run != 0;
	return true;
}

static bool is_confirmed(void *context, const struct recipient *recipient)
{
	return staff_notes_confirmed(context, recipient);
}

static bool tell_of(const struct tonight *tonight, const char *resident, const char *code,
	const char *message, struct fault *why)
{
	const struct night_exception exception = {0, resident, code, message};
	return tonight_tell(tonight, &exception, why);
}

/* What staff must know of the dues that ended or came back without a decision. */
static bool tell_reconciliation(const struct tonight *tonight, struct fault *why)
{
	const struct reconciliation *reconciliation = &tonight->reconciliation;
	const char *last = "";
	for (size_t i = 0; i < reconciliation->closed_count; i++) {
		const struct reconciled_closed *closed = &reconciliation->closed[i];
		if (!closed->vanished || strcmp(closed->known->resident, last) == 0)
			continue;
		last = closed->known->resident;
		if (!tell_of(tonight, last, "vanished",
			    PHRASE("the resident is no longer in the register; what was open is "
				   "withdrawn"),
			    why))
			return false;
	}
	for (size_t i = 0; i < reconciliation->reopened_count; i++)
		if (!tell_of(tonight, reconciliation->reopened[i]->resident, "reopened",
			    PHRASE("a due whose letter has gone was closed and is open again; no "
				   "second "
				   "letter, its appointment may be cancelled"),
			    why))
			return false;
	return true;
}

/* ---- the mailings to come ---- */

static void offer_mailings(const struct tonight *tonight, const struct foresight *foresight,
	struct reconcile *reconcile)
{
	const struct calendar *calendar = &tonight->calendar;
	day_number *days = arena_alloc(
		tonight->arena, (size_t)(calendar->to - tonight->posting_day + 1) * sizeof *days);
	const struct mailing_rules *rules = &tonight->job->office->mailing;
	struct quota quota = {.most = rules->most_letters, .days = days};
	for (day_number day = tonight->posting_day; day <= calendar->to; day++) {
		if (!calendar_mails(calendar, day))
			continue;
		days[quota.day_count++] = day;
		quota.level += day < tonight->posting_day + rules->level_days &&
			       day <= foresight->ahead.until;
	}
	quota.coming_count = places_foreseen_letters(foresight->foreseen, &quota.coming);
	reconcile_mailings(reconcile, &quota);
}

/* Too few letters in a mailing for all to be in time are told before the first is late. */
static bool tell_least(const struct tonight *tonight, struct fault *why)
{
	char message[200];
	long least = tonight->reconciliation.mailing_least;
	int most = tonight->job->office->mailing.most_letters;
	if (most == 0 || least <= most)
		return true;
	snprintf(message, sizeof message,
		PHRASE("%d letters in a mailing are too few for all to be in time, and the last "
		       "will go beside them; %ld a mailing would do"),
		most, least);
	return tell_of(tonight, "", "mailing-most", message, why);
}

/* What tonight's register changes of what is known, unless it goes past a limit. */
static bool reconcile_register(struct tonight *tonight, struct reading *reading, struct fault *why)
{
	struct knowledge *knowledge = &tonight->knowledge;
	struct reconciliation *reconciliation = &tonight->reconciliation;
	long *layers = arena_alloc(tonight->arena, LAYERS * sizeof *layers);
	layer_counts_get(reading->layers, layers);
	tonight->result->decided.layers = layers;
	if (!moment_summary(&reading->limits, &reading->summary, layers, why))
		return false;
	reconcile_ask(reading->reconcile, is_confirmed, &knowledge->notes);
	reconcile_agree(reading->reconcile, houses_agreed, knowledge);
	offer_mailings(tonight, &reading->foresight, reading->reconcile);
	reconcile_finish(reading->reconcile, reconciliation);
	if (!moment_reconciliation(&reading->limits, reconciliation, reading->summary.read, why) ||
		!tell_reconciliation(tonight, why) || !tell_least(tonight, why))
		return false;
	reconciliation_list_pulled(reconciliation, knowledge->pulled, knowledge->pulled_count);
	return true;
}

/* ---- list ---- */

static void list_calls(const struct tonight *tonight, const struct ended *ended)
{
	const struct knowledge *knowledge = &tonight->knowledge;
	struct night_decided *decided = &tonight->result->decided;
	const struct call_list list = {
		tonight->job->office, tonight->posting_day, &tonight->reconciliation, ended};
	struct late_item *late = arena_alloc(tonight->arena, knowledge->held_count * sizeof *late);
	decided->late_count = call_list_make(&list, knowledge->held, knowledge->held_count, late);
	decided->late = late;
}

static bool is_covered(void *context, const char *resident)
{
	return protections_cover(context, resident);
}

static void list_stops(const struct tonight *tonight, const struct stop_list *stops,
	struct protections *protections)
{
	struct night_decided *decided = &tonight->result->decided;
	decided->stop_count = stop_list_make(
		stops, &tonight->reconciliation, is_covered, protections, &decided->stops);
}

static void list_limits(
	const struct limits_watch *limits, struct arena *arena, struct night_result *result)
{
	struct night_acceptance *accepted =
		arena_alloc(arena, limits->accepted_count * sizeof *accepted);
	memcpy(accepted, limits->accepted, limits->accepted_count * sizeof *accepted);
	result->decided.acceptances = accepted;
	result->decided.acceptance_count = limits->accepted_count;
	result->needless = limits_needless(limits);
	result->hit = limits->hit;
}

/* What was read, and how many. */
static void sum_up(const struct reading *reading)
{
	const struct register_summary *summary = &reading->summary;
	const struct tonight *tonight = reading->tonight;
	struct night_decided *decided = &tonight->result->decided;
	decided->day = tonight->job->day;
	decided->as_of = reading->as_of;
	decided->register_digest = arena_copy(tonight->arena, summary->digest);
	decided->office_digest = tonight->job->office->digest;
	decided->posting_day = tonight->posting_day;
	decided->read = summary->read;
	decided->decided = summary->read - summary->aside;
	decided->aside = summary->aside;
	decided->holders = summary->holders;
	decided->attendance_days = tonight->job->office->attendance_days;
	struct load_week *load = arena_alloc(tonight->arena, LOAD_WEEKS * sizeof *load);
	struct load_counter *counters =
		arena_alloc(tonight->arena, COUNTERS_MAX * sizeof *counters);
	decided->load_count = load_weeks_list(&reading->load, load);
	decided->load = load;
	decided->load_counter_count =
		load_weeks_counters(&reading->load, tonight->job->office, counters);
	decided->load_counters = counters;
	tonight->result->orphans = summary->orphans;
}

/* Whom staff must look after, and what else the ledger must hear, once the letters stand. */
static bool list_night(const struct tonight *tonight, struct reading *reading,
	struct appointments *appointments, struct fault *why)
{
	struct night_decided *decided = &tonight->result->decided;
	if (!card_ended_tell(tonight, appointments, why) ||
		!desks_short_tell(tonight, appointments, why) ||
		!foresight_tell(&reading->foresight, &appointments->reschedule, why) ||
		!unconfirmed_tell(tonight, why))
		return false;
	list_calls(tonight, &appointments->reschedule.ended);
	list_stops(tonight, reading->stops, reading->protections);
	revocations_finish(reading->revocations, decided);
	protections_finish(reading->protections, decided);
	attendances_finish(reading->attendances, reading->as_of, decided);
	list_limits(&reading->limits, tonight->arena, tonight->result);
	sum_up(reading);
	return true;
}

/* ---- all ---- */

bool night_decide(const struct night_job *job, struct arena *arena, struct night_result *result,
	struct fault *why)
{
	struct tonight tonight = {.job = job, .arena = arena, .result = result};
	struct reading reading;
	struct appointments appointments;
	*result = (struct night_result){0};
	if (!tonight_know(&tonight, why) || !appointments_open(&tonight, &appointments, why))
		return false;
	if (!reading_open(&reading, &tonight, &appointments, why) ||
		!reading_register(&reading, why) || !find_repeated(&tonight, &reading.summary, why))
		return false;
	if (result->repeated)
		return true;
	return reconcile_register(&tonight, &reading, why) &&
	       appointments_reschedule(&appointments, why) &&
	       moment_closures(&reading.limits, &appointments, why) &&
	       letters_make(&tonight, &appointments, why) &&
	       houses_keep(&tonight, &appointments, reading.protections, why) &&
	       list_night(&tonight, &reading, &appointments, why);
}
