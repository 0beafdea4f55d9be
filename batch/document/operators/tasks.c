#include "document/operators/tasks.h"

#include "model/mailing.h"

#include <string.h>

/* The order of the enum is that of urgency. A mailing that nobody has confirmed is told as an
 * exception too: it counts here once. */

const char *const task_words[TASKS] = {
	[TASK_STOPS] = "stops",
	[TASK_VISITS] = "visits",
	[TASK_CALLS] = "calls",
	[TASK_POST] = "post",
	[TASK_HELD] = "held",
	[TASK_UNCONFIRMED] = "unconfirmed",
	[TASK_HAND] = "hand",
	[TASK_UNPLACED] = "unplaced",
	[TASK_HOUSES] = "houses",
	[TASK_EXCEPTIONS] = "exceptions",
	[TASK_RESIDENTS] = "residents",
	[TASK_COUNTERS] = "counters",
	[TASK_HAND_OPEN] = "hand-open",
	[TASK_RETURNED] = "returned",
	[TASK_KNOWN] = "known",
};

bool task_urgent(enum task task)
{
	static const bool urgent[TASKS] = {
		[TASK_STOPS] = true,
		[TASK_CALLS] = true,
		[TASK_HELD] = true,
		[TASK_UNCONFIRMED] = true,
		[TASK_HAND] = true,
		[TASK_UNPLACED] = true,
		[TASK_EXCEPTIONS] = true,
		[TASK_HOUSES] = true,
	};
	return urgent[task];
}

bool task_has_hour(enum task task)
{
	return task == TASK_VISITS || task == TASK_POST;
}

enum task task_of_exception(const char *code, enum exception_state state)
{
	if (strcmp(code, MAILING_UNCONFIRMED) == 0 || state == EXCEPTION_RESTING)
		return TASKS;
	return state == EXCEPTION_KNOWN ? TASK_KNOWN : TASK_EXCEPTIONS;
}

void tasks_of_night(
	const struct night *night, const struct tally *tally, bool pages, long counts[TASKS])
{
	static const long nothing[BACKLOGS];
	const long *backlog =
		night->past_count > 0 ? night->past[night->past_count - 1].backlog : nothing;
	memset(counts, 0, TASKS * sizeof *counts);
	counts[TASK_STOPS] = night_stopped_sheets(night);
	counts[TASK_CALLS] = tally->call_people;
	counts[TASK_HELD] = backlog[BACKLOG_HELD];
	counts[TASK_UNCONFIRMED] = tally->unconfirmed;
	counts[TASK_HAND] = tally->hand_people - tally->hand_in_houses;
	counts[TASK_UNPLACED] = tally->unplaced;
	counts[TASK_POST] = night_sheets(night);
	counts[TASK_HAND_OPEN] = backlog[BACKLOG_HAND];
	counts[TASK_RETURNED] = backlog[BACKLOG_RETURNED];
	counts[TASK_RESIDENTS] = pages ? (long)night->invited_count : 0;
	counts[TASK_COUNTERS] = (long)night->agenda_count;
	for (size_t i = 0; i < night->house_count; i++)
		counts[TASK_HOUSES] += night->houses[i].house.state == HOUSE_OPEN ? 1 : 0;
	for (size_t i = 0; i < night->agenda_count; i++)
		counts[TASK_VISITS] += night->agenda[i].appointment.day == night->day ? 1 : 0;
	for (size_t i = 0; i < night->exception_count; i++) {
		enum task task = task_of_exception(
			night->exceptions[i].code, night_exception_state(night, i));
		if (task < TASKS)
			counts[task]++;
	}
}

bool tasks_press(const long counts[TASKS])
{
	for (int task = 0; task < TASKS; task++)
		if (task_urgent(task) && counts[task] > 0)
			return true;
	return false;
}
