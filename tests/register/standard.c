#include "register/sets.h"

#include <string.h>

/*
 * The city in the item names and codes of the standard resident record (cron/exports/standard.xml):
 * CSV with all the items of a real record, most of which nobody takes; each person's rows of
 * history with a flag at the newest; support measures and certificates as XML, all else as CSV.
 */
enum { RESIDENTS, PROTECTIONS, SEND_TO, GUARDIANS, RENEWALS, CARDS, CERTIFICATES };

typedef const char *value_of(struct sets *sets, const struct resident *resident);

/* A column: what it says, or what it is filled with. */
struct column {
	const char *name;
	value_of *value;
	const char *filling; /* several with | between them */
};

static const char *id(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->id;
}

static const char *household(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->household;
}

static const char *revision(struct sets *sets, const struct resident *resident)
{
	(void)resident;
	return arena_print(sets->arena, "%ld", sets->revision);
}

static const char *newest(struct sets *sets, const struct resident *resident)
{
	(void)resident;
	return sets->superseded ? "0" : "1";
}

static const char *state(struct sets *sets, const struct resident *resident)
{
	static const char *const codes[RESIDENT_STATES] = {
		[RESIDENT_PRESENT] = "1",
		[RESIDENT_MOVED_OUT] = "2",
		[RESIDENT_DECEASED] = "3",
		[RESIDENT_REMOVED] = "9",
		[RESIDENT_ABROAD] = "2",
	};
	(void)sets;
	return codes[resident->state];
}

static const char *event(struct sets *sets, const struct resident *resident)
{
	return resident->state == RESIDENT_DECEASED  ? "23"
	       : resident->state == RESIDENT_PRESENT ? set_drawn(sets, "10|11|31|70")
						     : "20";
}

static const char *land(struct sets *sets, const struct resident *resident)
{
	return resident->state == RESIDENT_ABROAD ? set_drawn(sets, "840|076|156") : "";
}

static const char *name(struct sets *sets, const struct resident *resident)
{
	return set_padded(sets, resident->name);
}

static const char *kana(struct sets *sets, const struct resident *resident)
{
	return set_padded(sets, resident->kana);
}

static const char *alias(struct sets *sets, const struct resident *resident)
{
	return set_padded(sets, resident->alias);
}

static const char *used_name(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->alias_used ? "2" : "1";
}

static const char *born(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->born.text;
}

/* Of a day that is not known; not of one that never was. */
static const char *born_unknown(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return birth_parts(&resident->born).day == 0 ? "1" : "0";
}

static const char *language(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->language;
}

static const char *format(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	static const char *const words[FORMATS] = {[FORMAT_STANDARD] = "",
		[FORMAT_VOICE] = "音声コード",
		[FORMAT_LARGE_PRINT] = "大活字",
		[FORMAT_BRAILLE] = "点字"};
	return words[resident->format];
}

static struct address_parts place(struct sets *sets, const struct resident *resident)
{
	return address_split(sets->arena, resident->has_address ? resident->address.lines : NULL);
}

static const char *prefecture(struct sets *sets, const struct resident *resident)
{
	return place(sets, resident).prefecture;
}

static const char *city(struct sets *sets, const struct resident *resident)
{
	return place(sets, resident).city;
}

static const char *town(struct sets *sets, const struct resident *resident)
{
	return set_padded(sets, place(sets, resident).town);
}

static const char *lot(struct sets *sets, const struct resident *resident)
{
	return set_padded(sets, place(sets, resident).lot);
}

static const char *building(struct sets *sets, const struct resident *resident)
{
	return resident->has_address ? set_padded(sets, resident->address.building) : NULL;
}

static const char *postal(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return resident->has_address ? resident->address.postal : NULL;
}

static const char *leaving(struct sets *sets, const struct resident *resident)
{
	return resident->leaving == DAY_NONE ? set_drawn(sets, "|||0000-00-00")
					     : day_iso(sets, resident->leaving);
}

