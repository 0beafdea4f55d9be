#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/civil.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * JSON (RFC 8259) as written for operators and programs: members in the order in which they are
 * told, two spaces of indentation, LF, UTF-8 as it is. The outermost value is an object.
 *
 *	struct json *json = json_open();
 *	json_put_text(json, "night", "2026-11-24");
 *	json_begin_object(json, "reasons");
 *	json_put_integer(json, "address", 2);
 *	json_end(json);
 *	wrote = json_close(json, stream);
 *
 * Within an array the key is NULL. What goes wrong on the way (text that is not UTF-8, a key told
 * twice, more than JSON_DEPTH levels, no memory) is kept and told by json_close.
 */
struct json;

enum { JSON_DEPTH = 16 };

struct json *json_open(void);

/* Begins a member that is an object or an array; json_end ends the innermost one. */
void json_begin_object(struct json *json, const char *key);
void json_begin_array(struct json *json, const char *key);
void json_end(struct json *json);

/* Adds a member; a NULL text is written as null. */
void json_put_text(struct json *json, const char *key, const char *text);
void json_put_integer(struct json *json, const char *key, long long value);
void json_put_truth(struct json *json, const char *key, bool value);
void json_put_day(struct json *json, const char *key, day_number day); /* DAY_NONE: "" */

/* Writes it all, ended by LF, into the stream (NULL: nowhere) and gives back the memory. False
 * when something went wrong before, something is still open, or the stream failed. */
bool json_close(struct json *json, FILE *stream);

/* The text of a member of the object that is all of `bytes`, copied into the arena. NULL when they
 * are no such JSON, or the object has no such member, or that is no text. */
const char *json_find_text(const char *bytes, size_t length, const char *key, struct arena *arena);

#endif
