#include "register/names.h"

#include "base/text.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The common ones first (chance_skewed), the city's own place names among them. */
static const struct name families[] = {
	{"佐藤", "サトウ"},
	{"鈴木", "スズキ"},
	{"加藤", "カトウ"},
	{"伊藤", "イトウ"},
	{"春日", "カスガ"},
	{"鳥居", "トリイ"},
	{"山田", "ヤマダ"},
	{"林", "ハヤシ"},
	{"長谷川", "ハセガワ"},
	{"水野", "ミズノ"},
	{"梶田", "カジタ"},
	{"田中", "タナカ"},
	{"渡辺", "ワタナベ"},
	{"高橋", "タカハシ"},
	{"山本", "ヤマモト"},
	{"中村", "ナカムラ"},
	{"小林", "コバヤシ"},
	{"松本", "マツモト"},
	{"篠木", "シノギ"},
	{"勝川", "カチガワ"},
	{"丹羽", "ニワ"},
	{"近藤", "コンドウ"},
	{"服部", "ハットリ"},
	{"安藤", "アンドウ"},
	{"後藤", "ゴトウ"},
	{"村上", "ムラカミ"},
	{"大野", "オオノ"},
	{"石川", "イシカワ"},
	{"青山", "アオヤマ"},
	{"神領", "ジンリョウ"},
	{"高座", "タカクラ"},
	{"上条", "ジョウジョウ"},
	{"味岡", "アジオカ"},
	{"坂下", "サカシタ"},
	{"内津", "ウツツ"},
	{"玉野", "タマノ"},
	{"岩成", "イワナリ"},
	{"押沢", "オシザワ"},
	{"柏井", "カシワイ"},
	{"朝宮", "アサミヤ"},
	{"若草", "ワカクサ"},
	{"御幸", "ミユキ"},
	{"花長", "ハナオサ"},
	{"桃山", "モモヤマ"},
	{"熊野", "クマノ"},
	{"大手", "オオテ"},
	{"稲垣", "イナガキ"},
	{"風岡", "カザオカ"},
	{"足立", "アダチ"},
	{"野村", "ノムラ"},
	{"森", "モリ"},
	{"宮地", "ミヤチ"},
	{"河村", "カワムラ"},
	{"小牧", "コマキ"},
	{"尾関", "オゼキ"},
	{"落合", "オチアイ"},
	{"木附", "キズキ"},
	{"外之原", "トノハラ"},
	{"気噴", "キブキ"},
	{"八事", "ヤゴト"},
	{"菅", "スガ"},
	{"五百旗頭", "イオキベ"},
	{"勅使河原", "テシガワラ"},
	{"小野", "オノ"},
};

static const struct name rare_families[] = {
	{"髙橋", "タカハシ"},
	{"髙木", "タカギ"},
	{"山﨑", "ヤマザキ"},
	{"𠮷田", "ヨシダ"},
	{"渡邊\U000E0108", "ワタナベ"},
	{"渡邉\U000E010F", "ワタナベ"},
	{"德田", "トクダ"},
	{"齋\U000E0102藤", "サイトウ"},
	{"葛\U000E0102城", "カツラギ"},
	{"辻\U000E0102", "ツジ"},
	{"辻\U000E0103本", "ツジモト"},
	{"田邊\U000E010A", "タナベ"},
	{"齊\U000E0103藤", "サイトウ"},
	{"榊\U000E0102原", "サカキバラ"},
	{"葛\U000E0107西", "カサイ"},
	{"髙島", "タカシマ"},
	{"渡邉\U000E0115", "ワタナベ"},
	{"祇\U000E0102園", "ギオン"},
	{"柏﨑", "カシワザキ"},
	{"濵\U000E0102田", "ハマダ"},
	{"廣\U000E0103瀬", "ヒロセ"},
	{"芦\U000E0103田", "アシダ"},
	{"𠮷野", "ヨシノ"},
	{"栁\U000E0102田", "ヤナギダ"},
	{"樋\U000E0103口", "ヒグチ"},
	{"神\U000E0102領", "ジンリョウ"},
	{"薩\U000E0103摩", "サツマ"},
	{"蓮\U000E0102見", "ハスミ"},
	{"渡邊\U000E0112", "ワタナベ"},
	{"澤\U000E0102", "サワ"},
};

