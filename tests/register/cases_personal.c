#include "register/cases.h"

static void leaving_before(struct staging *staging)
{
	staging->resident->leaving = staging->expires - 20;
}

static void leaving_on(struct staging *staging)
{
	staging->resident->leaving = staging->expires;
}

static void leaving_after(struct staging *staging)
{
	staging->resident->leaving = staging->expires + 10;
}

static void address_missing(struct staging *staging)
{
	staging->resident->has_address = false;
}

static void postal_missing(struct staging *staging)
{
	staging->resident->address.postal = NULL;
}

static void alias_used(struct staging *staging)
{
	staging->resident->alias_used = true;
}

static void send_to(struct staging *staging)
{
	staging->resident->has_send_to = true;
	staging->resident->send_to = (struct address){
		.postal = "4870034",
		.name = staging->resident->name,
		.lines = "愛知県春日井市白山町2100番地",
		.building = "特別養護老人ホーム白山の森",
	};
}

static void send_to_guardian(struct staging *staging)
{
	staging->resident->has_send_to = true;
	staging->resident->send_to = (struct address){
		.postal = "4860844",
		.name = "篠木 守",
		.lines = "愛知県春日井市鳥居松町3丁目200番地",
		.building = "鳥居松法務ビル 4F",
	};
}

static void lapsed(struct staging *staging)
{
	struct resident *resident = staging->resident;
	resident->card.issued = civil_add_months(resident->card.issued, -12);
	resident->card.applied = civil_add_months(resident->card.applied, -12);
	resident->card.expires = civil_add_months(staging->expires, -12);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		struct certificate *certificate = &resident->certificate[kind];
		certificate->issued = civil_add_months(certificate->issued, -12);
		certificate->expires = resident->card.expires;
	}
}

static void certificates_lapsed(struct staging *staging)
{
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		struct certificate *certificate = &staging->resident->certificate[kind];
		certificate->issued = civil_add_months(certificate->issued, -12);
		certificate->expires = civil_add_months(staging->expires, -12);
	}
}

/* What is expected most often. */
#define CARD_LETTER            "authentication=covered/card card=letter signature=covered/card"
#define CARD_LETTER_OF_A_CHILD "authentication=covered/card card=letter"
#define CERTIFICATES_LETTER    "authentication=letter signature=letter"
#define STAY_LETTER            "authentication=covered/stay signature=covered/stay stay=letter"
#define ALL_NONE(reason)                                                                           \
	"authentication=none/" reason " card=none/" reason " signature=none/" reason
#define CARD_HAND(reason) "authentication=covered/card card=hand/" reason " signature=covered/card"

