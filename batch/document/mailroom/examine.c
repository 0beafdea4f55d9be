#include "document/mailroom/examine.h"

#include "base/phrase.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/sample_letters.h"
#include "document/mailroom/widest.h"

#include <string.h>

/* A fault of the texts is told once for each place of the layout, by the kind of letter that lacks
 * most room there, however many kinds fail. */

/* The kinds of letters that fail at one place of the layout. */
struct place {
	struct sheet_trouble worst;
	const struct notice *notice; /* where it is worst */
	size_t kinds;
};

enum { PLACES_MAX = 16 };

/* What was found in one language. */
struct examined {
	struct place places[PLACES_MAX];
	size_t count, kinds;
	size_t unmade;       /* kinds of letters that cannot be made at all */
	struct fault reason; /* of the first of them */
};

/* Which of the letters: "stay, late, pending, minor, moved". */
static const char *kind_name(const struct notice *notice, struct arena *arena)
{
	const struct recipient *recipient = &notice->recipient;
	const char *name = "";
	for (size_t i = 0; i < notice->item_count; i++)
		name = arena_print(arena, "%s%s%s", name, i == 0 ? "" : "+",
			matter_words[notice->items[i].matter]);
	return arena_print(arena, "%s%s%s, %s%s%s%s%s%s, %s",
		recipient->format == FORMAT_STANDARD ? "" : letter_format_words[recipient->format],
		recipient->format == FORMAT_STANDARD ? "" : ", ", name, wave_words[notice->wave],
		recipient->stay_case == STAY_CASE_NONE ? "" : ", ",
		stay_case_words[recipient->stay_case],
		notice_for_minor(notice) ? phrase(", minor") : "",
		recipient->ward ? phrase(", ward") : "",
		notice->items[0].estimated ? phrase(", estimated") : "",
		notice->appointment.state == APPOINTMENT_STATE_NONE
			? phrase("no appointment")
			: appointment_state_words[notice->appointment.state]);
}

/* The first text of an element; NULL when there is none in it. */
static const struct template_element *first_text(const struct template_element *element)
{
	if (element->kind == ELEMENT_TEXT)
		return element;
	for (size_t i = 0; i < element->child_count; i++) {
		const struct template_element *text = first_text(&element->children[i]);
		if (text != NULL)
			return text;
	}
	return NULL;
}

/* Where the sentence stands that a letter has at this text: the one whose condition holds, or the
 * first of its key. */
static long sentence_line(struct letters *letters, const struct template_language *language,
	const struct template_element *text, const struct notice *notice)
{
	const struct text_choice *choice = &language->choices[text->key];
	struct filling filling = letters_filling(letters, notice, notice->night);
	for (size_t i = 0; i < choice->count; i++)
		if (condition_holds(&choice->texts[i].when, filling.facts))
			return choice->texts[i].line;
	return choice->count > 0 ? choice->texts[0].line : 0;
}

static void note_worst(
	struct examined *examined, const struct sheet_trouble *trouble, const struct notice *notice)
{
	size_t i = 0;
	while (i < examined->count && examined->places[i].worst.element != trouble->element)
		i++;
	if (i == PLACES_MAX)
		return;
	struct place *place = &examined->places[i];
	if (i == examined->count)
		examined->count++;
	if (place->kinds == 0 || trouble->lacking > place->worst.lacking) {
		place->worst = *trouble;
		place->notice = notice;
	}
	place->kinds++;
}

/* Every kind of letter in this language and format. */
static bool examine_format(struct letters *letters, const struct sample_words *words,
	struct arena *arena, struct examined *examined, struct fault *why)
{
	size_t count;
	struct notice *notices = sample_letters_all(words, arena, &count);
	examined->kinds += count;
	for (size_t i = 0; i < count; i++) {
		struct sheet_trouble trouble;
		struct fault reason = {0};
		bool fits;
		bool made = letters_try(letters, &notices[i], &fits, &trouble, &reason);
		if (!made && reason.kind != FAULT_OFFICE) {
			*why = reason;
			return false;
		}
		if (!made && examined->unmade++ == 0)
			examined->reason = reason;
		if (made && !fits)
			note_worst(examined, &trouble, &notices[i]);
	}
	return true;
}

