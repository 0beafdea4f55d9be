#include "model/letter_format.h"

/* How many sheets a letter has follows from its format alone, so that whoever counts, weighs or
 * looks for sheets finds the same. */

const char *const letter_format_words[FORMATS] = {
	[FORMAT_STANDARD] = "standard",
	[FORMAT_VOICE] = "voice",
	[FORMAT_LARGE_PRINT] = "large-print",
	[FORMAT_BRAILLE] = "braille",
};

int letter_format_sheets(enum letter_format format)
{
	static const int sheets[FORMATS] = {
		[FORMAT_STANDARD] = 1, [FORMAT_VOICE] = 1, [FORMAT_LARGE_PRINT] = 2};
	return sheets[format];
}

const char *const together_words[TOGETHERS] = {
	[TOGETHER_NONE] = "none",
	[TOGETHER_MINORS] = "minors",
	[TOGETHER_HOUSEHOLD] = "household",
};
