#include "night/knowledge.h"

#include "base/sorted.h"
#include "decide/limits/layer_counts.h"
#include "ledger/effects.h"
#include "ledger/layers.h"
#include "ledger/promise.h"
#include "ledger/protected.h"
#include "ledger/requests.h"
#include "ledger/turnout.h"
#include "ledger/unposted.h"
#include "ledger/watched.h"

#include <stdlib.h>
#include <string.h>

/* Whatever is read here is read inside the night's transaction, before anything is told to it: the
 * order of the reads changes nothing. */

/* Who said no, or nothing, is in no other offer for a year. */
enum { HOUSE_REFUSED_DAYS = 365 };

/* ---- parts ---- */

bool knowledge_read_secret(
	struct ledger *ledger, struct arena *arena, const uint8_t **secret, struct fault *why)
{
	uint8_t *bytes = arena_alloc(arena, NOTICE_SECRET_BYTES);
	*secret = bytes;
	return ledger == NULL || ledger_secret(ledger, bytes, why);
}

bool knowledge_read_notes(struct ledger *ledger, const uint8_t *secret, struct arena *arena,
	struct staff_notes *notes, struct fault *why)
{
	*notes = (struct staff_notes){.secret = secret};
	return ledger == NULL ||
	       (ledger_returns(ledger, arena, &notes->returns, &notes->return_count, why) &&
		       ledger_confirmed(
			       ledger, arena, &notes->confirmed, &notes->confirmed_count, why) &&
		       ledger_held_back(
			       ledger, arena, &notes->held_back, &notes->held_back_count, why));
}

bool knowledge_read_protection(struct ledger *ledger, struct arena *arena,
	struct known_protection *known, struct fault *why)
{
	*known = (struct known_protection){0};
	digest_init(&known->key);
	return ledger == NULL ||
	       (ledger_protection_key(ledger, &known->key, why) &&
		       ledger_protected(ledger, arena, &known->marks, &known->count, why));
}

bool knowledge_read_revocations(const struct office *office, struct ledger *ledger,
	const char *resident, struct arena *arena, struct known_revocations *known,
	struct fault *why)
{
	*known = (struct known_revocations){.watching = ledger != NULL && office->revoked.letter};
	return !known->watching || (ledger_watched(ledger, resident, arena, &known->watched,
					    &known->watched_count, why) &&
					   ledger_revocations(ledger, resident, arena, &known->had,
						   &known->had_count, why));
}

/* ---- all of it ---- */

static bool read_appointments(struct knowledge *knowledge, struct arena *arena, struct fault *why)
{
	struct ledger *ledger = knowledge->ledger;
	day_number night = knowledge->night;
	standing_serves(knowledge->dues, knowledge->due_count, night, arena, &knowledge->served,
		&knowledge->served_count);
	return ledger_standing_appointments(ledger, night, arena, &knowledge->standing,
		       &knowledge->standing_count, why) &&
	       ledger_taken_places(
		       ledger, night, arena, &knowledge->taken, &knowledge->taken_count, why) &&
	       ledger_elsewhere(ledger, night, arena, &knowledge->elsewhere,
		       &knowledge->elsewhere_count, why) &&
	       ledger_untold(
		       ledger, night, arena, &knowledge->untold, &knowledge->untold_count, why) &&
	       ledger_declined(
		       ledger, arena, &knowledge->declined, &knowledge->declined_count, why) &&
	       ledger_by_hand(ledger, arena, &knowledge->by_hand, &knowledge->by_hand_count, why);
}

/* Whose house has said yes: a letter that is written anew, or reminds, is of what was agreed too.
 */
static void list_agreed(struct known_houses *houses, struct arena *arena)
{
	size_t most = houses->past.agreed_count;
	for (size_t i = 0; i < houses->count; i++)
		most += houses->entries[i].member_count;
	houses->agreed = arena_alloc(arena, most * sizeof *houses->agreed);
	for (size_t i = 0; i < houses->past.agreed_count; i++)
		houses->agreed[houses->agreed_count++] = houses->past.agreed[i];
	for (size_t i = 0; i < houses->count; i++) {
		const struct house_entry *entry = &houses->entries[i];
		for (size_t k = 0; entry->house.state == HOUSE_ACCEPTED && k < entry->member_count;
			k++)
			houses->agreed[houses->agreed_count++] = entry->members[k].resident;
	}
	if (houses->agreed_count > 0)
		qsort(houses->agreed, houses->agreed_count, sizeof *houses->agreed, sorted_texts);
}

