#include "ledger/change.h"
#include "ledger/counts.h"
#include "ledger/effects.h"
#include "ledger/enclosed.h"
#include "ledger/erasure.h"
#include "ledger/house_offers.h"
#include "ledger/layers.h"
#include "ledger/ledger.h"
#include "ledger/lineage.h"
#include "ledger/protected.h"
#include "ledger/seal.h"
#include "ledger/shortages.h"
#include "ledger/spans.h"
#include "ledger/statement.h"
#include "ledger/turnout.h"
#include "ledger/watched.h"

/*
 * A night's transaction. The order matters: what ends comes before what begins, so that a due, a
 * place or a letter that is given free tonight can be given anew tonight; and letters are
 * addressed before they are mailed, after which their recipient is fixed.
 */

/* Outside a transaction each statement would commit by itself: a night that was not begun, or that
 * an earlier failure ended, must not be written. */
static bool is_begun(const struct ledger *ledger, struct fault *why)
{
	return sql_in_transaction(ledger->sql) ||
	       fault_set(why, FAULT_INTERNAL, "%s: ledger: no night has been begun", ledger->path);
}

bool ledger_tell_exception(
	struct ledger *ledger, const struct night_exception *exception, struct fault *why)
{
	if (!is_begun(ledger, why))
		return false;
	struct sql_statement *add = sql_start(ledger->sql, ADD_EXCEPTION);
	sql_put_integer(add, ledger->night);
	sql_put_integer(add, exception->line);
	sql_put_integer(add, ledger->ordinal++);
	sql_put_text(add, exception->resident);
	sql_put_text(add, exception->code);
	sql_put_text(add, exception->message);
	return sql_run(add, why);
}

static bool add_night(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	struct sql_statement *add = sql_start(ledger->sql, ADD_NIGHT);
	sql_put_integer(add, ledger->night);
	sql_put_day(add, night->day);
	sql_put_integer(add, night->run);
	sql_put_day(add, night->as_of);
	sql_put_text(add, night->register_digest);
	sql_put_text(add, night->office_digest);
	sql_put_day(add, night->posting_day);
	sql_put_integer(add, night->read);
	sql_put_integer(add, night->decided);
	sql_put_integer(add, night->aside);
	sql_put_integer(add, night->holders);
	return sql_run(add, why);
}

static bool add_acceptances(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->acceptance_count; i++) {
		const struct night_acceptance *acceptance = &night->acceptances[i];
		struct sql_statement *add = sql_start(ledger->sql, ADD_ACCEPTANCE);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, acceptance->code);
		sql_put_text(add, acceptance->message);
		sql_put_text(add, acceptance->why);
		sql_put_text(add, acceptance->who);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

/* ---- what ends ---- */

static bool close_dues(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->closed_count; i++) {
		const struct closed_due *due = &night->closed[i];
		struct sql_statement *close = sql_start(ledger->sql, CLOSE_DUE);
		sql_put_text(close, due_state_words[due->state]);
		sql_put_integer(close, ledger->night);
		sql_put_text(close, due->resident);
		sql_put_text(close, document_words[due->document]);
		sql_put_day(close, due->expires);
		if (!sql_change(close, "a due that is to be closed", why))
			return false;
	}
	return true;
}

static bool pull_notices(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->pulled_count; i++) {
		if (!change_pull(ledger, night->pulled[i], why) ||
			!turnout_pull(ledger, night->pulled[i], why))
			return false;
		struct sql_statement *release = sql_start(ledger->sql, FREE_DUES);
		sql_put_text(release, night->pulled[i]);
		if (!sql_run(release, why))
			return false;
	}
	return true;
}

static bool cancel_appointments(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	static const struct version ended = {"ended", false}, closed = {"closure", true};
	for (size_t i = 0; i < night->cancelled_count; i++)
		if (!change_cancel(ledger, night->cancelled[i], &ended, why))
			return false;
	for (size_t i = 0; i < night->lost_count; i++)
		if (!change_cancel(ledger, night->lost[i], &closed, why))
			return false;
	return true;
}

