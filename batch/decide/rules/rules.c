#include "decide/rules/rules.h"

#include "base/text.h"
#include "decide/rules/births.h"
#include "decide/rules/expiry.h"
#include "decide/rules/oddities.h"
#include "decide/rules/validity.h"
#include "decide/rules/window.h"

#include <string.h>

/* Dates first, whatever becomes of them: stored, else computed, else none. Then a due for each
 * document whose window is open, and last a table of reasons in the order in which they are
 * tried, so that the first one that holds is the one that is told. Who may not be written to at
 * all is asked before who gets what: no later rule takes that back. */

enum { MONTH_DAYS_MAX = 31 };

/* Most dates are years away; these are told without counting months. */
static bool in_window(const struct office *office, day_number expires, day_number night)
{
	if (expires < night || expires - night > office->window.opens_months * MONTH_DAYS_MAX)
		return false;
	return night >= window_opens(&office->window, expires);
}

/* ---- the dates that count: stored, else computed, else none ---- */

struct dates {
	day_number day[DOCUMENTS];
	bool estimated[DOCUMENTS];
};

static bool has_period(
	const struct resident *resident, const struct office *office, day_number night)
{
	return resident->stay.present &&
	       validity_has_period(&office->validity, resident->stay.status, night);
}

static void settle_date(
	struct dates *dates, enum document document, day_number stored, day_number computed)
{
	dates->day[document] = stored != DAY_NONE ? stored : computed;
	dates->estimated[document] = stored == DAY_NONE && computed != DAY_NONE;
}

static enum document certificate_document(enum certificate_kind kind)
{
	return kind == CERTIFICATE_SIGNATURE ? DOCUMENT_SIGNATURE : DOCUMENT_AUTHENTICATION;
}

/* A date is computed only where the register has none. The card comes first, then the
 * authentication certificate: each caps what follows. */
static struct dates find_dates(
	const struct resident *resident, const struct office *office, day_number night)
{
	struct dates dates = {.day = {DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE}};
	if (resident->card.present) {
		day_number stored = resident->card.expires;
		settle_date(&dates, DOCUMENT_CARD, stored,
			stored != DAY_NONE ? stored : expiry_card(resident, office, night));
	}
	static const enum certificate_kind order[] = {
		CERTIFICATE_AUTHENTICATION, CERTIFICATE_SIGNATURE};
	for (size_t i = 0; i < CERTIFICATE_KINDS; i++) {
		const struct certificate *certificate = &resident->certificate[order[i]];
		if (!certificate->present)
			continue;
		day_number stored = certificate->expires;
		settle_date(&dates, certificate_document(order[i]), stored,
			stored != DAY_NONE ? stored
					   : expiry_certificate(resident, office, order[i],
						     dates.day[DOCUMENT_CARD],
						     dates.day[DOCUMENT_AUTHENTICATION]));
	}
	return dates;
}

/* ---- which matter the card's date is ---- */

/* Does the birthday rule give this date for one of the days of birth? */
static bool may_be_birthday(const struct births *births, const struct resident *resident,
	const struct office *office, day_number expires)
{
	struct civil born = births->first;
	do {
		if (validity_card_birthday(&office->validity, born, resident->card.issued, expires))
			return true;
	} while (births_next(births, &born));
	return false;
}

/* Where it cannot be told whether the date is a birthday (the day of birth is not known, and one
 * that the year allows would fit), a status with a period says that it is the stay's: a letter that
 * sends to Immigration in vain costs less than a card that lapses. */
static enum matter card_matter(const struct resident *resident, const struct office *office,
	day_number expires, day_number night)
{
	const struct stay *stay = &resident->stay;
	if (!stay->present)
		return MATTER_CARD;
	bool period = has_period(resident, office, night);
	struct births births;
	bool year_known = births_of(&resident->born, &births);
	if (year_known && !may_be_birthday(&births, resident, office, expires))
		return MATTER_STAY;
	if (!year_known || !births_certain(&births))
		return period ? MATTER_STAY : MATTER_CARD;
	/* An end of stay that the register does not say cannot be shown to lie later. */
	bool before_end = stay->until != DAY_NONE && expires < stay->until;
	return !period || before_end ? MATTER_CARD : MATTER_STAY;
}

/* ---- none (step 3) ---- */

static enum reason resident_reason(const struct resident *resident, day_number expires)
{
	static const enum reason by_state[RESIDENT_STATES] = {
		[RESIDENT_DECEASED] = REASON_DECEASED,
		[RESIDENT_MOVED_OUT] = REASON_MOVED_OUT,
		[RESIDENT_REMOVED] = REASON_REMOVED,
		[RESIDENT_ABROAD] = REASON_ABROAD,
	};
	if (by_state[resident->state] != REASON_EMPTY)
		return by_state[resident->state];
	if (resident->leaving != DAY_NONE && resident->leaving <= expires)
		return REASON_LEAVING;
	return REASON_EMPTY;
}

