#include "command/explain/facts.h"

#include "base/phrase.h"
#include "decide/rules/births.h"
#include "decide/rules/validity.h"
#include "decide/rules/window.h"

#include <string.h>

/* For each date the arithmetic is told that gives it: birthdays are counted, caps looked up, and
 * a date that no rule gives is said to be odd. */

/* More birthdays than any rule gives. */
enum { BIRTHDAYS_MAX = 30 };

/* Which birthday after the issue a date is; 0: none. */
static int birthday_number(
	const struct validity_rules *rules, struct civil born, day_number issued, day_number day)
{
	bool leap_march = validity_leap_march(rules, issued);
	for (int n = 1; n <= BIRTHDAYS_MAX; n++)
		if (validity_nth_birthday(born, issued, n, leap_march) == day)
			return n;
	return 0;
}

static const char *ordinal_word(struct story *story, int n)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	if (strcmp(phrase_language(), "en") != 0)
		return arena_print(story->arena, "%d", n);
	int last = n % 100 > 10 && n % 100 < 20 ? 0 : n % 10;
	return arena_print(story->arena, "%d%s", n, endings[last > 3 ? 0 : last]);
}

/* "11th birthday after the issue = 2032-05-10 (renewed early)" */
static const char *birthday_words(struct facts *facts, const struct resident *resident,
	day_number issued, day_number day, bool early)
{
	struct story *story = facts->story;
	int n = birthday_number(&facts->office->validity, resident->born.date, issued, day);
	return arena_print(story->arena, phrase("%s birthday after the issue = %s%s"),
		ordinal_word(story, n), story_day(story, day),
		early ? phrase(" (renewed early)") : "");
}

/* How the stored date and the birthday rule stand to each other, by the dates that it gives in its
 * time and renewed early. */
static const char *compare_dates(struct facts *facts, const struct resident *resident,
	day_number issued, day_number stored, day_number ordinary, day_number early)
{
	if (stored == early && early != ordinary)
		return birthday_words(facts, resident, issued, early, true);
	return birthday_words(facts, resident, issued, ordinary, false);
}

/* By the application, or by the issue where that alone explains the stored date: cities print the
 * age line both ways. */
static day_number age_line_day(const struct validity_rules *rules, const struct resident *resident)
{
	const struct card *card = &resident->card;
	const day_number readings[] = {card->applied, card->issued};
	for (size_t i = card->applied == DAY_NONE ? 1 : 0; i < 2; i++)
		for (int early = 0; early < 2; early++)
			if (validity_card(rules, resident->born.date, readings[i], card->issued,
				    early == 1) == card->expires)
				return readings[i];
	return card->applied != DAY_NONE ? card->applied : card->issued;
}

/* Of what age somebody was on the day that counts, and `rule`, which follows from it. */
static const char *adult_words(
	struct facts *facts, const struct resident *resident, day_number day, const char *rule)
{
	struct story *story = facts->story;
	const struct validity_rules *rules = &facts->office->validity;
	const struct card *card = &resident->card;
	bool stored = card->applied != DAY_NONE;
	int age = validity_age(resident->born.date, day, validity_leap_march(rules, day));
	const char *of = stored ? arena_print(story->arena,
					  day == card->applied ? phrase("application, %s")
							       : phrase("issue, %s"),
					  story_day(story, day))
				: phrase("issue (no application is stored)");
	return arena_print(story->arena,
		validity_adult(rules, resident->born.date, day)
			? phrase("adult at %d on the day of %s, %s")
			: phrase("minor at %d on the day of %s, %s"),
		age, of, rule);
}

/* The sentence on a date that is stored or, where none is, computed; `rule` is what the rules say.
 */
static void tell_date(struct story *story, enum document document, day_number issued,
	day_number stored, day_number current, const char *rule)
{
	const char *end = "";
	if (current == DAY_NONE)
		end = phrase("; no date is stored and none can be computed");
	else if (stored == DAY_NONE)
		end = arena_print(story->arena, phrase("; none is stored, so %s is used"),
			story_day(story, current));
	else
		end = arena_print(story->arena, phrase("; stored, and what counts: %s"),
			story_day(story, stored));
	story_tell(story, CHAPTER_RULES, DAY_NONE, document_words[document], "%s: issued %s, %s%s",
		PHRASE_WORD(document_words, document), story_day(story, issued), rule, end);
	story_detail(story, CHAPTER_RULES, "document", document_words[document]);
	story_detail_day(story, CHAPTER_RULES, "expires", current);
	story_detail(story, CHAPTER_RULES, "estimated",
		stored == DAY_NONE && current != DAY_NONE ? "true" : "false");
}

/* Of a birth of which the day is not known: what its year (month) leaves open. */
static const char *range_words(struct story *story, const struct day_range *range)
{
	return arena_print(story->arena,
		phrase("the day of birth is not known: a birthday from %s to %s, by what is "
		       "known of it"),
		story_day(story, range->earliest), story_day(story, range->latest));
}

