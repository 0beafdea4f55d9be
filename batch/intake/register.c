#include "intake/register.h"

#include "intake/form.h"
#include "intake/ids.h"
#include "intake/source.h"

#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REGISTER_NAMESPACE "urn:kigen:register:1"
#define SCHEMA_INSTANCE    "http://www.w3.org/2001/XMLSchema-instance"

enum { PROGRESS_BYTES = 1024 * 1024 };

struct reader {
	const char *path;
	const struct register_visitor *visitor;
	struct fault *why;
	/* *why is set: the parser is given no more bytes and its calls are ignored until it comes to
	 * the end of the few it has. (xmlStopParser inside a complaint about the encoding leaves
	 * libxml2 2.9 with a freed input.) */
	bool stopped;
	struct source *source;
	uint64_t told; /* progress: at this many bytes */
	xmlParserCtxtPtr parser;
	struct ids *ids;
	uint64_t id_hash; /* of the present resident; 0 when its id cannot be read */
	long read, aside;
	enum form_part part; /* the innermost open element; PART_NONE outside the root */
	enum form_part near; /* the part that began last: the next one is likely near behind it */
	bool closed;         /* the root has ended */
	char municipality[8];
	/* The names as the parser interns them, so that one is known by its address. */
	const xmlChar *names[FORM_PARTS], *namespace;
	const xmlChar *attributes[FORM_PARTS][FORM_ATTRIBUTES_MAX];
	struct form form;
};

static long line_of(const struct reader *reader)
{
	const xmlParserInput *input = reader->parser->input;
	return input == NULL ? 0 : input->line;
}

/* Ends the reading with a message that begins with file and line. The first reason stays. */
__attribute__((format(printf, 3, 4))) static void refuse(
	struct reader *reader, long line, const char *format, ...)
{
	char words[512];
	va_list values;
	if (reader->stopped)
		return;
	va_start(values, format);
	vsnprintf(words, sizeof words, format, values);
	va_end(values);
	fault_set(reader->why, FAULT_REGISTER, "%s:%ld: %s", reader->path, line, words);
	reader->stopped = true;
}

