#ifndef MODEL_DESK_REQUEST_H
#define MODEL_DESK_REQUEST_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>

/* What another system, or a form on the city's web page, asks of the desks: a row of a file that
 * `kigen appointment import` takes. */

enum desk_request_action { REQUEST_BOOK, REQUEST_MOVE, REQUEST_CANCEL, REQUEST_ACTIONS };

extern const char *const desk_request_action_words[REQUEST_ACTIONS];

/* What becomes of a request. The first two accept it, the others refuse it; none says of whom it is
 * refused that there is protection (REQUEST_ASK_DESK has other causes, too). */
enum desk_request_code {
	REQUEST_DONE,
	REQUEST_ALREADY,
	REQUEST_MALFORMED,
	REQUEST_CUT_OFF,
	REQUEST_OTHER_CONTENT,
	REQUEST_UNKNOWN,
	REQUEST_MISREAD,
	REQUEST_UNKNOWN_BOOKING,
	REQUEST_ASK_DESK,
	REQUEST_NO_APPOINTMENT,
	REQUEST_HAS_APPOINTMENT,
	REQUEST_NOTHING_OPEN,
	REQUEST_CANCELLED,
	REQUEST_OVER,
	REQUEST_OVERTAKEN,
	REQUEST_PAST,
	REQUEST_TOO_NEAR,
	REQUEST_OUTSIDE,
	REQUEST_NO_COUNTER,
	REQUEST_NOT_HERE,
	REQUEST_CLOSED,
	REQUEST_NO_SLOT,
	REQUEST_TOO_LONG,
	REQUEST_NOT_FOR_MATTER,
	REQUEST_FULL,
	REQUEST_CODES,
};

/* Stable words, and each in a sentence to be shown through phrase. */
extern const char *const desk_request_code_words[REQUEST_CODES];
extern const char *const desk_request_sentences[REQUEST_CODES];

enum { REQUEST_ID_MAX = 64 };

/* A request's id: 1 to REQUEST_ID_MAX letters, digits, points, colons, hyphens and underscores of
 * ASCII, the first no hyphen: a cell that begins with one is a formula to a spreadsheet, and is not
 * answered as it was written. It is the other system's, and no name or number of a person. */
bool desk_request_id_valid(const char *id);

/* A row of the file. Strings are never NULL. */
struct desk_request {
	long line;
	const char *id;    /* as given; it may be none where `wrong` is set */
	const char *wrong; /* what of the row cannot be read, in a sentence; NULL: it could be, and
			      the rest counts */
	bool cut_off;      /* `wrong`: the file ends within it */
	const char *content; /* all of its fields, so that no two contents are the same text */
	enum desk_request_action action;
	const char *who; /* a letter's number, its page's token or a resident's id; "" for a visit
			    of somebody whom only the other system knows */
	const char *of;  /* of such a visit: the request that booked it; "" for none */
	const char *counter;  /* its id, "" for none */
	day_number day;       /* DAY_NONE for none */
	int starts;           /* minutes; counts with a day */
	int minutes;          /* of such a visit: how long it takes, 0 where nothing is said */
	day_number asked_day; /* when it was asked */
	int asked_minute;
};

#endif
