#include "document/files/descriptor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* No step follows a link: whoever can write beside the folders of a night cannot lead what is
 * written or removed elsewhere. */

int descriptor_folder(int parent, const char *name)
{
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void descriptor_close(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

static bool remove_entries(DIR *stream)
{
	for (;;) {
		errno = 0;
		const struct dirent *entry = readdir(stream);
		if (entry == NULL)
			return errno == 0;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (!descriptor_remove(dirfd(stream), entry->d_name))
			return false;
	}
}

bool descriptor_remove(int parent, const char *name)
{
	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return false;
	int descriptor = descriptor_folder(parent, name);
	if (descriptor < 0)
		return false;
	DIR *stream = fdopendir(descriptor);
	if (stream == NULL) {
		descriptor_close(&descriptor);
		return false;
	}
	bool emptied = remove_entries(stream);
	int error = errno;
	closedir(stream);
	errno = error;
	return emptied && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}
