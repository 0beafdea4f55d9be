#include "document/operators/summary.h"

#include "document/operators/shortfall.h"

/* ---- summary.json ---- */

static void put_outcomes(struct json *json, const long outcomes[OUTCOMES])
{
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		json_put_integer(json, outcome_words[outcome], outcomes[outcome]);
}

static void put_night(struct json *json, const struct night *night)
{
	json_put_day(json, "night", night->day);
	json_put_integer(json, "run", night->run);
	json_put_day(json, "as_of", night->as_of);
	json_put_day(json, "posting_day", night->posting_day);
	json_put_truth(json, "mailing", night->mailing);
	json_put_integer(json, "read", night->read);
	json_put_integer(json, "decided", night->decided);
	json_put_integer(json, "aside", night->aside);
	json_put_integer(json, "holders", night->holders);
}

static void put_letters(struct json *json, const struct night *night, const struct tally *tally)
{
	json_put_integer(json, "carried", night->carried);
	json_put_integer(json, "moved", tally->changes[NOTICE_MOVED]);
	json_put_integer(json, "cancelled", tally->changes[NOTICE_CANCELLED]);
	json_put_integer(json, "sheets", night_sheets(night));
	json_begin_object(json, "mailed");
	for (int format = 0; format < FORMATS; format++)
		if (letter_format_sheets((enum letter_format)format) > 0)
			json_put_integer(json, letter_format_words[format], tally->formats[format]);
	json_end(json);
	if (tally->envelopes > 0)
		json_put_integer(json, "envelopes", tally->envelopes);
	json_put_integer(json, "letters", tally->letters);
	json_put_integer(json, "appointments", tally->appointments);
	json_put_integer(json, "unplaced", tally->unplaced);
	json_put_integer(json, "call", tally->call);
	json_put_integer(json, "call_people", tally->call_people);
	json_put_integer(json, "hand_people", tally->hand_people);
	json_put_integer(json, "unconfirmed", tally->unconfirmed);
}

/* A reason word can stand under two outcomes (a certificate takes the reason of a card that gets
 * no letter), so the outcomes are kept apart. */
static void put_reasons(struct json *json, const struct tally *tally)
{
	json_begin_object(json, "reasons");
	for (int outcome = 0; outcome < OUTCOMES; outcome++) {
		json_begin_object(json, outcome_words[outcome]);
		for (int reason = REASON_EMPTY + 1; reason < REASONS; reason++)
			if (tally->reasons[outcome][reason] > 0)
				json_put_integer(json, reason_words[reason],
					tally->reasons[outcome][reason]);
		json_end(json);
	}
	json_end(json);
}

static void put_acceptances(struct json *json, const struct night *night)
{
	json_begin_array(json, "accepted");
	for (size_t i = 0; i < night->acceptance_count; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "code", night->acceptances[i].code);
		json_put_text(json, "message", night->acceptances[i].message);
		json_put_text(json, "why", night->acceptances[i].why);
		json_put_text(json, "by", night->acceptances[i].who);
		json_end(json);
	}
	json_end(json);
}

/* Which printed sheets must not leave: for whoever reads nothing else. */
static void put_stops(struct json *json, const struct night *night)
{
	char mailing[NIGHT_NAME_BYTES];
	json_put_integer(json, "stop", night_stopped_sheets(night));
	json_begin_array(json, "stops");
	for (size_t i = 0; i < night->stop_count; i++)
		for (int k = 0; k < night->stops[i].sheets; k++) {
			const struct night_stop *stop = &night->stops[i];
			json_begin_object(json, NULL);
			json_put_text(json, "mailing", night_stop_mailing(stop, mailing));
			json_put_integer(json, "sheet", stop->sheet + k);
			json_put_text(json, "notice", stop->notice);
			json_put_text(json, "reason", stop->reason);
			if (stop->enclosure.envelope > 0) {
				json_put_integer(json, "envelope", stop->enclosure.envelope);
				json_put_integer(json, "envelope_sheet", stop->enclosure.first + k);
				json_put_integer(json, "envelope_sheets", stop->enclosure.sheets);
			}
			json_end(json);
		}
	json_end(json);
}

