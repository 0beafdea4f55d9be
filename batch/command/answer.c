#include "command/answer.h"

#include "base/arena.h"
#include "base/phrase.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The answer is kept until the end and then written or thrown away, so that a verb need not ask
 * which way it is shown, and nothing stands on standard output of what was not committed. */

void answer_show(struct answer *answer)
{
	answer->shown = true;
	setenv("LC_ALL", "C.UTF-8", 1);
}

static void hold_sentence(struct answer *answer, const char *format, va_list values)
{
	va_list again;
	va_copy(again, values);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return;
	answer->words = arena_grow(answer->held, answer->words, answer->length, (size_t)length + 1,
		&answer->capacity, 1);
	vsnprintf(answer->words + answer->length, (size_t)length + 1, format, values);
	answer->length += (size_t)length;
}

void answer_say(struct answer *answer, const char *format, ...)
{
	va_list values;
	if (answer->shown)
		return;
	va_start(values, format);
	if (answer->held != NULL)
		hold_sentence(answer, phrase(format), values);
	else
		vprintf(phrase(format), values);
	va_end(values);
}

void answer_hold(struct answer *answer, struct arena *arena)
{
	answer->held = arena;
}

void answer_release(struct answer *answer, bool done)
{
	if (done && answer->length > 0)
		fwrite(answer->words, 1, answer->length, stdout);
	answer->held = NULL;
	answer->length = 0;
}

struct json *answer_json(struct answer *answer)
{
	if (answer->json == NULL)
		answer->json = json_open();
	return answer->json;
}

void answer_put_typed(struct json *json, const char *key, const char *text)
{
	struct arena *arena = arena_open();
	char *copy = text == NULL ? NULL : arena_copy(arena, text);
	for (char *at = copy; at != NULL && *(at += text_valid_length(at, strlen(at))) != '\0';
		at++)
		*at = '?';
	json_put_text(json, key, copy);
	arena_close(arena);
}

void answer_begin_acts(struct answer *answer)
{
	if (answer->acts)
		return;
	json_begin_array(answer_json(answer), "acts");
	answer->acts = true;
}

struct json *answer_begin_act(struct answer *answer, const char *outcome)
{
	answer_begin_acts(answer);
	if (answer->act_begun)
		json_end(answer->json);
	json_begin_object(answer->json, NULL);
	json_put_text(answer->json, "act", answer->act);
	json_put_text(answer->json, "outcome", outcome);
	answer->act_begun = true;
	return answer->json;
}

void answer_letter(
	struct answer *answer, const char *outcome, const char *number, const char *state)
{
	struct json *act = answer_begin_act(answer, outcome);
	json_put_text(act, "notice", number);
	json_put_text(act, "state", state);
}

bool answer_close(struct answer *answer, bool done, struct fault *why)
{
	struct json *json = answer->json;
	bool shown = done && answer->shown;
	answer->json = NULL;
	if (json == NULL)
		return true;
	if (answer->act_begun)
		json_end(json);
	if (answer->acts)
		json_end(json);
	return json_close(json, shown ? stdout : NULL) || !shown ||
	       fault_set(why, FAULT_WRITE, "the answer cannot be written");
}
