#include "intake/export/candidates.h"

#include "base/sorted.h"
#include "intake/export/control_file.h"
#include "intake/export/name_pattern.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Names first, then what the file system says of each, then what the files beside it say. An old
 * control file that nobody understands is passed over, lest it stop every night to come. */

/* Whose names, beside the files that fit the pattern, are none of the set's. */
struct companions {
	const char **names; /* in order, bytewise */
	size_t count;
};

bool folder_list(const char *path, struct arena *arena, struct folder *folder, struct fault *why)
{
	DIR *opened = opendir(path);
	size_t capacity = 0;
	if (opened == NULL)
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	*folder = (struct folder){.path = path};
	errno = 0;
	for (const struct dirent *entry; (entry = readdir(opened)) != NULL; errno = 0) {
		folder->names = arena_grow(
			arena, folder->names, folder->count, 1, &capacity, sizeof folder->names[0]);
		folder->names[folder->count++] = arena_copy(arena, entry->d_name);
	}
	int error = errno;
	closedir(opened);
	if (error != 0)
		return fault_system(why, FAULT_INPUT, error, "%s", path);
	if (folder->count > 0)
		qsort(folder->names, folder->count, sizeof folder->names[0], sorted_texts);
	return true;
}

static const char *path_beside(
	const struct folder *folder, const char *pattern, const char *name, struct arena *arena)
{
	return arena_print(arena, "%s/%s", folder->path, name_pattern_beside(pattern, name, arena));
}

static struct companions find_companions(
	const struct export_set *set, const struct folder *folder, struct arena *arena)
{
	const char *const patterns[] = {set->done, set->control};
	struct companions found = {arena_alloc(arena, 2 * folder->count * sizeof(char *)), 0};
	struct name_part said[EXPORT_HEAD_PARTS];
	for (size_t i = 0; i < folder->count; i++)
		for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++)
			if (patterns[k] != NULL &&
				name_pattern_fits(set->pattern, folder->names[i], said))
				found.names[found.count++] =
					name_pattern_beside(patterns[k], folder->names[i], arena);
	if (found.count > 0)
		qsort(found.names, found.count, sizeof found.names[0], sorted_texts);
	return found;
}

/* The last change of a file, of its bytes or of what the file system knows of it. */
static int64_t last_change(const struct stat *status)
{
	return status->st_mtime > status->st_ctime ? status->st_mtime : status->st_ctime;
}

/* Is the sender done with the file? */
static bool is_complete(const struct export_set *set, const struct folder *folder,
	const struct candidate *file, const struct stat *status, int64_t now)
{
	struct arena *work = arena_open();
	struct stat done, control;
	bool asked = set->control != NULL && control_file_asked(set);
	bool complete = true;
	if (asked)
		complete = stat(path_beside(folder, set->control, file->name, work), &control) == 0;
	if (set->done != NULL) {
		complete = complete &&
			   stat(path_beside(folder, set->done, file->name, work), &done) == 0 &&
			   done.st_mtime >= status->st_mtime;
	} else {
		int64_t still = now - set->settle_seconds;
		complete = complete && last_change(status) <= still &&
			   (!asked || last_change(&control) <= still);
	}
	arena_close(work);
	return complete;
}

/* What the name says, of what the head asks of it. */
static void hear_name(const struct export_set *set, struct candidate *file)
{
	struct name_part said[EXPORT_HEAD_PARTS];
	struct set_head named = set_head_unsaid();
	file->head = set_head_unsaid();
	file->named = DAY_NONE;
	if (set->pattern == NULL || !name_pattern_fits(set->pattern, file->name, said))
		return;
	for (unsigned i = 0; i < EXPORT_HEAD_PARTS; i++) {
		enum export_head_part part = (enum export_head_part)i;
		if (said[i].at == NULL)
			continue;
		set_head_say(&named, part, NULL, said[i].at, said[i].length);
		if (set->head[i].source == EXPORT_BY_NAME || set->head[i].by_name_too)
			set_head_say(&file->head, part, NULL, said[i].at, said[i].length);
	}
	file->named = named.as_of;
}

