#ifndef LEDGER_ROW_H
#define LEDGER_ROW_H

#include "ledger/statement.h"
#include "model/committed_night.h"
#include "model/notice.h"

/* Rows that several statements have in common, read column by column. */

/* The rows of a statement while they are collected; begin with {.size = that of one row}. */
struct rows {
	size_t size;
	void *items; /* NULL while there are none */
	size_t count, capacity;
};

/* Goes to the next row: room for it among the others, zeroed, to be filled from its columns before
 * the next is asked for (rows may move then). NULL after the last one, or when something failed,
 * which row_done tells. */
void *row_next(struct sql_statement *list, struct arena *arena, struct rows *rows);

/* Ends the statement's use and hands over what was collected: `items` points to the pointer that is
 * to hold it (NULL without rows). Both are untouched on failure, which is sql_finish's. */
bool row_done(struct sql_statement *list, const struct rows *rows, void *items, size_t *count,
	struct fault *why);

/* All rows of a statement that gives one text, parameters put. */
bool row_texts(struct sql_statement *list, struct arena *arena, const char ***texts, size_t *count,
	struct fault *why);

/* "As of now" where a statement asks for a night: later than every night. */
#define NIGHT_NOW INT64_MAX

/* An appointment's seven columns. */
void row_appointment(
	struct sql_statement *statement, struct arena *arena, struct appointment *appointment);

/* How an exception stands, six columns. */
void row_standing(
	struct sql_statement *statement, struct arena *arena, struct exception_standing *standing);

/* All letters of a statement that lists them, parameters put, with their items. */
bool row_notices(struct ledger *ledger, struct sql_statement *list, struct arena *arena,
	struct notice **notices, size_t *count, struct fault *why);

/* To whom a letter goes, twelve columns. */
void row_recipient(
	struct sql_statement *statement, struct arena *arena, struct recipient *recipient);

/* In which envelope a letter lies, three columns. */
struct enclosure row_enclosure(struct sql_statement *statement);

/* One thing that runs out, five columns. */
void row_item(struct sql_statement *statement, struct notice_item *item);

/* All rows of a statement that lists tellings, parameters put. */
bool row_tellings(struct sql_statement *list, struct arena *arena, struct night_telling **tellings,
	size_t *count, struct fault *why);

#endif
