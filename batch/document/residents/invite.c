#include "document/residents/invite.h"

#include "base/markup.h"
#include "base/text.h"
#include "document/residents/content_lines.h"
#include "document/residents/telephone.h"
#include "document/words/filling.h"

#include <libical/ical.h>
#include <string.h>

/*
 * libical writes: 15,000 events in a quarter of a second (tests/document/test_calendar.py looks at
 * the bytes). It folds lines wherever 75 octets end, also at a blank, which readers that strip
 * lines then lose: so its lines are folded again (document/residents/content_lines.h). Its built-in
 * zones carry a TZID of its own, so the zone is put together here.
 */

enum { DAY_MINUTES = 24 * 60 };

/* ---- times ---- */

static icaltimetype time_of(day_number day, int minute)
{
	int days = minute / DAY_MINUTES - (minute % DAY_MINUTES < 0 ? 1 : 0);
	struct civil date = civil_parts(day + days);
	icaltimetype time = icaltime_null_time();
	minute -= days * DAY_MINUTES;
	time.year = date.year;
	time.month = date.month;
	time.day = date.day;
	time.hour = minute / 60;
	time.minute = minute % 60;
	time.is_date = 0;
	return time;
}

static icaltimetype time_utc(const struct office *office, day_number day, int minute)
{
	icaltimetype time = time_of(day, minute - office->utc_offset);
	time.zone = icaltimezone_get_utc_timezone();
	return time;
}

/* When a version of an appointment was made: the night that tells of it, a second later for each
 * earlier version, since some calendars keep what is not newer by DTSTAMP, whatever SEQUENCE says.
 * No clock is asked. */
static icaltimetype time_made(const struct office *office, day_number night, int sequence)
{
	icaltimetype made = time_utc(office, night, 0);
	icaltime_adjust(&made, 0, 0, 0, sequence);
	return made;
}

static icalproperty *with_zone(icalproperty *property, const struct office *office)
{
	icalproperty_add_parameter(property, icalparameter_new_tzid(office->timezone));
	return property;
}

static icalproperty *with_language(icalproperty *property, const char *language)
{
	icalproperty_add_parameter(property, icalparameter_new_language(language));
	return property;
}

/* ---- parts of a calendar ---- */

static icalcomponent *new_calendar(void)
{
	return icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
		icalproperty_new_prodid("-//kigen//appointments//JA"), (void *)0);
}

/* Offsets do not change in Japan, so one block is the whole zone; it begins before any event. */
static icalcomponent *new_zone(const struct office *office)
{
	int seconds = office->utc_offset * 60;
	icalcomponent *standard = icalcomponent_vanew(ICAL_XSTANDARD_COMPONENT,
		icalproperty_new_dtstart(time_of(civil_day(1970, 1, 1), 0)),
		icalproperty_new_tzoffsetfrom(seconds), icalproperty_new_tzoffsetto(seconds),
		(void *)0);
	if (strcmp(office->timezone, "Asia/Tokyo") == 0)
		icalcomponent_add_property(standard, icalproperty_new_tzname("JST"));
	return icalcomponent_vanew(ICAL_VTIMEZONE_COMPONENT,
		icalproperty_new_tzid(office->timezone), standard, (void *)0);
}

static icalcomponent *new_alarm(const char *text, int seconds_before)
{
	struct icaltriggertype trigger = {
		.time = icaltime_null_time(),
		.duration = icaldurationtype_from_int(-seconds_before),
	};
	return icalcomponent_vanew(ICAL_VALARM_COMPONENT,
		icalproperty_new_action(ICAL_ACTION_DISPLAY), icalproperty_new_description(text),
		icalproperty_new_trigger(trigger), (void *)0);
}

/* The sender's address, else its telephone (RFC 3966). */
static icalproperty *new_organizer(
	const struct office *office, const char *language, struct arena *arena)
{
	const struct sender *sender = &office->sender;
	const char *address =
		text_blank(sender->email)
			? arena_print(arena, "tel:%s", telephone_number(sender->phone, arena))
			: arena_print(arena, "mailto:%s", sender->email);
	icalproperty *organizer = icalproperty_new_organizer(address);
	const char *name = arena_print(arena, "%s %s", wordings_in(&sender->city, language),
		wordings_in(&sender->section, language));
	icalproperty_add_parameter(organizer, icalparameter_new_cn(name));
	return organizer;
}

static const struct counter *counter_of(
	const struct office *office, const struct appointment *appointment)
{
	int index = office_counter(office, appointment->counter);
	return index < 0 ? NULL : &office->counters[index];
}

static const char *place_text(const struct office *office, const struct appointment *appointment,
	const char *language, struct arena *arena)
{
	const struct counter *counter = counter_of(office, appointment);
	if (counter == NULL)
		return appointment->counter;
	const char *name = wordings_in(&counter->name, language);
	const char *address = wordings_in(&counter->address, language);
	return text_blank(address) ? name : arena_print(arena, "%s, %s", name, address);
}

