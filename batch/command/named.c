#include "command/named.h"

#include "ledger/staff.h"
#include "model/committed_night.h"

#include <stdio.h>

/* A name that is none is answered with what may have been meant. */

int named_mailing(
	struct command *command, const char *name, struct mailing *found, struct fault *why)
{
	struct mailing *mailings = NULL;
	size_t count = 0;
	day_number day;
	int run;
	if (!night_named(name, &day, &run))
		return command_refuse(command, FAULT_USAGE,
			"a mailing is named like its folder, such as 2026-11-24, not '%s'", name);
	if (!ledger_mailings(command->ledger, command->arena, &mailings, &count, why))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (mailings[i].letter[0] == '\0' && mailings[i].day == day &&
			mailings[i].run == run) {
			*found = mailings[i];
			return 0;
		}
	/* The letters of a night without a mailing of its own have gone into a later one. */
	for (size_t i = 0; i < count; i++)
		if (mailings[i].letter[0] == '\0' && mailings[i].printed &&
			mailings[i].decided_first <= day && mailings[i].day > day) {
			char other[NIGHT_NAME_BYTES];
			return command_refuse(command, FAULT_INPUT,
				"%s printed nothing\nhint: what it decided is in the mailing of %s",
				name, night_name(mailings[i].day, mailings[i].run, other));
		}
	return command_refuse(command, FAULT_INPUT,
		"there is no mailing %s\nhint: kigen mailing list names them all", name);
}
