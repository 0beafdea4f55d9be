#include "intake/register/renaming.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* In one place a name means one thing. A vocabulary that would leave something of ours without a
 * name by which it can be reached is refused before any export is read. */

bool renaming_wrong(const struct renaming *renaming, long line, const char *format, ...)
{
	char words[512];
	va_list values;
	va_start(values, format);
	vsnprintf(words, sizeof words, format, values);
	va_end(values);
	return fault_set(
		renaming->why, FAULT_OFFICE, "%s:%ld: %s", renaming->office->path, line, words);
}

bool renaming_concerns(const struct renaming *renaming, enum record_part part)
{
	while (record_parts[part].parent != PART_NONE)
		part = record_parts[part].parent;
	return part == renaming->own->root;
}

static long later_line(long left, long right)
{
	return left > right ? left : right;
}

static bool hides_name(const struct renaming *renaming, long line, const char *name,
	const char *left, const char *right)
{
	return renaming_wrong(renaming, line == 0 ? renaming->vocabulary->line : line,
		"\"%s\" would be both %s and %s; hint: the one that has no row keeps its own name",
		name, left, right);
}

/* No two names of one place are the same: the children of an element, with those of its attributes
 * that are written as elements, and its other attributes. */
static bool check_children(const struct renaming *renaming, enum record_part parent)
{
	const struct record_rule *rule = &renaming->parts[parent];
	for (enum record_part part = rule->first; part < rule->last && rule->first != PART_NONE;
		part++)
		for (enum record_part other = part + 1; other <= rule->last; other++)
			if (strcmp(renaming->parts[part].name, renaming->parts[other].name) == 0)
				return hides_name(renaming,
					later_line(renaming->part_lines[part],
						renaming->part_lines[other]),
					renaming->parts[part].name, record_parts[part].name,
					record_parts[other].name);
	return true;
}

static bool check_attributes(const struct renaming *renaming, enum record_part part)
{
	const struct record_rule *rule = &renaming->parts[part];
	for (unsigned i = 0; i < rule->attribute_count; i++) {
		const struct value *field = &rule->attributes[i];
		long line = renaming->field_lines[part][i];
		const char *own = record_parts[part].attributes[i].path;
		for (unsigned k = i + 1; k < rule->attribute_count; k++)
			if (field->element == rule->attributes[k].element &&
				strcmp(field->name, rule->attributes[k].name) == 0)
				return hides_name(renaming,
					later_line(line, renaming->field_lines[part][k]),
					field->name, own, record_parts[part].attributes[k].path);
		for (enum record_part child = rule->first;
			field->element && rule->first != PART_NONE && child <= rule->last; child++)
			if (strcmp(field->name, renaming->parts[child].name) == 0)
				return hides_name(renaming,
					later_line(line, renaming->part_lines[child]), field->name,
					own, record_parts[child].name);
	}
	return true;
}

/* A name that is refused wherever it stands is nobody else's: what it named could not be reached.
 */
static bool check_refused(const struct renaming *renaming, const struct dialect *dialect)
{
	for (int i = 0; i < RECORD_PARTS; i++) {
		enum record_part part = (enum record_part)i;
		const struct record_rule *rule = &renaming->parts[part];
		long line = renaming->part_lines[part];
		if (!renaming_concerns(renaming, part))
			continue;
		if (dialect_refuses(dialect, rule->name))
			return renaming_wrong(renaming,
				line == 0 ? renaming->vocabulary->line : line,
				"\"%s\" is refused as an individual number: the element \"%s\" "
				"could no longer be reached",
				rule->name, record_parts[part].name);
		for (unsigned k = 0; k < rule->attribute_count; k++) {
			line = renaming->field_lines[part][k];
			if (dialect_refuses(dialect, rule->attributes[k].name))
				return renaming_wrong(renaming,
					line == 0 ? renaming->vocabulary->line : line,
					"\"%s\" is refused as an individual number: \"%s\" could "
					"no longer be reached",
					rule->attributes[k].name,
					record_parts[part].attributes[k].path);
		}
	}
	return true;
}

bool renaming_check(const struct renaming *renaming, const struct dialect *dialect)
{
	for (int i = 0; i < RECORD_PARTS; i++) {
		enum record_part part = (enum record_part)i;
		if (renaming_concerns(renaming, part) &&
			(!check_children(renaming, part) || !check_attributes(renaming, part)))
			return false;
	}
	return check_refused(renaming, dialect);
}
