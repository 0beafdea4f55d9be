#ifndef DECIDE_DUES_PENDING_LETTERS_H
#define DECIDE_DUES_PENDING_LETTERS_H

#include "decide/dues/reconcile_parts.h"

/* Letters of earlier nights that wait for their mailing, after the last resident: does each still
 * say what is right tonight? */

/* Pulls those whose dues ended or changed, whose visit comes too soon by now, or that staff has
 * taken back; the others are addressed as the register has it tonight. */
void pending_review(struct reconcile *reconcile);

/* Lists the dues that pulled letters had settled, for the answer. */
void pending_released(const struct reconcile *reconcile, struct reconciliation *reconciliation);

#endif
