#ifndef DECIDE_VISITS_BLOCK_H
#define DECIDE_VISITS_BLOCK_H

#include "decide/visits/free_places.h"
#include "decide/visits/request.h"

#include <stddef.h>

/*
 * A block: places at one counter on one day for people who come together (model/house.h), each a
 * visit of its own, side by side at parallel desks and one behind the other without a gap.
 *
 * Among the days and counters that are lawful for somebody of them the block is the one that seats
 * most; of equal ones that at the home counter, then the shortest from its first visit's start to
 * its last one's end, then the earliest, then the first counter. Who runs out first is seated
 * first. Who is not seated asks for another block.
 *
 * A house comes whole: it has no appointments beyond the desks (model/desks.h).
 *
 * Nobody else loses a place that was given: a block is made of what is left. And it leaves others
 * room: of what is free at a counter on a day, in slots, the house has at most `share` percent,
 * with what it has there already.
 *
 * Pure, and the order of the requests changes nothing; nothing here fails.
 */

struct block_search {
	struct places *places; /* what is left, over the days that are asked for */
	int share;             /* 1–100 */
	/* NULL, or the only (counter, day) that may be: those of answers that are placed */
	const struct slot_answer *beside;
	size_t beside_count;
};

/* Seats as many of the requests as one block can, and takes their places: answers[i] belongs to
 * requests[i]; those whose answer is placed already are passed over. Of a request its key, days,
 * slots, matters, counters and home count. Returns how many it has seated; 0: there is no block. */
size_t block_seat(const struct block_search *search, const struct slot_request *requests,
	size_t count, struct arena *arena, struct slot_answer *answers);

#endif
