#include "document/files/mirror.h"

#include "base/arena.h"
#include "base/sorted.h"
#include "document/files/descriptor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One sync for all files of a folder, between the writing and the first rename: of 5,000 it takes a
 * fiftieth of what one for each takes (document/files/outbox.c). An event that goes from one folder
 * to another stands in both for a moment, never in none, because all removals come last. */

enum { FILE_MODE = 0640, FOLDER_MODE = 0750 };

struct mirror {
	struct arena *arena;
	const char *path; /* in messages */
	mirror_names *is_ours;
	int root;
	const char **kept; /* "folder/name" */
	size_t kept_count, kept_capacity;
};

/* ---- open and close ---- */

bool mirror_open(const char *parent, const char *name, mirror_names *is_ours,
	struct mirror **mirror, struct fault *why)
{
	struct arena *arena = arena_open();
	struct mirror *opened = arena_alloc(arena, sizeof *opened);
	*opened = (struct mirror){.arena = arena, .is_ours = is_ours, .root = -1};
	opened->path = arena_print(arena, "%s/%s", parent, name);
	mkdir(parent, FOLDER_MODE);
	int above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (above >= 0 && (mkdirat(above, name, FOLDER_MODE) == 0 || errno == EEXIST))
		opened->root = descriptor_folder(above, name);
	int error = errno;
	descriptor_close(&above);
	if (opened->root >= 0) {
		*mirror = opened;
		return true;
	}
	fault_system(why, FAULT_OUTPUT, error, "%s: cannot make or open the folder", opened->path);
	mirror_close(opened);
	return false;
}

void mirror_close(struct mirror *mirror)
{
	if (mirror == NULL)
		return;
	descriptor_close(&mirror->root);
	arena_close(mirror->arena);
}

/* ---- what is new or other ---- */

