/* XML as cities' systems write it: items at any depth, rows within records, and what is none. */
#include "intake/export/xml_rows.h"

#include "reading.h"

struct xml_case {
	const char *sentence, *text, *expected;
};

static void expect_cases(
	const struct wanted_set *wanted, const struct xml_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_text(cases[i].sentence, wanted, cases[i].text, cases[i].expected);
}

static const struct wanted_set plain = {
	.xml = true, .record = "住民", .items = "番号 氏名 ?在留/満了日 ?@区分"};

static void items_are_found_however_they_are_nested(void **state)
{
#define SAID "head   -1\n0@1|1|山田　太郎|-|-\n"
	static const struct xml_case cases[] = {
		{"flat", "<全><住民><番号>1</番号><氏名>山田　太郎</氏名></住民></全>", SAID},
		{"in another order, with blanks around",
			"<全><住民><氏名> 　山田　太郎\t</氏名> <番号>1 </番号> </住民></全>",
			SAID},
		{"records deeper, items deeper",
			"<全><部><住民><基本><番号>1</番号><氏名>山田　太郎</氏名></基本></住民></部></全>",
			SAID},
		{"as attributes", "<全><住民 番号='1' 氏名='山田　太郎'/></全>", SAID},
		{"one as an attribute, one as an element",
			"<全><住民 番号='1'><氏名>山田　太郎</氏名></住民></全>", SAID},
		{"entities, CDATA and comments are one text",
			"<全><住民><番号>&#49;</番号><氏名>山<![CDATA[田　]]><!-- --><?p?>太郎</氏名>"
			"</住民></全>",
			SAID},
		{"with prefixes of some namespace",
			"<a:全 xmlns:a='urn:a'><a:住民><a:番号>1</a:番号><a:氏名>山田　太郎</a:氏名>"
			"</a:住民></a:全>",
			SAID},
		{"attributes of schemas and of XML are none",
			"<全 xmlns:i='http://www.w3.org/2001/XMLSchema-instance' "
			"i:schemaLocation='a b'><住民 i:type='x' xml:lang='ja'><番号 "
			"i:nil='false'>1</番号><氏名>山田　太郎</氏名></住民></全>",
			SAID},
		{"of two that fit the longer counts: the other 満了日 is nobody's",
			"<全><住民><番号>1</番号><氏名>A</氏名><在留><満了日>2</満了日></在留></住民></全>",
			"head   -1\n0@1|1|A|2|-\n"},
		{"an attribute at the record or below it",
			"<全><住民 区分='x'><番号>1</番号><氏名>A</氏名></住民>\n"
			"<住民><番号 区分='y'>2</番号><氏名/></住民></全>",
			"head   -1\n0@1|1|A|-|x\n0@2|2||-|y\n"},
		{"an item twice in a row: the first stays, and it is said",
			"<全><住民><番号>1</番号><氏名>A</氏名><番号>2</番号></住民></全>",
			"head   -1\n0@1|1|A|-|-!番号\n"},
		{"the record is the root", "<住民><番号>1</番号><氏名>A</氏名></住民>",
			"head   -1\n0@1|1|A|-|-\n"},
		{"no record at all", "<全><other/></全>", "head   -1\n"},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
}

static void what_nobody_named_refuses_the_file(void **state)
{
	static const struct xml_case cases[] = {
		{"an element", "<全><住民><番号>1</番号><氏名>A</氏名>\n<色>x</色></住民></全>",
			"1: set people: the item \"色\" is not in the export description"},
		{"an empty one", "<全><住民><番号>1</番号><氏名>A</氏名><色/></住民></全>",
			"1: set people: the item \"色\" is not"},
		{"deeper", "<全><住民><番号>1</番号><在留><色>x</色></在留></住民></全>",
			"1: set people: the item \"在留/色\" is not"},
		{"an attribute", "<全><住民><番号 色='x'>1</番号></住民></全>",
			"1: set people: the item \"番号/@色\" is not"},
		{"text of an element that holds others",
			"<全><住民><番号>1</番号><在留>x<満了日/></在留></住民></全>",
			"1: set people: the item \"在留\" is not"},
		{"text of the record", "<全><住民><番号>1</番号>x</住民></全>",
			"1: set people: the item \"住民\" is not"},
		{"an item that holds others beside text",
			"<全><住民><番号>1</番号><氏名>山<外字 記号='9'/>田</氏名></住民></全>",
			"1: set people: the item \"氏名/外字/@記号\" is not"},
		{"one that stands in no row", "<全><住民><番号>1</番号><名前>A</名前></住民></全>",
			"1: set people: the item \"名前\" is not"},
		{"a record within a record",
			"<全><住民><番号>1</番号><世帯><住民/></世帯></住民></全>",
			"1: set people: a row of \"住民\" within another one"},
		{"a DOCTYPE", "<!DOCTYPE 全><全/>", "1: set people: a DOCTYPE is not allowed"},
		{"cut", "<全><住民><番号>1</番号><氏名>A</氏名></住民>", "1: set people: "},
		{"CSV", "番号,氏名\n", "1: set people: the file is no XML"},
		{"nothing", "", "1: set people: no XML at all"},
	};
	static const struct wanted_set open = {.xml = true,
		.record = "住民",
		.items = "番号 氏名 !個人番号 ~顔写真",
		.ignore_others = true};
	static const struct xml_case open_cases[] = {
		{"others are passed over, also text beside elements",
			"<全><住民 x='1'>y<番号>1</番号><氏名>A</氏名><色>x</色><在留>z<a/></在留></住民></全>",
			"head   -1\n0@1|1|A|-|-\n"},
		{"but not where an item is taken",
			"<全><住民><番号>1</番号><氏名>山<外字/>田</氏名></住民></全>",
			"1: set people: in \"氏名\" there is text beside elements"},
		{"a taken item that holds nothing but others did not come",
			"<全><住民><番号>1</番号><氏名><姓>A</姓></氏名></住民></全>",
			"1: set people: the item \"氏名\" stands in no row"},
		{"one that must not be there, though it is empty",
			"<全><住民><番号>1</番号><氏名>A</氏名><個人番号/></住民></全>",
			"1: set people: the item \"個人番号\" must not be in the export"},
		{"or holds others",
			"<全><住民><番号>1</番号><氏名>A</氏名><個人番号><x/></個人番号></住民></全>",
			"1: set people: the item \"個人番号\" must not be in the export"},
		{"or stands outside of the records", "<全><頭><個人番号/></頭></全>",
			"1: set people: the item \"個人番号\" must not be in the export"},
	};
	(void)state;
	expect_cases(&plain, cases, COUNT(cases));
	expect_cases(&open, open_cases, COUNT(open_cases));
}

static void rows_within_a_record_come_before_it(void **state)
{
	static const struct wanted_set nested = {.xml = true,
		.record = "住民",
		.items = "番号",
		.nested = {"証明書", "電話"},
		.nested_items = {"@種別 ?期限", "?電話"}};
	static const struct xml_case cases[] = {
		{"in their order",
			"<全><住民>\n<証明書 種別='1'>\n<期限>x</期限></証明書><番号>7</番号>"
			"<電話>05</電話><証明書 種別='2'/></住民></全>",
			"head   -1\n1@2|1|x\n2@3|05\n1@3|2|-\n0@1|7\n"},
		{"deeper, and within each other",
			"<全><住民><群><証明書 種別='1'><電話>05</電話></証明書></群><番号>7</番号></住民></全>",
			"head   -1\n2@1|05\n1@1|1|-\n0@1|7\n"},
		{"an item of the record is none of theirs",
			"<全><住民><証明書 種別='1'><番号>7</番号></証明書></住民></全>",
			"1: set people: the item \"番号\" is not in the export description"},
		{"one within itself",
			"<全><住民><証明書 種別='1'><証明書 種別='2'/></証明書></住民></全>",
			"1: set people: a row of \"証明書\" within another one"},
		{"none of them in the whole file", "<全><住民><番号>7</番号></住民></全>",
			"1: set people: the item \"@種別\" stands in no row"},
		{"outside of a record they are nothing",
			"<全><証明書/><住民><証明書 種別='1'/><番号>7</番号></住民></全>",
			"head   -1\n1@1|1|-\n0@1|7\n"},
	};
	(void)state;
	expect_cases(&nested, cases, COUNT(cases));
}

static void the_head_stands_outside_of_the_records(void **state)
{
	static const struct wanted_set said = {.xml = true,
		.record = "住民",
		.items = "番号",
		.head = {"@市", "頭/基準日", "件数"}};
	static const struct xml_case cases[] = {
		{"before them",
			"<全 市='23206'><頭><基準日> 20261123</基準日><件数>1</件数></頭><住民><番号>1</番号></住民></全>",
			"head 232068 2026-11-23 1\n0@1|1\n"},
		{"partly behind them",
			"<全 市='232068'><頭><基準日>2026-11-23</基準日></頭><住民><番号>1</番号></住民><尾><件数>1</件数></尾></全>",
			"head 232068 2026-11-23 -1\n0@1|1\n"},
		{"behind them another number",
			"<全 市='232068'><頭><基準日>2026-11-23</基準日></頭><住民><番号>1</番号></住民>\n<件数>2</件数></全>",
			"2: set people: the file has 1 rows, and is said to have 2"},
		{"two that differ",
			"<全 市='232068'><頭><基準日>2026-11-23</基準日><件数>1</件数></頭><住民><番号>1</番号></住民>\n<件数>2</件数></全>",
			"2: set people: the count (item \"件数\") is another one"},
		{"within a record it is not the head's",
			"<全 市='232068'><頭><基準日>2026-11-23</基準日></頭><住民><番号>1</番号><件数>1</件数></住民></全>",
			"1: set people: the item \"件数\" is not in the export description"},
		{"one is renamed",
			"<全 市='232068'><頭><日>2026-11-23</日><件数>1</件数></頭><住民><番号>1</番号></住民></全>",
			"1: set people: the file does not say its as-of"},
		{"no records",
			"<全 市='232068'><頭><基準日>2026-11-23</基準日><件数>0</件数></頭></全>",
			"head 232068 2026-11-23 0\n"},
	};
	static const struct wanted_set of_urn = {
		.xml = true, .record = "r", .items = "a", .namespace = "urn:a"};
	static const struct xml_case urn_cases[] = {
		{"the namespace that is said", "<x xmlns='urn:a'><r><a>1</a></r></x>",
			"head   -1\n0@1|1\n"},
		{"another", "<x xmlns='urn:b'><r><a>1</a></r></x>",
			"1: set people: the root is not of the namespace \"urn:a\""},
		{"none", "<x><r><a>1</a></r></x>",
			"1: set people: the root is not of the namespace"},
	};
	(void)state;
	expect_cases(&said, cases, COUNT(cases));
	expect_cases(&of_urn, urn_cases, COUNT(urn_cases));
}

static void individual_numbers_are_found_where_they_are_looked_for(void **state)
{
	static const struct wanted_set all = {.xml = true,
		.record = "r",
		.items = "a ~b",
		.ignore_others = true,
		.all_items = true};
	static const struct xml_case cases[] = {
		{"in an ignored element", "<x><r><a>1</a><b> 123456789018</b></r></x>",
			"1: set people: an individual number"},
		{"in an attribute that nobody named", "<x><r><a c='123456789018'>1</a></r></x>",
			"1: set people: an individual number"},
		{"outside of records nobody looks", "<x id='123456789018'><r><a>1</a></r></x>",
			"head   -1\n0@1|1|-\n"},
	};
	(void)state;
	expect_cases(&all, cases, COUNT(cases));
}

static void a_set_that_may_be_both_is_what_it_begins_with(void **state)
{
	static const struct wanted_set both = {
		.xml = true, .csv = true, .record = "r", .items = "a"};
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&both, arena);
	static const char little[] = "<\0x\0>\0<\0r\0>\0<\0a\0/\0>\0<\0/\0r\0>\0<\0/\0x\0>\0";
	static const char marked[] =
		"\xFE\xFF\0<\0x\0>\0<\0r\0>\0<\0a\0/\0>\0<\0/\0r\0>\0<\0/\0x\0>";
	(void)state;
	assert_string_equal(read_text(&reading, "a\n<1>\n"), "head   -1\n0@2|<1>\n");
	assert_string_equal(read_text(&reading, "<x><r><a>1</a></r></x>"), "head   -1\n0@1|1\n");
	assert_string_equal(
		read_text(&reading, "\xEF\xBB\xBF<x><r><a>1</a></r></x>"), "head   -1\n0@1|1\n");
	assert_string_equal(
		read_bytes(&reading, marked, sizeof marked - 1, NULL), "head   -1\n0@1|\n");
	/* Without a mark or a declaration no XML parser knows it: refused, not taken for CSV. */
	assert_memory_equal(
		read_bytes(&reading, little, sizeof little - 1, NULL) + 1, ": set people: ", 14);
	arena_close(arena);
}