static enum reason card_reason(const struct resident *resident)
{
	static const enum reason by_state[CARD_STATES] = {
		[CARD_SUSPENDED] = REASON_CARD_SUSPENDED,
		[CARD_LOST] = REASON_CARD_LOST,
		[CARD_RETURNED] = REASON_CARD_RETURNED,
		[CARD_VOID] = REASON_CARD_VOID,
	};
	return resident->card.present ? by_state[resident->card.state] : REASON_EMPTY;
}

static enum reason certificate_reason(const struct resident *resident, enum matter matter)
{
	static const enum reason by_state[CERTIFICATE_STATES] = {
		[CERTIFICATE_SUSPENDED] = REASON_CERTIFICATE_SUSPENDED,
		[CERTIFICATE_REVOKED] = REASON_CERTIFICATE_REVOKED,
	};
	if (matter == MATTER_SIGNATURE)
		return by_state[resident->certificate[CERTIFICATE_SIGNATURE].state];
	/* Where the other certificate has ended too, it was no change of name or address. */
	if (matter == MATTER_AUTHENTICATION || matter == MATTER_REVOKED)
		return by_state[resident->certificate[CERTIFICATE_AUTHENTICATION].state];
	return REASON_EMPTY;
}

static enum reason none_reason(const struct resident *resident, const struct office *office,
	enum matter matter, day_number expires, day_number night)
{
	enum reason reason = resident_reason(resident, expires);
	if (reason == REASON_EMPTY)
		reason = card_reason(resident);
	if (reason == REASON_EMPTY)
		reason = certificate_reason(resident, matter);
	if (reason == REASON_EMPTY && resident->renewal != DAY_NONE)
		reason = REASON_RENEWAL_APPLIED;
	if (reason == REASON_EMPTY && matter == MATTER_STAY &&
		!validity_stay_letter(&office->validity, resident->card.kind, night) &&
		rules_stay_case(resident, office, expires, night) != STAY_CASE_RESIDENCE_PENDING)
		reason = REASON_RESIDENCE_CARD;
	return reason;
}

bool rules_act(const struct resident *resident, const struct office *office, enum document document,
	day_number expires, day_number night)
{
	static const enum matter matters[DOCUMENTS] = {
		[DOCUMENT_AUTHENTICATION] = MATTER_AUTHENTICATION,
		[DOCUMENT_CARD] = MATTER_CARD,
		[DOCUMENT_REVOKED] = MATTER_REVOKED,
		[DOCUMENT_SIGNATURE] = MATTER_SIGNATURE,
	};
	enum matter matter = document == DOCUMENT_CARD
				     ? card_matter(resident, office, expires, night)
				     : matters[document];
	return none_reason(resident, office, matter, expires, night) == REASON_EMPTY;
}

/* ---- hand (step 5) ---- */

const struct address *rules_destination(const struct resident *resident)
{
	return resident->has_send_to ? &resident->send_to : &resident->address;
}

static bool address_usable(const struct resident *resident)
{
	const struct address *address = rules_destination(resident);
	return !text_blank(address->lines) && address->postal != NULL &&
	       address->postal[0] != '\0' && strcmp(address->postal, "0000000") != 0;
}

enum reason rules_hand(const struct resident *resident, const struct circumstances *circumstances)
{
	if (resident->protection == PROTECTION_PROVISIONAL ||
		resident->protection == PROTECTION_ACTIVE)
		return REASON_PROTECTION;
	if (circumstances->returned)
		return REASON_RETURNED;
	if (!address_usable(resident))
		return REASON_ADDRESS;
	if (resident->format == FORMAT_BRAILLE)
		return REASON_BRAILLE;
	if (circumstances->glyph)
		return REASON_GLYPH;
	if (circumstances->overflow)
		return REASON_OVERFLOW;
	return REASON_EMPTY;
}

/* The reasons of outcome hand stand in model/due.h as rules_hand tries them. */
void rules_demote(struct ruling *ruling, enum reason reason)
{
	for (size_t i = 0; i < ruling->count; i++) {
		struct decision *decision = &ruling->decisions[i];
		bool later = decision->outcome == OUTCOME_HAND && decision->reason > reason;
		if (decision->outcome != OUTCOME_LETTER && !later)
			continue;
		decision->outcome = OUTCOME_HAND;
		decision->reason = reason;
	}
}

/* ---- a due ---- */

/* Steps 3, 4, 5 and 6 in this order; `card` is the decision about the card if its window is open
 * too and this is a certificate, else NULL. */
