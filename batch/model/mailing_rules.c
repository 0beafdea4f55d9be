#include "model/mailing_rules.h"

/* A weight is asked of each number of sheets, from the most that the office wants down. */

int mailing_rules_envelope_sheets(const struct mailing_rules *rules)
{
	int sheets = rules->envelope_sheets;
	double heaviest =
		rules->class_count == 0 ? 0 : rules->classes[rules->class_count - 1].grams;
	while (rules->class_count > 0 && sheets > 1 &&
		rules->sheet_grams * sheets + rules->envelope_grams > heaviest)
		sheets--;
	return sheets < 1 ? 1 : sheets;
}
