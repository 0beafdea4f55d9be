#include "command/check_desks.h"

#include "base/phrase.h"
#include "base/retell.h"
#include "intake/office/opening_hours.h"
#include "ledger/requests.h"
#include "model/desks.h"
#include "night/desks_short.h"
#include "night/kept_appointments.h"

/* How many an opening could serve is said of it whole: bands for people without appointment, which
 * leave fewer desks, are days of their own. */

/* ---- who is expected ---- */

static const char *expected_message(const struct desks_check *check, size_t counter,
	const struct opening *opening, struct arena *arena)
{
	const struct office *office = check->office;
	const char *id = office->counters[counter].id;
	struct share came = office->came == NULL ? (struct share){0} : office->came[counter];
	const struct share_interval seen = share_wilson(came);
	int given = desks_expecting(opening->desks, opening->expect_permille);
	if (opening->desks < EXPECTING_DESKS_LEAST)
		return arena_print(arena,
			phrase("%s: expect has no effect with fewer than %d desks"), id,
			EXPECTING_DESKS_LEAST);
	if (desks_proven(opening->expect_permille, came))
		return arena_print(arena,
			phrase("%s: %d appointments for %d desks: of %ld people %ld came, which "
			       "is %.1f to %.1f %%"),
			id, given, opening->desks, came.of, came.hits, 100 * seen.low,
			100 * seen.high);
	if (came.of < EXPECTING_SEEN_LEAST)
		return arena_print(arena,
			phrase("%s: as many appointments as desks until %d letters are seen to "
			       "their end, now %ld"),
			id, EXPECTING_SEEN_LEAST, came.of);
	return arena_print(arena,
		phrase("%s: as many appointments as desks: of %ld people %ld came, which is %.1f "
		       "to %.1f %% and not proven to be %d %% or fewer"),
		id, came.of, came.hits, 100 * seen.low, 100 * seen.high,
		opening->expect_permille / 10);
}

bool check_expected(const struct desks_check *check, struct ledger *ledger, struct arena *arena,
	struct fault *why)
{
	const struct office *office = check->office;
	if (ledger != NULL && !kept_appointments_tell(check->office, ledger, arena, why))
		return false;
	for (size_t i = 0; i < office->counter_count; i++)
		for (size_t k = 0; k < office->counters[i].opening_count; k++) {
			const struct opening *opening = &office->counters[i].openings[k];
			if (opening->expect_permille != 0)
				check->finding(check->context, office->path, opening->line,
					expected_message(check, i, opening, arena));
		}
	return true;
}

/* ---- who has an appointment ---- */

/* Those of letters and those that another system has booked, in one list. */
static bool list_standing(struct ledger *ledger, day_number today, struct arena *arena,
	struct standing_appointment **standing, size_t *count, struct fault *why)
{
	struct standing_appointment *elsewhere = NULL;
	size_t others = 0, capacity;
	if (!ledger_standing_appointments(ledger, today, arena, standing, count, why) ||
		!ledger_elsewhere(ledger, today, arena, &elsewhere, &others, why))
		return false;
	capacity = *count;
	*standing = arena_grow(arena, *standing, *count, others, &capacity, sizeof **standing);
	for (size_t i = 0; i < others; i++)
		(*standing)[(*count)++] = elsewhere[i];
	return true;
}

static const char *short_message(
	const struct office *office, const struct booked_visit *visit, struct arena *arena)
{
	char message[256];
	const char *said =
		retell_spoken(desks_short_message(office, visit, message, sizeof message), arena);
	return visit->resident[0] == '\0'
		       ? arena_print(
				 arena, phrase("request %s: desks-short: %s"), visit->notice, said)
		       : arena_print(arena, phrase("resident %s: desks-short: %s"), visit->resident,
				 said);
}

bool check_desks(const struct desks_check *check, struct ledger *ledger, const char *path,
	struct arena *arena, struct fault *why)
{
	const struct office *office = check->office;
	struct standing_appointment *standing = NULL;
	struct booked_visit *found = NULL;
	struct calendar calendar;
	size_t standing_count = 0;
	day_number last = check->today;
	if (!list_standing(ledger, check->today, arena, &standing, &standing_count, why))
		return false;
	for (size_t i = 0; i < standing_count; i++)
		last = standing[i].appointment.day > last ? standing[i].appointment.day : last;
	if (!hours_expand(office, check->today, last, arena, &calendar, why))
		return false;
	size_t count = desks_short_find(office, &calendar, standing, standing_count, arena, &found);
	for (size_t i = 0; i < count; i++)
		check->finding(check->context, path, 0, short_message(office, &found[i], arena));
	return true;
}
