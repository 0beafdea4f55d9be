#include "intake/export/name_pattern.h"

#include "base/civil.h"
#include "base/text.h"

#include <string.h>

/* Fitting is by trial: each piece of the pattern at each place of the name is tried at most once,
 * for what did not fit there will not fit the second time. */

enum { PATTERN_MAX = 800, NAME_MAX_BYTES = 255 };

struct fitting {
	const char *pattern, *name;
	struct name_part *said;
	/* Has the pattern from here failed on the name from there? */
	bool failed[PATTERN_MAX + 1][NAME_MAX_BYTES + 1];
};

static const char *const placeholders[EXPORT_HEAD_PARTS] = {
	[EXPORT_MUNICIPALITY] = "{municipality}",
	[EXPORT_AS_OF] = "{date}",
	[EXPORT_COUNT] = "{count}"};

static size_t digits_ahead(const char *text, size_t most)
{
	size_t count = 0;
	while (count < most && text[count] >= '0' && text[count] <= '9')
		count++;
	return count;
}

static bool is_day(const char *name, size_t length)
{
	day_number day;
	if (length == CIVIL_DATE_BYTES - 1)
		return strnlen(name, length) == length && civil_parse(name, length, &day);
	if (digits_ahead(name, length) < length)
		return false;
	const char parts[] = {
		name[0], name[1], name[2], name[3], '-', name[4], name[5], '-', name[6], name[7]};
	return civil_parse(parts, sizeof parts, &day);
}

/* May a placeholder stand for the first `length` bytes of the name? */
static bool part_fits(enum export_head_part part, const char *name, size_t length)
{
	if (part == EXPORT_AS_OF)
		return (length == 8 || length == CIVIL_DATE_BYTES - 1) && is_day(name, length);
	return digits_ahead(name, length) == length && (part == EXPORT_COUNT || length == 6);
}

static bool rest_fits(struct fitting *fitting, const char *pattern, const char *name);

/* A placeholder: its longest text first. */
static bool placeholder_fits(
	struct fitting *fitting, enum export_head_part part, const char *pattern, const char *name)
{
	enum { LONGEST = CIVIL_DATE_BYTES - 1, COUNT_LONGEST = 9 };
	size_t longest = part == EXPORT_COUNT ? COUNT_LONGEST : LONGEST;
	const char *behind = pattern + strlen(placeholders[part]);
	for (size_t length = longest; length > 0; length--)
		if (part_fits(part, name, length) && rest_fits(fitting, behind, name + length)) {
			fitting->said[part] = (struct name_part){name, length};
			return true;
		}
	return false;
}

static bool piece_fits(struct fitting *fitting, const char *pattern, const char *name)
{
	if (*pattern == '\0')
		return *name == '\0';
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (text_begins(pattern, placeholders[part]))
			return placeholder_fits(
				fitting, (enum export_head_part)part, pattern, name);
	if (*pattern == '*')
		return rest_fits(fitting, pattern + 1, name) ||
		       (*name != '\0' && rest_fits(fitting, pattern, name + 1));
	if (*name == '\0')
		return false;
	if (*pattern != '?')
		return *pattern == *name && rest_fits(fitting, pattern + 1, name + 1);
	text_next(&name);
	return rest_fits(fitting, pattern + 1, name);
}

static bool rest_fits(struct fitting *fitting, const char *pattern, const char *name)
{
	bool *failed = &fitting->failed[pattern - fitting->pattern][name - fitting->name];
	if (*failed)
		return false;
	*failed = !piece_fits(fitting, pattern, name);
	return !*failed;
}

bool name_pattern_fits(
	const char *pattern, const char *name, struct name_part said[EXPORT_HEAD_PARTS])
{
	struct fitting fitting = {.pattern = pattern, .name = name, .said = said};
	memset(said, 0, EXPORT_HEAD_PARTS * sizeof said[0]);
	if (strlen(pattern) > PATTERN_MAX || strlen(name) > NAME_MAX_BYTES ||
		(name[0] == '.' && pattern[0] != '.'))
		return false;
	return rest_fits(&fitting, pattern, name);
}

const char *name_pattern_beside(const char *pattern, const char *name, struct arena *arena)
{
	static const char of_name[] = "{name}", of_stem[] = "{stem}";
	const char *dot = strrchr(name, '.');
	size_t whole = strlen(name), stem = dot == NULL ? whole : (size_t)(dot - name);
	char *out = arena_alloc(arena, strlen(pattern) * (whole + 1) + 1), *at = out;
	while (*pattern != '\0') {
		bool is_name = text_begins(pattern, of_name);
		if (!is_name && !text_begins(pattern, of_stem)) {
			*at++ = *pattern++;
			continue;
		}
		memcpy(at, name, is_name ? whole : stem);
		at += is_name ? whole : stem;
		pattern += strlen(of_name); /* both have six letters */
	}
	*at = '\0';
	return out;
}