const struct named_case personal_cases[] = {
	/* every language */
	{.name = "language-pt",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "pt"},
	{.name = "language-zh-hans",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "zh-Hans"},
	{.name = "language-vi",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_TECHNICAL_INTERN,
		.language = "vi"},
	{.name = "language-en",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_INSTRUCTOR,
		.language = "en"},
	{.name = "language-ko",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "ko"},
	{.name = "language-es",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SPOUSE_OF_PERMANENT,
		.language = "es"},
	{.name = "language-tl",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "tl"},
	{.name = "language-ne",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SKILLED_LABOR,
		.language = "ne"},
	{.name = "language-id",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SPECIFIED_SKILLED_1,
		.language = "id"},
	{.name = "language-th",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SPOUSE,
		.language = "th"},
	{.name = "language-my",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_SPECIFIED_SKILLED_1,
		.language = "my"},
	{.name = "language-unknown",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_DESIGNATED,
		.language = "sw"},
	{.name = "language-none",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_DESIGNATED},
	/* no letter */
	{.name = "deceased",
		.expected = ALL_NONE("deceased"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_DECEASED},
	{.name = "moved-out",
		.expected = ALL_NONE("moved-out"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_MOVED_OUT},
	{.name = "removed",
		.expected = ALL_NONE("removed"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_REMOVED},
	{.name = "abroad",
		.expected = ALL_NONE("abroad"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_ABROAD},
	{.name = "leaving-before-expiry",
		.expected = ALL_NONE("leaving"),
		.papers = PAPERS_CARD,
		.adjust = leaving_before},
	{.name = "leaving-on-expiry",
		.expected = ALL_NONE("leaving"),
		.papers = PAPERS_CARD,
		.adjust = leaving_on},
	{.name = "leaving-after-expiry",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.adjust = leaving_after},
	{.name = "card-suspended",
		.expected = ALL_NONE("card-suspended"),
		.papers = PAPERS_CARD,
		.card_state = CARD_SUSPENDED},
	{.name = "card-lost",
		.expected = ALL_NONE("card-lost"),
		.papers = PAPERS_CARD,
		.card_state = CARD_LOST},
	{.name = "card-returned",
		.expected = ALL_NONE("card-returned"),
		.papers = PAPERS_CARD,
		.card_state = CARD_RETURNED},
	{.name = "card-void",
		.expected = ALL_NONE("card-void"),
		.papers = PAPERS_CARD,
		.card_state = CARD_VOID},
	{.name = "certificates-of-a-lost-card",
		.expected = "authentication=none/card-lost signature=none/card-lost",
		.papers = PAPERS_CERTIFICATES,
		.card_state = CARD_LOST},
	{.name = "signature-revoked",
		.expected = "authentication=letter signature=none/certificate-revoked",
		.papers = PAPERS_CERTIFICATES,
		.signature = CERTIFICATE_REVOKED},
	{.name = "authentication-suspended",
		.expected = "authentication=none/certificate-suspended signature=letter",
		.papers = PAPERS_CERTIFICATES,
		.authentication = CERTIFICATE_SUSPENDED},
	{.name = "card-with-revoked-signature",
		.expected =
			"authentication=covered/card card=letter signature=none/certificate-revoked",
		.papers = PAPERS_CARD,
		.signature = CERTIFICATE_REVOKED},
	{.name = "renewal-applied",
		.expected = ALL_NONE("renewal-applied"),
		.papers = PAPERS_CARD,
		.renewal = true},
	{.name = "renewal-applied-certificates",
		.expected = "authentication=none/renewal-applied signature=none/renewal-applied",
		.papers = PAPERS_CERTIFICATES,
		.renewal = true},
	{.name = "renewal-applied-stay",
		.expected =
			"authentication=none/renewal-applied signature=none/renewal-applied stay=none/renewal-applied",
		.papers = PAPERS_STAY,
		.renewal = true,
		.foreign = true,
		.status = STAY_ENGINEER,
		.language = "ko"},
	{.name = "deceased-and-lost",
		.expected = ALL_NONE("deceased"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_DECEASED,
		.card_state = CARD_LOST},
	{.name = "already-renewed", .expected = "-", .papers = PAPERS_FAR},
	{.name = "no-card", .expected = "-", .papers = PAPERS_NONE},
	{.name = "lapsed-card", .expected = "-", .papers = PAPERS_CARD, .adjust = lapsed},
	{.name = "certificates-lapsed",
		.expected = "-",
		.papers = PAPERS_CERTIFICATES,
		.adjust = certificates_lapsed},
	/* by hand */
	{.name = "protection-provisional",
		.expected = CARD_HAND("protection"),
		.papers = PAPERS_CARD,
		.protection = PROTECTION_PROVISIONAL},
	{.name = "protection-active",
		.expected = CARD_HAND("protection"),
		.papers = PAPERS_CARD,
		.protection = PROTECTION_ACTIVE},
	{.name = "protection-certificates",
		.expected = "authentication=hand/protection signature=hand/protection",
		.papers = PAPERS_CERTIFICATES,
		.protection = PROTECTION_ACTIVE},
	{.name = "protection-stay",
		.expected =
			"authentication=covered/stay signature=covered/stay stay=hand/protection",
		.papers = PAPERS_STAY,
		.protection = PROTECTION_ACTIVE,
		.foreign = true,
		.status = STAY_SPOUSE,
		.language = "tl"},
	{.name = "protection-released",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.protection = PROTECTION_RELEASED},
	{.name = "protection-and-deceased",
		.expected = ALL_NONE("deceased"),
		.papers = PAPERS_CARD,
		.state = RESIDENT_DECEASED,
		.protection = PROTECTION_ACTIVE},
	{.name = "address-missing",
		.expected = CARD_HAND("address"),
		.papers = PAPERS_CARD,
		.adjust = address_missing},
	{.name = "postal-empty",
		.expected = CARD_HAND("address"),
		.papers = PAPERS_CARD,
		.postal = ""},
	{.name = "postal-zero",
		.expected = CARD_HAND("address"),
		.papers = PAPERS_CARD,
		.postal = "0000000"},
	{.name = "postal-missing",
		.expected = CARD_HAND("address"),
		.papers = PAPERS_CARD,
		.adjust = postal_missing},
	{.name = "private-use-name",
		.expected = CARD_HAND("glyph"),
		.papers = PAPERS_CARD,
		.name_written = "春日\U0000E000 守",
		.kana = "カスガ マモル"},
	{.name = "private-use-building",
		.expected = CARD_HAND("glyph"),
		.papers = PAPERS_CARD,
		.building = "\U0000E001寮 12号室"},
	{.name = "unknown-sequence-name",
		.expected = "authentication=hand/glyph signature=hand/glyph",
		.papers = PAPERS_CERTIFICATES,
		.name_written = "葛\U000E01EF城 髙子",
		.kana = "カツラギ タカコ"},
	{.name = "long-name",
		.expected = "authentication=covered/stay signature=covered/stay stay=hand/overflow",
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.name_written =
			"MARIA APARECIDA CONCEICAO FERNANDES DE ALBUQUERQUE CAVALCANTI VASCONCELOS DE BRITO TEIXEIRA MAGALHAES CONCEICAO FERNANDES DE ALBUQUERQUE CAVALCANTI VASCONCELOS DE BRITO",
		.kana = "マリア アパレシーダ",
		.language = "pt"},
	{.name = "same-address-31",
		.expected = "authentication=hand/address-cap",
		.papers = PAPERS_AUTHENTICATION,
		.repeat = 31,
		.age = 82,
		.postal = "4860804",
		.lines = "愛知県春日井市鷹来町4321番地",
		.building = "介護老人保健施設鷹来の里"},
	{.name = "same-address-30",
		.expected = "authentication=letter",
		.papers = PAPERS_AUTHENTICATION,
		.repeat = 30,
		.age = 84,
		.postal = "4860804",
		.lines = "愛知県春日井市鷹来町4322番地",
		.building = "特別養護老人ホーム鷹来の丘"},
	/* names, addresses, addressees */
	{.name = "ivs-name",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.name_written = "葛\U000E0102城 髙子",
		.kana = "カツラギ タカコ"},
	{.name = "ivs-given-name",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.name_written = "辻\U000E0103 祐\U000E0102介",
		.kana = "ツジ ユウスケ"},
	{.name = "ivs-many",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.name_written = "渡邊\U000E0112 榊\U000E0103",
		.kana = "ワタナベ サカキ"},
	{.name = "supplementary-plane-name",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.name_written = "𠮷田 德子",
		.kana = "ヨシダ トクコ"},
	{.name = "vendor-character-name",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.name_written = "髙﨑 濵子",
		.kana = "タカサキ ハマコ"},
	{.name = "half-width-kana",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.name_written = "ｼﾙﾊﾞ ﾏﾘｱﾅ",
		.kana = "ｼﾙﾊﾞ ﾏﾘｱﾅ",
		.language = "pt"},
	{.name = "half-width-reading",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.name_written = "春日 花子",
		.kana = "ｶｽｶﾞ ﾊﾅｺ"},
	{.name = "markup-name",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_ENGINEER,
		.name_written = "O'BRIEN & <SON> LIAM",
		.kana = "オブライエン リアム",
		.language = "en"},
	{.name = "alias-used",
		.expected = STAY_LETTER,
		.papers = PAPERS_STAY,
		.foreign = true,
		.status = STAY_LONG_TERM,
		.language = "pt",
		.alias = "鳥居 マリア",
		.adjust = alias_used},
	{.name = "alias-not-used",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.foreign = true,
		.status = STAY_SPECIAL_PERMANENT,
		.alias = "勝川 茂"},
	{.name = "send-to",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.age = 88,
		.adjust = send_to},
	{.name = "ward",
		.expected = CARD_LETTER_OF_A_CHILD,
		.papers = PAPERS_CARD,
		.age = 79,
		.ward = true,
		.adjust = send_to_guardian},
	{.name = "address-house-number",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.postal = "4860811",
		.lines = "愛知県春日井市東山町2丁目14番5号"},
	{.name = "address-kanji-numerals",
		.expected = CARD_LETTER,
		.papers = PAPERS_CARD,
		.postal = "4860945",
		.lines = "愛知県春日井市勝川町八丁目二十四番地"},
	{.name = "address-full-width",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.postal = "4870032",
		.lines = "愛知県春日井市高森台４丁目６番地の３",
		.building = "ＵＲ高森台Ａ棟 ３０５号室"},
	{.name = "address-latin-building",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.postal = "4860833",
		.lines = "愛知県春日井市上条町5丁目100番地",
		.building = "Garden Court B-203"},
	{.name = "postal-general",
		.expected = CERTIFICATES_LETTER,
		.papers = PAPERS_CERTIFICATES,
		.postal = "4860000",
		.lines = "愛知県春日井市新町1番地"},
};

const size_t personal_case_count = sizeof personal_cases / sizeof *personal_cases;
