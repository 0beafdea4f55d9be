#include "document/words/filling.h"

#include "base/markup.h"
#include "base/text.h"
#include "document/words/furigana.h"
#include "document/words/hours_words.h"
#include "document/words/letter_facts.h"
#include "document/words/office_words.h"

#include <string.h>

/* A sentence is chosen by the facts of its letter and filled in with values, which are escaped
 * here, once. Whatever is of this letter alone is noted, for all else may be drawn once for a
 * whole night. */

static void begin_filling(struct filling *filling, const struct notice *notice,
	const struct template_language *language)
{
	filling->notice = notice;
	filling->item = NULL;
	filling->language = filling->letter = language;
	filling->beside = NULL;
	filling->readings = false;
	filling->facts = letter_facts(filling->office, notice) |
			 letter_language_facts(filling->office, language->tag) | language->fact;
}

void filling_begin(struct filling *filling, const struct notice *notice)
{
	begin_filling(filling, notice,
		templates_language(
			filling->templates, filling->office, notice->recipient.language));
	filling->beside = templates_beside(filling->templates, filling->office, filling->letter);
	filling->readings = true;
	filling->facts |= fact_when(filling->beside != NULL, FACT_BESIDE);
}

void filling_speak(struct filling *filling)
{
	filling->facts |= FACT(FACT_SPOKEN);
}

static bool is_spoken(const struct filling *filling)
{
	return (filling->facts & FACT(FACT_SPOKEN)) != 0;
}

void filling_begin_outside(struct filling *filling, const struct notice *notice)
{
	enum appointment_state state = notice_told_state(notice);
	begin_filling(filling, notice,
		templates_language_outside(
			filling->templates, filling->office, notice->recipient.language));
	filling->facts &= ~(FACT(FACT_MOVED) | FACT(FACT_CANCELLED));
	filling->facts |= fact_when(state == APPOINTMENT_STATE_MOVED, FACT_MOVED) |
			  fact_when(state == APPOINTMENT_STATE_CANCELLED, FACT_CANCELLED);
}

bool filling_turn(struct filling *filling, const char *language)
{
	const struct template_language *other = filling->beside;
	if (strcmp(language, LANGUAGE_BESIDE) != 0) {
		other = templates_language(filling->templates, filling->office, language);
		if (strcmp(other->tag, language) != 0 || other == filling->letter)
			return false;
	}
	if (other == NULL)
		return false;
	filling->language = other;
	filling->facts &= ~letter_all_language_facts;
	filling->facts |= letter_language_facts(filling->office, other->tag);
	return true;
}

fact_set filling_facts(const struct filling *filling)
{
	const struct notice_item *item = filling->item;
	if (item == NULL)
		return filling->facts;
	return filling->facts | letter_item_facts(filling->notice, item);
}

/* ---- values ---- */

/* A date or a time of day whose parts a sentence may name, or two words of hours. */
struct moment {
	day_number day; /* DAY_NONE: a time of day */
	int minute;
	const char *from, *to; /* NULL: neither */
};

/* Does a sentence name a place from before where none stood? An appointment that the resident knew
 * to be taken back, and that is given anew: then nothing becomes void. */
static bool names_nothing(const struct filling *filling, const struct template_text *text)
{
	enum appointment_state was = filling->notice->was.state;
	if (was == APPOINTMENT_STATE_OFFERED || was == APPOINTMENT_STATE_MOVED)
		return false;
	for (size_t i = 0; i < text->piece_count; i++)
		if (text->pieces[i].value >= VALUE_EARLIER_NUMBER &&
			text->pieces[i].value <= VALUE_EARLIER_COUNTER)
			return true;
	return false;
}

static const char *choose_text(const struct filling *filling, size_t key, fact_set facts,
	const struct moment *moment, bool *shared);

static fact_set date_facts(day_number day)
{
	int year;
	bool era = civil_era(day, &year) != NULL;
	return FACT(FACT_SUNDAY + civil_weekday(day)) | fact_when(era, FACT_ERA) |
	       fact_when(era && year == 1, FACT_FIRST_YEAR);
}

static const char *date_text(const struct filling *filling, day_number day)
{
	if (day == DAY_NONE)
		return "";
	bool shared;
	struct moment moment = {.day = day};
	return choose_text(
		filling, filling->date_key, filling->facts | date_facts(day), &moment, &shared);
}

static const char *time_text(const struct filling *filling, int minute)
{
	bool shared;
	struct moment moment = {.day = DAY_NONE, .minute = minute};
	fact_set facts = filling->facts | fact_when(minute >= 12 * 60, FACT_AFTERNOON) |
			 fact_when(minute % 60 == 0, FACT_FULL_HOUR) |
			 fact_when(minute == 12 * 60, FACT_NOON);
	return choose_text(filling, TEXT_TIME, facts, &moment, &shared);
}

