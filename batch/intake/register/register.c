#include "intake/register/register.h"

#include "base/phrase.h"
#include "intake/register/individual.h"
#include "intake/register/own_format.h"
#include "intake/register/record.h"
#include "intake/register/record_set.h"
#include "intake/xml/parser.h"
#include "intake/xml/source.h"

#include <string.h>

/* Calls of the parser fill in one record at a time: an element opens a part, nothing else may come.
 * The file's fault stops the parser, a resident's stays with the resident. */

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

enum { PROGRESS_BYTES = 1024 * 1024 };

struct reader {
	struct parser parser; /* first: the calls are given both */
	const struct own_format *format;
	uint64_t told; /* progress: at this many bytes */
	struct record_set set;
	enum record_part part; /* the innermost open element; PART_NONE outside the root */
	enum record_part near; /* the part that began last: the next one is likely near behind it */
	struct names names;
	struct record record;
};

static void tell_progress(void *context)
{
	struct reader *reader = context;
	uint64_t done = source_done(reader->parser.source);
	const struct register_visitor *visitor = reader->set.visitor;
	if (visitor->progress == NULL || done < reader->told + PROGRESS_BYTES)
		return;
	reader->told = done;
	visitor->progress(visitor->context, done, source_total(reader->parser.source));
}

/* xsi:schemaLocation may stand anywhere (XML Schema part 1, section 3.4.4) and is not followed. */
static bool is_schema_hint(const unsigned char *name, const unsigned char *namespace)
{
	return namespace != NULL && strcmp((const char *)namespace, SCHEMA_INSTANCE) == 0 &&
	       (strcmp((const char *)name, "schemaLocation") == 0 ||
		       strcmp((const char *)name, "noNamespaceSchemaLocation") == 0);
}

static void refuse_name(struct reader *reader, const char *what, const unsigned char *name)
{
	size_t shown = strnlen((const char *)name, 60);
	while (shown > 0 && (name[shown] & 0xC0) == 0x80)
		shown--; /* whole characters */
	if (strcmp((const char *)name, "individual-number") == 0)
		parser_refuse(&reader->parser,
			"an individual-number (個人番号) must not be in the export, and "
			"\"individual-number\" is one; hint: export again without it");
	else
		parser_refuse(&reader->parser, "an %s that %s does not know here: \"%.*s\"", what,
			reader->format->schema, (int)shown, (const char *)name);
}

/* After each value: nobody may be shown a record that holds one. */
static void refuse_number(struct reader *reader)
{
	if (reader->record.individual != NULL)
		parser_refuse(&reader->parser,
			"an individual number (個人番号) must not be in the export, and \"%s\" holds "
			"twelve digits with its check digit; hint: export again without it",
			reader->record.individual);
}

static const char *intern_name(void *context, const char *text)
{
	struct reader *reader = context;
	return parser_intern(&reader->parser, text);
}

/* Hands the attributes to the record; one attribute is five pointers: local name, prefix,
 * namespace, value, its end. False when there is one that must not be. */
static bool take_attributes(struct reader *reader, enum record_part part, int attribute_count,
	const unsigned char **attributes)
{
	const struct value *fields = record_parts[part].attributes;
	unsigned given = 0, guess = 0;
	for (const unsigned char **at = attributes; attribute_count-- > 0; at += 5) {
		int index = names_attribute_near(
			&reader->names, part, guess, (const char *)at[0], (const char *)at[2]);
		if (index < 0 && is_schema_hint(at[0], at[2]))
			continue;
		if (index < 0) {
			refuse_name(reader, "attribute", at[0]);
			return false;
		}
		record_attribute(&reader->record, &fields[index], (const char *)at[3],
			(size_t)(at[4] - at[3]));
		given |= 1u << index;
		guess = (unsigned)index + 1;
	}
	record_given(&reader->record, part, given);
	refuse_number(reader);
	return true;
}

