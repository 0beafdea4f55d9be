#ifndef MODEL_OFFICE_H
#define MODEL_OFFICE_H

#include "base/civil.h"
#include "base/csv.h"
#include "base/fault.h"
#include "base/share.h"
#include "model/due.h"
#include "model/format_need.h"
#include "model/layer.h"
#include "model/legal_rules.h"
#include "model/mailing_rules.h"
#include "model/town.h"

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

/* A set of weekdays: bit 1u << enum weekday. */
typedef uint8_t weekday_set;

/* When a counter is open, as an RFC 5545 recurrence (no DTSTART: it begins 2000-01-01). */
struct opening {
	const char *rrule;
	weekday_set weekdays; /* on which it falls every week; none when the rule says more */
	int from, to;         /* minutes, [from, to) */
	int desks;            /* that serve people by appointment or not */
	int expect_permille;  /* of those with an appointment who come; 0: all of them */
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
	const char *map;            /* the address of a map with it on, NULL for none */
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

/* Days from the posting to the first day of a visit, from a day on. */
struct lead_rule {
	day_number from; /* of posting days on or after it */
	int days;
};

struct matter_rule {
	enum appointment_policy appointment;
	int slots;                     /* consecutive slots a visit needs, 1–8 */
	counter_set counters;          /* that can do it */
	const char *const *not_during; /* labels of openings it cannot use */
	size_t not_during_count;
	int lead_days; /* from the posting day to the first day of a visit, before the first of
			  `leads`: ask office_arrival */
	const struct lead_rule *leads; /* by day */
	size_t lead_count;
	int clear_days;   /* kept free before the expiry where that leaves a day */
	int wished_day;   /* days after posting near which people like to come; not before lead_days
			   */
	bool wished_late; /* instead in the last third of the visit days, unless the resident's stay
			     is already extended */
	long line;
};

/* Letters about signature certificates that a change of name or address has ended; how a visit for
 * one is arranged is matters[MATTER_REVOKED], the same as for a signature certificate but for the
 * policy. */
struct revoked_rules {
	bool letter;     /* are they written? Off unless the office says so */
	int change_days; /* the change lies at most so many days before or after the end */
	int answer_days; /* days from the night that finds it to the day by which to come */
};

/* Whom hours suit. A resident whose birth date is not known, or who is of neither age, is of
 * AGE_OTHER and has no wish. */
enum age_class { AGE_OTHER, AGE_SCHOOL, AGE_WORKING, AGE_CLASSES };

/* A set of age classes: bit 1u << enum age_class. */
typedef uint8_t age_set;

struct age_wish {
	int from, to;              /* years, both included; from > to: nobody */
	const char *const *labels; /* of the openings that suit */
	size_t label_count;
	int after;  /* minutes: places that start then or later suit too; 24:00 for none */
	int weight; /* points against a place that does not suit */
	long line;
};

/* What speaks against giving somebody a place, in points: of all places that leave everybody else
 * an appointment, each gets one with few. 0 switches a wish off. */
struct wishes {
	int counter; /* another counter than the one that serves the postal code */
	int nearest; /* each counter that would be nearer to that one */
	int day;     /* each day between the visit and the wished day */
	int even;    /* a day on which all places of the counter are taken; in proportion */
	int kept;    /* a place that suits the working age, for somebody whom it does not suit */
	int apart;   /* each member of a household who comes alone */
	struct age_wish ages[AGE_CLASSES];
};

/* A second wording of first letters, tried on a share of the households. */
struct trial {
	const char *id;     /* NULL: none is made */
	day_number begin;   /* letters that are decided from this night on take part */
	day_number end;     /* to this one */
	int share_permille; /* of households get the second wording */
	int points;         /* the smallest difference that it must be able to show, in percent */
	int letters;        /* so many are expected by its end, both wordings together */
	long line;
};

/* Offers to people who come together (model/house.h). */
struct house_rules {
	int answer_days;   /* in which a house can be asked; 0: none is made */
	int share_percent; /* of what is free at a counter on a day a block takes at most this */
};

struct limits {
	int export_age_days; /* register's as-of may be this many days before the night */
	int residents_min;   /* expected volume of an export, inclusive */
	int residents_max;
	int letters_per_address; /* in a night; more: all of them by hand */
	int vanish_permille;     /* residents that may be missing since the last export */
	int vanish_free;     /* residents with open dues that may be gone whatever their share */
	int closed_permille; /* appointments that a night may move or cancel since they closed */
	int closed_free;     /* appointments that it may whatever their share */
	/* Of the residents read those set aside, of those with open dues likewise; those whose
	 * dues end without a renewal, get another date by at most `moved_days`, or by more. */
	struct bound aside, ended, moved, renewed;
	int moved_days;
	struct bound unfit; /* of the letters of a night those that a sheet cannot hold, or no font
			       draw */
	struct bound fresh; /* of all residents those with a due that is new */
	struct layer_bound layers[LAYERS];
	long line;
};

struct language {
	const char *tag;           /* templates/text/TAG.xml */
	const char *approved_by;   /* NULL: not yet */
	day_number approved_on;    /* DAY_NONE: not yet */
	const char *approved_text; /* the digest of the file as it was then; NULL: not noted */
	long line;
};

/* What an approval says of a text file with this digest (template_language.digest). */
enum approval {
	APPROVAL_MISSING,
	APPROVAL_UNBOUND, /* somebody approved, but it was not noted which text */
	APPROVAL_CHANGED, /* the text is another since */
	APPROVAL_GIVEN,
};

enum approval language_approval(const struct language *language, const char *digest);

/* Hours of the week, as openings: of a line or a counter. */
struct opening_list {
	const struct opening *list;
	size_t count;
	const char *label; /* only those with this label count; NULL: all */
};

/* Tags of languages. */
struct tongues {
	const char *const *list;
	size_t count;
};

struct sender {
	struct wordings city, section, mayor;
	const char *postal;
	struct wordings address;
	const char *phone;
	struct opening_list answers;   /* when it is answered; none: letters do not say */
	const char *fax, *reply_email; /* for who does not telephone; "" when there is none */
	const char *foreign_phone;     /* the line that speaks other languages, "" without one */
	struct tongues foreign_tongues;
	struct opening_list foreign_answers;
	const char *lost_phone; /* the free line for lost cards; "" until the office fills it in */
	struct tongues lost_tongues; /* that it speaks */
	bool no_forward;      /* is the post office told not to forward letters (転送不要)? */
	const char *email;    /* ORGANIZER of calendar files, "" when there is none */
	const char *web_base; /* https://…/ of the residents' pages, "" when there is none */
	const char *booking_form; /* https://…{token}… of the city's own form, NULL for none */
	long line;
};

/* A public holiday. */
struct holiday {
	day_number day;
	const char *name; /* as announced, Japanese; 休日 with its cause: "休日(振替)" */
	long line;        /* in the announcement; 0: provisional, computed from the law since the
			     announcement        does not reach it yet */
};

/* A line of the announcement that was passed over: it decides nothing. */
struct holiday_slip {
	long line;
	const char *problem;
};

struct office {
	const char *path;         /* of the file, for messages */
	const char *folder;       /* of the file; what it names is relative to it */
	char digest[65];          /* SHA-256 of its bytes, hexadecimal */
	const char *municipality; /* six digits */
	const char *timezone;     /* tz name, for TZID */
	int utc_offset;           /* minutes east of UTC, the year round */
	const char *holidays_path, *templates_path; /* already joined to the folder */
	const char *export_path;                    /* likewise; NULL: our own format arrives */
	struct csv_form lists;                      /* how the lists of a night are written */
	struct town_list towns;                     /* Japan Post's; empty: not given */
	struct format_need_list needs;              /* what the desks say of residents */
	struct sender sender;
	const struct counter *counters;
	size_t counter_count; /* 1–COUNTERS_MAX */
	/* By counter, of those with an appointment who came, as far as a ledger shows it
	 * (night/kept_appointments.h); NULL while none was asked. Not of the office file. */
	const struct share *came;
	const struct single_date *dates;
	size_t date_count;
	const struct closure *closures;
	size_t closure_count;
	struct matter_rule matters[MATTERS];
	int attendance_days; /* from a visit on, in which a renewal says that somebody came */
	struct revoked_rules revoked;
	struct wishes wishes;
	struct validity_rules validity;
	struct window_rules window;
	struct mailing_rules mailing;
	struct trial trial;
	struct house_rules houses;
	struct limits limits;
	const struct language *languages;
	size_t language_count;
	int retention_days;             /* personal data in the ledger */
	int folder_days;                /* nights' folders, 0: as long as somebody wants */
	const struct holiday *holidays; /* announced ones, then computed ones; by day */
	size_t holiday_count;
	day_number holidays_announced_until; /* last day the announcement covers */
	const struct holiday_slip *holiday_slips;
	size_t holiday_slip_count;
};

/* Is a language, a BCP 47 tag, among these? */
bool office_speaks(const struct tongues *tongues, const char *language);

/* The index of the counter with this id, or -1. */
int office_counter(const struct office *office, const char *id);

/* Does the office still have the counter at which a letter ("": none, another system's booking)
 * names an appointment? FAULT_OFFICE when not: the letter, or a list of it, would send people to a
 * place without a name. `hint` is what there is to do. */
bool office_keeps_counter(const struct office *office, const char *counter, const char *letter,
	const char *hint, struct fault *why);

/* Such a hint, where the appointment lies ahead. */
#define OFFICE_KEEP_COUNTER "keep the counter in the file until its appointments are over"

/* Has an opening of any counter this label? */
bool office_has_label(const struct office *office, const char *label);

/* The counter that serves a postal code (seven digits): the one with the longest prefix of it;
 * among equal lengths the first. 0, the first counter, when none does. */
int office_counter_serving(const struct office *office, const char *postal);

/* Of which age class somebody of so many years is. */
enum age_class office_age_class(const struct office *office, int years);

/* The day by which a letter about a matter, posted on `posting_day`, has come and somebody can act
 * on it: the first day of a visit that it names. */
day_number office_arrival(const struct office *office, enum matter matter, day_number posting_day);

/* The row of a table that is in force on a day: the index of the last whose `from`, its first
 * member, is no later; 0 when none is. `bytes` is the size of a row. */
size_t office_row(const void *rows, size_t count, size_t bytes, day_number day);

/* The holiday on a day, or NULL. */
const struct holiday *office_holiday(const struct office *office, day_number day);

#endif
