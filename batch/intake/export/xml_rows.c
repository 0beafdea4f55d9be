#include "intake/export/xml_rows.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/export/xml_ways.h"
#include "intake/xml/parser.h"

#include <string.h>

/* The open elements are a stack, and the text since the last tag is one buffer: at an element's end
 * it is the value when no element came within, and white space else. */

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define XML_ITSELF      "http://www.w3.org/XML/1998/namespace"

enum { DEPTH_MAX = 1024 }; /* libxml2 stops at 256, or 2,048 when asked */

struct open_element {
	struct xml_way *way;
	long line;
	bool has_elements, has_attributes, has_text;
};

struct xml_reader {
	struct parser parser; /* first: the calls are given both */
	struct row_reader *rows;
	struct xml_ways ways;
	struct open_element open[DEPTH_MAX];
	size_t depth;
	char *text; /* ROW_VALUE_BYTES + 1 of it and a bit: since the last tag */
	size_t length;
};

/* What has no more room is cut, but still longer than a value may be. */
enum { TEXT_BYTES = ROW_VALUE_BYTES + 4096 };

static void stop_unless(struct xml_reader *reader, bool fine)
{
	if (!fine)
		reader->parser.stopped = true;
}

/* ---- values ---- */

static bool say_head(
	struct xml_reader *reader, const struct xml_way *way, const char *value, size_t length)
{
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (way->says[part] && !row_head_say(reader->rows, parser_line(&reader->parser),
					       (enum export_head_part)part, value, length))
			return false;
	return true;
}

static bool take_value(
	struct xml_reader *reader, const struct xml_way *way, const char *value, size_t length)
{
	if (way->kind == WAY_OUTSIDE)
		return say_head(reader, way, value, length);
	unsigned kind = (unsigned)way->kind;
	if (way->item != EXPORT_NO_ITEM)
		return row_take(reader->rows, kind, (unsigned)way->item, value, length);
	return row_other(reader->rows, kind, way->path, value, length);
}

/* The text so far stands beside elements: it is that of the element around them. */
static bool text_is_there(const struct xml_reader *reader)
{
	const char *text = reader->text;
	return reader->length > 0 && text_trim(&text, reader->length) > 0;
}

/* Text beside elements, as if it were an item of its own. */
static bool take_mixed(struct xml_reader *reader, const struct open_element *element)
{
	const struct xml_way *way = element->way;
	if (way->kind == WAY_OUTSIDE)
		return true;
	unsigned kind = (unsigned)way->kind;
	if (way->item != EXPORT_NO_ITEM && reader->rows->set->rows[kind].items[way->item].taken)
		return row_refuse(reader->rows, element->line,
			"in \"%s\" there is text beside elements, so its value cannot be told",
			row_shown(reader->rows, way->path));
	return way->item != EXPORT_NO_ITEM ||
	       row_other(reader->rows, kind, way->path, reader->text, reader->length);
}

/* An element without elements is an item; but not where it only carries attributes or stands for a
 * row, unless it says something or is known by its name. */
static bool is_item(const struct xml_reader *reader, const struct open_element *element)
{
	if (element->way->kind == WAY_OUTSIDE || element->way->item != EXPORT_NO_ITEM)
		return true;
	return (!element->way->begins && !element->has_attributes) || text_is_there(reader);
}

/* ---- elements ---- */

/* Attributes of XML and of schemas say nothing of the record. */
static bool is_of_xml(const unsigned char *namespace)
{
	return namespace != NULL && (strcmp((const char *)namespace, SCHEMA_INSTANCE) == 0 ||
					    strcmp((const char *)namespace, XML_ITSELF) == 0);
}

static struct xml_way *go_on(
	struct xml_reader *reader, struct xml_way *from, const unsigned char *name, bool attribute)
{
	struct xml_way *way = xml_ways_on(&reader->ways, from, (const char *)name, attribute);
	if (way == NULL)
		parser_refuse(&reader->parser, "more than %d different ways to an element",
			(int)XML_WAYS_MAX);
	else if (way->refused != NULL)
		stop_unless(reader,
			row_forbidden(reader->rows, parser_line(&reader->parser), way->refused));
	return reader->parser.stopped ? NULL : way;
}

/* One attribute is five pointers: local name, prefix, namespace, value, its end. */
static void take_attributes(struct xml_reader *reader, struct open_element *element, int count,
	const unsigned char **attributes)
{
	for (const unsigned char **at = attributes; count-- > 0; at += 5) {
		if (is_of_xml(at[2]))
			continue;
		struct xml_way *way = go_on(reader, element->way, at[0], true);
		if (way == NULL)
			return;
		element->has_attributes = true;
		stop_unless(reader,
			take_value(reader, way, (const char *)at[3], (size_t)(at[4] - at[3])));
	}
}

