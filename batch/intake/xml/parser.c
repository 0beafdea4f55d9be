#include "intake/xml/parser.h"

#include "base/phrase.h"
#include "intake/xml/windows_31j.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* libxml2 is fed from the source, and its calls go to whoever reads. Whatever it complains of ends
 * the reading; of its words only the code is passed on, for they may quote the file, which could
 * name a person. A file that declares Windows-31J is turned into UTF-8 before the library sees it,
 * by what CSV is turned with, which is many times faster than what the library would ask. */

enum { RAW_BYTES = 16 * 1024 };

/* What the library is given as its context: the address of the parser, which is that of whoever
 * reads. The calls for pieces and the like stand beside it while it runs. */
struct feeder {
	struct parser *parser;
	const struct parser_calls *calls;
	struct arena *arena;
	struct windows_31j *converter; /* NULL: the bytes go to the library as they stand */
	char *raw, *text;              /* of a converter, as what follows */
	size_t kept;                   /* bytes of half a sign at the head of raw */
	size_t at, end;                /* of the text, what has not been handed over */
	bool bad;                      /* behind it stand bytes that are no sign */
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
	vsnprintf(words, sizeof words, phrase(format), values);
	va_end(values);
	fault_set(parser->why, FAULT_REGISTER, "%s:%ld: %s%s", parser->path, parser_line(parser),
		parser->about == NULL ? "" : parser->about, words);
	parser->stopped = true;
}

#define ENCODING PHRASE("bytes that are no text in the encoding of the file")

/* The name of the encoding in an XML declaration at the head of some bytes; NULL: there is none. */
static const char *declared_encoding(const char *bytes, size_t length, size_t *name_length)
{
	static const char word[] = "encoding";
	const char *close = memmem(bytes, length, "?>", 2);
	if (length < 5 || memcmp(bytes, "<?xml", 5) != 0 || close == NULL)
		return NULL;
	const char *at = memmem(bytes, (size_t)(close - bytes), word, sizeof word - 1);
	if (at == NULL)
		return NULL;
	at += sizeof word - 1;
	at += strspn(at, " \t\r\n=");
	const char *end =
		*at == '"' || *at == '\'' ? memchr(at + 1, *at, (size_t)(close - at)) : NULL;
	*name_length = end == NULL ? 0 : (size_t)(end - at - 1);
	return end == NULL ? NULL : at + 1;
}

static bool open_feeder(struct feeder *feeder, struct fault *why)
{
	const char *bytes;
	size_t got, length;
	if (!source_peek(feeder->parser->source, &bytes, &got, why))
		return false;
	const char *name = declared_encoding(bytes, got, &length);
	if (name == NULL || !windows_31j_is_called(name, length))
		return true;
	feeder->raw = arena_alloc(feeder->arena, RAW_BYTES);
	feeder->text = arena_alloc(feeder->arena, RAW_BYTES * WINDOWS_31J_GROWTH);
	return windows_31j_open(feeder->arena, &feeder->converter, why);
}

/* Turns the next bytes; at == end afterwards is the end of the file. */
static bool turn_more(struct feeder *feeder)
{
	struct parser *parser = feeder->parser;
	size_t got = 1;
	feeder->at = feeder->end = 0;
	while (feeder->end == 0 && got > 0 && !feeder->bad) {
		if (!source_read(parser->source, feeder->raw + feeder->kept,
			    RAW_BYTES - feeder->kept, &got, parser->why)) {
			parser->stopped = true;
			return false;
		}
		const char *from = feeder->raw;
		size_t left = feeder->kept + got;
		if (windows_31j_is_utf_8(from, left))
			parser_refuse(parser, "the file says that it is Windows-31J, and its bytes "
					      "are UTF-8; hint: declare encoding=\"UTF-8\"");
		if (parser->stopped)
			return false;
		feeder->bad = !windows_31j_turn(
			feeder->converter, &from, &left, feeder->text, &feeder->end);
		feeder->kept = left;
		feeder->bad |= got == 0 && left > 0;
		if (!feeder->bad)
			memmove(feeder->raw, from, left);
	}
	if (feeder->end == 0 && feeder->bad)
		parser_refuse(parser, ENCODING);
	return !parser->stopped;
}

/* The next bytes for the library. */
static bool read_on(struct feeder *feeder, char *out, size_t size, size_t *got)
{
	struct parser *parser = feeder->parser;
	if (feeder->converter == NULL) {
		parser->stopped |= !source_read(parser->source, out, size, got, parser->why);
		return !parser->stopped;
	}
	if (feeder->at == feeder->end && !turn_more(feeder))
		return false;
	*got = feeder->end - feeder->at;
	*got = *got < size ? *got : size;
	memcpy(out, feeder->text + feeder->at, *got);
	feeder->at += *got;
	return true;
}

