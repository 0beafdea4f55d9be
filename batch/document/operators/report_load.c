#include "document/operators/report_parts.h"

#include "document/operators/sparkline.h"
#include "document/operators/table.h"

#include <string.h>

/* What runs out in the weeks ahead, for the whole office and then by counter. The second is a heat
 * map drawn as that of the places, in which each counter is measured by itself: when it will be
 * full is asked of a small one too, and beside the largest all others would be pale. Each cell has
 * its figure in it. */

/* ---- by week ---- */

static void write_load_week(const struct page *page, const struct load_week *week, long most)
{
	static const enum document documents[] = {
		DOCUMENT_CARD, DOCUMENT_AUTHENTICATION, DOCUMENT_SIGNATURE};
	table_row(page, page_short_day(page, week->monday));
	table_figure(page, week->people);
	page_begin(page, "td", "line");
	sparkline_bar(page, week->people, most);
	page_end(page);
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
		table_figure(page, week->documents[documents[i]]);
	table_row_end(page);
}

/* ---- by week and counter ---- */

/* The counters of a night's load: those of the office, and behind them any that it has no more. */
struct load_map {
	const struct load_counter *columns[COUNTERS_MAX * 2];
	size_t count;
};

static void add_column(struct load_map *map, const struct load_counter *column)
{
	if (map->count < COUNTERS_MAX * 2)
		map->columns[map->count++] = column;
}

/* One that serves none of them has a column as well. */
static const struct load_counter *column_of(const struct page *page, const char *id)
{
	const struct night *night = page->report->night;
	for (size_t i = 0; i < night->load_counter_count; i++)
		if (strcmp(night->load_counters[i].counter, id) == 0)
			return &night->load_counters[i];
	struct load_counter *none = arena_alloc(page->arena, sizeof *none);
	*none = (struct load_counter){.counter = id};
	return none;
}

static struct load_map map_load(const struct page *page)
{
	const struct night *night = page->report->night;
	const struct office *office = page->report->office;
	struct load_map map = {0};
	for (size_t i = 0; i < office->counter_count; i++)
		add_column(&map, column_of(page, office->counters[i].id));
	for (size_t i = 0; i < night->load_counter_count; i++)
		if (office_counter(office, night->load_counters[i].counter) < 0)
			add_column(&map, &night->load_counters[i]);
	return map;
}

static long most_of(const struct load_counter *column)
{
	long most = 0;
	for (int week = 0; week < LOAD_WEEKS; week++)
		most = column->people[week] > most ? column->people[week] : most;
	return most;
}

/* From none to as many as in the counter's fullest week: which of the classes heat0 … heat5. */
static int heat_of(long people, long most)
{
	enum { STEPS = 5 };
	return people == 0 ? 0 : 1 + (int)((STEPS - 1) * people / most);
}

static void write_map_week(const struct page *page, const struct load_map *map, int week)
{
	long sum = 0;
	table_row(page, page_short_day(page, civil_monday(page->report->night->day) + 7 * week));
	for (size_t i = 0; i < map->count; i++) {
		long people = map->columns[i]->people[week];
		sum += people;
		page_element(page, "td",
			people == 0 ? "number zero"
				    : arena_print(page->arena, "number heat%d",
					      heat_of(people, most_of(map->columns[i]))),
			page_count(page, people));
	}
	table_figure(page, sum);
	table_row_end(page);
}

static void write_map_sums(const struct page *page, const struct load_map *map)
{
	long all = 0;
	table_row(page, PAGE_SAY(page, "column.sum"));
	for (size_t i = 0; i < map->count; i++) {
		long sum = 0;
		for (int week = 0; week < LOAD_WEEKS; week++)
			sum += map->columns[i]->people[week];
		all += sum;
		table_figure(page, sum);
	}
	table_figure(page, all);
	table_row_end(page);
}

/* With one counter it is the table above; of a night before it was counted there is none. */
static void write_counters(const struct page *page)
{
	const struct night *night = page->report->night;
	if (night->load_counter_count == 0)
		return;
	struct load_map map = map_load(page);
	if (map.count < 2)
		return;
	page_element(page, "h3", NULL, PAGE_SAY(page, "load.counters"));
	page_element(page, "p", "note", PAGE_SAY(page, "load.counters.note"));
	table_begin(page, "load.counters");
	table_heading(page, PAGE_SAY(page, "column.week"), false);
	for (size_t i = 0; i < map.count; i++)
		table_heading(page, page_counter(page, map.columns[i]->counter), true);
	table_heading(page, PAGE_SAY(page, "column.sum"), true);
	table_rows(page);
	for (int week = 0; week < LOAD_WEEKS; week++)
		write_map_week(page, &map, week);
	table_foot(page);
	write_map_sums(page, &map);
	table_end(page);
}

void report_load(const struct page *page)
{
	static const char *const headings[] = {
		"load.card", "load.authentication", "load.signature"};
	const struct night *night = page->report->night;
	long most = 0;
	for (size_t i = 0; i < night->load_count; i++)
		most = night->load[i].people > most ? night->load[i].people : most;
	page_section(page, "load");
	if (night->load_count == 0) {
		page_none(page);
		page_end(page);
		return;
	}
	table_begin(page, "section.load");
	table_heading(page, PAGE_SAY(page, "column.week"), false);
	table_heading(page, PAGE_SAY(page, "load.people"), true);
	table_heading(page, PAGE_SAY(page, "load.bar"), false);
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		table_heading(page, PAGE_SAY(page, headings[i]), true);
	table_rows(page);
	for (size_t i = 0; i < night->load_count; i++)
		write_load_week(page, &night->load[i], most);
	table_end(page);
	write_counters(page);
	page_end(page);
}