static const char *stay_status(struct sets *sets, const struct resident *resident)
{
	static const char *const words[STAY_STATUSES] = {"外交", "公用", "教授", "芸術", "宗教",
		"報道", "高度専門職1号", "高度専門職2号", "経営・管理", "法律・会計業務", "医療",
		"研究", "教育", "技術・人文知識・国際業務", "企業内転勤", "介護", "興行", "技能",
		"特定技能1号", "特定技能2号", "技能実習", "育成就労", "文化活動", "短期滞在",
		"留学", "研修", "家族滞在", "特定活動", "永住者", "日本人の配偶者等",
		"永住者の配偶者等", "定住者", "特別永住者", "一時庇護許可者", "仮滞在許可者",
		"経過滞在者", "出生による経過滞在者", "国籍喪失による経過滞在者"};
	(void)sets;
	return resident->stay.present ? words[resident->stay.status] : "";
}

static const char *stay_until(struct sets *sets, const struct resident *resident)
{
	if (!resident->stay.present)
		return set_drawn(sets, "||00000000");
	return resident->stay.until == DAY_NONE ? set_drawn(sets, "99999999|")
						: day_digits(sets, resident->stay.until);
}

static const char *stay_pending(struct sets *sets, const struct resident *resident)
{
	(void)sets;
	return !resident->stay.present || resident->stay.until == DAY_NONE ? ""
	       : resident->stay.pending                                    ? "1"
									   : "0";
}

