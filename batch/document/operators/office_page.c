#include "document/operators/office_page.h"

#include "base/embedded.h"
#include "base/markup.h"

#include <string.h>

/* The body is built first, by a serializer that knows what is open, and put into the frame at its
 * two marks. Nothing else is ever written past the serializer. */

/* ---- values ---- */

const char *page_day(const struct page *page, day_number day)
{
	struct civil date = civil_parts(day);
	const char *weekday = arena_print(page->arena, "weekday.%d", (int)civil_weekday(day));
	return PAGE_SAY(page, "day", arena_print(page->arena, "%d", date.year),
		arena_print(page->arena, "%d", date.month),
		arena_print(page->arena, "%d", date.day), PAGE_SAY(page, weekday));
}

const char *page_short_day(const struct page *page, day_number day)
{
	struct civil date = civil_parts(day);
	return PAGE_SAY(page, "short-day", arena_print(page->arena, "%d", date.month),
		arena_print(page->arena, "%d", date.day));
}

const char *page_count(const struct page *page, long count)
{
	if (count < 1000)
		return arena_print(page->arena, "%ld", count);
	return arena_print(page->arena, "%s,%03ld", page_count(page, count / 1000), count % 1000);
}

const char *page_night(const struct page *page, day_number day, int run)
{
	const char *text = page_day(page, day);
	return run == 1 ? text : PAGE_SAY(page, "run", text, arena_print(page->arena, "%d", run));
}

const char *page_counter(const struct page *page, const char *id)
{
	const struct office *office = page->report->office;
	int counter = office_counter(office, id);
	return counter < 0 ? id : wordings_in(&office->counters[counter].name, "ja");
}

/* ---- forms ---- */

void page_put(const struct page *page, const char *text)
{
	for (const char *code; (code = strchr(text, '`')) != NULL;) {
		const char *end = strchr(code + 1, '`');
		if (end == NULL)
			break;
		html_text(page->html, arena_text(page->arena, text, (size_t)(code - text)));
		html_begin(page->html, "code");
		html_text(page->html, arena_text(page->arena, code + 1, (size_t)(end - code) - 1));
		html_end(page->html);
		text = end + 1;
	}
	html_text(page->html, text);
}

void page_begin(const struct page *page, const char *element, const char *class)
{
	html_begin(page->html, element);
	if (class != NULL)
		html_attribute(page->html, "class", class);
}

void page_end(const struct page *page)
{
	html_end(page->html);
}

void page_element(const struct page *page, const char *element, const char *class, const char *text)
{
	page_begin(page, element, class);
	page_put(page, text);
	page_end(page);
}

void page_head(
	const struct page *page, const struct office *office, const char *title, const char *night)
{
	if (office != NULL)
		page_element(page, "p", NULL,
			arena_print(page->arena, "%s %s", wordings_in(&office->sender.city, "ja"),
				wordings_in(&office->sender.section, "ja")));
	page_begin(page, "h1", NULL);
	page_put(page, title);
	if (night != NULL) {
		html_text(page->html, " ");
		page_element(page, "span", NULL, night);
	}
	page_end(page);
}

void page_section(const struct page *page, const char *id)
{
	const char *key = arena_print(page->arena, "section.%s", id);
	const char *note =
		wordbook_find(page->words, arena_print(page->arena, "section.%s.note", id));
	page_begin(page, "section", NULL);
	html_attribute(page->html, "id", id);
	page_element(page, "h2", NULL, PAGE_SAY(page, key));
	if (note != NULL)
		page_element(page, "p", "note", note);
}

void page_none(const struct page *page)
{
	page_element(page, "p", "none", PAGE_SAY(page, "none"));
}

/* ---- the frame ---- */

static const char *frame_bytes(void)
{
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (strcmp(file->name, "report.html") == 0)
			return file->bytes;
	return "";
}

bool page_write(FILE *stream, struct page *page, const char *title,
	void (*content)(const struct page *page), struct fault *why)
{
	static const char title_mark[] = "{{title}}", body_mark[] = "{{body}}";
	const char *frame = frame_bytes();
	const char *head = strstr(frame, title_mark);
	const char *body = strstr(frame, body_mark);
	if (head == NULL || body == NULL || body < head)
		return fault_set(why, FAULT_INTERNAL, "report.html has no place for a page");
	fwrite(frame, 1, (size_t)(head - frame), stream);
	markup_write(stream, title);
	head += sizeof title_mark - 1;
	fwrite(head, 1, (size_t)(body - head), stream);
	page->html = html_open();
	content(page);
	bool whole = html_close(page->html, stream);
	fputs(body + sizeof body_mark - 1, stream);
	return whole || ferror(stream) ||
	       fault_set(why, FAULT_INTERNAL, "a page for operators cannot be made");
}
