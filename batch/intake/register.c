#include "intake/register.h"

#include "intake/form.h"
#include "intake/roll.h"
#include "intake/source.h"

#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

enum { PROGRESS_BYTES = 1024 * 1024 };

/* The two exports that are read here. */
struct dialect {
	enum form_part root;
	const char *namespace, *schema; /* its name, for messages */
	const char *root_name, *noun;   /* of the whole, of a record */
};

static const struct dialect register_dialect = {
	PART_REGISTER, "urn:kigen:register:1", "register.xsd", "register", "resident"};
static const struct dialect cards_dialect = {
	PART_CARDS, "urn:kigen:cards:1", "cards.xsd", "cards file", "holder"};

struct reader {
	const struct dialect *dialect;
	const char *path;
	struct fault *why;
	/* *why is set: the parser is given no more bytes and its calls are ignored until it comes
	 * to the end of the few it has. (xmlStopParser inside a complaint about the encoding leaves
	 * libxml2 2.9 with a freed input.) */
	bool stopped;
	struct source *source;
	uint64_t told; /* progress: at this many bytes */
	xmlParserCtxtPtr parser;
	struct roll roll;
	enum form_part part; /* the innermost open element; PART_NONE outside the root */
	enum form_part near; /* the part that began last: the next one is likely near behind it */
	bool closed;         /* the root has ended */
	/* The names as the parser interns them, so that one is known by its address. */
	const xmlChar *names[FORM_PARTS], *namespace;
	const xmlChar *attributes[FORM_PARTS][FORM_ATTRIBUTES_MAX];
	struct form form;
};

static long line_of(const struct reader *reader)
{
	const xmlParserCtxt *parser = reader->parser;
	return parser == NULL || parser->input == NULL ? 0 : parser->input->line;
}

/* Ends the reading with a message that begins with file and line. The first reason stays. */
__attribute__((format(printf, 2, 3))) static void refuse(
	struct reader *reader, const char *format, ...)
{
	char words[512];
	va_list values;
	if (reader->stopped)
		return;
	va_start(values, format);
	vsnprintf(words, sizeof words, format, values);
	va_end(values);
	fault_set(reader->why, FAULT_REGISTER, "%s:%ld: %s", reader->path, line_of(reader), words);
	reader->stopped = true;
}

static void tell_progress(struct reader *reader)
{
	uint64_t done = source_done(reader->source);
	const struct register_visitor *visitor = reader->roll.visitor;
	if (visitor->progress == NULL || done < reader->told + PROGRESS_BYTES)
		return;
	reader->told = done;
	visitor->progress(visitor->context, done, source_total(reader->source));
}

static int feed(void *context, char *out, int size)
{
	struct reader *reader = context;
	size_t got;
	if (reader->stopped || size <= 0)
		return 0;
	if (!source_read(reader->source, out, (size_t)size, &got, reader->why)) {
		reader->stopped = true;
		return -1;
	}
	tell_progress(reader);
	return (int)got;
}

/* What the common complaints of the parser mean to whoever made the file. */
static const struct {
	int code;
	const char *words;
} complaints[] = {
#define ENCODING "bytes that are no text in the encoding of the file"
	{XML_ERR_INVALID_CHAR, ENCODING},
	{XML_ERR_INVALID_ENCODING, ENCODING},
	{XML_ERR_UNKNOWN_ENCODING, ENCODING},
	{XML_ERR_UNSUPPORTED_ENCODING, ENCODING},
	{XML_I18N_CONV_FAILED, ENCODING},
	{XML_IO_ENCODER, ENCODING},
#undef ENCODING
	{XML_ERR_UNDECLARED_ENTITY, "an entity that XML does not define"},
	{XML_ERR_DOCUMENT_EMPTY, "no XML at all"},
	{XML_ERR_DOCUMENT_END, "the file is cut off or goes on behind its end"},
	{XML_ERR_TAG_NOT_FINISHED, "the file is cut off"},
};

/* Everything the parser complains of ends the reading; warnings (an odd namespace name on some
 * element) do not. Its own words may quote the file, which could name a person: only the code is
 * passed on. */
static void complain(void *context, xmlErrorPtr error)
{
	const char *words = "not well-formed XML";
	struct reader *reader = context;
	if (error->level < XML_ERR_ERROR)
		return;
	for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
		if (complaints[i].code == error->code)
			words = complaints[i].words;
	refuse(reader, "%s (libxml2 error %d)", words, error->code);
}

static bool same(const xmlChar *given, const xmlChar *interned, const char *name)
{
	return given == interned || (given != NULL && strcmp((const char *)given, name) == 0);
}

static bool has_name(const struct reader *reader, enum form_part part, const xmlChar *name)
{
	return same(name, reader->names[part], form_parts[part].name);
}

