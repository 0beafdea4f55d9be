#include "document/residents/content_lines.h"

#include <stdbool.h>
#include <string.h>

/* A line is unfolded whole, then cut from its front: the last place before 75 octets that lies
 * between two characters, neither of them a blank. */

enum { LINE_OCTETS = 75 };

static bool is_blank(char octet)
{
	return octet == ' ' || octet == '\t';
}

/* May a line of `length` octets or more be folded before octet `at`? */
static bool may_fold(const char *line, size_t at)
{
	bool inside = ((unsigned char)line[at] & 0xC0) == 0x80;
	return !inside && !is_blank(line[at]) && !is_blank(line[at - 1]);
}

/* How much of a line stands in its first row. */
static size_t row_length(const char *line, size_t length, size_t room)
{
	if (length <= room)
		return length;
	size_t at = room;
	while (at > 0 && !may_fold(line, at))
		at--;
	if (at > 0)
		return at;
	for (at = room; ((unsigned char)line[at] & 0xC0) == 0x80;)
		at--;
	return at;
}

/* One line without its folds. */
static size_t unfold_line(const char **lines, char *line)
{
	const char *at = *lines;
	size_t length = 0;
	while (*at != '\0') {
		if (at[0] != '\r' || at[1] != '\n') {
			line[length++] = *at++;
			continue;
		}
		at += 2;
		if (!is_blank(*at))
			break;
		at++;
	}
	*lines = at;
	return length;
}

char *content_lines_fold(const char *lines, struct arena *arena)
{
	size_t most = strlen(lines);
	char *line = arena_alloc(arena, most + 1);
	/* At the worst each octet is a row. */
	char *folded = arena_alloc(arena, most * 4 + 3), *end = folded;
	while (*lines != '\0') {
		size_t length = unfold_line(&lines, line), begin = 0, room = LINE_OCTETS;
		while (length - begin > 0) {
			size_t row = row_length(line + begin, length - begin, room);
			memcpy(end, line + begin, row);
			end += row;
			begin += row;
			if (begin < length) {
				memcpy(end, "\r\n ", 3);
				end += 3;
			}
			room = LINE_OCTETS - 1;
		}
		memcpy(end, "\r\n", 2);
		end += 2;
	}
	return folded;
}

char *content_lines_escape(const char *text, struct arena *arena)
{
	char *escaped = arena_alloc(arena, strlen(text) * 2 + 1), *end = escaped;
	for (; *text != '\0'; text++) {
		if (*text == '\r')
			continue;
		if (strchr("\\;,\n", *text) != NULL)
			*end++ = '\\';
		*end++ = *text == '\n' ? 'n' : *text;
	}
	return escaped;
}
