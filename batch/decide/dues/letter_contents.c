#include "decide/dues/letter_contents.h"

#include "decide/rules/window.h"

/* A due is settled once and reminded of once. A pulled reminder leaves the first letter standing; a
 * pulled first letter leaves nothing. */

bool letter_waits(const struct known_due *known)
{
	return known != NULL && known->settled_first && (!known->printed || known->taken_back);
}

bool letter_settled(const struct letter_due *due)
{
	return due->known != NULL && due->known->settled_first &&
	       (due->known->settled_reminder || due->fate == LETTER_GOES);
}

/* Has a reminder of it gone, or will one go? */
static bool is_reminded(const struct letter_due *due)
{
	return due->known != NULL && due->known->settled_reminder && due->fate == LETTER_GOES;
}

/* Would a letter of tonight remind of it? One that waits does, whatever the day. */
static bool can_remind(
	const struct office *office, const struct posting *posting, const struct letter_due *due)
{
	return letter_settled(due) && !is_reminded(due) &&
	       (due->fate == LETTER_WAITS ||
		       remind_now(office, due->known, due->decision->matter, posting));
}

bool letter_wanted(
	const struct office *office, const struct posting *posting, const struct letter_due *due)
{
	return due->decision->outcome == OUTCOME_LETTER &&
	       (!letter_settled(due) || can_remind(office, posting, due));
}

static struct letter_part covered_part(const struct letter_due *due, const struct letter_part *card)
{
	bool settled = letter_settled(due);
	bool carried = card->carried && (!settled || (card->reminds && !is_reminded(due)));
	return (struct letter_part){carried, carried && settled};
}

void letter_contents(const struct office *office, const struct posting *posting,
	const struct letter_due *dues, size_t count, struct letter_part *parts)
{
	struct letter_part card = {false, false};
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = dues[i].decision;
		if (decision->outcome == OUTCOME_COVERED)
			continue;
		parts[i] = (struct letter_part){
			.carried = letter_wanted(office, posting, &dues[i]),
			.reminds = decision->outcome != OUTCOME_NONE &&
				   can_remind(office, posting, &dues[i]),
		};
		if (document_of(decision->matter) == DOCUMENT_CARD)
			card = parts[i];
	}
	for (size_t i = 0; i < count; i++)
		if (dues[i].decision->outcome == OUTCOME_COVERED)
			parts[i] = covered_part(&dues[i], &card);
}

struct notice_item letter_item(const struct decision *decision)
{
	return (struct notice_item){
		.matter = decision->matter,
		.expires = decision->expires,
		.wave = decision->wave,
		.outcome = decision->outcome,
		.estimated = decision->estimated,
	};
}

day_number letter_last_day(const struct office *office, const struct decision *decision)
{
	if (decision->matter == MATTER_REVOKED)
		return DAY_NONE;
	return decision->wave == WAVE_FIRST ? window_first_until(&office->window, decision->expires)
					    : decision->expires - office->mailing.latest_days;
}
