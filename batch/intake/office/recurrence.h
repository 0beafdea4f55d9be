#ifndef INTAKE_OFFICE_RECURRENCE_H
#define INTAKE_OFFICE_RECURRENCE_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * Recurrences: RFC 5545, section 3.3.10, begun on 2000-01-01 (a Saturday) and expanded by libical;
 * FREQ of DAILY or longer, no COUNT, UNTIL as a date. What programs are known to read differently
 * (libical 3.0, python-dateutil 2.8 and others) is no recurrence here: BYSETPOS and numbered
 * weekdays in daily and weekly rules; intervals of weeks that do not begin with the rule (WKST=SA
 * does); days from the end of the month in daily rules; days of the month of no month in yearly
 * ones; weekdays with and without number side by side; the 53rd weekday of a year; weeks that may
 * lie in two years, or beside other parts than BYDAY.
 */

/* Is this such a rule, and is there a day of it from 2000 to 2099? `problem` gets why not, static
 * text. A monthly rule without any day takes libical seconds. */
bool recurrence_valid(const char *rrule, const char **problem);

/* The days of a recurrence: true in the result's place i when it falls on from + i, up to `to`
 * included. NULL when it is not valid. */
const bool *recurrence_days(const char *rrule, day_number from, day_number to, struct arena *arena);

/* The weekdays on which a recurrence can fall. */
weekday_set recurrence_weekdays(const char *rrule);

/* The weekdays of one that says no more than "every week on these days" (FREQ=WEEKLY;BYDAY=MO,TU),
 * which is what can be printed as opening hours; none for any other. */
weekday_set recurrence_weekly(const char *rrule);

#endif
