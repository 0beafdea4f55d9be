#ifndef DOCUMENT_MAILROOM_SPOKEN_H
#define DOCUMENT_MAILROOM_SPOKEN_H

#include "base/fault.h"
#include "document/mailroom/letter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * What the voice code of a letter says (音声コード: Uni-Voice, SP code). The city's own encoder
 * makes the code; here is its text, in the letter's language, without address and postal code.
 */

struct spoken {
	const char *text;  /* UTF-8, a sentence a line, CRLF */
	size_t characters; /* Unicode's; of a line's end one */
	bool whole;        /* false: sentences that can be spared are left out */
};

/* Of one letter, whatever its format, as it is posted on that day. Where all of it is more than
 * office->mailing.voice_characters, sentences are left out by their word in the layout
 * (template_saying.spare); what may not be left out stays, however long. In letters->sheet, until
 * the next letter. */
struct spoken spoken_text(
	struct letters *letters, const struct notice *notice, day_number posting_day);

/* The same for who reads a proof: the letter's number, the text, an empty line. */
void spoken_put(
	struct letters *letters, const struct notice *notice, day_number posting_day, FILE *stream);

/* The file with it, in the mail room's folder: "voice/26-000123-7.txt". */
const char *spoken_file(const struct notice *notice, struct arena *arena);

/* voice.csv: a row for each of these letters that has a voice code, in their order: its sheet and
 * bundle as in manifest.csv, its number, the file, the language that this is in, how many
 * characters that is, and whether it is whole (yes) or shortened (no). Columns sheet, notice, file,
 * language, characters, whole, bundle. `notices` as in mailing_manifest
 * (document/mailroom/mailing_lists.h). */
void spoken_list(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream);

/* Is there such a letter among them? */
bool spoken_any(const struct notice *notices, size_t count);

#endif
