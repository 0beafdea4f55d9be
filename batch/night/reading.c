#include "night/reading.h"

#include "base/phrase.h"
#include "decide/rules/addressee.h"
#include "decide/rules/rules.h"
#include "intake/export/exports.h"
#include "night/drawn.h"
#include "night/moments.h"
#include "night/staff_notes.h"

#include <stdio.h>

/* Most residents have nothing: what is dear (does a letter fit, is this address known) is asked
 * only of whom a letter would go to, or to whom one lies printed in the mail room. */

static bool tell_of(const struct tonight *tonight, long line, const char *resident,
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
	/* Of each format the values that it has no word for stand at its end. */
	bool both = stored[0] != '\0' && expected[0] != '\0';
	const char *format = both                  ? PHRASE("%s: %s; stored %s; the rules give %s")
			     : stored[0] != '\0'   ? PHRASE("%s: %s; stored %s")
			     : expected[0] != '\0' ? PHRASE("%s: %s; the rules give %s")
						   : "%s: %s";
	snprintf(message, sizeof message, format, document_words[odd->document],
		oddity_sentences[odd->oddity], stored[0] != '\0' ? stored : expected, expected);
	return tell_of(
		tonight, resident->line, resident->id, oddity_codes[odd->oddity], message, why);
}

/* Can the letter be put on a sheet, and may it go to that address? If not, all is by hand. */
static bool try_letter(struct reading *reading, const struct resident *resident,
	struct notice_item *items, size_t count, struct ruling *ruling, struct fault *why)
{
	const struct night_job *job = reading->tonight->job;
	char missing[DRAWN_MISSING_BYTES];
	struct notice letter = {.night = job->day,
		.recipient = addressee_of(job->office, job->day, resident, ruling),
		.kept = appointments_hold(reading->appointments, resident->id)};
	notice_take_items(&letter, items, count);
	enum reason hand = drawn_letter_by_hand(job->letters, &letter, missing);
	if (hand != REASON_EMPTY)
		rules_demote(ruling, hand);
	if (staff_notes_returned(&reading->tonight->knowledge.notes, &letter.recipient))
		rules_demote(ruling, REASON_RETURNED);
	return hand != REASON_GLYPH ||
	       tell_of(reading->tonight, resident->line, resident->id, "glyph", missing, why);
}

/* Is there a revoked signature certificate to write about? Then the rules are asked again. */
static void watch_certificate(
	struct reading *reading, const struct resident *resident, struct ruling *ruling)
{
	reading->revocation = revocations_resident(
		reading->revocations, resident, ruling->current[DOCUMENT_CARD]);
	const struct circumstances circumstances = {.revocation = reading->revocation};
	if (reading->revocation != NULL)
		rules_decide(resident, reading->tonight->job->office, reading->tonight->job->day,
			&circumstances, ruling);
}

/* What lies printed in the mail room for this resident. */
static void look_at_printed(
	struct reading *reading, const struct resident *resident, const struct ruling *ruling)
{
	const struct night_job *job = reading->tonight->job;
	const struct recipient recipient = addressee_of(job->office, job->day, resident, ruling);
	const struct circumstances circumstances = {
		.returned = staff_notes_returned(&reading->tonight->knowledge.notes, &recipient)};
	char address[ADDRESS_DIGEST_BYTES];
	enum reason hand = rules_hand(resident, &circumstances);
	/* What is asked for now calls nothing back that is printed. */
	if (hand == REASON_EMPTY || hand == REASON_BRAILLE)
		hand = drawn_by_hand(job->letters, &recipient);
	stop_list_resident(reading->stops, resident, hand,
		staff_notes_address(&reading->tonight->knowledge.notes, &recipient, address));
}

/* Staff sees every night whom the export no longer names. */
static bool tell_absent(
	const struct tonight *tonight, const struct resident *resident, struct fault *why)
{
	return tell_of(tonight, resident->line, resident->id, "protection-absent",
		PHRASE("once read under protection, and the export names none now: by hand until a "
		       "register says released, or kigen hand release does"),
		why);
}

