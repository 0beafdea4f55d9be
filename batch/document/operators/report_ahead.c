#include "document/operators/report_parts.h"

#include "document/operators/table.h"
#include "model/outlook.h"

/* The weeks ahead. A cell of the heat map has its two figures in it, and a sign where nothing is
 * left, so that nobody must tell colours apart. */

/* ---- appointments against places ---- */

/* From nothing taken to all: which of the classes heat0 … heat5. */
static int heat_of(const struct outlook_share *share)
{
	enum { STEPS = 4 };
	if (share->taken == 0)
		return 0;
	if (share->taken >= share->offered)
		return STEPS + 1;
	return 1 + STEPS * share->taken / share->offered;
}

static void write_share(const struct page *page, const struct outlook_share *share)
{
	if (share->offered == 0 && share->taken == 0) {
		page_element(page, "td", "number closed", PAGE_SAY(page, "places.closed"));
		return;
	}
	page_begin(page, "td", arena_print(page->arena, "number heat%d", heat_of(share)));
	page_put(page, PAGE_SAY(page, "places.cell", page_count(page, share->taken),
			       page_count(page, share->offered)));
	if (share->taken >= share->offered)
		page_element(page, "b", "full", PAGE_SAY(page, "places.full"));
	page_end(page);
}

static void write_week(const struct page *page, const struct outlook_week *week, day_number first)
{
	size_t counters = page->report->office->counter_count;
	struct outlook_share all = {0};
	table_row(page, page_short_day(page, week->monday < first ? first : week->monday));
	for (size_t i = 0; i < counters; i++) {
		all.offered += week->shares[i].offered;
		all.taken += week->shares[i].taken;
		write_share(page, &week->shares[i]);
	}
	if (counters > 1)
		write_share(page, &all);
	table_row_end(page);
}

void report_places(const struct page *page)
{
	const struct office *office = page->report->office;
	const struct outlook *outlook = page->report->night->outlook;
	page_section(page, "places");
	if (outlook == NULL) {
		page_none(page);
		page_end(page);
		return;
	}
	struct outlook_share all = outlook_sum(outlook, office->counter_count);
	page_element(page, "p", "legend",
		PAGE_SAY(page, "places.sum", page_count(page, all.taken),
			page_count(page, all.offered),
			page_count(page, all.offered > all.taken ? all.offered - all.taken : 0)));
	table_begin(page, "section.places");
	table_heading(page, PAGE_SAY(page, "column.week"), false);
	for (size_t i = 0; i < office->counter_count; i++)
		table_heading(page, wordings_in(&office->counters[i].name, "ja"), true);
	if (office->counter_count > 1)
		table_heading(page, PAGE_SAY(page, "column.sum"), true);
	table_rows(page);
	for (int week = 0; week < OUTLOOK_WEEKS; week++)
		write_week(page, &outlook->weeks[week], outlook->day);
	table_end(page);
	page_end(page);
}

/* ---- closures ---- */

static void write_closed(const struct page *page, const struct outlook_closed *closed)
{
	const char *from = page_day(page, closed->from);
	const struct office *office = page->report->office;
	table_row(page, closed->until == closed->from ? from
						      : PAGE_SAY(page, "closures.days", from,
								page_day(page, closed->until)));
	table_text(page, closed->counter == OUTLOOK_ALL
				 ? PAGE_SAY(page, "closures.all")
				 : wordings_in(&office->counters[closed->counter].name, "ja"));
	page_begin(page, "td", NULL);
	html_text(page->html, closed->reason);
	page_end(page);
	table_row_end(page);
}

void report_closures(const struct page *page)
{
	const struct night *night = page->report->night;
	const struct outlook *outlook = night->outlook;
	page_section(page, "closures");
	page_element(page, "p", "legend",
		night->mailing
			? PAGE_SAY(page, "closures.mailing-today",
				  page_day(page, night->posting_day))
			: PAGE_SAY(page, "closures.mailing", page_day(page, night->posting_day)));
	if (outlook != NULL && night->mailing && outlook->next_mailing != DAY_NONE)
		page_element(page, "p", "legend",
			PAGE_SAY(page, "closures.mailing-next",
				page_day(page, outlook->next_mailing)));
	if (outlook == NULL || outlook->closed_count == 0) {
		page_none(page);
		page_end(page);
		return;
	}
	table_begin(page, "section.closures");
	table_heading(page, PAGE_SAY(page, "column.date"), false);
	table_heading(page, PAGE_SAY(page, "column.counter"), false);
	table_heading(page, PAGE_SAY(page, "column.why"), false);
	table_rows(page);
	for (size_t i = 0; i < outlook->closed_count; i++)
		write_closed(page, &outlook->closed[i]);
	table_end(page);
	page_end(page);
}
