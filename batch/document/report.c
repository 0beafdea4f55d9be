#include "document/report.h"

#include "base/embedded.h"
#include "base/markup.h"
#include "base/text.h"
#include "document/shortfall.h"

#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

struct page {
	FILE *stream;
	const struct office *office;
	const struct night *night;
	const struct tally *tally;
};

/* Fixed text of the page, in the order of the enums. */
static const char *const matter_names[MATTERS] = {
	[MATTER_AUTHENTICATION] = "利用者証明用電子証明書",
	[MATTER_CARD] = "マイナンバーカード",
	[MATTER_REVOKED] = "署名用電子証明書の失効(氏名・住所の変更)",
	[MATTER_SIGNATURE] = "署名用電子証明書",
	[MATTER_STAY] = "在留期間にともなうカードの期限",
};

static const char *const outcome_names[OUTCOMES] = {
	[OUTCOME_LETTER] = "郵送",
	[OUTCOME_COVERED] = "まとめ",
	[OUTCOME_HAND] = "手作業",
	[OUTCOME_NONE] = "なし",
};

static const char *const reason_names[REASONS] = {
	[REASON_EMPTY] = "",
	[REASON_ESTIMATED] = "期限の記録がなく、計算した日付で郵送",
	[REASON_DECEASED] = "死亡",
	[REASON_MOVED_OUT] = "転出済み",
	[REASON_REMOVED] = "職権消除",
	[REASON_ABROAD] = "国外",
	[REASON_LEAVING] = "期限までに転出予定",
	[REASON_CARD_SUSPENDED] = "カードが一時停止中",
	[REASON_CARD_LOST] = "カードを紛失",
	[REASON_CARD_RETURNED] = "カードを返納済み",
	[REASON_CARD_VOID] = "カードが無効",
	[REASON_CERTIFICATE_SUSPENDED] = "電子証明書が一時停止中",
	[REASON_CERTIFICATE_REVOKED] = "電子証明書が失効",
	[REASON_RENEWAL_APPLIED] = "更新を申請済み",
	[REASON_RESIDENCE_CARD] = "特定在留カード(更新は出入国在留管理庁)",
	[REASON_CARD] = "カードの更新のお知らせにまとめた",
	[REASON_STAY] = "在留期間のお知らせにまとめた",
	[REASON_PROTECTION] = "支援措置",
	[REASON_RETURNED] = "郵便が返戻された",
	[REASON_ADDRESS] = "住所または郵便番号がない",
	[REASON_GLYPH] = "印字できない文字がある",
	[REASON_OVERFLOW] = "宛名が窓に収まらない",
	[REASON_ADDRESS_CAP] = "同じ住所あての通数が上限を超えた",
};

/* ---- small pieces ---- */

static void write_date(FILE *stream, day_number day)
{
	static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
	struct civil date = civil_parts(day);
	fprintf(stream, "%d年%d月%d日(%s)", date.year, date.month, date.day,
		weekdays[civil_weekday(day)]);
}

/* 12345 as 12,345. */
static void write_count(FILE *stream, long count)
{
	if (count >= 1000) {
		write_count(stream, count / 1000);
		fprintf(stream, ",%03ld", count % 1000);
	} else {
		fprintf(stream, "%ld", count);
	}
}

static void write_number_cell(FILE *stream, long count)
{
	fprintf(stream, "<td class=\"number%s\">", count == 0 ? " zero" : "");
	write_count(stream, count);
	fputs("</td>", stream);
}

static void begin_table(FILE *stream)
{
	fputs("<div class=\"scroll\"><table>\n<thead><tr>", stream);
}

static void write_heading(FILE *stream, const char *text, bool number)
{
	fprintf(stream, "<th scope=\"col\"%s>", number ? " class=\"number\"" : "");
	markup_write(stream, text);
	fputs("</th>", stream);
}

/* ---- the parts of the page ---- */

static void write_night(const struct page *page)
{
	write_date(page->stream, page->night->day);
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
	write_date(page->stream, night->as_of);
	fputs("現在の住民データ ", page->stream);
	write_count(page->stream, night->read);
	fputs("人を読み、", page->stream);
	write_count(page->stream, night->decided);
	fputs("人を判定し、", page->stream);
	write_count(page->stream, night->aside);
	fputs("人を処理から外しました。", page->stream);
}

/* What the exports went past, and in whose words it was let pass: nobody should have to look for
 * it. */
static void write_accepted(const struct page *page)
{
	const struct night *night = page->night;
	if (night->acceptance_count == 0)
		return;
	fputs("<div class=\"accepted\"><p>設定の限度を超えた住民データを、確認のうえで処理しました。</p>\n"
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
		fputs("</dd>\n", page->stream);
	}
	fputs("</dl></div>\n", page->stream);
}

static void write_figure(const struct page *page, const char *name, long count, bool warn)
{
	fprintf(page->stream, "<li%s><b>", warn && count > 0 ? " class=\"warn\"" : "");
	write_count(page->stream, count);
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
	write_count(page->stream, count);
	fprintf(page->stream, "%s)。</li>\n", unit);
}

