/* The register and a cards file beside it: who gets which documents, who is set aside, what ends
 * the reading. The cards file's agreement with its schema is in test_register_schema.py. */
#include "base/digest.h"
#include "intake/export/exports.h"
#include "intake/register/cards.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#define REGISTER(count, people)                                                                    \
	"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" as-of=\"2026-11-21\" "   \
	"residents=\"" count "\">\n" people "</register>"
#define PERSON(id, papers)                                                                         \
	"<resident id=\"" id "\" household=\"77\" state=\"resident\"><name>山田</name>"          \
	"<born>1990-05-10</born>" papers "</resident>\n"
#define CARDS_OF(city, day, count, holders)                                                        \
	"<cards xmlns=\"urn:kigen:cards:1\" municipality=\"" city "\" as-of=\"" day                \
	"\" holders=\"" count "\">\n" holders "</cards>"
#define CARDS(count, holders) CARDS_OF("232068", "2026-11-21", count, holders)
#define HOLDER(id, papers)    "<holder id=\"" id "\">" papers "</holder>\n"
#define CARD(expires)                                                                              \
	"<card kind=\"standard\" state=\"active\" issued=\"2021-12-01\" expires=\"" expires "\"/>"
#define BAD_CARD   CARD("2027-02-30")
#define SIGNATURE  "<certificate kind=\"signature\" state=\"valid\" issued=\"2021-12-01\"/>"
#define THREE      REGISTER("3", PERSON("1", "") PERSON("2", "") PERSON("3", ""))
#define HEAD_LINES 1

enum { SEEN_MAX = 16 };

struct seen {
	int residents, asides, holders;
	struct resident resident[SEEN_MAX];
	char ids[SEEN_MAX][40];
	struct {
		long line;
		char id[40], code[40], message[200];
		bool aside;
	} aside[SEEN_MAX], holder[SEEN_MAX];
	uint64_t done, total;
	bool backwards;
	const char *stop_at; /* this holder ends the reading */
};

static bool head(void *context, const struct register_head *said, struct fault *why)
{
	(void)context, (void)said, (void)why;
	return true;
}

static bool resident(void *context, const struct resident *one, struct fault *why)
{
	struct seen *seen = context;
	(void)why;
	assert_in_range(seen->residents, 0, SEEN_MAX - 1);
	seen->resident[seen->residents] = *one;
	snprintf(seen->ids[seen->residents++], 40, "%s", one->id);
	return true;
}

static bool aside(void *context, long line, const char *id, const char *code, const char *message,
	struct fault *why)
{
	struct seen *seen = context;
	(void)why;
	assert_in_range(seen->asides, 0, SEEN_MAX - 1);
	int at = seen->asides++;
	seen->aside[at].line = line;
	snprintf(seen->aside[at].id, 40, "%s", id);
	snprintf(seen->aside[at].code, 40, "%s", code);
	snprintf(seen->aside[at].message, 200, "%s", message);
	return true;
}

static bool side(void *context, const struct side_record *record, const char *code,
	const char *message, bool with_resident, struct fault *why)
{
	struct seen *seen = context;
	assert_in_range(seen->holders, 0, SEEN_MAX - 1);
	int at = seen->holders++;
	assert_string_equal(record->source, "cards file");
	seen->holder[at].line = record->line;
	seen->holder[at].aside = with_resident;
	snprintf(seen->holder[at].id, 40, "%s", record->id);
	snprintf(seen->holder[at].code, 40, "%s", code);
	snprintf(seen->holder[at].message, 200, "%s", message);
	if (seen->stop_at != NULL && strcmp(seen->stop_at, record->id) == 0)
		return fault_set(why, FAULT_BUSY, "the visitor stops");
	return true;
}

static void progress(void *context, uint64_t done, uint64_t total)
{
	struct seen *seen = context;
	seen->backwards |= done < seen->done || done > total;
	seen->done = done;
	seen->total = total;
}

