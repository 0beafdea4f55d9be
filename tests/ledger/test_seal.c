#include "ledger/seal.h"

#include "ledger/copy.h"
#include "ledger/erasure.h"
#include "ledger/nights.h"
#include "ledger/staff.h"
#include "ledger/statement.h"

/* The chain of seals: what was changed by another way than the program's is found, each kind of it;
 * what the program does itself never is. */

static const struct staff_act act = {.day = 0, .who = "sato", .why = "asked at the counter"};

static long long ask(struct scene *scene, const char *question)
{
	sqlite3 *database;
	sqlite3_stmt *rows;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, question, -1, &rows, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	long long answer = sqlite3_column_int64(rows, 0);
	sqlite3_finalize(rows);
	sqlite3_close(database);
	return answer;
}

/* All findings, a line each. */
static const char *findings_of(struct scene *scene)
{
	struct ledger *ledger = must_open(scene, LEDGER_READ);
	const char *const *list;
	const char *all = "";
	size_t count = 0;
	struct fault why = {0};
	if (!ledger_examine(ledger, scene->arena, &list, &count, &why))
		fail_msg("%s", why.message);
	for (size_t i = 0; i < count; i++)
		all = arena_print(scene->arena, "%s%s\n", all, list[i]);
	ledger_close(ledger);
	return all;
}

static void must_be_sound(struct scene *scene)
{
	assert_string_equal(findings_of(scene), "");
}

/* Ends a transaction of the desk's that must go well. */
static void must_end(struct ledger *ledger, bool done, struct fault *why)
{
	if (!done || !ledger_staff_commit(ledger, why))
		fail_msg("%s", why->message);
}

/* Two nights, and acts of the desk before, between and behind them. */
static struct ledger *lived(struct scene *scene)
{
	struct fault why = {0};
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *first = first_night(scene->arena);
	struct stopped_sheet *stop = arena_alloc(scene->arena, sizeof *stop);
	*stop = (struct stopped_sheet){"26-000001-1", "renewed"};
	must_commit(ledger, first);
	must_end(ledger,
		ledger_begin(ledger, &why) &&
			ledger_return(ledger, "26-000002-9", "1002", "unknown", &act, &why),
		&why);
	struct build *second = second_night(scene->arena);
	second->night.stops = stop;
	second->night.stop_count = 1;
	build_exception(second, 12, "", "id-missing", "a resident without id");
	must_commit(ledger, second);
	must_end(ledger,
		ledger_begin(ledger, &why) &&
			ledger_withdraw(ledger, "26-000001-1", "1001", &act, &why),
		&why);
	long released = 0;
	must_end(ledger,
		ledger_begin(ledger, &why) &&
			ledger_release_returned(ledger, "1002", &act, &released, &why),
		&why);
	return ledger;
}

/* ---- what the program does ---- */

static void test_what_the_program_does_is_no_finding(void **state)
{
	struct scene *scene = *state;
	ledger_close(must_open(scene, LEDGER_WRITE));
	must_be_sound(scene);
	ledger_close(lived(scene));
	must_be_sound(scene);
	assert_true(ask(scene, "SELECT count(*) FROM seal WHERE made = 'desk'") >= 6);
	/* What was sealed anew has no salt any more; each group has one seal that stands. */
	assert_int_equal(ask(scene, "SELECT count(*) FROM seal WHERE part = 'returned'"), 2);
	assert_int_equal(ask(scene, "SELECT count(salt) FROM seal WHERE part = 'returned'"), 1);
	assert_int_equal(ask(scene, "SELECT max(ordinal) - count(*) FROM seal"), 0);
}

/* A night given up, and one that a constraint ends, leave the chain as it was. */
static void test_what_is_given_up_is_not_sealed(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = lived(scene);
	const char *before = dump(scene);
	struct build *again = first_night(scene->arena);
	assert_false(commit(ledger, again, &why));
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_withdraw(ledger, "26-000002-9", "1002", &act, &why));
	ledger_rollback(ledger);
	assert_string_equal(dump(scene), before);
	must_commit(ledger, build_night(scene->arena, "2026-11-27", 1));
	ledger_close(ledger);
	must_be_sound(scene);
}

static void purge_all(struct scene *scene, struct ledger *ledger, struct fault *why)
{
	struct purge_count count = {0};
	const struct purge purge = {on("2028-01-01"), on("2028-01-01"), on("2028-01-02")};
	(void)scene;
	if (ledger_begin(ledger, why) && ledger_purge(ledger, &purge, &count, why)) {
		assert_true(count.letters > 0);
		ledger_staff_commit(ledger, why);
	}
}

