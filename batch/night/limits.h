#ifndef NIGHT_LIMITS_H
#define NIGHT_LIMITS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/layer.h"
#include "night/job.h"
#include "night/knowledge.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * May these exports, and this office file, decide a night? Each limit that they go past has a
 * stable code, the numbers it was held against, and one of three ends: the night is refused
 * (FAULT_REGISTER, nothing changed), or only warned of where nothing is at stake
 * (job->limits_warn), or let pass by somebody who says why (--accept CODE --why TEXT): that is kept
 * with the night.
 */
enum limit {
	LIMIT_EXPORT_LATER,       /* of a day after the night */
	LIMIT_EXPORT_AGED,        /* older than limits/@export-age-days */
	LIMIT_EXPORT_AGAIN,       /* so old, and an earlier night was decided on the same bytes */
	LIMIT_EXPORT_BACKWARD,    /* of a day before the last export's */
	LIMIT_EXPORT_SMALL,       /* fewer residents than limits/@residents-min */
	LIMIT_EXPORT_LARGE,       /* more than limits/@residents-max */
	LIMIT_EXPORT_SHRANK,      /* fewer than the last one by more than limits/@vanish-permille */
	LIMIT_CARDS_SHRANK,       /* the same of the holders in the cards file */
	LIMIT_RESIDENTS_VANISHED, /* of the residents with open dues more than vanish-permille, and
				     more than limits/@vanish-free, are no longer there */
	LIMIT_APPOINTMENTS_CLOSED, /* of the appointments that stand more than
				      limits/@closed-permille, and more than limits/@closed-free,
				      would be moved or taken back because their place is closed */
	LIMIT_RESIDENTS_ASIDE,     /* set aside: limits/@aside-permille and @aside-free of all */
	LIMIT_DUES_ASIDE,          /* the same of those with open dues */
	LIMIT_DUES_ENDED,          /* of these all dues end without a renewal: limits/@ended-… */
	LIMIT_DUES_MOVED,          /* of these a date moves by a few days: limits/@moved-… */
	LIMIT_DUES_RENEWED,        /* of these a date moves by more: limits/@renewed-… */
	LIMIT_DUES_NEW,            /* residents with a due that is new: limits/@new-… */
	LIMIT_LETTERS_GLYPH,       /* letters that no font draws: limits/@unfit-… */
	LIMIT_LETTERS_OVERFLOW,    /* letters that find no room: the same */
	LIMIT_LEDGER_BEHIND,       /* folders beside the night's that the ledger does not know
				      (night/behind.h) */
	LIMIT_LAYERS,              /* + enum layer: limits/layer; none for LAYER_RESIDENTS */
	LIMITS = LIMIT_LAYERS + LAYERS
};
_Static_assert(LIMITS <= 64, "a limit is a bit of night_job.accepted");

static inline uint64_t limit_bit(int limit)
{
	return (uint64_t)1 << limit;
}

/* "export-later" and so on; NULL where there is no such limit. */
extern const char *const limit_codes[LIMITS];

/* The limit of this code, -1 for none. */
int limit_named(const char *code);

/* One watch a night; zeroed but for the first three. */
struct limits_watch {
	const struct night_job *job;
	struct arena *arena;
	const struct knowledge *knowledge;
	const char *aged; /* what to say of the age, once it is known whether the bytes are new */
	bool uncounted;   /* the export does not say how many residents it has */
	uint64_t hit;     /* limits that were gone past, a bit each */
	struct night_acceptance accepted[LIMITS]; /* those of them that were let pass */
	size_t accepted_count;
	struct {
		enum limit limit;
		const char *message;
	} refused[LIMITS]; /* and those that were not */
	size_t refused_count;
};

/* A limit was gone past, with these words: warned of, let pass, or kept for limits_refuse. Once for
 * each limit and night. */
void limits_hit(struct limits_watch *watch, enum limit limit, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Is nothing in the way so far? Else false: the fault names the first limit, the job is warned of
 * the others, and the hint has all codes. */
bool limits_refuse(struct limits_watch *watch, struct fault *why);

/* The codes, apart by spaces, that the job lets pass and that no export went past; NULL for none.
 */
const char *limits_needless(const struct limits_watch *watch);

#endif
