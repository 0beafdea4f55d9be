#ifndef LEDGER_STATEMENT_H
#define LEDGER_STATEMENT_H

#include "base/arena.h"
#include "ledger/sql.h"

#include <stdint.h>

struct seals;

/* What the files of the ledger share: an open ledger, and its statements. Their texts stand in
 * tables by subject (statement_known.c and its neighbours), the parameters and columns of each
 * beside it. */
struct ledger {
	struct sql *sql;
	struct arena *arena; /* of the handle itself */
	const char *path;
	const char *real;    /* the file behind the path (ledger/hold.h) */
	int lock;            /* the lock file's descriptor, -1 for a reader */
	bool made;           /* it was made by this opening */
	bool earlier;        /* this opening found it of an earlier version */
	int version;         /* that it found */
	bool sound;          /* it was looked at, and may be vouched for when it is closed */
	int64_t night;       /* id of the night that is being written, inside ledger_begin */
	int64_t ordinal;     /* exceptions told in it */
	const char *act;     /* as what its commit is sealed (ledger/seal.h) */
	struct seals *seals; /* what was touched since ledger_begin, NULL for a reader */
};

enum statement {
	/* the ledger itself */
	GET_MARKS,
	ADD_SECRET,
	GET_SECRET,
	CHECK_INTEGRITY,
	CHECK_ALL,
	LIST_ORPHANS,
	GET_PART,
	LIST_BREAKS,
	GET_EXTENT,
	COPY_LEDGER,
	/* what is known before a night */
	LIST_KNOWN_DUES,
	LIST_STANDING_APPOINTMENTS,
	LIST_TAKEN_PLACES,
	LIST_PENDING_NOTICES,
	LIST_ITEMS,
	GET_LAST_SERIAL,
	GET_LATEST_EXPORT,
	GET_FIRST_EXPORT,
	GET_RUN,
	GET_LAST_RUN,
	LIST_LAYERS,
	/* one night */
	GET_NEXT_NIGHT,
	ADD_EXCEPTION,
	ADD_NIGHT,
	ADD_ACCEPTANCE,
	ADD_LAYER,
	CLOSE_DUE,
	PULL_NOTICE,
	FREE_DUES,
	CANCEL_APPOINTMENT,
	MOVE_APPOINTMENT,
	FREE_PLACES,
	ADD_APPOINTMENT,
	ADD_PLACE,
	ADD_NOTICE,
	ADD_RECIPIENT,
	REFRESH_RECIPIENT,
	REFRESH_NOTICE,
	SEAT_NOTICE,
	KEEP_DUE,
	ADD_DECISION,
	SETTLE_DUE,
	MAIL_NOTICE,
	ADD_SHORTAGE,
	ADD_SHORTAGE_WEEK,
	/* after a night */
	GET_UNISSUED_NIGHT,
	ISSUE_NIGHT,
	GET_NIGHT,
	LIST_NIGHT_DUES,
	GET_LAST_NIGHT,
	LIST_NIGHT_ACCEPTANCES,
	LIST_NIGHT_SHEETS,
	COUNT_NIGHT_CARRIED,
	LIST_NIGHT_INVITED,
	LIST_NIGHT_TELLINGS,
	LIST_NIGHT_AGENDA,
	LIST_STORY,
	LIST_STORY_LETTERS,
	LIST_STORY_VERSIONS,
	LIST_STORY_ACCEPTANCES,
	LIST_SHORTAGES,
	LIST_SHORTAGE_WEEKS,
	LIST_NIGHT_STOPS,
	/* what staff does */
	ADD_ACT,
	ADD_STOP,
	ADD_LATE,
	LIST_MAILINGS,
	LIST_DESK_LETTERS,
	POST_DESK_LETTER,
	SET_MAILING,
	LIST_MAILING_LETTERS,
	LIST_HELD_BACK,
	LIST_UNCONFIRMED,
	LIST_HELD_ITEMS,
	GET_LETTER,
	WITHDRAW_LETTER,
	RETURN_LETTER,
	GET_ADDRESS,
	LIST_RETURNS,
	RELEASE_RETURNS,
	KEEP_CAPPED,
	GET_CAPPED,
	CONFIRM_ADDRESS,
	LIST_CONFIRMED,
	LIST_CASES,
	HANDLE_CASE,
	TELL_BY_HAND,
	LIST_ACTS,
	LIST_DEEDS,
	/* what lies printed */
	LIST_UNPOSTED,
	LIST_LETTER_DUES,
	LIST_STOPPED,
	LIST_OVERTAKEN,
	LIST_WITHDRAWN_SHEETS,
	ACCOUNT_SHEET,
	LIST_PULLED_DUES,
	/* appointments that change after their letter */
	GET_PROMISE,
	GET_HELD_SHEET,
	LIST_PROMISE_ITEMS,
	LIST_UNTOLD,
	LIST_DECLINED,
	GET_NOTICE_UID,
	GET_TOKEN_NUMBER,
	LIST_PLACE_VERSIONS,
	LIST_OPEN_LETTERS,
	LIST_LETTER_ITEMS,
	GET_LAST_DUE,
	GIVE_NOTICE,
	TELL_GIVEN,
	GET_RECIPIENT,
	ADD_TELLING,
	LIST_BY_HAND,
	KEEP_BY_HAND,
	FREE_BY_HAND,
	/* staff's folders */
	ADD_FOLDER,
	GET_FOLDER,
	GET_LETTER_FOLDER,
	LIST_UNISSUED_FOLDERS,
	ISSUE_FOLDER,
	LIST_FOLDER_NOTICES,
	LIST_FOLDER_TELLINGS,
	/* whose signature certificate is watched */
	LIST_WATCHED,
	GET_WATCHED,
	KEEP_WATCHED,
	FREE_WATCHED,
	FREE_ALL_WATCHED,
	LIST_REVOCATIONS,
	GET_REVOCATIONS,
	ADD_REVOCATION,
	/* who is under protection */
	LIST_PROTECTED,
	GET_PROTECTED,
	KEEP_PROTECTED,
	FREE_PROTECTED,
	/* by what a folder knows its ledger again */
	GET_LINEAGE,
	GET_LAST_LINEAGE,
	ADD_LINEAGE,
	LIST_LINEAGE,
	LIST_LOST,
	ADD_LOST,
	GET_LAST_NUMBER,
	/* what is past its retention */
	GET_PAST_NIGHT,
	COUNT_PAST,
	LIST_PAST_LETTERS,
	PURGE_RECIPIENT,
	PURGE_NOTICE,
	LIST_PAST_DUES,
	PURGE_HANDLED,
	PURGE_SETTLED,
	PURGE_DECISIONS,
	PURGE_RENEWAL,
	PURGE_DUE,
	PURGE_TELLINGS,
	PURGE_LATE,
	PURGE_CAPPED,
	PURGE_EXCEPTION_LISTS,
	PURGE_REASONS,
	PURGE_ACKNOWLEDGEMENTS,
	PURGE_EXCEPTIONS,
	PURGE_RETURNED,
	PURGE_REVOCATIONS,
	PURGE_BY_HAND,
	PURGE_LOG,
	PURGE_NIGHTS,
	LIST_PURGED_NIGHTS,
	LIST_PAST_FOLDERS,
	ADD_FIGURES,
	/* nights in counts */
	COUNT_BACKLOG,
	ADD_BACKLOG,
	LIST_PAST_NIGHTS,
	ADD_LOAD,
	LIST_LOAD,
	ADD_LOAD_COUNTER,
	LIST_LOAD_COUNTERS,
	/* what stands night after night */
	EXTEND_EXCEPTIONS,
	BEGIN_EXCEPTIONS,
	ADD_EXCEPTION_LIST,
	FORGET_TOLD_EXCEPTIONS,
	EXTEND_STOPS,
	BEGIN_STOPS,
	FORGET_TOLD_STOPS,
	LIST_NIGHT_EXCEPTIONS,
	LIST_STANDING_EXCEPTIONS,
	LIST_EXCEPTIONS_BEFORE,
	ADD_ACKNOWLEDGEMENT,
	END_ACKNOWLEDGEMENT,
	/* what other systems asked */
	GET_REQUEST,
	GET_LAST_ACT,
	ADD_REQUEST,
	GET_CHANGED_SINCE,
	GET_ASKED_SINCE,
	LIST_ELSEWHERE,
	PURGE_REQUESTS,
	/* people who come together */
	GET_COMING_NIGHT,
	LIST_HOUSES,
	LIST_HOUSE_MEMBERS,
	LIST_HOUSE_DUES,
	GET_LAST_HOUSE,
	LIST_HOUSE_REFUSED,
	LIST_HOUSE_AGREED,
	ADD_HOUSE,
	END_HOUSE,
	ADD_HOUSE_MEMBER,
	PART_HOUSE_MEMBER,
	PURGE_HOUSE_MEMBERS,
	PURGE_HOUSES,
	/* the chain of seals */
	GET_SEAL,
	GET_LAST_SEAL,
	SUPERSEDE_SEAL,
	GET_SEAL_TIME,
	ADD_SEAL,
	ADD_RATCHET,
	GET_RATCHET,
	TURN_RATCHET,
	GET_NIGHT_SEAL,
	GET_LINK,
	GET_BROUGHT_BACK,
	LIST_SEALS,
	GET_NIGHT_DAY,
	LIST_UNFOUNDED,
	/* what became of letters */
	LIST_AWAITED,
	BEGIN_ATTENDANCE,
	ADD_RENEWAL,
	KEEP_ATTENDANCE,
	PULL_ATTENDANCE,
	GET_SCANNED,
	ADD_SCAN,
	GET_ATTENDANCE,
	GET_VISIT_ATTENDANCE,
	LIST_EFFECTS,
	ADD_TURNOUT,
	LIST_KEPT,
	LIST_TRIAL_TEXTS,
	GET_WEEK_BEGUN,
	LIST_TURNOUT,
	ADD_WORDING,
	ADD_ASSIGNED,
	BEGIN_TRIAL,
	GET_TRIAL,
	FORGET_ASSIGNED,
	COUNT_ASSIGNED,
	GET_AS_OF,
	FOLD_ATTENDANCE,
	FORGET_ATTENDANCE,
	FORGET_SCAN,
	/* envelopes */
	ADD_ENCLOSED,
	LIST_ENVELOPE,
	LAY_APART,
	FORGET_ENCLOSED,
	STATEMENTS
};

