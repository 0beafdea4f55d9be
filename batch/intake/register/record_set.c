#include "intake/register/record_set.h"

#include "base/phrase.h"
#include "intake/register/individual.h"

#include <stdio.h>
#include <string.h>

/* Each record ends in one of two places, shown or set aside, and is counted in both. What was
 * shown is worth something only once the count is the root's and no id came twice. */

bool record_set_open(struct record_set *set, struct record *record, long line, struct fault *why)
{
	if (record->defect != DEFECT_NONE) {
		char said[DEFECT_BYTES];
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %s", set->path, line,
			defect_say(record->defect, record->where, said));
	}
	/* The record's text is overwritten by the first resident. */
	memcpy(set->municipality, record->head.municipality, 7);
	record->head.municipality = set->municipality;
	if (set->municipality_wanted != NULL &&
		strcmp(set->municipality, set->municipality_wanted) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: the %s is of municipality %s, the office of %s", set->path, line,
			phrase(set->title), set->municipality, set->municipality_wanted);
	set->ids = ids_open(record->head.residents < 0 ? 0 : (size_t)record->head.residents);
	return set->visitor->head(set->visitor->context, &record->head, why);
}

/* Before the rest of the resident is read, so that the set's memory is at hand by its end. */
void record_set_expect(struct record_set *set, const struct record *record)
{
	const char *id = record->resident.id;
	set->id_hash = id == NULL ? 0 : ids_hash(set->ids, id, strlen(id));
}

static bool set_aside(struct record_set *set, const struct record *record, struct fault *why)
{
	char message[320];
	const struct defect_words *defect = &defect_words[record->defect];
	const char *id = record->resident.id == NULL ? "" : record->resident.id;
	snprintf(message, sizeof message, defect->words, record->where);
	set->aside++;
	if (set->visitor->glimpse != NULL && record->resident.id != NULL)
		set->visitor->glimpse(
			set->visitor->context, &record->resident, record_guarded(record));
	return set->visitor->aside(
		set->visitor->context, record->resident.line, id, defect->code, message, why);
}

static void count_numbers(struct id_numbers *numbers, const char *id)
{
	enum { DIGITS = 12, WITH_HYPHENS = 14 };
	size_t length = id == NULL ? 0 : strlen(id), digits = 0;
	if (length < DIGITS || length > WITH_HYPHENS)
		return;
	for (size_t i = 0; i < length; i++)
		digits += id[i] >= '0' && id[i] <= '9' ? 1 : 0;
	numbers->twelve += digits == DIGITS ? 1 : 0;
	numbers->right += digits == DIGITS && individual_number_in(id, length) ? 1 : 0;
}

static bool are_individual(const struct id_numbers *numbers)
{
	return numbers->right * 2 > numbers->twelve;
}

bool record_set_enter(struct record_set *set, const struct record *record, struct fault *why)
{
	const struct resident *resident = &record->resident;
	if (++set->read > record->head.residents && record->head.residents >= 0)
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: more %ss than the %ld that the root announces", set->path,
			resident->line, set->noun, record->head.residents);
	count_numbers(&set->ids_seen, resident->id);
	count_numbers(&set->households_seen, resident->household);
	if (set->id_hash == 0)
		record_set_expect(set, record); /* its id came late, as an element */
	if (set->id_hash != 0 && !ids_add(set->ids, set->id_hash))
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %s %s comes a second time",
			set->path, resident->line, set->noun, resident->id);
	if (record->defect != DEFECT_NONE)
		return set_aside(set, record, why);
	return set->visitor->resident(set->visitor->context, resident, why);
}

bool record_set_complete(
	const struct record_set *set, const struct record *record, long line, struct fault *why)
{
	if (set->read != record->head.residents && record->head.residents >= 0)
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %ld %ss, but the root announces %ld",
			set->path, line, set->read, set->noun, record->head.residents);
	if (are_individual(&set->ids_seen) || are_individual(&set->households_seen))
		return fault_set(why, FAULT_REGISTER,
			"%s: an individual number (個人番号) must not be in the export, and %s bear "
			"its check digit; hint: export again with numbers of the city's own",
			set->path,
			are_individual(&set->ids_seen) ? phrase("the ids")
						       : phrase("the households' ids"));
	return true;
}

void record_set_close(struct record_set *set)
{
	ids_close(set->ids);
}
