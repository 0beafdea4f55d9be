#include "document/operators/tally.h"

#include "document/operators/lists.h"
#include "model/mailing.h"

#include <stdlib.h>
#include <string.h>

/* A night is counted once, so that report, summary and metrics cannot disagree. The rows of one
 * resident stand together: people and letters are counted by runs. */

static bool is_standing(const struct appointment *appointment)
{
	return appointment->state == APPOINTMENT_STATE_OFFERED ||
	       appointment->state == APPOINTMENT_STATE_MOVED;
}

static void count_place(const struct office *office, const struct appointment *appointment,
	long counters[COUNTERS_MAX])
{
	int index = office_counter(office, appointment->counter);
	if (index >= 0)
		counters[index]++;
}

/* The rows of one resident, who gets at most one letter a night: it is counted once, whatever rows
 * by hand or without a letter stand between its own. */
static void count_letter(
	const struct office *office, const struct night_due *dues, size_t rows, struct tally *tally)
{
	const struct night_due *letter = NULL;
	bool wanted = false;
	for (size_t i = 0; i < rows; i++) {
		if (dues[i].decision.outcome != OUTCOME_LETTER)
			continue;
		letter = &dues[i];
		wanted |= office->matters[dues[i].decision.matter].appointment != APPOINTMENT_NONE;
	}
	if (letter == NULL)
		return;
	tally->letters++;
	if (is_standing(&letter->appointment)) {
		tally->appointments++;
		count_place(office, &letter->appointment, tally->counters);
	} else if (wanted) {
		tally->unplaced++;
	}
}

/* Where the run of rows about one resident ends that begins at `first`. */
static size_t run_end(const struct night_due *dues, size_t count, size_t first)
{
	size_t end = first + 1;
	while (end < count && strcmp(dues[end].resident, dues[first].resident) == 0)
		end++;
	return end;
}

/* Is a place kept for this resident by a house that has not answered? */
static bool is_in_house(const struct night *night, const char *resident)
{
	for (size_t i = 0; i < night->house_count; i++) {
		const struct house_entry *entry = &night->houses[i];
		for (size_t k = 0; entry->house.state == HOUSE_OPEN && k < entry->member_count; k++)
			if (strcmp(entry->members[k].resident, resident) == 0)
				return true;
	}
	return false;
}

/* Of the rows about one resident: is any by hand, and is each of these only since the house is to
 * be asked? */
static void count_hand(
	const struct night *night, const struct night_due *rows, size_t count, struct tally *tally)
{
	bool hand = false, alone = false;
	for (size_t i = 0; i < count; i++) {
		bool this_one = rows[i].decision.outcome == OUTCOME_HAND;
		hand |= this_one;
		alone |= this_one && rows[i].decision.reason != REASON_ADDRESS_CAP;
	}
	tally->hand_people += hand ? 1 : 0;
	tally->hand_in_houses += hand && !alone && is_in_house(night, rows[0].resident) ? 1 : 0;
}

/* Staff telephones and writes to people, whatever number of dues each has. */
static void count_people(const struct night *night, struct arena *arena, struct tally *tally)
{
	size_t count;
	const struct night_due *rows = lists_staff(night, arena, &count);
	for (size_t i = 0, end; i < count; i = end) {
		bool call = false;
		end = run_end(rows, count, i);
		for (size_t k = i; k < end; k++)
			call |= rows[k].call;
		tally->call_people += call ? 1 : 0;
	}
	for (size_t i = 0, end; i < night->due_count; i = end) {
		end = run_end(night->dues, night->due_count, i);
		count_hand(night, &night->dues[i], end - i, tally);
	}
}

static void count_dues(const struct office *office, const struct night *night, struct tally *tally)
{
	const struct night_due *dues = night->dues;
	for (size_t i = 0; i < night->due_count; i++) {
		const struct decision *decision = &dues[i].decision;
		tally->outcomes[decision->outcome]++;
		tally->matters[decision->matter][decision->outcome]++;
		tally->reasons[decision->outcome][decision->reason]++;
		tally->call += dues[i].call ? 1 : 0;
	}
	for (int matter = 0; matter < MATTERS; matter++)
		tally->listed[matter] = matter != MATTER_REVOKED || office->revoked.letter;
	for (size_t i = 0; i < night->due_count; i++)
		tally->listed[dues[i].decision.matter] = true;
	for (size_t i = 0; i < night->telling_count; i++)
		tally->call += night->tellings[i].call ? 1 : 0;
	for (size_t i = 0, end; i < night->due_count; i = end) {
		end = run_end(dues, night->due_count, i);
		count_letter(office, &dues[i], end - i, tally);
	}
}

static int by_code(const void *left, const void *right)
{
	return strcmp(
		((const struct tally_code *)left)->code, ((const struct tally_code *)right)->code);
}

/* There are a few dozen codes at most: a search from the start is quick enough. */
static void count_exceptions(const struct night *night, struct arena *arena, struct tally *tally)
{
	struct tally_code *codes = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < night->exception_count; i++) {
		const char *code = night->exceptions[i].code;
		size_t at = 0;
		while (at < count && strcmp(codes[at].code, code) != 0)
			at++;
		if (at == count) {
			codes = arena_grow(arena, codes, count, 1, &capacity, sizeof *codes);
			codes[count++].code = code;
		}
		codes[at].count++;
		tally->unconfirmed += strcmp(code, MAILING_UNCONFIRMED) == 0 ? 1 : 0;
	}
	if (count > 1)
		qsort(codes, count, sizeof *codes, by_code);
	tally->exceptions = codes;
	tally->exception_codes = count;
}

void tally_night(const struct office *office, const struct night *night, struct arena *arena,
	struct tally *tally)
{
	*tally = (struct tally){0};
	count_dues(office, night, tally);
	count_people(night, arena, tally);
	for (size_t i = 0; i < night->agenda_count; i++)
		count_place(office, &night->agenda[i].appointment, tally->agenda);
	for (size_t i = 0; i < night->sheet_count; i++) {
		tally->changes[night->sheets[i].kind]++;
		tally->formats[night->sheets[i].recipient.format]++;
		if (night->sheets[i].enclosure.envelope > tally->envelopes)
			tally->envelopes = night->sheets[i].enclosure.envelope;
	}
	count_exceptions(night, arena, tally);
}
