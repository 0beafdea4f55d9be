#include "intake/register/dialect.h"

#include <stdio.h>
#include <string.h>

/* A dialect changes what things are called and whether an attribute is written as an element,
 * never what they mean: order, number and form of everything are those of record_parts. */

const struct dialect register_dialect = {PART_REGISTER, "urn:kigen:register:1", "register.xsd",
	"register", "resident", record_parts, NULL, 0};
const struct dialect cards_dialect = {PART_CARDS, "urn:kigen:cards:1", "cards.xsd", "cards file",
	"holder", record_parts, NULL, 0};

bool dialect_refuses(const struct dialect *dialect, const char *name)
{
	bool refuses = strcmp(name, "individual-number") == 0;
	for (size_t i = 0; i < dialect->refused_count; i++)
		refuses |= strcmp(name, dialect->refused[i]) == 0;
	return refuses;
}

const char *dialect_path(enum record_part part, char out[DIALECT_PATH_BYTES])
{
	enum record_part parent = record_parts[part].parent;
	if (parent == PART_NONE || part_is_root(parent) || part_is_record(parent))
		snprintf(out, DIALECT_PATH_BYTES, "%s", record_parts[part].name);
	else
		snprintf(out, DIALECT_PATH_BYTES, "%s/%s", record_parts[parent].name,
			record_parts[part].name);
	return out;
}

void names_learn(struct names *names, const struct dialect *dialect,
	const char *(*intern)(void *context, const char *text), void *context)
{
	names->dialect = dialect;
	names->namespace =
		dialect->namespace[0] == '\0' ? NULL : intern(context, dialect->namespace);
	for (int part = 0; part < RECORD_PARTS; part++) {
		const struct record_rule *rule = &dialect->parts[part];
		names->parts[part] = intern(context, rule->name);
		for (unsigned i = 0; i < rule->attribute_count; i++)
			names->attributes[part][i] = intern(context, rule->attributes[i].name);
	}
}

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
	enum record_part root = names->dialect->root;
	if (parent == PART_NONE)
		return same_name(name, names->parts[root]) ? root : PART_NONE;
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
	const struct record_rule *rule = &names->dialect->parts[part];
	for (unsigned i = 0; i < rule->attribute_count && namespace == NULL; i++)
		if (!rule->attributes[i].element && same_name(name, names->attributes[part][i]))
			return (int)i;
	return -1;
}

int names_element(
	const struct names *names, enum record_part part, const char *name, const char *namespace)
{
	if (part == PART_NONE || !same_name(namespace, names->namespace))
		return -1;
	const struct record_rule *rule = &names->dialect->parts[part];
	for (unsigned i = 0; i < rule->attribute_count; i++)
		if (rule->attributes[i].element && same_name(name, names->attributes[part][i]))
			return (int)i;
	return -1;
}
