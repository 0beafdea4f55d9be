#include "command/explain/facts.h"

#include "base/phrase.h"
#include "decide/dues/reconcile.h"
#include "decide/rules/addressee.h"
#include "decide/rules/oddities.h"
#include "decide/rules/rules.h"
#include "decide/rules/window.h"
#include "night/drawn.h"

#include <string.h>

/* The record as it was read, and the ruling that the night itself would make of it, from the
 * same functions and with the same circumstances. */

static const char *or_none(const char *text)
{
	return text[0] == '\0' ? phrase("not stored") : text;
}

/* ---- what the register says ---- */

static void tell_person(struct story *story, const struct resident *resident)
{
	enum chapter chapter = CHAPTER_REGISTER;
	story_tell(story, chapter, DAY_NONE, "resident", "line %ld: state %s, born %s%s%s",
		resident->line, PHRASE_WORD(resident_state_words, resident->state),
		resident->born.text,
		resident->born.known
			? ""
			: phrase(" (no such day: its year or month decides what it can)"),
		resident->ward ? phrase(", adult ward") : "");
	story_detail(story, chapter, "line", arena_print(story->arena, "%ld", resident->line));
	story_detail(story, chapter, "state", resident_state_words[resident->state]);
	story_detail(story, chapter, "born", resident->born.text);
	if (resident->stay.present) {
		const char *until = story_day(story, resident->stay.until);
		story_tell(story, chapter, DAY_NONE, "stay", "stay %s%s%s%s",
			PHRASE_WORD(stay_status_words, resident->stay.status),
			until[0] == '\0' ? "" : phrase(" until "), until,
			resident->stay.pending ? phrase(", extension pending") : "");
		story_detail(story, chapter, "status", stay_status_words[resident->stay.status]);
		story_detail(story, chapter, "until", until);
		story_detail(story, chapter, "pending", resident->stay.pending ? "true" : "false");
	}
	if (resident->protection != PROTECTION_NONE) {
		story_tell(story, chapter, DAY_NONE, "protection", "protection %s",
			PHRASE_WORD(protection_state_words, resident->protection));
		story_detail(story, chapter, "state", protection_state_words[resident->protection]);
	}
	if (resident->format != FORMAT_STANDARD) {
		story_tell(story, chapter, DAY_NONE, "format",
			"reads letters as %s, by the register or the desks' needs file",
			PHRASE_WORD(letter_format_words, resident->format));
		story_detail(story, chapter, "format", letter_format_words[resident->format]);
	}
	if (resident->leaving != DAY_NONE)
		story_tell(story, chapter, resident->leaving, "leaving", "leaves on %s",
			story_day(story, resident->leaving));
	if (resident->renewal != DAY_NONE)
		story_tell(story, chapter, resident->renewal, "renewal",
			"applied for a new card on %s", story_day(story, resident->renewal));
}

static void tell_documents(struct story *story, const struct resident *resident)
{
	enum chapter chapter = CHAPTER_REGISTER;
	const struct card *card = &resident->card;
	if (card->present) {
		story_tell(story, chapter, DAY_NONE, "card",
			"card (%s, %s): applied %s, issued %s, expires %s",
			PHRASE_WORD(card_kind_words, card->kind),
			PHRASE_WORD(card_state_words, card->state),
			or_none(story_day(story, card->applied)), story_day(story, card->issued),
			or_none(story_day(story, card->expires)));
		story_detail(story, chapter, "kind", card_kind_words[card->kind]);
		story_detail(story, chapter, "state", card_state_words[card->state]);
		story_detail_day(story, chapter, "applied", card->applied);
		story_detail_day(story, chapter, "issued", card->issued);
		story_detail_day(story, chapter, "expires", card->expires);
	} else {
		story_tell(story, chapter, DAY_NONE, "card", "no card");
	}
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &resident->certificate[kind];
		if (!certificate->present)
			continue;
		story_tell(story, chapter, DAY_NONE, "certificate",
			"%s certificate (%s): issued %s, expires %s",
			PHRASE_WORD(certificate_kind_words, kind),
			PHRASE_WORD(certificate_state_words, certificate->state),
			story_day(story, certificate->issued),
			or_none(story_day(story, certificate->expires)));
		story_detail(story, chapter, "kind", certificate_kind_words[kind]);
		story_detail(story, chapter, "state", certificate_state_words[certificate->state]);
		story_detail_day(story, chapter, "issued", certificate->issued);
		story_detail_day(story, chapter, "expires", certificate->expires);
	}
}

/* ---- what the rules say on a night ---- */

/* The ruling of a night, asked of the fonts, the texts and staff as the night itself asks them.
 */
static void judge_night(struct facts *facts, const struct resident *resident, day_number night,
	struct ruling *ruling, char missing[DRAWN_MISSING_BYTES])
{
	const struct circumstances circumstances = {.revocation = facts->revocation};
	const struct reconcile *fresh =
		reconcile_open(facts->office, night, NULL, 0, facts->story->arena);
	struct notice_item items[DOCUMENTS];
	missing[0] = '\0';
	rules_decide(resident, facts->office, night, &circumstances, ruling);
	size_t count = reconcile_items(fresh, resident, ruling, items);
	if (count == 0)
		return;
	struct notice letter = {
		.night = night, .recipient = addressee_of(facts->office, night, resident, ruling)};
	notice_take_items(&letter, items, count);
	enum reason hand = drawn_letter_by_hand(facts->letters, &letter, missing);
	if (hand != REASON_EMPTY)
		rules_demote(ruling, hand);
	if (staff_notes_returned(&facts->notes, &letter.recipient))
		rules_demote(ruling, REASON_RETURNED);
}

