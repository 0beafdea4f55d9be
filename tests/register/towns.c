#include "register/towns.h"

#include <stdio.h>
#include <string.h>

/* Source: Japan Post's postal code list (愛知県春日井市). Numbers of 丁目 are not above the real
 * ones. 住居表示 is in force in two towns only (the city's page 住居表示の概要). */
const struct town towns[TOWN_COUNT] = {
	{"4860801", "上田楽町", 0, false, 2},
	{"4860802", "桃山町", 3, false, 18},
	{"4860803", "西山町", 3, false, 18},
	{"4860804", "鷹来町", 0, false, 6},
	{"4860805", "岩野町", 2, false, 14},
	{"4860806", "大手田酉町", 3, false, 18},
	{"4860807", "大手町", 4, false, 22},
	{"4860808", "田楽町", 0, false, 2},
	{"4860809", "町屋町", 2, false, 14},
	{"4860811", "東山町", 5, true, 26},
	{"4860812", "大泉寺町", 0, false, 6},
	{"4860813", "金ケ口町", 0, false, 6},
	{"4860814", "北城町", 0, false, 6},
	{"4860815", "十三塚町", 0, false, 6},
	{"4860816", "東野新町", 2, false, 14},
	{"4860817", "東野町", 10, false, 46},
	{"4860818", "東野町西", 5, false, 26},
	{"4860819", "下原町", 0, false, 6},
	{"4860820", "熊野町北", 2, false, 14},
	{"4860821", "神領町", 3, false, 18},
	{"4860822", "熊野町", 0, false, 6},
	{"4860823", "桜佐町", 0, false, 6},
	{"4860824", "割塚町", 0, false, 6},
	{"4860825", "中央通", 3, false, 18},
	{"4860826", "貴船町", 0, false, 6},
	{"4860827", "小木田町", 0, false, 6},
	{"4860828", "堀ノ内町北", 2, false, 14},
	{"4860829", "堀ノ内町", 0, false, 6},
	{"4860830", "神領町北", 2, false, 14},
	{"4860831", "ことぶき町", 0, false, 6},
	{"4860832", "乙輪町", 3, false, 18},
	{"4860833", "上条町", 10, false, 46},
	{"4860834", "王子町", 0, false, 6},
	{"4860835", "月見町", 0, false, 6},
	{"4860836", "八事町", 3, false, 18},
	{"4860837", "春見町", 0, false, 6},
	{"4860838", "弥生町", 2, false, 14},
	{"4860839", "六軒屋町西", 3, false, 18},
	{"4860841", "南下原町", 0, false, 6},
	{"4860842", "六軒屋町", 8, false, 38},
	{"4860844", "鳥居松町", 8, false, 38},
	{"4860845", "瑞穂通", 8, false, 38},
	{"4860846", "朝宮町", 4, false, 22},
	{"4860849", "八田町", 8, false, 38},
	{"4860851", "篠木町", 8, false, 38},
	{"4860852", "下市場町", 6, false, 30},
	{"4860853", "穴橋町", 2, false, 14},
	{"4860854", "林島町", 0, false, 6},
	{"4860855", "関田町", 3, false, 18},
	{"4860856", "梅ケ坪町", 0, false, 6},
	{"4860857", "浅山町", 4, true, 22},
	{"4860858", "菅大臣町", 0, false, 6},
	{"4860901", "牛山町", 0, false, 6},
	{"4860902", "新開町", 0, false, 6},
	{"4860903", "前並町", 0, false, 6},
	{"4860904", "宮町", 4, false, 22},
	{"4860905", "稲口町", 3, false, 18},
	{"4860906", "下屋敷町", 0, false, 6},
	{"4860907", "黒鉾町", 0, false, 6},
	{"4860908", "西屋町", 0, false, 6},
	{"4860909", "四ツ家町", 0, false, 6},
	{"4860911", "西高山町", 3, false, 18},
	{"4860912", "高山町", 0, false, 6},
	{"4860913", "柏原町", 5, false, 26},
	{"4860914", "若草通", 5, false, 26},
	{"4860915", "八幡町", 0, false, 6},
	{"4860916", "八光町", 2, false, 14},
	{"4860917", "美濃町", 3, false, 18},
	{"4860918", "如意申町", 8, false, 38},
	{"4860921", "杁ケ島町", 0, false, 2},
	{"4860922", "篠田町", 0, false, 6},
	{"4860923", "下条町", 0, false, 6},
	{"4860924", "下津町", 0, false, 6},
	{"4860925", "中切町", 0, false, 6},
	{"4860926", "小野町", 5, false, 26},
	{"4860927", "柏井町", 8, false, 38},
	{"4860928", "妙慶町", 0, false, 6},
	{"4860929", "旭町", 4, false, 22},
	{"4860931", "松新町", 6, false, 30},
	{"4860932", "松河戸町", 0, false, 6},
	{"4860933", "愛知町", 0, false, 6},
	{"4860934", "長塚町", 2, false, 14},
	{"4860935", "森山田町", 0, false, 6},
	{"4860936", "町田町", 0, false, 6},
	{"4860937", "細木町", 3, false, 18},
	{"4860941", "勝川新町", 3, false, 18},
	{"4860942", "神明町", 0, false, 6},
	{"4860943", "角崎町", 0, false, 6},
	{"4860944", "大和通", 2, false, 14},
	{"4860945", "勝川町", 9, false, 42},
	{"4860946", "勝川町西", 5, false, 26},
	{"4860947", "知多町", 4, false, 22},
	{"4860948", "天神町", 0, false, 6},
	{"4860949", "惣中町", 3, false, 18},
	{"4860951", "花長町", 0, false, 6},
	{"4860952", "追進町", 3, false, 18},
	{"4860953", "御幸町", 3, false, 18},
	{"4860954", "南花長町", 0, false, 6},
	{"4860955", "二子町", 2, false, 14},
	{"4860956", "中新町", 2, false, 14},
	{"4860957", "中野町", 2, false, 14},
	{"4860958", "西本町", 3, false, 18},
	{"4860961", "春日井上ノ町", 0, false, 6},
	{"4860962", "中町", 0, false, 6},
	{"4860963", "春日井町", 0, false, 2},
	{"4860964", "宗法町", 0, false, 6},
	{"4860965", "味美上ノ町", 0, false, 6},
	{"4860966", "上ノ町", 3, false, 18},
	{"4860967", "味美西本町", 0, false, 6},
	{"4860968", "味美町", 3, false, 18},
	{"4860969", "味美白山町", 2, false, 14},
	{"4870001", "細野町", 0, false, 2},
	{"4870002", "外之原町", 0, false, 2},
	{"4870003", "木附町", 0, false, 2},
	{"4870004", "玉野町", 0, false, 6},
	{"4870005", "押沢台", 8, false, 58},
	{"4870006", "石尾台", 7, false, 54},
	{"4870007", "玉野台", 4, false, 22},
	{"4870011", "中央台", 8, false, 58},
	{"4870012", "高座町", 0, false, 6},
	{"4870013", "高蔵寺町", 9, false, 42},
	{"4870014", "気噴町", 6, false, 30},
	{"4870015", "気噴町北", 2, false, 14},
	{"4870016", "高蔵寺町北", 7, false, 34},
	{"4870017", "高座台", 5, false, 26},
	{"4870021", "東神明町", 0, false, 6},
	{"4870022", "庄名町", 0, false, 6},
	{"4870023", "不二ガ丘", 3, false, 18},
	{"4870024", "大留町", 10, false, 46},
	{"4870025", "出川町", 8, false, 38},
	{"4870026", "不二町", 0, false, 6},
	{"4870027", "松本町", 0, false, 6},
	{"4870031", "廻間町", 0, false, 2},
	{"4870032", "高森台", 10, false, 66},
	{"4870033", "岩成台", 10, false, 66},
	{"4870034", "白山町", 0, false, 6},
	{"4870035", "藤山台", 10, false, 66},
	{"4800301", "内津町", 0, false, 2},
	{"4800302", "西尾町", 0, false, 2},
	{"4800303", "明知町", 0, false, 2},
	{"4800304", "神屋町", 0, false, 6},
	{"4800305", "坂下町", 7, false, 34},
	{"4800306", "上野町", 0, false, 6},
};

