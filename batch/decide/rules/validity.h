#ifndef DECIDE_RULES_VALIDITY_H
#define DECIDE_RULES_VALIDITY_H

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
 * so (`leap_march`, of the day that validity_leap_march is asked about). */
day_number validity_birthday(struct civil born, int year, bool leap_march);

/* The n-th birthday (n from 1) after `after`; a birthday on `after` itself does not count. */
day_number validity_nth_birthday(struct civil born, day_number after, int n, bool leap_march);

/* Full years on `day`, reached on the birthday itself. Negative before the birth. */
int validity_age(struct civil born, day_number day, bool leap_march);

/* Do birthdays of Feb 29 fall on Mar 1 for a document issued, or an age asked for, on this day? */
bool validity_leap_march(const struct validity_rules *rules, day_number day);

/* Does this status of residence have a period on this night? 永住者, 特別永住者 and 高度専門職2号
 * have none (the office's list). */
bool validity_has_period(
	const struct validity_rules *rules, enum stay_status status, day_number night);

/* Does a card of this kind get a letter about the end of its stay on this night? */
bool validity_stay_letter(
	const struct validity_rules *rules, enum card_kind kind, day_number night);

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

/* What caps a certificate issued on `issued`: the earliest of the card's date, for a signature
 * certificate also the other one's, as far as the office's rules of that day say so. DAY_NONE: no
 * cap. */
day_number validity_cap(const struct validity_rules *rules, enum certificate_kind kind,
	day_number issued, day_number card, day_number authentication);

/* Does a card issued on `issued` end with its holder's stay where that is earlier? */
bool validity_stay_ends_card(const struct validity_rules *rules, day_number issued);

/* The card's last day `until` with the months granted while an extension of stay is pending. */
day_number validity_pending(
	const struct validity_rules *rules, day_number issued, day_number until);

/* From what age a signature certificate issued on `issued` is usual. */
int validity_signature_age(const struct validity_rules *rules, day_number issued);

/* The last of the days from `from` to `until` on which the legal representative of somebody born on
 * this day comes too; past `until` where that is still so then. DAY_NONE: on none of them. */
day_number validity_represented_until(
	const struct validity_rules *rules, struct civil born, day_number from, day_number until);

/* Is this one of the dates that the birthday rule gives a card, adult or not, early or not? */
bool validity_card_birthday(const struct validity_rules *rules, struct civil born,
	day_number issued, day_number expires);

#endif
