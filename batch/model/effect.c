#include "model/effect.h"

/* The words of options, lists and the ledger; the order is the enums'. */

const char *const effect_words[EFFECT_BYS] = {
	[EFFECT_ALL] = "all",
	[EFFECT_AHEAD] = "ahead",
	[EFFECT_COUNTER] = "counter",
	[EFFECT_TURN] = "first-or-reminder",
	[EFFECT_HOUR] = "hour",
	[EFFECT_LANGUAGE] = "language",
	[EFFECT_MATTER] = "matter",
	[EFFECT_TEXT] = "text",
	[EFFECT_WAVE] = "wave",
	[EFFECT_WEEKDAY] = "weekday",
	[EFFECT_TRIAL] = "trial",
};

const char *const effect_measure_words[EFFECT_MEASURES] = {
	[EFFECT_IN_TIME] = "before-expiry",
	[EFFECT_BY_VISIT] = "by-visit",
};
