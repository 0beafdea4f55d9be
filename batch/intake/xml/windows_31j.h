#ifndef INTAKE_XML_WINDOWS_31J_H
#define INTAKE_XML_WINDOWS_31J_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Windows-31J (what Japanese systems call Shift_JIS) as UTF-8: sign for sign what glibc's CP932
 * makes of it, with ①, 髙, ～ and the rest of the vendors' signs, private use included. Memory:
 * 258 KiB.
 */
struct windows_31j;

/* One byte becomes at most so many. */
enum { WINDOWS_31J_GROWTH = 3 };

/* FAULT_INTERNAL when the machine does not know the encoding. Lives in the arena; to be closed
 * before it. */
bool windows_31j_open(struct arena *arena, struct windows_31j **converter, struct fault *why);

/* Turns the whole signs among `*left` bytes from *from on into text at `to`, which has room for
 * WINDOWS_31J_GROWTH times as many, and says how many bytes of it there are in *length. *from and
 * *left are then those of what is left: nothing, or the first byte of a sign of two. False: there
 * begins no sign; all before it has been turned. */
bool windows_31j_turn(
	struct windows_31j *converter, const char **from, size_t *left, char *to, size_t *length);

/* Are the bytes of a piece UTF-8 that was given another name? All of it is well-formed (signs may
 * be cut at its edges), with three signs or more as Japanese has them: text of Windows-31J comes to
 * that only if all its kanji are rare ones before wide digits. Whole pages of UTF-8 can be turned
 * without a complaint, into other signs. */
bool windows_31j_is_utf_8(const char *bytes, size_t length);

/* Are bytes that are no UTF-8 text of Windows-31J, with two signs or more as Japanese has them (the
 * last one may be cut)? */
bool windows_31j_reads(const char *bytes, size_t length);

/* Is one of the names that XML declarations give to it, in whatever case? */
bool windows_31j_is_called(const char *name, size_t length);

/* NULL is allowed. */
void windows_31j_close(struct windows_31j *converter);

#endif