static void write_next(const struct page *page)
{
	const struct night *night = page->night;
	const struct tally *tally = page->tally;
	fputs("<ol class=\"next\">\n", page->stream);
	write_step(page, "mailroom/letters.pdf",
		"を印刷し、manifest.csv の順に封入して、posting.csv を添えて差し出す",
		(long)night->sheet_count, "枚");
	if (!night->mailing) {
		fputs("<li>今日は発送日ではありません。決まったお知らせは ", page->stream);
		write_date(page->stream, night->posting_day);
		fputs(" にまとめて印刷します。</li>\n", page->stream);
	}
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
	FILE *stream = page->stream;
	const struct tally *tally = page->tally;
	begin_table(stream);
	write_heading(stream, "手続き", false);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		write_heading(stream, outcome_names[outcome], true);
	fputs("</tr></thead>\n<tbody>\n", stream);
	for (int matter = 0; matter < MATTERS; matter++) {
		if (!tally->listed[matter])
			continue;
		fprintf(stream, "<tr><th scope=\"row\">%s</th>", matter_names[matter]);
		for (int outcome = 0; outcome < OUTCOMES; outcome++)
			write_number_cell(stream, tally->matters[matter][outcome]);
		fputs("</tr>\n", stream);
	}
	fputs("</tbody>\n<tfoot><tr><th scope=\"row\">合計</th>", stream);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		write_number_cell(stream, tally->outcomes[outcome]);
	fputs("</tr></tfoot>\n</table></div>\n", stream);
}

static void write_reasons(const struct page *page)
{
	FILE *stream = page->stream;
	bool begun = false;
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		for (int reason = REASON_EMPTY + 1; reason < REASONS; reason++) {
			long count = page->tally->reasons[outcome][reason];
			if (count == 0)
				continue;
			if (!begun) {
				begin_table(stream);
				write_heading(stream, "結果", false);
				write_heading(stream, "理由", false);
				write_heading(stream, "符号", false);
				write_heading(stream, "件数", true);
				fputs("</tr></thead>\n<tbody>\n", stream);
				begun = true;
			}
			fprintf(stream,
				"<tr><th scope=\"row\">%s</th><td>%s</td>"
				"<td><code>%s</code></td>",
				outcome_names[outcome], reason_names[reason], reason_words[reason]);
			write_number_cell(stream, count);
			fputs("</tr>\n", stream);
		}
	fputs(begun ? "</tbody></table></div>\n" : "<p class=\"none\">ありません。</p>\n", stream);
}

static day_number week_of(day_number day)
{
	return day - ((int)civil_weekday(day) + 6) % 7;
}

/* How many of the agenda lie at one counter in the week that begins on `monday`. */
static long count_week(const struct night *night, const char *counter, day_number monday)
{
	long count = 0;
	for (size_t i = 0; i < night->agenda_count; i++) {
		const struct appointment *appointment = &night->agenda[i].appointment;
		count += week_of(appointment->day) == monday &&
					 strcmp(appointment->counter, counter) == 0
				 ? 1
				 : 0;
	}
	return count;
}

static void write_week(const struct page *page, day_number monday)
{
	struct civil date = civil_parts(monday);
	fprintf(page->stream, "<tr><th scope=\"row\">%d年%d月%d日</th>", date.year, date.month,
		date.day);
	for (size_t i = 0; i < page->office->counter_count; i++)
		write_number_cell(page->stream,
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
	begin_table(stream);
	write_heading(stream, "週", false);
	for (size_t i = 0; i < page->office->counter_count; i++)
		write_heading(stream, wordings_in(&page->office->counters[i].name, "ja"), true);
	fputs("</tr></thead>\n<tbody>\n", stream);
	for (day_number monday = week_of(first); monday <= last; monday += 7)
		write_week(page, monday);
	fputs("</tbody>\n<tfoot><tr><th scope=\"row\">合計</th>", stream);
	for (size_t i = 0; i < page->office->counter_count; i++)
		write_number_cell(stream, page->tally->agenda[i]);
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
	begin_table(stream);
	write_heading(stream, "符号", false);
	write_heading(stream, "件数", true);
	fputs("</tr></thead>\n<tbody>\n", stream);
	for (size_t i = 0; i < page->tally->exception_codes; i++) {
		fputs("<tr><td><code>", stream);
		markup_write(stream, page->tally->exceptions[i].code);
		fputs("</code></td>", stream);
		write_number_cell(stream, page->tally->exceptions[i].count);
		fputs("</tr>\n", stream);
	}
	fputs("</tbody></table></div>\n", stream);
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
	begin_table(stream);
	write_heading(stream, "行", true);
	write_heading(stream, "住民番号", false);
	write_heading(stream, "符号", false);
	write_heading(stream, "内容", false);
	fputs("</tr></thead>\n<tbody>\n", stream);
	for (size_t i = 0; i < night->exception_count && i < REPORT_EXCEPTIONS; i++)
		write_exception(stream, &night->exceptions[i]);
	fputs("</tbody></table></div>\n", stream);
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

static const char *frame(void)
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
	const char *at = frame();
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
