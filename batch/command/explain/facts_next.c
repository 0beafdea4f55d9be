#include "command/explain/facts.h"

#include "base/phrase.h"
#include "decide/rules/window.h"
#include "intake/office/opening_hours.h"

#include <stdarg.h>
#include <string.h>

/* What comes next is not guessed: the rules' own functions say when a window opens, a reminder
 * may come and a mailing goes, as long as the register stays as it is. */

enum { MAILING_DAYS = 60 };

static const struct story_letter *letter_of(const struct facts *facts, const char *number)
{
	for (size_t i = 0; i < facts->posted_count; i++)
		if (strcmp(facts->posted[i].number, number) == 0)
			return &facts->posted[i];
	return NULL;
}

static bool same_due(const struct story_entry *entry, const struct outlook *outlook)
{
	return document_of(entry->due.decision.matter) == outlook->document &&
	       entry->due.decision.expires == outlook->expires;
}

/* The last letter about a due that nobody has taken back, NULL for none; and whether the due is
 * only covered by it. */
static const struct story_letter *settled_by(
	const struct facts *facts, const struct outlook *outlook, bool *covered)
{
	const struct story_letter *last = NULL;
	*covered = false;
	for (size_t i = 0; i < facts->entry_count; i++) {
		const struct story_entry *entry = &facts->entries[i];
		const struct story_letter *letter = letter_of(facts, entry->due.notice);
		if (!same_due(entry, outlook) || letter == NULL || letter->pulled != DAY_NONE)
			continue;
		last = letter;
		*covered = entry->due.decision.outcome == OUTCOME_COVERED;
	}
	return last;
}

static bool mailing_day(
	const struct facts *facts, day_number from, day_number *day, struct fault *why)
{
	struct calendar calendar;
	if (!hours_expand(
		    facts->office, from, from + MAILING_DAYS, facts->story->arena, &calendar, why))
		return false;
	*day = from;
	while (*day < calendar.to && !calendar_mails(&calendar, *day))
		(*day)++;
	return true;
}

__attribute__((format(printf, 5, 6))) static void tell_next(struct facts *facts,
	const struct outlook *outlook, day_number day, const char *what, const char *format, ...)
{
	struct story *story = facts->story;
	char text[1024];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, phrase(format), values);
	va_end(values);
	story_tell(story, CHAPTER_NEXT, day, what, "%s: %s",
		PHRASE_WORD(matter_words, outlook->matter), text);
	story_detail(story, CHAPTER_NEXT, "matter", matter_words[outlook->matter]);
	story_detail_day(story, CHAPTER_NEXT, "expires", outlook->expires);
}

static bool tell_mailing(struct facts *facts, const struct outlook *outlook, day_number from,
	const char *number, day_number *posted, struct fault *why)
{
	if (!mailing_day(facts, from, posted, why))
		return false;
	tell_next(facts, outlook, *posted, "mailing",
		"the letter %sgoes out with the mailing of %s", number,
		story_day(facts->story, *posted));
	return true;
}

/* What follows a letter: one reminder in its time, or none. */
static void tell_reminder(
	struct facts *facts, const struct outlook *outlook, bool reminded, day_number posted)
{
	const struct window_rules *rules = &facts->office->window;
	struct story *story = facts->story;
	day_number from = outlook->document == DOCUMENT_REVOKED
				  ? DAY_NONE
				  : window_reminder_from(rules, outlook->expires);
	if (reminded || from == DAY_NONE) {
		tell_next(facts, outlook, DAY_NONE, "no-letter", "%s, no further letter comes",
			reminded ? phrase("the reminder has been decided")
			: outlook->document == DOCUMENT_REVOKED
				? phrase("it is told once")
				: phrase("the office reminds of nothing"));
		return;
	}
	day_number after = posted + window_reminder_after(rules, from);
	if (after > from)
		from = after;
	if (from < story->day)
		from = story->day;
	if (from <= outlook->expires)
		tell_next(facts, outlook, from, "reminder",
			"a reminder would come from the night of %s on, if the register still shows "
			"this date and no appointment is about to do the work",
			story_day(story, from));
}

static bool tell_settled(struct facts *facts, const struct outlook *outlook,
	const struct story_letter *letter, struct fault *why)
{
	struct story *story = facts->story;
	day_number posted = letter->mailed;
	if (strcmp(letter->state, "posted") == 0)
		posted = letter->since;
	if (posted == DAY_NONE &&
		!tell_mailing(facts, outlook, story->day,
			arena_print(story->arena, "%s ", letter->number), &posted, why))
		return false;
	tell_reminder(facts, outlook, letter->wave == WAVE_REMINDER, posted);
	return true;
}

/* A letter that no night has decided yet. */
static bool tell_letter(struct facts *facts, const struct outlook *outlook, struct fault *why)
{
	struct story *story = facts->story;
	const struct window_rules *rules = &facts->office->window;
	day_number first_until = window_first_until(rules, outlook->expires), posted;
	const char *night = story_day(story, outlook->decides);
	if (outlook->decides > story->day)
		tell_next(facts, outlook, outlook->decides, "letter",
			"the window opens, and its letter is decided on the night of %s", night);
	else
		tell_next(facts, outlook, outlook->decides, "letter",
			"its letter is decided on the next night, from %s on", night);
	if (!tell_mailing(facts, outlook, outlook->decides, "", &posted, why))
		return false;
	if (outlook->decides <= first_until && outlook->document != DOCUMENT_REVOKED)
		tell_next(facts, outlook, first_until, "late",
			"a letter that is decided after %s is a late one",
			story_day(story, first_until));
	tell_reminder(facts, outlook, false, posted);
	return true;
}

