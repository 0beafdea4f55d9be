#ifndef DECIDE_RULES_RULING_H
#define DECIDE_RULES_RULING_H

#include "base/civil.h"
#include "model/due.h"

#include <stdbool.h>
#include <stddef.h>

/* What the rules say of one resident on one night: made by rules_decide, read by reconcile. */

/* What is only odd is reported and never sets anybody aside: the stored date still decides. */
enum oddity {
	ODDITY_EXPIRY_UNEXPLAINED,
	ODDITY_EXPIRY_ESTIMATED,
	ODDITY_EXPIRY_UNKNOWN,
	ODDITY_EXPIRES_BEFORE_ISSUED,
	ODDITY_CERTIFICATE_PAST_CARD,
	ODDITY_SIGNATURE_PAST_AUTHENTICATION,
	ODDITY_SIGNATURE_UNDER_AGE,
	ODDITY_SIGNATURE_OF_WARD,
	ODDITY_CERTIFICATE_WITHOUT_CARD,
	ODDITY_BIRTH_UNKNOWN,
	ODDITIES
};

/* Stable codes ("expiry-unexplained") and a sentence on each; index with the enum. */
extern const char *const oddity_codes[ODDITIES];
extern const char *const oddity_sentences[ODDITIES];

struct odd {
	enum oddity oddity;
	enum document document;
	day_number stored;   /* the register's date, DAY_NONE when it has none */
	day_number expected; /* what the rules give, DAY_NONE when nothing */
};

enum { ODD_MAX = 16 };

struct ruling {
	struct decision decisions[DOCUMENTS]; /* open windows only, in order of matter */
	size_t count;
	day_number current[DOCUMENTS]; /* each document's expiry now, stored or computed, whether
					  its window is open or not; DAY_NONE: there is none */
	bool reissued; /* the signature certificate is valid: no revocation of one goes on */
	struct odd odd[ODD_MAX];
	size_t odd_count;
};

#endif
