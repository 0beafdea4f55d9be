#ifndef REGISTER_PAPERS_H
#define REGISTER_PAPERS_H

#include "model/resident.h"
#include "register/chance.h"

/* A person's card and certificates from the first issue to the register's day: who has one, when
 * it was made, renewed or left to lapse. Dates follow the law as the city hands it out:
 * 電子署名等に係る地方公共団体情報システム機構の認証業務に関する法律 and 個人番号カードの有効期間.
 */

/* 永住者, 特別永住者 and 高度専門職2号 stay without a period. */
static inline bool stay_has_period(enum stay_status status)
{
	return status != STAY_PERMANENT && status != STAY_SPECIAL_PERMANENT &&
	       status != STAY_HIGHLY_SKILLED_2;
}

/* The n-th birthday after a day; a birthday on the day itself does not count. Born on February
 * 29: February 28 in common years. */
day_number birthday_after(day_number born, day_number day, int n);

/* Completed years on a day; born on February 29 counts from February 28. */
int age_on(day_number born, day_number day);

/* The last day of a card: the 10th birthday after the issue for adults, the 5th for minors, one
 * more when renewed early. The age line (20, from 2022-04-01 18) is judged on the application. */
day_number card_expiry(day_number born, day_number applied, day_number issued, bool early);

/* The last day of a certificate: the 5th (renewed early: 6th) birthday after its issue, never
 * past the card. */
day_number certificate_expiry(day_number born, day_number issued, bool early, day_number card);

/* Gives the resident the papers that somebody born on `born` (the true day, whatever the register
 * says) has on `as_of`, or none. `arrived`: no card before it (DAY_NONE: always been here). Uses
 * resident->stay and ->ward; sets ->card, ->certificate and ->renewal. */
void papers_issue(struct resident *resident, day_number born, day_number arrived, day_number as_of,
	struct chance *chance);

#endif
