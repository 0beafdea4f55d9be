#include "base/json.h"

#include <jansson.h>

/* jansson holds the document until it is whole. What fails on the way is remembered and told once,
 * at the end, so that a caller has one place to look. */

struct json {
	struct arena *arena;
	json_t *open[JSON_DEPTH]; /* the first is owned, each other a member of the one before */
	int depth;
	bool failed;
};

struct json *json_open(void)
{
	struct arena *arena = arena_open();
	struct json *json = arena_alloc(arena, sizeof *json);
	json->arena = arena;
	json->open[0] = json_object();
	json->failed = json->open[0] == NULL;
	json->depth = 1;
	return json;
}

/* Gives `value` (taken over) to the innermost object or array. */
static void add_value(struct json *json, const char *key, json_t *value)
{
	json_t *parent = json->open[json->depth - 1];
	bool in_array = json_is_array(parent);
	bool fits = in_array ? key == NULL : key != NULL && json_object_get(parent, key) == NULL;
	int status = -1;
	if (!fits)
		json_decref(value);
	else if (in_array)
		status = json_array_append_new(parent, value);
	else
		status = json_object_set_new(parent, key, value);
	if (status != 0)
		json->failed = true;
}

static void begin_value(struct json *json, const char *key, json_t *value)
{
	add_value(json, key, value);
	if (json->depth == JSON_DEPTH)
		json->failed = true;
	if (!json->failed)
		json->open[json->depth++] = value;
}

void json_begin_object(struct json *json, const char *key)
{
	begin_value(json, key, json_object());
}

void json_begin_array(struct json *json, const char *key)
{
	begin_value(json, key, json_array());
}

void json_end(struct json *json)
{
	if (json->depth > 1)
		json->depth--;
	else
		json->failed = true;
}

void json_put_text(struct json *json, const char *key, const char *text)
{
	add_value(json, key, text == NULL ? json_null() : json_string(text));
}

void json_put_integer(struct json *json, const char *key, long long value)
{
	add_value(json, key, json_integer(value));
}

void json_put_truth(struct json *json, const char *key, bool value)
{
	add_value(json, key, json_boolean(value));
}

void json_put_day(struct json *json, const char *key, day_number day)
{
	char text[CIVIL_DATE_BYTES];
	json_put_text(json, key, civil_format(day, text));
}

bool json_close(struct json *json, FILE *stream)
{
	bool wrote = !json->failed && json->depth == 1;
	if (wrote && stream != NULL)
		wrote = json_dumpf(json->open[0], stream, JSON_INDENT(2)) == 0 &&
			fputc('\n', stream) != EOF && fflush(stream) == 0;
	json_decref(json->open[0]);
	arena_close(json->arena);
	return wrote;
}

const char *json_find_text(const char *bytes, size_t length, const char *key, struct arena *arena)
{
	json_t *object = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
	const char *text = json_string_value(json_object_get(object, key));
	text = text == NULL ? NULL : arena_copy(arena, text);
	json_decref(object);
	return text;
}