static bool tell_unsettled(struct facts *facts, const struct outlook *outlook, struct fault *why)
{
	struct story *story = facts->story;
	const char *night = story_day(story, outlook->decides);
	const char *word = reason_words[outlook->reason];
	const char *reason = phrase_word("reason_words", word);
	switch (outlook->outcome) {
	case OUTCOME_LETTER:
		return tell_letter(facts, outlook, why);
	case OUTCOME_COVERED:
		tell_next(facts, outlook, outlook->decides, "covered",
			"on the night of %s it is covered by the letter about the %s", night,
			reason);
		break;
	case OUTCOME_HAND:
		tell_next(facts, outlook, outlook->decides, "hand",
			"on the night of %s it is for staff, because: %s; a letter is decided on the "
			"night the cause has ended",
			night, reason);
		break;
	default:
		tell_next(facts, outlook, outlook->decides, "none",
			"on the night of %s no letter is decided, because: %s", night, reason);
		break;
	}
	story_detail(story, CHAPTER_NEXT, "reason", word);
	return true;
}

static bool tell_prospect(struct facts *facts, const struct outlook *outlook, struct fault *why)
{
	struct story *story = facts->story;
	bool covered;
	const struct story_letter *letter = settled_by(facts, outlook, &covered);
	if (outlook->expires < story->day) {
		tell_next(facts, outlook, DAY_NONE, "ended", "ran out on %s; nothing more comes",
			story_day(story, outlook->expires));
		return true;
	}
	bool withdrawn = outlook->open && outlook->outcome == OUTCOME_NONE;
	if (letter != NULL && covered && !withdrawn)
		tell_next(facts, outlook, DAY_NONE, "covered",
			"covered by letter %s and what follows it", letter->number);
	else if (!(letter != NULL && !withdrawn ? tell_settled(facts, outlook, letter, why)
						: tell_unsettled(facts, outlook, why)))
		return false;
	tell_next(facts, outlook, outlook->expires, "lapses",
		"lapses after %s, unless it is renewed", story_day(story, outlook->expires));
	return true;
}

/* Without a register: the dues that the ledger has open, as last decided. */
static void open_prospects(struct facts *facts)
{
	for (size_t i = 0; i < facts->entry_count; i++) {
		const struct story_entry *entry = &facts->entries[i];
		const struct decision *decision = &entry->due.decision;
		struct outlook outlook = {
			.document = document_of(decision->matter),
			.matter = decision->matter,
			.expires = decision->expires,
			.outcome = decision->outcome,
			.reason = decision->reason,
			.open = true,
			.decides = facts->story->day,
		};
		size_t at = 0;
		while (at < facts->outlook_count && !same_due(entry, &facts->outlooks[at]))
			at++;
		if (entry->state != DUE_OPEN || at == DOCUMENTS)
			continue;
		facts->outlooks[at] = outlook;
		facts->outlook_count += at == facts->outlook_count ? 1 : 0;
	}
}

static void tell_appointments(struct facts *facts)
{
	struct story *story = facts->story;
	for (size_t i = 0; i < facts->version_count; i++) {
		const struct appointment *version = &facts->versions[i].appointment;
		bool last = true;
		char starts[CIVIL_INSTANT_BYTES];
		for (size_t k = i + 1; k < facts->version_count; k++)
			last &= strcmp(facts->versions[k].appointment.uid, version->uid) != 0;
		if (!last || version->state == APPOINTMENT_STATE_CANCELLED ||
			version->day < story->day)
			continue;
		civil_format_instant(version->day, version->starts, starts);
		story_tell(story, CHAPTER_NEXT, version->day, "appointment",
			"an appointment at %s, %s", version->counter, starts);
		story_detail(story, CHAPTER_NEXT, "uid", version->uid);
		story_detail(story, CHAPTER_NEXT, "counter", version->counter);
		story_detail(story, CHAPTER_NEXT, "starts", starts);
	}
}

/* What is of no day is said last. */
static bool is_later(const struct story_fact *left, const struct story_fact *right)
{
	return right->day != DAY_NONE && (left->day == DAY_NONE || left->day > right->day);
}

/* By day, and of one day as they were told; there are a dozen at most. */
static void sort_facts(struct story_chapter *chapter)
{
	for (size_t i = 1; i < chapter->count; i++) {
		struct story_fact fact = chapter->facts[i];
		size_t at = i;
		for (; at > 0 && is_later(&chapter->facts[at - 1], &fact); at--)
			chapter->facts[at] = chapter->facts[at - 1];
		chapter->facts[at] = fact;
	}
}

bool facts_next(struct facts *facts, struct fault *why)
{
	struct story *story = facts->story;
	struct story_chapter *chapter = &story->chapters[CHAPTER_NEXT];
	bool gone = story->as_of != DAY_NONE && !story->in_register && !story->aside;
	if (story->aside)
		story_tell(story, CHAPTER_NEXT, DAY_NONE, "aside",
			"the record is set aside: what is known stays as it is until it is mended");
	else if (gone && story->in_ledger)
		story_tell(story, CHAPTER_NEXT, DAY_NONE, "vanished",
			"the register no longer has this resident: the next night withdraws what is "
			"open");
	if (!gone && !story->aside && !story->in_register)
		open_prospects(facts);
	for (size_t i = 0; i < facts->outlook_count; i++)
		if (!tell_prospect(facts, &facts->outlooks[i], why))
			return false;
	tell_appointments(facts);
	sort_facts(chapter);
	if (chapter->count == 0 && (story->in_register || story->in_ledger))
		story_tell(story, CHAPTER_NEXT, DAY_NONE, "nothing", "nothing more to come");
	return true;
}
