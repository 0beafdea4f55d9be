#ifndef MODEL_HOUSE_H
#define MODEL_HOUSE_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/due.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * People who come together: residents of one address (a care home, a dormitory) to which more
 * letters would go in a night than the office's cap. Their letters are by hand (REASON_ADDRESS_CAP)
 * as long as nobody has spoken for them; beside that the night keeps one offer for the whole house,
 * a block of places at one counter, which staff asks the house about.
 *
 * An offer settles nothing, for only a letter settles a due. Once the house has said yes, each
 * member's letter goes with the next night, with that member's own place of the block: the house is
 * told when and how many, each resident what runs out. What stands about a resident is nobody
 * else's to read.
 */

/* H and a notice number (model/notice_number.h): "H26-000012-3". */
enum { HOUSE_NUMBER_BYTES = NOTICE_NUMBER_BYTES + 1 };

enum house_state {
	HOUSE_OPEN,     /* offered: the house is to be asked */
	HOUSE_ACCEPTED, /* the members' letters name their places */
	HOUSE_DECLINED, /* by the desk: the members are by hand one by one */
	HOUSE_LAPSED,   /* nobody answered by the day: likewise */
	HOUSE_EMPTY,    /* nobody of it was left */
	HOUSE_STATES
};

extern const char *const house_state_words[HOUSE_STATES]; /* "open" */

struct house {
	const char *number;
	const char *address;  /* a digest under the ledger's secret (ledger/staff.h) */
	day_number opened;    /* the night */
	day_number answer_by; /* the last day on which the desk can accept it */
	enum house_state state;
};

/* Somebody for whom a house keeps a place. */
struct house_member {
	const char *house; /* its number */
	const char *resident;
	const char *language; /* BCP 47, "" when the register has none */
	bool minor, ward;     /* on the day of the visit: the legal representative comes too */
	struct appointment place;
	int desk; /* from 0 */
};

/* Something that a member comes for. */
struct house_due {
	enum matter matter;
	day_number expires;
};

/* A house as a night's folder, or the desk, tells of it. */
struct house_entry {
	struct house house;
	const struct house_member *members; /* by day, counter, start, desk */
	size_t member_count;
	const struct house_due *const *dues; /* by member: what each comes for, by expiry, */
	const size_t *due_counts;            /* and how many */
};

/* Writes the number of a year's serial (1–NOTICE_SERIAL_MAX). Returns `out`. */
char *house_format_number(int year, int serial, char out[HOUSE_NUMBER_BYTES]);

/* Such a number from what was typed: the H may lack or be small, hyphens and blanks as in
 * notice_read_number. False, and `number` untouched, when it is none or was misread. */
bool house_read_number(const char *text, char number[HOUSE_NUMBER_BYTES]);

/* Places of it at one counter on one day. */
struct house_block {
	const char *counter;
	day_number day;
	int starts, ends; /* minutes: of the first place, of the last */
	size_t people;
};

/* Its blocks, by day, then counter; in the arena. */
size_t house_blocks(
	const struct house_entry *entry, struct arena *arena, struct house_block **blocks);

/* The first day on which anything of it runs out, DAY_NONE for nothing. */
day_number house_first_expiry(const struct house_entry *entry);

#endif
