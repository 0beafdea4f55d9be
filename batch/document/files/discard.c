#include "document/files/discard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every step is taken relative to an open folder and without following a link, so that nobody can
 * lead the removal elsewhere. */

enum {
	FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
	NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	FILE_MODE = 0640,
	LINE_BYTES = 1024,
	SUM_BYTES = 64 + 2, /* the digits and two blanks before a path */
	DEPTH_MAX = 4,
};

static const char SUMS[] = "SHA256SUMS", SUMMARY[] = "operators/summary.json";

static int open_night(const char *parent, const char *name)
{
	int above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int night = above < 0 ? -1 : openat(above, name, FOLDER);
	if (above >= 0)
		close(above);
	return night;
}

static FILE *open_sums(int night)
{
	int file = night < 0 ? -1 : openat(night, SUMS, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	FILE *sums = file < 0 ? NULL : fdopen(file, "r");
	if (sums == NULL && file >= 0)
		close(file);
	return sums;
}

static bool has_sums(int night)
{
	struct stat status;
	return fstatat(night, SUMS, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode);
}

bool discard_is_night(const char *parent, const char *name)
{
	int night = open_night(parent, name);
	bool is = night >= 0 && has_sums(night);
	if (night >= 0)
		close(night);
	return is;
}

/* Removes a path below the folder, and the folders above it that are then empty. What is not there
 * was removed before. */
static bool remove_path(int folder, char *path, int depth)
{
	char *slash = strchr(path, '/');
	if (path[0] == '\0' || path[0] == '.' || depth == DEPTH_MAX)
		return true; /* none of ours */
	if (slash == NULL)
		return unlinkat(folder, path, 0) == 0 || errno == ENOENT || errno == EISDIR;
	*slash = '\0';
	int below = openat(folder, path, FOLDER);
	if (below < 0)
		return errno == ENOENT || errno == ELOOP || errno == ENOTDIR;
	bool done = remove_path(below, slash + 1, depth + 1);
	close(below);
	/* Not empty: more of its files follow, or somebody else's lie there. */
	return done && (unlinkat(folder, path, AT_REMOVEDIR) == 0 || errno == ENOTEMPTY ||
			       errno == EEXIST || errno == ENOENT);
}

/* The next path of the sums, within the line; NULL at their end. */
static char *next_path(FILE *sums, char line[LINE_BYTES])
{
	while (fgets(line, LINE_BYTES, sums) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strlen(line) > SUM_BYTES)
			return line + SUM_BYTES;
	}
	return NULL;
}

/* But for the file `kept`, which may be NULL. */
static bool remove_listed(int night, FILE *sums, const char *kept)
{
	char line[LINE_BYTES];
	for (char *path; (path = next_path(sums, line)) != NULL;)
		if ((kept == NULL || strcmp(path, kept) != 0) && !remove_path(night, path, 0))
			return false;
	return ferror(sums) == 0;
}

/* Folders in which no file came to lie are in no sum. */
static void remove_empty(int night)
{
	static const char *const folders[] = {"mailroom", "residents", "counters", "operators"};
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		unlinkat(night, folders[i], AT_REMOVEDIR);
}

bool discard_night(const char *parent, const char *name, bool *gone, struct fault *why)
{
	int above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int night = above < 0 ? -1 : openat(above, name, FOLDER);
	FILE *sums = open_sums(night);
	bool done = sums != NULL && remove_listed(night, sums, NULL);
	*gone = false;
	if (done) {
		remove_empty(night);
		done = unlinkat(night, SUMS, 0) == 0;
		*gone = done && unlinkat(above, name, AT_REMOVEDIR) == 0;
	}
	if (!done)
		fault_system(why, FAULT_WRITE, errno, "%s/%s: the folder cannot be removed", parent,
			name);
	if (sums != NULL)
		fclose(sums);
	if (night >= 0)
		close(night);
	if (above >= 0)
		close(above);
	return done;
}

bool discard_remainder(const char *parent, const char *name)
{
	int above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool gone = above >= 0 && unlinkat(above, name, AT_REMOVEDIR) == 0;
	if (above >= 0)
		close(above);
	return gone;
}

/* ---- all but the summary ---- */

/* The summary's line into `line`, "" when it is not among them; *others: is there any other? */
static bool find_summary(FILE *sums, char line[LINE_BYTES], bool *others)
{
	char next[LINE_BYTES];
	line[0] = '\0';
	*others = false;
	for (const char *path; (path = next_path(sums, next)) != NULL;)
		if (strcmp(path, SUMMARY) == 0)
			memcpy(line, next, sizeof next);
		else
			*others = true;
	return ferror(sums) == 0;
}

bool discard_is_cleared(const char *parent, const char *name)
{
	char line[LINE_BYTES];
	bool others = true;
	int night = open_night(parent, name);
	FILE *sums = open_sums(night);
	bool cleared =
		sums != NULL && find_summary(sums, line, &others) && line[0] != '\0' && !others;
	if (sums != NULL)
		fclose(sums);
	if (night >= 0)
		close(night);
	return cleared;
}

/* The sums of what is left, in the place of the others, in one step. */
static bool replace_sums(int night, const char *line)
{
	static const char partial[] = ".SHA256SUMS.partial";
	bool done = unlinkat(night, partial, 0) == 0 || errno == ENOENT;
	int file = done ? openat(night, partial, NEW_FILE, FILE_MODE) : -1;
	done = file >= 0 && dprintf(file, "%s\n", line) > 0 && fsync(file) == 0;
	if (file >= 0)
		close(file);
	return done && renameat(night, partial, night, SUMS) == 0 && fsync(night) == 0;
}

bool discard_clear(const char *parent, const char *name, struct fault *why)
{
	char line[LINE_BYTES] = "";
	bool others = false;
	int night = open_night(parent, name);
	FILE *sums = open_sums(night);
	bool done = sums != NULL && find_summary(sums, line, &others);
	if (done && line[0] != '\0' && others) {
		rewind(sums);
		done = remove_listed(night, sums, SUMMARY);
		remove_empty(night);
		done = done && replace_sums(night, line);
	}
	if (!done)
		fault_system(why, FAULT_WRITE, errno, "%s/%s: the folder cannot be cleared", parent,
			name);
	if (sums != NULL)
		fclose(sums);
	if (night >= 0)
		close(night);
	return done;
}