/* A night of two years later, after which all that the two decided is past. */
static void go_on(struct scene *scene, struct ledger *ledger)
{
	struct fault why = {0};
	must_commit(ledger, build_night(scene->arena, "2028-06-01", 1));
	assert_true(ledger_issue(ledger, on("2026-11-24"), 1, &why));
	assert_true(ledger_issue(ledger, on("2026-11-25"), 1, &why));
}

static void test_what_is_past_its_retention_goes_and_the_rest_is_sealed(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = lived(scene);
	go_on(scene, ledger);
	purge_all(scene, ledger, &why);
	assert_string_equal(why.message, "");
	ledger_close(ledger);
	must_be_sound(scene);
	assert_true(ask(scene, "SELECT count(*) FROM seal WHERE made = 'retention'") >= 3);
	/* Of the rows that went nothing is left that could be guessed. */
	assert_int_equal(ask(scene, "SELECT count(*) FROM seal s WHERE salt IS NOT NULL"
				    " AND part = 'recipient' AND made <> 'retention'"
				    " AND number = 1"),
		0);
}

/* ---- what somebody else does ---- */

static const struct {
	const char *script, *finding;
} tamperings[] = {
	{"UPDATE recipient SET address = 'elsewhere' WHERE notice = '26-000001-1'",
		"row-changed: recipient[night=2026-11-24]: of its 2 rows"},
	{"UPDATE decision SET outcome = 'none' WHERE resident = '1002'",
		"row-changed: decision[night=2026-11-24]"},
	{"UPDATE appointment SET day = '2026-12-10' WHERE sequence = 1",
		"row-changed: appointment[night=2026-11-25]"},
	{"UPDATE desk SET who = 'suzuki' WHERE id = 1", "row-changed: desk[id=1]"},
	{"UPDATE returned SET released = NULL", "row-changed: returned[desk=1]"},
	{"UPDATE notice SET token = 'AAAAAAAAAAAAAAAAAAAAAA' WHERE number = '26-000003-7'",
		"row-changed: notice[night=2026-11-25]"},
	{"UPDATE night SET holders = 7 WHERE id = 2", "row-changed: night[id=2026-11-25]"},
	{"UPDATE exception_span SET last = 1", "exception_span[last=2026-11-25]"},
	{"UPDATE stop_span SET reason = 'held'", "row-changed: stop_span[last=2026-11-25]"},
	{"UPDATE due SET state = 'lapsed' WHERE state = 'renewed'",
		"row-changed: due[ended=2026-11-25]"},
	{"UPDATE ledger SET secret = randomblob(32)", "row-changed: ledger[id=1]"},
	/* two rows exchanged */
	{"UPDATE recipient SET name = notice WHERE night = 1;"
	 "UPDATE recipient SET address = CASE notice WHEN '26-000001-1' THEN 'b' ELSE 'a' END"
	 " WHERE night = 1",
		"row-changed: recipient[night=2026-11-24]: of its 2 rows"},
	{"UPDATE notice SET sheet = 3 - sheet + 10 WHERE mailed = 1;"
	 "UPDATE notice SET sheet = sheet - 10 WHERE mailed = 1",
		"row-changed: notice[mailed=2026-11-24]: of its 2 rows"},
	/* missing, added */
	{"DELETE FROM recipient WHERE notice = '26-000001-1'",
		"row-missing: recipient[night=2026-11-24]: 1 rows, and 2 were sealed"},
	{"DELETE FROM withdrawn", "row-missing: withdrawn[desk=2]: 0 rows, and 1 were sealed"},
	{"DELETE FROM figure WHERE night = 2", "row-missing: figure[night=2026-11-25]: 0 rows"},
	{"INSERT INTO acceptance VALUES (1, 'export-shrank', 'x', 'y', 'z')",
		"row-added: acceptance[night=2026-11-24]: 1 rows that no seal stands for"},
	{"INSERT INTO withdrawn VALUES ('26-000002-9', 2)",
		"row-added: withdrawn[desk=2]: 2 rows, and 1 were sealed"},
	{"INSERT INTO by_hand VALUES ('1001', 'protection')",
		"row-added: by_hand: 1 rows that no seal stands for"},
	{"INSERT INTO protected VALUES (randomblob(16), '2026-11-24', NULL)",
		"row-added: protected: 1 rows that no seal stands for"},
	{"UPDATE attendance SET outcome = 'came', by_visit = 1", "row-changed: attendance[night="},
	{"INSERT INTO effect VALUES ('2026-11', 'first', 'all', '', 1, 'came', 1, 1, 500, 24323)",
		"row-added: effect[number=24323]: 1 rows that no seal stands for"},
	/* what is not sealed follows from what is */
	{"DELETE FROM settled WHERE resident = '1002'", "row-unfounded: settled: 1 rows"},
	{"UPDATE settled SET notice = '26-000004-5' WHERE resident = '1002'",
		"row-unfounded: settled: 2 rows"},
	{"DELETE FROM place WHERE start = '17:30'", "row-unfounded: place: 1 rows"},
	{"UPDATE place SET day = '2026-12-10'", "row-unfounded: place: 3 rows"},
	{"UPDATE due SET outcome = 'none', reason = 'moving-out' WHERE resident = '1005'",
		"row-unfounded: due: 1 rows"},
	{"INSERT INTO stop VALUES (2, '26-000001-1', 'renewed')", "row-unfounded: stop: 1 rows"},
	/* the chain itself */
	{"DELETE FROM seal WHERE ordinal = 5", "seal-missing: 1 seals before seal 6 are not there"},
	{"DELETE FROM seal WHERE ordinal <= 3", "seal-missing: 3 seals before seal 4"},
	{"DELETE FROM seal WHERE ordinal = (SELECT max(ordinal) FROM seal)",
		"seal-missing: no seal stands for returned[desk=1] behind seal"},
	{"DELETE FROM seal", "row-added: night[id=2026-11-24]: 1 rows that no seal stands for"},
	{"UPDATE seal SET count = 9 WHERE ordinal = 4", "seal-changed: seal 4 is not"},
	{"UPDATE seal SET made = 'desk' WHERE ordinal = 4", "seal-changed: seal 4 is not"},
	{"UPDATE seal SET content = randomblob(32) WHERE ordinal = 4",
		"seal-changed: seal 4 is not"},
	{"UPDATE seal SET link = randomblob(32) WHERE ordinal = 4", "seal-changed: seal 4 is not"},
	{"UPDATE seal SET salt = randomblob(16) WHERE part = 'mailing' OR part = 'withdrawn'",
		"row-changed: withdrawn[desk=2]"},
	/* a purge by hand, with all that could be thought of but the chain */
	{"PRAGMA foreign_keys = OFF; DELETE FROM withdrawn; DELETE FROM desk WHERE id = 2;"
	 "UPDATE seal SET salt = NULL WHERE part = 'withdrawn' OR (part = 'desk' AND number = 2)",
		"seal-missing: no seal stands for withdrawn[desk=2] behind seal"},
};

