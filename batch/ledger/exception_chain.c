#include "ledger/exception_chain.h"

#include "ledger/row.h"
#include "ledger/statement.h"
#include "model/exception_change.h"

/* Each night that changes a figure begins a span: the chain goes from one to the one that ended the
 * night before it began. */

struct link {
	const char *message;
	struct exception_standing standing;
	bool reopened; /* the one behind it was acknowledged, and is not any more */
};

/* What the night before `number` began told instead of it; *found NULL: nothing. */
static bool find_before(struct ledger *ledger, const struct exception_told *told, long number,
	struct arena *arena, struct link **found, struct fault *why)
{
	struct link *links = NULL;
	size_t count = 0;
	struct sql_statement *list = sql_start(ledger->sql, LIST_EXCEPTIONS_BEFORE);
	struct rows rows = {.size = sizeof(struct link)};
	sql_put_integer(list, number);
	sql_put_integer(list, told->night);
	for (struct link *link; (link = row_next(list, arena, &rows)) != NULL;) {
		link->message = sql_get_text(list, arena);
		row_standing(list, arena, &link->standing);
		link->reopened = sql_get_integer(list) != 0;
	}
	if (!row_done(list, &rows, &links, &count, why))
		return false;
	*found = NULL;
	for (size_t i = 0; i < count && *found == NULL; i++)
		if (exception_change(told->code, links[i].message, told->message) !=
			EXCEPTION_OTHER)
			*found = &links[i];
	return true;
}

static void take_over(struct exception_standing *standing, const struct exception_standing *of)
{
	standing->known = true;
	standing->acknowledged = of->acknowledged;
	standing->acknowledged_as = of->number;
	standing->who = of->who;
	standing->why = of->why;
}

bool exception_chain_follow(struct ledger *ledger, const struct exception_told *told,
	struct arena *arena, struct exception_standing *standing, struct fault *why)
{
	bool unbroken = true;  /* it has not become worse on the way to now */
	bool reopened = false; /* what was said before is said no more */
	long number = standing->number;
	while (exception_has_figures(told->code, told->message)) {
		struct link *link;
		if (!find_before(ledger, told, number, arena, &link, why))
			return false;
		if (link == NULL)
			return true;
		bool worse = exception_change(told->code, link->message, told->message) ==
			     EXCEPTION_WORSE;
		unbroken &= !worse;
		if (unbroken) {
			standing->known = true;
			standing->since = link->standing.since;
		}
		reopened |= link->reopened;
		if (!worse && !reopened && standing->acknowledged == DAY_NONE &&
			link->standing.acknowledged != DAY_NONE)
			take_over(standing, &link->standing);
		number = link->standing.number;
	}
	return true;
}
