/* The register's reading: what arrives, who is set aside, what ends it. The agreement with the
 * schema in breadth is tests/intake/test_register_schema.py. */
#include "intake/register/register.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#define ROOT(count)                                                                                \
	"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" "                        \
	"as-of=\"2026-11-21\" residents=\"" count "\">\n"
#define END        "</register>\n"
#define OPEN       "<resident id=\"0001\" household=\"77\" state=\"resident\">"
#define NAME_BORN  "<name>山田</name><born>1990-05-10</born>"
#define ONE(parts) ROOT("1") OPEN parts "</resident>" END

/* What a visitor has seen; the last resident's strings are copied. */
struct seen {
	int heads, residents, asides, progress;
	char municipality[8];
	day_number as_of;
	long announced;
	struct resident last;
	char name[1024], kana[1024], alias[1024], born[16], language[64], lines[1024],
		building[1024];
	char send_name[1024], send_lines[1024], postal[16];
	long line;
	char id[40], code[40], message[200];
	int stop_at; /* false is returned for the n-th call, 0: never */
	int calls;
	uint64_t done, total;
};

static bool go_on(struct seen *seen, struct fault *why)
{
	if (++seen->calls != seen->stop_at)
		return true;
	return fault_set(why, FAULT_BUSY, "the visitor stops");
}

static bool head(void *context, const struct register_head *said, struct fault *why)
{
	struct seen *seen = context;
	seen->heads++;
	snprintf(seen->municipality, sizeof seen->municipality, "%s", said->municipality);
	seen->as_of = said->as_of;
	seen->announced = said->residents;
	return go_on(seen, why);
}

static void copy(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text == NULL ? "(null)" : text);
}

static bool resident(void *context, const struct resident *one, struct fault *why)
{
	struct seen *seen = context;
	seen->residents++;
	seen->last = *one;
	copy(seen->id, sizeof seen->id, one->id);
	copy(seen->name, sizeof seen->name, one->name);
	copy(seen->kana, sizeof seen->kana, one->kana);
	copy(seen->alias, sizeof seen->alias, one->alias);
	copy(seen->born, sizeof seen->born, one->born.text);
	copy(seen->language, sizeof seen->language, one->language);
	copy(seen->lines, sizeof seen->lines, one->address.lines);
	copy(seen->building, sizeof seen->building, one->address.building);
	copy(seen->postal, sizeof seen->postal, one->address.postal);
	copy(seen->send_name, sizeof seen->send_name, one->send_to.name);
	copy(seen->send_lines, sizeof seen->send_lines, one->send_to.lines);
	return go_on(seen, why);
}

static bool aside(void *context, long line, const char *id, const char *code, const char *message,
	struct fault *why)
{
	struct seen *seen = context;
	seen->asides++;
	seen->line = line;
	copy(seen->id, sizeof seen->id, id);
	copy(seen->code, sizeof seen->code, code);
	copy(seen->message, sizeof seen->message, message);
	return go_on(seen, why);
}

static void progress(void *context, uint64_t done, uint64_t total)
{
	struct seen *seen = context;
	assert_true(done >= seen->done);
	seen->progress++;
	seen->done = done;
	seen->total = total;
}

