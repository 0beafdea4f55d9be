#include "command/stops.h"

#include "base/text.h"
#include "command/drawn.h"
#include "decide/addressee.h"
#include "ledger/unposted.h"

#include <stdlib.h>
#include <string.h>

/* Letters are few and the register is long: their residents are known before it is read, and what
 * it says of each is noted as it passes. */

/* A resident to whom such letters are written, and what tonight's register says. */
struct holder {
	const char *resident;
	bool read, aside;
	enum resident_state state;
	enum reason hand; /* REASON_EMPTY: a letter may go */
	char address[ADDRESS_DIGEST_BYTES];
};

struct stops {
	const struct night_job *job;
	const struct desk_notes *notes;
	struct arena *arena;
	struct unposted_letter *letters; /* in the order of the list */
	size_t letter_count;
	struct holder *holders; /* by resident, once each */
	size_t holder_count;
	bool anybody; /* one was set aside who may be anybody */
	const struct protections *protections;
};

/* ---- before the register ---- */

static int compare_holders(const void *left, const void *right)
{
	return strcmp(
		((const struct holder *)left)->resident, ((const struct holder *)right)->resident);
}

static void list_holders(struct stops *stops)
{
	size_t count = 0;
	stops->holders = arena_alloc(stops->arena, stops->letter_count * sizeof *stops->holders);
	for (size_t i = 0; i < stops->letter_count; i++)
		stops->holders[i] = (struct holder){.resident = stops->letters[i].resident};
	if (stops->letter_count > 0)
		qsort(stops->holders, stops->letter_count, sizeof *stops->holders, compare_holders);
	for (size_t i = 0; i < stops->letter_count; i++)
		if (i == 0 ||
			strcmp(stops->holders[i].resident, stops->holders[count - 1].resident) != 0)
			stops->holders[count++] = stops->holders[i];
	stops->holder_count = count;
}

bool stops_open(const struct night_job *job, const struct desk_notes *notes,
	const struct protections *protections, struct arena *arena, struct stops **stops,
	struct fault *why)
{
	struct stops *opened = arena_alloc(arena, sizeof *opened);
	*opened = (struct stops){
		.job = job, .notes = notes, .arena = arena, .protections = protections};
	if (job->ledger != NULL &&
		!ledger_unposted(job->ledger, job->day - job->office->mailing.stop_days, arena,
			&opened->letters, &opened->letter_count, why))
		return false;
	list_holders(opened);
	*stops = opened;
	return true;
}

/* ---- while the register passes ---- */

static struct holder *find_holder(const struct stops *stops, const char *resident)
{
	const struct holder key = {.resident = resident};
	return stops->holder_count == 0 ? NULL
					: bsearch(&key, stops->holders, stops->holder_count,
						  sizeof key, compare_holders);
}

bool stops_concern(const struct stops *stops, const char *resident)
{
	return find_holder(stops, resident) != NULL;
}

void stops_resident(struct stops *stops, const struct resident *resident,
	const struct ruling *ruling, enum reason hand)
{
	struct holder *holder = find_holder(stops, resident->id);
	if (holder == NULL)
		return;
	const struct recipient recipient =
		addressee_of(stops->job->office, stops->job->day, resident, ruling);
	holder->read = true;
	holder->state = resident->state;
	holder->hand = hand;
	if (hand == REASON_EMPTY)
		holder->hand = drawn_by_hand(stops->job->letters, &recipient);
	desk_notes_address(stops->notes, &recipient, holder->address);
}

void stops_aside(struct stops *stops, const char *resident, enum reason hand)
{
	struct holder *holder = find_holder(stops, resident);
	stops->anybody |= resident[0] == '\0';
	if (holder != NULL) {
		holder->aside = true;
		holder->hand = hand;
	}
}

/* ---- after the register ---- */

static int compare_person(const void *key, const void *element)
{
	return strcmp(key, (*(struct admit_person *const *)element)->recipient.resident);
}

static const struct admit_due *find_due(
	const struct admit_person *person, const struct unposted_item *item)
{
	for (size_t i = 0; person != NULL && i < person->count; i++)
		if (person->dues[i].document == item->document &&
			person->dues[i].decision.expires == item->expires)
			return &person->dues[i];
	return NULL;
}

/* What became of a due that ended without a decision of its own; DUE_OPEN when none did. */
static enum due_state closed_state(
	const struct admission *admission, const char *resident, const struct unposted_item *item)
{
	for (size_t from = 0, end = admission->closed_count; from < end;) {
		size_t middle = from + (end - from) / 2;
		const struct known_due *known = admission->closed[middle].known;
		int order = strcmp(known->resident, resident);
		if (order == 0)
			order = (int)known->document - (int)item->document;
		if (order == 0)
			order = (known->expires > item->expires) - (known->expires < item->expires);
		if (order == 0)
			return admission->closed[middle].state;
		if (order < 0)
			from = middle + 1;
		else
			end = middle;
	}
	return DUE_OPEN;
}

