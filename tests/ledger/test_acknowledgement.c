/* What the desk says of exceptions that stand: as of which night it is seen, how long it lasts, and
 * what is left of it. */
#include "ledger/acknowledgement.h"

#include "base/digest.h"
#include "ledger/copy.h"
#include "ledger/erasure.h"
#include "ledger/nights.h"
#include "ledger/staff.h"

/* Every row of a question, a line each. */
static const char *dump_of(struct scene *scene, const char *question)
{
	sqlite3 *database;
	sqlite3_stmt *rows;
	const char *text = "";
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_prepare_v2(database, question, -1, &rows, NULL) != SQLITE_OK)
		fail_msg("%s: %s", question, sqlite3_errmsg(database));
	while (sqlite3_step(rows) == SQLITE_ROW)
		text = arena_print(scene->arena, "%s%s\n", text, sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	sqlite3_close(database);
	return text;
}

static const struct staff_act known = {.who = "a clerk", .why = "born abroad"};
static const struct staff_act undone = {.who = "another", .why = "was 1009's neighbour"};

/* A night that tells these sentences of resident 1009, NULL: none. */
static void tell(struct scene *scene, struct ledger *ledger, const char *day, const char *sentence)
{
	struct build *build = build_night(scene->arena, day, 1);
	struct fault why = {0};
	if (sentence != NULL)
		build_exception(build, 7, "1009", "birth-unknown", sentence);
	build_exception(build, 0, "", "places-short", "a week");
	must_commit(ledger, build);
	assert_true(ledger_issue(ledger, on(day), 1, &why));
}

static struct standing_exception *standing(
	struct scene *scene, struct ledger *ledger, const char *code)
{
	struct standing_exception *list = NULL;
	size_t count = 0;
	struct fault why = {0};
	if (!ledger_standing_exceptions(ledger, scene->arena, &list, &count, &why))
		fail_msg("%s", why.message);
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].code, code) == 0)
			return &list[i];
	return NULL;
}

/* Says it on a day; false when the ledger refuses it. */
static bool say(struct scene *scene, struct ledger *ledger, const char *day, const char *code,
	bool (*verb)(struct ledger *, const struct standing_exception *, const struct staff_act *,
		struct fault *),
	const struct staff_act *words)
{
	struct fault why = {0};
	struct staff_act act = *words;
	act.day = on(day);
	struct standing_exception *one = standing(scene, ledger, code);
	assert_non_null(one);
	assert_true(ledger_begin(ledger, &why));
	if (verb(ledger, one, &act, &why) && ledger_staff_commit(ledger, &why))
		return true;
	ledger_rollback(ledger);
	return false;
}

/* "2026-11-24 known, 2026-11-25 a clerk: born abroad", as a night found it. */
static const char *as_found(struct scene *scene, struct ledger *ledger, const char *day)
{
	struct night night;
	struct fault why = {0};
	char since[CIVIL_DATE_BYTES], said[CIVIL_DATE_BYTES];
	if (!ledger_night(ledger, on(day), 1, scene->arena, &night, &why))
		fail_msg("%s", why.message);
	for (size_t i = 0; i < night.exception_count; i++) {
		const struct exception_standing *one = night_standing(&night, i);
		if (strcmp(night.exceptions[i].resident, "1009") != 0)
			continue;
		const char *text = arena_print(scene->arena, "%s %s",
			civil_format(one->since, since), one->known ? "known" : "new");
		return one->acknowledged == DAY_NONE
			       ? text
			       : arena_print(scene->arena, "%s, %s %s: %s", text,
					 civil_format(one->acknowledged, said), one->who, one->why);
	}
	return "none";
}

