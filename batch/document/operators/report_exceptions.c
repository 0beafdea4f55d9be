#include "document/operators/report_parts.h"

#include "base/retell.h"
#include "document/operators/report.h"
#include "document/operators/table.h"

#include <string.h>

/* The codes with their sentence and how many, new and known; then the new ones themselves. Those
 * that are known stand at the end of the page, where they are in nobody's way. The sentence of a
 * code is Japanese, and so is what was found, which exceptions.csv has in English. */

static bool is_known(const struct night *night, size_t exception)
{
	return night->exceptions_known != NULL && night->exceptions_known[exception];
}

static const char *code_sentence(const struct page *page, const char *code)
{
	const char *text =
		wordbook_find(page->words, arena_print(page->arena, "exception.%s", code));
	return text != NULL ? text : PAGE_SAY(page, "exception.other");
}

static void write_codes(const struct page *page)
{
	const struct night *night = page->report->night;
	const struct tally *tally = page->report->tally;
	table_begin(page, "exceptions.codes");
	table_heading(page, PAGE_SAY(page, "column.code"), false);
	table_heading(page, PAGE_SAY(page, "column.meaning"), false);
	table_heading(page, PAGE_SAY(page, "column.new"), true);
	table_heading(page, PAGE_SAY(page, "column.known"), true);
	table_rows(page);
	for (size_t i = 0; i < tally->exception_codes; i++) {
		const char *code = tally->exceptions[i].code;
		long known = 0;
		for (size_t k = 0; k < night->exception_count; k++)
			known += is_known(night, k) && strcmp(night->exceptions[k].code, code) == 0;
		table_row(page, arena_print(page->arena, "`%s`", code));
		table_text(page, code_sentence(page, code));
		table_figure(page, tally->exceptions[i].count - known);
		table_figure(page, known);
		table_row_end(page);
	}
	table_end(page);
}

static void write_exception(const struct page *page, const struct night_exception *exception)
{
	page_begin(page, "tr", NULL);
	page_element(page, "td", "number",
		exception->line > 0 ? arena_print(page->arena, "%ld", exception->line) : "");
	page_begin(page, "td", NULL);
	html_text(page->html, exception->resident);
	page_end(page);
	page_begin(page, "td", NULL);
	page_element(page, "code", NULL, exception->code);
	page_end(page);
	page_begin(page, "td", "message");
	page_put(page, code_sentence(page, exception->code));
	page_begin(page, "small", NULL);
	html_text(page->html, retell("ja", exception->message, page->arena));
	page_end(page);
	page_end(page);
	page_end(page);
}

static long count_rows(const struct night *night, bool known)
{
	long count = 0;
	for (size_t i = 0; i < night->exception_count; i++)
		count += is_known(night, i) == known ? 1 : 0;
	return count;
}

/* Those that are known, or those that are not. */
static void write_rows(const struct page *page, bool known, const char *caption)
{
	const struct night *night = page->report->night;
	long written = 0, all = count_rows(night, known);
	if (all == 0) {
		page_none(page);
		return;
	}
	table_begin(page, caption);
	table_heading(page, PAGE_SAY(page, "column.line"), true);
	table_heading(page, PAGE_SAY(page, "column.resident"), false);
	table_heading(page, PAGE_SAY(page, "column.code"), false);
	table_heading(page, PAGE_SAY(page, "column.found"), false);
	table_rows(page);
	for (size_t i = 0; i < night->exception_count && written < REPORT_EXCEPTIONS; i++)
		if (is_known(night, i) == known) {
			write_exception(page, &night->exceptions[i]);
			written++;
		}
	table_end(page);
	if (all > written)
		page_element(page, "p", "none",
			PAGE_SAY(page, "exceptions.more", page_count(page, all - written)));
}

void report_exceptions(const struct page *page)
{
	const struct night *night = page->report->night;
	page_section(page, "exceptions");
	if (night->exception_count > 0) {
		write_codes(page);
		page_element(page, "h3", NULL,
			PAGE_SAY(page, "exceptions.new",
				page_count(page, count_rows(night, false))));
	}
	write_rows(page, false, "exceptions.new.caption");
	page_end(page);
}

void report_known(const struct page *page)
{
	page_section(page, "known");
	write_rows(page, true, "section.known");
	page_end(page);
}
