#include "document/operators/report.h"

#include "base/embedded.h"
#include "base/markup.h"
#include "base/text.h"
#include "document/operators/outcomes.h"
#include "document/operators/shortfall.h"
#include "document/operators/table.h"

#include <string.h>

/* The page is a file with names in it, each filled in by one function of a table. What cannot be
 * undone later comes first: sheets that must not leave. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

struct page {
	FILE *stream;
	const struct office *office;
	const struct night *night;
	const struct tally *tally;
};

/* ---- the parts of the page ---- */

static void write_night(const struct page *page)
{
	table_day(page->stream, page->night->day);
	if (page->night->run > 1)
		fprintf(page->stream, " %d回目", page->night->run);
}

static void write_sender(const struct page *page)
{
	markup_write(page->stream, wordings_in(&page->office->sender.city, "ja"));
	fputc(' ', page->stream);
	markup_write(page->stream, wordings_in(&page->office->sender.section, "ja"));
}

static void write_lead(const struct page *page)
{
	const struct night *night = page->night;
	table_day(page->stream, night->as_of);
	fputs("現在の住民データ ", page->stream);
	table_count(page->stream, night->read);
	fputs("人を読み、", page->stream);
	table_count(page->stream, night->decided);
	fputs("人を判定し、", page->stream);
	table_count(page->stream, night->aside);
	fputs("人を処理から外しました。", page->stream);
}

/* A run of sheets of one mailing, in order: `count` of them from `stops`. */
static void write_stopped(const struct page *page, const struct night_stop *stops, size_t count)
{
	char mailing[NIGHT_NAME_BYTES];
	fprintf(page->stream, "<dt>便 <code>%s</code></dt><dd>",
		night_stop_mailing(stops, mailing));
	for (size_t i = 0; i < count && i < REPORT_STOPS; i++)
		fprintf(page->stream, "%s%d枚目 <code>%s</code>", i == 0 ? "" : "、",
			stops[i].sheet, stops[i].notice);
	if (count > REPORT_STOPS)
		fprintf(page->stream, "、ほか%zu枚", count - REPORT_STOPS);
	fputs("</dd>\n", page->stream);
}

/* Before all else: a sheet that leaves can not be brought back. */
static void write_stops(const struct page *page)
{
	const struct night *night = page->night;
	if (night->stop_count == 0)
		return;
	fputs("<div class=\"accepted\"><p>差し出してはいけない印刷済みの用紙が", page->stream);
	table_count(page->stream, (long)night->stop_count);
	fprintf(page->stream, "枚あります。抜き取ってください(%s/stop.csv)。</p>\n<dl>\n",
		night->mailing ? "mailroom" : "operators");
	for (size_t i = 0, end; i < night->stop_count; i = end) {
		char one[NIGHT_NAME_BYTES], other[NIGHT_NAME_BYTES];
		night_stop_mailing(&night->stops[i], one);
		for (end = i + 1; end < night->stop_count &&
				  strcmp(one, night_stop_mailing(&night->stops[end], other)) == 0;
			end++)
			;
		write_stopped(page, &night->stops[i], end - i);
	}
	fputs("</dl></div>\n", page->stream);
}

/* What the exports went past, and in whose words it was let pass: nobody should have to look for
 * it. */
static void write_accepted(const struct page *page)
{
	const struct night *night = page->night;
	if (night->acceptance_count == 0)
		return;
	fputs("<div class=\"accepted\">"
	      "<p>設定の限度を超えた住民データを、確認のうえで処理しました。</p>\n"
	      "<dl>\n",
		page->stream);
	for (size_t i = 0; i < night->acceptance_count; i++) {
		const struct night_acceptance *acceptance = &night->acceptances[i];
		fputs("<dt><code>", page->stream);
		markup_write(page->stream, acceptance->code);
		fputs("</code> <span lang=\"en\">", page->stream);
		markup_write(page->stream, acceptance->message);
		fputs("</span></dt><dd>理由: ", page->stream);
		markup_write(page->stream, acceptance->why);
		fputs(" (", page->stream);
		markup_write(page->stream, acceptance->who);
		fputs(")</dd>\n", page->stream);
	}
	fputs("</dl></div>\n", page->stream);
}

static void write_figure(const struct page *page, const char *name, long count, bool warn)
{
	fprintf(page->stream, "<li%s><b>", warn && count > 0 ? " class=\"warn\"" : "");
	table_count(page->stream, count);
	fprintf(page->stream, "</b><span>%s</span></li>\n", name);
}

