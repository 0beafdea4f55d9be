#ifndef LEDGER_SQL_H
#define LEDGER_SQL_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/digest.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The only door to SQLite: a connection, and its statements from one table of texts, each prepared
 * when it is first used and kept.
 *
 * A statement is used like this, and nothing but the last call can fail:
 *
 *	struct sql_statement *find = sql_start(sql, FIND_NIGHT);
 *	sql_put_day(find, day);                  parameters from the first on, in order
 *	while (sql_next(find))
 *		row.run = sql_get_integer(find); columns from the first on, in order
 *	return sql_finish(find, why);
 *
 * What fails before is remembered, ends the loop, and is told by sql_finish (or sql_run, sql_change
 * for statements without rows). Texts that are put must live until then. One use of a statement
 * must be finished before the next.
 *
 * Faults name the ledger's path, the cause and what to do: FAULT_WRITE disk full or I/O error, of
 * reading too; FAULT_OUTPUT it cannot be opened, made or written (reading: FAULT_INPUT); FAULT_BUSY
 * another process holds it, or one that was killed left it to be mended by opening it for writing;
 * FAULT_INTERNAL it is no database, it is damaged, there is no memory, or a constraint hit. Where a
 *fault comes from a statement within a transaction the only thing to do is sql_rollback.
 */
struct sql;
struct sql_statement;

enum sql_mode {
	SQL_READ,  /* read-only */
	SQL_WRITE, /* the file must exist and may be empty */
};

/* The statements of a connection; they outlive it. */
struct sql_texts {
	const char *const *list;
	size_t count;
};

/* Opens a database. The connection lives in `arena` but must be closed. */
bool sql_open(const char *path, enum sql_mode mode, const struct sql_texts *texts,
	struct arena *arena, struct sql **sql, struct fault *why);

/* What is open is from then on a copy of it in memory, of one moment, that may be written to and
 * goes when it is closed; the file is let go as it is. Outside a transaction, and with no statement
 * in use. When it fails the connection is as it was, or good for nothing but being closed. */
bool sql_leave_file(struct sql *sql, struct fault *why);

/* Rolls back and closes. NULL is allowed. */
void sql_close(struct sql *sql);

/* Runs statements, separated by semicolons, that have neither parameters nor rows. */
bool sql_script(struct sql *sql, const char *text, struct fault *why);

/* A transaction: writing (BEGIN IMMEDIATE), or reading when the connection is read-only. */
bool sql_begin(struct sql *sql, struct fault *why);

/* A transaction that only reads: what its statements tell was true at one moment. */
bool sql_begin_reading(struct sql *sql, struct fault *why);

/* On failure everything is rolled back. */
bool sql_commit(struct sql *sql, struct fault *why);

/* Does nothing outside a transaction. */
void sql_rollback(struct sql *sql);

/* Is a transaction under way? A failed statement may have ended it. */
bool sql_in_transaction(const struct sql *sql);

/* What a function that SQL calls answers to two integers: may the statement go on? When it may not
 * that statement fails with its fault. It may use other statements of the same connection. */
typedef bool sql_answer(void *context, int64_t first, int64_t second, struct fault *why);

/* Makes it one that statements and temporary triggers of this connection may call by its name; one
 * a connection. It is not called where the second one is NULL. */
bool sql_offer(
	struct sql *sql, const char *name, sql_answer *answer, void *context, struct fault *why);

/* ---- one statement ---- */

struct sql_statement *sql_start(struct sql *sql, int statement);

void sql_put_integer(struct sql_statement *statement, int64_t value);
void sql_put_text(struct sql_statement *statement, const char *text);     /* NULL is NULL */
void sql_put_optional(struct sql_statement *statement, const char *text); /* "" too is NULL */
void sql_put_bytes(struct sql_statement *statement, const void *bytes, size_t length);
void sql_put_day(struct sql_statement *statement, day_number day); /* DAY_NONE is NULL */
void sql_put_time(struct sql_statement *statement, int minute);

/* The next row; false after the last, or when something failed. */
bool sql_next(struct sql_statement *statement);

int64_t sql_get_integer(struct sql_statement *statement);                        /* NULL is 0 */
const char *sql_get_text(struct sql_statement *statement, struct arena *arena);  /* NULL is "" */
void sql_get_bytes(struct sql_statement *statement, void *bytes, size_t length); /* exactly */

/* All columns of the row into a digest, so that no two rows are the same bytes. */
void sql_sum_row(struct sql_statement *statement, struct digest *digest);

day_number sql_get_day(struct sql_statement *statement); /* NULL is DAY_NONE */
int sql_get_time(struct sql_statement *statement);       /* NULL is 0 */

/* The index of a word; NULL counts as "". */
int sql_get_word(struct sql_statement *statement, const char *const words[], int count);

/* Ends a statement's use, after the last row or before: has all gone well? A value that is none of
 * its kind (a day that does not exist, an unknown word) is FAULT_INTERNAL: damaged. */
bool sql_finish(struct sql_statement *statement, struct fault *why);

/* Runs a statement that writes, and finishes it. */
bool sql_run(struct sql_statement *statement, struct fault *why);

/* The same for one that must change exactly one row, else FAULT_INTERNAL: `what` is missing. */
bool sql_change(struct sql_statement *statement, const char *what, struct fault *why);

#endif
