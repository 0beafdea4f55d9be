#ifndef INTAKE_TEMPLATE_WORDS_FILE_H
#define INTAKE_TEMPLATE_WORDS_FILE_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/words.h"

#include <stdbool.h>

/* The sentences of the operators' pages, which the program carries within itself (report.xml,
 * schemas/words.xsd): a page that says that a run has failed must need no other file. FAULT_OFFICE
 * when they are wrong. */
bool words_read(struct arena *arena, struct wordbook *book, struct fault *why);

#endif
