#include "intake/xml/tree.h"

#include "base/embedded.h"
#include "base/phrase.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What would make a small file expensive, its size and the attributes of a tag, is refused before
 * it is parsed. Out of libxml2 a tree is copied only when it is valid: nobody sees one that the
 * schema refuses. */

enum { TREE_BYTES_MAX = 4 * 1024 * 1024, TREE_ATTRIBUTES_MAX = 256 };

/* The first complaint of the parser or the schema; later ones mostly follow from it. */
struct complaint {
	const char *path;
	struct fault *why;
	bool made;
};

/* What a schema had once: of it the complaint says how it is written now. */
static const struct {
	const char *namespace, *name, *instead;
} retired[] = {
	{"urn:kigen:office:1", "vocabularies",
		PHRASE("vocabularies are written as an export description now: <element name=\"A\" "
		       "is=\"card\"/> with <attribute element=\"card\" name=\"B\" is=\"state\"/> becomes "
		       "<take item=\"A/@B\" field=\"card/state\"/>, a <value> a <code>, a <refused> a "
		       "<refuse>; hint: cron/exports/vendor.xml is one, named in <files export=\"FILE\"/>")},
};

/* The words for an element that the schema has no longer, or NULL. */
static const char *retired_words(const xmlError *error)
{
	const xmlNode *node = error->node;
	if (error->domain != XML_FROM_SCHEMASV || error->code != XML_SCHEMAV_ELEMENT_CONTENT ||
		node == NULL || node->ns == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof retired / sizeof retired[0]; i++)
		if (xmlStrEqual(node->name, BAD_CAST retired[i].name) &&
			xmlStrEqual(node->ns->href, BAD_CAST retired[i].namespace))
			return phrase(retired[i].instead);
	return NULL;
}

static void take_error(void *context, xmlErrorPtr error)
{
	struct complaint *complaint = context;
	if (complaint->made)
		return;
	complaint->made = true;
	const char *words = retired_words(error);
	if (words == NULL)
		words = error->message == NULL ? phrase("not valid") : error->message;
	size_t length = strcspn(words, "\n");
	fault_set(complaint->why, FAULT_OFFICE, "%s:%d: %.*s", complaint->path, error->line,
		(int)length, words);
}

bool tree_file(const char *path, struct arena *arena, const char **bytes, size_t *length,
	struct fault *why)
{
	/* Without O_NONBLOCK a FIFO would be waited for here already. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0)
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	struct stat status;
	bool done = false;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
		fault_set(why, FAULT_INPUT, "%s: not a regular file", path);
		goto out;
	}
	if (status.st_size > TREE_BYTES_MAX) {
		fault_set(why, FAULT_OFFICE, "%s: larger than %d bytes", path, TREE_BYTES_MAX);
		goto out;
	}
	size_t size = (size_t)status.st_size, used = 0;
	char *buffer = arena_alloc(arena, size + 1);
	while (used < size) {
		ssize_t got = read(file, buffer + used, size - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fault_system(why, FAULT_INPUT, errno, "%s", path);
			goto out;
		}
		if (got == 0)
			break;
		used += (size_t)got;
	}
	*bytes = buffer;
	*length = used;
	done = true;
out:
	close(file);
	return done;
}

/* Behind the first `end` from `at` on. */
static const char *find_behind(const char *at, const char *end)
{
	const char *found = strstr(at, end);
	return found == NULL ? at + strlen(at) : found + strlen(end);
}

/* Behind the tag at `at`, with the number of its attributes: of the equals signs outside quotes. */
static const char *tag_end(const char *at, size_t *attributes)
{
	char quote = '\0';
	*attributes = 0;
	for (; *at != '\0' && (quote != '\0' || *at != '>'); at++) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else
			*attributes += *at == '=' ? 1 : 0;
	}
	return at;
}

/* The parser compares each attribute of a tag with all others: a tag of a million would hold up the
 * night. */
