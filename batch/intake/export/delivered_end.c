#include "base/phrase.h"
#include "intake/export/delivered.h"

#include <string.h>

/* Nothing is silently nobody: who was named by one file alone is told. */

static bool tell_uncounted(struct delivered *delivered, struct fault *why)
{
	const struct register_visitor *visitor = delivered->visitor;
	for (const struct uncounted_resident *one = uncounted_first(delivered->uncounted);
		one != NULL; one = one->next) {
		const struct resident nobody = {.line = one->line, .id = one->id};
		if (!ids_add(delivered->set.ids, ids_sum(one->id, strlen(one->id))))
			continue;
		delivered->set.read++;
		delivered->set.aside++;
		if (visitor->glimpse != NULL)
			visitor->glimpse(visitor->context, &nobody, false);
		if (!visitor->aside(visitor->context, one->line, one->id, "no-row-counts",
			    PHRASE("rows of this resident have come, and by the history none "
				   "counts"),
			    why))
			return false;
	}
	return true;
}

static bool tell_orphans(
	struct delivered *delivered, struct delivered_set *part, long *orphans, struct fault *why)
{
	const struct register_visitor *visitor = delivered->visitor;
	const char *source = arena_print(delivered->arena, PHRASE("set %s"), part->set->name);
	for (const struct side_person *person = side_rows_first(part->rows); person != NULL;
		person = person->next) {
		if (person->found)
			continue;
		const struct side_record record = {
			source, PHRASE("row"), part->path, side_row_line(person->rows), person->id};
		++*orphans;
		if (visitor->side != NULL &&
			!visitor->side(visitor->context, &record, "row-without-resident",
				PHRASE("the main set has no such resident"), false, why))
			return false;
	}
	return true;
}

/* All sets have been read: does each of them fit the main one? */
static bool tell_sets(struct delivered *delivered, long *orphans, struct fault *why)
{
	*orphans = 0;
	for (size_t i = 0; i < delivered_count(delivered); i++) {
		struct delivered_set *part = &delivered->sets[i];
		if (part == delivered_main(delivered) || part->rows == NULL || part->other_day)
			continue;
		if (part->set->required && part->found == 0)
			return delivered_fault(part, why,
				side_rows_first(part->rows) == NULL
					? phrase("none of its rows counts")
					: phrase("not one of its rows has a resident in the main "
						 "set; "
						 "hint: are the ids of both written alike?"));
		if (!tell_orphans(delivered, part, orphans, why))
			return false;
	}
	return true;
}

bool delivered_end(struct delivered *delivered, long *orphans, struct fault *why)
{
	return tell_uncounted(delivered, why) &&
	       record_set_complete(&delivered->set, delivered->record, 1, why) &&
	       tell_sets(delivered, orphans, why);
}
