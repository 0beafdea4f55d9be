#include "intake/office/zone.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a zone's file only the last line counts, which says how the clocks go from now on:
 * appointments lie ahead. */

#define DATABASE "/usr/share/zoneinfo"

/* RFC 8536, section 3.3: a file of version 2 or later ends with a line that says, in the form of
 * POSIX's variable TZ, how the clocks go on: "JST-9", "NST3:30NDT,M3.2.0,M11.1.0". */
static bool read_footer(const char *path, char *line, size_t size)
{
	FILE *file = fopen(path, "rb");
	char tail[128];
	size_t got = 0;
	if (file == NULL)
		return false;
	if (fseek(file, -(long)(sizeof tail - 1), SEEK_END) == 0 || fseek(file, 0, SEEK_SET) == 0)
		got = fread(tail, 1, sizeof tail - 1, file);
	fclose(file);
	tail[got] = '\0';
	if (got < 2 || tail[got - 1] != '\n')
		return false;
	tail[got - 1] = '\0';
	size_t start = got - 1;
	while (start > 0 && tail[start - 1] != '\n')
		start--;
	snprintf(line, size, "%s", tail + start);
	return true;
}

/* The offset behind the name of the standard time; POSIX counts west of Greenwich. */
static bool read_offset(const char *line, int *utc_offset)
{
	const char *at = line;
	if (*at == '<')
		at = strchr(at, '>') == NULL ? "" : strchr(at, '>') + 1;
	else
		at += strcspn(at, "+-0123456789");
	bool east = *at == '-';
	at += *at == '-' || *at == '+' ? 1 : 0;
	char *end;
	long hours = strtol(at, &end, 10), minutes = 0;
	if (end == at || hours > 24)
		return false;
	if (*end == ':')
		minutes = strtol(end + 1, &end, 10);
	int offset = (int)(hours * 60 + minutes);
	*utc_offset = east ? offset : -offset;
	return true;
}

enum zone_kind zone_find(const char *name, int *utc_offset)
{
	char path[256], line[128];
	int offset;
	if (snprintf(path, sizeof path, DATABASE "/%s", name) >= (int)sizeof path ||
		!read_footer(path, line, sizeof line) || !read_offset(line, &offset))
		return ZONE_UNKNOWN;
	*utc_offset = offset;
	return strchr(line, ',') == NULL ? ZONE_FIXED : ZONE_CHANGES;
}
