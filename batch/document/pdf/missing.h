#ifndef DOCUMENT_PDF_MISSING_H
#define DOCUMENT_PDF_MISSING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What in a name or an address stands for a sign that was lost on the way: exports that leave the
 * register's own code put 〓, ■ or "U+2363A" where they lack one. A font draws it well, and the
 * letter would go to somebody of another name.
 *
 * Everywhere: ? and its kin, 〓, ■ □ ● and other marks of nothing (●), block elements, pictures of
 * control signs, descriptions of ideographs (⿰…), and signs spelt as text: "U+2363A", "u+9AD9",
 * "\u9AD9", "&#x9AD9;", "&amp;", "MJ012345".
 * In a name besides: whatever Unicode calls a symbol, and what no name is written with (* # % @ _ ※
 * … !). Not held against a name: hyphens, apostrophes, full stops, commas, middle dots, brackets of
 * any form, slashes, &, the double hyphen ＝, ㈱ ㍿ № and the like.
 *
 * In an address and a building: ○ ☆ # & ※ are let pass, for houses are called so.
 */
enum missing_place { MISSING_NAME, MISSING_ADDRESS };

/* Adds what is found to `missing` (missing_add). False when there is nothing. */
bool missing_placeholders(const char *text, enum missing_place place, char *missing, size_t size);

/* Is there nothing to be read in it: no sign but blanks? */
bool missing_everything(const char *text);

/* Adds the signs from `from` to before `behind` as "U+XXXX U+XXXX" to a list that begins as "",
 * after a comma where it is not the first, each text once, as far as `size` bytes go. */
void missing_add(const char *from, const char *behind, char *missing, size_t size);

#endif
