#include "ledger/counts.h"
#include "ledger/effects.h"
#include "ledger/exception_chain.h"
#include "ledger/house_offers.h"
#include "ledger/ledger.h"
#include "ledger/lineage.h"
#include "ledger/row.h"
#include "ledger/seal.h"
#include "ledger/shortages.h"
#include "ledger/statement.h"

#include <string.h>

/* What stood on a night, and what became of one resident. */

static void read_digest(struct sql_statement *get, struct arena *arena, char digest[65])
{
	const char *text = sql_get_text(get, arena);
	size_t length = strnlen(text, 64);
	memcpy(digest, text, length);
	digest[length] = '\0';
}

/* Of the night whose day and run are set. */
static bool read_head(struct ledger *ledger, struct arena *arena, struct night *night, int64_t *id,
	struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_NIGHT);
	char date[CIVIL_DATE_BYTES], when[CIVIL_DATE_BYTES];
	day_number purged = DAY_NONE;
	sql_put_day(get, night->day);
	sql_put_integer(get, night->run);
	bool found = sql_next(get);
	if (found) {
		*id = sql_get_integer(get);
		night->issued = sql_get_integer(get) != 0;
		night->as_of = sql_get_day(get);
		read_digest(get, arena, night->register_digest);
		read_digest(get, arena, night->office_digest);
		night->posting_day = sql_get_day(get);
		night->mailing = night->posting_day == night->day;
		night->read = (long)sql_get_integer(get);
		night->decided = (long)sql_get_integer(get);
		night->aside = (long)sql_get_integer(get);
		night->holders = (long)sql_get_integer(get);
		purged = sql_get_day(get);
	}
	if (!sql_finish(get, why))
		return false;
	if (purged != DAY_NONE)
		return fault_set(why, FAULT_INPUT,
			"%s: the night of %s was purged on %s, past its retention: its folder and its "
			"letters cannot be made again",
			ledger->path, civil_format(night->day, date), civil_format(purged, when));
	return found || fault_set(why, FAULT_INPUT, "%s: the ledger has no night of %s, run %d",
				ledger->path, civil_format(night->day, date), night->run);
}

static bool read_lineage(struct ledger *ledger, int64_t id, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_NUMBER);
	sql_put_integer(get, id);
	night->last_number = sql_next(get) ? sql_get_text(get, arena) : "";
	return sql_finish(get, why) && ledger_mark(ledger, night->ledger_mark, why) &&
	       ledger_lineage(ledger, night->day, night->run, night->lineage, why) &&
	       seal_head(ledger, id, night->seal, why);
}

static void read_night_due(struct sql_statement *list, struct arena *arena, struct night_due *due)
{
	struct decision *decision = &due->decision;
	due->resident = sql_get_text(list, arena);
	due->household = sql_get_text(list, arena);
	decision->matter = (enum matter)sql_get_word(list, matter_words, MATTERS);
	decision->expires = sql_get_day(list);
	decision->opens = sql_get_day(list);
	decision->wave = (enum wave)sql_get_word(list, wave_words, WAVES);
	decision->outcome = (enum outcome)sql_get_word(list, outcome_words, OUTCOMES);
	decision->reason = (enum reason)sql_get_word(list, reason_words, REASONS);
	decision->estimated = sql_get_integer(list) != 0;
	due->notice = sql_get_text(list, arena);
	due->visit_from = sql_get_day(list);
	due->visit_until = sql_get_day(list);
	row_appointment(list, arena, &due->appointment);
	due->call = sql_get_integer(list) != 0;
	due->language = sql_get_text(list, arena);
	due->house = sql_get_text(list, arena);
}

static bool read_dues(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_DUES);
	struct rows rows = {.size = sizeof(struct night_due)};
	sql_put_integer(list, id);
	for (struct night_due *due; (due = row_next(list, arena, &rows)) != NULL;)
		read_night_due(list, arena, due);
	return row_done(list, &rows, &night->dues, &night->due_count, why);
}

