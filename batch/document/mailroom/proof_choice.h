#ifndef DOCUMENT_MAILROOM_PROOF_CHOICE_H
#define DOCUMENT_MAILROOM_PROOF_CHOICE_H

#include "document/mailroom/letter.h"
#include "model/notice.h"
#include "model/office.h"

#include <stdbool.h>

/* Which of the sheets of a proof are asked for: those for which all holds. */
struct proof_choice {
	enum letter_format format; /* one that is printed */
	const char *language;      /* NULL: each */
	int matter, wave;          /* that the letter is about, and of which turn; -1: each */
	bool changed;              /* of languages whose texts are not those that were approved */
};

/* What the office file says of the texts in this language as they are. */
enum approval proof_approval(const struct letters *letters, const char *tag);

bool proof_chosen(const struct proof_choice *choice, const struct letters *letters,
	const struct notice *notice);

#endif
