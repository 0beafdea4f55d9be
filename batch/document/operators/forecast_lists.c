#include "document/operators/forecast_lists.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/share.h"

#include <math.h>

/* Of the matters those that a date decides: a revocation cannot be foreseen. */

static const enum matter foreseen[] = {
	MATTER_AUTHENTICATION, MATTER_CARD, MATTER_SIGNATURE, MATTER_STAY};
enum { FORESEEN = sizeof foreseen / sizeof foreseen[0] };

/* ---- CSV ---- */

static const char *const columns[] = {"span", "from", "until", "counter", "first", "late",
	"reminders_most", "calls", "hand", "letters_authentication", "letters_card",
	"letters_signature", "letters_stay", "visits_authentication", "visits_card",
	"visits_signature", "visits_stay", "booked", "visits", "offered", "places_booked",
	"places_taken", "unplaced", "desks_missing", "remedy", "sunday", "hours", "come"};
enum { COLUMNS = sizeof columns / sizeof columns[0], FIGURE_BYTES = 24 };

/* One record, put together from left to right. */
struct record {
	const char *fields[COLUMNS];
	char texts[COLUMNS][FIGURE_BYTES];
	size_t count;
};

static void put_text(struct record *record, const char *text)
{
	record->fields[record->count++] = text;
}

static void put_figure(struct record *record, long figure)
{
	char *text = record->texts[record->count];
	snprintf(text, FIGURE_BYTES, "%ld", figure);
	record->fields[record->count++] = text;
}

static void put_day(struct record *record, day_number day)
{
	char *text = record->texts[record->count];
	civil_format(day, text);
	record->fields[record->count++] = text;
}

static void begin_record(struct record *record, const char *kind, const struct forecast_span *span,
	const char *counter)
{
	record->count = 0;
	put_text(record, kind);
	put_day(record, span->from);
	put_day(record, span->until);
	put_text(record, counter);
}

static void put_share(struct record *record, const struct forecast_share *share)
{
	put_figure(record, share->visits);
	put_figure(record, share->offered);
	put_figure(record, share->booked);
	put_figure(record, share->taken);
}

/* The last column is of those who will come, below 0 for nothing. */
static void end_record(FILE *stream, struct record *record, long come)
{
	while (record->count < COLUMNS - 1)
		put_text(record, "");
	if (come < 0)
		put_text(record, "");
	else
		put_figure(record, come);
	csv_record(stream, CSV_PROGRAMS, record->fields, COLUMNS);
}

static void write_all(FILE *stream, const char *kind, const struct forecast *forecast,
	const struct forecast_span *span, const struct forecast_share *sum)
{
	struct record record;
	begin_record(&record, kind, span, "");
	for (int wave = 0; wave < WAVES; wave++)
		put_figure(&record, span->letters[wave]);
	put_figure(&record, span->calls);
	put_figure(&record, span->hand);
	for (int i = 0; i < FORESEEN; i++)
		put_figure(&record, span->matters[foreseen[i]]);
	for (int i = 0; i < FORESEEN; i++)
		put_figure(&record, span->visits[foreseen[i]]);
	put_figure(&record, span->booked);
	put_share(&record, sum);
	put_figure(&record, span->unplaced);
	end_record(stream, &record, forecast_come(forecast, sum->visits));
}

/* What a counter needs in the week that begins on this Monday; the next after `need`, or the first
 * for NULL; NULL: nothing. */
static const struct forecast_need *next_need(const struct forecast *forecast,
	const struct forecast_need *need, day_number monday, int counter)
{
	size_t i = need == NULL ? 0 : (size_t)(need - forecast->needs) + 1;
	for (; i < forecast->need_count; i++)
		if (forecast->needs[i].monday == monday && forecast->needs[i].counter == counter)
			return &forecast->needs[i];
	return NULL;
}

/* A counter's line, to where what it needs stands. */
static void begin_counter(struct record *record, const char *kind, const struct forecast_span *span,
	const struct forecast_share *share, const char *id)
{
	enum { NO_COUNTERS = 14, BEHIND = 6 }; /* columns that no counter has, and those to come */
	begin_record(record, kind, span, id);
	for (int i = 0; i < NO_COUNTERS; i++)
		put_text(record, "");
	if (share != NULL)
		put_share(record, share);
	while (record->count < COLUMNS - BEHIND)
		put_text(record, "");
}

static void put_need(struct record *record, const struct forecast_need *need)
{
	put_figure(record, need->people);
	put_figure(record, need->desks);
	put_text(record, remedy_words[need->remedy]);
	put_day(record, need->sunday);
	put_figure(record, need->hours);
}

/* Needs of two remedies in one week are told on two lines of their own, whose counts stand on the
 * first. */
static void write_counter(FILE *stream, const char *kind, const struct office *office,
	const struct forecast *forecast, const struct forecast_span *span, int counter)
{
	const struct forecast_share *share = &span->shares[counter];
	const struct forecast_need *need = NULL;
	day_number monday = civil_monday(span->from);
	if (kind[0] == 'w')
		need = next_need(forecast, NULL, monday, counter);
	do {
		struct record record;
		begin_counter(&record, kind, span, share, office->counters[counter].id);
		if (need != NULL)
			put_need(&record, need);
		end_record(stream, &record,
			share == NULL ? -1 : forecast_come(forecast, share->visits));
		share = NULL;
	} while (need != NULL && (need = next_need(forecast, need, monday, counter)) != NULL);
}

