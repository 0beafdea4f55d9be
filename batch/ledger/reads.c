#include "ledger/ledger.h"
#include "ledger/row.h"
#include "ledger/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known before a night: due by due, appointment by appointment, as of now. */

/* A letter's number, NULL for none. */
static const char *read_letter(struct sql_statement *list, struct arena *arena)
{
	const char *number = sql_get_text(list, arena);
	return number[0] == '\0' ? NULL : number;
}

/* Where there is one, it is the letter that counts. */
static void read_reminder(struct sql_statement *list, struct arena *arena, struct known_due *due)
{
	const char *reminder = read_letter(list, arena);
	bool printed = sql_get_integer(list) != 0;
	const char *uid = sql_get_text(list, arena);
	day_number visit = sql_get_day(list);
	due->settled_reminder = reminder != NULL;
	if (reminder == NULL)
		return;
	due->notice = reminder;
	due->printed = printed;
	due->uid = uid;
	due->visit = visit;
}

static void read_known_due(struct sql_statement *list, struct arena *arena, struct known_due *due)
{
	due->resident = sql_get_text(list, arena);
	due->document = (enum document)sql_get_word(list, document_words, DOCUMENTS);
	due->expires = sql_get_day(list);
	due->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
	due->state = (enum due_state)sql_get_word(list, due_state_words, DUE_STATES);
	due->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
	due->outcome = (enum outcome)sql_get_word(list, outcome_words, OUTCOMES);
	due->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
	due->first = read_letter(list, arena);
	due->printed = sql_get_integer(list) != 0;
	due->posted = sql_get_day(list);
	due->uid = due->first_uid = sql_get_text(list, arena);
	due->visit = due->first_visit = sql_get_day(list);
	due->notice = due->first;
	due->settled_first = due->first != NULL;
	read_reminder(list, arena, due);
	due->taken_back = sql_get_integer(list) != 0;
}

bool ledger_known_dues(struct ledger *ledger, day_number from, struct arena *arena,
	struct known_due **dues, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_KNOWN_DUES);
	struct rows rows = {.size = sizeof(struct known_due)};
	sql_put_day(list, from);
	for (struct known_due *due; (due = row_next(list, arena, &rows)) != NULL;)
		read_known_due(list, arena, due);
	return row_done(list, &rows, dues, count, why);
}

bool ledger_standing_appointments(struct ledger *ledger, day_number from, struct arena *arena,
	struct standing_appointment **standing, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STANDING_APPOINTMENTS);
	struct rows rows = {.size = sizeof(struct standing_appointment)};
	sql_put_integer(list, NIGHT_NOW);
	sql_put_day(list, from);
	for (struct standing_appointment *appointment;
		(appointment = row_next(list, arena, &rows)) != NULL;) {
		appointment->notice = sql_get_text(list, arena);
		appointment->resident = sql_get_text(list, arena);
		row_appointment(list, arena, &appointment->appointment);
		appointment->desk = (int)sql_get_integer(list);
		appointment->by_staff = sql_get_integer(list) != 0;
	}
	return row_done(list, &rows, standing, count, why);
}

bool ledger_taken_places(struct ledger *ledger, day_number from, struct arena *arena,
	struct taken_place **places, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_TAKEN_PLACES);
	struct rows rows = {.size = sizeof(struct taken_place)};
	sql_put_day(list, from);
	for (struct taken_place *place; (place = row_next(list, arena, &rows)) != NULL;) {
		place->uid = sql_get_text(list, arena);
		place->counter = sql_get_text(list, arena);
		place->day = sql_get_day(list);
		place->starts = sql_get_time(list);
		place->ends = sql_get_time(list);
		place->desk = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, places, count, why);
}

bool ledger_pending_notices(struct ledger *ledger, struct arena *arena, struct notice **notices,
	size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_PENDING_NOTICES);
	sql_put_integer(list, NIGHT_NOW);
	return row_notices(ledger, list, arena, notices, count, why);
}

/* The one number that a statement gives; 0 for no row and for NULL. */
static bool read_number(struct sql_statement *get, int *number, struct fault *why)
{
	int64_t found = sql_next(get) ? sql_get_integer(get) : 0;
	if (!sql_finish(get, why))
		return false;
	*number = (int)found;
	return true;
}

bool ledger_last_serial(struct ledger *ledger, int year, int *serial, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_SERIAL);
	char first[NOTICE_NUMBER_BYTES], last[NOTICE_NUMBER_BYTES];
	snprintf(first, sizeof first, "%02u-000000-0", (unsigned)year % 100);
	snprintf(last, sizeof last, "%02u-999999-9", (unsigned)year % 100);
	sql_put_text(get, first);
	sql_put_text(get, last);
	return read_number(get, serial, why);
}

/* ---- exports ---- */

static bool read_export(struct sql_statement *get, struct ledger_export *export, struct fault *why)
{
	struct ledger_export found = {.found = sql_next(get)};
	if (found.found) {
		found.night = sql_get_day(get);
		found.run = (int)sql_get_integer(get);
		found.as_of = sql_get_day(get);
		found.residents = (long)sql_get_integer(get);
		found.holders = (long)sql_get_integer(get);
	}
	if (!sql_finish(get, why))
		return false;
	*export = found;
	return true;
}

bool ledger_latest_export(struct ledger *ledger, struct ledger_export *latest, struct fault *why)
{
	return read_export(sql_start(ledger->sql, GET_LATEST_EXPORT), latest, why);
}

bool ledger_export_seen(
	struct ledger *ledger, const char *digest, struct ledger_export *first, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_FIRST_EXPORT);
	sql_put_text(get, digest);
	return read_export(get, first, why);
}

bool ledger_find_night(struct ledger *ledger, day_number day, const char *digest, int *run,
	int *last_run, struct fault *why)
{
	struct sql_statement *same = sql_start(ledger->sql, GET_RUN);
	struct sql_statement *last = sql_start(ledger->sql, GET_LAST_RUN);
	int found;
	sql_put_day(same, day);
	sql_put_text(same, digest);
	sql_put_day(last, day);
	if (!read_number(same, &found, why) || !read_number(last, last_run, why))
		return false;
	*run = found;
	return true;
}
