#include "document/operators/report_parts.h"

#include "document/operators/sparkline.h"
#include "document/operators/table.h"

/* A figure alone says little: beside it stands what it was the night before, and a line of how it
 * has gone. */

struct series {
	const char *key;
	bool warn; /* more than none is worth a look */
	long (*of)(const struct past_night *night);
};

static long read_of(const struct past_night *night)
{
	return night->read;
}

static long aside_of(const struct past_night *night)
{
	return night->aside;
}

static long letter_of(const struct past_night *night)
{
	return night->outcomes[OUTCOME_LETTER];
}

static long covered_of(const struct past_night *night)
{
	return night->outcomes[OUTCOME_COVERED];
}

static long hand_of(const struct past_night *night)
{
	return night->outcomes[OUTCOME_HAND];
}

static long sheets_of(const struct past_night *night)
{
	return night->sheets;
}

static long exceptions_of(const struct past_night *night)
{
	return night->exceptions;
}

static const struct series figures[] = {
	{"figure.read", false, read_of},
	{"figure.letter", false, letter_of},
	{"figure.covered", false, covered_of},
	{"figure.hand", true, hand_of},
	{"figure.sheets", false, sheets_of},
	{"figure.exceptions", true, exceptions_of},
	{"figure.aside", true, aside_of},
};

enum { FIGURES = sizeof figures / sizeof figures[0] };

/* ---- a row of a figure over nights ---- */

static void write_headings(const struct page *page, const char *section)
{
	table_begin(page, section);
	table_heading(page, PAGE_SAY(page, "column.what"), false);
	table_heading(page, PAGE_SAY(page, "column.tonight"), true);
	table_heading(page, PAGE_SAY(page, "column.before"), true);
	table_heading(page, PAGE_SAY(page, "column.nights"), false);
	table_rows(page);
}

/* `values` are those of `count` nights, the last of them tonight's. */
static void write_row(
	const struct page *page, const char *name, bool warn, const long *values, size_t count)
{
	long now = count > 0 ? values[count - 1] : 0;
	page_begin(page, "tr", warn && now > 0 ? "warn" : NULL);
	page_begin(page, "th", NULL);
	html_attribute(page->html, "scope", "row");
	page_put(page, name);
	page_end(page);
	page_element(page, "td", "number now", page_count(page, now));
	if (count > 1)
		table_figure(page, values[count - 2]);
	else
		page_element(page, "td", "number zero", PAGE_SAY(page, "no-figure"));
	page_begin(page, "td", "line");
	sparkline_write(page, name, values, count);
	page_end(page);
	table_row_end(page);
}

/* ---- tonight ---- */

static void write_tile(const struct page *page, const char *key, long count, bool warn)
{
	page_begin(page, "li", warn && count > 0 ? "warn" : NULL);
	page_element(page, "b", NULL, page_count(page, count));
	page_element(page, "span", NULL, PAGE_SAY(page, key));
	page_end(page);
}

static void write_tiles(const struct page *page)
{
	const struct tally *tally = page->report->tally;
	page_begin(page, "ul", "figures");
	write_tile(page, "tile.letters", tally->letters, false);
	write_tile(page, "tile.sheets", night_sheets(page->report->night), false);
	write_tile(page, "tile.appointments", tally->appointments, false);
	write_tile(page, "tile.unplaced", tally->unplaced, true);
	write_tile(page, "tile.covered", tally->outcomes[OUTCOME_COVERED], false);
	write_tile(page, "tile.hand", tally->hand_people, true);
	write_tile(page, "tile.calls", tally->call_people, true);
	write_tile(page, "tile.aside", page->report->night->aside, true);
	page_end(page);
}

void report_tonight(const struct page *page)
{
	const struct night *night = page->report->night;
	long values[PAST_NIGHTS];
	page_section(page, "tonight");
	write_tiles(page);
	write_headings(page, "section.tonight");
	for (int i = 0; i < FIGURES; i++) {
		for (size_t k = 0; k < night->past_count; k++)
			values[k] = figures[i].of(&night->past[k]);
		write_row(page, PAGE_SAY(page, figures[i].key), figures[i].warn, values,
			night->past_count);
	}
	table_end(page);
	page_end(page);
}

/* ---- what waits ---- */

/* Nights before it was counted are not shown. */
void report_backlog(const struct page *page)
{
	const struct night *night = page->report->night;
	long values[PAST_NIGHTS];
	page_section(page, "backlog");
	write_headings(page, "section.backlog");
	for (int what = 0; what < BACKLOGS; what++) {
		size_t count = 0;
		for (size_t k = 0; k < night->past_count; k++)
			if (night->past[k].counted)
				values[count++] = night->past[k].backlog[what];
		write_row(page,
			PAGE_SAY(page, arena_print(page->arena, "backlog.%s", backlog_words[what])),
			what != BACKLOG_WAITING, values, count);
	}
	table_end(page);
	page_end(page);
}