static void write_span(FILE *stream, const char *kind, const struct office *office,
	const struct forecast *forecast, const struct forecast_span *span)
{
	const struct forecast_share sum = forecast_sum(span, office->counter_count);
	write_all(stream, kind, forecast, span, &sum);
	for (size_t i = 0; i < office->counter_count; i++)
		write_counter(stream, kind, office, forecast, span, (int)i);
}

void forecast_csv(FILE *stream, const struct office *office, const struct forecast *forecast)
{
	csv_record(stream, CSV_PROGRAMS, columns, COLUMNS);
	for (size_t i = 0; i < forecast->month_count; i++)
		write_span(stream, "month", office, forecast, &forecast->months[i]);
	for (size_t i = 0; i < forecast->week_count; i++)
		write_span(stream, "week", office, forecast, &forecast->weeks[i]);
}

/* ---- JSON ---- */

static void put_matters(struct json *json, const char *key, const long counts[MATTERS])
{
	json_begin_object(json, key);
	for (int i = 0; i < FORESEEN; i++)
		json_put_integer(json, matter_words[foreseen[i]], counts[foreseen[i]]);
	json_end(json);
}

static void put_come(struct json *json, long come)
{
	if (come >= 0)
		json_put_integer(json, "come", come);
}

static void put_counters(struct json *json, const struct office *office,
	const struct forecast *forecast, const struct forecast_span *span)
{
	json_begin_array(json, "counters");
	for (size_t i = 0; i < office->counter_count; i++) {
		const struct forecast_share *share = &span->shares[i];
		json_begin_object(json, NULL);
		json_put_text(json, "counter", office->counters[i].id);
		json_put_integer(json, "visits", share->visits);
		put_come(json, forecast_come(forecast, share->visits));
		json_put_integer(json, "offered", share->offered);
		json_put_integer(json, "booked", share->booked);
		json_put_integer(json, "taken", share->taken);
		json_end(json);
	}
	json_end(json);
}

static void put_spans(struct json *json, const char *key, const struct office *office,
	const struct forecast *forecast, bool weeks)
{
	const struct forecast_span *spans = weeks ? forecast->weeks : forecast->months;
	size_t count = weeks ? forecast->week_count : forecast->month_count;
	json_begin_array(json, key);
	for (size_t i = 0; i < count; i++) {
		const struct forecast_span *span = &spans[i];
		json_begin_object(json, NULL);
		json_put_day(json, "from", span->from);
		json_put_day(json, "until", span->until);
		json_put_integer(json, "first", span->letters[WAVE_FIRST]);
		json_put_integer(json, "late", span->letters[WAVE_LATE]);
		json_put_integer(json, "reminders_most", span->letters[WAVE_REMINDER]);
		json_put_integer(json, "calls", span->calls);
		json_put_integer(json, "hand", span->hand);
		put_matters(json, "letters", span->matters);
		put_matters(json, "visits", span->visits);
		json_put_integer(json, "booked", span->booked);
		put_come(json, forecast_come(forecast, forecast_visits(span)));
		json_put_integer(json, "unplaced", span->unplaced);
		put_counters(json, office, forecast, span);
		json_end(json);
	}
	json_end(json);
}

static void put_needs(
	struct json *json, const struct office *office, const struct forecast *forecast)
{
	json_begin_array(json, "needs");
	for (size_t i = 0; i < forecast->need_count; i++) {
		const struct forecast_need *need = &forecast->needs[i];
		json_begin_object(json, NULL);
		json_put_day(json, "monday", need->monday);
		json_put_text(json, "counter", office->counters[need->counter].id);
		json_put_integer(json, "people", need->people);
		json_put_integer(json, "places", need->places);
		json_put_integer(json, "desks", need->desks);
		json_put_text(json, "remedy", remedy_words[need->remedy]);
		json_put_day(json, "sunday", need->sunday);
		json_put_integer(json, "hours", need->hours);
		json_end(json);
	}
	json_end(json);
}

/* Thousandths, as those of `kigen effect`. */
static void put_seen(struct json *json, const struct forecast_seen *seen)
{
	enum { WHOLE = 1000 };
	const struct share_interval interval = share_wilson(seen->came);
	json_begin_object(json, "seen");
	json_put_integer(json, "letters", seen->came.of);
	json_put_integer(json, "came", seen->came.hits);
	json_put_integer(json, "low", lround(WHOLE * interval.low));
	json_put_integer(json, "high", lround(WHOLE * interval.high));
	json_put_text(json, "first", seen->first);
	json_put_text(json, "last", seen->last);
	json_end(json);
}

bool forecast_json(FILE *stream, const struct office *office, const struct forecast *forecast)
{
	struct json *json = json_open();
	json_put_day(json, "from", forecast->from);
	json_put_day(json, "until", forecast->until);
	json_put_day(json, "as_of", forecast->as_of);
	json_put_integer(json, "residents", forecast->residents);
	json_put_integer(json, "aside", forecast->aside);
	put_seen(json, &forecast->seen);
	put_spans(json, "months", office, forecast, false);
	put_spans(json, "weeks", office, forecast, true);
	put_needs(json, office, forecast);
	return json_close(json, stream);
}
