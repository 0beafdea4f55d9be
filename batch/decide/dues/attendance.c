#include "decide/dues/attendance.h"

/* The outcome is worked out anew each night from all that is known by then, so that it does not
 * depend on which night saw what first. */

/* A renewal takes somebody at a desk; a card is applied for from home as well, and the day of it is
 * exact: it is the visit's, or the next one's where it was written down in the evening. */
enum { APPLICATION_DAYS = 1 };

bool attendance_renews(day_number expires, day_number current, int moved_days)
{
	return current != DAY_NONE && current > expires + moved_days;
}

day_number attendance_renewed_on(day_number issued, day_number written, day_number seen, int days)
{
	return issued != DAY_NONE && issued >= written - days && issued <= seen ? issued : seen;
}

/* What the dues of a letter say together. */
struct sight {
	bool at_visit;      /* one of them was renewed or applied for at the visit */
	bool any;           /* was renewed at all */
	bool gone;          /* all have ended without a renewal */
	day_number own;     /* the first renewal of one that is not covered, DAY_NONE for none */
	day_number expires; /* of that one */
	day_number last;    /* the last expiry */
};

static bool is_at_visit(const struct awaited_letter *letter, day_number day, int days)
{
	return letter->visit != DAY_NONE && day != DAY_NONE && day >= letter->visit &&
	       day <= letter->visit + days;
}

static struct sight look_at(const struct awaited_letter *letter, int days)
{
	struct sight sight = {.gone = true, .own = DAY_NONE, .expires = DAY_NONE, .last = DAY_NONE};
	for (size_t i = 0; i < letter->due_count; i++) {
		const struct awaited_due *due = &letter->dues[i];
		if (sight.last == DAY_NONE || due->expires > sight.last)
			sight.last = due->expires;
		sight.at_visit |= is_at_visit(letter, due->applied,
					  days < APPLICATION_DAYS ? days : APPLICATION_DAYS) ||
				  is_at_visit(letter, due->renewed, days);
		if (due->renewed == DAY_NONE) {
			sight.gone = sight.gone && due->withdrawn;
			continue;
		}
		sight.any = true;
		sight.gone = false;
		if (!due->covered && (sight.own == DAY_NONE || due->renewed < sight.own)) {
			sight.own = due->renewed;
			sight.expires = due->expires;
		}
	}
	return sight;
}

/* `over`: the days are over in which a register would have shown more. */
static enum attendance outcome_of(
	const struct awaited_letter *letter, const struct sight *sight, bool over)
{
	if (letter->posted == DAY_NONE)
		return ATTENDANCE_NOT_YET;
	if (letter->scanned || sight->at_visit)
		return ATTENDANCE_CAME;
	if (sight->any)
		return ATTENDANCE_OTHERWISE;
	if (sight->gone)
		return ATTENDANCE_GONE;
	return over ? ATTENDANCE_UNRESOLVED : ATTENDANCE_NOT_YET;
}

struct attended attendance_judge(
	const struct awaited_letter *letter, day_number seen, bool shown, int days)
{
	const struct sight sight = look_at(letter, days);
	day_number visit = letter->visit;
	day_number end = visit != DAY_NONE && visit > sight.last ? visit : sight.last;
	day_number asked = visit != DAY_NONE ? visit : sight.last;
	bool over = seen > end + days;
	bool silent = over || (shown && seen > asked + days);
	struct attended found = {
		.notice = letter->notice,
		.attendance = outcome_of(letter, &sight, silent),
		.renewed = sight.own,
	};
	found.in_time = sight.own != DAY_NONE && sight.own <= sight.expires;
	found.by_visit =
		visit != DAY_NONE && (found.attendance == ATTENDANCE_CAME ||
					     (sight.own != DAY_NONE && sight.own <= visit));
	found.settled = letter->posted != DAY_NONE &&
			(over || (found.attendance == ATTENDANCE_CAME && sight.own != DAY_NONE));
	return found;
}
