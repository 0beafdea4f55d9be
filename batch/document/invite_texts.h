#ifndef DOCUMENT_INVITE_TEXTS_H
#define DOCUMENT_INVITE_TEXTS_H

#include "model/office.h"

/*
 * The sentences of a resident's calendar file, one row a language. They stand on lock screens and
 * in calendars that families and employers share: nothing in them says what the visit is about.
 */
struct invite_texts {
	const char *language;  /* BCP 47, as in LANGUAGE parameters */
	const char *summary;   /* the title of the event */
	const char *number;    /* what it is; the notice number follows */
	const char *bring;     /* what to bring: the letter's own list */
	const char *contact;   /* questions and changes; the telephone number follows */
	const char *later;     /* a later letter replaces this; in doubt the letter counts */
	const char *cancelled; /* instead of `bring` and `later`: do not come */
	const char *deadline;  /* the title of the all-day event of who has no appointment */
};

/* The row for a resident's language ("" for none): the office lists the language (by its
 * primary subtag) and there is a row for it; else English for a language that is not Japanese
 * when the office lists English; else Japanese. Never NULL. */
const struct invite_texts *invite_texts_for(const struct office *office, const char *language);

#endif