/* All leave before any comes: two may change places. */
static bool move_appointments(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	static const struct version closed = {"closure", true};
	for (size_t i = 0; i < night->moved_count; i++)
		if (!change_leave(ledger, night->moved[i].uid, why))
			return false;
	for (size_t i = 0; i < night->moved_count; i++)
		if (!change_move(ledger, &night->moved[i], &closed, why))
			return false;
	return true;
}

/* ---- what begins ---- */

static bool add_appointments(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->place_count; i++)
		if (!change_offer(ledger, &night->places[i], why))
			return false;
	return true;
}

static bool add_notices(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->notice_count; i++)
		if (!change_write(ledger, &night->notices[i], false, why))
			return false;
	return true;
}

static bool seat_notices(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->seated_count; i++) {
		const struct notice *notice = &night->seated[i];
		struct sql_statement *seat = sql_start(ledger->sql, SEAT_NOTICE);
		sql_put_text(seat, notice->appointment.uid);
		sql_put_day(seat, notice->visit_from);
		sql_put_day(seat, notice->visit_until);
		sql_put_text(seat, notice->number);
		if (!sql_change(seat, "a letter that is given a place", why))
			return false;
	}
	return true;
}

static bool keep_due(struct ledger *ledger, const struct decided_due *due, struct fault *why)
{
	const struct decision *decision = &due->decision;
	struct sql_statement *keep = sql_start(ledger->sql, KEEP_DUE);
	sql_put_text(keep, due->resident);
	sql_put_text(keep, document_words[document_of(decision->matter)]);
	sql_put_day(keep, decision->expires);
	sql_put_text(keep, due_state_words[due->state]);
	sql_put_text(keep, matter_words[decision->matter]);
	sql_put_text(keep, wave_words[decision->wave]);
	sql_put_text(keep, outcome_words[decision->outcome]);
	sql_put_text(keep, reason_words[decision->reason]);
	sql_put_integer(keep, ledger->night);
	return sql_run(keep, why);
}

static bool add_decision(struct ledger *ledger, const struct decided_due *due, struct fault *why)
{
	const struct decision *decision = &due->decision;
	struct sql_statement *add = sql_start(ledger->sql, ADD_DECISION);
	sql_put_integer(add, ledger->night);
	sql_put_text(add, due->resident);
	sql_put_text(add, due->household);
	sql_put_text(add, document_words[document_of(decision->matter)]);
	sql_put_text(add, matter_words[decision->matter]);
	sql_put_day(add, decision->expires);
	sql_put_day(add, decision->opens);
	sql_put_text(add, wave_words[decision->wave]);
	sql_put_text(add, outcome_words[decision->outcome]);
	sql_put_text(add, reason_words[decision->reason]);
	sql_put_integer(add, decision->estimated);
	sql_put_integer(add, due->row);
	sql_put_optional(add, due->notice);
	sql_put_integer(add, due->call);
	sql_put_text(add, due->language);
	return sql_run(add, why);
}

static bool settle_due(struct ledger *ledger, const struct decided_due *due, struct fault *why)
{
	struct sql_statement *settle = sql_start(ledger->sql, SETTLE_DUE);
	sql_put_text(settle, due->resident);
	sql_put_text(settle, document_words[document_of(due->decision.matter)]);
	sql_put_day(settle, due->decision.expires);
	sql_put_text(settle, due->decision.wave == WAVE_REMINDER ? "reminder" : "first");
	sql_put_text(settle, due->notice);
	return sql_run(settle, why);
}

static bool keep_capped(struct ledger *ledger, const struct decided_due *due, struct fault *why)
{
	struct sql_statement *keep = sql_start(ledger->sql, KEEP_CAPPED);
	sql_put_text(keep, due->resident);
	sql_put_text(keep, due->address);
	sql_put_integer(keep, ledger->night);
	return sql_run(keep, why);
}