/* A page of a night that there is does not change; the next one shows what was said. */
static void it_is_seen_from_the_next_night_on(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	assert_true(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_acknowledge, &known));
	assert_string_equal(as_found(scene, ledger, "2026-11-24"), "2026-11-24 new");
	tell(scene, ledger, "2026-11-25", "no birth");
	tell(scene, ledger, "2026-11-26", "no birth");
	assert_true(say(scene, ledger, "2026-11-26", "birth-unknown", ledger_reopen, &undone));
	tell(scene, ledger, "2026-11-27", "no birth");
	static const char seen[] = "2026-11-24 known, 2026-11-24 a clerk: born abroad";
	assert_string_equal(as_found(scene, ledger, "2026-11-24"), "2026-11-24 new");
	assert_string_equal(as_found(scene, ledger, "2026-11-25"), seen);
	assert_string_equal(as_found(scene, ledger, "2026-11-26"), seen);
	assert_string_equal(as_found(scene, ledger, "2026-11-27"), "2026-11-24 known");
	/* Both between two nights: no page has it. And once more: the later one's words. */
	assert_true(say(scene, ledger, "2026-11-27", "birth-unknown", ledger_acknowledge, &known));
	assert_true(say(scene, ledger, "2026-11-27", "birth-unknown", ledger_reopen, &known));
	assert_true(say(scene, ledger, "2026-11-28", "birth-unknown", ledger_acknowledge, &undone));
	tell(scene, ledger, "2026-11-28", "no birth");
	assert_string_equal(as_found(scene, ledger, "2026-11-27"), "2026-11-24 known");
	assert_string_equal(as_found(scene, ledger, "2026-11-28"),
		"2026-11-24 known, 2026-11-28 another: was 1009's neighbour");
	ledger_close(ledger);
}

/* Other words, or a night without it: nobody knows it yet, and the number is another. */
static void it_lasts_as_long_as_the_sentence(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	long first = standing(scene, ledger, "birth-unknown")->standing.number;
	assert_true(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_acknowledge, &known));
	assert_string_equal(standing(scene, ledger, "birth-unknown")->standing.who, "a clerk");
	tell(scene, ledger, "2026-11-25", "no birth, in other words");
	struct standing_exception *other = standing(scene, ledger, "birth-unknown");
	assert_true(other->standing.number != first);
	assert_false(other->standing.known);
	assert_int_equal(other->standing.acknowledged, DAY_NONE);
	assert_string_equal(as_found(scene, ledger, "2026-11-25"), "2026-11-25 new");
	assert_true(say(scene, ledger, "2026-11-25", "birth-unknown", ledger_acknowledge, &known));
	tell(scene, ledger, "2026-11-26", NULL);
	assert_null(standing(scene, ledger, "birth-unknown"));
	tell(scene, ledger, "2026-11-27", "no birth, in other words");
	assert_string_equal(as_found(scene, ledger, "2026-11-27"), "2026-11-27 new");
	ledger_close(ledger);
}

/* Held by constraints: not twice at once, and nothing is taken back that was not said. */
static void it_is_said_once_at_a_time(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	assert_false(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_reopen, &undone));
	assert_true(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_acknowledge, &known));
	assert_false(
		say(scene, ledger, "2026-11-24", "birth-unknown", ledger_acknowledge, &undone));
	assert_string_equal(standing(scene, ledger, "birth-unknown")->standing.who, "a clerk");
	assert_true(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_reopen, &undone));
	assert_int_equal(standing(scene, ledger, "birth-unknown")->standing.acknowledged, DAY_NONE);
	assert_false(say(scene, ledger, "2026-11-24", "birth-unknown", ledger_reopen, &undone));
	ledger_close(ledger);
	assert_string_equal(
		dump_of(scene, "SELECT action || ' ' || resident || ' ' || detail || ' '"
			       " || who || ': ' || why FROM desk ORDER BY id"),
		"exception-acknowledged 1009 birth-unknown a clerk: born abroad\n"
		"exception-reopened 1009 birth-unknown another: was 1009's neighbour\n");
}

static void purge(struct ledger *ledger, const char *before)
{
	struct purge_count count = {0};
	struct fault why = {0};
	const struct purge what = {on(before), on(before), on("2026-12-01")};
	assert_true(ledger_begin(ledger, &why));
	if (!ledger_purge(ledger, &what, &count, &why) || !ledger_staff_commit(ledger, &why))
		fail_msg("%s", why.message);
}

static const char *const words =
	"SELECT day || ' ' || resident || '/' || why FROM desk ORDER BY id";

