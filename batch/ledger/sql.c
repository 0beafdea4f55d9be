#include "ledger/sql.h"

#include "base/phrase.h"
#include "ledger/sql_meaning.h"
#include "ledger/sql_memory.h"
#include "model/due.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* What fails is kept in its statement until that use of it ends, so that a caller looks once. A
 * value that is not of the kind that the schema promises is damage, never a default. */

/* A reader waits this long for a commit to end, a commit for the readers before it (one that reads
 * a register meanwhile, too). */
enum { BUSY_MILLISECONDS = 60000 };

struct sql_statement {
	struct sql *sql;
	const char *text;
	sqlite3_stmt *handle; /* NULL until first used */
	int parameter;        /* the last one put */
	int column;           /* the next one to get */
	int code;             /* SQLITE_OK, or what failed first */
	bool damaged;         /* a value was none of its kind */
};

struct sql {
	const char *path;
	enum sql_mode mode;
	sqlite3 *database;
	struct sql_statement *statements;
	size_t count;
	sql_answer *answer;   /* of the function that was offered */
	void *context;        /* of it */
	struct fault refused; /* why it refused, until that is told */
};

/* ---- faults ---- */

/* SQLite calls it "malformed" when the disk answers a reading with an error of its own; the file's
 * last error tells the two apart. */
static int cause_of(const struct sql *sql, int code, int *error)
{
	*error = 0;
	if (sql->database == NULL)
		return code;
	if ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN)
		*error = sqlite3_system_errno(sql->database);
	if (code != SQLITE_CORRUPT && code != SQLITE_IOERR_CORRUPTFS)
		return code;
	int last = 0;
	sqlite3_file_control(sql->database, "main", SQLITE_FCNTL_LAST_ERRNO, &last);
	bool disk = last == EIO || last == ENXIO || last == ERANGE;
	*error = disk ? last : *error;
	return disk ? SQLITE_IOERR_READ : code;
}

/* SQLite's own words name tables and columns, never values. */
static bool tell_failure(struct sql *sql, int told, struct fault *why)
{
	char system[128];
	if (sql->refused.kind != FAULT_NONE) {
		*why = sql->refused;
		sql->refused.kind = FAULT_NONE;
		return false;
	}
	int error, code = cause_of(sql, told, &error);
	const struct sql_meaning *meaning = sql_meaning(code);
	bool latest = sql->database != NULL && sqlite3_extended_errcode(sql->database) == code;
	const char *words = latest ? sqlite3_errmsg(sql->database) : sqlite3_errstr(code);
	const char *colon = error != 0 ? ": " : "";
	const char *cause = error != 0 ? strerror_r(error, system, sizeof system) : "";
	if (meaning == NULL)
		return fault_set(
			why, FAULT_INTERNAL, "%s: ledger: %s (%d)", sql->path, words, code);
	return fault_set(why, sql->mode == SQL_READ ? meaning->reading : meaning->writing,
		"%s: ledger: %s%s%s (%d)\nhint: %s", sql->path, words, colon, cause, code,
		phrase(meaning->hint));
}

/* ---- the connection ---- */

bool sql_script(struct sql *sql, const char *text, struct fault *why)
{
	int code = sqlite3_exec(sql->database, text, NULL, NULL, NULL);
	return code == SQLITE_OK || tell_failure(sql, code, why);
}

/* What SQLite says of a call that was refused is nothing against the fault that refused it. */
static void answer_call(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct sql *sql = sqlite3_user_data(context);
	(void)count;
	if (sqlite3_value_type(values[1]) != SQLITE_NULL &&
		!sql->answer(sql->context, sqlite3_value_int64(values[0]),
			sqlite3_value_int64(values[1]), &sql->refused))
		sqlite3_result_error(context, "refused", -1);
}

bool sql_offer(
	struct sql *sql, const char *name, sql_answer *answer, void *context, struct fault *why)
{
	sql->answer = answer;
	sql->context = context;
	int code = sqlite3_create_function(
		sql->database, name, 2, SQLITE_UTF8, sql, answer_call, NULL, NULL);
	return code == SQLITE_OK || tell_failure(sql, code, why);
}

/* The cache holds a whole night, so that readers are kept out only while it is committed; nothing
 * of it goes to files elsewhere. The last line is the first look at the file. */
static bool settle_pragmas(struct sql *sql, struct fault *why)
{
	sqlite3_busy_timeout(sql->database, BUSY_MILLISECONDS);
	return sql_script(sql,
		"PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON;"
		"PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
		"PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
		"PRAGMA schema_version;",
		why);
}

