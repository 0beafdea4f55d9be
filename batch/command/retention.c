#include "command/retention.h"

#include "document/files/discard.h"
#include "ledger/staff.h"
#include "model/committed_night.h"

/* How a day before which things go becomes an order to the ledger, and how the folders of the
 * nights that went are found: by the ledger's names, never by what lies in the folder. */

bool retention_delete(struct ledger *ledger, const struct office *office, day_number before,
	day_number today, struct purge_count *count, struct fault *why)
{
	const struct purge purge = {
		.before = before,
		.unposted = today - office->mailing.stop_days,
		.today = today,
	};
	return ledger_purge(ledger, &purge, count, why);
}

bool retention_night(
	struct ledger *ledger, const struct office *office, day_number night, struct fault *why)
{
	struct purge_count count = {0};
	if (!ledger_begin(ledger, why))
		return false;
	if (!retention_delete(ledger, office, night - office->retention_days, night, &count, why)) {
		ledger_rollback(ledger);
		return false;
	}
	bool any = count.letters + count.dues + count.exceptions > 0;
	return ledger_staff_commit(ledger, why) && (!any || ledger_compact(ledger, why));
}

bool retention_folders(struct ledger *ledger, const char *out, bool remove, struct arena *arena,
	struct retention_folders *folders, struct fault *why)
{
	struct purged_night *nights = NULL;
	size_t count = 0;
	*folders = (struct retention_folders){0};
	if (!ledger_purged(ledger, arena, &nights, &count, why))
		return false;
	folders->left = arena_alloc(arena, count * sizeof *folders->left);
	for (size_t i = 0; i < count; i++) {
		char name[NIGHT_NAME_BYTES];
		night_name(nights[i].day, nights[i].run, name);
		bool gone = remove && discard_remainder(out, name);
		if (!gone && (!discard_is_night(out, name) || discard_is_cleared(out, name)))
			continue;
		if (remove && !gone && !discard_night(out, name, &gone, why))
			return false;
		if (gone)
			folders->removed++;
		else
			folders->left[folders->left_count++] = arena_copy(arena, name);
	}
	return true;
}

bool retention_clear(struct command *command, day_number night, size_t *cleared, struct fault *why)
{
	const char *out = command->options.out;
	int days = command->office->folder_days;
	struct purged_night *nights = NULL;
	struct fault later;
	size_t count = 0;
	bool done = true;
	*cleared = 0;
	if (days == 0)
		return true;
	if (!ledger_past_folders(
		    command->ledger, night - days, command->arena, &nights, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		char name[NIGHT_NAME_BYTES];
		night_name(nights[i].day, nights[i].run, name);
		if (!discard_is_night(out, name) || discard_is_cleared(out, name))
			continue;
		bool gone = discard_clear(out, name, done ? why : &later);
		*cleared += gone ? 1 : 0;
		done = gone && done;
	}
	return done;
}
