#ifndef DECIDE_WAITING_H
#define DECIDE_WAITING_H

#include "decide/admit_parts.h"

/* Letters of earlier nights that wait for their mailing, after the last resident: does each still
 * say what is right tonight? */

/* Pulls those whose dues ended or changed, whose visit comes too soon by now, or that the desk has
 * taken back; the others are addressed as the register has it tonight. */
void waiting_review(struct admit *admit);

/* Lists the dues that pulled letters had settled, for the answer. */
void waiting_released(const struct admit *admit, struct admission *admission);

#endif
