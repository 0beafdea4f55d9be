#ifndef INTAKE_REGISTER_OWN_FORMAT_H
#define INTAKE_REGISTER_OWN_FORMAT_H

#include "intake/register/record.h"

#include <stddef.h>

/*
 * Our own two formats, that of the register (schemas/register.xsd) and that of the cards file
 * (schemas/cards.xsd): the root and namespace of each and what messages call it. Elements and
 * attributes are called as in record_parts.
 */
struct own_format {
	enum record_part root;
	const char *namespace;
	const char *schema; /* for messages: "register.xsd" */
	const char *title;  /* of the whole: "register" */
	const char *noun;   /* of a record: "resident" */
};

extern const struct own_format register_format, cards_format;

/*
 * The names of a format as a parser interns them, so that each is known by its address; where the
 * addresses differ the texts are compared.
 */
struct names {
	enum record_part root;
	const char *namespace;
	const char *parts[RECORD_PARTS];
	const char *attributes[RECORD_PARTS][RECORD_ATTRIBUTES_MAX];
};

/* `intern` gives the address that the parser will show for a text. */
void names_learn(struct names *names, const struct own_format *format,
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
		name == names->attributes[part][guess])
		return (int)guess;
	return names_attribute(names, part, name, namespace);
}

#endif
