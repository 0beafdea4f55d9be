#ifndef INTAKE_TEMPLATE_PAGE_TEMPLATE_H
#define INTAKE_TEMPLATE_PAGE_TEMPLATE_H

#include "base/arena.h"
#include "intake/template/mistakes.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The frame of the resident's page: HTML with marks in it. {{page.title}} is a sentence of
 * text/LANG.xml, and so is every name with a dot; {{language}} and the other words of
 * webpage_mark_words are values. {{#NAME}} … {{/NAME}} is a section: it stands when its sentence
 * has words or its value is there; `languages` stands once for each language of the page.
 */

/* The number of each sentence that is named. */
struct webpage_keys {
	size_t (*number)(void *context, const char *key);
	void *context;
};

/* Reads it into *pieces and *count; `keys` numbers the sentences that it names. False when a
 * mistake ended the reading: FAULT_OFFICE, also when the file cannot be opened. */
bool webpage_read(const char *path, const struct webpage_keys *keys, struct arena *arena,
	struct mistakes *mistakes, const struct webpage_piece **pieces, size_t *count);

#endif
