#ifndef MODEL_ATTENDED_H
#define MODEL_ATTENDED_H

#include "base/civil.h"
#include "model/due.h"

#include <stdbool.h>
#include <stddef.h>

/* What became of a letter's visit, as a later register and the desks show it
 * (decide/dues/attendance.h). Strings are never NULL. */
enum attendance {
	ATTENDANCE_NOT_YET,    /* the visit, or what the register would show of it, is to come */
	ATTENDANCE_CAME,       /* renewed or applied for at the visit, or scanned at the desk */
	ATTENDANCE_OTHERWISE,  /* renewed, but before the visit, long after it, or without one */
	ATTENDANCE_UNRESOLVED, /* nothing shows whether the resident came: no word of absence */
	ATTENDANCE_GONE,       /* moved out, died, or the document is no more: nobody to come */
	ATTENDANCE_RETURNED,   /* the letter came back */
	ATTENDANCE_WITHDRAWN,  /* the letter was taken back by staff */
	ATTENDANCES
};

extern const char *const attendance_words[ATTENDANCES];

/* One of the dues that a posted letter is about. */
struct awaited_due {
	enum document document;
	day_number expires;
	bool covered;       /* by another one of the same letter */
	bool withdrawn;     /* has ended without a renewal, document or resident being gone */
	day_number renewed; /* the day of its renewal, DAY_NONE while none was seen */
	day_number applied; /* of a card: the day on which the new one was applied for, as the
			       register shows it; DAY_NONE where it shows none */
};

/* What was found of a letter. */
struct attended {
	const char *notice;
	enum attendance attendance;
	day_number renewed; /* the first of its own matters, DAY_NONE for none */
	bool in_time;       /* renewed on its last valid day or before */
	bool by_visit;      /* renewed by the day of the visit, or at it */
	bool settled;       /* for good: no later register changes it */
};

/* A posted letter of which is not known for good what became of it. */
struct awaited_letter {
	const char *notice, *resident;
	day_number written; /* the day of the night that decided it */
	day_number posted;  /* the day on which it left, DAY_NONE while it is held */
	day_number visit;   /* where its appointment stands, or stood when its dues ended; DAY_NONE
			       without one, or when it was taken back */
	bool scanned;       /* at the desk, on the day of the visit */
	struct attended known; /* what was found by the night before */
	struct awaited_due *dues;
	size_t due_count;
};

/* A due whose renewal a register shows. */
struct renewal {
	const char *resident;
	enum document document;
	day_number expires;
	day_number day;
};

#endif
