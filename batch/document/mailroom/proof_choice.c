#include "document/mailroom/proof_choice.h"

#include "base/text.h"
#include "document/mailroom/letter_parts.h"

/* An approval is bound to the bytes of a language's texts: where they are others every sheet of it
 * may read otherwise, and where they are the same none does. */

enum approval proof_approval(const struct letters *letters, const char *tag)
{
	const struct office *office = letters->office;
	const struct template_language *texts = templates_language(letters->templates, office, tag);
	for (size_t i = 0; i < office->language_count; i++)
		if (text_equal(office->languages[i].tag, texts->tag))
			return language_approval(&office->languages[i], texts->digest);
	return APPROVAL_MISSING;
}

static bool is_about(const struct notice *notice, int matter)
{
	for (size_t i = 0; i < notice->item_count; i++)
		if (notice->items[i].outcome == OUTCOME_LETTER &&
			(int)notice->items[i].matter == matter)
			return true;
	return false;
}

bool proof_chosen(const struct proof_choice *choice, const struct letters *letters,
	const struct notice *notice)
{
	const char *language = notice->recipient.language;
	return (choice->language == NULL || text_equal(choice->language, language)) &&
	       (choice->matter < 0 || is_about(notice, choice->matter)) &&
	       (choice->wave < 0 || (int)notice->wave == choice->wave) &&
	       (!choice->changed || proof_approval(letters, language) != APPROVAL_GIVEN);
}