static bool add_dues(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->due_count; i++) {
		const struct decided_due *due = &night->dues[i];
		if (!keep_due(ledger, due, why) || !add_decision(ledger, due, why) ||
			(due->notice[0] != '\0' && !settle_due(ledger, due, why)) ||
			(due->address != NULL && !keep_capped(ledger, due, why)))
			return false;
	}
	return true;
}

static bool refresh_notices(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->refreshed_count; i++) {
		const struct notice *notice = &night->refreshed[i];
		struct sql_statement *refresh = sql_start(ledger->sql, REFRESH_NOTICE);
		sql_put_integer(refresh, notice->kept);
		sql_put_text(refresh, notice->number);
		if (!sql_run(refresh, why) ||
			!change_address(ledger, REFRESH_RECIPIENT, notice, why))
			return false;
	}
	return true;
}

static bool tell_changes(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->telling_count; i++)
		if (!change_tell(ledger, &night->tellings[i], false, why))
			return false;
	return true;
}

static bool keep_by_hand(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->by_hand_count; i++) {
		const struct by_hand *known = &night->by_hand[i];
		bool free_again = known->reason == REASON_EMPTY;
		struct sql_statement *keep =
			sql_start(ledger->sql, free_again ? FREE_BY_HAND : KEEP_BY_HAND);
		sql_put_text(keep, known->resident);
		if (!free_again)
			sql_put_text(keep, reason_words[known->reason]);
		if (!sql_run(keep, why))
			return false;
	}
	return true;
}

static bool mail_notices(
	struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	if (night->mailed_count > 0 && night->posting_day != night->day)
		return fault_set(why, FAULT_INTERNAL,
			"%s: ledger: letters in the mailing of a night that has none",
			ledger->path);
	int sheet = 1;
	for (size_t i = 0; i < night->mailed_count; i++) {
		struct sql_statement *mail = sql_start(ledger->sql, MAIL_NOTICE);
		sql_put_integer(mail, ledger->night);
		sql_put_integer(mail, sheet);
		sheet += night->mailed_sheets == NULL ? 1 : night->mailed_sheets[i];
		sql_put_text(mail, night->mailed[i]);
		if (!sql_change(mail, "a letter that is to be mailed", why))
			return false;
	}
	return true;
}

static bool add_late(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->late_count; i++) {
		const struct late_item *item = &night->late[i];
		struct sql_statement *add = sql_start(ledger->sql, ADD_LATE);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, item->notice);
		sql_put_text(add, item->resident);
		sql_put_text(add, matter_words[item->matter]);
		sql_put_day(add, item->expires);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

static bool add_stops(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	for (size_t i = 0; i < night->stop_count; i++) {
		struct sql_statement *add = sql_start(ledger->sql, ADD_STOP);
		sql_put_integer(add, ledger->night);
		sql_put_text(add, night->stops[i].notice);
		sql_put_text(add, night->stops[i].reason);
		if (!sql_run(add, why))
			return false;
	}
	return true;
}

bool ledger_commit(struct ledger *ledger, const struct night_decided *night, struct fault *why)
{
	if (!is_begun(ledger, why))
		return false;
	static bool (*const steps[])(
		struct ledger *, const struct night_decided *, struct fault *) = {add_night,
		add_acceptances, layers_add, watched_keep, protected_keep, close_dues, pull_notices,
		cancel_appointments, move_appointments, add_appointments, house_offers_keep,
		add_notices, seat_notices, add_dues, tell_changes, keep_by_hand, refresh_notices,
		mail_notices, enclosed_add, turnout_keep, add_late, add_stops, shortages_add,
		lineage_add, purge_keep_figures, counts_add, effects_add, spans_keep};
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (!steps[i](ledger, night, why)) {
			sql_rollback(ledger->sql);
			return false;
		}
	if (!seal_touched(ledger, seal_by_night, why)) {
		sql_rollback(ledger->sql);
		return false;
	}
	return sql_commit(ledger->sql, why);
}
