#ifndef INTAKE_TEMPLATE_BOXES_H
#define INTAKE_TEMPLATE_BOXES_H

#include "intake/template/letter_layout.h"

#include <stdbool.h>

/* What stands on the sheet: boxes, each with its stack of elements, and flows, each with areas that
 * its blocks fill one after the other; and what a voice code says. Fonts and styles must have been
 * read. */

/* Reads all <box> and all <flow> of letter.xml into reading->out. False when a mistake ended it. */
bool boxes_read(struct layout_reading *reading, const struct tree_node *root);
bool boxes_read_flows(struct layout_reading *reading, const struct tree_node *root);
/* Likewise each <say> of <spoken>; of NULL none. */
bool boxes_read_sayings(struct layout_reading *reading, const struct tree_node *spoken);

#endif
