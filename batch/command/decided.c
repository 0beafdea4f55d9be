#include "command/decided.h"

#include "base/text.h"
#include "decide/visit.h"
#include "document/mailing.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

/* What the work below shares. */
struct telling {
	const struct night_job *job;
	day_number posting_day;
	const struct admission *admission;
	const struct decided_letters *letters;
	const struct desk_notes *notes;
	struct arena *arena;
	struct night_result *result;
};

static bool set_apart(enum outcome outcome)
{
	return outcome == OUTCOME_HAND || outcome == OUTCOME_NONE;
}

/* Does the ledger need to hear of this due: a row, or something that it keeps has changed? That a
 * letter which has gone would now be by hand is no row, but nobody must print it again. */
static bool worth_telling(const struct admit_due *due)
{
	const struct known_due *known = due->known;
	if (due->row || known == NULL || known->state != due->state)
		return true;
	if (!known->settled_first)
		return known->wave != due->decision.wave;
	return (set_apart(known->outcome) || set_apart(due->decision.outcome)) &&
	       (known->outcome != due->decision.outcome || known->reason != due->decision.reason);
}

/* By which the desk can say that the address is a dormitory or an institution. */
static const char *capped_address(const struct telling *telling, const struct admit_person *person,
	const struct decision *decision)
{
	if (decision->reason != REASON_ADDRESS_CAP)
		return NULL;
	char *address = arena_alloc(telling->arena, ADDRESS_DIGEST_BYTES);
	return desk_notes_address(telling->notes, &person->recipient, address);
}

static void list_dues(struct telling *telling)
{
	const struct admission *admission = telling->admission;
	struct night_decided *decided = &telling->result->decided;
	size_t most = admission->person_count * DOCUMENTS, next = 0;
	struct admitted_due *dues = arena_alloc(telling->arena, most * sizeof *dues);
	struct night_due *rows = arena_alloc(telling->arena, most * sizeof *rows);
	for (size_t i = 0; i < admission->person_count; i++) {
		const struct admit_person *person = admission->people[i];
		const struct notice *notice =
			person->letter ? &telling->letters->notices[next++] : NULL;
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			if (!worth_telling(due))
				continue;
			const char *number = due->settles            ? notice->number
					     : due->covering != NULL ? due->covering
								     : "";
			bool call = due->settles && due->decision.outcome == OUTCOME_LETTER &&
				    visit_too_late(telling->job->office, due->decision.matter,
					    due->decision.expires, telling->posting_day);
			dues[decided->due_count++] = (struct admitted_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.state = due->state,
				.row = due->row,
				.notice = number,
				.call = call,
				.address = capped_address(telling, person, &due->decision),
			};
			if (!due->row)
				continue;
			struct night_due *row = &rows[telling->result->row_count++];
			*row = (struct night_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.notice = number,
				.visit_from = due->settles ? notice->visit_from : DAY_NONE,
				.visit_until = due->settles ? notice->visit_until : DAY_NONE,
				.call = call,
			};
			if (due->settles)
				row->appointment = notice->appointment;
		}
	}
	decided->dues = dues;
	telling->result->rows = rows;
}

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void list_closed(struct telling *telling)
{
	const struct admission *admission = telling->admission;
	struct night_decided *decided = &telling->result->decided;
	struct closed_due *closed =
		arena_alloc(telling->arena, admission->closed_count * sizeof *closed);
	for (size_t i = 0; i < admission->closed_count; i++)
		closed[i] = (struct closed_due){
			.resident = admission->closed[i].known->resident,
			.document = admission->closed[i].known->document,
			.expires = admission->closed[i].known->expires,
			.state = admission->closed[i].state,
		};
	decided->closed = closed;
	decided->closed_count = admission->closed_count;

	const char **pulled =
		arena_alloc(telling->arena, admission->released_count * sizeof *pulled);
	for (size_t i = 0; i < admission->released_count; i++)
		pulled[i] = admission->released[i]->notice;
	if (admission->released_count > 0)
		qsort(pulled, admission->released_count, sizeof *pulled, compare_texts);
	for (size_t i = 0; i < admission->released_count; i++)
		if (i == 0 || strcmp(pulled[i], pulled[i - 1]) != 0)
			pulled[decided->pulled_count++] = pulled[i];
	decided->pulled = pulled;
}

/* A due that no longer needs its appointment. */
struct ended_due {
	const char *resident;
	enum document document;
	day_number expires;
};

static int compare_ended(const void *left, const void *right)
{
	const struct ended_due *a = left, *b = right;
	int order = strcmp(a->resident, b->resident);
	if (order == 0)
		order = (int)a->document - (int)b->document;
	return order != 0 ? order : (a->expires > b->expires) - (a->expires < b->expires);
}