static const struct name men_old[] = {
	{"勇", "イサム"},
	{"茂", "シゲル"},
	{"清", "キヨシ"},
	{"正", "タダシ"},
	{"勝", "マサル"},
	{"進", "ススム"},
	{"実", "ミノル"},
	{"和夫", "カズオ"},
	{"正男", "マサオ"},
	{"春夫", "ハルオ"},
	{"義雄", "ヨシオ"},
	{"昭二", "ショウジ"},
	{"博", "ヒロシ"},
	{"隆", "タカシ"},
	{"誠", "マコト"},
	{"健一", "ケンイチ"},
	{"浩", "ヒロシ"},
	{"豊", "ユタカ"},
	{"祐\U000E0102吉", "ユウキチ"},
	{"道風", "ミチカゼ"},
};

static const struct name men_middle[] = {
	{"健", "ケン"},
	{"大輔", "ダイスケ"},
	{"直樹", "ナオキ"},
	{"学", "マナブ"},
	{"剛", "ツヨシ"},
	{"健太", "ケンタ"},
	{"哲也", "テツヤ"},
	{"英樹", "ヒデキ"},
	{"亮", "リョウ"},
	{"和也", "カズヤ"},
	{"雄太", "ユウタ"},
	{"達也", "タツヤ"},
	{"智也", "トモヤ"},
	{"翔太", "ショウタ"},
	{"拓也", "タクヤ"},
	{"宏", "ヒロシ"},
};

static const struct name men_young[] = {
	{"蓮", "レン"},
	{"陽翔", "ハルト"},
	{"湊", "ミナト"},
	{"樹", "イツキ"},
	{"大翔", "ヒロト"},
	{"悠真", "ユウマ"},
	{"颯太", "ソウタ"},
	{"陸", "リク"},
	{"朝陽", "アサヒ"},
	{"律", "リツ"},
	{"碧", "アオ"},
	{"春樹", "ハルキ"},
	{"蒼", "アオイ"},
	{"新", "アラタ"},
	{"晴", "ハル"},
	{"航", "ワタル"},
};

static const struct name women_old[] = {
	{"和子", "カズコ"},
	{"幸子", "サチコ"},
	{"節子", "セツコ"},
	{"洋子", "ヨウコ"},
	{"恵子", "ケイコ"},
	{"春子", "ハルコ"},
	{"京子", "キョウコ"},
	{"千代", "チヨ"},
	{"美代子", "ミヨコ"},
	{"文子", "フミコ"},
	{"静江", "シズエ"},
	{"ハル", "ハル"},
	{"きぬ", "キヌ"},
	{"悦子", "エツコ"},
	{"久子", "ヒサコ"},
	{"由美子", "ユミコ"},
	{"真由美", "マユミ"},
	{"明美", "アケミ"},
	{"トメ", "トメ"},
	{"榊\U000E0103", "サカキ"},
};

static const struct name women_middle[] = {
	{"裕子", "ユウコ"},
	{"陽子", "ヨウコ"},
	{"智子", "トモコ"},
	{"香織", "カオリ"},
	{"恵", "メグミ"},
	{"愛", "アイ"},
	{"久美子", "クミコ"},
	{"純子", "ジュンコ"},
	{"麻衣", "マイ"},
	{"彩", "アヤ"},
	{"美穂", "ミホ"},
	{"千尋", "チヒロ"},
	{"舞", "マイ"},
	{"早紀", "サキ"},
	{"亜由美", "アユミ"},
	{"みゆき", "ミユキ"},
};

static const struct name women_young[] = {
	{"陽葵", "ヒマリ"},
	{"凛", "リン"},
	{"紬", "ツムギ"},
	{"結菜", "ユイナ"},
	{"葵", "アオイ"},
	{"芽依", "メイ"},
	{"さくら", "サクラ"},
	{"美咲", "ミサキ"},
	{"莉子", "リコ"},
	{"心春", "コハル"},
	{"咲良", "サクラ"},
	{"陽菜", "ヒナ"},
	{"澪", "ミオ"},
	{"花", "ハナ"},
	{"ひかり", "ヒカリ"},
	{"琴音", "コトネ"},
};