static void write_figures(const struct page *page)
{
	const struct tally *tally = page->tally;
	write_figure(page, "決まったお知らせ(通)", tally->letters, false);
	write_figure(page, "今回の発送(枚)", (long)page->night->sheet_count, false);
	write_figure(page, "窓口を予約した人", tally->appointments, false);
	write_figure(page, "予約できなかった人", tally->unplaced, true);
	write_figure(page, "ほかのお知らせにまとめた", tally->outcomes[OUTCOME_COVERED], false);
	write_figure(page, "手作業の人", tally->hand_people, true);
	write_figure(page, "電話で連絡する人", tally->call_people, true);
	write_figure(page, "処理から外した住民", page->night->aside, true);
}

/* One thing to do, when there is any of it: the file, what to do with it, and how many. */
static void write_step(
	const struct page *page, const char *file, const char *text, long count, const char *unit)
{
	if (count == 0)
		return;
	fprintf(page->stream, "<li><code>%s</code> %s(", file, text);
	table_count(page->stream, count);
	fprintf(page->stream, "%s)。</li>\n", unit);
}

static void write_next(const struct page *page)
{
	const struct night *night = page->night;
	const struct tally *tally = page->tally;
	fputs("<ol class=\"next\">\n", page->stream);
	write_step(page, night->mailing ? "mailroom/stop.csv" : "operators/stop.csv",
		"の用紙を抜き取り、差し出したあと kigen mailing posted の --pulled "
		"(抜き取った)か --left(差し出してしまった)で知らせる",
		(long)night->stop_count, "枚");
	write_step(page, "mailroom/letters.pdf",
		"を印刷して封入し、束ごとに covers.pdf の表紙を付け、posting.pdf を添えて差し出す",
		(long)night->sheet_count, "枚");
	if (!night->mailing) {
		fputs("<li>今日は発送日ではありません。決まったお知らせは ", page->stream);
		table_day(page->stream, night->posting_day);
		fputs(" にまとめて印刷します。</li>\n", page->stream);
	}
	write_step(page, "kigen mailing list",
		"で、差し出した確認のない便を確かめ、kigen mailing posted で確認する",
		tally->unconfirmed, "便");
	write_step(page, "operators/call.csv", "の人に電話する。郵便では期限に間に合わない",
		tally->call_people, "人");
	write_step(page, "operators/hand.csv", "を担当者に渡し、手作業で連絡する",
		tally->hand_people, "人");
	write_step(page, "operators/exceptions.csv", "を確かめ、住民データの誤りを直す",
		(long)night->exception_count, "件");
	if (!text_blank(page->office->sender.web_base))
		write_step(page, "residents/", "を公開用サーバーに置く", (long)night->invited_count,
			"人分");
	write_step(page, "counters/", "の予定表を各窓口に渡す", (long)night->agenda_count, "件");
	fputs("<li><code>SHA256SUMS</code> で、渡したファイルが欠けていないことを確かめる"
	      "(sha256sum -c)。</li>\n</ol>\n",
		page->stream);
}

static void write_matters(const struct page *page)
{
	outcomes_matters(page->stream, page->tally);
}

static void write_reasons(const struct page *page)
{
	outcomes_reasons(page->stream, page->tally);
}

/* How many of the agenda lie at one counter in the week that begins on `monday`. */
static long count_week(const struct night *night, const char *counter, day_number monday)
{
	long count = 0;
	for (size_t i = 0; i < night->agenda_count; i++) {
		const struct appointment *appointment = &night->agenda[i].appointment;
		count += civil_monday(appointment->day) == monday &&
					 strcmp(appointment->counter, counter) == 0
				 ? 1
				 : 0;
	}
	return count;
}

static void write_week(const struct page *page, day_number monday)
{
	fputs("<tr><th scope=\"row\">", page->stream);
	table_monday(page->stream, monday);
	fputs("</th>", page->stream);
	for (size_t i = 0; i < page->office->counter_count; i++)
		table_figure(page->stream,
			count_week(page->night, page->office->counters[i].id, monday));
	fputs("</tr>\n", page->stream);
}

static void write_appointments(const struct page *page)
{
	FILE *stream = page->stream;
	const struct night *night = page->night;
	if (night->agenda_count == 0) {
		fputs("<p class=\"none\">ありません。</p>\n", stream);
		return;
	}
	day_number first = night->agenda[0].appointment.day, last = first;
	for (size_t i = 1; i < night->agenda_count; i++) {
		day_number day = night->agenda[i].appointment.day;
		first = day < first ? day : first;
		last = day > last ? day : last;
	}
	table_begin(stream);
	table_heading(stream, "週", false);
	for (size_t i = 0; i < page->office->counter_count; i++)
		table_heading(stream, wordings_in(&page->office->counters[i].name, "ja"), true);
	table_rows(stream);
	for (day_number monday = civil_monday(first); monday <= last; monday += 7)
		write_week(page, monday);
	fputs("</tbody>\n<tfoot><tr><th scope=\"row\">合計</th>", stream);
	for (size_t i = 0; i < page->office->counter_count; i++)
		table_figure(stream, page->tally->agenda[i]);
	fputs("</tr></tfoot>\n</table></div>\n", stream);
}

