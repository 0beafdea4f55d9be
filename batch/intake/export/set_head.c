#include "intake/export/set_head.h"

#include "base/municipality.h"
#include "intake/export/date_form.h"

#include <string.h>

/* Each part is read into a head of its own and then merged, so that there is one place where two
 * sayings meet. */

const char *const set_head_words[EXPORT_HEAD_PARTS] = {"municipality", "as-of", "count"};

struct set_head set_head_unsaid(void)
{
	return (struct set_head){.as_of = DAY_NONE, .count = -1};
}

static bool all_digits(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (value[i] < '0' || value[i] > '9')
			return false;
	return length > 0;
}

static bool read_day(
	struct set_head *said, const struct date_forms *dates, const char *value, size_t length)
{
	char day[DATE_TEXT_BYTES];
	if (dates != NULL)
		return date_forms_read(dates, value, length, day) &&
		       civil_parse(day, strlen(day), &said->as_of);
	if (length != 8 || !all_digits(value, length))
		return civil_parse(value, length, &said->as_of);
	const char parts[] = {value[0], value[1], value[2], value[3], '-', value[4], value[5], '-',
		value[6], value[7]};
	return civil_parse(parts, sizeof parts, &said->as_of);
}

static bool read_count(struct set_head *said, const char *value, size_t length)
{
	if (length > 9 || !all_digits(value, length))
		return false;
	said->count = 0;
	for (size_t i = 0; i < length; i++)
		said->count = said->count * 10 + (value[i] - '0');
	return true;
}

enum set_head_answer set_head_say(struct set_head *head, enum export_head_part part,
	const struct date_forms *dates, const char *value, size_t length)
{
	struct set_head said = set_head_unsaid();
	bool read = false;
	switch (part) {
	case EXPORT_MUNICIPALITY:
		read = municipality_read(value, length, said.municipality);
		break;
	case EXPORT_AS_OF:
		read = read_day(&said, dates, value, length);
		break;
	case EXPORT_COUNT:
		read = read_count(&said, value, length);
		break;
	case EXPORT_HEAD_PARTS:
		break;
	}
	if (!read)
		return SET_HEAD_UNREADABLE;
	return set_head_merge(head, &said, &part) ? SET_HEAD_TAKEN : SET_HEAD_CONTRADICTED;
}

bool set_head_says(const struct set_head *head, enum export_head_part part)
{
	switch (part) {
	case EXPORT_MUNICIPALITY:
		return head->municipality[0] != '\0';
	case EXPORT_AS_OF:
		return head->as_of != DAY_NONE;
	case EXPORT_COUNT:
		return head->count >= 0;
	case EXPORT_HEAD_PARTS:
		break;
	}
	return false;
}

static bool part_contradicts(
	const struct set_head *one, const struct set_head *other, enum export_head_part part)
{
	if (!set_head_says(one, part) || !set_head_says(other, part))
		return false;
	return part == EXPORT_MUNICIPALITY ? strcmp(one->municipality, other->municipality) != 0
	       : part == EXPORT_AS_OF      ? one->as_of != other->as_of
					   : one->count != other->count;
}

bool set_head_merge(
	struct set_head *head, const struct set_head *other, enum export_head_part *part)
{
	for (unsigned i = 0; i < EXPORT_HEAD_PARTS; i++)
		if (part_contradicts(head, other, (enum export_head_part)i)) {
			*part = (enum export_head_part)i;
			return false;
		}
	if (set_head_says(other, EXPORT_MUNICIPALITY))
		memcpy(head->municipality, other->municipality, sizeof head->municipality);
	if (set_head_says(other, EXPORT_AS_OF))
		head->as_of = other->as_of;
	if (set_head_says(other, EXPORT_COUNT))
		head->count = other->count;
	return true;
}
