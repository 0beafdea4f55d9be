#include "model/desk_request.h"

#include "base/phrase.h"

#include <string.h>

/* The words are in what other programs read and in ledgers: none is ever changed. */

const char *const desk_request_action_words[REQUEST_ACTIONS] = {
	[REQUEST_BOOK] = "book",
	[REQUEST_MOVE] = "move",
	[REQUEST_CANCEL] = "cancel",
};

const char *const desk_request_code_words[REQUEST_CODES] = {
	[REQUEST_DONE] = "done",
	[REQUEST_ALREADY] = "already",
	[REQUEST_MALFORMED] = "malformed",
	[REQUEST_CUT_OFF] = "cut-off",
	[REQUEST_OTHER_CONTENT] = "other-content",
	[REQUEST_UNKNOWN] = "unknown",
	[REQUEST_MISREAD] = "misread",
	[REQUEST_UNKNOWN_BOOKING] = "unknown-booking",
	[REQUEST_ASK_DESK] = "ask-desk",
	[REQUEST_NO_APPOINTMENT] = "no-appointment",
	[REQUEST_HAS_APPOINTMENT] = "has-appointment",
	[REQUEST_NOTHING_OPEN] = "nothing-open",
	[REQUEST_CANCELLED] = "cancelled",
	[REQUEST_OVER] = "over",
	[REQUEST_OVERTAKEN] = "overtaken",
	[REQUEST_PAST] = "past",
	[REQUEST_TOO_NEAR] = "too-near",
	[REQUEST_OUTSIDE] = "outside",
	[REQUEST_NO_COUNTER] = "no-counter",
	[REQUEST_NOT_HERE] = "not-here",
	[REQUEST_CLOSED] = "closed",
	[REQUEST_NO_SLOT] = "no-slot",
	[REQUEST_TOO_LONG] = "too-long",
	[REQUEST_NOT_FOR_MATTER] = "not-for-matter",
	[REQUEST_FULL] = "full",
};

const char *const desk_request_sentences[REQUEST_CODES] = {
	[REQUEST_DONE] = PHRASE("done"),
	[REQUEST_ALREADY] = PHRASE("it was so already"),
	[REQUEST_MALFORMED] = PHRASE("the row cannot be read"),
	[REQUEST_CUT_OFF] = PHRASE("the file ends within this row"),
	[REQUEST_OTHER_CONTENT] = PHRASE("this request was another one before"),
	[REQUEST_UNKNOWN] = PHRASE("no such letter, page or resident is known"),
	[REQUEST_MISREAD] = PHRASE("the letter's number was misread"),
	[REQUEST_UNKNOWN_BOOKING] =
		PHRASE("no request that was accepted has booked what this one is of"),
	[REQUEST_ASK_DESK] = PHRASE("only the desk can do this"),
	[REQUEST_NO_APPOINTMENT] = PHRASE("there is no appointment"),
	[REQUEST_HAS_APPOINTMENT] = PHRASE("there is an appointment already"),
	[REQUEST_NOTHING_OPEN] = PHRASE("there is nothing to come for"),
	[REQUEST_CANCELLED] = PHRASE("the appointment has been cancelled"),
	[REQUEST_OVER] = PHRASE("the appointment is over"),
	[REQUEST_OVERTAKEN] = PHRASE("the appointment has been changed since this was asked"),
	[REQUEST_PAST] = PHRASE("the day is past"),
	[REQUEST_TOO_NEAR] = PHRASE("the day is today"),
	[REQUEST_OUTSIDE] = PHRASE("the day is outside those on which the visit may be"),
	[REQUEST_NO_COUNTER] = PHRASE("there is no such counter"),
	[REQUEST_NOT_HERE] = PHRASE("this is not done at that counter"),
	[REQUEST_CLOSED] = PHRASE("nothing is offered at that counter on that day"),
	[REQUEST_NO_SLOT] = PHRASE("no place that is offered begins then"),
	[REQUEST_TOO_LONG] = PHRASE("the visit takes longer than what is offered from then on"),
	[REQUEST_NOT_FOR_MATTER] = PHRASE("the place is not offered for this"),
	[REQUEST_FULL] = PHRASE("every desk is taken then"),
};

bool desk_request_id_valid(const char *id)
{
	static const char signs[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:_-";
	size_t length = strlen(id);
	return length >= 1 && length <= REQUEST_ID_MAX && id[0] != '-' &&
	       strspn(id, signs) == length;
}
