#ifndef INTAKE_EXPORT_XML_WAYS_H
#define INTAKE_EXPORT_XML_WAYS_H

#include "base/arena.h"
#include "intake/export/description.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The ways from the root to the elements and attributes of a file: each is met thousands of times
 * and looked up in the description once. A path of the description fits where it is the end of a
 * way; of two that fit the longer one counts.
 */
enum { XML_WAYS_MAX = 20000, WAY_OUTSIDE = -1 };

struct xml_way {
	const char *name; /* interned by the parser */
	bool attribute;
	const struct xml_way *parent; /* NULL: the root */
	int kind;                     /* of the row to which it belongs; WAY_OUTSIDE: none */
	bool begins;                  /* the element is a row of that kind */
	bool within_itself;           /* and lies in one of the same kind */
	int item;                     /* of the kind, or EXPORT_NO_ITEM */
	bool idle;                    /* an element of a row that nobody takes or refuses */
	const char *refused;          /* the path of an item that must not be there, or NULL */
	bool says[EXPORT_HEAD_PARTS]; /* outside of records */
	const char *path;             /* within its row, for messages: "在留/@満了日" */
	struct xml_way *first, *next; /* ways that go on from here */
	struct xml_way *recent;       /* the one that was met last */
};

struct xml_ways {
	const struct export_set *set;
	struct arena *arena;
	struct xml_way start; /* before the root */
	size_t count;
};

void xml_ways_init(struct xml_ways *ways, const struct export_set *set, struct arena *arena);

/* The way that goes on from `from` by this interned name; NULL when there would be too many. */
struct xml_way *xml_ways_on(
	struct xml_ways *ways, struct xml_way *from, const char *name, bool attribute);

#endif
