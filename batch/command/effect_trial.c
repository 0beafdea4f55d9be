#include "command/effect_trial.h"

#include "base/phrase.h"
#include "command/effect_text.h"
#include "ledger/effects.h"

#include <string.h>

/* Who looks while a trial runs ends it when it pleases him, and finds what is not there: so there
 * is nothing to be seen until all of it is in. */

/* The trial's rows, once as what they are and once as all letters there are. */
static struct effect_rows rows_of_trial(
	const struct effect_rows *rows, const char *id, struct arena *arena)
{
	struct effect_row *list = arena_alloc(arena, 2 * rows->count * sizeof *list);
	struct effect_rows found = {.as_of = rows->as_of, .list = list};
	size_t length = strlen(id);
	for (size_t i = 0; i < rows->count; i++) {
		const struct effect_row *row = &rows->list[i];
		if (row->by != EFFECT_TRIAL || strncmp(row->value, id, length) != 0 ||
			row->value[length] != ' ')
			continue;
		list[found.count++] = *row;
		list[found.count] = *row;
		list[found.count++].by = EFFECT_ALL;
	}
	return found;
}

static bool is_over(
	const struct trial *trial, const struct effect_rows *rows, const struct assigned *assigned)
{
	bool over = rows->as_of != DAY_NONE && rows->as_of > trial->end && assigned->waiting == 0 &&
		    rows->count > 0;
	for (size_t i = 0; i < rows->count; i++)
		over = over && rows->list[i].over[EFFECT_IN_TIME] &&
		       rows->list[i].over[EFFECT_BY_VISIT];
	return over;
}

/* Of a trial that is told its letters may have become counts: those that were posted. */
static void count_posted(const struct effect_rows *rows, struct assigned *assigned)
{
	assigned->first = assigned->second = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (rows->list[i].by == EFFECT_TRIAL)
			*(strcmp(strchr(rows->list[i].value, ' '), " second") == 0
					? &assigned->second
					: &assigned->first) += rows->list[i].count;
}

static void say_running(
	struct command *command, const struct trial *trial, const struct assigned *assigned)
{
	char begin[CIVIL_DATE_BYTES], end[CIVIL_DATE_BYTES];
	answer_say(&command->answer,
		"trial %s, letters of %s to %s: %ld have the usual wording, %ld the second\n"
		"It is told after its end, once, when the days of all its letters are over.\n",
		trial->id, civil_format(trial->begin, begin), civil_format(trial->end, end),
		assigned->first, assigned->second);
}

/* Letters of another text are another thing that was tried: whoever reads of a difference must know
 * of it. */
static void say_changed(struct command *command, const struct trial_text *texts, size_t count)
{
	char from[CIVIL_DATE_BYTES];
	for (size_t i = 1; i < count; i++)
		if (strcmp(texts[i].language, texts[i - 1].language) == 0)
			answer_say(&command->answer,
				"the texts in \"%s\" were changed while it ran: %ld of its letters "
				"have the ones of %s\n",
				texts[i].language, texts[i].letters,
				civil_format(texts[i].from, from));
}

int effect_trial(struct command *command, const struct effect_rows *rows, struct fault *why)
{
	struct trial begun = command->office->trial;
	const struct trial *trial = &begun;
	struct arena *arena = command->arena;
	struct assigned assigned;
	struct trial_text *texts = NULL;
	size_t text_count = 0;
	if (trial->id == NULL)
		return command_refuse(command, FAULT_USAGE, "the office file has no trial");
	if (!ledger_trial_begun(command->ledger, &begun, why) ||
		!ledger_assigned(command->ledger, trial->id, &assigned, why) ||
		!ledger_trial_texts(command->ledger, trial->id, arena, &texts, &text_count, why))
		return 0;
	const struct effect_rows found = rows_of_trial(rows, trial->id, arena);
	const struct effect_rows none = {.as_of = rows->as_of};
	bool told = is_over(trial, &found, &assigned);
	const struct effect_rows *shown = told ? &found : &none;
	if (told)
		count_posted(&found, &assigned);
	const struct effect_table table =
		effect_tabulate(shown, EFFECT_TRIAL, EFFECT_FIRST_WAVES, arena);
	if (command->options.json) {
		const struct effect_view view = {
			shown, &table, EFFECT_FIRST_WAVES, trial, &assigned, texts, text_count};
		if (!effect_json(&view, stdout))
			fault_set(why, FAULT_WRITE, "the counts cannot be written");
		return 0;
	}
	say_running(command, trial, &assigned);
	say_changed(command, texts, text_count);
	if (told)
		effect_print(&found, &table, EFFECT_FIRST_WAVES, arena);
	return 0;
}
