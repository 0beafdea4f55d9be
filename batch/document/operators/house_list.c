#include "document/operators/house_list.h"

/* A house is one row, however many blocks it has: who calls it reads the others on its sheet. */

static void write_house(FILE *stream, const struct csv_form *form, const struct house_entry *entry,
	day_number today, struct arena *arena)
{
	const struct house *house = &entry->house;
	struct house_block *blocks;
	size_t count = house_blocks(entry, arena, &blocks);
	char opened[CIVIL_DATE_BYTES], by[CIVIL_DATE_BYTES], first[CIVIL_DATE_BYTES];
	char starts[CIVIL_INSTANT_BYTES] = "", ends[CIVIL_INSTANT_BYTES] = "";
	day_number left = house->answer_by > today ? house->answer_by - today : 0;
	if (count > 0) {
		civil_format_instant(blocks->day, blocks->starts, starts);
		civil_format_instant(blocks->day, blocks->ends, ends);
	}
	const char *const fields[] = {house->number, house_state_words[house->state],
		arena_print(arena, "%zu", entry->member_count),
		entry->member_count > 0 ? entry->members[0].resident : "",
		arena_print(arena, "%zu", count), count > 0 ? blocks->counter : "", starts, ends,
		civil_format(house_first_expiry(entry), first), civil_format(house->opened, opened),
		civil_format(house->answer_by, by), arena_print(arena, "%d", (int)left)};
	csv_record(stream, form->readers, fields, sizeof fields / sizeof fields[0]);
}

void house_list_write(
	FILE *stream, const struct csv_form *form, const struct night *night, struct arena *arena)
{
	static const char *const house_headings[] = {"house", "state", "people", "resident",
		"blocks", "counter", "starts", "ends", "expires", "opened", "answer_by",
		"days_left"};
	csv_mark(stream);
	csv_heading(stream, form, house_headings, sizeof house_headings / sizeof house_headings[0]);
	for (size_t i = 0; i < night->house_count; i++)
		write_house(stream, form, &night->houses[i], night->day, arena);
}