static void test_each_tampering_is_found(void **state)
{
	struct scene *scene = *state;
	char *copy = arena_print(scene->arena, "%s.copy", scene->path);
	struct fault why = {0};
	struct ledger *ledger = lived(scene);
	assert_true(ledger_backup(ledger, copy, &why));
	ledger_close(ledger);
	for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
		tamper(scene, tamperings[i].script);
		const char *said = findings_of(scene);
		if (strstr(said, tamperings[i].finding) == NULL)
			fail_msg("%s:\n%s", tamperings[i].script, said);
		assert_non_null(strstr(said, "\nhint: "));
		assert_int_equal(
			system(arena_print(scene->arena, "cp %s %s", copy, scene->path)), 0);
		must_be_sound(scene);
	}
	assert_int_equal(unlink(copy), 0);
	unlink(arena_print(scene->arena, "%s.sum", copy));
}

/* No seal is put over rows that somebody changed: who would change them further is refused. */
static void test_what_was_changed_by_hand_is_not_sealed_anew(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = lived(scene);
	go_on(scene, ledger);
	ledger_close(ledger);
	tamper(scene, "UPDATE recipient SET address = 'elsewhere' WHERE notice = '26-000001-1'");
	const char *before = dump(scene);
	ledger = must_open(scene, LEDGER_WRITE);
	purge_all(scene, ledger, &why);
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(
		strstr(why.message, "rows of table recipient (1) are not as they were sealed"));
	assert_non_null(strstr(why.message, "hint: `kigen verify`"));
	ledger_rollback(ledger);
	/* Who does not touch it goes on. */
	must_commit(ledger, build_night(scene->arena, "2028-06-02", 1));
	ledger_close(ledger);
	assert_string_not_equal(dump(scene), before);
	assert_non_null(strstr(findings_of(scene), "row-changed: recipient[night=2026-11-24]"));
}

