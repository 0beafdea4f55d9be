#include "command/explain/facts.h"

#include "base/phrase.h"
#include "base/retell.h"
#include "ledger/acknowledgement.h"
#include "ledger/enclosed.h"
#include "ledger/erasure.h"
#include "ledger/house_offers.h"
#include "ledger/staff.h"
#include "ledger/turnout.h"

#include <string.h>

/* What was decided and done, oldest first, in the words in which it is stored: nothing is
 * decided again here. */

static void tell_decision(struct story *story, const struct story_entry *entry)
{
	enum chapter chapter = CHAPTER_DECISIONS;
	const struct decision *decision = &entry->due.decision;
	story_tell(story, chapter, entry->night, outcome_words[decision->outcome],
		"night of %s: %s, expires %s: %s, %s%s%s%s%s; now %s",
		story_day(story, entry->night), PHRASE_WORD(matter_words, decision->matter),
		story_day(story, decision->expires), PHRASE_WORD(wave_words, decision->wave),
		PHRASE_WORD(outcome_words, decision->outcome),
		decision->reason == REASON_EMPTY ? "" : phrase(", because: "),
		PHRASE_WORD(reason_words, decision->reason),
		entry->due.notice[0] == '\0' ? "" : phrase(", letter "), entry->due.notice,
		PHRASE_WORD(due_state_words, entry->state));
	story_detail(story, chapter, "matter", matter_words[decision->matter]);
	story_detail_day(story, chapter, "expires", decision->expires);
	story_detail_day(story, chapter, "opens", decision->opens);
	story_detail(story, chapter, "wave", wave_words[decision->wave]);
	story_detail(story, chapter, "outcome", outcome_words[decision->outcome]);
	story_detail(story, chapter, "reason", reason_words[decision->reason]);
	story_detail(story, chapter, "letter", entry->due.notice);
	story_detail(story, chapter, "state", due_state_words[entry->state]);
	if (entry->due.call)
		story_detail(story, chapter, "call", "true");
}

/* What a letter is about: its wave, or what became of the appointment of the letter before. */
static const char *letter_kind(struct story *story, const struct story_letter *letter)
{
	switch (letter->kind) {
	case NOTICE_MOVED:
		return arena_print(story->arena,
			phrase("moved: another place than letter %s named"), letter->earlier);
	case NOTICE_CANCELLED:
		return arena_print(story->arena,
			phrase("cancelled: the appointment of letter %s is taken back"),
			letter->earlier);
	default:
		return PHRASE_WORD(wave_words, letter->wave);
	}
}

static void tell_letter(struct story *story, const struct story_letter *letter)
{
	enum chapter chapter = CHAPTER_LETTERS;
	const char *where =
		letter->desk ? phrase("in a folder that the desk had at once")
		: letter->mailed == DAY_NONE
			? phrase("waits for its mailing")
			: arena_print(story->arena, phrase("in the mailing of %s, sheet %d"),
				  story_day(story, letter->mailed), letter->sheet);
	const char *became = where;
	if (letter->state[0] != '\0')
		became = arena_print(story->arena, "%s%s", where,
			arena_print(story->arena, phrase(", %s %s"),
				phrase_word("mailing_state_words", letter->state),
				story_day(story, letter->since)));
	if (letter->pulled != DAY_NONE)
		became = arena_print(story->arena, phrase("taken back on the night of %s%s"),
			story_day(story, letter->pulled),
			letter->mailed == DAY_NONE ? phrase(", before it was printed") : "");
	story_tell(story, chapter, letter->night, "letter",
		"letter %s (%s), decided on this %s; %s", letter->number,
		letter_kind(story, letter), letter->desk ? phrase("day") : phrase("night"), became);
	story_detail(story, chapter, "number", letter->number);
	story_detail(story, chapter, "kind", notice_kind_words[letter->kind]);
	if (letter->kind == NOTICE_EXPIRY)
		story_detail(story, chapter, "wave", wave_words[letter->wave]);
	story_detail(story, chapter, "earlier", letter->earlier);
	story_detail_day(story, chapter, "mailed", letter->mailed);
	if (letter->sheet > 0)
		story_detail(
			story, chapter, "sheet", arena_print(story->arena, "%d", letter->sheet));
	story_detail_day(story, chapter, "pulled", letter->pulled);
	story_detail(story, chapter, "mailing_state", letter->state);
	story_detail(story, chapter, "appointment", letter->uid);
}

