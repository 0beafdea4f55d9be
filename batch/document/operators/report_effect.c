#include "document/operators/report_parts.h"

#include "document/operators/sparkline.h"
#include "document/operators/table.h"

#include <string.h>

/* Whether letters work: of first letters, in time or late, and of reminders. Never against one
 * another: a reminder goes to those alone who have not come. */

/* What rows of the ledger say together of one measure, and of reminders or of all others. */
static struct turnout sum_turnout(
	const struct night *night, enum effect_measure measure, bool reminders)
{
	struct turnout sum = {.measure = measure, .first = "", .last = ""};
	for (size_t i = 0; i < night->turnout_count; i++) {
		const struct turnout *row = &night->turnout[i];
		if (row->measure != measure || (row->wave == WAVE_REMINDER) != reminders)
			continue;
		if (sum.share.of == 0 || strcmp(row->first, sum.first) < 0)
			sum.first = row->first;
		if (strcmp(row->last, sum.last) > 0)
			sum.last = row->last;
		sum.share.hits += row->share.hits;
		sum.share.of += row->share.of;
	}
	return sum;
}

static void write_row(const struct page *page, const char *heading, const struct turnout *turnout)
{
	const struct share_interval interval = share_wilson(turnout->share);
	if (turnout->share.of == 0)
		return;
	table_row(page, PAGE_SAY(page, heading));
	page_element(page, "td", "number",
		strcmp(turnout->first, turnout->last) == 0
			? turnout->first
			: PAGE_SAY(page, "effect.months", turnout->first, turnout->last));
	table_figure(page, turnout->share.of);
	table_figure(page, turnout->share.hits);
	page_element(page, "td", "number",
		arena_print(page->arena, "%.1f", 100 * share_value(turnout->share)));
	page_element(page, "td", "number",
		arena_print(page->arena, "%.1f–%.1f", 100 * interval.low, 100 * interval.high));
	page_begin(page, "td", "line");
	sparkline_interval(page, turnout->share);
	page_end(page);
	table_row_end(page);
}

void report_effect(const struct page *page)
{
	static const char *const headings[] = {"effect.posted", "effect.letters", "effect.renewed",
		"effect.share", "effect.interval"};
	static const char *const rows[2][EFFECT_MEASURES] = {
		{"effect.first.in-time", "effect.first.by-visit"},
		{"effect.reminder.in-time", "effect.reminder.by-visit"}};
	const struct night *night = page->report->night;
	page_section(page, "effect");
	if (night->turnout_count == 0) {
		page_element(page, "p", "none", PAGE_SAY(page, "effect.none"));
		page_end(page);
		return;
	}
	table_begin(page, "section.effect");
	table_heading(page, PAGE_SAY(page, "column.what"), false);
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		table_heading(page, PAGE_SAY(page, headings[i]), true);
	table_heading(page, PAGE_SAY(page, "effect.bar"), false);
	table_rows(page);
	for (int reminders = 0; reminders < 2; reminders++)
		for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
			const struct turnout sum =
				sum_turnout(night, (enum effect_measure)measure, reminders != 0);
			write_row(page, rows[reminders][measure], &sum);
		}
	table_end(page);
	page_end(page);
}
