#include "document/residents/resident_page.h"

#include "base/markup.h"
#include "base/text.h"
#include "document/residents/telephone.h"
#include "document/words/filling.h"

#include <stdlib.h>
#include <string.h>

/* The pieces of page.html are written in one walk for each page; a section stands when what it is
 * about is there. Sentences are those of a page (filling_begin_outside), which can name neither
 * the resident nor a stay. */

/* The resident's language; beside it easy Japanese for who does not read Japanese, else Japanese.
 */
enum { OWN, OTHER, LANGUAGES };

struct webpage {
	FILE *stream;
	const struct templates *templates;
	const struct notice *notice;
	struct filling fillings[LANGUAGES];
	bool switchable; /* the other language is not the resident's own */
	bool bare;       /* what is written next is no element's text: no elements in it */
	int turn;        /* the language that is being written */
	struct arena *arena;
};

bool resident_page_wanted(const struct office *office, const struct notice *notice)
{
	return notice->appointment.state != APPOINTMENT_STATE_NONE ||
	       !text_blank(office->sender.web_base);
}

char *resident_page_address(
	const struct office *office, const struct notice *notice, struct arena *arena)
{
	if (text_blank(office->sender.web_base))
		return NULL;
	return arena_print(arena, "%s%s.html", office->sender.web_base, notice->token);
}

/* ---- values ---- */

static const char *time_text(const struct webpage *page, int minute)
{
	const struct office *office = page->fillings[OWN].office;
	char date[CIVIL_DATE_BYTES];
	day_number day = page->notice->appointment.day + minute / (24 * 60);
	minute %= 24 * 60;
	return arena_print(page->arena, "%s%c%02d:%02d%c%02d:%02d", civil_format(day, date), 'T',
		minute / 60, minute % 60, office->utc_offset < 0 ? '-' : '+',
		abs(office->utc_offset) / 60, abs(office->utc_offset) % 60);
}

static const char *deadline_text(const struct webpage *page)
{
	const struct notice *notice = page->notice;
	char date[CIVIL_DATE_BYTES];
	if (notice->item_count == 0)
		return NULL;
	return arena_copy(page->arena, civil_format(notice_deadline(notice), date));
}

static const struct counter *counter_of(const struct webpage *page)
{
	const struct office *office = page->fillings[OWN].office;
	int index = office_counter(office, page->notice->appointment.counter);
	return index < 0 ? NULL : &office->counters[index];
}

/* The counter's number, or the office's. */
static const char *tel_text(const struct webpage *page)
{
	const struct counter *counter = counter_of(page);
	const char *phone = counter == NULL ? "" : counter->phone;
	if (text_blank(phone))
		phone = page->fillings[OWN].office->sender.phone;
	return telephone_number(phone, page->arena);
}

/* Where the office has its counter on a map. */
static const char *map_text(const struct webpage *page)
{
	const struct counter *counter = counter_of(page);
	return counter == NULL || text_blank(counter->map)
		       ? NULL
		       : markup_escape(page->arena, counter->map);
}

/* The city's form, for this very page. */
static const char *form_text(const struct webpage *page)
{
	static const char mark[] = "{token}";
	const char *form = page->fillings[OWN].office->sender.booking_form;
	const char *at = form == NULL ? NULL : strstr(form, mark);
	if (at == NULL)
		return NULL;
	return markup_escape(page->arena, arena_print(page->arena, "%.*s%s%s", (int)(at - form),
						  form, page->notice->token, at + sizeof mark - 1));
}

static const char *tag_of(const struct webpage *page, int turn)
{
	return page->fillings[turn].language->tag;
}

/* NULL for what is not there. */
static const char *value_of(const struct webpage *page, enum webpage_mark mark)
{
	const struct appointment *appointment = &page->notice->appointment;
	enum appointment_state state = notice_told_state(page->notice);
	bool visit = state != APPOINTMENT_STATE_NONE;
	bool unused;
	switch (mark) {
	case WEBPAGE_LANGUAGE:
		return tag_of(page, page->turn);
	case WEBPAGE_ROLE:
		return page->turn == OWN ? "own" : "other";
	case WEBPAGE_STATE:
		return appointment_state_words[state];
	case WEBPAGE_OTHER:
		return tag_of(page, page->turn == OWN ? OTHER : OWN);
	case WEBPAGE_OTHER_NAME:
		return filling_text(&page->fillings[page->turn == OWN ? OTHER : OWN],
			TEXT_PAGE_LANGUAGE, &unused);
	case WEBPAGE_STARTS:
		return visit ? time_text(page, appointment->starts) : NULL;
	case WEBPAGE_ENDS:
		return visit ? time_text(page, appointment->ends) : NULL;
	case WEBPAGE_DEADLINE:
		return visit ? NULL : deadline_text(page);
	case WEBPAGE_TEL:
		return tel_text(page);
	case WEBPAGE_CALENDAR:
		return visit ? arena_print(page->arena, "%s.ics", page->notice->token) : NULL;
	case WEBPAGE_MAP:
		return visit && state != APPOINTMENT_STATE_CANCELLED ? map_text(page) : NULL;
	case WEBPAGE_FORM:
		return visit && state != APPOINTMENT_STATE_CANCELLED ? form_text(page) : NULL;
	default:
		return NULL;
	}
}

