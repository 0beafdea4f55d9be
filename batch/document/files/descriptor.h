#ifndef DOCUMENT_FILES_DESCRIPTOR_H
#define DOCUMENT_FILES_DESCRIPTOR_H

#include <stdbool.h>

/* Folders that are reached from an open one. What fails leaves errno. */

/* Opens the folder `name` of an open folder, not through a link; -1 when it cannot. */
int descriptor_folder(int parent, const char *name);

/* Closes it when it is open, and sets it to -1. */
void descriptor_close(int *descriptor);

/* Removes a file, a link itself (never what it points to) or a folder with all in it; nothing
 * there is fine. */
bool descriptor_remove(int parent, const char *name);

#endif
