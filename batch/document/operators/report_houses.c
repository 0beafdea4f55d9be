#include "document/operators/report_parts.h"

/* What whoever calls a house has to say to it, and by when: nothing of its people but how many they
 * are. An office that makes no offers has nothing of it on its page. */

static void write_block(const struct page *page, const struct house_block *block)
{
	page_put(page,
		PAGE_SAY(page, "houses.block", page_day(page, block->day),
			arena_print(page->arena, "%02d:%02d–%02d:%02d", block->starts / 60,
				block->starts % 60, block->ends / 60, block->ends % 60),
			page_counter(page, block->counter), page_count(page, (long)block->people)));
}

static void write_house(const struct page *page, const struct house_entry *entry)
{
	struct house_block *blocks;
	size_t count = house_blocks(entry, page->arena, &blocks);
	page_element(page, "dt", NULL, entry->house.number);
	page_begin(page, "dd", NULL);
	for (size_t i = 0; i < count; i++)
		write_block(page, &blocks[i]);
	page_put(page, PAGE_SAY(page, "houses.answer", page_day(page, entry->house.answer_by),
			       page_day(page, house_first_expiry(entry))));
	page_end(page);
}

void report_houses(const struct page *page)
{
	const struct night *night = page->report->night;
	size_t open = 0;
	for (size_t i = 0; i < night->house_count; i++)
		open += night->houses[i].house.state == HOUSE_OPEN ? 1 : 0;
	if (open == 0)
		return;
	page_begin(page, "div", "accepted");
	html_attribute(page->html, "id", "houses");
	page_element(page, "p", NULL, PAGE_SAY(page, "houses", page_count(page, (long)open)));
	page_begin(page, "dl", NULL);
	for (size_t i = 0; i < night->house_count; i++)
		if (night->houses[i].house.state == HOUSE_OPEN)
			write_house(page, &night->houses[i]);
	page_end(page);
	page_end(page);
}
