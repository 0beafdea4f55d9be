#include "intake/xml/parser.h"

#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* libxml2 is fed from the source, and its calls go to whoever reads. Whatever it complains of ends
 * the reading; of its words only the code is passed on, for they may quote the file, which could
 * name a person. */

/* What the library is given as its context: the address of the parser, which is that of whoever
 * reads. The calls for pieces and the like stand beside it while it runs. */
struct feeder {
	struct parser *parser;
	const struct parser_calls *calls;
};

long parser_line(const struct parser *parser)
{
	const xmlParserCtxt *engine = parser->engine;
	return engine == NULL || engine->input == NULL ? 0 : engine->input->line;
}

const char *parser_intern(struct parser *parser, const char *text)
{
	const xmlParserCtxt *engine = parser->engine;
	return (const char *)xmlDictLookup(engine->dict, BAD_CAST text, -1);
}

void parser_refuse(struct parser *parser, const char *format, ...)
{
	char words[512];
	va_list values;
	if (parser->stopped)
		return;
	va_start(values, format);
	vsnprintf(words, sizeof words, format, values);
	va_end(values);
	fault_set(parser->why, FAULT_REGISTER, "%s:%ld: %s%s", parser->path, parser_line(parser),
		parser->about == NULL ? "" : parser->about, words);
	parser->stopped = true;
}

static int feed_parser(void *context, char *out, int size)
{
	const struct feeder *feeder = context;
	struct parser *parser = feeder->parser;
	size_t got;
	if (parser->stopped || size <= 0)
		return 0;
	if (!source_read(parser->source, out, (size_t)size, &got, parser->why)) {
		parser->stopped = true;
		return -1;
	}
	feeder->calls->fed(parser);
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
static void take_error(void *context, xmlErrorPtr error)
{
	const char *words = "not well-formed XML";
	struct parser *parser = context;
	if (error->level < XML_ERR_ERROR)
		return;
	for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
		if (complaints[i].code == error->code)
			words = complaints[i].words;
	parser_refuse(parser, "%s (libxml2 error %d)", words, error->code);
}

static void refuse_doctype(
	void *context, const xmlChar *name, const xmlChar *public, const xmlChar *system)
{
	struct parser *parser = context;
	(void)name, (void)public, (void)system;
	parser_refuse(parser, "a DOCTYPE is not allowed");
}

/* Called once the XML declaration has been read. */
static void check_encoding(void *context)
{
	static const char *const allowed[] = {
		"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "CP932", "ASCII", "US-ASCII"};
	struct parser *parser = context;
	const xmlParserCtxt *engine = parser->engine;
	const xmlParserInput *input = engine->input;
	if (input == NULL || input->buf == NULL || input->buf->encoder == NULL)
		return; /* UTF-8 as it stands */
	const char *name = input->buf->encoder->name;
	for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
		if (strcasecmp(name, allowed[i]) == 0)
			return;
	parser_refuse(
		parser, "the encoding is none of UTF-8, UTF-16, Windows-31J (CP932, Shift_JIS)");
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

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr engine)
{
	(void)url, (void)id, (void)engine;
	return NULL;
}

/* What the library does not tell: bytes left over behind the root (it takes a NUL for the end, and
 * half a character of a multi-byte encoding for nothing), a root never opened or closed. */
static void check_end(struct parser *parser, const char *title, int answer)
{
	const xmlParserCtxt *engine = parser->engine;
	const xmlParserInput *input = engine->input;
	char byte;
	size_t got = 0;
	if (parser->stopped)
		return;
	if (answer != 0 || !engine->wellFormed || !engine->nsWellFormed ||
		engine->errNo != XML_ERR_OK) {
		parser_refuse(parser, "not well-formed XML");
		return;
	}
	if (!source_read(parser->source, &byte, 1, &got, parser->why)) {
		parser->stopped = true;
		return;
	}
	if (got > 0 || input == NULL || input->cur < input->end || input->buf == NULL ||
		input->buf->error != 0 ||
		(input->buf->raw != NULL && xmlBufUse(input->buf->raw) > 0))
		parser_refuse(parser, "something stands behind the end of the %s", title);
}

static void close_engine(struct parser *parser)
{
	xmlParserCtxtPtr engine = parser->engine;
	if (engine != NULL && engine->myDoc != NULL) {
		xmlFreeDoc(engine->myDoc);
		engine->myDoc = NULL;
	}
	xmlFreeParserCtxt(engine);
	parser->engine = NULL;
}

void parser_run(struct parser *parser, const struct parser_calls *calls, const char *title)
{
	struct feeder feeder = {parser, calls};
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startDocument = check_encoding,
		.internalSubset = refuse_doctype,
		.startElementNs = calls->start,
		.endElementNs = calls->end,
		.characters = calls->text,
		.ignorableWhitespace = calls->text, /* the same: then it does not look */
		.cdataBlock = calls->text,
		.serror = take_error,
	};
	xmlInitParser();
	alias_encodings();
	xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
	xmlSetExternalEntityLoader(load_nothing);
	/* Errors of input and encoding come past the handler. */
	xmlSetStructuredErrorFunc(parser, take_error);
	parser->engine = xmlCreateIOParserCtxt(
		&handler, parser, feed_parser, NULL, &feeder, XML_CHAR_ENCODING_NONE);
	if (parser->engine == NULL) {
		if (!parser->stopped)
			fault_set(parser->why, FAULT_INTERNAL, "%s: no parser", parser->path);
		parser->stopped = true;
		goto out;
	}
	xmlCtxtUseOptions(parser->engine, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES);
	calls->begin(parser);
	check_end(parser, title, xmlParseDocument(parser->engine));
	if (!parser->stopped)
		calls->complete(parser);
out:
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlSetExternalEntityLoader(loader);
	close_engine(parser);
}
