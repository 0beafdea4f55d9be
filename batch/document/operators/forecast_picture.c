#include "document/operators/forecast_picture.h"

#include "document/operators/office_page.h"

/* Two panels over one axis of weeks. Each has a scale of its own, from nothing to a round number
 * not below its most; grey lines are at quarters of it. */

enum {
	WIDTH = 1120,
	LEFT = 72,
	RIGHT = 24,
	PANEL = 220,
	TOP = 96,
	GAP = 84,
	HEIGHT = TOP + 2 * PANEL + GAP + 72,
	QUARTERS = 4,
};

/* One panel: where its ground line is, and what a pixel's worth is. */
struct panel {
	const struct page *page;
	size_t weeks;
	int ground; /* y of nothing */
	long most;  /* at the top */
};

static void set_number(const struct page *page, const char *name, long value)
{
	html_attribute(page->html, name, arena_print(page->arena, "%ld", value));
}

static void put_words(const struct page *page, int x, int y, const char *class, const char *text)
{
	page_begin(page, "text", class);
	set_number(page, "x", x);
	set_number(page, "y", y);
	html_text(page->html, text);
	page_end(page);
}

static void put_line(const struct page *page, int y, const char *class)
{
	page_begin(page, "line", class);
	set_number(page, "x1", LEFT);
	set_number(page, "x2", WIDTH - RIGHT);
	set_number(page, "y1", y);
	set_number(page, "y2", y);
	page_end(page);
}

/* 1, 2 or 5 times a power of ten, four times that at the least `most`: quarters are round. */
static long round_most(long most)
{
	static const int steps[] = {1, 2, 5};
	for (long power = 1;; power *= 10)
		for (int i = 0; i < 3; i++)
			if (QUARTERS * steps[i] * power >= most)
				return QUARTERS * steps[i] * power;
}

static int week_left(const struct panel *panel, size_t week)
{
	return LEFT + (int)((size_t)(WIDTH - LEFT - RIGHT) * week / panel->weeks);
}

static int height_of(const struct panel *panel, long figure)
{
	return (int)(PANEL * figure / panel->most);
}

static void begin_panel(const struct panel *panel, const char *title)
{
	const struct page *page = panel->page;
	put_words(page, LEFT, panel->ground - PANEL - 14, "title", title);
	for (int i = 0; i <= QUARTERS; i++) {
		long figure = panel->most * i / QUARTERS;
		int y = panel->ground - height_of(panel, figure);
		put_line(page, y, i == 0 ? "ground" : "grid");
		put_words(page, LEFT - 8, y + 4, "scale", page_count(page, figure));
	}
}

/* A bar of a week, from one figure up to another. */
static void put_bar(const struct panel *panel, size_t week, long from, long to, const char *class)
{
	const struct page *page = panel->page;
	int left = week_left(panel, week), right = week_left(panel, week + 1);
	if (to <= from)
		return;
	page_begin(page, "rect", class);
	set_number(page, "x", left + 1);
	set_number(page, "y", panel->ground - height_of(panel, to));
	set_number(page, "width", right - left > 2 ? right - left - 2 : 1);
	set_number(page, "height", height_of(panel, to) - height_of(panel, from));
	page_end(page);
}

/* The months along the ground, as far as they have room, and below the first and each January its
 * year. */
static void put_months(const struct panel *panel, const struct forecast *forecast)
{
	enum { MONTH_WIDTH = 40, MONTH_BELOW = 20, YEAR_BELOW = 38 };
	const struct page *page = panel->page;
	int last = 0, free_from = 0, year = 0;
	for (size_t i = 0; i < forecast->week_count; i++) {
		struct civil date = civil_parts(forecast->weeks[i].until);
		int x = week_left(panel, i);
		if (date.month == last || x < free_from || x > WIDTH - RIGHT - MONTH_WIDTH)
			continue;
		last = date.month;
		free_from = x + MONTH_WIDTH;
		put_words(page, x, panel->ground + MONTH_BELOW, "month",
			PAGE_SAY(page, "forecast.month",
				arena_print(page->arena, "%d", date.month)));
		if (date.year == year)
			continue;
		year = date.year;
		put_words(page, x, panel->ground + YEAR_BELOW, "month",
			PAGE_SAY(page, "forecast.year", arena_print(page->arena, "%d", year)));
	}
}