static void tell_tonight(struct facts *facts, const struct ruling *ruling, const char *missing)
{
	struct story *story = facts->story;
	enum chapter chapter = CHAPTER_TONIGHT;
	if (ruling->count == 0)
		story_tell(story, chapter, DAY_NONE, "nothing-due",
			"nothing is due on the night of %s: no window is open",
			story_day(story, story->day));
	for (size_t i = 0; i < ruling->count; i++) {
		const struct decision *decision = &ruling->decisions[i];
		story_tell(story, chapter, DAY_NONE, outcome_words[decision->outcome],
			"%s, expires %s: %s letter's time; %s%s%s%s%s",
			PHRASE_WORD(matter_words, decision->matter),
			story_day(story, decision->expires),
			PHRASE_WORD(wave_words, decision->wave),
			PHRASE_WORD(outcome_words, decision->outcome),
			decision->reason == REASON_EMPTY ? "" : phrase(", because: "),
			PHRASE_WORD(reason_words, decision->reason),
			decision->reason == REASON_GLYPH ? phrase(", no font draws ") : "",
			decision->reason == REASON_GLYPH ? missing : "");
		story_detail(story, chapter, "matter", matter_words[decision->matter]);
		story_detail_day(story, chapter, "expires", decision->expires);
		story_detail_day(story, chapter, "opens", decision->opens);
		story_detail(story, chapter, "wave", wave_words[decision->wave]);
		story_detail(story, chapter, "outcome", outcome_words[decision->outcome]);
		story_detail(story, chapter, "reason", reason_words[decision->reason]);
		if (decision->reason == REASON_GLYPH)
			story_detail(story, chapter, "missing", missing);
	}
}

/* What becomes of each document on the first night that it is due on, from today on. */
static void find_outlooks(
	struct facts *facts, const struct resident *resident, const struct ruling *ruling)
{
	static const enum matter matters[DOCUMENTS] = {
		[DOCUMENT_AUTHENTICATION] = MATTER_AUTHENTICATION,
		[DOCUMENT_CARD] = MATTER_CARD,
		[DOCUMENT_REVOKED] = MATTER_REVOKED,
		[DOCUMENT_SIGNATURE] = MATTER_SIGNATURE,
	};
	char missing[DRAWN_MISSING_BYTES];
	day_number night = facts->story->day;
	for (int i = 0; i < DOCUMENTS; i++) {
		day_number expires = ruling->current[i];
		if (expires == DAY_NONE)
			continue;
		struct outlook *outlook = &facts->outlooks[facts->outlook_count++];
		day_number opens = i == DOCUMENT_REVOKED
					   ? facts->revocation->opens
					   : window_opens(&facts->office->window, expires);
		*outlook = (struct outlook){
			.document = (enum document)i,
			.matter = matters[i],
			.expires = expires,
			.decides = opens > night ? opens : night,
		};
		struct ruling then;
		judge_night(facts, resident, outlook->decides, &then, missing);
		for (size_t k = 0; k < then.count; k++) {
			const struct decision *decision = &then.decisions[k];
			if (document_of(decision->matter) != outlook->document)
				continue;
			outlook->open = true;
			outlook->matter = decision->matter;
			outlook->outcome = decision->outcome;
			outlook->reason = decision->reason;
		}
	}
}

/* What the ledger remembers and the register does not name. */
static void tell_absent(struct story *story)
{
	story_tell(story, CHAPTER_REGISTER, DAY_NONE, "protection-absent",
		"the register names no protection, but it was read once: by hand until a register "
		"says released, or kigen hand release does");
}

void facts_resident(struct facts *facts, const struct resident *said)
{
	struct story *story = facts->story;
	struct ruling ruling;
	struct resident copy;
	char missing[DRAWN_MISSING_BYTES];
	story->in_register = true;
	tell_person(story, said);
	const struct resident *resident = protections_stand(facts->protections, said, &copy);
	if (resident != said)
		tell_absent(story);
	tell_documents(story, resident);
	judge_night(facts, resident, story->day, &ruling, missing);
	if (facts->revocations != NULL)
		facts->revocation = revocations_resident(
			facts->revocations, resident, ruling.current[DOCUMENT_CARD]);
	judge_night(facts, resident, story->day, &ruling, missing);
	facts_rules(facts, resident, &ruling);
	for (size_t i = 0; i < ruling.odd_count; i++) {
		const struct odd *odd = &ruling.odd[i];
		story_tell(story, CHAPTER_RULES, DAY_NONE, oddity_codes[odd->oddity],
			"odd: %s (%s): %s", oddity_codes[odd->oddity],
			PHRASE_WORD(document_words, odd->document),
			phrase(oddity_sentences[odd->oddity]));
		story_detail(story, CHAPTER_RULES, "document", document_words[odd->document]);
		story_detail_day(story, CHAPTER_RULES, "stored", odd->stored);
		story_detail_day(story, CHAPTER_RULES, "expected", odd->expected);
	}
	tell_tonight(facts, &ruling, missing);
	find_outlooks(facts, resident, &ruling);
}