static void decide_outcome(const struct resident *resident, const struct office *office,
	day_number night, const struct circumstances *circumstances, const struct decision *card,
	struct decision *decision)
{
	enum reason none =
		none_reason(resident, office, decision->matter, decision->expires, night);
	enum reason hand = rules_hand(resident, circumstances);
	if (none != REASON_EMPTY) {
		decision->outcome = OUTCOME_NONE;
		decision->reason = none;
	} else if (card != NULL && card->outcome == OUTCOME_NONE) {
		decision->outcome = OUTCOME_NONE;
		decision->reason = card->reason;
	} else if (card != NULL) {
		decision->outcome = OUTCOME_COVERED;
		decision->reason = card->matter == MATTER_STAY ? REASON_STAY : REASON_CARD;
	} else if (hand != REASON_EMPTY) {
		decision->outcome = OUTCOME_HAND;
		decision->reason = hand;
	} else {
		decision->outcome = OUTCOME_LETTER;
		decision->reason = decision->estimated ? REASON_ESTIMATED : REASON_EMPTY;
	}
}

static struct decision open_decision(const struct office *office, const struct dates *dates,
	enum document document, enum matter matter, day_number night)
{
	day_number expires = dates->day[document];
	return (struct decision){
		.matter = matter,
		.expires = expires,
		.opens = window_opens(&office->window, expires),
		.wave = window_wave(&office->window, expires, night),
		.estimated = dates->estimated[document],
	};
}

/* About a revocation: it is written about on its own, whatever runs out besides, for until it is
 * mended nothing can be signed. */
static void decide_revoked(const struct resident *resident, const struct office *office,
	day_number night, const struct circumstances *circumstances, struct ruling *ruling)
{
	const struct revocation *revocation = circumstances->revocation;
	ruling->current[DOCUMENT_REVOKED] = revocation->until;
	if (night < revocation->opens || night > revocation->until)
		return;
	struct decision *decision = &ruling->decisions[ruling->count++];
	*decision = (struct decision){.matter = MATTER_REVOKED,
		.expires = revocation->until,
		.opens = revocation->opens,
		.wave = WAVE_FIRST};
	decide_outcome(resident, office, night, circumstances, NULL, decision);
}

void rules_decide(const struct resident *resident, const struct office *office, day_number night,
	const struct circumstances *circumstances, struct ruling *ruling)
{
	struct dates dates = find_dates(resident, office, night);
	struct decision card;
	const struct decision *open_card = NULL;

	ruling->count = 0;
	ruling->reissued = resident->certificate[CERTIFICATE_SIGNATURE].present &&
			   resident->certificate[CERTIFICATE_SIGNATURE].state == CERTIFICATE_VALID;
	memcpy(ruling->current, dates.day, sizeof dates.day);
	if (in_window(office, dates.day[DOCUMENT_CARD], night)) {
		enum matter matter = card_matter(resident, office, dates.day[DOCUMENT_CARD], night);
		card = open_decision(office, &dates, DOCUMENT_CARD, matter, night);
		decide_outcome(resident, office, night, circumstances, NULL, &card);
		open_card = &card;
	}
	static const enum matter order[] = {
		MATTER_AUTHENTICATION, MATTER_CARD, MATTER_REVOKED, MATTER_SIGNATURE, MATTER_STAY};
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		enum matter matter = order[i];
		enum document document = document_of(matter);
		if (matter == MATTER_REVOKED) {
			if (circumstances->revocation != NULL)
				decide_revoked(resident, office, night, circumstances, ruling);
			continue;
		}
		if (document == DOCUMENT_CARD) {
			if (open_card != NULL && open_card->matter == matter)
				ruling->decisions[ruling->count++] = card;
			continue;
		}
		if (!in_window(office, dates.day[document], night))
			continue;
		struct decision *decision = &ruling->decisions[ruling->count++];
		*decision = open_decision(office, &dates, document, matter, night);
		decide_outcome(resident, office, night, circumstances, open_card, decision);
	}
	oddities_find(resident, office, night, dates.estimated, ruling);
}

/* Can the months that a pending extension gives still be had? They are given once, and a card that
 * ends so long after the stay has had them. */
static bool pending_grants(
	const struct resident *resident, const struct office *office, day_number expires)
{
	const struct stay *stay = &resident->stay;
	return stay->pending &&
	       (stay->until == DAY_NONE || expires != validity_pending(&office->validity,
							      resident->card.issued, stay->until));
}

enum stay_case rules_stay_case(const struct resident *resident, const struct office *office,
	day_number expires, day_number night)
{
	const struct stay *stay = &resident->stay;
	if (!stay->present)
		return STAY_CASE_NONE;
	bool residence = resident->card.present && resident->card.kind == CARD_RESIDENCE;
	bool period = has_period(resident, office, night);
	bool extended = stay->until != DAY_NONE && stay->until > expires;
	bool pending = period && !extended && pending_grants(resident, office, expires);
	if (residence)
		return pending ? STAY_CASE_RESIDENCE_PENDING : STAY_CASE_RESIDENCE;
	if (!period)
		return STAY_CASE_PERMANENT;
	if (stay_is_permit(stay->status))
		return STAY_CASE_PERMIT;
	if (extended)
		return STAY_CASE_EXTENDED;
	return pending ? STAY_CASE_PENDING : STAY_CASE_NEITHER;
}