/* The words of why stay as long as the exception, be it older than the retention, and no longer;
 * those of what was taken back go with its day. */
static void its_words_go_with_the_exception(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-23", "no birth");
	assert_true(say(scene, ledger, "2026-11-23", "birth-unknown", ledger_acknowledge, &undone));
	assert_true(say(scene, ledger, "2026-11-23", "birth-unknown", ledger_reopen, &undone));
	assert_true(say(scene, ledger, "2026-11-23", "birth-unknown", ledger_acknowledge, &known));
	assert_true(say(scene, ledger, "2026-11-23", "places-short", ledger_acknowledge, &known));
	tell(scene, ledger, "2026-11-24", "no birth");
	tell(scene, ledger, "2026-11-25", "no birth");
	purge(ledger, "2026-11-25");
	assert_string_equal(dump_of(scene, words), "2026-11-23 /\n2026-11-23 /\n"
						   "2026-11-23 1009/born abroad\n"
						   "2026-11-23 /born abroad\n");
	assert_string_equal(as_found(scene, ledger, "2026-11-25"),
		"2026-11-23 known, 2026-11-23 a clerk: born abroad");
	tell(scene, ledger, "2026-11-26", NULL);
	tell(scene, ledger, "2026-11-27", NULL);
	purge(ledger, "2026-11-26");
	assert_string_equal(dump_of(scene, words), "2026-11-23 /\n2026-11-23 /\n2026-11-23 /\n"
						   "2026-11-23 /born abroad\n");
	assert_string_equal(dump_of(scene, "SELECT count(*) FROM acknowledgement"), "1\n");
	ledger_close(ledger);
	assert_string_equal(dump_of(scene, "SELECT code FROM exception_span"), "places-short\n");
}

/* What was said of an exception about nobody, and taken back, names nobody as its subject: its
 * words go with its day all the same, though the exception stands. */
static void words_about_nobody_go_as_well(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-23", NULL);
	assert_true(say(scene, ledger, "2026-11-23", "places-short", ledger_acknowledge, &known));
	assert_true(say(scene, ledger, "2026-11-23", "places-short", ledger_reopen, &undone));
	tell(scene, ledger, "2026-11-25", NULL);
	purge(ledger, "2026-11-25");
	assert_string_equal(dump_of(scene, words), "2026-11-23 /\n2026-11-23 /\n");
	assert_non_null(standing(scene, ledger, "places-short"));
	ledger_close(ledger);
}

/* An act later than the retention goes too once its exception is past it. */
static void words_do_not_outlive_their_exception(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	assert_true(say(scene, ledger, "2026-11-30", "birth-unknown", ledger_acknowledge, &known));
	assert_true(say(scene, ledger, "2026-11-30", "birth-unknown", ledger_reopen, &undone));
	tell(scene, ledger, "2026-12-01", NULL);
	purge(ledger, "2026-11-25");
	assert_string_equal(dump_of(scene, words), "2026-11-30 /\n2026-11-30 /\n");
	ledger_close(ledger);
}

static void what_is_said_is_sealed(void **state)
{
	struct scene *scene = *state;
	static const struct {
		const char *script, *finding;
	} tamperings[] = {
		{"UPDATE acknowledgement SET until = 2, reopened = 9",
			"row-changed: acknowledgement[desk=1]"},
		{"DELETE FROM acknowledgement", "row-missing: acknowledgement[desk=1]"},
		{"PRAGMA foreign_keys = OFF; UPDATE acknowledgement SET span = 77",
			"exception_span"},
	};
	for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
		const char *const *findings;
		const char *all = "";
		size_t count = 0;
		struct fault why = {0};
		struct ledger *ledger = must_open(scene, LEDGER_WRITE);
		tell(scene, ledger, "2026-11-24", "no birth");
		assert_true(say(
			scene, ledger, "2026-11-24", "birth-unknown", ledger_acknowledge, &known));
		assert_true(say(
			scene, ledger, "2026-11-24", "places-short", ledger_acknowledge, &known));
		assert_true(
			say(scene, ledger, "2026-11-24", "places-short", ledger_reopen, &known));
		tell(scene, ledger, "2026-11-25", "no birth");
		assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
		assert_int_equal(count, 0);
		ledger_close(ledger);
		tamper(scene, tamperings[i].script);
		ledger = must_open(scene, LEDGER_READ);
		assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
		for (size_t k = 0; k < count; k++)
			all = arena_print(scene->arena, "%s%s\n", all, findings[k]);
		if (strstr(all, tamperings[i].finding) == NULL)
			fail_msg("%s:\n%s", tamperings[i].script, all);
		ledger_close(ledger);
		assert_int_equal(unlink(scene->path), 0);
		unlink(arena_print(scene->arena, "%s.sum", scene->path));
	}
}

