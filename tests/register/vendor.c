#include "register/sets.h"

#include <string.h>

/*
 * The city as a made-up vendor's older system drops it (cron/exports/vendor.xml), in every respect
 * another one than the standard: flat XML in Windows-31J with a control file, days in eras, history
 * by number; beside it lists with tabs, two of them without names for their columns, cards and
 * certificates one row a person, what goes into another alphabet in UTF-16.
 */
enum { RESIDENTS, CONTROL, SHIEN, SOFU, KOKEN, KOSHIN, CARDS };

static const char *or_zero(const char *text)
{
	return text == NULL ? "0000000" : text;
}

/* ---- the main set ---- */

static const char *state_code(enum resident_state state)
{
	static const char *const codes[RESIDENT_STATES] = {"10", "20", "30", "40", "21"};
	return codes[state];
}

/* 01 Japanese, else by the country that the office's interpreters come from. */
static const char *language_code(const char *tag)
{
	static const char *const codes[][2] = {{"pt", "11"}, {"zh-Hans", "12"}, {"vi", "13"},
		{"en", "14"}, {"ko", "15"}, {"es", "16"}, {"tl", "17"}, {"ne", "18"}, {"id", "19"},
		{"th", "20"}, {"my", "21"}, {"sw", "22"}};
	if (tag == NULL)
		return "";
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i][0], tag) == 0)
			return codes[i][1];
	return "01";
}

static void element(struct sets *sets, const char *name, const char *text)
{
	if (text == NULL || *text == '\0')
		set_print(sets, RESIDENTS, "<%s/>", name);
	else
		set_print(sets, RESIDENTS, "<%s>%s</%s>", name, set_escaped(sets, text), name);
}

static void person_part(struct sets *sets, const struct resident *resident)
{
	static const char *const formats[FORMATS] = {[FORMAT_STANDARD] = "",
		[FORMAT_VOICE] = "3",
		[FORMAT_LARGE_PRINT] = "2",
		[FORMAT_BRAILLE] = "9"};
	set_print(sets, RESIDENTS,
		"<ATENA_CD>%s</ATENA_CD><RIREKI_NO>%ld</RIREKI_NO><RIREKI_EDA>0</RIREKI_EDA>"
		"<SETAI_CD>%s</SETAI_CD><JUMIN_KBN>%s</JUMIN_KBN>",
		resident->id, sets->revision, resident->household, state_code(resident->state));
	element(sets, "KJ_SIMEI", set_padded(sets, resident->name));
	element(sets, "KN_SIMEI", set_padded(sets, resident->kana));
	element(sets, "TUSYOMEI", resident->alias);
	element(sets, "TUSYO_SW",
		resident->alias == NULL ? NULL
		: resident->alias_used  ? "Y"
					: "N");
	element(sets, "BIRTH_YMD", birth_era_digits(sets, &resident->born));
	element(sets, "GENGO", language_code(resident->language));
	element(sets, "TUTI_KEISIKI", formats[resident->format]);
}

static void address_part(struct sets *sets, const struct resident *resident)
{
	const struct address *address = &resident->address;
	struct address_parts parts =
		address_split(sets->arena, resident->has_address ? address->lines : NULL);
	const char *postal =
		resident->has_address && address->postal != NULL ? address->postal : "";
	bool whole = strlen(postal) == 7;
	element(sets, "YUBIN_3", whole ? arena_text(sets->arena, postal, 3) : "");
	element(sets, "YUBIN_4", whole ? postal + 3 : "");
	element(sets, "KEN_SI", arena_print(sets->arena, "%s%s", parts.prefecture, parts.city));
	element(sets, "OAZA", set_padded(sets, parts.town));
	element(sets, "BANTI", parts.lot);
	element(sets, "KATAGAKI",
		resident->has_address ? set_padded(sets, address->building) : NULL);
}

static void stay_part(struct sets *sets, const struct resident *resident)
{
	const struct stay *stay = &resident->stay;
	element(sets, "TENSYUTU_YMD", or_zero(day_era_digits(sets, resident->leaving)));
	if (!stay->present) {
		set_put(sets, RESIDENTS,
			"<ZAIRYU_CD>000</ZAIRYU_CD><ZAIRYU_YMD>0000000</ZAIRYU_YMD><ZAIRYU_SINSEI/>");
		return;
	}
	const char *until = day_era_digits(sets, stay->until);
	set_print(sets, RESIDENTS,
		"<ZAIRYU_CD>%d</ZAIRYU_CD><ZAIRYU_YMD>%s</ZAIRYU_YMD><ZAIRYU_SINSEI>%s</ZAIRYU_SINSEI>",
		101 + (int)stay->status, until == NULL ? "9999999" : until,
		stay->pending ? "Y" : "N");
}

