#include "document/operators/outcomes.h"

#include "document/operators/table.h"

/* Names are those of the words matter.…, outcome.… and reason.…. */

static const char *outcome_name(const struct page *page, int outcome)
{
	return PAGE_SAY(page, arena_print(page->arena, "outcome.%s", outcome_words[outcome]));
}

static void write_counts(const struct page *page, const long counts[OUTCOMES])
{
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		table_figure(page, counts[outcome]);
	table_row_end(page);
}

void outcomes_matters(const struct page *page)
{
	const struct tally *tally = page->report->tally;
	page_section(page, "matters");
	table_begin(page, "section.matters");
	table_heading(page, PAGE_SAY(page, "column.matter"), false);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		table_heading(page, outcome_name(page, outcome), true);
	table_rows(page);
	for (int matter = 0; matter < MATTERS; matter++) {
		if (!tally->listed[matter])
			continue;
		table_row(page, PAGE_SAY(page, arena_print(page->arena, "matter.%s",
						       matter_words[matter])));
		write_counts(page, tally->matters[matter]);
	}
	page_end(page);
	page_begin(page, "tfoot", NULL);
	table_row(page, PAGE_SAY(page, "column.sum"));
	write_counts(page, tally->outcomes);
	table_end(page);
	page_end(page);
}

static void write_reason(const struct page *page, int outcome, int reason, long count)
{
	const char *word = reason_words[reason];
	table_row(page, outcome_name(page, outcome));
	table_text(page, PAGE_SAY(page, arena_print(page->arena, "reason.%s", word)));
	table_text(page, arena_print(page->arena, "`%s`", word));
	table_figure(page, count);
	table_row_end(page);
}

void outcomes_reasons(const struct page *page)
{
	const struct tally *tally = page->report->tally;
	long all = 0;
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		for (int reason = REASON_EMPTY + 1; reason < REASONS; reason++)
			all += tally->reasons[outcome][reason];
	page_section(page, "reasons");
	if (all == 0) {
		page_none(page);
		page_end(page);
		return;
	}
	table_begin(page, "section.reasons");
	table_heading(page, PAGE_SAY(page, "column.outcome"), false);
	table_heading(page, PAGE_SAY(page, "column.reason"), false);
	table_heading(page, PAGE_SAY(page, "column.code"), false);
	table_heading(page, PAGE_SAY(page, "column.count"), true);
	table_rows(page);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		for (int reason = REASON_EMPTY + 1; reason < REASONS; reason++)
			if (tally->reasons[outcome][reason] > 0)
				write_reason(
					page, outcome, reason, tally->reasons[outcome][reason]);
	table_end(page);
	page_end(page);
}
