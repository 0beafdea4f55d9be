#include "night/night.h"

#include "decide/dues/call_list.h"
#include "decide/dues/reconcile.h"
#include "decide/dues/stop_list.h"
#include "decide/limits/layer_counts.h"
#include "decide/rules/addressee.h"
#include "decide/rules/rules.h"
#include "intake/office/opening_hours.h"
#include "intake/register/exports.h"
#include "night/card_ended.h"
#include "night/desks_short.h"
#include "night/drawn.h"
#include "night/letters.h"
#include "night/limits.h"
#include "night/moments.h"
#include "night/protections.h"
#include "night/reschedule.h"
#include "night/revocations.h"
#include "night/tonight.h"
#include "night/unconfirmed.h"

#include <stdio.h>
#include <string.h>

/* The calendar reaches past the last expiry of an open window by this much, for mailing days. */
enum { CALENDAR_MARGIN_DAYS = 15 };

/* What the visitor of the register carries. */
struct reading {
	const struct tonight *tonight;
	const struct night_job *job;
	struct reconcile *reconcile;
	struct keep *keep;
	struct stop_list *stops;
	const struct staff_notes *notes;
	struct protections *protections;
	struct revocations *watch;           /* NULL: nobody's signature certificate is watched */
	const struct revocation *revocation; /* of the resident in turn, NULL for none */
	day_number as_of;
	struct layer_counts *layers;
	struct limits_watch limits;
};

static bool tell_staff(const struct tonight *tonight, long line, const char *resident,
	const char *code, const char *message, struct fault *why)
{
	const struct night_exception exception = {line, resident, code, message};
	return tonight_tell(tonight, &exception, why);
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	struct reading *reading = context;
	reading->as_of = head->as_of;
	reconcile_posting(reading->reconcile, reading->tonight->posting_day, head->as_of);
	return moment_head(&reading->limits, head, why);
}

static bool tell_odd(const struct tonight *tonight, const struct resident *resident,
	const struct odd *odd, struct fault *why)
{
	char message[256], stored[CIVIL_DATE_BYTES], expected[CIVIL_DATE_BYTES];
	civil_format(odd->stored, stored);
	civil_format(odd->expected, expected);
	snprintf(message, sizeof message, "%s: %s%s%s%s%s", document_words[odd->document],
		oddity_sentences[odd->oddity], stored[0] != '\0' ? "; stored " : "", stored,
		expected[0] != '\0' ? "; the rules give " : "", expected);
	return tell_staff(
		tonight, resident->line, resident->id, oddity_codes[odd->oddity], message, why);
}

/* Whether a letter can be drawn is asked only where one would be written, or lies printed in the
 * mail room: most are not. */
static bool judge_letter(struct reading *reading, const struct resident *resident,
	struct notice_item *items, size_t count, struct ruling *ruling, struct fault *why)
{
	const struct night_job *job = reading->job;
	char missing[128];
	struct notice letter = {.night = job->day,
		.recipient = addressee_of(job->office, job->day, resident, ruling),
		.kept = keep_holds(reading->keep, resident->id)};
	struct circumstances circumstances = {.revocation = reading->revocation,
		.returned = staff_notes_returned(reading->notes, &letter.recipient)};
	notice_take_items(&letter, items, count);
	switch (letters_check(job->letters, &letter.recipient, missing, sizeof missing)) {
	case LETTER_FITS:
		circumstances.overflow = count > 0 && !letters_fit_undated(job->letters, &letter);
		if (!circumstances.overflow && !circumstances.returned)
			return true;
		break;
	case LETTER_GLYPH:
		circumstances.glyph = true;
		if (!tell_staff(
			    reading->tonight, resident->line, resident->id, "glyph", missing, why))
			return false;
		break;
	case LETTER_OVERFLOW:
		circumstances.overflow = true;
		break;
	}
	rules_decide(resident, job->office, job->day, &circumstances, ruling);
	return true;
}

/* Is there a revoked signature certificate to write about? Then the rules are asked again. */
static void watch_certificate(
	struct reading *reading, const struct resident *resident, struct ruling *ruling)
{
	reading->revocation =
		revocations_resident(reading->watch, resident, ruling->current[DOCUMENT_CARD]);
	const struct circumstances circumstances = {.revocation = reading->revocation};
	if (reading->revocation != NULL)
		rules_decide(
			resident, reading->job->office, reading->job->day, &circumstances, ruling);
}

