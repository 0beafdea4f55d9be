/* What a description says, in memory; and every way in which it may not hold together. */
#include "intake/export/description.h"

#include "base/digest.h"
#include "intake/export/described.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

/* A main set with this in front of, and behind, the steps that each must have. */
#define FRONT(inside)  "<set name='m' main='true'>\n" inside RESIDENTS "</set>"
#define BEHIND(inside) "<set name='m' main='true'><csv/>" RESIDENTS "\n" inside "</set>"
#define IN_XML(inside) "<set name='m' main='true'><xml record='r'/>" RESIDENTS "\n" inside "</set>"
#define SIDE(inside)   FRONT("<csv/>") "\n<set name='s'><csv/>" inside "</set>"

/* ---- a whole one ---- */

static const char whole[] =
	"<codes name='states'><code value='9' word='removed'/><code value='1' word='resident'/>"
	"<code value='　2　' word='moved-out'/><code value='0'/></codes>"
	"<codes name='cards' others='refuse'><code value='1' word='active'/></codes>"
	"<dates name='usual' forms='digits era-digits kanji' unknown='不詳 年月日不詳'/>"
	"<dates name='eras' forms='era-digits'><era code='7' name='reiwa'/></dates>\n"
	"<set name='residents' main='true' none='0000-00-00 99999999'>"
	"<file pattern='juki_{date}_{count}.xml' done='{stem}.done' control='{stem}.ctl' "
	"settle-seconds='5'/>"
	"<xml record='データ部/住民' namespace='urn:juki'/>"
	"<head><municipality item='住民情報/@市区町村コード'/><as-of control='基準日' dates='usual'/>"
	"<count file-name='true'/></head>"
	"<history when=\"最新フラグ = '1'\" from='異動日' dates='usual' highest='履歴番号' "
	"then-highest='枝番'/>"
	"<take item='宛名番号' field='id'/><take item='世帯番号' field='household'/>"
	"<take item='住民状態' field='state' codes='states' none='- ?'/>"
	"<join field='name' between='　'><part item='氏'/><part item='名' optional='true'/></join>"
	"<take item='生年月日' field='born' dates='usual'/>"
	"<take item='名' field='alias' optional='true' when=\"通称区分 ≠ ''\"/>"
	"<ignore item='性別'/><refuse item='個人番号'/><ignore-others/>"
	"<rows of='証明書'><take item='@種別' field='certificate/kind'/>"
	"<take item='状態' field='certificate/state'/></rows></set>\n"
	"<set name='cards' required='false' several='true'>"
	"<csv encoding='windows-31j' separator='tab' header='false'/>"
	"<head><as-of item='3'/></head>"
	"<take item='1' field='id'/><take item='2' field='card/state' codes='cards'/></set>"
	"<set name='measures'><xml record='r'/><csv/><head><as-of item='日'/></head>"
	"<take item='番号' field='id'/><say word='active' field='protection'/></set>";

static const struct export_description *read_whole(void)
{
	return described_well(whole, arena);
}

static void sets_say_how_their_files_are_found_and_built(void **state)
{
	(void)state;
	const struct export_description *description = read_whole();
	const struct export_set *set = &description->sets[0];
	assert_int_equal(description->set_count, 3);
	assert_int_equal(description->main_set, 0);
	assert_false(description->all_items);
	assert_string_equal(set->name, "residents");
	assert_int_equal(set->line, 3);
	assert_true(set->is_main && set->required && !set->several);
	assert_string_equal(set->pattern, "juki_{date}_{count}.xml");
	assert_string_equal(set->done, "{stem}.done");
	assert_string_equal(set->control, "{stem}.ctl");
	assert_int_equal(set->settle_seconds, 5);
	assert_true(set->xml && !set->csv);
	assert_string_equal(set->namespace, "urn:juki");
	assert_int_equal(set->none.count, 2);
	assert_string_equal(set->none.words[1], "99999999");
	set = &description->sets[1];
	assert_int_equal(set->line, 4);
	assert_true(!set->is_main && !set->required && set->several);
	assert_null(set->pattern);
	assert_true(!set->xml && set->csv && !set->header);
	assert_int_equal(set->encoding, EXPORT_WINDOWS_31J);
	assert_int_equal(set->separator, '\t');
	set = &description->sets[2];
	assert_true(set->xml && set->csv && set->header && set->required);
	assert_int_equal(set->encoding, EXPORT_UTF_8);
	assert_int_equal(set->separator, ',');
	assert_null(set->namespace);
	assert_int_equal(set->none.count, 0);
	assert_ptr_equal(export_set_named(description, "measures"), set);
	assert_null(export_set_named(description, "measure"));
}

