#ifndef TESTS_INTAKE_EXPORT_DESCRIBED_H
#define TESTS_INTAKE_EXPORT_DESCRIBED_H

#include "base/arena.h"
#include "intake/export/description.h"
#include "intake/export/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The least that a main set says of its residents. */
#define RESIDENTS                                                                                  \
	"<take item='id' field='id'/><take item='hh' field='household'/>"                          \
	"<take item='state' field='state'/><take item='name' field='name'/>"                       \
	"<take item='born' field='born'/>"

/* A description of what stands within <export …>, from line 2 on; NULL and *why when it is refused.
 * The message's path is cut off: "3: …". */
static inline const struct export_description *described(
	const char *within, struct arena *arena, struct fault *why)
{
	char path[] = "/tmp/kigen-export-XXXXXX";
	const struct export_description *description = NULL;
	int file = mkstemp(path);
	assert_true(file >= 0);
	const char *text =
		arena_print(arena, "<export xmlns='urn:kigen:export:1'>\n%s\n</export>\n", within);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
	*why = (struct fault){0};
	if (!export_description_read(path, arena, &description, why)) {
		assert_null(description);
		assert_memory_equal(why->message, path, strlen(path));
		memmove(why->message, why->message + strlen(path) + 1,
			strlen(why->message) - strlen(path));
	}
	unlink(path);
	return description;
}

/* One that must be good. */
static inline const struct export_description *described_well(
	const char *within, struct arena *arena)
{
	struct fault why;
	const struct export_description *description = described(within, arena, &why);
	if (description == NULL)
		fail_msg("%s", why.message);
	return description;
}

/* The number of an item that there must be. */
static inline unsigned item_number(const struct export_rows *rows, const char *path)
{
	for (unsigned i = 0; i < rows->item_count; i++)
		if (strcmp(rows->items[i].path, path) == 0)
			return i;
	fail_msg("no item %s", path);
	return 0;
}

/* A row in line 7 whose items say what stands behind their names; NULL ends the list. */
static inline struct row row_saying(
	struct arena *arena, const struct export_set *set, unsigned kind, ...)
{
	const struct export_rows *rows = &set->rows[kind];
	struct cell *cells = arena_alloc(arena, (rows->item_count + 1) * sizeof *cells);
	for (size_t i = 0; i < rows->item_count; i++)
		cells[i].value = "";
	va_list list;
	va_start(list, kind);
	for (const char *path; (path = va_arg(list, const char *)) != NULL;) {
		const char *value = va_arg(list, const char *);
		cells[item_number(rows, path)] = (struct cell){value, strlen(value), true};
	}
	va_end(list);
	return (struct row){.kind = kind, .line = 7, .cells = cells};
}

/* The words of an enumeration of schemas/export.xsd, in its order. */
static inline size_t schema_words(
	const char *type, struct arena *arena, const char *words[], size_t most)
{
	size_t used = 0;
	char *schema = arena_alloc(arena, 200000);
	FILE *file = fopen("schemas/export.xsd", "r");
	assert_non_null(file);
	assert_true(fread(schema, 1, 199999, file) > 0);
	fclose(file);
	char *at = strstr(schema, type);
	assert_non_null(at);
	char *end = strstr(at, "</xs:simpleType>");
	assert_non_null(end);
	*end = '\0';
	static const char mark[] = "<xs:enumeration value=\"";
	while ((at = strstr(at, mark)) != NULL && used < most) {
		at += strlen(mark);
		words[used++] = arena_text(arena, at, strcspn(at, "\""));
	}
	return used;
}

#endif