/* Others' letters by their numbers alone: whose they are is another's story. */
static bool tell_envelope(struct story *story, struct ledger *ledger,
	const struct story_letter *letter, struct fault *why)
{
	struct enclosed enclosed;
	const char *others = "";
	if (!ledger_enclosed(ledger, letter->number, story->arena, &enclosed, why))
		return false;
	if (enclosed.count == 0)
		return true;
	for (size_t i = 0; i < enclosed.count; i++)
		others = arena_print(story->arena, "%s%s%s", others, i == 0 ? "" : ", ",
			enclosed.others[i].number);
	story_tell(story, CHAPTER_LETTERS, DAY_NONE, "envelope",
		"letter %s lay in envelope %d of that mailing, with %s%s", letter->number,
		enclosed.envelope, others,
		enclosed.apart ? phrase("; printed again by itself since") : "");
	story_detail(story, CHAPTER_LETTERS, "number", letter->number);
	story_detail(story, CHAPTER_LETTERS, "envelope",
		arena_print(story->arena, "%d", enclosed.envelope));
	story_detail(story, CHAPTER_LETTERS, "others", others);
	return true;
}

/* What a later register or the desk has shown of a letter that was posted. */
static bool tell_attendance(struct story *story, struct ledger *ledger,
	const struct story_letter *letter, struct fault *why)
{
	enum chapter chapter = CHAPTER_LETTERS;
	struct attended attended;
	if (letter->kind != NOTICE_EXPIRY || letter->mailed == DAY_NONE)
		return true;
	if (!ledger_attended(ledger, letter->number, story->arena, &attended, why))
		return false;
	story_tell(story, chapter, DAY_NONE, "attendance", "what became of letter %s: %s%s%s",
		letter->number, PHRASE_WORD(attendance_words, attended.attendance),
		attended.renewed == DAY_NONE ? "" : phrase("; renewed on "),
		story_day(story, attended.renewed));
	story_detail(story, chapter, "number", letter->number);
	story_detail(story, chapter, "attendance", attendance_words[attended.attendance]);
	story_detail_day(story, chapter, "renewed", attended.renewed);
	return true;
}

/* Why there is this version, as the end of its sentence. */
const char *facts_cause(const char *cause)
{
	static const struct {
		const char *cause, *text;
	} causes[] = {
		{"desk", PHRASE(", by the desk")},
		{"closure", PHRASE(", for its place is no longer offered")},
		{"ended", PHRASE(", for what it was given for has ended")},
	};
	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
		if (strcmp(causes[i].cause, cause) == 0)
			return phrase(causes[i].text);
	return "";
}

static void tell_version(struct story *story, const struct story_version *version)
{
	enum chapter chapter = CHAPTER_APPOINTMENTS;
	const struct appointment *appointment = &version->appointment;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES];
	civil_format_instant(appointment->day, appointment->starts, starts);
	civil_format_time(appointment->ends, ends);
	story_tell(story, chapter, version->night, appointment_state_words[appointment->state],
		"appointment %s (version %d): %s, %s-%s at %s%s",
		PHRASE_WORD(appointment_state_words, appointment->state), appointment->sequence,
		story_day(story, appointment->day), starts + CIVIL_DATE_BYTES, ends,
		appointment->counter, facts_cause(version->cause));
	story_detail(story, chapter, "cause", version->cause);
	story_detail(story, chapter, "uid", appointment->uid);
	story_detail(
		story, chapter, "sequence", arena_print(story->arena, "%d", appointment->sequence));
	story_detail(story, chapter, "counter", appointment->counter);
	story_detail(story, chapter, "starts", starts);
	story_detail(story, chapter, "ends",
		arena_print(story->arena, "%sT%s", story_day(story, appointment->day), ends));
}

