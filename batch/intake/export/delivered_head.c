#include "base/phrase.h"
#include "intake/export/delivered.h"

#include <stdio.h>
#include <string.h>

/* Sets are read one after the other, and the first that says a day or a city says it for all: each
 * later one must agree. Only an optional set may be of another day, and is then left out. */

/* The day by which rows of a history are in force. */
static bool learn_day(struct delivered *delivered, const struct set_head *head, struct fault *why)
{
	const struct delivered_set *part = delivered->part;
	const struct export_history *history = &part->set->history;
	char said[CIVIL_DATE_BYTES], known[CIVIL_DATE_BYTES];
	bool asks = history->from != EXPORT_NO_ITEM || history->until != EXPORT_NO_ITEM;
	bool optional = !part->set->required && !part->set->is_main;
	if (head->as_of == DAY_NONE && delivered->as_of == DAY_NONE && (asks || part->set->is_main))
		return delivered_fault(part, why,
			phrase("it is not known of what day it is; hint: say in the export "
			       "description "
			       "where that stands (<as-of>), or --as-of DATE"));
	if (head->as_of != DAY_NONE && delivered->as_of != DAY_NONE &&
		head->as_of != delivered->as_of && !optional)
		return fault_set(why, FAULT_REGISTER,
			"%s: set %s is of %s, others are of %s; hint: export all sets of the same day",
			part->path, part->set->name, civil_format(head->as_of, said),
			civil_format(delivered->as_of, known));
	if (delivered->as_of == DAY_NONE && !optional)
		delivered->as_of = head->as_of;
	delivered->row_day = delivered->as_of != DAY_NONE ? delivered->as_of : head->as_of;
	return true;
}

static bool learn_city(struct delivered *delivered, const struct set_head *head, struct fault *why)
{
	const struct delivered_set *part = delivered->part;
	const struct office *office = delivered->office;
	if (head->municipality[0] == '\0')
		return true;
	if (office != NULL && strcmp(head->municipality, office->municipality) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s: set %s is of municipality %s, the office of %s", part->path,
			part->set->name, head->municipality, office->municipality);
	if (delivered->municipality[0] != '\0' &&
		strcmp(head->municipality, delivered->municipality) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s: set %s is of municipality %s, others of %s", part->path,
			part->set->name, head->municipality, delivered->municipality);
	memcpy(delivered->municipality, head->municipality, sizeof delivered->municipality);
	return true;
}

bool delivered_side_head(void *context, const struct set_head *head, struct fault *why)
{
	struct delivered *delivered = context;
	return learn_city(delivered, head, why) && learn_day(delivered, head, why);
}

/* An optional set of another day is as good as missing, and that is said. */
static bool leave_out(struct delivered *delivered, struct delivered_set *part, struct fault *why)
{
	char message[160], said[CIVIL_DATE_BYTES], known[CIVIL_DATE_BYTES];
	const struct side_record record = {
		arena_print(delivered->arena, PHRASE("set %s"), part->set->name), PHRASE("set"),
		part->path, 0, ""};
	part->other_day = true;
	snprintf(message, sizeof message, PHRASE("it is of %s and the others of %s: left out"),
		civil_format(part->summary.head.as_of, said),
		civil_format(delivered->as_of, known));
	return delivered->visitor->side == NULL ||
	       delivered->visitor->side(
		       delivered->visitor->context, &record, "set-left-out", message, false, why);
}

/* Are the sets that have been read of this day? */
static bool check_days(struct delivered *delivered, struct fault *why)
{
	for (size_t i = 0; i < delivered_count(delivered); i++) {
		struct delivered_set *part = &delivered->sets[i];
		day_number day = part->summary.head.as_of;
		if (part->rows == NULL || part == delivered_main(delivered) || day == DAY_NONE ||
			day == delivered->as_of)
			continue;
		if (part->set->required)
			return delivered_fault(
				part, why, phrase("it is not of the day of the main set"));
		if (!leave_out(delivered, part, why))
			return false;
	}
	return true;
}

/* A file may say whose it is, and of what day, behind its rows. The days of side sets are looked at
 * when the main one begins. */
bool delivered_tail(struct delivered *delivered, struct fault *why)
{
	const struct delivered_set *part = delivered->part;
	const struct set_head *head = &part->summary.head;
	return learn_city(delivered, head, why) &&
	       (!part->set->is_main || learn_day(delivered, head, why));
}

bool delivered_main_head(void *context, const struct set_head *head, struct fault *why)
{
	struct delivered *delivered = context;
	const struct delivered_set *part = delivered->part;
	if (!delivered_side_head(delivered, head, why))
		return false;
	if (delivered->municipality[0] == '\0' && delivered->office != NULL)
		memcpy(delivered->municipality, delivered->office->municipality,
			sizeof delivered->municipality);
	delivered->record->head.municipality = delivered->municipality;
	delivered->record->head.as_of = delivered->as_of;
	delivered->record->head.residents = part->set->history.any ? -1 : head->count;
	return record_set_open(&delivered->set, delivered->record, 1, why) &&
	       check_days(delivered, why);
}
