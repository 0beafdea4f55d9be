#include "decide/rules/oddities.h"

#include "base/phrase.h"
#include "decide/rules/births.h"
#include "decide/rules/expiry.h"
#include "decide/rules/validity.h"

/* A stored date is held against every date that the rules can give; one that none of them gives is
 * told with what would be computed. Nothing here changes what is decided. */

const char *const oddity_codes[ODDITIES] = {
	[ODDITY_EXPIRY_UNEXPLAINED] = "expiry-unexplained",
	[ODDITY_EXPIRY_ESTIMATED] = "expiry-estimated",
	[ODDITY_EXPIRY_UNKNOWN] = "expiry-unknown",
	[ODDITY_EXPIRES_BEFORE_ISSUED] = "expires-before-issued",
	[ODDITY_CERTIFICATE_PAST_CARD] = "certificate-past-card",
	[ODDITY_SIGNATURE_PAST_AUTHENTICATION] = "signature-past-authentication",
	[ODDITY_SIGNATURE_UNDER_AGE] = "signature-under-age",
	[ODDITY_SIGNATURE_OF_WARD] = "signature-of-ward",
	[ODDITY_CERTIFICATE_WITHOUT_CARD] = "certificate-without-card",
	[ODDITY_BIRTH_UNKNOWN] = "birth-unknown",
};

const char *const oddity_sentences[ODDITIES] = {
	[ODDITY_EXPIRY_UNEXPLAINED] =
		PHRASE("no rule gives the stored expiry; it is used all the same"),
	[ODDITY_EXPIRY_ESTIMATED] =
		PHRASE("no expiry is stored; the earliest the rules allow is used"),
	[ODDITY_EXPIRY_UNKNOWN] =
		PHRASE("no expiry is stored and none can be computed; nothing is sent"),
	[ODDITY_EXPIRES_BEFORE_ISSUED] = PHRASE("the stored expiry lies before the day of issue"),
	[ODDITY_CERTIFICATE_PAST_CARD] = PHRASE("the certificate is stored as valid past its card"),
	[ODDITY_SIGNATURE_PAST_AUTHENTICATION] = PHRASE(
		"the signature certificate is stored as valid past the authentication certificate"),
	[ODDITY_SIGNATURE_UNDER_AGE] = PHRASE("a signature certificate issued below the usual age"),
	[ODDITY_SIGNATURE_OF_WARD] = PHRASE("a signature certificate of an adult ward"),
	[ODDITY_CERTIFICATE_WITHOUT_CARD] = PHRASE("a certificate without a card"),
	[ODDITY_BIRTH_UNKNOWN] = PHRASE("the birth date is impossible or partly unknown"),
};

static void note_odd(struct ruling *ruling, enum oddity oddity, enum document document,
	day_number stored, day_number expected)
{
	if (ruling->odd_count < ODD_MAX)
		ruling->odd[ruling->odd_count++] = (struct odd){oddity, document, stored, expected};
}

/* Can the date be an end of stay: this one, an earlier one (the card does not move with an
 * extension), or this one plus the months granted while an application was pending? A status
 * without a period may have had one before. */
static bool stay_explains(const struct resident *resident, const struct validity_rules *rules,
	day_number expires, day_number night)
{
	const struct stay *stay = &resident->stay;
	day_number issued = resident->card.issued;
	if (!stay->present || !validity_stay_ends_card(rules, issued))
		return false;
	return !validity_has_period(rules, stay->status, night) || stay->until == DAY_NONE ||
	       expires <= stay->until || expires == validity_pending(rules, issued, stay->until);
}

/* The date of a card is explained by the birthday rule, or by an end of stay that is earlier. The
 * age line is printed both by the application and by the issue (大阪狭山, 飯能, 鴻巣, 都城 the one,
 * the city's own page, カード発行時, the other), so that either reading explains a date; where no
 * application is stored any age does. */
static bool card_explained(const struct resident *resident, const struct civil *born,
	const struct validity_rules *rules, day_number night)
{
	const struct card *card = &resident->card;
	const day_number readings[] = {card->applied, card->issued};
	day_number expires = card->expires, latest = DAY_NONE;
	if (card->applied == DAY_NONE &&
		validity_card_birthday(rules, *born, card->issued, expires))
		return true;
	for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
		day_number early = validity_card(rules, *born, readings[i], card->issued, true);
		if (expires == early ||
			expires == validity_card(rules, *born, readings[i], card->issued, false))
			return true;
		latest = early > latest ? early : latest;
	}
	return expires < latest && stay_explains(resident, rules, expires, night);
}

/* A certificate's date is its birthday, or a cap that is earlier: the card's date, the other
 * certificate's, or, for a stay, one that the card had before. */
static bool certificate_explained(const struct resident *resident, const struct civil *born,
	const struct validity_rules *rules, enum certificate_kind kind, const struct ruling *ruling)
{
	day_number issued = resident->certificate[kind].issued;
	day_number expires = resident->certificate[kind].expires;
	if (expires == validity_certificate(rules, *born, issued, false))
		return true;
	day_number latest = validity_certificate(rules, *born, issued, true);
	if (expires >= latest)
		return expires == latest;
	return resident->stay.present || expires == ruling->current[DOCUMENT_CARD] ||
	       (kind == CERTIFICATE_SIGNATURE &&
		       expires == ruling->current[DOCUMENT_AUTHENTICATION]);
}

