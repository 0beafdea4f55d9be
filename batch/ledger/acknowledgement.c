#include "ledger/acknowledgement.h"

#include "ledger/row.h"
#include "ledger/statement.h"

/* A line of the log first, then what it changes, which names that line as the last one. */

bool ledger_standing_exceptions(struct ledger *ledger, struct arena *arena,
	struct standing_exception **exceptions, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_STANDING_EXCEPTIONS);
	struct rows rows = {.size = sizeof(struct standing_exception)};
	for (struct standing_exception *exception;
		(exception = row_next(list, arena, &rows)) != NULL;) {
		exception->resident = sql_get_text(list, arena);
		exception->code = sql_get_text(list, arena);
		exception->message = sql_get_text(list, arena);
		row_standing(list, arena, &exception->standing);
	}
	return row_done(list, &rows, exceptions, count, why);
}

static bool say_of(struct ledger *ledger, const char *action, enum statement change,
	const struct standing_exception *exception, const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {
		.resident = exception->resident, .detail = exception->code};
	if (!audit_log(ledger, action, &subject, act, why))
		return false;
	struct sql_statement *set = sql_start(ledger->sql, (int)change);
	sql_put_integer(set, exception->standing.number);
	return sql_change(set, "what is said of an exception", why);
}

bool ledger_acknowledge(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why)
{
	return say_of(ledger, "exception-acknowledged", ADD_ACKNOWLEDGEMENT, exception, act, why);
}

bool ledger_reopen(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why)
{
	return say_of(ledger, "exception-reopened", END_ACKNOWLEDGEMENT, exception, act, why);
}
