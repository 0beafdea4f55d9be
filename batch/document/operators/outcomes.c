#include "document/operators/outcomes.h"

#include "document/operators/table.h"

/* The Japanese names of matters, outcomes and reasons, by enum; a reason stands with its code, by
 * which page and dues.csv are held against each other. */

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

void outcomes_matters(FILE *stream, const struct tally *tally)
{
	table_begin(stream);
	table_heading(stream, "手続き", false);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		table_heading(stream, outcome_names[outcome], true);
	table_rows(stream);
	for (int matter = 0; matter < MATTERS; matter++) {
		if (!tally->listed[matter])
			continue;
		fprintf(stream, "<tr><th scope=\"row\">%s</th>", matter_names[matter]);
		for (int outcome = 0; outcome < OUTCOMES; outcome++)
			table_figure(stream, tally->matters[matter][outcome]);
		fputs("</tr>\n", stream);
	}
	fputs("</tbody>\n<tfoot><tr><th scope=\"row\">合計</th>", stream);
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		table_figure(stream, tally->outcomes[outcome]);
	fputs("</tr></tfoot>\n</table></div>\n", stream);
}

void outcomes_reasons(FILE *stream, const struct tally *tally)
{
	bool begun = false;
	for (int outcome = 0; outcome < OUTCOMES; outcome++)
		for (int reason = REASON_EMPTY + 1; reason < REASONS; reason++) {
			long count = tally->reasons[outcome][reason];
			if (count == 0)
				continue;
			if (!begun) {
				table_begin(stream);
				table_heading(stream, "結果", false);
				table_heading(stream, "理由", false);
				table_heading(stream, "符号", false);
				table_heading(stream, "件数", true);
				table_rows(stream);
				begun = true;
			}
			fprintf(stream,
				"<tr><th scope=\"row\">%s</th><td>%s</td>"
				"<td><code>%s</code></td>",
				outcome_names[outcome], reason_names[reason], reason_words[reason]);
			table_figure(stream, count);
			fputs("</tr>\n", stream);
		}
	fputs(begun ? "</tbody></table></div>\n" : "<p class=\"none\">ありません。</p>\n", stream);
}
