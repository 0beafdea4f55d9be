#include "command/command.h"
#include "command/commands.h"
#include "command/retention.h"

#include "base/phrase.h"
#include "ledger/staff.h"
#include "model/committed_night.h"

#include <stdio.h>

/* The ledger first, in one transaction; its file is written anew and the folders are gone through
 * after the commit, so that a command that was cut off is given again. */

static const char about[] = PHRASE(
	"Deletes from the ledger what belongs to nights before --before, as every night does by\n"
	"itself for those past the office's retention: names and addresses, exceptions, dues that\n"
	"ended. Kept are counts, numbers of letters, who is under protection, and all that a later\n"
	"night or the desk may ask for: what is open, ahead, waits, lies unposted or came back.\n"
	"Folders of such nights in DIR still hold names. They are listed, or with --remove-folders\n"
	"removed: the files that their SHA256SUMS names, and nothing else.\n");

/* Names the folders, one a line on standard output. */
static bool tell_folders(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct retention_folders folders;
	if (!ledger_compact(command->ledger, why) ||
		!retention_folders(command->ledger, options->out, options->remove, command->arena,
			&folders, why))
		return false;
	struct json *answer = answer_json(&command->answer);
	json_begin_array(answer, "folders");
	for (size_t i = 0; i < folders.left_count; i++) {
		json_put_text(answer, NULL, folders.left[i]);
		answer_say(&command->answer,
			options->remove
				? PHRASE("%s/%s: holds what is none of the night's, and stays\n")
				: PHRASE("%s/%s: past its retention\n"),
			options->out, folders.left[i]);
	}
	json_end(answer);
	json_put_integer(answer, "removed", (long long)folders.removed);
	if (folders.removed > 0)
		answer_say(&command->answer, "%zu folders removed\n", folders.removed);
	return true;
}

static int purge_nights(struct command *command, struct fault *why)
{
	day_number today = command->day, before = command->options.before;
	struct purge_count count;
	char day[CIVIL_DATE_BYTES];
	if (before == DAY_NONE)
		before = today - command->office->retention_days;
	if (before > today)
		return command_refuse(command, FAULT_USAGE, "--before %s is not before today",
			civil_format(before, day));
	if (!retention_delete(command->ledger, command->office, before, today, &count, why) ||
		!ledger_log_purge(command->ledger, before, &command->act, why))
		return 0;
	struct json *act = answer_begin_act(&command->answer, "done");
	json_put_day(act, "before", before);
	json_put_integer(act, "nights", count.nights);
	json_put_integer(act, "letters", count.letters);
	json_put_integer(act, "dues", count.dues);
	json_put_integer(act, "exceptions", count.exceptions);
	answer_say(&command->answer,
		"before %s: %ld nights, %ld letters, %ld dues, %ld exceptions purged\n",
		civil_format(before, day), count.nights, count.letters, count.dues,
		count.exceptions);
	command->after = tell_folders;
	return 0;
}

int command_purge(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"purge", "[--before DATE] [--remove-folders] [--out DIR]",
		OPERANDS_NONE, OFFICE_FILE, LEDGER_CHANGED, NULL, purge_nights};
	return command_perform(session, argc, argv, &verb, 1, about);
}
