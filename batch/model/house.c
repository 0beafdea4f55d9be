#include "model/house.h"

#include "model/notice_number.h"

#include <string.h>

/* A house's number is a letter's with an H before it, so that neither is taken for the other. The
 * words stand in ledgers and lists: none is ever changed. */

const char *const house_state_words[HOUSE_STATES] = {
	[HOUSE_OPEN] = "open",
	[HOUSE_ACCEPTED] = "accepted",
	[HOUSE_DECLINED] = "declined",
	[HOUSE_LAPSED] = "lapsed",
	[HOUSE_EMPTY] = "empty",
};

char *house_format_number(int year, int serial, char out[HOUSE_NUMBER_BYTES])
{
	out[0] = 'H';
	notice_format_number(year, serial, out + 1);
	return out;
}

bool house_read_number(const char *text, char number[HOUSE_NUMBER_BYTES])
{
	char read[NOTICE_NUMBER_BYTES];
	if (!notice_read_number(text + (*text == 'H' || *text == 'h' ? 1 : 0), read))
		return false;
	number[0] = 'H';
	memcpy(number + 1, read, sizeof read);
	return true;
}

size_t house_blocks(
	const struct house_entry *entry, struct arena *arena, struct house_block **blocks)
{
	size_t count = 0;
	*blocks = arena_alloc(arena, entry->member_count * sizeof **blocks);
	for (size_t i = 0; i < entry->member_count; i++) {
		const struct appointment *place = &entry->members[i].place;
		struct house_block *block = count > 0 ? &(*blocks)[count - 1] : NULL;
		if (block == NULL || block->day != place->day ||
			strcmp(block->counter, place->counter) != 0) {
			block = &(*blocks)[count++];
			*block = (struct house_block){
				place->counter, place->day, place->starts, place->ends, 0};
		}
		block->starts = place->starts < block->starts ? place->starts : block->starts;
		block->ends = place->ends > block->ends ? place->ends : block->ends;
		block->people++;
	}
	return count;
}

day_number house_first_expiry(const struct house_entry *entry)
{
	day_number first = DAY_NONE;
	for (size_t i = 0; i < entry->member_count; i++)
		for (size_t k = 0; k < entry->due_counts[i]; k++)
			if (first == DAY_NONE || entry->dues[i][k].expires < first)
				first = entry->dues[i][k].expires;
	return first;
}