/* Where it is: a counter that the office file no longer knows is named by its id. */
static void add_place(icalcomponent *event, const struct office *office,
	const struct appointment *appointment, const char *language, struct arena *arena)
{
	const struct counter *counter = counter_of(office, appointment);
	const char *place = place_text(office, appointment, language, arena);
	icalcomponent_add_property(event, icalproperty_new_location(place));
	if (counter == NULL)
		return;
	struct icalgeotype position = {.lat = counter->latitude, .lon = counter->longitude};
	if (position.lat < 0 || position.lat > 0 || position.lon < 0 || position.lon > 0)
		icalcomponent_add_property(event, icalproperty_new_geo(position));
}

/* ---- sentences ---- */

static struct filling filling_for(const struct office *office, const struct templates *templates,
	const struct notice *notice, struct arena *arena)
{
	struct filling filling = {
		.office = office, .templates = templates, .plain = true, .arena = arena};
	filling_begin_outside(&filling, notice);
	return filling;
}

/* Without marks and references: a calendar is plain text. NULL when there is no sentence. */
static const char *plain_text(const struct filling *filling, size_t key)
{
	bool unused;
	const char *text = filling_text(filling, key, &unused);
	return text == NULL ? NULL : markup_plain(filling->arena, text);
}

static const char *title_text(const struct filling *filling, size_t key)
{
	const char *text = plain_text(filling, key);
	return text == NULL ? "" : text;
}

/* What some calendars show instead of the event: what, where, and what to bring. */
static const char *alarm_text(const struct filling *filling, const char *title)
{
	const char *bring = plain_text(filling, TEXT_INVITE_BRING);
	return arena_print(filling->arena, "%s\n%s%s%s", title,
		place_text(filling->office, &filling->notice->appointment, filling->language->tag,
			filling->arena),
		bring == NULL ? "" : "\n", bring == NULL ? "" : bring);
}

/* Sentence by sentence, one line each. */
static const char *description_of(const struct filling *filling)
{
	const char *text = "";
	for (size_t key = TEXT_INVITE_CANCELLED; key <= TEXT_INVITE_LATER; key++) {
		const char *line = plain_text(filling, key);
		if (line != NULL)
			text = arena_print(
				filling->arena, "%s%s%s", text, *text == '\0' ? "" : "\n", line);
	}
	return text;
}

/* ---- events ---- */

/* What every form of an event begins with. */
static icalcomponent *new_event(
	const struct office *office, const char *uid, day_number night, int sequence)
{
	return icalcomponent_vanew(ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid),
		icalproperty_new_dtstamp(time_made(office, night, sequence)), (void *)0);
}

static void add_times(icalcomponent *event, const struct office *office,
	const struct appointment *appointment, bool utc)
{
	icalproperty *start, *end;
	if (utc) {
		start = icalproperty_new_dtstart(
			time_utc(office, appointment->day, appointment->starts));
		end = icalproperty_new_dtend(time_utc(office, appointment->day, appointment->ends));
	} else {
		start = with_zone(
			icalproperty_new_dtstart(time_of(appointment->day, appointment->starts)),
			office);
		end = with_zone(
			icalproperty_new_dtend(time_of(appointment->day, appointment->ends)),
			office);
	}
	icalcomponent_add_property(event, start);
	icalcomponent_add_property(event, end);
	icalcomponent_add_property(event, icalproperty_new_sequence(appointment->sequence));
}

