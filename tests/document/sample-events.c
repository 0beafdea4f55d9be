/* What libical reads out of calendar files. Paths on standard input, one a line; for each an array
 * of events in JSON, one a line, as read-calendars.cjs writes it. usage: sample-events */
#include <libical/ical.h>

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *slurp(const char *path)
{
	FILE *stream = fopen(path, "rb");
	if (stream == NULL)
		return NULL;
	char *text = NULL;
	size_t length = 0;
	if (getdelim(&text, &length, '\0', stream) < 0) {
		free(text);
		text = NULL;
	}
	fclose(stream);
	return text;
}

/* libical knows Asia/Tokyo by itself; what counts is the zone that the file brings. */
static json_int_t instant(icalcomponent *calendar, icalproperty *property, icaltimetype time)
{
	icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	icaltimezone *zone =
		tzid == NULL ? icaltimezone_get_utc_timezone()
			     : icalcomponent_get_timezone(calendar, icalparameter_get_tzid(tzid));
	return zone == NULL ? -1 : (json_int_t)icaltime_as_timet_with_zone(time, zone);
}

static json_t *text_of(icalcomponent *event, icalproperty_kind kind)
{
	icalproperty *property = icalcomponent_get_first_property(event, kind);
	return json_string(
		property == NULL ? "" : icalvalue_get_text(icalproperty_get_value(property)));
}

static json_t *read_event(icalcomponent *calendar, icalcomponent *event)
{
	icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
	icalproperty *method = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY);
	json_t *alarms = json_array();
	for (icalcomponent *alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT);
		alarm != NULL;
		alarm = icalcomponent_get_next_component(event, ICAL_VALARM_COMPONENT)) {
		icalproperty *trigger =
			icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
		struct icaltriggertype when = icalproperty_get_trigger(trigger);
		json_array_append_new(alarms, json_integer(icaldurationtype_as_int(when.duration)));
	}
	return json_pack("{s:o, s:i, s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "uid",
		text_of(event, ICAL_UID_PROPERTY), "sequence", icalcomponent_get_sequence(event),
		"method",
		method == NULL ? ""
			       : icalproperty_method_to_string(icalproperty_get_method(method)),
		"status", icalproperty_status_to_string(icalcomponent_get_status(event)), "start",
		instant(calendar, start, icalproperty_get_dtstart(start)), "end",
		instant(calendar, end, icalproperty_get_dtend(end)), "summary",
		text_of(event, ICAL_SUMMARY_PROPERTY), "description",
		text_of(event, ICAL_DESCRIPTION_PROPERTY), "location",
		text_of(event, ICAL_LOCATION_PROPERTY), "alarms", alarms);
}

static bool read_file(const char *path)
{
	char *text = slurp(path);
	icalcomponent *calendar = text == NULL ? NULL : icalparser_parse_string(text);
	free(text);
	if (calendar == NULL || icalcomponent_count_errors(calendar) > 0) {
		fprintf(stderr, "sample-events: %s: cannot be read\n", path);
		return false;
	}
	json_t *events = json_array();
	for (icalcomponent *event =
			icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
		event != NULL;
		event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		json_array_append_new(events, read_event(calendar, event));
	bool wrote = json_dumpf(events, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF;
	json_decref(events);
	icalcomponent_free(calendar);
	return wrote;
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	int status = 0;
	for (ssize_t length; (length = getline(&line, &size, stdin)) > 0;) {
		line[strcspn(line, "\n")] = '\0';
		if (!read_file(line))
			status = 1;
	}
	free(line);
	return status;
}
