#ifndef MODEL_PROTECTION_H
#define MODEL_PROTECTION_H

#include "base/civil.h"

#include <stdint.h>

/* Support measures (支援措置) as the ledger remembers them. In the standard's systems they are a
 * data set of their own: where the join is forgotten, the element is absent from an export and
 * nothing else is wrong with it. So absence is no release: whoever was read under protection once
 * stays so until a register says `released`, or staff does. */

enum { PROTECTION_MARK_BYTES = 16 };

/* Somebody under protection: no id, no name. */
struct protected_mark {
	uint8_t mark[PROTECTION_MARK_BYTES]; /* of the resident's id, under the ledger's secret */
	day_number since;                    /* the night that first read it */
	day_number absent; /* the first night since the register last named it that read the
			      resident without; DAY_NONE while it is named */
};

#endif