/* Reads bytes as a file; *seen.stop_at may be set before. */
static bool read_bytes(const void *bytes, size_t length, struct seen *seen,
	struct register_summary *summary, struct fault *why)
{
	const struct register_visitor visitor = {.context = seen,
		.head = head,
		.resident = resident,
		.aside = aside,
		.progress = progress};
	int file = memfd_create("register", 0);
	char path[64];
	for (size_t at = 0; at < length;) {
		ssize_t wrote = write(file, (const char *)bytes + at, length - at);
		assert_true(wrote > 0);
		at += (size_t)wrote;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	bool done = register_read(path, NULL, &visitor, summary, why);
	close(file);
	return done;
}

static bool read_text(const char *text, struct seen *seen, struct fault *why)
{
	struct register_summary summary;
	memset(seen, 0, sizeof *seen);
	return read_bytes(text, strlen(text), seen, &summary, why);
}

static void everything_a_register_can_say_arrives(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	assert_true(read_text(
		"<?xml version=\"1.0\"?>\n" ROOT(
			"1") "\n<resident id=\"0001234567\" "
			     "household=\"0000765432\" state=\"moved-out\">\n"
			     "<name>葛\U000E0102城 髙子</name><kana>ｶﾂﾗｷﾞ &amp; タカコ</kana><alias use=\"true\">A&#x20BB7;</alias>"
			     "<born>1990-05-10</born><language>zh-Hans</language>"
			     "<address postal=\"4868686\"> 春日井市 </address><building></building>"
			     "<send-to postal=\"\"><name>山田</name><address>東京</address></send-to>"
			     "<leaving on=\"2026-12-20\"/><protection state=\"released\"/><ward/>"
			     "<stay status=\"special-permanent\" until=\"2027-01-20\" pending=\"1\"/>"
			     "<card kind=\"residence\" state=\"lost\" applied=\"2021-11-20\" issued=\"2021-12-01\" "
			     "expires=\"2031-05-10\"/>"
			     "<certificate kind=\"authentication\" state=\"revoked\" issued=\"2021-12-02\"/>"
			     "<certificate kind=\"signature\" state=\"suspended\" issued=\"2021-12-01\" "
			     "expires=\"2026-05-10\"/><renewal applied=\"2026-11-02\"/></resident>" END,
		&seen, &why));
	const struct resident *one = &seen.last;
	assert_int_equal(seen.heads, 1);
	assert_int_equal(seen.residents, 1);
	assert_string_equal(seen.municipality, "232068");
	assert_int_equal(seen.as_of, civil_day(2026, 11, 21));
	assert_int_equal(seen.announced, 1);
	assert_int_equal(one->line, 4);
	assert_string_equal(seen.id, "0001234567");
	assert_int_equal(one->state, RESIDENT_MOVED_OUT);
	assert_string_equal(seen.name, "葛\U000E0102城 髙子");
	assert_string_equal(seen.kana, "ｶﾂﾗｷﾞ & タカコ");
	assert_string_equal(seen.alias, "A\U00020BB7");
	assert_true(one->alias_used);
	assert_true(one->born.known);
	assert_int_equal(one->born.day, civil_day(1990, 5, 10));
	assert_int_equal(one->born.date.month, 5);
	assert_string_equal(seen.language, "zh-Hans");
	assert_true(one->has_address);
	assert_string_equal(seen.lines, "春日井市");
	assert_string_equal(seen.building, "");
	assert_string_equal(seen.postal, "4868686");
	assert_true(one->has_send_to);
	assert_string_equal(seen.send_name, "山田");
	assert_string_equal(seen.send_lines, "東京");
	assert_null(one->send_to.building);
	assert_int_equal(one->leaving, civil_day(2026, 12, 20));
	assert_int_equal(one->protection, PROTECTION_RELEASED);
	assert_true(one->ward);
	assert_true(one->stay.present);
	assert_int_equal(one->stay.status, STAY_SPECIAL_PERMANENT);
	assert_int_equal(one->stay.until, civil_day(2027, 1, 20));
	assert_true(one->stay.pending);
	assert_true(one->card.present);
	assert_int_equal(one->card.kind, CARD_RESIDENCE);
	assert_int_equal(one->card.state, CARD_LOST);
	assert_int_equal(one->card.applied, civil_day(2021, 11, 20));
	assert_int_equal(one->card.issued, civil_day(2021, 12, 1));
	assert_int_equal(one->card.expires, civil_day(2031, 5, 10));
	const struct certificate *signature = &one->certificate[CERTIFICATE_SIGNATURE];
	const struct certificate *authentication = &one->certificate[CERTIFICATE_AUTHENTICATION];
	assert_true(signature->present);
	assert_int_equal(signature->state, CERTIFICATE_SUSPENDED);
	assert_int_equal(signature->expires, civil_day(2026, 5, 10));
	assert_true(authentication->present);
	assert_int_equal(authentication->state, CERTIFICATE_REVOKED);
	assert_int_equal(authentication->issued, civil_day(2021, 12, 2));
	assert_int_equal(authentication->expires, DAY_NONE);
	assert_int_equal(one->renewal, civil_day(2026, 11, 2));
}

/* Nothing of the resident before sticks to one of whom the register says little. */
static void what_is_not_said_is_not_there(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	assert_true(read_text(
		ROOT("2") "<resident id=\"1\" household=\"1\" state=\"resident\">" NAME_BORN
			  "<address>x</address><ward/><stay status=\"student\"/>"
			  "<card kind=\"standard\" state=\"active\" issued=\"2021-12-01\"/></resident>" OPEN
				  NAME_BORN "</resident>" END,
		&seen, &why));
	const struct resident *one = &seen.last;
	assert_int_equal(seen.residents, 2);
	assert_null(one->kana);
	assert_null(one->alias);
	assert_null(one->language);
	assert_null(one->address.lines);
	assert_false(one->has_address || one->has_send_to || one->ward || one->alias_used);
	assert_false(one->stay.present || one->card.present);
	assert_false(one->certificate[0].present || one->certificate[1].present);
	assert_int_equal(one->leaving, DAY_NONE);
	assert_int_equal(one->renewal, DAY_NONE);
	assert_int_equal(one->protection, PROTECTION_NONE);
}

/* A protection without a state counts as active, a renewal without a day as of the export's. */
static void half_said_things_are_read_with_caution(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	assert_true(read_text(ONE(NAME_BORN "<leaving/><protection/><renewal/>"), &seen, &why));
	assert_int_equal(seen.last.leaving, DAY_NONE);
	assert_int_equal(seen.last.protection, PROTECTION_ACTIVE);
	assert_int_equal(seen.last.renewal, civil_day(2026, 11, 21));
}

static void impossible_birth_dates_are_kept_as_text(void **state)
{
	static const char *const dates[] = {
		"1951-02-29", "1949-00-00", "0000-00-00", "9999-99-99", "1949-13-01"};
	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		char text[512];
		struct seen seen;
		struct fault why;
		snprintf(text, sizeof text, ONE("<name>x</name><born>%s</born>"), dates[i]);
		assert_true(read_text(text, &seen, &why));
		assert_int_equal(seen.residents, 1);
		assert_false(seen.last.born.known);
		assert_string_equal(seen.born, dates[i]);
	}
}

