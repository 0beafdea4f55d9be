#ifndef INTAKE_EXPORT_NAME_PATTERN_H
#define INTAKE_EXPORT_NAME_PATTERN_H

#include "base/arena.h"
#include "intake/export/description.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Names of files as the description writes them (schemas/export.xsd, type file): * is any text, ?
 * one character, {date} a day that exists as YYYYMMDD or YYYY-MM-DD, {municipality} six digits,
 * {count} one to nine digits. All else, another {…} too, stands for itself. As in a shell nothing
 * but a dot fits a dot at the beginning, which is how unfinished uploads are often called.
 */
struct name_part {
	const char *at; /* in the name; NULL: the pattern does not say it */
	size_t length;
};

/* Does the name fit? If so, what it says of each part of the head. */
bool name_pattern_fits(
	const char *pattern, const char *name, struct name_part said[EXPORT_HEAD_PARTS]);

/* The name of a file beside another one: {name} is the name of that, {stem} that without its last
 * dot and what follows it. */
const char *name_pattern_beside(const char *pattern, const char *name, struct arena *arena);

#endif
