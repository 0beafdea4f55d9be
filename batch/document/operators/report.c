#include "document/operators/report.h"

#include "document/operators/outcomes.h"
#include "document/operators/report_parts.h"
#include "document/operators/shortfall.h"

/* The order of the page: what must be done today, what has changed, what stands, what comes. */

static const struct part {
	const char *id; /* of its section, for the list of links; NULL: not in it */
	void (*write)(const struct page *page);
} parts[] = {
	{NULL, report_verdict},
	{"tonight", report_tonight},
	{"backlog", report_backlog},
	{"exceptions", report_exceptions},
	{"places", report_places},
	{"shortages", shortfall_report},
	{"load", report_load},
	{"closures", report_closures},
	{"effect", report_effect},
	{"matters", outcomes_matters},
	{"reasons", outcomes_reasons},
	{"known", report_known},
};

enum { PARTS = sizeof parts / sizeof parts[0] };

static const char *night_text(const struct page *page)
{
	const struct night *night = page->report->night;
	return page_night(page, night->day, night->run);
}

static void write_links(const struct page *page)
{
	page_begin(page, "nav", NULL);
	html_attribute(page->html, "aria-label", PAGE_SAY(page, "links"));
	page_begin(page, "ul", NULL);
	for (int i = 0; i < PARTS; i++) {
		if (parts[i].id == NULL)
			continue;
		page_begin(page, "li", NULL);
		page_begin(page, "a", NULL);
		html_attribute(page->html, "href", arena_print(page->arena, "#%s", parts[i].id));
		page_put(page, PAGE_SAY(page, arena_print(page->arena, "section.%s", parts[i].id)));
		page_end(page);
		page_end(page);
	}
	page_end(page);
	page_end(page);
}

static void write_sources(const struct page *page)
{
	const struct night *night = page->report->night;
	const char *const sources[][2] = {{"source.register", night->register_digest},
		{"source.office", night->office_digest}, {"source.lineage", night->lineage}};
	page_begin(page, "footer", NULL);
	page_element(page, "p", NULL, PAGE_SAY(page, "source.note"));
	page_begin(page, "dl", NULL);
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		page_element(page, "dt", NULL, PAGE_SAY(page, sources[i][0]));
		page_element(page, "dd", NULL, sources[i][1]);
	}
	page_end(page);
	page_end(page);
}

static void write_body(const struct page *page)
{
	page_begin(page, "header", NULL);
	page_head(page, page->report->office, PAGE_SAY(page, "title"), night_text(page));
	parts[0].write(page);
	page_end(page);
	write_links(page);
	for (int i = 1; i < PARTS; i++)
		parts[i].write(page);
	write_sources(page);
}

bool report_write(FILE *stream, const struct report *report, struct fault *why)
{
	struct page page = {.arena = arena_open(), .words = report->words, .report = report};
	const char *title =
		arena_print(page.arena, "%s %s", PAGE_SAY(&page, "title"), night_text(&page));
	bool done = page_write(stream, &page, title, write_body, why);
	arena_close(page.arena);
	return done;
}
