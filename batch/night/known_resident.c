#include "night/known_resident.h"

#include "base/sorted.h"
#include "decide/rules/addressee.h"

/* Whether mail has come back is asked of where a letter of tonight would go: of nobody where no
 * mail ever has. */

struct known_residents known_residents_open(
	const struct office *office, const struct knowledge *knowledge, struct arena *arena)
{
	return (struct known_residents){
		office, knowledge, due_index_open(knowledge->dues, knowledge->due_count, arena)};
}

static bool is_returned(const struct known_residents *known, const struct resident *resident)
{
	const struct staff_notes *notes = &known->knowledge->notes;
	day_number night = known->knowledge->night;
	static const struct circumstances nothing;
	struct ruling ruling;
	if (notes->return_count == 0)
		return false;
	rules_decide(resident, known->office, night, &nothing, &ruling);
	const struct recipient recipient = addressee_of(known->office, night, resident, &ruling);
	return staff_notes_returned(notes, &recipient);
}

struct resident_ahead known_resident(const struct known_residents *known,
	const struct resident *resident, struct circumstances *circumstances)
{
	const struct knowledge *knowledge = known->knowledge;
	struct resident_ahead whom = {.resident = resident, .circumstances = circumstances};
	size_t first = 0;
	*circumstances = (struct circumstances){.returned = is_returned(known, resident)};
	whom.known_count = due_index_find(known->index, resident->id, &first);
	whom.known = whom.known_count > 0 ? knowledge->dues + first : NULL;
	whom.standing = standing_of(
		knowledge->standing, knowledge->standing_count, resident->id, &whom.standing_count);
	whom.declined = sorted_lists(knowledge->declined, knowledge->declined_count, resident->id);
	return whom;
}
