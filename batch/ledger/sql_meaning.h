#ifndef LEDGER_SQL_MEANING_H
#define LEDGER_SQL_MEANING_H

#include "base/fault.h"

/* What a result code of SQLite means to who runs the program, by whether it was writing. */
struct sql_meaning {
	int code;
	enum fault_kind writing, reading;
	const char *hint; /* a PHRASE */
};

/* Of a code or its primary one; NULL for one that should never come. */
const struct sql_meaning *sql_meaning(int code);

#endif