/* What lies printed in the mail room for this resident. */
static void look_at_printed(
	struct reading *reading, const struct resident *resident, const struct ruling *ruling)
{
	const struct night_job *job = reading->job;
	const struct recipient recipient = addressee_of(job->office, job->day, resident, ruling);
	const struct circumstances circumstances = {
		.returned = staff_notes_returned(reading->notes, &recipient)};
	char address[ADDRESS_DIGEST_BYTES];
	enum reason hand = rules_hand(resident, &circumstances);
	if (hand == REASON_EMPTY)
		hand = drawn_by_hand(job->letters, &recipient);
	stop_list_resident(reading->stops, resident, hand,
		staff_notes_address(reading->notes, &recipient, address));
}

/* Staff sees every night whom the export no longer names. */
static bool tell_absent(
	const struct tonight *tonight, const struct resident *resident, struct fault *why)
{
	return tell_staff(tonight, resident->line, resident->id, "protection-absent",
		"once read under protection, and the export names none now: by hand until a "
		"register says released, or kigen hand release does",
		why);
}

static bool take_resident(void *context, const struct resident *said, struct fault *why)
{
	struct reading *reading = context;
	const struct night_job *job = reading->job;
	static const struct circumstances nothing;
	struct ruling ruling;
	layer_counts_take(reading->layers, said); /* what the export says, not what is remembered */
	struct resident copy;
	const struct resident *resident = protections_stand(reading->protections, said, &copy);
	if (resident != said && !tell_absent(reading->tonight, resident, why))
		return false;
	rules_decide(resident, job->office, job->day, &nothing, &ruling);
	if (reading->watch != NULL)
		watch_certificate(reading, resident, &ruling);
	for (size_t i = 0; i < ruling.odd_count; i++)
		if (!tell_odd(reading->tonight, resident, &ruling.odd[i], why))
			return false;
	if (resident->protection == PROTECTION_PROVISIONAL ||
		resident->protection == PROTECTION_ACTIVE)
		reconcile_guard(reading->reconcile, resident->household);
	bool printed = stop_list_concerns(reading->stops, resident->id);
	if (printed)
		look_at_printed(reading, resident, &ruling);
	if (!reconcile_concerns(reading->reconcile, resident, &ruling))
		return true;
	keep_resident(reading->keep, resident, &ruling);
	struct notice_item items[DOCUMENTS];
	size_t count = reconcile_items(reading->reconcile, resident, &ruling, items);
	if ((count > 0 || printed) && !judge_letter(reading, resident, items, count, &ruling, why))
		return false;
	reconcile_resident(reading->reconcile, resident, &ruling);
	return true;
}

static void set_aside(struct reading *reading, const char *id)
{
	reconcile_aside(reading->reconcile, id);
	stop_list_aside(reading->stops, id,
		protections_cover(reading->protections, id) ? REASON_PROTECTION : REASON_EMPTY);
	if (reading->watch != NULL)
		revocations_aside(reading->watch, id);
}

static void tell_faulty(
	const struct night_job *job, const struct night_exception *fault, bool cards, bool aside)
{
	if (job->faulty != NULL)
		job->faulty(job->context, fault, cards, aside);
}

/* Told before the resident is set aside: protection outlasts a fault in a record. */
static void take_glimpse(void *context, const struct resident *resident, bool guarded)
{
	struct reading *reading = context;
	bool covered = protections_aside(reading->protections, resident->id, guarded);
	if (covered && resident->household != NULL && resident->household[0] != '\0')
		reconcile_guard(reading->reconcile, resident->household);
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct reading *reading = context;
	set_aside(reading, id);
	const struct night_exception fault = {line, id, code, message};
	tell_faulty(reading->job, &fault, false, true);
	return tell_staff(reading->tonight, line, id, code, message, why);
}

/* The line is the cards file's; the message says so, the lists have no column for it. */
static bool take_holder(void *context, long line, const char *id, const char *code,
	const char *message, bool aside, struct fault *why)
{
	struct reading *reading = context;
	char text[320];
	snprintf(text, sizeof text, "cards file: %s", message);
	const struct night_exception fault = {line, id, code, message};
	tell_faulty(reading->job, &fault, true, aside);
	if (aside)
		set_aside(reading, id);
	return tell_staff(reading->tonight, line, id, code, text, why);
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	struct reading *reading = context;
	if (reading->job->progress != NULL)
		reading->job->progress(reading->job->context, done, total);
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
		if (!tell_staff(tonight, 0, last, "vanished",
			    "the resident is no longer in the register; what was open is withdrawn",
			    why))
			return false;
	}
	for (size_t i = 0; i < reconciliation->reopened_count; i++)
		if (!tell_staff(tonight, 0, reconciliation->reopened[i]->resident, "reopened",
			    "a due whose letter has gone was closed and is open again; no second "
			    "letter, its appointment may be cancelled",
			    why))
			return false;
	return true;
}