static int put(const void *bytes, size_t length, char path[64])
{
	int file = memfd_create("export", 0);
	for (size_t at = 0; at < length;) {
		ssize_t wrote = write(file, (const char *)bytes + at, length - at);
		assert_true(wrote > 0);
		at += (size_t)wrote;
	}
	snprintf(path, 64, "/proc/self/fd/%d", file);
	return file;
}

static bool read_bytes(const char *people, const void *cards, size_t length, struct seen *seen,
	struct register_summary *summary, struct fault *why)
{
	const struct register_visitor visitor = {.context = seen,
		.head = head,
		.resident = resident,
		.aside = aside,
		.progress = progress,
		.side = side};
	char register_path[64], cards_path[64];
	int files[] = {put(people, strlen(people), register_path), put(cards, length, cards_path)};
	const struct exports exports = {register_path, cards_path, NULL, NULL};
	bool done = exports_read(&exports, &visitor, summary, why);
	close(files[0]);
	close(files[1]);
	return done;
}

static bool read_two(const char *people, const char *cards, struct seen *seen,
	struct register_summary *summary, struct fault *why)
{
	memset(seen, 0, sizeof *seen);
	return read_bytes(people, cards, strlen(cards), seen, summary, why);
}

static void each_resident_gets_the_documents_of_its_holder(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	assert_true(read_two(THREE,
		CARDS("2", HOLDER("3",
				   "<card kind=\"residence\" state=\"void\" applied=\"2021-11-20\" "
				   "issued=\"2021-12-01\"/>") HOLDER("1",
				   CARD("2031-05-10") "<certificate kind=\"authentication\" "
						      "state=\"revoked\" issued=\"2022-01-02\" "
						      "expires=\"2027-05-10\"/>" SIGNATURE)),
		&seen, &summary, &why));
	assert_int_equal(seen.residents, 3);
	const struct resident *one = &seen.resident[0], *three = &seen.resident[2];
	assert_string_equal(seen.ids[0], "1");
	assert_true(one->card.present);
	assert_int_equal(one->card.kind, CARD_STANDARD);
	assert_int_equal(one->card.state, CARD_ACTIVE);
	assert_int_equal(one->card.applied, DAY_NONE);
	assert_int_equal(one->card.issued, civil_day(2021, 12, 1));
	assert_int_equal(one->card.expires, civil_day(2031, 5, 10));
	const struct certificate *sign = &one->certificate[CERTIFICATE_SIGNATURE];
	const struct certificate *proof = &one->certificate[CERTIFICATE_AUTHENTICATION];
	assert_true(sign->present);
	assert_int_equal(sign->state, CERTIFICATE_VALID);
	assert_int_equal(sign->expires, DAY_NONE);
	assert_true(proof->present);
	assert_int_equal(proof->state, CERTIFICATE_REVOKED);
	assert_int_equal(proof->issued, civil_day(2022, 1, 2));
	assert_int_equal(proof->expires, civil_day(2027, 5, 10));
	/* No holder: no card, and nothing to tell. */
	assert_false(seen.resident[1].card.present);
	assert_false(seen.resident[1].certificate[CERTIFICATE_SIGNATURE].present);
	assert_int_equal(three->card.kind, CARD_RESIDENCE);
	assert_int_equal(three->card.state, CARD_VOID);
	assert_int_equal(three->card.applied, civil_day(2021, 11, 20));
	assert_false(three->certificate[CERTIFICATE_SIGNATURE].present);
	assert_int_equal(seen.holders + seen.asides, 0);
	assert_int_equal(summary.read, 3);
	assert_int_equal(summary.aside, 0);
	assert_int_equal(summary.holders, 2);
	assert_int_equal(summary.orphans, 0);
}

