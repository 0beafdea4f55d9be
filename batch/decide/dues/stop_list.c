#include "decide/dues/stop_list.h"

#include "base/sorted.h"
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
	const char *address;
};

struct stop_list {
	struct arena *arena;
	const struct unposted_letter *letters; /* in the order of the list */
	size_t letter_count;
	struct holder *holders; /* by resident, once each */
	size_t holder_count;
	bool anybody; /* one was set aside who may be anybody */
};

/* ---- before the register ---- */

static int compare_holders(const void *left, const void *right)
{
	return strcmp(
		((const struct holder *)left)->resident, ((const struct holder *)right)->resident);
}

static void list_holders(struct stop_list *stops)
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

struct stop_list *stop_list_open(
	const struct unposted_letter *letters, size_t count, struct arena *arena)
{
	struct stop_list *opened = arena_alloc(arena, sizeof *opened);
	*opened = (struct stop_list){.arena = arena, .letters = letters, .letter_count = count};
	list_holders(opened);
	return opened;
}

/* ---- while the register passes ---- */

static struct holder *find_holder(const struct stop_list *stops, const char *resident)
{
	const struct holder key = {.resident = resident};
	return (struct holder *)sorted_run(
		&key, stops->holders, stops->holder_count, sizeof key, compare_holders, NULL);
}

bool stop_list_concerns(const struct stop_list *stops, const char *resident)
{
	return find_holder(stops, resident) != NULL;
}

void stop_list_resident(struct stop_list *stops, const struct resident *resident, enum reason hand,
	const char *address)
{
	struct holder *holder = find_holder(stops, resident->id);
	if (holder == NULL)
		return;
	holder->read = true;
	holder->state = resident->state;
	holder->hand = hand;
	holder->address = arena_copy(stops->arena, address);
}

void stop_list_aside(struct stop_list *stops, const char *resident, enum reason hand)
{
	struct holder *holder = find_holder(stops, resident);
	stops->anybody |= resident[0] == '\0';
	if (holder != NULL) {
		holder->aside = true;
		holder->hand = hand;
	}
}

/* ---- after the register ---- */

/* Who is asked about a letter. */
struct asked {
	const struct stop_list *stops;
	const struct reconciliation *reconciliation;
	stop_list_covered *covered;
	void *context;
};

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
static const char *due_reason(const struct reconciliation *reconciliation,
	const struct unposted_letter *letter, const struct unposted_item *item)
{
	const struct reconciled_due *due =
		reconciliation_due(reconciliation, letter->resident, item->document, item->expires);
	const struct reconciled_closed *closed = reconciliation_closed(
		reconciliation, letter->resident, item->document, item->expires);
	if (due != NULL) {
		bool none = due->decision.outcome == OUTCOME_NONE;
		bool ends = letter->kind == NOTICE_EXPIRY || due->state != DUE_OPEN;
		return none && ends ? reason_words[due->decision.reason] : NULL;
	}
	if (closed != NULL)
		return end_word(closed->state);
	if (item->state == DUE_WITHDRAWN && item->outcome == OUTCOME_NONE)
		return reason_words[item->reason];
	return end_word(item->state);
}

/* Is it to be told by staff, and no letter to leave? What form somebody asks for now calls nothing
 * back that is printed. */
static bool calls_back(enum outcome outcome, enum reason reason)
{
	return outcome == OUTCOME_HAND && reason != REASON_BRAILLE;
}

static bool any_by_hand(
	const struct reconciliation *reconciliation, const struct unposted_letter *letter)
{
	for (size_t i = 0; i < letter->item_count; i++) {
		const struct unposted_item *item = &letter->items[i];
		const struct reconciled_due *due = reconciliation_due(
			reconciliation, letter->resident, item->document, item->expires);
		if (due != NULL && calls_back(due->decision.outcome, due->decision.reason))
			return true;
	}
	return false;
}

