#include "night/ledger_entries.h"

#include "decide/dues/envelopes.h"
#include "decide/rules/arrival.h"
#include "document/mailroom/mailing_lists.h"
#include "night/houses.h"

#include <string.h>

/* What a night has decided of dues, letters and appointments, in the ledger's words. */

/* What the work below shares. */
struct ledger_entries {
	const struct tonight *tonight;
	const struct night_job *job;
	day_number posting_day;
	const struct reconciliation *reconciliation;
	const struct visits *visits;
	const struct appointments *appointments;
	struct arena *arena;
	struct night_result *result;
};

static bool set_apart(enum outcome outcome)
{
	return outcome == OUTCOME_HAND || outcome == OUTCOME_NONE;
}

/* Does the ledger need to hear of this due: a row, or something that it keeps has changed? That a
 * letter which has gone would now be by hand is no row, but nobody must print it again. */
static bool worth_telling(const struct reconciled_due *due)
{
	const struct known_due *known = due->known;
	if (due->row || known == NULL || known->state != due->state)
		return true;
	if (!known->settled_first)
		return known->wave != due->decision.wave;
	return (set_apart(known->outcome) || set_apart(due->decision.outcome)) &&
	       (known->outcome != due->decision.outcome || known->reason != due->decision.reason);
}

/* By which staff can say that the address is a dormitory or an institution. */
static const char *capped_address(const struct ledger_entries *entries,
	const struct reconciled_person *person, const struct decision *decision)
{
	if (decision->reason != REASON_ADDRESS_CAP)
		return NULL;
	char *address = arena_alloc(entries->arena, ADDRESS_DIGEST_BYTES);
	return staff_notes_address(&entries->tonight->knowledge.notes, &person->recipient, address);
}

static void list_dues(struct ledger_entries *entries)
{
	const struct reconciliation *reconciliation = entries->reconciliation;
	struct night_decided *decided = &entries->result->decided;
	size_t most = reconciliation->person_count * DOCUMENTS, next = 0;
	struct decided_due *dues = arena_alloc(entries->arena, most * sizeof *dues);
	struct night_due *rows = arena_alloc(entries->arena, most * sizeof *rows);
	for (size_t i = 0; i < reconciliation->person_count; i++) {
		const struct reconciled_person *person = reconciliation->people[i];
		const struct notice *notice =
			person->letter ? &entries->visits->notices[next++] : NULL;
		for (size_t k = 0; k < person->count; k++) {
			const struct reconciled_due *due = &person->dues[k];
			if (!worth_telling(due))
				continue;
			const char *number = due->settles            ? notice->number
					     : due->covering != NULL ? due->covering
								     : "";
			bool call = due->settles && due->decision.outcome == OUTCOME_LETTER &&
				    arrival_after_expiry(entries->job->office, due->decision.matter,
					    due->decision.expires, entries->posting_day);
			const char *language = call || due->decision.outcome == OUTCOME_HAND
						       ? person->recipient.language
						       : "";
			dues[decided->due_count++] = (struct decided_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.state = due->state,
				.row = due->row,
				.notice = number,
				.call = call,
				.language = language,
				.address = capped_address(entries, person, &due->decision),
			};
			if (!due->row)
				continue;
			struct night_due *row = &rows[entries->result->row_count++];
			*row = (struct night_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.notice = number,
				.visit_from = due->settles ? notice->visit_from : DAY_NONE,
				.visit_until = due->settles ? notice->visit_until : DAY_NONE,
				.call = call,
				.language = language,
			};
			if (due->settles)
				row->appointment = notice->appointment;
		}
	}
	decided->dues = dues;
	entries->result->rows = rows;
}

static void list_closed(struct ledger_entries *entries)
{
	const struct reconciliation *reconciliation = entries->reconciliation;
	struct night_decided *decided = &entries->result->decided;
	struct closed_due *closed =
		arena_alloc(entries->arena, reconciliation->closed_count * sizeof *closed);
	for (size_t i = 0; i < reconciliation->closed_count; i++)
		closed[i] = (struct closed_due){
			.resident = reconciliation->closed[i].known->resident,
			.document = reconciliation->closed[i].known->document,
			.expires = reconciliation->closed[i].known->expires,
			.state = reconciliation->closed[i].state,
		};
	decided->closed = closed;
	decided->closed_count = reconciliation->closed_count;

	const struct appointments *appointments = entries->appointments;
	const char **pulled = arena_alloc(entries->arena,
		(appointments->reschedule.ended.pulled_count + appointments->pulled_count) *
			sizeof *pulled);
	for (size_t i = 0; i < appointments->reschedule.ended.pulled_count; i++)
		pulled[decided->pulled_count++] = appointments->reschedule.ended.pulled[i];
	for (size_t i = 0; i < appointments->pulled_count; i++)
		pulled[decided->pulled_count++] = appointments->pulled[i];
	decided->pulled = pulled;
}

/* Letters that waited and may go, addressed as of tonight: of dues, and of changed appointments. */
static bool list_refreshed(
	struct ledger_entries *entries, struct notice *refreshed, struct fault *why)
{
	const struct reconciliation *reconciliation = entries->reconciliation;
	const struct appointments *appointments = entries->appointments;
	size_t count = reconciliation->readdressed_count + appointments->readdressed_count;
	for (size_t i = 0; i < count; i++) {
		bool due = i < reconciliation->readdressed_count;
		size_t k = due ? i : i - reconciliation->readdressed_count;
		const char *number = due ? reconciliation->readdressed[k].notice
					 : appointments->readdressed[k].notice;
		const struct notice *found =
			knowledge_pending(&entries->tonight->knowledge, number);
		if (found == NULL)
			return fault_set(
				why, FAULT_INTERNAL, "letter %s waits and is not pending", number);
		refreshed[i] = *found;
		refreshed[i].recipient = due ? reconciliation->readdressed[k].person->recipient
					     : *appointments->readdressed[k].recipient;
		refreshed[i].kept = false;
		if (due && found->appointment.state != APPOINTMENT_STATE_NONE &&
			!appointments_known_place(
				appointments, found->appointment.uid, &refreshed[i].kept, why))
			return false;
	}
	return true;
}