/* Twelve digits with the check digit of an individual number, wherever they stand, refuse the file;
 * the same digits with another one do not. */
static void individual_numbers_refuse_the_file(void **state)
{
	static const char *const places[] = {
		ONE("<name>%s</name><born>1990-05-10</born>"),
		ONE("<name>x</name><kana>ｶﾅ %s</kana><born>1990-05-10</born>"),
		ONE("<name>x</name><alias>%s</alias><born>1990-05-10</born>"),
		ONE(NAME_BORN "<address>町%s番地</address>"),
		ONE(NAME_BORN "<address/><building>%s</building>"),
		ONE(NAME_BORN "<send-to><name>%s</name></send-to>"),
		ONE(NAME_BORN "<send-to><address>%s</address></send-to>"),
		ONE(NAME_BORN "<send-to><building>%s</building></send-to>"),
		ONE(NAME_BORN "<address postal=\"%s\"/>"),
		ONE(NAME_BORN "<ward>%s</ward>"),
		ROOT("1") "<resident id=\"%s\" household=\"1\" state=\"resident\">" NAME_BORN
			  "</resident>" END,
		ROOT("1") "<resident id=\"1\" household=\"%s\" state=\"resident\">" NAME_BORN
			  "</resident>" END,
	};
	static const struct {
		const char *text;
		bool refused;
	} numbers[] = {{"123456789018", true}, {"1234-5678-9018", true}, {"123456789012", false}};
	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
			char text[1024];
			struct seen seen;
			struct fault why = {0};
			snprintf(text, sizeof text, places[i], numbers[k].text);
			bool read = read_text(text, &seen, &why);
			if (read == numbers[k].refused)
				fail_msg("%s: %s", text, why.message);
			if (numbers[k].refused) {
				assert_int_equal(why.kind, FAULT_REGISTER);
				assert_non_null(strstr(why.message, "個人番号"));
				assert_null(strstr(why.message, "9018"));
			}
		}
}

/* A city whose own numbers have twelve digits: one in eleven bears the check digit by chance. */
static void ids_of_twelve_digits_are_a_citys_own(void **state)
{
	enum { RESIDENTS = 300 };
	char *text = calloc(RESIDENTS + 2, 256);
	struct seen seen;
	struct fault why = {0};
	(void)state;
	strcpy(text, ROOT("300"));
	for (int i = 0; i < RESIDENTS; i++)
		sprintf(text + strlen(text),
			"<resident id=\"%012d\" household=\"%012d\" state=\"resident\">" NAME_BORN
			"</resident>",
			400000000 + i, 500000000 + i);
	strcat(text, END);
	if (!read_text(text, &seen, &why))
		fail_msg("%s", why.message);
	free(text);
}

