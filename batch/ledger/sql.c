#include "ledger/sql.h"

#include "base/phrase.h"
#include "model/due.h"

#include <errno.h>
#include <sqlite3.h>
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
};

/* ---- faults ---- */

/* What each result code means to who runs the program. Extended codes stand before their primary
 * one; codes that are not here should never come. */
static const struct meaning {
	int code;
	enum fault_kind writing, reading;
	const char *hint;
} meanings[] = {
	{SQLITE_READONLY_ROLLBACK, FAULT_BUSY, FAULT_BUSY,
		PHRASE("a run was killed while it wrote; the next `kigen run` mends the ledger")},
	{SQLITE_READONLY_RECOVERY, FAULT_BUSY, FAULT_BUSY,
		PHRASE("a run was killed while it wrote; the next `kigen run` mends the ledger")},
	{SQLITE_READONLY_DBMOVED, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the ledger was moved or replaced while it was in use; nothing was "
		       "changed, run "
		       "again")},
	{SQLITE_FULL, FAULT_WRITE, FAULT_WRITE, PHRASE("make room on the disk, then run again")},
	{SQLITE_NOMEM, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("there was no memory left; nothing was changed, run again when there is")},
	{SQLITE_IOERR_NOMEM, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("there was no memory left; nothing was changed, run again when there is")},
	{SQLITE_IOERR_READ, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the disk could not be read, which says nothing of the ledger itself; "
		       "look after "
		       "the disk, then run again")},
	{SQLITE_IOERR_CORRUPTFS, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the disk could not be read, which says nothing of the ledger itself; "
		       "look after "
		       "the disk, then run again")},
	{SQLITE_IOERR_LOCK, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the file system cannot lock files; the ledger belongs on a disk of this "
		       "machine")},
	{SQLITE_IOERR_RDLOCK, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the file system cannot lock files; the ledger belongs on a disk of this "
		       "machine")},
	{SQLITE_IOERR, FAULT_WRITE, FAULT_WRITE, PHRASE("look after the disk, then run again")},
	{SQLITE_CANTOPEN, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be there and be open to this user")},
	{SQLITE_READONLY, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("this user must be allowed to write the file and its folder")},
	{SQLITE_PERM, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be open to this user")},
	{SQLITE_AUTH, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be open to this user")},
	{SQLITE_NOLFS, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file system takes no files of this size")},
	{SQLITE_BUSY, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_LOCKED, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_PROTOCOL, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_NOTADB, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("this is not a ledger, or its beginning is damaged; name the right file "
		       "or restore "
		       "a backup")},
	{SQLITE_CORRUPT, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("the ledger is damaged; restore a backup")},
	{SQLITE_CONSTRAINT, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("nothing was written; this is a mistake of the program, please report it")},
};

static const struct meaning *meaning_of(int code)
{
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (meanings[i].code == code)
			return &meanings[i];
	return code == (code & 0xff) ? NULL : meaning_of(code & 0xff);
}

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
static bool tell_failure(const struct sql *sql, int told, struct fault *why)
{
	char system[128];
	int error, code = cause_of(sql, told, &error);
	const struct meaning *meaning = meaning_of(code);
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
	sqlite3_busy_timeout(opened->database, BUSY_MILLISECONDS);
	/* The cache holds a whole night, so that readers are kept out only while it is committed;
	 * nothing of it goes to files elsewhere. The last line is the first look at the file. */
	if (!sql_script(opened,
		    "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON;"
		    "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
		    "PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
		    "PRAGMA schema_version;",
		    why))
		goto out;
	*sql = opened;
	return true;
out:
	sql_close(opened);
	return false;
}

void sql_close(struct sql *sql)
{
	if (sql == NULL)
		return;
	for (size_t i = 0; i < sql->count; i++)
		sqlite3_finalize(sql->statements[i].handle);
	sqlite3_close(sql->database);
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
		       phrase(meaning_of(SQLITE_CONSTRAINT)->hint));
}