const char *const tongue_tags[TONGUES] = {
	[TONGUE_PORTUGUESE] = "pt",
	[TONGUE_CHINESE] = "zh-Hans",
	[TONGUE_VIETNAMESE] = "vi",
	[TONGUE_ENGLISH] = "en",
	[TONGUE_KOREAN] = "ko",
	[TONGUE_SPANISH] = "es",
	[TONGUE_TAGALOG] = "tl",
	[TONGUE_NEPALI] = "ne",
	[TONGUE_INDONESIAN] = "id",
	[TONGUE_THAI] = "th",
	[TONGUE_BURMESE] = "my",
};

enum { FOREIGN_NAMES = 6 };

static const struct name foreign_families[TONGUES][FOREIGN_NAMES] = {
	{{"SILVA", "シルバ"}, {"DOS SANTOS", "ドス サントス"},
		{"OLIVEIRA SUZUKI", "オリベイラ スズキ"}, {"PEREIRA", "ペレイラ"},
		{"COSTA TANAKA", "コスタ タナカ"}, {"RIBEIRO", "リベイロ"}},
	{{"WANG", "ワン"}, {"LI", "リ"}, {"ZHANG", "チャン"}, {"LIU", "リュウ"}, {"CHEN", "チェン"},
		{"ZHAO", "チャオ"}},
	{{"NGUYEN", "グエン"}, {"TRAN", "チャン"}, {"LE", "レ"}, {"PHAM", "ファム"},
		{"HOANG", "ホアン"}, {"VU", "ヴ"}},
	{{"SMITH", "スミス"}, {"PERERA", "ペレラ"}, {"SINGH", "シン"}, {"O'BRIEN", "オブライエン"},
		{"MENSAH", "メンサー"}, {"MILLER", "ミラー"}},
	{{"KIM", "キム"}, {"LEE", "イ"}, {"PARK", "パク"}, {"CHOI", "チェ"}, {"JEONG", "チョン"},
		{"KANG", "カン"}},
	{{"QUISPE", "キスペ"}, {"FLORES", "フロレス"}, {"ROJAS YAMADA", "ロハス ヤマダ"},
		{"GARCIA", "ガルシア"}, {"HUAMAN", "ワマン"}, {"MAMANI", "ママニ"}},
	{{"DELA CRUZ", "デラ クルス"}, {"REYES", "レイエス"}, {"SANTOS", "サントス"},
		{"BAUTISTA", "バウティスタ"}, {"MENDOZA", "メンドーサ"}, {"RAMOS", "ラモス"}},
	{{"SHRESTHA", "シュレスタ"}, {"TAMANG", "タマン"}, {"GURUNG", "グルン"}, {"RAI", "ライ"},
		{"THAPA", "タパ"}, {"BHANDARI", "バンダリ"}},
	{{"SAPUTRA", "サプトラ"}, {"WIJAYA", "ウィジャヤ"}, {"HIDAYAT", "ヒダヤット"},
		{"PRATAMA", "プラタマ"}, {"SETIAWAN", "スティアワン"}, {"KUSUMA", "クスマ"}},
	{{"SRISUK", "シースック"}, {"CHAIYA", "チャイヤ"}, {"WONGSAWAT", "ウォンサワット"},
		{"SAELIM", "セーリム"}, {"THONGDEE", "トンディー"}, {"BOONMEE", "ブンミー"}},
	{{"AUNG", "アウン"}, {"KYAW", "チョー"}, {"WIN", "ウィン"}, {"HTUN", "トゥン"},
		{"MYINT", "ミン"}, {"ZAW", "ゾー"}},
};