static int compare_days(day_number left, day_number right)
{
	return left < right ? 1 : left > right ? -1 : 0; /* the newest first */
}

static int newest_first(const void *left, const void *right)
{
	const struct candidate *one = left, *other = right;
	int order = (int)other->complete - (int)one->complete;
	if (order == 0)
		order = compare_days(one->head.as_of, other->head.as_of);
	if (order == 0)
		order = compare_days(one->named, other->named);
	if (order == 0 && one->changed != other->changed)
		order = one->changed < other->changed ? 1 : -1;
	return order != 0 ? order : strcmp(other->name, one->name);
}

/* Reads the control files of those that are complete. One whose file is not understood is complete
 * no more; but a newest one refuses the night. */
static bool hear_controls(const struct export_set *set, const struct folder *folder,
	struct candidates *found, struct fault *why)
{
	struct arena *work = arena_open();
	int64_t newest = INT64_MIN, broken = INT64_MIN;
	struct fault trouble;
	for (size_t i = 0; i < found->count; i++) {
		struct candidate *file = &found->files[i];
		if (!file->complete)
			continue;
		struct fault one;
		file->complete = control_file_read(set,
			path_beside(folder, set->control, file->name, work), &file->head, &one);
		if (file->complete && file->changed > newest)
			newest = file->changed;
		if (!file->complete && file->changed >= broken) {
			broken = file->changed;
			trouble = one;
		}
	}
	arena_close(work);
	if (broken > INT64_MIN && broken >= newest)
		return fault_set(why, trouble.kind, "%s", trouble.message);
	return true;
}

bool candidates_find(const struct export_set *set, const struct folder *folder, int64_t now,
	struct arena *arena, struct candidates *found, struct fault *why)
{
	struct name_part said[EXPORT_HEAD_PARTS];
	size_t capacity = 0;
	const struct companions companions = find_companions(set, folder, arena);
	*found = (struct candidates){0};
	for (size_t i = 0; i < folder->count; i++) {
		struct candidate file = {.name = folder->names[i]};
		struct stat status;
		if (!name_pattern_fits(set->pattern, file.name, said) ||
			sorted_lists(companions.names, companions.count, file.name))
			continue;
		file.path = arena_print(arena, "%s/%s", folder->path, file.name);
		if (stat(file.path, &status) != 0 || !S_ISREG(status.st_mode))
			continue;
		file.changed = status.st_mtime;
		file.complete = is_complete(set, folder, &file, &status, now);
		hear_name(set, &file);
		found->files = arena_grow(
			arena, found->files, found->count, 1, &capacity, sizeof found->files[0]);
		found->files[found->count++] = file;
	}
	if (set->control != NULL && control_file_asked(set) &&
		!hear_controls(set, folder, found, why))
		return false;
	for (size_t i = 0; i < found->count; i++)
		found->complete += found->files[i].complete ? 1 : 0;
	if (found->count > 0)
		qsort(found->files, found->count, sizeof found->files[0], newest_first);
	return true;
}

bool candidates_named(const struct export_set *set, const char *path, struct arena *arena,
	struct candidates *found, struct fault *why)
{
	const char *slash = strrchr(path, '/');
	struct candidate *file = arena_alloc(arena, sizeof *file);
	struct stat status;
	file->path = path;
	file->name = slash == NULL ? path : slash + 1;
	file->complete = true;
	hear_name(set, file);
	*found = (struct candidates){file, 1, 1};
	if (set->control == NULL || !control_file_asked(set))
		return true;
	const char *folder = slash == NULL ? "." : arena_text(arena, path, (size_t)(slash - path));
	const char *control = path_beside(
		&(const struct folder){.path = folder}, set->control, file->name, arena);
	return stat(control, &status) != 0 || control_file_read(set, control, &file->head, why);
}
