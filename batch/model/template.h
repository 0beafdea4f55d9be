#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H

#include <stddef.h>

/* The letter's layout (templates/letter.xml, schemas/template.xsd) and its sentences
 * (templates/text/LANG.xml), as read by intake/tree.c; drawn by document/letter.c. */

struct templates;

#endif
