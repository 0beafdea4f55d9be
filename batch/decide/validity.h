#ifndef DECIDE_VALIDITY_H
#define DECIDE_VALIDITY_H

#include "base/civil.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>

/*
 * How long cards and certificates are valid (city page, "マイナンバーカード・電子証明書の概要";
 * years, ages and their days of effect are the office's). The register's own date is the truth:
 * what is computed here is its cross-check, and stands in only where the register has none.
 *
 * All are pure and cannot fail. A birth date is one that exists.
 */

/* The birthday in `year`. Born on Feb 29: in common years Feb 28, or Mar 1 where the office says
 * so (`leap_march`). */
day_number validity_birthday(struct civil born, int year, bool leap_march);

/* The n-th birthday (n from 1) after `after`; a birthday on `after` itself does not count. */
day_number validity_nth_birthday(struct civil born, day_number after, int n, bool leap_march);

/* Full years on `day`, reached on the birthday itself. Negative before the birth. */
int validity_age(struct civil born, day_number day, bool leap_march);

/* Was the applicant an adult (the age line of the day of application)? */
bool validity_adult(const struct validity_rules *rules, struct civil born, day_number applied);

/* The last valid day of a card by the birthday rule: the 10th birthday after its issue, the 5th for
 * those who were no adults when they applied (`applied` DAY_NONE: judged on the issue); one
 * birthday more when it was renewed `early`. */
day_number validity_card(const struct validity_rules *rules, struct civil born, day_number applied,
	day_number issued, bool early);

/* The last valid day of a certificate by the birthday rule, before any cap: the 5th birthday after
 * its issue, the 6th when renewed `early`. */
day_number validity_certificate(
	const struct validity_rules *rules, struct civil born, day_number issued, bool early);

/* The earlier of two last days, where DAY_NONE is no limit. */
day_number validity_earlier(day_number left, day_number right);

/* Is this one of the dates that the birthday rule gives a card, adult or not, early or not? */
bool validity_card_birthday(const struct validity_rules *rules, struct civil born,
	day_number issued, day_number expires);

#endif
