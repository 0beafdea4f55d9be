#ifndef MODEL_COMMITTED_NIGHT_H
#define MODEL_COMMITTED_NIGHT_H

#include "base/civil.h"
#include "model/due.h"
#include "model/effect.h"
#include "model/exception.h"
#include "model/figures.h"
#include "model/house.h"
#include "model/notice.h"
#include "model/shortage.h"

#include <stdbool.h>
#include <stddef.h>

struct outlook;

/* What a night is called, and its folder: 2026-11-24, 2026-11-24-2 for a second export of the day.
 */
enum { NIGHT_NAME_BYTES = CIVIL_DATE_BYTES + 12 };
char *night_name(day_number day, int run, char out[NIGHT_NAME_BYTES]);

/* The night of such a name; false when it is none. */
bool night_named(const char *name, day_number *day, int *run);

/* One night as the ledger keeps it: all that its folder is made from (document/folder.h).
 * Strings are never NULL. */

/* A row of operators/dues.csv: a due that is new or has changed on this night. */
struct night_due {
	const char *resident, *household;
	struct decision decision;
	const char *notice;                 /* its number, "" when no letter is about it */
	day_number visit_from, visit_until; /* DAY_NONE without an appointment, or when the letter
					       is of an earlier night and only covers it */
	struct appointment appointment;     /* as it stood on this night; NONE likewise */
	bool call;                          /* the letter arrives too late to act on: telephone */
	const char *language; /* by hand and to be telephoned: what the register asks for, BCP 47;
				 else, and when it asks for none, "" */
	const char *house;    /* by hand for its address: the house that keeps a place, else "" */
};

/* A changed appointment that staff must tell of, in a row for each due that it serves: by hand
 * (hand.csv) because no letter may go, or by telephone (call.csv) because it comes too late. So is
 * a letter that staff held until it came too late. */
struct night_telling {
	const char *resident;
	enum matter matter;
	day_number expires;
	enum wave wave;     /* of the letter that told it before */
	enum reason reason; /* by hand: a reason of outcome hand; else REASON_EMPTY */
	const char *notice; /* the letter's number, "" by hand */
	bool call;
	const char *language;           /* of the last letter about it */
	struct appointment appointment; /* as it stood on this night */
};

/* A row of operators/exceptions.csv: set aside, or odd. */
struct night_exception {
	long line;            /* in the register; 0 when it is about no line */
	const char *resident; /* "" when it could not be read */
	const char *code;     /* stable, e.g. "expiry-unexplained" */
	const char *message;
};

/* A limit of the office that the night went past because somebody let it pass. */
struct night_acceptance {
	const char *code;    /* stable, e.g. "export-shrank" */
	const char *message; /* what was found, with the limit */
	const char *why;     /* in the words of whoever let it pass */
	const char *who;     /* let it pass */
};

/* The code of an entry without a letter: somebody whom only another system knows (`kigen
 * appointment import`). */
#define AGENDA_ELSEWHERE "外"

/* And of one that a house keeps for somebody (model/house.h). */
#define AGENDA_HOUSE "施"

/* An appointment that is still to come. */
struct agenda_entry {
	const char *notice; /* the newest letter that names it; "" for none */
	const char *house;  /* then: the house that keeps it, "" for none */
	struct appointment appointment;
	day_number changed; /* the night that offered, or last moved, it */
	int desk;           /* from 0 */
	/* of its newest letter, as of the night; nothing once that was purged */
	bool matters[MATTERS];
	const char *language; /* BCP 47, "" when the register has none */
	bool minor, ward;     /* the legal representative comes too */
	bool again;           /* the first visit was another one: a reminder gave this */
};

/* A row of stop.csv: a printed letter that must not leave. */
struct night_stop {
	int sheet;  /* its first */
	int sheets; /* how many it has */
	const char *notice;
	day_number day; /* of the night that printed it, and its run */
	int run;
	const char *reason; /* a stable word (decide/dues/stop_list.h) */
	bool desk;          /* it is in a folder of staff's of that day: a mailing by itself */
	struct enclosure enclosure; /* where it lies in that mailing */
};

/* What the mailing of a stopped sheet is called: its night's folder, or the number of a letter in a
 * desk's. Returns `out`. */
char *night_stop_mailing(const struct night_stop *stop, char out[NIGHT_NAME_BYTES]);

struct night {
	day_number day;
	int run;                  /* 1, or 2 and on for further exports of the same day */
	bool issued;              /* its folder is in place */
	day_number as_of;         /* of the export */
	char register_digest[65]; /* SHA-256 of all input bytes, hexadecimal */
	char office_digest[65];
	char ledger_mark[17];         /* of the ledger that decided it (ledger/lineage.h) */
	char lineage[65];             /* of all that was decided, this night and before */
	char seal[88];                /* the head of the chain then (ledger/seal.h), "" for none */
	const char *last_number;      /* the highest of a letter until then, "" for none */
	day_number posting_day;       /* first mailing day on or after `day` */
	bool mailing;                 /* posting_day == day: the folder has a mailroom/ */
	long read, decided, aside;    /* residents: read = decided + aside */
	long holders;                 /* of the cards file, 0 when there was none */
	const struct night_due *dues; /* by resident, then matter */
	size_t due_count;
	const struct night_telling *tellings; /* by resident, matter, expiry */
	size_t telling_count;
	const struct house_entry *houses; /* offers that are open after it, or ended with it */
	size_t house_count;
	const struct night_exception *exceptions; /* by line */
	size_t exception_count;
	const struct exception_standing *standings; /* of each, as the night found it; NULL: all
						       are new */
	const struct night_acceptance *acceptances; /* by code */
	size_t acceptance_count;
	const struct notice *sheets; /* the letters of the mailing in sheet order; empty when not
					`mailing` */
	size_t sheet_count;          /* of letters */
	long carried; /* letters about no due of this night: their letter was decided on an earlier
			 night or run, or is about an appointment that was given on one */
	const struct notice *invited; /* notices whose page, and whose calendar file, is new or
					 changed, by number: decided tonight, or with an appointment
					 offered, moved or cancelled tonight */
	size_t invited_count;
	const struct agenda_entry *agenda; /* not cancelled, from `day` on; by counter id, day,
					      start, UID */
	size_t agenda_count;
	const struct shortage
		*shortages; /* why tonight's letters were left without an appointment */
	size_t shortage_count;
	const struct night_stop *stops; /* by mailing, then sheet */
	size_t stop_count;
	const struct past_night *past; /* the last nights, this one last */
	size_t past_count;
	const struct load_week *load; /* by week; weeks in which nothing runs out are not there */
	size_t load_count;
	const struct turnout *turnout; /* by measure, then wave; where nothing is counted no row */
	size_t turnout_count;
	const struct load_counter *load_counters; /* by counter id; those that serve none of them
						     are not there, nor any of a night before
						     that was counted */
	size_t load_counter_count;
	const struct outlook *outlook; /* of the office's calendar, no rows of the ledger
					  (night/outlook_read.h); NULL: nobody has asked */
};

/* How its exception of this index stands, NULL when nothing is known of it; and where. */
const struct exception_standing *night_standing(const struct night *night, size_t exception);
enum exception_state night_exception_state(const struct night *night, size_t exception);

/* How many sheets its mailing has, and how many printed ones must not leave. */
long night_sheets(const struct night *night);
long night_stopped_sheets(const struct night *night);

#endif
