#ifndef DOCUMENT_MAILROOM_POSTAGE_H
#define DOCUMENT_MAILROOM_POSTAGE_H

#include "base/arena.h"
#include "model/notice.h"
#include "model/office.h"

#include <stddef.h>

/* What the letters of one mailing weigh and cost, by how many sheets each has. */
struct postage {
	size_t one, two;             /* letters on one sheet, and on two */
	double one_grams, two_grams; /* what one of each weighs with its envelope */
	double grams;                /* all of them */
	const char *classes; /* the weight classes of those that there are, as markup; NULL: one of
				them is in none that the office names */
	size_t one_yen, two_yen; /* a letter; both 0 where a price is not known */
	size_t yen;              /* all of them, before any discount */
	/* The best discount that there are enough letters for, or NULL. What counts for one is of
	 * one shape and weight (内国郵便約款, 区分郵便物: 形状、重量及び取扱いが同一), so
	 * letters on one sheet and on two are not counted together. */
	const struct mail_discount *discount;
};

/* In sheet order, at least one; what is said lives in the arena or the office. */
void postage_of(const struct office *office, const struct notice *notices, size_t count,
	struct arena *arena, struct postage *postage);

#endif
