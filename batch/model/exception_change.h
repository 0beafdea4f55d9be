#ifndef MODEL_EXCEPTION_CHANGE_H
#define MODEL_EXCEPTION_CHANGE_H

#include <stdbool.h>

/* What of an exception's words changes from night to night though nothing else does: how many, on
 * which line, of which day a file is. By these two nights' sentences are still of one exception,
 * which may have become worse. */
enum exception_change {
	EXCEPTION_OTHER, /* the two are of different exceptions */
	EXCEPTION_SAME,  /* of one, which is as bad as it was, or less */
	EXCEPTION_WORSE, /* of one, in which a figure has gone the wrong way */
};

/* Have exceptions of this code, told in these words, such figures at all? */
bool exception_has_figures(const char *code, const char *message);

/* What became of what was told of one resident by one code. The figures of a code are known here,
 * and which way each is the wrong one: visits without a place, desks and hours missing
 * (places-short), who stands at a time, and the desks there are (desks-short), letters in a mailing
 * and how many it would take (mailing-most); which letters may have left (mailing-unconfirmed)
 * and the days of a set that was left out (set-left-out) never are. A line of a file never is,
 * whatever the code. */
enum exception_change exception_change(const char *code, const char *before, const char *now);

#endif
