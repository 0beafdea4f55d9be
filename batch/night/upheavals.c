#include "night/upheavals.h"

#include "base/phrase.h"

#include <stdio.h>

/* The arithmetic is elsewhere (model/bound.h, decide/limits/layer_counts.h,
 * decide/limits/upheaval.h): here each number meets its limit and its words. */

static void tell_layer(struct limits_watch *watch, enum layer layer, enum layer_change change,
	const long before[LAYERS], const long now[LAYERS])
{
	const struct layer_bound *bound = &watch->job->office->limits.layers[layer];
	enum limit limit = LIMIT_LAYERS + layer;
	const char *what = layer_phrases[layer];
	switch (change) {
	case LAYER_STEADY:
		break;
	case LAYER_SHRANK:
		limits_hit(watch, limit,
			"%s: %ld instead of the last night's %ld, fewer by more than %d in a "
			"thousand; has a part of the export been forgotten?",
			what, now[layer], before[layer], bound->shrink.permille);
		break;
	case LAYER_GREW:
		limits_hit(watch, limit,
			"%s: %ld instead of the last night's %ld, more by over %d in a thousand of "
			"the residents",
			what, now[layer], before[layer], bound->grow_permille);
		break;
	case LAYER_MISSING:
		limits_hit(watch, limit,
			"%s: %ld of %ld residents, and no night before had more; at least %d in a "
			"thousand are expected",
			what, now[layer], now[LAYER_RESIDENTS], bound->first_permille);
		break;
	}
}

void upheavals_layers(struct limits_watch *watch, const long before[LAYERS], const long now[LAYERS])
{
	if (now == NULL)
		return;
	for (int layer = LAYER_RESIDENTS + 1; layer < LAYERS; layer++)
		tell_layer(watch, (enum layer)layer,
			layer_counts_judge(&watch->job->office->limits.layers[layer],
				(enum layer)layer, before, now),
			before, now);
}

/* Of the residents with open dues. */
static void hold_open(struct limits_watch *watch, const struct upheaval *upheaval, enum limit limit,
	const struct bound *bound, long part, const char *words)
{
	if (bound_passed(bound, part, upheaval->open))
		limits_hit(watch, limit,
			"of %ld residents with open dues %ld %s, more than %d in "
			"a thousand",
			upheaval->open, part, words, bound->permille);
}

void upheavals_dues(struct limits_watch *watch, const struct upheaval *upheaval)
{
	const struct limits *limits = &watch->job->office->limits;
	const struct bound vanish = {limits->vanish_permille, limits->vanish_free, BOUND_HANDFUL};
	char moved[96];
	hold_open(watch, upheaval, LIMIT_RESIDENTS_VANISHED, &vanish, upheaval->vanished,
		PHRASE("are not in the export"));
	hold_open(watch, upheaval, LIMIT_DUES_ASIDE, &limits->aside, upheaval->aside,
		PHRASE("are set aside"));
	hold_open(watch, upheaval, LIMIT_DUES_ENDED, &limits->ended, upheaval->ended,
		PHRASE("have nothing that goes on tonight, and have renewed nothing"));
	snprintf(moved, sizeof moved, PHRASE("have another expiry by no more than %d days"),
		limits->moved_days);
	hold_open(watch, upheaval, LIMIT_DUES_MOVED, &limits->moved, upheaval->moved, moved);
	hold_open(watch, upheaval, LIMIT_DUES_RENEWED, &limits->renewed, upheaval->renewed,
		PHRASE("have renewed at once"));
}

static void hold_unfit(struct limits_watch *watch, const struct upheaval *upheaval,
	enum limit limit, long part, const char *words)
{
	const struct bound *bound = &watch->job->office->limits.unfit;
	if (bound_passed(bound, part, upheaval->letters))
		limits_hit(watch, limit,
			"of %ld letters %ld %s and would be left to staff, more than %d in a "
			"thousand",
			upheaval->letters, part, words, bound->permille);
}

void upheavals_letters(struct limits_watch *watch, const struct upheaval *upheaval, long residents)
{
	const struct bound *fresh = &watch->job->office->limits.fresh;
	hold_unfit(watch, upheaval, LIMIT_LETTERS_GLYPH, upheaval->glyph,
		PHRASE("have a character that no font draws"));
	hold_unfit(watch, upheaval, LIMIT_LETTERS_OVERFLOW, upheaval->overflow,
		PHRASE("have no room on their sheet"));
	if (watch->knowledge->latest.found && bound_passed(fresh, upheaval->fresh, residents))
		limits_hit(watch, LIMIT_DUES_NEW,
			"%ld of %ld residents have a due that no night before has known, more than "
			"%d in a thousand",
			upheaval->fresh, residents, fresh->permille);
}
