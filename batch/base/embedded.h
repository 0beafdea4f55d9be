#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

/* Files of schemas/ and the report page, carried by the program within itself (the Makefile makes
 * build/embedded.c): NUL-terminated, the length without the NUL. */
struct embedded {
	const char *name; /* "office.xsd" */
	const char *bytes;
	size_t length;
};

extern const struct embedded embedded_files[]; /* ends with a NULL name */

#endif