static void write_shortages(const struct page *page)
{
	shortfall_report(page->stream, page->office, page->night, page->tally);
}

static void write_exception(FILE *stream, const struct night_exception *exception)
{
	fputs("<tr><td class=\"number\">", stream);
	if (exception->line > 0)
		fprintf(stream, "%ld", exception->line);
	fputs("</td><td>", stream);
	markup_write(stream, exception->resident);
	fputs("</td><td><code>", stream);
	markup_write(stream, exception->code);
	fputs("</code></td><td class=\"message\" lang=\"en\">", stream);
	markup_write(stream, exception->message);
	fputs("</td></tr>\n", stream);
}

static void write_codes(const struct page *page)
{
	FILE *stream = page->stream;
	table_begin(stream);
	table_heading(stream, "符号", false);
	table_heading(stream, "件数", true);
	table_rows(stream);
	for (size_t i = 0; i < page->tally->exception_codes; i++) {
		fputs("<tr><td><code>", stream);
		markup_write(stream, page->tally->exceptions[i].code);
		fputs("</code></td>", stream);
		table_figure(stream, page->tally->exceptions[i].count);
		fputs("</tr>\n", stream);
	}
	table_end(stream);
}

static void write_exceptions(const struct page *page)
{
	FILE *stream = page->stream;
	const struct night *night = page->night;
	if (night->exception_count == 0) {
		fputs("<p class=\"none\">ありません。</p>\n", stream);
		return;
	}
	write_codes(page);
	table_begin(stream);
	table_heading(stream, "行", true);
	table_heading(stream, "住民番号", false);
	table_heading(stream, "符号", false);
	table_heading(stream, "内容", false);
	table_rows(stream);
	for (size_t i = 0; i < night->exception_count && i < REPORT_EXCEPTIONS; i++)
		write_exception(stream, &night->exceptions[i]);
	table_end(stream);
	if (night->exception_count > REPORT_EXCEPTIONS)
		fprintf(stream, "<p class=\"none\">ほか%zu件は operators/exceptions.csv。</p>\n",
			night->exception_count - REPORT_EXCEPTIONS);
}

static void write_sources(const struct page *page)
{
	fprintf(page->stream,
		"<dt>入力データ SHA-256</dt><dd>%s</dd>\n"
		"<dt>設定ファイル SHA-256</dt><dd>%s</dd>\n",
		page->night->register_digest, page->night->office_digest);
}

/* ---- the frame ---- */

static const struct part {
	const char *name;
	void (*write)(const struct page *page);
} parts[] = {
	{"date", write_night},
	{"sender", write_sender},
	{"lead", write_lead},
	{"stops", write_stops},
	{"accepted", write_accepted},
	{"figures", write_figures},
	{"next", write_next},
	{"matters", write_matters},
	{"reasons", write_reasons},
	{"appointments", write_appointments},
	{"shortages", write_shortages},
	{"exceptions", write_exceptions},
	{"sources", write_sources},
};

static const struct part *find_part(const char *name, size_t length)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		if (strlen(parts[i].name) == length && memcmp(parts[i].name, name, length) == 0)
			return &parts[i];
	return NULL;
}

static const char *page_frame(void)
{
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (strcmp(file->name, "report.html") == 0)
			return file->bytes;
	return NULL;
}

bool report_write(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally, struct fault *why)
{
	const struct page page = {stream, office, night, tally};
	const char *at = page_frame();
	if (at == NULL)
		return fault_set(why, FAULT_INTERNAL, "report.html is not in the program");
	for (const char *open; (open = strstr(at, "{{")) != NULL;) {
		const char *close = strstr(open, "}}");
		size_t length = close == NULL ? 0 : (size_t)(close - open) - 2;
		const struct part *part = find_part(open + 2, length);
		if (part == NULL)
			return fault_set(why, FAULT_INTERNAL,
				"report.html: \"%.20s\" is no part of the page", open);
		fwrite(at, 1, (size_t)(open - at), stream);
		part->write(&page);
		at = close + 2;
	}
	fputs(at, stream);
	return true;
}
