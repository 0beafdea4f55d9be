#ifndef DOCUMENT_RESIDENTS_CONTENT_LINES_H
#define DOCUMENT_RESIDENTS_CONTENT_LINES_H

#include "base/arena.h"

/* The lines of a calendar (RFC 5545, 3.1) as all readers take them. */

/* The same lines, each of at most 75 octets, folded neither inside a character nor beside a blank:
 * some readers strip the ends of lines. A run of blanks as long as a line is folded all the same.
 */
char *content_lines_fold(const char *lines, struct arena *arena);

/* A value of type TEXT (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends escaped. */
char *content_lines_escape(const char *text, struct arena *arena);

#endif
