#include "register/cases.h"

#include "register/papers.h"

static void stay_extended(struct staging *staging)
{
	staging->resident->stay.until = civil_add_months(staging->expires, 36);
}

static void stay_pending(struct staging *staging)
{
	staging->resident->stay.pending = true;
}

/* The stay has ended, the application is pending, and the card was extended by two months. */
static void stay_pending_prolonged(struct staging *staging)
{
	struct resident *resident = staging->resident;
	resident->stay.until = civil_add_months(staging->expires, -2);
	resident->stay.pending = true;
	resident->card.expires = civil_add_months(resident->stay.until, 2);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].expires = resident->card.expires;
}

/* Of somebody with a stay, the certificates run out (5th birthday) and the card does not. */
static void stay_far(struct staging *staging)
{
	staging->resident->stay.until = civil_add_months(staging->expires, 20);
	staging->resident->card.expires = staging->resident->stay.until;
}

/* Certificates end on a birthday in a month, the card with the stay in two and a half. */
static void certificates_before_card(struct staging *staging)
{
	struct resident *resident = staging->resident;
	resident->card.issued = civil_add_months(staging->expires, -60) + 90;
	resident->card.applied = resident->card.issued - 30;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		struct certificate *certificate = &resident->certificate[kind];
		certificate->issued = resident->card.issued;
		certificate->expires = birthday_after(staging->born, certificate->issued, 5);
	}
}

static void residence_card(struct staging *staging)
{
	struct resident *resident = staging->resident;
	day_number issued = staging->as_of - 150;
	day_number since = civil_day(2026, 6, 14);
	if (issued < since + 2)
		issued = since + 2;
	resident->card.kind = CARD_RESIDENCE;
	resident->card.issued = issued;
	resident->card.applied = issued - 2;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].issued = issued;
}

/* Its months are made at city hall. */
static void residence_card_pending(struct staging *staging)
{
	residence_card(staging);
	staging->resident->stay.pending = true;
}

static void card_expiry_missing(struct staging *staging)
{
	staging->resident->card.expires = DAY_NONE;
}

static void certificate_expiry_missing(struct staging *staging)
{
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		staging->resident->certificate[kind].expires = DAY_NONE;
}

static void applied_missing(struct staging *staging)
{
	staging->resident->card.applied = DAY_NONE;
}

static void certificate_past_card(struct staging *staging)
{
	staging->resident->certificate[CERTIFICATE_AUTHENTICATION].expires = staging->expires + 100;
}

static void signature_past_authentication(struct staging *staging)
{
	staging->resident->certificate[CERTIFICATE_SIGNATURE].expires =
		civil_add_months(staging->expires, 12);
}

static void signature_added(struct staging *staging)
{
	staging->resident->certificate[CERTIFICATE_SIGNATURE] =
		staging->resident->certificate[CERTIFICATE_AUTHENTICATION];
}

static void expires_before_issued(struct staging *staging)
{
	struct card *card = &staging->resident->card;
	card->issued = staging->as_of - 100;
	card->applied = staging->as_of - 130;
	card->expires = civil_add_months(staging->expires, -24);
}

/* Born on February 29: the card ends on the next February 28 or 29, wherever that lies. */
static void leap_day_card(struct staging *staging)
{
	struct card *card = &staging->resident->card;
	day_number expires = birthday_after(staging->born, staging->as_of + 4, 1);
	day_number opens = civil_add_months(expires, -3) + 1;
	card->issued = civil_add_months(expires, -120) + 150;
	card->applied = card->issued - 30;
	card->expires = expires;
	staging->wave = "*";
	if (opens > staging->as_of)
		staging->expected = opens > staging->as_of + 4 ? "-" : "*";
}

/* Renewed within the last three months before an old date: one birthday more. */
static void certificate_renewed_early(struct staging *staging)
{
	struct resident *resident = staging->resident;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].issued = civil_add_months(staging->expires, -72) + 300;
	resident->card.issued = civil_add_months(staging->expires, -96) + 20;
	resident->card.applied = resident->card.issued - 30;
	resident->card.expires =
		card_expiry(staging->born, resident->card.applied, resident->card.issued, false);
}

static void minor_renewed_early(struct staging *staging)
{
	struct resident *resident = staging->resident;
	resident->card.issued = civil_add_months(staging->expires, -72) + 310;
	resident->card.applied = resident->card.issued - 30;
	resident->certificate[CERTIFICATE_AUTHENTICATION].issued = resident->card.issued;
}

static void no_signature(struct staging *staging)
{
	staging->resident->certificate[CERTIFICATE_SIGNATURE].present = false;
}

