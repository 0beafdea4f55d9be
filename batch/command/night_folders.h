#ifndef COMMAND_NIGHT_FOLDERS_H
#define COMMAND_NIGHT_FOLDERS_H

#include "command/command.h"
#include "model/committed_night.h"

/*
 * The folders of nights that the ledger has decided, written, finished and looked after in --out by
 * `kigen run`. All fail as the ledger does, or with what keeps a folder from being written.
 */

/* Run `number` of a day. */
struct night_id {
	day_number day; /* DAY_NONE for none */
	int number;
};

/* "2026-11-24-2", in the arena. */
const char *night_folder_name(struct arena *arena, day_number day, int number);

/* Writes down a night: its folder, then the ledger's word that it is in place. */
bool night_folder_write(struct command *command, day_number day, int number, struct night *night,
	struct fault *why);

/* Nights whose folder is not known to be in place, the oldest first: their letters are promised.
 * *last is the last that was written. */
bool night_folders_finish(struct command *command, struct night_id *last, struct fault *why);

/* The same of what staff was promised at once (appointment --out) and a killed command left undone;
 * what cannot be written is warned of. */
bool night_folders_finish_changes(struct command *command, struct fault *why);

/* A night that is done: its folder is there as it was made, or is made again. */
bool night_folder_look_after(
	struct command *command, day_number day, int number, struct fault *why);

/* An earlier night than the `latest` is not decided again, but a folder of it that is gone comes
 * back; FAULT_USAGE when none is. */
bool night_folders_remake(
	struct command *command, day_number day, day_number latest, struct fault *why);

/* The counters' calendars beside the folders in `nights` (document/calendars.h), as the ledger has
 * them now; nothing before the first night. */
bool night_folders_follow(struct command *command, const char *nights, struct fault *why);

#endif
