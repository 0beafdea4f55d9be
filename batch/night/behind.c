#include "night/behind.h"

#include "base/phrase.h"
#include "base/retell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * A night's folder comes after the ledger's commit, so a folder that the ledger does not know was
 * made from another ledger or from a later state of this one. What lies in it cannot be learnt
 * again in full (no folder says at which desk an appointment is, nor what staff did since), so
 * that the way back is the right ledger, or the same nights once more; going on is for people to
 * decide.
 */

bool behind_missing(const char *ledger_path)
{
	struct stat status;
	return stat(ledger_path, &status) != 0 ? errno == ENOENT
					       : S_ISREG(status.st_mode) && status.st_size == 0;
}

static bool let_go(const struct lost_folder *lost, size_t count, const struct shown_folder *shown)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(lost[i].name, shown->name) == 0 &&
			strcmp(lost[i].lineage, shown->lineage) == 0)
			return true;
	return false;
}

/* A folder of staff's is known by its letter: no number above the last one has been given. */
static bool number_known(
	struct ledger *ledger, const struct shown_folder *shown, bool *known, struct fault *why)
{
	int serial = 0, year = 2000 + (int)strtol(shown->number, NULL, 10);
	if (ledger != NULL && !ledger_last_serial(ledger, year, &serial, why))
		return false;
	*known = strtol(shown->number + 3, NULL, 10) <= serial;
	return true;
}

static bool night_known(
	struct ledger *ledger, const struct shown_folder *shown, bool *known, struct fault *why)
{
	char lineage[LINEAGE_BYTES] = "";
	if (ledger != NULL && !ledger_lineage(ledger, shown->day, shown->run, lineage, why))
		return false;
	*known = lineage[0] != '\0' &&
		 (shown->lineage[0] == '\0' || strcmp(shown->lineage, lineage) == 0);
	return true;
}

/* What is to be said of the lost folders, and why they are. */
static const char *message_of(
	const struct behind *behind, const char *out, const char *cause, struct arena *arena)
{
	const struct lost_folder *lost = behind->lost;
	const char *number = "";
	bool many = behind->lost_count > 1;
	for (size_t i = 0; i < behind->lost_count; i++)
		if (strcmp(lost[i].number, number) > 0)
			number = lost[i].number;
	const char *names = many ? arena_print(arena, PHRASE("%s to %s"), lost[0].name,
					   lost[behind->lost_count - 1].name)
				 : lost[0].name;
	return arena_print(arena,
		number[0] != '\0' ? PHRASE("%s: the ledger does not know %zu of the folders here "
					   "(%s; letters up to %s): %s")
				  : PHRASE("%s: the ledger does not know %zu of the folders here "
					   "(%s): %s"),
		out, behind->lost_count, names, number[0] != '\0' ? number : cause, cause);
}

bool behind_find(const char *out, struct ledger *ledger, struct arena *arena, struct behind *behind,
	struct fault *why)
{
	struct shown_folder *shown = NULL;
	struct lost_folder *gone = NULL;
	struct ledger_export latest = {.found = false};
	size_t gone_count = 0;
	char mark[MARK_BYTES] = "";
	const char *cause = PHRASE("it is older than they are, or has decided otherwise");
	*behind = (struct behind){0};
	if (!shown_read(out, arena, &shown, &behind->shown_count, why) ||
		(ledger != NULL && (!ledger_lost(ledger, arena, &gone, &gone_count, why) ||
					   !ledger_latest_export(ledger, &latest, why) ||
					   !ledger_mark(ledger, mark, why))))
		return false;
	struct lost_folder *lost = arena_alloc(arena, behind->shown_count * sizeof *lost);
	for (size_t i = 0; i < behind->shown_count; i++) {
		bool known = true;
		if (!(shown[i].day == DAY_NONE ? number_known(ledger, &shown[i], &known, why)
					       : night_known(ledger, &shown[i], &known, why)))
			return false;
		if (known || let_go(gone, gone_count, &shown[i]))
			continue;
		lost[behind->lost_count++] =
			(struct lost_folder){shown[i].name, shown[i].lineage, shown[i].number};
		if (shown[i].ledger[0] != '\0' && strcmp(shown[i].ledger, mark) != 0)
			cause = PHRASE("another ledger has made them");
	}
	behind->shown = shown;
	behind->lost = lost;
	if (behind->lost_count > 0)
		behind->message = message_of(
			behind, out, latest.found ? cause : PHRASE("it is gone, or empty"), arena);
	return true;
}

bool behind_refuse(const struct behind *behind, struct fault *why)
{
	struct arena *arena = arena_open();
	fault_set(why, FAULT_REGISTER,
		"ledger-behind: %s\nhint: bring back the ledger that made them, or an earlier copy of "
		"it and then each night since, in order, with its own register, the desk's words and "
		"an --out of its own, until this is not said any more. To go on without those nights, "
		"--accept ledger-behind --why TEXT: no number is given twice, but whoever got a letter "
		"in them gets another, and their appointments are not known; hold that first mailing "
		"(kigen mailing hold) and compare it with dues.csv of the lost nights",
		retell_spoken(behind->message, arena));
	arena_close(arena);
	return false;
}

bool behind_lose(const struct behind *behind, struct ledger *ledger, struct fault *why)
{
	for (size_t i = 0; i < behind->lost_count; i++)
		if (!ledger_lose(ledger, &behind->lost[i], why))
			return false;
	return true;
}

int behind_run(const struct behind *behind, day_number day)
{
	int run = 0;
	for (size_t i = 0; i < behind->shown_count; i++)
		if (behind->shown[i].day == day && behind->shown[i].run > run)
			run = behind->shown[i].run;
	return run;
}