/* Is there an ordinary file of this name with these bytes? */
static bool has_bytes(int folder, const struct mirror_file *file, char *buffer, size_t length)
{
	struct stat status;
	int opened = openat(folder, file->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (opened < 0)
		return false;
	bool same = fstat(opened, &status) == 0 && S_ISREG(status.st_mode) &&
		    status.st_size == (off_t)length;
	for (size_t done = 0; same && done < length;) {
		ssize_t got = TEMP_FAILURE_RETRY(read(opened, buffer, length - done));
		same = got > 0 && memcmp(buffer, file->bytes + done, (size_t)got) == 0;
		done += got > 0 ? (size_t)got : 0;
	}
	descriptor_close(&opened);
	return same;
}

static const char *partial_name(struct arena *arena, const char *name)
{
	return arena_print(arena, ".%s.partial", name);
}

static bool write_partial(int folder, const char *partial, const char *bytes, size_t length)
{
	int file = openat(
		folder, partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	bool wrote = file >= 0;
	for (size_t done = 0; wrote && done < length;) {
		ssize_t got = TEMP_FAILURE_RETRY(write(file, bytes + done, length - done));
		wrote = got > 0;
		done += got > 0 ? (size_t)got : 0;
	}
	int error = errno;
	if (file >= 0 && close(file) != 0 && wrote) {
		wrote = false;
		error = errno;
	}
	errno = error;
	return wrote;
}

struct update {
	struct mirror *mirror;
	struct arena *arena; /* of this folder alone */
	const char *name;
	int folder;
	const char **changed; /* the names whose bytes lie in their partial file */
	size_t count;
};

static bool write_changed(
	struct update *update, const struct mirror_file *files, size_t count, struct fault *why)
{
	size_t longest = 0;
	for (size_t i = 0; i < count; i++)
		longest = strlen(files[i].bytes) > longest ? strlen(files[i].bytes) : longest;
	char *buffer = arena_alloc(update->arena, longest + 1);
	update->changed = arena_alloc(update->arena, (count + 1) * sizeof *update->changed);
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(files[i].bytes);
		if (has_bytes(update->folder, &files[i], buffer, length))
			continue;
		const char *partial = partial_name(update->arena, files[i].name);
		if (!descriptor_remove(update->folder, partial) ||
			!write_partial(update->folder, partial, files[i].bytes, length))
			return fault_system(why,
				errno == ENOSPC || errno == EIO ? FAULT_WRITE : FAULT_OUTPUT, errno,
				"%s/%s/%s: cannot be written", update->mirror->path, update->name,
				files[i].name);
		update->changed[update->count++] = files[i].name;
	}
	return true;
}

static bool put_in_place(struct update *update, struct fault *why)
{
	if (update->count == 0)
		return true;
	if (syncfs(update->folder) != 0)
		return fault_system(why, FAULT_WRITE, errno, "%s/%s: cannot be synced",
			update->mirror->path, update->name);
	for (size_t i = 0; i < update->count; i++)
		if (renameat(update->folder, partial_name(update->arena, update->changed[i]),
			    update->folder, update->changed[i]) != 0)
			return fault_system(why, FAULT_WRITE, errno, "%s/%s/%s: cannot be renamed",
				update->mirror->path, update->name, update->changed[i]);
	return fsync(update->folder) == 0 ||
	       fault_system(why, FAULT_WRITE, errno, "%s/%s: cannot be synced",
		       update->mirror->path, update->name);
}

static void keep_names(
	struct mirror *mirror, const char *folder, const struct mirror_file *files, size_t count)
{
	mirror->kept = arena_grow(mirror->arena, mirror->kept, mirror->kept_count, count,
		&mirror->kept_capacity, sizeof *mirror->kept);
	for (size_t i = 0; i < count; i++)
		mirror->kept[mirror->kept_count++] =
			arena_print(mirror->arena, "%s/%s", folder, files[i].name);
}

bool mirror_update(struct mirror *mirror, const char *folder, const struct mirror_file *files,
	size_t count, struct fault *why)
{
	struct update update = {.mirror = mirror, .name = folder, .folder = -1};
	keep_names(mirror, folder, files, count);
	if (mkdirat(mirror->root, folder, FOLDER_MODE) == 0 || errno == EEXIST)
		update.folder = descriptor_folder(mirror->root, folder);
	if (update.folder < 0)
		return fault_system(why, FAULT_OUTPUT, errno,
			"%s/%s: cannot make or open the folder", mirror->path, folder);
	update.arena = arena_open();
	bool done = write_changed(&update, files, count, why) && put_in_place(&update, why);
	arena_close(update.arena);
	descriptor_close(&update.folder);
	return done;
}

/* ---- what is no more ---- */

static bool is_kept(
	const struct mirror *mirror, const char *folder, const char *name, struct arena *arena)
{
	return sorted_lists(
		mirror->kept, mirror->kept_count, arena_print(arena, "%s/%s", folder, name));
}

/* Of ours, and named by nobody; or what a killed run left of a file, whoever names it now. */
static bool is_left(
	const struct mirror *mirror, const char *folder, const char *name, struct arena *arena)
{
	static const char suffix[] = ".partial";
	size_t length = strlen(name), end = sizeof suffix - 1;
	if (name[0] != '.')
		return mirror->is_ours(name) && !is_kept(mirror, folder, name, arena);
	if (length <= end + 1 || strcmp(name + length - end, suffix) != 0)
		return false;
	const char *file = arena_text(arena, name + 1, length - end - 1);
	return mirror->is_ours(file) || is_kept(mirror, folder, file, arena);
}

static bool tidy_folder(
	struct mirror *mirror, const char *name, struct arena *arena, struct fault *why)
{
	int opened = descriptor_folder(mirror->root, name);
	DIR *stream = opened < 0 ? NULL : fdopendir(opened);
	if (stream == NULL)
		return true; /* a file or a link: somebody else's */
	bool done = true, removed = false;
	const struct dirent *entry;
	while (done && (entry = readdir(stream)) != NULL)
		if (is_left(mirror, name, entry->d_name, arena)) {
			done = unlinkat(opened, entry->d_name, 0) == 0 || errno == ENOENT ||
			       errno == EISDIR;
			if (!done)
				fault_system(why, FAULT_WRITE, errno, "%s/%s/%s: cannot be removed",
					mirror->path, name, entry->d_name);
			removed = true;
		}
	if (done && removed && fsync(opened) != 0)
		done = fault_system(
			why, FAULT_WRITE, errno, "%s/%s: cannot be synced", mirror->path, name);
	closedir(stream);
	arena_reset(arena);
	return done;
}

bool mirror_tidy(struct mirror *mirror, struct fault *why)
{
	if (mirror->kept_count > 0)
		qsort(mirror->kept, mirror->kept_count, sizeof *mirror->kept, sorted_texts);
	int again = fcntl(mirror->root, F_DUPFD_CLOEXEC, 0);
	DIR *stream = again < 0 ? NULL : fdopendir(again);
	if (stream == NULL) {
		fault_system(why, FAULT_OUTPUT, errno, "%s: cannot be listed", mirror->path);
		descriptor_close(&again);
		return false;
	}
	struct arena *arena = arena_open();
	bool done = true;
	const struct dirent *entry;
	rewinddir(stream);
	while (done && (entry = readdir(stream)) != NULL)
		if (entry->d_name[0] != '.')
			done = tidy_folder(mirror, entry->d_name, arena, why);
	closedir(stream);
	arena_close(arena);
	/* Of the folders that were made for the first time, too. */
	return done && (fsync(mirror->root) == 0 || fault_system(why, FAULT_WRITE, errno,
							    "%s: cannot be synced", mirror->path));
}