/* What the full forms share behind the times. */
static void add_standing(icalcomponent *event, const struct office *office,
	const struct appointment *appointment, day_number night)
{
	bool cancelled = appointment->state == APPOINTMENT_STATE_CANCELLED;
	icalcomponent_add_property(event,
		icalproperty_new_lastmodified(time_made(office, night, appointment->sequence)));
	icalcomponent_add_property(event,
		icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	icalcomponent_add_property(event,
		icalproperty_new_transp(cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
	icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
}

static icalcomponent *resident_event(
	const struct filling *filling, const struct notice *notice, day_number night)
{
	const struct office *office = filling->office;
	const struct appointment *appointment = &notice->appointment;
	const char *language = filling->language->tag;
	const char *title = title_text(filling, TEXT_INVITE_SUMMARY);
	icalcomponent *event = new_event(office, appointment->uid, night, appointment->sequence);
	add_times(event, office, appointment, false);
	add_standing(event, office, appointment, night);
	icalcomponent_add_property(event, with_language(icalproperty_new_summary(title), language));
	add_place(event, office, appointment, language, filling->arena);
	icalcomponent_add_property(event,
		with_language(icalproperty_new_description(description_of(filling)), language));
	if (appointment->state == APPOINTMENT_STATE_CANCELLED) {
		icalcomponent_add_property(event, new_organizer(office, language, filling->arena));
		return event;
	}
	const char *told = alarm_text(filling, title);
	icalcomponent_add_component(event, new_alarm(told, 24 * 60 * 60));
	icalcomponent_add_component(event, new_alarm(told, 2 * 60 * 60));
	return event;
}

static icalcomponent *deadline_event(
	const struct filling *filling, const struct notice *notice, day_number night)
{
	const struct office *office = filling->office;
	const char *uid =
		arena_print(filling->arena, "%s@%s", notice->number, office->municipality);
	icalcomponent *event = new_event(office, uid, night, 0);
	icaltimetype day = time_of(notice_deadline(notice), 0);
	day.is_date = 1;
	icalcomponent_add_property(event, icalproperty_new_dtstart(day));
	icalcomponent_add_property(
		event, icalproperty_new_summary(title_text(filling, TEXT_INVITE_DEADLINE)));
	return event;
}

/* ---- the four forms ---- */

/* The text of a calendar in the arena; the calendar is freed. */
static char *finish_calendar(icalcomponent *calendar, struct arena *arena, size_t *length)
{
	char *written = icalcomponent_as_ical_string_r(calendar);
	char *text = content_lines_fold(written, arena);
	*length = strlen(text);
	icalmemory_free_buffer(written);
	icalcomponent_free(calendar);
	return text;
}

char *invite_file(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena, size_t *length)
{
	struct filling filling = filling_for(office, templates, notice, arena);
	bool cancelled = notice->appointment.state == APPOINTMENT_STATE_CANCELLED;
	icalcomponent *calendar = new_calendar();
	if (cancelled)
		icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_CANCEL));
	icalcomponent_add_component(calendar, new_zone(office));
	icalcomponent_add_component(calendar, resident_event(&filling, notice, night));
	return finish_calendar(calendar, arena, length);
}

char *invite_qr(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena)
{
	const struct appointment *appointment = &notice->appointment;
	struct filling filling = filling_for(office, templates, notice, arena);
	icalcomponent *event;
	if (appointment->state == APPOINTMENT_STATE_NONE) {
		event = deadline_event(&filling, notice, night);
	} else {
		const struct counter *counter = counter_of(office, appointment);
		event = new_event(office, appointment->uid, night, appointment->sequence);
		add_times(event, office, appointment, true);
		icalcomponent_add_property(
			event, icalproperty_new_summary(title_text(&filling, TEXT_INVITE_SUMMARY)));
		icalcomponent_add_property(event,
			icalproperty_new_location(
				counter == NULL
					? appointment->counter
					: wordings_in(&counter->name, filling.language->tag)));
		if (appointment->state == APPOINTMENT_STATE_CANCELLED)
			icalcomponent_add_property(
				event, icalproperty_new_status(ICAL_STATUS_CANCELLED));
	}
	size_t length;
	icalcomponent *calendar = new_calendar();
	icalcomponent_add_component(calendar, event);
	return finish_calendar(calendar, arena, &length);
}

const char *invite_title(const struct office *office, const char *counter)
{
	int index = office_counter(office, counter);
	return index < 0 ? counter : wordings_in(&office->counters[index].name, "ja");
}

/* The title as the standard has it (RFC 7986, 5.1) and as most programs read it: libical takes
 * the value of what it does not know as it is. */
static void add_title(icalcomponent *calendar, const char *title, struct arena *arena)
{
	icalproperty *known = icalproperty_new_x(content_lines_escape(title, arena));
	icalproperty_set_x_name(known, "X-WR-CALNAME");
	icalcomponent_add_property(calendar, icalproperty_new_name(title));
	icalcomponent_add_property(calendar, known);
}

const char invite_closing[] = "END:VCALENDAR\r\n";

char *invite_opening(const struct office *office, const char *counter, struct arena *arena)
{
	size_t length;
	icalcomponent *calendar = new_calendar();
	if (counter != NULL)
		add_title(calendar, invite_title(office, counter), arena);
	icalcomponent_add_component(calendar, new_zone(office));
	char *text = finish_calendar(calendar, arena, &length);
	text[length - (sizeof invite_closing - 1)] = '\0';
	return text;
}

/* Where it is stands in every event of a counter, and is long enough to be folded. */
char *invite_place(const struct office *office, const char *counter, struct arena *arena)
{
	static const char begins[] = "BEGIN:VEVENT\r\n", ends[] = "END:VEVENT\r\n";
	struct appointment there = {.counter = counter};
	icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	add_place(event, office, &there, "ja", arena);
	size_t length;
	char *text = finish_calendar(event, arena, &length);
	text[length - (sizeof ends - 1)] = '\0';
	return text + (sizeof begins - 1);
}
