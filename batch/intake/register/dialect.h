#ifndef INTAKE_REGISTER_DIALECT_H
#define INTAKE_REGISTER_DIALECT_H

#include "intake/register/record.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How an export calls things: its namespace, and the names of elements and attributes, in a table
 * like record_parts. There are two of our own (schemas/register.xsd, schemas/cards.xsd); an office
 * may have more (intake/register/vocabulary.h). The root of a file says which one it is written in.
 */
struct dialect {
	enum record_part root;
	const char *namespace; /* "" for none */
	const char *rules;     /* who says so, for messages: "register.xsd" */
	const char *title;     /* of the whole: "register" */
	const char *noun;      /* of a record: "resident" */
	const struct record_rule *parts;
	const char *const
		*refused; /* names that may not stand anywhere, beside individual-number */
	size_t refused_count;
};

extern const struct dialect register_dialect, cards_dialect;

/* Is this the name of what must never be in an export, in the dialect's words or ours? */
bool dialect_refuses(const struct dialect *dialect, const char *name);

/* The path by which messages and the office file call an element: "send-to/name", with our names.
 * Writes it into `out` and returns that. */
enum { DIALECT_PATH_BYTES = 32 };
const char *dialect_path(enum record_part part, char out[DIALECT_PATH_BYTES]);

/*
 * The names of one dialect as a parser interns them, so that each is known by its address; where
 * the addresses differ the texts are compared.
 */
struct names {
	const struct dialect *dialect;
	const char *namespace; /* NULL for none */
	const char *parts[RECORD_PARTS];
	const char *attributes[RECORD_PARTS][RECORD_ATTRIBUTES_MAX];
};

/* `intern` gives the address that the parser will show for a text. */
void names_learn(struct names *names, const struct dialect *dialect,
	const char *(*intern)(void *context, const char *text), void *context);

/* Which child of the element `parent` (PART_NONE: the root) this is, or PART_NONE. */
enum record_part names_part(const struct names *names, enum record_part parent, const char *name,
	const char *namespace);

/* The same, trying `near` first and what follows it: elements come in order, and these two are
 * asked of every element and attribute of every resident. */
static inline enum record_part names_part_near(const struct names *names, enum record_part parent,
	enum record_part near, const char *name, const char *namespace)
{
	if (parent != PART_NONE && namespace == names->namespace) {
		const struct record_rule *rule = &record_parts[parent];
		enum record_part part = near < rule->first ? rule->first : near;
		for (; part <= rule->last && part != PART_NONE; part++)
			if (name == names->parts[part])
				return part;
	}
	return names_part(names, parent, name, namespace);
}

/* The number of an attribute among those of its element. -1: not one. */
int names_attribute(
	const struct names *names, enum record_part part, const char *name, const char *namespace);

/* The same, trying `guess` first. */
static inline int names_attribute_near(const struct names *names, enum record_part part,
	unsigned guess, const char *name, const char *namespace)
{
	if (namespace == NULL && guess < record_parts[part].attribute_count &&
		name == names->attributes[part][guess] && !names->dialect->parts[part].elements)
		return (int)guess;
	return names_attribute(names, part, name, namespace);
}

/* The number of the attribute of `part` that is written as this child element. -1: none. */
int names_element(
	const struct names *names, enum record_part part, const char *name, const char *namespace);

#endif