static const struct name foreign_men[TONGUES][FOREIGN_NAMES] = {
	{{"LUCAS", "ルーカス"}, {"PEDRO HENRIQUE", "ペドロ エンリケ"}, {"RAFAEL", "ハファエル"},
		{"CARLOS EDUARDO", "カルロス エドゥアルド"}, {"MARCOS", "マルコス"},
		{"THIAGO", "チアゴ"}},
	{{"WEI", "ウェイ"}, {"JUN", "ジュン"}, {"MINGHAO", "ミンハオ"}, {"QIANG", "チャン"},
		{"YANG", "ヤン"}, {"BO", "ボー"}},
	{{"VAN HUNG", "バン フン"}, {"DUC ANH", "ドゥック アイン"}, {"MINH TUAN", "ミン トゥアン"},
		{"VAN NAM", "バン ナム"}, {"QUOC BAO", "クオック バオ"},
		{"XUAN TRUONG", "スアン チュオン"}},
	{{"JAMES", "ジェームズ"}, {"NUWAN", "ヌワン"}, {"HARPREET", "ハルプリート"},
		{"LIAM", "リアム"}, {"KOFI", "コフィ"}, {"DAVID", "デイビッド"}},
	{{"MINJUN", "ミンジュン"}, {"SUNGHO", "ソンホ"}, {"YOUNGSOO", "ヨンス"},
		{"JIHOON", "ジフン"}, {"DONGHYUN", "ドンヒョン"}, {"TAEIL", "テイル"}},
	{{"JOSE LUIS", "ホセ ルイス"}, {"JUAN CARLOS", "フアン カルロス"}, {"MIGUEL", "ミゲル"},
		{"JORGE", "ホルヘ"}, {"VICTOR", "ビクトル"}, {"CESAR", "セサル"}},
	{{"JOSEPH", "ジョセフ"}, {"MARK ANTHONY", "マーク アンソニー"}, {"RICARDO", "リカルド"},
		{"JAYSON", "ジェイソン"}, {"ERNESTO", "エルネスト"}, {"ARNEL", "アーネル"}},
	{{"BISHAL", "ビシャル"}, {"SURESH", "スレス"}, {"RAM BAHADUR", "ラム バハドゥル"},
		{"PRAKASH", "プラカス"}, {"ANIL", "アニル"}, {"DIPAK", "ディパク"}},
	{{"BUDI", "ブディ"}, {"AGUS", "アグス"}, {"MUHAMMAD RIZKY", "ムハマド リズキー"},
		{"DEDI", "デディ"}, {"EKO", "エコ"}, {"FAJAR", "ファジャール"}},
	{{"SOMCHAI", "ソムチャイ"}, {"ANAN", "アナン"}, {"NATTAPONG", "ナタポン"},
		{"PRASERT", "プラサート"}, {"KITTI", "キティ"}, {"WICHAI", "ウィチャイ"}},
	{{"KO KO", "コー コー"}, {"THET", "テッ"}, {"MIN THU", "ミン トゥ"}, {"YE", "イェー"},
		{"NAY LIN", "ネイ リン"}, {"SOE", "ソー"}},
};

static const struct name foreign_women[TONGUES][FOREIGN_NAMES] = {
	{{"MARIANA", "マリアナ"}, {"ANA PAULA", "アナ パウラ"}, {"JULIANA", "ジュリアナ"},
		{"FERNANDA", "フェルナンダ"}, {"PATRICIA", "パトリシア"}, {"CAMILA", "カミラ"}},
	{{"FANG", "ファン"}, {"XIULI", "シュウリ"}, {"YAN", "イェン"}, {"JING", "ジン"},
		{"MEI", "メイ"}, {"LANXIANG", "ランシャン"}},
	{{"THI LAN", "ティ ラン"}, {"THI HUONG", "ティ フオン"}, {"THU TRANG", "トゥ チャン"},
		{"NGOC ANH", "ゴック アイン"}, {"THI MAI", "ティ マイ"},
		{"PHUONG THAO", "フオン タオ"}},
	{{"EMILY", "エミリー"}, {"DILANI", "ディラニ"}, {"SIMRAN", "シムラン"},
		{"AOIFE", "イーファ"}, {"ABENA", "アベナ"}, {"SARAH", "サラ"}},
	{{"JIYEON", "ジヨン"}, {"SOOJIN", "スジン"}, {"MIKYUNG", "ミギョン"}, {"EUNJI", "ウンジ"},
		{"YOUNGJA", "ヨンジャ"}, {"HANEUL", "ハヌル"}},
	{{"MARIA ELENA", "マリア エレナ"}, {"ROSA", "ロサ"}, {"LUZ MARINA", "ルス マリナ"},
		{"CARMEN", "カルメン"}, {"VERONICA", "ベロニカ"}, {"SILVIA", "シルビア"}},
	{{"MARICEL", "マリセル"}, {"JENNY ROSE", "ジェニー ローズ"}, {"LORNA", "ローナ"},
		{"MARY GRACE", "メアリー グレース"}, {"ANALYN", "アナリン"},
		{"ROWENA", "ロウェナ"}},
	{{"SITA", "シタ"}, {"ANITA", "アニタ"}, {"PUJA", "プジャ"}, {"SUNITA", "スニタ"},
		{"BINITA", "ビニタ"}, {"RITA", "リタ"}},
	{{"SITI", "シティ"}, {"DEWI", "デウィ"}, {"NUR AISYAH", "ヌル アイシャ"}, {"RINA", "リナ"},
		{"PUTRI", "プトリ"}, {"WULAN", "ウラン"}},
	{{"SIRIPORN", "シリポーン"}, {"MALEE", "マリー"}, {"KANYA", "カンヤー"},
		{"NONGNUCH", "ノンヌット"}, {"PIMCHANOK", "ピムチャノク"}, {"SUDA", "スダー"}},
	{{"THIDA", "ティダー"}, {"MYA MYA", "ミャ ミャ"}, {"SU SU", "スー スー"},
		{"HNIN", "フニン"}, {"EI PHYU", "エイ ピュー"}, {"KHIN", "キン"}},
};

