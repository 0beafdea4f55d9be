#include "intake/register/vocabulary.h"

#include "intake/register/renaming.h"

#include <string.h>

/* ---- what a row is about ---- */

static enum record_part find_part(const struct renaming *renaming, const char *path, size_t length)
{
	char own[DIALECT_PATH_BYTES];
	for (int part = 0; part < RECORD_PARTS; part++)
		if (renaming_concerns(renaming, (enum record_part)part) &&
			strlen(dialect_path((enum record_part)part, own)) == length &&
			strncmp(own, path, length) == 0)
			return (enum record_part)part;
	return PART_NONE;
}

static int find_attribute(enum record_part part, const char *name)
{
	const struct record_rule *rule = &record_parts[part];
	for (unsigned i = 0; i < rule->attribute_count; i++)
		if (strcmp(rule->attributes[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool no_element(
	const struct renaming *renaming, const struct naming *naming, const char *path)
{
	return renaming_wrong(
		renaming, naming->line, "%s has no element \"%s\"", renaming->own->rules, path);
}

/* ---- rows ---- */

static bool name_element(struct renaming *renaming, const struct naming *naming)
{
	enum record_part part = find_part(renaming, naming->is, strlen(naming->is));
	if (part == PART_NONE)
		return no_element(renaming, naming, naming->is);
	if (renaming->part_lines[part] != 0)
		return renaming_wrong(renaming, naming->line,
			"\"%s\" has a name already, from line %ld", naming->is,
			renaming->part_lines[part]);
	renaming->part_lines[part] = naming->line;
	renaming->parts[part].name = naming->name;
	return true;
}

static bool name_attribute(struct renaming *renaming, const struct naming *naming)
{
	enum record_part part = find_part(renaming, naming->of, strlen(naming->of));
	if (part == PART_NONE)
		return no_element(renaming, naming, naming->of);
	int index = find_attribute(part, naming->is);
	if (index < 0)
		return renaming_wrong(renaming, naming->line,
			"\"%s\" has no attribute \"%s\" in %s", naming->of, naming->is,
			renaming->own->rules);
	if (renaming->field_lines[part][index] != 0)
		return renaming_wrong(renaming, naming->line,
			"\"%s\" has a name already, from line %ld",
			record_parts[part].attributes[index].path,
			renaming->field_lines[part][index]);
	if (naming->as_element && (part_is_root(part) || record_parts[part].text != NULL))
		return renaming_wrong(renaming, naming->line,
			"an attribute of \"%s\" cannot be written as an element: that is %s",
			naming->of,
			part_is_root(part) ? "the root" : "an element with text of its own");
	renaming->field_lines[part][index] = naming->line;
	renaming->fields[part][index].name = naming->name;
	renaming->fields[part][index].element = naming->as_element;
	renaming->parts[part].elements |= naming->as_element;
	return true;
}

/* The field that "card@state" speaks of; one whose values are words. */
static struct value *find_field(const struct renaming *renaming, const struct naming *naming)
{
	size_t length = strcspn(naming->of, "@");
	enum record_part part = find_part(renaming, naming->of, length);
	int index = part == PART_NONE || naming->of[length] == '\0'
			    ? -1
			    : find_attribute(part, naming->of + length + 1);
	struct value *field = index < 0 ? NULL : &renaming->fields[part][index];
	if (field != NULL && (field->kind == FIELD_WORD || field->kind == FIELD_BOOLEAN))
		return field;
	renaming_wrong(renaming, naming->line, "%s has no field \"%s\" whose values are words",
		renaming->own->rules, naming->of);
	return NULL;
}

static const char *const truth_words[] = {"false", "true"};

static int own_word(const struct value *own, const char *word)
{
	bool truth = own->kind == FIELD_BOOLEAN;
	int count = truth ? 2 : (int)own->word_count;
	return word[0] == '\0' ? -1 : word_index(truth ? truth_words : own->words, count, word);
}

static bool name_value(struct renaming *renaming, const struct naming *naming)
{
	struct value *field = find_field(renaming, naming);
	if (field == NULL)
		return false;
	size_t length = strcspn(naming->of, "@");
	enum record_part part = find_part(renaming, naming->of, length);
	const struct value *own = &record_parts[part].attributes[field - renaming->fields[part]];
	int value = own_word(own, naming->is);
	if (value < 0)
		return renaming_wrong(renaming, naming->line, "\"%s\" is no value of \"%s\"",
			naming->is, naming->of);
	bool first = field->values == NULL;
	size_t count = first ? 0 : field->word_count;
	const char **words = arena_alloc(renaming->arena, (count + 1) * sizeof *words);
	unsigned *values = arena_alloc(renaming->arena, (count + 1) * sizeof *values);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(field->words[i], naming->name) == 0)
			return renaming_wrong(renaming, naming->line,
				"\"%s\" stands for a value already", naming->name);
		words[i] = field->words[i];
		values[i] = field->values[i];
	}
	words[count] = naming->name;
	values[count] = (unsigned)value;
	field->words = words;
	field->values = values;
	field->word_count = count + 1;
	return true;
}

/* Our own words behind the vendor's, for the values that no row names. */
static bool keep_words(struct renaming *renaming, enum record_part part, unsigned index)
{
	const struct value *own = &record_parts[part].attributes[index];
	struct value *field = &renaming->fields[part][index];
	if (field->values == NULL || own->kind == FIELD_BOOLEAN)
		return true; /* a boolean's own words are always read, behind these */
	size_t named = field->word_count, count = named;
	const char **words =
		arena_alloc(renaming->arena, (named + own->word_count) * sizeof *words);
	unsigned *values = arena_alloc(renaming->arena, (named + own->word_count) * sizeof *values);
	for (size_t i = 0; i < named; i++) {
		words[i] = field->words[i];
		values[i] = field->values[i];
	}
	for (unsigned value = 0; value < own->word_count; value++) {
		bool renamed = own->words[value][0] == '\0';
		for (size_t i = 0; i < named; i++)
			renamed |= values[i] == value;
		for (size_t i = 0; i < named && !renamed; i++)
			if (strcmp(words[i], own->words[value]) == 0)
				return renaming_wrong(renaming, renaming->vocabulary->line,
					"in \"%s\" the word \"%s\" stands for another value and "
					"hides ours; hint: say what that value is called",
					own->path, words[i]);
		if (renamed)
			continue;
		words[count] = own->words[value];
		values[count++] = value;
	}
	field->words = words;
	field->values = values;
	field->word_count = count;
	return true;
}

/* ---- the dialect ---- */

static bool check_namespace(const struct renaming *renaming)
{
	const struct office *office = renaming->office;
	const struct vocabulary *vocabulary = renaming->vocabulary;
	if (strcmp(vocabulary->namespace, renaming->own->namespace) == 0)
		return renaming_wrong(renaming, vocabulary->line,
			"\"%s\" is our own namespace and keeps %s", vocabulary->namespace,
			renaming->own->rules);
	for (const struct vocabulary *other = office->vocabularies; other < vocabulary; other++)
		if (other->cards == vocabulary->cards &&
			strcmp(other->namespace, vocabulary->namespace) == 0)
			return renaming_wrong(renaming, vocabulary->line,
				"the namespace \"%s\" has a vocabulary already, from line %ld",
				vocabulary->namespace, other->line);
	return true;
}

static void copy_parts(struct renaming *renaming)
{
	renaming->parts = arena_alloc(renaming->arena, RECORD_PARTS * sizeof *renaming->parts);
	memcpy(renaming->parts, record_parts, sizeof record_parts);
	for (int part = 0; part < RECORD_PARTS; part++) {
		struct record_rule *rule = &renaming->parts[part];
		size_t size = rule->attribute_count * sizeof(struct value);
		renaming->fields[part] = arena_alloc(renaming->arena, size);
		if (size > 0)
			memcpy(renaming->fields[part], rule->attributes, size);
		rule->attributes = renaming->fields[part];
	}
}

/* Messages speak the vendor's language: "カード/@発行日", of an element "カード/発行日". */
static void name_paths(struct renaming *renaming)
{
	for (int part = 0; part < RECORD_PARTS; part++) {
		struct record_rule *rule = &renaming->parts[part];
		enum record_part parent = rule->parent;
		const char *path = rule->name;
		if (parent != PART_NONE && !part_is_root(parent) && !part_is_record(parent))
			path = arena_print(
				renaming->arena, "%s/%s", renaming->parts[parent].name, rule->name);
		for (unsigned i = 0; i < rule->attribute_count; i++) {
			struct value *field = &renaming->fields[part][i];
			field->path = arena_print(renaming->arena, "%s/%s%s", path,
				field->element ? "" : "@", field->name);
		}
		if (rule->text == NULL)
			continue;
		struct value *text = arena_alloc(renaming->arena, sizeof *text);
		*text = *rule->text;
		text->path = path;
		rule->text = text;
	}
}

static bool read_rows(struct renaming *renaming, struct dialect *dialect)
{
	const struct vocabulary *vocabulary = renaming->vocabulary;
	const char **refused =
		arena_alloc(renaming->arena, vocabulary->naming_count * sizeof *refused);
	dialect->refused = refused;
	for (size_t i = 0; i < vocabulary->naming_count; i++) {
		const struct naming *naming = &vocabulary->namings[i];
		bool good = true;
		switch (naming->kind) {
		case NAMING_ELEMENT:
			good = name_element(renaming, naming);
			break;
		case NAMING_ATTRIBUTE:
			good = name_attribute(renaming, naming);
			break;
		case NAMING_VALUE:
			good = name_value(renaming, naming);
			break;
		case NAMING_REFUSED:
			refused[dialect->refused_count++] = naming->name;
			break;
		}
		if (!good)
			return false;
	}
	return true;
}

static bool make_dialect(struct renaming *renaming, struct dialect *dialect)
{
	*dialect = *renaming->own;
	dialect->namespace = renaming->vocabulary->namespace;
	dialect->rules = arena_print(
		renaming->arena, "the vocabulary of \"%s\"", renaming->vocabulary->namespace);
	copy_parts(renaming);
	if (!check_namespace(renaming) || !read_rows(renaming, dialect))
		return false;
	for (int i = 0; i < RECORD_PARTS; i++)
		for (unsigned k = 0; k < record_parts[i].attribute_count; k++)
			if (!keep_words(renaming, (enum record_part)i, k))
				return false;
	if (!renaming_check(renaming, dialect))
		return false;
	name_paths(renaming);
	dialect->parts = renaming->parts;
	return true;
}

bool vocabulary_dialects(const struct dialect *own, const struct office *office,
	struct arena *arena, struct dialect **list, size_t *count, struct fault *why)
{
	size_t most = 1 + (office == NULL ? 0 : office->vocabulary_count), used = 1;
	struct dialect *dialects = arena_alloc(arena, most * sizeof *dialects);
	dialects[0] = *own;
	for (size_t i = 0; i + 1 < most; i++) {
		struct renaming renaming = {
			.office = office,
			.vocabulary = &office->vocabularies[i],
			.own = own,
			.arena = arena,
			.why = why,
		};
		if (office->vocabularies[i].cards != (own->root == PART_CARDS))
			continue;
		if (!make_dialect(&renaming, &dialects[used++]))
			return false;
	}
	*list = dialects;
	*count = used;
	return true;
}

bool vocabulary_check(const struct office *office, struct arena *arena, struct fault *why)
{
	struct dialect *list;
	size_t count;
	return vocabulary_dialects(&register_dialect, office, arena, &list, &count, why) &&
	       vocabulary_dialects(&cards_dialect, office, arena, &list, &count, why);
}
