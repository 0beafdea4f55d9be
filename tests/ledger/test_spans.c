/* What stands night after night is kept once, and each night's lists are told as they were: by a
 * ledger that has grown night by night, and by one that version 5 wrote row by row. */

#include "ledger/copy.h"
#include "ledger/erasure.h"
#include "ledger/nights.h"
#include "ledger/staff.h"

/* A row of exceptions.csv of one of the nights, in the order in which it is told. */
struct told {
	int night;
	long line;
	const char *resident, *code, *message;
};

/* Lines move, one ends and comes again, two are the same, one changes its words, a resident stands
 * above another now; on the third night nobody tells anything. */
static const struct told told[] = {
	{1, 10, "1001", "glyph", "U+5305"},
	{1, 20, "1002", "vanished", "gone"},
	{1, 0, "", "mailing-unconfirmed", "of 2026-11-20"},
	{1, 30, "1003", "birth-unknown", "no birth"},
	{2, 300, "1003", "birth-unknown", "no birth"},
	{2, 12, "1001", "glyph", "U+5305"},
	{2, 12, "1001", "glyph", "U+5305"},
	{2, 12, "1001", "birth-unknown", "no birth"},
	{2, 0, "", "mailing-unconfirmed", "of 2026-11-20"},
	{4, 4000, "1002", "vanished", "gone"},
	{4, 13, "1001", "glyph", "U+5305"},
	{4, 5, "1003", "birth-unknown", "no birth"},
	{5, 13, "1001", "glyph", "U+5305, U+8FBB"},
	{5, 5, "1003", "birth-unknown", "no birth"},
	{6, 13, "1001", "glyph", "U+5305"},
	{6, 5, "1003", "birth-unknown", "no birth"},
};

/* Sheets that must not leave, by night, then sheet. */
static const struct {
	int night;
	const char *notice, *reason;
} stopped[] = {
	{2, "26-000002-9", "held"},
	{2, "26-000001-1", "renewed"},
	{4, "26-000002-9", "held"},
	{4, "26-000001-1", "renewed"},
	{5, "26-000002-9", "withdrawn"},
	{5, "26-000001-1", "renewed"},
	{6, "26-000001-1", "renewed"},
};

enum {
	NIGHTS = 6,
	LENGTH = sizeof told / sizeof told[0],
	STOPS = sizeof stopped / sizeof stopped[0]
};

static const char *day_of(struct scene *scene, int night)
{
	return arena_print(scene->arena, "2026-11-%02d", 23 + night);
}

/* Night 1 has the letters that the others stop. */
static struct build *build_told(struct scene *scene, int number)
{
	struct build *build = number == 1 ? first_night(scene->arena)
					  : build_night(scene->arena, day_of(scene, number), 1);
	struct stopped_sheet *stops = arena_alloc(scene->arena, sizeof stopped);
	build->exception_count = 0;
	for (size_t i = 0; i < LENGTH; i++)
		if (told[i].night == number)
			build_exception(build, told[i].line, told[i].resident, told[i].code,
				told[i].message);
	build->night.stop_count = 0;
	for (size_t i = 0; i < STOPS; i++)
		if (stopped[i].night == number)
			stops[build->night.stop_count++] =
				(struct stopped_sheet){stopped[i].notice, stopped[i].reason};
	build->night.stops = stops;
	return build;
}

/* A night's rows, by line and then as told. */
static const char *expected(struct scene *scene, int night)
{
	const char *text = "";
	bool done[LENGTH] = {false};
	for (size_t turn = 0; turn < LENGTH; turn++) {
		size_t least = LENGTH;
		for (size_t i = 0; i < LENGTH; i++)
			if (told[i].night == night && !done[i] &&
				(least == LENGTH || told[i].line < told[least].line))
				least = i;
		if (least == LENGTH)
			break;
		done[least] = true;
		text = arena_print(scene->arena, "%s%ld %s %s %s\n", text, told[least].line,
			told[least].resident, told[least].code, told[least].message);
	}
	for (size_t i = 0; i < STOPS; i++)
		if (stopped[i].night == night)
			text = arena_print(scene->arena, "%sstop %s %s\n", text, stopped[i].notice,
				stopped[i].reason);
	return text;
}