static const struct column columns[] = {
	{"宛名番号", id, NULL},
	{"履歴番号", revision, NULL},
	{"枝番", NULL, "1"},
	{"最新フラグ", newest, NULL},
	{"世帯番号", household, NULL},
	{"住民種別", NULL, "1"},
	{"住民状態", state, NULL},
	{"異動年月日", NULL, "2016-04-01|2019-10-12|2023-03-28"},
	{"異動年月日_不詳フラグ", NULL, "0"},
	{"異動年月日_不詳表記", NULL, ""},
	{"異動届出年月日", NULL, "2016-04-05|2019-10-15|2023-03-30"},
	{"異動事由", event, NULL},
	{"氏名", name, NULL},
	{"氏名_外国人ローマ字", NULL, ""},
	{"氏名_外国人漢字", NULL, ""},
	{"氏名_フリガナ", kana, NULL},
	{"旧氏", NULL, ""},
	{"旧氏_フリガナ", NULL, ""},
	{"通称", alias, NULL},
	{"通称_フリガナ", NULL, ""},
	{"氏名優先区分", used_name, NULL},
	{"性別", NULL, "1|2"},
	{"性別表記", NULL, ""},
	{"生年月日", born, NULL},
	{"生年月日_不詳フラグ", born_unknown, NULL},
	{"生年月日_不詳表記", NULL, ""},
	{"続柄コード1", NULL, "02|12|20"},
	{"続柄コード2", NULL, ""},
	{"続柄コード3", NULL, ""},
	{"続柄コード4", NULL, ""},
	{"続柄表記", NULL, "世帯主|妻|子"},
	{"住所_市区町村コード", NULL, "232068"},
	{"住所_町字コード", NULL, "0012005|0031000|0044002"},
	{"指定都市_行政区等コード", NULL, ""},
	{"住所_都道府県", prefecture, NULL},
	{"住所_市区郡町村名", city, NULL},
	{"住所_町字", town, NULL},
	{"住所_番地号表記", lot, NULL},
	{"住所_番地枝番数値", NULL, "00044|0012300004|"},
	{"住所_方書コード", NULL, ""},
	{"住所_方書", building, NULL},
	{"住所_方書_フリガナ", NULL, ""},
	{"住所_郵便番号", postal, NULL},
	{"住民となった年月日", NULL, "2016-04-01|1999-12-01"},
	{"住民となった年月日_不詳フラグ", NULL, "0"},
	{"住民となった年月日_不詳表記", NULL, ""},
	{"本籍_市区町村コード", NULL, "232068|221309|"},
	{"本籍_都道府県", NULL, "愛知県|静岡県|"},
	{"本籍_地番号", NULL, "12番地|"},
	{"筆頭者_氏", NULL, ""},
	{"筆頭者_名", NULL, ""},
	{"転入前住所_市区町村コード", NULL, "|231002"},
	{"転入前住所_町字コード", NULL, ""},
	{"転入前住所_都道府県", NULL, "|愛知県"},
	{"転入前住所_市区郡町村名", NULL, "|名古屋市守山区"},
	{"転入前住所_町字", NULL, ""},
	{"転入前住所_番地号表記", NULL, ""},
	{"転入前住所_方書", NULL, ""},
	{"転入前住所_郵便番号", NULL, ""},
	{"転入前住所_国名コード", NULL, ""},
	{"転入前住所_国名等", NULL, ""},
	{"転入前住所_国外住所", NULL, ""},
	{"転入前住所_世帯主氏名", NULL, ""},
	{"転居前住所_市区町村コード", NULL, "|232068"},
	{"転居前住所_町字コード", NULL, ""},
	{"転居前住所_都道府県", NULL, ""},
	{"転居前住所_市区郡町村名", NULL, ""},
	{"転居前住所_町字", NULL, "|柏原町"},
	{"転居前住所_番地号表記", NULL, ""},
	{"転居前住所_方書", NULL, ""},
	{"転居前住所_郵便番号", NULL, ""},
	{"消除の届出年月日", NULL, ""},
	{"消除の異動年月日", NULL, ""},
	{"消除の異動年月日_不詳フラグ", NULL, ""},
	{"消除の異動年月日_不詳表記", NULL, ""},
	{"転入通知年月日", NULL, ""},
	{"転出予定年月日", leaving, NULL},
	{"転出先住所（予定）_市区町村コード", NULL, ""},
	{"転出先住所（予定）_町字", NULL, ""},
	{"転出先住所（予定）_国名コード", land, NULL},
	{"転出先住所（予定）_国名等", NULL, ""},
	{"転出先住所（予定）_国外住所", NULL, ""},
	{"転出先住所（確定）_市区町村コード", NULL, ""},
	{"転出先住所（確定）_町字", NULL, ""},
	{"転出先住所（確定）_郵便番号", NULL, ""},
	{"外国人住民となった年月日", NULL, ""},
	{"外国人住民となった年月日_不詳フラグ", NULL, ""},
	{"国籍等_国名コード", NULL, ""},
	{"国籍名等", NULL, ""},
	{"第30条45規定区分", NULL, ""},
	{"在留資格等コード", stay_status, NULL},
	{"在留期間等コード_年", NULL, ""},
	{"在留期間等コード_月", NULL, ""},
	{"在留期間等コード_日", NULL, ""},
	{"在留期間の満了の日", stay_until, NULL},
	{"在留期間更新申請中フラグ", stay_pending, NULL},
	{"使用言語", language, NULL},
	{"通知の形式", format, NULL},
	{"地区管理コード1", NULL, "001|014|"},
	{"地区管理コード2", NULL, ""},
	{"地区管理コード3", NULL, ""},
	{"地区管理コード4", NULL, ""},
	{"地区管理コード5", NULL, ""},
	{"小学校区コード", NULL, "03|17|22"},
	{"中学校区コード", NULL, "01|08"},
	{"投票区コード", NULL, "0021|0034"},
	{"異動処理日時", NULL, "2023-03-28T17:15:00"},
	{"操作者ID", NULL, "batch01|user0123"},
	{"備考", NULL, "||要確認, \"窓口\"で聞く"},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void row_write(struct sets *sets, const struct resident *resident)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		const char *value = columns[i].value != NULL ? columns[i].value(sets, resident)
							     : set_drawn(sets, columns[i].filling);
		if (i > 0)
			set_put(sets, RESIDENTS, ",");
		set_put(sets, RESIDENTS, set_quoted(sets, value));
	}
	set_put(sets, RESIDENTS, "\r\n");
	sets->files[RESIDENTS].rows++;
}

