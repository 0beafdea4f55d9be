#include "night/staff_notes.h"

#include "base/sorted.h"

#include <string.h>

/* What staff said since the last night is read once and looked up by halving; an address is
 * known by its digest, never by its words. */

char *staff_notes_address(const struct staff_notes *notes, const struct recipient *recipient,
	char out[ADDRESS_DIGEST_BYTES])
{
	return ledger_address(
		notes->secret, recipient->postal, recipient->address, recipient->building, out);
}

static int compare_resident(const void *key, const void *element)
{
	return strcmp(key, ((const struct returned_mail *)element)->resident);
}

bool staff_notes_returned(const struct staff_notes *notes, const struct recipient *recipient)
{
	char address[ADDRESS_DIGEST_BYTES] = "";
	size_t count;
	const struct returned_mail *theirs = sorted_run(recipient->resident, notes->returns,
		notes->return_count, sizeof *theirs, compare_resident, &count);
	if (theirs == NULL)
		return false;
	staff_notes_address(notes, recipient, address);
	for (size_t i = 0; i < count; i++)
		if (strcmp(theirs[i].address, address) == 0)
			return true;
	return false;
}

bool staff_notes_confirmed(const struct staff_notes *notes, const struct recipient *recipient)
{
	char address[ADDRESS_DIGEST_BYTES];
	return notes->confirmed_count > 0 &&
	       sorted_lists(notes->confirmed, notes->confirmed_count,
		       staff_notes_address(notes, recipient, address));
}

bool staff_notes_held_back(const struct staff_notes *notes, const char *number)
{
	return sorted_lists(notes->held_back, notes->held_back_count, number);
}