static bool check_tags(const char *path, const char *bytes, struct fault *why)
{
	size_t attributes;
	for (const char *at = bytes; (at = strchr(at, '<')) != NULL;) {
		if (strncmp(at, "<!--", 4) == 0)
			at = find_behind(at + 4, "-->");
		else if (strncmp(at, "<![CDATA[", 9) == 0)
			at = find_behind(at, "]]>");
		else if (strncmp(at, "<?", 2) == 0)
			at = find_behind(at, "?>");
		else if (at = tag_end(at + 1, &attributes), attributes > TREE_ATTRIBUTES_MAX)
			return fault_set(why, FAULT_OFFICE, "%s: a tag has more than %d attributes",
				path, TREE_ATTRIBUTES_MAX);
	}
	return true;
}

static const struct embedded *embedded_named(const char *name)
{
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (strcmp(file->name, name) == 0)
			return file;
	return NULL;
}

static bool validate_tree(
	xmlDocPtr document, const char *schema_name, const char *path, struct fault *why)
{
	struct complaint complaint = {.path = path, .why = why};
	xmlSchemaParserCtxtPtr parser = NULL;
	xmlSchemaPtr schema = NULL;
	xmlSchemaValidCtxtPtr validator = NULL;
	bool valid = false;

	const struct embedded *file = embedded_named(schema_name);
	if (file == NULL)
		return fault_set(why, FAULT_INTERNAL, "no embedded schema %s", schema_name);
	parser = xmlSchemaNewMemParserCtxt(file->bytes, (int)file->length);
	if (parser != NULL)
		schema = xmlSchemaParse(parser);
	if (schema != NULL)
		validator = xmlSchemaNewValidCtxt(schema);
	if (validator == NULL) {
		fault_set(why, FAULT_INTERNAL, "the embedded schema %s does not load", schema_name);
		goto out;
	}
	xmlSchemaSetValidStructuredErrors(validator, take_error, &complaint);
	/* Attributes that are absent get the schema's defaults: said there, and nowhere again. */
	xmlSchemaSetValidOptions(validator, XML_SCHEMA_VAL_VC_I_CREATE);
	valid = xmlSchemaValidateDoc(validator, document) == 0;
	if (!valid && !complaint.made)
		fault_set(why, FAULT_OFFICE, "%s: not valid by %s", path, schema_name);
out:
	xmlSchemaFreeValidCtxt(validator);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	return valid;
}

/* A value that libxml2 has no memory for is NULL like an empty one: *whole is then false. */
static const struct tree_attribute *copy_attributes(
	xmlNodePtr from, struct arena *arena, bool *whole)
{
	struct tree_attribute *first = NULL, **tail = &first;
	for (xmlAttrPtr at = from->properties; at != NULL; at = at->next) {
		struct tree_attribute *attribute = arena_alloc(arena, sizeof *attribute);
		xmlChar *value = xmlNodeListGetString(from->doc, at->children, 1);
		*whole = *whole && (value != NULL || at->children == NULL);
		attribute->name = arena_copy(arena, (const char *)at->name);
		attribute->value = value == NULL ? "" : arena_copy(arena, (const char *)value);
		xmlFree(value);
		*tail = attribute;
		tail = (struct tree_attribute **)&attribute->next;
	}
	return first;
}

/* Recursion is bounded: libxml2 refuses documents nested deeper than 256. */
static const struct tree_node *copy_nodes(xmlNodePtr from, struct arena *arena, bool *whole)
{
	struct tree_node *first = NULL, **tail = &first;
	for (; from != NULL; from = from->next) {
		bool text = from->type == XML_TEXT_NODE || from->type == XML_CDATA_SECTION_NODE;
		if (!text && from->type != XML_ELEMENT_NODE)
			continue;
		struct tree_node *node = arena_alloc(arena, sizeof *node);
		node->line = xmlGetLineNo(from);
		if (text) {
			node->text = arena_copy(arena, (const char *)from->content);
		} else {
			node->name = arena_copy(arena, (const char *)from->name);
			node->attributes = copy_attributes(from, arena, whole);
			node->first = copy_nodes(from->children, arena, whole);
		}
		*tail = node;
		tail = (struct tree_node **)&node->next;
	}
	return first;
}

