#include "ledger/spans.h"

#include "ledger/statement.h"

/* First what goes on, then what begins; the list needs both. */

bool spans_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	static const enum statement steps[] = {EXTEND_EXCEPTIONS, BEGIN_EXCEPTIONS,
		ADD_EXCEPTION_LIST, FORGET_TOLD_EXCEPTIONS, EXTEND_STOPS, BEGIN_STOPS,
		FORGET_TOLD_STOPS};
	(void)night;
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct sql_statement *step = sql_start(ledger->sql, (int)steps[i]);
		sql_put_integer(step, ledger->night);
		if (!sql_run(step, why))
			return false;
	}
	return true;
}
