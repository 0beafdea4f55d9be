#ifndef MODEL_RESIDENT_H
#define MODEL_RESIDENT_H

#include "base/civil.h"
#include "model/letter_format.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One resident as the register has it (schemas/register.xsd). Strings are UTF-8, NUL-terminated
 * and exactly as in the register; NULL where the register says nothing. Who hands a resident out
 * says how long it lives.
 */
enum resident_state {
	RESIDENT_PRESENT, /* "resident" */
	RESIDENT_MOVED_OUT,
	RESIDENT_DECEASED,
	RESIDENT_REMOVED, /* 職権消除 */
	RESIDENT_ABROAD,
	RESIDENT_STATES
};

/* 支援措置. Provisional counts as active; only an explicit release ends it. */
enum protection_state {
	PROTECTION_NONE,
	PROTECTION_PROVISIONAL,
	PROTECTION_ACTIVE,
	PROTECTION_RELEASED,
	PROTECTION_STATES
};

enum card_kind { CARD_STANDARD, CARD_RESIDENCE /* 特定在留カード */, CARD_KINDS };

enum card_state { CARD_ACTIVE, CARD_SUSPENDED, CARD_LOST, CARD_RETURNED, CARD_VOID, CARD_STATES };

enum certificate_kind {
	CERTIFICATE_SIGNATURE,      /* 署名用電子証明書 */
	CERTIFICATE_AUTHENTICATION, /* 利用者証明用電子証明書 */
	CERTIFICATE_KINDS
};

enum certificate_state {
	CERTIFICATE_VALID,
	CERTIFICATE_SUSPENDED,
	CERTIFICATE_REVOKED,
	CERTIFICATE_STATES
};

/* 在留資格, 出入国管理及び難民認定法 別表第一・第二, and 特別永住者 (入管特例法); then the foreign
 * residents of 住民基本台帳法30条の45 who have none. Each of those ends on a day: of the landing
 * period, of the provisional stay, 60 days from the birth or from the loss of nationality
 * (入管法18条 の2, 61条の2の4, 22条の2). */
enum stay_status {
	STAY_DIPLOMAT,
	STAY_OFFICIAL,
	STAY_PROFESSOR,
	STAY_ARTIST,
	STAY_RELIGION,
	STAY_JOURNALIST,
	STAY_HIGHLY_SKILLED_1,
	STAY_HIGHLY_SKILLED_2,
	STAY_BUSINESS_MANAGER,
	STAY_LEGAL_ACCOUNTING,
	STAY_MEDICAL,
	STAY_RESEARCHER,
	STAY_INSTRUCTOR,
	STAY_ENGINEER,
	STAY_INTRA_COMPANY,
	STAY_NURSING_CARE,
	STAY_ENTERTAINER,
	STAY_SKILLED_LABOR,
	STAY_SPECIFIED_SKILLED_1,
	STAY_SPECIFIED_SKILLED_2,
	STAY_TECHNICAL_INTERN,
	STAY_SKILL_DEVELOPMENT, /* 育成就労, from 2027-04-01 */
	STAY_CULTURAL,
	STAY_TEMPORARY_VISITOR,
	STAY_STUDENT,
	STAY_TRAINEE,
	STAY_DEPENDENT,
	STAY_DESIGNATED,
	STAY_PERMANENT,
	STAY_SPOUSE,
	STAY_SPOUSE_OF_PERMANENT,
	STAY_LONG_TERM,
	STAY_SPECIAL_PERMANENT,
	STAY_TEMPORARY_REFUGE,         /* 一時庇護許可者 */
	STAY_PROVISIONAL,              /* 仮滞在許可者 */
	STAY_TRANSITIONAL,             /* 経過滞在者, it is not said since what */
	STAY_TRANSITIONAL_BIRTH,       /* 出生による経過滞在者 */
	STAY_TRANSITIONAL_NATIONALITY, /* 国籍喪失による経過滞在者 */
	STAY_STATUSES
};

/* Besides our own word, the last five have the law's, with 者 or without. */
enum { STAY_NAMES = STAY_STATUSES + 10 };

/* The register's word for each value ("moved-out", "technical-intern"); the same words are in
 * register.xsd. Index with the enum. */
extern const char *const resident_state_words[RESIDENT_STATES];
extern const char *const protection_state_words[PROTECTION_STATES]; /* [0] is "" */
extern const char *const card_kind_words[CARD_KINDS];
extern const char *const card_state_words[CARD_STATES];
extern const char *const certificate_kind_words[CERTIFICATE_KINDS];
extern const char *const certificate_state_words[CERTIFICATE_STATES];
extern const char *const stay_status_words[STAY_NAMES]; /* from STAY_STATUSES on, the law's */

/* Which status a word of that table stands for, by its index. */
enum stay_status stay_status_named(unsigned name);

/* Is it one of those that are no 在留資格? */
bool stay_is_permit(enum stay_status status);

/* A birth date as the register gives it; it may be impossible (1951-02-29) or partly unknown
 * (1949-00-00). What its year and month decide all the same: decide/rules/births.h. */
struct birth {
	const char *text; /* "YYYY-MM-DD", never NULL */
	bool known;       /* is there such a day? Only then `day` counts */
	struct civil
		date; /* its parts as given, also where there is no such day; 0 where unknown */
	day_number day;
};

/* Where a letter goes. */
struct address {
	const char *postal;   /* seven digits, or empty, or NULL */
	const char *name;     /* of send-to alone: the addressee */
	const char *lines;    /* the address */
	const char *building; /* 方書 */
};

struct stay {
	bool present; /* is there a <stay>? Foreign residents only */
	enum stay_status status;
	day_number until; /* 在留期間満了日, DAY_NONE when absent */
	bool pending;     /* an application for extension is under way */
};

struct card {
	bool present;
	enum card_kind kind;
	enum card_state state;
	day_number applied; /* 申請受付日, DAY_NONE when absent */
	day_number issued;  /* 発行日 */
	day_number expires; /* DAY_NONE when absent */
};

struct certificate {
	bool present;
	enum certificate_state state;
	day_number issued;
	day_number expires; /* DAY_NONE when absent */
};

struct resident {
	long line;             /* of <resident> in the register, from 1 */
	const char *id;        /* 宛名番号 */
	const char *household; /* 世帯番号 */
	enum resident_state state;
	const char *name;
	const char *kana;
	const char *alias; /* 通称 */
	bool alias_used;   /* alias/@use */
	struct birth born;
	const char *language; /* BCP 47 */
	enum letter_format format;
	bool has_address; /* is there an <address>? */
	struct address address;
	bool has_send_to;
	struct address send_to;
	day_number leaving;               /* 転出予定日, DAY_NONE when none is announced */
	enum protection_state protection; /* active where <protection> gives no state */
	bool ward;                        /* 成年被後見人 */
	struct stay stay;
	struct card card;
	struct certificate certificate[CERTIFICATE_KINDS];
	day_number renewal; /* a new card was applied for on this day (<renewal> without a day: the
			       register's as-of), else DAY_NONE */
};

#endif