static bool read_exceptions(struct ledger *ledger, int64_t id, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_EXCEPTIONS);
	struct rows rows = {.size = sizeof(struct night_exception)};
	struct exception_standing *standings = NULL;
	size_t capacity = 0;
	sql_put_integer(list, id);
	for (struct night_exception *exception;
		(exception = row_next(list, arena, &rows)) != NULL;) {
		exception->line = (long)sql_get_integer(list);
		exception->resident = sql_get_text(list, arena);
		exception->code = sql_get_text(list, arena);
		exception->message = sql_get_text(list, arena);
		standings = arena_grow(
			arena, standings, rows.count - 1, 1, &capacity, sizeof *standings);
		row_standing(list, arena, &standings[rows.count - 1]);
	}
	night->standings = standings;
	if (!row_done(list, &rows, &night->exceptions, &night->exception_count, why))
		return false;
	for (size_t i = 0; i < night->exception_count; i++) {
		const struct exception_told told = {
			id, night->exceptions[i].code, night->exceptions[i].message};
		if (!exception_chain_follow(ledger, &told, arena, &standings[i], why))
			return false;
	}
	return true;
}

static bool read_acceptances(struct ledger *ledger, int64_t id, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_ACCEPTANCES);
	struct rows rows = {.size = sizeof(struct night_acceptance)};
	sql_put_integer(list, id);
	for (struct night_acceptance *acceptance;
		(acceptance = row_next(list, arena, &rows)) != NULL;) {
		acceptance->code = sql_get_text(list, arena);
		acceptance->message = sql_get_text(list, arena);
		acceptance->why = sql_get_text(list, arena);
		acceptance->who = sql_get_text(list, arena);
	}
	return row_done(list, &rows, &night->acceptances, &night->acceptance_count, why);
}

static bool read_letters(struct ledger *ledger, int64_t id, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct notice *sheets = NULL, *invited = NULL;
	struct night_telling *tellings = NULL;
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_SHEETS);
	sql_put_integer(list, id);
	if (!row_notices(ledger, list, arena, &sheets, &night->sheet_count, why))
		return false;
	list = sql_start(ledger->sql, LIST_NIGHT_INVITED);
	sql_put_integer(list, id);
	if (!row_notices(ledger, list, arena, &invited, &night->invited_count, why))
		return false;
	list = sql_start(ledger->sql, LIST_NIGHT_TELLINGS);
	sql_put_integer(list, id);
	if (!row_tellings(list, arena, &tellings, &night->telling_count, why))
		return false;
	night->sheets = sheets;
	night->invited = invited;
	night->tellings = tellings;
	struct sql_statement *count = sql_start(ledger->sql, COUNT_NIGHT_CARRIED);
	sql_put_integer(count, id);
	if (sql_next(count))
		night->carried = (long)sql_get_integer(count);
	return sql_finish(count, why);
}

/* Reads all of it, and leaves the statement to be ended. */
static struct sql_statement *list_agenda(
	struct ledger *ledger, int64_t id, day_number from, struct arena *arena, struct rows *rows)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_AGENDA);
	sql_put_integer(list, id);
	sql_put_day(list, from);
	for (struct agenda_entry *entry; (entry = row_next(list, arena, rows)) != NULL;) {
		entry->notice = sql_get_text(list, arena);
		row_appointment(list, arena, &entry->appointment);
		entry->changed = sql_get_day(list);
		entry->desk = (int)sql_get_integer(list);
		entry->language = sql_get_text(list, arena);
		entry->minor = sql_get_integer(list) != 0;
		entry->ward = sql_get_integer(list) != 0;
		entry->again = sql_get_integer(list) != 0;
		const char *matters = sql_get_text(list, arena);
		for (enum matter matter = 0; matter < MATTERS; matter++)
			entry->matters[matter] = strstr(matters, matter_words[matter]) != NULL;
		entry->house = sql_get_text(list, arena);
	}
	return list;
}

static bool read_agenda(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct rows rows = {.size = sizeof(struct agenda_entry)};
	struct sql_statement *list = list_agenda(ledger, id, night->day, arena, &rows);
	return row_done(list, &rows, &night->agenda, &night->agenda_count, why);
}

