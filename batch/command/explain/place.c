#include "command/explain/place.h"

#include "base/json.h"
#include "base/phrase.h"
#include "command/explain/facts.h"
#include "command/say.h"
#include "ledger/decisions.h"
#include "night/kept_appointments.h"
#include "night/places_left.h"

#include <stdio.h>

/* Who has Tuesday at nine? Asked of the ledger for any minute: whoever holds it, however the slots
 * are cut by now. */

struct place {
	struct appointment at; /* counter, day, starts */
	const char *reason;    /* why it is open, or not */
	int desks, free;       /* that are offered then, and that nobody has; 0, 0: none are */
	struct place_version *versions;
	size_t count;
};

/* The slot that holds the minute. */
static void look_at_slot(const struct places_left *left, size_t counter, struct place *place)
{
	const struct counter_day *row = calendar_day(&left->calendar, place->at.day, counter);
	place->reason = row->reason;
	for (size_t i = 0; i < row->slot_count; i++)
		if (row->slots[i].start <= place->at.starts &&
			place->at.starts < row->slots[i].end) {
			place->desks = row->slots[i].desks;
			place->free = places_free(&left->places, place->at.day, counter, i);
		}
}

static bool find_place(
	struct command *command, size_t counter, struct place *place, struct fault *why)
{
	const struct places_asked asked = {
		.office = command->office, .from = place->at.day, .to = place->at.day};
	struct places_left left;
	struct ledger *ledger = NULL;
	bool done = ledger_open(command->options.ledger, LEDGER_READ, &ledger, why) &&
		    command_look_at_ledger(command, ledger, why) && ledger_begin(ledger, why) &&
		    kept_appointments_tell(&command->setup.office, ledger, command->arena, why) &&
		    places_left_read(ledger, &asked, command->arena, &left, why) &&
		    ledger_place_versions(ledger, &place->at, command->arena, &place->versions,
			    &place->count, why);
	ledger_close(ledger);
	if (done)
		look_at_slot(&left, counter, place);
	return done;
}

static const char *since_night(const struct place_version *row, char night[CIVIL_DATE_BYTES])
{
	return row->version.night == DAY_NONE ? phrase("the last night")
					      : civil_format(row->version.night, night);
}

static void print_version(const struct place_version *row)
{
	const struct appointment *then = &row->version.appointment;
	char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES], night[CIVIL_DATE_BYTES];
	if (row->request[0] != '\0') {
		say(PHRASE("  desk %d  %s-%s  another system's request %s: %s (version %d), since "
			   "%s\n"),
			row->desk + 1, civil_format_time(then->starts, from),
			civil_format_time(then->ends, to), row->request,
			PHRASE_WORD(appointment_state_words, then->state), then->sequence,
			since_night(row, night));
		return;
	}
	if (row->house[0] != '\0') {
		say(PHRASE("  desk %d  %s-%s  kept by house %s: %s (version %d%s), since %s\n"),
			row->desk + 1, civil_format_time(then->starts, from),
			civil_format_time(then->ends, to), row->house,
			PHRASE_WORD(appointment_state_words, then->state), then->sequence,
			facts_cause(row->version.cause), since_night(row, night));
		return;
	}
	say(PHRASE("  desk %d  %s-%s  letter %s, resident %s: %s (version %d%s), since %s\n"),
		row->desk + 1, civil_format_time(then->starts, from),
		civil_format_time(then->ends, to),
		row->notice[0] == '\0' ? phrase("(deleted)") : row->notice,
		row->resident[0] == '\0' ? phrase("(deleted)") : row->resident,
		PHRASE_WORD(appointment_state_words, then->state), then->sequence,
		facts_cause(row->version.cause), since_night(row, night));
}

static void print_text(const struct place *place)
{
	char at[CIVIL_INSTANT_BYTES];
	size_t i = 0;
	civil_format_instant(place->at.day, place->at.starts, at);
	if (place->desks == 0)
		say(PHRASE("%s at %s (%s): nothing is offered then\n"), at, place->at.counter,
			phrase(place->reason));
	else
		say(PHRASE("%s at %s (%s): %d of %d desks are free\n"), at, place->at.counter,
			phrase(place->reason), place->free, place->desks);
	say(place->count > 0 && place->versions[0].stands ? PHRASE("\nwho has it\n")
							  : PHRASE("\nnobody has it\n"));
	for (; i < place->count && place->versions[i].stands; i++)
		print_version(&place->versions[i]);
	if (i < place->count)
		say(PHRASE("\nwhat once was there\n"));
	for (; i < place->count; i++)
		print_version(&place->versions[i]);
}

static void put_version(struct json *json, const struct place_version *row)
{
	const struct appointment *then = &row->version.appointment;
	char time[CIVIL_TIME_BYTES];
	json_begin_object(json, NULL);
	json_put_truth(json, "stands", row->stands);
	json_put_integer(json, "desk", row->desk + 1);
	json_put_text(json, "from", civil_format_time(then->starts, time));
	json_put_text(json, "to", civil_format_time(then->ends, time));
	json_put_text(json, "notice", row->notice);
	json_put_text(json, "resident", row->resident);
	json_put_text(json, "request", row->request);
	json_put_text(json, "house", row->house);
	json_put_text(json, "state", appointment_state_words[then->state]);
	json_put_text(json, "uid", then->uid);
	json_put_integer(json, "sequence", then->sequence);
	json_put_text(json, "cause", row->version.cause);
	json_put_day(json, "night", row->version.night);
	json_end(json);
}

static bool print_json(const struct place *place)
{
	struct json *json = json_open();
	char at[CIVIL_INSTANT_BYTES];
	json_put_text(json, "counter", place->at.counter);
	json_put_text(json, "at", civil_format_instant(place->at.day, place->at.starts, at));
	json_put_text(json, "reason", place->reason);
	json_put_integer(json, "desks", place->desks);
	json_put_integer(json, "free", place->free);
	json_begin_array(json, "appointments");
	for (size_t i = 0; i < place->count; i++)
		put_version(json, &place->versions[i]);
	json_end(json);
	return json_close(json, stdout);
}

int explain_place(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	int counter = office_counter(command->office, options->counter);
	struct place place = {.at = {.counter = options->counter,
				      .day = options->at.day,
				      .starts = options->at.minute}};
	if (counter < 0)
		return command_refuse(
			command, FAULT_USAGE, "the office has no counter '%s'", options->counter);
	if (!find_place(command, (size_t)counter, &place, why))
		return 0;
	if (!options->json)
		print_text(&place);
	else if (!print_json(&place))
		fault_set(why, FAULT_WRITE, "the place cannot be written");
	return 0;
}
