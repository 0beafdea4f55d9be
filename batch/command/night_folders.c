#include "command/night_folders.h"

#include "command/command.h"
#include "command/say.h"

#include "base/phrase.h"
#include "document/calendars.h"
#include "document/files/outbox.h"
#include "document/files/shown.h"
#include "document/files/sums.h"
#include "document/folder.h"
#include "night/outlook_read.h"
#include "night/staff_folder.h"

#include <stdio.h>
#include <string.h>

/* A folder is made from the ledger alone, and the ledger's word that it is in place comes last: so
 * it can be made again after any interruption, and is the same. */

const char *night_folder_name(struct arena *arena, day_number day, int number)
{
	char name[NIGHT_NAME_BYTES];
	return arena_copy(arena, night_name(day, number, name));
}

/* The office's file may have changed since the night was decided. */
static bool check_counters(
	const struct command *command, const struct night *night, struct fault *why)
{
	for (size_t i = 0; i < night->agenda_count; i++)
		if (!office_keeps_counter(command->office, night->agenda[i].appointment.counter,
			    night->agenda[i].notice, OFFICE_KEEP_COUNTER, why))
			return false;
	return true;
}

bool night_folder_write(
	struct command *command, day_number day, int number, struct night *night, struct fault *why)
{
	struct arena *arena = command->arena;
	struct outbox *outbox = NULL;
	bool done = ledger_night(command->ledger, day, number, arena, night, why) &&
		    check_counters(command, night, why) &&
		    outlook_of_night(command->office, night, arena, why) &&
		    outbox_open(command->options.out, night_folder_name(arena, day, number),
			    &outbox, why) &&
		    folder_write(command->office, command->setup.templates, night,
			    command->setup.letters, outbox, why) &&
		    outbox_commit(outbox, why) && ledger_issue(command->ledger, day, number, why);
	outbox_close(outbox);
	return done;
}

bool night_folders_finish(struct command *command, struct night_id *last, struct fault *why)
{
	last->day = DAY_NONE;
	for (;;) {
		day_number day;
		int number;
		struct night night;
		char date[CIVIL_DATE_BYTES];
		if (!ledger_unissued_night(command->ledger, &day, &number, why))
			return false;
		if (day == DAY_NONE)
			return true;
		if (!night_folder_write(command, day, number, &night, why))
			return false;
		*last = (struct night_id){day, number};
		if (!command->options.quiet)
			say_on(stderr, "kigen run: the folder of %s was not in place; it is now\n",
				civil_format(day, date));
	}
}

/* Its place may be gone: that must not stop the night, and is told every night. */
bool night_folders_finish_changes(struct command *command, struct fault *why)
{
	struct staff_folder *folders = NULL;
	size_t count = 0;
	struct fault trouble = {0};
	char message[sizeof trouble.message + 128];
	if (!ledger_unissued_folders(command->ledger, command->arena, &folders, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (staff_folder_write(command->ledger, &folders[i], &command->setup,
			    command->arena, &trouble))
			continue;
		snprintf(message, sizeof message,
			phrase("the folder of a desk's change is not in place: %s"),
			trouble.message);
		command_warn(command, message);
	}
	return true;
}

bool night_folder_look_after(struct command *command, day_number day, int number, struct fault *why)
{
	struct arena *arena = command->arena;
	const char *name = night_folder_name(arena, day, number);
	struct night night;
	if (!shown_there(command->options.out, name)) {
		if (!night_folder_write(command, day, number, &night, why))
			return false;
		if (strcmp(night.office_digest, command->office->digest) != 0)
			command_warn(command,
				phrase("the office file has changed since; so may the folder"));
		if (!command->options.quiet)
			answer_say(&command->answer, "%s: its folder was gone; it is there again\n",
				name);
		return true;
	}
	const char *trouble = sums_trouble(command->options.out, name, arena);
	if (trouble != NULL)
		command_warn(command,
			arena_print(arena,
				phrase("%s/%s is not as it was made: %s\nhint: move the folder "
				       "away and "
				       "run again; it is made anew"),
				command->options.out, name, trouble));
	if (!command->options.quiet)
		answer_say(&command->answer, "%s: already done\n", name);
	return true;
}

bool night_folders_remake(
	struct command *command, day_number day, day_number latest, struct fault *why)
{
	char date[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
	int same = 0, runs = 0, made = 0;
	if (!ledger_find_night(command->ledger, day, "", &same, &runs, why))
		return false;
	for (int number = 1; number <= runs; number++) {
		if (shown_there(
			    command->options.out, night_folder_name(command->arena, day, number)))
			continue;
		if (!night_folder_look_after(command, day, number, why))
			return false;
		made++;
	}
	if (made > 0)
		return true;
	return fault_set(why, FAULT_USAGE,
		"the night of %s is decided already; the ledger does not go back to %s",
		civil_format(latest, last), civil_format(day, date));
}

bool night_folders_follow(struct command *command, const char *nights, struct fault *why)
{
	struct night night;
	bool found;
	return ledger_agenda(command->ledger, command->arena, &night, &found, why) &&
	       (!found || calendars_write(command->office, &night, nights, why));
}