/* Exports pad their fields. */
static void blanks_around_a_value_are_no_part_of_it(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	assert_true(read_text(
		ROOT("1") "<resident id=\" 0001\u3000\" household=\"1 \" state=\"\u00A0resident \">"
			  "<name>\n\u3000山田\u3000太郎\u00A0 \u3000</name><kana>\t</kana>"
			  "<alias use=\" true\u3000\">\u3000\u00A0</alias><born>1990-05-10\u3000</born>"
			  "<language> pt </language><address postal=\"4868686 \">\u2003鳥居松町\u3000</address>"
			  "<building> \u3000 </building><send-to postal=\"\u3000\"><name>\u205F</name>"
			  "<address>東京\xC2\x85\u2028</address></send-to><leaving on=\"\u30002026-12-20 \"/>"
			  "</resident>" END,
		&seen, &why));
	assert_int_equal(seen.residents, 1);
	assert_string_equal(seen.id, "0001");
	assert_int_equal(seen.last.state, RESIDENT_PRESENT);
	assert_string_equal(seen.name, "山田\u3000太郎");
	assert_string_equal(seen.kana, "");
	assert_string_equal(seen.alias, "");
	assert_true(seen.last.alias_used);
	assert_string_equal(seen.born, "1990-05-10");
	assert_string_equal(seen.language, "pt");
	assert_string_equal(seen.postal, "4868686");
	assert_string_equal(seen.lines, "鳥居松町");
	assert_string_equal(seen.building, "");
	assert_string_equal(seen.send_name, "");
	assert_string_equal(seen.send_lines, "東京");
	assert_int_equal(seen.last.leaving, civil_day(2026, 12, 20));
}

/* A name that nobody padded so is no blank field: it is told with its code points. Signs of no
 * width are no blanks. */
static void a_name_of_other_blanks_is_kept(void **state)
{
	static const char *const names[] = {
		"\u00A0", "\u3000\u00A0", "\u2003 ", "\u200B", "\uFEFF山"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char text[512];
		struct seen seen;
		struct fault why;
		snprintf(
			text, sizeof text, ONE("<name>%s</name><born>1990-05-10</born>"), names[i]);
		assert_true(read_text(text, &seen, &why));
		assert_string_equal(seen.name, names[i]);
	}
}

