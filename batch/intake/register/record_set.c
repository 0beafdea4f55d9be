#include "intake/register/record_set.h"

#include "intake/register/individual.h"

#include <stdio.h>
#include <string.h>

/* Each record ends in one of two places, shown or set aside, and is counted in both. What was
 * shown is worth something only once the count is the root's and no id came twice. */

bool record_set_open(struct record_set *roll, struct record *form, long line, struct fault *why)
{
	if (form->trouble != DEFECT_NONE)
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %s %s", roll->path, line,
			form->where, defect_words[form->trouble].words);
	/* The form's text is overwritten by the first resident. */
	memcpy(roll->municipality, form->head.municipality, 7);
	form->head.municipality = roll->municipality;
	if (roll->municipality_wanted != NULL &&
		strcmp(roll->municipality, roll->municipality_wanted) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: the %s is of municipality %s, the office of %s", roll->path, line,
			roll->title, roll->municipality, roll->municipality_wanted);
	roll->ids = ids_open((size_t)form->head.residents);
	return roll->visitor->head(roll->visitor->context, &form->head, why);
}

/* Before the rest of the resident is read, so that the set's memory is at hand by its end. */
void record_set_expect(struct record_set *roll, const struct record *form)
{
	const char *id = form->resident.id;
	roll->id_hash = id == NULL ? 0 : ids_hash(roll->ids, id, strlen(id));
}

static bool set_aside(struct record_set *roll, const struct record *form, struct fault *why)
{
	char message[128];
	const struct defect_words *trouble = &defect_words[form->trouble];
	const char *id = form->resident.id == NULL ? "" : form->resident.id;
	snprintf(message, sizeof message, "%s %s", form->where, trouble->words);
	roll->aside++;
	if (roll->visitor->glimpse != NULL && form->resident.id != NULL)
		roll->visitor->glimpse(
			roll->visitor->context, &form->resident, record_guarded(form));
	return roll->visitor->aside(
		roll->visitor->context, form->resident.line, id, trouble->code, message, why);
}

static void count_numbers(struct roll_numbers *numbers, const char *id)
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

static bool are_individual(const struct roll_numbers *numbers)
{
	return numbers->right * 2 > numbers->twelve;
}

bool record_set_enter(struct record_set *roll, const struct record *form, struct fault *why)
{
	const struct resident *resident = &form->resident;
	if (++roll->read > form->head.residents)
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: more %ss than the %ld that the root announces", roll->path,
			resident->line, roll->noun, form->head.residents);
	count_numbers(&roll->ids_seen, resident->id);
	count_numbers(&roll->households_seen, resident->household);
	if (roll->id_hash == 0)
		record_set_expect(roll, form); /* its id came late, as an element */
	if (roll->id_hash != 0 && !ids_add(roll->ids, roll->id_hash))
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %s %s comes a second time",
			roll->path, resident->line, roll->noun, resident->id);
	if (form->trouble != DEFECT_NONE)
		return set_aside(roll, form, why);
	return roll->visitor->resident(roll->visitor->context, resident, why);
}

bool record_set_complete(
	const struct record_set *roll, const struct record *form, long line, struct fault *why)
{
	if (roll->read != form->head.residents)
		return fault_set(why, FAULT_REGISTER, "%s:%ld: %ld %ss, but the root announces %ld",
			roll->path, line, roll->read, roll->noun, form->head.residents);
	if (are_individual(&roll->ids_seen) || are_individual(&roll->households_seen))
		return fault_set(why, FAULT_REGISTER,
			"%s: an individual number (個人番号) must not be in the export, and %s bear "
			"its check digit; hint: export again with numbers of the city's own",
			roll->path,
			are_individual(&roll->ids_seen) ? "the ids" : "the households' ids");
	return true;
}

void record_set_close(struct record_set *roll)
{
	ids_close(roll->ids);
}