bool sql_open(const char *path, enum sql_mode mode, const struct sql_texts *texts,
	struct arena *arena, struct sql **sql, struct fault *why)
{
	struct sql *opened = arena_alloc(arena, sizeof *opened);
	opened->path = arena_copy(arena, path);
	opened->mode = mode;
	opened->count = texts->count;
	opened->statements = arena_alloc(arena, texts->count * sizeof *opened->statements);
	for (size_t i = 0; i < texts->count; i++)
		opened->statements[i] =
			(struct sql_statement){.sql = opened, .text = texts->list[i]};
	/* SQLite takes some names for its own ("file:…", ":memory:"): none of them has a folder. */
	const char *name = path[0] == '/' ? path : arena_print(arena, "./%s", path);
	int flags = mode == SQL_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	int code = sqlite3_open_v2(
		name, &opened->database, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	/* Where it may not write SQLite opens for reading instead. */
	if (code == SQLITE_OK && mode == SQL_WRITE && sqlite3_db_readonly(opened->database, "main"))
		code = SQLITE_READONLY;
	if (code != SQLITE_OK) {
		tell_failure(opened, code, why);
		goto out;
	}
	if (!settle_pragmas(opened, why))
		goto out;
	*sql = opened;
	return true;
out:
	sql_close(opened);
	return false;
}

static void close_database(struct sql *sql)
{
	for (size_t i = 0; i < sql->count; i++) {
		sqlite3_finalize(sql->statements[i].handle);
		sql->statements[i].handle = NULL;
	}
	sqlite3_close(sql->database);
}

void sql_close(struct sql *sql)
{
	if (sql != NULL)
		close_database(sql);
}

bool sql_leave_file(struct sql *sql, struct fault *why)
{
	sqlite3 *memory = NULL;
	int code = sql_memory_copy(sql->database, &memory);
	if (code != SQLITE_OK)
		return tell_failure(sql, code, why);
	close_database(sql);
	sql->database = memory;
	return settle_pragmas(sql, why);
}

bool sql_begin(struct sql *sql, struct fault *why)
{
	return sql_script(sql, sql->mode == SQL_READ ? "BEGIN" : "BEGIN IMMEDIATE", why);
}

bool sql_begin_reading(struct sql *sql, struct fault *why)
{
	return sql_script(sql, "BEGIN", why);
}

bool sql_commit(struct sql *sql, struct fault *why)
{
	bool done = sql_script(sql, "COMMIT", why);
	if (!done)
		sql_rollback(sql);
	return done;
}

/* A rollback that fails leaves the journal: whoever opens next finishes it. */
void sql_rollback(struct sql *sql)
{
	if (sql_in_transaction(sql))
		sqlite3_exec(sql->database, "ROLLBACK", NULL, NULL, NULL);
}

bool sql_in_transaction(const struct sql *sql)
{
	return sqlite3_get_autocommit(sql->database) == 0;
}

/* ---- putting ---- */

static void keep_code(struct sql_statement *statement, int code)
{
	if (statement->code == SQLITE_OK)
		statement->code = code;
}

struct sql_statement *sql_start(struct sql *sql, int statement)
{
	struct sql_statement *started = &sql->statements[statement];
	sql->refused.kind = FAULT_NONE;
	started->parameter = 0;
	started->code = SQLITE_OK;
	started->damaged = false;
	if (started->handle == NULL)
		started->code = sqlite3_prepare_v3(sql->database, started->text, -1,
			SQLITE_PREPARE_PERSISTENT, &started->handle, NULL);
	return started;
}

void sql_put_integer(struct sql_statement *statement, int64_t value)
{
	keep_code(statement, sqlite3_bind_int64(statement->handle, ++statement->parameter, value));
}

void sql_put_text(struct sql_statement *statement, const char *text)
{
	keep_code(statement, sqlite3_bind_text(statement->handle, ++statement->parameter, text, -1,
				     SQLITE_STATIC));
}

void sql_put_optional(struct sql_statement *statement, const char *text)
{
	sql_put_text(statement, text == NULL || text[0] == '\0' ? NULL : text);
}

void sql_put_bytes(struct sql_statement *statement, const void *bytes, size_t length)
{
	keep_code(statement, sqlite3_bind_blob(statement->handle, ++statement->parameter, bytes,
				     (int)length, SQLITE_STATIC));
}

void sql_put_day(struct sql_statement *statement, day_number day)
{
	char text[CIVIL_DATE_BYTES];
	keep_code(statement, day == DAY_NONE
				     ? sqlite3_bind_null(statement->handle, ++statement->parameter)
				     : sqlite3_bind_text(statement->handle, ++statement->parameter,
					       civil_format(day, text), -1, SQLITE_TRANSIENT));
}

void sql_put_time(struct sql_statement *statement, int minute)
{
	char text[CIVIL_TIME_BYTES];
	keep_code(statement, sqlite3_bind_text(statement->handle, ++statement->parameter,
				     civil_format_time(minute, text), -1, SQLITE_TRANSIENT));
}

/* ---- getting ---- */

bool sql_next(struct sql_statement *statement)
{
	if (statement->code != SQLITE_OK || statement->damaged)
		return false;
	statement->column = 0;
	int code = sqlite3_step(statement->handle);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		statement->code = code;
	return code == SQLITE_ROW;
}

int64_t sql_get_integer(struct sql_statement *statement)
{
	return sqlite3_column_int64(statement->handle, statement->column++);
}

/* The bytes of the next column, which live until the next row; NULL for NULL. */
static const char *get_column(struct sql_statement *statement, size_t *length)
{
	const unsigned char *text = sqlite3_column_text(statement->handle, statement->column);
	*length = (size_t)sqlite3_column_bytes(statement->handle, statement->column);
	statement->column++;
	return (const char *)text;
}

const char *sql_get_text(struct sql_statement *statement, struct arena *arena)
{
	size_t length;
	const char *text = get_column(statement, &length);
	return text == NULL ? "" : arena_text(arena, text, length);
}

void sql_get_bytes(struct sql_statement *statement, void *bytes, size_t length)
{
	const void *blob = sqlite3_column_blob(statement->handle, statement->column);
	size_t found = (size_t)sqlite3_column_bytes(statement->handle, statement->column);
	statement->column++;
	if (found != length)
		statement->damaged = true;
	else if (length > 0)
		memcpy(bytes, blob, length);
}

void sql_sum_row(struct sql_statement *statement, struct digest *digest)
{
	int columns = sqlite3_column_count(statement->handle);
	for (int column = 0; column < columns; column++) {
		char head[32];
		int type = sqlite3_column_type(statement->handle, column);
		const void *bytes = sqlite3_column_blob(statement->handle, column);
		int length = sqlite3_column_bytes(statement->handle, column);
		int size = snprintf(head, sizeof head, "%d:%d:", type, length);
		digest_update(digest, head, (size_t)size);
		if (length > 0)
			digest_update(digest, bytes, (size_t)length);
	}
}

day_number sql_get_day(struct sql_statement *statement)
{
	size_t length;
	day_number day = DAY_NONE;
	const char *text = get_column(statement, &length);
	if (text != NULL && !civil_parse(text, length, &day))
		statement->damaged = true;
	return day;
}

int sql_get_time(struct sql_statement *statement)
{
	size_t length;
	int minute = 0;
	const char *text = get_column(statement, &length);
	if (text != NULL && !civil_parse_time(text, length, &minute))
		statement->damaged = true;
	return minute;
}

int sql_get_word(struct sql_statement *statement, const char *const words[], int count)
{
	size_t length;
	const char *word = get_column(statement, &length);
	int index = word_index(words, count, word == NULL ? "" : word);
	if (index < 0)
		statement->damaged = true;
	return index < 0 ? 0 : index;
}

/* ---- ending ---- */

bool sql_finish(struct sql_statement *statement, struct fault *why)
{
	struct sql *sql = statement->sql;
	bool done = false;
	if (statement->code != SQLITE_OK)
		tell_failure(sql, statement->code, why);
	else if (statement->damaged)
		fault_set(why, FAULT_INTERNAL,
			"%s: ledger: a value is none of its kind\nhint: the ledger is damaged; "
			"restore a backup",
			sql->path);
	else
		done = true;
	sqlite3_reset(statement->handle);
	return done;
}

bool sql_run(struct sql_statement *statement, struct fault *why)
{
	while (sql_next(statement))
		;
	return sql_finish(statement, why);
}

bool sql_change(struct sql_statement *statement, const char *what, struct fault *why)
{
	struct sql *sql = statement->sql;
	if (!sql_run(statement, why))
		return false;
	int changes = sqlite3_changes(sql->database);
	return changes == 1 ||
	       fault_set(why, FAULT_INTERNAL, "%s: ledger: %s is not there (%d)\nhint: %s",
		       sql->path, phrase(what), changes,
		       phrase(sql_meaning(SQLITE_CONSTRAINT)->hint));
}
