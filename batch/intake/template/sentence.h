#ifndef INTAKE_TEMPLATE_SENTENCE_H
#define INTAKE_TEMPLATE_SENTENCE_H

#include "base/arena.h"
#include "intake/template/mistakes.h"
#include "intake/xml/tree.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* A sentence of text/LANG.xml as pieces of markup with placeholders behind them. White space is
 * folded; a line's end in the file is none beside scripts that are written without spaces. */

/* Reads what is in `node`, the sentence number `key` of its templates, into text->pieces. A
 * placeholder that there is not, or that means nothing in this sentence, is a mistake; false when
 * one ended the reading. */
bool sentence_read(const char *path, const struct tree_node *node, size_t key, struct arena *arena,
	struct template_text *text, struct mistakes *mistakes);

#endif
