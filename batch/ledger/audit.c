#include "ledger/audit.h"

#include "ledger/statement.h"

/* A line of the log stands in the transaction of what the act changes, and comes first: nothing of
 * the ledger is changed by hand without who did it and why. */

bool audit_log(struct ledger *ledger, const char *action, const struct audit_subject *subject,
	const struct staff_act *act, struct fault *why)
{
	if (!sql_in_transaction(ledger->sql))
		return fault_set(
			why, FAULT_INTERNAL, "%s: ledger: nothing has been begun", ledger->path);
	struct sql_statement *add = sql_start(ledger->sql, ADD_ACT);
	sql_put_day(add, act->day);
	sql_put_text(add, action);
	sql_put_day(add, subject->mailing == NULL ? DAY_NONE : subject->mailing->day);
	sql_put_integer(add, subject->mailing == NULL ? 0 : subject->mailing->run);
	sql_put_optional(add, subject->notice);
	sql_put_text(add, subject->resident == NULL ? "" : subject->resident);
	sql_put_text(add, subject->detail == NULL ? "" : subject->detail);
	sql_put_text(add, act->who);
	sql_put_text(add, act->why == NULL ? "" : act->why);
	return sql_run(add, why);
}