/* Pictures and the like are cut where nobody takes them; a record is never kept whole. */
static void long_values_are_cut_or_refused(void **state)
{
	static const struct wanted_set picture = {.xml = true,
		.record = "r",
		.items = "a ~b",
		.nested = {"n"},
		.nested_items = {"?n"},
		.ignore_others = true};
	struct arena *arena = arena_open();
	struct reading reading = reading_of(&picture, arena);
	enum { LONG = 2 * 1024 * 1024 };
	char *text = arena_alloc(arena, LONG + 100);
	(void)state;
	memset(text, 'y', LONG);
	memcpy(text, "<x><r><a>1</a><n/><b>", 21);
	memcpy(text + LONG, "</b></r></x>", 13);
	const char *said = read_text(&reading, text);
	assert_memory_equal(said, "head   -1\n1@1|\n0@1|1|yyy", 24);
	assert_int_equal(strlen(said), 21 + 65536 + 1);
	memcpy(text, "<x><r><a>11111<n/><b>", 21);
	assert_memory_equal(read_text(&reading, text), "1: set people: ", 15);
	memcpy(text, "<x><r><c>1</c><n/><a>", 21);
	memcpy(text + LONG, "</a></r></x>", 13);
	assert_memory_equal(read_text(&reading, text),
		"1: set people: the item \"a\" has a value longer than 64 KiB", 58);
	/* Half a million rows in one record. */
	size_t at = (size_t)sprintf(text, "<x><r><a>1</a>");
	for (size_t i = 0; i < LONG / 8; i++)
		at += (size_t)sprintf(text + at, "<n/>");
	sprintf(text + at, "</r></x>");
	said = read_text(&reading, text);
	assert_memory_equal(said, "head   -1\n1@1|\n1@1|\n", 20);
	assert_int_equal(strlen(said), 10 + LONG / 8 * 5 + 8);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_are_found_however_they_are_nested),
		cmocka_unit_test(what_nobody_named_refuses_the_file),
		cmocka_unit_test(rows_within_a_record_come_before_it),
		cmocka_unit_test(the_head_stands_outside_of_the_records),
		cmocka_unit_test(individual_numbers_are_found_where_they_are_looked_for),
		cmocka_unit_test(a_set_that_may_be_both_is_what_it_begins_with),
		cmocka_unit_test(long_values_are_cut_or_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
