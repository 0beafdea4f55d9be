#include "document/operators/shortfall.h"

#include "document/operators/table.h"

/* A certificate (model/shortage.h) is told twice from the same counts, as a Japanese section and
 * as JSON: the places there were, who could have come to no others, the desks that would have
 * cured it. */

static const char *number_text(const struct page *page, int number)
{
	return arena_print(page->arena, "%d", number);
}

/* The more hours are of one desk; slots are as long as the office has them now. */
static const char *cure_text(const struct page *page, const struct shortage *shortage)
{
	const struct office *office = page->report->office;
	const char *desks = number_text(page, shortage->cure_desks);
	if (shortage->slots > 1)
		return PAGE_SAY(page, "cure.slots", number_text(page, shortage->slots));
	if (shortage->cure_desks == 0)
		return PAGE_SAY(page, "cure.none");
	if (shortage->cure_counter[0] == '\0')
		return PAGE_SAY(page, "cure.everywhere", desks);
	int counter = office_counter(office, shortage->cure_counter);
	const char *name = page_counter(page, shortage->cure_counter);
	if (counter < 0)
		return PAGE_SAY(page, "cure.counter", name, desks);
	int hours = (shortage->cure_places * office->counters[counter].slot_minutes + 59) / 60;
	return PAGE_SAY(page, "cure.hours", name, desks, number_text(page, shortage->cure_places),
		number_text(page, hours));
}

static void write_reason(const struct page *page, const struct shortage *shortage)
{
	const char *from = page_day(page, shortage->from), *until = page_day(page, shortage->until);
	table_row(page, shortage->slots > 1 ? PAGE_SAY(page, "shortage.run", from, until,
						      number_text(page, shortage->slots))
					    : PAGE_SAY(page, "shortage.days", from, until));
	table_text(page, cure_text(page, shortage));
	table_figure(page, shortage->people);
	table_figure(page, shortage->places);
	table_figure(page, shortage->left);
	table_row_end(page);
}

static void write_weeks(const struct page *page, const struct shortage *shortage)
{
	for (size_t i = 0; i < shortage->week_count; i++) {
		const struct shortage_week *week = &shortage->weeks[i];
		table_row(page, page_day(page, week->monday));
		table_text(page, page_counter(page, week->counter));
		table_figure(page, week->offered);
		table_figure(page, week->held);
		table_figure(page, week->offered - week->held);
		table_row_end(page);
	}
}

/* Two columns of words, three of figures. */
enum { COLUMNS = 5, WORD_COLUMNS = 2 };

static void write_headings(
	const struct page *page, const char *caption, const char *const keys[COLUMNS])
{
	table_begin(page, caption);
	for (int i = 0; i < COLUMNS; i++)
		table_heading(page, PAGE_SAY(page, keys[i]), i >= WORD_COLUMNS);
	table_rows(page);
}

static void write_certificates(const struct page *page)
{
	static const char *const reasons[COLUMNS] = {
		"column.days", "column.cure", "column.coming", "column.free", "column.unplaced"};
	static const char *const weeks[COLUMNS] = {
		"column.week", "column.counter", "column.offered", "column.held", "column.free"};
	const struct night *night = page->report->night;
	write_headings(page, "section.shortages", reasons);
	for (size_t i = 0; i < night->shortage_count; i++)
		write_reason(page, &night->shortages[i]);
	table_end(page);
	write_headings(page, "shortage.weeks", weeks);
	for (size_t i = 0; i < night->shortage_count; i++)
		write_weeks(page, &night->shortages[i]);
	table_end(page);
}

void shortfall_report(const struct page *page)
{
	const struct night *night = page->report->night;
	long explained = 0, unplaced = page->report->tally->unplaced;
	for (size_t i = 0; i < night->shortage_count; i++)
		explained += night->shortages[i].left;
	page_section(page, "shortages");
	if (night->shortage_count == 0 && unplaced == 0)
		page_none(page);
	if (unplaced > explained)
		page_element(page, "p", "none",
			PAGE_SAY(page, "shortage.no-day", page_count(page, unplaced - explained)));
	if (night->shortage_count > 0)
		write_certificates(page);
	page_end(page);
}

/* ---- summary.json ---- */

static void put_weeks(struct json *json, const struct shortage *shortage)
{
	json_begin_array(json, "weeks");
	for (size_t i = 0; i < shortage->week_count; i++) {
		const struct shortage_week *week = &shortage->weeks[i];
		json_begin_object(json, NULL);
		json_put_day(json, "monday", week->monday);
		json_put_text(json, "counter", week->counter);
		json_put_integer(json, "offered", week->offered);
		json_put_integer(json, "held", week->held);
		json_end(json);
	}
	json_end(json);
}

void shortfall_summary(struct json *json, const struct night *night)
{
	json_begin_array(json, "shortages");
	for (size_t i = 0; i < night->shortage_count; i++) {
		const struct shortage *shortage = &night->shortages[i];
		json_begin_object(json, NULL);
		json_put_day(json, "from", shortage->from);
		json_put_day(json, "until", shortage->until);
		json_put_integer(json, "slots", shortage->slots);
		json_put_integer(json, "places", shortage->places);
		json_put_integer(json, "people", shortage->people);
		json_put_integer(json, "unplaced", shortage->left);
		json_begin_object(json, "cure");
		json_put_text(json, "counter", shortage->cure_counter);
		json_put_integer(json, "desks", shortage->cure_desks);
		json_put_integer(json, "places", shortage->cure_places);
		json_end(json);
		put_weeks(json, shortage);
		json_end(json);
	}
	json_end(json);
}
