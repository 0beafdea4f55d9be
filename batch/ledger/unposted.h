#ifndef LEDGER_UNPOSTED_H
#define LEDGER_UNPOSTED_H

#include "ledger/staff.h"

/* Printed letters that nobody has confirmed as posted: what a night holds against tonight's
 * register, so that the mail room hears in time which sheets must not leave; and what staff says
 * became of these. Failures are the ledger's (ledger.h); results live in the arena that is passed.
 */

/* ---- before a night ---- */

/* Those of the mailings of nights from `from` on, and of held ones whatever their age, by mailing,
 * then sheet; then those of folders of staff's from that day on, by day, then number. */
bool ledger_unposted(struct ledger *ledger, day_number from, struct arena *arena,
	struct unposted_letter **letters, size_t *count, struct fault *why);

/* By resident. Within a night's transaction. */
bool ledger_pulled_dues(struct ledger *ledger, struct arena *arena, struct pulled_due **dues,
	size_t *count, struct fault *why);

/* ---- between two nights: between ledger_begin and ledger_staff_commit (ledger/staff.h) ---- */

struct stopped_letter {
	int sheet;
	const char *number, *resident;
	day_number
		night; /* whose stop list names it, with its run; DAY_NONE where none was asked */
	int run;
};

/* The sheets of a mailing that the last night's stop list names, in order, but for those that are
 * only held and those accounted for. */
bool ledger_stopped(struct ledger *ledger, const struct mailing *mailing, struct arena *arena,
	struct stopped_letter **letters, size_t *count, struct fault *why);

/* A printed letter that names a place of an appointment which the desk has told by word since that
 * it is another, or none. */
struct overtaken_sheet {
	const char *number;
	int sheet;
	day_number day; /* of its mailing, with its run; DAY_NONE in a folder of staff's */
	int run;
};

/* Those of one appointment that nobody has confirmed as posted, nor accounted for or taken back:
 * they may lie in the mail room, and no letter follows them. In the order of their mailings. */
bool ledger_overtaken_sheets(struct ledger *ledger, const char *uid, struct arena *arena,
	struct overtaken_sheet **sheets, size_t *count, struct fault *why);

/* The withdrawn sheets of a mailing that nobody has accounted for, in order. */
bool ledger_withdrawn_sheets(struct ledger *ledger, const struct mailing *mailing,
	struct arena *arena, struct stopped_letter **letters, size_t *count, struct fault *why);

/* Says what became of a sheet, once for each; what is pulled is withdrawn. `sheet`: its
 * letter, that one's resident, and its mailing, NULL when the letter alone is spoken of. */
bool ledger_account(struct ledger *ledger, const struct audit_subject *sheet, enum sheet_fate fate,
	const struct staff_act *act, struct fault *why);

#endif