static void start_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace, int namespace_count, const unsigned char **namespaces,
	int attribute_count, int defaulted, const unsigned char **attributes)
{
	struct reader *reader = context;
	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (reader->parser.stopped)
		return;
	enum record_part part = names_part_near(&reader->names, reader->part, reader->near,
		(const char *)name, (const char *)namespace);
	if (part == PART_NONE) {
		refuse_name(reader, "element", name);
		return;
	}
	if (part_is_root(part) || part_is_record(part))
		record_open(&reader->record, parser_line(&reader->parser));
	record_enter(&reader->record, part);
	if (!take_attributes(reader, part, attribute_count, attributes))
		return;
	reader->part = reader->near = part;
	if (part_is_root(part))
		reader->parser.stopped = !record_set_open(&reader->set, &reader->record,
			parser_line(&reader->parser), reader->parser.why);
	else if (part_is_record(part))
		record_set_expect(&reader->set, &reader->record);
}

static void end_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace)
{
	struct reader *reader = context;
	(void)name, (void)prefix, (void)namespace;
	if (reader->parser.stopped)
		return;
	enum record_part part = reader->part;
	record_leave(&reader->record, part);
	refuse_number(reader);
	if (reader->parser.stopped)
		return;
	reader->part = record_parts[part].parent;
	if (part_is_record(part))
		reader->parser.stopped =
			!record_set_enter(&reader->set, &reader->record, reader->parser.why);
}

static void take_text(void *context, const unsigned char *text, int length)
{
	struct reader *reader = context;
	if (reader->parser.stopped)
		return;
	if (record_parts[reader->part].text != NULL) {
		record_text(&reader->record, (const char *)text, (size_t)length);
		return;
	}
	for (int i = 0; i < length; i++) {
		if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r')
			continue;
		if (part_is_root(reader->part))
			parser_refuse(&reader->parser, "text between the %ss", reader->set.noun);
		else
			record_stray(&reader->record, reader->part);
		if (individual_number_in((const char *)text, (size_t)length))
			reader->record.individual = record_parts[reader->part].name;
		return;
	}
}

static void begin_file(void *context)
{
	struct reader *reader = context;
	names_learn(&reader->names, reader->format, intern_name, reader);
}

static void complete_file(void *context)
{
	struct reader *reader = context;
	reader->parser.stopped = !record_set_complete(
		&reader->set, &reader->record, parser_line(&reader->parser), reader->parser.why);
}

/* By a reader that knows the format, the file and whom to show it. */
static bool export_read(
	struct reader *reader, struct arena *arena, struct register_summary *summary)
{
	static const struct parser_calls calls = {
		start_element, end_element, take_text, tell_progress, begin_file, complete_file};
	const struct register_visitor *visitor = reader->set.visitor;
	reader->set.path = reader->parser.path;
	reader->set.noun = reader->format->noun;
	reader->set.title = reader->format->title;
	reader->part = PART_NONE;
	bool done = false;
	if (!source_open(reader->parser.path, arena, &reader->parser.source, reader->parser.why))
		goto out;
	parser_run(&reader->parser, &calls, phrase(reader->set.title));
	done = !reader->parser.stopped;
	if (!done)
		goto out;
	summary->read = reader->set.read;
	summary->aside = reader->set.aside;
	summary->holders = summary->orphans = 0;
	source_digest(reader->parser.source, summary->digest);
	if (visitor->progress != NULL)
		visitor->progress(visitor->context, source_done(reader->parser.source),
			source_total(reader->parser.source));
out:
	record_set_close(&reader->set);
	source_close(reader->parser.source);
	return done;
}

static bool read_any(const struct own_format *format, const char *path, const struct office *office,
	const struct register_visitor *visitor, struct register_summary *summary, struct fault *why)
{
	struct arena *arena = arena_open();
	struct reader *reader = arena_alloc(arena, sizeof *reader);
	reader->format = format;
	reader->parser.path = path;
	reader->parser.why = why;
	reader->set.municipality_wanted = office == NULL ? NULL : office->municipality;
	reader->set.visitor = visitor;
	bool done = export_read(reader, arena, summary);
	arena_close(arena);
	return done;
}

bool register_read(const char *path, const struct office *office,
	const struct register_visitor *visitor, struct register_summary *summary, struct fault *why)
{
	return read_any(&register_format, path, office, visitor, summary, why);
}

bool holders_read(const char *path, const struct office *office,
	const struct register_visitor *visitor, struct register_summary *summary, struct fault *why)
{
	return read_any(&cards_format, path, office, visitor, summary, why);
}