/* By where they stand on the page; returns how many the desk has said it knows. */
static long count_exceptions(const struct night *night, long counts[EXCEPTION_STATES])
{
	long acknowledged = 0;
	for (size_t i = 0; i < night->exception_count; i++) {
		counts[night_exception_state(night, i)]++;
		acknowledged +=
			night->standings != NULL && night->standings[i].acknowledged != DAY_NONE;
	}
	return acknowledged;
}

/* By code, and by where they stand on the page. */
static void put_exceptions(struct json *json, const struct night *night, const struct tally *tally)
{
	static const char *const keys[EXCEPTION_STATES] = {
		[EXCEPTION_NEW] = "exceptions_new",
		[EXCEPTION_KNOWN] = "exceptions_known",
		[EXCEPTION_RESTING] = "exceptions_resting",
	};
	long counts[EXCEPTION_STATES] = {0};
	count_exceptions(night, counts);
	json_begin_object(json, "exceptions");
	for (size_t i = 0; i < tally->exception_codes; i++)
		json_put_integer(json, tally->exceptions[i].code, tally->exceptions[i].count);
	json_end(json);
	for (int state = 0; state < EXCEPTION_STATES; state++)
		json_put_integer(json, keys[state], counts[state]);
}

static void put_counters(struct json *json, const struct office *office, const struct tally *tally)
{
	json_begin_object(json, "counters");
	for (size_t i = 0; i < office->counter_count; i++) {
		json_begin_object(json, office->counters[i].id);
		json_put_integer(json, "appointments", tally->counters[i]);
		json_put_integer(json, "agenda", tally->agenda[i]);
		json_end(json);
	}
	json_end(json);
}

bool summary_write(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally)
{
	struct json *json = json_open();
	put_night(json, night);
	put_outcomes(json, tally->outcomes);
	put_letters(json, night, tally);
	put_stops(json, night);
	put_exceptions(json, night, tally);
	json_begin_object(json, "matters");
	for (int matter = 0; matter < MATTERS; matter++) {
		if (!tally->listed[matter])
			continue;
		json_begin_object(json, matter_words[matter]);
		put_outcomes(json, tally->matters[matter]);
		json_end(json);
	}
	json_end(json);
	put_reasons(json, tally);
	put_acceptances(json, night);
	put_counters(json, office, tally);
	shortfall_summary(json, night);
	json_put_text(json, "register_sha256", night->register_digest);
	json_put_text(json, "office_sha256", night->office_digest);
	json_put_text(json, "ledger", night->ledger_mark);
	json_put_text(json, "lineage", night->lineage);
	json_put_text(json, "seal", night->seal);
	json_put_text(json, "last_notice", night->last_number == NULL ? "" : night->last_number);
	return json_close(json, stream);
}

void summary_put_past(struct json *json, const struct past_night *night)
{
	json_put_day(json, "night", night->day);
	json_put_integer(json, "run", night->run);
	json_put_integer(json, "read", night->read);
	json_put_integer(json, "aside", night->aside);
	put_outcomes(json, night->outcomes);
	json_put_integer(json, "mailed", night->sheets);
	json_put_integer(json, "exceptions", night->exceptions);
}

/* ---- kigen.prom ---- */