/* One in four has been written before; the row that counts stands before or behind the other. */
static void person_write(struct sets *sets, const struct resident *resident)
{
	bool known = chance_hits(&sets->noise, 2500);
	bool behind = chance_hits(&sets->noise, 5000);
	struct resident before = resident_before(resident);
	for (int i = 0; i < 2; i++) {
		sets->superseded = (i == 0) != behind;
		sets->revision = sets->superseded ? 1 : 1 + known;
		if (!sets->superseded)
			row_write(sets, resident);
		else if (known)
			row_write(sets, &before);
	}
	sets->superseded = false;
}

static void protection_write(struct sets *sets, const struct resident *resident)
{
	static const char *const codes[PROTECTION_STATES] = {"", "仮支援措置", "1", "解除"};
	if (resident->protection == PROTECTION_NONE)
		return;
	set_print(sets, PROTECTIONS,
		"<支援措置対象者><宛名番号>%s</宛名番号><支援措置区分>%s</支援措置区分>"
		"<支援措置開始年月日>2024-06-01</支援措置開始年月日>"
		"<支援措置終了年月日>2025-05-31</支援措置終了年月日></支援措置対象者>\n",
		resident->id, codes[resident->protection]);
	sets->files[PROTECTIONS].rows++;
}

static void send_to_write(struct sets *sets, const struct resident *resident)
{
	const struct address *to = &resident->send_to;
	if (!resident->has_send_to)
		return;
	struct address_parts parts = address_split(sets->arena, to->lines);
	set_print(sets, SEND_TO, "%s,%s,%s,%s,%s,%s,%s,%s,税以外\r\n", resident->id,
		set_quoted(sets, set_padded(sets, to->name)), set_quoted(sets, to->postal),
		parts.prefecture, parts.city, set_quoted(sets, parts.town),
		set_quoted(sets, parts.lot), set_quoted(sets, to->building));
	sets->files[SEND_TO].rows++;
}

static const char *card_code(enum card_state card)
{
	static const char *const codes[CARD_STATES] = {"1", "一時停止", "紛失", "返納", "失効"};
	return codes[card];
}

/* The card, and of one in nine the one before it, which no longer counts. */
static void card_write(struct sets *sets, const struct resident *resident)
{
	const struct card *card = &resident->card;
	if (!card->present)
		return;
	if (chance_hits(&sets->noise, 1100)) {
		set_print(sets, CARDS, "%s,0,1,廃止,2016-01-10,2016-02-22,2021-02-22,\r\n",
			resident->id);
		sets->files[CARDS].rows++;
	}
	const char *applied = day_iso(sets, card->applied);
	const char *expires = day_iso(sets, card->expires);
	set_print(sets, CARDS, "%s,1,%s,%s,%s,%s,%s,%s\r\n", resident->id,
		card->kind == CARD_STANDARD ? "1" : "2", card_code(card->state),
		applied == NULL ? "0000-00-00" : applied, day_iso(sets, card->issued),
		expires == NULL ? "" : expires, set_drawn(sets, "市役所|坂下出張所|"));
	sets->files[CARDS].rows++;
}

static void certificates_write(struct sets *sets, const struct resident *resident)
{
	static const char *const states[CERTIFICATE_STATES] = {"1", "一時停止", "失効"};
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &resident->certificate[kind];
		const char *expires = day_digits(sets, certificate->expires);
		if (!certificate->present)
			continue;
		set_print(sets, CERTIFICATES,
			"<電子証明書><宛名番号>%s</宛名番号><証明書種別>%d</証明書種別><証明書状態>%s"
			"</証明書状態><発行年月日>%s</発行年月日><有効期間満了日>%s</有効期間満了日>"
			"<発行場所>232068</発行場所></電子証明書>\n",
			resident->id, kind + 1, states[certificate->state],
			day_digits(sets, certificate->issued), expires == NULL ? "" : expires);
		sets->files[CERTIFICATES].rows++;
	}
}

