#ifndef DOCUMENT_MAILROOM_POSTAGE_H
#define DOCUMENT_MAILROOM_POSTAGE_H

#include "base/arena.h"
#include "model/notice.h"
#include "model/office.h"

#include <stddef.h>

/* Pieces of mail, each an envelope with so many sheets. */
struct postage_kind {
	size_t pieces, coded;             /* of them with a customer barcode */
	double grams;                     /* what one weighs with its envelope */
	const struct weight_class *class; /* NULL: it is in none that the office names */
};

/* What the letters of one mailing weigh and cost, by how many sheets an envelope has. */
struct postage {
	struct postage_kind kinds[ENVELOPE_SHEETS_MAX]; /* by sheets less 1; the first two are
							   weighed even where there are none */
	bool shared;         /* letters lie together: an envelope has sheets of several */
	double grams;        /* all of them */
	const char *classes; /* the weight classes of those that there are, as markup; NULL: one of
				them is in none that the office names */
	size_t one_yen, two_yen; /* a piece on one sheet, on two; all 0 where a price is not known.
				    Where there are none of one, what the other costs */
	size_t yen;              /* all of them, before any discount */
	/* The best discount that there are enough pieces for, or NULL. What counts for one is of
	 * one shape and weight (内国郵便約款, 区分郵便物: 形状、重量及び取扱いが同一), so
	 * pieces on one sheet and on two are not counted together. */
	const struct mail_discount *discount;
};

/* In sheet order, at least one; what is said lives in the arena or the office. */
void postage_of(const struct office *office, const struct notice *notices, size_t count,
	struct arena *arena, struct postage *postage);

#endif
