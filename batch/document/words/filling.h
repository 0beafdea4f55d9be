#ifndef DOCUMENT_WORDS_FILLING_H
#define DOCUMENT_WORDS_FILLING_H

#include "base/arena.h"
#include "document/pdf/glyph.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* What a letter's sentences are filled from. Nothing here fails: an unknown value is empty. */
struct filling {
	const struct office *office;
	const struct templates *templates;
	struct glyphs *glyphs; /* of templates->names */
	day_number posting_day;
	size_t date_key;     /* the sentence of dates: TEXT_DATE unless set */
	bool plain;          /* names and addresses as they are, without the fonts that draw them */
	struct arena *arena; /* the sheet's: what is filled in lives as long */
	/* set by filling_begin */
	const struct notice *notice;
	const struct template_language *language; /* that is being written */
	const struct template_language *letter;   /* of the letter */
	const struct template_language *beside;   /* its second one, or NULL */
	fact_set facts;
	bool readings; /* of office names go above them; else they stay in their brackets */
	/* set while an item's part is filled in, else NULL */
	const struct notice_item *item;
};

/* Takes up a notice: its language and all that conditions can ask of it. */
void filling_begin(struct filling *filling, const struct notice *notice);

/* From here on it is to be heard (FACT_SPOKEN): of numbers of letters each digit by itself, and
 * times of opening as any other time of day. */
void filling_speak(struct filling *filling);

/* Goes on in another language, an element's (model/template.h); false when this letter does not
 * have it: the letter's own, what is not whole, or what the office does not write. */
bool filling_turn(struct filling *filling, const char *language);
/* The same for calendar files and pages: moved and cancelled are said of the appointment as it
 * stands, not of the letter. */
void filling_begin_outside(struct filling *filling, const struct notice *notice);

/* A day as the letter writes it. */
const char *filling_date(const struct filling *filling, day_number day);

/* The facts with those of the item in turn, if there is one. */
fact_set filling_facts(const struct filling *filling);

/* The sentence of a key as Pango markup, NULL when no sentence's condition holds or it is blank.
 * *shared: nothing in it is this letter's own, so other sheets may have the same. */
const char *filling_text(const struct filling *filling, size_t key, bool *shared);

#endif
