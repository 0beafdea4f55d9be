#ifndef DOCUMENT_MAILROOM_LETTER_PARTS_H
#define DOCUMENT_MAILROOM_LETTER_PARTS_H

#include "base/arena.h"
#include "document/mailroom/flow.h"
#include "document/mailroom/sheet.h"
#include "document/pdf/glyph.h"
#include "document/pdf/page.h"
#include "document/words/filling.h"
#include "model/notice.h"
#include "model/office.h"

/* What letters are made with: for the files that draw them, prove them and try them out. */
struct letters {
	struct arena *arena; /* as long as the letters are open */
	struct arena *sheet; /* reset for each */
	const struct office *office;
	const struct templates *templates;
	struct glyphs *glyphs;
	struct pages *pages;
	struct flow_scales scales;
	const char *widest_name;        /* document/mailroom/widest.h; NULL until it is asked for */
	const char *widest_beyond;      /* the same */
	struct widest_day *widest_days; /* the same, a language each */
	struct letter_kind *kinds;      /* document/mailroom/fit.c */
	struct trial_code *codes;       /* the same: those that trials have met */
	size_t code_count;
	struct linear *scan; /* of a trial's number; NULL until it is asked for */
};

/* Resets letters->sheet and takes up a notice. */
struct filling letters_filling(
	struct letters *letters, const struct notice *notice, day_number posting_day);

/* Version 14 of the QR code; larger ones are hard to read off a letter. */
enum { QR_MODULES_MAX = 73 };

/* What the code holds: the address of the resident's page where the office serves one, else the
 * appointment, or the day by which to come. NULL for a cancelled one without a page: it would only
 * come to stand in the calendar again. In letters->sheet. */
const char *letters_code_text(struct letters *letters, const struct notice *notice);

/* Makes the code. FAULT_OFFICE when it has no room, with the words that are too long: those of the
 * office or of its language's file. */
bool letters_code_make(struct letters *letters, const struct notice *notice, const char *code,
	struct qr *qr, struct fault *why);

/* The letter's QR code in letters->sheet, or with `sample` one of the same size that says only
 * this, over and over. *qr is NULL when the letter has none: of a cancelled appointment without a
 * page. */
bool letters_code(struct letters *letters, const struct notice *notice, const char *sample,
	const struct qr **qr, struct fault *why);

/* Would this letter find room, at the layout's smallest scale if need be? Nothing is drawn; its
 * number is taken to be NUMBER_LIKE. False when a code of it cannot be made; else *fits, and where
 * it does not, *trouble. */
bool letters_try(struct letters *letters, const struct notice *notice, bool *fits,
	struct sheet_trouble *trouble, struct fault *why);

/* Draws one sheet (from 0) of a letter into the document that was begun; it is not turned. `sample`
 * as above. FAULT_OFFICE when something does not fit, FAULT_INTERNAL when that is the address. */
struct letter_sheet {
	const struct notice *notice;
	int number;
	day_number posting_day;
	const char *sample;
};
bool letters_draw(struct letters *letters, const struct letter_sheet *which, struct fault *why);

#endif