const char *filling_date(const struct filling *filling, day_number day)
{
	return date_text(filling, day);
}

static const char *clock_text(const void *context, int minute)
{
	return time_text(context, minute);
}

/* "26-000123-7", which nobody hears as one number. */
static const char *number_text(const struct filling *filling, const char *number)
{
	const char *said = "";
	if (number == NULL || !is_spoken(filling))
		return number == NULL ? "" : number;
	for (; *number != '\0'; number++)
		said = *number == '-' ? arena_print(filling->arena, "%s,", said)
				      : arena_print(filling->arena, "%s%s%c", said,
						*said == '\0' ? "" : " ", *number);
	return said;
}

static const char *join_hours(const void *context, size_t key, const char *from, const char *to)
{
	const struct filling *filling = context;
	bool shared;
	struct moment pair = {.day = DAY_NONE, .from = from, .to = to};
	return choose_text(filling, key, filling->facts, &pair, &shared);
}

static const char *hours_text(const struct filling *filling, const struct opening_list *openings)
{
	struct hours_language language = {.join = join_hours,
		.clock = is_spoken(filling) ? clock_text : NULL,
		.context = filling,
		.arena = filling->arena};
	bool shared;
	for (int day = SUNDAY; day <= SATURDAY; day++)
		language.days[day] = choose_text(filling, TEXT_HOURS_DAY,
			filling->facts | FACT(FACT_SUNDAY + day), NULL, &shared);
	return hours_words(&language, openings);
}

static const char *date_part(
	const struct filling *filling, enum template_value value, day_number day)
{
	struct civil parts = civil_parts(day);
	int era_year = 0;
	const char *era = civil_era(day, &era_year);
	bool shared;
	switch (value) {
	case VALUE_ERA:
		return era == NULL ? "" : era;
	case VALUE_ERA_YEAR:
		return arena_print(filling->arena, "%d", era_year);
	case VALUE_YEAR:
		return arena_print(filling->arena, "%d", parts.year);
	case VALUE_MONTH:
		return arena_print(filling->arena, "%d", parts.month);
	case VALUE_MONTH_NAME:
		return choose_text(filling, (size_t)(TEXT_MONTH + parts.month - 1), filling->facts,
			NULL, &shared);
	case VALUE_DAY:
		return arena_print(filling->arena, "%d", parts.day);
	case VALUE_WEEKDAY:
		return choose_text(
			filling, TEXT_WEEKDAY, filling->facts | date_facts(day), NULL, &shared);
	default:
		return "";
	}
}

static const char *time_part(const struct filling *filling, enum template_value value, int minute)
{
	switch (value) {
	case VALUE_HOUR:
		return arena_print(filling->arena, "%d", minute / 60);
	case VALUE_HOUR_12:
		return arena_print(filling->arena, "%d", minute / 60 % 12);
	case VALUE_CLOCK_HOUR:
		return arena_print(filling->arena, "%d", (minute / 60 + 11) % 12 + 1);
	case VALUE_MINUTE:
		return arena_print(filling->arena, "%02d", minute % 60);
	default:
		return "";
	}
}

/* What a letter about a changed appointment says of the letter before it; a counter that the office
 * file no longer has is named by its id. NULL when the value is not of that kind. */
static const char *earlier_value(const struct filling *filling, enum template_value value)
{
	const struct notice *notice = filling->notice;
	const struct appointment *was = &notice->was;
	bool told = was->state != APPOINTMENT_STATE_NONE;
	int index = told ? office_counter(filling->office, was->counter) : -1;
	switch (value) {
	case VALUE_EARLIER_NUMBER:
		return told ? number_text(filling, notice->earlier) : "";
	case VALUE_EARLIER_DATE:
		return told ? date_text(filling, was->day) : "";
	case VALUE_EARLIER_STARTS:
		return told ? time_text(filling, was->starts) : "";
	case VALUE_EARLIER_ENDS:
		return told ? time_text(filling, was->ends) : "";
	case VALUE_EARLIER_COUNTER:
		if (index >= 0)
			return wordings_in(
				&filling->office->counters[index].name, filling->language->tag);
		return told ? was->counter : "";
	default:
		return NULL;
	}
}

/* Is this written in Latin letters alone, which every font of a text has? */
static bool is_ascii(const char *text)
{
	while (*text > 0)
		text++;
	return *text == '\0';
}

static const char *name_text(const struct filling *filling, const char *name)
{
	return filling->plain ? name : glyphs_markup(filling->glyphs, name, filling->arena);
}

/* Where others' letters lie behind in the envelope, it is addressed to them as well: nobody opens
 * mail that is only somebody else's. */
static const char *addressee_text(const struct filling *filling)
{
	const char *name = name_text(filling, filling->notice->recipient.addressee);
	const struct text_choice *family =
		&templates_japanese(filling->templates)->choices[TEXT_OFFICE_FAMILY];
	bool said = notice_has_behind(filling->notice) && family->texts[0].piece_count > 0;
	return said ? arena_print(filling->arena, "%s %s", name, family->texts[0].pieces[0].markup)
		    : name;
}

