#ifndef TESTS_INTAKE_VARIANT_H
#define TESTS_INTAKE_VARIANT_H

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Office files of our own, made from the shipped one by replacing text. A unit is one source, so
 * the functions stand here. */

static inline char *variant_slurp(const char *path, size_t *length, struct arena *arena)
{
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	char *bytes = arena_alloc(arena, 1024 * 1024);
	*length = fread(bytes, 1, 1024 * 1024 - 1, file);
	fclose(file);
	return bytes;
}

static inline const char *variant_put(
	const char *folder, const char *name, const char *bytes, size_t length, struct arena *arena)
{
	const char *path = arena_print(arena, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* A new folder in /tmp with the shipped holidays.csv and towns.csv in it. */
static inline const char *variant_folder(struct arena *arena)
{
	char *folder = arena_copy(arena, "/tmp/kigen-office-XXXXXX");
	size_t length;
	assert_non_null(mkdtemp(folder));
	const char *bytes = variant_slurp("cron/holidays.csv", &length, arena);
	variant_put(folder, "holidays.csv", bytes, length, arena);
	bytes = variant_slurp("cron/towns.csv", &length, arena);
	variant_put(folder, "towns.csv", bytes, length, arena);
	return folder;
}

static inline void variant_remove(const char *folder, struct arena *arena)
{
	unlink(arena_print(arena, "%s/holidays.csv", folder));
	unlink(arena_print(arena, "%s/towns.csv", folder));
	unlink(arena_print(arena, "%s/office.xml", folder));
	assert_int_equal(rmdir(folder), 0);
}

/* Writes the shipped office file into the folder with `from` replaced by `to` where it first
 * stands. A `from` that is not there fails the test. Returns the path; *line, unless NULL, is the
 * line on which `from` begins. */
static inline const char *variant_write(
	const char *folder, const char *from, const char *to, long *line, struct arena *arena)
{
	size_t length;
	const char *bytes = variant_slurp("cron/kasugai.xml", &length, arena);
	const char *at = strstr(bytes, from);
	if (at == NULL)
		fail_msg("the shipped office file has no \"%s\"", from);
	if (line != NULL) {
		*line = 1;
		for (const char *byte = bytes; byte < at; byte++)
			*line += *byte == '\n';
	}
	const char *changed =
		arena_print(arena, "%.*s%s%s", (int)(at - bytes), bytes, to, at + strlen(from));
	return variant_put(folder, "office.xml", changed, strlen(changed), arena);
}

#endif
