#include "document/words/office_words.h"

#include "base/text.h"

#include <string.h>

/* Names, numbers and hours of the office file. Where a letter names no counter, its telephone is
 * the office's and its hours are those of the first. */

const char *office_postal_words(const char *postal, struct arena *arena)
{
	if (strlen(postal) != 7)
		return postal;
	return arena_print(arena, "%.3s-%s", postal, postal + 3);
}

static const char *sender_words(const struct sender *sender, const char *language,
	enum template_value value, struct arena *arena)
{
	switch (value) {
	case VALUE_CITY:
		return wordings_in(&sender->city, language);
	case VALUE_SECTION:
		return wordings_in(&sender->section, language);
	case VALUE_MAYOR:
		return wordings_in(&sender->mayor, language);
	case VALUE_SENDER_POSTAL:
		return office_postal_words(sender->postal, arena);
	case VALUE_SENDER_ADDRESS:
		return wordings_in(&sender->address, language);
	case VALUE_PHONE:
		return sender->phone;
	case VALUE_FAX:
		return sender->fax;
	case VALUE_EMAIL:
		return sender->reply_email;
	case VALUE_FOREIGN_PHONE:
		return sender->foreign_phone;
	case VALUE_LOST_PHONE:
		return sender->lost_phone;
	default:
		return NULL;
	}
}

/* Of the appointment; NULL without one. */
static const struct counter *visited_counter(
	const struct office *office, const struct notice *notice)
{
	const struct appointment *appointment = &notice->appointment;
	int index = appointment->state == APPOINTMENT_STATE_NONE
			    ? -1
			    : office_counter(office, appointment->counter);
	return index < 0 ? NULL : &office->counters[index];
}

static const char *counter_words(const struct office *office, const struct counter *counter,
	const char *language, enum template_value value)
{
	if (value == VALUE_COUNTER_PHONE)
		return counter == NULL || text_blank(counter->phone) ? office->sender.phone
								     : counter->phone;
	if (value == VALUE_MAIN_COUNTER)
		return wordings_in(&office->counters[0].name, language);
	if (counter == NULL)
		return NULL;
	switch (value) {
	case VALUE_COUNTER:
		return wordings_in(&counter->name, language);
	case VALUE_COUNTER_ADDRESS:
		return wordings_in(&counter->address, language);
	case VALUE_COUNTER_ACCESS:
		return wordings_in(&counter->access, language);
	default:
		return NULL;
	}
}

const char *office_words(const struct office *office, const struct notice *notice,
	const char *language, enum template_value value, struct arena *arena)
{
	const char *text = sender_words(&office->sender, language, value, arena);
	return text != NULL
		       ? text
		       : counter_words(office, visited_counter(office, notice), language, value);
}

static struct opening_list all_openings(const struct counter *counter)
{
	return (struct opening_list){counter->openings, counter->opening_count, NULL};
}

bool office_openings(const struct office *office, const struct notice *notice,
	enum template_value value, struct opening_list *openings)
{
	const struct counter *counter = visited_counter(office, notice);
	switch (value) {
	case VALUE_PHONE_HOURS:
		*openings = office->sender.answers;
		return true;
	case VALUE_FOREIGN_HOURS:
		*openings = office->sender.foreign_answers;
		return true;
	case VALUE_MAIN_HOURS:
		*openings = all_openings(&office->counters[0]);
		return true;
	case VALUE_COUNTER_HOURS:
		*openings = all_openings(counter == NULL ? &office->counters[0] : counter);
		return true;
	default:
		return false;
	}
}
