#include "decide/rules/revoked.h"

#include <string.h>

/* Only the loss that a change of name or address brings about is written of: everything else of
 * the resident must stand, the change must lie near the end of the certificate, and an earlier
 * night must have read it as valid. Where one of these is unknown nobody is written to. */

static const struct certificate *signature_of(const struct revoked_case *at)
{
	return &at->resident->certificate[CERTIFICATE_SIGNATURE];
}

/* Death, a move out of the city, a lost or returned card end everything, not this alone. */
static bool all_else_stands(const struct revoked_case *at)
{
	const struct resident *resident = at->resident;
	const struct certificate *other = &resident->certificate[CERTIFICATE_AUTHENTICATION];
	return resident->state == RESIDENT_PRESENT && resident->card.present &&
	       resident->card.state == CARD_ACTIVE &&
	       (at->card_expires == DAY_NONE || at->card_expires >= at->night) && other->present &&
	       other->state == CERTIFICATE_VALID;
}

static const struct revocation *known_one(const struct revoked_case *at)
{
	for (size_t i = 0; i < at->had_count; i++)
		if (at->had[i].issued == signature_of(at)->issued)
			return &at->had[i];
	return NULL;
}

static bool is_taken(const struct revoked_case *at, day_number until)
{
	for (size_t i = 0; i < at->had_count; i++)
		if (at->had[i].until == until)
			return true;
	return false;
}

/* The office's days from tonight, but not past the card; a day that an earlier revocation has is
 * that one's. DAY_NONE when none is left. */
static day_number answer_by(const struct revoked_case *at)
{
	day_number until = at->night + at->office->revoked.answer_days;
	if (at->card_expires != DAY_NONE && at->card_expires < until)
		until = at->card_expires;
	while (until >= at->night && is_taken(at, until))
		until--;
	return until >= at->night ? until : DAY_NONE;
}

/* The certificate goes on as the one that was watched, or is the first or another one. */
static struct watched look_at(const struct revoked_case *at)
{
	const struct watched *before = at->before;
	struct watched now = {.resident = at->resident->id,
		.issued = signature_of(at)->issued,
		.changed = DAY_NONE,
		.ended = DAY_NONE};
	memcpy(now.mark, at->mark, sizeof now.mark);
	if (before == NULL || before->issued != now.issued)
		return now;
	now.changed =
		memcmp(before->mark, now.mark, sizeof now.mark) == 0 ? before->changed : at->night;
	return now;
}

static enum watch_verdict keep_watching(
	const struct watched *before, const struct watched *now, struct watched *after)
{
	if (before != NULL && before->issued == now->issued && before->changed == now->changed &&
		before->ended == now->ended &&
		memcmp(before->mark, now->mark, sizeof now->mark) == 0)
		return WATCH_AS_IT_IS;
	*after = *now;
	return WATCH_KEEP;
}

static bool near_in_time(day_number one, day_number other, int days)
{
	return one != DAY_NONE && (one > other ? one - other : other - one) <= days;
}

/* The watched certificate is revoked: because of a change, or not (yet) known to be. */
static enum watch_verdict judge_end(
	const struct revoked_case *at, struct watched *after, struct revocation *found)
{
	int days = at->office->revoked.change_days;
	struct watched now = look_at(at);
	now.ended = at->before->ended == DAY_NONE ? at->night : at->before->ended;
	if (all_else_stands(at) && near_in_time(now.changed, now.ended, days)) {
		day_number until = answer_by(at);
		if (until != DAY_NONE)
			*found =
				(struct revocation){at->resident->id, now.issued, at->night, until};
		return WATCH_END;
	}
	return at->night - now.ended > days ? WATCH_END : keep_watching(at->before, &now, after);
}

enum watch_verdict revoked_judge(
	const struct revoked_case *at, struct watched *after, struct revocation *found)
{
	const struct certificate *signature = signature_of(at);
	const enum watch_verdict gone = at->before == NULL ? WATCH_NOTHING : WATCH_END;
	*found = (struct revocation){0};
	if (!signature->present)
		return gone;
	const struct revocation *known =
		signature->state == CERTIFICATE_REVOKED ? known_one(at) : NULL;
	if (known != NULL) {
		*found = *known;
		found->resident = at->resident->id;
		return gone;
	}
	if (at->resident->state != RESIDENT_PRESENT)
		return gone;
	bool same = at->before != NULL && at->before->issued == signature->issued;
	if (signature->state == CERTIFICATE_VALID ||
		(signature->state == CERTIFICATE_SUSPENDED && same)) {
		struct watched now = look_at(at);
		return keep_watching(at->before, &now, after);
	}
	return signature->state == CERTIFICATE_REVOKED && same ? judge_end(at, after, found) : gone;
}