static bool take_resident(void *context, const struct resident *said, struct fault *why)
{
	struct reading *reading = context;
	const struct night_job *job = reading->tonight->job;
	static const struct circumstances nothing;
	struct ruling ruling;
	layer_counts_take(reading->layers, said); /* what the export says, not what is remembered */
	struct resident copy;
	const struct resident *resident = protections_stand(reading->protections, said, &copy);
	if (resident != said && !tell_absent(reading->tonight, resident, why))
		return false;
	rules_decide(resident, job->office, job->day, &nothing, &ruling);
	if (reading->revocations != NULL)
		watch_certificate(reading, resident, &ruling);
	attendances_resident(reading->attendances, resident, &ruling, reading->as_of);
	load_weeks_take(&reading->load, resident, &ruling, job->office, job->day);
	foresight_resident(&reading->foresight, resident, &ruling);
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
	appointments_resident(reading->appointments, resident, &ruling);
	struct notice_item items[DOCUMENTS];
	size_t count = reconcile_items(reading->reconcile, resident, &ruling, items);
	if ((count > 0 || printed) && !try_letter(reading, resident, items, count, &ruling, why))
		return false;
	reconcile_resident(reading->reconcile, resident, &ruling);
	return true;
}

static void set_aside(struct reading *reading, const char *id)
{
	reconcile_aside(reading->reconcile, id);
	stop_list_aside(reading->stops, id,
		protections_cover(reading->protections, id) ? REASON_PROTECTION : REASON_EMPTY);
	if (reading->revocations != NULL)
		revocations_aside(reading->revocations, id);
}

static void tell_faulty(const struct night_job *job, const struct night_exception *fault,
	const struct side_record *side, bool aside)
{
	if (job->faulty != NULL)
		job->faulty(job->context, fault, side, aside);
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
	tell_faulty(reading->tonight->job, &fault, NULL, true);
	return tell_of(reading->tonight, line, id, code, message, why);
}

/* The line is the other file's; the message says so, the lists have no column for it. */
static bool take_side(void *context, const struct side_record *record, const char *code,
	const char *message, bool aside, struct fault *why)
{
	struct reading *reading = context;
	char text[400];
	snprintf(text, sizeof text, "%s: %s", record->source, message);
	const struct night_exception fault = {record->line, record->id, code, message};
	tell_faulty(reading->tonight->job, &fault, record, aside);
	if (aside)
		set_aside(reading, record->id);
	return tell_of(reading->tonight, record->line, record->id, code, text, why);
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	struct reading *reading = context;
	if (reading->tonight->job->progress != NULL)
		reading->tonight->job->progress(reading->tonight->job->context, done, total);
}

bool reading_open(struct reading *reading, const struct tonight *tonight,
	struct appointments *appointments, struct fault *why)
{
	const struct night_job *job = tonight->job;
	const struct knowledge *knowledge = &tonight->knowledge;
	struct arena *arena = tonight->arena;
	*reading = (struct reading){
		.tonight = tonight,
		.appointments = appointments,
		.stops = stop_list_open(knowledge->unposted, knowledge->unposted_count, arena),
		.reconcile = reconcile_open(
			job->office, job->day, knowledge->dues, knowledge->due_count, arena),
		.protections = protections_open(&knowledge->protection, job->day, arena),
		.revocations = revocations_open(
			job->office, &knowledge->revocations, knowledge->secret, job->day, arena),
		.attendances = attendances_open(
			job->office, knowledge->awaited, knowledge->awaited_count, arena),
		.layers = layer_counts_open(job->office, job->day, arena),
		.limits = {.job = job, .arena = arena, .knowledge = knowledge},
	};
	load_weeks_begin(&reading->load, job->day);
	return foresight_open(&reading->foresight, tonight, why);
}

bool reading_register(struct reading *reading, struct fault *why)
{
	const struct night_job *job = reading->tonight->job;
	const struct exports exports = {
		job->register_path, job->cards_path, job->office, job->delivery};
	const struct register_visitor visitor = {
		.context = reading,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.glimpse = take_glimpse,
		.progress = take_progress,
		.side = take_side,
	};
	return exports_read(&exports, &visitor, &reading->summary, why);
}