/* Does one of the days of birth explain the stored date? Of whom not even the year is known any
 * date may be right. */
static bool is_explained(const struct resident *resident, const struct office *office,
	day_number night, enum document document, const struct ruling *ruling)
{
	const struct validity_rules *rules = &office->validity;
	enum certificate_kind kind =
		document == DOCUMENT_SIGNATURE ? CERTIFICATE_SIGNATURE : CERTIFICATE_AUTHENTICATION;
	struct births births;
	if (!births_of(&resident->born, &births))
		return true;
	struct civil born = births.first;
	do {
		if (document == DOCUMENT_CARD
				? card_explained(resident, &born, rules, night)
				: certificate_explained(resident, &born, rules, kind, ruling))
			return true;
	} while (births_next(&births, &born));
	return false;
}

static void check_card(const struct resident *resident, const struct office *office,
	day_number night, bool estimated, struct ruling *ruling)
{
	const struct card *card = &resident->card;
	if (!card->present)
		return;
	if (card->expires == DAY_NONE) {
		note_odd(ruling, estimated ? ODDITY_EXPIRY_ESTIMATED : ODDITY_EXPIRY_UNKNOWN,
			DOCUMENT_CARD, DAY_NONE, ruling->current[DOCUMENT_CARD]);
		return;
	}
	if (card->expires < card->issued)
		note_odd(ruling, ODDITY_EXPIRES_BEFORE_ISSUED, DOCUMENT_CARD, card->expires,
			DAY_NONE);
	else if (!is_explained(resident, office, night, DOCUMENT_CARD, ruling))
		note_odd(ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD, card->expires,
			expiry_card(resident, office, night));
}

/* Whatever the day of birth: what may be in order is not reported. */
static bool is_under_age(
	const struct birth *birth, const struct validity_rules *rules, day_number issued)
{
	struct births births;
	return births_of(birth, &births) &&
	       births_ages(rules, &births, issued).most < validity_signature_age(rules, issued);
}

static void check_certificate(const struct resident *resident, const struct office *office,
	enum certificate_kind kind, day_number night, bool estimated, struct ruling *ruling)
{
	const struct certificate *certificate = &resident->certificate[kind];
	bool signature = kind == CERTIFICATE_SIGNATURE;
	enum document document = signature ? DOCUMENT_SIGNATURE : DOCUMENT_AUTHENTICATION;
	day_number expires = certificate->expires, card = ruling->current[DOCUMENT_CARD];
	if (!certificate->present)
		return;
	day_number card_cap =
		validity_cap(&office->validity, kind, certificate->issued, card, DAY_NONE);
	day_number cap = validity_cap(&office->validity, kind, certificate->issued, card,
		ruling->current[DOCUMENT_AUTHENTICATION]);
	if (!resident->card.present)
		note_odd(ruling, ODDITY_CERTIFICATE_WITHOUT_CARD, document, expires, DAY_NONE);
	if (expires == DAY_NONE) {
		note_odd(ruling, estimated ? ODDITY_EXPIRY_ESTIMATED : ODDITY_EXPIRY_UNKNOWN,
			document, DAY_NONE, ruling->current[document]);
	} else if (expires < certificate->issued) {
		note_odd(ruling, ODDITY_EXPIRES_BEFORE_ISSUED, document, expires, DAY_NONE);
	} else if (card_cap != DAY_NONE && expires > card_cap) {
		note_odd(ruling, ODDITY_CERTIFICATE_PAST_CARD, document, expires, card_cap);
	} else if (cap != DAY_NONE && expires > cap) {
		note_odd(ruling, ODDITY_SIGNATURE_PAST_AUTHENTICATION, document, expires, cap);
	} else if (!is_explained(resident, office, night, document, ruling)) {
		note_odd(ruling, ODDITY_EXPIRY_UNEXPLAINED, document, expires,
			expiry_certificate(resident, office, kind, card,
				ruling->current[DOCUMENT_AUTHENTICATION]));
	}
	if (!signature)
		return;
	if (is_under_age(&resident->born, &office->validity, certificate->issued))
		note_odd(ruling, ODDITY_SIGNATURE_UNDER_AGE, document, expires, DAY_NONE);
	if (resident->ward)
		note_odd(ruling, ODDITY_SIGNATURE_OF_WARD, document, expires, DAY_NONE);
}

void oddities_find(const struct resident *resident, const struct office *office, day_number night,
	const bool estimated[DOCUMENTS], struct ruling *ruling)
{
	ruling->odd_count = 0;
	if (resident->state != RESIDENT_PRESENT)
		return;
	bool documents = resident->card.present ||
			 resident->certificate[CERTIFICATE_SIGNATURE].present ||
			 resident->certificate[CERTIFICATE_AUTHENTICATION].present;
	if (documents && !resident->born.known)
		note_odd(ruling, ODDITY_BIRTH_UNKNOWN, DOCUMENT_CARD, DAY_NONE, DAY_NONE);
	check_card(resident, office, night, estimated[DOCUMENT_CARD], ruling);
	check_certificate(resident, office, CERTIFICATE_AUTHENTICATION, night,
		estimated[DOCUMENT_AUTHENTICATION], ruling);
	check_certificate(resident, office, CERTIFICATE_SIGNATURE, night,
		estimated[DOCUMENT_SIGNATURE], ruling);
}