static void a_head_says_where_each_part_of_it_stands(void **state)
{
	(void)state;
	const struct export_set *sets = read_whole()->sets;
	const struct export_said *head = sets[0].head;
	assert_int_equal(head[EXPORT_MUNICIPALITY].source, EXPORT_BY_ITEM);
	assert_string_equal(head[EXPORT_MUNICIPALITY].item, "住民情報/@市区町村コード");
	assert_null(head[EXPORT_MUNICIPALITY].dates);
	assert_int_equal(head[EXPORT_AS_OF].source, EXPORT_BY_CONTROL);
	assert_string_equal(head[EXPORT_AS_OF].item, "基準日");
	assert_string_equal(head[EXPORT_AS_OF].dates->name, "usual");
	assert_int_equal(head[EXPORT_COUNT].source, EXPORT_BY_NAME);
	assert_int_equal(sets[1].head[EXPORT_MUNICIPALITY].source, EXPORT_UNSAID);
	assert_int_equal(sets[1].head[EXPORT_AS_OF].source, EXPORT_BY_ITEM);
	/* Of XML it is in no row, of CSV it must be in one, of either it may be. */
	for (size_t i = 0; i < sets[0].rows[0].item_count; i++)
		assert_null(strstr(sets[0].rows[0].items[i].path, "市区町村コード"));
	const struct export_item *item = &sets[1].rows[0].items[item_number(&sets[1].rows[0], "3")];
	assert_true(item->taken && !item->optional);
	item = &sets[2].rows[0].items[item_number(&sets[2].rows[0], "日")];
	assert_true(item->taken && item->optional);
}

static void tables_are_in_order_and_found_by_name(void **state)
{
	(void)state;
	const struct export_set *sets = read_whole()->sets;
	const struct export_codes *codes = sets[0].rows[0].steps[2].codes;
	static const char *const values[] = {"0", "1", "2", "9"};
	static const char *const words[] = {NULL, "resident", "moved-out", "removed"};
	assert_string_equal(codes->name, "states");
	assert_int_equal(codes->count, 4);
	assert_false(codes->others_refuse);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(codes->codes[i].value, values[i]);
		if (words[i] == NULL)
			assert_null(codes->codes[i].word);
		else
			assert_string_equal(codes->codes[i].word, words[i]);
	}
	assert_true(sets[1].rows[0].steps[1].codes->others_refuse);
	const struct date_forms *dates = sets[0].rows[0].steps[4].dates;
	assert_int_equal(dates->count, 3);
	assert_int_equal(dates->forms[0], DATE_DIGITS);
	assert_int_equal(dates->forms[1], DATE_ERA_DIGITS);
	assert_int_equal(dates->forms[2], DATE_KANJI);
	assert_int_equal(dates->unknown_count, 2);
	assert_string_equal(dates->unknown[0], "不詳");
	static const enum date_era usual[10] = {ERA_NONE, ERA_MEIJI, ERA_TAISHO, ERA_SHOWA,
		ERA_HEISEI, ERA_REIWA, ERA_NONE, ERA_NONE, ERA_NONE, ERA_NONE};
	const struct date_forms *eras = dates + 1;
	for (size_t i = 0; i < 10; i++) {
		assert_int_equal(dates->era_of_digit[i], usual[i]);
		assert_int_equal(eras->era_of_digit[i], i == 7 ? ERA_REIWA : ERA_NONE);
	}
}

