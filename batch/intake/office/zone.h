#ifndef INTAKE_OFFICE_ZONE_H
#define INTAKE_OFFICE_ZONE_H

/* What the tz database of this machine says of a zone. */
enum zone_kind {
	ZONE_FIXED,   /* one offset from UTC, the year round */
	ZONE_CHANGES, /* clocks are put forward and back */
	ZONE_UNKNOWN, /* the database has no such zone, or is not there */
};

/* Looks up a zone ("Asia/Tokyo") as its clocks go from now on. *utc_offset, in minutes east of UTC,
 * is set unless it is unknown; where clocks change it is that of the winter. */
enum zone_kind zone_find(const char *name, int *utc_offset);

#endif