/* What nobody takes: about a hundred items, most of them empty. */
static void rest_part(struct sets *sets)
{
	static const char *const names[] = {"SEIBETU", "ZOKUGARA_1", "ZOKUGARA_2", "ZOKUGARA_3",
		"HONSEKI_CD", "HONSEKI", "HITTOSYA", "JUMIN_YMD", "JUMIN_TODOKE_YMD", "JUTEI_YMD",
		"IDO_YMD", "IDO_TODOKE_YMD", "IDO_JIYU", "SYORI_YMD", "ZEN_YUBIN", "ZEN_KEN_SI",
		"ZEN_OAZA", "ZEN_BANTI", "ZEN_KATAGAKI", "ZEN_SETAINUSI"};
	static const char *const values[] = {"1|2", "02|12|20", "", "", "23206|", "", "",
		"4280401|5020301", "0000000", "0000000", "5051231|4310712", "0000000",
		"110|120|310", "20230328", "", "", "", "", "", ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		element(sets, names[i], set_drawn(sets, values[i]));
	set_put(sets, RESIDENTS,
		"<KBN01>0</KBN01><KBN02>0</KBN02><KBN03>0</KBN03><KBN04>0</KBN04><KBN05>1</KBN05>"
		"<KBN06/><KBN07/><KBN08/><KBN09/><KBN10/><KBN11/><KBN12/><KBN13/><KBN14/><KBN15/>"
		"<KBN16/><KBN17/><KBN18/><KBN19/><KBN20/><KBN21/><KBN22/><KBN23/><KBN24/><KBN25/>"
		"<YMD01>0000000</YMD01><YMD02>0000000</YMD02><YMD03/><YMD04/><YMD05/><YMD06/><YMD07/>"
		"<YMD08/><YMD09/><YMD10/><YMD11/><YMD12/><YMD13/><YMD14/><YMD15/><YMD16/><YMD17/>"
		"<YOBI01/><YOBI02/><YOBI03/><YOBI04/><YOBI05/><YOBI06/><YOBI07/><YOBI08/><YOBI09/>"
		"<YOBI10/><YOBI11/><YOBI12/><YOBI13/><YOBI14/><YOBI15/><YOBI16/><YOBI17/><YOBI18/>"
		"<YOBI19/><YOBI20/><YOBI21/><YOBI22/><YOBI23/><YOBI24/><YOBI25/><YOBI26/><YOBI27/>"
		"<YOBI28/><YOBI29/><YOBI30/><BIKO1/><BIKO2/><TANTO_CD>9901</TANTO_CD>");
}

static void row_write(struct sets *sets, const struct resident *resident)
{
	set_put(sets, RESIDENTS, "<REC>");
	person_part(sets, resident);
	address_part(sets, resident);
	stay_part(sets, resident);
	rest_part(sets);
	set_put(sets, RESIDENTS, "</REC>\r\n");
	sets->files[RESIDENTS].rows++;
}

/* One in seven has been written before, some several times; the highest number may stand anywhere.
 */
static void person_write(struct sets *sets, const struct resident *resident)
{
	long newest = chance_hits(&sets->noise, 1500) ? 1 + chance_between(&sets->noise, 1, 3) : 1;
	long place = chance_between(&sets->noise, 1, (int)newest);
	struct resident before = resident_before(resident);
	for (long i = 1, old = 1; i <= newest; i++) {
		bool counts = i == place;
		sets->revision = counts ? newest : old++;
		row_write(sets, counts ? resident : &before);
	}
}

/* ---- the lists ---- */

static void protection_write(struct sets *sets, const struct resident *resident)
{
	static const char *const kinds[PROTECTION_STATES] = {"", "K", "H", "X"};
	if (resident->protection == PROTECTION_NONE)
		return;
	set_print(sets, SHIEN, "%s\t%s\tR06.06.01\tR07.05.31\t0\r\n", resident->id,
		kinds[resident->protection]);
	sets->files[SHIEN].rows++;
}

static void send_to_write(struct sets *sets, const struct resident *resident)
{
	const struct address *to = &resident->send_to;
	if (!resident->has_send_to)
		return;
	set_print(sets, SOFU, "%s\t%s\t%s\t%s\t%s\r\n", resident->id,
		set_quoted(sets, set_padded(sets, to->name)), to->postal == NULL ? "" : to->postal,
		set_quoted(sets, to->lines), set_quoted(sets, to->building));
	sets->files[SOFU].rows++;
}

static void certificate_write(struct sets *sets, const struct certificate *certificate)
{
	static const char *const states[CERTIFICATE_STATES] = {"有効", "一時停止", "失効"};
	const char *expires = day_era_letter(sets, certificate->expires);
	if (!certificate->present)
		set_put(sets, CARDS, "\t\t\t-");
	else
		set_print(sets, CARDS, "\t%s\t%s\t%s", states[certificate->state],
			day_era_letter(sets, certificate->issued), expires == NULL ? "-" : expires);
}

static void card_write(struct sets *sets, const struct resident *resident)
{
	static const char *const states[CARD_STATES] = {"A", "T", "L", "R", "V"};
	const struct card *card = &resident->card;
	if (!resident_holds(resident))
		return;
	const char *applied = day_slashes(sets, card->applied);
	const char *expires = day_slashes(sets, card->expires);
	if (card->present)
		set_print(sets, CARDS, "%s\t%s\t%s\t%s\t%s\t%s", resident->id,
			card->kind == CARD_STANDARD ? "M" : "Z", states[card->state],
			applied == NULL ? "-" : applied, day_slashes(sets, card->issued),
			expires == NULL ? "-" : expires);
	else
		set_print(sets, CARDS, "%s\t-\t-\t-\t-\t-", resident->id);
	certificate_write(sets, &resident->certificate[CERTIFICATE_SIGNATURE]);
	certificate_write(sets, &resident->certificate[CERTIFICATE_AUTHENTICATION]);
	set_print(sets, CARDS, "\t%s\r\n", set_drawn(sets, "本庁|郵送|"));
	sets->files[CARDS].rows++;
}

static void lists_write(struct sets *sets, const struct resident *resident)
{
	protection_write(sets, resident);
	send_to_write(sets, resident);
	if (resident->ward || chance_hits(&sets->noise, 3)) {
		set_print(sets, KOKEN, "%s\t%s\t令和元年7月1日\r\n", resident->id,
			resident->ward ? "01" : set_drawn(sets, "02|03"));
		sets->files[KOKEN].rows++;
	}
	if (resident->renewal != DAY_NONE) {
		set_print(sets, KOSHIN, "%s\t%s\r\n", resident->id,
			day_era_letter(sets, resident->renewal));
		sets->files[KOSHIN].rows++;
	}
	card_write(sets, resident);
}

/* ---- the manner ---- */

static void vendor_begin(struct sets *sets)
{
	set_put(sets, RESIDENTS,
		"<?xml version=\"1.0\" encoding=\"Windows-31J\"?>\r\n<JUKI_DATA VER=\"3.2\">\r\n");
	set_put(sets, SOFU, "宛名CD\t送付先氏名\t送付先郵便\t送付先住所\t送付先方書\r\n");
	set_put(sets, KOKEN, "宛名CD\t後見類型\t登記日\r\n");
	set_put(sets, CARDS,
		"宛名CD\t券種\t券面状態\t申請受付\t作成日\t有効期限\t署名状態\t署名発行\t署名満了"
		"\t利用者状態\t利用者発行\t利用者満了\t交付方法\r\n");
}

static void vendor_resident(struct sets *sets, const struct resident *resident)
{
	person_write(sets, resident);
	lists_write(sets, resident);
}

static void vendor_end(struct sets *sets)
{
	set_put(sets, RESIDENTS, "</JUKI_DATA>\r\n");
	set_print(sets, CONTROL, "DANTAI=23206\r\nKIJUN_BI=%s\r\nKENSU=%ld\r\nTANMATU=03\r\n",
		day_era_letter(sets, sets->as_of), sets->files[RESIDENTS].rows);
}

const struct manner vendor_manner = {
	.word = "vendor",
	.files =
		{
			[RESIDENTS] = {.name = "JUKI_{date}.XML",
				.encoding = SET_WINDOWS_31J,
				.markup = true},
			[CONTROL] = {.name = "JUKI_{date}.CTL", .encoding = SET_WINDOWS_31J},
			[SHIEN] = {.name = "SHIEN_232068_{date}_{count}.TSV",
				.encoding = SET_WINDOWS_31J},
			[SOFU] = {.name = "SOFU_232068_{date}_{count}.TXT", .encoding = SET_UTF_16},
			[KOKEN] = {.name = "KOKEN_232068_{date}_{count}.TSV",
				.encoding = SET_WINDOWS_31J},
			[KOSHIN] = {.name = "KOSHIN_232068_{date}_{count}.TSV",
				.encoding = SET_WINDOWS_31J},
			[CARDS] = {.name = "CARD_232068_{date}_{count}.TSV",
				.encoding = SET_WINDOWS_31J},
		},
	.begin = vendor_begin,
	.resident = vendor_resident,
	.end = vendor_end,
};