static int feed_parser(void *context, char *out, int size)
{
	struct feeder *feeder = context;
	size_t got;
	if (feeder->parser->stopped || size <= 0)
		return 0;
	if (!read_on(feeder, out, (size_t)size, &got))
		return -1;
	feeder->calls->fed(feeder->parser);
	return (int)got;
}

/* What the common complaints of the parser mean to whoever made the file. */
static const struct {
	int code;
	const char *words;
} complaints[] = {
	{XML_ERR_INVALID_CHAR, ENCODING},
	{XML_ERR_INVALID_ENCODING, ENCODING},
	{XML_ERR_UNKNOWN_ENCODING, ENCODING},
	{XML_ERR_UNSUPPORTED_ENCODING, ENCODING},
	{XML_I18N_CONV_FAILED, ENCODING},
	{XML_IO_ENCODER, ENCODING},
	{XML_ERR_UNDECLARED_ENTITY, PHRASE("an entity that XML does not define")},
	{XML_ERR_DOCUMENT_EMPTY, PHRASE("no XML at all")},
	{XML_ERR_DOCUMENT_END, PHRASE("the file is cut off or goes on behind its end")},
	{XML_ERR_TAG_NOT_FINISHED, PHRASE("the file is cut off")},
};

/* What lies before the parser, of a file that it takes for UTF-8. */
static bool windows_31j_ahead(const struct parser *parser)
{
	const xmlParserCtxt *engine = parser->engine;
	const xmlParserInput *input = engine == NULL ? NULL : engine->input;
	if (input == NULL || input->cur == NULL || input->cur >= input->end || input->buf == NULL ||
		input->buf->encoder != NULL)
		return false;
	return windows_31j_reads((const char *)input->cur, (size_t)(input->end - input->cur));
}

/* Everything the parser complains of ends the reading; warnings (an odd namespace name on some
 * element) do not. Its own words may quote the file, which could name a person: only the code is
 * passed on. */
static void take_error(void *context, xmlErrorPtr error)
{
	const char *words = PHRASE("not well-formed XML"), *meant = "";
	struct parser *parser = context;
	if (error->level < XML_ERR_ERROR)
		return;
	for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
		if (complaints[i].code == error->code)
			words = complaints[i].words;
	if (!parser->stopped && strcmp(words, ENCODING) == 0 && windows_31j_ahead(parser))
		meant = phrase("; hint: they read as Windows-31J, which the file must declare");
	parser_refuse(parser, "%s (libxml2 error %d)%s", phrase(words), error->code, meant);
}

static void refuse_doctype(
	void *context, const xmlChar *name, const xmlChar *public, const xmlChar *system)
{
	struct parser *parser = context;
	(void)name, (void)public, (void)system;
	parser_refuse(parser, "a DOCTYPE is not allowed");
}

/* Called once the XML declaration has been read, whose Windows-31J the library is not told of. */
static void check_encoding(void *context)
{
	static const char *const allowed[] = {
		"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII"};
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

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr engine)
{
	(void)url, (void)id, (void)engine;
	return NULL;
}

/* What the library does not tell: bytes left over behind the root (it takes a NUL for the end, and
 * half a character of a multi-byte encoding for nothing), a root never opened or closed. */
static void check_end(struct feeder *feeder, const char *title, int answer)
{
	struct parser *parser = feeder->parser;
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
	if (!read_on(feeder, &byte, 1, &got))
		return;
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
	struct feeder feeder = {.parser = parser, .calls = calls, .arena = arena_open()};
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
	int options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES;
	parser->stopped = !open_feeder(&feeder, parser->why);
	xmlInitParser();
	xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
	xmlSetExternalEntityLoader(load_nothing);
	/* Errors of input and encoding come past the handler. */
	xmlSetStructuredErrorFunc(parser, take_error);
	if (!parser->stopped)
		parser->engine = xmlCreateIOParserCtxt(
			&handler, parser, feed_parser, NULL, &feeder, XML_CHAR_ENCODING_NONE);
	if (parser->engine == NULL) {
		if (!parser->stopped)
			fault_set(parser->why, FAULT_INTERNAL, "%s: no parser", parser->path);
		parser->stopped = true;
		goto out;
	}
	xmlCtxtUseOptions(
		parser->engine, options | (feeder.converter == NULL ? 0 : XML_PARSE_IGNORE_ENC));
	calls->begin(parser);
	check_end(&feeder, title, xmlParseDocument(parser->engine));
	if (!parser->stopped)
		calls->complete(parser);
out:
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlSetExternalEntityLoader(loader);
	close_engine(parser);
	windows_31j_close(feeder.converter);
	arena_close(feeder.arena);
}
