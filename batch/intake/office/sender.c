#include "intake/office/sender.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/office/attribute.h"
#include "intake/office/recurrence.h"

/* Hours are never typed twice: those of the telephone are a counter's. */

static bool tell_wrong(const struct office *office, const struct tree_node *node, struct fault *why,
	const char *what)
{
	return fault_set(why, FAULT_OFFICE, "%s:%ld: %s", office->path, node->line, what);
}

/* The line that speaks other languages, and when. */
static bool read_foreign_line(
	const struct tree_node *node, struct office *office, struct arena *arena, struct fault *why)
{
	struct sender *sender = &office->sender;
	const struct tree_node *line = tree_child(node, "foreign-line");
	sender->foreign_phone = "";
	if (line == NULL)
		return true;
	struct opening *list = arena_alloc(arena, tree_count(line, "answered") * sizeof *list);
	sender->foreign_phone = attribute_text(line, "phone", arena);
	sender->foreign_tongues.list =
		attribute_list(line, "languages", arena, &sender->foreign_tongues.count);
	for (const struct tree_node *at = tree_child(line, "answered"); at != NULL;
		at = tree_next(at, "answered")) {
		struct opening *hours = &list[sender->foreign_answers.count++];
		hours->from = attribute_minute(at, "from", arena);
		hours->to = attribute_minute(at, "to", arena);
		if (!attribute_rule(at, "rrule", office->path, arena, &hours->rrule, why))
			return false;
		hours->weekdays = recurrence_weekly(hours->rrule);
		if (hours->weekdays == 0)
			return tell_wrong(office, at, why,
				phrase("hours are printed: the rule is FREQ=WEEKLY with BYDAY "
				       "and no more"));
		if (hours->from >= hours->to)
			return tell_wrong(office, at, why, phrase("\"from\" is not before \"to\""));
	}
	sender->foreign_answers.list = list;
	return true;
}

/* The telephone is answered while a counter is open, in its openings of a label. */
static bool read_answers(
	const struct tree_node *node, struct office *office, struct arena *arena, struct fault *why)
{
	struct opening_list *answers = &office->sender.answers;
	const char *id = attribute_text(node, "answered-at", arena);
	const char *label = attribute_text(node, "answered-label", arena);
	if (id == NULL)
		return label == NULL ||
		       tell_wrong(office, node, why,
			       phrase("\"answered-label\" without \"answered-at\""));
	int index = office_counter(office, id);
	if (index < 0)
		return fault_set(why, FAULT_OFFICE, "%s:%ld: no counter \"%s\"", office->path,
			node->line, id);
	const struct counter *counter = &office->counters[index];
	*answers = (struct opening_list){counter->openings, counter->opening_count, label};
	for (size_t i = 0; i < counter->opening_count; i++)
		if (label == NULL || text_equal(counter->openings[i].label, label))
			return true;
	return fault_set(why, FAULT_OFFICE, "%s:%ld: counter \"%s\" has no opening labelled \"%s\"",
		office->path, node->line, id, label);
}

bool sender_read(
	const struct tree_node *node, struct office *office, struct arena *arena, struct fault *why)
{
	struct sender *sender = &office->sender;
	const struct {
		const char *name;
		struct wordings *wordings;
	} texts[] = {
		{"city", &sender->city},
		{"section", &sender->section},
		{"mayor", &sender->mayor},
		{"address", &sender->address},
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (!attribute_wordings(
			    node, texts[i].name, office->path, arena, texts[i].wordings, why))
			return false;
	sender->postal = attribute_text(node, "postal", arena);
	sender->phone = attribute_text(node, "phone", arena);
	sender->fax = attribute_text(node, "fax", arena);
	sender->reply_email = attribute_text(node, "reply-email", arena);
	sender->no_forward = attribute_truth(node, "no-forward");
	sender->lost_tongues.list =
		attribute_list(node, "lost-card-languages", arena, &sender->lost_tongues.count);
	sender->lost_phone = attribute_text(node, "lost-card-phone", arena);
	sender->email = attribute_text(node, "email", arena);
	sender->web_base = attribute_text(node, "web-base", arena);
	sender->booking_form = attribute_text(node, "booking-form", arena);
	sender->line = node->line;
	return read_answers(node, office, arena, why) &&
	       read_foreign_line(node, office, arena, why);
}