/* The bytes of `path` (for messages), and the schema they are held against. */
static bool parse_tree(const char *path, const struct tree_source *read, const char *schema,
	struct arena *arena, const struct tree_node **root, struct fault *why)
{
	struct complaint complaint = {.path = path, .why = why};
	bool done = false;
	xmlDocPtr document = NULL;
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	if (parser == NULL)
		return fault_set(why, FAULT_INTERNAL, "%s: no parser", path);
	xmlSetStructuredErrorFunc(&complaint, take_error);
	document = xmlCtxtReadMemory(parser, read->bytes, (int)read->length, path, NULL,
		XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	/* What could not be kept for want of memory is left out of a tree that is called whole. */
	if (parser->errNo == XML_ERR_NO_MEMORY) {
		fault_set(why, FAULT_INTERNAL, "%s: no memory", path);
		goto out;
	}
	if (document == NULL || parser->disableSAX || !parser->wellFormed ||
		!parser->nsWellFormed) {
		if (!complaint.made)
			fault_set(why, FAULT_OFFICE, "%s: not well-formed XML", path);
		goto out;
	}
	if (document->intSubset != NULL || document->extSubset != NULL) {
		fault_set(why, FAULT_OFFICE, "%s: a DOCTYPE is not allowed", path);
		goto out;
	}
	if (!validate_tree(document, schema, path, why))
		goto out;
	bool whole = true;
	const struct tree_node *copied = copy_nodes(xmlDocGetRootElement(document), arena, &whole);
	if (!whole) {
		fault_set(why, FAULT_INTERNAL, "%s: no memory", path);
		goto out;
	}
	*root = copied;
	done = true;
out:
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeDoc(document);
	xmlFreeParserCtxt(parser);
	return done;
}

bool tree_read(const char *path, const char *schema, struct arena *arena,
	const struct tree_node **root, struct tree_source *source, struct fault *why)
{
	struct tree_source read = {NULL, 0};
	if (!tree_file(path, arena, &read.bytes, &read.length, why))
		return false;
	if (strlen(read.bytes) != read.length)
		return fault_set(why, FAULT_OFFICE,
			"%s: a NUL byte in it; hint: write the file as UTF-8", path);
	if (!check_tags(path, read.bytes, why) ||
		!parse_tree(path, &read, schema, arena, root, why))
		return false;
	if (source != NULL)
		*source = read;
	return true;
}

bool tree_embedded(const char *name, const char *schema, struct arena *arena,
	const struct tree_node **root, struct tree_source *source, struct fault *why)
{
	const struct embedded *file = embedded_named(name);
	if (file == NULL)
		return fault_set(why, FAULT_INTERNAL, "%s: not within the program", name);
	const struct tree_source read = {file->bytes, file->length};
	if (source != NULL)
		*source = read;
	return parse_tree(name, &read, schema, arena, root, why);
}

static const struct tree_node *element_from(const struct tree_node *node, const char *name)
{
	while (node != NULL &&
		(node->name == NULL || (name != NULL && strcmp(node->name, name) != 0)))
		node = node->next;
	return node;
}

const struct tree_node *tree_child(const struct tree_node *node, const char *name)
{
	return node == NULL ? NULL : element_from(node->first, name);
}

const struct tree_node *tree_next(const struct tree_node *node, const char *name)
{
	return node == NULL ? NULL : element_from(node->next, name);
}

size_t tree_count(const struct tree_node *node, const char *name)
{
	size_t count = 0;
	for (node = tree_child(node, name); node != NULL; node = tree_next(node, name))
		count++;
	return count;
}

const char *tree_attribute(const struct tree_node *node, const char *name)
{
	for (const struct tree_attribute *at = node->attributes; at != NULL; at = at->next)
		if (strcmp(at->name, name) == 0)
			return at->value;
	return NULL;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

const char *tree_text(const struct tree_node *node, struct arena *arena)
{
	size_t length = 0, used = 0;
	if (node == NULL)
		return "";
	for (const struct tree_node *run = node->first; run != NULL; run = run->next)
		length += run->text == NULL ? 0 : strlen(run->text);
	char *text = arena_alloc(arena, length + 1);
	bool gap = false;
	for (const struct tree_node *run = node->first; run != NULL; run = run->next) {
		for (const char *at = run->text; at != NULL && *at != '\0'; at++) {
			if (is_space(*at)) {
				gap = used > 0;
				continue;
			}
			if (gap)
				text[used++] = ' ';
			gap = false;
			text[used++] = *at;
		}
	}
	return text;
}
