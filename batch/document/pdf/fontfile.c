#include "document/pdf/fontfile.h"

#include "base/phrase.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-font.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* The libraries do not keep the system's word, so that the same is tried once more here. */

/* 0, or the errno of what fails when a file is opened as HarfBuzz does. */
static int try_file(const char *path)
{
	struct stat status;
	int error = 0, file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno;
	if (fstat(file, &status) != 0)
		error = errno;
	void *bytes = error != 0
			      ? MAP_FAILED
			      : mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (error == 0 && bytes == MAP_FAILED)
		error = errno;
	if (bytes != MAP_FAILED)
		munmap(bytes, (size_t)status.st_size);
	close(file);
	return error;
}

bool fontfile_check(PangoFont *font, struct fault *why)
{
	hb_blob_t *blob = hb_face_reference_blob(hb_font_get_face(pango_font_get_hb_font(font)));
	unsigned length = hb_blob_get_length(blob);
	FcChar8 *path = NULL;
	hb_blob_destroy(blob);
	if (length > 0)
		return true;
	if (!PANGO_IS_FC_FONT(font) ||
		FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FILE, 0,
			&path) != FcResultMatch)
		path = NULL;
	int error = path == NULL ? 0 : try_file((const char *)path);
	const char *name = path == NULL ? phrase("a font") : (const char *)path;
	return error != 0 ? fault_system(why, FAULT_INTERNAL, error, "%s: cannot be read", name)
			  : fault_set(why, FAULT_INTERNAL, "%s: could not be read; hint: run again",
				    name);
}

bool fontfile_can_open(struct fault *why)
{
	enum { ENOUGH = 16, FEW = 64 };
	int files[ENOUGH], count = 0, error = 0;
	struct rlimit limit = {0};
	while (count < ENOUGH && error == 0) {
		files[count] = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		error = files[count] < 0 ? errno : 0;
		count += error == 0 ? 1 : 0;
	}
	while (count > 0)
		close(files[--count]);
	if (error == 0)
		return true;
	getrlimit(RLIMIT_NOFILE, &limit);
	return fault_system(why, FAULT_INTERNAL, error,
		"fonts cannot be read; hint: %lu files may be open, it takes %d (ulimit -n)",
		(unsigned long)limit.rlim_cur, FEW);
}
