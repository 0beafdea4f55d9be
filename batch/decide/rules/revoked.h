#ifndef DECIDE_RULES_REVOKED_H
#define DECIDE_RULES_REVOKED_H

#include "base/civil.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/revocation.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Has a change of name or address ended this resident's signature certificate? Such a change ends
 * 署名用 and nothing else (the city's page); but people may also give the certificate
 * up of their own accord, and what was revoked long ago is no news. So two things together count:
 * - an earlier night read this certificate, told by its day of issue, as valid, and tonight's
 *   register has it as revoked while its holder lives here, the card is active and has not run out,
 *   and the authentication certificate is valid; and
 * - name or address became others than they were within the office's days before or after that.
 * On the first night nobody is watched yet, so nothing that was revoked before is ever written
 * about. A certificate that was issued anew begins anew: what changed before it does not count.
 * Pure; cannot fail.
 */
struct revoked_case {
	const struct office *office;
	day_number night;
	const struct resident *resident;
	const uint8_t *mark;          /* of the name and address in tonight's register */
	day_number card_expires;      /* stored or computed, DAY_NONE when it is not known */
	const struct watched *before; /* what the last night knew, NULL: not watched */
	const struct revocation *had; /* the resident's earlier ones */
	size_t had_count;
};

enum watch_verdict {
	WATCH_NOTHING, /* neither watched before nor after */
	WATCH_AS_IT_IS,
	WATCH_KEEP, /* as *after says */
	WATCH_END,
};

/* What to remember of the resident after tonight, in *after when that is WATCH_KEEP. *found is a
 * revocation that begins tonight, or an earlier one of the certificate that the register has as
 * revoked; its resident is NULL when there is none. The strings are the resident's. */
enum watch_verdict revoked_judge(
	const struct revoked_case *at, struct watched *after, struct revocation *found);

#endif
