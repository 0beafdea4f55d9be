#include "command/stops.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* What the work below shares. */
struct stops {
	const struct desk_notes *notes;
	const struct known_due *known; /* by resident */
	size_t known_count;
	const struct admission *admission;
	enum due_state *ended; /* by known due: DUE_OPEN while it goes on */
};

static int compare_known(const void *key, const void *element)
{
	return strcmp(key, ((const struct known_due *)element)->resident);
}

static int compare_person(const void *key, const void *element)
{
	return strcmp(key, (*(struct admit_person *const *)element)->recipient.resident);
}

static const struct admit_person *find_person(const struct stops *stops, const char *resident)
{
	struct admit_person *const *found =
		stops->admission->person_count == 0
			? NULL
			: bsearch(resident, stops->admission->people,
				  stops->admission->person_count, sizeof *found, compare_person);
	return found == NULL ? NULL : *found;
}

static const struct decision *find_decision(
	const struct admit_person *person, const struct known_due *known)
{
	for (size_t i = 0; person != NULL && i < person->count; i++)
		if (person->dues[i].known == known)
			return &person->dues[i].decision;
	return NULL;
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

/* Why this due no longer wants its letter, NULL while it does. */
static const char *due_reason(
	const struct stops *stops, const struct admit_person *person, const struct known_due *known)
{
	const struct decision *decision = find_decision(person, known);
	if (decision != NULL && decision->outcome == OUTCOME_HAND)
		return "by-hand";
	if (decision != NULL && decision->outcome == OUTCOME_NONE)
		return reason_words[decision->reason];
	enum due_state ended = stops->ended[known - stops->known];
	if (ended == DUE_OPEN)
		return NULL;
	if (ended == DUE_WITHDRAWN && known->outcome == OUTCOME_NONE)
		return reason_words[known->reason];
	return end_word(ended);
}

/* Why the letter as a whole is no longer wanted: none of its dues is. */
static const char *letter_reason(const struct stops *stops, const struct admit_person *person,
	const struct unposted_letter *letter)
{
	const struct known_due *end = stops->known + stops->known_count;
	const struct known_due *at =
		stops->known_count == 0
			? NULL
			: bsearch(letter->resident, stops->known, stops->known_count,
				  sizeof *stops->known, compare_known);
	const char *first = NULL;
	if (at == NULL)
		return NULL;
	while (at > stops->known && strcmp(at[-1].resident, letter->resident) == 0)
		at--;
	for (; at < end && strcmp(at->resident, letter->resident) == 0; at++) {
		if (!text_equal(at->notice, letter->number) &&
			!text_equal(at->first, letter->number))
			continue;
		const char *reason = due_reason(stops, person, at);
		if (reason == NULL)
			return NULL;
		if (first == NULL || at->outcome == OUTCOME_LETTER)
			first = reason;
	}
	return first;
}

static const char *stop_reason(const struct stops *stops, const struct unposted_letter *letter)
{
	const struct admit_person *person = find_person(stops, letter->resident);
	char address[ADDRESS_DIGEST_BYTES];
	if (letter->withdrawn)
		return "withdrawn";
	if (letter->held)
		return "held";
	const char *reason = letter_reason(stops, person, letter);
	if (reason != NULL || person == NULL)
		return reason;
	if (strcmp(desk_notes_address(stops->notes, &person->recipient, address),
		    letter->address) != 0)
		return "address-changed";
	return desk_notes_returned(stops->notes, &person->recipient) ? reason_words[REASON_RETURNED]
								     : NULL;
}

static void mark_ended(struct stops *stops, struct arena *arena)
{
	const struct admission *admission = stops->admission;
	stops->ended = arena_alloc(arena, stops->known_count * sizeof *stops->ended);
	for (size_t i = 0; i < stops->known_count; i++)
		stops->ended[i] = stops->known[i].state;
	for (size_t i = 0; i < admission->closed_count; i++)
		stops->ended[admission->closed[i].known - stops->known] =
			admission->closed[i].state;
}

bool stops_list(const struct night_job *job, const struct desk_notes *notes,
	const struct known_due *known, size_t known_count, const struct admission *admission,
	struct arena *arena, struct night_decided *decided, struct fault *why)
{
	struct stops stops = {
		.notes = notes,
		.known = known,
		.known_count = known_count,
		.admission = admission,
	};
	struct unposted_letter *letters = NULL;
	size_t count = 0;
	if (job->ledger == NULL)
		return true;
	if (!ledger_unposted(job->ledger, job->day - job->office->mailing.stop_days, arena,
		    &letters, &count, why))
		return false;
	mark_ended(&stops, arena);
	struct stopped_sheet *stopped = arena_alloc(arena, count * sizeof *stopped);
	for (size_t i = 0; i < count; i++) {
		const char *reason = stop_reason(&stops, &letters[i]);
		if (reason != NULL)
			stopped[decided->stop_count++] =
				(struct stopped_sheet){letters[i].number, reason};
	}
	decided->stops = stopped;
	return true;
}
