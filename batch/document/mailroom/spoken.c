#include "document/mailroom/spoken.h"

#include "base/csv.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/mailing_lists.h"
#include "document/words/filling.h"
#include "document/words/speech.h"

#include <string.h>

/* The layout says which sentences are said, in which order, and which can be spared. They are the
 * letter's own; where a language has one that is better heard, its condition is "spoken". */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const char LINE_END[] = "\r\n";

struct line {
	const char *text;
	size_t characters; /* with its end */
	int spare;         /* it can be left out; 0: it cannot */
};

/* The lines of one letter. */
struct lines {
	struct filling *filling;
	struct line *list;
	size_t count, capacity, characters;
};

static void add_line(struct lines *lines, const char *text, int spare)
{
	if (*text == '\0')
		return;
	lines->list = arena_grow(lines->filling->arena, lines->list, lines->count, 1,
		&lines->capacity, sizeof *lines->list);
	struct line *line = &lines->list[lines->count++];
	*line = (struct line){text, speech_length(text) + 1, spare};
	lines->characters += line->characters;
}

/* "" where the letter has no such sentence. */
static const char *say_sentence(const struct filling *filling, const struct template_saying *saying)
{
	bool shared;
	const char *markup = condition_holds(&saying->when, filling_facts(filling))
				     ? filling_text(filling, saying->key, &shared)
				     : NULL;
	return markup == NULL ? "" : speech_plain(markup, filling->arena);
}

/* From `first` on as many sentences as are of the items, once for each of these; how many. */
static size_t say_items(
	struct lines *lines, const struct template_saying *first, const struct template_saying *end)
{
	struct filling *filling = lines->filling;
	const struct notice *notice = filling->notice;
	size_t run = 0;
	while (first + run < end && first[run].each_item)
		run++;
	for (size_t i = 0; i < notice->item_count; i++) {
		const char *line = "";
		filling->item = &notice->items[i];
		for (size_t k = 0; k < run; k++) {
			const char *said = say_sentence(filling, &first[k]);
			line = arena_print(filling->arena, "%s%s%s", line,
				*line == '\0' || *said == '\0' ? "" : " ", said);
		}
		add_line(lines, line, first->spare);
	}
	filling->item = NULL;
	return run;
}

static void say_letter(struct lines *lines)
{
	const struct templates *templates = lines->filling->templates;
	const struct template_saying *saying = templates->sayings;
	const struct template_saying *end = saying + templates->saying_count;
	while (saying < end) {
		if (saying->each_item) {
			saying += say_items(lines, saying, end);
			continue;
		}
		add_line(lines, say_sentence(lines->filling, saying), saying->spare);
		saying++;
	}
}

/* Leaves out what can best be spared; false when nothing can. */
static bool shorten_lines(struct lines *lines)
{
	int most = 0;
	size_t kept = 0;
	for (size_t i = 0; i < lines->count; i++)
		if (lines->list[i].spare > most)
			most = lines->list[i].spare;
	for (size_t i = 0; i < lines->count && most > 0; i++) {
		if (lines->list[i].spare == most)
			lines->characters -= lines->list[i].characters;
		else
			lines->list[kept++] = lines->list[i];
	}
	if (most > 0)
		lines->count = kept;
	return most > 0;
}

struct spoken spoken_text(
	struct letters *letters, const struct notice *notice, day_number posting_day)
{
	struct filling filling = letters_filling(letters, notice, posting_day);
	struct lines lines = {.filling = &filling};
	size_t most = (size_t)letters->office->mailing.voice_characters;
	filling_speak(&filling);
	say_letter(&lines);
	size_t all = lines.characters;
	while (lines.characters > most && shorten_lines(&lines))
		;
	const char *text = "";
	for (size_t i = 0; i < lines.count; i++)
		text = arena_print(filling.arena, "%s%s%s", text, lines.list[i].text, LINE_END);
	return (struct spoken){text, lines.characters, lines.characters == all};
}

void spoken_put(
	struct letters *letters, const struct notice *notice, day_number posting_day, FILE *stream)
{
	const struct spoken spoken = spoken_text(letters, notice, posting_day);
	fprintf(stream, "%s%s%s%s", notice->number, LINE_END, spoken.text, LINE_END);
}

const char *spoken_file(const struct notice *notice, struct arena *arena)
{
	return arena_print(arena, "voice/%s.txt", notice->number);
}

bool spoken_any(const struct notice *notices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (notices[i].recipient.format == FORMAT_VOICE)
			return true;
	return false;
}

static void list_letter(struct letters *letters, const struct notice *notice, size_t sheet,
	const char *bundle, day_number posting_day, FILE *stream)
{
	const struct spoken spoken = spoken_text(letters, notice, posting_day);
	const struct template_language *language =
		templates_language(letters->templates, letters->office, notice->recipient.language);
	const char *const fields[] = {
		arena_print(letters->sheet, "%zu", sheet),
		notice->number,
		spoken_file(notice, letters->sheet),
		language->tag,
		arena_print(letters->sheet, "%zu", spoken.characters),
		spoken.whole ? "yes" : "no",
		bundle,
	};
	csv_record(stream, letters->office->lists.readers, fields, LENGTH(fields));
}

void spoken_list(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream)
{
	static const char *const headings[] = {
		"sheet", "notice", "file", "language", "characters", "whole", "bundle"};
	struct mailing_group bundle = {.end = 0};
	csv_mark(stream);
	csv_heading(stream, &letters->office->lists, headings, LENGTH(headings));
	while (mailing_next_group(CUT_BUNDLE, letters->office, notices, count, &bundle)) {
		size_t sheet = bundle.first_sheet;
		for (size_t i = bundle.first; i < bundle.end; i++) {
			if (notices[i].recipient.format == FORMAT_VOICE)
				list_letter(letters, &notices[i], sheet, bundle.name, posting_day,
					stream);
			sheet += (size_t)notice_sheets(&notices[i]);
		}
	}
}