static bool is_confirmed(void *context, const struct recipient *recipient)
{
	return staff_notes_confirmed(context, recipient);
}

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

/* The first mailing day from tonight on. */
static bool find_posting_day(const struct calendar *calendar, const struct office *office,
	day_number *posting_day, struct fault *why)
{
	day_number day = calendar->from;
	while (day < calendar->to && !calendar_mails(calendar, day))
		day++;
	*posting_day = day;
	return calendar_mails(calendar, day) ||
	       fault_set(why, FAULT_OFFICE, "%s:%ld: no mailing day within %d months", office->path,
		       office->mailing.line, office->window.opens_months);
}

/* What was read, and how many. */
static void sum_up(const struct reading *reading, const struct register_summary *summary)
{
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
	tonight->result->orphans = summary->orphans;
}

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

static bool know_tonight(struct tonight *tonight, struct fault *why)
{
	const struct night_job *job = tonight->job;
	const struct office *office = job->office;
	day_number last =
		civil_add_months(job->day, office->window.opens_months) + CALENDAR_MARGIN_DAYS;
	*tonight->result = (struct night_result){0};
	return hours_expand(office, job->day, last, tonight->arena, &tonight->calendar, why) &&
	       find_posting_day(&tonight->calendar, office, &tonight->posting_day, why) &&
	       knowledge_read(
		       office, job->ledger, job->day, tonight->arena, &tonight->knowledge, why);
}

bool night_decide(const struct night_job *job, struct arena *arena, struct night_result *result,
	struct fault *why)
{
	const struct office *office = job->office;
	struct tonight tonight = {.job = job, .arena = arena, .result = result};
	const struct knowledge *knowledge = &tonight.knowledge;
	struct keep keep;
	if (!know_tonight(&tonight, why) || !keep_open(&tonight, &keep, why))
		return false;
	struct protections *protections = protections_open(&knowledge->protection, job->day, arena);
	struct reading reading = {
		.tonight = &tonight,
		.job = job,
		.keep = &keep,
		.stops = stop_list_open(knowledge->unposted, knowledge->unposted_count, arena),
		.reconcile = reconcile_open(
			office, job->day, knowledge->dues, knowledge->due_count, arena),
		.notes = &knowledge->notes,
		.protections = protections,
		.watch = revocations_open(office, &knowledge->revocations, job->day, arena),
		.layers = layer_counts_open(office, job->day, arena),
		.limits = {.job = job, .arena = arena, .knowledge = knowledge},
	};
	const struct register_visitor visitor = {
		.context = &reading,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.glimpse = take_glimpse,
		.progress = take_progress,
		.holder = take_holder,
	};
	const struct exports exports = {job->register_path, job->cards_path, office};
	struct register_summary summary;
	long *layers = arena_alloc(arena, LAYERS * sizeof *layers);
	if (!exports_read(&exports, &visitor, &summary, why) ||
		!find_repeated(&tonight, &summary, why))
		return false;
	if (result->repeated)
		return true;
	layer_counts_get(reading.layers, layers);
	if (!moment_summary(&reading.limits, &summary, layers, why))
		return false;

	reconcile_ask(reading.reconcile, is_confirmed, &tonight.knowledge.notes);
	reconcile_finish(reading.reconcile, &tonight.reconciliation);
	if (!moment_reconciliation(&reading.limits, &tonight.reconciliation, summary.read, why) ||
		!tell_reconciliation(&tonight, why))
		return false;
	reconciliation_list_pulled(
		&tonight.reconciliation, knowledge->pulled, knowledge->pulled_count);
	if (!keep_places(&keep, why) || !moment_closures(&reading.limits, &keep, why) ||
		!offer_night(&tonight, &keep, why) || !card_ended_tell(&tonight, &keep, why) ||
		!desks_short_tell(&tonight, &keep, why))
		return false;
	list_calls(&tonight, &keep.ended);
	if (!unconfirmed_tell(&tonight, why))
		return false;
	list_stops(&tonight, reading.stops, protections);
	revocations_finish(reading.watch, &result->decided);
	protections_finish(protections, &result->decided);
	sum_up(&reading, &summary);
	result->decided.layers = layers;
	list_limits(&reading.limits, arena, result);
	return true;
}
