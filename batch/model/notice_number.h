#ifndef MODEL_NOTICE_NUMBER_H
#define MODEL_NOTICE_NUMBER_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * How a letter gets its number, YY-NNNNNN-C, and what follows from the number under the ledger's
 * secret: the token of its page and the UID of its appointment. None is given twice.
 */

enum { NOTICE_SECRET_BYTES = 32, NOTICE_SERIAL_MAX = 999999 };

/* Writes YY-NNNNNN-C: two digits of the year, the serial of the year (1–NOTICE_SERIAL_MAX) and a
 * check digit: Luhn's (ISO/IEC 7812-1, annex B) over the eight digits before it. Returns `out`. */
char *notice_format_number(int year, int serial, char out[NOTICE_NUMBER_BYTES]);

/* Is this a notice number with a right check digit? */
bool notice_number_valid(const char *number);

/* Two digits, six, one, with hyphens: a letter's number, right or misread, and no id of a resident.
 */
bool notice_number_shaped(const char *text);

/* Such a number from what was typed, or scanned as nine digits: hyphens and blanks may lack or
 * stand elsewhere. False, and `number` untouched, when it is none or was misread. */
bool notice_read_number(const char *text, char number[NOTICE_NUMBER_BYTES]);

/* Numbers of a year that are still to be given. */
struct notice_numbers {
	int year;
	int serial;            /* the last one given, 0 for none */
	const uint8_t *secret; /* NOTICE_SECRET_BYTES, that tokens are made with */
};

/* Gives a letter the next number, and its token. FAULT_OFFICE, and nothing changed, when the year
 * has none left. */
bool notice_assign_number(struct notice *notice, struct notice_numbers *numbers,
	struct arena *arena, struct fault *why);

/* 22 characters that nobody can guess, the first of them a letter, since files are named by it and
 * a shell takes a hyphen in front for an option: the first 128 bits of SHA-256(secret, notice
 * number) in base64url; where that begins with no letter, of SHA-256(secret, "+", notice number),
 * then "++" and "+++", then that with a k in front. Letters of before have kept theirs: the ledger
 * has each. Writes TOKEN_BYTES. */
void notice_token(
	const uint8_t secret[NOTICE_SECRET_BYTES], const char *number, char out[TOKEN_BYTES]);

/* A UID for life: "kigen-", base64url of the first 128 bits of SHA-256(secret, "uid", notice
 * number), "@" and the municipality. The word in front keeps it from beginning with a hyphen, which
 * a spreadsheet takes for a formula and a shell for an option. Writes at most UID_BYTES. */
void notice_uid(const uint8_t secret[NOTICE_SECRET_BYTES], const char *number,
	const char *municipality, char out[UID_BYTES]);

#endif