static void check_namespace(struct xml_reader *reader, const unsigned char *namespace)
{
	const char *wanted = reader->rows->set->namespace;
	const char *said = namespace == NULL ? "" : (const char *)namespace;
	if (wanted != NULL && strcmp(wanted, said) != 0)
		stop_unless(reader,
			row_refuse(reader->rows, parser_line(&reader->parser),
				"the root is not of the namespace \"%s\" of the export description",
				wanted));
}

static void begin_row(struct xml_reader *reader, const struct xml_way *way, long line)
{
	if (way->within_itself) {
		stop_unless(reader,
			row_refuse(reader->rows, line, "a row of \"%s\" within another one",
				row_shown(reader->rows, reader->rows->set->rows[way->kind].path)));
		return;
	}
	stop_unless(reader, row_head_show(reader->rows));
	row_begin(reader->rows, (unsigned)way->kind, line);
}

/* The element around the one that begins now has elements; what stood before it is its text. */
static struct xml_way *open_within(struct xml_reader *reader)
{
	if (reader->depth == 0)
		return &reader->ways.start;
	struct open_element *around = &reader->open[reader->depth - 1];
	around->has_elements = true;
	if (!around->has_text && text_is_there(reader))
		around->has_text = true;
	return around->way;
}

static void start_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace, int namespace_count, const unsigned char **namespaces,
	int attribute_count, int defaulted, const unsigned char **attributes)
{
	struct xml_reader *reader = context;
	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (reader->parser.stopped)
		return;
	if (reader->depth == 0)
		check_namespace(reader, namespace);
	if (reader->depth == DEPTH_MAX)
		parser_refuse(
			&reader->parser, "more than %d elements within each other", (int)DEPTH_MAX);
	if (reader->parser.stopped)
		return;
	struct xml_way *way = go_on(reader, open_within(reader), name, false);
	if (way == NULL)
		return;
	struct open_element *element = &reader->open[reader->depth++];
	*element = (struct open_element){.way = way, .line = parser_line(&reader->parser)};
	reader->length = 0;
	if (way->begins)
		begin_row(reader, way, element->line);
	if (!reader->parser.stopped)
		take_attributes(reader, element, attribute_count, attributes);
}

static void end_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace)
{
	struct xml_reader *reader = context;
	bool fine = true;
	(void)name, (void)prefix, (void)namespace;
	if (reader->parser.stopped)
		return;
	const struct open_element *element = &reader->open[--reader->depth];
	if (reader->length == 0 && element->way->idle && !element->has_elements &&
		reader->rows->visitor->other == NULL)
		return; /* of a vendor's items most are these */
	if (!element->has_elements) {
		if (is_item(reader, element))
			fine = take_value(reader, element->way, reader->text, reader->length);
	} else if (element->has_text || text_is_there(reader)) {
		fine = take_mixed(reader, element);
	}
	reader->length = 0;
	if (fine && element->way->begins)
		fine = row_show(reader->rows, (unsigned)element->way->kind);
	stop_unless(reader, fine);
}

static void add_text(void *context, const unsigned char *text, int length)
{
	struct xml_reader *reader = context;
	size_t room = TEXT_BYTES - reader->length, more = (size_t)length;
	more = more < room ? more : room;
	memcpy(reader->text + reader->length, text, more);
	reader->length += more;
}

/* ---- the file ---- */

static void begin_file(void *context)
{
	(void)context;
}

static void tell_progress(void *context)
{
	struct xml_reader *reader = context;
	row_progress(reader->rows);
}

static void complete_file(void *context)
{
	struct xml_reader *reader = context;
	stop_unless(reader, row_finish(reader->rows, parser_line(&reader->parser)));
}

bool xml_rows_read(struct row_reader *rows)
{
	static const struct parser_calls calls = {
		.start = start_element,
		.end = end_element,
		.text = add_text,
		.fed = tell_progress,
		.begin = begin_file,
		.complete = complete_file,
	};
	struct xml_reader *reader = arena_alloc(rows->arena, sizeof *reader);
	reader->parser.path = rows->path;
	reader->parser.about = rows->about;
	reader->parser.source = rows->source;
	reader->parser.why = rows->why;
	reader->rows = rows;
	reader->text = arena_alloc(rows->arena, TEXT_BYTES + 1);
	xml_ways_init(&reader->ways, rows->set, rows->arena);
	rows->nests = true;
	parser_run(&reader->parser, &calls, phrase("set"));
	return !reader->parser.stopped;
}