/* One resident with one thing wrong: the code, and the field's name in the message. */
static void a_bad_resident_is_set_aside(void **state)
{
#define CARD(rest)      ONE(NAME_BORN "<card " rest "/>")
#define WHO(attributes) ROOT("1") "<resident " attributes ">" NAME_BORN "</resident>" END
	static const struct {
		const char *text, *id, *code, *message;
	} cases[] = {
		{WHO("household=\"1\" state=\"resident\""), "", "field-missing", "resident/@id is"},
		{WHO("id=\"1\" state=\"resident\""), "1", "field-missing",
			"resident/@household is"},
		{WHO("id=\"1\" household=\"1\""), "1", "field-missing", "resident/@state is"},
		{WHO("id=\"1 2\" household=\"1\" state=\"resident\""), "", "field-form",
			"resident/@id does"},
		{WHO("id=\"\" household=\"1\" state=\"resident\""), "", "field-form",
			"resident/@id does"},
		{WHO("id=\"012345678901234567890123456789012\" household=\"1\" state=\"resident\""),
			"", "field-length", "resident/@id is longer"},
		{WHO("id=\"1\" household=\"1\" state=\"dead\""), "1", "field-word",
			"resident/@state is none"},
		{ONE("<born>1990-05-10</born>"), "0001", "field-missing", "name is"},
		{ONE("<name>x</name>"), "0001", "field-missing", "born is"},
		{ONE("<name> \n　</name><born>1990-05-10</born>"), "0001", "field-blank",
			"name is"},
		{ONE("<name>x</name><born>1990-5-10</born>"), "0001", "field-form", "born does"},
		{ONE("<name>x</name><name>x</name><born>1990-05-10</born>"), "0001",
			"field-repeated", "name comes"},
		{ONE("<born>1990-05-10</born><name>x</name>"), "0001", "field-order", "name comes"},
		{ONE(NAME_BORN "<language>日本語</language>"), "0001", "field-form",
			"language does"},
		{ONE(NAME_BORN "<address postal=\"486-8686\">x</address>"), "0001", "field-form",
			"address/@postal does"},
		{ONE(NAME_BORN "<send-to><address>x</address><name>x</name></send-to>"), "0001",
			"field-order", "name comes"},
		{ONE(NAME_BORN "<send-to><name>x</name><name>x</name></send-to>"), "0001",
			"field-repeated", "name comes"},
		{ONE(NAME_BORN "<stay until=\"2027-01-20\"/>"), "0001", "field-missing",
			"stay/@status is"},
		{ONE(NAME_BORN "<stay status=\"engineer\" pending=\"no\"/>"), "0001", "field-form",
			"stay/@pending does"},
		{CARD("state=\"active\" issued=\"2021-12-01\""), "0001", "field-missing",
			"card/@kind is"},
		{CARD("kind=\"standard\" issued=\"2021-12-01\""), "0001", "field-missing",
			"card/@state is"},
		{CARD("kind=\"standard\" state=\"active\""), "0001", "field-missing",
			"card/@issued is"},
		{CARD("kind=\"standard\" state=\"active\" issued=\"2021-02-29\""), "0001",
			"field-date", "card/@issued is not a day"},
		{CARD("kind=\"standard\" state=\"active\" issued=\"\""), "0001", "field-date",
			"card/@issued is not a day"},
		{ONE(NAME_BORN
			 "<certificate kind=\"signature\" state=\"valid\" issued=\"2021-12-01\"/>"
			 "<certificate kind=\"signature\" state=\"valid\" issued=\"2021-12-01\"/>"),
			"0001", "certificate-twice", "certificate comes twice"},
		{ONE(NAME_BORN "stray"), "0001", "text-misplaced", "resident has text"},
		{ONE(NAME_BORN "<ward>yes</ward>"), "0001", "text-misplaced", "ward has text"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct seen seen;
		struct fault why = {0};
		if (!read_text(cases[i].text, &seen, &why))
			fail_msg("case %zu: %s", i, why.message);
		assert_int_equal(seen.residents, 0);
		assert_int_equal(seen.asides, 1);
		assert_string_equal(seen.code, cases[i].code);
		assert_string_equal(seen.id, cases[i].id);
		if (strncmp(seen.message, cases[i].message, strlen(cases[i].message)) != 0)
			fail_msg("case %zu: %s", i, seen.message);
	}
}

/* The first, the third and the last of five are good; line and id tell the others. */
static void a_bad_resident_costs_nobody_else_anything(void **state)
{
	(void)state;
	char text[4096];
	size_t used = (size_t)snprintf(text, sizeof text, ROOT("5"));
	for (int i = 1; i <= 5; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
			"<resident id=\"%d\" household=\"1\" state=\"%s\">\n" NAME_BORN
			"</resident>\n",
			i, i % 2 == 1 ? "resident" : "?");
	snprintf(text + used, sizeof text - used, END);
	struct seen seen = {0};
	struct register_summary summary;
	struct fault why;
	assert_true(read_bytes(text, strlen(text), &seen, &summary, &why));
	assert_int_equal(summary.read, 5);
	assert_int_equal(summary.aside, 2);
	assert_int_equal(seen.residents, 3);
	assert_int_equal(seen.line, 8);
	assert_int_equal(seen.last.line, 10);
}

/* Texts of exactly the longest length in code points (selectors count) and of one more, and far
 * more than the form has room for. */
static void lengths_are_bounded(void **state)
{
	static const struct {
		const char *before, *piece, *after;
		int count;
		bool good;
	} cases[] = {
		{"<name>", "葛", "</name><born>1990-05-10</born>", 200, true},
		{"<name>", "葛", "</name><born>1990-05-10</born>", 201, false},
		{"<name>", "葛\U000E0102", "</name><born>1990-05-10</born>", 100, true},
		{"<name>", "葛\U000E0102", "</name><born>1990-05-10</born>", 101, false},
		{"<name>", "a", "</name><born>1990-05-10</born>", 100000, false},
		{"<name>", "&amp;", "</name><born>1990-05-10</born>", 200, true},
		{NAME_BORN "<address>", "𠮷", "</address>", 300, true},
		{NAME_BORN "<address>", "𠮷", "</address>", 301, false},
		{NAME_BORN "<address postal=\"", "1", "\"/>", 70000, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t room = 1024 + (size_t)cases[i].count * strlen(cases[i].piece);
		char *text = calloc(1, room);
		size_t used = (size_t)snprintf(text, room, ROOT("1") OPEN "%s", cases[i].before);
		for (int j = 0; j < cases[i].count; j++)
			used += (size_t)snprintf(text + used, room - used, "%s", cases[i].piece);
		snprintf(text + used, room - used, "%s</resident>" END, cases[i].after);
		struct seen seen;
		struct fault why;
		assert_true(read_text(text, &seen, &why));
		assert_int_equal(seen.residents, cases[i].good);
		assert_int_equal(seen.asides, !cases[i].good);
		free(text);
	}
}

/* Each ends the reading, with the file's name, the line, and a word that says why. */
static void a_bad_file_is_refused(void **state)
{
	static const struct {
		const char *text, *line, *words;
	} cases[] = {
		{"", ":", "no XML"},
		{"kigen", ":1: ", "no XML"},
		{"<!DOCTYPE register>" ONE(NAME_BORN), ":1: ", "DOCTYPE"},
		{"<!DOCTYPE register [<!ENTITY a \"b\">]>" ONE("<name>&a;</name>"),
			":1: ", "DOCTYPE"},
		{"<!DOCTYPE register SYSTEM \"file:///etc/passwd\">" ONE(NAME_BORN),
			":1: ", "DOCTYPE"},
		{ONE("<name>&nbsp;</name>"), ":2: ", "entity"},
		{ROOT("1") OPEN NAME_BORN, ":2: ", ""},
		{ROOT("1") OPEN NAME_BORN "</resident></regis", ":2: ", ""},
		{ROOT("1") OPEN NAME_BORN "</resident>\n", ":3: ", ""},
		{ONE(NAME_BORN) "x", ":3: ", "behind its end"},
		{ONE(NAME_BORN) ONE(NAME_BORN), ":3: ", "behind its end"},
		{ROOT("2") OPEN NAME_BORN "</resident>" END, ":",
			"1 residents, but the root announces 2"},
		{ROOT("0") OPEN NAME_BORN "</resident>" END, ":2: ", "more residents than the 0"},
		{ROOT("2") OPEN NAME_BORN "</resident>\n" OPEN NAME_BORN "</resident>" END,
			":3: ", "resident 0001 comes a second time"},
		{ROOT("2") OPEN NAME_BORN "</resident>\n" OPEN "</resident>" END,
			":3: ", "resident 0001 comes a second time"},
		{ONE(NAME_BORN "<individual-number>123456789018</individual-number>"),
			":2: ", "an individual-number (個人番号)"},
		{ONE("<name>x<individual-number/></name>"), ":2: ", "個人番号"},
		{ONE(NAME_BORN "<card individual-number=\"1\"/>"), ":2: ", "個人番号"},
		{ROOT("1") "<individual-number/>" END, ":2: ", "個人番号"},
		{ONE(NAME_BORN "<q:individual-number xmlns:q=\"urn:q\"/>"), ":2: ", "個人番号"},
		{ONE(NAME_BORN "<my-number>1</my-number>"), ":2: ", "\"my-number\""},
		{ONE(NAME_BORN "<card until=\"2026-11-21\"/>"), ":2: ", "\"until\""},
		{ONE(NAME_BORN "<ward xmlns=\"urn:other\"/>"), ":2: ", "\"ward\""},
		{ONE(NAME_BORN "<ward xmlns:q=\"urn:q\" q:state=\"1\"/>"), ":2: ", "\"state\""},
		{ONE(NAME_BORN "<q:ward/>"), ":2: ", "not well-formed"},
		{ONE("<name><kana/></name>"), ":2: ", "\"kana\""},
		{ONE("<send-to><send-to><send-to/></send-to></send-to>"), ":2: ", "\"send-to\""},
		{ROOT("1") "text" OPEN NAME_BORN "</resident>" END, ":2: ", "text between"},
		{"<resident xmlns=\"urn:kigen:register:1\"/>", ":1: ", "\"resident\""},
		{"<register/>", ":1: ", "\"register\""},
		{"<register xmlns=\"urn:kigen:register:2\"/>", ":1: ", "\"register\""},
		{"<register xmlns=\"urn:kigen:register:1\" as-of=\"2026-11-21\" residents=\"0\"/>",
			":1: ", "@municipality is missing"},
		{"<register xmlns=\"urn:kigen:register:1\" municipality=\"23206\" as-of=\"2026-11-21\" "
		 "residents=\"0\"/>",
			":1: ", "@municipality does not have"},
		{"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" as-of=\"2026-11-31\" "
		 "residents=\"0\"/>",
			":1: ", "@as-of is not a day"},
		{"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" as-of=\"2026-11-21\" "
		 "residents=\"-1\"/>",
			":1: ", "@residents does not have"},
		{"<?xml version=\"1.0\" encoding=\"EUC-JP\"?>" ROOT("0") END,
			":1: ", "encoding is none of"},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ROOT("0") END,
			":1: ", "encoding is none of"},
		{"<?xml version=\"1.0\" encoding=\"NONE\"?>" ROOT("0") END, ":1: ", "encoding"},
		{ONE("<name>\xE9</name>"), ":2: ", "encoding"},
		{ONE("<name>\xED\xA0\x80</name>"), ":2: ", "encoding"},
		{ONE("<name>\x01</name>"), ":2: ", "encoding"},
		{"<?xml version=\"1.0\" encoding=\"CP932\"?>\n" ONE("<name>\x81</name>"), ":",
			"encoding"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct seen seen;
		struct fault why = {0};
		if (read_text(cases[i].text, &seen, &why))
			fail_msg("case %zu was read", i);
		assert_int_equal(why.kind, FAULT_REGISTER);
		if (strncmp(why.message, "/proc/self/fd/", 14) != 0 ||
			strstr(why.message, cases[i].line) == NULL ||
			strstr(why.message, cases[i].words) == NULL)
			fail_msg("case %zu: %s", i, why.message);
		assert_null(strstr(why.message, "山田"));
		assert_null(strstr(why.message, "123456789018"));
	}
}

/* libxml2 takes a NUL behind the root for the end, and half a character for nothing. */
static void what_the_parser_leaves_unread_is_found(void **state)
{
	static const struct {
		const char *text;
		size_t extra; /* bytes behind the string, its NUL the first */
	} cases[] = {
		{ONE(NAME_BORN) "\0<register/>", 12},
		{ONE(NAME_BORN) "\0", 1},
		{"<?xml version=\"1.0\" encoding=\"CP932\"?>" ROOT("0") END "\x81", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct seen seen = {0};
		struct register_summary summary;
		struct fault why;
		assert_false(read_bytes(cases[i].text, strlen(cases[i].text) + cases[i].extra,
			&seen, &summary, &why));
		assert_int_equal(why.kind, FAULT_REGISTER);
	}
}

/* Large enough for many reads, so that characters are cut in two between them. */
static char *large_register(const char *encoding, const char *name, int count, size_t *length)
{
	size_t room = 1024 + (size_t)count * (strlen(name) + 160);
	char *text = malloc(room);
	size_t used = (size_t)snprintf(text, room,
		"<?xml version=\"1.0\" encoding=\"%s\"?>\n"
		"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" "
		"as-of=\"2026-11-21\" residents=\"%d\">\n",
		encoding, count);
	for (int i = 0; i < count; i++)
		used += (size_t)snprintf(text + used, room - used,
			"<resident id=\"%d\" household=\"1\" state=\"resident\"><name>%s</name>"
			"<born>1990-05-10</born></resident>\n",
			i, name);
	used += (size_t)snprintf(text + used, room - used, END);
	*length = used;
	return text;
}

static void encodings_bring_the_same_names(void **state)
{
	static const struct {
		const char *said, *written, *name;
	} cases[] = {
		{"UTF-8", "UTF-8", "葛\U000E0102城 𠮷﨑 ①髙～ﾔﾏﾀﾞ"},
		{"UTF-16", "UTF-16", "葛\U000E0102城 𠮷﨑 ①髙～ﾔﾏﾀﾞ"},
		{"CP932", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
		{"Windows-31J", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
		{"Shift_JIS", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
		{"shift_jis", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
		{"SJIS", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
		{"x-sjis", "CP932", "﨑 ①髙～ﾔﾏﾀﾞ表ソ\uE000"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t length;
		char *text = large_register(cases[i].said, cases[i].name, 500, &length);
		size_t room = 2 * length + 16;
		char *bytes = malloc(room), *in = text, *out = bytes;
		iconv_t converter = iconv_open(cases[i].written, "UTF-8");
		size_t rest = length, free_room = room;
		assert_int_equal(iconv(converter, &in, &rest, &out, &free_room), 0);
		iconv_close(converter);
		struct seen seen = {0};
		struct register_summary summary;
		struct fault why;
		if (!read_bytes(bytes, room - free_room, &seen, &summary, &why))
			fail_msg("%s: %s", cases[i].said, why.message);
		assert_int_equal(seen.residents, 500);
		assert_string_equal(seen.name, cases[i].name);
		free(bytes);
		free(text);
	}
}

static void a_gzip_file_is_read_by_its_content(void **state)
{
	(void)state;
	size_t length;
	char *text = large_register("UTF-8", "山田 花子", 2000, &length);
	z_stream stream = {0};
	deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	unsigned char *gzip = malloc(length);
	stream.next_in = (Bytef *)text;
	stream.avail_in = (uInt)length;
	stream.next_out = gzip;
	stream.avail_out = (uInt)length;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	size_t packed = length - stream.avail_out;
	deflateEnd(&stream);
	struct seen seen = {0};
	struct register_summary summary;
	struct fault why;
	assert_true(read_bytes(gzip, packed, &seen, &summary, &why));
	assert_int_equal(seen.residents, 2000);
	seen = (struct seen){0};
	assert_false(read_bytes(gzip, packed - 9, &seen, &summary, &why));
	assert_int_equal(why.kind, FAULT_REGISTER);
	free(gzip);
	free(text);
}

/* Whichever call says no: reading ends there, with the visitor's own fault. */
static void the_visitor_may_end_it(void **state)
{
	static const char text[] = ROOT("3") OPEN NAME_BORN
		"</resident>"
		"<resident id=\"2\" household=\"1\" state=\"?\">" NAME_BORN "</resident>"
		"<resident id=\"3\" household=\"1\" state=\"resident\">" NAME_BORN
		"</resident>" END;
	(void)state;
	for (int call = 1; call <= 4; call++) {
		struct seen seen = {.stop_at = call};
		struct register_summary summary = {.read = -1};
		struct fault why;
		assert_false(read_bytes(text, strlen(text), &seen, &summary, &why));
		assert_int_equal(seen.calls, call);
		assert_int_equal(why.kind, FAULT_BUSY);
		assert_int_equal(summary.read, -1); /* untouched */
	}
}

static void the_sum_is_of_the_file_and_progress_reaches_its_end(void **state)
{
	(void)state;
	size_t length;
	char *text = large_register("UTF-8", "山田 花子", 30000, &length);
	struct seen seen = {0};
	struct register_summary summary;
	struct fault why;
	assert_true(read_bytes(text, length, &seen, &summary, &why));
	assert_int_equal(summary.read, 30000);
	assert_true(seen.progress >= (int)(length >> 20));
	assert_int_equal(seen.done, length);
	assert_int_equal(seen.total, length);
	struct register_summary again;
	text[length - 1] = ' '; /* the last line's end */
	assert_true(read_bytes(text, length, &(struct seen){0}, &again, &why));
	assert_string_not_equal(summary.digest, again.digest);
	assert_int_equal(strlen(summary.digest), 64);
	free(text);
	seen = (struct seen){0};
	/* Of an empty register, written out by sha256sum. */
	static const char empty[] = ROOT("0") "</register>";
	assert_true(read_bytes(empty, strlen(empty), &seen, &summary, &why));
	assert_string_equal(
		summary.digest, "b1817eecfaf26c2c62b83653969d1574109af62ebead09c121796c35674bb84c");
}

static void a_missing_file_is_an_input_fault(void **state)
{
	(void)state;
	struct seen seen = {0};
	const struct register_visitor visitor = {
		.context = &seen, .head = head, .resident = resident, .aside = aside};
	struct register_summary summary;
	struct fault why;
	assert_false(register_read("/nowhere/register.xml", NULL, &visitor, &summary, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_a_register_can_say_arrives),
		cmocka_unit_test(what_is_not_said_is_not_there),
		cmocka_unit_test(half_said_things_are_read_with_caution),
		cmocka_unit_test(impossible_birth_dates_are_kept_as_text),
		cmocka_unit_test(individual_numbers_refuse_the_file),
		cmocka_unit_test(ids_of_twelve_digits_are_a_citys_own),
		cmocka_unit_test(blanks_around_a_value_are_no_part_of_it),
		cmocka_unit_test(a_name_of_other_blanks_is_kept),
		cmocka_unit_test(a_bad_resident_is_set_aside),
		cmocka_unit_test(a_bad_resident_costs_nobody_else_anything),
		cmocka_unit_test(lengths_are_bounded),
		cmocka_unit_test(a_bad_file_is_refused),
		cmocka_unit_test(what_the_parser_leaves_unread_is_found),
		cmocka_unit_test(encodings_bring_the_same_names),
		cmocka_unit_test(a_gzip_file_is_read_by_its_content),
		cmocka_unit_test(the_visitor_may_end_it),
		cmocka_unit_test(the_sum_is_of_the_file_and_progress_reaches_its_end),
		cmocka_unit_test(a_missing_file_is_an_input_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
