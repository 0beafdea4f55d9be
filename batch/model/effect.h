#ifndef MODEL_EFFECT_H
#define MODEL_EFFECT_H

#include "base/civil.h"
#include "base/share.h"
#include "model/attended.h"
#include "model/due.h"

#include <stdbool.h>
#include <stddef.h>

/* What posted letters came to, in counts: nobody is in them. */

/* What letters are told apart by, one thing at a time; of what a visit has, letters without one
 * have the empty value. */
enum effect_by {
	EFFECT_ALL,
	EFFECT_AHEAD,    /* days from the posting to the visit: 0-7, 8-14, 15-21, 22-28, 29- */
	EFFECT_COUNTER,  /* of the visit */
	EFFECT_TURN,     /* a first letter, in time or late, or a reminder */
	EFFECT_HOUR,     /* in which the visit begins: 08 */
	EFFECT_LANGUAGE, /* as the register has it, empty for none */
	EFFECT_MATTER,
	EFFECT_TEXT, /* the version of layout and text, empty where it was not kept */
	EFFECT_WAVE,
	EFFECT_WEEKDAY, /* of the visit, "0" Sunday */
	EFFECT_TRIAL,   /* "ID first" or "ID second", empty for a letter in none */
	EFFECT_BYS
};

extern const char *const effect_words[EFFECT_BYS];

/* What is asked of a letter. */
enum effect_measure {
	EFFECT_IN_TIME, /* was the first of its own matters renewed on its last valid day or before?
			 */
	EFFECT_BY_VISIT, /* of one with an appointment: renewed by the day of the visit, or at it?
			  */
	EFFECT_MEASURES
};

extern const char *const effect_measure_words[EFFECT_MEASURES];

/* Letters of one month that are alike, under one of the things that they are told apart by: each
 * letter is in one row of every `by` but EFFECT_TURN and EFFECT_WAVE, which `wave` says. Strings
 * are never NULL. */
struct effect_row {
	enum effect_by by;
	const char *value;
	const char *month; /* "2026-11", of the posting */
	enum wave wave;
	bool visit; /* they gave an appointment */
	enum attendance attendance;
	bool in_time, by_visit;
	/* For each measure: are the days over, of every letter of that month, in which a register
	 * could still have shown more? */
	bool over[EFFECT_MEASURES];
	long count;
	const char *language; /* of EFFECT_TEXT that of the text, empty where it was not kept */
};

/* What letters of the months before had come to by a night. */
struct turnout {
	enum effect_measure measure;
	enum wave wave;
	const char *first, *last; /* "2026-11", months of the posting */
	struct share share;
};

/* All of it, as of a register's day. */
struct effect_rows {
	day_number as_of; /* DAY_NONE before the first night */
	const struct effect_row *list;
	size_t count;
};

#endif
