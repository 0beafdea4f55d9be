#include "document/operators/other_pages.h"

#include "base/retell.h"
#include "document/operators/office_page.h"
#include "document/operators/table.h"

/* What each is about hangs on its page as the subject. */

static void write_head(
	const struct page *page, const struct office *office, const char *title, const char *night)
{
	page_begin(page, "header", NULL);
	page_head(page, office, title, night);
	page_end(page);
}

/* ---- a run that failed ---- */

static void write_failed(const struct page *page)
{
	const struct failed_run *run = page->subject;
	const char *kind = arena_print(page->arena, "failed.%d", (int)run->fault->kind);
	write_head(page, run->office, PAGE_SAY(page, "title"), page_day(page, run->day));
	page_begin(page, "div", "verdict failed");
	page_begin(page, "p", NULL);
	page_element(page, "b", NULL, PAGE_SAY(page, "verdict.failed"));
	html_text(page->html, " ");
	page_element(page, "span", NULL, PAGE_SAY(page, "verdict.failed.note"));
	page_end(page);
	page_end(page);
	page_element(page, "h2", "do", PAGE_SAY(page, "tasks"));
	page_begin(page, "ol", "next");
	page_begin(page, "li", "urgent");
	page_put(page, wordbook_find(page->words, kind) != NULL ? PAGE_SAY(page, kind)
								: PAGE_SAY(page, "failed.70"));
	page_end(page);
	page_element(page, "li", NULL, PAGE_SAY(page, "failed.again"));
	page_element(page, "li", NULL, PAGE_SAY(page, "failed.codes"));
	page_end(page);
	page_element(page, "h2", NULL, PAGE_SAY(page, "failed.message"));
	page_begin(page, "pre", NULL);
	html_text(page->html, retell("ja", run->fault->message, page->arena));
	page_end(page);
	page_begin(page, "footer", NULL);
	page_element(page, "p", NULL,
		PAGE_SAY(page, "failed.note",
			arena_print(page->arena, "%d", (int)run->fault->kind)));
	page_end(page);
}

bool failed_page_write(FILE *stream, const struct failed_run *run, struct fault *why)
{
	struct page page = {.arena = arena_open(), .words = run->words, .subject = run};
	const char *title = arena_print(
		page.arena, "%s %s", PAGE_SAY(&page, "verdict.failed"), page_day(&page, run->day));
	bool done = page_write(stream, &page, title, write_failed, why);
	arena_close(page.arena);
	return done;
}

/* ---- all nights ---- */

/* Not of one that was purged, nor of one whose folder the office's days have cleared. */
static bool has_page(const struct nights_index *index, const struct past_night *night)
{
	int days = index->office->folder_days;
	day_number latest = index->nights[index->count - 1].day;
	return !night->purged && (days == 0 || night->day >= latest - days);
}

/* The heading of its row, and the way to its page as long as there is one. */
static void write_name(const struct page *page, const struct past_night *night)
{
	char name[NIGHT_NAME_BYTES];
	bool there = has_page(page->subject, night);
	page_begin(page, "th", NULL);
	html_attribute(page->html, "scope", "row");
	if (there) {
		page_begin(page, "a", NULL);
		html_attribute(page->html, "href",
			arena_print(page->arena, "%s/operators/report.html",
				night_name(night->day, night->run, name)));
	}
	page_put(page, page_night(page, night->day, night->run));
	if (there)
		page_end(page);
	page_end(page);
}

static void write_night(const struct page *page, const struct past_night *night)
{
	page_begin(page, "tr", NULL);
	write_name(page, night);
	table_figure(page, night->read);
	table_figure(page, night->outcomes[OUTCOME_LETTER]);
	table_figure(page, night->outcomes[OUTCOME_HAND]);
	table_figure(page, night->sheets);
	table_figure(page, night->exceptions);
	table_figure(page, night->aside);
	table_row_end(page);
}

static void write_index(const struct page *page)
{
	static const char *const headings[] = {"figure.read", "figure.letter", "figure.hand",
		"figure.sheets", "figure.exceptions", "figure.aside"};
	const struct nights_index *index = page->subject;
	write_head(page, index->office, PAGE_SAY(page, "index"), NULL);
	if (index->count == 0) {
		page_none(page);
		return;
	}
	table_begin(page, "index");
	table_heading(page, PAGE_SAY(page, "column.night"), false);
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		table_heading(page, PAGE_SAY(page, headings[i]), true);
	table_rows(page);
	for (size_t i = index->count; i-- > 0;)
		write_night(page, &index->nights[i]);
	table_end(page);
}

bool index_page_write(FILE *stream, const struct nights_index *index, struct fault *why)
{
	struct page page = {.arena = arena_open(), .words = index->words, .subject = index};
	bool done = page_write(stream, &page, PAGE_SAY(&page, "index"), write_index, why);
	arena_close(page.arena);
	return done;
}