/* Why nothing that the letter is about by itself wants it any more, NULL while something does. */
static const char *why_unwanted(
	const struct reconciliation *reconciliation, const struct unposted_letter *letter)
{
	const char *first = NULL;
	for (size_t i = 0; i < letter->item_count; i++) {
		if (letter->items[i].covered)
			continue;
		const char *reason = due_reason(reconciliation, letter, &letter->items[i]);
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
		     strcmp(letter->listed, "held") != 0 && strcmp(letter->listed, "envelope") != 0;
	return found ? letter->listed : NULL;
}

static const char *register_reason(const struct asked *asked, const struct unposted_letter *letter)
{
	static const enum reason gone[RESIDENT_STATES] = {
		[RESIDENT_MOVED_OUT] = REASON_MOVED_OUT,
		[RESIDENT_DECEASED] = REASON_DECEASED,
		[RESIDENT_REMOVED] = REASON_REMOVED,
		[RESIDENT_ABROAD] = REASON_ABROAD,
	};
	const struct reconciliation *reconciliation = asked->reconciliation;
	const struct holder *holder = find_holder(asked->stops, letter->resident);
	bool unknown = !holder->read && (holder->aside || asked->stops->anybody);
	const char *reason = unknown ? listed_reason(letter) : NULL;
	/* Who was not read may be known to be under protection all the same. */
	if (!holder->read && asked->covered(asked->context, letter->resident))
		return "by-hand";
	if (holder->read && gone[holder->state] != REASON_EMPTY)
		return reason_words[gone[holder->state]];
	if (holder->hand == REASON_RETURNED)
		return reason_words[REASON_RETURNED];
	if (holder->hand != REASON_EMPTY || any_by_hand(reconciliation, letter))
		return "by-hand";
	if (reason == NULL)
		reason = why_unwanted(reconciliation, letter);
	if (reason != NULL || unknown)
		return reason;
	if (!holder->read)
		return "vanished";
	return strcmp(holder->address, letter->address) != 0 ? "address-changed" : NULL;
}

static const char *stop_reason(const struct asked *asked, const struct unposted_letter *letter)
{
	const char *reason = letter->withdrawn ? "withdrawn" : register_reason(asked, letter);
	if (reason == NULL && letter->overtaken)
		return "appointment-changed";
	return reason == NULL && letter->held ? "held" : reason;
}

/* Is its resident to be reached by staff alone, whatever else the list says of the letter? */
static bool is_by_hand(const struct asked *asked, const struct unposted_letter *letter)
{
	const struct holder *holder = find_holder(asked->stops, letter->resident);
	return (holder->hand != REASON_EMPTY && holder->hand != REASON_RETURNED) ||
	       (!holder->read && asked->covered(asked->context, letter->resident)) ||
	       any_by_hand(asked->reconciliation, letter) ||
	       (!holder->read && strcmp(letter->listed, "by-hand") == 0);
}

static bool same_envelope(const struct unposted_letter *one, const struct unposted_letter *other)
{
	return one->envelope > 0 && one->night == other->night && one->envelope == other->envelope;
}

/* Does one of those that lie in its envelope call for the whole of it? They stand beside it. */
static bool envelope_stops(const struct asked *asked, size_t index)
{
	const struct unposted_letter *letters = asked->stops->letters;
	size_t first = index, end = index + 1;
	bool stops = false;
	while (first > 0 && same_envelope(&letters[first - 1], &letters[index]))
		first--;
	while (end < asked->stops->letter_count && same_envelope(&letters[end], &letters[index]))
		end++;
	for (size_t i = first; i < end; i++)
		stops |= i != index && is_by_hand(asked, &letters[i]);
	return stops;
}

/* What befalls the letter itself says more than what lies with it, but for its mailing's hold. */
static const char *lying_reason(const struct asked *asked, size_t index)
{
	const char *reason = stop_reason(asked, &asked->stops->letters[index]);
	bool own = reason != NULL && strcmp(reason, "held") != 0;
	return !own && envelope_stops(asked, index) ? "envelope" : reason;
}

size_t stop_list_make(const struct stop_list *stops, const struct reconciliation *reconciliation,
	stop_list_covered *covered, void *context, const struct stopped_sheet **sheets)
{
	const struct asked asked = {stops, reconciliation, covered, context};
	struct stopped_sheet *stopped =
		arena_alloc(stops->arena, stops->letter_count * sizeof *stopped);
	size_t count = 0;
	for (size_t i = 0; i < stops->letter_count; i++) {
		const char *reason = lying_reason(&asked, i);
		if (reason != NULL)
			stopped[count++] = (struct stopped_sheet){stops->letters[i].number, reason};
	}
	*sheets = stopped;
	return count;
}
