#include "document/files/shown.h"

#include "base/json.h"
#include "model/committed_night.h"
#include "model/notice_number.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Nothing here is trusted: a file that is missing, too large, no ordinary one or no JSON shows
 * nothing, and the folder's name is what remains.
 */

enum { FILE_MAX = 16 * 1024 * 1024 };

/* A whole file below `folder`; NULL when it cannot be had. */
static char *read_file(int folder, const char *path, struct arena *arena, size_t *length)
{
	struct stat status;
	char *bytes = NULL;
	int file = openat(folder, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0)
		return NULL;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= FILE_MAX) {
		bytes = arena_alloc(arena, (size_t)status.st_size + 1);
		*length = 0;
		for (ssize_t got = 1; got > 0 && *length < (size_t)status.st_size;) {
			got = read(file, bytes + *length, (size_t)status.st_size - *length);
			*length += got > 0 ? (size_t)got : 0;
		}
		bytes[*length] = '\0';
	}
	close(file);
	return bytes;
}

/* The highest number among the letters of a manifest, its second column. */
static const char *highest_sheet(const char *csv, struct arena *arena)
{
	char number[NOTICE_NUMBER_BYTES] = "";
	for (const char *line = csv; line != NULL && *line != '\0';) {
		const char *comma = strchr(line, ','), *end = strchr(line, '\n');
		if (comma != NULL && (end == NULL || comma < end)) {
			char read[NOTICE_NUMBER_BYTES] = "";
			strncpy(read, comma + 1, sizeof read - 1);
			if (notice_number_valid(read) && strcmp(read, number) > 0)
				memcpy(number, read, sizeof number);
		}
		line = end == NULL ? NULL : end + 1;
	}
	return arena_copy(arena, number);
}

static const char *find_member(
	const char *json, size_t length, const char *key, struct arena *arena)
{
	const char *text = json == NULL ? NULL : json_find_text(json, length, key, arena);
	return text == NULL ? "" : text;
}

/* False when it is neither a night's folder nor one with letters. */
static bool look_into(int parent, const char *name, struct arena *arena, struct shown_folder *shown)
{
	struct arena *scratch = arena_open();
	size_t length = 0;
	*shown = (struct shown_folder){.name = arena_copy(arena, name), .number = ""};
	bool night = night_named(name, &shown->day, &shown->run);
	int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (!night)
		shown->day = DAY_NONE;
	const char *json = folder < 0 || !night
				   ? NULL
				   : read_file(folder, "operators/summary.json", scratch, &length);
	shown->ledger = find_member(json, length, "ledger", arena);
	shown->lineage = find_member(json, length, "lineage", arena);
	shown->seal = find_member(json, length, "seal", arena);
	const char *number = find_member(json, length, "last_notice", arena);
	const char *manifest =
		folder < 0 || notice_number_valid(number)
			? NULL
			: read_file(folder, "mailroom/manifest.csv", scratch, &length);
	if (notice_number_valid(number))
		shown->number = number;
	else if (manifest != NULL)
		shown->number = highest_sheet(manifest, arena);
	bool there = folder >= 0;
	if (there)
		close(folder);
	arena_close(scratch);
	return there && (night || shown->number[0] != '\0');
}

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct shown_folder *)left)->name,
		((const struct shown_folder *)right)->name);
}

bool shown_read(const char *parent, struct arena *arena, struct shown_folder **folders,
	size_t *count, struct fault *why)
{
	struct shown_folder *found = NULL, shown;
	size_t room = 0, many = 0;
	DIR *stream = opendir(parent);
	*folders = NULL;
	*count = 0;
	if (stream == NULL)
		return errno == ENOENT || fault_system(why, FAULT_OUTPUT, errno,
						  "%s: cannot be looked through", parent);
	for (const struct dirent *entry; (entry = readdir(stream)) != NULL;) {
		if (entry->d_name[0] == '.' ||
			!look_into(dirfd(stream), entry->d_name, arena, &shown))
			continue;
		found = arena_grow(arena, found, many, 1, &room, sizeof *found);
		found[many++] = shown;
	}
	closedir(stream);
	if (many > 0)
		qsort(found, many, sizeof *found, by_name);
	*folders = found;
	*count = many;
	return true;
}

bool shown_there(const char *parent, const char *name)
{
	int above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat status;
	bool there = above >= 0 && fstatat(above, name, &status, 0) == 0 && S_ISDIR(status.st_mode);
	if (above >= 0)
		close(above);
	return there;
}
