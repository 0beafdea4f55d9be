#include "document/operators/table.h"

/* A table scrolls by itself where it is wider than its page: the page never does. */

void table_begin(const struct page *page, const char *caption)
{
	page_begin(page, "div", "scroll");
	html_attribute(page->html, "role", "region");
	html_attribute(page->html, "tabindex", "0");
	html_attribute(page->html, "aria-label", PAGE_SAY(page, caption));
	page_begin(page, "table", NULL);
	page_element(page, "caption", NULL, PAGE_SAY(page, caption));
	page_begin(page, "thead", NULL);
	page_begin(page, "tr", NULL);
}

void table_heading(const struct page *page, const char *text, bool figure)
{
	page_begin(page, "th", figure ? "number" : NULL);
	html_attribute(page->html, "scope", "col");
	page_put(page, text);
	page_end(page);
}

void table_rows(const struct page *page)
{
	page_end(page);
	page_end(page);
	page_begin(page, "tbody", NULL);
}

void table_row(const struct page *page, const char *heading)
{
	page_begin(page, "tr", NULL);
	page_begin(page, "th", NULL);
	html_attribute(page->html, "scope", "row");
	page_put(page, heading);
	page_end(page);
}

void table_row_end(const struct page *page)
{
	page_end(page);
}

void table_foot(const struct page *page)
{
	page_end(page);
	page_begin(page, "tfoot", NULL);
}

void table_figure(const struct page *page, long count)
{
	page_element(page, "td", count == 0 ? "number zero" : "number", page_count(page, count));
}

void table_text(const struct page *page, const char *text)
{
	page_element(page, "td", "text", text);
}

void table_end(const struct page *page)
{
	page_end(page);
	page_end(page);
	page_end(page);
}