/* Which child of the open element this is, or PART_NONE. */
static enum form_part part_named(
	const struct reader *reader, const xmlChar *name, const xmlChar *namespace)
{
	if (!same(namespace, reader->namespace, reader->dialect->namespace))
		return PART_NONE;
	if (reader->part == PART_NONE)
		return has_name(reader, reader->dialect->root, name) ? reader->dialect->root
								     : PART_NONE;
	const struct form_rule *rule = &form_parts[reader->part];
	if (rule->first == PART_NONE)
		return PART_NONE;
	for (enum form_part part = reader->near < rule->first ? rule->first : reader->near;
		part <= rule->last; part++)
		if (name == reader->names[part])
			return part;
	for (enum form_part part = rule->first; part <= rule->last; part++)
		if (has_name(reader, part, name))
			return part;
	return PART_NONE;
}

/* The number of an attribute among those of its element; `guess` is tried first. -1: not one. */
static int attribute_named(const struct reader *reader, enum form_part part, const xmlChar *name,
	const xmlChar *namespace, unsigned guess)
{
	const struct form_rule *rule = &form_parts[part];
	if (namespace != NULL)
		return -1;
	if (guess < rule->attribute_count && name == reader->attributes[part][guess])
		return (int)guess;
	for (unsigned i = 0; i < rule->attribute_count; i++)
		if (same(name, reader->attributes[part][i], rule->attributes[i].name))
			return (int)i;
	return -1;
}

/* xsi:schemaLocation may stand anywhere (XML Schema part 1, section 3.4.4) and is not followed. */
static bool is_schema_hint(const xmlChar *name, const xmlChar *namespace)
{
	return namespace != NULL && strcmp((const char *)namespace, SCHEMA_INSTANCE) == 0 &&
	       (strcmp((const char *)name, "schemaLocation") == 0 ||
		       strcmp((const char *)name, "noNamespaceSchemaLocation") == 0);
}

static void refuse_name(struct reader *reader, const char *what, const xmlChar *name)
{
	if (strcmp((const char *)name, "individual-number") == 0) {
		refuse(reader, "an individual-number (個人番号) must not be in the export; "
			       "hint: export again without it");
		return;
	}
	size_t shown = strnlen((const char *)name, 60);
	while (shown > 0 && (name[shown] & 0xC0) == 0x80)
		shown--; /* whole characters */
	refuse(reader, "an %s that %s does not know here: \"%.*s\"", what, reader->dialect->schema,
		(int)shown, (const char *)name);
}

/* One attribute is five pointers: local name, prefix, namespace, value, its end. */
static void start_element(void *context, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *namespace, int namespace_count, const xmlChar **namespaces,
	int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct reader *reader = context;
	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (reader->stopped)
		return;
	enum form_part part = part_named(reader, name, namespace);
	if (part == PART_NONE) {
		refuse_name(reader, "element", name);
		return;
	}
	if (form_is_root(part) || form_is_record(part))
		form_open(&reader->form, line_of(reader));
	form_enter(&reader->form, part);
	unsigned given = 0, guess = 0;
	for (const xmlChar **at = attributes; attribute_count-- > 0; at += 5) {
		int index = attribute_named(reader, part, at[0], at[2], guess);
		if (index < 0 && is_schema_hint(at[0], at[2]))
			continue;
		if (index < 0) {
			refuse_name(reader, "attribute", at[0]);
			return;
		}
		form_attribute(&reader->form, &form_parts[part].attributes[index],
			(const char *)at[3], (size_t)(at[4] - at[3]));
		given |= 1u << index;
		guess = (unsigned)index + 1;
	}
	form_given(&reader->form, part, given);
	reader->part = reader->near = part;
	if (form_is_root(part))
		reader->stopped =
			!roll_open(&reader->roll, &reader->form, line_of(reader), reader->why);
	else if (form_is_record(part))
		roll_expect(&reader->roll, &reader->form);
}

static void end_element(
	void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace)
{
	struct reader *reader = context;
	(void)name, (void)prefix, (void)namespace;
	if (reader->stopped)
		return;
	enum form_part part = reader->part;
	form_leave(&reader->form, part);
	reader->part = form_parts[part].parent;
	if (form_is_record(part))
		reader->stopped = !roll_enter(&reader->roll, &reader->form, reader->why);
	else if (form_is_root(part))
		reader->closed = true;
}

static void characters(void *context, const xmlChar *text, int length)
{
	struct reader *reader = context;
	if (reader->stopped)
		return;
	if (form_parts[reader->part].text != NULL) {
		form_text(&reader->form, (const char *)text, (size_t)length);
		return;
	}
	for (int i = 0; i < length; i++) {
		if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r')
			continue;
		if (form_is_root(reader->part))
			refuse(reader, "text between the %ss", reader->dialect->noun);
		else
			form_stray(&reader->form, reader->part);
		return;
	}
}

static void doctype(
	void *context, const xmlChar *name, const xmlChar *public, const xmlChar *system)
{
	struct reader *reader = context;
	(void)name, (void)public, (void)system;
	refuse(reader, "a DOCTYPE is not allowed");
}

