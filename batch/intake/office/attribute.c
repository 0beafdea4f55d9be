#include "intake/office/attribute.h"

#include "base/text.h"
#include "intake/office/recurrence.h"

#include <stdlib.h>
#include <string.h>

/* The schema has refused what is not of its form, so words become values here and most of it
 * cannot fail; what can is what hangs together with another part of the file. */

enum { SYSTEM_STOPS = 20 * 60 }; /* of the day, in minutes */

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

const char *const *attribute_list(
	const struct tree_node *node, const char *name, struct arena *arena, size_t *count)
{
	const char **words = NULL;
	size_t capacity = 0;
	*count = 0;
	const char *at = tree_attribute(node, name);
	while (at != NULL) {
		while (is_space(*at))
			at++;
		size_t length = strcspn(at, " \t\n\r");
		if (length == 0)
			break;
		words = arena_grow(arena, words, *count, 1, &capacity, sizeof *words);
		words[(*count)++] = arena_text(arena, at, length);
		at += length;
	}
	return words;
}

const char *attribute_text(const struct tree_node *node, const char *name, struct arena *arena)
{
	if (tree_attribute(node, name) == NULL)
		return NULL;
	size_t count;
	const char *const *words = attribute_list(node, name, arena, &count);
	const char *text = count == 0 ? "" : words[0];
	for (size_t i = 1; i < count; i++)
		text = arena_print(arena, "%s %s", text, words[i]);
	return text;
}

int attribute_number(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? 0 : (int)strtol(value, NULL, 10);
}

/* Not strtod: its decimal point is the locale's. */
double attribute_decimal(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	double number = 0, scale = 1;
	bool fraction = false;
	for (const char *at = value; at != NULL && *at != '\0'; at++) {
		if (*at == '.')
			fraction = true;
		if (*at < '0' || *at > '9')
			continue;
		number = number * 10 + (*at - '0');
		scale *= fraction ? 10 : 1;
	}
	number /= scale;
	return value != NULL && strchr(value, '-') != NULL ? -number : number;
}

bool attribute_truth(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	return value != NULL && strpbrk(value, "t1") != NULL;
}

day_number attribute_day(const struct tree_node *node, const char *name, struct arena *arena)
{
	const char *value = attribute_text(node, name, arena);
	day_number day = DAY_NONE;
	if (value != NULL)
		civil_parse(value, strlen(value), &day);
	return day;
}

int attribute_minute(const struct tree_node *node, const char *name, struct arena *arena)
{
	const char *value = attribute_text(node, name, arena);
	int minute = 0;
	if (value != NULL)
		civil_parse_time(value, strlen(value), &minute);
	return minute;
}

int attribute_months(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	const char *digits = value == NULL ? NULL : strpbrk(value, "0123456789");
	return digits == NULL ? 0 : (int)strtol(digits, NULL, 10);
}

matter_set attribute_matters(const struct tree_node *node, struct arena *arena)
{
	size_t count;
	const char *const *words = attribute_list(node, "matters", arena, &count);
	unsigned set = 0;
	for (size_t i = 0; i < count; i++) {
		int matter = word_index(matter_words, MATTERS, words[i]);
		set |= matter < 0 ? MATTERS_ALL : 1u << matter;
	}
	/* The counter's work is the same as for any signature certificate. */
	if ((set & 1u << MATTER_SIGNATURE) != 0)
		set |= 1u << MATTER_REVOKED;
	return (matter_set)set;
}

bool attribute_counters(const struct tree_node *node, const struct office *office,
	struct arena *arena, counter_set *counters, struct fault *why)
{
	size_t count;
	const char *const *words = attribute_list(node, "counters", arena, &count);
	counter_set set = 0;
	for (size_t i = 0; i < count; i++) {
		int counter = office_counter(office, words[i]);
		if (counter < 0 && count == 1 && text_equal(words[i], "all"))
			set = (counter_set)(((uint64_t)1 << office->counter_count) - 1);
		else if (counter < 0)
			return fault_set(why, FAULT_OFFICE, "%s:%ld: no counter has the id \"%s\"",
				office->path, node->line, words[i]);
		else
			set |= (counter_set)1 << counter;
	}
	*counters = set;
	return true;
}

bool attribute_rule(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, const char **rrule, struct fault *why)
{
	const char *rule = attribute_text(node, name, arena), *problem;
	if (rule != NULL && !recurrence_valid(rule, &problem))
		return fault_set(why, FAULT_OFFICE, "%s:%ld: %s \"%s\": %s", path, node->line, name,
			rule, problem);
	*rrule = rule;
	return true;
}

bool attribute_span(const struct tree_node *node, const char *path, struct arena *arena, int *from,
	int *to, struct fault *why)
{
	int start = attribute_minute(node, "from", arena),
	    end = attribute_minute(node, "to", arena);
	if (start >= end)
		return fault_set(why, FAULT_OFFICE, "%s:%ld: \"from\" is not before \"to\"", path,
			node->line);
	if (end > SYSTEM_STOPS)
		return fault_set(why, FAULT_OFFICE,
			"%s:%ld: open after 20:00, when the national system stops", path,
			node->line);
	*from = start;
	*to = end;
	return true;
}

bool attribute_wordings(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, struct wordings *wordings, struct fault *why)
{
	const struct tree_node *element = tree_child(node, name);
	size_t count = element == NULL ? 0 : tree_count(element, "text"), used = 0;
	struct wording *list = arena_alloc(arena, count * sizeof *list);
	bool japanese = element == NULL;
	for (const struct tree_node *text = tree_child(element, "text"); text != NULL;
		text = tree_next(text, "text")) {
		const char *language = attribute_text(text, "lang", arena);
		for (size_t i = 0; i < used; i++)
			if (text_equal(list[i].language, language))
				return fault_set(why, FAULT_OFFICE,
					"%s:%ld: a second text in \"%s\"", path, text->line,
					language);
		japanese = japanese || text_equal(language, "ja");
		list[used++] = (struct wording){language, tree_text(text, arena)};
	}
	if (!japanese)
		return fault_set(why, FAULT_OFFICE, "%s:%ld: \"%s\" has no Japanese text", path,
			element->line, name);
	*wordings = (struct wordings){.list = list, .count = count};
	return true;
}