static struct ended_due *list_ended(struct telling *telling, size_t *count)
{
	const struct admission *admission = telling->admission;
	struct ended_due *ended = arena_alloc(telling->arena,
		(admission->closed_count + admission->person_count * DOCUMENTS) * sizeof *ended);
	*count = 0;
	for (size_t i = 0; i < admission->closed_count; i++) {
		const struct known_due *known = admission->closed[i].known;
		ended[(*count)++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < admission->person_count; i++) {
		const struct admit_person *person = admission->people[i];
		for (size_t k = 0; k < person->count; k++)
			if (person->dues[k].state != DUE_OPEN)
				ended[(*count)++] = (struct ended_due){person->recipient.resident,
					person->dues[k].document, person->dues[k].decision.expires};
	}
	if (*count > 0)
		qsort(ended, *count, sizeof *ended, compare_ended);
	return ended;
}

static bool is_kept(const struct telling *telling, const char *uid)
{
	for (size_t i = 0; i < telling->letters->count; i++)
		if (telling->letters->kept[i] &&
			text_equal(telling->letters->notices[i].appointment.uid, uid))
			return true;
	return false;
}

static bool is_pulled(const struct night_decided *decided, const char *notice)
{
	return decided->pulled_count > 0 && bsearch(&notice, decided->pulled, decided->pulled_count,
						    sizeof *decided->pulled, compare_texts) != NULL;
}

/* An appointment is taken back when none of its dues goes on, or none of the letters that name it
 * goes out, unless a letter of tonight keeps it. */
static bool list_cancelled(struct telling *telling, struct fault *why)
{
	struct night_decided *decided = &telling->result->decided;
	struct served_due *served = NULL;
	size_t served_count = 0, ended_count;
	if (telling->job->ledger == NULL)
		return true;
	if (!ledger_served_dues(telling->job->ledger, telling->job->day, telling->arena, &served,
		    &served_count, why))
		return false;
	struct ended_due *ended = list_ended(telling, &ended_count);
	const char **cancelled = arena_alloc(telling->arena, served_count * sizeof *cancelled);
	for (size_t i = 0, end; i < served_count; i = end) {
		bool goes_on = false;
		for (end = i; end < served_count && strcmp(served[end].uid, served[i].uid) == 0;
			end++) {
			const struct ended_due key = {
				served[end].resident, served[end].document, served[end].expires};
			bool over =
				ended_count > 0 && bsearch(&key, ended, ended_count, sizeof *ended,
							   compare_ended) != NULL;
			goes_on |= !over && !is_pulled(decided, served[end].notice);
		}
		if (!goes_on && !is_kept(telling, served[i].uid))
			cancelled[decided->cancelled_count++] = served[i].uid;
	}
	decided->cancelled = cancelled;
	return true;
}

static int compare_numbers(const void *left, const void *right)
{
	return strcmp(
		((const struct notice *)left)->number, ((const struct notice *)right)->number);
}

/* Letters that waited and may go, addressed as of tonight; and, on a mailing day, what goes: those
 * that the desk holds wait on. */
static bool list_mailing(struct telling *telling, struct fault *why)
{
	const struct admission *admission = telling->admission;
	struct night_decided *decided = &telling->result->decided;
	struct notice *pending = NULL;
	size_t pending_count = 0, count = 0;
	if (telling->job->ledger != NULL && !ledger_pending_notices(telling->job->ledger,
						    telling->arena, &pending, &pending_count, why))
		return false;
	if (pending_count > 0)
		qsort(pending, pending_count, sizeof *pending, compare_numbers);
	struct notice *refreshed =
		arena_alloc(telling->arena, admission->readdressed_count * sizeof *refreshed);
	size_t most = admission->readdressed_count + telling->letters->count;
	const struct notice **mailing =
		arena_alloc(telling->arena, most * sizeof(const struct notice *));
	for (size_t i = 0; i < admission->readdressed_count; i++) {
		const struct notice key = {.number = admission->readdressed[i].notice};
		const struct notice *found = pending_count == 0
						     ? NULL
						     : bsearch(&key, pending, pending_count,
							       sizeof *pending, compare_numbers);
		if (found == NULL)
			return fault_set(why, FAULT_INTERNAL, "letter %s waits and is not pending",
				key.number);
		refreshed[i] = *found;
		refreshed[i].recipient = admission->readdressed[i].person->recipient;
		if (!desk_notes_held_back(telling->notes, key.number))
			mailing[count++] = &refreshed[i];
	}
	for (size_t i = 0; i < telling->letters->count; i++)
		mailing[count++] = &telling->letters->notices[i];
	decided->refreshed = refreshed;
	decided->refreshed_count = admission->readdressed_count;
	if (telling->posting_day != telling->job->day)
		return true;
	mailing_sort(mailing, count);
	const char **mailed = arena_alloc(telling->arena, count * sizeof *mailed);
	for (size_t i = 0; i < count; i++)
		mailed[i] = mailing[i]->number;
	decided->mailed = mailed;
	decided->mailed_count = count;
	return true;
}

bool decided_list(const struct night_job *job, day_number posting_day,
	const struct admission *admission, const struct decided_letters *letters,
	const struct desk_notes *notes, struct arena *arena, struct night_result *result,
	struct fault *why)
{
	struct telling telling = {job, posting_day, admission, letters, notes, arena, result};
	list_dues(&telling);
	list_closed(&telling);
	return list_cancelled(&telling, why) && list_mailing(&telling, why);
}
