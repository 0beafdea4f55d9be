#include "document/operators/report_parts.h"

#include "base/retell.h"
#include "document/operators/report.h"
#include "document/operators/table.h"

#include <string.h>

/* The codes with their sentence and how many, by where they stand; then the new ones themselves.
 * Those that are known stand at the end of the page, where they are in nobody's way, and what rests
 * is folded away behind them. Whoever has said of one that it is known is told with it, where it
 * stays in sight as well. The sentence of a code is Japanese, and so is what was found, which
 * exceptions.csv has in English. */

static const char *code_sentence(const struct page *page, const char *code)
{
	const char *text =
		wordbook_find(page->words, arena_print(page->arena, "exception.%s", code));
	return text != NULL ? text : PAGE_SAY(page, "exception.other");
}

/* Those that stand there; of one code, or NULL: of all. */
static long count_rows(const struct night *night, enum exception_state state, const char *code)
{
	long count = 0;
	for (size_t i = 0; i < night->exception_count; i++)
		count += night_exception_state(night, i) == state &&
			 (code == NULL || strcmp(night->exceptions[i].code, code) == 0);
	return count;
}

static void write_codes(const struct page *page)
{
	const struct tally *tally = page->report->tally;
	table_begin(page, "exceptions.codes");
	table_heading(page, PAGE_SAY(page, "column.code"), false);
	table_heading(page, PAGE_SAY(page, "column.meaning"), false);
	for (int state = 0; state < EXCEPTION_STATES; state++)
		table_heading(page,
			PAGE_SAY(page, arena_print(page->arena, "column.%s",
					       exception_state_words[state])),
			true);
	table_rows(page);
	for (size_t i = 0; i < tally->exception_codes; i++) {
		const char *code = tally->exceptions[i].code;
		table_row(page, arena_print(page->arena, "`%s`", code));
		table_text(page, code_sentence(page, code));
		for (int state = 0; state < EXCEPTION_STATES; state++)
			table_figure(page,
				count_rows(page->report->night, (enum exception_state)state, code));
		table_row_end(page);
	}
	table_end(page);
}

/* Who has said that it is known, when and why, as somebody typed it. */
static void write_acknowledged(const struct page *page, const struct exception_standing *standing)
{
	if (standing == NULL || standing->acknowledged == DAY_NONE)
		return;
	page_begin(page, "small", "acknowledged");
	html_text(page->html,
		PAGE_SAY(page, "exceptions.acknowledged", page_day(page, standing->acknowledged),
			standing->who, standing->why));
	page_end(page);
}

static void write_exception(const struct page *page, const struct night_exception *exception,
	const struct exception_standing *standing)
{
	page_begin(page, "tr", NULL);
	page_element(page, "td", "number",
		standing == NULL ? "" : arena_print(page->arena, "%ld", standing->number));
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
	write_acknowledged(page, standing);
	page_end(page);
	page_end(page);
}

/* Those that stand there. */
static void write_rows(const struct page *page, enum exception_state state, const char *caption)
{
	const struct night *night = page->report->night;
	long written = 0, all = count_rows(night, state, NULL);
	if (all == 0) {
		page_none(page);
		return;
	}
	table_begin(page, caption);
	table_heading(page, PAGE_SAY(page, "column.exception"), true);
	table_heading(page, PAGE_SAY(page, "column.line"), true);
	table_heading(page, PAGE_SAY(page, "column.resident"), false);
	table_heading(page, PAGE_SAY(page, "column.code"), false);
	table_heading(page, PAGE_SAY(page, "column.found"), false);
	table_rows(page);
	for (size_t i = 0; i < night->exception_count && written < REPORT_EXCEPTIONS; i++)
		if (night_exception_state(night, i) == state) {
			write_exception(page, &night->exceptions[i], night_standing(night, i));
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
				page_count(page, count_rows(night, EXCEPTION_NEW, NULL))));
	}
	write_rows(page, EXCEPTION_NEW, "exceptions.new.caption");
	page_end(page);
}

/* Folded: on paper what is folded is left out, and its number stays. */
static void write_resting(const struct page *page)
{
	long resting = count_rows(page->report->night, EXCEPTION_RESTING, NULL);
	if (resting == 0)
		return;
	page_begin(page, "details", NULL);
	html_attribute(page->html, "id", "resting");
	page_element(page, "summary", NULL,
		PAGE_SAY(page, "exceptions.resting", page_count(page, resting)));
	write_rows(page, EXCEPTION_RESTING, "exceptions.resting.caption");
	page_end(page);
}

void report_known(const struct page *page)
{
	page_section(page, "known");
	write_rows(page, EXCEPTION_KNOWN, "section.known");
	write_resting(page);
	page_end(page);
}
