#include "document/operators/report_parts.h"

#include "base/retell.h"
#include "base/text.h"
#include "document/operators/report.h"
#include "document/operators/tasks.h"

#include <string.h>

/* What cannot be undone later comes first: sheets that must not leave. The verdict is a word and a
 * sign, never a colour alone. */

static void write_banner(const struct page *page, const char *verdict)
{
	const struct night *night = page->report->night;
	page_begin(page, "div", arena_print(page->arena, "verdict %s", verdict));
	page_begin(page, "p", NULL);
	html_attribute(page->html, "role", "status");
	page_element(
		page, "b", NULL, PAGE_SAY(page, arena_print(page->arena, "verdict.%s", verdict)));
	html_text(page->html, " ");
	page_element(page, "span", NULL,
		PAGE_SAY(page, arena_print(page->arena, "verdict.%s.note", verdict)));
	page_end(page);
	page_element(page, "p", "lead",
		PAGE_SAY(page, "lead", page_day(page, night->as_of), page_count(page, night->read),
			page_count(page, night->decided), page_count(page, night->aside)));
	page_end(page);
}

/* "5", or of a letter on two sheets "5–6". */
static const char *sheets_text(const struct page *page, const struct night_stop *stop)
{
	return stop->sheets == 1 ? arena_print(page->arena, "%d", stop->sheet)
				 : arena_print(page->arena, "%d–%d", stop->sheet,
					   stop->sheet + stop->sheets - 1);
}

/* A run of sheets of one mailing, in order: `count` of them from `stops`. */
static void write_stopped(const struct page *page, const struct night_stop *stops, size_t count)
{
	char mailing[NIGHT_NAME_BYTES];
	page_element(page, "dt", NULL,
		PAGE_SAY(page, "stops.mailing", night_stop_mailing(stops, mailing)));
	page_begin(page, "dd", NULL);
	long more = 0;
	for (size_t i = 0; i < count; i++) {
		if (i >= REPORT_STOPS) {
			more += stops[i].sheets;
			continue;
		}
		page_put(page, PAGE_SAY(page, i == 0 ? "stops.first" : "stops.sheet",
				       sheets_text(page, &stops[i]), stops[i].notice));
	}
	if (more > 0)
		page_put(page, PAGE_SAY(page, "stops.more", page_count(page, more)));
	page_end(page);
}

static void write_stops(const struct page *page)
{
	const struct night *night = page->report->night;
	if (night->stop_count == 0)
		return;
	page_begin(page, "div", "accepted");
	html_attribute(page->html, "id", "stops");
	page_element(page, "p", NULL,
		PAGE_SAY(page, "stops", page_count(page, night_stopped_sheets(night)),
			night->mailing ? "mailroom" : "operators"));
	page_begin(page, "dl", NULL);
	for (size_t i = 0, end; i < night->stop_count; i = end) {
		char one[NIGHT_NAME_BYTES], other[NIGHT_NAME_BYTES];
		night_stop_mailing(&night->stops[i], one);
		for (end = i + 1; end < night->stop_count &&
				  strcmp(one, night_stop_mailing(&night->stops[end], other)) == 0;
			end++)
			;
		write_stopped(page, &night->stops[i], end - i);
	}
	page_end(page);
	page_end(page);
}

/* What the exports went past, and in whose words it was let pass: nobody should have to look for
 * it. */
static void write_accepted(const struct page *page)
{
	const struct night *night = page->report->night;
	if (night->acceptance_count == 0)
		return;
	page_begin(page, "div", "accepted");
	page_element(page, "p", NULL, PAGE_SAY(page, "accepted"));
	page_begin(page, "dl", NULL);
	for (size_t i = 0; i < night->acceptance_count; i++) {
		const struct night_acceptance *acceptance = &night->acceptances[i];
		page_begin(page, "dt", NULL);
		page_element(page, "code", NULL, acceptance->code);
		html_text(page->html, " ");
		page_begin(page, "span", NULL);
		html_text(page->html, retell("ja", acceptance->message, page->arena));
		page_end(page);
		page_end(page);
		page_begin(page, "dd", NULL);
		html_text(page->html,
			PAGE_SAY(page, "accepted.why", acceptance->why, acceptance->who));
		page_end(page);
	}
	page_end(page);
	page_end(page);
}

/* The sections in which more is said of a task; NULL: none. */
static const char *const task_sections[TASKS] = {
	[TASK_STOPS] = "stops",
	[TASK_HELD] = "backlog",
	[TASK_UNCONFIRMED] = "exceptions",
	[TASK_HAND] = "reasons",
	[TASK_EXCEPTIONS] = "exceptions",
	[TASK_HOUSES] = "houses",
	[TASK_UNPLACED] = "shortages",
	[TASK_HAND_OPEN] = "backlog",
	[TASK_RETURNED] = "backlog",
	[TASK_KNOWN] = "known",
	[TASK_COUNTERS] = "places",
};

static void write_task(const struct page *page, enum task task, long count)
{
	const char *folder = page->report->night->mailing ? "mailroom" : "operators";
	page_begin(page, "li", task_urgent(task) ? "urgent" : NULL);
	if (task_urgent(task)) {
		page_element(page, "strong", "tag", PAGE_SAY(page, "urgent"));
		html_text(page->html, " ");
	} else if (task_has_hour(task)) {
		page_element(page, "span", "tag hour",
			PAGE_SAY(page, arena_print(page->arena, "hour.%s", task_words[task])));
		html_text(page->html, " ");
	}
	page_put(page, PAGE_SAY(page, arena_print(page->arena, "task.%s", task_words[task]),
			       page_count(page, count), folder));
	long envelopes = page->report->tally->envelopes;
	if (task == TASK_POST && envelopes > 0) {
		html_text(page->html, " ");
		page_put(page, PAGE_SAY(page, "task.post.envelopes", page_count(page, envelopes)));
	}
	if (task_sections[task] != NULL) {
		html_text(page->html, " ");
		page_begin(page, "a", NULL);
		html_attribute(
			page->html, "href", arena_print(page->arena, "#%s", task_sections[task]));
		page_put(page,
			PAGE_SAY(page, arena_print(page->arena, "more.%s", task_sections[task])));
		page_end(page);
	}
	page_end(page);
}

static void write_tasks(const struct page *page, const long counts[TASKS])
{
	const struct night *night = page->report->night;
	page_element(page, "h2", "do", PAGE_SAY(page, "tasks"));
	page_begin(page, "ol", "next");
	for (int task = 0; task < TASKS; task++)
		if (counts[task] > 0)
			write_task(page, (enum task)task, counts[task]);
	if (!night->mailing)
		page_element(page, "li", NULL,
			PAGE_SAY(page, "task.no-mailing", page_day(page, night->posting_day)));
	page_element(page, "li", NULL, PAGE_SAY(page, "task.sums"));
	page_end(page);
}

void report_verdict(const struct page *page)
{
	long counts[TASKS];
	tasks_of_night(page->report->night, page->report->tally,
		!text_blank(page->report->office->sender.web_base), counts);
	write_banner(page, tasks_press(counts) ? "act" : "well");
	write_stops(page);
	write_tasks(page, counts);
	report_houses(page);
	write_accepted(page);
}