/* The roots with their heads; the rows are nine digits, so that they can be written again. */
static void roots_write(struct sets *sets)
{
	char day[CIVIL_DATE_BYTES];
	static const char root[] =
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s 市区町村コード=\"232068\" "
		"基準年月日=\"%s\" 件数=\"%09ld\">\n";
	civil_format(sets->as_of, day);
	set_print(sets, PROTECTIONS, root, "支援措置情報", day, sets->files[PROTECTIONS].rows);
	set_print(sets, CERTIFICATES, root, "電子証明書情報", day, sets->files[CERTIFICATES].rows);
}

static void standard_begin(struct sets *sets)
{
	for (size_t i = 0; i < COLUMNS; i++)
		set_print(sets, RESIDENTS, "%s%s", i > 0 ? "," : "", columns[i].name);
	set_put(sets, RESIDENTS, "\r\n");
	set_put(sets, SEND_TO,
		"宛名番号,送付先_氏名,送付先_郵便番号,送付先_都道府県,送付先_市区郡町村名,送付先_町字,"
		"送付先_番地号表記,送付先_方書,業務区分\r\n");
	set_put(sets, GUARDIANS, "宛名番号,後見区分,登記年月日\r\n");
	set_put(sets, RENEWALS, "宛名番号,申請受付年月日,申請方法\r\n");
	set_put(sets, CARDS,
		"宛名番号,最新フラグ,カード種別,カード運用状況,申請受付年月日,発行年月日,有効期限,交付場所\r\n");
	roots_write(sets);
}

static void standard_resident(struct sets *sets, const struct resident *resident)
{
	person_write(sets, resident);
	protection_write(sets, resident);
	send_to_write(sets, resident);
	if (resident->ward) {
		set_print(sets, GUARDIANS, "%s,%s,2019-07-01\r\n", resident->id,
			set_drawn(sets, "1|後見"));
		sets->files[GUARDIANS].rows++;
	} else if (chance_hits(&sets->noise, 3)) {
		set_print(sets, GUARDIANS, "%s,保佐,2020-02-03\r\n", resident->id);
		sets->files[GUARDIANS].rows++;
	}
	if (resident->renewal != DAY_NONE) {
		set_print(sets, RENEWALS, "%s,%s,%s\r\n", resident->id,
			day_iso(sets, resident->renewal), set_drawn(sets, "郵送|オンライン"));
		sets->files[RENEWALS].rows++;
	}
	card_write(sets, resident);
	certificates_write(sets, resident);
}

static void standard_end(struct sets *sets)
{
	set_put(sets, PROTECTIONS, "</支援措置情報>\n");
	set_put(sets, CERTIFICATES, "</電子証明書情報>\n");
	for (size_t i = 0; i < SETS_MAX; i++)
		if ((i == PROTECTIONS || i == CERTIFICATES) && sets->files[i].file != NULL)
			rewind(sets->files[i].file);
	roots_write(sets);
}

const struct manner standard_manner = {
	.word = "standard",
	.files =
		{
			[RESIDENTS] = {.name = "001o006_232068_{date}.csv"},
			[PROTECTIONS] = {.name = "001o009_232068_{date}.xml"},
			[SEND_TO] = {.name = "sofusaki_232068_{date}.csv"},
			[GUARDIANS] = {.name = "koken_232068_{date}.csv"},
			[RENEWALS] = {.name = "jlis_renewals_232068_{date}.csv"},
			[CARDS] = {.name = "jlis_cards_232068_{date}.csv"},
			[CERTIFICATES] = {.name = "jlis_certificates_232068_{date}.xml"},
		},
	.begin = standard_begin,
	.resident = standard_resident,
	.end = standard_end,
};