static const char *end_word(enum due_state state)
{
	static const char *const words[DUE_STATES] = {
		[DUE_RENEWED] = "renewed",
		[DUE_WITHDRAWN] = "vanished",
		[DUE_LAPSED] = "lapsed",
	};
	return words[state];
}

/* Why this due no longer wants the letter, NULL while it does. */
static const char *due_reason(const struct admission *admission, const struct admit_person *person,
	const struct unposted_letter *letter, const struct unposted_item *item)
{
	const struct admit_due *due = find_due(person, item);
	if (due != NULL) {
		bool none = due->decision.outcome == OUTCOME_NONE;
		bool ends = letter->kind == NOTICE_EXPIRY || due->state != DUE_OPEN;
		return none && ends ? reason_words[due->decision.reason] : NULL;
	}
	enum due_state state = closed_state(admission, letter->resident, item);
	if (state != DUE_OPEN)
		return end_word(state);
	if (item->state == DUE_WITHDRAWN && item->outcome == OUTCOME_NONE)
		return reason_words[item->reason];
	return end_word(item->state);
}

static bool any_by_hand(const struct admit_person *person, const struct unposted_letter *letter)
{
	for (size_t i = 0; i < letter->item_count; i++) {
		const struct admit_due *due = find_due(person, &letter->items[i]);
		if (due != NULL && due->decision.outcome == OUTCOME_HAND)
			return true;
	}
	return false;
}

/* Why nothing that the letter is about by itself wants it any more, NULL while something does. */
static const char *unwanted(const struct admission *admission, const struct admit_person *person,
	const struct unposted_letter *letter)
{
	const char *first = NULL;
	for (size_t i = 0; i < letter->item_count; i++) {
		if (letter->items[i].covered)
			continue;
		const char *reason = due_reason(admission, person, letter, &letter->items[i]);
		if (reason == NULL)
			return NULL;
		if (first == NULL)
			first = reason;
	}
	return first;
}

/* What the last night found, of whom tonight's register could not be read. */
static const char *listed_reason(const struct unposted_letter *letter)
{
	bool found = letter->listed[0] != '\0' && strcmp(letter->listed, "withdrawn") != 0 &&
		     strcmp(letter->listed, "held") != 0;
	return found ? letter->listed : NULL;
}

static const char *register_reason(const struct stops *stops, const struct admission *admission,
	const struct unposted_letter *letter)
{
	static const enum reason gone[RESIDENT_STATES] = {
		[RESIDENT_MOVED_OUT] = REASON_MOVED_OUT,
		[RESIDENT_DECEASED] = REASON_DECEASED,
		[RESIDENT_REMOVED] = REASON_REMOVED,
		[RESIDENT_ABROAD] = REASON_ABROAD,
	};
	const struct holder *holder = find_holder(stops, letter->resident);
	struct admit_person *const *found =
		admission->person_count == 0
			? NULL
			: bsearch(letter->resident, admission->people, admission->person_count,
				  sizeof *found, compare_person);
	const struct admit_person *person = found == NULL ? NULL : *found;
	bool unknown = !holder->read && (holder->aside || stops->anybody);
	const char *reason = unknown ? listed_reason(letter) : NULL;
	/* Who was not read may be known to be under protection all the same. */
	if (!holder->read && protections_cover(stops->protections, letter->resident))
		return "by-hand";
	if (holder->read && gone[holder->state] != REASON_EMPTY)
		return reason_words[gone[holder->state]];
	if (holder->hand == REASON_RETURNED)
		return reason_words[REASON_RETURNED];
	if (holder->hand != REASON_EMPTY || any_by_hand(person, letter))
		return "by-hand";
	if (reason == NULL)
		reason = unwanted(admission, person, letter);
	if (reason != NULL || unknown)
		return reason;
	if (!holder->read)
		return "vanished";
	return strcmp(holder->address, letter->address) != 0 ? "address-changed" : NULL;
}

static const char *stop_reason(const struct stops *stops, const struct admission *admission,
	const struct unposted_letter *letter)
{
	const char *reason =
		letter->withdrawn ? "withdrawn" : register_reason(stops, admission, letter);
	return reason == NULL && letter->held ? "held" : reason;
}

void stops_list(
	const struct stops *stops, const struct admission *admission, struct night_decided *decided)
{
	struct stopped_sheet *stopped =
		arena_alloc(stops->arena, stops->letter_count * sizeof *stopped);
	for (size_t i = 0; i < stops->letter_count; i++) {
		const char *reason = stop_reason(stops, admission, &stops->letters[i]);
		if (reason != NULL)
			stopped[decided->stop_count++] =
				(struct stopped_sheet){stops->letters[i].number, reason};
	}
	decided->stops = stopped;
}
