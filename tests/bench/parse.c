/* A bare SAX2 pull parse of a file with empty callbacks: what the register's reading is held
 * against. It is fed from a buffer of the same size as intake/xml/source.c uses. usage: parse FILE
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <string.h>
#include <unistd.h>

struct feeder {
	int file;
	size_t at, end;
	char bytes[128 * 1024];
};

static int feed(void *context, char *out, int size)
{
	struct feeder *feeder = context;
	if (feeder->at == feeder->end) {
		ssize_t got = read(feeder->file, feeder->bytes, sizeof feeder->bytes);
		if (got < 0)
			return -1;
		feeder->at = 0;
		feeder->end = (size_t)got;
	}
	size_t here = feeder->end - feeder->at;
	if (here > (size_t)size)
		here = (size_t)size;
	memcpy(out, feeder->bytes + feeder->at, here);
	feeder->at += here;
	return (int)here;
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *namespace, int namespace_count, const xmlChar **namespaces,
	int attribute_count, int defaulted, const xmlChar **attributes)
{
	(void)context, (void)name, (void)prefix, (void)namespace, (void)namespace_count;
	(void)namespaces, (void)attribute_count, (void)defaulted, (void)attributes;
}

static void end_element(
	void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace)
{
	(void)context, (void)name, (void)prefix, (void)namespace;
}

static void characters(void *context, const xmlChar *text, int length)
{
	(void)context, (void)text, (void)length;
}

int main(int count, char **words)
{
	static struct feeder feeder;
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
	};
	if (count != 2 || (feeder.file = open(words[1], O_RDONLY)) < 0)
		return 64;
	xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(
		&handler, &feeder, feed, NULL, &feeder, XML_CHAR_ENCODING_NONE);
	if (parser == NULL)
		return 70;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT);
	int answer = xmlParseDocument(parser);
	xmlFreeParserCtxt(parser);
	return answer == 0 ? 0 : 65;
}
