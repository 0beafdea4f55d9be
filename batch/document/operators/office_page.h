#ifndef DOCUMENT_OPERATORS_OFFICE_PAGE_H
#define DOCUMENT_OPERATORS_OFFICE_PAGE_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/html.h"
#include "document/operators/tally.h"
#include "model/committed_night.h"
#include "model/office.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdio.h>

/* An operators' page while it is written, and the few forms that all its parts are made of. Its
 * words are those of templates/report.xml, its frame is templates/report.html. */

/* What the page of a night is about. */
struct report {
	const struct office *office;
	const struct wordbook *words;
	const struct night *night;
	const struct tally *tally;
};

struct page {
	struct html *html;
	struct arena *arena;
	const struct wordbook *words;
	const struct report *report; /* NULL on a page that is about no night */
	const void *subject;         /* of such a page */
};

/* The words of a key, with these strings in them. */
#define PAGE_SAY(page, ...)                                                                        \
	wordbook_say((page)->words, (page)->arena, __VA_ARGS__, (const char *)NULL)

/* "2026年11月24日(火)"; "11月24日"; "20,000". In the page's arena. */
const char *page_day(const struct page *page, day_number day);
const char *page_short_day(const struct page *page, day_number day);
const char *page_count(const struct page *page, long count);

/* The day of a night, with its run where that is not the first. */
const char *page_night(const struct page *page, day_number day, int run);

/* A counter's name in Japanese, or its id where the office has it no more. */
const char *page_counter(const struct page *page, const char *id);

/* What a page begins with, within its <header>: whose it is (NULL: not known), its title and behind
 * that the night (NULL: none). */
void page_head(
	const struct page *page, const struct office *office, const char *title, const char *night);

/* Text in which `so` is a name of a file, a command or a code. */
void page_put(const struct page *page, const char *text);

/* An element of a class (NULL: none) with such text. */
void page_element(
	const struct page *page, const char *element, const char *class, const char *text);
void page_begin(const struct page *page, const char *element, const char *class);
void page_end(const struct page *page);

/* A section with an id, its heading (key section.ID) and what is said of it (section.ID.note),
 * where there is such a word. */
void page_section(const struct page *page, const char *id);

/* "There is none." */
void page_none(const struct page *page);

/* Writes `content`, a page's body, into the frame. FAULT_INTERNAL when the frame is wrong or the
 * page cannot be made; write errors stay in the stream. */
bool page_write(FILE *stream, struct page *page, const char *title,
	void (*content)(const struct page *page), struct fault *why);

#endif