static void items_come_once_with_all_that_is_said_of_them(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		bool taken, optional, refused;
	} cases[] = {
		{"最新フラグ", true, false, false},
		{"異動日", true, false, false},
		{"履歴番号", true, false, false},
		{"枝番", true, false, false},
		{"宛名番号", true, false, false},
		{"世帯番号", true, false, false},
		{"住民状態", true, false, false},
		{"氏", true, false, false},
		{"名", true, true, false},
		{"生年月日", true, false, false},
		{"通称区分", true, false, false},
		{"性別", false, true, false},
		{"個人番号", false, true, true},
	};
	const struct export_rows *rows = read_whole()->sets[0].rows;
	assert_string_equal(rows[0].path, "データ部/住民");
	assert_int_equal(rows[0].item_count, COUNT(cases));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct export_item *item =
			&rows[0].items[item_number(&rows[0], cases[i].path)];
		if (item->taken != cases[i].taken || item->optional != cases[i].optional ||
			item->refused != cases[i].refused || item->line != 3)
			fail_msg("%s", cases[i].path);
		assert_int_equal(item->none.count, strcmp(cases[i].path, "住民状態") == 0 ? 2 : 0);
	}
	assert_true(rows[0].ignore_others);
	assert_string_equal(rows[1].path, "証明書");
	assert_int_equal(rows[1].item_count, 2);
	assert_string_equal(rows[1].items[0].path, "@種別");
	assert_false(rows[1].ignore_others);
	assert_int_equal(read_whole()->sets[0].rows_count, 2);
	assert_int_equal(read_whole()->sets[1].rows_count, 1);
	assert_string_equal(read_whole()->sets[1].rows[0].path, "");
}

static void an_item_is_optional_if_all_who_take_it_say_so(void **state)
{
	(void)state;
	const struct export_rows *rows = described_well(
		BEHIND("<take item='a' field='kana'/><take item='a' field='alias' optional='true'/>"
		       "<take item='b' field='kana' optional='true'/><take item='b' field='alias'/>"
		       "<take item='c' field='kana' optional='true'/>"
		       "<say word='true' field='ward' when=\"c = '1'\"/>"),
		arena)
						 ->sets[0]
						 .rows;
	assert_false(rows->items[item_number(rows, "a")].optional);
	assert_false(rows->items[item_number(rows, "b")].optional);
	assert_true(rows->items[item_number(rows, "c")].optional);
}

static void steps_and_history_know_their_items_by_number(void **state)
{
	(void)state;
	const struct export_set *set = &read_whole()->sets[0];
	const struct export_rows *rows = &set->rows[0];
	const struct export_step *join = &rows->steps[3], *alias = &rows->steps[5];
	assert_int_equal(rows->step_count, 6);
	assert_int_equal(rows->steps[0].kind, EXPORT_TAKE);
	assert_int_equal(rows->steps[0].field, EXPORT_ID);
	assert_int_equal(rows->steps[0].items[0], item_number(rows, "宛名番号"));
	assert_int_equal(join->kind, EXPORT_JOIN);
	assert_int_equal(join->field, EXPORT_NAME);
	assert_int_equal(join->item_count, 2);
	assert_int_equal(join->items[0], item_number(rows, "氏"));
	assert_int_equal(join->items[1], item_number(rows, "名"));
	assert_string_equal(join->between, "　");
	assert_int_equal(alias->items[0], item_number(rows, "名"));
	assert_int_equal(alias->when.count, 1);
	assert_int_equal(alias->when.terms[0].item, item_number(rows, "通称区分"));
	assert_false(alias->when.terms[0].equal);
	assert_int_equal(join->when.count, 0);
	const struct export_history *history = &set->history;
	assert_true(history->any);
	assert_int_equal(history->when.terms[0].item, item_number(rows, "最新フラグ"));
	assert_int_equal(history->from, item_number(rows, "異動日"));
	assert_int_equal(history->until, EXPORT_NO_ITEM);
	assert_int_equal(history->highest, item_number(rows, "履歴番号"));
	assert_int_equal(history->then_highest, item_number(rows, "枝番"));
	assert_string_equal(history->dates->name, "usual");
	assert_false(set[1].history.any);
	assert_int_equal(set[1].history.highest, EXPORT_NO_ITEM);
	const struct export_step *say = &set[2].rows[0].steps[1];
	assert_int_equal(say->kind, EXPORT_SAY);
	assert_string_equal(say->word, "active");
	assert_int_equal(say->item_count, 0);
}