/* Every kind and state of card and certificate survives the compact record. */
static void every_word_of_a_document_comes_through(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	char cards[1024];
	for (int kind = 0; kind < CARD_KINDS; kind++)
		for (int card = 0; card < CARD_STATES; card++)
			for (int paper = 0; paper < CERTIFICATE_STATES; paper++) {
				snprintf(cards, sizeof cards,
					CARDS("1", HOLDER("1", "<card kind=\"%s\" state=\"%s\" "
							       "issued=\"2021-12-01\"/>"
							       "<certificate kind=\"%s\" "
							       "state=\"%s\" "
							       "issued=\"2021-12-01\"/>")),
					card_kind_words[kind], card_state_words[card],
					certificate_kind_words[paper % 2],
					certificate_state_words[paper]);
				assert_true(read_two(REGISTER("1", PERSON("1", "")), cards, &seen,
					&summary, &why));
				const struct resident *one = &seen.resident[0];
				assert_int_equal(one->card.kind, kind);
				assert_int_equal(one->card.state, card);
				assert_true(one->certificate[paper % 2].present);
				assert_int_equal(one->certificate[paper % 2].state, paper);
				assert_false(one->certificate[1 - paper % 2].present);
			}
}

static void a_faulty_holder_sets_its_resident_aside(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	assert_true(
		read_two(THREE, CARDS("2", HOLDER("1", CARD("2031-05-10")) HOLDER("2", BAD_CARD)),
			&seen, &summary, &why));
	assert_int_equal(seen.residents, 2);
	assert_string_equal(seen.ids[1], "3");
	assert_int_equal(seen.asides, 0);
	assert_int_equal(seen.holders, 1);
	assert_true(seen.holder[0].aside);
	assert_int_equal(seen.holder[0].line, HEAD_LINES + 2);
	assert_string_equal(seen.holder[0].id, "2");
	assert_string_equal(seen.holder[0].code, "field-date");
	assert_non_null(strstr(seen.holder[0].message, "card/@expires"));
	assert_int_equal(summary.read, 3);
	assert_int_equal(summary.aside, 1);
	assert_int_equal(summary.orphans, 0);
}

static void holders_without_a_resident_are_told_in_order_of_line(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	assert_true(read_two(THREE,
		CARDS("4", HOLDER("9", CARD("2031-05-10")) HOLDER("1", CARD("2031-05-10"))
				   HOLDER("8", BAD_CARD) HOLDER("01", "")),
		&seen, &summary, &why));
	assert_int_equal(seen.residents, 3);
	assert_int_equal(seen.holders, 3);
	assert_int_equal(summary.orphans, 3);
	assert_int_equal(summary.holders, 4);
	assert_int_equal(summary.aside, 0);
	static const char *const ids[] = {"9", "8", "01"};
	static const long lines[] = {1, 3, 4};
	for (int i = 0; i < 3; i++) {
		assert_string_equal(seen.holder[i].id, ids[i]);
		assert_string_equal(seen.holder[i].code, "holder-without-resident");
		assert_int_equal(seen.holder[i].line, HEAD_LINES + lines[i]);
		assert_false(seen.holder[i].aside);
	}
	assert_non_null(strstr(seen.holder[1].message, "card/@expires"));
}

static void documents_in_both_files_set_the_resident_aside(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	assert_true(
		read_two(REGISTER("3", PERSON("1", SIGNATURE) PERSON("2", CARD("2031-05-10"))
					       PERSON("3", "<renewal applied=\"2026-11-02\"/>")),
			CARDS("2", HOLDER("1", CARD("2031-05-10")) HOLDER("3", CARD("2031-05-10"))),
			&seen, &summary, &why));
	/* In the register alone they stand; a renewal is no document. */
	assert_int_equal(seen.residents, 2);
	assert_string_equal(seen.ids[0], "2");
	assert_true(seen.resident[0].card.present);
	assert_true(seen.resident[1].card.present);
	assert_int_equal(seen.resident[1].renewal, civil_day(2026, 11, 2));
	assert_int_equal(seen.asides, 1);
	assert_string_equal(seen.aside[0].id, "1");
	assert_string_equal(seen.aside[0].code, "documents-twice");
	assert_int_equal(seen.aside[0].line, 2);
	assert_int_equal(summary.aside, 1);
	assert_int_equal(seen.holders, 0);
}

