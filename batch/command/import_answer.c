#include "command/import_answer.h"

#include "command/rebook.h"
#include "intake/office/opening_hours.h"
#include "ledger/decisions.h"
#include "ledger/promise.h"
#include "ledger/protected.h"
#include "ledger/staff.h"
#include "ledger/turnout.h"
#include "model/notice_number.h"
#include "night/elsewhere.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/*
 * What staff may do by a word on the telephone a file may not always: nothing for whoever is under
 * protection or cannot be written to, nothing on the day itself, nothing with an appointment that
 * is over, taken back or was changed since. All else is asked of the functions that the desk's own
 * commands ask.
 */

enum { AHEAD_DAYS_MAX = 366 };

static bool give_answer(struct import_answer *answer, enum desk_request_code code)
{
	answer->code = code;
	return true;
}

/* A refusal with a code is an answer; without one it is a failure. */
static bool answer_fault(struct import_answer *answer, struct fault *why)
{
	int code = why->code == NULL
			   ? -1
			   : word_index(desk_request_code_words, REQUEST_CODES, why->code);
	if (code < 0)
		return false;
	*why = (struct fault){0};
	return give_answer(answer, (enum desk_request_code)code);
}

/* ---- who asks ---- */

/* Whose appointment it is. One of them is set, unless it is answered. */
struct asker {
	const char *letter;   /* a number, as typed */
	const char *resident; /* an id */
	bool answered;
};

static bool shaped_as_token(const char *who)
{
	size_t length = strlen(who);
	bool shaped = length == TOKEN_BYTES - 1 && isalpha((unsigned char)who[0]);
	for (size_t i = 0; i < length && shaped; i++)
		shaped = isalnum((unsigned char)who[i]) || who[i] == '-' || who[i] == '_';
	return shaped;
}

static bool find_asker(struct import *import, const struct desk_request *request,
	struct asker *asker, struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	char number[NOTICE_NUMBER_BYTES];
	struct last_due due = {0};
	*asker = (struct asker){.letter = request->who};
	if (shaped_as_token(request->who)) {
		if (!ledger_token_number(
			    command->ledger, request->who, command->arena, &asker->letter, why))
			return false;
		asker->answered = asker->letter == NULL;
		return !asker->answered || give_answer(answer, REQUEST_UNKNOWN);
	}
	if (notice_number_shaped(request->who))
		return true;
	if (!ledger_last_due(command->ledger, request->who, &due, why))
		return false;
	if (due.found || !notice_read_number(request->who, number))
		*asker = (struct asker){.resident = request->who};
	return true;
}

/* The letter by which a resident's appointment is moved or taken back: of the newest that names
 * one, one that stands before one that does not. */
