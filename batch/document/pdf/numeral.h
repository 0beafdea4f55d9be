#ifndef DOCUMENT_PDF_NUMERAL_H
#define DOCUMENT_PDF_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The numerals of addresses, which are written in three ways: 12, １２, 十二. */

/* Full-width ASCII (U+FF01–FF5E) as ASCII, every kind of dash as a hyphen, letters as capitals;
 * other signs as they are. */
uint32_t numeral_narrow(uint32_t code_point);

/* Is this '0'–'9'? */
bool numeral_is_figure(uint32_t code_point);

enum { NUMERAL_MAX = 99999 };

/* The kanji number at *text, which moves behind it: 二十一 and 二一 are both 21; 0 to NUMERAL_MAX,
 * what is more is NUMERAL_MAX. -1, and *text stays, when there is none. */
long numeral_kanji(const char **text);

/* The words that a kanji numeral counts in an address (丁目, 番地, 線, の, …): how many bytes of
 * one stand at the text's head, 0 when none. The numeral is else part of a name (八事町). With
 * `in_name` those only that no name has behind a numeral (一の宮 and 三ノ坪 are names). */
size_t numeral_counted(const char *text, bool in_name);

#endif
