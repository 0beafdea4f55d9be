#ifndef LEDGER_ROW_H
#define LEDGER_ROW_H

#include "ledger/statement.h"
#include "model/night.h"
#include "model/notice.h"

/* Rows that several statements have in common, read column by column. */

/* "As of now" where a statement asks for a night: later than every night. */
#define NIGHT_NOW INT64_MAX

/* An appointment's seven columns. */
void row_appointment(
	struct sql_statement *statement, struct arena *arena, struct appointment *appointment);

/* All letters of a statement that lists them, parameters put, with their items. */
bool row_notices(struct ledger *ledger, struct sql_statement *list, struct arena *arena,
	struct notice **notices, size_t *count, struct fault *why);

/* To whom a letter goes, twelve columns. */
void row_recipient(
	struct sql_statement *statement, struct arena *arena, struct recipient *recipient);

/* One thing that runs out, five columns. */
void row_item(struct sql_statement *statement, struct notice_item *item);

/* All rows of a statement that lists tellings, parameters put. */
bool row_tellings(struct sql_statement *list, struct arena *arena, struct night_telling **tellings,
	size_t *count, struct fault *why);

#endif
