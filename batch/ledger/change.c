#include "ledger/change.h"

/* ---- appointments ---- */

static bool free_places(struct ledger *ledger, const char *uid, struct fault *why)
{
	struct sql_statement *release = sql_start(ledger->sql, FREE_PLACES);
	sql_put_text(release, uid);
	return sql_run(release, why);
}

static void put_version(struct sql_statement *change, const struct ledger *ledger, const char *uid,
	const struct version *version)
{
	sql_put_integer(change, ledger->night);
	sql_put_text(change, uid);
	sql_put_text(change, version->cause);
	sql_put_integer(change, version->tell);
}

bool change_offer(struct ledger *ledger, const struct given_place *place, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_APPOINTMENT);
	sql_put_text(add, place->uid);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, place->counter);
	sql_put_day(add, place->day);
	sql_put_time(add, place->starts);
	sql_put_time(add, place->ends);
	sql_put_integer(add, place->desk);
	return sql_run(add, why) && change_take(ledger, place, why);
}

bool change_cancel(
	struct ledger *ledger, const char *uid, const struct version *version, struct fault *why)
{
	struct sql_statement *cancel = sql_start(ledger->sql, CANCEL_APPOINTMENT);
	put_version(cancel, ledger, uid, version);
	return sql_change(cancel, "an appointment that is to be cancelled", why) &&
	       free_places(ledger, uid, why);
}

bool change_leave(struct ledger *ledger, const char *uid, struct fault *why)
{
	return free_places(ledger, uid, why);
}

bool change_move(struct ledger *ledger, const struct given_place *place,
	const struct version *version, struct fault *why)
{
	struct sql_statement *move = sql_start(ledger->sql, MOVE_APPOINTMENT);
	put_version(move, ledger, place->uid, version);
	sql_put_text(move, place->counter);
	sql_put_day(move, place->day);
	sql_put_time(move, place->starts);
	sql_put_time(move, place->ends);
	sql_put_integer(move, place->desk);
	return sql_change(move, "an appointment that is to be moved", why) &&
	       change_take(ledger, place, why);
}

bool change_take(struct ledger *ledger, const struct given_place *place, struct fault *why)
{
	for (size_t i = 0; i < place->slot_count; i++) {
		struct sql_statement *add = sql_start(ledger->sql, ADD_PLACE);
		sql_put_text(add, place->uid);
		sql_put_text(add, place->counter);
		sql_put_day(add, place->day);
		sql_put_time(add, place->slot_starts[i]);
		sql_put_integer(add, place->desk);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

/* ---- letters ---- */

bool change_address(
	struct ledger *ledger, enum statement how, const struct notice *notice, struct fault *why)
{
	const struct recipient *recipient = &notice->recipient;
	struct sql_statement *add = sql_start(ledger->sql, (int)how);
	sql_put_text(add, notice->number);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, recipient->household);
	sql_put_text(add, recipient->addressee);
	sql_put_text(add, recipient->name);
	sql_put_text(add, recipient->postal);
	sql_put_text(add, recipient->address);
	sql_put_text(add, recipient->building);
	sql_put_text(add, recipient->language);
	sql_put_text(add, letter_format_words[recipient->format]);
	sql_put_integer(add, recipient->foreign);
	sql_put_day(add, recipient->minor_until);
	sql_put_integer(add, recipient->ward);
	sql_put_text(add, stay_case_words[recipient->stay_case]);
	return sql_run(add, why);
}

/* A letter about an expiry has no earlier one. */
static void put_earlier(struct sql_statement *add, const struct notice *notice)
{
	bool tells_change = notice->kind == NOTICE_MOVED || notice->kind == NOTICE_CANCELLED;
	sql_put_text(add, tells_change ? notice->earlier : NULL);
	if (tells_change)
		sql_put_integer(add, notice->was.sequence);
	else
		sql_put_text(add, NULL);
}

/* Where the letter takes part in a trial. */
static bool assign_wording(struct ledger *ledger, const struct notice *notice, struct fault *why)
{
	if (notice->trial == NULL)
		return true;
	struct sql_statement *begin = sql_start(ledger->sql, BEGIN_TRIAL);
	sql_put_text(begin, notice->trial);
	sql_put_day(begin, notice->trial_until);
	sql_put_integer(begin, ledger->night);
	if (!sql_run(begin, why))
		return false;
	struct sql_statement *add = sql_start(ledger->sql, ADD_ASSIGNED);
	sql_put_text(add, notice->number);
	sql_put_text(add, notice->trial);
	sql_put_integer(add, notice->second);
	sql_put_integer(add, notice->trial_share);
	sql_put_integer(add, ledger->night);
	return sql_run(add, why);
}

bool change_write(struct ledger *ledger, const struct notice *notice, bool desk, struct fault *why)
{
	bool comes = notice->appointment.state != APPOINTMENT_STATE_NONE;
	struct sql_statement *add = sql_start(ledger->sql, ADD_NOTICE);
	sql_put_text(add, notice->number);
	sql_put_text(add, notice->token);
	sql_put_text(add, notice_kind_words[notice->kind]);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, wave_words[notice->wave]);
	sql_put_text(add, notice->recipient.resident);
	sql_put_day(add, notice->visit_from);
	sql_put_day(add, notice->visit_until);
	sql_put_text(add, comes ? notice->appointment.uid : NULL);
	sql_put_integer(add, comes && notice->kind == NOTICE_EXPIRY && notice->kept);
	put_earlier(add, notice);
	sql_put_integer(add, desk);
	return sql_run(add, why) && change_address(ledger, ADD_RECIPIENT, notice, why) &&
	       assign_wording(ledger, notice, why);
}

bool change_pull(struct ledger *ledger, const char *number, struct fault *why)
{
	struct sql_statement *pull = sql_start(ledger->sql, PULL_NOTICE);
	sql_put_integer(pull, ledger->night);
	sql_put_text(pull, number);
	return sql_change(pull, "a letter that is to be pulled", why);
}

bool change_tell(
	struct ledger *ledger, const struct told_change *telling, bool desk, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_TELLING);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, telling->uid);
	sql_put_text(add, telling->resident);
	sql_put_text(add, matter_words[telling->item.matter]);
	sql_put_day(add, telling->item.expires);
	sql_put_text(add, wave_words[telling->item.wave]);
	sql_put_text(add, outcome_words[telling->item.outcome]);
	sql_put_integer(add, telling->item.estimated);
	sql_put_text(add, reason_words[telling->reason]);
	sql_put_optional(add, telling->notice);
	sql_put_integer(add, telling->call);
	sql_put_integer(add, desk);
	return sql_run(add, why);
}
