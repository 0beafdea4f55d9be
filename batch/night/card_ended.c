#include "night/card_ended.h"

#include "base/phrase.h"

#include <stdio.h>
#include <string.h>

/* Found after all is decided, from the dues that a cancelled appointment served: the one reason to
 * tell anybody of it is that the card itself has gone. */

/* What became of the card that a visit was for, as staff reads it; NULL for any other reason. */
static const char *card_end(enum reason reason)
{
	static const char *const words[REASONS] = {
		[REASON_CARD_LOST] = PHRASE("is lost, a new one must be applied for"),
		[REASON_CARD_RETURNED] = PHRASE("was handed back"),
		[REASON_CARD_VOID] = PHRASE("is void"),
	};
	return words[reason];
}

/* Why this due ended tonight, REASON_EMPTY when not by a decision. */
static enum reason reason_of(
	const struct reconciliation *reconciliation, const struct served_due *served)
{
	const struct reconciled_due *due = reconciliation_due(
		reconciliation, served->resident, served->document, served->expires);
	return due != NULL && due->decision.outcome == OUTCOME_NONE ? due->decision.reason
								    : REASON_EMPTY;
}

static bool tell_ended(
	const struct tonight *tonight, const char *uid, enum reason reason, struct fault *why)
{
	struct promise *promise = NULL;
	char message[320], starts[CIVIL_INSTANT_BYTES];
	if (!knowledge_promise(&tonight->knowledge, uid, tonight->arena, &promise, why))
		return false;
	const struct appointment *was = &promise->appointment;
	if (promise->told_by[0] == '\0' || was->day < tonight->job->day)
		return true;
	snprintf(message, sizeof message,
		PHRASE("%s: the card %s; the appointment of letter %s, %s at %s, is taken back "
		       "without a "
		       "letter: telephone"),
		reason_words[reason], card_end(reason), promise->told_by,
		civil_format_instant(was->day, was->starts, starts), was->counter);
	const struct night_exception exception = {
		0, promise->resident, "appointment-ended", message};
	return tonight_tell(tonight, &exception, why);
}

bool card_ended_tell(
	const struct tonight *tonight, const struct appointments *appointments, struct fault *why)
{
	const struct night_decided *decided = &tonight->result->decided;
	size_t at = 0; /* of the served dues; both lists are in order of UID */
	for (size_t i = 0; tonight->job->recording && i < decided->cancelled_count; i++) {
		const char *uid = decided->cancelled[i];
		enum reason reason = REASON_EMPTY;
		while (at < appointments->reschedule.served_count &&
			strcmp(appointments->reschedule.served[at].uid, uid) < 0)
			at++;
		for (; at < appointments->reschedule.served_count &&
			strcmp(appointments->reschedule.served[at].uid, uid) == 0;
			at++) {
			enum reason one = reason_of(
				&tonight->reconciliation, &appointments->reschedule.served[at]);
			if (card_end(one) != NULL)
				reason = one;
		}
		if (reason != REASON_EMPTY && !tell_ended(tonight, uid, reason, why))
			return false;
	}
	return true;
}
