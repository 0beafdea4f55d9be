#include "intake/export/description.h"

#include "base/sorted.h"

#include <string.h>

/* What can be asked of a description that has been read (description_file.c). */

static int code_order(const void *key, const void *element)
{
	return strcmp(key, ((const struct export_code *)element)->value);
}

const struct export_code *export_code_of(const struct export_codes *codes, const char *value)
{
	return sorted_run(
		value, codes->codes, codes->count, sizeof *codes->codes, code_order, NULL);
}

const struct export_set *export_set_named(
	const struct export_description *description, const char *name)
{
	for (size_t i = 0; i < description->set_count; i++)
		if (strcmp(description->sets[i].name, name) == 0)
			return &description->sets[i];
	return NULL;
}
