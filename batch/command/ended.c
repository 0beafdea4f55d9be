#include "command/ended.h"

#include <stdlib.h>
#include <string.h>

static int compare_ended(const void *left, const void *right)
{
	const struct ended_due *a = left, *b = right;
	int order = strcmp(a->resident, b->resident);
	if (order == 0)
		order = (int)a->document - (int)b->document;
	return order != 0 ? order : (a->expires > b->expires) - (a->expires < b->expires);
}

struct ended ended_tonight(const struct admission *admission, struct arena *arena)
{
	struct ended_due *ended =
		arena_alloc(arena, (admission->closed_count + admission->released_count +
					   admission->person_count * DOCUMENTS) *
					   sizeof *ended);
	size_t count = 0;
	for (size_t i = 0; i < admission->closed_count; i++) {
		const struct known_due *known = admission->closed[i].known;
		ended[count++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < admission->released_count; i++) {
		const struct known_due *known = admission->released[i];
		ended[count++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < admission->person_count; i++) {
		const struct admit_person *person = admission->people[i];
		for (size_t k = 0; k < person->count; k++)
			if (person->dues[k].state != DUE_OPEN)
				ended[count++] = (struct ended_due){person->recipient.resident,
					person->dues[k].document, person->dues[k].decision.expires};
	}
	if (count > 0)
		qsort(ended, count, sizeof *ended, compare_ended);
	return (struct ended){ended, count};
}

bool ended_has(
	const struct ended *ended, const char *resident, enum document document, day_number expires)
{
	const struct ended_due key = {resident, document, expires};
	return ended->count > 0 &&
	       bsearch(&key, ended->dues, ended->count, sizeof key, compare_ended) != NULL;
}
