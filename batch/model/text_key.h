#ifndef MODEL_TEXT_KEY_H
#define MODEL_TEXT_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* Keys that the program itself asks for; the layout's and the page's own follow. A language that
 * does not name {month-name} may leave the months out. */
enum {
	TEXT_DATE,
	TEXT_PAGE_DATE, /* a date on the resident's page, whoever reads it */
	TEXT_TIME,
	TEXT_WEEKDAY,
	/* hours of a week: a weekday's short name, a span of days or times, two after each other,
	 * two groups of days */
	TEXT_HOURS_DAY,
	TEXT_HOURS_SPAN,
	TEXT_HOURS_AND,
	TEXT_HOURS_NEXT,
	TEXT_MONTH,                           /* month.1; the other eleven follow */
	TEXT_PAGE_LANGUAGE = TEXT_MONTH + 12, /* the language's own name */
	/* calendar files: the titles of the event and of the day of who has no appointment */
	TEXT_INVITE_SUMMARY,
	TEXT_INVITE_DEADLINE,
	/* the lines of the event's description, those whose condition holds */
	TEXT_INVITE_CANCELLED,
	TEXT_INVITE_NUMBER,
	TEXT_INVITE_BRING,
	TEXT_INVITE_ACCESS,
	TEXT_INVITE_CONTACT,
	TEXT_INVITE_LATER,
	/* the mark on a sheet that is printed again */
	TEXT_OFFICE_REPRINT,
	/* covers.pdf: a bundle's sheet */
	TEXT_OFFICE_COVER,
	TEXT_OFFICE_COVER_MAILING,
	TEXT_OFFICE_COVER_BUNDLE,
	TEXT_OFFICE_COVER_LETTERS,
	TEXT_OFFICE_COVER_POSTAL,
	TEXT_OFFICE_COVER_SHEETS,
	TEXT_OFFICE_COVER_NUMBERS,
	TEXT_OFFICE_COVER_TO,
	TEXT_OFFICE_COVER_AND,
	TEXT_OFFICE_COVER_FIRST,
	TEXT_OFFICE_COVER_LAST,
	TEXT_OFFICE_COVER_PRINTED, /* four steps to be ticked off */
	TEXT_OFFICE_COVER_COUNTED,
	TEXT_OFFICE_COVER_ENCLOSED,
	TEXT_OFFICE_COVER_POSTED,
	TEXT_OFFICE_COVER_STOPS,
	/* the sheet in front of the covers: what must not leave */
	TEXT_OFFICE_STOP,
	TEXT_OFFICE_STOP_NIGHT,
	TEXT_OFFICE_STOP_COUNT,
	TEXT_OFFICE_STOP_LEAD,
	TEXT_OFFICE_STOP_MAILING,
	TEXT_OFFICE_STOP_SHEET,
	TEXT_OFFICE_STOP_NUMBER,
	TEXT_OFFICE_STOP_PULLED,
	TEXT_OFFICE_STOP_TELL,
	TEXT_OFFICE_STOP_SENDER,
	/* posting.pdf: the post office's sheet, a label and a value a line */
	TEXT_OFFICE_SLIP,
	TEXT_OFFICE_SLIP_MAILING,
	TEXT_OFFICE_SLIP_SENDER,
	TEXT_OFFICE_SLIP_ADDRESS,
	TEXT_OFFICE_SLIP_LETTERS_LABEL,
	TEXT_OFFICE_SLIP_LETTERS,
	TEXT_OFFICE_SLIP_BUNDLES_LABEL,
	TEXT_OFFICE_SLIP_BUNDLES,
	TEXT_OFFICE_SLIP_CLASS_LABEL,
	TEXT_OFFICE_SLIP_CLASS_UNKNOWN,
	TEXT_OFFICE_SLIP_WEIGHT_LABEL,
	TEXT_OFFICE_SLIP_WEIGHT,
	TEXT_OFFICE_SLIP_BARCODES_LABEL,
	TEXT_OFFICE_SLIP_BARCODES,
	TEXT_OFFICE_SLIP_POST_OFFICE_LABEL,
	TEXT_OFFICE_SLIP_POST_OFFICE,
	TEXT_OFFICE_SLIP_PRICE_LABEL,
	TEXT_OFFICE_SLIP_PRICE,
	TEXT_OFFICE_SLIP_PRICE_UNKNOWN,
	TEXT_OFFICE_SLIP_DISCOUNT_LABEL,
	TEXT_OFFICE_SLIP_DISCOUNT,
	TEXT_OFFICE_SLIP_DISCOUNT_NONE,
	TEXT_OFFICE_SLIP_WHO_LABEL,
	TEXT_OFFICE_SLIP_NUMBERS_LABEL,
	TEXT_OFFICE_SLIP_NUMBERS,
	TEXT_OFFICE_SLIP_POSTAL_LABEL,
	TEXT_OFFICE_SLIP_RANGE,
	TEXT_OFFICE_SLIP_AREAS,
	TEXT_OFFICE_SLIP_AREA_HEAD,
	TEXT_OFFICE_SLIP_AREA_LETTERS,
	TEXT_OFFICE_SLIP_AREA_BARCODES,
	TEXT_OFFICE_SLIP_AREA_OTHERS,
	TEXTS_OF_PROGRAM
};

/* Is it a key of the office's own papers, for the mail room and the post office? They are in
 * Japanese alone: only that file has their sentences, which stand without conditions and name
 * nothing of a letter. */
static inline bool text_of_office(size_t key)
{
	return key >= TEXT_OFFICE_REPRINT && key < TEXTS_OF_PROGRAM;
}

#endif
