#ifndef INTAKE_XML_PARSER_H
#define INTAKE_XML_PARSER_H

#include "base/fault.h"
#include "intake/xml/source.h"

#include <stdbool.h>

/*
 * The streaming XML parser behind the register: it is fed from a source, refuses what no export may
 * hold whatever its names are (a DOCTYPE, an encoding that is none of ours, ill-formed XML, bytes
 * behind the end), and calls for each element and text. Nothing is fetched from anywhere.
 *
 * Whoever reads holds a struct parser as the first member of a struct of its own, and the calls are
 * given the address of both.
 */
struct parser {
	const char *path;  /* for messages */
	const char *about; /* stands in front of what they say: "set cards: "; NULL: nothing */
	struct source *source;
	struct fault *why;
	/* *why is set: the parser is given no more bytes, and calls are to be ignored until it
	 * comes to the end of the few it has. (xmlStopParser inside a complaint about the encoding
	 * leaves libxml2 2.9 with a freed input.) */
	bool stopped;
	void *engine; /* the library's own */
};

/* The shapes are the library's (SAX2), so that nothing stands between: names are interned (the same
 * text, the same address), a namespace is NULL for none, an attribute is five pointers: name,
 * prefix, namespace, value, end of the value. */
struct parser_calls {
	void (*start)(void *context, const unsigned char *name, const unsigned char *prefix,
		const unsigned char *namespace, int namespace_count,
		const unsigned char **namespaces, int attribute_count, int defaulted,
		const unsigned char **attributes);
	void (*end)(void *context, const unsigned char *name, const unsigned char *prefix,
		const unsigned char *namespace);
	void (*text)(void *context, const unsigned char *text, int length);
	/* After each piece that was read; before the first element everything is set up. */
	void (*fed)(void *context);
	/* Before the first byte: names may be interned. */
	void (*begin)(void *context);
	/* The file has ended in good order, the parser is still there: the last word. */
	void (*complete)(void *context);
};

/* Reads it all; what went wrong stands in parser->why, and parser->stopped is true. `title` is what
 * the file is, for messages ("register"). */
void parser_run(struct parser *parser, const struct parser_calls *calls, const char *title);

/* The line that is being read, from 1. */
long parser_line(const struct parser *parser);

/* The address by which a name will be shown. */
const char *parser_intern(struct parser *parser, const char *text);

/* Ends the reading with FAULT_REGISTER and a message that begins with file and line. The first
 * reason stays. */
void parser_refuse(struct parser *parser, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
