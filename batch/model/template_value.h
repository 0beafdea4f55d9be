#ifndef MODEL_TEMPLATE_VALUE_H
#define MODEL_TEMPLATE_VALUE_H

#include <stdbool.h>

/* What a placeholder stands for: {first-expiry}. */
enum template_value {
	VALUE_DATE, /* the posting day */
	VALUE_NUMBER,
	VALUE_POSTAL, /* 486-0844 */
	VALUE_ADDRESS,
	VALUE_BUILDING,
	VALUE_ADDRESSEE,
	VALUE_NAME,
	VALUE_FIRST_EXPIRY, /* the earliest in the letter */
	VALUE_ITEM_EXPIRY,  /* of the item in turn */
	VALUE_VISIT_DATE,
	VALUE_VISIT_STARTS,
	VALUE_VISIT_ENDS,
	VALUE_COUNTER,
	VALUE_COUNTER_ADDRESS,
	VALUE_COUNTER_ACCESS,
	VALUE_COUNTER_PHONE,  /* the office's own where the counter has none */
	VALUE_EARLIER_NUMBER, /* moved, cancelled: of the letter before, and its appointment */
	VALUE_EARLIER_DATE,
	VALUE_EARLIER_STARTS,
	VALUE_EARLIER_ENDS,
	VALUE_EARLIER_COUNTER,
	VALUE_CITY,
	VALUE_SECTION,
	VALUE_MAYOR,
	VALUE_SENDER_POSTAL,
	VALUE_SENDER_ADDRESS,
	VALUE_PHONE,
	VALUE_PHONE_HOURS,  /* when it is answered: Mon–Fri 8:30–17:00 */
	VALUE_MAIN_COUNTER, /* the first of the office's */
	VALUE_MAIN_HOURS,   /* when it is open */
	VALUE_COUNTER_HOURS,
	VALUE_FAX,
	VALUE_EMAIL,
	VALUE_FOREIGN_PHONE,
	VALUE_FOREIGN_HOURS,
	VALUE_LOST_PHONE,
	/* inside a date */
	VALUE_ERA,
	VALUE_ERA_YEAR,
	VALUE_YEAR,
	VALUE_MONTH,
	VALUE_MONTH_NAME, /* the text month.1 to month.12 */
	VALUE_DAY,
	VALUE_WEEKDAY,
	/* inside a time of day */
	VALUE_HOUR,       /* 0–23 */
	VALUE_HOUR_12,    /* 0–11 */
	VALUE_CLOCK_HOUR, /* 1–12 */
	VALUE_MINUTE,     /* 0–59 */
	/* on the office's own papers (TEXT_OFFICE_…) */
	VALUE_MAILING, /* its name: 2026-11-24 */
	VALUE_BUNDLE,  /* its number, from 1 */
	VALUE_BUNDLES,
	VALUE_BUNDLE_LETTERS, /* at most in a bundle */
	VALUE_LETTERS,
	VALUE_SHEETS,
	VALUE_BARCODES,      /* letters with a customer barcode */
	VALUE_BARCODE_SHARE, /* of them in a hundred: 99.8 */
	VALUE_LETTER_GRAMS,  /* sheet and envelope together */
	VALUE_SHEET_GRAMS,
	VALUE_ENVELOPE_GRAMS,
	VALUE_KILOGRAMS,   /* all letters */
	VALUE_TWO_LETTERS, /* letters of two sheets; the others; what one weighs and costs */
	VALUE_ONE_LETTERS,
	VALUE_TWO_GRAMS,
	VALUE_TWO_YEN,
	VALUE_ENVELOPE, /* its number; which of its sheets, of how many; the same said of each */
	VALUE_ENVELOPE_SHEET,
	VALUE_ENVELOPE_SHEETS,
	VALUE_EACH,
	VALUE_NOTICES,      /* letters, where several are one piece of mail */
	VALUE_COUNTER_NAME, /* in Japanese */
	VALUE_POST_OFFICE,
	VALUE_PAYMENT,
	VALUE_YEN, /* a letter */
	VALUE_YEN_SUM,
	VALUE_DISCOUNT,
	VALUE_FROM, /* of a range: the first and the last; in hours too */
	VALUE_TO,
	VALUES
};

extern const char *const template_value_words[VALUES];

/* What such a sentence may name. */
bool template_value_discreet(enum template_value value);

#endif