static void put_gauge(FILE *stream, const char *name, const char *help)
{
	fprintf(stream, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void put_sample(
	FILE *stream, const char *name, const char *label, const char *value, long count)
{
	fprintf(stream, "%s{%s=\"", name, label);
	for (const char *at = value; *at != '\0'; at++) {
		if (*at == '\\' || *at == '"')
			fputc('\\', stream);
		if (*at == '\n')
			fputs("\\n", stream);
		else
			fputc(*at, stream);
	}
	fprintf(stream, "\"} %ld\n", count);
}

static void put_single(FILE *stream, const char *name, const char *help, long long value)
{
	put_gauge(stream, name, help);
	fprintf(stream, "%s %lld\n", name, value);
}

static void write_dues(FILE *stream, const struct tally *tally)
{
	put_gauge(stream, "kigen_dues", "Dues that are new or changed this night.");
	for (int matter = 0; matter < MATTERS; matter++)
		for (int outcome = 0; outcome < OUTCOMES && tally->listed[matter]; outcome++)
			fprintf(stream, "kigen_dues{matter=\"%s\",outcome=\"%s\"} %ld\n",
				matter_words[matter], outcome_words[outcome],
				tally->matters[matter][outcome]);
}

static void write_stops(FILE *stream, const struct night *night)
{
	char mailing[NIGHT_NAME_BYTES];
	put_single(stream, "kigen_stop_sheets", "Printed sheets that must not leave.",
		night_stopped_sheets(night));
	if (night->stop_count > 0)
		put_gauge(stream, "kigen_stop_sheet", "A printed sheet that must not leave.");
	for (size_t i = 0; i < night->stop_count; i++)
		for (int k = 0; k < night->stops[i].sheets; k++)
			fprintf(stream,
				"kigen_stop_sheet{mailing=\"%s\",sheet=\"%d\",notice=\"%s\"} 1\n",
				night_stop_mailing(&night->stops[i], mailing),
				night->stops[i].sheet + k, night->stops[i].notice);
}

static void write_exceptions(FILE *stream, const struct night *night, const struct tally *tally)
{
	long counts[EXCEPTION_STATES] = {0};
	long acknowledged = count_exceptions(night, counts);
	put_gauge(stream, "kigen_exceptions", "Residents set aside or odd, by code.");
	for (size_t i = 0; i < tally->exception_codes; i++)
		put_sample(stream, "kigen_exceptions", "code", tally->exceptions[i].code,
			tally->exceptions[i].count);
	put_gauge(stream, "kigen_exceptions_standing",
		"The same: new this night, known, or acknowledged and at rest.");
	for (int state = 0; state < EXCEPTION_STATES; state++)
		put_sample(stream, "kigen_exceptions_standing", "state",
			exception_state_words[state], counts[state]);
	put_single(stream, "kigen_exceptions_acknowledged",
		"Those that the desk has said it knows, at rest or not.", acknowledged);
}

void summary_metrics(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally)
{
	long long midnight = (long long)night->day * 86400 - office->utc_offset * 60LL;
	put_single(stream, "kigen_night_timestamp_seconds",
		"The night of this folder, 00:00 local, as Unix time.", midnight);
	put_single(stream, "kigen_export_timestamp_seconds",
		"The day the register was exported, 00:00 local, as Unix time.",
		(long long)night->as_of * 86400 - office->utc_offset * 60LL);
	put_gauge(stream, "kigen_residents", "Residents of the register, decided or set aside.");
	put_sample(stream, "kigen_residents", "state", "decided", night->decided);
	put_sample(stream, "kigen_residents", "state", "aside", night->aside);
	write_dues(stream, tally);
	put_single(stream, "kigen_letters", "Letters decided this night.", tally->letters);
	put_single(stream, "kigen_letters_unplaced",
		"Letters decided this night for which there was no appointment.", tally->unplaced);
	put_single(stream, "kigen_calls", "Dues to be telephoned.", tally->call);
	put_single(stream, "kigen_sheets", "Sheets in this night's mailing.", night_sheets(night));
	put_gauge(stream, "kigen_mailed", "Letters in this night's mailing, by format.");
	for (int format = 0; format < FORMATS; format++)
		if (letter_format_sheets((enum letter_format)format) > 0)
			put_sample(stream, "kigen_mailed", "format", letter_format_words[format],
				tally->formats[format]);
	if (tally->envelopes > 0)
		put_single(stream, "kigen_envelopes",
			"Envelopes in this night's mailing, where letters may share one.",
			tally->envelopes);
	write_stops(stream, night);
	put_single(stream, "kigen_mailings_unconfirmed",
		"Mailings that nobody has confirmed as posted in time.", tally->unconfirmed);
	put_gauge(stream, "kigen_appointments", "Appointments still to come, by counter.");
	for (size_t i = 0; i < office->counter_count; i++)
		put_sample(stream, "kigen_appointments", "counter", office->counters[i].id,
			tally->agenda[i]);
	write_exceptions(stream, night, tally);
}