/* When the appointment is: as many letters have it as there are desks. NULL when the value is not
 * of that kind. */
static const char *visit_value(const struct filling *filling, enum template_value value)
{
	const struct appointment *appointment = &filling->notice->appointment;
	bool visit = appointment->state != APPOINTMENT_STATE_NONE;
	switch (value) {
	case VALUE_VISIT_DATE:
		return visit ? date_text(filling, appointment->day) : "";
	case VALUE_VISIT_STARTS:
		return visit ? time_text(filling, appointment->starts) : "";
	case VALUE_VISIT_ENDS:
		return visit ? time_text(filling, appointment->ends) : "";
	default:
		return NULL;
	}
}

/* What is this letter's own: number, name and address, drawn by proven fonts. */
static const char *own_value(const struct filling *filling, enum template_value value)
{
	const struct notice *notice = filling->notice;
	const struct recipient *recipient = &notice->recipient;
	switch (value) {
	case VALUE_NUMBER:
		return number_text(filling, notice->number);
	case VALUE_POSTAL:
		return markup_escape(
			filling->arena, office_postal_words(recipient->postal, filling->arena));
	case VALUE_ADDRESS:
		return name_text(filling, recipient->address);
	case VALUE_BUILDING:
		return name_text(filling, recipient->building);
	case VALUE_ADDRESSEE:
		return addressee_text(filling);
	case VALUE_NAME:
		return is_ascii(recipient->name) ? markup_escape(filling->arena, recipient->name)
						 : name_text(filling, recipient->name);
	default:
		return NULL;
	}
}

static const char *value_text(const struct filling *filling, enum template_value value,
	const struct moment *moment, bool *shared)
{
	if (moment != NULL && moment->from != NULL)
		return value == VALUE_FROM ? moment->from : value == VALUE_TO ? moment->to : "";
	if (moment != NULL) /* nothing else inside one: a date cannot hold itself */
		return moment->day != DAY_NONE ? date_part(filling, value, moment->day)
					       : time_part(filling, value, moment->minute);
	if (value == VALUE_DATE)
		return date_text(filling, filling->posting_day);
	if (value == VALUE_FIRST_EXPIRY)
		return date_text(filling, notice_deadline(filling->notice));
	if (value == VALUE_ITEM_EXPIRY)
		return filling->item == NULL ? "" : date_text(filling, filling->item->expires);
	struct opening_list openings;
	if (office_openings(filling->office, filling->notice, value, &openings))
		return hours_text(filling, &openings);
	const char *text = office_words(
		filling->office, filling->notice, filling->language->tag, value, filling->arena);
	if (text != NULL) {
		text = markup_escape(filling->arena, text);
		return filling->readings && strncmp(filling->language->tag, "ja-", 3) == 0
			       ? furigana_raise(text, filling->arena)
			       : text;
	}
	text = visit_value(filling, value);
	if (text != NULL)
		return text;
	*shared = false;
	text = earlier_value(filling, value);
	if (text != NULL)
		return markup_escape(filling->arena, text);
	text = own_value(filling, value);
	return text == NULL ? "" : text;
}

/* ---- sentences ---- */

static const char *fill_text(const struct filling *filling, const struct template_text *text,
	const struct moment *moment, bool *shared)
{
	if (text->piece_count == 1)
		return text->pieces[0].markup;
	char *out = NULL;
	size_t used = 0, capacity = 0;
	for (size_t i = 0; i < text->piece_count; i++) {
		const struct text_piece *piece = &text->pieces[i];
		const char *value = piece->value < 0
					    ? ""
					    : value_text(filling, (enum template_value)piece->value,
						      moment, shared);
		size_t head = strlen(piece->markup), tail = strlen(value);
		out = arena_grow(filling->arena, out, used, head + tail + 1, &capacity, 1);
		memcpy(out + used, piece->markup, head);
		memcpy(out + used + head, value, tail);
		used += head + tail;
		out[used] = '\0';
	}
	return out;
}

static const char *choose_text(const struct filling *filling, size_t key, fact_set facts,
	const struct moment *moment, bool *shared)
{
	const struct text_choice *choice = &filling->language->choices[key];
	for (size_t i = 0; i < choice->count; i++)
		if (condition_holds(&choice->texts[i].when, facts))
			return names_nothing(filling, &choice->texts[i])
				       ? ""
				       : fill_text(filling, &choice->texts[i], moment, shared);
	return "";
}

const char *filling_text(const struct filling *filling, size_t key, bool *shared)
{
	*shared = true;
	const char *text = choose_text(filling, key, filling_facts(filling), NULL, shared);
	return text_blank(text) ? NULL : text;
}