/* All that may go tonight, as copies: which envelope each lies in is written into them. */
static struct notice **gather_mailing(struct ledger_entries *entries,
	const struct notice *refreshed, size_t waiting, size_t *gathered)
{
	const struct visits *visits = entries->visits;
	const struct appointments *appointments = entries->appointments;
	size_t most = waiting + visits->count + appointments->notice_count, count = 0;
	struct notice *letters = arena_alloc(entries->arena, most * sizeof *letters);
	struct notice **mailing = arena_alloc(entries->arena, most * sizeof(struct notice *));
	for (size_t i = 0; i < waiting; i++)
		if (!staff_notes_held_back(&entries->tonight->knowledge.notes, refreshed[i].number))
			letters[count++] = refreshed[i];
	for (size_t i = 0; i < visits->count; i++)
		letters[count++] = visits->notices[i];
	for (size_t i = 0; i < appointments->notice_count; i++)
		letters[count++] = appointments->notices[i];
	for (size_t i = 0; i < count; i++)
		mailing[i] = &letters[i];
	*gathered = count;
	return mailing;
}

static bool names_family(void *context, const struct notice *notice)
{
	return letters_name_family(context, &notice->recipient);
}

/* A care home or a dormitory can be one household of the register, and no family: nobody of it
 * opens another's letters. Staff has said that it is one, or the house has said yes to a block. */
static void keep_houses_apart(
	struct ledger_entries *entries, struct notice *const *mailing, size_t count)
{
	const struct knowledge *knowledge = &entries->tonight->knowledge;
	for (size_t i = 0; i < count; i++) {
		struct recipient *recipient = &mailing[i]->recipient;
		if (recipient->part != ENVELOPE_ALONE &&
			(staff_notes_confirmed(&knowledge->notes, recipient) ||
				houses_agreed(knowledge, recipient->resident)))
			recipient->part = ENVELOPE_ALONE;
	}
}

/* In posting order; a household's letters in one envelope where the office wants it. */
static void sort_mailing(struct ledger_entries *entries, struct notice **mailing, size_t count)
{
	const struct envelope_rules rules = {&entries->job->office->mailing,
		entries->reconciliation, names_family, entries->job->letters};
	mailing_sort((void *)mailing, count);
	if (rules.mailing->together == TOGETHER_NONE)
		return;
	keep_houses_apart(entries, mailing, count);
	envelopes_fill(&rules, mailing, count);
	mailing_sort((void *)mailing, count);
	envelopes_number(mailing, count);
}

/* What the ledger hears of a mailing. */
static void list_mailed(struct ledger_entries *entries, struct notice *const *mailing, size_t count)
{
	struct night_decided *decided = &entries->result->decided;
	const char **mailed = arena_alloc(entries->arena, count * sizeof *mailed);
	int *sheets = arena_alloc(entries->arena, count * sizeof *sheets);
	struct enclosure *enclosures = arena_alloc(entries->arena, count * sizeof *enclosures);
	const char **versions = arena_alloc(entries->arena, count * sizeof *versions);
	const char **languages = arena_alloc(entries->arena, count * sizeof *languages);
	for (size_t i = 0; i < count; i++) {
		mailed[i] = mailing[i]->number;
		sheets[i] = notice_sheets(mailing[i]);
		enclosures[i] = mailing[i]->enclosure;
		versions[i] = letters_version(
			entries->job->letters, &mailing[i]->recipient, &languages[i]);
	}
	decided->mailed = mailed;
	decided->mailed_sheets = sheets;
	if (entries->job->office->mailing.together != TOGETHER_NONE)
		decided->mailed_enclosures = enclosures;
	decided->mailed_versions = versions;
	decided->mailed_languages = languages;
	decided->mailed_count = count;
}

/* Letters that waited, and, on a mailing day, what goes: those that staff holds wait on. */
static bool list_mailing(struct ledger_entries *entries, struct fault *why)
{
	struct night_decided *decided = &entries->result->decided;
	size_t count = 0, waiting = entries->reconciliation->readdressed_count +
				    entries->appointments->readdressed_count;
	struct notice *refreshed = arena_alloc(entries->arena, waiting * sizeof *refreshed);
	if (!list_refreshed(entries, refreshed, why))
		return false;
	decided->refreshed = refreshed;
	decided->refreshed_count = waiting;
	if (entries->posting_day != entries->job->day)
		return true;
	struct notice **mailing = gather_mailing(entries, refreshed, waiting, &count);
	sort_mailing(entries, mailing, count);
	list_mailed(entries, mailing, count);
	return true;
}

bool ledger_entries_list(const struct visits *visits, struct fault *why)
{
	const struct tonight *tonight = visits->tonight;
	struct ledger_entries entries = {
		.tonight = tonight,
		.job = tonight->job,
		.posting_day = tonight->posting_day,
		.reconciliation = &tonight->reconciliation,
		.visits = visits,
		.appointments = visits->appointments,
		.arena = tonight->arena,
		.result = tonight->result,
	};
	list_dues(&entries);
	list_closed(&entries);
	return list_mailing(&entries, why);
}