/* A second wording only where there is a trial of it. */
static bool examine_wordings(struct letters *letters, struct sample_words *words,
	struct arena *arena, struct examined *examined, struct fault *why)
{
	words->second = false;
	if (!examine_format(letters, words, arena, examined, why))
		return false;
	words->second = letters->office->trial.id != NULL;
	return !words->second || examine_format(letters, words, arena, examined, why);
}

static bool examine_language(struct letters *letters, const struct template_language *language,
	day_number posting_day, struct arena *arena, struct examined *examined, struct fault *why)
{
	struct sample_words words = {
		.language = language->tag,
		.name = widest_name(letters),
		.addressee = "",
		.postal = "",
		.address = "",
		.building = "",
		.counter = widest_counter(letters->office, language->tag),
	};
	struct notice sample = {.number = "",
		.recipient = {.language = language->tag,
			.postal = "",
			.name = "",
			.addressee = "",
			.address = "",
			.building = ""}};
	words.visit = widest_day(letters, &sample, posting_day);
	words.expires_first = words.expires_late = words.visit;
	for (int format = 0; format < FORMATS; format++) {
		words.format = (enum letter_format)format;
		if (letter_format_sheets(words.format) > 0 &&
			!examine_wordings(letters, &words, arena, examined, why))
			return false;
	}
	return true;
}

/* By the file and line of the sentence; where no sentence is to blame, of the layout. */
static void tell_place(struct letters *letters, const struct template_language *language,
	const struct examined *examined, struct arena *arena, examine_finding *finding,
	void *context)
{
	const struct templates *templates = letters->templates;
	for (size_t i = 0; i < examined->count; i++) {
		const struct place *place = &examined->places[i];
		const struct template_element *element = place->worst.element;
		const struct template_element *text = first_text(element);
		const char *lacking = "", *key = "";
		const char *path = templates->path;
		long line = element->line;
		if (place->worst.lacking > 0)
			lacking = arena_print(arena, phrase(" (%.0f mm)"), place->worst.lacking);
		if (text != NULL) {
			path = language->path;
			line = sentence_line(letters, language, text, place->notice);
			key = arena_print(arena, ", \"%s\" (%s:%ld)", templates->keys[text->key],
				templates->path, element->line);
		}
		finding(context, path, line,
			arena_print(arena,
				phrase("in \"%s\"%s: %s%s; %zu of %zu kinds of letters, among "
				       "them %s"),
				language->tag, key, place->worst.what, lacking, place->kinds,
				examined->kinds, kind_name(place->notice, arena)));
	}
}

bool examine_letters(struct letters *letters, day_number posting_day, examine_finding *finding,
	void *context, struct fault *why)
{
	const struct templates *templates = letters->templates;
	struct arena *arena = arena_open();
	struct fault reason = {0};
	size_t places = 0, unmade = 0;
	bool done = true;
	for (size_t i = 0; i < templates->language_count && done; i++) {
		const struct template_language *language = &templates->languages[i];
		struct examined examined = {0};
		/* Not listed, or not whole: its readers get letters in another. */
		if (templates_language(templates, letters->office, language->tag) != language)
			continue;
		done = examine_language(letters, language, posting_day, arena, &examined, why);
		tell_place(letters, language, &examined, arena, finding, context);
		places += examined.count;
		if (examined.unmade > 0 && unmade == 0)
			reason = examined.reason;
		unmade += examined.unmade;
		arena_reset(arena);
	}
	arena_close(arena);
	if (done && unmade > 0) {
		*why = reason;
		return false;
	}
	if (done && places > 0)
		return fault_set(why, FAULT_OFFICE, "%s: text has no room in %zu places",
			templates->path, places);
	return done;
}
