#include "ledger/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * The lock is a file of its own and not the ledger itself, because SQLite's locks on the ledger are
 * lost as soon as the process closes any other descriptor of it.
 */

/* How often a lock that another process has is asked for. */
enum { TRIES_A_SECOND = 20 };

/* Of a file that is not there yet the folder alone can be followed. */
static bool find_new(const char *path, enum fault_kind kind, struct arena *arena, const char **real,
	struct fault *why)
{
	char folder[PATH_MAX];
	struct stat status;
	if (lstat(path, &status) == 0)
		return fault_set(why, kind,
			"%s: a link to a file that is not there\nhint: bring back what it leads "
			"to, or remove the link",
			path);
	const char *slash = strrchr(path, '/');
	const char *parent = slash == NULL   ? "."
			     : slash == path ? "/"
					     : arena_text(arena, path, (size_t)(slash - path));
	if (realpath(parent, folder) == NULL)
		return fault_system(why, kind, errno, "%s: the ledger's folder", path);
	*real = arena_print(arena, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder,
		slash == NULL ? path : slash + 1);
	return true;
}

bool hold_find(const char *path, enum fault_kind kind, struct arena *arena, const char **real,
	struct fault *why)
{
	char found[PATH_MAX];
	struct statx status;
	if (realpath(path, found) == NULL)
		return errno == ENOENT ? find_new(path, kind, arena, real, why)
				       : fault_system(why, kind, errno, "%s: the ledger", path);
	if (statx(AT_FDCWD, found, 0, STATX_TYPE | STATX_NLINK, &status) != 0)
		return fault_system(why, kind, errno, "%s: the ledger", path);
	if (!S_ISREG(status.stx_mode))
		return fault_set(why, kind,
			"%s: no ordinary file, so no ledger\nhint: name the right file", path);
	if (status.stx_nlink > 1)
		return fault_set(why, kind,
			"%s: this file has a second name (a hard link); two ledgers that are one "
			"would damage each other\nhint: remove the other name (find -samefile "
			"finds it), or copy the file instead of linking it",
			path);
	if ((status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0)
		return fault_set(why, kind,
			"%s: this file is mounted by itself, apart from its folder\nhint: mount "
			"the folder that it lies in",
			path);
	*real = arena_copy(arena, found);
	return true;
}

/* False with errno; EWOULDBLOCK when another process has kept it all the time. */
static bool lock_within(int file, int seconds)
{
	const struct timespec pause = {0, 1000000000 / TRIES_A_SECOND};
	for (long tries = (long)seconds * TRIES_A_SECOND;; tries--) {
		if (flock(file, LOCK_EX | LOCK_NB) == 0)
			return true;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return false;
		if (tries <= 0)
			return false;
		nanosleep(&pause, NULL);
	}
}

/* The lock file stays when the lock goes: a file that is removed while another process waits for
 * it would give two processes a lock each. */
bool hold_lock(const char *path, const char *real, int seconds, struct arena *arena, int *lock,
	struct fault *why)
{
	const char *name = arena_print(arena, "%s.lock", real);
	int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (file < 0)
		return fault_system(why, FAULT_OUTPUT, errno,
			"%s: the ledger's lock file cannot be made", name);
	if (lock_within(file, seconds)) {
		*lock = file;
		return true;
	}
	int error = errno;
	close(file);
	if (error != EWOULDBLOCK && error != EINTR)
		return fault_system(
			why, FAULT_OUTPUT, error, "%s: the ledger cannot be locked", name);
	return fault_set(why, FAULT_BUSY,
		"%s: another run holds the ledger\nhint: run again when it has ended", path);
}

bool hold_still(const char *real, struct arena *arena, int *lock)
{
	*lock = open(arena_print(arena, "%s.lock", real), O_RDONLY | O_CLOEXEC);
	if (*lock < 0)
		return errno == ENOENT;
	if (flock(*lock, LOCK_SH | LOCK_NB) == 0)
		return true;
	close(*lock);
	return false;
}
