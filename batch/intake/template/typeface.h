#ifndef INTAKE_TEMPLATE_TYPEFACE_H
#define INTAKE_TEMPLATE_TYPEFACE_H

#include "intake/template/letter_layout.h"

#include <stdbool.h>

/* The type of a letter: fonts by the families that draw them, for some languages by others, and
 * styles that name a font, a size and a leading. */

/* Reads all <font>, the one for names among them, then all <style> of letter.xml into reading->out.
 * False when a mistake ended it. */
bool typeface_read(struct layout_reading *reading, const struct tree_node *root);

#endif
