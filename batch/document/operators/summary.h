#ifndef DOCUMENT_OPERATORS_SUMMARY_H
#define DOCUMENT_OPERATORS_SUMMARY_H

#include "base/json.h"
#include "document/operators/tally.h"
#include "model/committed_night.h"
#include "model/figures.h"
#include "model/office.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * A night in numbers for programs. Both hold counts and dates only: no resident, no clock.
 */

/* operators/summary.json: night, run, as_of, posting_day, mailing; read = decided + aside
 * (residents); letter, covered, hand, none (rows of dues.csv); carried, sheets; letters =
 * appointments + unplaced + those whose matters have none; call (rows), call_people, hand_people;
 * unconfirmed (mailings); accepted (limits let pass: code, message, why, by); holders of a cards
 * file; exceptions by code; matters by outcome; reasons (those that occur; an ordinary letter has
 * none); counters with tonight's appointments and all that are still to come; shortages
 * (document/operators/shortfall.h); register_sha256, office_sha256. False when it could not be
 * written. */
bool summary_write(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally);

/* One night of many, as members: night, run, read, aside, the outcomes, mailed, exceptions. */
void summary_put_past(struct json *json, const struct past_night *night);

/* operators/kigen.prom: gauges in the Prometheus text format for node_exporter's textfile
 * collector. kigen_night_timestamp_seconds is the night at 00:00 local, so that an alert can see a
 * night that did not run. Write errors stay in the stream. */
void summary_metrics(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally);

#endif
