#ifndef BASE_MUNICIPALITY_H
#define BASE_MUNICIPALITY_H

#include <stdbool.h>
#include <stddef.h>

/* The code of a municipality: five digits and a check digit (総務省,
 * 全国地方公共団体コード仕様). */

enum { MUNICIPALITY_BYTES = 7 };

/* Six digits, the last the right check digit. */
bool municipality_valid(const char *code);

/* Six digits with a right check digit, or five, to which it is added. False, `out` untouched, for
 * anything else. */
bool municipality_read(const char *text, size_t length, char out[MUNICIPALITY_BYTES]);

#endif
