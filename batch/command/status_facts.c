#include "command/status_facts.h"

#include "base/sorted.h"
#include "base/text.h"
#include "command/failed_run.h"
#include "document/operators/tally.h"
#include "intake/office/opening_hours.h"
#include "ledger/acknowledgement.h"
#include "ledger/counts.h"
#include "ledger/house_offers.h"
#include "ledger/staff.h"
#include "night/unconfirmed.h"

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* What the last night told, less what has been done about it since: what staff does in between is
 * asked of the ledger, all of it as of one moment. */

/* Printed sheets of whose letter nobody has said what became of it. */
static bool count_stops(
	struct command *command, const struct night *night, long *stops, struct fault *why)
{
	*stops = 0;
	for (size_t i = 0; i < night->stop_count; i++) {
		struct letter_standing standing;
		if (!ledger_letter(command->ledger, night->stops[i].notice, command->arena,
			    &standing, why))
			return false;
		*stops += standing.fate == SHEET_UNTOLD ? night->stops[i].sheets : 0;
	}
	return true;
}

static int order_case(const void *key, const void *element)
{
	const struct night_due *due = key;
	const struct hand_case *one = element;
	int order = (due->decision.expires > one->expires) - (due->decision.expires < one->expires);
	return order != 0 ? order : strcmp(due->resident, one->resident);
}

/* Of the members of a house the house is asked. */
static bool is_open(const struct night_due *due, const struct hand_case *cases, size_t count)
{
	size_t run = 0;
	const struct hand_case *first =
		sorted_run(due, cases, count, sizeof *cases, order_case, &run);
	for (size_t i = 0; i < run; i++)
		if (first[i].matter == due->decision.matter && first[i].house[0] == '\0')
			return true;
	return false;
}

/* People who are by hand since the night, and still are. */
static bool count_hand(
	struct command *command, const struct night *night, long *people, struct fault *why)
{
	struct hand_case *cases = NULL;
	size_t count = 0;
	const char *counted = "";
	*people = 0;
	if (!ledger_hand_cases(command->ledger, command->arena, &cases, &count, why))
		return false;
	for (size_t i = 0; i < night->due_count; i++) {
		const struct night_due *due = &night->dues[i];
		if (due->decision.outcome != OUTCOME_HAND || strcmp(due->resident, counted) == 0 ||
			!is_open(due, cases, count))
			continue;
		counted = due->resident;
		*people += 1;
	}
	return true;
}

static bool count_unconfirmed(struct command *command, long *unconfirmed, struct fault *why)
{
	const struct office *office = command->office;
	struct mailing *mailings = NULL;
	size_t count = 0;
	struct calendar calendar;
	*unconfirmed = 0;
	if (!ledger_unconfirmed(command->ledger, command->day - office->mailing.stop_days,
		    command->arena, &mailings, &count, why) ||
		!unconfirmed_calendar(office, command->day, command->arena, &calendar, why))
		return false;
	for (size_t i = 0; i < count; i++)
		*unconfirmed += mailing_overdue(&mailings[i], office->mailing.confirm_days,
					&calendar, command->day)
					? 1
					: 0;
	return true;
}

/* Those that the last night told, less what the desk has said since that it knows. */
static bool count_exceptions(struct command *command, long counts[TASKS], struct fault *why)
{
	struct standing_exception *exceptions = NULL;
	size_t count = 0;
	if (!ledger_standing_exceptions(command->ledger, command->arena, &exceptions, &count, why))
		return false;
	counts[TASK_EXCEPTIONS] = counts[TASK_KNOWN] = 0;
	for (size_t i = 0; i < count; i++) {
		const struct standing_exception *one = &exceptions[i];
		enum task task =
			task_of_exception(one->code, exception_state(one->code, &one->standing));
		if (task < TASKS)
			counts[task]++;
	}
	return true;
}

static bool count_houses(struct command *command, long *open, struct fault *why)
{
	struct house_entry *houses = NULL;
	size_t count = 0;
	*open = 0;
	if (!ledger_houses(command->ledger, command->arena, &houses, &count, why))
		return false;
	for (size_t i = 0; i < count; i++)
		*open += houses[i].house.state == HOUSE_OPEN ? 1 : 0;
	return true;
}

