#ifndef INTAKE_XML_TREE_H
#define INTAKE_XML_TREE_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Small XML files (office, letter layout, texts) as a tree in an arena, checked against a schema
 * that the program carries (schemas/, base/embedded.h). Not for the register, which is streamed.
 * No DOCTYPE, no entity, nothing from the network; a regular file of at most 4 MiB without NUL
 * bytes (so not UTF-16), and at most 256 attributes a tag.
 */
struct tree_attribute {
	const char *name, *value;
	const struct tree_attribute *next;
};

struct tree_node {
	const char *name; /* of an element, without prefix; NULL for a run of text */
	const char *text; /* of a run of text; NULL for an element */
	long line;        /* in the file, from 1 */
	const struct tree_attribute *attributes;
	const struct tree_node *first; /* child, elements and runs of text in order */
	const struct tree_node *next;  /* sibling */
};

struct tree_source {
	const char *bytes;
	size_t length;
};

/* Reads `path` and checks it against the embedded schema of this name ("office.xsd"). Failures:
 * FAULT_INPUT it cannot be opened; FAULT_OFFICE it is not well-formed or not valid: file, line and
 * the schema's complaint, the first one (of an element that the schema had once, how that is
 * written now). The root element in *root; if `source` is not NULL, the file's bytes as read (for a
 * digest) in *source. */
bool tree_read(const char *path, const char *schema, struct arena *arena,
	const struct tree_node **root, struct tree_source *source, struct fault *why);

/* The same of a file that the program carries within itself (base/embedded.h). */
bool tree_embedded(const char *name, const char *schema, struct arena *arena,
	const struct tree_node **root, struct tree_source *source, struct fault *why);

/* The bytes of a file of at most 4 MiB, NUL-terminated, not looked into. Failures: FAULT_INPUT it
 * cannot be read; FAULT_OFFICE it is larger. */
bool tree_file(const char *path, struct arena *arena, const char **bytes, size_t *length,
	struct fault *why);

/* The first child element of this name, or NULL; the next sibling element of this name. A NULL
 * `name` means any element. */
const struct tree_node *tree_child(const struct tree_node *node, const char *name);
const struct tree_node *tree_next(const struct tree_node *node, const char *name);

/* How many child elements of this name. */
size_t tree_count(const struct tree_node *node, const char *name);

/* The value of an attribute, or NULL. Names are without prefix (xml:lang is "lang"). */
const char *tree_attribute(const struct tree_node *node, const char *name);

/* All text directly in an element, runs of white space folded to one space and none at the ends;
 * "" for NULL. */
const char *tree_text(const struct tree_node *node, struct arena *arena);

#endif
