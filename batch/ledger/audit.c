#include "ledger/audit.h"

#include "ledger/row.h"
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

bool ledger_deeds(struct ledger *ledger, day_number from, day_number until, struct arena *arena,
	struct deeds *deeds, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_DEEDS);
	struct rows rows = {.size = sizeof(struct deed)};
	sql_put_day(list, from);
	sql_put_day(list, until);
	for (struct deed *deed; (deed = row_next(list, arena, &rows)) != NULL;) {
		deed->day = sql_get_day(list);
		deed->action = sql_get_text(list, arena);
		deed->mailing = sql_get_day(list);
		deed->run = (int)sql_get_integer(list);
		deed->notice = sql_get_text(list, arena);
		deed->resident = sql_get_text(list, arena);
		deed->detail = sql_get_text(list, arena);
		deed->who = sql_get_text(list, arena);
		deed->why = sql_get_text(list, arena);
	}
	return row_done(list, &rows, &deeds->list, &deeds->count, why);
}