/* Called once the XML declaration has been read. */
static void check_encoding(void *context)
{
	static const char *const allowed[] = {
		"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "CP932", "ASCII", "US-ASCII"};
	struct reader *reader = context;
	const xmlParserInput *input = reader->parser->input;
	if (input == NULL || input->buf == NULL || input->buf->encoder == NULL)
		return; /* UTF-8 as it stands */
	const char *name = input->buf->encoder->name;
	for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
		if (strcasecmp(name, allowed[i]) == 0)
			return;
	refuse(reader, "the encoding is none of UTF-8, UTF-16, Windows-31J (CP932, Shift_JIS)");
}

/* glibc's Shift_JIS is the standard's, without ①, 髙 and the vendors' additions; exports that
 * say Shift_JIS mean Windows-31J. */
static void alias_encodings(void)
{
	static const char *const meant[] = {"Shift_JIS", "Shift-JIS", "SJIS", "x-sjis", "MS_Kanji",
		"csShiftJIS", "Windows-31J", "csWindows31J", "MS932"};
	for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
		xmlAddEncodingAlias("CP932", meant[i]);
}

static void intern_names(struct reader *reader)
{
	xmlDictPtr dictionary = reader->parser->dict;
	reader->namespace = xmlDictLookup(dictionary, BAD_CAST reader->dialect->namespace, -1);
	for (int part = 0; part < FORM_PARTS; part++) {
		const struct form_rule *rule = &form_parts[part];
		reader->names[part] = xmlDictLookup(dictionary, BAD_CAST rule->name, -1);
		for (unsigned i = 0; i < rule->attribute_count; i++)
			reader->attributes[part][i] =
				xmlDictLookup(dictionary, BAD_CAST rule->attributes[i].name, -1);
	}
}

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

/* What the parser does not tell: bytes left over behind the root (it takes a NUL for the end, and
 * half a character of a multi-byte encoding for nothing), a root never opened or closed, fewer
 * residents than announced. */
static void check_end(struct reader *reader, int answer)
{
	const xmlParserCtxt *parser = reader->parser;
	const xmlParserInput *input = parser->input;
	char byte;
	size_t got = 0;
	if (reader->stopped)
		return;
	if (answer != 0 || !parser->wellFormed || !parser->nsWellFormed ||
		parser->errNo != XML_ERR_OK || !reader->closed) {
		refuse(reader, "not well-formed XML");
		return;
	}
	if (!source_read(reader->source, &byte, 1, &got, reader->why)) {
		reader->stopped = true;
		return;
	}
	if (got > 0 || input == NULL || input->cur < input->end || input->buf == NULL ||
		input->buf->error != 0 ||
		(input->buf->raw != NULL && xmlBufUse(input->buf->raw) > 0)) {
		refuse(reader, "something stands behind the end of the %s",
			reader->dialect->root_name);
		return;
	}
	reader->stopped =
		!roll_complete(&reader->roll, &reader->form, line_of(reader), reader->why);
}

static void parse(struct reader *reader)
{
	static const xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startDocument = check_encoding,
		.internalSubset = doctype,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.ignorableWhitespace = characters, /* the same: then the parser does not look */
		.cdataBlock = characters,
		.serror = complain,
	};
	xmlInitParser();
	alias_encodings();
	xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
	xmlSetExternalEntityLoader(load_nothing);
	/* Errors of input and encoding come past the handler. */
	xmlSetStructuredErrorFunc(reader, complain);
	xmlSAXHandler own = handler;
	reader->parser =
		xmlCreateIOParserCtxt(&own, reader, feed, NULL, reader, XML_CHAR_ENCODING_NONE);
	if (reader->parser == NULL) {
		if (!reader->stopped)
			fault_set(reader->why, FAULT_INTERNAL, "%s: no parser", reader->path);
		reader->stopped = true;
		goto out;
	}
	xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES);
	intern_names(reader);
	check_end(reader, xmlParseDocument(reader->parser));
out:
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlSetExternalEntityLoader(loader);
	if (reader->parser != NULL && reader->parser->myDoc != NULL) {
		xmlFreeDoc(reader->parser->myDoc);
		reader->parser->myDoc = NULL;
	}
	xmlFreeParserCtxt(reader->parser);
}

static bool export_read(const struct dialect *dialect, const char *path,
	const struct register_visitor *visitor, struct register_summary *summary, struct fault *why)
{
	struct arena *arena = arena_open();
	struct reader *reader = arena_alloc(arena, sizeof *reader);
	reader->dialect = dialect;
	reader->path = path;
	reader->roll.path = path;
	reader->roll.noun = dialect->noun;
	reader->roll.visitor = visitor;
	reader->why = why;
	reader->part = PART_NONE;
	bool done = false;
	if (!source_open(path, arena, &reader->source, why))
		goto out;
	parse(reader);
	done = !reader->stopped;
	if (!done)
		goto out;
	summary->read = reader->roll.read;
	summary->aside = reader->roll.aside;
	summary->holders = summary->orphans = 0;
	source_digest(reader->source, summary->digest);
	if (visitor->progress != NULL)
		visitor->progress(visitor->context, source_done(reader->source),
			source_total(reader->source));
out:
	roll_close(&reader->roll);
	source_close(reader->source);
	arena_close(arena);
	return done;
}

bool register_read(const char *path, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	return export_read(&register_dialect, path, visitor, summary, why);
}

bool holders_read(const char *path, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	return export_read(&cards_dialect, path, visitor, summary, why);
}