/* The chain of a ledger of version 6 goes on over what version 7 has added and sealed. */
static void test_a_chain_goes_on_through_a_new_version(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, build_night(scene->arena, "2026-11-24", 1));
	ledger_close(ledger);
	long long seals = ask(scene, "SELECT count(*) FROM seal");
	tamper(scene, as_version_6);
	tamper(scene, "INSERT INTO effect VALUES"
		      " ('2026-10', 'first', 'all', '', 1, 'came', 1, 1, 500)");
	must_be_sound(scene);
	ledger_close(must_open(scene, LEDGER_WRITE));
	must_be_sound(scene);
	assert_int_equal(ask(scene, "SELECT number FROM effect"), 12 * 2026 + 10);
	assert_int_equal(ask(scene, "SELECT count(*) FROM seal"), seals + 1);
	assert_int_equal(ask(scene, "SELECT count(*) FROM seal WHERE part = 'effect'"), 1);
	ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, build_night(scene->arena, "2026-11-25", 1));
	ledger_close(ledger);
	must_be_sound(scene);
}

/* ---- what folders show ---- */

static enum seal_agreement agreement_of(struct scene *scene, const char *day, const char *head)
{
	struct fault why = {0};
	enum seal_agreement agreement = SEAL_CUT;
	struct ledger *ledger = must_open(scene, LEDGER_READ);
	assert_true(ledger_seal_agrees(ledger, on(day), 1, head, &agreement, &why));
	ledger_close(ledger);
	return agreement;
}

static void test_a_chain_made_anew_does_not_agree_with_the_folders(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct night first, second;
	struct ledger *ledger = lived(scene);
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &first, &why));
	assert_true(ledger_night(ledger, on("2026-11-25"), 1, scene->arena, &second, &why));
	ledger_close(ledger);
	assert_true(first.seal[0] != '\0' && strcmp(first.seal, second.seal) != 0);
	assert_int_equal(agreement_of(scene, "2026-11-24", first.seal), SEAL_AGREES);
	assert_int_equal(agreement_of(scene, "2026-11-25", second.seal), SEAL_AGREES);
	assert_int_equal(agreement_of(scene, "2026-11-25", ""), SEAL_AGREES);
	/* Cut off behind the first night, with all rows since. */
	tamper(scene,
		arena_print(scene->arena, "DELETE FROM seal WHERE ordinal > %d", atoi(first.seal)));
	assert_int_equal(agreement_of(scene, "2026-11-24", first.seal), SEAL_AGREES);
	assert_int_equal(agreement_of(scene, "2026-11-25", second.seal), SEAL_CUT);
	/* Made anew, over other rows: by itself it is in order. */
	tamper(scene, "DELETE FROM seal; DELETE FROM ratchet;"
		      "UPDATE recipient SET address = 'elsewhere'");
	ledger = must_open(scene, LEDGER_WRITE);
	assert_true(ledger_begin(ledger, &why) && seal_all(ledger, &why) &&
		    ledger_staff_commit(ledger, &why));
	ledger_close(ledger);
	must_be_sound(scene);
	assert_int_equal(agreement_of(scene, "2026-11-24", first.seal), SEAL_OTHER);
}

/* A copy that comes back knows nothing of the night behind it; decided once more, after other acts
 * of the desk, its folder is not held against the chain. What came before the copy is. */
