#ifndef INTAKE_EXPORT_CANDIDATES_H
#define INTAKE_EXPORT_CANDIDATES_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/description.h"
#include "intake/export/set_head.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The files of a folder that could be a set's: those whose name fits the pattern, without the done
 * and control files that belong to them. One is complete when its done file is there and not older
 * than it, or, of a set without done files, when file and control file have not changed for
 * settle-seconds; and when its control file is there, where the head asks for one.
 */
struct candidate {
	const char *name, *path;
	int64_t changed; /* seconds since 1970 */
	bool complete;
	struct set_head head; /* of a complete one: what name and control file say */
	day_number named; /* {date} of its name, whatever the head makes of it; DAY_NONE: none */
};

struct candidates {
	struct candidate *files; /* the complete ones first, of these the newest first: by the day
				    that the head says, that of the name, the last change */
	size_t count, complete;
};

struct folder {
	const char *path;
	const char **names; /* in order, bytewise */
	size_t count;
};

/* What lies in a folder. FAULT_INPUT. */
bool folder_list(const char *path, struct arena *arena, struct folder *folder, struct fault *why);

/* FAULT_REGISTER at a control file that cannot be understood and is of the newest file. */
bool candidates_find(const struct export_set *set, const struct folder *folder, int64_t now,
	struct arena *arena, struct candidates *found, struct fault *why);

/* The file that was named for a set: complete, whatever it is called; its name and a control file
 * beside it may say something. FAULT_REGISTER as above. */
bool candidates_named(const struct export_set *set, const char *path, struct arena *arena,
	struct candidates *found, struct fault *why);

#endif
