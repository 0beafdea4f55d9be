#ifndef INTAKE_EXPORT_DRAFT_H
#define INTAKE_EXPORT_DRAFT_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A first export description from a city's own files, one set each: items that
 * cron/exports/standard.xml knows are taken as there, with its codes and dates, all others are
 * ignored by name. It is meant to be read, corrected and completed by who knows the files; it is
 * valid by schemas/export.xsd, and `kigen check` says what it lacks.
 */

/* Writes it to the stream. The file in which the standard's main set knows most items is the main
 * set, else the one of most items. Fails as draft_file_read does; nothing has then been written. */
bool draft_write(FILE *stream, const char *const *paths, size_t count, struct arena *arena,
	struct fault *why);

#endif
