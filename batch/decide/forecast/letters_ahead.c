#include "decide/forecast/letters_ahead.h"

#include "decide/dues/letter_contents.h"
#include "decide/rules/addressee.h"
#include "decide/rules/arrival.h"
#include "decide/rules/births.h"
#include "decide/rules/window.h"
#include "decide/visits/named_visit.h"
#include "decide/visits/slot_requests.h"

/* A night can write what the one before it did not only where a window opens, a document runs out,
 * a reminder's time comes or a row of the office's rules begins: from one such day to the next
 * nothing is asked. That this leaves nothing out is tested against every night, through reconcile
 * itself. */

/* What one letter asks for, and what was given by letters before it. */
enum { STANDING_MAX = 8 };

struct course {
	const struct nights_ahead *ahead;
	const struct resident_ahead *whom;
	struct ruling ruling;
	struct known_due written[DOCUMENTS]; /* by document: what the nights so far have decided of
						its date; resident NULL: nothing */
	struct standing_appointment standing[STANDING_MAX];
	size_t standing_count;
};

/* The first mailing day from a day on; past the last night when there is none. */
static day_number mailing_from(const struct nights_ahead *ahead, day_number day)
{
	while (day <= ahead->until && !calendar_mails(ahead->calendar, day))
		day++;
	return day;
}

/* ---- what is known ---- */

static const struct known_due *known_due_of(
	const struct course *course, enum document document, day_number expires)
{
	const struct known_due *written = &course->written[document];
	if (written->resident != NULL && written->expires == expires)
		return written;
	for (size_t i = 0; i < course->whom->known_count; i++) {
		const struct known_due *known = &course->whom->known[i];
		if (known->document == document && known->expires == expires)
			return known;
	}
	return NULL;
}

/* What the ledger would say of a due after a night that mailed `part` of it. */
static void write_due(struct course *course, const struct decision *decision,
	const struct letter_part *part, day_number night, day_number visit)
{
	enum document document = document_of(decision->matter);
	const struct known_due *before = known_due_of(course, document, decision->expires);
	struct known_due due = {.first = "",
		.uid = "",
		.first_uid = "",
		.posted = DAY_NONE,
		.visit = DAY_NONE,
		.first_visit = DAY_NONE};
	if (before != NULL)
		due = *before;
	due.resident = course->whom->resident->id;
	due.document = document;
	due.expires = decision->expires;
	due.matter = decision->matter;
	due.wave = decision->wave;
	due.outcome = decision->outcome;
	due.reason = decision->reason;
	if (part->carried) {
		due.settled_reminder = part->reminds;
		due.settled_first = due.printed = true;
		due.taken_back = false;
		due.posted = night;
		if (!part->reminds)
			due.first_visit = visit;
	}
	course->written[document] = due;
}

/* ---- the visit ---- */

/* The first day that it could have lain on: of each item the latest of the day from which it may
 * and the one by which a letter of the first day of its window has come. */
static day_number earliest_visit(const struct course *course, const struct notice *notice)
{
	const struct office *office = course->ahead->office;
	day_number earliest = course->ahead->from;
	for (size_t i = 0; i < notice->item_count; i++) {
		const struct notice_item *item = &notice->items[i];
		day_number opens = window_opens(&office->window, item->expires);
		day_number posted = opens > course->ahead->from ? opens : course->ahead->from;
		day_number come = office_arrival(office, item->matter, posted);
		day_number may = window_appointments_from(&office->window, item->expires);
		earliest = come > earliest ? come : earliest;
		earliest = may > earliest ? may : earliest;
	}
	return earliest;
}

static day_number wished_day(const struct slot_request *request)
{
	day_number day = request->wishes_day ? request->wished_from : request->from;
	if (day < request->from)
		return request->from;
	return day > request->until ? request->until : day;
}

/* Whether the letter names a visit that its resident has, asks for one, or neither: the day on
 * which it is to lie, or DAY_NONE. */
static day_number find_visit(struct course *course, const struct reconciled_person *person,
	const struct notice *notice, struct letter_ahead *letter)
{
	const struct nights_ahead *ahead = course->ahead;
	const char *id = course->whom->resident->id;
	const struct visit_naming naming = {.office = ahead->office,
		.calendar = ahead->calendar,
		.posting_day = letter->posted,
		.standing = course->standing,
		.standing_count = course->standing_count,
		.declined = &id,
		.declined_count = course->whom->declined ? 1 : 0};
	const struct named_visit named = named_visit_find(&naming, person, notice);
	if (named.standing != NULL)
		return named.standing->appointment.day;
	if (!named.possible)
		return DAY_NONE;
	const struct asking asking = {.office = ahead->office, .posting_day = letter->posted};
	letter->visits = true;
	letter->request = slot_request_of(&asking, person, notice, &named.visit);
	letter->request.household = letter->request.key = NULL;
	letter->earliest = earliest_visit(course, notice);
	day_number day = wished_day(&letter->request);
	if (course->standing_count < STANDING_MAX)
		course->standing[course->standing_count++] = (struct standing_appointment){
			.resident = id,
			.notice = "",
			.appointment = {.state = APPOINTMENT_STATE_OFFERED, .uid = "", .day = day}};
	return day;
}

/* ---- a night ---- */

