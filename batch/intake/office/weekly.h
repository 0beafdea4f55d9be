#ifndef INTAKE_OFFICE_WEEKLY_H
#define INTAKE_OFFICE_WEEKLY_H

#include "model/office.h"

/* The weekdays of a recurrence that says no more than "every week on these days"
 * (FREQ=WEEKLY;BYDAY=MO,TU), which is what can be printed as opening hours; none for any other. */
weekday_set weekly_days(const char *rrule);

#endif
