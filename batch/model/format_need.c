#include "model/format_need.h"

#include "base/sorted.h"

#include <string.h>

/* Rows without an id stand first and are nobody's. */

static int compare_id(const void *key, const void *element)
{
	return strcmp(key, ((const struct format_need *)element)->id);
}

const struct format_need *format_need_find(const struct format_need_list *needs, const char *id)
{
	return id == NULL || id[0] == '\0' ? NULL
					   : sorted_run(id, needs->list, needs->count,
						     sizeof *needs->list, compare_id, NULL);
}