static void the_digest_is_of_the_bytes_and_all_items_may_be_looked_at(void **state)
{
	(void)state;
	static const char text[] = "<export xmlns='urn:kigen:export:1' "
				   "individual-numbers='all-items'><set name='m' main='true'>"
				   "<csv/>" RESIDENTS "</set></export>";
	char path[] = "/tmp/kigen-export-XXXXXX", sum_text[DIGEST_TEXT_BYTES];
	int file = mkstemp(path);
	const struct export_description *description;
	struct fault why = {0};
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
	if (!export_description_read(path, arena, &description, &why))
		fail_msg("%s", why.message);
	assert_true(description->all_items);
	assert_string_equal(description->path, path);
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&digest);
	digest_update(&digest, text, strlen(text));
	digest_done(&digest, sum);
	assert_string_equal(description->digest, digest_text(sum, sum_text));
	unlink(path);
	assert_false(export_description_read(path, arena, &description, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
}

/* ---- what does not hold together ---- */

struct refusal {
	const char *within, *message; /* from the line on; NULL: it is good */
};

static void check_refusals(const struct refusal *refusals, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fault why;
		const struct export_description *read = described(refusals[i].within, arena, &why);
		if (refusals[i].message == NULL) {
			if (read == NULL)
				fail_msg("%s\n%s", refusals[i].within, why.message);
			continue;
		}
		if (read != NULL)
			fail_msg("taken: %s", refusals[i].within);
		assert_int_equal(why.kind, FAULT_OFFICE);
		if (strncmp(why.message, refusals[i].message, strlen(refusals[i].message)) != 0)
			fail_msg("%s\nis refused with\n%s", refusals[i].message, why.message);
	}
}