static void tell_card(struct facts *facts, const struct resident *resident, day_number current)
{
	struct story *story = facts->story;
	const struct validity_rules *rules = &facts->office->validity;
	const struct card *card = &resident->card;
	const struct stay *stay = &resident->stay;
	const char *rule = phrase("the birth date is no day, so no rule gives a date");
	struct births births;
	if (births_of(&resident->born, &births) && !births_certain(&births)) {
		struct day_range range =
			births_card(rules, &births, card->applied, card->issued, false);
		rule = range_words(story, &range);
	}
	if (resident->born.known) {
		struct civil born = resident->born.date;
		day_number day = age_line_day(rules, resident);
		rule = compare_dates(facts, resident, card->issued, card->expires,
			validity_card(rules, born, day, card->issued, false),
			validity_card(rules, born, day, card->issued, true));
		rule = adult_words(facts, resident, day, rule);
	}
	if (stay->present && validity_has_period(rules, stay->status, story->day) &&
		stay->until != DAY_NONE && validity_stay_ends_card(rules, card->issued))
		rule = arena_print(story->arena,
			phrase("%s, or the end of the stay, %s, where that is "
			       "earlier"),
			rule, story_day(story, stay->until));
	tell_date(story, DOCUMENT_CARD, card->issued, card->expires, current, rule);
}

static void tell_certificate(struct facts *facts, const struct resident *resident,
	enum certificate_kind kind, const struct ruling *ruling)
{
	struct story *story = facts->story;
	const struct validity_rules *rules = &facts->office->validity;
	const struct certificate *certificate = &resident->certificate[kind];
	enum document document =
		kind == CERTIFICATE_SIGNATURE ? DOCUMENT_SIGNATURE : DOCUMENT_AUTHENTICATION;
	const char *rule = phrase("the birth date is no day, so no rule gives a date");
	struct births births;
	if (births_of(&resident->born, &births) && !births_certain(&births)) {
		struct day_range range =
			births_certificate(rules, &births, certificate->issued, false);
		rule = range_words(story, &range);
	}
	if (resident->born.known) {
		struct civil born = resident->born.date;
		rule = compare_dates(facts, resident, certificate->issued, certificate->expires,
			validity_certificate(rules, born, certificate->issued, false),
			validity_certificate(rules, born, certificate->issued, true));
	}
	day_number cap = validity_cap(rules, kind, certificate->issued,
		ruling->current[DOCUMENT_CARD], ruling->current[DOCUMENT_AUTHENTICATION]);
	if (cap != DAY_NONE)
		rule = arena_print(story->arena, phrase("%s, but never past %s%s"), rule,
			story_day(story, cap),
			cap == ruling->current[DOCUMENT_CARD]
				? phrase(", the card's date")
				: phrase(", the other certificate's"));
	tell_date(story, document, certificate->issued, certificate->expires,
		ruling->current[document], rule);
}

static void tell_window(struct facts *facts, enum document document, day_number expires)
{
	struct story *story = facts->story;
	const struct window_rules *rules = &facts->office->window;
	day_number opens = window_opens(rules, expires);
	day_number from = window_appointments_from(rules, expires);
	day_number first = window_first_until(rules, expires);
	story_tell(story, CHAPTER_RULES, DAY_NONE, "window",
		"%s: last valid day %s, so the window is open from %s, appointments from %s; a "
		"letter up to %s is the first, after it a late one",
		PHRASE_WORD(document_words, document), story_day(story, expires),
		story_day(story, opens), story_day(story, from), story_day(story, first));
	story_detail(story, CHAPTER_RULES, "document", document_words[document]);
	story_detail_day(story, CHAPTER_RULES, "expires", expires);
	story_detail_day(story, CHAPTER_RULES, "opens", opens);
	story_detail_day(story, CHAPTER_RULES, "appointments_from", from);
	story_detail_day(story, CHAPTER_RULES, "first_until", first);
}

/* What is known of a signature certificate that has ended before its time. */
static void tell_revoked(struct facts *facts, const struct resident *resident)
{
	struct story *story = facts->story;
	const struct revocation *revocation = facts->revocation;
	const struct certificate *signature = &resident->certificate[CERTIFICATE_SIGNATURE];
	if (facts->revocations == NULL || !signature->present ||
		signature->state != CERTIFICATE_REVOKED)
		return;
	if (revocation == NULL) {
		story_tell(story, CHAPTER_RULES, DAY_NONE, "revoked",
			"revoked: no night has seen the signature certificate of %s valid and name "
			"or address change when it ended: there is no letter about it",
			story_day(story, signature->issued));
		return;
	}
	story_tell(story, CHAPTER_RULES, DAY_NONE, "revoked",
		"revoked: the signature certificate of %s was valid and ended with a change of "
		"name or address, found on the night of %s; its one letter asks to come by %s",
		story_day(story, revocation->issued), story_day(story, revocation->opens),
		story_day(story, revocation->until));
	story_detail(story, CHAPTER_RULES, "document", document_words[DOCUMENT_REVOKED]);
	story_detail_day(story, CHAPTER_RULES, "issued", revocation->issued);
	story_detail_day(story, CHAPTER_RULES, "opens", revocation->opens);
	story_detail_day(story, CHAPTER_RULES, "expires", revocation->until);
}

void facts_rules(struct facts *facts, const struct resident *resident, const struct ruling *ruling)
{
	if (resident->card.present)
		tell_card(facts, resident, ruling->current[DOCUMENT_CARD]);
	static const enum certificate_kind order[] = {
		CERTIFICATE_AUTHENTICATION, CERTIFICATE_SIGNATURE};
	for (size_t i = 0; i < CERTIFICATE_KINDS; i++)
		if (resident->certificate[order[i]].present)
			tell_certificate(facts, resident, order[i], ruling);
	for (int i = 0; i < DOCUMENTS; i++)
		if (ruling->current[i] != DAY_NONE && i != DOCUMENT_REVOKED)
			tell_window(facts, (enum document)i, ruling->current[i]);
	tell_revoked(facts, resident);
}
