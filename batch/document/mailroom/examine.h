#ifndef DOCUMENT_MAILROOM_EXAMINE_H
#define DOCUMENT_MAILROOM_EXAMINE_H

#include "base/fault.h"
#include "document/mailroom/letter.h"

#include <stdbool.h>

/*
 * Does every letter fit on its sheet? Every kind of letter that a night can ask for is laid out in
 * every language, in the smallest type that the layout allows, with the longest name that a letter
 * takes, the longest date and the counter that the office says most of. Nothing is drawn.
 */

/* What does not fit in a language, told once for each place in the layout: file and line are of the
 * sentence that has no room there (of the layout, where it is no sentence's fault), `message` names
 * the language, the place and a kind of letter; both live until the return. */
typedef void examine_finding(void *context, const char *file, long line, const char *message);

/* Calls `finding` for each. False when there were any, or an appointment's code cannot be made:
 * FAULT_OFFICE, with their number. */
bool examine_letters(struct letters *letters, day_number posting_day, examine_finding *finding,
	void *context, struct fault *why);

#endif