/* The texts by subject, each table sparse (NULL for what is not its own): what is known before a
 * night; what a night writes; what stood on a night, and what became of it; what staff does;
 * what lies printed; appointments that change after their letter; whose signature certificate is
 * watched; by what a folder knows its ledger again; what is past its retention; nights in
 * counts; what stands night after night; what became of letters; people
 * who come together; which letters lay in one envelope; the chain of seals. */
extern const char *const statement_known[STATEMENTS];
extern const char *const statement_commit[STATEMENTS];
extern const char *const statement_history[STATEMENTS];
extern const char *const statement_desk[STATEMENTS];
extern const char *const statement_mailroom[STATEMENTS];
extern const char *const statement_promise[STATEMENTS];
extern const char *const statement_watched[STATEMENTS];
extern const char *const statement_protected[STATEMENTS];
extern const char *const statement_lineage[STATEMENTS];
extern const char *const statement_purge[STATEMENTS];
extern const char *const statement_counts[STATEMENTS];
extern const char *const statement_spans[STATEMENTS];
extern const char *const statement_attendance[STATEMENTS];
extern const char *const statement_requests[STATEMENTS];
extern const char *const statement_houses[STATEMENTS];
extern const char *const statement_enclosed[STATEMENTS];
extern const char *const statement_seal[STATEMENTS];

/* The text of every statement: those tables in one. The table lives in the arena, the texts are
 * static. */
const char *const *statement_texts(struct arena *arena);

#endif