/* What version 6 left: all of it is there, sealed as it was, the schema is that of a new ledger,
 * and what stood can be acknowledged. */
static void version_6_is_brought_up(void **state)
{
	struct scene *scene = *state;
	static const char schema[] = "SELECT sql FROM sqlite_schema ORDER BY name";
	static const char seals[] = "SELECT ordinal || ' ' || hex(link) FROM seal ORDER BY ordinal";
	const char *const *findings;
	size_t count = 0;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	tell(scene, ledger, "2026-11-25", "no birth");
	ledger_close(ledger);
	const char *made = dump_of(scene, schema), *sealed = dump_of(scene, seals);
	tamper(scene, as_version_6);
	assert_string_not_equal(dump_of(scene, schema), made);
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_string_equal(dump_of(scene, schema), made);
	assert_string_equal(dump_of(scene, seals), sealed);
	ledger = must_open(scene, LEDGER_WRITE);
	assert_string_equal(as_found(scene, ledger, "2026-11-25"), "2026-11-24 known");
	assert_true(say(scene, ledger, "2026-11-25", "birth-unknown", ledger_acknowledge, &known));
	assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
}

static const char *sum_of(struct scene *scene)
{
	char bytes[4096];
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	size_t length;
	FILE *file = fopen(scene->path, "r");
	assert_non_null(file);
	digest_init(&digest);
	while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
		digest_update(&digest, bytes, length);
	fclose(file);
	digest_done(&digest, sum);
	return digest_text(sum, arena_alloc(scene->arena, DIGEST_TEXT_BYTES));
}

/* Who only reads finds the same, and may make a whole copy, and the file is byte for byte as it was
 * left: a look, a dry run and a backup take nobody the way back. So it is while somebody holds it.
 */
static void version_6_is_read_and_left(void **state)
{
	struct scene *scene = *state;
	const char *const *findings;
	size_t count = 0;
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	tell(scene, ledger, "2026-11-24", "no birth");
	tell(scene, ledger, "2026-11-25", "no birth");
	tamper(scene, as_version_6);
	const char *left = sum_of(scene);
	struct scene copied = *scene;
	copied.path = arena_print(scene->arena, "%s/copy.db", scene->folder);
	struct ledger *reader = must_open(scene, LEDGER_READ);
	assert_string_equal(as_found(scene, reader, "2026-11-25"), "2026-11-24 known");
	assert_true(ledger_backup(reader, copied.path, &why));
	ledger_close(reader);
	assert_string_equal(sum_of(scene), left);
	assert_string_not_equal(dump_of(&copied, "PRAGMA user_version"), "6\n");
	ledger_close(ledger);
	reader = must_open(&copied, LEDGER_READ);
	assert_string_equal(as_found(scene, reader, "2026-11-25"), "2026-11-24 known");
	assert_true(ledger_examine(reader, scene->arena, &findings, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(reader);
	assert_int_equal(unlink(copied.path), 0);
	assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", copied.path)), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(it_is_seen_from_the_next_night_on),
		TEST(it_lasts_as_long_as_the_sentence),
		TEST(it_is_said_once_at_a_time),
		TEST(its_words_go_with_the_exception),
		TEST(words_about_nobody_go_as_well),
		TEST(words_do_not_outlive_their_exception),
		TEST(what_is_said_is_sealed),
		TEST(version_6_is_brought_up),
		TEST(version_6_is_read_and_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