/* A child's card made within weeks of its birth. */
static void newborn(struct staging *staging)
{
	struct resident *resident = staging->resident;
	resident->card.applied = staging->born + 14;
	resident->card.issued = staging->born + 45;
	resident->certificate[CERTIFICATE_AUTHENTICATION].issued = resident->card.issued;
}

/* Of age by the line of 18, still a minor by that of 20 which held for this application: the card
 * ends on the 5th birthday. Only where such a card can still run out. */
static void age_line_20(struct staging *staging)
{
	struct card *card = &staging->resident->card;
	card->issued = civil_add_months(staging->expires, -60) + 25;
	card->applied = card->issued - 24;
	card->expires = staging->expires;
	if (card->applied >= civil_day(2022, 4, 1))
		staging->expected = "*";
}

/* 18 on the application after the line moved: ten birthdays for the card, five for the rest. */
static void age_line_18(struct staging *staging)
{
	struct card *card = &staging->resident->card;
	card->issued = civil_add_months(staging->expires, -48) - 20;
	card->applied = card->issued - 28;
	card->expires = card_expiry(staging->born, card->applied, card->issued, false);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		staging->resident->certificate[kind].issued = card->issued;
	if (card->applied < civil_day(2022, 4, 1))
		staging->expected = "*";
}

/* What is expected most often. */
#define CARD_LETTER            "authentication=covered/card card=letter signature=covered/card"
#define CARD_LETTER_OF_A_CHILD "authentication=covered/card card=letter"
#define CERTIFICATES_LETTER    "authentication=letter signature=letter"
#define STAY_LETTER            "authentication=covered/stay signature=covered/stay stay=letter"

