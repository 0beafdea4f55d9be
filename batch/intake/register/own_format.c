#include "intake/register/own_format.h"

#include "base/phrase.h"

#include <string.h>

/* The names stand in record_parts and nowhere again; here they are found quickly. */

const struct own_format register_format = {PART_REGISTER, "urn:kigen:register:1", "register.xsd",
	PHRASE("register"), PHRASE("resident")};
const struct own_format cards_format = {
	PART_CARDS, "urn:kigen:cards:1", "cards.xsd", PHRASE("cards file"), PHRASE("holder")};

void names_learn(struct names *names, const struct own_format *format,
	const char *(*intern)(void *context, const char *text), void *context)
{
	names->root = format->root;
	names->namespace = intern(context, format->namespace);
	for (int part = 0; part < RECORD_PARTS; part++) {
		const struct record_rule *rule = &record_parts[part];
		names->parts[part] = intern(context, rule->name);
		for (unsigned i = 0; i < rule->attribute_count; i++)
			names->attributes[part][i] = intern(context, rule->attributes[i].name);
	}
}

/* NULL: of no namespace, or there was no memory to intern it. */
static bool same_name(const char *given, const char *interned)
{
	return given == interned ||
	       (given != NULL && interned != NULL && strcmp(given, interned) == 0);
}

enum record_part names_part(
	const struct names *names, enum record_part parent, const char *name, const char *namespace)
{
	if (!same_name(namespace, names->namespace))
		return PART_NONE;
	if (parent == PART_NONE)
		return same_name(name, names->parts[names->root]) ? names->root : PART_NONE;
	const struct record_rule *rule = &record_parts[parent];
	if (rule->first == PART_NONE)
		return PART_NONE;
	for (enum record_part part = rule->first; part <= rule->last; part++)
		if (same_name(name, names->parts[part]))
			return part;
	return PART_NONE;
}

int names_attribute(
	const struct names *names, enum record_part part, const char *name, const char *namespace)
{
	const struct record_rule *rule = &record_parts[part];
	for (unsigned i = 0; i < rule->attribute_count && namespace == NULL; i++)
		if (same_name(name, names->attributes[part][i]))
			return (int)i;
	return -1;
}
