#ifndef COMMAND_ANSWER_H
#define COMMAND_ANSWER_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a verb answers, twice: in sentences for who reads it, in JSON for a program. A verb tells
 * both, and the frame (command/command.h) shows the one that was asked for: with --json nothing is
 * said on standard output but one object, and that only once all is committed and written. What
 * goes wrong is on standard error, and the exit status is the same. Then the program's own words
 * are English, whatever the environment's language.
 */
struct answer {
	const char *act;      /* the verb's name */
	bool shown;           /* --json: it is written */
	bool examines;        /* what is wrong is the answer: written whatever the exit status */
	bool acts, act_begun; /* the array, and an object of it, are open */
	struct json *json;    /* NULL before anything is told */
	struct arena *held;   /* where sentences wait for what they tell, NULL while none do */
	char *words;          /* of them */
	size_t length, capacity;
};

/* With --json: it will be shown, and what the program says from here on is English. */
void answer_show(struct answer *answer);

/* A sentence on standard output, as `say` does it; none when JSON is shown. */
void answer_say(struct answer *answer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Of a verb whose act may still be taken back: sentences wait from here on. */
void answer_hold(struct answer *answer, struct arena *arena);

/* They are said, or, where it was taken back (`done` false), forgotten. None may wait. */
void answer_release(struct answer *answer, bool done);

/* The answer, open and at its innermost member; made at the first call. */
struct json *answer_json(struct answer *answer);

/* A member whose text somebody typed, or that holds such a text: what is not UTF-8 of it, or was
 * cut within a sign, is "?". NULL is null. */
void answer_put_typed(struct json *json, const char *key, const char *text);

/* For verbs that do something (schemas/acts.json). `acts` is opened first where there may be none;
 * each act is an object in it, to which members can be added until the next one begins. `outcome`
 * is "done", or "already" when nothing was left to do. */
void answer_begin_acts(struct answer *answer);
struct json *answer_begin_act(struct answer *answer, const char *outcome);

/* An act on one letter: its number, and the state in which it is by now. */
void answer_letter(
	struct answer *answer, const char *outcome, const char *number, const char *state);

/* Writes it, if anything was told, and gives it back; a verb that did not come to its end (`done`
 * false) has none. False when it cannot be written. */
bool answer_close(struct answer *answer, bool done, struct fault *why);

#endif
