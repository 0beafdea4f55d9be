#ifndef COMMAND_IMPORT_ANSWER_H
#define COMMAND_IMPORT_ANSWER_H

#include "command/command.h"
#include "ledger/requests.h"
#include "model/calendar.h"

#include <stdbool.h>

/* One request of another system, decided and written. */

struct import {
	struct command *command;
	const uint8_t *secret;
	struct by_hand *by_hand; /* whom no letter may reach, as of the last night */
	size_t by_hand_count;
	struct arena *lasting;     /* the command's has what is of one row */
	struct calendar *calendar; /* of the office's days ahead, NULL before it is needed */
	const char *why;           /* as it was given for all of them */
	bool begun;                /* the file has its line in the log: */
	int64_t id;
};

struct import_answer {
	enum desk_request_code code;
	bool known;      /* it was asked before */
	const char *uid; /* of the appointment that it is about, "" for none; until the next */
	bool acted;      /* something was written for it */
};

/* Finds what becomes of a row that could be read and that the ledger does not know, and does it.
 * False when the import cannot go on: all of it is to be rolled back. */
bool import_answer_find(struct import *import, const struct desk_request *request,
	struct import_answer *answer, struct fault *why);

#endif
