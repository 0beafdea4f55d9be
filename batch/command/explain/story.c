#include "command/explain/story.h"
#include "command/say.h"

#include "base/json.h"
#include "base/phrase.h"

#include <stdarg.h>
#include <string.h>

/* A fact is a day, a stable word, a sentence, and the parts of which that is made: the text
 * prints the sentence, JSON all of it, and so they cannot differ. */

void story_tell(struct story *story, enum chapter chapter, day_number day, const char *what,
	const char *format, ...)
{
	struct story_chapter *into = &story->chapters[chapter];
	char text[2048];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, phrase(format), values);
	va_end(values);
	into->facts = arena_grow(
		story->arena, into->facts, into->count, 1, &into->capacity, sizeof *into->facts);
	into->facts[into->count++] = (struct story_fact){
		.day = day,
		.what = what,
		.text = arena_copy(story->arena, text),
	};
}

void story_detail(struct story *story, enum chapter chapter, const char *key, const char *value)
{
	struct story_chapter *into = &story->chapters[chapter];
	struct story_fact *fact = &into->facts[into->count - 1];
	if (fact->detail_count < STORY_DETAILS_MAX && value != NULL && value[0] != '\0')
		fact->details[fact->detail_count++] =
			(struct story_detail){key, arena_copy(story->arena, value)};
}

void story_detail_day(struct story *story, enum chapter chapter, const char *key, day_number day)
{
	story_detail(story, chapter, key, story_day(story, day));
}

const char *story_day(struct story *story, day_number day)
{
	char text[CIVIL_DATE_BYTES];
	return arena_copy(story->arena, civil_format(day, text));
}

/* ---- text ---- */

static const struct {
	const char *key, *title;
} chapters[CHAPTERS] = {
	[CHAPTER_REGISTER] = {"register", PHRASE("what the register says")},
	[CHAPTER_RULES] = {"rules", PHRASE("which rule gives which date")},
	[CHAPTER_TONIGHT] = {"tonight", PHRASE("what the rules say on this day")},
	[CHAPTER_DECISIONS] = {"decisions", PHRASE("what was decided")},
	[CHAPTER_LETTERS] = {"letters", PHRASE("letters")},
	[CHAPTER_APPOINTMENTS] = {"appointments", PHRASE("appointments")},
	[CHAPTER_DESK] = {"desk", PHRASE("what the desk did")},
	[CHAPTER_NEXT] = {"next", PHRASE("what will happen next")},
};

bool story_write_text(const struct story *story, FILE *stream)
{
	char day[CIVIL_DATE_BYTES];
	say_on(stream, "resident %s, as of %s", story->resident, civil_format(story->day, day));
	if (story->as_of != DAY_NONE)
		say_on(stream, ", register of %s", civil_format(story->as_of, day));
	fputc('\n', stream);
	for (int i = 0; i < CHAPTERS; i++) {
		const struct story_chapter *chapter = &story->chapters[i];
		if (chapter->count == 0)
			continue;
		fprintf(stream, "\n%s\n", phrase(chapters[i].title));
		for (size_t k = 0; k < chapter->count; k++) {
			const struct story_fact *fact = &chapter->facts[k];
			fprintf(stream, "  %s%s%s\n", civil_format(fact->day, day),
				fact->day == DAY_NONE ? "" : "  ", fact->text);
		}
	}
	return fflush(stream) == 0 && !ferror(stream);
}

/* ---- JSON ---- */

static void write_fact(struct json *json, const struct story_fact *fact)
{
	json_begin_object(json, NULL);
	if (fact->day != DAY_NONE)
		json_put_day(json, "day", fact->day);
	json_put_text(json, "what", fact->what);
	json_put_text(json, "text", fact->text);
	for (size_t i = 0; i < fact->detail_count; i++)
		json_put_text(json, fact->details[i].key, fact->details[i].value);
	json_end(json);
}

bool story_write_json(const struct story *story, FILE *stream)
{
	struct json *json = json_open();
	char day[CIVIL_DATE_BYTES];
	json_put_text(json, "resident", story->resident);
	json_put_day(json, "day", story->day);
	json_put_text(
		json, "as_of", story->as_of == DAY_NONE ? NULL : civil_format(story->as_of, day));
	json_put_truth(json, "in_register", story->in_register);
	json_put_truth(json, "set_aside", story->aside);
	json_put_truth(json, "in_ledger", story->in_ledger);
	for (int i = 0; i < CHAPTERS; i++) {
		json_begin_array(json, chapters[i].key);
		for (size_t k = 0; k < story->chapters[i].count; k++)
			write_fact(json, &story->chapters[i].facts[k]);
		json_end(json);
	}
	return json_close(json, stream);
}