/* ---- writing ---- */

static bool takes_sign(const char **text, const char *sign)
{
	size_t length = strlen(sign);
	if (strncmp(*text, sign, length) != 0)
		return false;
	*text += length;
	return true;
}

/* A sentence is markup with <b> and <u>, which HTML has too; its line ends are <br>, its readings
 * <ruby>, in brackets where a browser does not know that. */
static void write_text(FILE *stream, const char *text)
{
	while (text != NULL && *text != '\0') {
		if (takes_sign(&text, READING_WORD))
			fputs("<ruby>", stream);
		else if (takes_sign(&text, READING_ABOVE))
			fputs("<rp>(</rp><rt>", stream);
		else if (takes_sign(&text, READING_END))
			fputs("</rt><rp>)</rp></ruby>", stream);
		else if (takes_sign(&text, "\n"))
			fputs("<br>", stream);
		else
			fputc(*text++, stream);
	}
}

/* The words alone, for a title or an attribute: no elements, no readings. */
static void write_words(FILE *stream, const char *text)
{
	bool reading = false;
	while (text != NULL && *text != '\0') {
		if (takes_sign(&text, READING_ABOVE))
			reading = true;
		else if (takes_sign(&text, READING_END))
			reading = false;
		else if (takes_sign(&text, READING_WORD))
			continue;
		else if (*text == '<')
			text += strcspn(text, ">") + 1;
		else if (reading)
			text++;
		else
			fputc(*text++, stream);
	}
}

/* Does what follows stand inside a tag, or in the title? */
static bool ends_bare(const char *html, size_t length, bool bare)
{
	static const char title[] = "<title>";
	for (size_t at = length; at > 0; at--) {
		if (html[at - 1] == '<')
			return true;
		if (html[at - 1] == '>')
			return at >= sizeof title - 1 && strncmp(html + at - (sizeof title - 1),
								 title, sizeof title - 1) == 0;
	}
	return bare;
}

static void write_piece(struct webpage *page, const char *text)
{
	(page->bare ? write_words : write_text)(page->stream, text);
}

static const char *piece_sentence(const struct webpage *page, const struct webpage_piece *piece)
{
	bool unused;
	return filling_text(&page->fillings[page->turn], (size_t)piece->key, &unused);
}

static bool piece_stands(const struct webpage *page, const struct webpage_piece *piece)
{
	if (piece->key >= 0)
		return piece_sentence(page, piece) != NULL;
	if (piece->mark == WEBPAGE_SWITCH)
		return page->switchable;
	return value_of(page, piece->mark) != NULL;
}

/* Recursion is bounded: intake/template/page_template.c refuses deep sections. */
static void write_pieces(struct webpage *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct webpage_piece *piece = &page->templates->webpage[i];
		switch (piece->kind) {
		case WEBPAGE_HTML:
			fwrite(piece->html, 1, piece->length, page->stream);
			page->bare = ends_bare(piece->html, piece->length, page->bare);
			continue;
		case WEBPAGE_TEXT:
			write_piece(page, piece_sentence(page, piece));
			continue;
		case WEBPAGE_VALUE:
			write_piece(page, value_of(page, piece->mark));
			continue;
		case WEBPAGE_SECTION:
			break;
		}
		if (piece->key < 0 && piece->mark == WEBPAGE_LANGUAGES) {
			/* The resident's own stands last: CSS hides it when the other is asked for.
			 */
			page->turn = OTHER;
			if (page->switchable)
				write_pieces(page, i + 1, piece->end);
			page->turn = OWN;
			write_pieces(page, i + 1, piece->end);
		} else if (piece_stands(page, piece)) {
			write_pieces(page, i + 1, piece->end);
		}
		i = piece->end - 1;
	}
}

void resident_page_write(FILE *stream, const struct office *office,
	const struct templates *templates, const struct notice *notice, struct arena *arena)
{
	struct webpage page = {.stream = stream,
		.templates = templates,
		.notice = notice,
		.turn = OWN,
		.arena = arena};
	const struct template_language *own =
		templates_language(templates, office, notice->recipient.language);
	const struct template_language *easy = templates_beside(templates, office, own);
	struct notice other = *notice;
	other.recipient.language = easy == NULL ? "ja" : easy->tag;
	for (int i = 0; i < LANGUAGES; i++) {
		page.fillings[i] = (struct filling){.office = office,
			.templates = templates,
			.date_key = TEXT_PAGE_DATE,
			.plain = true,
			.arena = arena};
		filling_begin_outside(&page.fillings[i], i == OWN ? notice : &other);
		page.fillings[i].readings = true;
	}
	page.switchable = page.fillings[OWN].language != page.fillings[OTHER].language;
	write_pieces(&page, 0, templates->webpage_count);
}