static bool find_letter(
	struct import *import, struct asker *asker, struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	struct open_letter *letters = NULL;
	struct last_due due;
	size_t count = 0;
	if (!ledger_open_letters(
		    command->ledger, asker->resident, command->arena, &letters, &count, why) ||
		!ledger_last_due(command->ledger, asker->resident, &due, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct promise *promise = NULL;
		if (letters[i].uid[0] == '\0')
			continue;
		if (!ledger_promise(command->ledger, letters[i].uid, command->arena, &promise, why))
			return false;
		bool stands = promise->appointment.state != APPOINTMENT_STATE_CANCELLED;
		if (asker->letter == NULL || stands)
			asker->letter = letters[i].number;
		if (stands)
			return true;
	}
	asker->answered = asker->letter == NULL;
	return !asker->answered ||
	       give_answer(answer, due.found ? REQUEST_NO_APPOINTMENT : REQUEST_UNKNOWN);
}

/* Under protection, or no letter may tell of a change for another reason: asked only when all else
 * would let something be done. So whoever is refused is refused as anybody is, and what is left to
 * the desk tells that no letter may go, and not why. */
static bool is_the_desks(
	struct import *import, const char *resident, bool *desks, struct fault *why)
{
	*desks = false;
	for (size_t i = 0; i < import->by_hand_count; i++)
		if (strcmp(import->by_hand[i].resident, resident) == 0)
			*desks = true;
	return *desks || ledger_is_protected(import->command->ledger, resident, desks, why);
}

/* ---- what stands against it ---- */

/* Does the row name the place at which the appointment is, or none? */
static bool names_place(const struct desk_request *request, const struct appointment *now)
{
	return request->day == DAY_NONE ||
	       (request->day == now->day && request->starts == now->starts &&
		       strcmp(request->counter, now->counter) == 0);
}

/* On the day itself the desks have the lists, and scans come in the evening: nobody here knows
 * whether somebody has come. A desk that another system has is given back until its hour. */
static enum desk_request_code judge_day(const struct import *import,
	const struct desk_request *request, const struct promise *promise)
{
	const struct appointment *now = &promise->appointment;
	bool begun = request->asked_day > now->day ||
		     (request->asked_day == now->day && request->asked_minute >= now->starts);
	if (now->day < import->command->day || (now->day == import->command->day && begun))
		return REQUEST_OVER;
	if (now->day == import->command->day && promise->resident[0] != '\0')
		return REQUEST_TOO_NEAR;
	return REQUEST_DONE;
}

/* Why an appointment that there is cannot be moved or taken back any more; REQUEST_DONE: it can. */
static bool find_hindrance(struct import *import, const struct desk_request *request,
	const struct promise *promise, enum desk_request_code *code, struct fault *why)
{
	struct ledger *ledger = import->command->ledger;
	const struct appointment *now = &promise->appointment;
	bool gone = now->state == APPOINTMENT_STATE_CANCELLED, scanned = false, overtaken = false;
	bool cancel = request->action == REQUEST_CANCEL;
	*code = REQUEST_DONE;
	if (gone && cancel)
		*code = REQUEST_ALREADY;
	else if (gone)
		*code = REQUEST_CANCELLED;
	else
		*code = judge_day(import, request, promise);
	if (*code != REQUEST_DONE)
		return true;
	if (!ledger_scanned(ledger, now->uid, &scanned, why) ||
		!ledger_overtaken(ledger, promise->resident, now->uid, request, &overtaken, why))
		return false;
	if (scanned)
		*code = REQUEST_OVER;
	else if (overtaken || (cancel && !names_place(request, now)))
		*code = REQUEST_OVERTAKEN;
	return true;
}

/* The appointment that a letter names, before it is asked for another place: what stands against
 * it. A number that names none is left to who finds it. */
static bool look_ahead(struct import *import, const struct desk_request *request,
	const char *letter, struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	char number[NOTICE_NUMBER_BYTES];
	struct promise *promise = NULL;
	const char *uid = NULL;
	if (!notice_read_number(letter, number))
		return true;
	if (!ledger_promised(command->ledger, number, command->arena, &uid, why))
		return false;
	if (uid == NULL || uid[0] == '\0')
		return true;
	if (!ledger_promise(command->ledger, uid, command->arena, &promise, why))
		return false;
	answer->uid = uid;
	return find_hindrance(import, request, promise, &answer->code, why);
}

/* ---- somebody who has a letter ---- */

static bool apply_change(struct import *import, const struct desk_request *request,
	struct rebook *rebook, struct import_answer *answer, struct fault *why)
{
	bool overtaken = false, desks = false;
	answer->uid = rebook->uid;
	if (!rebook->changed)
		return give_answer(answer, REQUEST_ALREADY);
	if (request->action == REQUEST_BOOK &&
		!ledger_overtaken(import->command->ledger, rebook->promise->resident, rebook->uid,
			request, &overtaken, why))
		return false;
	if (overtaken)
		return give_answer(answer, REQUEST_OVERTAKEN);
	if (!is_the_desks(import, rebook->promise->resident, &desks, why))
		return false;
	if (desks)
		return give_answer(answer, REQUEST_ASK_DESK);
	answer->acted = true;
	answer->code = REQUEST_DONE;
	return rebook_apply(import->command, rebook, why);
}

static bool answer_somebody(struct import *import, const struct desk_request *request,
	struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	struct rebook *rebook = arena_alloc(command->arena, sizeof *rebook);
	bool book = request->action == REQUEST_BOOK, found;
	struct asker asker;
	if (!find_asker(import, request, &asker, answer, why))
		return false;
	if (!asker.answered && !book && asker.resident != NULL &&
		!find_letter(import, &asker, answer, why))
		return false;
	if (asker.answered)
		return true;
	const struct rebook_asked asked = {asker.letter != NULL ? asker.letter : asker.resident,
		request->counter, request->day, DAY_NONE, request->starts};
	if (book) {
		found = rebook_find_give(command, &asked, rebook, why);
	} else {
		if (!look_ahead(import, request, asked.who, answer, why))
			return false;
		if (answer->code != REQUEST_DONE)
			return true;
		found = (request->action == REQUEST_MOVE ? rebook_find_move : rebook_find_cancel)(
			command, &asked, rebook, why);
	}
	return found ? apply_change(import, request, rebook, answer, why)
		     : answer_fault(answer, why);
}

/* ---- somebody whom only the other system knows ---- */

static const char *uid_elsewhere(const struct import *import, const char *request)
{
	struct arena *arena = import->command->arena;
	char *uid = arena_alloc(arena, UID_BYTES);
	notice_uid(import->secret, arena_print(arena, "request %s", request),
		import->command->office->municipality, uid);
	return uid;
}

static bool read_calendar(struct import *import, struct fault *why)
{
	const struct command *command = import->command;
	if (import->calendar != NULL)
		return true;
	struct calendar *calendar = arena_alloc(import->lasting, sizeof *calendar);
	if (!hours_expand(command->office, command->day, command->day + AHEAD_DAYS_MAX,
		    import->lasting, calendar, why))
		return false;
	import->calendar = calendar;
	return true;
}

static bool take_place(struct import *import, const struct desk_request *request, int minutes,
	struct given_place *place, struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	if (request->day > command->day + AHEAD_DAYS_MAX)
		return give_answer(answer, REQUEST_OUTSIDE);
	if (!read_calendar(import, why))
		return false;
	const struct elsewhere visit = {command->office, import->calendar, answer->uid,
		request->counter, request->day, request->starts, minutes};
	if (!elsewhere_check(command->ledger, &visit, command->arena, place, why))
		return answer_fault(answer, why);
	answer->acted = true;
	return true;
}

static bool book_elsewhere(struct import *import, const struct desk_request *request,
	struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	struct promise *before = NULL;
	struct given_place place;
	answer->uid = uid_elsewhere(import, request->id);
	if (!ledger_promise(command->ledger, answer->uid, command->arena, &before, why))
		return false;
	if (before != NULL) /* of a request that is past its retention */
		return give_answer(answer, REQUEST_OTHER_CONTENT);
	if (!take_place(import, request, request->minutes, &place, answer, why))
		return false;
	if (!answer->acted)
		answer->uid = "";
	return !answer->acted ||
	       ledger_take_elsewhere(command->ledger, request->id, &place, &command->act, why);
}

static bool change_elsewhere(struct import *import, const struct desk_request *request,
	const struct promise *promise, struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	const struct appointment *now = &promise->appointment;
	struct given_place place;
	int minutes = request->minutes > 0 ? request->minutes : now->ends - now->starts;
	if (request->action == REQUEST_CANCEL) {
		answer->acted = true;
		return ledger_free_elsewhere(
			command->ledger, request->of, now->uid, &command->act, why);
	}
	if (names_place(request, now) && minutes == now->ends - now->starts)
		return give_answer(answer, REQUEST_ALREADY);
	if (!take_place(import, request, minutes, &place, answer, why))
		return false;
	return !answer->acted ||
	       ledger_move_elsewhere(command->ledger, request->of, &place, &command->act, why);
}

static bool answer_elsewhere(struct import *import, const struct desk_request *request,
	struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	struct promise *promise = NULL;
	if (request->action == REQUEST_BOOK)
		return book_elsewhere(import, request, answer, why);
	answer->uid = uid_elsewhere(import, request->of);
	if (!ledger_promise(command->ledger, answer->uid, command->arena, &promise, why))
		return false;
	if (promise == NULL) {
		answer->uid = "";
		return give_answer(answer, REQUEST_UNKNOWN_BOOKING);
	}
	if (!find_hindrance(import, request, promise, &answer->code, why))
		return false;
	return answer->code != REQUEST_DONE ||
	       change_elsewhere(import, request, promise, answer, why);
}

bool import_answer_find(struct import *import, const struct desk_request *request,
	struct import_answer *answer, struct fault *why)
{
	struct command *command = import->command;
	bool placed = request->action != REQUEST_CANCEL;
	*answer = (struct import_answer){.code = REQUEST_DONE, .uid = ""};
	if (placed && request->day < command->day)
		return give_answer(answer, REQUEST_PAST);
	if (placed && request->day == command->day)
		return give_answer(answer, REQUEST_TOO_NEAR);
	command->act.why =
		import->why[0] == '\0'
			? arena_print(command->arena, "request %s", request->id)
			: arena_print(command->arena, "%s (request %s)", import->why, request->id);
	return (request->who[0] == '\0' ? answer_elsewhere : answer_somebody)(
		import, request, answer, why);
}