const struct named_case dated_cases[] = {
	/* matters, waves, ages */
	{.name = "card-covers-certificates", .expected = CARD_LETTER, .papers = PAPERS_CARD},
	{.name = "card-late", .expected = CARD_LETTER, .papers = PAPERS_CARD, .late = true},
	{.name = "card-alone", .expected = "card=letter", .papers = PAPERS_CARD_ALONE},
	{.name = "certificates", .expected = CERTIFICATES_LETTER, .papers = PAPERS_CERTIFICATES},
	{.name = "certificates-late",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.late = true},
	{.name = "authentication-alone",
		.expected = "authentication=letter",
		.papers = PAPERS_AUTHENTICATION},
	{.name = "signature-alone", .expected = "signature=letter", .papers = PAPERS_SIGNATURE},
	{.name = "certificate-renewed-early",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.adjust = certificate_renewed_early},
	{.name = "child",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_MINOR,
		.age = 12,
		.same_household = true},
	{.name = "child-late",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_MINOR,
		.late = true,
		.age = 9,
		.same_household = true},
	{.name = "child-renewed-early",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_MINOR,
		.age = 14,
		.same_household = true,
		.adjust = minor_renewed_early},
	{.name = "newborn-card",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_MINOR,
		.age = 5,
		.same_household = true,
		.adjust = newborn},
	{.name = "fifteen-at-issue",
		.expected = CARD_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.age = 20},
	{.name = "age-line-20",
		.expected = "card=letter",
		.papers = PAPERS_CARD_ALONE,
		.age = 24,
		.adjust = age_line_20},
	{.name = "age-line-18",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.age = 23,
		.adjust = age_line_18},
	{.name = "centenarian", .expected = CARD_LETTER, .papers = PAPERS_CARD, .age = 101},
	{.name = "pair-first", .expected = CARD_LETTER, .papers = PAPERS_CARD, .age = 70},
	{.name = "pair-second",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 71,
		.same_household = true},
	{.name = "leap-day-card",
		.expected = "card=letter",
		.papers = PAPERS_CARD_ALONE,
		.born = "1988-02-29",
		.adjust = leap_day_card},
	{.name = "leap-day-birth",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "en",
		.born = "1996-02-29"},
	/* stays */
	{.name = "stay-neither",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "vi"},
	{.name = "stay-extended",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "zh-Hans",
		.adjust = stay_extended},
	{.name = "stay-pending",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "pt",
		.adjust = stay_pending},
	{.name = "stay-pending-prolonged",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SPOUSE,
		.language = "tl",
		.adjust = stay_pending_prolonged},
	{.name = "stay-late",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.late = true,
		.foreign = true,
		.status = STAY_TECHNICAL_INTERN,
		.language = "id"},
	{.name = "stay-child",
		.expected = "authentication=covered/stay stay=letter",
		.papers = PAPERS_STAY,
		.age = 8,
		.foreign = true,
		.status = STAY_DEPENDENT,
		.language = "ne",
		.adjust = no_signature},
	{.name = "stay-after-birthday",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "en",
		.adjust = stay_extended},
	{.name = "stay-ends-on-birthday",
		.expected = STAY_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "es"},
	{.name = "stay-certificates",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "en",
		.adjust = stay_far},
	{.name = "stay-certificates-late",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.birthday_shift = -45,
		.foreign = true,
		.status = STAY_STUDENT,
		.language = "my",
		.adjust = certificates_before_card},
	{.name = "stay-birth-unknown",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.age = 55,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "pt",
		.born = "1971-00-00"},
	{.name = "permanent-card",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_PERMANENT,
		.language = "pt"},
	{.name = "special-permanent-card",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_SPECIAL_PERMANENT},
	{.name = "highly-skilled-2-card",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_HIGHLY_SKILLED_2,
		.language = "en"},
	{.name = "permanent-with-old-date",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_PERMANENT,
		.language = "zh-Hans"},
	{.name = "permanent-birth-unknown",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 78,
		.foreign = true,
		.status = STAY_SPECIAL_PERMANENT,
		.born = "1948-00-00"},
	{.name = "residence-card",
		.expected =
			"authentication=none/residence-card signature=none/residence-card stay=none/residence-card",
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_STUDENT,
		.language = "th",
		.adjust = residence_card},
	{.name = "residence-card-pending",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "vi",
		.adjust = residence_card_pending},
	/* without a status of residence */
	{.name = "temporary-refuge",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_TEMPORARY_REFUGE,
		.language = "my"},
	{.name = "provisional-stay",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_PROVISIONAL,
		.language = "en"},
	{.name = "transitional-birth",
		.expected = "authentication=covered/stay stay=letter",
		.papers = PAPERS_STAY,
		.age = 1,
		.foreign = true,
		.status = STAY_TRANSITIONAL_BIRTH,
		.language = "pt",
		.adjust = no_signature},
	{.name = "transitional-nationality",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_TRANSITIONAL_NATIONALITY},
	/* odd dates */
	{.name = "missing-expiry",
		.expected =
			"authentication=covered/card card=letter/estimated signature=covered/card",
		.papers = PAPERS_CARD,
		.adjust = card_expiry_missing},
	{.name = "missing-expiry-certificates",
		.expected = "authentication=letter/estimated signature=letter/estimated",
		.papers = PAPERS_CERTIFICATES,
		.adjust = certificate_expiry_missing},
	{.name = "missing-expiry-stay",
		.expected =
			"authentication=covered/stay signature=covered/stay stay=letter/estimated",
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "vi",
		.adjust = card_expiry_missing},
	{.name = "missing-application-date",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.adjust = applied_missing},
	{.name = "expiry-unknown",
		.expected = "-",
		.codes = "expiry-unknown",
		.papers = PAPERS_CARD_ALONE,
		.age = 78,
		.born = "1949-00-00",
		.adjust = card_expiry_missing},
	{.name = "expiry-unknown-impossible",
		.expected = "-",
		.codes = "expiry-unknown",
		.papers = PAPERS_CARD_ALONE,
		.age = 75,
		.born = "1951-02-29",
		.adjust = card_expiry_missing},
	{.name = "birth-partial",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 78,
		.born = "1949-00-00"},
	{.name = "birth-year-of-a-child",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_MINOR,
		.age = 10,
		.born = "2016-00-00"},
	{.name = "birth-impossible",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 75,
		.born = "1951-02-29"},
	{.name = "expiry-unexplained",
		.expected = "card=letter",
		.codes = "expiry-unexplained",
		.papers = PAPERS_CARD_ALONE,
		.birthday_shift = -100},
	{.name = "signature-of-a-ten-year-old",
		.expected = CARD_LETTER,
		.papers = PAPERS_MINOR,
		.age = 10,
		.adjust = signature_added},
	{.name = "ward-with-signature",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 77,
		.ward = true,
		.adjust = signature_added},
	{.name = "certificate-past-card",
		.expected = "card=letter signature=covered/card",
		.papers = PAPERS_CARD,
		.adjust = certificate_past_card},
	{.name = "signature-past-authentication",
		.expected = "authentication=letter",
		.papers = PAPERS_CERTIFICATES,
		.adjust = signature_past_authentication},
	{.name = "expires-before-issued",
		.expected = "-",
		.papers = PAPERS_CARD_ALONE,
		.adjust = expires_before_issued},
};

const size_t dated_case_count = sizeof dated_cases / sizeof *dated_cases;
