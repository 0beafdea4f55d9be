#include "intake/template/condition.h"

#include <string.h>

/* A clause becomes two sets of facts when it is read, so that letters are asked by masks
 * (model/fact.h) and a word that is none is found before any letter is made. */

/* The fact that a word names: one of the table, or "in-pt". 0 for none. */
static fact_set fact_of(const char *word, size_t length, const struct text_tags *tags)
{
	static const char prefix[] = FACT_OF_LANGUAGE_PREFIX;
	for (int fact = 0; fact < FACTS; fact++)
		if (strlen(template_fact_words[fact]) == length &&
			memcmp(template_fact_words[fact], word, length) == 0)
			return FACT(fact);
	if (length < sizeof prefix || memcmp(word, prefix, sizeof prefix - 1) != 0)
		return 0;
	word += sizeof prefix - 1;
	length -= sizeof prefix - 1;
	for (size_t i = 0; i < tags->count; i++)
		if (strlen(tags->list[i]) == length && memcmp(tags->list[i], word, length) == 0)
			return FACT_OF_LANGUAGE(i);
	return 0;
}

struct reading {
	const char *path;
	const struct tree_node *node;
	const struct text_tags *tags;
	struct mistakes *mistakes;
};

static bool read_clause(
	const struct reading *reading, const char *word, size_t length, struct clause *clause)
{
	const char *end = word + length;
	while (word < end) {
		bool negated = *word == '!';
		const char *from = negated ? word + 1 : word;
		const char *bar = memchr(from, '|', (size_t)(end - from));
		size_t size = (size_t)((bar == NULL ? end : bar) - from);
		fact_set fact = fact_of(from, size, reading->tags);
		if (fact == 0 && !mistake(reading->mistakes, reading->path, reading->node->line,
					 "unknown condition \"%.*s\"", (int)size, from))
			return false;
		*(negated ? &clause->missing : &clause->any) |= fact;
		word = bar == NULL ? end : bar + 1;
	}
	return true;
}

bool condition_read(const char *path, const struct tree_node *node, const struct text_tags *tags,
	struct arena *arena, struct condition *condition, struct mistakes *mistakes)
{
	const struct reading reading = {path, node, tags, mistakes};
	const char *when = tree_attribute(node, "when");
	struct clause *clauses = NULL;
	size_t count = 0, capacity = 0;
	while (when != NULL && *when != '\0') {
		size_t length = strcspn(when, " ");
		clauses = arena_grow(arena, clauses, count, 1, &capacity, sizeof *clauses);
		if (!read_clause(&reading, when, length, &clauses[count]))
			return false;
		count++;
		when += length + (when[length] == ' ');
	}
	*condition = (struct condition){.clauses = clauses, .count = count};
	return true;
}