static void draw_letters(const struct page *page, const struct forecast *forecast)
{
	struct panel panel = {page, forecast->week_count, TOP + PANEL, 0};
	for (size_t i = 0; i < forecast->week_count; i++) {
		long letters = forecast_letters(&forecast->weeks[i]);
		panel.most = letters > panel.most ? letters : panel.most;
	}
	panel.most = round_most(panel.most);
	begin_panel(&panel, PAGE_SAY(page, "forecast.letters"));
	for (size_t i = 0; i < forecast->week_count; i++) {
		const struct forecast_span *week = &forecast->weeks[i];
		put_bar(&panel, i, 0, week->letters[WAVE_FIRST], "first");
		put_bar(&panel, i, week->letters[WAVE_FIRST], forecast_letters(week), "late");
	}
	put_months(&panel, forecast);
}

static void draw_visits(
	const struct page *page, const struct office *office, const struct forecast *forecast)
{
	struct panel panel = {page, forecast->week_count, TOP + 2 * PANEL + GAP, 0};
	for (size_t i = 0; i < forecast->week_count; i++) {
		const struct forecast_share sum =
			forecast_sum(&forecast->weeks[i], office->counter_count);
		long taken = sum.booked + sum.taken;
		panel.most = taken > panel.most ? taken : panel.most;
		panel.most = sum.offered > panel.most ? sum.offered : panel.most;
	}
	panel.most = round_most(panel.most);
	begin_panel(&panel, PAGE_SAY(page, "forecast.visits"));
	for (size_t i = 0; i < forecast->week_count; i++) {
		const struct forecast_share sum =
			forecast_sum(&forecast->weeks[i], office->counter_count);
		long taken = sum.booked + sum.taken;
		put_bar(&panel, i, 0, sum.offered, "offered");
		put_bar(&panel, i, 0, sum.booked, "booked");
		put_bar(&panel, i, sum.booked, taken, "taken");
		if (taken >= sum.offered && taken > 0)
			put_words(page, week_left(&panel, i),
				panel.ground - height_of(&panel, taken) - 4, "full",
				PAGE_SAY(page, "places.full"));
	}
	put_months(&panel, forecast);
}

static const char style[] =
	"text{font:13px 'BIZ UDPGothic','Noto Sans CJK JP',sans-serif;fill:#1d2733}"
	".head{font-size:20px;font-weight:700}.title{font-weight:700}"
	".scale{text-anchor:end;fill:#55626f}.month,.note{fill:#55626f}.full{font-size:10px;fill:#963800}"
	"line.grid{stroke:#d3dae1}line.ground{stroke:#1d2733}"
	"rect.first,rect.taken{fill:#0b5c7a}rect.late{fill:#963800}rect.booked{fill:#08306b}"
	"rect.offered{fill:#e3eef6;stroke:#8cbbd9}rect.paper{fill:#fff}";

static void draw_ground(const struct page *page, const char *title)
{
	html_begin(page->html, "title");
	html_text(page->html, title);
	html_end(page->html);
	html_begin(page->html, "style");
	html_text(page->html, style);
	html_end(page->html);
	page_begin(page, "rect", "paper");
	set_number(page, "width", WIDTH);
	set_number(page, "height", HEIGHT);
	page_end(page);
}

bool forecast_picture(FILE *stream, const struct office *office, const struct wordbook *words,
	const struct forecast *forecast)
{
	struct page page = {.arena = arena_open(), .words = words, .html = html_open()};
	const char *title =
		PAGE_SAY(&page, "forecast.head", wordings_in(&office->sender.city, "ja"),
			page_day(&page, forecast->from), page_day(&page, forecast->until));
	html_begin(page.html, "svg");
	html_attribute(page.html, "xmlns", "http://www.w3.org/2000/svg");
	html_attribute(page.html, "viewBox", arena_print(page.arena, "0 0 %d %d", WIDTH, HEIGHT));
	html_attribute(page.html, "lang", "ja");
	html_attribute(page.html, "role", "img");
	draw_ground(&page, title);
	put_words(&page, LEFT, 32, "head", title);
	put_words(&page, LEFT, 54, "note",
		PAGE_SAY(&page, "forecast.note", page_day(&page, forecast->as_of)));
	draw_letters(&page, forecast);
	draw_visits(&page, office, forecast);
	put_words(&page, LEFT, HEIGHT - 18, "note", PAGE_SAY(&page, "forecast.legend"));
	html_end(page.html);
	bool whole = html_close(page.html, stream);
	arena_close(page.arena);
	return whole;
}