static const char *const building_words[] = {
	"メゾン",
	"コーポ",
	"ハイツ",
	"グランドール",
	"サンコート",
	"パークハイツ",
	"レジデンス",
	"エスポワール",
	"ＵＲ",
	"CASA",
	"フォレスト",
	"第2コーポ",
	"ライフタウン",
	"Ｍ’ｓコート",
	"県営",
	"グリーンヒルズ",
};

static const char *const building_tails[] = {"", "", "", "", "A棟", "B棟", "Ｃ棟", "東館", "II"};

static const char *const kanji_numerals[] = {
	"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

static const char *const wide_digits[] = {
	"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct town *town_pick(struct chance *chance)
{
	int total = 0;
	for (size_t i = 0; i < TOWN_COUNT; i++)
		total += towns[i].weight;
	int at = (int)chance_below(chance, (uint32_t)total);
	for (size_t i = 0; i < TOWN_COUNT; i++) {
		at -= towns[i].weight;
		if (at < 0)
			return &towns[i];
	}
	return &towns[0];
}

static void append(char *out, size_t size, const char *text)
{
	size_t used = strlen(out);
	snprintf(out + used, size - used, "%s", text);
}

static void append_number(char *out, size_t size, int number, bool wide)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%d", number);
	if (!wide) {
		append(out, size, digits);
		return;
	}
	for (const char *at = digits; *at != '\0'; at++)
		append(out, size, wide_digits[*at - '0']);
}

/* An address as the several generations of clerks have typed it: mostly plain digits, some
 * full-width, a few with 丁目 in kanji. */
static void lines_make(struct chance *chance, const struct town *town, char *out, size_t size)
{
	bool wide = chance_hits(chance, 600);
	bool kanji = chance_hits(chance, 150);
	snprintf(out, size, "愛知県春日井市%s", town->name);
	if (town->blocks > 0) {
		int block = chance_between(chance, 1, town->blocks);
		if (kanji)
			append(out, size, kanji_numerals[block]);
		else
			append_number(out, size, block, wide);
		append(out, size, "丁目");
	}
	int lot = chance_between(chance, 1, town->blocks > 0 ? 180 : 1900);
	append_number(out, size, town->house_numbers ? 1 + lot % 60 : lot, wide);
	if (town->house_numbers) {
		append(out, size, "番");
		append_number(out, size, chance_between(chance, 1, 28), wide);
		append(out, size, "号");
		return;
	}
	append(out, size, "番地");
	if (!chance_hits(chance, 5500))
		return;
	if (chance_hits(chance, 4000))
		append(out, size, "の");
	append_number(out, size, chance_between(chance, 1, 24), wide);
}

static void building_open(struct building *building, struct chance *chance)
{
	const struct town *town = town_pick(chance);
	building->postal = town->postal;
	lines_make(chance, town, building->lines, sizeof building->lines);
	size_t stem = strlen(town->name);
	if (stem > 2 * strlen("町") && strcmp(town->name + stem - strlen("町"), "町") == 0)
		stem -= strlen("町");
	snprintf(building->name, sizeof building->name, "%s%.*s%s",
		building_words[chance_below(chance, COUNT(building_words))], (int)stem, town->name,
		building_tails[chance_below(chance, COUNT(building_tails))]);
	building->floors = chance_between(chance, 2, 11);
	building->rooms = chance_between(chance, 2, 6);
	building->let = 0;
}

static const char *room(struct building *building, struct chance *chance, struct arena *arena)
{
	int floor = 1 + building->let / building->rooms;
	int number = floor * 100 + 1 + building->let % building->rooms;
	building->let++;
	switch (chance_below(chance, 8)) {
	case 0:
		return arena_print(arena, "%s %d", building->name, number);
	case 1:
		return arena_print(arena, "%s-%d", building->name, number);
	default:
		return arena_print(arena, "%s %d号室", building->name, number);
	}
}

struct address housing_address(
	struct housing *housing, struct chance *chance, bool apartment, struct arena *arena)
{
	if (!apartment) {
		const struct town *town = town_pick(chance);
		char lines[160];
		lines_make(chance, town, lines, sizeof lines);
		return (struct address){.postal = town->postal, .lines = arena_copy(arena, lines)};
	}
	struct building *building = &housing->open[chance_below(chance, BUILDINGS_OPEN)];
	if (building->let >= building->floors * building->rooms)
		building_open(building, chance);
	return (struct address){
		.postal = building->postal,
		.lines = arena_copy(arena, building->lines),
		.building = room(building, chance, arena),
	};
}