/* What the last night told, brought up to now. */
static bool find_tasks(struct command *command, const struct ledger_export *latest,
	struct status_facts *facts, struct fault *why)
{
	struct night night;
	struct tally tally;
	struct arena *arena = command->arena;
	if (!ledger_night(command->ledger, latest->night, latest->run, arena, &night, why))
		return false;
	tally_night(command->office, &night, arena, &tally);
	tasks_of_night(
		&night, &tally, !text_blank(command->office->sender.web_base), facts->counts);
	size_t shown = night.past_count < STATUS_NIGHTS ? night.past_count : STATUS_NIGHTS;
	facts->nights = night.past + (night.past_count - shown);
	facts->night_count = shown;
	facts->counts[TASK_HELD] = facts->backlog[BACKLOG_HELD];
	facts->counts[TASK_HAND_OPEN] = facts->backlog[BACKLOG_HAND];
	facts->counts[TASK_RETURNED] = facts->backlog[BACKLOG_RETURNED];
	return count_stops(command, &night, &facts->counts[TASK_STOPS], why) &&
	       count_exceptions(command, facts->counts, why) &&
	       count_houses(command, &facts->counts[TASK_HOUSES], why) &&
	       count_hand(command, &night, &facts->counts[TASK_HAND], why) &&
	       count_unconfirmed(command, &facts->counts[TASK_UNCONFIRMED], why);
}

static bool find_places(struct command *command, struct status_facts *facts, struct fault *why)
{
	const struct office *office = command->office;
	struct arena *arena = command->arena;
	struct calendar calendar;
	struct outlook outlook;
	struct taken_place *taken = NULL;
	size_t count = 0;
	if (!hours_expand(
		    office, command->day, outlook_until(command->day), arena, &calendar, why) ||
		!ledger_taken_places(command->ledger, command->day, arena, &taken, &count, why))
		return false;
	outlook_make(office, &calendar, arena, &outlook);
	for (size_t i = 0; i < count; i++)
		outlook_take(&outlook, office, taken[i].counter, taken[i].day,
			taken[i].ends - taken[i].starts);
	facts->places = outlook_sum(&outlook, office->counter_count);
	facts->next_mailing =
		calendar_mails(&calendar, command->day) ? command->day : outlook.next_mailing;
	return true;
}

/* The machine: nothing of it is a fault, all of it is told. */
static void look_around(struct command *command, struct status_facts *facts)
{
	struct statvfs disk;
	struct setup setup;
	struct fault trouble = {0};
	const char *out = command->options.out;
	bool there = statvfs(out, &disk) == 0;
	facts->disk_free = there ? (long long)disk.f_bavail * (long long)disk.f_frsize : -1;
	facts->page = access(arena_print(command->arena, "%s/" FAILED_PAGE, out), F_OK) == 0;
	if (setup_open(command->options.office, &setup, &trouble))
		setup_close(&setup);
	else
		facts->fonts = arena_copy(command->arena, trouble.message);
}

bool status_find(struct command *command, struct status_facts *facts, struct fault *why)
{
	struct ledger_export latest;
	day_number unissued;
	int run;
	*facts = (struct status_facts){.last = DAY_NONE};
	if (!ledger_latest_export(command->ledger, &latest, why) ||
		!ledger_unissued_night(command->ledger, &unissued, &run, why) ||
		!ledger_backlog(command->ledger, facts->backlog, why) ||
		!find_places(command, facts, why) ||
		(latest.found && !find_tasks(command, &latest, facts, why)))
		return false;
	if (latest.found)
		facts->last = latest.night;
	look_around(command, facts);
	facts->failed = facts->page || unissued != DAY_NONE;
	if (facts->failed || facts->last == DAY_NONE || facts->last < command->day)
		facts->verdict = STATUS_FAILED;
	else
		facts->verdict = tasks_press(facts->counts) || facts->fonts != NULL ? STATUS_ACT
										    : STATUS_WELL;
	return true;
}
