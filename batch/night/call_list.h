#ifndef NIGHT_CALL_LIST_H
#define NIGHT_CALL_LIST_H

#include "night/reschedule.h"
#include "night/tonight.h"

/* Letters that the desk holds, printed or not, until they come too late to act on: posted on the
 * next mailing day they would arrive when what they are about has run out, or for a visit that is
 * over. From tonight on staff telephones (call.csv), once; not to whom nothing is due any more.
 * Sets decided->late. */
void call_list_make(const struct tonight *tonight, const struct keep *keep);

#endif