/* Half-width forms of U+30A1 (ァ) to U+30F4 (ヴ), then ー. */
static const char *const half_width[] = {"ｧ", "ｱ", "ｨ", "ｲ", "ｩ", "ｳ", "ｪ", "ｴ", "ｫ", "ｵ", "ｶ",
	"ｶﾞ", "ｷ", "ｷﾞ", "ｸ", "ｸﾞ", "ｹ", "ｹﾞ", "ｺ", "ｺﾞ", "ｻ", "ｻﾞ", "ｼ", "ｼﾞ", "ｽ", "ｽﾞ", "ｾ",
	"ｾﾞ", "ｿ", "ｿﾞ", "ﾀ", "ﾀﾞ", "ﾁ", "ﾁﾞ", "ｯ", "ﾂ", "ﾂﾞ", "ﾃ", "ﾃﾞ", "ﾄ", "ﾄﾞ", "ﾅ", "ﾆ", "ﾇ",
	"ﾈ", "ﾉ", "ﾊ", "ﾊﾞ", "ﾊﾟ", "ﾋ", "ﾋﾞ", "ﾋﾟ", "ﾌ", "ﾌﾞ", "ﾌﾟ", "ﾍ", "ﾍﾞ", "ﾍﾟ", "ﾎ", "ﾎﾞ",
	"ﾎﾟ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ｬ", "ﾔ", "ｭ", "ﾕ", "ｮ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ﾜ",
	"ﾜ", "ｲ", "ｴ", "ｦ", "ﾝ", "ｳﾞ"};

const struct name *name_rare_family(struct chance *chance)
{
	return &rare_families[chance_skewed(chance, COUNT(rare_families))];
}

const struct name *name_family(struct chance *chance)
{
	if (chance_hits(chance, 165))
		return name_rare_family(chance);
	return &families[chance_skewed(chance, COUNT(families))];
}

const struct name *name_given(struct chance *chance, bool woman, int birth_year)
{
	if (birth_year < 1966)
		return woman ? &women_old[chance_skewed(chance, COUNT(women_old))]
			     : &men_old[chance_skewed(chance, COUNT(men_old))];
	if (birth_year < 1998)
		return woman ? &women_middle[chance_below(chance, COUNT(women_middle))]
			     : &men_middle[chance_below(chance, COUNT(men_middle))];
	return woman ? &women_young[chance_below(chance, COUNT(women_young))]
		     : &men_young[chance_below(chance, COUNT(men_young))];
}

const struct name *name_foreign_family(struct chance *chance, enum tongue tongue)
{
	return &foreign_families[tongue][chance_below(chance, FOREIGN_NAMES)];
}

const struct name *name_foreign_given(struct chance *chance, enum tongue tongue, bool woman)
{
	uint32_t at = chance_below(chance, FOREIGN_NAMES);
	return woman ? &foreign_women[tongue][at] : &foreign_men[tongue][at];
}

char *name_half_width(struct arena *arena, const char *kana)
{
	/* A voiced sign doubles three bytes at most; nothing else grows. */
	char *out = arena_alloc(arena, 2 * strlen(kana) + 1);
	size_t used = 0;
	uint32_t code;
	while ((code = text_next(&kana)) != 0) {
		char same[5] = {0};
		const char *form = same;
		if (code >= 0x30A1 && code < 0x30A1 + COUNT(half_width))
			form = half_width[code - 0x30A1];
		else if (code == 0x30FC)
			form = "ｰ";
		else
			text_encode(code, same);
		size_t length = strlen(form);
		memcpy(out + used, form, length);
		used += length;
	}
	return out;
}