static bool read_houses(struct knowledge *knowledge, struct arena *arena, struct fault *why)
{
	struct known_houses *houses = &knowledge->houses;
	if (!ledger_houses(knowledge->ledger, arena, &houses->entries, &houses->count, why) ||
		!ledger_house_past(knowledge->ledger, civil_parts(knowledge->night).year,
			knowledge->night - HOUSE_REFUSED_DAYS, arena, &houses->past, why))
		return false;
	list_agreed(houses, arena);
	return true;
}

static bool read_letters(const struct mailing_rules *rules, struct knowledge *knowledge,
	struct arena *arena, struct fault *why)
{
	struct ledger *ledger = knowledge->ledger;
	day_number night = knowledge->night, from = night - rules->stop_days;
	return ledger_pending_notices(
		       ledger, arena, &knowledge->pending, &knowledge->pending_count, why) &&
	       ledger_unposted(ledger, from, arena, &knowledge->unposted,
		       &knowledge->unposted_count, why) &&
	       (rules->confirm_days == 0 ||
		       ledger_unconfirmed(ledger, from, arena, &knowledge->unconfirmed,
			       &knowledge->unconfirmed_count, why));
}

static bool read_stopped(struct knowledge *knowledge, struct arena *arena, struct fault *why)
{
	struct ledger *ledger = knowledge->ledger;
	return ledger_pulled_dues(
		       ledger, arena, &knowledge->pulled, &knowledge->pulled_count, why) &&
	       ledger_held_items(ledger, arena, &knowledge->held, &knowledge->held_count, why);
}

static bool read_latest(struct knowledge *knowledge, struct fault *why)
{
	return ledger_latest_export(knowledge->ledger, &knowledge->latest, why) &&
	       ledger_latest_layers(knowledge->ledger, knowledge->layers, why);
}

bool knowledge_read_numbers(struct ledger *ledger, const uint8_t *secret, day_number day,
	struct notice_numbers *numbers, struct fault *why)
{
	*numbers = (struct notice_numbers){.year = civil_parts(day).year, .secret = secret};
	return ledger == NULL || ledger_last_serial(ledger, numbers->year, &numbers->serial, why);
}

bool knowledge_read(const struct office *office, struct ledger *ledger, day_number night,
	struct arena *arena, struct knowledge *knowledge, struct fault *why)
{
	*knowledge = (struct knowledge){.ledger = ledger, .night = night, .trial = office->trial};
	for (int layer = 0; layer < LAYERS; layer++)
		knowledge->layers[layer] = LAYER_UNKNOWN;
	if (!knowledge_read_secret(ledger, arena, &knowledge->secret, why) ||
		!knowledge_read_numbers(
			ledger, knowledge->secret, night, &knowledge->numbers, why) ||
		!knowledge_read_notes(ledger, knowledge->secret, arena, &knowledge->notes, why) ||
		!knowledge_read_protection(ledger, arena, &knowledge->protection, why) ||
		!knowledge_read_revocations(
			office, ledger, NULL, arena, &knowledge->revocations, why))
		return false;
	return ledger == NULL ||
	       (ledger_known_dues(
			ledger, night, arena, &knowledge->dues, &knowledge->due_count, why) &&
		       read_appointments(knowledge, arena, why) &&
		       read_houses(knowledge, arena, why) &&
		       read_letters(&office->mailing, knowledge, arena, why) &&
		       read_stopped(knowledge, arena, why) && read_latest(knowledge, why) &&
		       ledger_trial_begun(ledger, &knowledge->trial, why) &&
		       ledger_awaited(
			       ledger, arena, &knowledge->awaited, &knowledge->awaited_count, why));
}

/* ---- one by one ---- */

static int compare_number(const void *key, const void *element)
{
	return strcmp(key, ((const struct notice *)element)->number);
}

const struct notice *knowledge_pending(const struct knowledge *knowledge, const char *number)
{
	return sorted_run(number, knowledge->pending, knowledge->pending_count,
		sizeof *knowledge->pending, compare_number, NULL);
}

bool knowledge_promise(const struct knowledge *knowledge, const char *uid, struct arena *arena,
	struct promise **promise, struct fault *why)
{
	*promise = NULL;
	return knowledge->ledger == NULL ||
	       ledger_promise(knowledge->ledger, uid, arena, promise, why);
}

bool knowledge_export_seen(const struct knowledge *knowledge, const char *digest,
	struct ledger_export *first, struct fault *why)
{
	*first = (struct ledger_export){0};
	return knowledge->ledger == NULL ||
	       ledger_export_seen(knowledge->ledger, digest, first, why);
}

bool knowledge_repeated(
	const struct knowledge *knowledge, const char *digest, int *run, struct fault *why)
{
	int last = 0;
	*run = 0;
	return knowledge->ledger == NULL ||
	       ledger_find_night(knowledge->ledger, knowledge->night, digest, run, &last, why);
}
