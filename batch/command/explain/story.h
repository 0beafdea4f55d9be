#ifndef COMMAND_EXPLAIN_STORY_H
#define COMMAND_EXPLAIN_STORY_H

#include "base/arena.h"
#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * One resident's story, as `explain` tells it: chapters of facts, each fact a sentence with its day
 * and its parts by name. It is gathered once (command/explain/facts.h) and
 * written by one of two writers with the same verb, so that both say the same.
 */
enum chapter {
	CHAPTER_REGISTER,     /* what the register says */
	CHAPTER_RULES,        /* which rule gives which date */
	CHAPTER_TONIGHT,      /* what the rules say on the day that is asked for */
	CHAPTER_DECISIONS,    /* what was decided, night by night */
	CHAPTER_LETTERS,      /* which letters followed */
	CHAPTER_APPOINTMENTS, /* and appointments, each version */
	CHAPTER_DESK,         /* what staff did */
	CHAPTER_NEXT,         /* what will happen next, and when */
	CHAPTERS
};

struct story_detail {
	const char *key, *value;
};

enum { STORY_DETAILS_MAX = 12 };

struct story_fact {
	day_number day;   /* DAY_NONE where it is of no day */
	const char *what; /* a stable word: "card", "letter", "window-opens" */
	const char *text; /* a sentence */
	struct story_detail details[STORY_DETAILS_MAX];
	size_t detail_count;
};

struct story_chapter {
	struct story_fact *facts;
	size_t count, capacity;
};

struct story {
	struct arena *arena; /* of all its strings */
	const char *resident;
	day_number day;   /* that is asked for */
	day_number as_of; /* of the register, DAY_NONE when none was read */
	bool in_register, aside, in_ledger;
	struct story_chapter chapters[CHAPTERS];
};

/* Adds a fact; the format gives its sentence. Details are those of the fact that was told last. */
void story_tell(struct story *story, enum chapter chapter, day_number day, const char *what,
	const char *format, ...) __attribute__((format(printf, 5, 6)));
void story_detail(struct story *story, enum chapter chapter, const char *key, const char *value);
void story_detail_day(struct story *story, enum chapter chapter, const char *key, day_number day);

/* A day in the story's arena, "" for none. */
const char *story_day(struct story *story, day_number day);

/* The whole story; false when the stream failed. Keys of the JSON: resident, day, as_of (null
 * without a register), in_register, set_aside, in_ledger, then one array a chapter (register,
 * rules, tonight, decisions, letters, appointments, desk, next) of objects: day (where there is
 * one), what, text, and the fact's parts by name. */
bool story_write_text(const struct story *story, FILE *stream);
bool story_write_json(const struct story *story, FILE *stream);

#endif