static const char *read_told(struct scene *scene, struct ledger *ledger, int number)
{
	struct night night;
	struct fault why = {0};
	const char *text = "";
	if (!ledger_night(ledger, on(day_of(scene, number)), 1, scene->arena, &night, &why))
		fail_msg("%s", why.message);
	for (size_t i = 0; i < night.exception_count; i++)
		text = arena_print(scene->arena, "%s%ld %s %s %s\n", text, night.exceptions[i].line,
			night.exceptions[i].resident, night.exceptions[i].code,
			night.exceptions[i].message);
	for (size_t i = 0; i < night.stop_count; i++)
		text = arena_print(scene->arena, "%sstop %s %s\n", text, night.stops[i].notice,
			night.stops[i].reason);
	return text;
}

static void check_all(struct scene *scene, struct ledger *ledger, int first)
{
	for (int night = first; night <= NIGHTS; night++)
		assert_string_equal(read_told(scene, ledger, night), expected(scene, night));
}

static struct ledger *grown(struct scene *scene)
{
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	for (int night = 1; night <= NIGHTS; night++)
		must_commit(ledger, build_told(scene, night));
	return ledger;
}

static const char *ask_all(struct scene *scene, const char *query)
{
	sqlite3 *database;
	sqlite3_stmt *statement;
	const char *text = "";
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", query, sqlite3_errmsg(database));
	while (sqlite3_step(statement) == SQLITE_ROW)
		text = arena_print(scene->arena, "%s%s\n", text, sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return text;
}

static const char spans[] =
	"SELECT resident || ' ' || code || ' ' || message || ' ' || copy || ': ' "
	"|| first || '-' || last FROM exception_span ORDER BY 1";
static const char stop_spans[] =
	"SELECT notice || ' ' || reason || ': ' || first || '-' || last FROM stop_span ORDER BY 1";

static void each_night_is_told_as_it_was(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = grown(scene);
	check_all(scene, ledger, 1);
	ledger_close(ledger);
	assert_string_equal(ask_all(scene, "SELECT (SELECT count(*) FROM exception) + "
					   "(SELECT count(*) FROM stop)"),
		"0\n");
}

/* What goes on is one row. */
static void what_stands_is_kept_once(void **state)
{
	struct scene *scene = *state;
	ledger_close(grown(scene));
	assert_string_equal(ask_all(scene, spans), " mailing-unconfirmed of 2026-11-20 1: 1-2\n"
						   "1001 birth-unknown no birth 1: 2-2\n"
						   "1001 glyph U+5305 1: 1-2\n"
						   "1001 glyph U+5305 1: 4-4\n"
						   "1001 glyph U+5305 1: 6-6\n"
						   "1001 glyph U+5305 2: 2-2\n"
						   "1001 glyph U+5305, U+8FBB 1: 5-5\n"
						   "1002 vanished gone 1: 1-1\n"
						   "1002 vanished gone 1: 4-4\n"
						   "1003 birth-unknown no birth 1: 1-2\n"
						   "1003 birth-unknown no birth 1: 4-6\n");
	assert_string_equal(ask_all(scene, stop_spans),
		"26-000001-1 renewed: 2-2\n26-000001-1 renewed: 4-6\n"
		"26-000002-9 held: 2-2\n26-000002-9 held: 4-4\n26-000002-9 withdrawn: 5-5\n");
}

static const char acts[] = "SELECT sql FROM sqlite_schema WHERE name = 'desk'";

/* The rows as version 5 kept them, in a schema without what came since. */
static void write_as_version_5(struct scene *scene)
{
	const char *script = arena_print(scene->arena, "%s%s%s", AS_VERSION_7, without_seals,
		"DROP TABLE request; DROP TABLE acknowledgement; DROP TABLE load_counter; DROP TABLE exception_list; DROP TABLE exception_span; "
		"DROP TABLE stop_span; DROP TABLE renewal; DROP TABLE came;"
		"DROP TABLE attendance; DROP TABLE effect; DROP TABLE wording; "
		"DROP TABLE turnout; DROP TABLE assigned; PRAGMA user_version = 5;"
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
		" replace(replace(sql, '''appointment-given'', ''appointment-came'', ''place-freed'',"
		" ''place-moved'', ''place-taken'', ''requests-imported'', ', ''),"
		" '''exception-acknowledged'', ''exception-reopened'', ', '') WHERE name = 'desk';");
	for (size_t i = 0; i < LENGTH; i++)
		script = arena_print(scene->arena,
			"%s INSERT INTO exception (night, line, ordinal, resident, code, message)"
			" VALUES (%d, %ld, %zu, '%s', '%s', '%s');",
			script, told[i].night, told[i].line, i, told[i].resident, told[i].code,
			told[i].message);
	for (size_t i = 0; i < STOPS; i++)
		script = arena_print(scene->arena, "%s INSERT INTO stop VALUES (%d, '%s', '%s');",
			script, stopped[i].night, stopped[i].notice, stopped[i].reason);
	sqlite3 *database;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_exec(database, script, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(database));
	sqlite3_close(database);
	assert_int_equal(unlink(arena_print(scene->arena, "%s.sum", scene->path)), 0);
}

static void what_version_5_wrote_is_carried_over(void **state)
{
	struct scene *scene = *state;
	const char *const *findings;
	size_t count = 0;
	struct fault why = {0};
	ledger_close(grown(scene));
	const char *before = ask_all(scene, spans), *stops = ask_all(scene, stop_spans);
	const char *desk = ask_all(scene, acts);
	write_as_version_5(scene);
	assert_null(strstr(ask_all(scene, acts), "'appointment-given'"));
	struct ledger *ledger = must_open(scene, LEDGER_READ);
	check_all(scene, ledger, 1);
	assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
	assert_int_equal(count, 0);
	ledger_close(ledger);
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_string_equal(ask_all(scene, spans), before);
	assert_string_equal(ask_all(scene, stop_spans), stops);
	assert_string_equal(ask_all(scene, acts), desk);
	/* The chain begins with what was there. */
	assert_string_equal(ask_all(scene, "SELECT DISTINCT made FROM seal"), "opening\n");
	assert_string_equal(
		ask_all(scene, "SELECT count(*) FROM seal WHERE part = 'night'"), "6\n");
	assert_non_null(strstr(desk, "'appointment-given'"));
	/* What stood before goes on. */
	ledger = must_open(scene, LEDGER_WRITE);
	struct build *next = build_night(scene->arena, "2026-11-30", 1);
	build_exception(next, 99, "1003", "birth-unknown", "no birth");
	must_commit(ledger, next);
	check_all(scene, ledger, 1);
	ledger_close(ledger);
	assert_non_null(strstr(ask_all(scene, spans), "1003 birth-unknown no birth 1: 4-7\n"));
}

/* Of the nights that are past their retention nothing is left but what later ones tell as well. */
static void what_is_past_its_retention_goes(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = grown(scene);
	struct purge_count count = {0};
	struct fault why = {0};
	for (int night = 1; night <= NIGHTS; night++)
		assert_true(ledger_issue(ledger, on(day_of(scene, night)), 1, &why));
	const struct purge purge = {on("2026-11-28"), on("2026-11-28"), on("2026-11-29")};
	assert_true(ledger_begin(ledger, &why));
	if (!ledger_purge(ledger, &purge, &count, &why))
		fail_msg("%s", why.message);
	assert_true(ledger_staff_commit(ledger, &why));
	assert_int_equal(count.nights, 4);
	assert_int_equal(count.exceptions, 8);
	check_all(scene, ledger, 5);
	ledger_close(ledger);
	assert_string_equal(ask_all(scene, spans), "1001 glyph U+5305 1: 6-6\n"
						   "1001 glyph U+5305, U+8FBB 1: 5-5\n"
						   "1003 birth-unknown no birth 1: 4-6\n");
	assert_string_equal(ask_all(scene, "SELECT night FROM exception_list"), "5\n6\n");
}

/* A night given up leaves neither rows nor longer spans. */
static void a_night_given_up_leaves_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = grown(scene);
	struct fault why = {0};
	const struct night_exception again = {7, "1003", "birth-unknown", "no birth"};
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_tell_exception(ledger, &again, &why));
	ledger_rollback(ledger);
	check_all(scene, ledger, 1);
	ledger_close(ledger);
	assert_string_equal(ask_all(scene, "SELECT count(*) FROM exception"), "0\n");
	assert_string_equal(ask_all(scene, "SELECT max(last) FROM exception_span"), "6\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(each_night_is_told_as_it_was),
		TEST(what_stands_is_kept_once),
		TEST(what_version_5_wrote_is_carried_over),
		TEST(what_is_past_its_retention_goes),
		TEST(a_night_given_up_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
