#include "night/attendances.h"

#include "decide/dues/attendance.h"
#include "decide/dues/due_index.h"

#include <string.h>

/* Of 310,000 residents the few that are awaited are found by the index of the dues: it is given one
 * due for each of them that only says whose it is. */

struct attendances {
	const struct office *office;
	struct awaited_letter *letters;
	size_t count;
	bool *shown;          /* of each letter: the register has one of its documents */
	struct due_index *of; /* one for each resident */
	size_t *firsts;       /* of each of these, the first letter */
	struct renewal *renewals;
	size_t renewal_count, capacity;
	struct arena *arena;
};

static bool is_first(const struct awaited_letter *letters, size_t i)
{
	return i == 0 || strcmp(letters[i].resident, letters[i - 1].resident) != 0;
}

struct attendances *attendances_open(const struct office *office, struct awaited_letter *letters,
	size_t count, struct arena *arena)
{
	struct attendances *attendances = arena_alloc(arena, sizeof *attendances);
	size_t people = 0, used = 0;
	for (size_t i = 0; i < count; i++)
		people += is_first(letters, i);
	struct known_due *residents = arena_alloc(arena, people * sizeof *residents);
	*attendances = (struct attendances){.office = office, .letters = letters, .count = count};
	attendances->arena = arena;
	attendances->shown = arena_alloc(arena, count * sizeof *attendances->shown);
	attendances->firsts = arena_alloc(arena, people * sizeof *attendances->firsts);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < letters[i].due_count; k++)
			letters[i].dues[k].applied = DAY_NONE;
		if (!is_first(letters, i))
			continue;
		residents[used].resident = letters[i].resident;
		attendances->firsts[used++] = i;
	}
	attendances->of = due_index_open(residents, people, arena);
	return attendances;
}

static day_number issued_on(const struct resident *resident, enum document document)
{
	const struct certificate *certificates = resident->certificate;
	switch (document) {
	case DOCUMENT_CARD:
		return resident->card.present ? resident->card.issued : DAY_NONE;
	case DOCUMENT_AUTHENTICATION:
		return certificates[CERTIFICATE_AUTHENTICATION].present
			       ? certificates[CERTIFICATE_AUTHENTICATION].issued
			       : DAY_NONE;
	default:
		return certificates[CERTIFICATE_SIGNATURE].present
			       ? certificates[CERTIFICATE_SIGNATURE].issued
			       : DAY_NONE;
	}
}

static bool is_renewed(const struct attendances *attendances, const struct awaited_due *due,
	const struct ruling *ruling)
{
	return due->document == DOCUMENT_REVOKED
		       ? ruling->reissued
		       : attendance_renews(due->expires, ruling->current[due->document],
				 attendances->office->limits.moved_days);
}

/* When the new card was applied for that is under way, or that has renewed this one. A day that is
 * the export's own may be the one of an application without a day, and tells nothing. */
static day_number applied_on(const struct awaited_due *due, const struct resident *resident,
	bool renewed, day_number as_of)
{
	day_number day = resident->renewal;
	if (due->document != DOCUMENT_CARD)
		return DAY_NONE;
	if (day == DAY_NONE && renewed && resident->card.present)
		day = resident->card.applied;
	return day < as_of ? day : DAY_NONE;
}

/* A due of two letters, the first and its reminder, is renewed once. */
static void add_renewal(struct attendances *attendances, const struct awaited_letter *letter,
	const struct awaited_due *due)
{
	const struct renewal renewal = {
		letter->resident, due->document, due->expires, due->renewed};
	attendances->renewals =
		arena_grow(attendances->arena, attendances->renewals, attendances->renewal_count, 1,
			&attendances->capacity, sizeof *attendances->renewals);
	attendances->renewals[attendances->renewal_count++] = renewal;
}

static void look_at_letter(struct attendances *attendances, size_t at,
	const struct resident *resident, const struct ruling *ruling, day_number as_of)
{
	struct awaited_letter *letter = &attendances->letters[at];
	for (size_t i = 0; i < letter->due_count; i++) {
		struct awaited_due *due = &letter->dues[i];
		attendances->shown[at] |= due->document == DOCUMENT_REVOKED ||
					  ruling->current[due->document] != DAY_NONE;
		bool renewed = is_renewed(attendances, due, ruling);
		due->applied = applied_on(due, resident, renewed, as_of);
		if (due->renewed != DAY_NONE || !renewed)
			continue;
		due->renewed = attendance_renewed_on(issued_on(resident, due->document),
			letter->written, as_of, attendances->office->attendance_days);
		add_renewal(attendances, letter, due);
	}
}

void attendances_resident(struct attendances *attendances, const struct resident *resident,
	const struct ruling *ruling, day_number as_of)
{
	size_t found = 0;
	if (resident->state != RESIDENT_PRESENT ||
		due_index_find(attendances->of, resident->id, &found) == 0)
		return;
	for (size_t i = attendances->firsts[found];
		i < attendances->count &&
		strcmp(attendances->letters[i].resident, resident->id) == 0;
		i++)
		look_at_letter(attendances, i, resident, ruling, as_of);
}

static bool is_same(const struct attended *one, const struct attended *other)
{
	return one->attendance == other->attendance && one->renewed == other->renewed &&
	       one->in_time == other->in_time && one->by_visit == other->by_visit &&
	       one->settled == other->settled;
}

void attendances_finish(
	struct attendances *attendances, day_number as_of, struct night_decided *decided)
{
	struct attended *attended =
		arena_alloc(attendances->arena, attendances->count * sizeof *attended);
	size_t used = 0;
	for (size_t i = 0; i < attendances->count; i++) {
		const struct awaited_letter *letter = &attendances->letters[i];
		const struct attended found = attendance_judge(
			letter, as_of, attendances->shown[i], attendances->office->attendance_days);
		if (!is_same(&found, &letter->known))
			attended[used++] = found;
	}
	decided->attended = attended;
	decided->attended_count = used;
	decided->renewals = attendances->renewals;
	decided->renewal_count = attendances->renewal_count;
}
