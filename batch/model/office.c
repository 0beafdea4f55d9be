#include "model/office.h"

#include "base/text.h"

#include <string.h>

/* Questions that several settings answer together are asked here alone. Where nothing fits there
 * is an answer too: Japanese, the first counter, the first row of a table. */

static const char *exact_wording(const struct wordings *wordings, const char *language)
{
	for (size_t i = 0; i < wordings->count; i++)
		if (text_equal(wordings->list[i].language, language))
			return wordings->list[i].text;
	return NULL;
}

const char *wordings_in(const struct wordings *wordings, const char *language)
{
	const char *wanted = language == NULL || *language == '\0' ? "ja" : language;
	bool japanese = strcmp(wanted, "ja") == 0 || strncmp(wanted, "ja-", 3) == 0;
	const char *const tries[] = {wanted, japanese ? "ja" : "en", "ja"};
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		const char *text = exact_wording(wordings, tries[i]);
		if (text != NULL)
			return text;
	}
	return "";
}

bool office_speaks(const struct tongues *tongues, const char *language)
{
	for (size_t i = 0; i < tongues->count; i++)
		if (strcmp(tongues->list[i], language) == 0)
			return true;
	return false;
}

int office_counter(const struct office *office, const char *id)
{
	for (size_t i = 0; i < office->counter_count; i++)
		if (strcmp(office->counters[i].id, id) == 0)
			return (int)i;
	return -1;
}

bool office_keeps_counter(const struct office *office, const char *counter, const char *letter,
	const char *hint, struct fault *why)
{
	if (office_counter(office, counter) < 0 && letter[0] == '\0')
		return fault_set(why, FAULT_OFFICE,
			"%s: no counter \"%s\", but another system has booked a desk there\n"
			"hint: %s",
			office->path, counter, hint);
	return office_counter(office, counter) >= 0 ||
	       fault_set(why, FAULT_OFFICE,
		       "%s: no counter \"%s\", but letter %s has an appointment there\n"
		       "hint: %s",
		       office->path, counter, letter, hint);
}

bool office_has_label(const struct office *office, const char *label)
{
	for (size_t i = 0; i < office->counter_count; i++)
		for (size_t k = 0; k < office->counters[i].opening_count; k++)
			if (text_equal(office->counters[i].openings[k].label, label))
				return true;
	return false;
}

int office_counter_serving(const struct office *office, const char *postal)
{
	size_t longest = 0;
	int best = 0;
	for (size_t i = 0; postal != NULL && i < office->counter_count; i++) {
		const struct counter *counter = &office->counters[i];
		for (size_t k = 0; k < counter->postal_prefix_count; k++) {
			size_t length = strlen(counter->postal_prefixes[k]);
			if (length > longest &&
				strncmp(counter->postal_prefixes[k], postal, length) == 0) {
				longest = length;
				best = (int)i;
			}
		}
	}
	return best;
}

enum age_class office_age_class(const struct office *office, int years)
{
	for (int age = 0; age < AGE_CLASSES; age++) {
		const struct age_wish *wish = &office->wishes.ages[age];
		if (age != AGE_OTHER && wish->from <= years && years <= wish->to)
			return (enum age_class)age;
	}
	return AGE_OTHER;
}

day_number office_arrival(const struct office *office, enum matter matter, day_number posting_day)
{
	const struct matter_rule *rule = &office->matters[matter];
	int days = rule->lead_days;
	for (size_t i = 0; i < rule->lead_count && rule->leads[i].from <= posting_day; i++)
		days = rule->leads[i].days;
	return posting_day + days;
}

/* Most tables have one row, and what is asked about is mostly under the last. */
size_t office_row(const void *rows, size_t count, size_t bytes, day_number day)
{
	size_t i = count - 1;
	while (i > 0 && *(const day_number *)((const char *)rows + i * bytes) > day)
		i--;
	return i;
}

const struct holiday *office_holiday(const struct office *office, day_number day)
{
	size_t low = 0, high = office->holiday_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (office->holidays[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < office->holiday_count && office->holidays[low].day == day
		       ? &office->holidays[low]
		       : NULL;
}

enum approval language_approval(const struct language *language, const char *digest)
{
	if (language->approved_by == NULL)
		return APPROVAL_MISSING;
	if (language->approved_text == NULL)
		return APPROVAL_UNBOUND;
	return text_equal(language->approved_text, digest) ? APPROVAL_GIVEN : APPROVAL_CHANGED;
}
