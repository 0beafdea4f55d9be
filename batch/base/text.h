#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * UTF-8 text. Strings are NUL-terminated; a code point is 0–0x10FFFF without the surrogates.
 * Names are never normalized here: two spellings of one name are two names.
 */

/* Reads the code point at *text and moves *text behind it. 0 at the end (and *text stays there);
 * an ill-formed byte gives U+FFFD and moves on by one. */
uint32_t text_next(const char **text);

/* Is every byte of the string part of well-formed UTF-8 (RFC 3629)? */
bool text_valid(const char *text, size_t length);

/* How many bytes at its head are whole signs of well-formed UTF-8. */
size_t text_valid_length(const char *text, size_t length);

/* Writes a code point, without NUL; returns its 1–4 bytes. */
size_t text_encode(uint32_t code_point, char out[4]);

/* Variation selectors: U+FE00–FE0F and U+E0100–E01EF (ideographic variation sequences). */
bool text_is_selector(uint32_t code_point);

/* Equality where either may be NULL; NULL equals NULL only. */
bool text_equal(const char *left, const char *right);

/* Does the text begin with this one, byte for byte? */
bool text_begins(const char *text, const char *with);

/* White space by Unicode (White_Space of PropList.txt): U+0020, U+3000, U+00A0, tab, line ends and
 * the like. What shows nothing without being a space (zero-width signs, fillers) is none. */
bool text_is_blank(uint32_t code_point);

/* May it stand in a line that others read? Not controls (C0, DEL, C1), which end lines and steer
 * terminals, not the separators U+2028 and U+2029, and not what turns the direction of the signs
 * behind it, with which a line shows other words than it has (UAX #9, Bidi_Control; UTR #36). */
bool text_is_of_line(uint32_t code_point);

/* NULL, empty, or nothing but the blanks that forms are filled up with (U+0020, U+3000, tab, line
 * ends)? */
bool text_blank(const char *text);

/* Without the blanks at both ends: moves *text behind those in front and returns what is left of
 * `length` bytes. Never looks past them. */
size_t text_trim(const char **text, size_t length);

/* The number of code points that are not variation selectors. */
size_t text_length(const char *text);

#endif
