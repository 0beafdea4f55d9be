#ifndef MODEL_OFFICE_H
#define MODEL_OFFICE_H

#include "base/civil.h"
#include "model/due.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Everything the city decides, as read once from the office file (schemas/office.xsd says the
 * same with a sentence on each setting). Never changed after it has been read; strings live in
 * the arena it was read into. Lists are in the file's order; a count stands behind each.
 */

/* One text in several languages. */
struct wording {
	const char *language; /* BCP 47 */
	const char *text;
};

struct wordings {
	const struct wording *list;
	size_t count;
};

/* The text in `language`, else in English for a language that is neither Japanese (ja, and easy
 * Japanese ja-x-easy) nor there, else in Japanese, else "". No language (NULL or "") is Japanese.
 */
const char *wordings_in(const struct wordings *wordings, const char *language);

enum { COUNTERS_MAX = 32 };

/* A set of matters: bit 1u << enum matter. */
typedef uint8_t matter_set;
#define MATTERS_ALL ((matter_set)((1u << MATTERS) - 1))

/* A set of counters: bit 1u << index in office.counters. */
typedef uint32_t counter_set;

/* When a counter is open, as an RFC 5545 recurrence (no DTSTART: it begins 2000-01-01). */
struct opening {
	const char *rrule;
	int from, to;       /* minutes, [from, to) */
	int desks;          /* that serve people by appointment or not */
	const char *label;  /* by which closures and a matter's `not-during` speak of it: "late" */
	const char *reason; /* of a day that it opens: "Wednesday late" */
	long line;          /* in the office file */
};

/* Desks kept for people who come without appointment: taken off the places of each slot that
 * overlaps the band. */
struct walk_in {
	const char *rrule;
	int from, to;
	int desks;
	long line;
};

/* A date on the city's list of planned days: beats closures and rules, both ways. With a label it
 * is about the openings of that label only, and the rest of the day follows the rules; without, it
 * is the whole day. The first entry of a day gives the reason. */
struct single_date {
	day_number on;
	counter_set counters;
	bool open;
	int from, to, desks; /* when open; several entries for one day add up */
	const char *label;   /* NULL: the whole day */
	const char *reason;
	long line;
};

enum closure_effect {
	CLOSURE_OFF,    /* written down, not in force */
	CLOSURE_PLACES, /* the counter is open, but no appointment is given */
	CLOSURE_HOURS,  /* the counter is closed */
};

/* A rule that closes; the first in file order gives the reason. */
struct closure {
	bool holidays;      /* every public holiday; else by rrule */
	const char *rrule;  /* NULL when `holidays` */
	const char *reason; /* the holiday's name is added to it when `holidays` */
	enum closure_effect effect;
	counter_set counters;
	matter_set matters; /* that it hits; all: the counter itself is closed */
	const char *label;  /* of the openings it closes, NULL for all of them */
	long line;
};

struct counter {
	const char *id;
	struct wordings name, address, access;
	const char *phone;
	double latitude, longitude; /* degrees, WGS 84; both 0 while nobody has measured them */
	int slot_minutes;
	const char *const
		*postal_prefixes; /* codes it serves begin with one of these; longest wins */
	size_t postal_prefix_count;
	const struct opening *openings;
	size_t opening_count;
	const struct walk_in *walk_ins;
	size_t walk_in_count;
	long line;
};

enum appointment_policy { APPOINTMENT_NONE, APPOINTMENT_OFFERED, APPOINTMENT_REQUIRED };

struct matter_rule {
	enum appointment_policy appointment;
	int slots;                     /* consecutive slots a visit needs, 1–8 */
	counter_set counters;          /* that can do it */
	const char *const *not_during; /* labels of openings it cannot use */
	size_t not_during_count;
	int lead_days;  /* from the posting day to the first day of a visit */
	int clear_days; /* kept free before the expiry where that leaves a day */
	int wished_day; /* days after posting near which people like to come (not used before the
			   appointments issue; validated) */
	long line;
};

/* Rules that change on a day; sorted by `from`, the first from 0001-01-01. */
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

struct validity_rules {
	const struct age_rule *ages;
	size_t age_count;
	const struct card_rule *cards;
	size_t card_count;
	const struct certificate_rule *certificates;
	size_t certificate_count;
	bool leap_birthday_march; /* Feb 29 in common years: false Feb 28, true Mar 1 */
	int pending_months;       /* extension of the card while an extension of stay is pending */
	int signature_age;        /* years from which a signature certificate is usual */
};

struct window_rules {
	int opens_months; /* window opens this many months before the expiry, plus a day */
	int late_months;  /* letters are late when fewer than this many months are left */
};

struct mailing_rules {
	const char *rrule;  /* days on which the mail room posts */
	bool holidays;      /* also on public holidays? */
	const char *except; /* a second rrule of days without post, or NULL */
	int bundle_letters; /* at most this many in a bundle */
	long line;
};

struct limits {
	int export_age_days; /* register's as-of may be this many days before the night */
	int residents_min;   /* expected volume of an export, inclusive */
	int residents_max;
	int letters_per_address; /* in a night; more: all of them by hand */
	int vanish_permille;     /* residents that may be missing since the last export */
	long line;
};

struct language {
	const char *tag;         /* templates/text/TAG.xml */
	const char *approved_by; /* NULL: not yet */
	day_number approved_on;  /* DAY_NONE: not yet */
	long line;
};

struct sender {
	struct wordings city, section, mayor;
	const char *postal;
	struct wordings address;
	const char *phone;
	const char *lost_phone; /* the free line for lost cards; "" until the office fills it in */
	const char *email;      /* ORGANIZER of calendar files, "" when there is none */
	const char *web_base;   /* https://…/ of the residents' pages, "" when there is none */
	long line;
};

/* A public holiday. */
struct holiday {
	day_number day;
	const char *name; /* as announced, Japanese; 休日 with its cause: "休日(振替)" */
	bool provisional; /* computed from the law, the announcement does not reach it yet */
	long line;        /* in the announcement, 0 when provisional */
};

struct office {
	const char *path;         /* of the file, for messages */
	const char *folder;       /* of the file; what it names is relative to it */
	char digest[65];          /* SHA-256 of its bytes, hexadecimal */
	const char *municipality; /* six digits */
	const char *timezone;     /* tz name, for TZID */
	int utc_offset;           /* minutes east of UTC, the year round */
	const char *holidays_path, *templates_path; /* already joined to the folder */
	struct sender sender;
	const struct counter *counters;
	size_t counter_count; /* 1–COUNTERS_MAX */
	const struct single_date *dates;
	size_t date_count;
	const struct closure *closures;
	size_t closure_count;
	struct matter_rule matters[MATTERS];
	struct validity_rules validity;
	struct window_rules window;
	struct mailing_rules mailing;
	struct limits limits;
	const struct language *languages;
	size_t language_count;
	int retention_days;             /* personal data in the ledger */
	const struct holiday *holidays; /* announced ones, then computed ones; by day */
	size_t holiday_count;
	day_number holidays_announced_until; /* last day the announcement covers */
};

/* The index of the counter with this id, or -1. */
int office_counter(const struct office *office, const char *id);

/* The counter that serves a postal code (seven digits): the one with the longest prefix of it;
 * among equal lengths the first. 0, the first counter, when none does. */
int office_counter_serving(const struct office *office, const char *postal);

/* The holiday on a day, or NULL. */
const struct holiday *office_holiday(const struct office *office, day_number day);

#endif
