#include "intake/export/needed.h"

#include "base/phrase.h"

/* One more layer of visitors, the innermost: whatever shape an export has, it is the finished
 * resident that is looked at here. */

/* The row of this resident, who has come now; NULL when there is none. */
static const struct format_need *find_row(const struct needed *needed, const char *id)
{
	const struct format_need *row = format_need_find(needed->needs, id);
	if (row != NULL)
		needed->found[row - needed->needs->list] = true;
	return row;
}

static bool tell_row(const struct needed *needed, const struct format_need *row, const char *code,
	const char *message, bool aside, struct fault *why)
{
	const struct side_record record = {
		PHRASE("needs file"), PHRASE("row"), needed->needs->path, row->line, row->id};
	return needed->visitor->side == NULL ||
	       needed->visitor->side(needed->visitor->context, &record, code, message, aside, why);
}

static void take_glimpse(void *context, const struct resident *resident, bool guarded)
{
	const struct register_visitor *visitor = ((const struct needed *)context)->visitor;
	if (visitor->glimpse != NULL)
		visitor->glimpse(visitor->context, resident, guarded);
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	struct needed *needed = context;
	const struct format_need *row = find_row(needed, resident->id);
	if (row == NULL)
		return needed->visitor->resident(needed->visitor->context, resident, why);
	if (row->code != NULL) {
		needed->aside++;
		take_glimpse(needed, resident,
			resident->protection == PROTECTION_PROVISIONAL ||
				resident->protection == PROTECTION_ACTIVE);
		return tell_row(needed, row, row->code, row->message, true, why);
	}
	struct resident whole = *resident;
	whole.format = row->format;
	return needed->visitor->resident(needed->visitor->context, &whole, why);
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	const struct register_visitor *visitor = ((const struct needed *)context)->visitor;
	return visitor->head(visitor->context, head, why);
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	const struct needed *needed = context;
	find_row(needed, id);
	return needed->visitor->aside(needed->visitor->context, line, id, code, message, why);
}

static bool take_side(void *context, const struct side_record *record, const char *code,
	const char *message, bool aside, struct fault *why)
{
	const struct needed *needed = context;
	if (aside)
		find_row(needed, record->id);
	return needed->visitor->side == NULL ||
	       needed->visitor->side(needed->visitor->context, record, code, message, aside, why);
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	const struct register_visitor *visitor = ((const struct needed *)context)->visitor;
	if (visitor->progress != NULL)
		visitor->progress(visitor->context, done, total);
}

struct register_visitor needed_open(struct needed *needed, const struct format_need_list *needs,
	const struct register_visitor *visitor, struct arena *arena)
{
	*needed = (struct needed){.needs = needs, .visitor = visitor};
	needed->found = arena_alloc(arena, needs->count * sizeof *needed->found);
	return (struct register_visitor){
		.context = needed,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.glimpse = take_glimpse,
		.progress = take_progress,
		.side = take_side,
	};
}

bool needed_finish(const struct needed *needed, struct register_summary *summary, struct fault *why)
{
	summary->aside += needed->aside;
	for (size_t i = 0; i < needed->needs->count; i++) {
		const struct format_need *row = &needed->needs->list[i];
		bool nobody = row->id[0] == '\0';
		if (needed->found[i])
			continue;
		if (!tell_row(needed, row, nobody ? row->code : "row-without-resident",
			    nobody ? row->message : "the register has no such resident", false,
			    why))
			return false;
	}
	return true;
}
