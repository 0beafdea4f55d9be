#ifndef DOCUMENT_MAILROOM_SAMPLE_LETTERS_H
#define DOCUMENT_MAILROOM_SAMPLE_LETTERS_H

#include "base/arena.h"
#include "model/notice.h"

#include <stddef.h>

/*
 * The kinds of letters that a night can ask for in one language, as made-up letters: by matter,
 * wave, wording of a stay, person and appointment. Who asks says what stands in all of them.
 */
struct sample_words {
	const char *language; /* BCP 47 */
	enum letter_format format;
	bool second;  /* in the second wording; of those to be approved: some are in it too */
	bool foreign; /* of letters that are not about a stay; those always are */
	const char *name, *addressee, *postal, *address, *building;
	const char *counter; /* its id */
	day_number visit;
	day_number expires_first, expires_late; /* late: of a reminder too */
};

/* Those that an office should see before it approves a language: each matter in each wave and,
 * where the words change, once without appointment, with it moved and cancelled, for a child, a
 * ward and a computed expiry; and once a revocation together with what runs out. Numbers count from
 * `serial` (1–999999) and fail their check digit, so that no scanner takes one for a letter's. */
struct notice *sample_letters_texts(
	const struct sample_words *words, int serial, struct arena *arena, size_t *count);

/* All of them: what has to fit on a sheet. */
struct notice *sample_letters_all(
	const struct sample_words *words, struct arena *arena, size_t *count);

#endif
