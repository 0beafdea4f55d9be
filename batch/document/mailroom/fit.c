#include "document/mailroom/letter.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/widest.h"

#include <string.h>

/*
 * A letter is laid out with the name that it bears, for what lies on a line beside it hangs on
 * where its words break: no name is the widest one of all. Only one that is much narrower than what
 * its kind of letters has room for is not tried.
 */

struct letter_kind {
	const char *name;
	double room; /* the width of a name that fits, in type sizes; 0 when none was found */
	struct letter_kind *next;
};

/* The size of a code, which is all that a trial asks of it. */
struct trial_code {
	const char *text;
	struct qr qr; /* without modules */
	struct trial_code *next;
};

/* letters_code for a trial. Letters that are tried have the token and days that all of them are
 * tried with, so that many have the same code: the first ones are remembered. */
static bool trial_code(struct letters *letters, const struct notice *notice, const struct qr **qr,
	struct fault *why)
{
	enum { CODES_MAX = 64 };
	*qr = NULL;
	const char *code = letters_code_text(letters, notice);
	if (code == NULL)
		return true;
	for (const struct trial_code *known = letters->codes; known != NULL; known = known->next)
		if (strcmp(known->text, code) == 0) {
			*qr = &known->qr;
			return true;
		}
	struct qr whole;
	if (!letters_code_make(letters, notice, code, &whole, why))
		return false;
	bool room = letters->code_count < CODES_MAX;
	struct arena *arena = room ? letters->arena : letters->sheet;
	struct trial_code *made = arena_alloc(arena, sizeof *made);
	*made = (struct trial_code){.text = arena_copy(arena, code), .qr.size = whole.size};
	*qr = &made->qr;
	if (room) {
		made->next = letters->codes;
		letters->codes = made;
		letters->code_count++;
	}
	return true;
}

static bool trial_scan(struct letters *letters, const struct linear **scan, struct fault *why)
{
	if (letters->scan == NULL) {
		struct linear *made = arena_alloc(letters->arena, sizeof *made);
		if (!barcode_scan(NUMBER_LIKE, letters->arena, made, why))
			return false;
		letters->scan = made;
	}
	*scan = letters->scan;
	return true;
}

bool letters_try(struct letters *letters, const struct notice *notice, bool *fits,
	struct sheet_trouble *trouble, struct fault *why)
{
	struct filling filling = letters_filling(letters, notice, notice->night);
	struct sheet sheet = {
		.pages = letters->pages, .filling = &filling, .scales = &letters->scales};
	if (!trial_scan(letters, &sheet.scan, why) || !trial_code(letters, notice, &sheet.qr, why))
		return false;
	*fits = sheet_try(&sheet, trouble);
	pages_forget(letters->pages);
	return true;
}

/* The letter with this name and the longest dates. What cannot be made at all does not fit. */
static bool try_words(struct letters *letters, const struct notice *like, const char *name)
{
	struct arena *arena = arena_open();
	struct notice_item *items = arena_alloc(arena, like->item_count * sizeof *items);
	day_number day = widest_day(letters, like, like->night);
	struct notice notice = *like;
	notice.number = NUMBER_LIKE;
	notice.token = TOKEN_LIKE;
	notice.night = day;
	notice.recipient.name = name;
	for (size_t i = 0; i < like->item_count; i++) {
		items[i] = like->items[i];
		items[i].expires = day;
	}
	notice.items = items;
	notice.appointment.day = notice.was.day = day;
	struct sheet_trouble trouble;
	struct fault unsaid;
	bool fits;
	bool made = letters_try(letters, &notice, &fits, &trouble, &unsaid);
	arena_close(arena);
	return made && fits;
}

static double find_room(struct letters *letters, const struct notice *notice)
{
	const char *const names[] = {widest_beyond(letters), widest_name(letters)};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (try_words(letters, notice, names[i]))
			return widest_ems(letters, names[i]);
	return 0;
}

static const struct letter_kind *kind_of(struct letters *letters, const struct notice *notice)
{
	struct filling filling = letters_filling(letters, notice, notice->night);
	const char *name = flow_kind(&filling);
	for (const struct letter_kind *kind = letters->kinds; kind != NULL; kind = kind->next)
		if (strcmp(kind->name, name) == 0)
			return kind;
	struct letter_kind *kind = arena_alloc(letters->arena, sizeof *kind);
	kind->name = arena_copy(letters->arena, name);
	kind->room = find_room(letters, notice);
	kind->next = letters->kinds;
	letters->kinds = kind;
	return kind;
}

bool letters_fit(struct letters *letters, const struct notice *notice)
{
	const char *name = notice->recipient.name;
	return widest_ems(letters, name) * WIDEST_MARGIN <= kind_of(letters, notice)->room ||
	       try_words(letters, notice, name);
}

/* The visits that a letter may get: one of its own, or one that is held already. */
static struct notice with_visit(const struct notice *like, const char *counter, bool kept)
{
	enum { STARTS = 10 * 60 + 30, MINUTES = 30 };
	struct notice notice = *like;
	notice.kept = kept;
	notice.appointment = (struct appointment){
		.state = APPOINTMENT_STATE_OFFERED,
		.uid = UID_LIKE,
		.counter = counter,
		.day = like->night,
		.starts = STARTS,
		.ends = STARTS + MINUTES,
	};
	return notice;
}

/* What a counter says of itself breaks differently in each block: all of them are tried. */
static bool fit_at_all_counters(struct letters *letters, const struct notice *like, bool kept)
{
	for (size_t i = 0; i < letters->office->counter_count; i++) {
		struct notice notice = with_visit(like, letters->office->counters[i].id, kept);
		if (!letters_fit(letters, &notice))
			return false;
	}
	return true;
}

static bool fit_undated(struct letters *letters, const struct notice *notice)
{
	struct notice alone = *notice;
	alone.kept = false;
	alone.appointment = (struct appointment){.uid = "", .counter = ""};
	if (!letters_fit(letters, &alone))
		return false;
	if (notice->recipient.stay_case == STAY_CASE_RESIDENCE)
		return true; /* Immigration renews it: nobody has to come */
	return fit_at_all_counters(letters, notice, false) &&
	       (!notice->kept || fit_at_all_counters(letters, notice, true));
}

/* While there is a trial a letter must have room in both wordings: who is by hand has no part in
 * it, whichever would have been drawn. */
static bool fit_worded(struct letters *letters, const struct notice *notice)
{
	struct notice other = *notice;
	other.second = true;
	return fit_undated(letters, notice) &&
	       (letters->office->trial.id == NULL || fit_undated(letters, &other));
}

bool letters_fit_undated(struct letters *letters, const struct notice *notice)
{
	if (!fit_worded(letters, notice))
		return false;
	/* Who comes of age before the deadline may be called on either side of that birthday. */
	day_number until = notice->recipient.minor_until;
	if (until < notice->night || until >= notice_deadline(notice))
		return true;
	struct notice grown = *notice;
	grown.recipient.minor_until = DAY_NONE;
	return fit_worded(letters, &grown);
}