bool ledger_agenda_now(struct ledger *ledger, day_number from, struct arena *arena,
	struct agenda_entry **entries, size_t *count, struct fault *why)
{
	struct rows rows = {.size = sizeof(struct agenda_entry)};
	struct sql_statement *list = list_agenda(ledger, NIGHT_NOW, from, arena, &rows);
	return row_done(list, &rows, entries, count, why);
}

static bool read_stops(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_NIGHT_STOPS);
	struct rows rows = {.size = sizeof(struct night_stop)};
	sql_put_integer(list, id);
	for (struct night_stop *stop; (stop = row_next(list, arena, &rows)) != NULL;) {
		stop->sheet = (int)sql_get_integer(list);
		stop->sheets = letter_format_sheets(
			(enum letter_format)sql_get_word(list, letter_format_words, FORMATS));
		stop->notice = sql_get_text(list, arena);
		stop->day = sql_get_day(list);
		stop->run = (int)sql_get_integer(list);
		stop->desk = sql_get_integer(list) != 0;
		stop->enclosure = row_enclosure(list);
		stop->reason = sql_get_text(list, arena);
	}
	return row_done(list, &rows, &night->stops, &night->stop_count, why);
}

static bool read_houses(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why)
{
	struct house_entry *houses = NULL;
	if (!house_offers_of_night(ledger, id, arena, &houses, &night->house_count, why))
		return false;
	night->houses = houses;
	return true;
}

bool ledger_night(struct ledger *ledger, day_number day, int run, struct arena *arena,
	struct night *night, struct fault *why)
{
	struct night found = {.day = day, .run = run};
	int64_t id = 0;
	bool alone = !sql_in_transaction(ledger->sql);
	if (alone && !sql_begin_reading(ledger->sql, why))
		return false;
	bool done = read_head(ledger, arena, &found, &id, why) &&
		    read_lineage(ledger, id, arena, &found, why) &&
		    read_dues(ledger, id, arena, &found, why) &&
		    read_exceptions(ledger, id, arena, &found, why) &&
		    read_acceptances(ledger, id, arena, &found, why) &&
		    read_letters(ledger, id, arena, &found, why) &&
		    read_agenda(ledger, id, arena, &found, why) &&
		    read_stops(ledger, id, arena, &found, why) &&
		    read_houses(ledger, id, arena, &found, why) &&
		    shortages_read(ledger, id, arena, &found, why) &&
		    counts_read(ledger, id, arena, &found, why) &&
		    effects_read(ledger, id, arena, &found, why);
	if (alone)
		sql_rollback(ledger->sql);
	if (done)
		*night = found;
	return done;
}

/* The night of a change of staff's is yet to come. */
static bool read_agenda_now(
	struct ledger *ledger, struct arena *arena, struct night *night, struct fault *why)
{
	struct agenda_entry *entries = NULL;
	if (!ledger_agenda_now(ledger, night->day, arena, &entries, &night->agenda_count, why))
		return false;
	for (size_t i = 0; i < night->agenda_count; i++)
		if (entries[i].changed == DAY_NONE)
			entries[i].changed = night->day;
	night->agenda = entries;
	return true;
}

bool ledger_agenda(struct ledger *ledger, struct arena *arena, struct night *night, bool *found,
	struct fault *why)
{
	struct night last = {.day = DAY_NONE};
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_NIGHT);
	bool any = sql_next(get);
	if (any) {
		last.day = sql_get_day(get);
		last.run = (int)sql_get_integer(get);
	}
	if (!sql_finish(get, why) || (any && !read_agenda_now(ledger, arena, &last, why)))
		return false;
	*night = last;
	*found = any;
	return true;
}

bool ledger_story(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_entry **entries, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STORY);
	struct rows rows = {.size = sizeof(struct story_entry)};
	sql_put_text(list, resident);
	for (struct story_entry *entry; (entry = row_next(list, arena, &rows)) != NULL;) {
		read_night_due(list, arena, &entry->due);
		entry->night = sql_get_day(list);
		entry->run = (int)sql_get_integer(list);
		entry->state = (enum due_state)sql_get_word(list, due_state_words, DUE_STATES);
		entry->mailed = sql_get_day(list);
		entry->pulled = sql_get_integer(list) != 0;
	}
	return row_done(list, &rows, entries, count, why);
}
