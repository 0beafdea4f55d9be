#ifndef REGISTER_CASES_H
#define REGISTER_CASES_H

#include "model/due.h"
#include "model/resident.h"

/* What runs out, and how it came to that day; the other papers are good for longer. */
enum papers {
	PAPERS_NONE,           /* no card at all */
	PAPERS_FAR,            /* card and certificates, nothing open */
	PAPERS_CARD,           /* card (10th birthday) and both certificates, the same day */
	PAPERS_CARD_ALONE,     /* the card, without certificates */
	PAPERS_CERTIFICATES,   /* both certificates (5th birthday) of a card good for longer */
	PAPERS_AUTHENTICATION, /* only that one is there */
	PAPERS_SIGNATURE,      /* likewise */
	PAPERS_MINOR,          /* a child's card (5th birthday) and its one certificate */
	PAPERS_STAY,           /* card and both certificates end with a stay, not on a birthday */
	PAPERS_KINDS
};

struct staging;

/* One case: what is special about the resident, and what should become of it by the rules. */
struct named_case {
	const char *name;
	const char
		*expected; /* "matter=outcome/reason …" of what is open, by matter; "-": nothing */
	const char *codes; /* of exceptions.csv that must be there, NULL: not said */
	enum papers papers;
	bool late;           /* about thirty days ahead instead of about 78 */
	int repeat;          /* so many residents alike; 0 counts as 1 */
	int age;             /* years completed on the expiry (on the stay's end), 0: 46 */
	int birthday_shift;  /* days from the expiry to the birthday; 0: on it (a stay: 100 before)
			      */
	bool same_household; /* as the case before */
	enum resident_state state;
	enum protection_state protection;
	enum card_state card_state;
	enum certificate_state signature, authentication; /* states */
	bool ward;
	bool renewal; /* a new card was applied for three weeks ago */
	bool foreign; /* has a stay, of: */
	enum stay_status status;
	const char *name_written; /* instead of a drawn one */
	const char *kana, *language, *alias, *born;
	enum letter_format format;
	const char *postal, *lines, *building;   /* instead of drawn ones */
	void (*adjust)(struct staging *staging); /* the rest */
};

/* A case on the stage, for adjust(). */
struct staging {
	struct resident *resident;
	day_number as_of;
	day_number expires;   /* of what runs out */
	day_number born;      /* the true day */
	const char *wave;     /* of the card, else the certificates; "*": it depends on the night */
	const char *expected; /* as in the case, or what follows from the dates; "*": it depends on
				 the night */
};

/* What runs out when, stays and odd dates; then who gets a letter, and by what name and address. */
extern const struct named_case dated_cases[];
extern const size_t dated_case_count;
extern const struct named_case personal_cases[];
extern const size_t personal_case_count;

#endif
