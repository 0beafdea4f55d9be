#include "ledger/requests.h"

#include "ledger/change.h"
#include "ledger/row.h"

#include <stdio.h>

/* A request is known by the other system's id alone. Each is kept with the line of the log of its
 * file, and with the one of what was done for it, so that the log says on whose word. */

bool ledger_known_request(struct ledger *ledger, const char *id, struct arena *arena,
	struct known_request *known, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_REQUEST);
	struct known_request found = {.content = "", .uid = ""};
	sql_put_text(get, id);
	if (sql_next(get)) {
		found.found = true;
		found.content = sql_get_text(get, arena);
		found.code = (enum desk_request_code)sql_get_word(
			get, desk_request_code_words, REQUEST_CODES);
		found.uid = sql_get_text(get, arena);
	}
	if (!sql_finish(get, why))
		return false;
	*known = found;
	return true;
}

bool ledger_begin_requests(struct ledger *ledger, long count, const struct staff_act *act,
	int64_t *import, struct fault *why)
{
	char detail[32];
	snprintf(detail, sizeof detail, "%ld", count);
	const struct audit_subject subject = {.detail = detail};
	if (!audit_log(ledger, "requests-imported", &subject, act, why))
		return false;
	struct sql_statement *get = sql_start(ledger->sql, GET_LAST_ACT);
	if (sql_next(get))
		*import = sql_get_integer(get);
	return sql_finish(get, why);
}

bool ledger_keep_request(struct ledger *ledger, const struct kept_request *kept, struct fault *why)
{
	char asked[CIVIL_INSTANT_BYTES];
	struct sql_statement *add = sql_start(ledger->sql, ADD_REQUEST);
	sql_put_text(add, kept->request->id);
	sql_put_text(add, kept->content);
	sql_put_text(add,
		civil_format_instant(kept->request->asked_day, kept->request->asked_minute, asked));
	sql_put_text(add, desk_request_code_words[kept->code]);
	sql_put_optional(add, kept->uid);
	sql_put_integer(add, kept->import);
	sql_put_integer(add, kept->acted);
	return sql_run(add, why);
}

bool ledger_overtaken(struct ledger *ledger, const char *resident, const char *uid,
	const struct desk_request *request, bool *overtaken, struct fault *why)
{
	char asked[CIVIL_INSTANT_BYTES];
	bool of_somebody = resident[0] != '\0';
	struct sql_statement *get =
		sql_start(ledger->sql, of_somebody ? GET_CHANGED_SINCE : GET_ASKED_SINCE);
	sql_put_text(get, of_somebody ? resident : uid);
	sql_put_text(get, civil_format_instant(request->asked_day, request->asked_minute, asked));
	bool found = sql_next(get);
	if (!sql_finish(get, why))
		return false;
	*overtaken = found;
	return true;
}

/* ---- visits of people whom only the other system knows ---- */

bool ledger_elsewhere(struct ledger *ledger, day_number from, struct arena *arena,
	struct standing_appointment **standing, size_t *count, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_ELSEWHERE);
	struct rows rows = {.size = sizeof(struct standing_appointment)};
	sql_put_day(list, from);
	for (struct standing_appointment *one; (one = row_next(list, arena, &rows)) != NULL;) {
		one->resident = "";
		one->notice = sql_get_text(list, arena);
		row_appointment(list, arena, &one->appointment);
		one->desk = (int)sql_get_integer(list);
	}
	return row_done(list, &rows, standing, count, why);
}

static bool log_elsewhere(struct ledger *ledger, const char *action, const char *request,
	const struct given_place *place, const struct staff_act *act, struct fault *why)
{
	char detail[REQUEST_ID_MAX + 128], starts[CIVIL_INSTANT_BYTES];
	if (place == NULL)
		snprintf(detail, sizeof detail, "%s", request);
	else
		snprintf(detail, sizeof detail, "%s %s %s", request, place->counter,
			civil_format_instant(place->day, place->starts, starts));
	const struct audit_subject subject = {.detail = detail};
	return audit_log(ledger, action, &subject, act, why);
}

static const struct version of_desk = {"desk", false};

bool ledger_take_elsewhere(struct ledger *ledger, const char *request,
	const struct given_place *place, const struct staff_act *act, struct fault *why)
{
	return log_elsewhere(ledger, "place-taken", request, place, act, why) &&
	       change_offer(ledger, place, why);
}

bool ledger_move_elsewhere(struct ledger *ledger, const char *request,
	const struct given_place *place, const struct staff_act *act, struct fault *why)
{
	return log_elsewhere(ledger, "place-moved", request, place, act, why) &&
	       change_leave(ledger, place->uid, why) && change_move(ledger, place, &of_desk, why);
}

bool ledger_free_elsewhere(struct ledger *ledger, const char *request, const char *uid,
	const struct staff_act *act, struct fault *why)
{
	return log_elsewhere(ledger, "place-freed", request, NULL, act, why) &&
	       change_cancel(ledger, uid, &of_desk, why);
}
