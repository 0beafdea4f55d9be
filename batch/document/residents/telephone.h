#ifndef DOCUMENT_RESIDENTS_TELEPHONE_H
#define DOCUMENT_RESIDENTS_TELEPHONE_H

#include "base/arena.h"

/* A number as a telephone dials it from anywhere, behind "tel:" (RFC 3966): 0568-85-6138 becomes
 * +81-568-85-6138. What cannot be dialled from abroad (0120, 0800, 0570 and numbers that do not
 * begin with 0) keeps its digits alone, a number that has a country its own. Never NULL. */
const char *telephone_number(const char *phone, struct arena *arena);

#endif