static void tell_progress(struct reader *reader)
{
	uint64_t done = source_done(reader->source);
	if (reader->visitor->progress == NULL || done < reader->told + PROGRESS_BYTES)
		return;
	reader->told = done;
	reader->visitor->progress(reader->visitor->context, done, source_total(reader->source));
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

/* Everything the parser complains of ends the reading; warnings (an odd namespace name on some
 * element) do not. Words that quote the file could quote a person: only the code is passed on. */
static void complain(void *context, xmlErrorPtr error)
{
	struct reader *reader = context;
	if (error->level < XML_ERR_ERROR)
		return;
	switch (error->code) {
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_ENCODING:
	case XML_ERR_UNKNOWN_ENCODING:
	case XML_ERR_UNSUPPORTED_ENCODING:
	case XML_I18N_CONV_FAILED:
	case XML_IO_ENCODER:
		refuse(reader, line_of(reader),
			"bytes that are no text in the encoding of the file (libxml2 error %d); "
			"hint: name the encoding in the first line (UTF-8, Windows-31J)",
			error->code);
		break;
	case XML_ERR_UNDECLARED_ENTITY:
		refuse(reader, line_of(reader), "an entity that XML does not define");
		break;
	case XML_ERR_DOCUMENT_EMPTY:
	case XML_ERR_DOCUMENT_END:
	case XML_ERR_TAG_NOT_FINISHED:
		refuse(reader, line_of(reader),
			"the file is cut off or has something behind its end (libxml2 error %d)",
			error->code);
		break;
	default:
		refuse(reader, line_of(reader), "not well-formed XML (libxml2 error %d)",
			error->code);
	}
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
	if (!same(namespace, reader->namespace, REGISTER_NAMESPACE))
		return PART_NONE;
	if (reader->part == PART_NONE)
		return has_name(reader, PART_REGISTER, name) ? PART_REGISTER : PART_NONE;
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
	if (strcmp((const char *)name, "individual-number") == 0)
		refuse(reader, line_of(reader),
			"an individual-number (個人番号) must not be in the export; "
			"hint: export again without it");
	else
		refuse(reader, line_of(reader),
			"an %s that register.xsd does not know here: \"%.60s\"", what,
			(const char *)name);
}

static void begin_register(struct reader *reader)
{
	struct form *form = &reader->form;
	if (form->trouble != TROUBLE_NONE) {
		refuse(reader, line_of(reader), "%s %s", form->where,
			trouble_words[form->trouble].words);
		return;
	}
	memcpy(reader->municipality, form->head.municipality, 7);
	form->head.municipality = reader->municipality;
	reader->ids = ids_open((size_t)form->head.residents);
	if (!reader->visitor->head(reader->visitor->context, &form->head, reader->why))
		reader->stopped = true;
}

/* Before the rest of the resident is read, so that the set's memory is at hand by its end. */
static void begin_resident(struct reader *reader)
{
	const char *id = reader->form.resident.id;
	reader->id_hash = id == NULL ? 0 : ids_hash(reader->ids, id, strlen(id));
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
	if (part <= PART_RESIDENT)
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
	if (part == PART_REGISTER)
		begin_register(reader);
	else if (part == PART_RESIDENT)
		begin_resident(reader);
}

static void end_resident(struct reader *reader)
{
	const struct form *form = &reader->form;
	const struct register_visitor *visitor = reader->visitor;
	const struct resident *resident = &form->resident;
	if (++reader->read > form->head.residents) {
		refuse(reader, resident->line,
			"more residents than the %ld that the root announces",
			form->head.residents);
		return;
	}
	if (reader->id_hash != 0 && !ids_add(reader->ids, reader->id_hash)) {
		refuse(reader, resident->line, "resident %s comes a second time", resident->id);
		return;
	}
	bool on;
	if (form->trouble == TROUBLE_NONE) {
		on = visitor->resident(visitor->context, resident, reader->why);
	} else {
		char message[128];
		const struct trouble_words *trouble = &trouble_words[form->trouble];
		snprintf(message, sizeof message, "%s %s", form->where, trouble->words);
		reader->aside++;
		on = visitor->aside(visitor->context, resident->line,
			resident->id == NULL ? "" : resident->id, trouble->code, message,
			reader->why);
	}
	if (!on)
		reader->stopped = true;
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
	if (part == PART_RESIDENT)
		end_resident(reader);
	else if (part == PART_REGISTER)
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
		if (reader->part == PART_REGISTER)
			refuse(reader, line_of(reader), "text between the residents");
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
	refuse(reader, line_of(reader), "a DOCTYPE is not allowed");
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
	refuse(reader, line_of(reader),
		"the encoding is none of UTF-8, UTF-16, Windows-31J (CP932, Shift_JIS)");
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
	reader->namespace = xmlDictLookup(dictionary, BAD_CAST REGISTER_NAMESPACE, -1);
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
		refuse(reader, line_of(reader), "not well-formed XML");
		return;
	}
	if (!source_read(reader->source, &byte, 1, &got, reader->why)) {
		reader->stopped = true;
		return;
	}
	if (got > 0 || input == NULL || input->cur < input->end || input->buf == NULL ||
		input->buf->error != 0 ||
		(input->buf->raw != NULL && xmlBufUse(input->buf->raw) > 0)) {
		refuse(reader, line_of(reader), "something stands behind the end of the register");
		return;
	}
	if (reader->read != reader->form.head.residents)
		refuse(reader, line_of(reader), "%ld residents, but the root announces %ld",
			reader->read, reader->form.head.residents);
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

bool register_read(const char *path, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	struct arena *arena = arena_open();
	struct reader *reader = arena_alloc(arena, sizeof *reader);
	reader->path = path;
	reader->visitor = visitor;
	reader->why = why;
	reader->part = PART_NONE;
	bool done = false;
	if (!source_open(path, arena, &reader->source, why))
		goto out;
	parse(reader);
	done = !reader->stopped;
	if (!done)
		goto out;
	summary->read = reader->read;
	summary->aside = reader->aside;
	source_digest(reader->source, summary->digest);
	if (visitor->progress != NULL)
		visitor->progress(visitor->context, source_done(reader->source),
			source_total(reader->source));
out:
	ids_close(reader->ids);
	source_close(reader->source);
	arena_close(arena);
	return done;
}
