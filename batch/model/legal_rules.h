#ifndef MODEL_LEGAL_RULES_H
#define MODEL_LEGAL_RULES_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Rules that change on a day: tables whose rows are sorted by `from`, the first from 0001-01-01, so
 * that there is a row in force on any day (office_row). What must be on or after `from` stands with
 * each.
 */
struct age_rule {
	day_number from; /* of applications received on or after it */
	int adult_age;   /* years; reached on the birthday itself */
};

struct card_rule {
	day_number from;                      /* of cards issued on or after it */
	int adult_birthdays, minor_birthdays; /* valid to this birthday after the issue */
	int adult_early_birthdays, minor_early_birthdays; /* the same when renewed early */
};

struct certificate_rule {
	day_number from; /* of certificates issued on or after it */
	int birthdays, early_birthdays;
};

/* The birthday in common years of people born on February 29. */
struct leap_rule {
	day_number from; /* of documents issued, and of days an age is asked for, on or after it */
	bool march;      /* Mar 1; else Feb 28 */
};

/* What a certificate's validity cannot go past. */
struct cap_rule {
	day_number from;                  /* of certificates issued on or after it */
	bool by_card;                     /* no certificate past its card */
	bool signature_by_authentication; /* no signature certificate past the other one */
};

/* Cards of people who stay for a period. */
struct stay_rule {
	day_number from; /* of cards issued on or after it */
	bool ends_card;  /* the card ends with the stay where that is earlier than the birthday */
	int pending_months; /* extension of the card while an extension of stay is pending */
};

/* A set of statuses of residence: bit 1 << enum stay_status (model/resident.h). */
typedef uint64_t stay_set;

struct no_period_rule {
	day_number from; /* of nights on or after it */
	stay_set statuses;
};

/* Cards that are residence card and My Number Card in one (特定在留カード). */
struct residence_card_rule {
	day_number from; /* of nights on or after it */
	bool letter;     /* the end of the stay is written about as for other cards; else `none` */
};

/* An age, in full years. */
struct years_rule {
	day_number from; /* signature: of certificates issued; representative: of days of a visit */
	int years;
};

struct validity_rules {
	const struct age_rule *ages;
	size_t age_count;
	const struct card_rule *cards;
	size_t card_count;
	const struct certificate_rule *certificates;
	size_t certificate_count;
	const struct leap_rule *leaps;
	size_t leap_count;
	const struct cap_rule *caps;
	size_t cap_count;
	const struct stay_rule *stays;
	size_t stay_count;
	const struct no_period_rule *no_periods;
	size_t no_period_count;
	const struct residence_card_rule *residence_cards;
	size_t residence_card_count;
	const struct years_rule *signatures; /* from which a signature certificate is usual */
	size_t signature_count;
	const struct years_rule *represented; /* below which the legal representative comes too */
	size_t represented_count;
};

/* When a renewal is possible, and when it is written about. */
struct window_rule {
	day_number from;          /* of nights on or after it */
	int opens_months;         /* before the expiry */
	int late_months;          /* letters are late when fewer than this many months are left */
	bool less_than;           /* it opens when less than opens_months are left; else on the day
				     after the same day so many months earlier */
	bool appointments_window; /* appointments from the opening on; else from the later reading
				   */
	int reminder_months;      /* before the expiry; 0: no reminder */
	int reminder_after_days;  /* at least, since the earlier letter was posted */
};

struct window_rules {
	const struct window_rule *list;
	size_t count;
	int opens_months; /* the most of all rows */
};

#endif