static void one_set_gives_the_residents_and_others_find_them(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{"<set name='m'><csv/><take item='id' field='id'/></set>",
			"1: which set gives the residents? hint: main=\"true\" at that set"},
		{FRONT("<csv/>") "\n<set name='n' main='true'><csv/>" RESIDENTS "</set>",
			"4: a second main set: \"m\" in line 2 is one already"},
		{"<set name='m' main='true' required='false'><csv/>" RESIDENTS "</set>",
			"2: the main set \"m\" cannot be left out: it is required"},
		{"<set name='m' main='true'><own/><take item='id' field='id'/></set>",
			"2: the set \"m\" is in our own format, which says all else itself: <take> "
			"has no place here"},
		{"<set name='m' main='true' none='0'><own/></set>",
			"2: the set \"m\" is in our own format, which has no words for none"},
		{"<set name='m' main='true'><own/></set>\n<set name='n'><csv/><take item='id' "
		 "field='id'/></set>",
			"3: the set \"n\": our own format is a register and at most one cards file"},
		{"<set name='m' main='true'><own/></set><set name='n'><own/></set>\n<set "
		 "name='o'><own/></set>",
			"3: the set \"o\": our own format"},
		{"<set name='m' main='true'><csv/><take item='id' field='id'/><take item='hh' "
		 "field='household'/><take item='s' field='state'/><take item='b' "
		 "field='born'/></set>",
			"2: the set \"m\" gives no name, which the main set must"},
		{"<set name='m' main='true'><csv/><take item='id' field='id'/><take item='hh' "
		 "field='household'/><take item='s' field='state'/><take item='n' "
		 "field='name'/></set>",
			"2: the set \"m\" gives no born, which the main set must"},
		{SIDE("<take item='a' field='card/state'/>"),
			"4: the set \"s\" gives no id, by which its rows find their resident"},
		{SIDE("<say word='1' field='id'/>"),
			"4: an id that is said is everybody's; hint: take it from an item"},
		{SIDE("<take item='a' field='id'/>"), NULL},
		{FRONT(""), "2: is the set \"m\" XML or CSV? hint: <xml record=…/> or <csv/>"},
		{"<set name='m' main='true'><csv/></set>",
			"2: the set \"m\" gives no id, which the main set must"},
		{FRONT("<csv/>") FRONT("<csv/>"), "3: Element '{urn:kigen:export:1}set'"},
		{FRONT("<csv/>") "<set/>", "3: Element '{urn:kigen:export:1}set'"},
		{"", "1: Element '{urn:kigen:export:1}export'"},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void what_is_named_must_be_there_and_be_of_the_field(void **state)
{
	(void)state;
	static const char table[] = "<codes name='c'><code value='1' word='resident'/></codes>"
				    "<dates name='d' forms='iso'/>";
	static const struct refusal refusals[] = {
		{BEHIND("<take item='a' field='card/state' codes='c'/>"),
			"3: there is no table of codes \"c\""},
		{BEHIND("<take item='a' field='card/issued' dates='d'/>"),
			"3: there are no dates \"d\""},
		{"<codes name='c'><code value='1' word='lost'/>\n<code value='1'/></codes>" FRONT(
			 "<csv/>"),
			"2: the table of codes \"c\" has the value \"1\" twice"},
		{"<codes name='c'><code value='1'/>\n<code value='　'/></codes>" FRONT("<csv/>"),
			"3: the code is blank"},
		{"<codes name='c'><code value='1' word='　'/></codes>" FRONT("<csv/>"),
			"2: the code is blank"},
		{"<dates name='d' forms='iso digits iso'/>" FRONT("<csv/>"),
			"2: the dates \"d\" have the form \"iso\" twice"},
		{"<dates name='d' forms='era-digits'>\n<era code='1' name='showa'/>\n<era code='1' "
		 "name='heisei'/></dates>" FRONT("<csv/>"),
			"4: the digit 1 is an era's already"},
		{"<dates name='d' forms='isodate'/>" FRONT("<csv/>"), "2: Element"},
		{BEHIND("<take item='a' field='cards'/>"), "3: Element"},
		{BEHIND("<say word='active' field='card/state'/>"), NULL},
		{BEHIND("<say word='valid' field='card/state'/>"),
			"3: the word \"valid\" is none that the field card/state may have"},
		{BEHIND("<say word='1' field='ward'/>"),
			"3: the word \"1\" is none that the field ward may have"},
		{BEHIND("<say word='true' field='ward'/>"), NULL},
		{BEHIND("<say word='2026-02-30' field='card/issued'/>"),
			"3: the word \"2026-02-30\" is none that the field card/issued may have"},
	};
	struct refusal with_table[] = {
		{BEHIND("<take item='a' field='card/state' codes='c'/>"),
			"3: of the table of codes \"c\" the word \"resident\" is none that the "
			"field card/state may have"},
		{BEHIND("<take item='a' field='state' codes='c'/>"), NULL},
		{BEHIND("<join field='renewal' codes='c'><part item='a'/><part item='b'/></join>"),
			"3: of the table of codes \"c\" the word \"resident\" is none that the "
			"field renewal may have"},
		{BEHIND("<take item='a' field='kana' dates='d'/>"),
			"3: dates say how a day is written, and the field kana is none"},
		{BEHIND("<take item='a' field='leaving' dates='d'/>"), NULL},
		{BEHIND("<take item='a' field='leaving/on' dates='d'/>"), NULL},
		{BEHIND("<take item='a' field='state' codes='d'/>"),
			"3: there is no table of codes \"d\""},
		{BEHIND("<take item='a' field='leaving/on' dates='d' codes='c'/>"),
			"3: codes and dates at once"},
	};
	check_refusals(refusals, COUNT(refusals));
	for (size_t i = 0; i < COUNT(with_table); i++)
		with_table[i].within = arena_print(arena, "%s%s", table, with_table[i].within);
	check_refusals(with_table, COUNT(with_table));
}

static void an_item_is_of_one_mind(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{BEHIND("<ignore item='name'/>"),
			"3: \"name\" is ignored here and asked for in line 2"},
		{BEHIND("<refuse item='name'/>"),
			"3: \"name\" is refused here and asked for in line 2"},
		{BEHIND("<refuse item='x'/>\n<say word='true' field='ward' when=\"x = '1'\"/>"),
			"3: \"x\" is refused here and asked for in line 4"},
		{BEHIND("<ignore item='x'/>\n<refuse item='x'/>"),
			"4: \"x\" is refused here and ignored in line 3"},
		{BEHIND("<ignore item='x'/><ignore item='x'/>"), NULL},
		{BEHIND("<take item='a' field='kana' none='0 -'/>\n<take item='a' field='alias' "
			"none='0'/>"),
			"4: \"a\" has other words for none than in line 3"},
		{BEHIND("<take item='a' field='kana' none='0'/>\n<take item='a' field='alias'/>"),
			"4: \"a\" has other words for none than in line 3"},
		{BEHIND("<take item='a' field='kana' none='0'/>\n<join field='alias'><part item='a' "
			"none='  0 '/><part item='b'/></join>"),
			NULL},
		{BEHIND("<take item='　' field='kana'/>"), "3: the item has no name"},
		{"<set name='m' main='true'><csv/><history when=\"x = '1'\"/>" RESIDENTS
		 "\n<ignore item='x'/></set>",
			"3: \"x\" is ignored here and asked for in line 2"},
		{"<set name='m' main='true'><csv/><head><count item='x'/></head>" RESIDENTS
		 "\n<ignore item='x'/></set>",
			"3: \"x\" is ignored here and asked for in line 2"},
		{BEHIND("<may-lack item='x'/><say word='true' field='ward' when=\"x = '1'\"/>"),
			NULL},
		{BEHIND("<may-lack item='x'/>"), "3: \"x\" may lack"},
		{BEHIND("<may-lack item='name'/>"), "3: \"name\" may lack"},
		/* In rows within a record an item of the same name is another one. */
		{IN_XML("<rows of='c'><ignore item='name'/></rows>"), NULL},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void a_condition_can_hold(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{BEHIND("<say word='true' field='ward' when=\"a = 1\"/>"),
			"3: the condition \"a = 1\": a value stands in apostrophes, like '1'"},
		{BEHIND("<take item='a' field='kana' none='0'/>\n<say word='true' field='ward' "
			"when=\"b = '1' and a ≠ '0'\"/>"),
			"4: the condition compares \"a\" with '0', which is a word for none; "
			"hint: an item that says nothing is ''"},
		{"<set name='m' main='true' none='9'><csv/>\n<history when=\"a = '9'\"/>" RESIDENTS
		 "</set>",
			"3: the condition compares \"a\" with '9', which is a word for none"},
		{BEHIND("<take item='a' field='kana' none='0'/>\n<say word='true' field='ward' "
			"when=\"a ≠ ''\"/>"),
			NULL},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void certificates_have_a_kind_or_are_both(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{"\n" BEHIND("<take item='a' field='certificate/expires'/>"),
			"3: certificate/… is given without certificate/kind"},
		{BEHIND("<take item='k' field='certificate/kind'/><take item='a' "
			"field='signature/state'/>"),
			"2: certificate/kind and signature/… or authentication/… in one kind of "
			"row"},
		{BEHIND("<take item='k' field='certificate/kind'/><take item='a' "
			"field='authentication/expires'/>"),
			"2: certificate/kind and signature/… or authentication/… in one kind of "
			"row"},
		{BEHIND("<take item='k' field='certificate/kind'/><take item='a' "
			"field='certificate/state'/>"),
			NULL},
		{BEHIND("<take item='a' field='signature/issued'/><take item='b' "
			"field='authentication/state'/>"),
			NULL},
		{IN_XML("<take item='a' field='signature/issued'/><rows of='c'><take item='k' "
			"field='certificate/kind'/><take item='a' field='certificate/state'/>"
			"</rows>"),
			NULL},
		{IN_XML("<take item='k' field='certificate/kind'/>\n<rows of='c'><take item='a' "
			"field='certificate/state'/></rows>"),
			"4: certificate/… is given without certificate/kind"},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void a_head_is_said_in_one_place_that_there_is(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{FRONT("<csv/><head>\n<as-of/></head>"), "4: where is \"as-of\" said?"},
		{FRONT("<csv/><head>\n<as-of item='a' file-name='true'/></head>"),
			"4: the file's name cannot say \"as-of\""},
		{FRONT("<file pattern='{date}'/><csv/><head>"
		       "<as-of item='a' file-name='true' optional='true'/></head>"),
			NULL},
		{FRONT("<csv/><head><as-of item='a' optional='true'/></head>"), NULL},
		{FRONT("<file pattern='{date}'/><csv/><head>\n"
		       "<as-of file-name='true' optional='true'/></head>"),
			"4: where is \"as-of\" said?"},
		{FRONT("<file pattern='{date}' control='b'/><csv/><head>\n"
		       "<as-of control='a' file-name='true'/></head>"),
			"4: where is \"as-of\" said?"},
		{FRONT("<csv/><head>\n<as-of item='a' control='b'/></head>"),
			"4: where is \"as-of\" said?"},
		{FRONT("<csv/><head>\n<as-of control='b'/></head>"),
			"4: \"b\" is a key of the control file, and <file> names none"},
		{FRONT("<csv/><head>\n<as-of file-name='true'/></head>"),
			"4: the file's name cannot say \"as-of\": <file> has no pattern with "
			"{date} in it"},
		{FRONT("<file pattern='a*{count}'/><csv/><head>\n<as-of file-name='true'/>"
		       "<count file-name='true'/></head>"),
			"4: the file's name cannot say \"as-of\""},
		{FRONT("<file pattern='a*{count}'/><csv/><head>\n<count file-name='true'/></head>"),
			NULL},
		{FRONT("<file pattern='a' control='a'/><csv/><head>\n<as-of control='b'/></head>"),
			NULL},
		{"<dates name='d' forms='iso'/>" FRONT(
			 "<csv/><head>\n<count item='a' dates='d'/></head>"),
			"4: dates are those of an as-of"},
		{"<dates name='d' forms='iso'/>" FRONT(
			 "<csv/><head>\n<as-of item='a' dates='d'/></head>"),
			NULL},
		{FRONT("<csv/><head>\n<as-of item='a' dates='d'/></head>"),
			"4: there are no dates \"d\""},
		{FRONT("<file pattern='{day}'/><csv/>"),
			"3: pattern \"{day}\": \"{day}\" is none of {date} {municipality} {count}"},
		{FRONT("<file pattern='a{date'/><csv/>"),
			"3: pattern \"a{date\": \"{date\" is none"},
		{FRONT("<file pattern='{date}{date}'/><csv/>"),
			"3: pattern \"{date}{date}\": {date} twice"},
		{FRONT("<file pattern='a' done='{stem}{x}'/><csv/>"),
			"3: done \"{stem}{x}\": \"{x}\" is none of"},
		{FRONT("<file pattern='{name}'/><csv/>"), "3: pattern \"{name}\""},
		{FRONT("<file pattern='a/b'/><csv/>"), "3: Element"},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void a_history_says_which_row_counts(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{FRONT("<csv/><history/>"), "3: the history does not say which row counts"},
		{FRONT("<csv/><history then-highest='b'/>"),
			"3: the history does not say which row counts"},
		{FRONT("<csv/><history until='a' then-highest='b'/>"),
			"3: then-highest goes behind a highest"},
		{"<dates name='d' forms='iso'/>" FRONT("<csv/><history highest='a' dates='d'/>"),
			"3: dates are those of from and until: there is neither"},
		{"<dates name='d' forms='iso'/>" FRONT("<csv/><history until='a' dates='d'/>"),
			NULL},
		{FRONT("<csv/><history when=\"a = '1'\"/>"), NULL},
		{FRONT("<csv/><history highest='a'/>"), NULL},
		{FRONT("<csv/><history from='a'/>"), NULL},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void paths_are_paths_and_columns_have_numbers_where_no_names(void **state)
{
	(void)state;
	static const struct refusal refusals[] = {
		{FRONT("<xml record='a//b'/>"), "3: \"a//b\" is no path of XML"},
		{FRONT("<xml record='/a'/>"), "3: \"/a\" is no path of XML"},
		{FRONT("<xml record='a/'/>"), "3: \"a/\" is no path of XML"},
		{FRONT("<xml record='x:a'/>"), "3: \"x:a\" is no path of XML"},
		{FRONT("<xml record='@a'/>"), "3: \"@a\" is no path of XML"},
		{IN_XML("<ignore item='a/@b'/><ignore item='@c'/><ignore item='d/e/f'/>"), NULL},
		{IN_XML("<ignore item='@a/b'/>"), "3: \"@a/b\" is no path of XML"},
		{IN_XML("<ignore item='@'/>"), "3: \"@\" is no path of XML"},
		{IN_XML("<ignore item='a b'/>"), "3: \"a b\" is no path of XML"},
		{IN_XML("<rows of='@c'/>"), "3: \"@c\" is no path of XML"},
		{IN_XML("<rows of='r'/>"), "3: \"r\" is a kind of row of this set already"},
		{IN_XML("<rows of='c'/><rows of='c'/>"), "3: \"c\" is a kind of row"},
		{IN_XML("<rows of='c'><take item='a' field='id'/></rows>"),
			"3: rows within a record are of the record's resident"},
		{BEHIND("<rows of='c'/>"),
			"3: rows within a record are of XML, and the set \"m\" is CSV"},
		{FRONT("<xml record='r'/><head><as-of item='a//b'/></head>"),
			"3: \"a//b\" is no path of XML"},
		{FRONT("<xml record='r'/><head><as-of item='a/@b'/></head>"), NULL},
		{FRONT("<xml record='r'/><csv/><head><as-of item='a//b'/></head>"),
			"3: \"a//b\" is no path of XML"},
		{FRONT("<xml record='r'/><history from='a//b'/>"), "3: \"a//b\" is no path of XML"},
		{FRONT("<xml record='r'/><history highest='a//b'/>"),
			"3: \"a//b\" is no path of XML"},
		{FRONT("<xml record='r'/><history when=\"a//b = '1'\"/>"),
			"3: \"a//b\" is no path of XML"},
		{FRONT("<csv/><history from='a' dates='d'/>"), "3: there are no dates \"d\""},
		{IN_XML("<say word='true' field='ward' when=\"a//b = '1'\"/>"),
			"3: \"a//b\" is no path of XML"},
		{IN_XML("<take item='a' field='kana' when=\"a//b = '1'\"/>"),
			"3: \"a//b\" is no path of XML"},
		{IN_XML("<join field='kana'><part item='a'/><part item='a//b'/></join>"),
			"3: \"a//b\" is no path of XML"},
		{IN_XML("<refuse item='a//b'/>"), "3: \"a//b\" is no path of XML"},
		{IN_XML("<rows of='c'><take item='a//b' field='kana'/></rows>"),
			"3: \"a//b\" is no path of XML"},
		{IN_XML("<rows of='c'><take item='a' field='kana'/><ignore item='a'/></rows>"),
			"3: \"a\" is ignored here and asked for in line 3"},
		{BEHIND("<ignore item='a b/c:@'/>"), NULL},
		{SIDE("<take item='a' field='id'/>"), NULL},
		{FRONT("<csv header='false'/>"), "3: \"id\" is no number of a column"},
		{FRONT("<xml record='r'/><csv header='false'/>"),
			"2: the set \"m\" may be XML, whose items have names, or CSV without any"},
		{FRONT("<csv/>") "\n<set name='s'><csv header='false'/><take item='01' "
				 "field='id'/></set>",
			"4: \"01\" is no number of a column"},
		{FRONT("<csv/>") "\n<set name='s'><csv header='false'/><take item='1000' "
				 "field='id'/></set>",
			NULL},
		{FRONT("<csv/>") "\n<set name='s'><csv header='false'/><take item='12345' "
				 "field='id'/></set>",
			"4: \"12345\" is no number of a column"},
	};
	check_refusals(refusals, COUNT(refusals));
}

static void a_kind_of_row_has_so_many_items_and_no_more(void **state)
{
	(void)state;
	struct fault why;
	char *items = arena_alloc(arena, 100000), *at = items;
	at += sprintf(at, "<set name='m' main='true'><csv/>" RESIDENTS);
	for (int i = 5; i < EXPORT_ITEMS_MAX; i++)
		at += sprintf(at, "<ignore item='i%d'/>", i);
	assert_non_null(described(arena_print(arena, "%s</set>", items), arena, &why));
	strcpy(at - strlen("<ignore item='i999'/>"),
		"<join field='kana'><part item='x'/>\n<part item='y'/></join></set>");
	assert_null(described(items, arena, &why));
	assert_string_equal(why.message, "3: more than 1000 items of one kind of row; hint: "
					 "<ignore-others/> names none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_say_how_their_files_are_found_and_built),
		cmocka_unit_test(a_head_says_where_each_part_of_it_stands),
		cmocka_unit_test(tables_are_in_order_and_found_by_name),
		cmocka_unit_test(items_come_once_with_all_that_is_said_of_them),
		cmocka_unit_test(an_item_is_optional_if_all_who_take_it_say_so),
		cmocka_unit_test(steps_and_history_know_their_items_by_number),
		cmocka_unit_test(the_digest_is_of_the_bytes_and_all_items_may_be_looked_at),
		cmocka_unit_test(one_set_gives_the_residents_and_others_find_them),
		cmocka_unit_test(what_is_named_must_be_there_and_be_of_the_field),
		cmocka_unit_test(an_item_is_of_one_mind),
		cmocka_unit_test(a_condition_can_hold),
		cmocka_unit_test(certificates_have_a_kind_or_are_both),
		cmocka_unit_test(a_head_is_said_in_one_place_that_there_is),
		cmocka_unit_test(a_history_says_which_row_counts),
		cmocka_unit_test(paths_are_paths_and_columns_have_numbers_where_no_names),
		cmocka_unit_test(a_kind_of_row_has_so_many_items_and_no_more),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
