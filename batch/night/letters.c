#include "night/letters.h"

#include "decide/dues/letter_contents.h"
#include "model/trial.h"
#include "night/change_letters.h"
#include "night/ledger_entries.h"
#include "night/visits.h"

/* A letter is numbered before anything else of it is known, so that numbers follow residents: those
 * about dues first, those about changes behind them. */

/* ---- what a letter is about ---- */

static void fill_items(
	struct arena *arena, const struct reconciled_person *person, struct notice *notice)
{
	struct notice_item *items = arena_alloc(arena, person->count * sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].settles)
			items[count++] = letter_item(&person->dues[i].decision);
	notice_take_items(notice, items, count);
}

static bool write_letter(const struct tonight *tonight, const struct reconciled_person *person,
	struct notice_numbers *numbers, struct notice *notice, struct fault *why)
{
	char *uid = arena_alloc(tonight->arena, UID_BYTES);
	*notice = (struct notice){
		.earlier = "",
		.night = tonight->job->day,
		.recipient = person->recipient,
		.visit_from = DAY_NONE,
		.visit_until = DAY_NONE,
		.appointment = {.uid = uid},
	};
	if (!notice_assign_number(notice, numbers, tonight->arena, why))
		return false;
	notice_uid(numbers->secret, notice->number, tonight->job->office->municipality, uid);
	fill_items(tonight->arena, person, notice);
	const struct trial *trial = &tonight->knowledge.trial;
	if (trial_takes(trial, notice->night, notice->wave)) {
		notice->trial = trial->id;
		notice->trial_share = trial->share_permille;
		notice->trial_until = trial->end;
		notice->second = trial_second(trial, numbers->secret, notice->recipient.household);
	}
	return true;
}

static bool write_letters(struct visits *visits, struct notice_numbers *numbers, struct fault *why)
{
	const struct tonight *tonight = visits->tonight;
	const struct reconciliation *reconciliation = &tonight->reconciliation;
	size_t most = 0;
	for (size_t i = 0; i < reconciliation->person_count; i++)
		most += reconciliation->people[i]->letter ? 1 : 0;
	visits->notices = arena_alloc(tonight->arena, most * sizeof *visits->notices);
	visits->people =
		arena_alloc(tonight->arena, most * sizeof(const struct reconciled_person *));
	for (size_t i = 0; i < reconciliation->person_count; i++) {
		const struct reconciled_person *person = reconciliation->people[i];
		if (!person->letter)
			continue;
		if (!write_letter(tonight, person, numbers, &visits->notices[visits->count], why))
			return false;
		visits->people[visits->count++] = person;
	}
	return true;
}

/* ---- what the ledger must hear of them ---- */

static void list_letters(const struct visits *visits)
{
	const struct appointments *appointments = visits->appointments;
	const struct reschedule *reschedule = &appointments->reschedule;
	struct night_decided *decided = &visits->tonight->result->decided;
	size_t count = visits->count + appointments->notice_count;
	struct notice *notices = arena_alloc(visits->tonight->arena, count * sizeof *notices);
	for (size_t i = 0; i < count; i++)
		notices[i] = i < visits->count ? visits->notices[i]
					       : appointments->notices[i - visits->count];
	decided->notices = notices;
	decided->notice_count = count;
	decided->moved = reschedule->moved;
	decided->moved_count = reschedule->moved_count;
	decided->lost = reschedule->lost;
	decided->lost_count = reschedule->lost_count;
	decided->tellings = appointments->tellings;
	decided->telling_count = appointments->telling_count;
	decided->by_hand = appointments->by_hand;
	decided->by_hand_count = appointments->by_hand_count;
}

bool letters_make(
	const struct tonight *tonight, struct appointments *appointments, struct fault *why)
{
	struct notice_numbers numbers = tonight->knowledge.numbers;
	struct visits visits = {.tonight = tonight, .appointments = appointments};
	if (!write_letters(&visits, &numbers, why) || !visits_find(&visits, why))
		return false;
	visits_give(&visits);
	if (!change_letters_make(appointments, &numbers, why))
		return false;
	list_letters(&visits);
	return ledger_entries_list(&visits, why);
}
