#include "ledger/acknowledgement.h"

#include "ledger/exception_chain.h"
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
	if (!row_done(list, &rows, exceptions, count, why))
		return false;
	for (size_t i = 0; i < *count; i++) {
		struct standing_exception *one = &(*exceptions)[i];
		const struct exception_told told = {NIGHT_NOW, one->code, one->message};
		if (!exception_chain_follow(ledger, &told, arena, &one->standing, why))
			return false;
	}
	return true;
}

/* What is said, and of which number: that of the exception itself, or of the one of which it was
 * said before. */
struct word {
	const char *action;
	enum statement change;
	long number;
};

static bool say_of(struct ledger *ledger, const struct word *word,
	const struct standing_exception *exception, const struct staff_act *act, struct fault *why)
{
	const struct audit_subject subject = {
		.resident = exception->resident, .detail = exception->code};
	if (!audit_log(ledger, word->action, &subject, act, why))
		return false;
	struct sql_statement *set = sql_start(ledger->sql, (int)word->change);
	sql_put_integer(set, word->number);
	return sql_change(set, "what is said of an exception", why);
}

bool ledger_acknowledge(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why)
{
	const struct word word = {
		"exception-acknowledged", ADD_ACKNOWLEDGEMENT, exception->standing.number};
	return say_of(ledger, &word, exception, act, why);
}

bool ledger_reopen(struct ledger *ledger, const struct standing_exception *exception,
	const struct staff_act *act, struct fault *why)
{
	const struct word word = {
		"exception-reopened", END_ACKNOWLEDGEMENT, exception->standing.acknowledged_as};
	return say_of(ledger, &word, exception, act, why);
}