static bool tell_desk(struct story *story, struct ledger *ledger, struct fault *why)
{
	enum chapter chapter = CHAPTER_DESK;
	struct staff_entry *entries = NULL;
	size_t count = 0;
	if (!ledger_staff_story(ledger, story->resident, story->arena, &entries, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct staff_entry *entry = &entries[i];
		story_tell(story, chapter, entry->day, entry->action, "%s%s%s%s%s, by %s%s%s",
			phrase_word("deed_words", entry->action),
			entry->notice[0] == '\0' ? "" : phrase(", letter "), entry->notice,
			entry->detail[0] == '\0' ? "" : ", ", entry->detail, entry->who,
			entry->why[0] == '\0' ? "" : ": ", entry->why);
		story_detail(story, chapter, "letter", entry->notice);
		story_detail(story, chapter, "detail", entry->detail);
		story_detail(story, chapter, "by", entry->who);
		story_detail(story, chapter, "why", entry->why);
	}
	return true;
}

/* Behind the decisions: nights that were decided though the export went past a limit. */
static bool tell_acceptances(struct story *story, struct ledger *ledger, struct fault *why)
{
	enum chapter chapter = CHAPTER_DECISIONS;
	struct story_acceptance *entries = NULL;
	size_t count = 0;
	if (!ledger_story_acceptances(ledger, story->resident, story->arena, &entries, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct night_acceptance *acceptance = &entries[i].acceptance;
		story_tell(story, chapter, entries[i].night, "limit-let-pass",
			"the night was decided past a limit: %s: %s; let pass by %s because: %s",
			acceptance->code, retell_spoken(acceptance->message, story->arena),
			acceptance->who, acceptance->why);
		story_detail(story, chapter, "code", acceptance->code);
		story_detail(story, chapter, "by", acceptance->who);
		story_detail(story, chapter, "why", acceptance->why);
	}
	return true;
}

/* What the last night told of the resident, and who has said since that it is known. */
static bool tell_exceptions(
	struct story *story, struct ledger *ledger, bool *any, struct fault *why)
{
	enum chapter chapter = CHAPTER_DECISIONS;
	struct standing_exception *exceptions = NULL;
	size_t count = 0;
	if (!ledger_standing_exceptions(ledger, story->arena, &exceptions, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct standing_exception *one = &exceptions[i];
		const struct exception_standing *standing = &one->standing;
		if (strcmp(one->resident, story->resident) != 0)
			continue;
		const char *known = standing->acknowledged == DAY_NONE
					    ? ""
					    : arena_print(story->arena,
						      phrase("; acknowledged on %s by %s: %s"),
						      story_day(story, standing->acknowledged),
						      standing->who, standing->why);
		*any = true;
		story_tell(story, chapter, standing->since, "exception",
			"exception %s (number %ld), told since the night of %s: %s%s", one->code,
			standing->number, story_day(story, standing->since),
			retell_spoken(one->message, story->arena), known);
		story_detail(story, chapter, "code", one->code);
		story_detail_day(story, chapter, "acknowledged", standing->acknowledged);
		story_detail(story, chapter, "by", standing->who);
		story_detail(story, chapter, "why", standing->why);
	}
	return true;
}

/* Nothing in the decisions need say it: most of those who are protected have nothing due. */
static bool tell_protection(struct facts *facts)
{
	struct story *story = facts->story;
	enum chapter chapter = CHAPTER_DECISIONS;
	const struct protected_mark *mark = protections_find(facts->protections, story->resident);
	if (mark == NULL)
		return false;
	story_tell(story, chapter, mark->since, "protection",
		"under protection since the night of %s%s%s: by hand until a register says "
		"released, or kigen hand release does",
		story_day(story, mark->since),
		mark->absent == DAY_NONE ? ""
					 : phrase(", not named by the register since that of "),
		story_day(story, mark->absent));
	story_detail_day(story, chapter, "absent", mark->absent);
	return true;
}

/* A place that no letter names yet: kept until the house has answered, or the letter goes. */
static void tell_kept(
	struct story *story, const struct house *house, const struct house_member *member)
{
	enum chapter chapter = CHAPTER_APPOINTMENTS;
	const struct appointment *place = &member->place;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES];
	civil_format_instant(place->day, place->starts, starts);
	story_tell(story, chapter, house->opened, "house",
		"house %s, to be answered by %s (%s), keeps a place: %s, %s-%s at %s",
		house->number, story_day(story, house->answer_by),
		PHRASE_WORD(house_state_words, house->state), story_day(story, place->day),
		starts + CIVIL_DATE_BYTES, civil_format_time(place->ends, ends), place->counter);
	story_detail(story, chapter, "house", house->number);
	story_detail(story, chapter, "state", house_state_words[house->state]);
	story_detail_day(story, chapter, "answer_by", house->answer_by);
	story_detail(story, chapter, "counter", place->counter);
	story_detail(story, chapter, "starts", starts);
	story_detail(story, chapter, "uid", place->uid);
}

static bool tell_houses(struct story *story, struct ledger *ledger, struct fault *why)
{
	struct house_entry *houses = NULL;
	size_t count = 0;
	if (!ledger_houses(ledger, story->arena, &houses, &count, why))
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < houses[i].member_count; k++)
			if (strcmp(houses[i].members[k].resident, story->resident) == 0)
				tell_kept(story, &houses[i].house, &houses[i].members[k]);
	return true;
}

/* What is not told may have been deleted: of whom, nobody knows any more. */
static bool tell_purged(struct story *story, struct ledger *ledger, struct fault *why)
{
	struct purged_night *nights = NULL;
	size_t count = 0;
	if (!ledger_purged(ledger, story->arena, &nights, &count, why))
		return false;
	if (count > 0)
		story_tell(story, CHAPTER_DECISIONS, nights[count - 1].day, "purged",
			"what had ended by the night of %s has been deleted, past its retention",
			story_day(story, nights[count - 1].day));
	return true;
}

bool facts_ledger(struct facts *facts, struct ledger *ledger, struct fault *why)
{
	struct story *story = facts->story;
	struct arena *arena = story->arena;
	if (!ledger_story(
		    ledger, story->resident, arena, &facts->entries, &facts->entry_count, why) ||
		!ledger_story_letters(ledger, story->resident, arena, &facts->posted,
			&facts->posted_count, why) ||
		!ledger_story_versions(ledger, story->resident, arena, &facts->versions,
			&facts->version_count, why))
		return false;
	for (size_t i = 0; i < facts->entry_count; i++)
		tell_decision(story, &facts->entries[i]);
	for (size_t i = 0; i < facts->posted_count; i++)
		tell_letter(story, &facts->posted[i]);
	for (size_t i = 0; i < facts->posted_count; i++)
		if (!tell_envelope(story, ledger, &facts->posted[i], why) ||
			!tell_attendance(story, ledger, &facts->posted[i], why))
			return false;
	for (size_t i = 0; i < facts->version_count; i++)
		tell_version(story, &facts->versions[i]);
	bool odd = false;
	if (!tell_purged(story, ledger, why) || !tell_acceptances(story, ledger, why) ||
		!tell_exceptions(story, ledger, &odd, why) || !tell_houses(story, ledger, why) ||
		!tell_desk(story, ledger, why))
		return false;
	bool remembered = tell_protection(facts);
	story->in_ledger = remembered || odd || facts->entry_count > 0 ||
			   story->chapters[CHAPTER_DESK].count > 0;
	return true;
}