/* Set aside by the register, and the holder is no orphan for it; faulty in both: told once. */
static void a_resident_set_aside_by_the_register_keeps_its_code(void **state)
{
	(void)state;
	struct seen seen;
	struct fault why;
	struct register_summary summary;
	assert_true(read_two(REGISTER("2", PERSON("1", "<leaving on=\"x\"/>") PERSON("2", "")),
		CARDS("2", HOLDER("1", BAD_CARD) HOLDER("2", CARD("2031-05-10"))), &seen, &summary,
		&why));
	assert_int_equal(seen.asides, 1);
	assert_int_equal(seen.holders, 0);
	assert_string_equal(seen.aside[0].code, "field-date");
	assert_int_equal(summary.aside, 1);
	assert_int_equal(summary.orphans, 0);
}

/* Each of these ends the reading with status 65 and these words, whatever the register holds. */
static void what_refuses_the_two_files(void **state)
{
	(void)state;
	static const struct {
		const char *people, *cards, *words;
	} cases[] = {
		{THREE, CARDS_OF("131016", "2026-11-21", "1", HOLDER("1", SIGNATURE)),
			"the cards file is of municipality 131016, the register of 232068"},
		{THREE, CARDS_OF("232068", "2026-11-20", "1", HOLDER("1", SIGNATURE)),
			"the cards file is of 2026-11-20, the register of 2026-11-21"},
		{THREE, CARDS("0", ""), "with 0 holders not one of 3 residents has a card"},
		{THREE, CARDS("2", HOLDER("001", SIGNATURE) HOLDER("002", SIGNATURE)),
			"with 2 holders not one of 3 residents has a card"},
		{THREE, CARDS("3", HOLDER("1", "") HOLDER("2", "") HOLDER("3", "")),
			"with 3 holders not one of 3 residents has a card"},
		{THREE, CARDS("1", HOLDER("", SIGNATURE)), ":2: a holder whose id cannot be read"},
		{THREE, CARDS("1", "<holder>" SIGNATURE "</holder>"),
			":2: a holder whose id cannot be read"},
		{THREE, CARDS("2", HOLDER("1", SIGNATURE) HOLDER("1", BAD_CARD)),
			":3: holder 1 comes a second time"},
		{THREE, CARDS("1", HOLDER("1", SIGNATURE) HOLDER("2", "")),
			":3: more holders than the 1 that the root announces"},
		{THREE, CARDS("2", HOLDER("1", SIGNATURE)),
			": 1 holders, but the root announces 2"},
		{THREE, CARDS("x", HOLDER("1", SIGNATURE)), "cards/@holders does not have"},
		{THREE, CARDS("1", HOLDER("1", "<ward/>")),
			"cards.xsd does not know here: \"ward\""},
		{THREE, CARDS("1", HOLDER("1", "<renewal/>")), "cards.xsd does not know"},
		{THREE, CARDS("1", HOLDER("1", "<individual-number>1</individual-number>")),
			"an individual-number (個人番号) must not be"},
		{THREE, CARDS("1", "<holder id=\"1\" household=\"2\"/>"),
			"cards.xsd does not know"},
		{THREE, CARDS("1", HOLDER("1", SIGNATURE) "text"), "text between the holders"},
		{THREE, "<!DOCTYPE cards [<!ENTITY a \"b\">]>" CARDS("1", HOLDER("1", SIGNATURE)),
			"a DOCTYPE is not allowed"},
		{THREE, CARDS("1", HOLDER("1", SIGNATURE)) "<", "libxml2 error"},
		{THREE, "<cards xmlns=\"urn:kigen:cards:1\" municipality=\"232068\"",
			"libxml2 error"},
		{THREE, "", "libxml2 error"},
		{THREE, THREE, "cards.xsd does not know here: \"register\""},
		{CARDS("1", HOLDER("1", SIGNATURE)), CARDS("1", HOLDER("1", SIGNATURE)),
			"register.xsd does not know here: \"cards\""},
		{REGISTER("2", PERSON("1", "")), CARDS("1", HOLDER("1", SIGNATURE)),
			"1 residents, but the root announces 2"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct seen seen;
		struct fault why = {0};
		struct register_summary summary = {.read = -1};
		if (read_two(cases[i].people, cases[i].cards, &seen, &summary, &why))
			fail_msg("case %zu was read", i);
		assert_int_equal(why.kind, FAULT_REGISTER);
		if (strstr(why.message, cases[i].words) == NULL)
			fail_msg("case %zu: \"%s\" is not in \"%s\"", i, cases[i].words,
				why.message);
		assert_int_equal(summary.read, -1);
		assert_int_equal(seen.holders, 0);
	}
}

/* What the only document is in a faulty or doubled record, the ids do match: no refusal. */
static void set_aside_is_not_without_documents(void **state)
{
	(void)state;
	static const struct {
		const char *people, *cards;
		int asides;
	} cases[] = {
		{THREE, CARDS("1", HOLDER("2", BAD_CARD)), 1},
		{REGISTER("2", PERSON("1", SIGNATURE) PERSON("2", "")),
			CARDS("1", HOLDER("1", SIGNATURE)), 1},
		{REGISTER("2", PERSON("1", SIGNATURE) PERSON("2", "")), CARDS("0", ""), 0},
		{REGISTER("0", ""), CARDS("0", ""), 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct seen seen;
		struct fault why;
		struct register_summary summary;
		if (!read_two(cases[i].people, cases[i].cards, &seen, &summary, &why))
			fail_msg("case %zu: %s", i, why.message);
		assert_int_equal(summary.aside, cases[i].asides);
	}
}

static void a_file_that_is_not_there_and_a_visitor_that_stops(void **state)
{
	(void)state;
	struct seen seen = {0};
	struct fault why;
	struct register_summary summary;
	const struct register_visitor visitor = {.context = &seen,
		.head = head,
		.resident = resident,
		.aside = aside,
		.progress = progress,
		.side = side};
	const struct exports absent = {"/nowhere/register.xml", "/nowhere/cards.xml", NULL, NULL};
	assert_false(exports_read(&absent, &visitor, &summary, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_non_null(strstr(why.message, "/nowhere/cards.xml"));
	static const char cards[] = CARDS("2", HOLDER("1", BAD_CARD) HOLDER("9", SIGNATURE));
	static const char *const stops[] = {"1", "9"};
	for (int i = 0; i < 2; i++) {
		memset(&seen, 0, sizeof seen);
		seen.stop_at = stops[i];
		assert_false(read_bytes(THREE, cards, strlen(cards), &seen, &summary, &why));
		assert_int_equal(why.kind, FAULT_BUSY);
		assert_int_equal(seen.holders, i + 1);
	}
}

static void the_digest_is_over_both_and_of_one_file_its_own(void **state)
{
	(void)state;
	static const char cards[] = CARDS("1", HOLDER("1", SIGNATURE));
	struct seen seen;
	struct fault why;
	struct register_summary two, one;
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char texts[2 * DIGEST_TEXT_BYTES], path[64];
	const struct register_visitor visitor = {
		.context = &seen, .head = head, .resident = resident, .aside = aside};
	assert_true(read_two(THREE, cards, &seen, &two, &why));
	assert_false(seen.backwards);
	assert_int_equal(seen.done, strlen(cards) + strlen(THREE));
	assert_int_equal(seen.total, seen.done);

	digest_init(&digest);
	digest_update(&digest, THREE, strlen(THREE));
	digest_done(&digest, sum);
	digest_text(sum, texts);
	memset(&seen, 0, sizeof seen);
	int file = put(THREE, strlen(THREE), path);
	const struct exports alone = {path, NULL, NULL, NULL};
	assert_true(exports_read(&alone, &visitor, &one, &why));
	close(file);
	assert_string_equal(one.digest, texts);
	assert_int_equal(one.holders, 0);

	digest_update(&digest, cards, strlen(cards));
	digest_done(&digest, sum);
	digest_text(sum, texts + 64);
	digest_update(&digest, texts, 128);
	digest_done(&digest, sum);
	assert_string_equal(two.digest, digest_text(sum, texts));
}

/* Windows-31J in gzip, as the register may be. */
static void a_packed_file_in_another_encoding(void **state)
{
	(void)state;
	char text[] = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><!-- ①髙 -->" CARDS(
		"1", HOLDER("2", CARD("2031-05-10")));
	char other[1024];
	unsigned char packed[2048];
	char *from = text, *to = other;
	size_t in = strlen(text), out = sizeof other;
	iconv_t convert = iconv_open("CP932", "UTF-8");
	assert_int_equal(iconv(convert, &from, &in, &to, &out), 0);
	iconv_close(convert);
	z_stream deflater = {.next_in = (Bytef *)other,
		.avail_in = (uInt)(sizeof other - out),
		.next_out = packed,
		.avail_out = sizeof packed};
	assert_int_equal(
		deflateInit2(&deflater, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
	size_t length = sizeof packed - deflater.avail_out;
	deflateEnd(&deflater);

	struct seen seen = {0};
	struct fault why;
	struct register_summary summary;
	assert_true(read_bytes(THREE, packed, length, &seen, &summary, &why));
	assert_int_equal(seen.resident[1].card.expires, civil_day(2031, 5, 10));
	memset(&seen, 0, sizeof seen);
	assert_false(read_bytes(THREE, packed, length - 9, &seen, &summary, &why));
	assert_int_equal(why.kind, FAULT_REGISTER);
}

/* Twenty thousand holders though the table grows from the 4,096 places of a small one, and the
 * memory that the header says: at most 64 bytes a record. */
static void many_holders_are_found_in_little_memory(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	struct arena *arena = arena_open();
	char *text = arena_alloc(arena, MANY * 120 + 200), *end = text;
	char path[64], id[16];
	struct cards *cards = NULL;
	struct fault why;
	end += sprintf(end,
		"<cards xmlns=\"urn:kigen:cards:1\" municipality=\"232068\" "
		"as-of=\"2026-11-21\" holders=\"%d\">\n",
		MANY);
	for (int i = 0; i < MANY; i++)
		end += sprintf(end,
			"<holder id=\"%010d\"><card kind=\"standard\" state=\"active\" "
			"issued=\"2021-12-01\"/></holder>\n",
			i * 7);
	end += sprintf(end, "</cards>");
	int file = put(text, (size_t)(end - text), path);
	size_t before = arena_used(arena);
	assert_true(cards_read(path, NULL, NULL, arena, &cards, &why));
	close(file);
	assert_in_range(arena_used(arena) - before, MANY * 64, MANY * 64 + 1024);
	/* In the order of the file, and out of it. */
	for (int turn = 0; turn < 2 * MANY; turn++) {
		int i = turn < MANY ? turn : (int)((long)turn * 7919 % MANY);
		snprintf(id, sizeof id, "%010d", i * 7);
		struct holder *found = cards_find(cards, id);
		assert_non_null(found);
		assert_int_equal(found->line, HEAD_LINES + 1 + i);
		found->found = i % 1000 != 0;
		snprintf(id, sizeof id, "%010d", i * 7 + 3);
		assert_null(cards_find(cards, id));
	}
	long orphans = 0;
	for (const struct holder *one = cards_first(cards); one != NULL; one = one->next)
		if (!one->found)
			assert_int_equal(one->line, HEAD_LINES + 1 + orphans++ * 1000);
	assert_int_equal(orphans, MANY / 1000);
	cards_close(cards);
	cards_close(NULL);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_resident_gets_the_documents_of_its_holder),
		cmocka_unit_test(every_word_of_a_document_comes_through),
		cmocka_unit_test(a_faulty_holder_sets_its_resident_aside),
		cmocka_unit_test(holders_without_a_resident_are_told_in_order_of_line),
		cmocka_unit_test(documents_in_both_files_set_the_resident_aside),
		cmocka_unit_test(a_resident_set_aside_by_the_register_keeps_its_code),
		cmocka_unit_test(what_refuses_the_two_files),
		cmocka_unit_test(set_aside_is_not_without_documents),
		cmocka_unit_test(a_file_that_is_not_there_and_a_visitor_that_stops),
		cmocka_unit_test(the_digest_is_over_both_and_of_one_file_its_own),
		cmocka_unit_test(a_packed_file_in_another_encoding),
		cmocka_unit_test(many_holders_are_found_in_little_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
