#ifndef MODEL_FACT_H
#define MODEL_FACT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Facts of a letter, and the conditions under which a sentence or a box stands (the attribute
 * `when` of templates/letter.xml and templates/text/LANG.xml).
 */

/* What a condition can ask of a letter, of one of its items, of a date or of a time of day. */
enum template_fact {
	/* something of this matter runs out (also when another covers it) */
	FACT_CARD,
	FACT_STAY,
	FACT_SIGNATURE,
	FACT_AUTHENTICATION,
	FACT_REVOKED, /* a change of name or address has ended it before its time */
	FACT_SEVERAL, /* more than one thing runs out */
	/* the letter's wave */
	FACT_FIRST,
	FACT_LATE,
	FACT_REMINDER,
	/* the wording of a stay */
	FACT_EXTENDED,
	FACT_PENDING,
	FACT_NEITHER,
	FACT_PERMANENT,
	FACT_RESIDENCE, /* renewed by Immigration */
	FACT_COMBINED,  /* of such a card, and the city makes its two months: with FACT_PENDING */
	FACT_PERMIT,    /* no status of residence */
	/* the person */
	FACT_MINOR,
	FACT_WARD,
	FACT_FOREIGN,
	FACT_OTHER_NAME, /* the addressee's name is not the name of whom it is about */
	FACT_BUILDING,
	FACT_VOICE,       /* the letter has the place of a voice code */
	FACT_SPOKEN,      /* and this is what that is to say, not what stands on the sheet */
	FACT_LARGE_PRINT, /* the letter is on two sheets, in large type */
	/* the appointment */
	FACT_APPOINTMENT,      /* there is one, to be kept */
	FACT_KEPT,             /* and an earlier letter gave it already */
	FACT_MOVED,            /* the letter says that it was moved: kind moved */
	FACT_CANCELLED,        /* or that it was taken back: kind cancelled */
	FACT_BOOKING_REQUIRED, /* the strictest policy of the letter's matters */
	FACT_BOOKING_OFFERED,
	FACT_BESIDE,         /* the letter is in two languages */
	FACT_SECOND_WORDING, /* a trial has given it the second wording (office.xsd, trial) */
	/* the office */
	FACT_LOST_PHONE,  /* the free line for lost cards is known */
	FACT_LOST_SPOKEN, /* and speaks the letter's language */
	FACT_PHONE_HOURS, /* when the telephone is answered */
	FACT_MAIN_HOURS,  /* when the first counter is open */
	FACT_FAX,
	FACT_EMAIL,
	FACT_FOREIGN_PHONE, /* another line speaks the letter's language */
	FACT_FOREIGN_HOURS, /* and when */
	FACT_NO_FORWARD,    /* 転送不要 */
	FACT_WEB,           /* residents' pages are served: codes hold their address */
	FACT_ESTIMATED,     /* an expiry was computed */
	/* the item in turn, inside <items> */
	FACT_ITEM_CARD,
	FACT_ITEM_STAY,
	FACT_ITEM_SIGNATURE,
	FACT_ITEM_AUTHENTICATION,
	FACT_ITEM_REVOKED,
	FACT_ITEM_LATE,
	FACT_ITEM_COVERED,
	FACT_ITEM_SAME, /* it runs out on the day of the item before it */
	FACT_ITEM_ESTIMATED,
	/* inside a date */
	FACT_ERA,        /* it lies in a named era */
	FACT_FIRST_YEAR, /* of the era */
	FACT_SUNDAY,
	FACT_MONDAY,
	FACT_TUESDAY,
	FACT_WEDNESDAY,
	FACT_THURSDAY,
	FACT_FRIDAY,
	FACT_SATURDAY,
	/* inside a time of day */
	FACT_AFTERNOON,
	FACT_FULL_HOUR,
	FACT_NOON,
	FACTS
};

/* Behind them a fact for each language that there are texts in, "in-pt": the letter is in it. */
enum { LANGUAGES_MAX = 128 - FACTS };
#define FACT_OF_LANGUAGE_PREFIX "in-"

extern const char *const template_fact_words[FACTS];

__extension__ typedef unsigned __int128 fact_set;
#define FACT(fact)              ((fact_set)1 << (fact))
#define FACT_OF_LANGUAGE(index) FACT(FACTS + (index))

/* All clauses hold; a clause holds when one of `any` is there or one of `missing` is not.
 * Written "card|stay !appointment": a space is and, a bar is or, ! is not. */
struct condition {
	const struct clause {
		fact_set any, missing;
	} * clauses;
	size_t count; /* 0: always */
};

/* The fact when it holds, else none. */
static inline fact_set fact_when(bool holds, enum template_fact fact)
{
	return holds ? FACT(fact) : 0;
}

bool condition_holds(const struct condition *condition, fact_set facts);

/* What a sentence may ask that leaves the envelope: of calendar files nothing of what the visit is
 * about; of the resident's page nothing of a stay, nor who the resident is. */
extern const fact_set template_calendar_facts, template_page_facts;

#endif