static void test_what_was_brought_back_may_differ(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct night first, second;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const char *copy = arena_print(scene->arena, "%s.copy", scene->path), *before;
	must_commit(ledger, first_night(scene->arena));
	assert_true(ledger_backup(ledger, copy, &why));
	must_commit(ledger, second_night(scene->arena));
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &first, &why));
	assert_true(ledger_night(ledger, on("2026-11-25"), 1, scene->arena, &second, &why));
	ledger_close(ledger);
	struct scene other = *scene;
	other.path = copy;
	struct ledger *back = must_open(&other, LEDGER_READ);
	const struct ledger_place place = {scene->path, 0, on("2026-11-26")};
	if (!ledger_restore(back, &place, scene->arena, &before, &why))
		fail_msg("%s", why.message);
	ledger_close(back);
	must_be_sound(scene);
	ledger = must_open(scene, LEDGER_WRITE);
	must_end(ledger,
		ledger_begin(ledger, &why) &&
			ledger_withdraw(ledger, "26-000002-9", "1002", &act, &why),
		&why);
	must_commit(ledger, second_night(scene->arena));
	must_commit(ledger, build_night(scene->arena, "2026-11-27", 1));
	ledger_close(ledger);
	must_be_sound(scene);
	assert_int_equal(agreement_of(scene, "2026-11-24", first.seal), SEAL_AGREES);
	assert_int_equal(agreement_of(scene, "2026-11-25", second.seal), SEAL_BROUGHT_BACK);
	assert_int_equal(agreement_of(scene, "2026-11-27", second.seal), SEAL_OTHER);
	assert_int_equal(agreement_of(scene, "2026-11-24", second.seal), SEAL_OTHER);
	unlink(before);
	unlink(arena_print(scene->arena, "%s.sum", before));
	unlink(copy);
	unlink(arena_print(scene->arena, "%s.sum", copy));
	unlink(arena_print(scene->arena, "%s.lock", copy));
}

/* ---- every column ---- */

static bool has_word(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = strstr(list, word); at != NULL; at = strstr(at + 1, word))
		if ((at == list || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
			return true;
	return strcmp(list, "*") == 0;
}

/* Each column of each table is sealed, or is named as one that is not, and why. */
static void test_every_column_is_sealed_or_says_why_not(void **state)
{
	struct scene *scene = *state;
	sqlite3 *database;
	sqlite3_stmt *rows;
	int columns = 0;
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database,
				 "SELECT t.name, c.name FROM pragma_table_list t,"
				 " pragma_table_info(t.name) c WHERE t.schema = 'main'"
				 " AND t.name NOT LIKE 'sqlite_%'",
				 -1, &rows, NULL),
		SQLITE_OK);
	for (; sqlite3_step(rows) == SQLITE_ROW; columns++) {
		const char *table = (const char *)sqlite3_column_text(rows, 0);
		const char *column = (const char *)sqlite3_column_text(rows, 1);
		int sealed = 0, exempt = 0;
		for (int i = 0; i < seal_part_count; i++)
			sealed += strcmp(seal_parts[i].table, table) == 0 &&
				  has_word(seal_parts[i].columns, column);
		for (int i = 0; i < seal_exempt_count; i++)
			exempt += strcmp(seal_exempts[i].table, table) == 0 &&
				  has_word(seal_exempts[i].columns, column) &&
				  seal_exempts[i].why[0] != '\0';
		if ((sealed > 0) == (exempt > 0))
			fail_msg("%s.%s is %s", table, column,
				sealed > 0 ? "sealed and exempt" : "neither sealed nor exempt");
	}
	assert_true(columns > 200);
	sqlite3_finalize(rows);
	sqlite3_close(database);
}

/* A group is found by an index or is the whole of a small table: a night reads its own rows. */
static void test_no_group_is_looked_for_in_all_rows(void **state)
{
	struct scene *scene = *state;
	sqlite3 *database;
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	for (int i = 0; i < seal_part_count; i++) {
		sqlite3_stmt *plan;
		const char *text = arena_print(scene->arena, "EXPLAIN QUERY PLAN %s",
			seal_rows_text(&seal_parts[i], scene->arena));
		if (strcmp(seal_parts[i].group, "0") == 0 ||
			strcmp(seal_parts[i].table, "lost") == 0)
			continue;
		assert_int_equal(sqlite3_prepare_v2(database, text, -1, &plan, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_step(plan), SQLITE_ROW);
		if (strstr((const char *)sqlite3_column_text(plan, 3), "SEARCH") == NULL)
			fail_msg("%s: %s", text, (const char *)sqlite3_column_text(plan, 3));
		sqlite3_finalize(plan);
	}
	sqlite3_close(database);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_what_the_program_does_is_no_finding),
		TEST(test_what_is_given_up_is_not_sealed),
		TEST(test_what_is_past_its_retention_goes_and_the_rest_is_sealed),
		TEST(test_each_tampering_is_found),
		TEST(test_what_was_changed_by_hand_is_not_sealed_anew),
		TEST(test_a_chain_goes_on_through_a_new_version),
		TEST(test_a_chain_made_anew_does_not_agree_with_the_folders),
		TEST(test_what_was_brought_back_may_differ),
		TEST(test_every_column_is_sealed_or_says_why_not),
		TEST(test_no_group_is_looked_for_in_all_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