/* The letter of these parts; its visit's day, or DAY_NONE. */
static day_number write_letter(
	struct course *course, const struct letter_part *parts, struct letter_ahead *letter)
{
	const struct nights_ahead *ahead = course->ahead;
	const struct ruling *ruling = &course->ruling;
	struct reconciled_person person = {.recipient = addressee_of(ahead->office, letter->posted,
						   course->whom->resident, ruling),
		.age = births_age_class(
			ahead->office, &course->whom->resident->born, letter->posted)};
	struct notice notice = {.recipient = person.recipient};
	struct notice_item items[DOCUMENTS];
	size_t count = 0;
	for (size_t i = 0; i < ruling->count; i++) {
		if (!parts[i].carried)
			continue;
		items[count] = letter_item(&ruling->decisions[i]);
		day_number last = letter_last_day(ahead->office, &ruling->decisions[i]);
		letter->last = count == 0 || last < letter->last ? last : letter->last;
		if (parts[i].reminds)
			items[count].wave = WAVE_REMINDER;
		letter->call |= items[count].outcome == OUTCOME_LETTER &&
				arrival_after_expiry(ahead->office, items[count].matter,
					items[count].expires, letter->posted);
		count++;
	}
	notice_take_items(&notice, items, count);
	letter->wave = notice.wave;
	letter->matter = items[0].matter;
	return find_visit(course, &person, &notice, letter);
}

/* Is there a due whose letter may not go, and that was no case by hand before? */
static bool newly_by_hand(const struct course *course)
{
	for (size_t i = 0; i < course->ruling.count; i++) {
		const struct decision *decision = &course->ruling.decisions[i];
		const struct known_due *known =
			known_due_of(course, document_of(decision->matter), decision->expires);
		if (decision->outcome == OUTCOME_HAND &&
			(known == NULL || known->outcome != OUTCOME_HAND))
			return true;
	}
	return false;
}

static void decide_night(
	struct course *course, day_number night, letter_ahead_tell *tell, void *context)
{
	const struct office *office = course->ahead->office;
	const struct posting posting = {night, night, night - 1};
	struct letter_due dues[DOCUMENTS];
	struct letter_part parts[DOCUMENTS];
	struct letter_ahead letter = {.posted = night}, hand = {.posted = night, .hand = true};
	day_number visit = DAY_NONE;
	bool any = false;
	rules_decide(course->whom->resident, office, night, course->whom->circumstances,
		&course->ruling);
	const struct ruling *ruling = &course->ruling;
	for (size_t i = 0; i < ruling->count; i++) {
		const struct decision *decision = &ruling->decisions[i];
		const struct known_due *known =
			known_due_of(course, document_of(decision->matter), decision->expires);
		dues[i] = (struct letter_due){
			decision, known, letter_waits(known) ? LETTER_PULLED : LETTER_GOES};
	}
	letter_contents(office, &posting, dues, ruling->count, parts);
	for (size_t i = 0; i < ruling->count; i++)
		any |= parts[i].carried;
	if (newly_by_hand(course))
		tell(context, &hand);
	if (any) {
		visit = write_letter(course, parts, &letter);
		tell(context, &letter);
	}
	for (size_t i = 0; i < ruling->count; i++)
		write_due(course, &ruling->decisions[i], &parts[i], night, visit);
}

/* ---- from one night to the next ---- */

/* The earlier of `next` and a day behind `night`; DAY_NONE: none yet. */
static void consider_day(day_number day, day_number night, day_number *next)
{
	if (day > night && (*next == DAY_NONE || day < *next))
		*next = day;
}

static void consider_rules(const struct office *office, day_number night, day_number *next)
{
	const struct window_rules *window = &office->window;
	const struct validity_rules *validity = &office->validity;
	for (size_t i = 0; i < window->count; i++)
		consider_day(window->list[i].from, night, next);
	for (size_t i = 0; i < validity->no_period_count; i++)
		consider_day(validity->no_periods[i].from, night, next);
	for (size_t i = 0; i < validity->residence_card_count; i++)
		consider_day(validity->residence_cards[i].from, night, next);
}

static void consider_due(
	const struct course *course, enum document document, day_number night, day_number *next)
{
	const struct window_rules *window = &course->ahead->office->window;
	day_number expires = course->ruling.current[document];
	const struct known_due *known = known_due_of(course, document, expires);
	consider_day(window_opens(window, expires), night, next);
	consider_day(expires + 1, night, next);
	if (known == NULL || !known->settled_first)
		return;
	consider_day(window_reminder_from(window, expires), night, next);
	if (known->posted != DAY_NONE)
		consider_day(known->posted + window_reminder_after(window, night), night, next);
	if (known->first_visit != DAY_NONE)
		consider_day(known->first_visit + 2, night, next);
}

/* The next night on which anything can be other than on this one; DAY_NONE: none. */
static day_number next_change(const struct course *course, day_number night)
{
	day_number next = DAY_NONE;
	for (int document = 0; document < DOCUMENTS; document++)
		if (course->ruling.current[document] != DAY_NONE &&
			course->ruling.current[document] >= night)
			consider_due(course, (enum document)document, night, &next);
	if (next != DAY_NONE)
		consider_rules(course->ahead->office, night, &next);
	return next;
}

void letters_ahead(const struct nights_ahead *ahead, const struct resident_ahead *whom,
	letter_ahead_tell *tell, void *context)
{
	struct course course = {.ahead = ahead, .whom = whom};
	for (size_t i = 0; i < whom->standing_count && i < STANDING_MAX; i++)
		course.standing[course.standing_count++] = whom->standing[i];
	day_number night = mailing_from(ahead, ahead->from);
	while (night != DAY_NONE && night <= ahead->until) {
		decide_night(&course, night, tell, context);
		day_number next = next_change(&course, night);
		night = next == DAY_NONE ? DAY_NONE : mailing_from(ahead, next);
	}
}
