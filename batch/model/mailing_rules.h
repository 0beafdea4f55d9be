#ifndef MODEL_MAILING_RULES_H
#define MODEL_MAILING_RULES_H

#include "model/letter_format.h"

#include <stdbool.h>
#include <stddef.h>

/* What the office decides of its mailings (the office file's <mailing>). */

/* A weight class of the post office. */
struct weight_class {
	double grams; /* up to these, inclusive */
	const char *name;
	int yen; /* a letter; 0: not told */
};

/* A discount that the post office gives for volume. */
struct mail_discount {
	const char *name;
	int from_letters; /* that many in a mailing, inclusive */
	bool barcodes;    /* only letters with a customer barcode count */
};

struct mailing_rules {
	const char *rrule;  /* days on which the mail room posts */
	bool holidays;      /* also on public holidays? */
	const char *except; /* a second rrule of days without post, or NULL */
	int bundle_letters; /* at most this many in a bundle */
	int most_letters;   /* at most this many in a mailing as long as all are in time; 0: any */
	int latest_days;    /* so long before an expiry none waits any more for that */
	int level_days;     /* first letters are spread over the mailings of so many days; 0: not */
	int confirm_days; /* days of post by which a mailing is to be confirmed as posted; 0: never
			   */
	int stop_days;    /* an unconfirmed mailing's sheets are stopped this long */
	int arrival_days; /* from its posting until a letter has arrived */
	double sheet_grams, envelope_grams;
	enum together together;
	int envelope_sheets;                /* at most so many in one envelope */
	int voice_characters;               /* a voice code holds so many */
	const struct weight_class *classes; /* rising */
	size_t class_count;
	const struct mail_discount *discounts; /* the last that applies is the best */
	size_t discount_count;
	const char *post_office, *payment; /* as the post office calls them; "": not told */
	long line;
};

/* How many sheets an envelope of several letters may have: at least 1, and no more than the
 * heaviest weight class takes, where there are any. */
int mailing_rules_envelope_sheets(const struct mailing_rules *rules);

#endif
