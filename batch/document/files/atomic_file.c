#include "document/files/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A partial file is locked while it is written: whoever finds one unlocked finds what a killed run
 * left. The rename of a file that is to be new never replaces, so a name belongs to whoever had it
 * first. */

enum { FILE_MODE = 0640 };

struct atomic_file {
	const char *path, *folder, *partial;
	FILE *stream;
	bool made;             /* is there a partial file of ours? */
	const char *beginning; /* of what it may replace, NULL for nothing */
};

static bool there_already(const struct atomic_file *atomic, struct fault *why)
{
	return fault_set(why, FAULT_OUTPUT,
		"%s: is there already; hint: move it away, or give "
		"another name",
		atomic->path);
}

/* The file is locked while it is written; who finds it unlocked finds what a killed run left. */
static bool open_partial(struct atomic_file *atomic, struct fault *why)
{
	int file = open(atomic->partial, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	if (file < 0)
		return fault_system(
			why, FAULT_OUTPUT, errno, "%s: cannot make the file", atomic->partial);
	if (flock(file, LOCK_EX | LOCK_NB) != 0) {
		fault_set(why, FAULT_BUSY, "%s: another run is writing it", atomic->path);
		close(file);
		return false;
	}
	atomic->made = true;
	atomic->stream = ftruncate(file, 0) == 0 ? fdopen(file, "w+b") : NULL;
	if (atomic->stream != NULL)
		return true;
	fault_system(why, FAULT_OUTPUT, errno, "%s: cannot be written", atomic->partial);
	close(file);
	return false;
}

/* Is what is there one of those that it takes the place of, as far as its first bytes tell? */
static bool is_of_a_kind(const struct atomic_file *atomic, const struct stat *target)
{
	char bytes[ATOMIC_BEGINNING_MAX];
	size_t length = strlen(atomic->beginning);
	if (S_ISLNK(target->st_mode) || target->st_size == 0)
		return true;
	int file = open(atomic->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0)
		return false;
	bool same = read(file, bytes, length) == (ssize_t)length &&
		    memcmp(bytes, atomic->beginning, length) == 0;
	close(file);
	return same;
}

/* May it be put where `target` is? */
static bool may_stand(
	const struct atomic_file *atomic, const struct stat *target, struct fault *why)
{
	if (atomic->beginning == NULL)
		return there_already(atomic, why);
	if (!S_ISREG(target->st_mode) && !S_ISLNK(target->st_mode))
		return fault_set(
			why, FAULT_OUTPUT, "%s: is there already, and is no file", atomic->path);
	return is_of_a_kind(atomic, target) ||
	       fault_set(why, FAULT_OUTPUT,
		       "%s: is there already, and is not what this command writes; hint: move it "
		       "away, or give another name",
		       atomic->path);
}

static bool open_beside(const char *path, const char *beginning, struct arena *arena,
	struct atomic_file **atomic, struct fault *why)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	struct atomic_file *opened = arena_alloc(arena, sizeof *opened);
	struct stat target;
	opened->path = arena_copy(arena, path);
	opened->beginning = beginning;
	opened->folder = slash == NULL   ? "."
			 : slash == path ? "/"
					 : arena_text(arena, path, (size_t)(slash - path));
	opened->partial = arena_print(arena, "%s/.%s.partial", opened->folder, name);
	if (*name == '\0')
		return fault_set(why, FAULT_OUTPUT, "%s: names no file", path);
	if (lstat(path, &target) == 0 && !may_stand(opened, &target, why))
		return false;
	if (!open_partial(opened, why)) {
		atomic_file_close(opened);
		return false;
	}
	*atomic = opened;
	return true;
}

bool atomic_file_open(
	const char *path, struct arena *arena, struct atomic_file **atomic, struct fault *why)
{
	return open_beside(path, NULL, arena, atomic, why);
}

bool atomic_file_replace(const char *path, const char *beginning, struct arena *arena,
	struct atomic_file **atomic, struct fault *why)
{
	return open_beside(path, beginning, arena, atomic, why);
}

FILE *atomic_file_stream(const struct atomic_file *atomic)
{
	return atomic->stream;
}

/* Without ever replacing another file, unless that is wanted. NFS and some FUSE file systems do not
 * know the flag (EINVAL); there a link, which does not replace either. */
static bool rename_into_place(const struct atomic_file *atomic)
{
	if (atomic->beginning != NULL)
		return rename(atomic->partial, atomic->path) == 0;
	if (renameat2(AT_FDCWD, atomic->partial, AT_FDCWD, atomic->path, RENAME_NOREPLACE) == 0)
		return true;
	return errno == EINVAL && link(atomic->partial, atomic->path) == 0 &&
	       unlink(atomic->partial) == 0;
}

bool atomic_file_commit(struct atomic_file *atomic, struct fault *why)
{
	if (fflush(atomic->stream) != 0 || ferror(atomic->stream) ||
		fsync(fileno(atomic->stream)) != 0)
		return fault_system(
			why, FAULT_WRITE, errno, "%s: cannot be written", atomic->partial);
	if (!rename_into_place(atomic))
		return errno == EEXIST ? there_already(atomic, why)
				       : fault_system(why, FAULT_WRITE, errno,
						 "%s: cannot be renamed", atomic->partial);
	atomic->made = false;
	int folder = open(atomic->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = folder >= 0 && fsync(folder) == 0;
	int error = errno;
	if (folder >= 0)
		close(folder);
	return synced ||
	       fault_system(why, FAULT_WRITE, error, "%s: cannot be synced", atomic->folder);
}

void atomic_file_close(struct atomic_file *atomic)
{
	if (atomic == NULL)
		return;
	if (atomic->made)
		unlink(atomic->partial); /* before it is unlocked: after, it may be another's */
	if (atomic->stream != NULL)
		fclose(atomic->stream);
	atomic->stream = NULL;
	atomic->made = false;
}
