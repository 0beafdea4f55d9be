#include "model/fact.h"

/* Facts are bits of one word, so a condition is asked by masks, and what may be said outside the
 * envelope is a set like any other. */

const char *const template_fact_words[FACTS] = {
	[FACT_CARD] = "card",
	[FACT_STAY] = "stay",
	[FACT_SIGNATURE] = "signature",
	[FACT_AUTHENTICATION] = "authentication",
	[FACT_REVOKED] = "revoked",
	[FACT_SEVERAL] = "several",
	[FACT_FIRST] = "first",
	[FACT_LATE] = "late",
	[FACT_REMINDER] = "reminder",
	[FACT_EXTENDED] = "extended",
	[FACT_PENDING] = "pending",
	[FACT_NEITHER] = "neither",
	[FACT_PERMANENT] = "permanent",
	[FACT_RESIDENCE] = "residence",
	[FACT_COMBINED] = "combined",
	[FACT_PERMIT] = "permit",
	[FACT_MINOR] = "minor",
	[FACT_WARD] = "ward",
	[FACT_FOREIGN] = "foreign",
	[FACT_OTHER_NAME] = "other-name",
	[FACT_BUILDING] = "building",
	[FACT_VOICE] = "voice",
	[FACT_SPOKEN] = "spoken",
	[FACT_LARGE_PRINT] = "large-print",
	[FACT_APPOINTMENT] = "appointment",
	[FACT_KEPT] = "kept",
	[FACT_MOVED] = "moved",
	[FACT_CANCELLED] = "cancelled",
	[FACT_BOOKING_REQUIRED] = "booking-required",
	[FACT_BOOKING_OFFERED] = "booking-offered",
	[FACT_BESIDE] = "beside",
	[FACT_SECOND_WORDING] = "second-wording",
	[FACT_LOST_PHONE] = "lost-phone",
	[FACT_LOST_SPOKEN] = "lost-spoken",
	[FACT_PHONE_HOURS] = "phone-hours",
	[FACT_MAIN_HOURS] = "main-hours",
	[FACT_FAX] = "fax",
	[FACT_EMAIL] = "email",
	[FACT_FOREIGN_PHONE] = "foreign-phone",
	[FACT_FOREIGN_HOURS] = "foreign-hours",
	[FACT_NO_FORWARD] = "no-forward",
	[FACT_WEB] = "web",
	[FACT_ESTIMATED] = "estimated",
	[FACT_ITEM_CARD] = "item-card",
	[FACT_ITEM_STAY] = "item-stay",
	[FACT_ITEM_SIGNATURE] = "item-signature",
	[FACT_ITEM_AUTHENTICATION] = "item-authentication",
	[FACT_ITEM_REVOKED] = "item-revoked",
	[FACT_ITEM_LATE] = "item-late",
	[FACT_ITEM_COVERED] = "item-covered",
	[FACT_ITEM_SAME] = "item-same",
	[FACT_ITEM_ESTIMATED] = "item-estimated",
	[FACT_ERA] = "era",
	[FACT_FIRST_YEAR] = "first-year",
	[FACT_SUNDAY] = "sunday",
	[FACT_MONDAY] = "monday",
	[FACT_TUESDAY] = "tuesday",
	[FACT_WEDNESDAY] = "wednesday",
	[FACT_THURSDAY] = "thursday",
	[FACT_FRIDAY] = "friday",
	[FACT_SATURDAY] = "saturday",
	[FACT_AFTERNOON] = "afternoon",
	[FACT_FULL_HOUR] = "full-hour",
	[FACT_NOON] = "noon",
};

enum { DATE_BITS = FACT_NOON - FACT_ERA + 1 };

#define DATE_FACTS (((FACT(DATE_BITS) - 1)) << FACT_ERA)
#define VISIT_FACTS                                                                                \
	(FACT(FACT_APPOINTMENT) | FACT(FACT_MOVED) | FACT(FACT_CANCELLED) |                        \
		FACT(FACT_BOOKING_REQUIRED) | FACT(FACT_BOOKING_OFFERED) | FACT(FACT_LOST_PHONE) | \
		FACT(FACT_PHONE_HOURS) | FACT(FACT_MAIN_HOURS) | FACT(FACT_FAX) |                  \
		FACT(FACT_EMAIL) | FACT(FACT_FOREIGN_PHONE) | FACT(FACT_FOREIGN_HOURS) |           \
		FACT(FACT_WEB))

const fact_set template_calendar_facts = VISIT_FACTS | DATE_FACTS;
const fact_set template_page_facts = VISIT_FACTS | DATE_FACTS | FACT(FACT_CARD);

bool condition_holds(const struct condition *condition, fact_set facts)
{
	for (size_t i = 0; i < condition->count; i++) {
		const struct clause *clause = &condition->clauses[i];
		if ((facts & clause->any) == 0 && (~facts & clause->missing) == 0)
			return false;
	}
	return true;
}
